//! From a local time and what is written beside it to an instant.

use chrono::{
    DateTime, Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeDelta,
    TimeZone,
};
use chrono_tz::{OffsetName, Tz};

use super::{TimeContext, ZoneMark, context::in_zone};

/// The one or two instants of a local time: two where clocks are set back, the earlier first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instants {
    pub early: DateTime<FixedOffset>,
    pub late: DateTime<FixedOffset>,
}

/// Returns the instants of a local time; without a mark it counts in the publisher's zone.
///
/// Where an abbreviation contradicts summer time ("GMT" in a British July) and would put the time ahead of the
/// moment of reading, the zone is believed and the abbreviation is not.
pub(super) fn instants(
    local: NaiveDateTime,
    mark: Option<ZoneMark>,
    ctx: &TimeContext,
) -> Option<Instants> {
    match mark {
        None => in_local(local, ctx.zone_or_utc()),
        Some(ZoneMark::Zone(zone)) => in_local(local, zone),
        Some(ZoneMark::Offset(offset)) => at_offset(local, offset),
        Some(ZoneMark::Abbreviation { offset, home }) => {
            let literal = at_offset(local, offset)?;
            let ahead = literal.early.to_utc() > ctx.latest();
            home.filter(|_| ahead)
                .and_then(|zone| in_local(local, zone))
                .or(Some(literal))
        }
    }
}

fn at_offset(local: NaiveDateTime, offset: FixedOffset) -> Option<Instants> {
    let at = offset.from_local_datetime(&local).single()?;
    Some(Instants {
        early: at,
        late: at,
    })
}

fn in_local(local: NaiveDateTime, zone: Tz) -> Option<Instants> {
    match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::Single(offset) => at_offset(local, offset.fix()),
        MappedLocalTime::Ambiguous(one, other) => {
            let (one, other) = (
                at_offset(local, one.fix())?.early,
                at_offset(local, other.fix())?.early,
            );
            Some(Instants {
                early: one.min(other),
                late: one.max(other),
            })
        }
        // Clocks were set forward over it: the offset that held before shifts it forward by the gap.
        MappedLocalTime::None => {
            let before = local.checked_sub_signed(TimeDelta::hours(4))?;
            let offset = zone.offset_from_local_datetime(&before).earliest()?.fix();
            let at = at_offset(local, offset)?.early;
            let at = in_zone(at.to_utc(), zone);
            Some(Instants {
                early: at,
                late: at,
            })
        }
    }
}

/// Reads an abbreviation or a zone's name in capitals; the publisher's own region is asked first.
pub(super) fn abbreviation(word: &str, ctx: &TimeContext) -> Option<ZoneMark> {
    if let Some(zone) = ctx.zone
        && let Some(offset) = own(word, zone, ctx)
    {
        return Some(ZoneMark::Abbreviation {
            offset,
            home: Some(zone),
        });
    }
    let by_date = BY_DATE.iter().find(|(name, _)| *name == word);
    if let Some((_, zone)) = by_date {
        return Some(ZoneMark::Zone(*zone));
    }
    let (_, minutes, home) = FIXED.iter().find(|(name, ..)| *name == word)?;
    let offset = FixedOffset::east_opt(minutes * 60)?;
    Some(ZoneMark::Abbreviation {
        offset,
        home: *home,
    })
}

/// Tells whether a zone has an offset in winter or in summer.
pub(super) fn has_offset(zone: Tz, offset: FixedOffset, ctx: &TimeContext) -> bool {
    [1, 7].into_iter().any(|month| {
        let day = NaiveDate::from_ymd_opt(ctx.moment().year(), month, 1);
        day.and_then(|day| day.and_hms_opt(12, 0, 0))
            .is_some_and(|noon| zone.offset_from_utc_datetime(&noon).fix() == offset)
    })
}

/// Tells whether a word in capitals is the abbreviation of a zone somewhere.
pub(super) fn is_abbreviation(word: &str) -> bool {
    FIXED.iter().any(|(name, ..)| *name == word) || BY_DATE.iter().any(|(name, _)| *name == word)
}

/// Returns the offset that the publisher's own zone gives an abbreviation, in winter or in summer.
fn own(word: &str, zone: Tz, ctx: &TimeContext) -> Option<FixedOffset> {
    let regional = REGIONAL
        .iter()
        .find(|(name, zones, _)| *name == word && zones.contains(&zone));
    if let Some((_, _, minutes)) = regional {
        return FixedOffset::east_opt(minutes * 60);
    }
    let half_year = |month| {
        let noon = NaiveDate::from_ymd_opt(ctx.moment().year(), month, 1)?.and_hms_opt(12, 0, 0)?;
        let offset = zone.offset_from_utc_datetime(&noon);
        (offset.abbreviation() == Some(word)).then(|| offset.fix())
    };
    half_year(1).or_else(|| half_year(7))
}

