//! One update of all that is said of it: each field from the account that knows it best.

use chrono::{NaiveTime, TimeDelta, Timelike};

use super::{
    explain::Explained,
    table::{Exactness, Field, rank},
};
use crate::{
    model::{Author, Block, Body, Embed, Image, Marks, Precision, Stamp, WebUrl, Witness, letters},
    source::{
        claim::{Account, Claim, Rule, Shown, Statement},
        field::{
            headline::is_start_of_text,
            time::{self, Reading, TimeContext, leading},
        },
        read::jsonld::length,
    },
};

/// How far ahead of the moment of reading a publisher's clock may run, in minutes.
const SKEW: i64 = 10;

/// What holds for all updates of a page.
pub(super) struct Page<'a> {
    pub(super) ctx: &'a TimeContext,
    /// Whose times are local ones that were written as if they were UTC.
    pub(super) shifted: Option<Witness>,
    /// Whether to note every claim beside those that hold.
    pub(super) explain: bool,
}

/// Makes one account of several, each field from the best of them.
pub(super) fn settle(accounts: Vec<Account>, page: &Page) -> Account {
    let mut ballot = Ballot {
        page,
        heard: Vec::new(),
    };
    let node = accounts.iter().find_map(|account| account.node);
    let removed = accounts.iter().any(|account| account.removed);
    let mut keys: Vec<String> = Vec::new();
    let mut labels = Vec::new();
    let (mut headlines, mut bodies, mut times, mut clocks) = (vec![], vec![], vec![], vec![]);
    let (mut edits, mut authors, mut links, mut marks) = (vec![], vec![], vec![], vec![]);
    for account in accounts {
        for key in account.keys {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        labels.push(account.label);
        headlines.push(account.headline);
        bodies.push((account.body, account.images, account.embeds));
        times.extend(account.published);
        clocks.extend(account.clock);
        edits.extend(account.modified);
        authors.push(account.authors);
        links.extend(account.permalink);
        marks.push(account.marks);
    }
    let mut body = ballot.body(bodies);
    let mut headline = ballot.headline(headlines, &body);
    let published = ballot.published(times, &clocks);
    take_clock(&mut headline, &body, published.as_deref(), page.ctx);
    drop_repeated(&headline, &mut body);
    Account {
        keys,
        permalink: ballot.permalink(links),
        label: ballot.label(labels),
        headline,
        body,
        clock: clocks.into_iter().next().filter(|_| published.is_none()),
        published,
        modified: ballot.modified(edits),
        authors: ballot.authors(authors),
        images: Vec::new(),
        embeds: Vec::new(),
        marks: ballot.marks(marks),
        removed,
        node,
        heard: ballot.heard,
    }
}

/// Takes the update's own time off the beginning of a headline: "19:02 (IST) Hyderabad bat first"; what is left and only
/// begins the text is no headline.
fn take_clock(
    headline: &mut Claim<String>,
    body: &Body,
    published: Option<&Stamp>,
    ctx: &TimeContext,
) {
    let Some(found) = leading::leading(headline, ctx) else {
        return;
    };
    let minute = |at: NaiveTime| (at.hour(), at.minute());
    let own = match &found.reading {
        Reading::Clock(clock) => {
            published.is_none_or(|stamp| minute(stamp.at.time()) == minute(clock.time))
        }
        Reading::Stamp(said) => published.is_none_or(|stamp| stamp.utc() == said.utc()),
        Reading::Day(_) => false,
    };
    if own {
        let rest = headline.get(found.len..).unwrap_or_default().trim();
        let is_beginning = is_start_of_text(rest, body);
        **headline = if is_beginning {
            String::new()
        } else {
            rest.to_owned()
        };
    }
}

/// Drops a first paragraph that is the headline once more, where a text follows it.
fn drop_repeated(headline: &str, body: &mut Body) {
    let repeats = match body.blocks.first() {
        Some(Block::Paragraph(runs)) => {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            !headline.is_empty() && letters(&text) == letters(headline)
        }
        _ => false,
    };
    if repeats && body.blocks.len() > 1 {
        body.blocks.remove(0);
    }
}

/// The claims of one update, field by field.
struct Ballot<'a> {
    page: &'a Page<'a>,
    heard: Vec<Statement>,
}

/// A claim, how exact it is, and what speaks against it whatever others say.
struct Offer<T> {
    claim: Claim<T>,
    exactness: Exactness,
    against: Option<&'static str>,
}

impl<T> Offer<T> {
    fn of(claim: Claim<T>, exactness: Exactness) -> Self {
        Self {
            claim,
            exactness,
            against: None,
        }
    }
}

