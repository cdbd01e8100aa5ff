//! One entry of Automattic Liveblog: what its page shows of the event that holds.
//!
//! Editors type commands, hashtags and mentions, and the plugin turns them into elements: a command into a hidden word
//! (`<span class="liveblog-command type-key">key</span>`), a hashtag into its word without the sign
//! (`<span class="liveblog-hash term-pier">pier</span>`), a mention into a link to an author's page.

use serde_json::Value;

use crate::{
    model::{Marks, Witness},
    source::{
        claim::{Account, Claim, Rule},
        dom::links,
        read::state,
    },
};

use super::super::Reply;

/// The command that makes an entry a key event, and its class.
const KEY: (&str, &str) = ("/key", "type-key");

/// Reads what an event says of its entry: `content` is what the editor sees, `render` what the page shows, and the
/// event's own time is that of the edit.
pub(super) fn read(event: &Value, answer: &Reply<'_>) -> Option<Account> {
    let mut shown = event.as_object()?.clone();
    let text = |name: &str| event.get(name).and_then(Value::as_str);
    let written = text("render").or_else(|| text("content"))?;
    let content = plain(written);
    shown.remove("render");
    shown.insert("content".to_owned(), content.into());
    if let Some(at) = event.get("timestamp") {
        shown.insert("modified".to_owned(), at.clone());
    }
    let mut update = state::update(&shown, Some(answer.base), answer.ctx)?;
    // The plugin has no headlines.
    update.headline.clear();
    let link = text("share_link");
    let link = link.and_then(|link| links::resolve(link, Some(answer.base)));
    let rule = |name| Rule::of(Witness::Platform, name);
    update.permalink = link.map(|url| Claim::new(url, rule("share_link")));
    let classes = text("css_classes").unwrap_or_default();
    let marks = Marks {
        key_event: event.get("key_event").and_then(Value::as_bool) == Some(true)
            || classes.split_ascii_whitespace().any(|class| class == KEY.1)
            || [text("content"), Some(written)]
                .into_iter()
                .flatten()
                .any(is_key),
        ..*update.marks
    };
    update.marks = Claim::new(marks, rule("key_event, type-key or /key"));
    Some(update)
}

/// Tells whether a text holds the command for a key event, typed or turned into its element.
fn is_key(text: &str) -> bool {
    text.contains(KEY.1) || typed_key(text).is_some()
}

/// Where the typed command stands: a word of its own.
fn typed_key(text: &str) -> Option<usize> {
    memchr::memmem::find_iter(text.as_bytes(), KEY.0).find(|at| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let after = text.get(at + KEY.0.len()..).and_then(|t| t.chars().next());
        let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '<' | '>'));
        apart(before) && apart(after)
    })
}

/// Turns what the plugin made of an editor's signs back into what readers see: no commands, hashtags with their sign,
/// mentions as words of their sentence.
fn plain(shown: &str) -> String {
    let mut out = String::with_capacity(shown.len());
    let mut rest = shown;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        let Some(end) = tag.find('>') else {
            rest = tag;
            break;
        };
        let (open, inside) = tag.split_at(end + 1);
        rest = inside;
        if has_class(open, "liveblog-command") {
            rest = inside.find("</").map_or(inside, |close| &inside[close..]);
            rest = rest.find('>').map_or(rest, |close| &rest[close + 1..]);
        } else if has_class(open, "liveblog-hash") {
            out.push_str(open);
            if !inside.starts_with('#') {
                out.push('#');
            }
        } else if has_class(open, "liveblog-author") {
            out.push_str(&without_class(open));
        } else {
            out.push_str(open);
        }
    }
    out.push_str(rest);
    while let Some(at) = typed_key(&out) {
        out.replace_range(at..at + KEY.0.len(), "");
    }
    out
}

/// The value of a tag's class, with the attribute around it.
fn class(tag: &str) -> Option<(&str, &str)> {
    let at = tag.find("class=")?;
    let value = tag.get(at + "class=".len()..)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = value.get(1..)?;
    let names = inside.get(..inside.find(quote)?)?;
    let whole = tag.get(at..at + "class=".len() + names.len() + 2)?;
    Some((names, whole))
}

fn has_class(tag: &str, name: &str) -> bool {
    class(tag).is_some_and(|(names, _)| names.split_ascii_whitespace().any(|known| known == name))
}

fn without_class(tag: &str) -> String {
    class(tag).map_or_else(|| tag.to_owned(), |(_, whole)| tag.replacen(whole, "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_no_text_and_hashtags_keep_their_sign() {
        for (shown, plain_text) in [
            (
                "<p><span class=\"liveblog-command type-key\">key</span> The pier is safe</p>",
                "<p> The pier is safe</p>",
            ),
            ("/key The pier is safe", " The pier is safe"),
            ("<p>/key</p><p>Safe</p>", "<p></p><p>Safe</p>"),
            (
                "See https://a.example/key and /keys",
                "See https://a.example/key and /keys",
            ),
            (
                "<span class=\"liveblog-hash term-pier\">pier</span> open",
                "<span class=\"liveblog-hash term-pier\">#pier</span> open",
            ),
            (
                "<a href=\"/t\" class=\"liveblog-hash term-pier\">#pier</a>",
                "<a href=\"/t\" class=\"liveblog-hash term-pier\">#pier</a>",
            ),
            (
                "Ask <a href=\"/author/roe\" class=\"liveblog-author author-roe\">roe</a> now",
                "Ask <a href=\"/author/roe\" >roe</a> now",
            ),
            ("2 < 3 and an open <b", "2 < 3 and an open <b"),
        ] {
            assert_eq!(plain(shown), plain_text, "{shown}");
        }
    }

    #[test]
    fn the_command_makes_a_key_event_typed_or_turned() {
        assert!(is_key("/key Pier safe"));
        assert!(is_key(
            "<span class=\"liveblog-command type-key\">key</span>"
        ));
        assert!(!is_key("monkey /keynote"));
    }
}
