//! Lines that are furniture wherever they stand, in letters and digits alone.

use super::Words;

/// Lines that are furniture wherever they stand.
#[rustfmt::skip]
pub(in crate::source) const LINES: Words = &[
    ("en", &[
        "advertisement", "advertising", "articlecontinuesbelow",
        "articlecontinuesbelowadvertisement", "copylink", "continuereading", "copy",
        "joinintheconversation", "keyevent", "like", "linkcopied", "loading", "permalink",
        "playvideo", "readmore", "readless", "recommended", "reply", "scrolltocontinue", "share",
        "sharethis", "sharethispost", "sharethisupdate", "shareonfacebook", "shareontwitter",
        "shareonx", "shareonwhatsapp", "shareviaemail", "showless", "showmore", "signup",
        "skipadvertisement", "storycontinues", "storycontinuesbelow", "subscribe", "tweetthis",
        "updated", "video", "viewimageinfullscreen", "viewimagefullscreen",
    ]),
    ("de", &[
        "anzeige", "linkkopieren", "mehranzeigen", "mehrlesen", "teilen", "weiterlesen", "werbung",
        "beitragteilen", "jetztteilen",
    ]),
    ("fr", &[
        "copierlelien", "lirelasuite", "liressuite", "partager", "publicite", "publicité",
        "voirplus", "lireaussi",
    ]),
    ("es", &["compartir", "copiarenlace", "leermás", "publicidad", "seguirleyendo", "vermás"]),
    ("pt", &[
        "compartilhar", "copiarlink", "leiamais", "partilhar", "publicidade", "vermais",
        "continuaapósapublicidade",
    ]),
    ("it", &[
        "condividi", "continuaaleggere", "copialink", "leggianche", "leggidipiù", "pubblicità",
    ]),
    ("nl", &["advertentie", "delen", "deel", "kopieerlink", "leesmeer", "leesverder"]),
    ("sv", &["annons", "dela", "kopieralänk", "läsmer"]),
    ("nb", &["annonse", "del", "kopierlenke", "lesmer"]),
    ("da", &["annonce", "del", "kopiérlink", "læsmere"]),
    ("fi", &["jaa", "kopioilinkki", "lueisää", "luelisää", "mainos"]),
    ("pl", &["czytajwięcej", "czytajdalej", "kopiujlink", "reklama", "udostępnij"]),
    ("cs", &["čístvíce", "kopírovatodkaz", "reklama", "sdílet"]),
    ("hr", &["kopirajlink", "oglas", "podijeli", "pročitajviše"]),
    ("sr", &["поделите", "podeli", "прочитајтевише"]),
    ("ro", &["citeștemaimult", "distribuie", "publicitate"]),
    ("hu", &["hirdetés", "megosztás", "továbbolvasom"]),
    ("tr", &["bağlantıyıkopyala", "devamınıoku", "paylaş", "reklam"]),
    ("el", &["διαβάστεπερισσότερα", "διαφήμιση", "κοινοποίηση"]),
    ("ru", &["копироватьссылку", "поделиться", "реклама", "читатьдалее", "подробнее"]),
    ("uk", &[
        "копіюватипосилання", "поділитися", "поширити", "реклама", "читатидалі", "детальніше",
    ]),
    ("ar", &["إعلان", "اقرأالمزيد", "شارك", "مشاركة"]),
    ("fa", &["بیشتربخوانید", "اشتراکگذاری"]),
    ("he", &["פרסומת", "קראעוד", "שתף"]),
    ("hi", &["औरपढ़ें", "विज्ञापन", "शेयरकरें"]),
    ("zh", &["分享", "复制链接", "广告", "阅读更多", "展开全文"]),
    ("ja", &["シェア", "広告", "続きを読む", "もっと見る"]),
    ("ko", &["공유", "광고", "더보기"]),
    ("vi", &["chiasẻ", "quảngcáo", "xemthêm"]),
    ("id", &["bacajuga", "bagikan", "bacaselengkapnya", "iklan"]),
];

