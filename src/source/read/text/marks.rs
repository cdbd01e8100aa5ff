//! Markdown's marks, which a text brings along: `# ` before headings, `**` and `__` around words.

use std::borrow::Cow;

/// Fewer marked lines are stars of a plain text.
const LEAST: usize = 2;

/// Takes the marks out of a text that has them; a plain text stays as it is.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let is_marked = |line: &&str| {
        let line = line.trim_start();
        heading(line) != line || emphasised(line).is_some_and(|at| at == 0)
    };
    if text.lines().filter(is_marked).take(LEAST).count() < LEAST {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let line = heading(line.trim_start());
        let line = line
            .strip_prefix("* ")
            .or_else(|| line.strip_prefix("- "))
            .filter(|rest| emphasised(rest) == Some(0))
            .unwrap_or(line);
        push_line(&mut plain, line);
    }
    Cow::Owned(plain)
}

/// Returns a heading's words.
fn heading(line: &str) -> &str {
    let words = line.trim_start_matches('#');
    let is_heading = (1..=6).contains(&(line.len() - words.len())) && words.starts_with(' ');
    if is_heading {
        words.trim_start_matches(' ')
    } else {
        line
    }
}

/// Finds where emphasis begins that ends on the same line.
fn emphasised(line: &str) -> Option<usize> {
    ["**", "__"]
        .into_iter()
        .filter_map(|mark| {
            let start = line.find(mark)?;
            let inner = line.get(start + mark.len()..)?;
            let opens = inner.starts_with(|c: char| !c.is_whitespace());
            (opens && inner.find(mark).is_some_and(|end| end > 0)).then_some(start)
        })
        .min()
}

fn push_line(plain: &mut String, mut line: &str) {
    while let Some(start) = emphasised(line) {
        let (before, rest) = line.split_at(start);
        let (mark, inner) = rest.split_at(2);
        let end = inner.find(mark).unwrap_or(inner.len());
        plain.push_str(before);
        plain.push_str(inner.get(..end).unwrap_or_default());
        line = inner.get(end + mark.len()..).unwrap_or_default();
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
