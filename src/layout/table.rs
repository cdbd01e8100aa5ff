//! Tables in columns.

use super::{
    row::{Role, Span},
    runs::{Text, numbered, span},
};
use crate::model::TableRow;

/// Between two columns.
const GAP: &str = "  ";
/// No column is made narrower than this while another is wider.
const NARROWEST: usize = 4;

/// A column that wants more is narrower than this only where the table keeps to the text's width.
const READABLE: usize = 12;
/// A column of a wide table is no wider than this.
const WIDEST: usize = 32;

/// Lays out a table; each row comes with the number of text bytes that it stands for. `true` where it is wider than what
/// is available, because it may be and its columns would be too narrow to read.
pub(super) fn lay_out(
    rows: &[TableRow],
    available: u16,
    links: &mut u16,
    may_be_wide: bool,
) -> (Vec<(Vec<Span>, u32)>, bool) {
    let cells: Vec<(bool, Vec<Text>)> = rows
        .iter()
        .map(|row| {
            let role = if row.header {
                Role::Heading
            } else {
                Role::Text
            };
            (
                row.header,
                row.cells.iter().map(|c| numbered(c, role, links)).collect(),
            )
        })
        .collect();
    let fitting = columns(&cells, usize::from(available));
    let wanted = wanted(&cells, usize::MAX);
    let is_narrow = |(has, wants): (&usize, &usize)| *has < READABLE.min(*wants);
    let wide = may_be_wide && fitting.iter().zip(&wanted).any(is_narrow);
    let columns = if wide {
        wanted.iter().map(|wants| (*wants).min(WIDEST)).collect()
    } else {
        fitting
    };
    let mut laid = Vec::new();
    for (index, (header, cells)) in cells.iter().enumerate() {
        let len: usize = cells.iter().map(Text::len).sum();
        lay_out_row(cells, &columns, &mut laid);
        if let Some((_, bytes)) = laid.last_mut() {
            *bytes = u32::try_from(len + 1).unwrap_or(u32::MAX);
        }
        let body_follows = rows.get(index + 1).is_some_and(|next| !next.header);
        if *header && body_follows {
            let total = columns.iter().sum::<usize>() + GAP.len() * columns.len().saturating_sub(1);
            laid.push((vec![span(&"─".repeat(total), Role::Ornament, None)], 0));
        }
    }
    (laid, wide)
}

fn lay_out_row(cells: &[Text], columns: &[usize], laid: &mut Vec<(Vec<Span>, u32)>) {
    let broken: Vec<Vec<Vec<Span>>> = cells
        .iter()
        .zip(columns)
        .map(|(cell, column)| {
            let cells = u16::try_from(*column).unwrap_or(u16::MAX);
            cell.broken(cells)
                .into_iter()
                .map(|(_, spans)| spans)
                .collect()
        })
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for line in 0..height {
        let mut spans = Vec::new();
        let last = broken.iter().rposition(|cell| line < cell.len());
        for (column, cell) in broken.iter().enumerate().take(last.map_or(0, |l| l + 1)) {
            let content = cell.get(line).cloned().unwrap_or_default();
            let used: usize = content.iter().map(|s| usize::from(s.width)).sum();
            spans.extend(content);
            if Some(column) != last {
                let padding = columns[column].saturating_sub(used) + GAP.len();
                spans.push(span(&" ".repeat(padding), Role::Ornament, None));
            }
        }
        laid.push((spans, 0));
    }
}

/// Divides the available cells: what a column wants, and where that is too much, the widest give first.
fn columns(rows: &[(bool, Vec<Text>)], available: usize) -> Vec<usize> {
    let mut columns = wanted(rows, available);
    let count = columns.len();
    let room = available
        .saturating_sub(GAP.len() * count.saturating_sub(1))
        .max(count);
    let mut excess = columns.iter().sum::<usize>().saturating_sub(room);
    while excess > 0 {
        let Some(widest) = columns.iter().copied().max().filter(|w| *w > 1) else {
            break;
        };
        let next = columns
            .iter()
            .copied()
            .filter(|w| *w < widest)
            .max()
            .unwrap_or(1);
        let floor = next.max(if widest > NARROWEST { NARROWEST } else { 1 });
        for column in columns.iter_mut().filter(|c| **c == widest) {
            let give = excess.min(widest - floor).max(1);
            *column -= give;
            excess = excess.saturating_sub(give);
            if excess == 0 {
                break;
            }
        }
    }
    columns
}

/// Returns how many cells each column wants, at most so many.
fn wanted(rows: &[(bool, Vec<Text>)], most: usize) -> Vec<usize> {
    let count = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut columns = vec![1; count];
    for (_, cells) in rows {
        for (column, cell) in columns.iter_mut().zip(cells) {
            *column = (*column).max(cell.width().min(most));
        }
    }
    columns
}
