//! The demo's play: script and elapsed time to what stands on the page at that moment.
//!
//! Pure: the start of the play is a value, and so is the time since. Updates that appear during the play are dated
//! at their real appearance, however fast it is played: nothing on the page ever lies in the future, and relative
//! times on the screen are true.

use std::time::Duration;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::script::{Moment, Script, Update};

/// A script and how it is played.
#[derive(Debug)]
pub(super) struct Play {
    script: Script,
    start: DateTime<Utc>,
    speed: f64,
}

/// What stands on the page at one moment.
#[derive(Debug, PartialEq)]
pub(super) struct Scene<'a> {
    /// The live blog's headline.
    pub(super) headline: &'a str,
    /// The sentence under it.
    pub(super) standfirst: &'a str,
    /// When coverage began: the earliest update's time.
    pub(super) began: DateTime<Utc>,
    /// When anything on the page changed last.
    pub(super) modified: DateTime<Utc>,
    /// When coverage ended; `None` while it runs.
    pub(super) ended: Option<DateTime<Utc>>,
    /// The updates, newest first by their published times.
    pub(super) updates: Vec<Shown<'a>>,
}

/// An update as it stands on the page at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shown<'a> {
    /// What the script says of it.
    pub(super) update: &'a Update,
    /// The body at this moment, as HTML.
    pub(super) body: &'a str,
    /// When it was published, as the newsroom dates it.
    pub(super) published: DateTime<Utc>,
    /// When it was last edited; `None` where it never was.
    pub(super) edited: Option<DateTime<Utc>>,
}

impl Play {
    /// Makes a play that starts at a moment; `None` where `speed` is no number above 0.
    pub(super) fn new(script: Script, start: DateTime<Utc>, speed: f64) -> Option<Self> {
        let playable = speed.is_finite() && speed > 0.0;
        // Whole seconds, as newsrooms date updates; rounded down, so that nothing comes to lie in the future.
        let start = start.duration_trunc(TimeDelta::seconds(1)).ok()?;
        playable.then_some(Self {
            script,
            start,
            speed,
        })
    }

    /// Returns the script that is played.
    pub(super) fn script(&self) -> &Script {
        &self.script
    }

