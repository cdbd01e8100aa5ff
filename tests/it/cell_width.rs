//! Measuring and drawing agree: `layout::width` says of every cluster what ratatui makes of it.

use newswire::layout::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws a text on a line of 120 cells and returns the cells that it took.
fn drawn(text: &str, line: &mut Buffer) -> usize {
    let (end, _) = line.set_stringn(0, 0, text, 120, Style::default());
    usize::from(end)
}

fn line() -> Buffer {
    Buffer::empty(Rect::new(0, 0, 120, 1))
}

#[test]
fn every_character_is_as_wide_as_it_is_drawn() {
    let mut line = line();
    for c in ('\0'..=char::MAX).filter(|c| !c.is_control()) {
        let text = c.to_string();
        assert_eq!(
            width::text(&text),
            drawn(&text, &mut line),
            "U+{:04X}",
            u32::from(c)
        );
    }
}

#[test]
fn every_cluster_is_as_wide_as_it_is_drawn() {
    for text in [
        "Harbour bridge – “closed”",
        "e\u{301}a\u{308}",
        "a\nb\u{7f}c\u{85}",
        "港湾大橋、ﾊﾞｽ、ｶ\u{3099}",
        "다리 \u{1103}\u{1161}\u{1105}\u{1175}",
        "لا إله، خانه\u{200c}ای",
        "שָׁלוֹם",
        "क्षत्रिय र्\u{200d}य",
        "กำ ที่ น้ำ",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}",
        "\u{1F44D}\u{1F3FD}\u{1F3FD}",
        "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308}",
        "\u{2764}\u{2764}\u{FE0F}\u{2764}\u{FE0E}",
        "\u{1F1EB}\u{1F1F7}\u{1F1EB}",
        "1\u{FE0F}\u{20E3}1\u{20E3}",
        "\u{600}1\u{605}2",
    ] {
        assert_eq!(width::text(text), drawn(text, &mut line()), "{text:?}");
    }
}
