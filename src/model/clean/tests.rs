//! What [`Clean`] promises, checked with rules written apart from the code that keeps them.

use proptest::prelude::*;
use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Clean;

/// Ordinary text of many scripts, as newsrooms write it.
const ORDINARY: [&str; 28] = [
    "Harbour bridge closed until Sunday",
    "“Nothing moves,” she said – ferries doubled… naïve café, Zürich, Łódź, İstanbul",
    "cafe\u{301} and Tie\u{302}\u{301}ng Vie\u{323}\u{302}t in decomposed form",
    "Мост закрыт до воскресенья, ё и й",
    "й\u{306} Київ Ђорђевић",
    "Η γέφυρα έκλεισε",
    "港湾大橋は日曜日まで閉鎖、フェリーは倍増。",
    "ﾊﾞｽとﾌｪﾘｰ",
    "다리가 일요일까지 폐쇄된다",
    "\u{1103}\u{1161}\u{1105}\u{1175} \u{1112}\u{1161}\u{11ab}",
    "大桥关闭至星期日，渡轮加倍",
    "الجسر مُغلَق حتى يوم الأحد، لا عبّارات",
    "می\u{200c}خواهم خانه\u{200c}ای کار\u{200c}ها",
    "הגשר סגור עד יום ראשון, שָׁלוֹם",
    "पुल रविवार तक बंद है, क्षत्रिय र्\u{200d}य",
    "র\u{200d}্যাব সেতু বন্ধ",
    "ක්\u{200d}රියා ශ්\u{200d}රී ලංකා",
    "సాఫ్ట్\u{200c}వేర్",
    "അവന്\u{200d} പാലം",
    "สะพานปิดถึงวันอาทิตย์ น้ำ กำ ที่",
    "ស្ពានបិទរហូតដល់ថ្ងៃអាទិត្យ",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} family",
    "\u{1f44d}\u{1f3fd} \u{1f469}\u{1f3fd}\u{200d}\u{1f4bb} \u{1f3c3}\u{1f3fc}\u{200d}\u{2640}\u{fe0f}\u{200d}\u{27a1}\u{fe0f}",
    "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308} \u{2764}\u{fe0f}\u{200d}\u{1f525} \u{26a0}\u{fe0f}",
    "\u{1f1eb}\u{1f1f7}\u{1f1ed}\u{1f1f7} half \u{1f1eb}",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 1-1 \u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
    "1\u{fe0f}\u{20e3} #\u{fe0f}\u{20e3} *\u{fe0f}\u{20e3}",
    "braille ⠃⠗⠊⠙⠛⠑⠀⠉⠇⠕⠎⠑⠙ and 20\u{2009}°C",
];

fn line(raw: &str) -> String {
    Clean::line(raw).into()
}

#[test]
fn ordinary_text_is_kept_byte_for_byte() {
    for text in ORDINARY.map(|text| text.replace('\u{2009}', " ")) {
        assert_eq!(line(&text), text);
        assert_eq!(Clean::inline(&text).as_str(), text);
        assert_eq!(Clean::preformatted(&text).as_str(), text);
        assert_eq!(Clean::from(text.clone()).as_str(), text);
    }
}

