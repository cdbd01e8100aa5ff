//! Words of names of elements that are a headline.

/// Words that templates name headlines with.
#[rustfmt::skip]
pub(in crate::source) const NAMES: &[&str] = &[
    "heading", "headline", "kop", "nadpis", "naslov", "otsikko", "overskrift", "rubrik", "tiitel", "titel",
    "title", "titlu", "titolo", "titre", "titular", "titulo", "tytul", "uberschrift",
    "ueberschrift",
];
