//! What the terminal answers when it is asked for its background (xterm's OSC 11), and when the reader answers one of its
//! notifications (kitty's OSC 99).
//!
//! Answers come where keys come from, at any time or never, and the library that reads keys takes them for some: Alt-],
//! `1`, `1`, `;`, `r`, … Here those are put together again. What turns out to be no answer is given back as the keys that
//! it was, so that none is lost; nobody waits.

use crate::app::{
    Msg,
    keys::{Code, Key},
};

/// The question; ends as the answer does.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// What the answer begins with, after Alt-].
const HEAD: &str = "11;rgb:";
/// The same from terminals that tell how opaque they are.
const HEAD_WITH_ALPHA: &str = "11;rgba:";
/// What a report on a notification begins with, before its number and what was pressed in it.
const REPORT: &str = "99;i=newswire-";
/// Most digits of such numbers.
const DIGITS: usize = 10;

/// Whether letters stand on a dark or on a light ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// Takes the answer out of what comes in.
#[derive(Debug, Default)]
pub struct Answer {
    awaited: bool,
    /// Whether notifications may be reported on.
    reports: bool,
    /// How many seconds it was not heard of.
    silent: u8,
    /// The keys that may be the answer's beginning.
    held: Vec<Key>,
}

impl Answer {
    /// Begins to look for an answer.
    pub fn expect(&mut self) {
        self.awaited = true;
    }

    /// Begins to look for reports on notifications, which may come as long as those are shown.
    pub fn expect_reports(&mut self) {
        self.reports = true;
    }

    /// Tells whether an answer is looked for.
    pub fn is_awaited(&self) -> bool {
        self.awaited
    }

    /// Tells whether it may come at any moment: after some seconds of silence nobody need wait for it.
    pub fn is_due(&self) -> bool {
        const SECONDS: u8 = 3;
        self.awaited && self.silent < SECONDS
    }

    /// Returns what is not the answer, in its order, and what the answer says once it is whole.
    pub fn filter(&mut self, msg: Msg) -> (Vec<Msg>, Option<Background>) {
        match msg {
            Msg::Key(key) if self.awaited || self.reports => self.key(key),
            // An answer comes all at once: what did not go on for so long is none.
            Msg::Tick(_) => {
                self.silent = self.silent.saturating_add(1);
                let mut passed = self.give_back();
                passed.push(msg);
                (passed, None)
            }
            msg => (vec![msg], None),
        }
    }

    fn key(&mut self, key: Key) -> (Vec<Msg>, Option<Background>) {
        if self.held.is_empty() {
            if is(key, ']', Modifier::Alt) {
                self.held.push(key);
                return (Vec::new(), None);
            }
            return (vec![Msg::Key(key)], None);
        }
        let text: String = self.held.iter().skip(1).filter_map(character).collect();
        if is(key, '\\', Modifier::Alt) || is(key, 'g', Modifier::Ctrl) {
            if let Some(background) = read(&text).filter(|_| self.awaited) {
                *self = Self {
                    reports: self.reports,
                    ..Self::default()
                };
                return (Vec::new(), Some(background));
            }
            if let Some(number) = report(&text).filter(|_| self.reports) {
                self.held.clear();
                return (vec![Msg::Answered(number)], None);
            }
        }
        let longer = is_plain(key)
            .then(|| character(&key))
            .flatten()
            .map(|c| format!("{text}{c}"));
        self.held.push(key);
        if longer.is_some_and(|longer| self.may_become_one(&longer)) {
            return (Vec::new(), None);
        }
        (self.give_back(), None)
    }

    fn may_become_one(&self, text: &str) -> bool {
        (self.awaited && may_become_background(text)) || (self.reports && may_become_report(text))
    }

    fn give_back(&mut self) -> Vec<Msg> {
        self.held.drain(..).map(Msg::Key).collect()
    }
}

#[derive(Clone, Copy)]
enum Modifier {
    Alt,
    Ctrl,
}

fn is(key: Key, c: char, modifier: Modifier) -> bool {
    let held = match modifier {
        Modifier::Alt => key.alt && !key.ctrl,
        Modifier::Ctrl => key.ctrl && !key.alt,
    };
    held && key.code == Code::Char(c)
}

fn is_plain(key: Key) -> bool {
    !key.alt && !key.ctrl
}

fn character(key: &Key) -> Option<char> {
    match key.code {
        Code::Char(c) => Some(c),
        _ => None,
    }
}

/// Tells whether a report on a notification begins like this.
fn may_become_report(text: &str) -> bool {
    if text.len() <= REPORT.len() {
        return REPORT.starts_with(text);
    }
    let is_number = |part: &str| part.len() <= DIGITS && part.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix(REPORT)
        .is_some_and(|rest| rest.split(';').count() <= 2 && rest.split(';').all(is_number))
}

/// Reads a whole report: the number of a notification, and which of its buttons, where it has some.
fn report(text: &str) -> Option<u64> {
    let (number, _) = text.strip_prefix(REPORT)?.split_once(';')?;
    number.parse().ok()
}

