//! The demo's script: the story as we wrote it, in types.
//!
//! Knows nothing of clocks: the script counts minutes before the start and seconds of play.

use serde::{Deserialize, Serialize};

/// A story and all that happens to its live blog.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    /// The live blog itself.
    pub(super) blog: Blog,
    /// Who signs updates and articles.
    #[serde(rename = "byline")]
    pub(super) bylines: Vec<Byline>,
    /// The updates in the order of their ids.
    #[serde(rename = "update")]
    pub(super) updates: Vec<Update>,
    /// The articles that the updates link to.
    #[serde(rename = "article")]
    pub(super) articles: Vec<Article>,
}

/// What is said of the live blog as a whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Blog {
    /// The newspaper.
    pub(super) publisher: String,
    /// BCP 47 language tag.
    pub(super) language: String,
    /// The newspaper's section.
    pub(super) section: String,
    /// The headline at the start.
    pub(super) headline: String,
    /// The standfirst at the start.
    pub(super) standfirst: String,
    /// Later headlines, earliest first.
    #[serde(default, rename = "change")]
    pub(super) changes: Vec<BlogChange>,
    /// When the live blog is closed, in seconds of play.
    pub(super) ends: f64,
}

/// A new headline and standfirst of the live blog.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlogChange {
    /// When it is made, in seconds of play.
    pub(super) second: f64,
    /// The headline from then on.
    pub(super) headline: String,
    /// The standfirst from then on.
    pub(super) standfirst: String,
}

/// A name that can stand under an update.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Byline {
    /// What the script calls it.
    pub(super) key: String,
    /// What readers see.
    pub(super) name: String,
    /// The schema.org type: a person, or a desk.
    pub(super) kind: BylineKind,
}

/// The schema.org types that an author can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum BylineKind {
    /// One person.
    Person,
    /// A desk.
    Organization,
}

/// One update with its whole life.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Update {
    /// The number in its address.
    pub(super) id: u32,
    /// When it appears on the page.
    pub(super) appears: Moment,
    /// By how many minutes its published time lies before its appearance.
    #[serde(default)]
    pub(super) backdated_minutes: u32,
    /// Its headline, where it has one.
    pub(super) headline: Option<String>,
    /// The keys of its bylines.
    #[serde(rename = "by")]
    pub(super) bylines: Vec<String>,
    /// Whether it is a key event.
    #[serde(default)]
    pub(super) key_event: bool,
    /// Whether it is pinned to the top of the page.
    #[serde(default)]
    pub(super) pinned: bool,
    /// Whether it sums up what is known.
    #[serde(default)]
    pub(super) summary: bool,
    /// Its first body, as HTML.
    pub(super) body: String,
    /// Its later bodies, earliest first.
    #[serde(default, rename = "edit")]
    pub(super) edits: Vec<Edit>,
    /// When the newsroom removes it, in seconds of play.
    pub(super) retracted: Option<f64>,
}

/// When an update appears.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Moment {
    /// So many minutes before the start: it is on the first page.
    MinutesBefore(u32),
    /// At a second of play.
    Second(f64),
}

/// A change of an update's body.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    /// When it is made, in seconds of play.
    pub(super) second: f64,
    /// The body from then on, as HTML.
    pub(super) body: String,
}

/// An ordinary article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    /// The last part of its address.
    pub(super) name: String,
    /// Its headline.
    pub(super) headline: String,
    /// The keys of its bylines.
    #[serde(rename = "by")]
    pub(super) bylines: Vec<String>,
    /// Its body, as HTML.
    pub(super) body: String,
}

