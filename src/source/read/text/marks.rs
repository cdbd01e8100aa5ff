//! Markdown's marks, which a text brings along: `# ` before headings, `**` and `__` around words.

use std::borrow::Cow;

/// Fewer marked lines are stars of a plain text.
const LEAST: usize = 2;

/// The longest emphasis, in bytes.
const EMPHASIS: usize = 400;

/// Takes the marks out of a text that has them; a plain text stays as it is.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let is_marked = |line: &&str| {
        let line = line.trim_start();
        heading(line).is_some() || emphasis(line).is_some()
    };
    if text.lines().filter(is_marked).take(LEAST).count() < LEAST {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let line = line.trim_start_matches([' ', '\t']);
        let bullet = line.strip_prefix("* ").or_else(|| line.strip_prefix("- "));
        let marked = bullet.filter(|rest| emphasis(rest).is_some());
        push_line(&mut plain, heading(line).or(marked).unwrap_or(line));
    }
    Cow::Owned(plain)
}

/// Returns a heading's words.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let is_heading = (1..=6).contains(&(line.len() - words.len())) && words.starts_with(' ');
    is_heading.then(|| words.trim_start_matches(' '))
}

/// Returns the emphasised words that a text begins with, and what is behind their marks.
fn emphasis(text: &str) -> Option<(&str, &str)> {
    let mark = ["**", "__"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let inner = text.get(mark.len()..)?;
    let near = (0..=EMPHASIS.min(inner.len()))
        .rev()
        .find_map(|end| inner.get(..end))?;
    let end = near.find(mark).filter(|end| *end > 0)?;
    let (words, rest) = inner.split_at(end);
    (!words.starts_with(char::is_whitespace)).then_some((words, rest.get(mark.len()..)?))
}

fn push_line(plain: &mut String, mut line: &str) {
    while let Some(start) = line.find(['*', '_']) {
        let (before, rest) = line.split_at(start);
        plain.push_str(before);
        let (words, behind) = emphasis(rest).unwrap_or_else(|| rest.split_at(1));
        plain.push_str(words);
        line = behind;
    }
    plain.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let text =
            "# Fire: live\n\n**16:32** Crews **stay**.\n\n- **15:10** Smoke.\n__14:05__ 2 * 3\n";
        let plain = "Fire: live\n\n16:32 Crews stay.\n\n15:10 Smoke.\n14:05 2 * 3\n";
        assert_eq!(without(text), plain);
    }

    #[test]
    fn a_plain_text_stays_as_it_is() {
        for text in [
            "#1 of 5\n16:32 a ** b ** c\n",
            "** 16:32\n***\n**\n",
            "a\n\n**one** line\n",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
