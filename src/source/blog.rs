//! What the page says of the blog as a whole.

use chrono::{DateTime, TimeDelta, Utc};
use scraper::{ElementRef, Html};

use crate::{
    model::{Clean, Image, LiveBlog, Status, WebUrl},
    source::{
        dom::{
            element::{self, attr},
            links,
        },
        vocabulary::{self, closed, spaced},
    },
};

/// Completes what structured data says of a blog with what the page's head and markup say.
pub(super) fn complete(blog: &mut LiveBlog, html: &Html, base: Option<&WebUrl>) {
    let facts = Facts::of(html);
    let line = |text: &str| Clean::line_capped(text, 500);
    if blog.headline.is_empty() {
        let title = facts
            .heading
            .clone()
            .or_else(|| facts.meta(&["og:title", "twitter:title"]))
            .or(facts.title.clone());
        blog.headline = line(&title.unwrap_or_default());
    }
    if blog.standfirst.is_empty() {
        blog.standfirst = line(
            &facts
                .meta(&["og:description", "description"])
                .unwrap_or_default(),
        );
    }
    if blog.publisher.is_empty() {
        blog.publisher = line(
            &facts
                .meta(&["og:site_name", "application-name"])
                .unwrap_or_default(),
        );
    }
    if blog.language.is_empty() {
        blog.language = line(&facts.language.clone().unwrap_or_default());
    }
    let resolve = |reference: &str| links::resolve(reference, base);
    if blog.canonical.is_none() {
        blog.canonical = facts
            .canonical
            .as_deref()
            .and_then(resolve)
            .or_else(|| resolve(&facts.meta(&["og:url"])?));
    }
    if blog.canonical.is_none() {
        blog.canonical = base.map(WebUrl::without_fragment);
    }
    if blog.feed.is_none() {
        blog.feed = facts.feeds.first().and_then(|(href, _)| resolve(href));
    }
    if blog.image.is_none()
        && let Some(url) = facts.meta(&["og:image"]).as_deref().and_then(resolve)
    {
        let alt = line(&facts.meta(&["og:image:alt"]).unwrap_or_default());
        blog.image = Some(Image {
            candidates: vec![(url, 0)],
            alt,
            ..Image::default()
        });
    }
}

/// A blog whose newest update is older than this runs no more, as far as anyone can see.
const QUIET: TimeDelta = TimeDelta::hours(24);
/// A blog whose announced end is past ended when nothing came for so long; publishers set the end while they write.
const AFTER_END: TimeDelta = TimeDelta::hours(6);

