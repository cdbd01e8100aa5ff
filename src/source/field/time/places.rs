//! Where publishers are at home: the order in which host, locale and language are asked.
//!
//! No publisher is known by name. The zones of countries are the zone database's, the homes of languages CLDR's.

use chrono_tz::Tz;

use crate::source::vocabulary;

/// What tells where a publisher is at home; all of it optional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// The page's host.
    pub host: Option<&'a str>,
    /// The page's language (`html[lang]`, `inLanguage`), a BCP 47 tag; `_` for `-` is understood.
    pub language: Option<&'a str>,
    /// The page's `og:locale`, such as `en_GB`.
    pub locale: Option<&'a str>,
}

/// The zone of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    pub zone: Tz,
    /// Whether the country has other zones as well.
    pub has_others: bool,
}

/// Top-level domains that are a country's or a region's without being its code.
const DOMAINS: &[(&str, &str)] = &[
    ("uk", "gb"),
    ("cat", "es"),
    ("eus", "es"),
    ("gal", "es"),
    ("bzh", "fr"),
    ("paris", "fr"),
    ("alsace", "fr"),
    ("corsica", "fr"),
    ("berlin", "de"),
    ("hamburg", "de"),
    ("koeln", "de"),
    ("cologne", "de"),
    ("bayern", "de"),
    ("nrw", "de"),
    ("saarland", "de"),
    ("ruhr", "de"),
    ("wien", "at"),
    ("tirol", "at"),
    ("swiss", "ch"),
    ("zuerich", "ch"),
    ("brussels", "be"),
    ("vlaanderen", "be"),
    ("gent", "be"),
    ("amsterdam", "nl"),
    ("frl", "nl"),
    ("scot", "gb"),
    ("wales", "gb"),
    ("cymru", "gb"),
    ("london", "gb"),
    ("irish", "ie"),
    ("istanbul", "tr"),
    ("ist", "tr"),
    ("moscow", "ru"),
    ("tokyo", "jp"),
    ("osaka", "jp"),
    ("kyoto", "jp"),
    ("taipei", "tw"),
    ("melbourne", "au"),
    ("sydney", "au"),
    ("nyc", "us"),
    ("boston", "us"),
    ("gov", "us"),
    ("mil", "us"),
    ("quebec", "ca"),
    ("рф", "ru"),
    ("xn--p1ai", "ru"),
    ("xn--j1amh", "ua"),
    ("xn--90ais", "by"),
    ("xk", "rs"),
];

/// Codes of countries that everybody in the world registers names under: they tell of no country.
const SOLD: &[&str] = &[
    "tv", "io", "ai", "me", "cc", "ws", "fm", "am", "to", "ly", "gg", "sh", "st", "nu", "tk", "ml",
    "cf", "ga", "gq", "la",
];

/// Returns the zone of the country that a page's host or its locale names.
pub(super) fn zone_of_country(hints: &Hints) -> Option<Home> {
    let host = hints.host.unwrap_or_default().to_ascii_lowercase();
    let own = host.rsplit('.').next().and_then(of_domain);
    own.or_else(|| {
        tags(hints)
            .filter(|tag| is_told(tag))
            .find_map(|tag| of_country(&region(tag)?))
    })
}

/// Returns the zone of the country where a page's language is at home, or of the region that site software fills in.
pub(super) fn zone_of_language(hints: &Hints) -> Option<Home> {
    let home =
        |tag: &str| {
            let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
            of_country(rows().find_map(|(key, value)| {
                (key.strip_prefix('=') == Some(&language)).then_some(value)
            })?)
        };
    let default = || {
        let left = tags(hints).any(|tag| !is_told(tag));
        left.then(|| of_country("us")).flatten()
    };
    tags(hints).find_map(home).or_else(default)
}

fn tags<'a>(hints: &Hints<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    [hints.locale, hints.language].into_iter().flatten()
}

/// `en_US` is what site software says where nobody set it: worth less than anything else.
fn is_told(tag: &str) -> bool {
    !tag.eq_ignore_ascii_case("en-us") && !tag.eq_ignore_ascii_case("en_us")
}

/// Tells whether numeric dates of such a page begin with the month: in the United States and where people write as there.
pub(super) fn writes_month_first(hints: &Hints) -> bool {
    const AMERICAN: &[&str] = &["us", "ph", "pr", "gu", "fm", "mh", "pw"];
    let host = hints.host.unwrap_or_default().to_ascii_lowercase();
    let country = host
        .rsplit('.')
        .next()
        .filter(|code| code.len() == 2 && !SOLD.contains(code));
    match country {
        Some(country) => AMERICAN.contains(&country),
        None => tags(hints)
            .find_map(region)
            .is_some_and(|region| AMERICAN.contains(&region.as_str())),
    }
}

/// Tells whether a language writes year, month, day in that order, and so the month first where it leaves out the year.
pub(super) fn writes_year_first(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    // Hong Kong and Macao write the day first.
    let is_other = region(tag).is_some_and(|country| matches!(&*country, "hk" | "mo"));
    !is_other
        && ["ja", "zh", "ko", "hu", "lt", "mn", "eu"]
            .iter()
            .any(|known| language.eq_ignore_ascii_case(known))
}

/// Returns the country of a tag such as `en-GB`, `en_GB` or `zh-Hant-HK`, in lower case.
fn region(tag: &str) -> Option<String> {
    let part = tag.split(['-', '_']).skip(1).find(|part| part.len() == 2)?;
    Some(part.to_ascii_lowercase())
}

fn of_domain(domain: &str) -> Option<Home> {
    let named = DOMAINS.iter().find(|(name, _)| *name == domain);
    match named {
        Some((_, country)) => of_country(country),
        None if SOLD.contains(&domain) => None,
        None => of_country(domain),
    }
}

fn of_country(code: &str) -> Option<Home> {
    let value = rows().find_map(|(key, value)| (key == code).then_some(value))?;
    let (zone, has_others) = match value.strip_suffix(" *") {
        Some(zone) => (zone, true),
        None => (value, false),
    };
    Some(Home {
        zone: zone.parse().ok()?,
        has_others,
    })
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = vocabulary::time::PLACES.lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
}
