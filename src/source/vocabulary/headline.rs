//! Words of names of elements that are a headline, or what stands before one.

use super::Names;

/// Words that templates name headlines with.
#[rustfmt::skip]
pub(in crate::source) static NAMES: Names = Names::of(&[
    "heading", "headline", "kop", "nadpis", "naslov", "otsikko", "overskrift", "rubrik", "tiitel", "titel",
    "tit", "title", "titlu", "ttl", "titolo", "titre", "titular", "titulo", "tytul", "uberschrift",
    "ueberschrift",
]);

/// Words that templates name the line before a headline with.
#[rustfmt::skip]
pub(in crate::source) static KICKERS: Names = Names::of(&[
    "antetitulo", "chapeu", "dachzeile", "eyebrow", "kicker", "occhiello", "overline", "spitzmarke",
    "stikktittel", "surtitre", "vignette",
]);
