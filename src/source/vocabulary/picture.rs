//! Words around pictures.

use super::{Names, Words};

/// What stands before a photographer's name, small letters, longest first within a language.
#[rustfmt::skip]
pub(in crate::source) const CREDITS: Words = &[
    ("und", &["©", "(c)", "📷"]),
    ("en", &[
        "photograph:", "photograph by", "photo credit:", "photo by", "photo:", "photos:",
        "picture:", "pictures:", "image credit:", "image:", "images:", "image source,", "credit:",
        "credit...", "credit…", "pic:", "source:",
    ]),
    ("de", &["foto:", "fotos:", "bild:", "bildquelle:", "quelle:", "grafik:"]),
    ("fr", &["photo :", "crédit :", "crédit photo :", "crédits :", "©"]),
    ("es", &["foto:", "fotografía:", "imagen:", "crédito:"]),
    ("pt", &["foto:", "imagem:", "crédito:", "fotografia:"]),
    ("it", &["foto:", "foto di", "fotogramma:", "immagine:"]),
    ("nl", &["foto:", "beeld:", "afbeelding:", "©"]),
    ("sv", &["foto:", "bild:"]),
    ("nb", &["foto:"]),
    ("fi", &["kuva:"]),
    ("is", &["mynd:", "ljósmynd:"]),
    ("pl", &["fot.", "foto:", "zdjęcie:", "źródło:"]),
    ("cs", &["foto:", "zdroj:"]),
    ("hr", &["foto:", "izvor:"]),
    ("ro", &["foto:", "sursa foto:"]),
    ("hu", &["fotó:", "kép:", "forrás:"]),
    ("tr", &["fotoğraf:", "kaynak:"]),
    ("el", &["φωτογραφία:", "πηγή:"]),
    ("ru", &["фото:", "источник:"]),
    ("uk", &["фото:", "джерело:"]),
    ("ar", &["تصوير:", "صورة:"]),
    ("he", &["צילום:"]),
    ("zh", &["图片来源：", "圖片來源：", "摄影：", "攝影："]),
    ("ja", &["写真：", "撮影：", "写真="]),
    ("ko", &["사진=", "사진:"]),
    ("id", &["foto:", "dok."]),
];

/// Words of names of elements that hold a caption.
#[rustfmt::skip]
pub(in crate::source) static CAPTION_NAMES: Names = Names::of(&[
    "caption", "captions", "figcaption", "imagecaption", "legend", "legende", "bildunterschrift",
    "didascalia", "leyenda", "pie",
]);

/// Words of names of elements that hold a credit.
#[rustfmt::skip]
pub(in crate::source) static CREDIT_NAMES: Names = Names::of(&[
    "attribution", "bildquelle", "byline", "copyright", "credit", "credits", "credito", "credit",
    "fotograf", "photographer", "source",
]);

/// Words of names of boxes of a picture, and what such words end with.
#[rustfmt::skip]
pub(in crate::source) static BOX_NAMES: Names = Names::of(&[
    "afbeelding", "bild", "bilde", "billede", "foto", "fotografia", "image", "imagen", "imagem",
    "img", "immagine", "kuva", "obraz", "photo", "photograph", "picture", "resim", "slika",
    "zdjecie",
]);

/// What such words end with.
#[rustfmt::skip]
pub(in crate::source) const BOX_ENDS: &[&str] = &["bild", "foto", "photo", "image", "picture"];

/// Words of names and addresses of faces and signs: they belong to a byline or to the page, never to a text.
#[rustfmt::skip]
pub(in crate::source) static SIGNS: Names = Names::of(&[
    "avatar", "avatars", "favicon", "gravatar", "userpic", "userpics", "headshot", "mugshot",
    "profilbild",
]);

/// Words of names of pictures that are letters.
#[rustfmt::skip]
pub(in crate::source) static EMOJI: Names = Names::of(&[
    "emoji", "emojis", "emojione", "emoticon", "emoticons", "smilies", "smiley", "smileys",
    "twemoji", "joypixels",
]);
