//! Every language of CLDR, as its own patterns write it.

use chrono_tz::Tz;

use super::{moment, told};
use crate::source::{
    field::time::{Hints, Reading, TimeContext, read},
    vocabulary,
};

fn in_language(locale: &str) -> TimeContext {
    let hints = Hints {
        language: Some(locale),
        ..Hints::default()
    };
    TimeContext {
        zone: Some(Tz::UTC),
        ..TimeContext::for_page(moment("2025-08-07T18:00:00Z"), &hints)
    }
}

/// Shows a reading as the samples do.
fn shown(reading: Option<Reading>, ctx: &TimeContext) -> String {
    match reading {
        Some(Reading::Stamp(stamp)) if stamp.basis == crate::model::TimeBasis::Relative => {
            format!("{} min", (ctx.now - stamp.utc()).num_minutes())
        }
        Some(Reading::Stamp(stamp)) => stamp.at.format("%Y-%m-%d %H:%M").to_string(),
        other => told(other),
    }
}

/// Collects what is wrong, and shows some of it.
fn all_right(wrong: &[String], of: usize) {
    assert!(
        wrong.is_empty(),
        "{} of {of}:\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn dates_and_times_are_read_as_every_locale_writes_them() {
    let rows: Vec<(&str, &str, &str)> = include_str!("samples.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut parts = line.split('\t');
            (
                parts.next().unwrap(),
                parts.next().unwrap(),
                parts.next().unwrap(),
            )
        })
        .collect();
    // Yoruba puts spaces between numbers, Pashto the day behind the year and the month, Romansh and Tigrinya words between
    // weekday and date.
    let odd = |locale: &str| matches!(locale, "yo" | "ps" | "rm" | "ti");
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(locale, ..)| !odd(locale))
        .filter_map(|(locale, expected, text)| {
            let ctx = in_language(locale);
            let got = shown(read(text, &ctx), &ctx);
            (got != *expected)
                .then(|| format!("{locale}: {text:?}: expected {expected}, got {got}"))
        })
        .collect();
    all_right(&wrong, rows.len());
}

#[test]
fn every_word_of_the_table_is_understood_in_its_languages() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for line in vocabulary::time::CLDR
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (phrase, codes) = line.split_once('\t').unwrap();
        for code in codes.split(' ') {
            let (code, languages) = code.split_once(':').unwrap_or((code, ""));
            let (role, value) = code.split_at(1);
            let (text, expected) = match role {
                "M" | "F" if value != "0" => {
                    let month: u32 = value.parse().unwrap();
                    (
                        format!("7 {phrase} 2024 16:32"),
                        format!("2024-{month:02}-07 16:32"),
                    )
                }
                "G" if phrase.contains('#') => {
                    let seconds: i64 = value.parse().unwrap();
                    // French has "5 j" and "5 e" for days and weeks, which Somali and others have for less.
                    if seconds < 60 || phrase.ends_with(['j', 'e']) && languages.is_empty() {
                        continue;
                    }
                    (
                        phrase.replace('#', "5"),
                        format!("{} min", seconds * 5 / 60),
                    )
                }
                "K" => {
                    let back: i64 = value.parse().unwrap();
                    (
                        format!("{phrase} 16:32"),
                        format!("2025-08-{:02} 16:32", 7 - back),
                    )
                }
                _ => continue,
            };
            for language in languages.split(',') {
                let ctx = in_language(language);
                let got = shown(read(&text, &ctx), &ctx);
                checked += 1;
                if got != expected {
                    wrong.push(format!(
                        "{language} {text:?}: expected {expected}, got {got}"
                    ));
                }
            }
        }
    }
    all_right(&wrong, checked);
}
