//! The `[alerts]` section: what the reader is alerted to, when, and how they are told.

use toml::{Spanned, Table, Value, de::DeValue};

use super::programs::{self, Wrong};
use crate::{
    app::alert::{Quiet, When},
    model::{
        Clean, WebUrl,
        alert::{On, Rule, Scope, Wish},
    },
    suggestion::{self, Complaint},
};

/// The settings of the section, and those of a rule.
const KEYS: [&str; 5] = ["to", "when", "quiet", "command", "rules"];
const RULE_KEYS: [&str; 6] = ["on", "words", "regex", "author", "blog", "tag"];
/// Most rules.
const MOST: usize = 200;

/// How the reader is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AlertChannel {
    /// As terminal and desktop are known to work.
    #[default]
    Auto,
    /// By the desktop's service.
    Desktop,
    /// By a sequence that some terminals show as a notification.
    Osc99,
    /// The same.
    Osc777,
    /// The same.
    Osc9,
    /// By the terminal's bell.
    Bell,
    /// Not at all.
    Off,
}

impl AlertChannel {
    const ALL: [Self; 7] = [
        Self::Auto,
        Self::Desktop,
        Self::Osc99,
        Self::Osc777,
        Self::Osc9,
        Self::Bell,
        Self::Off,
    ];

    /// Returns its name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Desktop => "desktop",
            Self::Osc99 => "osc99",
            Self::Osc777 => "osc777",
            Self::Osc9 => "osc9",
            Self::Bell => "bell",
            Self::Off => "off",
        }
    }
}

/// What counts for alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alerts {
    /// How the reader is told.
    pub to: AlertChannel,
    /// When they are.
    pub when: When,
    /// When they are not.
    pub quiet: Option<Quiet>,
    /// The words of a command that is given every update.
    pub command: Option<Vec<String>>,
    /// What they are told of.
    pub rules: Vec<Rule>,
}

impl Alerts {
    /// Reads the section.
    ///
    /// # Errors
    /// Names what is wrong, each with its place.
    pub(super) fn read(value: &DeValue) -> Result<Self, Wrong> {
        let Some(table) = value.as_table() else {
            return Err(vec![(None, "alerts must be a section".into())]);
        };
        let mut alerts = Self::default();
        let mut wrong = Vec::new();
        for (key, value) in table {
            let (at, name): (_, &str) = (Some(key.span().start), key.get_ref());
            if name == "rules" {
                wrong.extend(alerts.take_rules(value));
            } else if let Err(what) = alerts.set(name, value.get_ref()) {
                wrong.push((at, what));
            }
        }
        if wrong.is_empty() {
            Ok(alerts)
        } else {
            Err(wrong)
        }
    }

    fn set(&mut self, name: &str, value: &DeValue) -> Result<(), Complaint> {
        let text = value.as_str();
        match name {
            "to" => {
                self.to = one_of(name, text, &AlertChannel::ALL, AlertChannel::name)?;
            }
            "when" => {
                self.when = one_of(name, text, &When::ALL, When::name)?;
            }
            "quiet" => {
                let hours = text.unwrap_or_default().parse::<Quiet>();
                self.quiet =
                    Some(hours.map_err(|error| format!("quiet is not understood: {error}"))?);
            }
            "command" => self.command = Some(programs::command(name, value)?),
            unknown => return Err(suggestion::unknown("setting", unknown, KEYS)),
        }
        Ok(())
    }

    fn take_rules(&mut self, value: &Spanned<DeValue>) -> Wrong {
        let at = Some(value.span().start);
        let Some(rules) = value.get_ref().as_array() else {
            let what =
                "rules must be a list, as in [{ words = \"bridge\" }, { on = \"key-event\" }]";
            return vec![(at, what.into())];
        };
        if rules.len() > MOST {
            return vec![(at, format!("there are more than {MOST} rules").into())];
        }
        let mut wrong = Vec::new();
        for value in rules {
            match rule(value) {
                Ok(rule) => self.rules.push(rule),
                Err(of_rule) => wrong.extend(of_rule),
            }
        }
        wrong
    }