/// Tells whether an answer on the background begins like this.
fn may_become_background(text: &str) -> bool {
    let of = |head: &str, parts: usize| {
        if text.len() <= head.len() {
            return head.starts_with(text);
        }
        let Some(rest) = text.strip_prefix(head) else {
            return false;
        };
        let is_part = |part: &str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_hexdigit());
        rest.split('/').count() <= parts && rest.split('/').all(is_part)
    };
    of(HEAD, 3) || of(HEAD_WITH_ALPHA, 4)
}

/// Reads a whole answer: red, green and blue of one to four digits each.
fn read(text: &str) -> Option<Background> {
    let parts = text
        .strip_prefix(HEAD)
        .or_else(|| text.strip_prefix(HEAD_WITH_ALPHA))?;
    let part = |part: &str| {
        let digits = u32::try_from(part.len())
            .ok()
            .filter(|n| (1..=4).contains(n))?;
        let value = u32::from_str_radix(part, 16).ok()?;
        Some(value * 1000 / (16_u32.pow(digits) - 1))
    };
    let parts: Option<Vec<u32>> = parts.split('/').map(part).collect();
    let &[red, green, blue, ..] = parts?.as_slice() else {
        return None;
    };
    // How bright people see the three (ITU-R BT.709), in thousandths.
    let brightness = (red * 213 + green * 715 + blue * 72) / 1000;
    Some(if brightness < 500 {
        Background::Dark
    } else {
        Background::Light
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(names: &[&str]) -> Vec<Key> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    /// The keys that an answer is taken for.
    fn answer(text: &str, end: &str) -> Vec<Key> {
        let letters = text.chars().map(|c| Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
        });
        let begin = keys(&["Alt-]"]).into_iter();
        begin.chain(letters).chain(keys(&[end])).collect()
    }

    fn filtered(typed: &[Key]) -> (Vec<Key>, Vec<Background>) {
        let mut filter = Answer::default();
        filter.expect();
        let (mut passed, mut found) = (Vec::new(), Vec::new());
        let tick = Msg::Tick(chrono::DateTime::UNIX_EPOCH);
        for msg in typed.iter().map(|key| Msg::Key(*key)).chain([tick]) {
            let (msgs, background) = filter.filter(msg);
            passed.extend(msgs.into_iter().filter_map(|msg| match msg {
                Msg::Key(key) => Some(key),
                _ => None,
            }));
            found.extend(background);
        }
        (passed, found)
    }

    #[test]
    fn answers_are_read_in_all_their_forms() {
        use Background::{Dark, Light};
        for (text, end, background) in [
            ("11;rgb:0000/0000/0000", "Alt-\\", Dark),
            ("11;rgb:ffff/FFFF/ffff", "Ctrl-g", Light),
            ("11;rgb:1e/1e/2e", "Alt-\\", Dark),
            ("11;rgb:f/f/e", "Alt-\\", Light),
            ("11;rgba:fdfd/f6f6/e3e3/ffff", "Alt-\\", Light),
        ] {
            let typed = [keys(&["j"]), answer(text, end), keys(&["k"])].concat();
            let (passed, found) = filtered(&typed);
            assert_eq!(passed, keys(&["j", "k"]), "{text}");
            assert_eq!(found, [background], "{text}");
        }
    }

    #[test]
    fn a_report_on_a_notification_is_read_once_one_was_shown() {
        let report = answer("99;i=newswire-12;", "Alt-\\");
        let mut filter = Answer::default();
        let passed = |filter: &mut Answer, typed: &[Key]| {
            let msgs = typed.iter().flat_map(|key| filter.filter(Msg::Key(*key)).0);
            msgs.collect::<Vec<Msg>>()
        };
        assert_eq!(passed(&mut filter, &report).len(), report.len());
        filter.expect_reports();
        filter.expect();
        let both = [report.clone(), answer("11;rgb:0/0/0", "Alt-\\"), report].concat();
        let msgs = passed(&mut filter, &both);
        assert!(
            matches!(msgs[..], [Msg::Answered(12), Msg::Answered(12)]),
            "{msgs:?}"
        );
        let other = answer("99;i=other-1;", "Alt-\\");
        assert_eq!(passed(&mut filter, &other).len(), other.len());
    }

    #[test]
    fn nothing_is_held_back_where_no_answer_is_awaited() {
        let mut filter = Answer::default();
        for key in answer("11;rgb:0/0/0", "Alt-\\") {
            let (passed, background) = filter.filter(Msg::Key(key));
            assert_eq!((passed.len(), background), (1, None));
        }
    }

    proptest! {
        #[test]
        fn keys_that_are_no_answer_come_through_as_they_were(
            typed in prop::collection::vec(
                prop::sample::select(vec!["Alt-]", "1", ";", "r", "g", "b", ":", "a", "f", "/", "Alt-\\", "Ctrl-g", "j", "Up"]),
                0..24,
            ),
        ) {
            let typed = keys(&typed);
            let (passed, found) = filtered(&typed);
            if found.is_empty() {
                prop_assert_eq!(passed, typed);
            }
        }
    }
}
