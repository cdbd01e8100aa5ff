//! What live blogs call themselves.

use super::Words;

/// Phrases by which a title or a line says in so many words that something is followed live.
pub(in crate::source) const PHRASES: Words = &[
    (
        "en",
        &[
            "live blog",
            "liveblog",
            "live updates",
            "live update",
            "liveupdates",
            "live coverage",
            "live reporting",
            "live text",
            "live feed",
            "live ticker",
            "live commentary",
            "text commentary",
            "follow live",
            "follow along live",
            "minute by minute",
            "as it happened",
            "as it happens",
            "clockwatch",
            "rolling coverage",
            "live thread",
        ],
    ),
    (
        "de",
        &[
            "liveticker",
            "newsticker",
            "newsblog",
            "news blog",
            "live ticker",
            "news ticker",
            "minute für minute",
            "ticker zum nachlesen",
            "im ticker",
        ],
    ),
    (
        "fr",
        &[
            "en direct",
            "le direct",
            "minute par minute",
            "suivez le direct",
        ],
    ),
    (
        "es",
        &["en vivo", "en directo", "minuto a minuto", "al minuto"],
    ),
    (
        "pt",
        &[
            "ao vivo",
            "em direto",
            "minuto a minuto",
            "em tempo real",
            "lance a lance",
        ],
    ),
    (
        "it",
        &[
            "in diretta",
            "la diretta",
            "minuto per minuto",
            "in tempo reale",
            "diretta live",
        ],
    ),
    ("nl", &["liveverslag", "live verslag", "minuut tot minuut"]),
    (
        "sv",
        &[
            "direktrapport",
            "direktrapportering",
            "liverapport",
            "följ direkt",
            "minut för minut",
        ],
    ),
    (
        "nb",
        &[
            "følg direkte",
            "direkterapport",
            "minutt for minutt",
            "direktesenter",
        ],
    ),
    ("da", &["følg direkte", "minut for minut", "live dækning"]),
    (
        "fi",
        &[
            "suora seuranta",
            "hetki hetkeltä",
            "seuraa suorana",
            "seuraa hetki hetkeltä",
        ],
    ),
    (
        "pl",
        &[
            "na żywo",
            "relacja live",
            "minuta po minucie",
            "relacja tekstowa",
            "na zywo",
        ],
    ),
    (
        "cs",
        &[
            "živě",
            "online přenos",
            "minutu po minutě",
            "on line přenos",
            "sledujeme online",
        ],
    ),
    (
        "sk",
        &[
            "naživo",
            "minúta po minúte",
            "minútu po minúte",
            "online prenos",
        ],
    ),
    ("sl", &["v živo", "iz minute v minuto", "prenos v živo"]),
    (
        "hr",
        &["uživo", "uzivo", "iz minute u minutu", "prijenos uživo"],
    ),
    ("sr", &["уживо", "из минута у минут", "iz minuta u minut"]),
    (
        "ru",
        &[
            "онлайн трансляция",
            "текстовая трансляция",
            "прямая трансляция",
            "прямой эфир",
            "в прямом эфире",
        ],
    ),
    (
        "uk",
        &[
            "онлайн трансляція",
            "текстова трансляція",
            "пряма трансляція",
            "наживо",
        ],
    ),
    ("bg", &["на живо", "минута по минута"]),
    (
        "ro",
        &["în direct", "in direct", "minut cu minut", "live text"],
    ),
    (
        "hu",
        &[
            "élőben",
            "percről percre",
            "élő közvetítés",
            "élő közvetítésünk",
        ],
    ),
    ("el", &["λεπτό προς λεπτό", "ζωντανή ενημέρωση", "ζωντανά"]),
    (
        "tr",
        &[
            "canlı anlatım",
            "canlı blog",
            "canlı yayın",
            "dakika dakika",
        ],
    ),
    ("ca", &["en directe", "minut a minut"]),
    ("he", &["דיווח חי", "עדכונים שוטפים", "לייב בלוג"]),
    (
        "ar",
        &["لحظة بلحظة", "تغطية مباشرة", "بث مباشر", "تغطية حية"],
    ),
    ("fa", &["لحظه به لحظه", "پوشش زنده", "به روزرسانی زنده"]),
    ("ur", &["لائیو اپڈیٹس", "براہ راست"]),
    ("hi", &["लाइव ब्लॉग", "लाइव अपडेट", "लाइव अपडेट्स"]),
    ("bn", &["লাইভ আপডেট", "সরাসরি"]),
    ("ta", &["நேரலை"]),
    (
        "id",
        &[
            "siaran langsung",
            "live report",
            "menit demi menit",
            "laporan langsung",
        ],
    ),
    ("vi", &["tường thuật trực tiếp", "trực tiếp"]),
    ("th", &["รายงานสด", "ถ่ายทอดสด"]),
    (
        "ja",
        &[
            "ライブブログ",
            "ライブ速報",
            "ライブ更新",
            "実況",
            "リアルタイム",
        ],
    ),
    (
        "zh",
        &[
            "直播",
            "实时更新",
            "即時更新",
            "滚动更新",
            "滾動更新",
            "持续更新",
            "持續更新",
        ],
    ),
    ("ko", &["실시간", "라이브 블로그", "생중계"]),
];

