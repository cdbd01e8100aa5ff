//! Words in and around bylines.

use super::{Names, Words};

/// What a byline begins with, small letters; a word of more than ASCII may stand without a space behind it.
#[rustfmt::skip]
pub(in crate::source) const OPENINGS: Words = &[
    ("en", &[
        "by", "from", "as told to", "analysis by", "analysis from", "compiled by", "edited by",
        "live coverage by", "live reporting by", "live updates by", "posted by", "published by",
        "reported by", "reporting by", "updated by", "words by", "written by",
    ]),
    ("de", &["von", "aus der redaktion von", "text:", "text von", "bericht von", "protokoll:"]),
    ("fr", &["par", "publié par", "propos recueillis par"]),
    ("es", &["por", "escrito por", "publicado por", "informa"]),
    ("ca", &["per"]),
    ("pt", &["por", "escrito por", "publicado por", "texto:"]),
    ("it", &["di", "a cura di", "dal nostro inviato", "dalla nostra inviata", "scritto da"]),
    ("nl", &["door", "geschreven door", "van onze redacteur"]),
    ("sv", &["av", "text:", "skriven av"]),
    ("nb", &["av", "tekst:", "skrevet av"]),
    ("da", &["af", "skrevet af", "tekst:"]),
    ("fi", &["teksti:", "kirjoittaja:", "toimittaja:"]),
    ("is", &["eftir", "höfundur:"]),
    ("pl", &["autor:", "autorka:", "autorzy:", "oprac.", "opracował:", "opracowała:", "tekst:"]),
    ("cs", &["autor:", "autorka:", "autoři:", "napsal", "napsala"]),
    ("sk", &["autor:", "autorka:", "autori:"]),
    ("hr", &["autor:", "autorica:", "piše:", "pišu:"]),
    ("sr", &["аутор:", "пише:", "autor:", "piše:"]),
    ("sl", &["avtor:", "avtorica:", "piše:"]),
    ("ro", &["autor:", "scris de"]),
    ("hu", &["írta:", "szerző:"]),
    ("tr", &["yazan:", "haber:", "muhabir:"]),
    ("el", &["του", "της", "γράφει ο", "γράφει η", "συντάκτης:"]),
    ("ru", &["автор:", "авторы:", "текст:"]),
    ("uk", &["автор:", "авторка:", "автори:", "текст:"]),
    ("bg", &["автор:", "от"]),
    ("ar", &["بقلم", "كتب", "كتبت", "كتب:", "كتبت:", "إعداد", "إعداد:", "الكاتب:"]),
    ("fa", &["نویسنده:", "نوشته", "گزارش:"]),
    ("he", &["מאת", "מאת:"]),
    ("ur", &["تحریر:", "از"]),
    ("hi", &["लेखक:", "द्वारा", "रिपोर्ट:"]),
    ("bn", &["লেখক:", "প্রতিবেদক:"]),
    ("zh", &["记者", "記者", "作者：", "作者:", "撰文：", "文／", "文/", "編輯：", "编辑："]),
    ("ja", &["文＝", "文・", "執筆：", "記者：", "取材・文："]),
    ("ko", &["글 =", "글·", "기자:"]),
    ("vi", &["tác giả:", "bởi"]),
    ("id", &["oleh", "oleh:", "penulis:", "laporan"]),
    ("ms", &["oleh", "oleh:"]),
    ("sw", &["mwandishi:"]),
];

/// What joins two names, small letters. Those that mean "in" elsewhere join only what are whole names on both sides.
#[rustfmt::skip]
pub(in crate::source) const CONJUNCTIONS: Words = &[
    ("und", &["&", "+"]),
    ("en", &["and", "with"]),
    ("de", &["und", "sowie"]),
    ("fr", &["et", "avec"]),
    ("es", &["y", "e"]),
    ("ca", &["i"]),
    ("pt", &["e"]),
    ("it", &["e", "ed"]),
    ("nl", &["en"]),
    ("sv", &["och"]),
    ("nb", &["og"]),
    ("fi", &["ja"]),
    ("pl", &["i", "oraz"]),
    ("cs", &["a"]),
    ("hr", &["i"]),
    ("sl", &["in"]),
    ("ro", &["și", "şi"]),
    ("hu", &["és"]),
    ("tr", &["ve"]),
    ("el", &["και"]),
    ("ru", &["и"]),
    ("uk", &["та", "і", "й"]),
    ("ar", &["و"]),
    ("he", &["ו"]),
    ("hi", &["और"]),
    ("bn", &["ও"]),
    ("zh", &["和", "与", "與"]),
    ("ko", &["와", "과"]),
    ("vi", &["và"]),
    ("id", &["dan"]),
    ("sw", &["na"]),
];

