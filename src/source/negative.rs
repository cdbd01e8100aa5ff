//! Names what a page is that holds no live blog, and says what to do.
//!
//! Works on a handful of facts and on markers in the raw bytes; knows no HTML tree. Markers count only on pages with
//! little text: many sound pages carry the scripts of a wall.

use std::borrow::Cow;

use memchr::memmem;

use crate::model::{NoLiveBlog, PageKind, WebUrl};

/// Text below this many characters is no story: a wall, an error, a shell for scripts.
const LITTLE_TEXT: usize = 1_500;

/// Text below this many characters may be a story's teaser.
const TEASER: usize = 4_000;

/// An empty page that scripts fill holds fewer characters of text than this: a menu, a notice, a line for those without.
const SHELL_TEXT: usize = 600;

/// How far into the bytes markers are looked for.
const MARKER_REACH: usize = 512 * 1024;

/// What is known of a page in which no live blog was found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The bytes as fetched, for markers of walls.
    pub bytes: &'a [u8],
    /// Whether the bytes are no text at all (a picture, an archive, a PDF).
    pub binary: bool,
    /// The address arrived at.
    pub address: Option<&'a WebUrl>,
    /// The page's own canonical address.
    pub canonical: Option<&'a WebUrl>,
    /// The `title` element; empty where there is none.
    pub title: &'a str,
    /// `og:type`; empty where there is none.
    pub og_type: &'a str,
    /// The schema.org types that the page names for itself.
    pub types: &'a [String],
    /// Characters of visible text.
    pub text_len: usize,
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Number of links.
    pub links: usize,
    /// Number of `article` elements.
    pub articles: usize,
    /// schema.org `isAccessibleForFree`.
    pub free: Option<bool>,
    /// Whether the page is an empty root and programs that fill it.
    pub shell: bool,
    /// The live blog of another place that the page shows: its vendor's name, or its host, and its address.
    pub embedded: Option<(&'a str, Option<&'a WebUrl>)>,
    /// What the page's likeliest series of updates is instead.
    pub series: Option<(PageKind, &'static str)>,
}

/// Says what the page is instead of a live blog, in one sentence with what to do.
#[must_use]
pub fn classify(facts: &Facts) -> NoLiveBlog {
    let (kind, why) = verdict(facts);
    NoLiveBlog::new(kind, &why)
}

fn verdict(facts: &Facts) -> (PageKind, Cow<'static, str>) {
    if let Some(obstacle) = obstacle(facts) {
        let (kind, why) = obstacle;
        return (kind, why.into());
    }
    if let Some((name, address)) = facts.embedded {
        return (PageKind::Embedded, frame(name, address).into());
    }
    let (kind, why) = content(facts);
    (kind, why.into())
}

/// Says where the live blog is that a page embeds.
fn frame(name: &str, address: Option<&WebUrl>) -> String {
    match address {
        // Of a frame that nobody is known to make, it is not known what it shows.
        Some(address) if address.host() == name => format!(
            "The page has no updates of its own; if the live blog stands in its frame of {name}, give the frame's address: {address}."
        ),
        Some(address) => format!(
            "The page embeds a live blog of {name} and has no updates of its own; give the frame's address: {address}."
        ),
        None => format!(
            "The page shows a live blog of {name} that a script draws in a browser; save the page there and open the file."
        ),
    }
}