/// Judges whether a blog still runs; `newest` is the newest time of an update that was told and not guessed.
pub(super) fn status(
    blog: &LiveBlog,
    html: &Html,
    newest: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Status {
    if blog.moved_to.is_some() {
        return Status::Moved;
    }
    if says_closed(html, blog) {
        return Status::Ended;
    }
    let Some(age) = newest.map(|at| now - at) else {
        return Status::Unknown;
    };
    match blog.coverage_end {
        Some(end) if end < now && age > AFTER_END => Status::Ended,
        _ => by_age(newest, now),
    }
}

/// Judges by its newest update alone whether a blog runs.
pub(super) fn by_age(newest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Status {
    match newest.map(|at| now - at) {
        None => Status::Unknown,
        Some(age) if age > QUIET => Status::Quiet,
        Some(_) => Status::Live,
    }
}

/// Tells whether a headline is that of a blog that ended: "Bridge closed, as it happened".
pub(super) fn is_closing(headline: &str) -> bool {
    let words = spaced(headline);
    let mut endings = closed::HEADLINES.iter().flat_map(|(_, endings)| *endings);
    endings.any(|ending| words.trim_end().ends_with(&format!(" {ending}")))
}

fn says_closed(html: &Html, blog: &LiveBlog) -> bool {
    if is_closing(blog.headline.as_str()) {
        return true;
    }
    let elements = || html.tree.nodes().filter_map(ElementRef::wrap);
    // AMP's own sign: the list takes no more updates (amp-live-list, `disabled`).
    if elements()
        .any(|e| e.value().name() == "amp-live-list" && e.value().attr("disabled").is_some())
    {
        return true;
    }
    elements()
        .filter(|e| {
            matches!(
                e.value().name(),
                "p" | "span" | "div" | "strong" | "h2" | "h3"
            )
        })
        .any(|found| {
            // Only elements of a short text of their own: wrappers hold the whole page.
            let text = found
                .children()
                .filter_map(|c| c.value().as_text())
                .map(|t| &**t)
                .collect::<String>();
            if !(11..200).contains(&text.len()) {
                return false;
            }
            vocabulary::holds(&spaced(&text), closed::PHRASES)
        })
}

/// What the page's head and first heading say.
pub(super) struct Facts {
    metas: Vec<(String, String)>,
    pub(super) title: Option<String>,
    pub(super) heading: Option<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    /// Feeds that the page names: address and title.
    feeds: Vec<(String, String)>,
}

impl Facts {
    pub(super) fn of(html: &Html) -> Self {
        let mut facts = Self {
            metas: Vec::new(),
            title: None,
            heading: None,
            language: None,
            canonical: None,
            feeds: Vec::new(),
        };
        for found in html.tree.nodes().filter_map(ElementRef::wrap) {
            match found.value().name() {
                "html" => facts.language = attr(found, "lang").map(str::to_owned),
                "title" if facts.title.is_none() => {
                    facts.title = Some(found.text().collect::<String>().trim().to_owned())
                        .filter(|t| !t.is_empty());
                }
                "h1" if facts.heading.is_none() => {
                    facts.heading = Some(element::text(found)).filter(|t| !t.is_empty());
                }
                "meta" => {
                    let name = attr(found, "property").or_else(|| attr(found, "name"));
                    if let (Some(name), Some(content)) = (name, attr(found, "content")) {
                        facts
                            .metas
                            .push((name.to_ascii_lowercase(), content.to_owned()));
                    }
                }
                "link" => facts.link(found),
                _ => {}
            }
        }
        facts
    }

    fn link(&mut self, found: ElementRef<'_>) {
        let Some(href) = attr(found, "href") else {
            return;
        };
        let rel = attr(found, "rel").unwrap_or_default().to_ascii_lowercase();
        let kind = attr(found, "type").unwrap_or_default();
        if rel == "canonical" && self.canonical.is_none() {
            self.canonical = Some(href.to_owned());
        } else if rel.contains("alternate")
            && (kind.contains("rss") || kind.contains("atom") || kind.contains("feed+json"))
        {
            let title = attr(found, "title").unwrap_or_default();
            self.feeds.push((href.to_owned(), title.to_owned()));
        }
    }

    /// The feed of this very page's updates: it lies under the page's address, and is none of comments.
    pub(super) fn own_feed(&self, page: &WebUrl) -> Option<WebUrl> {
        let of_comments = |text: &str| text.to_ascii_lowercase().contains("comment");
        let home = page.as_url().path().trim_end_matches('/');
        let home = home.strip_suffix(".html").unwrap_or(home);
        let feeds = self
            .feeds
            .iter()
            .filter(|(href, title)| !of_comments(href) && !of_comments(title));
        feeds
            .filter_map(|(href, _)| links::resolve(href, Some(page)))
            .find(|feed| {
                home.len() > 1
                    && feed.host() == page.host()
                    && feed.as_url().path().starts_with(home)
                    && feed.as_url() != page.as_url()
            })
    }

    /// The address that the page gives itself.
    pub(super) fn address(&self) -> Option<WebUrl> {
        let social = self.meta(&["og:url"]);
        let said = [self.canonical.as_deref(), social.as_deref()];
        said.into_iter()
            .flatten()
            .find_map(|address| links::resolve(address, None))
            .map(|url| url.without_fragment())
    }

    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            self.metas
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, content)| content.clone())
        })
    }
}