impl Script {
    /// Parses the script that is built into the program.
    ///
    /// # Errors
    /// Names the line that is no valid script; a test sees to it that there is none.
    pub(super) fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../assets/demo/story.toml"))
    }

    /// Returns the seconds of play at which something happens, in no order.
    pub(super) fn moments(&self) -> impl Iterator<Item = f64> {
        let updates = self.updates.iter().flat_map(|update| {
            let appears = match update.appears {
                Moment::Second(at) => Some(at),
                Moment::MinutesBefore(_) => None,
            };
            let edits = update.edits.iter().map(|edit| edit.second);
            appears.into_iter().chain(edits).chain(update.retracted)
        });
        let renamings = self.blog.changes.iter().map(|change| change.second);
        updates.chain(renamings).chain([self.blog.ends])
    }

    /// Returns the bylines with these keys, in the order of the keys.
    pub(super) fn signed<'a>(&'a self, keys: &'a [String]) -> impl Iterator<Item = &'a Byline> {
        keys.iter()
            .filter_map(|key| self.bylines.iter().find(|byline| byline.key == *key))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use url::Url;

    use super::*;
    use crate::run::demo::{
        html::{Piece, pieces},
        server::picture,
    };

    /// The longest wait for something new, in seconds of play.
    const LONGEST_WAIT: f64 = 6.0;

    fn script() -> Script {
        Script::embedded().unwrap()
    }

    fn bodies(script: &Script) -> Vec<&str> {
        let updates = script.updates.iter().flat_map(|u| {
            let edits = u.edits.iter().map(|e| e.body.as_str());
            std::iter::once(u.body.as_str()).chain(edits)
        });
        let articles = script.articles.iter().map(|a| a.body.as_str());
        updates.chain(articles).collect()
    }

    /// Counts the updates whose first body opens this tag, class included.
    fn with(script: &Script, tag: &str) -> usize {
        let updates = script.updates.iter();
        updates.filter(|u| u.body.contains(tag)).count()
    }

    #[test]
    fn the_story_shows_every_feature_of_a_live_blog() {
        let script = script();
        let count = |has: fn(&Update) -> bool| script.updates.iter().filter(|u| has(u)).count();
        assert!(script.updates.len() >= 48);
        assert!(count(|u| matches!(u.appears, Moment::MinutesBefore(_))) >= 14);
        assert!(count(|u| u.headline.is_none()) >= 6);
        assert!(count(|u| u.key_event) >= 6);
        assert_eq!(count(|u| u.pinned), 1);
        assert!(count(|u| u.summary) >= 2);
        assert!(count(|u| u.bylines.len() > 1) >= 1);
        assert!(count(|u| !u.edits.is_empty()) >= 4);
        assert_eq!(count(|u| u.retracted.is_some()), 1);
        assert_eq!(count(|u| u.backdated_minutes == 10), 1);
        assert!(count(|u| u.body.matches("<p>").count() == 1) >= 6);
        assert!(count(|u| u.body.matches("<p>").count() >= 6) >= 1);
        assert!(count(|u| u.body.matches("<a ").count() >= 2) >= 4);
        assert_eq!(script.blog.changes.len(), 1);
        for (tag, least) in [
            ("<strong>", 10),
            ("<em>", 10),
            ("<ul>", 6),
            ("<ol>", 2),
            ("<blockquote>", 6),
            ("<cite>", 5),
            ("<table>", 1),
            ("<pre>", 1),
            ("<h3>", 1),
            ("class=\"mastodon-embed\"", 2),
            ("<iframe ", 1),
            ("<audio ", 1),
            ("class=\"poll\"", 1),
            ("class=\"score\"", 1),
            ("<img ", 6),
            ("class=\"credit\"", 6),
            ("lang=\"el\"", 2),
            ("尾道", 1),
            ("⛴️", 1),
        ] {
            assert!(with(&script, tag) >= least, "too few updates with {tag}");
        }
        assert!(script.updates.iter().any(|u| {
            let nested = u
                .body
                .split("<li>")
                .any(|item| item.contains("<ul>") && !item.contains("</li>"));
            nested && u.body.contains("</ul></li>")
        }));
    }

    #[test]
    fn something_happens_every_few_seconds_until_the_end() {
        let script = script();
        let mut moments: Vec<f64> = script.moments().collect();
        moments.sort_by(f64::total_cmp);
        assert_eq!(moments.last(), Some(&script.blog.ends));
        moments.insert(0, 0.0);
        for pair in moments.windows(2) {
            let wait = pair[1] - pair[0];
            assert!(
                wait > 0.0 && wait <= LONGEST_WAIT,
                "{wait} s before {}",
                pair[1]
            );
        }
        let waits = f64::from(u32::try_from(moments.len() - 1).unwrap());
        let mean = script.blog.ends / waits;
        assert!((3.0..=4.5).contains(&mean), "{mean} s on average");
    }

    #[test]
    fn what_happens_to_an_update_happens_after_it_appeared_and_in_order() {
        for update in script().updates {
            let mut last = match update.appears {
                Moment::MinutesBefore(minutes) => {
                    assert!((1..=120).contains(&minutes));
                    0.0
                }
                Moment::Second(at) => at,
            };
            let edits = update.edits.iter().map(|e| e.second);
            for second in edits.chain(update.retracted) {
                assert!(second > last, "update {} at {second} s", update.id);
                last = second;
            }
        }
    }

    #[test]
    fn updates_are_numbered_in_order_and_signed_with_known_names() {
        let script = script();
        let known: HashSet<&str> = script.bylines.iter().map(|b| b.key.as_str()).collect();
        assert!(known.len() >= 3);
        for (number, update) in (1..).zip(&script.updates) {
            assert_eq!(update.id, number);
        }
        let updates = script.updates.iter().map(|u| &u.bylines);
        for keys in updates.chain(script.articles.iter().map(|a| &a.bylines)) {
            assert!(!keys.is_empty());
            assert!(
                keys.iter().all(|key| known.contains(key.as_str())),
                "{keys:?}"
            );
        }
    }

    #[test]
    fn bodies_are_well_formed() {
        let script = script();
        for body in bodies(&script) {
            let mut open = Vec::new();
            for piece in pieces(body) {
                match piece {
                    Piece::Open("img" | "br", _) => {}
                    Piece::Open(name, _) => open.push(name),
                    Piece::Close(name) => assert_eq!(open.pop(), Some(name), "in {body}"),
                    Piece::Text(words) => {
                        let loose = words.split('&').skip(1).any(|w| !w.starts_with("amp;"));
                        assert!(!loose && !words.contains('>'), "{words}");
                    }
                }
            }
            assert!(open.is_empty(), "{open:?} left open in {body}");
        }
    }

    #[test]
    fn every_address_leads_to_an_invented_host_or_to_a_page_that_is_served() {
        let script = script();
        let mut seen = 0;
        for body in bodies(&script) {
            for attribute in ["href=\"", "src=\"", "data-embed-url=\""] {
                for rest in body.split(attribute).skip(1) {
                    let address = rest.split('"').next().unwrap();
                    seen += 1;
                    if let Some(name) = address.strip_prefix("/a/") {
                        assert!(script.articles.iter().any(|a| a.name == name), "{address}");
                    } else if let Some(name) = address.strip_prefix("/img/") {
                        assert!(picture(name).is_some(), "{address}");
                    } else {
                        let url = Url::parse(address).unwrap();
                        assert_eq!(url.scheme(), "https");
                        assert!(url.host_str().unwrap().ends_with(".example"), "{address}");
                    }
                }
            }
        }
        assert!(seen >= 30);
    }

    #[test]
    fn pictures_say_what_they_show_and_whose_they_are() {
        let script = script();
        for figure in bodies(&script)
            .iter()
            .flat_map(|b| b.split("<figure ").skip(1))
        {
            let figure = figure.split("</figure>").next().unwrap();
            let said = figure.contains(" alt=\"") || figure.contains(" title=\"");
            let signed = figure.contains("<figcaption>") && figure.contains("class=\"credit\"");
            assert!(said && signed, "{figure}");
        }
    }
}