/// What keeps a page from being seen at all.
fn obstacle(facts: &Facts) -> Option<(PageKind, &'static str)> {
    if facts.binary {
        return Some((
            PageKind::NotText,
            "This is a file and no page; give the address of the live blog's own page.",
        ));
    }
    if facts.bytes.iter().all(u8::is_ascii_whitespace) {
        return Some((
            PageKind::Empty,
            "The answer was empty; try again later, or check the address in a browser.",
        ));
    }
    let little = facts.text_len < LITTLE_TEXT;
    if little && (has_any(facts.bytes, BOT_WALLS) || title_has(facts, BOT_TITLES)) {
        return Some((
            PageKind::BotWall,
            "The site blocks automated clients here; save the page in a browser and open the file.",
        ));
    }
    if is_consent_host(facts)
        || (little && (has_any(facts.bytes, CONSENT_WALLS) || title_has(facts, CONSENT_TITLES)))
    {
        return Some((
            PageKind::ConsentWall,
            "The site asks for consent before it shows the page; answer it in a browser, save the page and open the file.",
        ));
    }
    if (facts.text_len < TEASER || !is_article(facts))
        && (title_has(facts, MISSING_TITLES) || is_number(facts.title, "404"))
    {
        return Some((
            PageKind::NotFound,
            "The site says there is no such page; check the address.",
        ));
    }
    if is_sent_home(facts) {
        return Some((
            PageKind::NotFound,
            "The address led to the site's home page, so the live blog is gone or has moved; look for its new address there.",
        ));
    }
    None
}

/// What a page that can be seen is.
fn content(facts: &Facts) -> (PageKind, &'static str) {
    if facts.free == Some(false) && facts.text_len < TEASER {
        return (
            PageKind::Paywall,
            "The page is for subscribers only and shows no updates; open it in a browser where you are signed in, save it and open the file.",
        );
    }
    if let Some(series) = facts.series {
        return series;
    }
    if facts.types.iter().any(|name| name == "LiveBlogPosting") && !is_front(facts) {
        return (
            PageKind::Other,
            "The page calls itself a live blog, but shows no update that could be read; open it in a browser, save it there and open the file.",
        );
    }
    if asks_to_sign_in(facts) {
        return (
            PageKind::Login,
            "The page asks for a login and shows no updates; log in with a browser, save the page there and open the file.",
        );
    }
    if is_listing(facts) {
        return (
            PageKind::Listing,
            "This is a list of stories, not a live blog; open the live blog from it and give that page's address.",
        );
    }
    if is_article(facts) {
        return (
            PageKind::Article,
            "This is an ordinary article, not a live blog; if it links to live coverage, give that page's address.",
        );
    }
    if facts.shell && facts.text_len < SHELL_TEXT {
        return (
            PageKind::Other,
            "The page has almost no text of its own because scripts fill it in a browser; save it there and open the file, or give the address of its feed.",
        );
    }
    (
        PageKind::Other,
        "No live blog was found on the page; check the address, or give the address of its feed.",
    )
}

/// schema.org types of a single story.
fn is_article(facts: &Facts) -> bool {
    let story =
        |name: &str| name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report";
    facts.og_type == "article"
        || facts.types.iter().any(|name| story(name))
        || (facts.articles == 1 && facts.paragraphs >= 8)
}

fn is_front(facts: &Facts) -> bool {
    let own = facts.canonical.or(facts.address);
    own.is_some_and(|url| url.as_url().path() == "/")
}

fn is_listing(facts: &Facts) -> bool {
    if facts.og_type == "article" {
        return false;
    }
    let front = is_front(facts);
    let list = |name: &String| {
        matches!(
            name.as_str(),
            "CollectionPage" | "ItemList" | "SearchResultsPage"
        )
    };
    let listed = facts.types.iter().any(list) && !is_article(facts);
    front
        || listed
        || (facts.articles >= 12 && !is_article(facts))
        || (facts.links >= 150 && facts.paragraphs * 6 < facts.links && !is_article(facts))
}

/// Tells whether an address of some depth arrived at a page that calls itself the front page.
fn is_sent_home(facts: &Facts) -> bool {
    let depth = |url: &WebUrl| url.as_url().path().trim_matches('/').len();
    match (facts.address, facts.canonical) {
        (Some(address), Some(canonical)) => {
            address.site() == canonical.site() && depth(address) > 20 && depth(canonical) == 0
        }
        _ => false,
    }
}

fn is_consent_host(facts: &Facts) -> bool {
    facts.address.is_some_and(|url| {
        CONSENT_HOSTS
            .iter()
            .any(|part| url.host().starts_with(part))
    })
}

