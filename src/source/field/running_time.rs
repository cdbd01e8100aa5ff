//! How long a film or a recording takes, as publishers write it and as people read it.

/// Reads a length: an ISO 8601 duration (`PT1H2M3S`), seconds, or what already has the form of a clock; returns it as
/// `1:02:03` or `2:03`.
pub(in crate::source) fn running_time(text: &str) -> Option<String> {
    let text = text.trim();
    let seconds = if text.starts_with(['P', 'p']) {
        iso(&text[1..])?
    } else if text.contains(':') {
        clock(text)?
    } else {
        // Parts of a second are nobody's business; milliseconds cannot be told from seconds but by their size.
        let number: f64 = text.parse().ok()?;
        let seconds = if number >= MILLISECONDS {
            number / 1000.0
        } else {
            number
        };
        whole(seconds)?
    };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(match hours {
        _ if hours + minutes + seconds == 0 => return None,
        0 => format!("{minutes}:{seconds:02}"),
        1..100 => format!("{hours}:{minutes:02}:{seconds:02}"),
        _ => return None,
    })
}

/// From here on a number is taken for milliseconds: no film takes ten hours.
const MILLISECONDS: f64 = 36_000.0;

fn whole(seconds: f64) -> Option<u32> {
    let rounded = seconds.round();
    let is_sane = rounded >= 0.0 && rounded < f64::from(u32::MAX);
    is_sane.then(|| format!("{rounded:.0}").parse().ok())?
}

/// Adds up the parts of a duration, without its leading letter.
fn iso(parts: &str) -> Option<u32> {
    let mut number = String::new();
    let mut seconds = 0.0;
    let mut is_time = false;
    for c in parts.chars() {
        let unit = match c.to_ascii_uppercase() {
            '0'..='9' | '.' => {
                number.push(c);
                continue;
            }
            'T' => {
                is_time = true;
                continue;
            }
            'D' => 86_400.0,
            'H' if is_time => 3_600.0,
            'M' if is_time => 60.0,
            'S' if is_time => 1.0,
            _ => return None,
        };
        seconds += std::mem::take(&mut number).parse::<f64>().ok()? * unit;
    }
    number.is_empty().then(|| whole(seconds))?
}

/// Reads `1:02:03` or `2:03`.
fn clock(text: &str) -> Option<u32> {
    let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
    let parts = parts.filter(|parts| parts.len() <= 3)?;
    let add = |sum: u32, part: &u32| sum.checked_mul(60)?.checked_add(*part);
    parts.iter().try_fold(0, add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_all_their_forms() {
        for (text, read) in [
            ("PT2M3S", Some("2:03")),
            ("PT1H2M3.4S", Some("1:02:03")),
            ("P0DT0H0M45S", Some("0:45")),
            ("123", Some("2:03")),
            ("123.45", Some("2:03")),
            ("123450", Some("2:03")),
            ("2:03", Some("2:03")),
            ("01:02:03", Some("1:02:03")),
            ("PT0S", None),
            ("P1M", None),
            ("-5", None),
            ("1e99", None),
            ("4294967295:59", None),
            ("soon", None),
            ("P\u{e9}", None),
            ("", None),
        ] {
            assert_eq!(running_time(text).as_deref(), read, "{text}");
        }
    }
}
