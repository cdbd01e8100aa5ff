//! Where publishers are at home: data, and the order in which it is asked.

use chrono_tz::Tz;

use super::Hints;

/// Returns the zone that a page's host, locale or language speaks for.
pub(super) fn zone_of_place(hints: &Hints) -> Option<Tz> {
    let host = hints.host.unwrap_or_default().to_ascii_lowercase();
    by_host(&host)
        .or_else(|| by_country(host.rsplit('.').next()?))
        .or_else(|| {
            tags(hints)
                .filter(|tag| is_told(tag))
                .find_map(|tag| by_country(&region(tag)?))
        })
}

/// Returns the zone in which most of those write who write in the page's language.
pub(super) fn zone_of_language(hints: &Hints) -> Option<Tz> {
    let default = || {
        tags(hints)
            .any(|tag| !is_told(tag))
            .then_some(Tz::America__New_York)
    };
    tags(hints).find_map(by_language).or_else(default)
}

fn tags<'a>(hints: &Hints<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    [hints.locale, hints.language].into_iter().flatten()
}

/// `en_US` is what site software says where nobody set it: worth less than anything else.
fn is_told(tag: &str) -> bool {
    !tag.eq_ignore_ascii_case("en-us") && !tag.eq_ignore_ascii_case("en_us")
}

/// Tells whether numeric dates of such a page begin with the month.
pub(super) fn writes_month_first(zone: Option<Tz>, hints: &Hints) -> bool {
    let american = zone.is_some_and(|z| UNITED_STATES.contains(&z));
    american || (zone.is_none() && hints.locale.and_then(region).as_deref() == Some("us"))
}

/// Returns the country of a tag such as `en-GB`, `en_GB` or `zh-Hant-HK`, in lower case.
fn region(tag: &str) -> Option<String> {
    let part = tag.split(['-', '_']).skip(1).find(|part| part.len() == 2)?;
    Some(part.to_ascii_lowercase())
}

