//! Lines and columns of a text, as editors count them.

/// A line and a column, counted from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Finds the positions of bytes that rise. A text is walked once for all of them: one that is wrong in every line would
/// else cost its length for each.
#[derive(Debug)]
pub(crate) struct Positions<'t> {
    text: &'t str,
    byte: usize,
    position: Position,
}

impl<'t> Positions<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let position = Position { line: 1, column: 1 };
        Self {
            text,
            byte: 0,
            position,
        }
    }

    /// Returns the position of a byte that does not stand before the last one that was asked for; of one that does, or
    /// that begins no character, that of the last.
    pub(crate) fn at(&mut self, byte: usize) -> Position {
        let Some(passed) = self.text.get(self.byte..byte) else {
            return self.position;
        };
        self.byte = byte;
        let last_line = match passed.rfind('\n') {
            Some(end) => {
                self.position.line += passed.matches('\n').count();
                self.position.column = 1;
                passed.get(end + 1..).unwrap_or_default()
            }
            None => passed,
        };
        self.position.column += last_line.chars().count();
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_counted_from_one_in_lines_and_characters() {
        let text = "é = 1\n\nab = 2";
        let mut positions = Positions::of(text);
        let mut at = |byte| {
            let Position { line, column } = positions.at(byte);
            (line, column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(8), (3, 1));
        assert_eq!(at(9), (3, 2));
        assert_eq!(at(9), (3, 2));
        // What lies before, or beyond the text.
        assert_eq!(at(3), (3, 2));
        assert_eq!(at(100), (3, 2));
        assert_eq!(at(text.len()), (3, 7));
    }
}