    /// Returns what stands on the page when so much time has passed since the start.
    pub(super) fn at(&self, elapsed: Duration) -> Scene<'_> {
        let second = elapsed.as_secs_f64() * self.speed;
        let blog = &self.script.blog;
        let renamed = blog.changes.iter().rfind(|c| c.second <= second);
        let mut updates: Vec<Shown> = self
            .script
            .updates
            .iter()
            .filter(|u| u.retracted.is_none_or(|gone| gone > second))
            .filter_map(|u| self.shown(u, second))
            .collect();
        updates.sort_by_key(|shown| std::cmp::Reverse((shown.published, shown.update.id)));
        Scene {
            headline: renamed.map_or(&blog.headline, |c| &c.headline),
            standfirst: renamed.map_or(&blog.standfirst, |c| &c.standfirst),
            began: updates.last().map_or(self.start, |oldest| oldest.published),
            modified: self.last_change(second),
            ended: (blog.ends <= second).then(|| self.wall(blog.ends)),
            updates,
        }
    }

    fn shown<'a>(&self, update: &'a Update, second: f64) -> Option<Shown<'a>> {
        let appeared = match update.appears {
            Moment::MinutesBefore(minutes) => self.start - TimeDelta::minutes(minutes.into()),
            Moment::Second(at) if at <= second => self.wall(at),
            Moment::Second(_) => return None,
        };
        let edit = update.edits.iter().rfind(|e| e.second <= second);
        Some(Shown {
            update,
            body: edit.map_or(&update.body, |e| &e.body),
            published: appeared - TimeDelta::minutes(update.backdated_minutes.into()),
            edited: edit.map(|e| self.wall(e.second)),
        })
    }

    /// Returns when the page last changed: at the last thing that happened, or with the newest update that was on
    /// the first page.
    fn last_change(&self, second: f64) -> DateTime<Utc> {
        let happened = self.script.moments().filter(|at| *at <= second);
        let before = self.script.updates.iter().filter_map(|u| match u.appears {
            Moment::MinutesBefore(minutes) => Some(self.start - TimeDelta::minutes(minutes.into())),
            Moment::Second(_) => None,
        });
        happened
            .map(|at| self.wall(at))
            .chain(before)
            .max()
            .unwrap_or(self.start)
    }

    /// Returns the wall-clock time of a second of play.
    fn wall(&self, second: f64) -> DateTime<Utc> {
        let passed = Duration::try_from_secs_f64(second / self.speed).unwrap_or_default();
        let passed = TimeDelta::from_std(passed).unwrap_or_default();
        let wall = self.start + passed;
        wall.duration_trunc(TimeDelta::milliseconds(1))
            .unwrap_or(wall)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn start() -> DateTime<Utc> {
        "2025-08-07T03:49:12.345678Z".parse().unwrap()
    }

    fn play(speed: f64) -> Play {
        Play::new(Script::embedded().unwrap(), start(), speed).unwrap()
    }

    fn seconds(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    fn ids(scene: &Scene) -> Vec<u32> {
        scene.updates.iter().map(|s| s.update.id).collect()
    }

    fn find<'a>(scene: &Scene<'a>, id: u32) -> Option<Shown<'a>> {
        scene.updates.iter().find(|s| s.update.id == id).copied()
    }

    /// Every half second of the play and a while beyond its end.
    fn moments(speed: f64) -> impl Iterator<Item = Duration> {
        (0..340_u32).map(move |half| seconds(f64::from(half) / 2.0 / speed))
    }

    #[test]
    fn the_first_page_holds_the_two_hours_before_the_start() {
        let play = play(1.0);
        let scene = play.at(Duration::ZERO);
        assert_eq!(ids(&scene), (1..=14).rev().collect::<Vec<_>>());
        assert!(
            scene
                .updates
                .iter()
                .all(|s| s.published > start() - TimeDelta::hours(2))
        );
        assert_eq!(scene.ended, None);
    }

    #[test]
    fn nothing_on_the_page_lies_in_the_future_at_any_speed() {
        for speed in [0.25, 1.0, 7.3, 1000.0] {
            let play = play(speed);
            for elapsed in moments(speed) {
                let now = start() + elapsed;
                let scene = play.at(elapsed);
                let updates = scene.updates.iter();
                let times = updates.flat_map(|s| [Some(s.published), s.edited]);
                let times = times.chain([Some(scene.modified), scene.ended, Some(scene.began)]);
                for time in times.flatten() {
                    assert!(time <= now, "{time} at {now}, speed {speed}");
                    assert!(time <= scene.modified, "{time} is later than the page");
                }
            }
        }
    }

    #[test]
    fn the_same_moment_is_the_same_page() {
        let (one, other) = (play(1.0), play(1.0));
        for elapsed in moments(1.0) {
            assert_eq!(one.at(elapsed), other.at(elapsed));
            assert_eq!(one.at(elapsed), one.at(elapsed));
        }
    }

    #[test]
    fn the_page_only_goes_forwards() {
        let play = play(1.0);
        let mut last = play.at(Duration::ZERO);
        let mut published = HashMap::new();
        for elapsed in moments(1.0) {
            let scene = play.at(elapsed);
            assert!(scene.modified >= last.modified);
            assert!(
                scene.modified > last.modified || scene == last,
                "a silent change"
            );
            assert!(scene.ended.is_some() || last.ended.is_none());
            for gone in ids(&last).iter().filter(|id| find(&scene, **id).is_none()) {
                assert!(find(&last, *gone).unwrap().update.retracted.is_some());
            }
            for shown in &scene.updates {
                let first = *published.entry(shown.update.id).or_insert(shown.published);
                assert_eq!(first, shown.published, "update {} moved", shown.update.id);
            }
            last = scene;
        }
        assert_eq!(published.len(), play.script().updates.len());
        assert_eq!(last.updates.len(), play.script().updates.len() - 1);
        assert!(last.ended.is_some());
    }

    #[test]
    fn updates_stand_in_the_order_of_their_times() {
        let play = play(1.0);
        for elapsed in moments(1.0) {
            let scene = play.at(elapsed);
            assert!(
                scene
                    .updates
                    .is_sorted_by(|a, b| a.published >= b.published)
            );
        }
    }

    #[test]
    fn a_speed_scales_the_waits_and_nothing_else() {
        let (slow, fast) = (play(1.0), play(4.0));
        for elapsed in moments(1.0) {
            let (slow, fast) = (slow.at(elapsed), fast.at(elapsed / 4));
            assert_eq!(ids(&slow)[..1], ids(&fast)[..1]);
            let bodies = |scene: &Scene<'_>| -> HashMap<u32, String> {
                let updates = scene.updates.iter();
                updates.map(|s| (s.update.id, s.body.to_owned())).collect()
            };
            assert_eq!(bodies(&slow), bodies(&fast));
            assert_eq!(slow.headline, fast.headline);
        }
    }

    #[test]
    fn an_edit_changes_the_body_and_not_the_published_time() {
        let play = play(1.0);
        let (before, after) = (play.at(seconds(10.0)), play.at(seconds(12.0)));
        let (before, after) = (find(&before, 7).unwrap(), find(&after, 7).unwrap());
        assert!(before.body.contains("41,000") && before.edited.is_none());
        assert!(after.body.contains("14,000"));
        assert_eq!(after.published, before.published);
        assert!(after.edited.is_some_and(|edited| edited > after.published));
    }

    #[test]
    fn a_retracted_update_leaves_from_between_two_others() {
        let play = play(1.0);
        let before = ids(&play.at(seconds(19.0)));
        let place = before.iter().position(|id| *id == 5).unwrap();
        assert!(place > 0 && place < before.len() - 1);
        assert!(!ids(&play.at(seconds(21.0))).contains(&5));
    }

    #[test]
    fn a_back_dated_update_appears_below_newer_ones() {
        let play = play(1.0);
        assert_eq!(find(&play.at(seconds(41.0)), 23), None);
        let scene = play.at(seconds(43.0));
        let late = find(&scene, 23).unwrap();
        assert_eq!(late.published, play.wall(42.0) - TimeDelta::minutes(10));
        let place = ids(&scene).iter().position(|id| *id == 23).unwrap();
        assert!(place > 5 && ids(&scene)[place + 1] == 13);
        assert_eq!(scene.modified, play.wall(42.0));
    }

    #[test]
    fn the_headline_changes_once_and_the_end_is_said() {
        let play = play(1.0);
        let mut headlines: Vec<&str> = moments(1.0).map(|e| play.at(e).headline).collect();
        headlines.dedup();
        assert_eq!(headlines.len(), 2);
        assert_eq!(
            play.at(seconds(1e9)).ended,
            Some(play.wall(play.script().blog.ends))
        );
    }

    #[test]
    fn only_numbers_above_zero_are_speeds() {
        for refused in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Play::new(Script::embedded().unwrap(), start(), refused).is_none());
        }
    }
}
