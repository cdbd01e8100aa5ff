//! What a notification says: the headline where there is one alert, how many and where from where there are more.

use super::{Origin, Raised};
use crate::model::{
    Clean, Entry,
    alert::{Alert, Cause},
};

/// Most characters of a title, and of a line.
const TITLE: usize = 100;
const LINE: usize = 200;
/// Most headlines of a notification.
const LINES: usize = 3;

/// Returns the title and the lines for some alerts, the newest headlines first.
pub(super) fn compose(raised: &[Raised]) -> (Clean, Vec<Clean>) {
    let mut blogs: Vec<&Origin> = Vec::new();
    for origin in raised.iter().map(|raised| &*raised.origin) {
        if !blogs.iter().any(|known| is_same(known, origin)) {
            blogs.push(origin);
        }
    }
    let mut alerts: Vec<(&Origin, &Alert)> = Vec::new();
    for raised in raised {
        alerts.extend(raised.alerts.iter().map(|alert| (&*raised.origin, alert)));
    }
    alerts.sort_by_key(|(_, alert)| std::cmp::Reverse(alert.item.order));
    let many = || {
        let arrived = |cause| !matches!(cause, Cause::Edited | Cause::Retracted);
        let all_new = alerts.iter().all(|(_, alert)| arrived(alert.cause));
        format!(
            "{} {}",
            alerts.len(),
            if all_new { "new" } else { "alerts" }
        )
    };
    let title = match (alerts.len(), blogs.as_slice()) {
        (1, [blog]) => blog.name.to_string(),
        (_, [blog]) => format!("{} in {}", many(), blog.name),
        (_, blogs) => format!("{} in {} live blogs", many(), blogs.len()),
    };
    let is_one_blog = blogs.len() == 1;
    let lines = alerts.iter().take(LINES).map(|(origin, alert)| {
        let headline = headline(&alert.item.entry);
        let line = format!("{}{headline}", kind(alert));
        if is_one_blog {
            Clean::line_capped(&line, LINE)
        } else {
            Clean::line_capped(&format!("{line} ({})", origin.name), LINE)
        }
    });
    (Clean::line_capped(&title, TITLE), lines.collect())
}

/// Tells whether two are the same live blog, be it read at different times.
fn is_same(one: &Origin, other: &Origin) -> bool {
    (one.id, &one.address) == (other.id, &other.address)
}

/// Says what kind of news it is, where it is no plain update.
fn kind(alert: &Alert) -> &'static str {
    let marks = alert.item.entry.marks;
    match alert.cause {
        Cause::Edited => "Edited: ",
        Cause::Retracted => "Retracted: ",
        Cause::Breaking => "Breaking: ",
        Cause::New | Cause::KeyEvent if marks.breaking => "Breaking: ",
        Cause::KeyEvent => "Key event: ",
        Cause::New => "",
    }
}

/// Returns an update's headline, else how its text begins.
fn headline(entry: &Entry) -> Clean {
    let titled = entry.titled();
    let titled = titled.filter(|headline| !headline.is_empty());
    let headline = titled.map_or_else(
        || Clean::line(&entry.body.text()),
        std::borrow::Cow::into_owned,
    );
    if headline.is_empty() {
        Clean::line("an update without words")
    } else {
        headline
    }
}
