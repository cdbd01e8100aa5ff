//! The witnesses of a page, best evidence first, and what they say together.
//!
//! Structured data knows which updates there are and is asked first; application state completes what it leaves
//! out; the markup has the text as readers see it. Where nothing is structured, state and markup are compared, and
//! the one that carries more of the page leads.

use scraper::Html;
use serde_json::Value;

use crate::{
    model::{Clean, LiveBlog, WebUrl},
    source::{
        candidate::{Candidate, Reading, Witness},
        field::time::TimeContext,
        join,
        read::{
            jsonld::{self, length},
            markup::{
                boilerplate, repeated,
                signs::{Judgement, PageSigns},
            },
            microdata,
            recipe::{self, Recipes},
            state,
        },
    },
};

/// What the witnesses say together.
pub(super) struct Verdict {
    /// The updates, each field from its best witness.
    pub(super) reading: Reading,
    /// How the page was recognised, for people.
    pub(super) recognised_as: String,
    /// Who said what, a line each.
    pub(super) evidence: Vec<String>,
}

impl Verdict {
    /// The verdict on a document that is one witness itself.
    pub(super) fn alone(reading: Reading) -> Self {
        let name = reading.witness.name();
        Self {
            evidence: vec![format!("{name}: {} updates", reading.candidates.len())],
            recognised_as: name.to_owned(),
            reading,
        }
    }

    /// The verdict on a page that shows no update, only the settings of the platform that has them.
    pub(super) fn of_settings(blog: LiveBlog, platform: &str) -> Self {
        Self {
            evidence: vec![format!(
                "{platform}: its settings, and no update in the page"
            )],
            recognised_as: platform.to_owned(),
            reading: Reading {
                witness: Witness::State,
                candidates: Vec::new(),
                blog,
                warnings: Vec::new(),
            },
        }
    }
}

/// What the witnesses are asked about.
pub(super) struct Case<'a> {
    /// The page's text.
    pub(super) text: &'a str,
    /// Its parsed JSON-LD.
    pub(super) scripts: &'a [Value],
    pub(super) html: &'a Html,
    pub(super) base: Option<&'a WebUrl>,
    pub(super) ctx: &'a TimeContext,
    pub(super) recipes: &'a Recipes,
}

/// Asks every witness that the page has; where none of them knows updates, says what spoke against the likeliest.
///
/// A recipe was written because the rules for any page fail on this one: it is heard alone.
pub(super) fn climb(case: &Case, warnings: &mut Vec<Clean>) -> Result<Verdict, Judgement> {
    let data = jsonld::read(case.scripts, case.base, case.ctx);
    if let Some(mut reading) = recipe::read(case.html, case.recipes, case.base, case.ctx, warnings)
    {
        reading.blog = data.map(|said| said.blog).unwrap_or_default();
        return Ok(Verdict::alone(reading));
    }
    let structured = data
        .filter(|reading| !reading.candidates.is_empty())
        .or_else(|| microdata::read(case.html, case.base, case.ctx));
    match structured {
        Some(lead) => Ok(Court::hear(case, lead)),
        None => unstructured(case),
    }
}

