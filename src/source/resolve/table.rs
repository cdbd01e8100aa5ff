//! Whose word counts for which field of an update, and how exactness comes before that.

use crate::model::{Precision, Stamp, TimeBasis, Voice, Witness};

/// A field of an update that readers may say different things of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Field {
    Label,
    Headline,
    Body,
    Published,
    Modified,
    Authors,
    Permalink,
    Marks,
}

impl Field {
    /// Names it, for people.
    pub(in crate::source) const fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Headline => "headline",
            Self::Body => "text",
            Self::Published => "published",
            Self::Modified => "changed",
            Self::Authors => "authors",
            Self::Permalink => "permalink",
            Self::Marks => "marks",
        }
    }
}

/// How much the word of each reader counts for a field; the greatest wins, 0 is never asked.
///
/// A platform's protocol is the newsroom's own word. A recipe was written because the rules for any page fail. Of
/// the rest, elements have text, headline, byline and clock as readers see them; data knows identity and changes.
#[rustfmt::skip]
const RANKS: [(Field, [u8; 8]); 8] = [
    //                    platform recipe microdata JSON-LD state markup feed text
    (Field::Label,     [       9,     8,        7,      5,    4,     6,   3,   2]),
    (Field::Headline,  [       9,     8,        7,      5,    4,     6,   3,   2]),
    (Field::Body,      [       9,     8,        7,      5,    4,     6,   3,   2]),
    (Field::Published, [       9,     8,        7,      5,    4,     6,   3,   2]),
    (Field::Modified,  [       9,     8,        7,      6,    5,     4,   3,   2]),
    (Field::Authors,   [       9,     8,        5,      6,    4,     7,   3,   2]),
    (Field::Permalink, [       9,     8,        7,      6,    4,     5,   3,   2]),
    (Field::Marks,     [       9,     8,        7,      6,    4,     5,   3,   2]),
];

/// Returns how much a reader's word counts for a field.
pub(in crate::source) const fn rank(field: Field, by: Witness) -> u8 {
    let column = match by {
        Witness::Platform => 0,
        Witness::Recipe => 1,
        Witness::Microdata => 2,
        Witness::JsonLd => 3,
        Witness::State => 4,
        Witness::Markup => 5,
        Witness::Feed => 6,
        Witness::Text => 7,
        Witness::Unknown => return 0,
    };
    // The rows stand in the order of the fields; a test holds them to it.
    RANKS[field as usize].1[column]
}

/// How exactly a value is told; it comes before the reader's rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::source) enum Exactness {
    /// A cut text, a guessed time, a relative one.
    Vague,
    /// A day alone.
    Day,
    /// A clock with its date, as people read it.
    Shown,
    /// A whole text, an instant for machines.
    Exact,
}

impl Exactness {
    /// Tells how exactly a stamp tells its time.
    pub(in crate::source) fn of(stamp: &Stamp) -> Self {
        match (stamp.precision, stamp.basis) {
            _ if stamp.guessed => Self::Vague,
            (_, TimeBasis::Relative) => Self::Vague,
            (Precision::Day, _) => Self::Day,
            (_, TimeBasis::Text | TimeBasis::Clock) => Self::Shown,
            _ => Self::Exact,
        }
    }

    /// Tells how exactly a text is told that may be cut.
    pub(in crate::source) const fn of_text(whole: bool) -> Self {
        if whole { Self::Exact } else { Self::Vague }
    }
}

/// The step from one exactness to the next; ranks of one exactness lie below it.
const STEP: u8 = 16;

