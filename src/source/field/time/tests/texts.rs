//! Times in visible text.

use chrono_tz::Tz;
use proptest::prelude::*;

use super::{check, context, london, moment, parse_visible, told};
use crate::{
    model::TimeBasis,
    source::field::time::{Hints, TimeContext, find, parse_machine, read},
};

#[test]
fn visible_texts_with_date_and_clock_are_read() {
    let rows = [
        (
            "Thursday 07 August 2025 04:49 BST",
            "2025-08-07T04:49:00+01:00",
        ),
        ("7 August 2025 04:49", "2025-08-07T04:49:00+01:00"),
        ("7 August 2025, 04:49", "2025-08-07T04:49:00+01:00"),
        ("7 August 2025 at 4:49am", "2025-08-07T04:49:00+01:00"),
        ("7th August 2025 | 04:49", "2025-08-07T04:49:00+01:00"),
        ("7 Aug 2025 04.49 BST", "2025-08-07T04:49:00+01:00"),
        ("Fri 19 Feb 2021 19.41 GMT", "2021-02-19T19:41:00+00:00"),
        (
            "Last modified on Fri 5 Feb 2016 13.09 EST",
            "2016-02-05T13:09:00-05:00",
        ),
        (
            "First published on Thu 7 Aug 2025 04.49 BST",
            "2025-08-07T04:49:00+01:00",
        ),
        ("20:03, 2 MAR 2024", "2024-03-02T20:03:00+00:00"),
        ("04:49, Thu, Aug 7, 2025", "2025-08-07T04:49:00+01:00"),
        (
            "04:49 Thursday 7 August 2025, UK",
            "2025-08-07T04:49:00+01:00",
        ),
        (
            "Thursday 7 August 2025 04:49, UK",
            "2025-08-07T04:49:00+01:00",
        ),
        ("August 7, 2025 4:49 a.m. ET", "2025-08-07T04:49:00-04:00"),
        ("4:49 a.m. ET, August 7, 2025", "2025-08-07T04:49:00-04:00"),
        (
            "4:49 AM EDT, Thu August 7, 2025",
            "2025-08-07T04:49:00-04:00",
        ),
        ("Aug. 7, 2025, 4:49 AM EDT", "2025-08-07T04:49:00-04:00"),
        (
            "Updated 0349 GMT (1149 HKT) August 7, 2025",
            "2025-08-07T03:49:00+00:00",
        ),
        (
            "PUBLISHED THU, AUG 7 2025 4:49 AM EDT",
            "2025-08-07T04:49:00-04:00",
        ),
        ("November 02 2023 21:06 (IST)", "2023-11-02T21:06:00+05:30"),
        ("Nov 02, 2023 21:06 IST", "2023-11-02T21:06:00+05:30"),
        ("2025-08-07 04:49", "2025-08-07T04:49:00+01:00"),
        ("2025-08-07T03:49:00Z", "2025-08-07T03:49:00+00:00"),
        ("07/08/2025 04:49", "2025-08-07T04:49:00+01:00"),
        ("07/25/2025 04:49", "2025-07-25T04:49:00+01:00"),
        ("07.08.2025 04:49", "2025-08-07T04:49:00+01:00"),
        ("7-8-2025 04:49", "2025-08-07T04:49:00+01:00"),
        ("today at 04:49", "2025-08-07T04:49:00+01:00"),
        ("yesterday 14:30", "2025-08-06T14:30:00+01:00"),
        ("14:30 yesterday", "2025-08-06T14:30:00+01:00"),
        ("Yesterday, 2.30pm", "2025-08-06T14:30:00+01:00"),
        ("7 August 04:49", "2025-08-07T04:49:00+01:00"),
        ("31 December 23:59", "2024-12-31T23:59:00+00:00"),
        ("6 Aug 2025 24:00", "2025-08-07T00:00:00+01:00"),
        ("Wednesday 7 August 2025 04:49", "2025-08-07T04:49:00+01:00"),
        ("7 August 2025 04:49 UTC+2", "2025-08-07T04:49:00+02:00"),
        ("7 August 2025 04:49 GMT+05:30", "2025-08-07T04:49:00+05:30"),
        (
            "7 August 2025 04:49 (London time)",
            "2025-08-07T04:49:00+01:00",
        ),
        (
            "7 August 2025 4:49 a.m. Eastern Daylight Time",
            "2025-08-07T04:49:00-04:00",
        ),
        (
            "7\u{a0}August\u{a0}2025\u{a0}04:49",
            "2025-08-07T04:49:00+01:00",
        ),
        (
            "\u{200e}7 August 2025 04:49\u{200e}",
            "2025-08-07T04:49:00+01:00",
        ),
    ];
    check(&rows, |text| told(read(text, &london())));
}

