//! Character references in texts that are no markup.

use quick_xml::escape::resolve_html5_entity;

use super::bounded_html;

/// The longest name of an entity in HTML, in bytes.
const NAME: usize = 32;

/// Turns entities that were escaped once more than they should into characters.
pub(in crate::source) fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if !text.contains('&') {
            break;
        }
        let decoded = unescaped_once(&text);
        if decoded == text {
            break;
        }
        text = decoded;
    }
    text
}

/// Decodes character references by the parser's own rules.
pub(in crate::source) fn unescaped_once(text: &str) -> String {
    if let Some(decoded) = plainly(text) {
        return decoded;
    }
    // What looks like markup must stay text.
    let safe = text.replace('<', "&lt;");
    let html = bounded_html::parse(&safe).html;
    html.root_element().text().collect()
}

/// Decodes references that are written as they should be; `None` where the parser has rules for what stands there.
fn plainly(text: &str) -> Option<String> {
    if text.contains(['\0', '\r']) {
        return None;
    }
    // White space before the first word is none of a page.
    let mut rest = text.trim_start_matches([' ', '\t', '\n', '\u{c}']);
    let mut decoded = String::with_capacity(rest.len());
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        decoded.push_str(before);
        let inside = reference.get(1..)?;
        let is_one = inside.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic());
        if !is_one {
            decoded.push('&');
            rest = inside;
            continue;
        }
        let near = inside.as_bytes().get(..NAME).unwrap_or(inside.as_bytes());
        let name = inside.get(..memchr::memchr(b';', near)?)?;
        match name.strip_prefix('#') {
            Some(number) => decoded.push(numbered(number)?),
            None => decoded.push_str(resolve_html5_entity(name)?),
        }
        rest = inside.get(name.len() + 1..)?;
    }
    decoded.push_str(rest);
    Some(decoded).filter(|text| !text.starts_with([' ', '\t', '\n']))
}

/// Returns the character of a number; of those that HTML reads as others none.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let is_number = digits.chars().all(|c| c.is_digit(radix));
    let code = u32::from_str_radix(digits, radix)
        .ok()
        .filter(|_| is_number);
    let c = code.and_then(char::from_u32)?;
    (!c.is_control() || c == '\n' || c == '\t').then_some(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_escaped_once_too_often_becomes_characters_and_stays_text() {
        for (escaped, text) in [
            ("Mayor &amp; council", "Mayor & council"),
            ("Mayor &amp;amp; council", "Mayor & council"),
            ("&lt;b&gt;", "<b>"),
            ("<b>", "<b>"),
            ("A & B", "A & B"),
        ] {
            assert_eq!(unescaped(escaped), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_decoded_without_the_parser_is_what_the_parser_makes_of_it(
            text in "(&(amp|lt|quot|eacute|nbsp|copy|AMP|#39|#x27|#8230|#128|#0|x|notin)?;?|[ a-z<>é\n;&#]){0,12}"
        ) {
            if let Some(decoded) = plainly(&text) {
                let html = bounded_html::parse(&text.replace('<', "&lt;")).html;
                prop_assert_eq!(decoded, html.root_element().text().collect::<String>());
            }
        }
    }
}
