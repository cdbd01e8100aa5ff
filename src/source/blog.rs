//! What the page says of the blog as a whole.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use scraper::{ElementRef, Html};

use crate::{
    model::{Clean, Entry, Image, LiveBlog, Stamp, Status, WebUrl, Witness},
    source::{
        claim::{Rule, Statement},
        dom::{
            element::{self, attr, letters},
            links,
        },
        field::time::TimeContext,
        resolve::is_cut,
        vocabulary::{Phrases, closed, spaced},
    },
};

/// Completes what a reader says of a blog with what the page's head and markup say; returns every claim, those too
/// that do not hold.
pub(super) fn complete(
    blog: &mut LiveBlog,
    by: Witness,
    html: &Html,
    base: Option<&WebUrl>,
) -> Vec<Statement> {
    let facts = Facts::of(html);
    let line = |text: Option<String>| Clean::line_capped(&text.unwrap_or_default(), 500);
    let said = |property: &'static str, text: &Clean| (Rule::of(by, property), text.clone());
    let meta = |rule: &'static str, name: &str| (Rule::markup(rule), line(facts.meta(&[name])));
    let mut told = Vec::new();
    let publisher = [
        said("publisher", &blog.publisher),
        meta("meta og:site_name", "og:site_name"),
        meta("meta application-name", "application-name"),
    ];
    blog.publisher = first("publisher", publisher.map(Offer::from).into(), &mut told);
    let headlines = [
        said("headline", &blog.headline),
        (Rule::markup("h1"), line(facts.heading.clone())),
        meta("meta og:title", "og:title"),
        meta("meta twitter:title", "twitter:title"),
        meta("meta headline", "headline"),
        (Rule::markup("title"), line(facts.title.clone())),
    ];
    let headlines = weighed(headlines.map(Offer::from).into(), &blog.publisher);
    blog.headline = first("headline", headlines, &mut told);
    let standfirst = [
        said("description", &blog.standfirst),
        meta("meta og:description", "og:description"),
        meta("meta description", "description"),
    ];
    blog.standfirst = first("standfirst", standfirst.map(Offer::from).into(), &mut told);
    let language = [
        said("inLanguage", &blog.language),
        (Rule::markup("html[lang]"), line(facts.language.clone())),
    ];
    blog.language = first("language", language.map(Offer::from).into(), &mut told);
    let resolve = |reference: &str| links::resolve(reference, base);
    let canonical = facts.canonical.as_deref().and_then(resolve);
    let social = facts.meta(&["og:url"]).as_deref().and_then(resolve);
    let address = |url: &Option<WebUrl>| line(url.as_ref().map(WebUrl::to_string));
    let own = base.map(WebUrl::without_fragment);
    let addresses = [
        (Rule::of(by, "url"), address(&blog.canonical)),
        (Rule::markup("link canonical"), address(&canonical)),
        (Rule::markup("meta og:url"), address(&social)),
        (Rule::markup("where it was read"), address(&own)),
    ];
    first("address", addresses.map(Offer::from).into(), &mut told);
    let said = blog.canonical.take();
    blog.canonical = said.or(canonical).or(social).or(own);
    if blog.feed.is_none() {
        blog.feed = facts.feeds.first().and_then(|(href, _)| resolve(href));
    }
    if blog.image.is_none()
        && let Some(url) = facts.meta(&["og:image"]).as_deref().and_then(resolve)
    {
        let alt = line(facts.meta(&["og:image:alt"]));
        blog.image = Some(Image {
            candidates: vec![(url, 0)],
            alt,
            ..Image::default()
        });
    }
    told
}

/// Says what completes the page's times: its publisher's zone, and the day that it was last changed.
pub(super) fn times(ctx: &TimeContext) -> Vec<Statement> {
    let zone = ctx.zone.map(|zone| {
        let rule = if ctx.guessed {
            "language"
        } else {
            "host, locale or datelines"
        };
        Statement::of_blog("zone", Rule::markup(rule), zone.name(), None)
    });
    let day = ctx.page_date.map(|day| {
        let rule = Rule::markup("dates of the page");
        Statement::of_blog("page date", rule, &day.to_string(), None)
    });
    let moment = ctx.is_saved().then(|| {
        let rule = if ctx.states_moment() {
            "newest date of the page"
        } else {
            "time of the file"
        };
        let at = ctx.moment().format("%F %H:%M UTC").to_string();
        Statement::of_blog("read as of", Rule::markup(rule), &at, None)
    });
    zone.into_iter().chain(day).chain(moment).collect()
}

