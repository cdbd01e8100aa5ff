//! The addresses of a picture: in whatever attribute, by their value; those that can be shown, the largest of them.

use scraper::ElementRef;

use super::accept;
use crate::{
    model::WebUrl,
    source::dom::{
        element::{attr, attributes, parent},
        links,
    },
};

/// Attributes that hold a picture's address, the ones that lazy loaders use first.
const SOURCES: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lsrc",
    "data-img-src",
    "data-image",
    "data-url",
    "data-hi-res-src",
    "data-full-src",
    "data-lazy",
    "src",
];
/// How the addresses of pictures end.
const FORMATS: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "jfif", "avif"];
/// Formats that cannot be shown here.
const UNREADABLE: &[&str] = &["avif", "heic", "heif", "jxl"];
/// Parameters of an address that say in which format it answers.
const FORMAT_KEYS: &[&str] = &["fm", "format", "f", "output", "ext", "auto"];
/// Parameters of an address that say how wide its picture is.
const WIDTH_KEYS: &[&str] = &["w", "width", "imwidth", "wid"];
/// The width that `{width}` in an address stands for.
const TEMPLATE_WIDTH: u32 = 1000;
/// What stands for a width in an address.
const TEMPLATES: &[&str] = &["{width}", "%7Bwidth%7D", "{w}", "%7Bw%7D"];
/// Pictures that are known to be no wider than this stand in for others until those are loaded.
const THUMB: u32 = 200;
/// How far above a picture the widths that it comes in may be named.
const ABOVE: usize = 3;

/// One address of a picture.
struct Source {
    url: WebUrl,
    /// In pixels; 0 where it is not known.
    width: u32,
    readable: bool,
}

/// The addresses of one picture.
pub(super) struct Sources<'a> {
    base: Option<&'a WebUrl>,
    found: Vec<Source>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(base: Option<&'a WebUrl>) -> Self {
        Self {
            base,
            found: Vec::new(),
        }
    }

    /// Takes the addresses that an `img` or a `source` has.
    pub(super) fn take(&mut self, found: ElementRef<'_>) {
        let readable =
            attr(found, "type").is_none_or(|t| !UNREADABLE.iter().any(|f| t.contains(f)));
        let is_set = |name: &str| name.ends_with("srcset") || name.ends_with("src-set");
        for own in [false, true] {
            let sets =
                attributes(found).filter(|(name, _)| is_set(name) && (*name == "srcset") == own);
            for (reference, width) in sets.flat_map(|(_, set)| srcset(set)) {
                self.push(reference, width, readable, found);
            }
        }
        let width = attr(found, "width")
            .and_then(|w| w.trim_end_matches("px").parse().ok())
            .unwrap_or(0);
        for reference in SOURCES.iter().filter_map(|name| attr(found, name)) {
            self.push(reference, width, readable, found);
        }
        let named = |name: &str| SOURCES.contains(&name) || is_set(name);
        let others =
            attributes(found).filter(|(name, _)| name.starts_with("data-") && !named(name));
        for (_, value) in others.filter(|(_, value)| is_picture(value)) {
            self.push(value.trim(), 0, readable, found);
        }
    }

    /// Takes an address that nothing more is known of.
    pub(super) fn take_address(&mut self, reference: &str) {
        self.push_address(reference, 0, true);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    fn push(&mut self, reference: &str, width: u32, readable: bool, of: ElementRef<'_>) {
        let Some(template) = TEMPLATES.iter().find(|t| reference.contains(**t)) else {
            return self.push_address(reference, width, readable);
        };
        let widths = widths(of);
        for width in &widths {
            self.push_address(
                &reference.replace(template, &width.to_string()),
                *width,
                readable,
            );
        }
        if widths.is_empty() {
            let filled = reference.replace(template, &TEMPLATE_WIDTH.to_string());
            self.push_address(&filled, width, readable);
        }
    }

    fn push_address(&mut self, reference: &str, width: u32, readable: bool) {
        let Some(url) = links::resolve(reference, self.base).filter(accept) else {
            return;
        };
        if self.found.iter().any(|known| known.url == url) {
            return;
        }
        let width = if width == 0 { said_width(&url) } else { width };
        let readable = readable && !answers_unreadable(&url);
        self.found.push(Source {
            url,
            width,
            readable,
        });
    }

    /// Returns the addresses with their widths: only what can be shown, where there is any of it, and no stand-ins for
    /// a larger one.
    pub(super) fn finish(self) -> Vec<(WebUrl, u32)> {
        let mut found = self.found;
        if found.iter().any(|source| source.readable) {
            found.retain(|source| source.readable);
        }
        let is_thumb = |source: &Source| {
            let width = if source.width == 0 {
                sized(&source.url)
            } else {
                source.width
            };
            (1..=THUMB).contains(&width)
        };
        if !found.iter().all(is_thumb) {
            found.retain(|source| !is_thumb(source));
        }
        // Addresses that differ in their numbers alone: the largest first.
        let numberless = |source: &Source| {
            let kept = source.url.as_str().chars().filter(|c| !c.is_ascii_digit());
            kept.collect::<String>()
        };
        let first = found.first().map(numberless);
        if found
            .iter()
            .all(|s| s.width == 0 && Some(numberless(s)) == first)
        {
            found.sort_by_key(|source| std::cmp::Reverse(numbers(source.url.as_str())));
        }
        let pairs = found.into_iter().map(|source| (source.url, source.width));
        pairs.collect()
    }
}