/// Words that such titles hold, and many other titles too.
pub(in crate::source) const WORDS: Words = &[
    (
        "en",
        &[
            "live",
            "livestream",
            "livescore",
            "live score",
            "livecenter",
            "livefeed",
            "livetext",
        ],
    ),
    ("de", &["ticker", "live", "zum nachlesen"]),
    ("fr", &["direct"]),
    ("es", &["directo", "última hora"]),
    ("pt", &["direto", "última hora"]),
    ("it", &["diretta"]),
    ("sv", &["direkt", "live"]),
    ("nb", &["direkte"]),
    ("fi", &["suora", "suorana"]),
    ("pl", &["relacja"]),
    ("cs", &["zive"]),
    ("sl", &["zivo", "živo"]),
    ("ru", &["онлайн", "трансляция", "хроника"]),
    ("uk", &["онлайн", "трансляція"]),
    ("hu", &["élő"]),
    ("tr", &["canlı", "canli"]),
    ("ar", &["مباشر"]),
    ("fa", &["زنده"]),
    ("ur", &["لائیو"]),
    ("hi", &["लाइव"]),
    ("bn", &["লাইভ"]),
    ("te", &["లైవ్"]),
    ("ja", &["ライブ", "速報"]),
    ("ko", &["라이브", "속보"]),
    ("th", &["สด"]),
];

/// Words that titles of live blogs hold, and as many others.
pub(in crate::source) const HINTS: Words = &[
    ("en", &["latest", "latest updates", "commentary", "updates"]),
    ("de", &["aktuell", "ticker"]),
];

/// What both diaries and live blogs call themselves.
pub(in crate::source) const BLOG: Words = &[("und", &["blog"])];

/// Words, and pairs of them, that templates name the parts of live blogs with, in letters alone.
pub(in crate::source) const NAMES: &[&str] = &[
    "liveblog",
    "liveblogging",
    "livepost",
    "liveposts",
    "liveevent",
    "livestory",
    "liveentry",
    "liveentries",
    "liveupdate",
    "liveupdates",
    "livestream",
    "liveticker",
    "livetext",
    "livecoverage",
    "clockwatch",
    "newsticker",
    "livefeed",
    "livecenter",
    "livelist",
    "ticker",
    "tickeritem",
    "tickerpost",
];

/// Phrases by which a line of the page says it of the page, or of what it leads to.
pub(in crate::source) const LINES: Words = &[
    (
        "en",
        &[
            "live blog",
            "liveblog",
            "follow along live",
            "live updates",
            "follow live",
            "follow our live",
            "live coverage",
            "follow the latest live",
        ],
    ),
    (
        "de",
        &[
            "liveticker",
            "newsticker",
            "newsblog",
            "live blog",
            "liveblog",
            "im ticker",
        ],
    ),
    (
        "fr",
        &["suivez en direct", "notre direct", "suivez notre direct"],
    ),
    (
        "es",
        &["siga en vivo", "sigue en directo", "minuto a minuto"],
    ),
    ("it", &["la diretta", "segui la diretta"]),
];
