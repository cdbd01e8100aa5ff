//! Which updates are told of each stretch of time, so that all of it is one page.

use std::cmp::Reverse;

use chrono::{NaiveDateTime, TimeDelta};

use super::{Item, Line, Stretch, floor};

/// About so many headlines are a page.
const HEADLINES: usize = 36;

/// How long each stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Hour,
    /// A quarter of a day.
    Quarter,
    Day,
}

impl Step {
    /// Returns the step that makes a page of a span: that of nine in ten of the updates, for a pinned one may be from
    /// long before.
    pub(super) fn for_span(news: &[&Item]) -> Self {
        let oldest = news.get(news.len().saturating_sub(1) * 9 / 10);
        let span = news.first().zip(oldest);
        let span = span.map_or(TimeDelta::zero(), |(newest, oldest)| {
            newest.time() - oldest.time()
        });
        match span.num_hours() {
            ..18 => Self::Hour,
            18..108 => Self::Quarter,
            _ => Self::Day,
        }
    }

    fn hours(self) -> u32 {
        match self {
            Self::Hour => 1,
            Self::Quarter => 6,
            Self::Day => 24,
        }
    }
}

/// Divides updates into stretches, newest first, and chooses what is told of each.
pub(super) fn choose(lines: Vec<Line>, step: Step) -> Vec<Stretch> {
    let mut stretches: Vec<(NaiveDateTime, Vec<Line>)> = Vec::new();
    for line in lines {
        let from = floor(line.at, step.hours());
        let known = stretches.iter_mut().find(|(known, _)| *known == from);
        match known {
            Some((_, lines)) => lines.push(line),
            None => stretches.push((from, vec![line])),
        }
    }
    stretches.sort_by_key(|(from, _)| Reverse(*from));
    let counts: Vec<usize> = stretches.iter().map(|(_, lines)| lines.len()).collect();
    let shares = shares(&counts);
    let stretch = |((from, lines), share): ((NaiveDateTime, Vec<Line>), usize)| {
        let (lines, more) = best(lines, share);
        Stretch {
            from,
            length: TimeDelta::hours(i64::from(step.hours())),
            lines,
            more,
        }
    };
    stretches.into_iter().zip(shares).map(stretch).collect()
}

/// Divides the page: what one stretch does not need is for the others, and each has one line at least.
fn shares(counts: &[usize]) -> Vec<usize> {
    let mut by_count: Vec<usize> = (0..counts.len()).collect();
    by_count.sort_by_key(|index| counts.get(*index));
    let mut shares = vec![0; counts.len()];
    let mut room = HEADLINES;
    for (done, index) in by_count.iter().enumerate() {
        let fair = (room / (counts.len() - done)).max(1);
        let wanted = counts.get(*index).copied().unwrap_or(0);
        // One line that says "and 1 more" takes as much room as that one.
        let share = if wanted <= fair + 1 { wanted } else { fair };
        room = room.saturating_sub(share);
        if let Some(place) = shares.get_mut(*index) {
            *place = share;
        }
    }
    shares
}

/// Chooses the best lines, in their order: what the newsroom put first, what has a headline of its own, what is newer.
fn best(lines: Vec<Line>, share: usize) -> (Vec<Line>, Option<(super::EntryId, usize)>) {
    if lines.len() <= share {
        return (lines, None);
    }
    let mut by_worth: Vec<(usize, &Line)> = lines.iter().enumerate().collect();
    by_worth.sort_by_key(|(_, line)| (!line.first, !line.titled));
    let mut chosen: Vec<usize> = by_worth.iter().take(share).map(|(at, _)| *at).collect();
    chosen.sort_unstable();
    let (mut told, mut left) = (Vec::new(), Vec::new());
    for (at, line) in lines.into_iter().enumerate() {
        let side = if chosen.binary_search(&at).is_ok() {
            &mut told
        } else {
            &mut left
        };
        side.push(line);
    }
    let count = left.len();
    let more = left.into_iter().next().map(|line| (line.id, count));
    (told, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_quiet_hours_do_not_need_is_for_the_busy_ones() {
        assert_eq!(shares(&[3, 90, 2]), [3, 31, 2]);
        assert_eq!(shares(&[100, 100, 100]), [12, 12, 12]);
        assert_eq!(shares(&[5]), [5]);
        assert_eq!(shares(&[37]), [37], "a line that says 1 more saves none");
        let many = shares(&[9; 60]);
        assert!(many.iter().all(|share| *share == 1), "each tells something");
    }
}
