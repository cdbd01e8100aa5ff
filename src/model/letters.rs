//! What two spellings of one text share.

/// Letters and digits alone, lower case: quotes, dashes, white space and capitals differ from one copy to the next.
pub(crate) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        // Most text is ASCII, which needs no table.
        if c.is_ascii_alphanumeric() {
            letters.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}
