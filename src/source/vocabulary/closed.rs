//! How live blogs say that they end, and that they go on elsewhere.

use super::Words;

/// Phrases that close a blog.
pub(in crate::source) const PHRASES: Words = &[
    (
        "en",
        &[
            "this live blog is closed",
            "this live blog is now closed",
            "this liveblog is closed",
            "this liveblog is now closed",
            "this live blog has now closed",
            "this live blog has closed",
            "this live blog has ended",
            "this blog has now closed",
            "this blog is closed",
            "this blog is now closed",
            "our live blog is now closed",
            "our live coverage has ended",
            "our live coverage has now ended",
            "live coverage has ended",
            "live coverage has now ended",
            "this live coverage has ended",
            "this live stream has ended",
            "this livestream has ended",
            "this live blog is no longer being updated",
            "this liveblog is no longer being updated",
            "this blog is no longer being updated",
            "our live coverage ends here",
            "that ends our live coverage",
            "that concludes our live coverage",
            "we are closing this live blog",
            "we re closing this live blog",
            "we are now closing this live blog",
            "we re now closing this live blog",
            "we are ending our live coverage",
            "we re ending our live coverage",
            "we are wrapping up our live coverage",
            "we re wrapping up our live coverage",
            "this live page is closed",
            "this live page is now closed",
            "our live coverage is now closed",
        ],
    ),
    (
        "de",
        &[
            "liveblog beendet",
            "der liveblog ist beendet",
            "das liveblog ist beendet",
            "der liveticker ist beendet",
            "der ticker ist beendet",
            "liveticker beendet",
            "wir beenden unseren liveticker",
            "wir beenden diesen liveblog",
            "damit beenden wir unseren liveblog",
            "dieser liveblog ist geschlossen",
            "dieses liveblog ist geschlossen",
            "der newsblog ist beendet",
        ],
    ),
    (
        "fr",
        &[
            "le direct est terminé",
            "ce direct est terminé",
            "fin de ce direct",
            "c est la fin de ce direct",
            "ce live est terminé",
            "ce live est maintenant terminé",
            "ce direct est maintenant terminé",
            "ce direct est désormais terminé",
            "ce direct est fini",
        ],
    ),
    (
        "es",
        &[
            "finaliza la cobertura en vivo",
            "termina la cobertura en vivo",
            "ha finalizado el directo",
            "termina el directo",
            "cerramos este directo",
            "esta cobertura en vivo ha terminado",
            "concluimos esta cobertura en vivo",
            "hasta aquí nuestra cobertura",
            "hasta aquí la cobertura en directo",
            "hasta aquí el directo",
            "hasta aquí este directo",
        ],
    ),
    (
        "pt",
        &[
            "encerramos esta cobertura",
            "a cobertura ao vivo foi encerrada",
            "fim da cobertura ao vivo",
            "cobertura encerrada",
            "encerramos o ao vivo",
            "encerramos aqui a nossa cobertura",
            "encerramos nossa cobertura",
        ],
    ),
    (
        "it",
        &[
            "la diretta è terminata",
            "la diretta è finita",
            "la diretta finisce qui",
            "si chiude qui la diretta",
            "termina qui la diretta",
            "la nostra diretta finisce qui",
            "la nostra diretta termina qui",
            "finisce qui la nostra diretta",
        ],
    ),
    (
        "nl",
        &[
            "dit liveblog is gesloten",
            "dit liveblog is afgesloten",
            "we sluiten dit liveblog",
            "dit liveblog wordt niet meer bijgewerkt",
        ],
    ),
    (
        "pl",
        &[
            "kończymy relację",
            "relacja zakończona",
            "to koniec naszej relacji",
            "zakończyliśmy relację",
        ],
    ),
    (
        "cs",
        &[
            "online přenos skončil",
            "přenos byl ukončen",
            "ukončujeme online přenos",
        ],
    ),
    ("hr", &["praćenje uživo je završeno", "prijenos je završen"]),
    (
        "ru",
        &[
            "трансляция завершена",
            "онлайн завершен",
            "онлайн завершён",
            "мы завершаем трансляцию",
            "мы завершаем онлайн",
        ],
    ),
    ("uk", &["трансляцію завершено", "трансляція завершена"]),
    ("hu", &["a közvetítés véget ért", "közvetítésünk véget ért"]),
    (
        "sv",
        &[
            "direktrapporten är avslutad",
            "direktrapporten avslutas",
            "liverapporten är avslutad",
            "liverapporteringen är avslutad",
            "direktrapporteringen är avslutad",
            "livebloggen är avslutad",
        ],
    ),
    (
        "nb",
        &[
            "direktesendingen er avsluttet",
            "direkterapporteringen er avsluttet",
            "direktedekningen er avsluttet",
            "direktesenteret er avsluttet",
        ],
    ),
    (
        "da",
        &[
            "livebloggen er afsluttet",
            "livebloggen er slut",
            "denne liveblog er afsluttet",
            "vi lukker denne liveblog",
        ],
    ),
    (
        "fi",
        &[
            "seuranta on päättynyt",
            "suora seuranta on päättynyt",
            "livepäivitys on päättynyt",
        ],
    ),
    (
        "tr",
        &["canlı anlatım sona erdi", "canlı anlatım sona ermiştir"],
    ),
    ("ar", &["انتهت التغطية المباشرة", "نهاية التغطية المباشرة"]),
    (
        "ja",
        &[
            "ライブ更新は終了しました",
            "このライブブログは終了しました",
            "速報を終了します",
        ],
    ),
    ("zh", &["直播已结束", "直播已結束", "直播结束"]),
    ("ko", &["실시간 중계를 마칩니다"]),
];

