//! What bytes are called: the charset of a header, the word of a page or of an XML declaration, in any spelling.

use encoding_rs::Encoding;

/// Spellings beyond those of the WHATWG encoding standard, without what is no letter or figure, and the standard's name.
const SPELLINGS: &[(&str, &str)] = &[
    ("utf8mb4", "utf-8"),
    ("utf8mb3", "utf-8"),
    ("utf8n", "utf-8"),
    ("utf8bom", "utf-8"),
    ("cp65001", "utf-8"),
    ("ansi", "windows-1252"),
    ("latin", "windows-1252"),
    ("westerneuropean", "windows-1252"),
    ("latin9", "iso-8859-15"),
    ("latin7", "iso-8859-13"),
    ("latin8", "iso-8859-14"),
    ("latin10", "iso-8859-16"),
    ("cyrillicwindows", "windows-1251"),
    ("koi8", "koi8-r"),
    ("dos866", "ibm866"),
    ("oem866", "ibm866"),
    ("cp866", "ibm866"),
    ("tis620", "windows-874"),
    ("shiftjis", "shift_jis"),
    ("cp932", "shift_jis"),
    ("cp943", "shift_jis"),
    ("windows932", "shift_jis"),
    ("eucjpms", "euc-jp"),
    ("eucjpwin", "euc-jp"),
    ("ujis", "euc-jp"),
    ("cp51932", "euc-jp"),
    ("jis", "iso-2022-jp"),
    ("cp50220", "iso-2022-jp"),
    ("cp50221", "iso-2022-jp"),
    ("euccn", "gbk"),
    ("cp936", "gbk"),
    ("ms936", "gbk"),
    ("windows936", "gbk"),
    ("cp54936", "gb18030"),
    ("cp949", "euc-kr"),
    ("ms949", "euc-kr"),
    ("uhc", "euc-kr"),
    ("cp950", "big5"),
    ("ms950", "big5"),
    ("windows950", "big5"),
    ("big5eten", "big5"),
];

/// Names of code pages whose number follows.
const CODE_PAGES: &[&str] = &[
    "windows",
    "win",
    "cp",
    "ms",
    "xcp",
    "ansi",
    "microsoft",
    "codepage",
    "",
];

/// Finds an encoding by its name in any spelling.
pub(super) fn find(name: &str) -> Option<&'static Encoding> {
    let known = Encoding::for_label(name.trim().as_bytes());
    known.or_else(|| {
        let bare: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let label = |label: &str| Encoding::for_label(label.as_bytes());
        // "utf_8", "iso_8859_1", "gb_2312", "euc_jp": the standard's names with other signs, or with none.
        let standard = || {
            [
                ("utf8", "utf-8"),
                ("euc", "euc-"),
                ("iso8859", "iso-8859-"),
                ("8859", "iso-8859-"),
                ("koi8", "koi8-"),
            ]
            .iter()
            .find_map(|(prefix, name)| label(&format!("{name}{}", bare.strip_prefix(prefix)?)))
        };
        let code_page = || {
            let number = CODE_PAGES.iter().find_map(|prefix| {
                let number = bare.strip_prefix(prefix)?;
                matches!(
                    number,
                    "874"
                        | "1250"
                        | "1251"
                        | "1252"
                        | "1253"
                        | "1254"
                        | "1255"
                        | "1256"
                        | "1257"
                        | "1258"
                )
                .then_some(number)
            })?;
            label(&format!("windows-{number}"))
        };
        let spelling = || {
            let (_, name) = SPELLINGS.iter().find(|(spelling, _)| *spelling == bare)?;
            label(name)
        };
        label(&bare)
            .or_else(spelling)
            .or_else(code_page)
            .or_else(standard)
            .or_else(|| label("utf-8").filter(|_| bare == "utf8"))
    })
}

/// Finds the charset in the value of a `Content-Type` header or what repeats it.
pub(super) fn in_header(value: &str) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    lower
        .split("charset")
        .skip(1)
        .find_map(|rest| find(name(rest)))
}

/// Takes the name that follows "charset": up to its closing quote, else to what ends a value.
fn name(rest: &str) -> &str {
    let rest = rest
        .trim_start()
        .trim_start_matches(['=', ':'])
        .trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (name, _) = match quote {
        Some(quote) => rest.strip_prefix(quote).unwrap_or(rest).split_once(quote),
        None => rest.split_once([';', ',', ' ', '\t', '>']),
    }
    .unwrap_or((rest, ""));
    name.trim_matches(|c: char| c.is_whitespace() || "\"';".contains(c))
}

/// Finds what a page says itself: its XML declaration, else its first `meta` element that names an encoding.
pub(super) fn in_page(head: &[u8]) -> Option<&'static Encoding> {
    in_declaration(head).or_else(|| in_meta(head))
}

fn in_declaration(head: &[u8]) -> Option<&'static Encoding> {
    // A server may have complained before it.
    let head = head.get(..4096).unwrap_or(head);
    let start = memchr::memmem::find(head, b"<?xml")?;
    let declaration = head.get(start..)?;
    let end = memchr::memchr(b'>', declaration)?;
    let declaration = String::from_utf8_lossy(declaration.get(..end)?).to_ascii_lowercase();
    let (_, rest) = declaration.split_once("encoding")?;
    find(name(rest))
}

