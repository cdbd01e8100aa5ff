//! What is live to see or to hear, and not to read.

use super::Words;

/// Words of broadcasts in titles and addresses.
pub(in crate::source) const WORDS: Words = &[
    (
        "und",
        &[
            "tv",
            "radio",
            "fm",
            "video",
            "videos",
            "audio",
            "podcast",
            "podcasts",
            "stream",
            "streams",
            "livestream",
            "live stream",
            "webcam",
            "webcams",
            "player",
            "webtv",
            "sendung",
            "iplayer",
        ],
    ),
    (
        "en",
        &[
            "watch",
            "watch live",
            "listen",
            "listen live",
            "live concert",
            "live music",
        ],
    ),
    (
        "de",
        &[
            "sendung",
            "sendungen",
            "fernsehen",
            "livestreams",
            "mediathek",
        ],
    ),
    (
        "fr",
        &[
            "télé",
            "écouter",
            "regarder",
            "vidéo",
            "émission",
            "émissions",
        ],
    ),
    (
        "es",
        &["televisión", "vídeo", "ver en vivo", "escuchar", "emisión"],
    ),
    ("pt", &["televisão", "vídeo", "ouvir", "assistir"]),
    ("it", &["televisione", "guarda", "ascolta"]),
    (
        "nl",
        &["kijk live", "luister", "luister live", "uitzending"],
    ),
    ("sv", &["lyssna", "se live", "tittar"]),
    ("da", &["lyt", "se live", "udsendelse"]),
    ("nb", &["hør", "se direkte", "sending"]),
    ("fi", &["katso", "kuuntele"]),
    ("pl", &["oglądaj", "słuchaj", "telewizja", "wideo"]),
    ("cs", &["sledujte vysílání", "poslouchejte", "televize"]),
    ("hu", &["videó", "rádió", "tévé"]),
    (
        "tr",
        &["canlı yayın izle", "izle", "dinle", "canlı tv", "radyo"],
    ),
    ("el", &["ραδιόφωνο", "βίντεο"]),
    (
        "ru",
        &["видео", "радио", "телевидение", "смотреть", "слушать"],
    ),
    ("uk", &["відео", "радіо", "дивитися", "слухати"]),
    ("ar", &["فيديو", "راديو", "شاهد", "استمع"]),
    ("fa", &["ویدیو", "رادیو"]),
    ("he", &["וידאו", "רדיו", "צפו"]),
    ("hi", &["टीवी", "वीडियो", "रेडियो"]),
    ("ja", &["動画", "ラジオ", "テレビ"]),
    (
        "zh",
        &["视频", "視頻", "影片", "电视", "電視", "电台", "電台"],
    ),
    ("ko", &["동영상", "라디오", "티비"]),
    ("th", &["วิดีโอ", "วิทยุ"]),
    ("id", &["tonton", "dengarkan", "televisi"]),
    ("vi", &["truyền hình", "xem trực tiếp"]),
];
