//! One story told in the languages of news: a page of it in every form that times take, and the times that a reader
//! should find.
//!
//! The pages are made here, from a table that knows how newsrooms write and nothing of how the program reads.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod table;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use newswire::{
    model::WebUrl,
    source::{self, Page},
};

use table::{LANGUAGES, Language};

/// The updates' local times, newest first: over midnight from Thursday to Friday, and from July to August.
const STORY: [(u32, u32, u32); 5] = [
    (1, 0, 40),
    (1, 0, 5),
    (31, 23, 50),
    (31, 18, 20),
    (31, 9, 5),
];

const TEXT: &str = "The harbour office says that the ferry left the north pier with about forty passengers on board.";

fn local(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    let month = if day == 1 { 8 } else { 7 };
    let date = NaiveDate::from_ymd_opt(2025, month, day).unwrap();
    date.and_hms_opt(hour, minute, 0).unwrap()
}

fn story() -> impl Iterator<Item = NaiveDateTime> {
    STORY
        .iter()
        .map(|(day, hour, minute)| local(*day, *hour, *minute))
}

impl Language {
    fn utc(&self, local: NaiveDateTime) -> DateTime<Utc> {
        self.zone.from_local_datetime(&local).unwrap().to_utc()
    }

    /// Writes a text's figures in the language's own digits.
    fn figures(&self, text: &str) -> String {
        let Some(zero) = self.digits else {
            return text.to_owned();
        };
        let own = |c: char| {
            c.to_digit(10)
                .map(|digit| char::from_u32(u32::from(zero) + digit).unwrap())
        };
        text.chars().map(|c| own(c).unwrap_or(c)).collect()
    }

    fn date(&self, at: NaiveDateTime) -> String {
        self.date_in(self.date, at)
    }

    fn date_in(&self, pattern: &str, at: NaiveDateTime) -> String {
        let place = usize::from(at.month() == 7);
        self.figures(
            &pattern
                .replace("{w}", self.weekdays[place])
                .replace("{m}", self.months[place])
                .replace("{s}", self.short_months[place])
                .replace("{D}", &format!("{:02}", at.day()))
                .replace("{N}", &format!("{:02}", at.month()))
                .replace("{n}", &at.month().to_string())
                .replace("{d}", &at.day().to_string())
                .replace("{y}", &at.year().to_string()),
        )
    }

    fn clock(&self, at: NaiveDateTime) -> String {
        let (afternoon, hour) = at.hour12();
        self.figures(
            &self
                .clock
                .replace("{half}", self.halves[usize::from(afternoon)])
                .replace("{H}", &format!("{:02}", at.hour()))
                .replace("{h}", &at.hour().to_string())
                .replace("{k}", &hour.to_string())
                .replace("{M}", &format!("{:02}", at.minute())),
        )
    }

    /// Makes a page of updates, each with the text of its time and with what stands before it.
    fn page(&self, modified: Option<NaiveDateTime>, updates: &[(String, String)]) -> String {
        let modified = modified.map_or_else(String::new, |at| {
            let at = self.utc(at).to_rfc3339();
            format!("<meta property='article:modified_time' content='{at}'>")
        });
        let updates = (0..).zip(updates).map(|(number, (before, time))| {
            format!(
                "{before}<div class='live-post' id='post-{}'><span class='time'>{time}</span>\
                 <h3>Update {number} of the harbour</h3><p>{TEXT} It is number {number}.</p></div>",
                1000 - number
            )
        });
        let updates: String = updates.collect();
        format!(
            "<!doctype html><html lang='{}'><meta charset=utf-8><title>Live: the harbour bridge</title>{modified}\
             <body><main><h1>Live: the harbour bridge</h1><div class='liveblog'>{updates}</div></main></body></html>",
            self.tag
        )
    }

    /// Reads a page at a local time; returns the updates' times.
    fn times(&self, page: &str, now: NaiveDateTime) -> Vec<Option<DateTime<Utc>>> {
        let address = WebUrl::parse(&format!(
            "https://www.example.{}/live/harbour",
            self.country
        ))
        .unwrap();
        let read = source::extract(&Page {
            bytes: page.as_bytes(),
            content_type: Some("text/html; charset=utf-8"),
            address: Some(&address),
            fetched_at: self.utc(now),
            saved: None,
            cancellation: None,
        });
        let Ok(read) = read else { return Vec::new() };
        let entries = read.snapshot.entries.iter();
        entries
            .map(|entry| entry.published.as_ref().map(newswire::model::Stamp::utc))
            .collect()
    }

    fn expected(&self) -> Vec<Option<DateTime<Utc>>> {
        story().map(|at| Some(self.utc(at))).collect()
    }
}