/// Abbreviations that a region reads in its own way and the zone database does not know: minutes east of UTC.
const REGIONAL: &[(&str, &[Tz], i32)] = &[
    ("BST", &[Tz::Asia__Dhaka], 360),
    ("BST", &[Tz::Pacific__Bougainville], 660),
    (
        "AST",
        &[
            Tz::Asia__Riyadh,
            Tz::Asia__Qatar,
            Tz::Asia__Baghdad,
            Tz::Asia__Kuwait,
        ],
        180,
    ),
    (
        "EST",
        &[
            Tz::Australia__Sydney,
            Tz::Australia__Brisbane,
            Tz::Australia__Melbourne,
        ],
        600,
    ),
    (
        "EDT",
        &[Tz::Australia__Sydney, Tz::Australia__Melbourne],
        660,
    ),
    ("GST", &[Tz::Asia__Dubai], 240),
    ("IDT", &[Tz::Asia__Jerusalem], 180),
];

/// Names that mean a place's time, whatever the season.
const BY_DATE: &[(&str, Tz)] = &[
    ("ET", Tz::America__New_York),
    ("CT", Tz::America__Chicago),
    ("MT", Tz::America__Denver),
    ("PT", Tz::America__Los_Angeles),
    ("UK", Tz::Europe__London),
    ("AET", Tz::Australia__Sydney),
    ("CLT", Tz::America__Santiago),
];

/// What an abbreviation means where the publisher's region says nothing else: minutes east of UTC, and whose it is.
const FIXED: &[(&str, i32, Option<Tz>)] = &[
    ("Z", 0, None),
    ("UT", 0, None),
    ("UTC", 0, None),
    ("GMT", 0, None),
    ("BST", 60, Some(Tz::Europe__London)),
    ("WET", 0, None),
    ("WEST", 60, None),
    ("CET", 60, Some(Tz::Europe__Paris)),
    ("CEST", 120, Some(Tz::Europe__Paris)),
    ("MEZ", 60, Some(Tz::Europe__Berlin)),
    ("MESZ", 120, Some(Tz::Europe__Berlin)),
    ("EET", 120, Some(Tz::Europe__Kyiv)),
    ("EEST", 180, Some(Tz::Europe__Kyiv)),
    ("MSK", 180, Some(Tz::Europe__Moscow)),
    ("TRT", 180, Some(Tz::Europe__Istanbul)),
    ("IDT", 180, Some(Tz::Asia__Jerusalem)),
    ("IRST", 210, Some(Tz::Asia__Tehran)),
    ("GST", 240, Some(Tz::Asia__Dubai)),
    ("PKT", 300, Some(Tz::Asia__Karachi)),
    ("IST", 330, Some(Tz::Asia__Kolkata)),
    ("NPT", 345, Some(Tz::Asia__Kathmandu)),
    ("WIB", 420, Some(Tz::Asia__Jakarta)),
    ("ICT", 420, None),
    ("HKT", 480, Some(Tz::Asia__Hong_Kong)),
    ("SGT", 480, Some(Tz::Asia__Singapore)),
    ("MYT", 480, Some(Tz::Asia__Kuala_Lumpur)),
    ("PHT", 480, Some(Tz::Asia__Manila)),
    ("AWST", 480, Some(Tz::Australia__Perth)),
    ("JST", 540, Some(Tz::Asia__Tokyo)),
    ("KST", 540, Some(Tz::Asia__Seoul)),
    ("ACST", 570, Some(Tz::Australia__Adelaide)),
    ("ACDT", 630, Some(Tz::Australia__Adelaide)),
    ("AEST", 600, Some(Tz::Australia__Sydney)),
    ("AEDT", 660, Some(Tz::Australia__Sydney)),
    ("NZST", 720, Some(Tz::Pacific__Auckland)),
    ("NZDT", 780, Some(Tz::Pacific__Auckland)),
    ("WAT", 60, None),
    ("CAT", 120, None),
    ("SAST", 120, Some(Tz::Africa__Johannesburg)),
    ("EAT", 180, None),
    ("BRT", -180, Some(Tz::America__Sao_Paulo)),
    ("ART", -180, Some(Tz::America__Argentina__Buenos_Aires)),
    ("NST", -210, Some(Tz::America__St_Johns)),
    ("NDT", -150, Some(Tz::America__St_Johns)),
    ("AST", -240, Some(Tz::America__Halifax)),
    ("ADT", -180, Some(Tz::America__Halifax)),
    ("EST", -300, Some(Tz::America__New_York)),
    ("EDT", -240, Some(Tz::America__New_York)),
    ("CST", -360, Some(Tz::America__Chicago)),
    ("CDT", -300, Some(Tz::America__Chicago)),
    ("MST", -420, Some(Tz::America__Denver)),
    ("MDT", -360, Some(Tz::America__Denver)),
    ("PST", -480, Some(Tz::America__Los_Angeles)),
    ("PDT", -420, Some(Tz::America__Los_Angeles)),
    ("AKST", -540, Some(Tz::America__Anchorage)),
    ("AKDT", -480, Some(Tz::America__Anchorage)),
    ("HST", -600, None),
];
