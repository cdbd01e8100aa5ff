//! Words that mark an update as something special, in letters alone.

use super::Words;

/// Labels of key events.
#[rustfmt::skip]
pub(in crate::source) const KEY_EVENTS: Words = &[
    ("en", &[
        "keyevent", "keyevents", "keymoment", "keymoments", "keypoint", "keypost", "keyupdate",
        "majorupdate", "important",
    ]),
    ("de", &["wichtig", "wichtigesereignis", "topmeldung", "schlüsselmoment"]),
    ("fr", &["événementclé", "evenementcle", "tempsfort", "important", "lessentiel"]),
    ("es", &["momentoclave", "hechoclave", "destacado", "importante", "clave"]),
    ("pt", &["momentochave", "destaque", "importante"]),
    ("it", &["momentochiave", "inevidenza", "importante"]),
    ("nl", &["belangrijk", "belangrijkmoment", "hoogtepunt"]),
    ("sv", &["viktigt", "viktighändelse", "nyckelhändelse"]),
    ("nb", &["viktig", "nøkkelhendelse"]),
    ("da", &["vigtigt", "nøglebegivenhed"]),
    ("fi", &["tärkeä", "avainhetki"]),
    ("pl", &["ważne", "kluczowewydarzenie", "pilne"]),
    ("cs", &["důležité", "klíčovýmoment"]),
    ("hr", &["važno", "ključno"]),
    ("hu", &["fontos"]),
    ("tr", &["önemli", "önemligelişme"]),
    ("el", &["σημαντικό"]),
    ("ru", &["важно", "главное", "ключевоесобытие"]),
    ("uk", &["важливо", "головне", "ключоваподія"]),
    ("ar", &["مهم", "حدثرئيسي"]),
    ("he", &["חשוב"]),
    ("zh", &["要闻", "重要", "焦点"]),
    ("ja", &["重要"]),
    ("ko", &["주요", "중요"]),
    ("id", &["penting"]),
];

/// Labels of breaking news; they are no text.
#[rustfmt::skip]
pub(in crate::source) const BREAKING: Words = &[
    ("en", &["breaking", "breakingnews"]),
    ("de", &["eilmeldung", "eil"]),
    ("fr", &["alerte", "urgent", "dernièreminute"]),
    ("es", &["últimahora", "urgente", "alerta"]),
    ("pt", &["últimahora", "urgente"]),
    ("it", &["ultimora", "ultimaora", "urgente"]),
    ("sv", &["justnu"]),
    ("pl", &["zostatniejchwili"]),
    ("cs", &["právěteď"]),
    ("tr", &["sondakika"]),
    ("ru", &["срочно", "молния"]),
    ("uk", &["терміново"]),
    ("ar", &["عاجل"]),
    ("he", &["דחוף"]),
    ("zh", &["突发", "快讯"]),
    ("ja", &["速報"]),
    ("ko", &["속보"]),
];

/// Labels of what is new and no more than that; they are no text, and no mark.
#[rustfmt::skip]
pub(in crate::source) const FRESH: Words = &[
    ("en", &["justin", "latest", "new"]),
    ("de", &["neu"]),
    ("nl", &["netbinnen", "laatstenieuws"]),
    ("nb", &["sistenytt"]),
    ("da", &["sidstenyt"]),
    ("id", &["terkini"]),
];

/// Labels of what is pinned to the top.
#[rustfmt::skip]
pub(in crate::source) const PINNED: Words = &[
    ("en", &["pinned", "pinnedpost", "pinnedupdate", "pinnedtotop", "sticky"]),
    ("de", &["angepinnt", "angeheftet", "fixiert"]),
    ("fr", &["épinglé", "épinglée"]),
    ("es", &["fijado", "destacadoarriba"]),
    ("pt", &["fixado"]),
    ("it", &["fissato", "inprimopiano"]),
    ("nl", &["vastgepind", "vastgezet"]),
    ("sv", &["fäst", "fastnålad"]),
    ("nb", &["festet"]),
    ("da", &["fastgjort"]),
    ("fi", &["kiinnitetty"]),
    ("pl", &["przypięte", "przypięty"]),
    ("cs", &["připnuto"]),
    ("hr", &["prikvačeno", "istaknuto"]),
    ("hu", &["kitűzve", "rögzített"]),
    ("tr", &["sabitlendi", "sabitlenmiş"]),
    ("ru", &["закреплено"]),
    ("uk", &["закріплено"]),
    ("ar", &["مثبت"]),
    ("zh", &["置顶", "置頂"]),
    ("ja", &["固定"]),
    ("ko", &["고정됨"]),
];

/// Labels of summaries.
#[rustfmt::skip]
pub(in crate::source) const SUMMARIES: Words = &[
    ("en", &["summary", "recap", "thestorysofar", "whatweknowsofar", "ataglance"]),
    ("de", &[
        "zusammenfassung", "überblick", "dasswichtigsteimüberblick", "dieentwicklungenimüberblick",
    ]),
    ("fr", &["résumé", "récapitulatif", "cequilfautretenir", "lepoint"]),
    ("es", &["resumen", "loquesabemos"]),
    ("pt", &["resumo"]),
    ("it", &["riepilogo", "riassunto", "ilpunto"]),
    ("nl", &["samenvatting"]),
    ("sv", &["sammanfattning"]),
    ("nb", &["oppsummering"]),
    ("da", &["opsummering"]),
    ("fi", &["yhteenveto"]),
    ("pl", &["podsumowanie"]),
    ("cs", &["shrnutí"]),
    ("hr", &["sažetak"]),
    ("hu", &["összefoglaló"]),
    ("tr", &["özet"]),
    ("el", &["σύνοψη"]),
    ("ru", &["итоги", "главноекэтомучасу"]),
    ("uk", &["підсумки"]),
    ("ar", &["ملخص"]),
    ("zh", &["摘要", "总结"]),
    ("ja", &["まとめ"]),
    ("ko", &["요약"]),
];