#[test]
fn what_a_page_must_not_do_to_a_line() {
    for (raw, expected) in [
        // Escape sequences: clear, title, clipboard, link, status report, picture, reset.
        ("\x1b[2JBridge", "Bridge"),
        // Tags are unseen text, but for those of the flags that are drawn.
        ("Bridge\u{e0068}\u{e0069}\u{e007f}", "Bridge"),
        ("\u{1f3f4}\u{e0068}\u{e0069}\u{e007f}", "\u{1f3f4}"),
        (
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}",
            "\u{1f3f4}",
        ),
        (
            "\u{1f3f4}\u{e0067}\u{e0062}x\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "\u{1f3f4}x",
        ),
        ("Bridge \x1b]0;root@host\x07closed", "Bridge closed"),
        ("a\x1b]52;c;cm0gLXJm\x07b", "ab"),
        (
            "\x1b]8;;https://evil.example\x1b\\text\x1b]8;;\x1b\\",
            "text",
        ),
        ("a\x1bP$q\"p\x1b\\b", "ab"),
        ("a\x1b_Ga=T;AAAA\x1b\\b\x1b^x\x1b\\c\x1bXy\x1b\\d", "abcd"),
        ("a\x1bcb\x1b]104\x07c\x1b[!pd", "abcd"),
        ("a\u{9b}2Jb\u{9d}0;t\u{9c}c", "abc"),
        ("a\u{80}b\u{99}c\u{9c}d", "abcd"),
        ("end\x1b", "end"),
        // Control characters.
        ("abc\x08\x08X\x07\x7f\0", "abcX"),
        ("safe\rEVIL", "safe EVIL"),
        ("a\x0bb\x0cc\u{85}d\u{2028}e\u{2029}f", "a b c d e f"),
        ("a\tb", "a b"),
        (" \t a\u{a0}\u{a0}\n b\u{3000}c\u{202f}d\r\n", "a b c d"),
        // Reordering and hiding.
        ("a\u{202e}b\u{202d}c\u{202c}d", "abcd"),
        ("a\u{2066}b\u{2067}c\u{2068}d\u{2069}e", "abcde"),
        ("a\u{200e}b\u{200f}c\u{61c}d", "abcd"),
        (
            "br\u{200b}id\u{2060}ge\u{feff} cl\u{ad}osed",
            "bridge closed",
        ),
        ("a\u{e0001}\u{e0068}\u{e0069}\u{e007f}b", "ab"),
        ("a\u{34f}b\u{180e}c\u{fff9}d\u{fffb}e\u{1d173}f", "abcdef"),
        ("\u{3164}\u{115f}\u{1160}\u{ffa0}", ""),
        ("\u{2800} \u{2800}", ""),
        ("\u{200b}\u{feff}\u{200d}\u{fe0f}", ""),
        ("a\u{fdd0}b\u{ffff}c\u{10fffe}d", "abcd"),
        ("a\u{e000}b\u{f8ff}c\u{f0000}d\u{100000}e", "abcde"),
        ("a\u{fffd}b", "a\u{fffd}b"),
        // Marks, selectors and joiners out of place.
        ("\u{301}\u{302}abc", "abc"),
        ("a \u{301}b", "a b"),
        ("a\u{200d}b\u{200c}c", "abc"),
        ("a\u{fe0f}1\u{fe0f}b", "a1b"),
        ("\u{2764}\u{fe0e}\u{fe0f}\u{fe0f}", "\u{2764}\u{fe0f}"),
        ("\u{1f468}\u{200d}", "\u{1f468}"),
        (
            "\u{1f468}\u{200d}\u{200d}\u{1f469}",
            "\u{1f468}\u{200d}\u{1f469}",
        ),
        ("\u{1f468}\u{200d}x", "\u{1f468}x"),
        ("ب\u{200d}", "ب"),
        // Vowels and finals of Hangul without the letters that they complete.
        ("a\u{1161}\u{11a8}b", "ab"),
        ("\u{d55c}\u{1161}\u{11a8}", "\u{d55c}\u{11a8}"),
    ] {
        assert_eq!(line(raw), expected, "from {raw:?}");
    }
}

#[test]
fn an_unterminated_string_sequence_costs_one_line_only() {
    let text = "real text ".repeat(512);
    assert_eq!(
        line(&format!("a\x1b]0;gone\n{text}")),
        format!("a {}", text.trim_end())
    );
}

#[test]
fn marks_are_capped() {
    let zalgo = format!("a{}b", "\u{301}".repeat(50));
    assert_eq!(line(&zalgo), format!("a{}b", "\u{301}".repeat(4)));
    let flood = format!("a{}b", "\u{35c}".repeat(500_000));
    assert_eq!(line(&flood), format!("a{}b", "\u{35c}".repeat(4)));
}

#[test]
fn long_words_pass_whole() {
    let word = "x".repeat(1_000_000);
    assert_eq!(line(&word), word);
    let word = "é".repeat(500_000);
    assert_eq!(line(&word), word);
}

#[test]
fn an_inline_run_keeps_one_space_at_either_end() {
    for (raw, expected) in [
        ("  her\n office \t", " her office "),
        ("said", "said"),
        (" \n ", " "),
        ("\u{a0}", " "),
        (" \u{2800} ", " "),
        ("", ""),
        ("\u{200b}", ""),
        ("a\nb", "a b"),
    ] {
        assert_eq!(Clean::inline(raw).as_str(), expected, "from {raw:?}");
    }
}