/// What leads from the beginning of a story to the whole of it, on a page of its own.
#[rustfmt::skip]
pub(in crate::source) const MORE: Words = &[
    ("en", &["readmore", "continuereading", "readfullstory", "fullstory", "readthefullstory"]),
    ("de", &["mehrlesen", "weiterlesen", "mehr", "zumartikel", "ganzenartikellesen"]),
    ("fr", &["lirelasuite", "liressuite", "lireplus", "lirelarticle"]),
    ("es", &["leermás", "seguirleyendo", "vermás", "leernotacompleta"]),
    ("pt", &["leiamais", "lermais", "continuarlendo", "continuaraler"]),
    ("it", &["continuaaleggere", "leggidipiù", "leggitutto", "continua"]),
    ("nl", &["leesmeer", "leesverder"]),
    ("sv", &["läsmer"]),
    ("nb", &["lesmer"]),
    ("da", &["læsmere"]),
    ("fi", &["lueisää", "luelisää"]),
    ("pl", &["czytajwięcej", "czytajdalej", "więcej"]),
    ("cs", &["čístvíce", "celýčlánek"]),
    ("hr", &["pročitajviše", "opširnije"]),
    ("sr", &["прочитајтевише", "opširnije"]),
    ("ro", &["citeștemaimult"]),
    ("hu", &["továbbolvasom", "tovább"]),
    ("tr", &["devamınıoku", "devamı"]),
    ("el", &["διαβάστεπερισσότερα"]),
    ("ru", &["читатьдалее", "читатьполностью", "подробнее"]),
    ("uk", &["читатидалі", "детальніше"]),
    ("ar", &["اقرأالمزيد"]),
    ("fa", &["ادامهمطلب"]),
    ("he", &["קראעוד", "לכתבההמלאה"]),
    ("hi", &["औरपढ़ें"]),
    ("zh", &["阅读更多", "阅读全文", "閱讀全文"]),
    ("ja", &["続きを読む"]),
    ("ko", &["더보기", "전체보기"]),
    ("vi", &["xemthêm", "đọctiếp"]),
    ("id", &["bacaselengkapnya", "selengkapnya"]),
];

/// What a button says that unfolds the rest of a text where it stands.
#[rustfmt::skip]
pub(in crate::source) const UNFOLD: Words = &[
    ("en", &["showmore", "seemore", "viewmore", "expand", "showfullpost", "showall"]),
    ("de", &["mehranzeigen", "aufklappen", "allesanzeigen"]),
    ("fr", &["voirplus", "afficherplus", "afficherlasuite"]),
    ("es", &["vermás", "mostrarmás"]),
    ("pt", &["vermais", "mostrarmais"]),
    ("it", &["mostraaltro", "mostradipiù"]),
    ("nl", &["toonmeer", "meertonen"]),
    ("sv", &["visamer"]),
    ("nb", &["vismer"]),
    ("da", &["vismere"]),
    ("fi", &["näytälisää"]),
    ("pl", &["pokażwięcej", "rozwiń"]),
    ("cs", &["zobrazitvíce"]),
    ("tr", &["dahafazlagöster"]),
    ("ru", &["показатьеще", "показатьещё", "развернуть"]),
    ("uk", &["показатибільше", "розгорнути"]),
    ("ar", &["عرضالمزيد"]),
    ("he", &["הצגעוד"]),
    ("ja", &["もっと見る"]),
    ("zh", &["展开", "展開", "查看更多"]),
    ("ko", &["더보기", "펼치기"]),
];

/// What a share bar says before the names of networks: "Share on Facebook", "Teilen auf X".
#[rustfmt::skip]
pub(in crate::source) const SHARES: &[&str] = &[
    "auffacebookteilen", "aufxteilen", "condividisu", "compartilharno", "compartiren", "deelop",
    "delpå", "delapå", "partagersur", "shareon", "sharevia", "teilenauf",
];