/// Finds the first `meta` that names an encoding, outside of comments and scripts.
fn in_meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(open) = memchr::memchr(b'<', rest) {
        rest = rest.get(open..)?;
        let tag = rest.get(..10).unwrap_or(rest).to_ascii_lowercase();
        let skipped: Option<&[u8]> = if tag.starts_with(b"<!--") {
            Some(b"-->")
        } else if tag.starts_with(b"<script") {
            Some(b"</script")
        } else if tag.starts_with(b"<style") {
            Some(b"</style")
        } else {
            None
        };
        if let Some(end) = skipped {
            rest = rest.get(end_of(rest, end)?..)?;
            continue;
        }
        let end = memchr::memchr(b'>', rest)?;
        if tag.starts_with(b"<meta") {
            let meta = String::from_utf8_lossy(rest.get(..end)?);
            if let Some(encoding) = in_header(&meta) {
                return Some(encoding);
            }
        }
        rest = rest.get(1..)?;
    }
    None
}

/// Returns where a text is found in bytes, in letters of either case, behind it.
fn end_of(bytes: &[u8], text: &[u8]) -> Option<usize> {
    let first = *text.first()?;
    memchr::memchr_iter(first, bytes)
        .find(|at| {
            bytes
                .get(*at..at + text.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(text))
        })
        .map(|at| at + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_in_any_spelling() {
        for (spelling, name) in [
            ("utf-8", "UTF-8"),
            ("UTF8", "UTF-8"),
            ("utf_8", "UTF-8"),
            ("utf-8;", "UTF-8"),
            ("utf8mb4", "UTF-8"),
            ("cp-1251", "windows-1251"),
            ("CP1251", "windows-1251"),
            ("win-1251", "windows-1251"),
            ("windows_1251", "windows-1251"),
            ("1251", "windows-1251"),
            ("x-cp1251", "windows-1251"),
            ("windows-31j", "Shift_JIS"),
            ("x-sjis", "Shift_JIS"),
            ("Shift-JIS", "Shift_JIS"),
            ("cp932", "Shift_JIS"),
            ("euc_jp", "EUC-JP"),
            ("eucJP-ms", "EUC-JP"),
            ("x-euc-jp", "EUC-JP"),
            ("gb-2312", "GBK"),
            ("cp936", "GBK"),
            ("GB_18030", "gb18030"),
            ("big-5", "Big5"),
            ("cp950", "Big5"),
            ("ks_c_5601-1987", "EUC-KR"),
            ("cp949", "EUC-KR"),
            ("euc_kr", "EUC-KR"),
            ("koi8r", "KOI8-R"),
            ("koi8_u", "KOI8-U"),
            ("KOI-8", "KOI8-R"),
            ("iso8859_2", "ISO-8859-2"),
            ("ISO 8859-9", "windows-1254"),
            ("8859-15", "ISO-8859-15"),
            ("latin1", "windows-1252"),
            ("latin-9", "ISO-8859-15"),
            ("iso_8859_1", "windows-1252"),
            ("ansi", "windows-1252"),
            ("tis-620", "windows-874"),
        ] {
            assert_eq!(find(spelling).map(Encoding::name), Some(name), "{spelling}");
        }
        for none in ["", "none", "charset", "x", "utf-7", "12345"] {
            assert_eq!(find(none), None, "{none}");
        }
    }

    #[test]
    fn a_header_names_its_charset_in_many_ways() {
        for value in [
            "text/html; charset=koi8-r",
            "Text/HTML;Charset=KOI8-R",
            "text/html; charset=\"koi8-r\"",
            "text/html; charset='koi8-r'; a=b",
            "text/html; charset: koi8-r",
            "text/html; charset=charset=koi8-r",
            "text/html, charset = koi8-r , x",
        ] {
            assert_eq!(
                in_header(value).map(Encoding::name),
                Some("KOI8-R"),
                "{value}"
            );
        }
        assert_eq!(in_header("text/html"), None);
    }

    #[test]
    fn a_page_names_its_encoding_late_or_early_but_not_in_scripts() {
        let late = format!(
            "<head><script>var charset='utf-8'</script>{}",
            " ".repeat(20_000)
        );
        for page in [
            "<meta charset=koi8-r>".to_owned(),
            "<?xml version='1.0' encoding='koi8-r'?><html>".to_owned(),
            "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=koi8-r'>".to_owned(),
            "<!-- <meta charset=utf-8> --><meta charset=koi8-r>".to_owned(),
            "<meta charset=unknown><link charset=utf-8><meta charset='koi8-r'/>".to_owned(),
            late.clone() + "<meta charset=koi8-r>",
        ] {
            assert_eq!(
                in_page(page.as_bytes()).map(Encoding::name),
                Some("KOI8-R"),
                "{page:.80}"
            );
        }
        assert_eq!(in_page(late.as_bytes()), None);
    }
}