/// Reads a page without structured updates.
fn unstructured(case: &Case) -> Result<Verdict, Judgement> {
    let page = PageSigns::of(case.html, case.base, &jsonld::types(case.scripts));
    // Asked first, as it costs less: programs may be most of a page.
    let live = page.names().is_live() || page.proves_live();
    let judged = |reading: Reading| {
        let judgement = page.judge(case.html, &reading.candidates, case.base, case.ctx);
        (reading, judgement)
    };
    let state = live
        .then(|| state::from_page(case.text, case.base, case.ctx))
        .flatten()
        .map(judged);
    let markup = repeated::read(case.html, &page, case.base, case.ctx);
    // What is refused is remembered for those who ask why.
    let mut refused = Judgement::default();
    let (mut state, mut markup) = (state, markup);
    for found in [&mut state, &mut markup] {
        if let Some((_, judgement)) = found.take_if(|(_, judgement)| !judgement.is_live()) {
            refused = judgement;
        }
    }
    let carries = |found: &Option<(Reading, Judgement)>| {
        found.as_ref().map_or(0, |(reading, _)| {
            reading.candidates.iter().map(|c| length(&c.body)).sum()
        })
    };
    let (of_state, of_markup): (usize, usize) = (carries(&state), carries(&markup));
    // State has ids and exact times; it leads unless it is about something else than what the page shows.
    let lead = if of_state * 2 >= of_markup {
        state.or(markup)
    } else {
        markup.or(state)
    };
    let Some((lead, judgement)) = lead else {
        return Err(refused);
    };
    let mut verdict = Court::hear(case, lead);
    verdict.evidence.extend(judgement.lines());
    Ok(verdict)
}

/// The witnesses at their joint work.
struct Court<'a> {
    case: &'a Case<'a>,
    lead: Reading,
    tied: usize,
    evidence: Vec<String>,
}

impl<'a> Court<'a> {
    fn hear(case: &'a Case<'a>, lead: Reading) -> Verdict {
        let says = format!("{}: {} updates", lead.witness.name(), lead.candidates.len());
        let mut court = Self {
            case,
            lead,
            tied: 0,
            evidence: vec![says],
        };
        court.ask_markup();
        court.ask_state();
        court.ask_neighbours();
        court.close()
    }

    /// Ties the updates to their elements, and takes from those what readers see.
    fn ask_markup(&mut self) {
        if matches!(self.lead.witness, Witness::Markup | Witness::Microdata) {
            return;
        }
        let joined = join::with_markup(&self.lead, self.case.html, self.case.base, self.case.ctx);
        self.tied = joined.tied;
        self.evidence.push(format!(
            "markup: {} of them found in the page; text from there for {}, time for {}",
            joined.tied, joined.texts, joined.times
        ));
        self.lead.candidates = joined.candidates;
    }

    /// Asks the application state where something is still missing.
    fn ask_state(&mut self) {
        let incomplete = |c: &Candidate| c.published.is_none() || c.body.is_empty();
        if self.lead.witness == Witness::State || !self.lead.candidates.iter().any(incomplete) {
            return;
        }
        let Some(state) = state::from_page(self.case.text, self.case.base, self.case.ctx) else {
            return;
        };
        let (tied, more) = join::complete(&mut self.lead.candidates, state.candidates);
        if tied > 0 {
            let name = state.witness.name();
            self.evidence
                .push(format!("{name}: {tied} of them, and {more} more"));
        }
    }

    /// Looks for updates that only the markup shows, in a row with known ones.
    fn ask_neighbours(&mut self) {
        if self.lead.witness == Witness::Markup {
            return;
        }
        let known: Vec<_> = self.lead.candidates.iter().filter_map(|c| c.node).collect();
        let more = repeated::beside(self.case.html, &known, self.case.base, self.case.ctx);
        let added = join::add(&mut self.lead.candidates, more);
        let candidates = &mut self.lead.candidates;
        if candidates
            .iter()
            .any(|c| c.published.is_none() && c.clock.is_some())
        {
            // Nodes are numbered as the page runs.
            candidates.sort_by_key(|c| c.node);
            repeated::date(candidates, self.case.ctx);
        }
        if added > 0 {
            let line = format!(
                "{}: {added} more that stand among them",
                Witness::Markup.name()
            );
            self.evidence.push(line);
        }
    }

    fn close(mut self) -> Verdict {
        join::weed(&mut self.lead.candidates);
        boilerplate::strip(&mut self.lead.candidates);
        let name = self.lead.witness.name();
        let joined = if self.tied > 0 {
            ", joined with the page's markup"
        } else {
            ""
        };
        Verdict {
            recognised_as: format!("{name}{joined}"),
            reading: self.lead,
            evidence: self.evidence,
        }
    }
}