#[test]
fn visible_texts_of_other_languages_are_read() {
    let rows = [
        ("Stand: 07.08.2025 04:49 Uhr", "2025-08-07T04:49:00+02:00"),
        ("Stand: 07.08.2025, 04.49 Uhr", "2025-08-07T04:49:00+02:00"),
        (
            "Donnerstag, 7. August 2025, 4:49 Uhr",
            "2025-08-07T04:49:00+02:00",
        ),
        ("Do, 07.08.2025 | 04:49", "2025-08-07T04:49:00+02:00"),
        ("07.08., 04:49 Uhr", "2025-08-07T04:49:00+02:00"),
        ("7. März 2025 um 04:49 Uhr MEZ", "2025-03-07T04:49:00+01:00"),
        ("gestern, 14:30 Uhr", "2025-08-06T14:30:00+02:00"),
        ("Publié le 7 août 2025 à 04h49", "2025-08-07T04:49:00+02:00"),
        (
            "Mis à jour le 07/08/2025 à 04:49",
            "2025-08-07T04:49:00+02:00",
        ),
        ("jeudi 1er août 2024 à 4h05", "2024-08-01T04:05:00+02:00"),
        ("hier à 14h30", "2025-08-06T14:30:00+02:00"),
        (
            "7 de agosto de 2025 a las 04:49",
            "2025-08-07T04:49:00+02:00",
        ),
        (
            "Actualizado: 07 ago 2025 - 04:49 h",
            "2025-08-07T04:49:00+02:00",
        ),
        ("mar, 5 ago 2025 04:49", "2025-08-05T04:49:00+02:00"),
        (
            "giovedì 7 agosto 2025 alle 04:49",
            "2025-08-07T04:49:00+02:00",
        ),
        (
            "Pubblicato il 7 agosto 2025 ore 04.49",
            "2025-08-07T04:49:00+02:00",
        ),
        (
            "quinta-feira, 7 de agosto de 2025 às 04h49",
            "2025-08-07T04:49:00+02:00",
        ),
        ("7 sierpnia 2025, godz. 04:49", "2025-08-07T04:49:00+02:00"),
        ("28 września 2020 20:30", "2020-09-28T20:30:00+02:00"),
        (
            "donderdag 7 augustus 2025 om 04.49 uur",
            "2025-08-07T04:49:00+02:00",
        ),
        (
            "četvrtak, 7. avgust 2025. 04:49",
            "2025-08-07T04:49:00+02:00",
        ),
        ("07.08.2025. u 04:49", "2025-08-07T04:49:00+02:00"),
        ("7. kolovoza 2025. u 04:49", "2025-08-07T04:49:00+02:00"),
        (
            "четвртак, 7. август 2025. 04:49",
            "2025-08-07T04:49:00+02:00",
        ),
        (
            "torsdag 7 augusti 2025 kl. 04.49",
            "2025-08-07T04:49:00+02:00",
        ),
        ("7. august 2025 kl. 04:49", "2025-08-07T04:49:00+02:00"),
        ("7. elokuuta 2025 klo 4.49", "2025-08-07T04:49:00+02:00"),
        ("7. srpna 2025 v 4:49", "2025-08-07T04:49:00+02:00"),
        ("7 августа 2025, 04:49", "2025-08-07T04:49:00+02:00"),
        ("7 серпня 2025 о 04:49", "2025-08-07T04:49:00+02:00"),
        ("7 Ağustos 2025 04:49", "2025-08-07T04:49:00+02:00"),
        ("7 Αυγούστου 2025, 04:49", "2025-08-07T04:49:00+02:00"),
        ("2025年8月7日 4時49分", "2025-08-07T04:49:00+02:00"),
        ("2025年8月6日 午後4時49分", "2025-08-06T16:49:00+02:00"),
        ("2025년 8월 6일 오후 4:49", "2025-08-06T16:49:00+02:00"),
    ];
    check(&rows, |text| told(read(text, &context(Tz::Europe__Berlin))));
}

