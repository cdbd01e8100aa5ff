//! Colours as themes write them, and as terminals of fewer colours show them.

use ratatui::style::Color;

/// The names of the terminal's own sixteen colours, and of the one it writes in where nothing is said.
pub(super) const NAMES: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// The six strengths of red, green and blue in the cube of the 256 colours (xterm's ctlseqs).
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Reads a colour: a name, a number from 0 to 255, or `#rrggbb`.
pub(super) fn parse(word: &str) -> Option<Color> {
    if let Some(digits) = word.strip_prefix('#') {
        let all_hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| all_hex)?;
        return Some(Color::from_u32(value));
    }
    let named = NAMES.iter().find(|(name, _)| *name == word);
    named
        .map(|(_, colour)| *colour)
        .or_else(|| word.parse().ok().map(Color::Indexed))
}

/// Returns the nearest of the 256 colours; what is no `#rrggbb` stays as it is.
pub(in crate::ui) fn reduced(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else {
        return colour;
    };
    let wanted = [red, green, blue];
    let step = wanted.map(|part| {
        let near = (0u8..).zip(STEPS).min_by_key(|(_, s)| s.abs_diff(part));
        near.unwrap_or_default()
    });
    let [r, g, b] = step;
    let cube = (16 + 36 * r.0 + 6 * g.0 + b.0, step.map(|(_, value)| value));
    // Twenty-four greys lie between the corners of the cube.
    let greys = (0u8..24).map(|n| (232 + n, [8 + 10 * n; 3]));
    let distance = |(_, other): &(u8, [u8; 3])| -> u32 {
        let parts = wanted.iter().zip(other);
        parts.map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
    };
    let (number, _) = greys.fold(cube, |best, grey| {
        if distance(&grey) < distance(&best) {
            grey
        } else {
            best
        }
    });
    Color::Indexed(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_names_numbers_and_hexadecimal() {
        for (word, colour) in [
            ("white", Some(Color::Gray)),
            ("bright-white", Some(Color::White)),
            ("default", Some(Color::Reset)),
            ("208", Some(Color::Indexed(208))),
            ("#1E2127", Some(Color::Rgb(0x1e, 0x21, 0x27))),
            ("256", None),
            ("#fff", None),
            ("#+12345", None),
            ("#é1234", None),
            ("grey", None),
        ] {
            assert_eq!(parse(word), colour, "{word}");
        }
    }

    #[test]
    fn the_nearest_of_256_colours_is_in_the_cube_or_a_grey() {
        for (red, green, blue, number) in [
            (0, 0, 0, 16),
            (255, 255, 255, 231),
            (255, 0, 0, 196),
            (8, 8, 8, 232),
            (128, 128, 128, 244),
            (95, 135, 175, 67),
        ] {
            assert_eq!(
                reduced(Color::Rgb(red, green, blue)),
                Color::Indexed(number)
            );
        }
        assert_eq!(reduced(Color::Cyan), Color::Cyan);
    }
}
