use proptest::prelude::*;

use super::*;
use crate::model::{
    Block as BodyBlock, Body, Clean, EntryId, Inline, ListItem, Marks, body::TableRow,
};

fn entry(headline: &str, text: &str) -> Entry {
    Entry {
        id: EntryId::new("u1"),
        label: None,
        headline: (!headline.is_empty()).then(|| Clean::line(headline)),
        body: Body::from_plain(text),
        published: None,
        modified: None,
        authors: Vec::new(),
        permalink: None,
        marks: Marks::default(),
        provenance: crate::model::Provenance::default(),
    }
}

fn of(body: Vec<BodyBlock>) -> Entry {
    Entry {
        body: Body { blocks: body },
        ..entry("", "")
    }
}

/// Writes a diff as `wdiff` does, a paragraph a line.
fn shown(diff: &Diff) -> String {
    let run = |run: &Run| match run.change {
        Change::Same => run.text.clone(),
        Change::Removed => format!("[-{}-]", run.text),
        Change::Added => format!("{{+{}+}}", run.text),
    };
    let block = |block: &Block| block.runs.iter().map(run).collect::<String>();
    let lines: Vec<String> = diff.blocks.iter().map(block).collect();
    lines.join("\n")
}

fn words(old: &str, new: &str) -> String {
    shown(&compare(&entry("", old), &entry("", new), "en"))
}

fn weight(old: &str, new: &str, language: &str) -> String {
    compare(&entry("", old), &entry("", new), language)
        .edit
        .words()
}

#[test]
fn words_that_changed_stand_beside_each_other_and_punctuation_stands_alone() {
    for (old, new, expected) in [
        ("Two hurt.", "Two hurt.", "Two hurt."),
        (
            "Three people were hurt.",
            "Four people were hurt.",
            "[-Three -]{+Four +}people were hurt.",
        ),
        ("It is open.", "It is open!", "It is open[-.-]{+!+}"),
        ("It is open", "It is open now", "It is open {+now+}"),
        ("It is open now", "It is open", "It is open[- now-]"),
        (
            "Ferries run.",
            "Ferries do not run.",
            "Ferries {+do not +}run.",
        ),
        ("1,200 came", "1,300 came", "[-1,200 -]{+1,300 +}came"),
        (
            "Она сказала нет",
            "Она сказала да",
            "Она сказала [-нет-]{+да+}",
        ),
        ("桥梁已关闭", "桥梁已开放", "桥梁已[-关闭-]{+开放+}"),
        ("a b 👩‍👩‍👧 c", "a b 👩‍👩‍👦 c", "a b [-👩‍👩‍👧 -]{+👩‍👩‍👦 +}c"),
    ] {
        assert_eq!(words(old, new), expected);
    }
}

#[test]
fn a_word_that_two_longer_changes_share_is_no_island() {
    assert_eq!(
        words(
            "People on foot may cross, and the ferry company said the bridge opens soon",
            "People on foot may cross, and the harbour office of the town warned drivers"
        ),
        "People on foot may cross, and the [-ferry company said the bridge opens soon-]\
         {+harbour office of the town warned drivers+}"
    );
}

#[test]
fn paragraphs_are_paired_with_what_became_of_them() {
    let old = "The bridge is closed.\n\nFerries run every ten minutes.\n\nMore follows.";
    let new =
        "Police are at the scene.\n\nThe bridge is closed.\n\nFerries run every five minutes.";
    assert_eq!(
        words(old, new),
        "{+Police are at the scene.+}\n\
         The bridge is closed.\n\
         Ferries run every [-ten -]{+five +}minutes.\n\
         [-More follows.-]"
    );
}

#[test]
fn every_kind_of_block_is_compared() {
    let list = |second: &str| BodyBlock::List {
        start: None,
        items: vec![
            ListItem {
                blocks: vec![BodyBlock::Paragraph(vec![Inline::plain("North pier")])],
            },
            ListItem {
                blocks: vec![BodyBlock::Paragraph(vec![Inline::plain(second)])],
            },
        ],
    };
    let table = |time: &str| BodyBlock::Table {
        rows: vec![TableRow {
            header: false,
            cells: vec![vec![Inline::plain("Åland")], vec![Inline::plain(time)]],
        }],
        caption: Clean::default(),
    };
    let picture = |caption: &str| {
        BodyBlock::Image(Image {
            candidates: vec![(WebUrl::parse("https://img.example/p.jpg").unwrap(), 0)],
            caption: Clean::line(caption),
            ..Image::default()
        })
    };
    let old = of(vec![list("South pier"), table("9:00"), picture("The pier")]);
    let new = of(vec![list("East pier"), table("9:30"), picture("The quay")]);
    let diff = compare(&old, &new, "");
    let parts: Vec<Part> = diff.blocks.iter().map(|block| block.part).collect();
    assert_eq!(
        parts,
        [Part::Item, Part::Item, Part::Row, Part::Picture],
        "{}",
        shown(&diff)
    );
    assert!(shown(&diff).contains("Åland | 9:[-00-]{+30+}"));
    assert!(diff.pictures_added.is_empty(), "its address is the same");
}