#[test]
fn clocks_without_a_date_stay_clocks() {
    let rows = [
        ("04.49 BST", "04:49"),
        ("19.30 GMT", "19:30"),
        ("8:49 a.m. ET", "08:49"),
        ("8:49 AM EDT", "08:49"),
        ("9:43PM", "21:43"),
        ("9.43pm", "21:43"),
        ("6.15 pm", "18:15"),
        ("9PM", "21:00"),
        ("12am", "00:00"),
        ("12:05 a.m.", "00:05"),
        ("12:05 p. m.", "12:05"),
        ("Updated 0849 GMT (1649 HKT)", "08:49"),
        ("2015:", "20:15"),
        ("0849 hrs", "08:49"),
        ("12.31 Uhr", "12:31"),
        ("12:31 Uhr", "12:31"),
        ("12.31", "12:31"),
        ("04:49", "04:49"),
        ("04h49", "04:49"),
        ("4 h 49", "04:49"),
        ("ore 12:30", "12:30"),
        ("kl. 14.30", "14:30"),
        ("klo 9.05", "09:05"),
        ("godz. 12:30", "12:30"),
        ("12.30 uur", "12:30"),
        ("24:00", "00:00"),
        ("04:49:12", "04:49"),
        ("04.49.12", "04:49"),
        ("Thu 9:43PM", "21:43 Thu"),
        ("Donnerstag, 12:31 Uhr", "12:31 Thu"),
        ("• 14:30 •", "14:30"),
        ("Updated at 19.30 GMT", "19:30"),
        ("Thursday 7 August", "2025-08-07"),
        ("Donnerstag, 7. August 2025", "2025-08-07"),
        ("August 7, 2025", "2025-08-07"),
        ("07.08.2025", "2025-08-07"),
        ("gestern", "2025-08-06"),
    ];
    check(&rows, |text| told(read(text, &london())));
}

#[test]
fn relative_times_count_from_the_moment_of_reading() {
    let rows = [
        ("2h ago", "2025-08-07T10:00:00+00:00"),
        ("2 hours ago", "2025-08-07T10:00:00+00:00"),
        ("an hour ago", "2025-08-07T11:00:00+00:00"),
        ("a minute ago", "2025-08-07T11:59:00+00:00"),
        ("40m ago", "2025-08-07T11:20:00+00:00"),
        ("40 Min Ago", "2025-08-07T11:20:00+00:00"),
        ("1 hr 15 min ago", "2025-08-07T10:45:00+00:00"),
        ("1 hour, 15 minutes ago", "2025-08-07T10:45:00+00:00"),
        ("Updated 5 minutes ago", "2025-08-07T11:55:00+00:00"),
        ("2d ago", "2025-08-05T12:00:00+00:00"),
        ("1 week ago", "2025-07-31T12:00:00+00:00"),
        ("vor 5 Minuten", "2025-08-07T11:55:00+00:00"),
        ("vor einer Stunde", "2025-08-07T11:00:00+00:00"),
        ("vor 2 Std.", "2025-08-07T10:00:00+00:00"),
        ("il y a 5 minutes", "2025-08-07T11:55:00+00:00"),
        ("il y a une heure", "2025-08-07T11:00:00+00:00"),
        ("Il y a 2 h", "2025-08-07T10:00:00+00:00"),
        ("hace 5 minutos", "2025-08-07T11:55:00+00:00"),
        ("hace 1 hora", "2025-08-07T11:00:00+00:00"),
        ("5 minuti fa", "2025-08-07T11:55:00+00:00"),
        ("un'ora fa", "2025-08-07T11:00:00+00:00"),
        ("há 5 minutos", "2025-08-07T11:55:00+00:00"),
        ("5 minutos atrás", "2025-08-07T11:55:00+00:00"),
        ("5 minuten geleden", "2025-08-07T11:55:00+00:00"),
        ("2 uur geleden", "2025-08-07T10:00:00+00:00"),
        ("5 minut temu", "2025-08-07T11:55:00+00:00"),
        ("pre 5 minuta", "2025-08-07T11:55:00+00:00"),
        ("prije 2 sata", "2025-08-07T10:00:00+00:00"),
        ("för 5 minuter sedan", "2025-08-07T11:55:00+00:00"),
        ("for 2 timer siden", "2025-08-07T10:00:00+00:00"),
        ("před 5 minutami", "2025-08-07T11:55:00+00:00"),
        ("5 минут назад", "2025-08-07T11:55:00+00:00"),
        ("5 хвилин тому", "2025-08-07T11:55:00+00:00"),
        ("5 dakika önce", "2025-08-07T11:55:00+00:00"),
        ("πριν 5 λεπτά", "2025-08-07T11:55:00+00:00"),
        ("5分钟前", "2025-08-07T11:55:00+00:00"),
        ("2小时前", "2025-08-07T10:00:00+00:00"),
        ("3時間前", "2025-08-07T09:00:00+00:00"),
        ("5분 전", "2025-08-07T11:55:00+00:00"),
        ("now", "2025-08-07T12:00:00+00:00"),
        ("Just now", "2025-08-07T12:00:00+00:00"),
        ("gerade eben", "2025-08-07T12:00:00+00:00"),
        ("à l’instant", "2025-08-07T12:00:00+00:00"),
        ("999 weeks ago", "nothing"),
    ];
    check(&rows, |text| told(read(text, &context(Tz::UTC))));
}

