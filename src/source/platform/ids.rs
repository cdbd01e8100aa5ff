//! One update, one id: what a platform calls an update, and what its page does.

use std::collections::HashSet;

use crate::{
    model::{Entry, EntryId, WebUrl},
    source::markup::blocks::share_form,
};

/// How a page names its updates.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    known: HashSet<String>,
    /// What stands before the part of an id that tells updates apart.
    prefix: String,
    /// Whether the page's addresses of updates are its own with the id as fragment.
    by_fragment: bool,
}

impl Ids {
    /// Learns from a page's updates.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let known: HashSet<String> = entries.iter().map(|e| e.id.to_string()).collect();
        let by_fragment = entries.iter().any(|e| {
            let fragment = e.permalink.as_ref().and_then(|url| url.fragment());
            fragment.is_some_and(|fragment| fragment == e.id.to_string())
        });
        Self {
            prefix: prefix(&known),
            known,
            by_fragment,
        }
    }

    /// Returns the id under which an update of the platform is known, or will be.
    pub(super) fn name(&mut self, native: &str) -> EntryId {
        if self.known.contains(native) {
            return EntryId::new(native);
        }
        if let Some(same) = self.known.iter().find(|known| share_form(known, native)) {
            return EntryId::new(same);
        }
        let styled = format!("{}{}", self.prefix, core(native, &self.prefix));
        self.known.insert(styled.clone());
        EntryId::new(&styled)
    }

    /// Returns an update's address where the page's are made of ids.
    pub(super) fn permalink(&self, id: &EntryId, page: &WebUrl) -> Option<WebUrl> {
        self.by_fragment
            .then(|| page.with_fragment(Some(&id.to_string())))
    }
}

/// What ids begin with alike, without what belongs to the part that tells them apart.
fn prefix(ids: &HashSet<String>) -> String {
    let mut ids = ids.iter();
    let Some(first) = ids.next() else {
        return String::new();
    };
    let mut common: &str = first;
    let mut several = false;
    for id in ids {
        several = true;
        let shared = common
            .char_indices()
            .zip(id.chars())
            .take_while(|((_, one), other)| one == other)
            .map(|((at, c), _)| at + c.len_utf8())
            .last();
        common = &common[..shared.unwrap_or(0)];
    }
    if !several {
        common = &common[..common.rfind(is_separator).map_or(0, |at| at + 1)];
    }
    if let Some(at) = common.rfind(is_separator) {
        return common[..=at].to_owned();
    }
    let letters = common.trim_end_matches(|c: char| c.is_ascii_digit());
    let hexadecimal = letters.bytes().all(|b| b.is_ascii_hexdigit());
    if hexadecimal {
        String::new()
    } else {
        letters.to_owned()
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '.' | '/')
}

/// What tells an id apart; all of it where the page's ids have no common beginning.
fn core<'a>(native: &'a str, prefix: &str) -> &'a str {
    if prefix.is_empty() {
        return native;
    }
    let tail = native.rsplit(is_separator).next().unwrap_or(native);
    if tail.is_empty() { native } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(known: &[&str]) -> Ids {
        let known: HashSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
        Ids {
            prefix: prefix(&known),
            known,
            by_fragment: false,
        }
    }

    #[test]
    fn updates_keep_the_names_that_the_page_gives_them() {
        for (known, native, name) in [
            (
                &["block-64a1f0", "block-64a1f7"][..],
                "64a1f7",
                "block-64a1f7",
            ),
            (
                &["block-64a1f0", "block-64a1f7"],
                "block-77b0c1",
                "block-77b0c1",
            ),
            (&["block-64a1f0", "block-64a1f7"], "77b0c1", "block-77b0c1"),
            (
                &["liveblogPost15500", "liveblogPost15512"],
                "post-15500",
                "liveblogPost15500",
            ),
            (
                &["liveblogPost15500", "liveblogPost15512"],
                "post-15600",
                "liveblogPost15600",
            ),
            (
                &["60300f5f8f08", "60300fa18f08"],
                "60300fff8f08",
                "60300fff8f08",
            ),
            (&["1001", "1002"], "1003", "1003"),
            (&[], "urn:post:7", "urn:post:7"),
        ] {
            assert_eq!(
                ids(known).name(native).to_string(),
                name,
                "{native} beside {known:?}"
            );
        }
    }
}