/// A claim of a field of the blog, and what speaks against it.
struct Offer {
    rule: Rule,
    text: Clean,
    against: Option<&'static str>,
}

impl From<(Rule, Clean)> for Offer {
    fn from((rule, text): (Rule, Clean)) -> Self {
        Self {
            rule,
            text,
            against: None,
        }
    }
}

/// Takes the first claim that nothing speaks against, and notes all.
fn first(field: &'static str, offers: Vec<Offer>, told: &mut Vec<Statement>) -> Clean {
    let mut chosen = Clean::default();
    for offer in offers.into_iter().filter(|offer| !offer.text.is_empty()) {
        let outvoted = match chosen.as_str() {
            "" => None,
            same if same == offer.text.as_str() => Some("says the same"),
            _ => Some("counts less"),
        };
        let against = offer.against.or(outvoted);
        let claim = Statement::of_blog(field, offer.rule, offer.text.as_str(), against);
        told.push(claim);
        if against.is_none() {
            chosen = offer.text;
        }
    }
    chosen
}

/// Finds what speaks against headlines: that they name the publisher alone, or are cut where another goes on.
fn weighed(mut offers: Vec<Offer>, publisher: &Clean) -> Vec<Offer> {
    let all: Vec<String> = offers.iter().map(|o| letters(o.text.as_str())).collect();
    let house = letters(publisher.as_str());
    for (offer, words) in offers.iter_mut().zip(&all) {
        let goes_on = |other: &String| other.len() > words.len() && other.starts_with(words);
        offer.against = if !house.is_empty() && *words == house {
            Some("names the publisher")
        } else if !words.is_empty() && is_cut(offer.text.as_str()) && all.iter().any(goes_on) {
            Some("cut")
        } else {
            None
        };
    }
    // A page that is called by its publisher's name and nothing else has no better one.
    if offers
        .iter()
        .all(|o| o.text.is_empty() || o.against.is_some())
    {
        offers.iter_mut().for_each(|offer| offer.against = None);
    }
    offers
}

/// A blog whose announced end is past ended when nothing came for so long; publishers set the end while they write.
const AFTER_END: TimeDelta = TimeDelta::hours(6);

/// What tells whether a blog still runs.
pub(super) struct Signs {
    /// Whether it has updates.
    pub(super) has_begun: bool,
    /// The newest time of an update that was told and not guessed.
    pub(super) newest: Option<DateTime<Utc>>,
    /// When the page was read.
    pub(super) now: DateTime<Utc>,
}

/// Judges whether a blog still runs.
pub(super) fn status(blog: &LiveBlog, html: &Html, signs: &Signs) -> Status {
    let now = signs.now;
    if blog.moved_to.is_some() {
        return Status::Moved;
    }
    if says_closed(html, blog) {
        return Status::Ended;
    }
    if !signs.has_begun {
        return Status::NotBegun;
    }
    let Some(age) = signs.newest.map(|at| now - at) else {
        return Status::Unknown;
    };
    match blog.coverage_end {
        Some(end) if end < now && age > AFTER_END => Status::Ended,
        _ => Status::Live.aged(signs.newest, now),
    }
}

/// Returns the newest time of an update that was told and not guessed.
pub(super) fn newest(entries: &[Entry]) -> Option<DateTime<Utc>> {
    let told = entries.iter().filter_map(|entry| entry.published.as_ref());
    told.filter(|stamp| !stamp.guessed).map(Stamp::utc).max()
}

/// Judges by its updates alone whether a blog still runs of which nobody says that it ended.
pub(super) fn aged(blog: &LiveBlog, entries: &[Entry], now: DateTime<Utc>) -> Status {
    let newest = newest(entries);
    match blog.status {
        Status::Unknown if newest.is_some() => Status::Live.aged(newest, now),
        told => told.aged(newest, now),
    }
}

/// Tells whether a headline is that of a blog that ended: "Bridge closed, as it happened".
pub(super) fn is_closing(headline: &str) -> bool {
    let words = spaced(headline);
    let mut endings = closed::HEADLINES.iter().flat_map(|(_, endings)| *endings);
    endings.any(|ending| words.trim_end().ends_with(&format!(" {ending}")))
}

