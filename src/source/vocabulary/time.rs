//! Words of time, and where time counts: CLDR's and the zone database's, and what those lack.

/// Words that CLDR lacks, by language; `field::time::lexicon` reads them.
pub(in crate::source) const OWN: &str = include_str!("time.txt");
/// Words of CLDR, made by `assets/cldr/make`; `field::time::lexicon` looks them up where they stand.
pub(in crate::source) const CLDR: &str = include_str!("../../../assets/cldr/words.txt");
/// The zones of countries and the homes of languages, made by `assets/cldr/make`.
pub(in crate::source) const PLACES: &str = include_str!("../../../assets/cldr/places.txt");