/// Tells whether an attribute's value is the address of a picture.
fn is_picture(value: &str) -> bool {
    let value = value.trim();
    let path = value.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    let is_address = value.starts_with("http") || value.contains('/');
    is_address
        && !value.contains([' ', '{', '"', '<'])
        && FORMATS
            .iter()
            .any(|format| format.eq_ignore_ascii_case(end))
}

/// Tells whether an address answers with what cannot be shown, as far as its own words say.
fn answers_unreadable(url: &WebUrl) -> bool {
    let is_unreadable = |format: &str| UNREADABLE.iter().any(|f| f.eq_ignore_ascii_case(format));
    let end = url.as_url().path().rsplit_once('.').map(|(_, end)| end);
    let mut said = url
        .as_url()
        .query_pairs()
        .filter(|(key, _)| FORMAT_KEYS.contains(&&**key));
    match said.next() {
        Some((_, format)) if format.len() < 6 => is_unreadable(&format),
        _ => end.is_some_and(is_unreadable),
    }
}

/// The width that an address asks for in so many words, in pixels; 0 where it does not.
fn said_width(url: &WebUrl) -> u32 {
    let mut said = url
        .as_url()
        .query_pairs()
        .filter(|(key, _)| WIDTH_KEYS.contains(&&**key));
    let width = said.find_map(|(_, width)| width.parse().ok());
    width
        .filter(|width| (16..10_000).contains(width))
        .unwrap_or(0)
}

/// The width that the name of a file tells, as in `boat-60x40.jpg`; 0 where it does not.
fn sized(url: &WebUrl) -> u32 {
    let name = url.as_url().path().rsplit('/').next().unwrap_or_default();
    let mut parts = name.split(['-', '_', '.']);
    let width = parts.find_map(|part| {
        let (width, height) = part.split_once('x')?;
        let is_size = height.bytes().all(|b| b.is_ascii_digit());
        width.parse().ok().filter(|_| is_size)
    });
    width.unwrap_or(0)
}

/// The numbers of an address, one after the other.
fn numbers(address: &str) -> Vec<u64> {
    let runs = address.split(|c: char| !c.is_ascii_digit());
    runs.filter_map(|run| run.parse().ok()).collect()
}

/// The widths that a picture comes in, as an attribute of it or of its box lists them.
fn widths(found: ElementRef<'_>) -> Vec<u32> {
    let mut around = Some(found);
    for _ in 0..=ABOVE {
        let Some(element) = around else { break };
        let lists = attributes(element).filter(|(name, _)| name.contains("widths"));
        for (_, list) in lists {
            let numbers = list.split(|c: char| !c.is_ascii_digit());
            let widths: Vec<u32> = numbers.filter_map(|width| width.parse().ok()).collect();
            if !widths.is_empty() {
                return widths;
            }
        }
        around = parent(element);
    }
    Vec::new()
}

/// Parts a `srcset` into addresses and widths (HTML standard, "parse a srcset attribute"); a density counts as a
/// thousand pixels each.
fn srcset(set: &str) -> Vec<(&str, u32)> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        let (reference, after) =
            rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        if let Some(reference) = reference.strip_suffix(',') {
            found.push((reference, 0));
            rest = after;
            continue;
        }
        let (size, after) = after.split_at(after.find(',').unwrap_or(after.len()));
        let size = size.trim();
        let width = match size.strip_suffix('w') {
            Some(width) => width.parse().unwrap_or(0),
            None => size
                .strip_suffix('x')
                .and_then(|x| x.parse::<u32>().ok())
                .map_or(0, |x| x.saturating_mul(1000)),
        };
        found.push((reference, width));
        rest = after;
    }
}