/// What stands between a name and the place that it reports from, small letters.
#[rustfmt::skip]
pub(in crate::source) const IN_PLACE: Words = &[
    ("en", &["in", "at", "at the", "in the", "on the", "outside", "outside the", "reporting from", "from", "reports from"]),
    ("de", &["in", "aus"]),
    ("fr", &["à", "en", "au", "aux", "depuis"]),
    ("es", &["en", "desde"]),
    ("pt", &["em", "de"]),
    ("it", &["a", "da", "in", "dal", "dalla"]),
    ("nl", &["in", "vanuit"]),
    ("sv", &["i", "från"]),
    ("nb", &["i", "fra"]),
    ("pl", &["w", "z", "ze"]),
    ("cs", &["v", "z"]),
    ("hr", &["u", "iz"]),
    ("ru", &["в", "из"]),
    ("uk", &["у", "в", "з"]),
];

/// What a line begins with that only says where somebody is, small letters.
#[rustfmt::skip]
pub(in crate::source) const FROM_PLACE: Words = &[
    ("en", &["reporting from", "reports from", "live from", "reporting in"]),
    ("de", &["berichtet aus", "live aus"]),
    ("fr", &["en direct de", "en direct depuis", "depuis"]),
    ("es", &["desde", "en directo desde"]),
    ("pt", &["diretamente de"]),
    ("it", &["in diretta da", "in collegamento da"]),
    ("nl", &["vanuit", "live vanuit"]),
    ("sv", &["på plats i"]),
];

/// First words of places of several words, where "en" before a name could be the Dutch "and".
#[rustfmt::skip]
pub(in crate::source) const PLACE_STARTS: &[&str] = &[
    "Buenos", "Ciudad", "Costa", "El", "Estados", "La", "Las", "Los", "Nueva", "Nuevo", "Puerto",
    "Reino", "Río", "San", "Santa", "Santo", "São", "Tel", "Washington",
];

/// Small words inside of names: "von der Leyen", "de la Cruz", "bin Salman".
#[rustfmt::skip]
pub(in crate::source) const PARTICLES: &[&str] = &[
    "af", "al", "ap", "av", "ben", "bin", "bint", "d", "da", "das", "de", "degli", "dei", "del",
    "della", "dello", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "het", "ibn", "l",
    "la", "las", "le", "los", "op", "ould", "t", "'t", "ten", "ter", "thoe", "tot", "uit", "van",
    "vom", "von", "y", "zu", "zum", "zur",
];

/// Words of offices: what somebody is, not who. Small letters; what ends in one of them is one, too.
#[rustfmt::skip]
pub(in crate::source) const OFFICES: Words = &[
    ("en", &[
        "analyst", "anchor", "blogger", "bureau", "chief", "columnist", "commentator",
        "contributor", "correspondent", "correspondents", "deputy", "desk", "editor", "editors",
        "intern", "journalist", "journalists", "newsroom", "photographer", "political",
        "presenter", "producer", "reporter", "reporters", "senior", "staff", "stringer", "team",
        "writer", "writers",
    ]),
    ("de", &[
        "autor", "autorin", "chefredakteur", "chefredakteurin", "korrespondent", "korrespondentin",
        "redakteur", "redakteurin", "redaktion", "reporterin", "studio", "volontär", "volontärin",
    ]),
    ("fr", &[
        "correspondante", "envoyé", "envoyée", "journaliste", "rédacteur", "rédactrice",
        "rédaction", "spécial",
    ]),
    ("es", &[
        "corresponsal", "enviada", "enviado", "especial", "periodista", "redacción", "redactor",
        "redactora",
    ]),
    ("pt", &["correspondente", "editora", "enviado", "jornalista", "redação", "repórter"]),
    ("it", &["corrispondente", "giornalista", "inviata", "inviato", "redazione"]),
    ("nl", &["correspondente", "redacteur", "redactie", "verslaggever"]),
    ("sv", &["korrespondent", "redaktör", "redaktion", "reporter", "utrikeskorrespondent"]),
    ("nb", &["journalist", "korrespondent", "redaktør", "redaksjon", "redaksjonen"]),
    ("da", &["journalist", "korrespondent", "redaktør", "redaktionen"]),
    ("fi", &["kirjeenvaihtaja", "toimittaja", "toimitus", "päätoimittaja"]),
    ("pl", &["dziennikarka", "dziennikarz", "redakcja", "redaktor", "korespondent"]),
    ("cs", &["redakce", "redaktor", "redaktorka", "zpravodaj", "zpravodajka", "reportér"]),
    ("hr", &["novinar", "novinarka", "dopisnik", "redakcija", "urednik", "urednica"]),
    ("hu", &["szerkesztő", "szerkesztőség", "tudósító", "újságíró"]),
    ("tr", &["editör", "editörü", "muhabir", "muhabiri", "haber", "merkezi"]),
    ("el", &["ανταποκριτής", "δημοσιογράφος", "σύνταξης", "συντάκτης"]),
    ("ru", &["журналист", "корреспондент", "редактор", "редакция", "обозреватель"]),
    ("uk", &["журналіст", "журналістка", "кореспондент", "редактор", "редакція"]),
    ("ar", &["مراسل", "مراسلة", "محرر", "تحرير", "صحفي"]),
    ("he", &["כתב", "כתבת", "עורך", "מערכת"]),
    ("hi", &["संवाददाता", "पत्रकार", "संपादक"]),
    ("zh", &["记者", "記者", "编辑", "編輯", "通讯员"]),
    ("ja", &["記者", "編集部", "特派員"]),
    ("ko", &["기자", "특파원", "편집부"]),
    ("id", &["jurnalis", "wartawan", "redaksi"]),
];

