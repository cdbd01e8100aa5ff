//! Relative times in tokens: "2h ago", "1 hr 15 min ago", "vor 5 Minuten", "il y a une heure", "5分钟前".

use chrono::TimeDelta;

use super::{tokens::Token, words};

/// The longest relative time that still tells an update's place, in seconds: eight weeks.
const LONGEST: i64 = 8 * 7 * 86_400;

/// Reads a relative time that begins at a token; returns how long ago, with the place of the next token.
pub(super) fn relative_at(tokens: &[Token], at: usize) -> Option<(TimeDelta, usize)> {
    let (ago, end) = announced(tokens, at)
        .or_else(|| concluded(tokens, at))
        .or_else(|| ideographic(tokens, at))?;
    (ago <= LONGEST).then(|| TimeDelta::try_seconds(ago).map(|ago| (ago, end)))?
}

/// "vor 5 Minuten", "hace 2 h", "il y a une heure", "pre 5 minuta".
fn announced(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let start = if (word(at), word(at + 1), word(at + 2)) == ("il", "y", "a") {
        at + 3
    } else if words::begins_relative(word(at)) {
        at + 1
    } else {
        return None;
    };
    // "vor rund 5 Minuten", "hace unos 5 minutos", "pre oko 5 minuta".
    let about = matches!(
        word(start),
        "rund" | "etwa" | "ca" | "unos" | "unas" | "environ" | "oko" | "cerca"
    );
    amounts(tokens, if about { start + 1 } else { start })
}

/// "5 min ago", "1 hr 15 min ago", "5 minuti fa", "för 5 minuter sedan".
fn concluded(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let opens = tokens
        .get(at)
        .is_some_and(|t| matches!(t.word(), "for" | "about" | "circa" | "około"));
    let (ago, end) = amounts(tokens, if opens { at + 1 } else { at })?;
    let dot = tokens.get(end).is_some_and(|t| t.is('.'));
    let last = if dot { end + 1 } else { end };
    words::ends_relative(tokens.get(last)?.word()).then_some((ago, last + 1))
}

/// One or two amounts with their units: "2h", "1 hr 15 min", "1 Stunde und 5 Minuten".
fn amounts(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let (first, mut end) = amount(tokens, at)?;
    let joined = tokens.get(end).is_some_and(|t| {
        t.is(',')
            || matches!(
                t.word(),
                "and" | "und" | "et" | "y" | "e" | "i" | "og" | "och"
            )
    });
    match amount(tokens, if joined { end + 1 } else { end }) {
        Some((second, next)) if second < first => {
            end = next;
            Some((first.checked_add(second)?, end))
        }
        _ => Some((first, end)),
    }
}

fn amount(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let token = tokens.get(at)?;
    let number = token
        .number(1..=3)
        .or_else(|| words::is_one(token.word()).then_some(1))?;
    let seconds = words::unit(tokens.get(at + 1)?.word())?;
    let dot =
        tokens.get(at + 2).is_some_and(|t| t.is('.') && !t.apart) && tokens.get(at + 3).is_some();
    Some((
        i64::from(number).checked_mul(seconds)?,
        if dot { at + 3 } else { at + 2 },
    ))
}

/// "5分钟前", "2小時前", "3時間前", "1天前".
fn ideographic(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let number = tokens.get(at)?.number(1..=3)?;
    let seconds = match tokens.get(at + 1)?.word() {
        "秒" => 1,
        "分" => 60,
        "小" | "時" | "时" => 3_600,
        "天" | "日" => 86_400,
        "周" | "週" => 604_800,
        _ => return None,
    };
    // The unit may have a second and a third character before 前, "ago".
    let before = (at + 2..=at + 4).find(|at| tokens.get(*at).is_some_and(|t| t.word() == "前"))?;
    let filler = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| matches!(t.word(), "钟" | "鐘" | "时" | "時" | "間" | "间"))
    };
    (at + 2..before)
        .all(filler)
        .then_some((i64::from(number) * seconds, before + 1))
}
