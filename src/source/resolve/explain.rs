//! Who claimed what and which claim holds: what `newswire check --explain` tells.

use super::table::Field;
use crate::{
    model::{Author, Body, Clean, EntryId, Marks, Snapshot, Stamp, Witness},
    source::claim::{Rule, Statement},
};

/// The most bytes of a value that is told.
const VALUE: usize = 160;

/// What was claimed of a blog and of its updates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What was said of the blog as a whole.
    pub blog: Vec<Statement>,
    /// What was said of each update, in the order of the snapshot.
    pub updates: Vec<(EntryId, Vec<Statement>)>,
}

impl Explanation {
    /// Says that everything of a source is what one reader says.
    pub(in crate::source) fn alone(snapshot: &Snapshot, by: Witness) -> Self {
        let rule = Rule::of(by, "all of it");
        let blog = &snapshot.blog;
        let of_blog = [
            ("publisher", blog.publisher.as_str()),
            ("headline", blog.headline.as_str()),
            ("standfirst", blog.standfirst.as_str()),
            ("language", blog.language.as_str()),
        ];
        let of_blog = of_blog.into_iter().filter(|(_, value)| !value.is_empty());
        let of_blog = of_blog.map(|(field, value)| Statement::of_blog(field, rule, value, None));
        let updates = snapshot.entries.iter().map(|entry| {
            let fields = [
                (Field::Label, entry.label.as_ref().map(ToString::to_string)),
                (Field::Body, Some(entry.body.told())),
                (
                    Field::Headline,
                    entry.headline.as_ref().map(ToString::to_string),
                ),
                (
                    Field::Published,
                    entry.published.as_ref().map(Explained::told),
                ),
                (
                    Field::Modified,
                    entry.modified.as_ref().map(Explained::told),
                ),
                (Field::Authors, Some(entry.authors.told())),
                (
                    Field::Permalink,
                    entry.permalink.as_ref().map(Explained::told),
                ),
                (Field::Marks, Some(entry.marks.told())),
            ];
            let said = fields.into_iter().filter_map(|(field, value)| {
                let value = value.filter(|value| !value.is_empty())?;
                Some(Statement::new(field, rule, &value, None))
            });
            (entry.id.clone(), said.collect())
        });
        Self {
            blog: of_blog.collect(),
            updates: updates.collect(),
        }
    }
}

impl Statement {
    /// Notes a claim of a field of an update.
    pub(in crate::source) fn new(
        field: Field,
        rule: Rule,
        value: &str,
        against: Option<&'static str>,
    ) -> Self {
        Self::of_blog(field.name(), rule, value, against)
    }

    /// Notes a claim of a field of the blog.
    pub(in crate::source) fn of_blog(
        field: &'static str,
        rule: Rule,
        value: &str,
        against: Option<&'static str>,
    ) -> Self {
        Self {
            field,
            rule: rule.to_string(),
            value: Clean::line_capped(value, VALUE),
            against,
        }
    }
}

/// How a value is told in a line.
pub(in crate::source) trait Explained {
    fn told(&self) -> String;
}

impl Explained for String {
    fn told(&self) -> String {
        self.clone()
    }
}

impl Explained for crate::model::WebUrl {
    fn told(&self) -> String {
        self.to_string()
    }
}

impl Explained for Body {
    fn told(&self) -> String {
        let text = self.text();
        let start: String = text.chars().take(60).collect();
        format!("{} characters: {start}", text.chars().count())
    }
}

impl Explained for Stamp {
    fn told(&self) -> String {
        use crate::model::Precision;
        let at = match self.precision {
            Precision::Second => self.at.format("%Y-%m-%d %H:%M:%S %:z"),
            Precision::Minute => self.at.format("%Y-%m-%d %H:%M %:z"),
            Precision::Day => self.at.format("%Y-%m-%d"),
        };
        let raw = match self.raw.as_str() {
            "" => String::new(),
            raw => format!(" (\u{201c}{raw}\u{201d})"),
        };
        let guessed = if self.guessed { ", guessed" } else { "" };
        format!("{at}{raw}{guessed}")
    }
}

impl Explained for Vec<Author> {
    fn told(&self) -> String {
        let names: Vec<&str> = self.iter().map(|author| author.name.as_str()).collect();
        names.join(", ")
    }
}

impl Explained for Marks {
    fn told(&self) -> String {
        let marks = [
            (self.key_event, "key event"),
            (self.pinned, "pinned"),
            (self.summary, "summary"),
            (self.breaking, "breaking news"),
        ];
        let named = marks.iter().filter(|(is, _)| *is);
        let named: Vec<&str> = named.map(|(_, name)| *name).collect();
        named.join(", ")
    }
}