/// Agencies, in letters alone: authors only where nobody else is named.
#[rustfmt::skip]
pub(in crate::source) const AGENCIES: &[&str] = &[
    "aap", "afp", "agencefrancepresse", "agencia", "agencias", "agencies", "agences", "agenturen",
    "agenzie", "aljazeera", "anadolu", "anadoluagency", "ani", "ansa", "ap", "apa", "apnews",
    "associatedpress", "belga", "bloomberg", "bloombergnews", "cp", "ctk", "čtk", "dpa", "efe",
    "epa", "euroapress", "europapress", "hina", "ians", "interfax", "kna", "kyodo", "lapresse",
    "lusa", "mti", "ntb", "pa", "pamedia", "pap", "pti", "pressassociation", "reuters", "rfi",
    "ritzau", "rtr", "sda", "sid", "stt", "tass", "tanjug", "theassociatedpress",
    "thecanadianpress", "tt", "unian", "upi", "xinhua", "yonhap",
];

/// What names of houses end with, small letters: who stands behind a sign and is called so, is the house that somebody
/// works for.
#[rustfmt::skip]
pub(in crate::source) const HOUSES: Words = &[
    ("en", &[
        "advertiser", "broadcasting", "chronicle", "courier", "daily", "dispatch", "echo",
        "examiner", "express", "gazette", "globe", "guardian", "herald", "independent", "journal",
        "mail", "media", "mercury", "mirror", "news", "observer", "online", "post", "press",
        "radio", "record", "review", "standard", "star", "sun", "telegraph", "times", "today",
        "tribune", "tv", "weekly",
    ]),
    ("de", &[
        "allgemeine", "anzeiger", "blatt", "kurier", "nachrichten", "presse", "rundschau",
        "tageblatt", "tagblatt", "zeitung",
    ]),
    ("fr", &["journal", "presse"]),
    ("es", &["diario", "prensa"]),
    ("nl", &["courant", "dagblad", "krant"]),
    ("sv", &["bladet", "dagblad", "nyheter", "tidning"]),
    ("nb", &["avis", "tidende"]),
];

/// What stands where a byline could and is none, in letters alone.
#[rustfmt::skip]
pub(in crate::source) const NO_NAMES: Words = &[
    ("en", &[
        "admin", "administrator", "author", "breaking", "breakingnews", "editor", "keyevent",
        "keyevents", "live", "liveblog", "liveupdates", "newsdesk", "null", "none", "pinned",
        "pinnedpost", "staff", "undefined", "staffwriter", "summary", "unknown", "update", "updated", "updates", "webmaster",
    ]),
    ("de", &["aktualisiert", "eilmeldung", "liveticker", "redaktion", "wichtig"]),
    ("fr", &["endirect", "misàjour", "larédaction", "rédaction"]),
    ("es", &["actualizado", "endirecto", "redacción", "redaccion", "últimahora"]),
    ("pt", &["atualizado", "aovivo", "redação"]),
    ("it", &["aggiornato", "indiretta", "redazione"]),
    ("nl", &["bijgewerkt", "redactie", "live"]),
    ("sv", &["uppdaterad", "redaktionen"]),
    ("nb", &["oppdatert", "redaksjonen"]),
    ("da", &["opdateret", "redaktionen"]),
    ("pl", &["aktualizacja", "nażywo", "redakcja"]),
    ("cs", &["aktualizováno", "redakce", "živě"]),
    ("hr", &["ažurirano", "redakcija", "uživo"]),
    ("tr", &["canlı", "güncelleme", "sondakika"]),
    ("ru", &["обновлено", "онлайн", "редакция"]),
    ("uk", &["оновлено", "онлайн", "редакція"]),
];

