//! The reading beside what was expected, and how they differ, in words.

use newswire::model::{Body, Clean, Embed, Entry, Inline, NoLiveBlog, Snapshot, Visitor, WebUrl};

use super::expected::{Expected, Update};

/// Says how a reading differs from the expected one, a line for each fault.
pub fn differences(expected: &Expected, reading: Result<&Snapshot, &NoLiveBlog>) -> Vec<String> {
    match (&expected.refused_as, reading) {
        (Some(kinds), Err(refusal)) if kinds.contains(&refusal.kind) => Vec::new(),
        (Some(kinds), Err(refusal)) => {
            vec![format!("refused as {:?}, not as {kinds:?}", refusal.kind)]
        }
        (Some(_), Ok(read)) => {
            let first = read.entries.first().map(label).unwrap_or_default();
            let (count, how) = (read.entries.len(), read.recognised_as.as_str());
            vec![format!(
                "taken for a live blog of {count} updates ({how}), the first of them {first}"
            )]
        }
        (None, Err(refusal)) => vec![format!("refused as {:?}: {refusal}", refusal.kind)],
        (None, Ok(read)) => of_snapshot(expected, read),
    }
}

fn of_snapshot(expected: &Expected, read: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(headline) = &expected.headline {
        differ(
            &mut lines,
            "the blog's headline",
            read.blog.headline.as_str(),
            headline,
        );
    }
    let mut left: Vec<(usize, &Entry)> = read.entries.iter().enumerate().collect();
    let mut places = Vec::new();
    for (number, update) in expected.updates.iter().enumerate() {
        let best = left
            .iter()
            .enumerate()
            .map(|(at, (_, entry))| (likeness(update, entry), at));
        // The first of equals: updates stand in the order of the page.
        let best = best.max_by_key(|&(likeness, at)| (likeness, std::cmp::Reverse(at)));
        let name = format!("update {} ({})", number + 1, name(update));
        match best {
            Some((likeness, at)) if likeness > 1 => {
                let (place, entry) = left.remove(at);
                places.push(place);
                let faults = of_update(expected, update, entry);
                lines.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
            }
            _ => lines.push(format!("{name}: missing")),
        }
    }
    if !places.is_sorted() {
        lines.push(format!("the order is {places:?}"));
    }
    for (_, entry) in left {
        let text = text(&entry.body);
        lines.push(format!(
            "no such update: {} {:?}",
            label(entry),
            start(&text, 8)
        ));
    }
    lines
}

/// How much an entry has of an expected update: enough where one of text and headline is the same.
fn likeness(update: &Update, entry: &Entry) -> u32 {
    let text = text(&entry.body);
    let headline = entry.headline.as_ref().map(Clean::as_str);
    let same_headline = update.headline.is_some() && headline == update.headline.as_deref();
    let time = entry.published.as_ref().map(|stamp| stamp.at);
    4 * u32::from(text.contains(&update.begins))
        + 4 * u32::from(text.contains(&update.ends))
        + 2 * u32::from(same_headline)
        + u32::from(time == update.time)
}

fn of_update(expected: &Expected, update: &Update, entry: &Entry) -> Vec<String> {
    let mut lines = Vec::new();
    match (&update.time, entry.published.as_ref().map(|stamp| stamp.at)) {
        (Some(time), Some(read)) if *time == read => {}
        (None, None) => {}
        (time, read) => {
            let word = |t: Option<String>| t.unwrap_or_else(|| "none".to_owned());
            let (read, time) = (read.map(|t| t.to_rfc3339()), time.map(|t| t.to_rfc3339()));
            lines.push(format!("time {}, not {}", word(read), word(time)));
        }
    }
    let headline = entry.headline.as_ref().map_or("", Clean::as_str);
    differ(
        &mut lines,
        "headline",
        headline,
        update.headline.as_deref().unwrap_or_default(),
    );
    let authors: Vec<&str> = entry
        .authors
        .iter()
        .map(|author| author.name.as_str())
        .collect();
    if authors != update.authors {
        lines.push(format!("authors {authors:?}, not {:?}", update.authors));
    }
    lines.extend(of_permalink(expected, update, entry.permalink.as_ref()));
    let text = text(&entry.body);
    if !text.starts_with(&update.begins) {
        lines.push(format!(
            "begins {:?}, not {:?}",
            start(&text, 12),
            update.begins
        ));
    }
    if !text.ends_with(&update.ends) {
        lines.push(format!("ends {:?}, not {:?}", end(&text, 12), update.ends));
    }
    let links = entry.body.links();
    if links.len() != update.links {
        let told: Vec<String> = links.iter().map(|link| link.url.short()).collect();
        lines.push(format!(
            "{} links, not {}: {told:?}",
            links.len(),
            update.links
        ));
    }
    let images = entry.body.images();
    if images.len() != update.images {
        let told: Vec<&str> = images
            .iter()
            .filter_map(|i| i.url())
            .map(WebUrl::as_str)
            .collect();
        lines.push(format!(
            "{} pictures, not {}: {told:?}",
            images.len(),
            update.images
        ));
    }
    let whole = format!("{headline} {}", squeezed(&entry.body.text()));
    for words in expected
        .nowhere
        .iter()
        .filter(|words| whole.contains(*words))
    {
        lines.push(format!("holds {words:?}"));
    }
    lines
}

fn of_permalink(expected: &Expected, update: &Update, read: Option<&WebUrl>) -> Option<String> {
    let (read, page) = (read.map(WebUrl::as_str), expected.address.as_str());
    let right = match &update.permalink {
        Some(permalink) => read == Some(permalink.as_str()),
        None => read.is_none_or(|read| read.split('#').next() == Some(page)),
    };
    let wanted = update
        .permalink
        .as_deref()
        .unwrap_or("one on the page, or none");
    (!right).then(|| format!("permalink {}, not {wanted}", read.unwrap_or("none")))
}

fn differ(lines: &mut Vec<String>, what: &str, read: &str, expected: &str) {
    if read != expected {
        lines.push(format!("{what} {read:?}, not {expected:?}"));
    }
}

/// The words of a body without the captions of its pictures, one space between them.
fn text(body: &Body) -> String {
    struct Words(Vec<String>);
    impl Visitor for Words {
        fn inlines(&mut self, runs: &[Inline]) {
            self.0
                .push(runs.iter().map(|run| run.text.as_str()).collect());
        }
        fn embed(&mut self, embed: &Embed) {
            self.0.push(format!("{} {}", embed.author, embed.text));
        }
        fn text(&mut self, text: &Clean) {
            self.0.push(text.as_str().to_owned());
        }
    }
    let mut words = Words(Vec::new());
    body.walk(&mut words);
    squeezed(&words.0.join(" "))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start(text: &str, words: usize) -> String {
    text.split_whitespace()
        .take(words)
        .collect::<Vec<_>>()
        .join(" ")
}

fn end(text: &str, words: usize) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    all[all.len().saturating_sub(words)..].join(" ")
}

fn name(update: &Update) -> &str {
    update.headline.as_deref().unwrap_or(&update.begins)
}

fn label(entry: &Entry) -> String {
    let headline = entry
        .headline
        .as_ref()
        .map_or("without a headline", Clean::as_str);
    let time = entry
        .published
        .as_ref()
        .map_or("no time".to_owned(), |s| s.at.to_rfc3339());
    format!("{headline:?} at {time}")
}
