//! JSON-LD `LiveBlogPosting`, sane and insane.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::values::{self, address, authors, images, is_a, list, member, size, text, videos};
use crate::{
    model::{
        Author, Body, Clean, Embed, Image, Inline, LiveBlog, Stamp, TimeBasis, Visitor, WebUrl,
    },
    source::{
        budget::Budget,
        claim::{Account, Claim, Rule, Testimony, Witness},
        dom::{element::letter_count, entities::unescaped},
        field::{
            body,
            time::{self, TimeContext},
        },
        json,
    },
};

/// How much JSON-LD of one page is read, in bytes.
const ALL: usize = 8 * 1024 * 1024;
/// How deep objects are searched for a live blog.
const DEPTH: usize = 6;

const fn rule(property: &'static str) -> Rule {
    Rule::of(Witness::JsonLd, property)
}

/// Reads every script of a page that holds JSON-LD.
pub(in crate::source) fn scripts(page: &str, room: &json::Room) -> Vec<Value> {
    let mut left = ALL;
    json::scripts(page)
        .filter(|script| is_jsonld(script.attributes))
        .filter_map(|script| {
            left = left.checked_sub(script.content.len())?;
            let mut value = json::parse_within(script.content, ALL, room).ok()?;
            if script.content.contains(PREFIX) {
                unprefix(&mut value);
            }
            Some(value)
        })
        .collect()
}

/// What some documents write before the names of schema.org's properties (JSON-LD 1.1, "compact IRIs").
const PREFIX: &str = "schema:";

/// Takes the prefix off the names of properties.
fn unprefix(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(unprefix),
        Value::Object(object) => {
            object.values_mut().for_each(unprefix);
            let bare = std::mem::take(object).into_iter().map(|(name, value)| {
                let bare = name.strip_prefix(PREFIX).map(str::to_owned);
                (bare.unwrap_or(name), value)
            });
            *object = bare.collect();
        }
        _ => {}
    }
}

/// Tells whether a page has more JSON-LD than is read.
pub(in crate::source) fn is_cut(page: &str) -> bool {
    let lengths = json::scripts(page)
        .filter(|script| is_jsonld(script.attributes))
        .map(|script| script.content.len());
    lengths.sum::<usize>() > ALL
}

/// Tells whether a tag says that its script is JSON-LD; templates write the type in capitals, with parameters, or
/// with its plus escaped.
fn is_jsonld(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    if !tag.contains("json") {
        return false;
    }
    let escapes = ["&#x2b;", "&#43;", "&plus;", "%2b", "\\u002b"];
    let plain = escapes
        .iter()
        .fold(tag, |tag, escape| tag.replace(escape, "+"));
    plain.contains("ld+json")
}

/// Lists everything that scripts describe, outermost first.
pub(in crate::source) fn objects(scripts: &[Value]) -> Vec<&Value> {
    let mut objects = Vec::new();
    scripts
        .iter()
        .for_each(|script| collect(script, DEPTH, &mut objects));
    objects
}

/// Lists the types of everything that scripts describe.
pub(in crate::source) fn types(scripts: &[Value]) -> Vec<String> {
    let objects = objects(scripts);
    let named = objects.iter().flat_map(|object| list(object.get("@type")));
    named
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// Tells whether the page calls itself free to read (schema.org `isAccessibleForFree`).
pub(in crate::source) fn free(scripts: &[Value]) -> Option<bool> {
    objects(scripts)
        .iter()
        .find_map(|object| match object.get("isAccessibleForFree")? {
            Value::Bool(free) => Some(*free),
            Value::String(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        })
}

/// Reads the live blog that scripts hold: of several the one that is this page's own, else the one with most updates.
pub(in crate::source) fn read(
    scripts: &[Value],
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<Testimony> {
    let mut objects = Vec::new();
    scripts
        .iter()
        .for_each(|script| collect(script, DEPTH, &mut objects));
    let by_id: HashMap<&str, &Value> = objects
        .iter()
        .filter(|object| object.as_object().is_some_and(|o| o.len() > 1))
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let blogs = objects
        .iter()
        .filter(|object| is_a(object, "LiveBlogPosting"));
    let mut readings: Vec<Testimony> = blogs
        .map(|blog| read_blog(blog, &by_id, base, ctx, budget))
        .collect();
    let is_here = |said: &Testimony| {
        let own = said.blog.canonical.as_ref().map(|url| url.as_url().path());
        own.zip(base).map(|(own, base)| own == base.as_url().path())
    };
    let here = readings.iter().any(|said| is_here(said) == Some(true));
    if here {
        // A teaser of another live blog is none of this page.
        readings.retain(|said| is_here(said) != Some(false));
    }
    readings.sort_by_key(|said| std::cmp::Reverse(said.accounts.len()));
    let mut readings = readings.into_iter();
    let mut first = readings.next()?;
    if here {
        // Some tell one blog in several objects.
        let mut known: HashSet<String> =
            first.accounts.iter().flat_map(|a| a.keys.clone()).collect();
        for more in readings.flat_map(|said| said.accounts) {
            let is_new = more
                .keys
                .first()
                .is_some_and(|key| known.insert(key.clone()));
            first.accounts.extend(is_new.then_some(more));
        }
    }
    Some(first)
}

/// Lists every object of a document, outermost first, without recursion into what is too deep.
fn collect<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Value>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| collect(v, depth, found)),
        Value::Object(object) => {
            found.push(value);
            object
                .values()
                .filter(|v| v.is_object() || v.is_array())
                .for_each(|v| collect(v, depth - 1, found));
        }
        _ => {}
    }
}