/// Tells whether a page is there to sign in, and for nothing else.
fn asks_to_sign_in(facts: &Facts) -> bool {
    let has_form = || has_any(facts.bytes, PASSWORDS) && facts.paragraphs <= FORM_PARAGRAPHS;
    facts.text_len < LITTLE_TEXT
        && (title_has(facts, LOGIN_TITLES) || has_any(facts.bytes, PORTALS) || has_form())
}

/// A page that is a form has no more paragraphs around it.
const FORM_PARAGRAPHS: usize = 4;

/// How forms ask for a password.
const PASSWORDS: &[&str] = &["type=\"password\"", "type='password'", "type=password"];

/// What pages hold that networks answer with before a sign-in (`WISPr` 1.0, and the names that people know).
const PORTALS: &[&str] = &[
    "WISPAccessGatewayParam",
    "captive portal",
    "Captive Portal",
    "captiveportal",
];

const LOGIN_TITLES: &[&str] = &[
    "log in",
    "login",
    "log on",
    "sign in",
    "sign-in",
    "wifi",
    "wi-fi",
    "wlan",
    "hotspot",
    "guest access",
    "network access",
    "anmelden",
    "anmeldung",
    "connexion",
    "se connecter",
    "iniciar sesión",
    "entrar na",
    "accedi",
    "inloggen",
    "logga in",
    "logg inn",
    "log ind",
    "zaloguj",
    "přihlášení",
    "giriş yap",
    "вход",
    "ログイン",
    "登录",
    "登入",
    "로그인",
];

fn has_any(bytes: &[u8], markers: &[&str]) -> bool {
    let reach = bytes
        .get(..bytes.len().min(MARKER_REACH))
        .unwrap_or_default();
    markers
        .iter()
        .any(|marker| memmem::find(reach, marker.as_bytes()).is_some())
}

fn title_has(facts: &Facts, phrases: &[&str]) -> bool {
    let title = facts.title.to_lowercase();
    phrases.iter().any(|phrase| title.contains(phrase))
}

/// Tells whether a number stands in a title as a word of its own.
fn is_number(title: &str, number: &str) -> bool {
    title
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == number)
}

/// What pages of bot walls hold, and sound pages of little text do not.
const BOT_WALLS: &[&str] = &[
    "cf-challenge",
    "cf_chl_opt",
    "/cdn-cgi/challenge-platform/",
    "challenges.cloudflare.com",
    "captcha-delivery.com",
    "px-captcha",
    "_Incapsula_Resource",
    "Request unsuccessful. Incapsula",
    "awsWafCookieDomainList",
    "g-recaptcha",
    "h-captcha",
    "distil_r_captcha",
    "/_sec/cp_challenge",
    "errors.edgesuite.net",
];

const BOT_TITLES: &[&str] = &[
    "just a moment",
    "attention required",
    "access denied",
    "are you a robot",
    "are you human",
    "security check",
    "verify you are human",
    "pardon our interruption",
    "robot check",
    "403 forbidden",
];

/// What pages of consent walls hold.
const CONSENT_WALLS: &[&str] = &[
    "privacy-mgmt.com",
    "consent.google.",
    "consent.yahoo.",
    "guce.advertising.com",
    "collectConsent",
    "tcfapi",
    "cmp.quantcast",
    "consentmanager.net",
    "usercentrics",
    "cookieinformation",
];

const CONSENT_TITLES: &[&str] = &[
    "consent",
    "before you continue",
    "cookie",
    "privacy choices",
    "zustimmung",
    "avant de continuer",
];

const CONSENT_HOSTS: &[&str] = &["consent.", "guce.", "myprivacy.", "cmp."];

const MISSING_TITLES: &[&str] = &[
    "not found",
    "page unavailable",
    "page doesn't exist",
    "page does not exist",
    "no longer available",
    "nicht gefunden",
    "introuvable",
    "no encontrada",
    "non trovata",
    "não encontrada",
    "nie znaleziono",
    "niet gevonden",
    "nije pronađena",
    "hittades inte",
    "ikke fundet",
    "ikke funnet",
    "ei löytynyt",
];

#[cfg(test)]
mod tests;
