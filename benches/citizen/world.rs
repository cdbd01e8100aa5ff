//! A publisher's side of a day: when updates come, when the server is out of order, and when readers look.

use chrono::{DateTime, Utc};

/// A live blog over a day; times in seconds.
pub struct World {
    pub name: &'static str,
    /// When updates are published.
    pub updates: Vec<f64>,
    /// When those were that stand on the page at the start.
    pub before: Vec<f64>,
    /// When the server is out of order, and whether it says for how long.
    storms: Vec<(f64, f64, bool)>,
    ended: Option<f64>,
    pub end: f64,
}

/// What the server says.
pub enum Answer {
    /// A page, by how often it changed.
    Page(usize),
    /// 503, and the wait that it asks for.
    Busy(Option<f64>),
}

impl World {
    /// Five rhythms: hours with their mean gap between updates.
    pub fn all() -> Vec<Self> {
        const HOUR: f64 = 3600.0;
        [
            (
                "a day with storms",
                &[
                    (6.0, 2700.0),
                    (10.0, 600.0),
                    (11.5, 60.0),
                    (12.5, 30.0),
                    (14.0, 60.0),
                    (18.0, 240.0),
                    (20.0, 480.0),
                ][..],
                vec![
                    (12.0 * HOUR, 12.0 * HOUR + 300.0, false),
                    (15.0 * HOUR, 15.0 * HOUR + 300.0, true),
                ],
                Some(20.0 * HOUR),
                24.0,
            ),
            (
                "breaking news",
                &[(1.0, 45.0), (3.0, 120.0), (8.0, 400.0)],
                vec![],
                None,
                8.0,
            ),
            (
                "a match",
                &[(0.5, 300.0), (2.5, 50.0)],
                vec![],
                Some(2.5 * HOUR),
                4.0,
            ),
            ("politics", &[(14.0, 900.0)], vec![], None, 14.0),
            ("a slow story", &[(24.0, 3600.0)], vec![], None, 24.0),
        ]
        .into_iter()
        .map(|(name, plan, storms, ended, hours)| {
            let mut chance = fastrand::Rng::with_seed(7);
            let (mut updates, mut from) = (Vec::new(), 0.0);
            for (until, gap) in plan {
                let mut at = from;
                loop {
                    at += exponential(*gap, &mut chance);
                    if at >= until * HOUR {
                        break;
                    }
                    updates.push(at);
                }
                from = until * HOUR;
            }
            Self {
                name,
                updates,
                before: (1..10).rev().map(|n| -600.0 * f64::from(n)).collect(),
                storms,
                ended,
                end: hours * HOUR,
            }
        })
        .collect()
    }

    /// Returns how many seconds there are.
    pub fn seconds(&self) -> usize {
        second(self.end)
    }

    /// Asks for the page.
    pub fn ask(&self, at: f64) -> Answer {
        let storm = self
            .storms
            .iter()
            .find(|(from, to, _)| (*from..*to).contains(&at));
        match storm {
            Some((_, to, says)) => Answer::Busy(says.then_some(to - at)),
            None => Answer::Page(self.updates.partition_point(|update| *update <= at)),
        }
    }

    /// Tells whether the page says that it ended.
    pub fn has_ended(&self, at: f64) -> bool {
        self.ended.is_some_and(|ended| at >= ended)
    }
}

/// Returns when a reader looks: five minutes of every twenty-five, in the mean.
pub fn looks(end: f64, chance: &mut fastrand::Rng) -> Vec<(f64, f64)> {
    let mut at = chance.f64() * 1200.0;
    let mut looks = Vec::new();
    while at < end {
        let until = at + exponential(300.0, chance);
        looks.push((at, until));
        at = until + exponential(1200.0, chance);
    }
    looks
}

/// Draws a length of time.
fn exponential(mean: f64, chance: &mut fastrand::Rng) -> f64 {
    -mean * (1.0 - chance.f64()).ln()
}

/// Returns the second that a time lies in.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds of a simulated day"
)]
pub fn second(at: f64) -> usize {
    at.max(0.0) as usize
}

/// Returns the time of day.
pub fn time(at: f64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_754_524_800, 0).unwrap_or_default() + super::seconds(at)
}