/// Holds one form of times against every language.
fn in_all_languages(
    write: impl Fn(&Language) -> (String, NaiveDateTime),
    is_right: impl Fn(&Language, &[Option<DateTime<Utc>>]) -> bool,
) {
    let wrong: Vec<(&str, String)> = LANGUAGES
        .iter()
        .filter_map(|language| {
            let (page, now) = write(language);
            let times = language.times(&page, now);
            let wrong = !is_right(language, &times);
            wrong.then(|| {
                (
                    language.tag,
                    format!("{} is read as {times:?}", shown(&page)),
                )
            })
        })
        .collect();
    let lines: Vec<String> = wrong
        .iter()
        .map(|(tag, why)| format!("{tag}: {why}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} languages are wrong:\n{}",
        wrong.len(),
        LANGUAGES.len(),
        lines.join("\n")
    );
}

/// Returns the times that a page shows, as it writes them.
fn shown(page: &str) -> String {
    let times = page.split("<span class='time'>").skip(1);
    let times = times.filter_map(|rest| rest.split('<').next());
    times.collect::<Vec<_>>().join(" | ")
}

fn right(language: &Language, times: &[Option<DateTime<Utc>>]) -> bool {
    times == language.expected()
}

#[test]
fn a_date_and_a_clock_are_read_days_later() {
    in_all_languages(
        |language| {
            let dated = |at| {
                (
                    String::new(),
                    format!("{}, {}", language.date(at), language.clock(at)),
                )
            };
            let updates: Vec<_> = story().map(dated).collect();
            (
                language.page(None, &updates),
                local(1, 12, 0) + TimeDelta::days(5),
            )
        },
        right,
    );
}

#[test]
fn a_heading_of_a_day_dates_the_clocks_under_it() {
    in_all_languages(
        |language| {
            let mut day = None;
            let updates: Vec<_> = story()
                .map(|at| {
                    let new = day.replace(at.date()) != Some(at.date());
                    let heading = if new {
                        format!("<h2 class='day'>{}</h2>", language.date(at))
                    } else {
                        String::new()
                    };
                    (heading, language.clock(at))
                })
                .collect();
            (
                language.page(None, &updates),
                local(1, 12, 0) + TimeDelta::days(5),
            )
        },
        right,
    );
}

#[test]
fn clocks_alone_go_back_over_midnight() {
    in_all_languages(
        |language| {
            let updates: Vec<_> = story()
                .map(|at| (String::new(), language.clock(at)))
                .collect();
            (
                language.page(Some(local(1, 0, 40)), &updates),
                local(1, 8, 0),
            )
        },
        right,
    );
}

#[test]
fn today_and_yesterday_are_days() {
    in_all_languages(
        |language| {
            let named = |at: NaiveDateTime| {
                let day = language.days[usize::from(at.day() != 1)];
                (String::new(), format!("{day}, {}", language.clock(at)))
            };
            let updates: Vec<_> = story().map(named).collect();
            (language.page(None, &updates), local(1, 8, 0))
        },
        right,
    );
}

#[test]
fn how_long_ago_something_was_is_a_time() {
    const AGO: [(usize, i64); 5] = [(0, 5), (0, 20), (1, 2), (1, 3), (1, 5)];
    in_all_languages(
        |language| {
            let ago = |(unit, amount): &(usize, i64)| {
                let words = language.ago[*unit].replace("{n}", &amount.to_string());
                (String::new(), language.figures(&words))
            };
            let updates: Vec<_> = AGO.iter().map(ago).collect();
            (language.page(None, &updates), local(1, 8, 0))
        },
        |language, times| {
            let now = language.utc(local(1, 8, 0));
            let expected = AGO.iter().map(|(unit, amount)| {
                Some(
                    now - if *unit == 0 {
                        TimeDelta::minutes(*amount)
                    } else {
                        TimeDelta::hours(*amount)
                    },
                )
            });
            times == expected.collect::<Vec<_>>()
        },
    );
}

#[test]
fn no_words_of_a_time_stay_in_the_text_of_a_flat_page() {
    in_all_languages(
        |language| {
            let updates = (0..).zip(story()).map(|(number, at)| {
                format!(
                    "<p><strong>{}</strong> {TEXT} It is number {number}.</p>",
                    language.clock(at)
                )
            });
            let updates: String = updates.collect();
            let modified = language.utc(local(1, 0, 40)).to_rfc3339();
            let page = format!(
                "<!doctype html><html lang='{}'><meta charset=utf-8><title>Live: the harbour bridge</title>\
                 <meta property='article:modified_time' content='{modified}'><body><main><h1>Live: the harbour bridge</h1>\
                 <article><p>This is a live blog about the bridge and all that happens around it.</p>{updates}</article>\
                 </main></body></html>",
                language.tag
            );
            (page, local(1, 8, 0))
        },
        right,
    );
}

/// Writes a date and a clock beside each update; the page is read days later.
fn dated(language: &Language, date: &str) -> (String, NaiveDateTime) {
    let dated = |at| {
        let date = language.date_in(date, at);
        (String::new(), format!("{date} {}", language.clock(at)))
    };
    let updates: Vec<_> = story().map(dated).collect();
    (
        language.page(None, &updates),
        local(1, 12, 0) + TimeDelta::days(5),
    )
}

#[test]
fn short_months_are_read_days_later() {
    in_all_languages(|language| dated(language, language.short_date), right);
}

#[test]
fn dates_in_figures_are_read_days_later() {
    in_all_languages(|language| dated(language, language.numeric), right);
}

#[test]
fn now_one_minute_and_one_hour_ago_are_times() {
    in_all_languages(
        |language| {
            let words = [language.now, language.one[0], language.one[1]];
            let updates = words.map(|words| (String::new(), language.figures(words)));
            (language.page(None, &updates), local(1, 8, 0))
        },
        |language, times| {
            let now = language.utc(local(1, 8, 0));
            times == [0, 1, 60].map(|minutes| Some(now - TimeDelta::minutes(minutes)))
        },
    );
}