#[test]
fn preformatted_text_keeps_its_lines_and_columns() {
    for (raw, expected) in [
        ("a\tb\n\tc\nabcd\te", "a   b\n    c\nabcd    e"),
        ("  two  spaces  ", "  two  spaces  "),
        (
            "one\r\ntwo\rthree\u{2028}four\n\nfive",
            "one\ntwo\nthree\nfour\n\nfive",
        ),
        ("e\u{301}\tx", "e\u{301}   x"),
        ("\x1b[31mred\x1b[0m\n\u{301}b", "red\nb"),
    ] {
        assert_eq!(Clean::preformatted(raw).as_str(), expected, "from {raw:?}");
    }
}

#[test]
fn a_forced_break_survives_being_stored() {
    let stored = serde_json::to_string(&Clean::line_break()).unwrap();
    let read: Clean = serde_json::from_str(&stored).unwrap();
    assert_eq!(read.as_str(), "\n");
    assert_eq!(Clean::from(" ".to_owned()).as_str(), " ");
}

#[test]
fn what_is_read_from_disk_is_cleaned() {
    let read: Clean = serde_json::from_str(r#""a\u001b]0;t\u0007b\u202ec""#).unwrap();
    assert_eq!(read.as_str(), "abc");
}

#[test]
fn a_capped_line_ends_in_an_ellipsis() {
    for (raw, graphemes, expected) in [
        ("bridge", 6, "bridge"),
        ("bridges", 6, "bridg…"),
        ("a bridge", 3, "a…"),
        (
            "\u{1f468}\u{200d}\u{1f469}ab",
            2,
            "\u{1f468}\u{200d}\u{1f469}…",
        ),
        ("\u{915}\u{200d}\u{915}ab", 2, "\u{915}…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
        ("", 0, ""),
    ] {
        assert_eq!(
            Clean::line_capped(raw, graphemes).as_str(),
            expected,
            "{raw:?} to {graphemes}"
        );
    }
}

#[test]
fn shown_text_can_be_padded() {
    assert_eq!(format!("{:>4}", Clean::line("ab")), "  ab");
    assert_eq!(format!("{:?}", Clean::line("a\"b")), r#""a\"b""#);
}

/// Tells what is wrong with a text that should be clean.
fn fault(text: &str, line_feeds: bool) -> Option<String> {
    let mut base: Option<char> = None;
    let mut marks = 0;
    // Tags are invisible text, but for those of three flags.
    let untagged = ["eng", "sct", "wls"]
        .iter()
        .fold(text.to_owned(), |text, region| {
            let ascii = format!("gb{region}\x7f");
            let tags = ascii
                .chars()
                .filter_map(|c| char::from_u32(0xE0000 + u32::from(c)));
            text.replace(
                &format!("\u{1f3f4}{}", tags.collect::<String>()),
                "\u{1f3f4}",
            )
        });
    let chars: Vec<char> = untagged.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        let code = u32::from(c);
        let group = c.general_category_group();
        let wrong = if c.is_control() {
            c != '\n' || !line_feeds
        } else if c.is_whitespace() {
            c != ' '
        } else {
            matches!(
                code,
                0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B
                | 0x200E | 0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0E
                | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xFDD0..=0xFDEF | 0xE0000..=0xE0FFF
                | 0xE000..=0xF8FF | 0xF_0000..
            ) || code & 0xFFFE == 0xFFFE
        };
        if wrong {
            return Some(format!("U+{code:04X} at {at}"));
        }
        if matches!(c, '\u{200c}' | '\u{200d}') {
            let script = |c: char| {
                matches!(
                    u32::from(c),
                    0x600..=0xDFF
                        | 0x1000..=0x1FFF
                        | 0xA800..=0xABFF
                        | 0xFB50..=0xFEFC
                        | 0x10AC0..=0x11FFF
                        | 0x1E900..=0x1E95F
                )
            };
            let emoji = |c: char| c.is_emoji_char() || c == '\u{fe0f}';
            let fits = before.is_some_and(script)
                || (c == '\u{200d}' && before.is_some_and(emoji) && after.is_some_and(emoji));
            if !fits {
                return Some(format!("joiner U+{code:04X} at {at}"));
            }
        }
        if c == '\u{fe0f}' && !before.is_some_and(UnicodeEmoji::is_emoji_char) {
            return Some(format!("selector at {at}"));
        }
        if group == GeneralCategoryGroup::Mark {
            marks += 1;
            if marks > 4 || base.is_none_or(char::is_whitespace) {
                return Some(format!("mark U+{code:04X} at {at}"));
            }
        } else if !matches!(c, '\u{200c}' | '\u{200d}') {
            base = Some(c);
            marks = 0;
        }
    }
    // Clusters without a cell of their own go to the cell before them: there must not be many.
    let mut cell = 0;
    text.graphemes(true).find_map(|cluster| {
        cell = if cluster.width() == 0 {
            cell + cluster.len()
        } else {
            cluster.len()
        };
        (cluster.len() > 64 || cell > 80).then(|| format!("cell of {cell} bytes"))
    })
}

/// Text made to break rules: introducers, controls, marks, joiners, emoji, scripts that join.
fn adversarial() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\x1b",
            "\x1b[",
            "\x1b]",
            "\x1bP",
            "\x1b_",
            "\x1b\\",
            "\u{9b}",
            "\u{9d}",
            "\u{9c}",
            "\x07",
            "\x18",
            "\r",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u{a0}",
            "\u{2028}",
            "\u{85}",
            "\x08",
            "\0",
            ";",
            "2",
            "m",
            "J",
            "#",
            "\u{200b}",
            "\u{ad}",
            "\u{202e}",
            "\u{2069}",
            "\u{feff}",
            "\u{34f}",
            "\u{3164}",
            "\u{2800}",
            "\u{e0061}",
            "\u{1f3f4}",
            "\u{1f3f4}\u{e0067}\u{e0062}",
            "\u{e0065}\u{e006e}\u{e0067}",
            "\u{e007f}",
            "\u{e000}",
            "\u{fffe}",
            "\u{fffd}",
        ]),
        prop::sample::select(vec![
            "\u{301}",
            "\u{20e3}",
            "\u{fe0f}",
            "\u{fe0e}",
            "\u{200d}",
            "\u{200c}",
            "\u{1f3fd}",
            "\u{1f468}",
            "\u{2764}",
            "\u{1f1eb}",
            "1",
            "a",
            "\u{ff9e}",
            "\u{1100}",
            "\u{1161}",
            "\u{11a8}",
            "\u{ac00}",
            "\u{600}",
            "\u{628}",
            "\u{64e}",
            "\u{915}",
            "\u{94d}",
            "\u{93e}",
            "\u{9b0}",
            "\u{9cd}",
            "\u{e33}",
            "\u{1000}",
            "\u{102b}",
            "\u{605}",
            "\u{a8fa}",
            "\u{1ade}",
            "\u{d7b0}",
            "\u{d7cb}",
            "\u{d4e}",
            "\u{65e5}",
            "\u{a9}",
        ]),
    ]
    .prop_map(str::to_owned);
    prop_oneof![
        4 => prop::collection::vec(piece.clone(), 0..60).prop_map(|pieces| pieces.concat()),
        1 => (prop::collection::vec(piece, 1..4), 1..60_usize)
            .prop_map(|(pieces, times)| pieces.concat().repeat(times)),
        1 => prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn clean_text_holds_nothing_a_terminal_acts_on(raw in adversarial()) {
        let line = Clean::line(&raw);
        prop_assert_eq!(fault(line.as_str(), false), None, "line {:?}", line);
        prop_assert_eq!(line.as_str().trim(), line.as_str());
        prop_assert!(!line.as_str().contains("  "));

        let inline = Clean::inline(&raw);
        prop_assert_eq!(fault(inline.as_str(), false), None, "inline {:?}", inline);
        prop_assert_eq!(inline.as_str().trim_matches(' '), line.as_str());

        let preformatted = Clean::preformatted(&raw);
        prop_assert_eq!(fault(preformatted.as_str(), true), None, "lines {:?}", preformatted);

        let capped = Clean::line_capped(&raw, 5);
        prop_assert_eq!(fault(capped.as_str(), false), None, "capped {:?}", capped);
        prop_assert!(capped.as_str().graphemes(true).count() <= 5);
    }

    #[test]
    fn cleaning_what_is_clean_changes_nothing(raw in adversarial()) {
        for clean in [
            Clean::line(&raw),
            Clean::inline(&raw),
            Clean::preformatted(&raw),
            Clean::line_capped(&raw, 7),
        ] {
            prop_assert_eq!(&Clean::from(String::from(clean.clone())), &clean);
        }
        let line = Clean::line(&raw);
        prop_assert_eq!(&Clean::line(line.as_str()), &line);
        let inline = Clean::inline(&raw);
        prop_assert_eq!(&Clean::inline(inline.as_str()), &inline);
    }

    #[test]
    fn printable_ascii_is_kept(raw in "[!-~]{1,9}( [!-~]{1,9}){0,9}") {
        prop_assert_eq!(line(&raw), raw);
    }
}