/// Returns who said a field and how much that counts, for comparison with what others say later.
pub(in crate::source) const fn voice(field: Field, by: Witness, exactness: Exactness) -> Voice {
    let rank = match by {
        Witness::Unknown => 0,
        by => exactness as u8 * STEP + rank(field, by),
    };
    Voice { by, rank }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    const FIELDS: [Field; 8] = [
        Field::Label,
        Field::Headline,
        Field::Body,
        Field::Published,
        Field::Modified,
        Field::Authors,
        Field::Permalink,
        Field::Marks,
    ];
    const READERS: [Witness; 8] = [
        Witness::Platform,
        Witness::Recipe,
        Witness::Microdata,
        Witness::JsonLd,
        Witness::State,
        Witness::Markup,
        Witness::Feed,
        Witness::Text,
    ];

    /// The readers of a page, the one whose word counts most first.
    fn order(field: Field) -> Vec<Witness> {
        let mut readers = READERS.to_vec();
        readers.sort_by_key(|by| std::cmp::Reverse(rank(field, *by)));
        readers
    }

    #[test]
    fn every_field_has_its_row() {
        for (at, (field, _)) in RANKS.iter().enumerate() {
            assert_eq!(*field as usize, at);
        }
    }

    #[test]
    fn no_two_readers_count_the_same_and_none_reaches_the_next_step() {
        for field in FIELDS {
            let ranks = order(field).into_iter().map(|by| rank(field, by));
            let ranks: Vec<u8> = ranks.collect();
            assert!(ranks.windows(2).all(|pair| pair[0] > pair[1]), "{field:?}");
            assert!(ranks[0] < STEP && ranks[7] > 0, "{field:?}");
        }
    }

    #[test]
    fn a_protocol_counts_most_and_a_recipe_next_for_every_field() {
        for field in FIELDS {
            assert_eq!(order(field)[..2], [Witness::Platform, Witness::Recipe]);
            assert_eq!(order(field)[6..], [Witness::Feed, Witness::Text]);
        }
    }

    #[test]
    fn what_readers_see_comes_from_elements_and_identity_from_data() {
        use Witness::{JsonLd, Markup, Microdata, State};
        for (field, readers) in [
            (Field::Headline, [Microdata, Markup, JsonLd, State]),
            (Field::Body, [Microdata, Markup, JsonLd, State]),
            (Field::Published, [Microdata, Markup, JsonLd, State]),
            (Field::Modified, [Microdata, JsonLd, State, Markup]),
            (Field::Authors, [Markup, JsonLd, Microdata, State]),
            (Field::Permalink, [Microdata, JsonLd, Markup, State]),
            (Field::Marks, [Microdata, JsonLd, Markup, State]),
        ] {
            assert_eq!(order(field)[2..6], readers, "{field:?}");
        }
    }

    #[test]
    fn exactness_comes_before_rank() {
        let exact = voice(Field::Published, Witness::Text, Exactness::Exact);
        let day = voice(Field::Published, Witness::Platform, Exactness::Day);
        assert!(exact.rank > day.rank);
        let cut = voice(Field::Body, Witness::Platform, Exactness::of_text(false));
        let whole = voice(Field::Body, Witness::Text, Exactness::of_text(true));
        assert!(whole.rank > cut.rank);
        assert_eq!(
            voice(Field::Body, Witness::Unknown, Exactness::Exact).rank,
            0
        );
    }

    #[test]
    fn a_time_is_as_exact_as_it_is_told() {
        let at = DateTime::UNIX_EPOCH.fixed_offset();
        let machine = Stamp::new(at, TimeBasis::Markup);
        let stamp = |basis, precision, guessed| Stamp {
            basis,
            precision,
            guessed,
            ..machine.clone()
        };
        let rows = [
            (Exactness::Exact, machine.clone()),
            (
                Exactness::Exact,
                stamp(TimeBasis::Platform, Precision::Minute, false),
            ),
            (
                Exactness::Shown,
                stamp(TimeBasis::Text, Precision::Minute, false),
            ),
            (
                Exactness::Shown,
                stamp(TimeBasis::Clock, Precision::Minute, false),
            ),
            (
                Exactness::Day,
                stamp(TimeBasis::Markup, Precision::Day, false),
            ),
            (
                Exactness::Vague,
                stamp(TimeBasis::Relative, Precision::Minute, false),
            ),
            (
                Exactness::Vague,
                stamp(TimeBasis::Clock, Precision::Minute, true),
            ),
        ];
        for (exactness, stamp) in rows {
            assert_eq!(Exactness::of(&stamp), exactness, "{stamp:?}");
        }
        assert!(rows_rise());
    }

    fn rows_rise() -> bool {
        let rising = [
            Exactness::Vague,
            Exactness::Day,
            Exactness::Shown,
            Exactness::Exact,
        ];
        rising.is_sorted()
    }
}