#[test]
fn texts_that_are_no_times_are_not_read_as_times() {
    let rows = [
        "",
        "Arpan Rai",
        "2015",
        "2025",
        "12",
        "Chapter 7",
        "£3.45",
        "12.31%",
        "12.31 per cent",
        "3.45 million people",
        "25:61",
        "7 dead in attack",
        "30 February 2025 04:49",
        "He said now is the time",
        "May they win 20 seats",
        "10-12",
        "1.2.3",
        "Level 3 may 20",
        "Photo 5 of 12",
        "99:99",
        "Covid-19",
        "+++",
        "at",
    ];
    check(&rows.map(|text| (text, "nothing")), |text| {
        told(read(text, &london()))
    });
}

#[test]
fn a_time_is_found_inside_a_longer_text_with_its_bytes() {
    let rows = [
        ("Arpan Rai7 August 2025 04:49", "7 August 2025 04:49"),
        (
            "By Jane Doe, 7 August 2025 04:49 BST in London",
            "7 August 2025 04:49 BST",
        ),
        ("Alex Woodward2 March 2024 22:17", "2 March 2024 22:17"),
        ("12:31 Uhr: Bahn fährt wieder", "12:31 Uhr"),
        ("12.31 Uhr: Bahn fährt wieder", "12.31 Uhr"),
        (
            "17.00 We are going to leave our live coverage here",
            "17.00",
        ),
        ("2015: Right then, job done", "2015:"),
        (
            "From Julia Hollingsworth, 1 hr 15 min ago",
            "1 hr 15 min ago",
        ),
        (
            "Updated 10:15 — first published 7 Aug 2025 04:49",
            "7 Aug 2025 04:49",
        ),
        (
            "Published: 7 Aug 2025 04:49 BST, Updated: 7 Aug 2025 05:10 BST",
            "7 Aug 2025 04:49 BST",
        ),
        ("Żółć 14:30", "14:30"),
        (
            "Ministar govori (četvrtak, 7. avgust 2025. 04:49)",
            "četvrtak, 7. avgust 2025. 04:49",
        ),
        ("The index rose 12.31 per cent", "nothing"),
        ("Shares fell 12.31 on Thursday morning", "nothing"),
        ("It was an hour of anger", "nothing"),
        ("The first point is clear", "nothing"),
    ];
    check(&rows, |text| {
        find(text, &london()).map_or_else(|| "nothing".into(), |found| text[found.range].to_owned())
    });
}