    /// Writes the settings so that they are read as the same.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new();
        table.insert("to".to_owned(), self.to.name().into());
        table.insert("when".to_owned(), self.when.name().into());
        if let Some(quiet) = self.quiet {
            table.insert("quiet".to_owned(), quiet.to_string().into());
        }
        if let Some(command) = &self.command {
            table.insert("command".to_owned(), command.clone().into());
        }
        if !self.rules.is_empty() {
            let rules = self.rules.iter().map(written).collect();
            table.insert("rules".to_owned(), Value::Array(rules));
        }
        table
    }
}

fn one_of<T: Copy>(
    setting: &str,
    text: Option<&str>,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, String> {
    let found = all.iter().copied().find(|one| text == Some(name(*one)));
    found.ok_or_else(|| {
        let names: Vec<String> = all
            .iter()
            .map(|one| format!("\"{}\"", name(*one)))
            .collect();
        let (last, first) = names
            .split_last()
            .map_or(("", &[][..]), |(l, f)| (l.as_str(), f));
        format!("{setting} must be {} or {last}", first.join(", "))
    })
}

/// Reads a rule.
fn rule(value: &Spanned<DeValue>) -> Result<Rule, Wrong> {
    let start = Some(value.span().start);
    let Some(table) = value.get_ref().as_table() else {
        let what = "a rule must be in braces, as in { words = \"bridge\" }";
        return Err(vec![(start, what.into())]);
    };
    let (mut wish, mut scope) = (Wish::default(), Scope::default());
    let mut wrong = Vec::new();
    for (key, value) in table {
        let (at, name): (_, &str) = (Some(key.span().start), key.get_ref());
        if let Err(what) = set(&mut wish, &mut scope, name, value.get_ref()) {
            wrong.push((at, what));
        }
    }
    let says = |name| table.contains_key(name);
    if says("blog") && says("tag") {
        let what = "a rule is for a blog or for a tag, not for both";
        wrong.push((start, what.into()));
    }
    if !["on", "words", "regex", "author"].into_iter().any(says) {
        let what = "a rule says what it alerts of: on, words, regex or author";
        wrong.push((start, what.into()));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Rule::new(wish, scope).map_err(|error| vec![(start, error.to_string().into())])
}

fn set(wish: &mut Wish, scope: &mut Scope, name: &str, value: &DeValue) -> Result<(), Complaint> {
    let text = || {
        let text = value.as_str().filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| format!("{name} must be text in quotes"))
    };
    match name {
        "on" => wish.on = one_of(name, value.as_str(), &On::ALL, On::name)?,
        "words" => {
            wish.words = words(value).ok_or("words must be text in quotes, or a list of such")?;
        }
        "regex" => wish.regex = Some(text()?.to_owned()),
        "author" => wish.author = Some(Clean::line(text()?)),
        "blog" => {
            let page = WebUrl::parse(text()?);
            *scope =
                Scope::Blog(page.map_err(|_| "blog must be the address of a live blog's page")?);
        }
        "tag" => *scope = Scope::Tag(Clean::line(text()?)),
        unknown => return Err(suggestion::unknown("setting", unknown, RULE_KEYS)),
    }
    Ok(())
}

fn words(value: &DeValue) -> Option<Vec<Clean>> {
    if let Some(text) = value.as_str() {
        return Some(vec![Clean::line(text)]);
    }
    let array = value.as_array()?;
    let words = array
        .iter()
        .map(|word| word.get_ref().as_str().map(Clean::line));
    words.collect()
}

/// Writes a rule.
fn written(rule: &Rule) -> Value {
    let mut table = Table::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            table.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Clean| Value::from(text.as_str());
    let wish = rule.wish();
    set("on", Some(wish.on.name().into()));
    let words: Vec<Value> = wish.words.iter().map(text).collect();
    set("words", (!words.is_empty()).then_some(Value::Array(words)));
    set("regex", wish.regex.as_deref().map(Value::from));
    set("author", wish.author.as_ref().map(text));
    match rule.scope() {
        Scope::All => {}
        Scope::Blog(page) => set("blog", Some(page.as_str().into())),
        Scope::Tag(tag) => set("tag", Some(text(tag))),
    }
    Value::Table(table)
}