fn by_host(host: &str) -> Option<Tz> {
    let names = |suffix: &&str| {
        host.strip_suffix(*suffix)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    HOSTS
        .iter()
        .find(|(_, suffixes)| suffixes.iter().any(names))
        .map(|(zone, _)| *zone)
}

fn by_country(code: &str) -> Option<Tz> {
    COUNTRIES
        .iter()
        .find(|(codes, _)| codes.contains(&code))
        .map(|(_, zone)| *zone)
}

fn by_language(tag: &str) -> Option<Tz> {
    let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    LANGUAGES
        .iter()
        .find(|(name, _)| *name == language)
        .map(|(_, zone)| *zone)
}

const UNITED_STATES: [Tz; 4] = [
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
];

/// Publishers whose top-level domain does not tell where they are.
const HOSTS: &[(Tz, &[&str])] = &[
    (
        Tz::Europe__London,
        &[
            "bbc.com",
            "theguardian.com",
            "news.sky.com",
            "skysports.com",
            "ft.com",
            "economist.com",
            "gbnews.com",
            "reuters.com",
            "thetimes.com",
            "the-independent.com",
            "goal.com",
            "lbc.com",
            "autosport.com",
            "motorsport.com",
            "the-sun.com",
        ],
    ),
    (
        Tz::America__New_York,
        &[
            "nytimes.com",
            "cnn.com",
            "cnbc.com",
            "nbcnews.com",
            "msnbc.com",
            "foxnews.com",
            "foxbusiness.com",
            "washingtonpost.com",
            "apnews.com",
            "wsj.com",
            "bloomberg.com",
            "usatoday.com",
            "time.com",
            "politico.com",
            "axios.com",
            "thehill.com",
            "cbsnews.com",
            "abcnews.com",
            "abcnews.go.com",
            "espn.com",
            "theverge.com",
            "nypost.com",
            "newsweek.com",
            "npr.org",
            "pbs.org",
            "vox.com",
            "businessinsider.com",
            "forbes.com",
            "theatlantic.com",
            "thedailybeast.com",
            "bostonglobe.com",
            "usnews.com",
            "cbssports.com",
            "nbcnewyork.com",
            "yahoo.com",
            "engadget.com",
            "mlb.com",
            "nasa.gov",
        ],
    ),
    (
        Tz::America__Chicago,
        &[
            "chicagotribune.com",
            "dallasnews.com",
            "startribune.com",
            "houstonchronicle.com",
        ],
    ),
    (
        Tz::America__Los_Angeles,
        &[
            "latimes.com",
            "sfchronicle.com",
            "seattletimes.com",
            "techcrunch.com",
            "macrumors.com",
            "9to5mac.com",
        ],
    ),
    (
        Tz::America__Toronto,
        &["theglobeandmail.com", "thestar.com", "nationalpost.com"],
    ),
    (
        Tz::Asia__Kolkata,
        &[
            "ndtv.com",
            "hindustantimes.com",
            "indiatimes.com",
            "indianexpress.com",
            "thehindu.com",
            "news18.com",
            "firstpost.com",
            "cricbuzz.com",
            "livemint.com",
            "moneycontrol.com",
            "zeenews.com",
            "wionews.com",
            "business-standard.com",
            "deccanherald.com",
        ],
    ),
    (Tz::UTC, &["aljazeera.com", "espncricinfo.com"]),
    (
        Tz::Asia__Jerusalem,
        &[
            "timesofisrael.com",
            "jpost.com",
            "haaretz.com",
            "ynetnews.com",
        ],
    ),
    (Tz::Asia__Karachi, &["dawn.com", "geo.tv", "arynews.tv"]),
    (Tz::Asia__Hong_Kong, &["scmp.com"]),
    (
        Tz::Asia__Singapore,
        &["straitstimes.com", "channelnewsasia.com"],
    ),
    (Tz::Asia__Tokyo, &["japantimes.com"]),
    (
        Tz::Asia__Dubai,
        &["thenationalnews.com", "gulfnews.com", "khaleejtimes.com"],
    ),
    (Tz::Asia__Riyadh, &["arabnews.com", "alarabiya.net"]),
    (Tz::Europe__Dublin, &["irishtimes.com", "irishexaminer.com"]),
    (Tz::Europe__Paris, &["france24.com", "euronews.com"]),
    (
        Tz::Europe__Berlin,
        &["dw.com", "dpa.com", "handelsblatt.com"],
    ),
    (
        Tz::Europe__Madrid,
        &[
            "elpais.com",
            "marca.com",
            "as.com",
            "lavanguardia.com",
            "elconfidencial.com",
            "mundodeportivo.com",
        ],
    ),
    (Tz::Europe__Malta, &["timesofmalta.com"]),
    (
        Tz::Europe__Kyiv,
        &["kyivindependent.com", "kyivpost.com", "unian.net"],
    ),
    (
        Tz::Europe__Belgrade,
        &["b92.net", "n1info.com", "balkaninsight.com"],
    ),
    (
        Tz::Europe__Moscow,
        &["themoscowtimes.com", "tass.com", "rt.com"],
    ),
    (Tz::America__Sao_Paulo, &["globo.com"]),
    (
        Tz::America__Argentina__Buenos_Aires,
        &["clarin.com", "infobae.com"],
    ),
    (Tz::America__Bogota, &["eltiempo.com", "semana.com"]),
];

/// Countries by top-level domain or region code; where a country has several zones, the one of its largest newsrooms.
const COUNTRIES: &[(&[&str], Tz)] = &[
    (&["uk", "gb"], Tz::Europe__London),
    (&["ie"], Tz::Europe__Dublin),
    (&["fr"], Tz::Europe__Paris),
    (&["de"], Tz::Europe__Berlin),
    (&["at"], Tz::Europe__Vienna),
    (&["ch"], Tz::Europe__Zurich),
    (&["it"], Tz::Europe__Rome),
    (&["es"], Tz::Europe__Madrid),
    (&["pt"], Tz::Europe__Lisbon),
    (&["nl"], Tz::Europe__Amsterdam),
    (&["be"], Tz::Europe__Brussels),
    (&["lu"], Tz::Europe__Luxembourg),
    (&["pl"], Tz::Europe__Warsaw),
    (&["cz"], Tz::Europe__Prague),
    (&["sk"], Tz::Europe__Bratislava),
    (&["hu"], Tz::Europe__Budapest),
    (&["ro"], Tz::Europe__Bucharest),
    (&["bg"], Tz::Europe__Sofia),
    (&["gr"], Tz::Europe__Athens),
    (&["cy"], Tz::Asia__Nicosia),
    (&["mt"], Tz::Europe__Malta),
    (&["se"], Tz::Europe__Stockholm),
    (&["no"], Tz::Europe__Oslo),
    (&["dk"], Tz::Europe__Copenhagen),
    (&["fi"], Tz::Europe__Helsinki),
    (&["is"], Tz::Atlantic__Reykjavik),
    (&["ee"], Tz::Europe__Tallinn),
    (&["lv"], Tz::Europe__Riga),
    (&["lt"], Tz::Europe__Vilnius),
    (&["rs"], Tz::Europe__Belgrade),
    (&["hr"], Tz::Europe__Zagreb),
    (&["si"], Tz::Europe__Ljubljana),
    (&["ba"], Tz::Europe__Sarajevo),
    (&["mk"], Tz::Europe__Skopje),
    (&["al"], Tz::Europe__Tirane),
    (&["tr"], Tz::Europe__Istanbul),
    (&["ua"], Tz::Europe__Kyiv),
    (&["ru"], Tz::Europe__Moscow),
    (&["by"], Tz::Europe__Minsk),
    (&["il"], Tz::Asia__Jerusalem),
    (&["in"], Tz::Asia__Kolkata),
    (&["pk"], Tz::Asia__Karachi),
    (&["bd"], Tz::Asia__Dhaka),
    (&["lk"], Tz::Asia__Colombo),
    (&["np"], Tz::Asia__Kathmandu),
    (&["cn"], Tz::Asia__Shanghai),
    (&["hk"], Tz::Asia__Hong_Kong),
    (&["tw"], Tz::Asia__Taipei),
    (&["jp"], Tz::Asia__Tokyo),
    (&["kr"], Tz::Asia__Seoul),
    (&["sg"], Tz::Asia__Singapore),
    (&["my"], Tz::Asia__Kuala_Lumpur),
    (&["ph"], Tz::Asia__Manila),
    (&["th"], Tz::Asia__Bangkok),
    (&["vn"], Tz::Asia__Ho_Chi_Minh),
    (&["id"], Tz::Asia__Jakarta),
    (&["ae"], Tz::Asia__Dubai),
    (&["sa"], Tz::Asia__Riyadh),
    (&["qa"], Tz::Asia__Qatar),
    (&["au"], Tz::Australia__Sydney),
    (&["nz"], Tz::Pacific__Auckland),
    (&["pg"], Tz::Pacific__Port_Moresby),
    (&["za"], Tz::Africa__Johannesburg),
    (&["ng"], Tz::Africa__Lagos),
    (&["ke"], Tz::Africa__Nairobi),
    (&["gh"], Tz::Africa__Accra),
    (&["eg"], Tz::Africa__Cairo),
    (&["ma"], Tz::Africa__Casablanca),
    (&["br"], Tz::America__Sao_Paulo),
    (&["ar"], Tz::America__Argentina__Buenos_Aires),
    (&["cl"], Tz::America__Santiago),
    (&["mx"], Tz::America__Mexico_City),
    (&["pe"], Tz::America__Lima),
    (&["uy"], Tz::America__Montevideo),
    (&["ve"], Tz::America__Caracas),
    (&["cu"], Tz::America__Havana),
    (&["ca"], Tz::America__Toronto),
    (&["us"], Tz::America__New_York),
];

/// Languages that one country's newsrooms write in, nearly alone.
const LANGUAGES: &[(&str, Tz)] = &[
    ("de", Tz::Europe__Berlin),
    ("fr", Tz::Europe__Paris),
    ("it", Tz::Europe__Rome),
    ("pl", Tz::Europe__Warsaw),
    ("nl", Tz::Europe__Amsterdam),
    ("cs", Tz::Europe__Prague),
    ("sk", Tz::Europe__Bratislava),
    ("hu", Tz::Europe__Budapest),
    ("ro", Tz::Europe__Bucharest),
    ("bg", Tz::Europe__Sofia),
    ("el", Tz::Europe__Athens),
    ("sv", Tz::Europe__Stockholm),
    ("nb", Tz::Europe__Oslo),
    ("nn", Tz::Europe__Oslo),
    ("no", Tz::Europe__Oslo),
    ("da", Tz::Europe__Copenhagen),
    ("fi", Tz::Europe__Helsinki),
    ("is", Tz::Atlantic__Reykjavik),
    ("sr", Tz::Europe__Belgrade),
    ("hr", Tz::Europe__Zagreb),
    ("bs", Tz::Europe__Sarajevo),
    ("sl", Tz::Europe__Ljubljana),
    ("mk", Tz::Europe__Skopje),
    ("uk", Tz::Europe__Kyiv),
    ("ru", Tz::Europe__Moscow),
    ("tr", Tz::Europe__Istanbul),
    ("he", Tz::Asia__Jerusalem),
    ("hi", Tz::Asia__Kolkata),
    ("ja", Tz::Asia__Tokyo),
    ("ko", Tz::Asia__Seoul),
    ("th", Tz::Asia__Bangkok),
    ("vi", Tz::Asia__Ho_Chi_Minh),
];