#[test]
fn forms_that_cldr_does_not_know_are_read_in_their_language() {
    let rows = [
        (
            "vi",
            "Thứ 5, 07/08/2025, 16:32 (GMT+7)",
            "2025-08-07T16:32:00+07:00",
        ),
        ("vi", "16 giờ 32 phút", "16:32"),
        ("nl", "16u32", "16:32"),
        ("hi", "शाम 4:32 बजे", "16:32"),
        ("bn", "বিকেল ৪টা ৩২ মিনিট", "16:32"),
        ("ja", "令和7年8月7日 16時32分", "2025-08-07T16:32:00+00:00"),
        ("zh", "民国114年8月7日 16:32", "2025-08-07T16:32:00+00:00"),
        ("ja", "8/7(木) 16:32", "2025-08-07T16:32:00+00:00"),
        ("ja", "8/6 16:32", "2025-08-06T16:32:00+00:00"),
        ("th", "7 ส.ค. 2568 16:32 น.", "2025-08-07T16:32:00+00:00"),
        ("fa", "۱۶ مرداد ۱۴۰۴ - ۱۶:۳۲", "2025-08-07T16:32:00+00:00"),
        (
            "ru",
            "7 августа 2025 года, 16:32",
            "2025-08-07T16:32:00+00:00",
        ),
        (
            "lv",
            "2025. gada 7. augusts, 16:32",
            "2025-08-07T16:32:00+00:00",
        ),
        (
            "hu",
            "2025. augusztus 7. 16:32",
            "2025-08-07T16:32:00+00:00",
        ),
        (
            "ca",
            "7 d'agost de 2025, 16:32",
            "2025-08-07T16:32:00+00:00",
        ),
        ("he", "7 באוגוסט 2025, 16:32", "2025-08-07T16:32:00+00:00"),
        ("el", "4:32 μ.μ.", "16:32"),
        ("ar", "الساعة 4:32 مساءً", "16:32"),
        ("zh", "下午4:32", "16:32"),
        ("zh", "中午12:10", "12:10"),
        ("zh", "凌晨12:25", "00:25"),
        ("en", "12 noon", "12:00"),
        ("en", "12 midnight", "00:00"),
        ("en", "Midnight", "00:00"),
        ("de", "Do 16:32", "16:32 Thu"),
        ("en", "16:32 Thursday", "16:32 Thu"),
        ("vi", "hôm qua 16:32", "2025-08-06T16:32:00+00:00"),
        (
            "hr",
            "7. listopada 2024. 16:32",
            "2024-10-07T16:32:00+00:00",
        ),
        ("cs", "7. listopadu 2024 16:32", "2024-11-07T16:32:00+00:00"),
        ("te", "7 ఆగస్టు, 2025 4:32 PMకి", "2025-08-07T16:32:00+00:00"),
    ];
    for (language, text, expected) in rows {
        let hints = Hints {
            language: Some(language),
            ..Hints::default()
        };
        let ctx = TimeContext {
            zone: Some(Tz::UTC),
            ..TimeContext::for_page(moment("2025-08-07T18:00:00Z"), &hints)
        };
        assert_eq!(told(read(text, &ctx)), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,200}") {
        let ctx = london();
        let _ = (parse_machine(&text, TimeBasis::Markup, &ctx), read(&text, &ctx));
        if let Some(found) = find(&text, &ctx) {
            prop_assert!(text.get(found.range).is_some());
        }
    }

    #[test]
    fn no_mixture_of_time_words_makes_a_reader_panic(
        parts in proptest::collection::vec(prop_oneof![
            "[0-9]{1,5}", "[:./,+() -]", Just("August".to_owned()), Just("BST".to_owned()), Just("ago".to_owned()),
            Just("vor".to_owned()), Just("min".to_owned()), Just("pm".to_owned()), Just("Thursday".to_owned()),
            Just("年".to_owned()), Just("h".to_owned()), Just("T".to_owned()), Just("Z".to_owned()), Just("yesterday".to_owned()),
        ], 0..14),
    ) {
        let text = parts.concat();
        let ctx = london();
        let latest = ctx.now + chrono::TimeDelta::days(2);
        for stamp in [parse_machine(&text, TimeBasis::Markup, &ctx), parse_visible(&text, &ctx)].into_iter().flatten() {
            prop_assert!(stamp.utc() <= latest);
        }
    }
}