impl Ballot<'_> {
    /// Takes the most exact claim, of equally exact ones that of the reader whose word counts most.
    fn choose<T: Explained>(&mut self, field: Field, offers: Vec<Offer<T>>) -> Option<Claim<T>> {
        let weight = |offer: &Offer<T>| {
            let by = offer.claim.rule().by;
            (offer.against.is_none(), offer.exactness, rank(field, by))
        };
        let mut best: Option<usize> = None;
        for (at, offer) in offers.iter().enumerate() {
            let beaten = best.and_then(|best| offers.get(best));
            if offer.against.is_none() && beaten.is_none_or(|best| weight(offer) > weight(best)) {
                best = Some(at);
            }
        }
        if self.page.explain {
            self.note(field, &offers, best);
        }
        let best = best.and_then(|at| offers.into_iter().nth(at))?;
        Some(best.claim)
    }

    /// Notes every claim of a field, and why it does not hold.
    fn note<T: Explained>(&mut self, field: Field, offers: &[Offer<T>], best: Option<usize>) {
        let best = best.and_then(|best| offers.get(best));
        let holds = best.map(|best| (best.exactness, best.claim.told()));
        for offer in offers {
            let value = offer.claim.told();
            let is_best = best.is_some_and(|best| std::ptr::eq(best, offer));
            let against = match &holds {
                _ if is_best || offer.against.is_some() => offer.against,
                Some((_, same)) if *same == value => Some("says the same"),
                Some((exact, _)) if offer.exactness < *exact => Some("less exact"),
                _ => Some("counts less"),
            };
            let rule = offer.claim.rule();
            self.heard
                .push(Statement::new(field, rule, &value, against));
        }
    }

    /// Takes the text: a whole one before one that says much less than another.
    fn body(&mut self, said: Vec<(Claim<Body>, Vec<Image>, Vec<Embed>)>) -> Claim<Body> {
        let lengths: Vec<usize> = said.iter().map(|(body, ..)| length(body)).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let mut beside = Vec::new();
        let mut offers = Vec::new();
        for ((body, images, embeds), length) in said.into_iter().zip(lengths) {
            if body.is_empty() {
                // Pictures without a text are an update, too.
                if images.is_empty() && embeds.is_empty() {
                    continue;
                }
            }
            // Data repeats captions and names that an element shows apart.
            let whole = match body.rule().by {
                Witness::Markup => length * 2 >= longest,
                _ => length * 5 >= longest * 4,
            };
            offers.push(Offer::of(body, Exactness::of_text(whole)));
            beside.push((images, embeds));
        }
        let rules: Vec<_> = offers.iter().map(|offer| offer.claim.rule()).collect();
        let Some(mut body) = self.choose(Field::Body, offers) else {
            return Claim::default();
        };
        let won = rules.iter().position(|rule| *rule == body.rule());
        let (images, embeds) = won.map(|at| beside.swap_remove(at)).unwrap_or_default();
        body.blocks.extend(images.into_iter().map(Block::Image));
        body.blocks.extend(embeds.into_iter().map(Block::Embed));
        body
    }

    fn label(&mut self, said: Vec<Claim<String>>) -> Claim<String> {
        let offers = said.into_iter().filter(|label| !label.is_empty());
        let offers = offers.map(|label| Offer::of(label, Exactness::Exact));
        let chosen = self.choose(Field::Label, offers.collect());
        chosen.unwrap_or_default()
    }

    /// Takes the headline; one that only data knows and that is how the text begins is none.
    fn headline(&mut self, said: Vec<Claim<String>>, body: &Body) -> Claim<String> {
        let offers = said.into_iter().filter(|headline| !headline.is_empty());
        let offers = offers.map(|headline| {
            let by = headline.rule().by;
            // A page that sets it as a heading means it, and data may say a sentence of the text again.
            let is_heading = matches!(by, Witness::Markup | Witness::Recipe | Witness::Platform);
            Offer {
                exactness: Exactness::of_text(!is_cut(&headline)),
                against: (!is_heading && is_cut(&headline) && is_start_of_text(&headline, body))
                    .then_some("begins the text"),
                claim: headline,
            }
        });
        let offers = offers.collect();
        self.choose(Field::Headline, offers).unwrap_or_default()
    }

    fn published(
        &mut self,
        said: Vec<Claim<Stamp>>,
        clocks: &[Claim<Shown>],
    ) -> Option<Claim<Stamp>> {
        let shown = said.iter().find(|stamp| stamp.rule().by == Witness::Markup);
        let raw = shown.map(|stamp| stamp.raw.clone()).unwrap_or_default();
        let offers = said.into_iter().map(|stamp| Offer {
            exactness: Exactness::of(&stamp),
            against: (self.page.shifted == Some(stamp.rule().by))
                .then_some("local time that is marked as UTC"),
            claim: stamp,
        });
        let mut chosen = self.choose(Field::Published, offers.collect())?;
        if chosen.precision == Precision::Day
            && let Some(dated) = self.clock_of_day(&chosen, clocks)
        {
            return Some(dated);
        }
        if chosen.raw.is_empty() {
            chosen.raw = raw;
        }
        Some(chosen)
    }

    /// Completes a day with the clock that is shown.
    fn clock_of_day(&self, day: &Stamp, clocks: &[Claim<Shown>]) -> Option<Claim<Stamp>> {
        let is_clock = |shown: &&Claim<Shown>| matches!(shown.reading, Reading::Clock(_));
        let shown = clocks.iter().find(is_clock)?;
        let times = [
            Some(Reading::Day(day.at.date_naive())),
            Some(shown.reading.clone()),
        ];
        let stamp = time::date_clocks(&times, self.page.ctx).pop().flatten()?;
        let raw = shown.raw.clone();
        Some(Claim::new(Stamp { raw, ..stamp }, shown.rule()))
    }

    /// Takes when it was changed; a clock that runs ahead would hide every later edit.
    fn modified(&mut self, said: Vec<Claim<Stamp>>) -> Option<Claim<Stamp>> {
        let latest = self.page.ctx.now + TimeDelta::minutes(SKEW);
        let offers = said.into_iter().map(|stamp| Offer {
            exactness: Exactness::of(&stamp),
            against: (stamp.at > latest).then_some("lies ahead of now"),
            claim: stamp,
        });
        self.choose(Field::Modified, offers.collect())
    }

    fn authors(&mut self, said: Vec<Claim<Vec<Author>>>) -> Claim<Vec<Author>> {
        let offers = said.into_iter().filter(|authors| !authors.is_empty());
        let offers = offers.map(|authors| Offer::of(authors, Exactness::Exact));
        let chosen = self.choose(Field::Authors, offers.collect());
        chosen.unwrap_or_default()
    }

    fn permalink(&mut self, said: Vec<Claim<WebUrl>>) -> Option<Claim<WebUrl>> {
        let offers = said.into_iter().map(|url| {
            // Where an element lies is no address that its publisher gave.
            let is_place = url.rule() == Rule::PLACE;
            let exactness = if is_place {
                Exactness::Shown
            } else {
                Exactness::Exact
            };
            Offer::of(url, exactness)
        });
        self.choose(Field::Permalink, offers.collect())
    }

    /// Takes every mark that anybody sees.
    fn marks(&mut self, said: Vec<Claim<Marks>>) -> Claim<Marks> {
        let all = said
            .iter()
            .fold(Marks::default(), |all, marks| all.or(**marks));
        let offers = said.into_iter().filter(|marks| **marks != Marks::default());
        let offers = offers.map(|marks| Offer::of(marks, Exactness::Exact));
        let mut chosen = self
            .choose(Field::Marks, offers.collect())
            .unwrap_or_default();
        *chosen = all;
        chosen
    }
}

