use super::*;

/// Sentences of our own, each pair with whether it tells the same, and in which language.
const PAIRS: &str = include_str!("pairs.tsv");

struct Pair {
    same: bool,
    found: bool,
    line: &'static str,
}

fn pairs() -> Vec<Pair> {
    let pair = |line: &'static str| {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap();
        let (label, language) = (field(), field());
        let (a, b) = (field(), field());
        let (a, b) = (Gist::of_text(a, language), Gist::of_text(b, language));
        assert_eq!(a.tells_the_same(&b), b.tells_the_same(&a), "{line}");
        Pair {
            same: label == "same",
            found: a.tells_the_same(&b),
            line,
        }
    };
    PAIRS.lines().map(pair).collect()
}

#[test]
fn few_are_folded_by_mistake_and_few_are_missed() {
    let pairs = pairs();
    let count = |is: fn(&Pair) -> bool| pairs.iter().filter(|pair| is(pair)).count();
    let (right, found, same) = (
        count(|pair| pair.same && pair.found),
        count(|pair| pair.found),
        count(|pair| pair.same),
    );
    let list = |is: fn(&Pair) -> bool| -> Vec<&str> {
        let listed = pairs.iter().filter(|pair| is(pair));
        listed.map(|pair| pair.line).collect()
    };
    let wrong = list(|pair| pair.found && !pair.same);
    let missed = list(|pair| pair.same && !pair.found);
    assert!(pairs.len() >= 200, "{}", pairs.len());
    assert!(right * 100 >= found * 95, "{right} of {found}: {wrong:#?}");
    assert!(right * 100 >= same * 80, "{right} of {same}: {missed:#?}");
}

#[test]
fn numbers_are_the_same_however_they_are_written() {
    for (one, other) in [
        ("12,000", "12.000"),
        ("12'000", "12000"),
        ("11am", "11:00"),
        ("11.00", "11"),
        ("6pm", "18:00"),
        ("5.30pm", "17:30"),
        ("14h30", "14:30"),
        ("07:45", "7:45"),
        ("3,5", "3.5"),
    ] {
        assert_eq!(number(one, None), number(other, None), "{one}");
    }
    assert_ne!(number("11", None), number("11", Some("pm")));
    assert_ne!(number("1.27", None), number("127", None));
}

#[test]
fn a_text_of_a_few_words_is_never_the_same_as_another() {
    let gist = |text| Gist::of_text(text, "en");
    assert!(!gist("More soon").tells_the_same(&gist("More soon")));
    assert!(!gist("").tells_the_same(&gist("")));
}
