//! One rule: what it is about, which updates it wants, and of which live blogs.

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use super::{Cause, Text, words::Words};
use crate::model::{Clean, Entry, WebUrl, fold};

/// Most characters of words, a name or a pattern.
const LONGEST: usize = 500;
/// Most words or phrases of a rule.
const MOST: usize = 100;
/// Most bytes that a pattern may grow to when it is made ready.
const PATTERN_SIZE: usize = 256 * 1024;

/// What a rule is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum On {
    /// An update that arrives.
    #[default]
    New,
    /// An update that is marked as a key event.
    KeyEvent,
    /// An update that is marked as breaking news.
    Breaking,
    /// An edit that changes what happened.
    Edit,
    /// The retraction of what the reader had read.
    Retraction,
    /// All of these.
    Any,
}

impl On {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::New,
        Self::KeyEvent,
        Self::Breaking,
        Self::Edit,
        Self::Retraction,
        Self::Any,
    ];

    /// Returns its name in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::KeyEvent => "key-event",
            Self::Breaking => "breaking",
            Self::Edit => "edit",
            Self::Retraction => "retraction",
            Self::Any => "any",
        }
    }

    /// Returns the words for what it stands for.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new updates",
            Self::KeyEvent => "key events",
            Self::Breaking => "breaking news",
            Self::Edit => "edits of figures, names or a “not”",
            Self::Retraction => "retractions of what you have read",
            Self::Any => "new updates, such edits, such retractions",
        }
    }

    /// Tells whether something is what it stands for.
    pub(super) fn wants(self, cause: Cause) -> bool {
        match self {
            Self::New => cause == Cause::New,
            Self::KeyEvent => cause == Cause::KeyEvent,
            Self::Breaking => cause == Cause::Breaking,
            Self::Edit => cause == Cause::Edited,
            Self::Retraction => cause == Cause::Retracted,
            Self::Any => true,
        }
    }
}

/// What the reader wants to be alerted to, as it is written down: all that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// What it is about.
    pub on: On,
    /// Words or phrases, one of which is in the update.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Clean>,
    /// A regular expression that the update matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// Words of the name of one of its authors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Clean>,
}

impl Wish {
    /// Says it in words: `new updates with “bridge” or “ferry” by Kim Roe`.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut words = self.on.words().to_owned();
        if !self.words.is_empty() {
            let quoted = self.words.iter().map(|words| format!("“{words}”"));
            words.push_str(" with ");
            words.push_str(&quoted.collect::<Vec<_>>().join(" or "));
        }
        if let Some(regex) = &self.regex {
            words.extend([" that match ", Clean::line(regex).as_str()]);
        }
        if let Some(author) = &self.author {
            words.extend([" by ", author.as_str()]);
        }
        words
    }
}

/// Which live blogs a rule is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// The one with this page.
    Blog(WebUrl),
    /// Those that the reader gave this tag.
    Tag(Clean),
}

/// A rule that is ready to be asked.
#[derive(Debug, Clone)]
pub struct Rule {
    wish: Wish,
    scope: Scope,
    words: Vec<Words>,
    pattern: Option<Regex>,
    author: Option<Words>,
}

/// The same wish for the same live blogs is the same rule.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        (&self.wish, &self.scope) == (&other.wish, &other.scope)
    }
}

impl Eq for Rule {}

/// Why a wish makes no rule; without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Words without a letter or a digit.
    #[error("words must hold a letter or a digit")]
    NoWords,
    /// Too much of it.
    #[error("that is longer than {LONGEST} characters")]
    TooLong,
    /// Too many words.
    #[error("a rule has at most {MOST} words or phrases")]
    TooMany,
    /// A pattern that cannot be used.
    #[error("the regular expression cannot be used: {0}")]
    Pattern(String),
}

impl Rule {
    /// Makes a rule.
    ///
    /// # Errors
    /// Says what is wrong with the wish.
    pub fn new(wish: Wish, scope: Scope) -> Result<Self, RuleError> {
        if wish.words.len() > MOST {
            return Err(RuleError::TooMany);
        }
        let all = wish.words.iter().map(|typed| words(typed.as_str()));
        let all = all.collect::<Result<_, _>>()?;
        let author = wish.author.as_ref().map(|name| words(name.as_str()));
        let pattern = wish.regex.as_deref().map(pattern).transpose()?;
        Ok(Self {
            words: all,
            author: author.transpose()?,
            pattern,
            wish,
            scope,
        })
    }

    /// Makes the rule of a wish for one live blog, whose rules are asked for it alone where it has no address; `None`
    /// where the wish makes none.
    #[must_use]
    pub fn of_blog(wish: Wish, page: Option<&WebUrl>) -> Option<Self> {
        let scope = page.map_or(Scope::All, |page| Scope::Blog(page.clone()));
        Self::new(wish, scope).ok()
    }

    /// Returns what it was made of.
    #[must_use]
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// Returns which live blogs it is for.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Returns what it is about.
    #[must_use]
    pub fn on(&self) -> On {
        self.wish.on
    }

    /// Tells whether it is for a live blog.
    pub(super) fn covers(&self, address: Option<&WebUrl>, tags: &[Clean]) -> bool {
        match &self.scope {
            Scope::All => true,
            Scope::Blog(page) => {
                address.is_some_and(|url| url.without_fragment() == page.without_fragment())
            }
            Scope::Tag(tag) => {
                let tag = fold::fold(tag.as_str());
                tags.iter().any(|own| fold::fold(own.as_str()) == tag)
            }
        }
    }

    /// Tells whether an update has the words, the form and the author.
    pub(super) fn admits(&self, entry: &Entry, text: &Text) -> bool {
        let by = |author: &Words| {
            let mut names = entry.authors.iter().map(|a| fold::fold(a.name.as_str()));
            names.any(|name| author.are_in(&name))
        };
        (self.words.is_empty() || self.words.iter().any(|words| words.are_in(&text.folded)))
            && self
                .pattern
                .as_ref()
                .is_none_or(|pattern| pattern.is_match(&text.plain))
            && self.author.as_ref().is_none_or(by)
    }
}

fn words(typed: &str) -> Result<Words, RuleError> {
    if typed.chars().count() > LONGEST {
        return Err(RuleError::TooLong);
    }
    Words::new(typed).ok_or(RuleError::NoWords)
}

/// Makes a pattern ready. The crate matches in linear time; what it grows to is bounded.
fn pattern(typed: &str) -> Result<Regex, RuleError> {
    if typed.chars().count() > LONGEST {
        return Err(RuleError::TooLong);
    }
    let made = RegexBuilder::new(typed).size_limit(PATTERN_SIZE).build();
    made.map_err(|error| {
        let why = match error {
            regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
            // The message draws the place below the pattern; its last line says what is wrong.
            other => {
                let told = other.to_string();
                let last = told.lines().last().unwrap_or_default();
                last.trim().trim_start_matches("error: ").to_owned()
            }
        };
        RuleError::Pattern(why)
    })
}