#[test]
fn links_and_pictures_come_and_go() {
    let link = |url: &str| {
        BodyBlock::Paragraph(vec![Inline {
            link: WebUrl::parse(url).ok(),
            ..Inline::plain("statement")
        }])
    };
    let old = of(vec![link("https://a.example/1?token=x")]);
    let same = of(vec![link("https://a.example/1?token=y")]);
    let new = of(vec![
        link("https://a.example/2"),
        BodyBlock::Image(Image {
            alt: Clean::line("A pier in Port Ellen, 5 miles off"),
            ..Image::default()
        }),
    ]);
    assert_eq!(compare(&old, &same, "").edit, Edit::Typographic);
    let diff = compare(&old, &new, "");
    assert_eq!(
        diff.links_removed[0].url.as_str(),
        "https://a.example/1?token=x"
    );
    assert_eq!(diff.links_added[0].url.as_str(), "https://a.example/2");
    assert_eq!(diff.pictures_added.len(), 1);
    assert_eq!(
        diff.edit,
        Edit::Minor,
        "the words of a picture come with it"
    );
}

#[test]
fn typography_is_no_edit() {
    for (old, new) in [
        ("She said \"no\" - twice", "She said “no” – twice"),
        ("It's 10 %", "It’s 10%"),
        ("wait -- what...", "wait — what…"),
        ("a  b", "a b"),
        ("« oui »", "“oui”"),
    ] {
        assert_eq!(weight(old, new, "en"), "typography only", "{old} → {new}");
    }
}

#[test]
fn what_changes_what_happened_is_significant() {
    for (language, old, new, expected) in [
        ("en", "Three people died.", "Four people died.", "figures"),
        (
            "en",
            "At least 3 died, 40 hurt.",
            "At least 40 died, 3 hurt.",
            "figures",
        ),
        ("en", "It costs $5 today.", "It costs €5 today.", "figures"),
        ("en", "It was -5 degrees.", "It was 5 degrees.", "figures"),
        (
            "en",
            "Talks with Smith ended.",
            "Talks with Jones ended.",
            "names",
        ),
        (
            "en",
            "Police held Mr. Smith.",
            "Police held Mr. Jones.",
            "names",
        ),
        (
            "en",
            "Smith spoke. So said Smith.",
            "Jones spoke. So said Smith.",
            "names",
        ),
        (
            "en",
            "He met Jones. Smith spoke, with Smith.",
            "He met Jones. Jones spoke, with Smith.",
            "names",
        ),
        ("en", "He did resign.", "He did not resign.", "negation"),
        (
            "en",
            "The bridge is open.",
            "The bridge isn’t open.",
            "negation",
        ),
        (
            "en",
            "They didn't say it was so.",
            "They did say it wasn't so.",
            "negation",
        ),
        (
            "en",
            "There are survivors.",
            "There are no survivors.",
            "negation",
        ),
        (
            "de",
            "Er tritt zurück.",
            "Er tritt nicht zurück.",
            "negation",
        ),
        (
            "de-AT",
            "Es gab Tote in Wien.",
            "Es gab keine Tote in Wien.",
            "negation",
        ),
        (
            "de",
            "Dort sprach Olaf Scholz.",
            "Dort sprach Angela Merkel.",
            "names",
        ),
        (
            "fr",
            "Le pont est ouvert.",
            "Le pont n’est pas ouvert.",
            "negation",
        ),
        (
            "es",
            "El puente abrió.",
            "El puente nunca abrió.",
            "negation",
        ),
        (
            "it",
            "Il ponte è aperto.",
            "Il ponte non è aperto.",
            "negation",
        ),
        ("pt", "A ponte abriu.", "A ponte não abriu.", "negation"),
        (
            "en",
            "It ended.",
            "It ended. Smith and Ann Jones met 4 of them.",
            "figures, names",
        ),
    ] {
        let expected = format!("significant: {expected}");
        assert_eq!(weight(old, new, language), expected, "{old} → {new}");
    }
}

