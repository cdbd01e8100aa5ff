//! Things of other places: posts, videos, polls. What is not known is named by its address, never dropped.

use scraper::ElementRef;

use super::running_time::running_time;
use crate::{
    model::{Clean, Embed, EmbedKind, Link, WebUrl},
    source::dom::links,
    source::dom::{
        bounded_html,
        element::{self, attr, has_name_word, letters},
    },
    source::vocabulary::Names,
};

/// Hosts of embeds, what they are called and what they show.
const PROVIDERS: &[(&str, &str, EmbedKind)] = &[
    ("twitter.com", "X", EmbedKind::Post),
    ("x.com", "X", EmbedKind::Post),
    ("bsky.app", "Bluesky", EmbedKind::Post),
    ("threads.net", "Threads", EmbedKind::Post),
    ("instagram.com", "Instagram", EmbedKind::Post),
    ("facebook.com", "Facebook", EmbedKind::Post),
    ("tiktok.com", "TikTok", EmbedKind::Video),
    ("truthsocial.com", "Truth Social", EmbedKind::Post),
    ("t.me", "Telegram", EmbedKind::Post),
    ("reddit.com", "Reddit", EmbedKind::Post),
    ("linkedin.com", "LinkedIn", EmbedKind::Post),
    ("youtube.com", "YouTube", EmbedKind::Video),
    ("youtube-nocookie.com", "YouTube", EmbedKind::Video),
    ("youtu.be", "YouTube", EmbedKind::Video),
    ("vimeo.com", "Vimeo", EmbedKind::Video),
    ("dailymotion.com", "Dailymotion", EmbedKind::Video),
    ("streamable.com", "Streamable", EmbedKind::Video),
    ("brightcove.net", "", EmbedKind::Video),
    ("jwplayer.com", "", EmbedKind::Video),
    ("jwplatform.com", "", EmbedKind::Video),
    ("spotify.com", "Spotify", EmbedKind::Audio),
    ("soundcloud.com", "SoundCloud", EmbedKind::Audio),
    ("acast.com", "Acast", EmbedKind::Audio),
    ("google.com", "Google Maps", EmbedKind::Map),
    ("openstreetmap.org", "OpenStreetMap", EmbedKind::Map),
    ("documentcloud.org", "DocumentCloud", EmbedKind::Document),
    ("scribd.com", "Scribd", EmbedKind::Document),
    ("datawrapper.de", "Datawrapper", EmbedKind::Other),
    ("dwcdn.net", "Datawrapper", EmbedKind::Other),
    ("flourish.studio", "Flourish", EmbedKind::Other),
];

/// The fewest letters of a link that is a story's headline.
const STORY: usize = 12;

/// Words in class names that make a block quotation a post.
static POSTS: Names = Names::of(&[
    "twitter",
    "tweet",
    "instagram",
    "tiktok",
    "bluesky",
    "mastodon",
    "fb",
    "telegram",
    "threads",
    "reddit",
]);

/// Elements that hold what comes from elsewhere.
pub(in crate::source) fn is_embed(name: &str) -> bool {
    matches!(
        name,
        "iframe" | "object" | "embed" | "video" | "audio" | "amp-iframe" | "amp-video"
    ) || name.strip_prefix("amp-").is_some_and(|kind| {
        matches!(
            kind,
            "twitter"
                | "youtube"
                | "instagram"
                | "facebook"
                | "tiktok"
                | "vimeo"
                | "brightcove"
                | "jwplayer"
                | "dailymotion"
                | "audio"
                | "soundcloud"
                | "reddit"
                | "bodymovin-animation"
                | "video-iframe"
                | "3q-player"
                | "connatix-player"
        )
    })
}

/// Tells whether a block quotation is a post of a social network.
pub(in crate::source) fn is_post(quote: ElementRef<'_>) -> bool {
    has_name_word(quote, |word| POSTS.contains(word))
        || element::attr(quote, "cite")
            .is_some_and(|cite| provider(cite).is_some_and(|(_, kind)| kind != EmbedKind::Other))
}

