//! What pages call the comments of their readers.

use super::{Names, Words};

/// Words that templates name the place of readers' comments with.
pub(in crate::source) const AREAS: Words = &[
    (
        "en",
        &[
            "comments",
            "commentlist",
            "commentslist",
            "commentarea",
            "commentsarea",
            "commentsection",
            "commentssection",
            "commentthread",
            "commentform",
            "respond",
            "replies",
            "discussion",
            "usercomments",
            "readercomments",
        ],
    ),
    (
        "de",
        &[
            "kommentare",
            "leserkommentare",
            "kommentarliste",
            "kommentarbereich",
            "leserbriefe",
        ],
    ),
    ("fr", &["commentaires", "réactions"]),
    ("es", &["comentarios"]),
    ("pt", &["comentários"]),
    ("it", &["commenti"]),
    ("nl", &["reacties"]),
    ("pl", &["komentarze"]),
    ("cs", &["komentáře", "komentare", "diskuse"]),
    ("sk", &["diskusia"]),
    ("hr", &["komentari"]),
    ("sv", &["kommentarer"]),
    ("fi", &["kommentit"]),
    ("hu", &["hozzászólások", "hozzaszolasok"]),
    ("ro", &["comentarii"]),
    ("tr", &["yorumlar"]),
    ("ru", &["комментарии"]),
    // Names of services that bring comments to other people's pages.
    (
        "und",
        &[
            "disqus",
            "livefyre",
            "spotim",
            "openweb",
            "viafoura",
            "hyvor",
            "utterances",
            "giscus",
            "isso",
            "remark42",
            "cusdis",
            "commento",
            "graphcomment",
            "vuukle",
            "coral",
            "coraltalk",
            "fbcomments",
        ],
    ),
];

/// Words beside which a name of [`AREAS`] means a pointer to the comments, or that there are some.
pub(in crate::source) static POINTERS: Names = Names::of(&[
    "count", "counter", "counts", "number", "link", "links", "button", "btn", "toggle", "icon",
    "open", "opened", "closed", "off", "on", "has", "no", "with", "without", "enabled", "disabled",
    "share", "action", "actions", "nav", "jump", "expert", "live",
]);

/// What the link, or the button, says that answers a comment.
pub(in crate::source) const REPLY: Words = &[
    (
        "en",
        &[
            "reply",
            "reply to this",
            "reply to this comment",
            "report comment",
            "log in to reply",
            "quote",
        ],
    ),
    (
        "de",
        &[
            "antworten",
            "auf kommentar antworten",
            "kommentar melden",
            "zitieren",
        ],
    ),
    (
        "fr",
        &["répondre", "répondre à ce commentaire", "signaler", "citer"],
    ),
    ("es", &["responder", "responder a este comentario", "citar"]),
    ("pt", &["responder", "responder a este comentário", "citar"]),
    ("it", &["rispondi", "rispondi al commento", "cita"]),
    ("nl", &["reageer", "beantwoorden", "reageren"]),
    ("pl", &["odpowiedz", "cytuj"]),
    ("cs", &["odpovědět", "reagovat"]),
    ("sk", &["odpovedať"]),
    ("hr", &["odgovori"]),
    ("sl", &["odgovori"]),
    ("sv", &["svara"]),
    ("nb", &["svar"]),
    ("da", &["svar", "besvar"]),
    ("fi", &["vastaa"]),
    ("hu", &["válasz", "válasz erre"]),
    ("ro", &["răspunde", "raspunde"]),
    ("tr", &["yanıtla", "cevapla"]),
    ("el", &["απάντηση"]),
    ("ru", &["ответить", "цитировать"]),
    ("uk", &["відповісти", "відповіcти"]),
    ("bg", &["отговор"]),
    ("ar", &["رد"]),
    ("he", &["הגב"]),
    ("fa", &["پاسخ"]),
    ("hi", &["जवाब दें"]),
    ("id", &["balas"]),
    ("vi", &["trả lời"]),
    ("th", &["ตอบกลับ"]),
    ("ja", &["返信", "返信する"]),
    ("zh", &["回复", "回覆"]),
    ("ko", &["답글", "답글 달기"]),
];