#[test]
fn what_leaves_it_as_it_was_is_minor() {
    for (language, old, new) in [
        ("en", "The bridge is shut.", "The bridge is closed."),
        ("en", "Three people died.", "3 people died."),
        ("en", "About 12,000 came.", "About 12000 came."),
        ("en", "Police say so.", "Officers say so."),
        ("en", "Smith says so.", "Jones says so."),
        ("en", "It is so, I think.", "It is so, we think."),
        (
            "en",
            "Talks with the Government go on.",
            "Talks with the government go on.",
        ),
        ("en", "Open 9-5 daily.", "Open 9–5 each day."),
        ("en", "He said: We wait.", "He said: They wait."),
        ("en", "He said \"We wait\".", "He said \"They wait\"."),
        (
            "en",
            "Minister To Speak About Bridge",
            "Minister To Speak About Tunnel",
        ),
        (
            "de",
            "Die Polizei sperrt die Brücke.",
            "Die Polizei sperrt die Straße.",
        ),
        ("pt", "Ficou no porto.", "Ficou em um porto."),
        ("en", "One 12 a. Two 13 b.", "One 12 a.\n\nTwo 13 b."),
        (
            "en",
            "Ann met 5 men.\n\nIt rained.",
            "It rained.\n\nAnn met 5 men.",
        ),
    ] {
        assert_eq!(weight(old, new, language), "minor", "{old} → {new}");
    }
}

#[test]
fn texts_too_large_to_compare_word_by_word_are_replaced_whole() {
    let many = |word: &str| {
        let words: Vec<String> = (0..6000).map(|n| format!("{word}{n}")).collect();
        format!("Same start {} same end", words.join(" "))
    };
    let mut budget = words::BUDGET;
    let mut lexicon = Lexicon::default();
    let (old, new) = (lexicon.tokens(&many("a")), lexicon.tokens(&many("b")));
    let sides = words::Sides {
        old: Some(&old),
        new: Some(&new),
    };
    let steps = words::steps(sides, &mut budget);
    assert_eq!(steps.len(), 3);
    assert_eq!(budget, words::BUDGET, "nothing was spent");
}

/// Puts the runs of one side together, a paragraph a line.
fn side(diff: &Diff, gone: Change) -> Vec<String> {
    let text = |block: &Block| {
        let runs = block.runs.iter().filter(|run| run.change != gone);
        runs.map(|run| run.text.as_str()).collect::<String>()
    };
    let texts = diff.blocks.iter().map(text);
    texts.filter(|text| !text.is_empty()).collect()
}

fn flat(entry: &Entry) -> Vec<String> {
    let paragraphs = flatten::paragraphs(entry).into_iter();
    paragraphs.map(|paragraph| paragraph.text).collect()
}

/// Reduces text to what is compared: marks in their plain form, no white space.
fn plain(texts: &[String]) -> Vec<String> {
    let key = |text: &String| {
        let plain = text.chars().filter(|c| !c.is_whitespace());
        let plain: String = plain.map(tokens::plain).collect();
        let mut plain = plain.replace('…', "...");
        while plain.contains("--") {
            plain = plain.replace("--", "-");
        }
        plain
    };
    texts.iter().map(key).collect()
}

/// Text as newsrooms write it, rich in what is compared.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-c]{1,2}",
        2 => "[A-C][a-c]",
        2 => "-?[0-9]{1,3}",
        2 => prop_oneof![Just("not"), Just("isn’t"), Just("\n\n"), Just("—"), Just("..."), Just("“")]
            .prop_map(str::to_owned),
        1 => "\\PC{1,4}",
    ];
    proptest::collection::vec((word, "[ .,]?"), 0..40).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, end)| word + &end + " ")
            .collect()
    })
}

proptest! {
    #[test]
    fn what_stayed_and_what_was_added_is_the_new_text(old in texts(), new in texts()) {
        let (old, new) = (entry("A b", &old), entry("A c", &new));
        let diff = compare(&old, &new, "en");
        prop_assert_eq!(side(&diff, Change::Removed), flat(&new));
    }

    #[test]
    fn what_stayed_and_what_was_removed_is_the_old_text(old in texts(), new in texts()) {
        let (old, new) = (entry("", &old), entry("", &new));
        let diff = compare(&old, &new, "en");
        prop_assert_eq!(plain(&side(&diff, Change::Added)), plain(&flat(&old)));
    }

    #[test]
    fn a_revision_does_not_differ_from_itself(text in texts()) {
        let one = entry("", &text);
        let diff = compare(&one, &one, "");
        prop_assert_eq!(diff.edit, Edit::Typographic);
        let runs = diff.blocks.iter().flat_map(|block| &block.runs);
        for run in runs {
            prop_assert_eq!(run.change, Change::Same);
        }
    }

    #[test]
    fn comparing_backwards_weighs_the_same_text(old in texts(), new in texts()) {
        let (old, new) = (entry("", &old), entry("", &new));
        let typographic = |diff: Diff| diff.edit == Edit::Typographic;
        prop_assert_eq!(
            typographic(compare(&old, &new, "en")),
            typographic(compare(&new, &old, "en"))
        );
    }
}