fn read_blog<'v>(
    blog: &'v Value,
    by_id: &HashMap<&'v str, &'v Value>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Testimony {
    let address_of = ["url", "mainEntityOfPage", "@id"]
        .iter()
        .find_map(|key| address(blog.get(*key)?, base));
    let base = base.or(address_of.as_ref());
    // A saved or mirrored page lies at another address than it was published at.
    let home: Vec<String> = [base, address_of.as_ref()]
        .into_iter()
        .flatten()
        .map(|url| url.site().to_owned())
        .collect();
    let mut warnings = Vec::new();
    let mut candidates = Vec::new();
    let mut strangers = 0;
    let mut reader = Updates {
        base,
        home,
        by_id,
        ctx,
        bylines: HashMap::new(),
    };
    for update in updates_of(blog) {
        // A reference to another object of the document is that object.
        let reference = update
            .as_object()
            .filter(|o| o.len() == 1)
            .and_then(|o| o.get("@id")?.as_str());
        let update = reference
            .and_then(|id| by_id.get(id).copied())
            .unwrap_or(update);
        if !update.is_object() {
            continue;
        }
        if !budget.record(size(update)) {
            break;
        }
        match reader.read(update) {
            Some(candidate) if says_nothing(&candidate) => {}
            Some(candidate) => candidates.push(candidate),
            None => strangers += 1,
        }
    }
    if strangers > 0 {
        warnings.push(format!(
            "{strangers} updates in the JSON-LD belong to another site and were left out."
        ));
    }
    let page = read_page(blog, base, address_of.clone(), by_id, ctx);
    Testimony {
        by: Witness::JsonLd,
        accounts: candidates,
        blog: page,
        warnings,
    }
}

/// Lists a blog's updates, under the property that is meant for them or another that is used for it.
fn updates_of(blog: &Value) -> Vec<&Value> {
    let properties = ["liveBlogUpdate", "liveBlogUpdates", "blogPost", "blogPosts"];
    let lists = properties.iter().map(|property| list(blog.get(*property)));
    let found = lists.into_iter().find(|found| !found.is_empty());
    let found = found.unwrap_or_default();
    let items = found.into_iter().flat_map(|update| {
        // Some wrap them in an `ItemList` of `ListItem`s.
        let elements = list(update.get("itemListElement"));
        if elements.is_empty() {
            vec![update]
        } else {
            elements
        }
    });
    items.map(|item| item.get("item").unwrap_or(item)).collect()
}

fn read_page(
    blog: &Value,
    base: Option<&WebUrl>,
    canonical: Option<WebUrl>,
    by_id: &HashMap<&str, &Value>,
    ctx: &TimeContext,
) -> LiveBlog {
    let line = |key: &str| {
        let said = unescaped(&member(blog, key).unwrap_or_default());
        Clean::line_capped(&without_tags(said), 500)
    };
    let headline = ["headline", "name"]
        .iter()
        .map(|key| line(key))
        .find(|l| !l.is_empty());
    LiveBlog {
        headline: headline.unwrap_or_default(),
        standfirst: line("description"),
        publisher: blog
            .get("publisher")
            .and_then(text)
            .map(|p| Clean::line_capped(&unescaped(&p), 100))
            .unwrap_or_default(),
        authors: authors(by(blog, by_id), base),
        language: line("inLanguage"),
        published: stamp(blog, "datePublished", ctx),
        modified: stamp(blog, "dateModified", ctx),
        coverage_start: stamp(blog, "coverageStartTime", ctx).map(|s| s.utc()),
        coverage_end: stamp(blog, "coverageEndTime", ctx).map(|s| s.utc()),
        image: images(blog.get("image"), base).into_iter().next(),
        canonical: canonical.map(|url| url.without_fragment()),
        ..LiveBlog::default()
    }
}

/// Lists an object's authors, those too that stand elsewhere and are only named by their id.
fn by<'a>(object: &'a Value, by_id: &HashMap<&str, &'a Value>) -> Vec<&'a Value> {
    let elsewhere = |author: &'a Value| {
        let id = author.get("@id").filter(|_| author.get("name").is_none())?;
        by_id.get(id.as_str()?).copied()
    };
    let names = ["author", "creator", "contributor"];
    let said = names.iter().map(|name| list(object.get(*name)));
    let authors = said
        .into_iter()
        .find(|said| !said.is_empty())
        .unwrap_or_default();
    authors
        .into_iter()
        .map(|author| elsewhere(author).unwrap_or(author))
        .collect()
}

