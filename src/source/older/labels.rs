//! What a link says: its words in the languages that live blogs are written in.

use scraper::ElementRef;

use crate::source::dom::element::{self, attr};

/// Longer texts are no labels, in characters.
const LONGEST: usize = 60;

/// What a link's words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The next older page.
    Older,
    /// More of the same.
    More,
    /// The next page.
    Next,
    /// Another place: newer updates, the last page, comments, another story.
    Elsewhere,
    /// Nothing that is known.
    Nothing,
}

/// Phrases that lead elsewhere, whatever stands beside them. All phrases begin with a word and may end within one.
const ELSEWHERE: &[&str] = &[
    "newer",
    "newest",
    "oldest",
    "latest",
    "most recent",
    "next article",
    "next post",
    "next story",
    "comment",
    "repl",
    "related",
    "stories",
    "articles",
    "first page",
    "last page",
    "older first",
    "neuer",
    "neue",
    "älteste",
    "nächster artikel",
    "nächster beitrag",
    "letzte seite",
    "kommentar",
    "le plus ancien",
    "la plus ancienne",
    "plus récent",
    "commentaire",
    "dernière page",
    "el más antiguo",
    "la más antigua",
    "más reciente",
    "comentario",
    "comentário",
    "mais recente",
    "più recent",
    "nieuwer",
    "oudste",
    "nyare",
    "nyere",
    "äldsta",
    "nowsze",
    "najstarsze",
];
/// Phrases that say "older".
const OLDER: &[&str] = &[
    "older",
    "earlier updates",
    "earlier posts",
    "earlier entries",
    "previous updates",
    "previous posts",
    "previous entries",
    "ältere",
    "frühere",
    "vorherige beiträge",
    "vorherige meldungen",
    "plus ancien",
    "publications précédentes",
    "messages précédents",
    "más antigu",
    "entradas anteriores",
    "actualizaciones anteriores",
    "mais antig",
    "atualizações anteriores",
    "meno recenti",
    "più vecchi",
    "aggiornamenti precedenti",
    "post precedenti",
    "oudere",
    "eerdere",
    "äldre",
    "ældre",
    "eldre",
    "starsze",
    "starší",
    "régebbi",
    "vanhemmat",
    "mai vechi",
    "предыдущие",
    "более старые",
    "старіші",
    "daha eski",
];
/// Phrases that say "more of the same".
const MORE: &[&str] = &[
    "load more",
    "show more",
    "view more",
    "see more",
    "more updates",
    "more posts",
    "more entries",
    "mehr laden",
    "mehr anzeigen",
    "mehr beiträge",
    "mehr meldungen",
    "weitere beiträge",
    "weitere meldungen",
    "weitere einträge",
    "voir plus",
    "afficher plus",
    "charger plus",
    "ver más",
    "cargar más",
    "mostrar más",
    "ver mais",
    "carregar mais",
    "carica altri",
    "mostra altri",
    "meer laden",
    "toon meer",
    "visa fler",
    "ladda fler",
    "vis mere",
    "vis flere",
    "pokaż więcej",
];
/// Whole labels that say "next page", in letters alone.
const NEXT: &[&str] = &[
    "next",
    "nextpage",
    "gotonextpage",
    "nextupdates",
    "weiter",
    "nächsteseite",
    "suivant",
    "suivante",
    "pagesuivante",
    "siguiente",
    "páginasiguiente",
    "próxima",
    "próximapágina",
    "successiva",
    "paginasuccessiva",
    "avanti",
    "volgende",
    "volgendepagina",
    "nästa",
    "nästasida",
    "neste",
    "næste",
    "następna",
    "seguinte",
    "páginaseguinte",
];

/// Reads what a link says in its text, its `aria-label` and its `title`.
pub(super) fn read(link: ElementRef<'_>) -> Label {
    let text = element::text(link);
    let said = [
        Some(text.as_str()),
        attr(link, "aria-label"),
        attr(link, "title"),
    ];
    let meanings: Vec<Label> = said.into_iter().flatten().map(meaning).collect();
    // One voice that leads elsewhere outweighs the others; else the plainest counts.
    [Label::Elsewhere, Label::Older, Label::More, Label::Next]
        .into_iter()
        .find(|label| meanings.contains(label))
        .unwrap_or(Label::Nothing)
}

fn meaning(said: &str) -> Label {
    if said.chars().count() > LONGEST {
        return Label::Nothing;
    }
    // Every word after one space, so that a phrase is found where a word begins.
    let mut words = String::new();
    for word in said
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        words.push(' ');
        words.push_str(&word.to_lowercase());
    }
    let has = |phrases: &[&str]| {
        phrases.iter().any(|phrase| {
            words
                .match_indices(phrase)
                .any(|(at, _)| words.get(..at).is_some_and(|before| before.ends_with(' ')))
        })
    };
    if has(ELSEWHERE) {
        Label::Elsewhere
    } else if has(OLDER) {
        Label::Older
    } else if has(MORE) {
        Label::More
    } else if NEXT.contains(&element::letters(said).as_str()) {
        Label::Next
    } else {
        Label::Nothing
    }
}