/// Tells whether an address is of a place whose posts, videos or maps pages embed.
pub(in crate::source) fn is_known(address: &WebUrl) -> bool {
    provider(address.as_str()).is_some()
}

fn provider(address: &str) -> Option<(&'static str, EmbedKind)> {
    let url = WebUrl::parse(address).ok()?;
    let found = PROVIDERS.iter().find(|(host, ..)| {
        url.host() == *host
            || url
                .host()
                .strip_suffix(host)
                .is_some_and(|rest| rest.ends_with('.'))
    })?;
    Some((found.1, found.2))
}

/// Reads a post that stands in the page as a block quotation: its words, its author, its address.
pub(in crate::source) fn read_post(quote: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embed> {
    let links: Vec<ElementRef<'_>> = quote
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.value().name() == "a")
        .collect();
    // The last link is the post's own, dated one; the others are inside of its text.
    let cited = attr(quote, "cite").or_else(|| attr(quote, "data-instgrm-permalink"));
    let own = links
        .iter()
        .rev()
        .find_map(|a| attr(*a, "href").filter(|h| provider(h).is_some()));
    let url = links::resolve(cited.or(own)?, base);
    let (name, kind) = url
        .as_ref()
        .and_then(|u| provider(u.as_str()))
        .unwrap_or(("", EmbedKind::Post));
    let paragraphs: Vec<String> = quote
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.value().name() == "p")
        .map(element::text)
        .filter(|t| !t.is_empty())
        .collect();
    let all = element::text(quote);
    let text = if paragraphs.is_empty() {
        all.clone()
    } else {
        paragraphs.join(" ")
    };
    let author = all
        .rsplit_once('—')
        .map(|(_, after)| after.trim())
        .unwrap_or_default();
    let author = match author.find(')') {
        Some(end) if author.contains("(@") => &author[..=end],
        _ => "",
    };
    Some(Embed {
        kind,
        provider: Clean::line(name),
        author: Clean::line_capped(author, 100),
        text: Clean::line_capped(&text, 1500),
        links: inner_links(&links, url.as_ref(), base),
        url,
    })
}

/// The links within a post's text, without the one that is its own address.
fn inner_links(links: &[ElementRef<'_>], own: Option<&WebUrl>, base: Option<&WebUrl>) -> Vec<Link> {
    let link = |anchor: &ElementRef<'_>| {
        let url = links::resolve(attr(*anchor, "href")?, base)?;
        let text = Clean::line_capped(&element::text(*anchor), 200);
        Some(Link { text, url })
    };
    links
        .iter()
        .filter_map(link)
        .filter(|link| Some(&link.url) != own)
        .collect()
}

