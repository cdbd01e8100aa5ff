//! Words of time, and where time counts: CLDR's and the zone database's, and what those lack.

use super::Names;

/// Words that CLDR lacks, by language; `field::time::lexicon` reads them.
pub(in crate::source) const OWN: &str = include_str!("time.txt");
/// Words of CLDR, made by `assets/cldr/make`; `field::time::lexicon` looks them up where they stand.
pub(in crate::source) const CLDR: &str = include_str!("../../../assets/cldr/words.txt");
/// The zones of countries and the homes of languages, made by `assets/cldr/make`.
pub(in crate::source) const PLACES: &str = include_str!("../../../assets/cldr/places.txt");

/// Words in the names of elements that show a time.
pub(in crate::source) static NAMES: Names = Names::of(&[
    "time",
    "timestamp",
    "date",
    "datetime",
    "clock",
    "pubdate",
    "published",
    "posted",
    "ago",
    "timeago",
    "when",
    "uhrzeit",
    "zeit",
    "datum",
    "fecha",
    "hora",
    "heure",
    "orario",
    "godzina",
    "czas",
    "klokkeslett",
    "tidspunkt",
]);
/// Words in the names of attributes that hold the moment of publication.
pub(in crate::source) static PUBLISHED: Names = Names::of(&[
    "datetime",
    "published",
    "publish",
    "posted",
    "post",
    "publication",
    "pubdate",
    "pub",
    "first",
    "publishedat",
    "publisheddate",
    "publishdate",
    "publishtime",
    "postdate",
    "posttime",
    "pubtime",
    "publishedon",
]);
/// Words in the names of attributes that hold a time.
pub(in crate::source) static NAMED: Names = Names::of(&[
    "time",
    "timestamp",
    "date",
    "ts",
    "iso",
    "utime",
    "epoch",
    "unix",
    "created",
    "millis",
    "ms",
    "when",
    "livestamp",
    "moment",
    "createdat",
    "datestamp",
    "datetimestamp",
    "unixtime",
    "timecode",
]);
/// Words in the names of attributes that hold the time of a change.
pub(in crate::source) static CHANGED: Names = Names::of(&[
    "updated",
    "update",
    "modified",
    "edited",
    "changed",
    "revised",
    "updatedat",
    "modifiedat",
    "lastupdated",
    "lastmodified",
    "updatetime",
]);
/// Words in the names of attributes whose instant is of something else.
pub(in crate::source) static NOT_TIMES: Names = Names::of(&[
    "end",
    "expires",
    "expiry",
    "expire",
    "until",
    "duration",
    "deadline",
    "expiration",
    "id",
    "key",
    "hash",
    "index",
    "width",
    "height",
    "version",
    "cache",
    "src",
    "href",
    "url",
    "size",
    "srcset",
    "user",
    "valid",
    "birth",
    "build",
]);