static CLOSED: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(closed::PHRASES));

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
            let texts = || found.children().filter_map(|c| c.value().as_text());
            let length: usize = texts().map(|text| text.len()).sum();
            (11..200).contains(&length)
                && CLOSED.are_in(&texts().map(|text| &**text).collect::<String>())
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
        let home = page.as_url().path().trim_end_matches('/');
        let home = home.strip_suffix(".html").unwrap_or(home);
        self.stories_feeds()
            .filter_map(|href| links::resolve(href, Some(page)))
            .find(|feed| {
                home.len() > 1
                    && feed.site() == page.site()
                    && feed.as_url().path().starts_with(home)
                    && feed.as_url() != page.as_url()
            })
    }

    /// The feeds that the page names, those of comments left out.
    pub(super) fn feeds(&self, page: &WebUrl) -> Vec<WebUrl> {
        let feeds = self.stories_feeds();
        let mut feeds: Vec<WebUrl> = feeds
            .filter_map(|href| links::resolve(href, Some(page)))
            .collect();
        feeds.dedup();
        feeds
    }

    /// The references to feeds that are none of comments.
    fn stories_feeds(&self) -> impl Iterator<Item = &str> {
        let of_comments = |text: &str| text.to_ascii_lowercase().contains("comment");
        self.feeds
            .iter()
            .filter(move |(href, title)| !of_comments(href) && !of_comments(title))
            .map(|(href, _)| href.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn judged(page: &str, blog: &LiveBlog, hours: Option<i64>) -> Status {
        let now: DateTime<Utc> = "2026-11-28T15:00:00Z".parse().unwrap();
        let signs = Signs {
            has_begun: true,
            newest: hours.map(|hours| now - TimeDelta::hours(hours)),
            now,
        };
        status(blog, &bounded_html::parse(page).html, &signs)
    }

    #[test]
    fn only_a_blog_with_news_of_this_day_is_live() {
        let blog = LiveBlog::default();
        assert_eq!(judged("<p>News", &blog, Some(2)), Status::Live);
        assert_eq!(judged("<p>News", &blog, Some(30)), Status::Quiet);
        assert_eq!(judged("<p>News", &blog, None), Status::Unknown);
    }

    #[test]
    fn what_says_nothing_of_its_end_is_judged_by_its_updates() {
        let now: DateTime<Utc> = "2026-11-28T15:00:00Z".parse().unwrap();
        let page = |at: &str| {
            let feed = format!(
                "<rss version='2.0'><channel><title>Bridge closed: live</title><item><guid>1</guid>\
                 <title>Pier safe</title><pubDate>{at}</pubDate><description>The pier is safe.</description></item>\
                 <item><guid>2</guid><title>Ship moves</title><pubDate>{at}</pubDate><description>Tugs pull the ship.\
                 </description></item></channel></rss>"
            );
            let read = crate::source::extract(&crate::source::Page {
                bytes: feed.as_bytes(),
                content_type: Some("application/rss+xml"),
                address: None,
                fetched_at: now,
                saved: None,
                cancellation: None,
            });
            read.unwrap().snapshot.blog.status
        };
        assert_eq!(page("Sat, 28 Nov 2026 14:00:00 +0000"), Status::Live);
        assert_eq!(page("Thu, 07 Aug 2025 04:00:00 +0000"), Status::Quiet);
    }

    #[test]
    fn what_the_publisher_says_of_the_end_weighs_more() {
        let ends = |hours| LiveBlog {
            coverage_end: "2026-11-28T15:00:00Z"
                .parse()
                .ok()
                .map(|at: DateTime<Utc>| at - TimeDelta::hours(hours)),
            ..LiveBlog::default()
        };
        // Publishers set the end while they write.
        assert_eq!(judged("<p>News", &ends(1), Some(2)), Status::Live);
        assert_eq!(judged("<p>News", &ends(8), Some(9)), Status::Ended);
        for page in [
            "<p>This live blog is now closed.",
            "<p>Der Liveticker ist beendet.",
            "<p>La diretta è terminata",
            "<amp-live-list disabled>",
        ] {
            assert_eq!(
                judged(page, &LiveBlog::default(), Some(1)),
                Status::Ended,
                "{page}"
            );
        }
        let moved = LiveBlog {
            moved_to: WebUrl::parse("https://post.example/live/next").ok(),
            ..LiveBlog::default()
        };
        assert_eq!(judged("<p>News", &moved, Some(1)), Status::Moved);
    }

    #[test]
    fn a_headline_closes_a_blog_at_its_end_only() {
        assert!(is_closing("Bridge shut – as it happened"));
        assert!(is_closing("Brücke gesperrt: Der Liveticker zum Nachlesen"));
        assert!(!is_closing("Schools closed after the storm"));
    }
}
