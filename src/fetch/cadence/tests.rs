use super::*;

const EARLY: Chance = Chance {
    pace: 0.0,
    extra: 0.0,
};
const LATE: Chance = Chance {
    pace: 1.0,
    extra: 1.0,
};

fn delay(input: CadenceInput, chance: Chance) -> Option<u64> {
    next_delay(&input, chance).map(|d| d.as_secs())
}

fn input() -> CadenceInput {
    CadenceInput::default()
}

fn looking(gap: u64) -> CadenceInput {
    CadenceInput {
        attention: Attention::Looking,
        gap: seconds(gap),
        ..input()
    }
}

#[test]
fn the_pace_follows_the_rhythm_and_the_readers_attention() {
    let seen = |attention, gap| CadenceInput {
        attention,
        ..looking(gap)
    };
    for (case, chance, expected) in [
        (looking(10), Chance::NONE, 20),
        (looking(60), Chance::NONE, 20),
        (looking(300), Chance::NONE, 27),
        (looking(1800), Chance::NONE, 39),
        (looking(36_000), Chance::NONE, 45),
        (looking(60), EARLY, 17),
        (looking(60), LATE, 23),
        (seen(Attention::InView, 60), Chance::NONE, 20),
        (seen(Attention::InView, 300), Chance::NONE, 44),
        (seen(Attention::InView, 36_000), Chance::NONE, 90),
        (seen(Attention::Away, 60), Chance::NONE, 300),
        (seen(Attention::Away, 60), LATE, 345),
        (seen(Attention::Alerted, 60), Chance::NONE, 120),
    ] {
        assert_eq!(delay(case, chance), Some(expected), "{case:?} {chance:?}");
    }
}

#[test]
fn a_silent_blog_is_asked_seldom_whoever_looks() {
    let old = |hours: u64, attention| CadenceInput {
        newest_age: seconds(hours * 3600 + 1),
        attention,
        ..looking(60)
    };
    for (case, expected) in [
        (old(5, Attention::Looking), 20),
        (old(6, Attention::Looking), 300),
        (old(6, Attention::Away), 300),
        (old(24, Attention::Looking), 900),
        (old(24, Attention::Away), 900),
        (old(24 * 365, Attention::InView), 900),
    ] {
        assert_eq!(delay(case, Chance::NONE), Some(expected), "{case:?}");
    }
}

#[test]
fn an_interval_of_the_readers_own_means_what_it_says() {
    let every = |s: u64| CadenceInput {
        interval: Some(seconds(s)),
        ..input()
    };
    let near = |case| CadenceInput {
        loopback: true,
        ..case
    };
    for (case, chance, expected) in [
        (every(60), Chance::NONE, 60),
        (every(1), EARLY, 15),
        (every(15), EARLY, 15),
        (every(20), EARLY, 17),
        (every(3600), Chance::NONE, 3600),
        (near(every(1)), EARLY, 1),
        (near(every(0)), LATE, 1),
        (
            CadenceInput {
                ended_polls: 9,
                newest_age: seconds(1_000_000),
                attention: Attention::Away,
                ..every(30)
            },
            Chance::NONE,
            30,
        ),
    ] {
        assert_eq!(delay(case, chance), Some(expected), "{case:?} {chance:?}");
    }
}

#[test]
fn what_the_publisher_says_is_never_undercut_and_spread_upwards_only() {
    let fresh = |s: u64| CadenceInput {
        fresh_for: Some(seconds(s)),
        ..looking(60)
    };
    let least = |s: u64| CadenceInput {
        source_min: Some(seconds(s)),
        ..looking(60)
    };
    let asked = |s: u64| CadenceInput {
        outcome: Outcome::Failed,
        failures: 1,
        retry_after: Some(seconds(s)),
        ..looking(60)
    };
    for (case, chance, expected) in [
        (fresh(0), Chance::NONE, 20),
        (fresh(5), Chance::NONE, 20),
        (fresh(60), EARLY, 60),
        (fresh(60), LATE, 66),
        (fresh(86_400), EARLY, 900),
        (fresh(86_400), LATE, 990),
        (least(60), EARLY, 60),
        (asked(120), EARLY, 120),
        (asked(120), LATE, 155),
        (asked(1), EARLY, 30),
        (asked(u64::MAX), EARLY, 86_400),
        (asked(u64::MAX), LATE, 108_005),
    ] {
        assert_eq!(delay(case, chance), Some(expected), "{case:?} {chance:?}");
    }
}

#[test]
fn an_ended_blog_is_asked_four_times_more_and_then_left() {
    let ended = |polls| CadenceInput {
        ended_polls: polls,
        ..looking(60)
    };
    for (polls, expected) in [
        (1, Some(300)),
        (2, Some(600)),
        (3, Some(1200)),
        (4, Some(3600)),
        (5, None),
        (u32::MAX, None),
    ] {
        assert_eq!(delay(ended(polls), Chance::NONE), expected, "{polls}");
    }
}

#[test]
fn failures_back_off() {
    let failed = |failures| CadenceInput {
        outcome: Outcome::Failed,
        failures,
        ..input()
    };
    let offline = |failures| CadenceInput {
        reached: false,
        ..failed(failures)
    };
    let outcome = |outcome, failures| CadenceInput {
        outcome,
        ..failed(failures)
    };
    let near = CadenceInput {
        loopback: true,
        interval: Some(seconds(1)),
        ..failed(1)
    };
    for (case, chance, expected) in [
        (failed(1), Chance::NONE, Some(30)),
        (failed(2), Chance::NONE, Some(60)),
        (failed(3), Chance::NONE, Some(120)),
        (failed(4), Chance::NONE, Some(240)),
        (failed(11), Chance::NONE, Some(240)),
        (failed(12), Chance::NONE, Some(900)),
        (failed(u32::MAX), LATE, Some(1035)),
        (offline(1), Chance::NONE, Some(30)),
        (offline(40), Chance::NONE, Some(60)),
        (outcome(Outcome::Missing, 1), Chance::NONE, Some(30)),
        (outcome(Outcome::Missing, 3), Chance::NONE, Some(900)),
        (outcome(Outcome::Gone, 1), Chance::NONE, None),
        (outcome(Outcome::Wall, 1), Chance::NONE, Some(900)),
        (near, Chance::NONE, Some(1)),
    ] {
        assert_eq!(delay(case, chance), expected, "{case:?} {chance:?}");
    }
}

#[test]
fn the_rhythm_is_that_of_the_newest_gaps() {
    let now = DateTime::from_timestamp(1_754_538_540, 0).unwrap();
    let ago = |seconds: &[i64]| -> Vec<DateTime<Utc>> {
        let at = seconds.iter();
        at.map(|ago| now - TimeDelta::seconds(*ago)).collect()
    };
    let every = |gap: i64| -> Vec<i64> { (0..40).map(|n| n * gap).collect() };
    for (times, expected) in [
        (vec![], 300),
        (vec![0], 300),
        (vec![600], 900),
        // A clock that runs behind the publisher's.
        (vec![-60], 300),
        (vec![0, 60], 180),
        (every(60), 95),
        (every(600), 555),
        (every(0), 44),
    ] {
        let gap = rhythm(&ago(&times), now).as_secs();
        assert_eq!(gap, expected, "{times:?}");
    }
    let silent: Vec<i64> = every(60).iter().map(|ago| ago + 7200).collect();
    assert!(rhythm(&ago(&silent), now) > seconds(1000));
}
