//! What the text of a page drags along with its updates, line by line, in small letters.

use super::Words;

/// What stands before a publisher's name in a line that offers something or says who owns the page.
#[rustfmt::skip]
pub(in crate::source) const PUBLISHER: Words = &[
    ("und", &["©"]),
    ("en", &[
        "with notifications from ", "newsletters from ", "newsletter from ", "alerts from ",
        "copyright ", "you are reading ",
    ]),
];

/// What agencies and picture desks are called in credits, a word each.
#[rustfmt::skip]
pub(in crate::source) const AGENCIES: Words = &[
    ("und", &[
        "getty", "ap", "afp", "reuters", "pa", "epa", "efe", "ansa", "dpa", "shutterstock", "rex",
        "alamy", "ani", "pti", "tass", "xinhua", "imago", "bbc", "sky", "itv", "cnn", "nasa",
        "twitter", "facebook", "instagram", "belga", "keystone", "lusa", "apa", "tt", "ntb",
        "ritzau", "lehtikuva", "pap", "ctk", "čtk", "mti", "hina", "tanjug",
    ]),
    ("en", &[
        "images", "image", "photo", "photograph", "photographer", "picture", "supplied", "handout",
        "wire", "via", "screengrab", "media", "agency",
    ]),
    ("de", &["foto", "bild", "fotograf"]),
    ("fr", &["crédit"]),
    ("es", &["imagen", "agencia"]),
    ("it", &["immagine"]),
    ("pt", &["imagem"]),
];

/// Badges, with whatever is glued to them, in letters alone.
#[rustfmt::skip]
pub(in crate::source) const BADGES: Words = &[
    ("en", &[
        "live", "liveupdated", "updated", "liveupdates", "breaking", "breakingnews", "livebreaking",
        "ended", "closed",
    ]),
    ("de", &["liveticker", "eilmeldung", "aktualisiert", "beendet"]),
    ("fr", &["endirect", "terminé", "misàjour"]),
    ("es", &["endirecto", "envivo", "últimahora", "finalizado"]),
    ("it", &["diretta", "indiretta", "aggiornato"]),
    ("pt", &["aovivo", "encerrado", "atualizado"]),
    ("pl", &["nażywo"]),
    ("hr", &["uživo"]),
    ("sr", &["уживо"]),
    ("cs", &["živě"]),
    ("sk", &["naživo"]),
    ("hu", &["élő"]),
    ("tr", &["canlı"]),
    ("fi", &["suora"]),
    ("ru", &["онлайн"]),
    ("uk", &["наживо"]),
];

/// First words of a note that an update was changed.
#[rustfmt::skip]
pub(in crate::source) const CHANGED: Words = &[
    ("en", &["updated", "edited", "modified", "corrected", "amended"]),
    ("de", &["aktualisiert", "bearbeitet", "geändert", "korrigiert"]),
    ("fr", &["modifié", "actualisé", "corrigé"]),
    ("es", &["actualizado", "modificado", "corregido"]),
    ("it", &["aggiornato", "modificato", "corretto"]),
    ("pt", &["atualizado", "actualizado", "modificado", "corrigido"]),
    ("nl", &["bijgewerkt", "gewijzigd", "aangepast"]),
    ("sv", &["uppdaterad", "uppdaterat", "ändrad", "rättad"]),
    ("da", &["opdateret", "ændret", "rettet"]),
    ("nb", &["oppdatert", "endret", "rettet"]),
    ("fi", &["päivitetty", "muokattu", "korjattu"]),
    ("pl", &["zaktualizowano", "aktualizacja", "zmieniono"]),
    ("cs", &["aktualizováno", "upraveno"]),
    ("sk", &["aktualizované", "upravené"]),
    ("hu", &["frissítve", "módosítva"]),
    ("ro", &["actualizat", "modificat"]),
    ("hr", &["ažurirano", "izmijenjeno"]),
    ("tr", &["güncellendi", "güncelleme"]),
    ("ru", &["обновлено", "изменено"]),
    ("uk", &["оновлено", "змінено"]),
    ("el", &["ενημερώθηκε"]),
];

/// Buttons and labels that stand on a line of their own.
#[rustfmt::skip]
pub(in crate::source) const BUTTONS: Words = &[
    ("und", &["facebook", "twitter", "whatsapp"]),
    ("en", &[
        "share", "share this", "share link", "share article", "copy link", "link copied",
        "recommended", "recommended reading", "related", "related articles", "read more",
        "show more", "load more", "view more", "comments", "comment", "reply", "advertisement",
        "advert", "ad", "close", "menu", "search", "log in", "sign in", "register", "subscribe",
        "skip to content", "bookmark", "save", "print", "email", "back to top", "newest first",
        "oldest first", "article bookmarked",
    ]),
    ("de", &["anzeige", "werbung", "teilen", "mehr lesen"]),
    ("fr", &["partager", "publicité"]),
    ("es", &["compartir", "publicidad"]),
    ("it", &["condividi", "pubblicità"]),
    ("pl", &["reklama", "udostępnij"]),
    ("nl", &["delen"]),
    ("sr", &["podeli"]),
];

/// Words that give away an offer: letters, alerts, accounts.
#[rustfmt::skip]
pub(in crate::source) const OFFERS: Words = &[
    ("en", &[
        "with notifications from", "sign up for", "sign up to", "newsletter", "push notifications",
        "breaking news alerts", "download our app", "download the app", "subscribe to",
        "subscribe now", "create a free account", "accept cookies", "click here to",
        "follow us on", "join our whatsapp", "terms of service", "privacy policy",
    ]),
];