/// Reads an element that holds something of elsewhere.
pub(in crate::source) fn read(found: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embed> {
    let name = found.value().name();
    let inner_source = || {
        found
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(|e| e.value().name() == "source")
            .find_map(|e| attr(e, "src"))
    };
    let id = |name| attr(found, name);
    let reference = match name {
        "amp-twitter" => id("data-tweetid").map(|id| format!("https://x.com/i/status/{id}")),
        "amp-youtube" => {
            id("data-videoid").map(|id| format!("https://www.youtube.com/watch?v={id}"))
        }
        "amp-instagram" => {
            id("data-shortcode").map(|id| format!("https://www.instagram.com/p/{id}/"))
        }
        "amp-vimeo" => id("data-videoid").map(|id| format!("https://vimeo.com/{id}")),
        _ => [
            "src",
            "data-src",
            "data-lazy-src",
            "data-href",
            "data-url",
            "data",
        ]
        .iter()
        .find_map(|name| attr(found, name))
        .or_else(inner_source)
        .map(str::to_owned),
    };
    let url = reference
        .as_deref()
        .and_then(|r| links::resolve(r, base))
        .map(|url| watchable(&url));
    let known = url.as_ref().and_then(|u| provider(u.as_str()));
    let kind = match (known, name) {
        (Some((_, kind)), _) => kind,
        (None, "video" | "amp-video" | "amp-brightcove" | "amp-jwplayer") => EmbedKind::Video,
        (None, "audio" | "amp-audio") => EmbedKind::Audio,
        (None, _) => EmbedKind::Other,
    };
    let title = attr(found, "title").or_else(|| attr(found, "aria-label"));
    let title = title.map_or_else(|| fallback(found), str::to_owned);
    let title = timed(&title, length(found).as_deref());
    if url.is_none() && title.is_empty() && kind == EmbedKind::Other {
        return None;
    }
    Some(Embed {
        kind,
        provider: Clean::line(known.map(|(name, _)| name).unwrap_or_default()),
        author: Clean::default(),
        text: Clean::line_capped(&title, 1500),
        links: Vec::new(),
        url,
    })
}

/// Attributes that hold the number of a post or film, and what its address is made of.
const NUMBERED: &[(&[&str], &str)] = &[
    (
        &["data-tweet-id", "data-tweetid", "data-tweet"],
        "https://x.com/i/status/",
    ),
    (
        &["data-youtube-id", "data-youtubeid", "data-ytid"],
        "https://www.youtube.com/watch?v=",
    ),
    (&["data-vimeo-id", "data-vimeoid"], "https://vimeo.com/"),
];

/// Reads what a script brings to the place where it stands, and elements of a page's own that are named for what they
/// show: `<lite-youtube videoid="…">`, `<oembed url="…">`.
fn placed(found: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embed> {
    let url = match found.value().name() {
        "script" => {
            let post = attr(found, "data-telegram-post")?;
            WebUrl::parse("https://t.me/").ok()?.join(post).ok()?
        }
        "oembed" => links::resolve(attr(found, "url")?, base)?,
        name if name.contains("-youtube") || name.starts_with("youtube-") => {
            let id = ["videoid", "video-id"]
                .iter()
                .find_map(|name| attr(found, name))?;
            let base = WebUrl::parse("https://www.youtube.com/").ok()?;
            base.join(&format!("watch?v={id}")).ok()?
        }
        _ => return None,
    };
    Some(pointer(&url, EmbedKind::Other, ""))
}

/// Reads an empty box that a script fills: only its attributes name what belongs there.
pub(in crate::source) fn named(found: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embed> {
    if let Some(embed) = placed(found, base) {
        return Some(embed);
    }
    let mut data = element::attributes(found)
        .filter(|(name, _)| name.starts_with("data-"))
        .peekable();
    let is_box = matches!(
        found.value().name(),
        "div" | "span" | "section" | "figure" | "p"
    ) || found.value().name().contains('-');
    if !is_box || data.peek().is_none() || !element::text(found).is_empty() {
        return None;
    }
    if elements(found)
        .skip(1)
        .any(|e| !matches!(e.value().name(), "div" | "span" | "script"))
    {
        return None;
    }
    let numbered = NUMBERED.iter().find_map(|(names, start)| {
        let id = names.iter().find_map(|name| attr(found, name))?;
        let is_id = id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        WebUrl::parse(&format!("{start}{id}"))
            .ok()
            .filter(|_| is_id)
    });
    let for_embeds = has_name_word(found, |word| matches!(word, "embed" | "oembed"));
    let url = numbered.or_else(|| {
        data.find_map(|(name, value)| {
            let is_address = value.starts_with("http") || value.starts_with("//");
            let url = links::resolve(value.trim(), base).filter(|_| is_address)?;
            let is_known = provider(url.as_str()).is_some();
            (is_known || for_embeds && name.contains("embed")).then_some(url)
        })
    })?;
    Some(pointer(&url, EmbedKind::Other, ""))
}

/// Reads a figure that is nothing but a link to another story, picture and all.
pub(in crate::source) fn story(figure: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embed> {
    let mut anchors = elements(figure).filter(|e| e.value().name() == "a");
    let anchor = anchors.next()?;
    let text = element::text(anchor);
    let is_all = letters(&text).len() >= STORY && letters(&text) == letters(&element::text(figure));
    let is_caption = |e: ElementRef<'_>| e.value().name() == "figcaption";
    if figure.value().name() != "figure"
        || !is_all
        || anchors.next().is_some()
        || elements(figure).any(is_caption)
    {
        return None;
    }
    let url = links::resolve(attr(anchor, "href")?, base)?;
    Some(pointer(
        &url,
        EmbedKind::Article,
        &element::first_line(anchor, 1500),
    ))
}

/// The longest card of one story, in bytes.
const CARD: usize = 400;

/// Reads a box that only points to one other story, under its headline.
pub(in crate::source) fn card(found: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embed> {
    let mut anchors = elements(found).filter(|e| e.value().name() == "a");
    let target = |a: ElementRef<'_>| links::resolve(attr(a, "href")?, base);
    let first = anchors.next()?;
    let url = target(first)?;
    let own = base.is_some_and(|base| base.as_url().path() == url.as_url().path());
    if own || anchors.any(|a| target(a).as_ref() != Some(&url)) || element::text(found).len() > CARD
    {
        return None;
    }
    let heading = elements(found).find(|e| element::is_heading(e.value().name()));
    let title = element::first_line(heading.unwrap_or(first), CARD);
    let title = if title.is_empty() {
        element::text(first)
    } else {
        title
    };
    (letters(&title).len() >= STORY).then(|| pointer(&url, EmbedKind::Article, &title))
}

/// Says behind a title how long it takes, where that is known.
pub(in crate::source) fn timed(title: &str, length: Option<&str>) -> String {
    match length.and_then(running_time) {
        Some(length) if title.is_empty() => length,
        Some(length) => format!("{title} ({length})"),
        None => title.to_owned(),
    }
}

/// How long a film or a recording takes, as its element or one of its properties says.
fn length(found: ElementRef<'_>) -> Option<String> {
    let own = ["data-duration", "data-video-duration", "duration"];
    let own = own.iter().find_map(|name| attr(found, name));
    let is_length = |e: &ElementRef<'_>| attr(*e, "itemprop") == Some("duration");
    let inner = || {
        let e = elements(found).find(is_length)?;
        attr(e, "content").or_else(|| attr(e, "datetime"))
    };
    own.or_else(inner).map(str::to_owned)
}

fn elements(root: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    root.descendants().filter_map(ElementRef::wrap)
}

/// Names something of elsewhere by its address; `kind` where the address does not tell.
pub(in crate::source) fn pointer(url: &WebUrl, kind: EmbedKind, title: &str) -> Embed {
    let url = watchable(url);
    let (name, kind) = provider(url.as_str()).unwrap_or(("", kind));
    Embed {
        kind,
        provider: Clean::line(name),
        author: Clean::default(),
        text: Clean::line_capped(title, 1500),
        links: Vec::new(),
        url: Some(url),
    }
}

/// What a frame says to browsers that know no frames: HTML that the parser keeps as text.
fn fallback(found: ElementRef<'_>) -> String {
    let inside: String = match found.value().name() {
        "iframe" => found.text().collect(),
        _ => String::new(),
    };
    if inside.trim().is_empty() {
        return inside;
    }
    element::text(bounded_html::parse(&inside).html.root_element())
}

/// Turns a player's address into that of the page where the same can be watched.
fn watchable(url: &WebUrl) -> WebUrl {
    let parsed = url.as_url();
    let host = url.host();
    let id = parsed
        .path()
        .strip_prefix("/embed/")
        .filter(|id| !id.is_empty());
    match id {
        Some(id) if host.contains("youtube") => {
            WebUrl::parse(&format!("https://www.youtube.com/watch?v={id}"))
                .unwrap_or_else(|_| url.clone())
        }
        _ => url.clone(),
    }
}