/// The reader of a blog's updates.
struct Updates<'a, 'v> {
    base: Option<&'a WebUrl>,
    /// The sites that the blog is published at.
    home: Vec<String>,
    by_id: &'a HashMap<&'v str, &'v Value>,
    ctx: &'a TimeContext,
    /// What was read of authors: few people write all updates.
    bylines: HashMap<Vec<&'v Value>, Vec<Author>>,
}

impl<'v> Updates<'_, 'v> {
    /// Reads one update; `None` for one of another site, such as a template's samples.
    fn read(&mut self, update: &'v Value) -> Option<Account> {
        let (base, ctx) = (self.base, self.ctx);
        let url = update.get("url").and_then(|v| address(v, base));
        let url = url.or_else(|| {
            update
                .get("mainEntityOfPage")
                .and_then(|v| address(v, base))
        });
        if let Some(url) = &url
            && !self.home.is_empty()
            && self.home.iter().all(|site| site != url.site())
        {
            return None;
        }
        let fragment = url.as_ref().and_then(|u| u.fragment()).map(str::to_owned);
        let id = update
            .get("@id")
            .and_then(Value::as_str)
            .map(|id| id.rsplit('#').next().unwrap_or(id).to_owned());
        let headline = member(update, "headline")
            .or_else(|| member(update, "name"))
            .unwrap_or_default();
        let text = ["articleBody", "text", "description"]
            .iter()
            .find_map(|key| body_text(update.get(*key)?));
        Some(Account {
            keys: fragment
                .into_iter()
                .chain(id)
                .filter(|k| !k.is_empty())
                .collect(),
            permalink: url.map(|url| Claim::new(url, rule("url"))),
            headline: Claim::new(without_tags(unescaped(&headline)), rule("headline")),
            body: text.map_or_else(Claim::default, |text| {
                Claim::new(body::from_text_or_html(&text, base), rule("articleBody"))
            }),
            published: published(update, ctx),
            modified: stamp(update, "dateModified", ctx)
                .map(|stamp| Claim::new(stamp, rule("dateModified"))),
            authors: Claim::new(self.authors(update), rule("author")),
            images: images(update.get("image"), base),
            embeds: videos(update.get("video"), base),
            ..Account::default()
        })
    }

    fn authors(&mut self, update: &'v Value) -> Vec<Author> {
        let said = by(update, self.by_id);
        let known = self.bylines.entry(said);
        let read = |said: &Vec<&'v Value>| authors(said.iter().copied(), self.base);
        known.or_insert_with_key(read).clone()
    }
}

/// Tells whether an object says nothing of an update, not even which one.
fn says_nothing(said: &Account) -> bool {
    said.keys.is_empty()
        && said.permalink.is_none()
        && said.headline.is_empty()
        && said.body.is_empty()
        && said.images.is_empty()
        && said.embeds.is_empty()
}

/// Reads when an update was published; where nothing says so, when it was made, else when it was changed.
fn published(update: &Value, ctx: &TimeContext) -> Option<Claim<Stamp>> {
    let mut names = ["datePublished", "dateCreated", "uploadDate", "dateModified"].into_iter();
    names.find_map(|name| Some(Claim::new(stamp(update, name, ctx)?, rule(name))))
}

/// Returns a text's words where it is markup.
fn without_tags(text: String) -> String {
    if text.contains('<') && text.contains('>') {
        body::from_text_or_html(&text, None).text()
    } else {
        text
    }
}

/// Returns an update's text: a string, or an object's text or HTML. A bare type is no text.
fn body_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|t| !t.trim().is_empty()),
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().filter_map(body_text).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Value::Object(object) => ["@value", "text", "articleBody", "html"]
            .iter()
            .find_map(|key| body_text(object.get(*key)?)),
        _ => None,
    }
}

fn stamp(object: &Value, key: &str, ctx: &TimeContext) -> Option<Stamp> {
    let raw = match object.get(key)? {
        Value::Object(inner) => inner.get("@value").and_then(values::text)?,
        other => values::text(other)?,
    };
    time::parse_machine(&raw, TimeBasis::StructuredData, ctx)
}

/// Tells whether a body says anything, for a witness that should.
pub(in crate::source) fn length(body: &Body) -> usize {
    struct Letters(usize);
    impl Visitor for Letters {
        fn inlines(&mut self, runs: &[Inline]) {
            runs.iter().for_each(|run| self.text(&run.text));
        }
        fn image(&mut self, image: &Image) {
            self.text(image.words());
        }
        fn embed(&mut self, embed: &Embed) {
            self.text(&embed.author);
            self.text(&embed.text);
        }
        fn text(&mut self, text: &Clean) {
            self.0 += letter_count(text.as_str());
        }
    }
    let mut letters = Letters(0);
    body.walk(&mut letters);
    letters.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_that_say_nothing_are_no_updates() {
        let blog = serde_json::json!({
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [{}, {"@type": "BlogPosting", "datePublished": "2025-08-07T04:00:00Z"},
                {"@type": "BlogPosting", "headline": "Bridge shut"}],
        });
        let ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        let said = read(&[blog], None, &ctx, &Budget::default()).unwrap();
        assert_eq!(said.accounts.len(), 1);
    }
}