/// Tells whether a text says itself that it goes on.
pub(in crate::source) fn is_cut(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with('…') || text.ends_with("...")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{
        model::{Clean, TimeBasis},
        source::claim::Rule,
    };

    const DATA: Rule = Rule::of(Witness::JsonLd, "data");
    const SHOWN: Rule = Rule::markup("shown");

    fn settled(accounts: Vec<Account>) -> Account {
        let ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        let page = Page {
            ctx: &ctx,
            shifted: None,
            explain: true,
        };
        settle(accounts, &page)
    }

    fn stamp(at: &str, precision: Precision, rule: Rule) -> Claim<Stamp> {
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        let stamp = Stamp {
            precision,
            ..Stamp::new(at, TimeBasis::Markup)
        };
        Claim::new(stamp, rule)
    }

    fn two(change: impl Fn(&mut Account, Rule)) -> Account {
        let mut accounts = [Account::default(), Account::default()];
        change(&mut accounts[0], DATA);
        change(&mut accounts[1], SHOWN);
        settled(accounts.into())
    }

    #[test]
    fn an_exact_instant_beats_a_day_of_whoever_counts_more() {
        let settled = two(|account, rule| {
            let (at, precision) = match rule {
                DATA => ("2025-08-07T10:40:00Z", Precision::Second),
                _ => ("2025-08-07T00:00:00Z", Precision::Day),
            };
            account.published = Some(stamp(at, precision, rule));
        });
        let published = settled.published.unwrap();
        assert_eq!(published.rule(), DATA);
        let against: Vec<_> = settled.heard.iter().map(|claim| claim.against).collect();
        assert_eq!(against, [None, Some("less exact")]);
    }

    #[test]
    fn of_equally_exact_claims_that_of_the_reader_who_counts_more_holds() {
        let settled = two(|account, rule| {
            account.published = Some(stamp("2025-08-07T10:40:00Z", Precision::Second, rule));
            account.headline = Claim::new(format!("Bridge {}", rule.name), rule);
            let url = WebUrl::parse("https://post.example/live#a").unwrap();
            account.permalink = Some(Claim::new(url, rule));
        });
        assert_eq!(settled.published.unwrap().rule(), SHOWN);
        assert_eq!(*settled.headline, "Bridge shown");
        assert_eq!(settled.permalink.unwrap().rule(), DATA);
    }

    #[test]
    fn a_whole_text_beats_a_part_of_it() {
        let body = |part: &str, whole: &str| {
            let settled = two(|account, rule| {
                let text = if rule == SHOWN { part } else { whole };
                account.body = Claim::new(Body::from_plain(text), rule);
            });
            settled.body.rule()
        };
        let whole = "The northern pier is safe again, says the harbour.";
        assert_eq!(body("The northern pier is", whole), DATA);
        assert_eq!(body("The northern pier is safe again.", whole), SHOWN);
    }

    #[test]
    fn a_cut_headline_of_data_that_begins_the_text_is_none() {
        let text = "The northern pier is safe again, says the harbour.";
        let headline = |rule: Rule| {
            settled(vec![Account {
                headline: Claim::new("The northern pier is safe…".to_owned(), rule),
                body: Claim::new(Body::from_plain(text), rule),
                ..Account::default()
            }])
            .headline
        };
        assert_eq!(headline(DATA).as_str(), "");
        assert_eq!(headline(SHOWN).as_str(), "The northern pier is safe…");
        let sentence = "The northern pier is safe again";
        let said_again = settled(vec![Account {
            headline: Claim::new(sentence.to_owned(), DATA),
            body: Claim::new(Body::from_plain(&format!("{sentence}. Ferries run.")), DATA),
            ..Account::default()
        }]);
        assert_eq!(said_again.headline.as_str(), sentence);
    }

    #[test]
    fn the_updates_own_time_is_no_part_of_its_headline_and_the_headline_none_of_its_text() {
        let settled = |headline: &str, text: &str| {
            let at = stamp("2026-11-28T19:02:32Z", Precision::Second, DATA);
            let account = Account {
                headline: Claim::new(headline.to_owned(), DATA),
                body: Claim::new(Body::from_plain(text), SHOWN),
                published: Some(at),
                ..Account::default()
            };
            let settled = super::tests::settled(vec![account]);
            (settled.headline.to_string(), settled.body.text())
        };
        let text = "The northern pier is safe again, says the harbour.";
        for (headline, body, expected, left) in [
            ("19:02 (GMT) Pier opens", text, "Pier opens", text),
            ("18:15: Pier opens", text, "18:15: Pier opens", text),
            ("19:02 The northern pier is safe again", text, "", text),
            (
                "Pier opens",
                &format!("Pier opens\n\n{text}"),
                "Pier opens",
                text,
            ),
            ("Pier opens", "Pier opens", "Pier opens", "Pier opens"),
        ] {
            let expected = (expected.to_owned(), left.to_owned());
            assert_eq!(settled(headline, body), expected, "{headline}");
        }
    }

    #[test]
    fn a_change_that_lies_ahead_is_not_believed() {
        let changed = |at: &str| {
            let modified = Some(stamp(at, Precision::Second, DATA));
            settled(vec![Account {
                modified,
                ..Account::default()
            }])
            .modified
        };
        assert!(changed("2025-08-07T12:09:00Z").is_some());
        assert!(changed("2025-08-08T12:00:00Z").is_none());
    }

    #[test]
    fn a_day_takes_the_clock_that_is_shown() {
        let ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        let reading = time::read("10:40", &ctx).unwrap();
        let settled = settled(vec![Account {
            published: Some(stamp("2025-08-06T00:00:00Z", Precision::Day, DATA)),
            clock: Some(Claim::new(
                Shown {
                    reading,
                    raw: Clean::line("10:40"),
                },
                SHOWN,
            )),
            ..Account::default()
        }]);
        let published = settled.published.unwrap();
        assert_eq!(published.at.to_rfc3339(), "2025-08-06T10:40:00+00:00");
        assert_eq!(published.raw.as_str(), "10:40");
    }
}
