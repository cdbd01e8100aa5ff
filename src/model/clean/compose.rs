//! Puts characters together again so that each mark, selector and joiner has the neighbours it
//! needs.
//!
//! Every decision looks only at characters that are themselves kept, so that composing what was
//! composed changes nothing.

use super::chars::{
    BLACK_FLAG, CANCEL_TAG, Class, EMOJI_SELECTOR, KEYCAP, ZWJ, are_flag, class,
    continues_syllable, is_keycap_base, is_pictograph, is_prepended, is_skin_tone, joins,
};
use super::escape::Plain;

/// The most combining marks on one base; Hebrew with cantillation and stacked Vietnamese need
/// fewer.
const MARKS: u8 = 4;

/// The columns between two tab stops in preformatted text.
const TAB: usize = 4;

/// Composes text in which every run of white space is one space, also at either end.
pub(super) fn collapsed(raw: &str) -> String {
    let mut composer = Composer::with_capacity(raw.len());
    for c in Plain::new(raw) {
        match class(c) {
            Class::Space | Class::LineEnd => {
                if !composer.text.ends_with(' ') {
                    composer.space();
                }
            }
            class => composer.push(c, class),
        }
    }
    composer.finish()
}

/// Composes text that keeps its lines and spaces; a tab becomes the spaces up to its stop.
pub(super) fn preformatted(raw: &str) -> String {
    let mut composer = Composer::with_capacity(raw.len());
    let mut column = 0;
    let mut after_return = false;
    for c in Plain::new(raw) {
        match class(c) {
            Class::LineEnd => {
                if !(c == '\n' && after_return) {
                    composer.line_feed();
                }
                column = 0;
            }
            Class::Space => {
                let width = if c == '\t' { TAB - column % TAB } else { 1 };
                for _ in 0..width {
                    composer.space();
                }
                column += width;
            }
            class => {
                composer.push(c, class);
                column += usize::from(class == Class::Text);
            }
        }
        after_return = c == '\r';
    }
    composer.finish()
}

/// A text under construction and what the next character needs to know of it.
struct Composer {
    text: String,
    /// The last character kept; `None` where a mark would have no base: at the start and after
    /// white space.
    last: Option<char>,
    /// The marks on the present base.
    marks: u8,
    /// The last base, where nothing but a selector and a skin tone follows it.
    bare: Option<char>,
    /// A joiner, or a digit's selector, that waits for the character after it.
    pending: Option<char>,
    /// The tags behind a flag that wait for the last of them.
    tags: String,
}

/// The bytes of a flag's tags.
const FLAG: usize = 6 * 4;

impl Composer {
    fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            last: None,
            marks: 0,
            bare: None,
            pending: None,
            tags: String::new(),
        }
    }

    fn push(&mut self, c: char, class: Class) {
        if !matches!(class, Class::Tag | Class::Never) {
            self.tags.clear();
        }
        match class {
            Class::Text => self.base(c),
            Class::Mark => self.mark(c),
            Class::Jamo => {
                if self.last.is_some_and(|last| continues_syllable(last, c)) {
                    self.base(c);
                }
            }
            Class::EmojiSelector => self.emoji_selector(),
            Class::Joiner => {
                if self.last.is_some() {
                    self.pending.get_or_insert(c);
                }
            }
            Class::Tag => self.tag(c),
            Class::Space | Class::LineEnd | Class::Never => {}
        }
    }

    /// Keeps tags once all of a flag's are there.
    fn tag(&mut self, c: char) {
        if self.last != Some(BLACK_FLAG) || self.pending.is_some() || self.tags.len() >= FLAG {
            return;
        }
        self.tags.push(c);
        if c != CANCEL_TAG {
            return;
        }
        if are_flag(&self.tags) {
            self.text.push_str(&self.tags);
            self.last = Some(c);
            self.bare = None;
        }
        self.tags.clear();
    }

    fn base(&mut self, c: char) {
        self.settle(Some(c));
        self.append(c);
        self.marks = 0;
        if is_prepended(c) {
            self.last = None;
        }
        if !is_skin_tone(c) {
            self.bare = Some(c);
        }
    }

    fn mark(&mut self, c: char) {
        if self.last.is_some() && self.marks < MARKS {
            self.settle(Some(c));
            self.append(c);
            self.marks += 1;
            self.bare = None;
        }
    }

    fn emoji_selector(&mut self) {
        match self.last {
            Some(last) if self.pending.is_none() && is_keycap_base(last) => {
                self.pending = Some(EMOJI_SELECTOR);
            }
            Some(last) if self.pending.is_none() && is_pictograph(last) => {
                self.append(EMOJI_SELECTOR);
                self.marks += 1;
            }
            _ => {}
        }
    }

    fn space(&mut self) {
        self.white(' ');
    }

    fn line_feed(&mut self) {
        self.white('\n');
    }

    fn white(&mut self, c: char) {
        self.settle(None);
        self.tags.clear();
        self.text.push(c);
        self.last = None;
        self.bare = None;
    }

    fn append(&mut self, c: char) {
        self.text.push(c);
        self.last = Some(c);
    }

    /// Keeps or drops what is pending, now that the next kept character is known.
    fn settle(&mut self, next: Option<char>) {
        let (Some(pending), Some(last)) = (self.pending.take(), self.last) else {
            return;
        };
        if pending == EMOJI_SELECTOR {
            if next == Some(KEYCAP) {
                self.append(pending);
                self.marks += 1;
            }
        } else if joins(last, next)
            || (pending == ZWJ
                && self.bare.is_some_and(is_pictograph)
                && next.is_some_and(is_pictograph))
        {
            self.append(pending);
        }
    }

    fn finish(mut self) -> String {
        self.settle(None);
        self.text
    }
}