/// Phrases that the headline of a blog that ended closes with.
pub(in crate::source) const HEADLINES: Words = &[
    ("en", &["as it happened"]),
    (
        "de",
        &[
            "zum nachlesen",
            "der liveticker zum nachlesen",
            "liveticker beendet",
        ],
    ),
    ("fr", &["revivez le direct", "direct terminé"]),
    ("es", &["así te lo contamos", "así fue"]),
    ("it", &["diretta finita"]),
    ("pl", &["relacja zakończona"]),
];

/// Phrases of a blog that says that another one goes on.
#[rustfmt::skip]
pub(in crate::source) const MOVED: Words = &[
    ("en", &[
        "this blog has moved", "this live blog has moved", "this liveblog has moved",
        "this live blog is now closed follow", "this liveblog is now closed follow",
        "this blog is now closed follow", "our live coverage has moved",
        "our live coverage continues", "live coverage continues here", "our new live blog",
        "our new liveblog", "follow our latest liveblog", "our latest liveblog",
        "follow our new blog", "follow our latest live blog", "follow our latest blog",
        "our latest live blog", "we ve moved to", "weve moved to", "we have moved to",
        "our coverage continues here", "your source for the latest is here",
        "your live updates continue here",
    ]),
    ("de", &[
        "weiter geht es im neuen liveblog", "unseres neuen liveblogs", "in unserem neuen liveblog",
        "zum neuen liveblog", "geht es hier weiter",
    ]),
    ("fr", &["le direct continue ici", "notre nouveau direct", "ce direct continue ici"]),
    ("it", &["la diretta continua qui", "la nostra nuova diretta"]),
    ("es", &["el directo continúa aquí", "nuestro nuevo directo", "sigue el directo aquí"]),
    ("pt", &["o direto continua aqui", "nosso novo ao vivo"]),
    ("nl", &["ons nieuwe liveblog", "lees verder in ons nieuwe liveblog"]),
    ("sv", &["vår nya liverapport", "rapporteringen fortsätter här"]),
    ("nb", &["vår nye livedekning", "dekningen fortsetter her"]),
    ("da", &["vores nye liveblog", "dækningen fortsætter her"]),
    ("pl", &["relacja jest kontynuowana tutaj", "nasza nowa relacja"]),
];
