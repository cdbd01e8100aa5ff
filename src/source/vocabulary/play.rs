//! Words for the minutes and the parts of a match.

use super::Words;

/// Words, and short forms, of a minute of play.
pub(in crate::source) const MINUTES: Words = &[
    ("en", &["min", "mins", "minute"]),
    ("de", &["min", "minute", "spielminute"]),
    ("fr", &["mn", "min", "minute"]),
    ("es", &["min", "minuto"]),
    ("pt", &["min", "minuto"]),
    ("it", &["min", "minuto"]),
    ("nl", &["min", "minuut"]),
    ("pl", &["min", "minuta"]),
    ("cs", &["min", "minuta"]),
    ("hr", &["min", "minuta"]),
    ("hu", &["perc"]),
    ("tr", &["dk", "dakika"]),
    ("ru", &["мин", "минута"]),
    ("uk", &["хв", "хвилина"]),
    ("el", &["λεπτό"]),
];

/// Labels that stand where the minute would.
pub(in crate::source) const LABELS: Words = &[
    (
        "en",
        &[
            "ht",
            "ft",
            "ko",
            "aet",
            "half time",
            "full time",
            "kick off",
        ],
    ),
    (
        "de",
        &["hz", "anpfiff", "abpfiff", "halbzeit", "pause", "ende"],
    ),
    ("fr", &["mi temps", "coup d envoi", "fin du match"]),
    ("es", &["descanso", "final", "inicio"]),
    ("pt", &["intervalo", "fim de jogo", "início"]),
    ("it", &["intervallo", "fischio d inizio", "fine partita"]),
    ("nl", &["rust", "aftrap", "einde"]),
    ("pl", &["przerwa", "koniec meczu"]),
];