/// What stands between a name and its time, small letters: "by Jesper Holm on 20/9/2016 at 17.40".
#[rustfmt::skip]
pub(in crate::source) const BEFORE_TIME: Words = &[
    ("en", &[
        "at", "on", "posted", "posted at", "posted on", "published", "published at",
        "published on", "updated", "written",
    ]),
    ("de", &["am", "um", "stand", "veröffentlicht", "aktualisiert", "gepostet"]),
    ("fr", &["le", "à", "publié", "publié le", "publié à", "mis à jour"]),
    ("es", &["a las", "el", "publicado", "actualizado"]),
    ("pt", &["às", "em", "publicado", "atualizado"]),
    ("it", &["alle", "il", "ore", "pubblicato", "aggiornato"]),
    ("nl", &["om", "op", "geplaatst", "gepubliceerd"]),
    ("sv", &["den", "kl", "kl.", "klockan", "publicerad"]),
    ("nb", &["kl", "kl.", "den", "publisert"]),
    ("da", &["kl", "kl.", "d.", "udgivet"]),
    ("fi", &["klo", "julkaistu"]),
    ("pl", &["o", "o godz.", "godz.", "dnia", "opublikowano"]),
    ("cs", &["v", "dne"]),
    ("hr", &["u", "objavljeno"]),
    ("hu", &["közzétéve"]),
    ("ru", &["в", "опубликовано"]),
    ("uk", &["о", "об", "опубліковано"]),
];

/// What people who are no journalists write through, small letters: "Gary via text", "Eddy on Twitter".
#[rustfmt::skip]
pub(in crate::source) const THROUGH: Words = &[
    ("en", &[
        "on bluesky", "on email", "on facebook", "on instagram", "on telegram", "on threads",
        "on tiktok", "on twitter", "on whatsapp", "on x", "on youtube", "via email",
        "via facebook", "via text", "via twitter", "via whatsapp", "via x", "by email", "by text",
        "on text", "on 606",
    ]),
    ("de", &["auf facebook", "auf twitter", "auf x", "per e-mail", "per mail", "auf bluesky"]),
    ("fr", &["sur facebook", "sur twitter", "sur x", "par courriel", "par mail"]),
    ("es", &["en facebook", "en twitter", "en x", "por correo"]),
    ("it", &["su facebook", "su twitter", "su x", "via mail"]),
    ("pt", &["no facebook", "no twitter", "no x", "por email"]),
    ("nl", &["op facebook", "op twitter", "op x", "via mail"]),
];

/// Words of names of elements that hold what an outsider says or asks.
#[rustfmt::skip]
pub(in crate::source) static OUTSIDERS: Names = Names::of(&[
    "asked", "commenter", "comment", "comments", "frage", "leser", "lecteur", "lector", "lettore",
    "pregunta", "question", "quote", "reader", "readers", "testimonial", "tweet", "user", "viewer",
]);

/// Words that templates name bylines with.
#[rustfmt::skip]
pub(in crate::source) static NAMES: Names = Names::of(&[
    "auteur", "auteurs", "author", "authors", "autor", "autora", "autore", "autoren", "autores",
    "autori", "autorzy", "byline", "contrib", "contributor", "contributors", "creator", "firma", "forfatter",
    "journaliste", "kirjoittaja", "postedby", "redacteur", "reporter", "reporters", "skribent",
    "verfasser", "writer", "writers", "writtenby", "yazar",
]);

/// First words of names that say what an element shows or has, not what it is: `show-author-avatar`, `has-title`.
#[rustfmt::skip]
pub(in crate::source) static SWITCHES: Names = Names::of(&[
    "has", "hide", "is", "no", "not", "show", "shows", "with", "without",
]);
