//! The readers of a page, asked in turn, and their accounts of each update brought together.
//!
//! Structured data knows which updates there are; application state completes what it leaves out; the markup has the
//! text as readers see it. Where nothing is structured, state and markup are compared, and the one that carries more
//! of the page says which updates there are.

use std::{cell::OnceCell, collections::HashSet};

use scraper::{Html, Node};
use serde_json::Value;

use crate::{
    model::{Clean, LiveBlog, WebUrl, Witness},
    source::{
        blog::Facts,
        budget::Budget,
        claim::{Account, Testimony},
        dom::element::{self, letters},
        field::time::TimeContext,
        read::{
            jsonld::{self, length},
            markup::{
                blocks, boilerplate, fields, judgement::Judgement, repeated, signs::PageSigns,
                survey::Survey,
            },
            microdata,
            recipe::{self, Recipes},
            state,
        },
        resolve::{self, Clusters},
    },
};

/// What the readers are asked about.
pub(super) struct Case<'a> {
    /// The page's text.
    pub(super) text: &'a str,
    /// Its parsed JSON-LD.
    pub(super) scripts: &'a [Value],
    pub(super) html: &'a Html,
    pub(super) facts: &'a Facts,
    pub(super) base: Option<&'a WebUrl>,
    pub(super) ctx: &'a TimeContext,
    pub(super) recipes: &'a Recipes,
    /// Whether every claim is noted, for `newswire check --explain`.
    pub(super) explain: bool,
    /// What may still be read of the page.
    pub(super) budget: Budget,
    /// What stands below each element, once it was asked for.
    pub(super) survey: OnceCell<Survey<'a>>,
    /// What the page says of all its series, once it was asked for.
    pub(super) page: OnceCell<PageSigns>,
}

impl<'a> Case<'a> {
    pub(super) fn survey(&self) -> &Survey<'a> {
        self.survey.get_or_init(|| Survey::of(self.html))
    }

    pub(super) fn page(&self) -> &PageSigns {
        self.page.get_or_init(|| {
            let types = jsonld::types(self.scripts);
            PageSigns::of(self.survey(), self.facts, self.base, &types)
        })
    }
}

/// What the readers of a page say together.
pub(super) struct Findings {
    /// The updates, each field from the reader that knows it best.
    pub(super) accounts: Vec<Account>,
    /// What the reader whose list counts says of the blog as a whole.
    pub(super) blog: LiveBlog,
    /// Who that is.
    pub(super) by: Witness,
    /// Whether the reader whose list counts lists all that the page has.
    pub(super) lists_updates: bool,
    /// How the page was recognised, for people.
    pub(super) recognised_as: String,
    /// Who said what, a line each.
    pub(super) evidence: Vec<String>,
    pub(super) warnings: Vec<String>,
}

impl Findings {
    /// What a document says that is one reader's alone.
    pub(super) fn alone(testimony: Testimony, ctx: &TimeContext, explain: bool) -> Self {
        let name = testimony.name();
        Self {
            evidence: vec![format!("{name}: {} updates", testimony.accounts.len())],
            recognised_as: name.to_owned(),
            lists_updates: testimony.lists_updates(),
            by: testimony.by,
            accounts: resolve::settle(Clusters::of(testimony.accounts), ctx, explain),
            blog: testimony.blog,
            warnings: testimony.warnings,
        }
    }
}

impl Findings {
    /// What a page says that shows no update, only the settings of the platform that has them.
    pub(super) fn of_settings(blog: LiveBlog, platform: &str) -> Self {
        Self {
            accounts: Vec::new(),
            blog,
            by: Witness::State,
            lists_updates: false,
            recognised_as: platform.to_owned(),
            evidence: vec![format!(
                "{platform}: its settings, and no update in the page"
            )],
            warnings: Vec::new(),
        }
    }
}

/// Asks every reader of the page; where none of them knows updates, says what spoke against the likeliest.
///
/// A recipe was written because the rules for any page fail on this one: it is heard alone.
pub(super) fn hear(case: &Case, warnings: &mut Vec<Clean>) -> Result<Findings, Judgement> {
    let data = jsonld::read(case.scripts, case.base, case.ctx, &case.budget);
    let recipe = recipe::read(
        case.html,
        case.recipes,
        case.base,
        case.ctx,
        &case.budget,
        warnings,
    );
    if let Some(mut testimony) = recipe {
        testimony.blog = data.map(|said| said.blog).unwrap_or_default();
        return Ok(Findings {
            by: Witness::JsonLd,
            ..Findings::alone(testimony, case.ctx, case.explain)
        });
    }
    // Data that announces a live blog and lists nothing yet is proof where nothing speaks against it.
    let (data, announced) = match data {
        Some(said) if said.accounts.is_empty() => (None, Some(said)),
        data => (data, None),
    };
    let properties = microdata::read(case.html, case.base, case.ctx, &case.budget);
    let mut structured = [data, properties].into_iter().flatten();
    let lead = structured.find(|said| !said.accounts.is_empty());
    if let Some(lead) = &lead
        && let Some(shown) = refuted(case, lead)
    {
        let heard = Hearing::of(case, shown).close(Vec::new());
        return Ok(Findings {
            blog: lead.blog.clone(),
            by: lead.by,
            ..heard
        });
    }
    let heard = match lead {
        Some(lead) => Ok(Hearing::of(case, lead).close(structured.collect())),
        None => unstructured(case),
    };
    match (heard, announced) {
        (Ok(mut heard), Some(announced)) => {
            // The data knows the blog, if none of its updates.
            heard.blog = announced.blog;
            Ok(heard)
        }
        (Err(judgement), Some(announced)) if judgement.leaves_room() && may_be_empty(case) => {
            Ok(Findings::alone(announced, case.ctx, case.explain))
        }
        (heard, _) => heard,
    }
}

/// With fewer updates nothing is known of how they are spread.
const SPREAD: usize = 4;

/// Returns the updates that the page shows where data makes an update of every paragraph: without headlines, at times
/// that are spread evenly, with ids that lead nowhere, several of them in one update of the page.
fn refuted(case: &Case, data: &Testimony) -> Option<Testimony> {
    let accounts = &data.accounts;
    let title = letters(data.blog.headline.as_str());
    let headed = |account: &Account| {
        let words = letters(&account.headline);
        !words.is_empty() && words != title
    };
    if data.by != Witness::JsonLd || accounts.len() < SPREAD || accounts.iter().any(headed) {
        return None;
    }
    let times = accounts
        .iter()
        .map(|account| Some(account.published.as_ref()?.at));
    let times: Vec<_> = times.collect::<Option<_>>()?;
    let mut gaps = times
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).num_seconds());
    let first = gaps.next()?;
    let is_spread = first != 0 && gaps.all(|gap| (gap - first).abs() <= 1);
    if !is_spread || leads_somewhere(case.html, accounts) {
        return None;
    }
    let (shown, judgement) = shown(case)?;
    let texts = shown.accounts.iter();
    let texts: Vec<String> = texts.map(|account| letters(&account.body.text())).collect();
    let mut held = vec![0usize; texts.len()];
    for account in accounts {
        let words = letters(&account.body.text());
        if let Some(at) = texts.iter().position(|text| text.contains(&words)) {
            held[at] += 1;
        }
    }
    let most = held.iter().sum::<usize>() * 10 >= accounts.len() * 8;
    let several = held.iter().any(|count| *count > 1);
    (judgement.is_live() && most && several).then_some(shown)
}

/// Reads what the page's elements show.
fn shown(case: &Case) -> Option<(Testimony, Judgement)> {
    let Case { base, ctx, .. } = *case;
    repeated::read(case.survey(), case.page(), base, ctx, &case.budget)
}

/// Tells whether an id of any of the updates is that of an element.
fn leads_somewhere(html: &Html, accounts: &[Account]) -> bool {
    let keys = accounts.iter().flat_map(|account| &account.keys);
    let keys: HashSet<&str> = keys.map(String::as_str).collect();
    let mut elements = html.tree.values().filter_map(Node::as_element);
    elements.any(|found| found.attr("id").is_some_and(|id| keys.contains(id)))
}

/// Tells whether a live blog that is announced may have no updates yet: a page with much text, or one that is not free
/// to read, has some that could not be read.
fn may_be_empty(case: &Case) -> bool {
    case.page().says_little() && jsonld::free(case.scripts) != Some(false)
}

/// Reads a page without structured updates.
fn unstructured(case: &Case) -> Result<Findings, Judgement> {
    let page = case.page();
    // Asked first, as it costs less: programs may be most of a page.
    let live = page.names().is_live() || page.proves_live();
    let judged = |said: Testimony| {
        let judgement = page.judge(case.survey(), &said.accounts, case.base, case.ctx);
        (said, judgement)
    };
    let mut state = live
        .then(|| state::from_page(case.text, case.base, case.ctx, &case.budget))
        .flatten()
        .map(judged);
    let carries = |found: &Option<(Testimony, Judgement)>| {
        let accounts = found.iter().flat_map(|(said, _)| &said.accounts);
        accounts.map(|account| length(&account.body)).sum::<usize>()
    };
    // State that carries half of all letters that the page shows leads, whatever series stand among them.
    let carried = carries(&state);
    let leads = |(_, judgement): &(Testimony, Judgement)| {
        judgement.is_live() && carried * 2 >= case.survey().letters()
    };
    let mut markup = if state.as_ref().is_some_and(leads) {
        None
    } else {
        shown(case)
    };
    // What is refused is remembered for those who ask why.
    let mut refused = Judgement::default();
    for found in [&mut state, &mut markup] {
        if let Some((_, judgement)) = found.take_if(|(_, judgement)| !judgement.is_live()) {
            refused = judgement;
        }
    }
    // State has ids and exact times; it leads unless it is about something else than what the page shows.
    let lead = if carries(&state) * 2 >= carries(&markup) {
        state.or(markup)
    } else {
        markup.or(state)
    };
    let Some((lead, judgement)) = lead else {
        return Err(refused);
    };
    let mut heard = Hearing::of(case, lead).close(Vec::new());
    heard.evidence.extend(judgement.lines());
    Ok(heard)
}

/// The readers at their joint work.
struct Hearing<'c, 'a> {
    case: &'c Case<'a>,
    by: Witness,
    name: &'static str,
    lists_updates: bool,
    blog: LiveBlog,
    warnings: Vec<String>,
    clusters: Clusters,
    evidence: Vec<String>,
}

impl<'c, 'a> Hearing<'c, 'a> {
    /// Opens with the reader whose list of updates counts.
    fn of(case: &'c Case<'a>, mut lead: Testimony) -> Self {
        match lead.by {
            Witness::JsonLd => resolve::disown(&mut lead.accounts, &lead.blog),
            Witness::Markup => resolve::doubt_words(&mut lead.accounts),
            _ => {}
        }
        Self {
            case,
            by: lead.by,
            name: lead.name(),
            lists_updates: lead.lists_updates(),
            evidence: vec![format!("{}: {} updates", lead.name(), lead.accounts.len())],
            blog: lead.blog,
            warnings: lead.warnings,
            clusters: Clusters::of(lead.accounts),
        }
    }

    fn close(mut self, structured: Vec<Testimony>) -> Findings {
        for said in structured {
            self.listen(said);
        }
        self.ask_state();
        let tied = self.ask_markup();
        self.ask_neighbours();
        let mut accounts = resolve::settle(self.clusters, self.case.ctx, self.case.explain);
        if self.by != Witness::Markup {
            let undated = |a: &Account| a.published.is_none() && a.clock.is_some();
            if accounts.iter().any(undated) {
                // Nodes are numbered as the page runs.
                accounts.sort_by_key(|account| account.node);
                repeated::date(self.case.html, &mut accounts, self.case.ctx);
            }
        }
        resolve::doubt_places(&mut accounts);
        resolve::weed(&mut accounts);
        boilerplate::strip(&mut accounts);
        let joined = if tied > 0 {
            ", joined with the page's markup"
        } else {
            ""
        };
        Findings {
            accounts,
            blog: self.blog,
            by: self.by,
            lists_updates: self.lists_updates,
            recognised_as: format!("{}{joined}", self.name),
            evidence: self.evidence,
            warnings: self.warnings,
        }
    }

    /// Hears another reader on the updates.
    fn listen(&mut self, said: Testimony) {
        let name = said.name();
        let (tied, more) = self.clusters.hear(said.accounts);
        if tied > 0 {
            self.evidence
                .push(format!("{name}: {tied} of them, and {more} more"));
        }
    }

    /// Asks the application state where something is still missing.
    fn ask_state(&mut self) {
        if matches!(self.by, Witness::State | Witness::Markup) {
            return;
        }
        let Case {
            text, base, ctx, ..
        } = *self.case;
        let said = state::from_page(text, base, ctx, &self.case.budget);
        if let Some(said) = said {
            self.listen(said);
        }
    }

    /// Ties the updates to their elements, and reads in those what readers see; returns how many have one.
    fn ask_markup(&mut self) -> usize {
        if self.by == Witness::Markup {
            return 0;
        }
        let html = self.case.html;
        let sought: Vec<_> = self
            .clusters
            .iter()
            .map(|cluster| cluster.sought())
            .collect();
        let found = blocks::locate(self.case.survey(), &sought);
        // What properties stand on is the update's element for certain.
        let own = self.clusters.places();
        let nodes: Vec<_> = own.zip(found).map(|(own, found)| own.or(found)).collect();
        let shown = nodes.into_iter().enumerate().filter_map(|(at, node)| {
            let block = element::element(html, node?)?;
            Some((at, fields::read(block, self.case.base, self.case.ctx)))
        });
        let (places, mut accounts): (Vec<usize>, Vec<Account>) = shown.unzip();
        resolve::doubt_words(&mut accounts);
        let tied = accounts.len();
        for (at, account) in places.into_iter().zip(accounts) {
            self.clusters.tie(at, account);
        }
        if tied > 0 {
            self.evidence
                .push(format!("markup: {tied} of them found in the page"));
        }
        tied
    }

    /// Looks for updates that only the markup shows, in a row with known ones.
    fn ask_neighbours(&mut self) {
        if self.by == Witness::Markup {
            return;
        }
        let known: Vec<_> = self.clusters.nodes().collect();
        let mut more = repeated::beside(
            self.case.survey(),
            &known,
            self.case.base,
            self.case.ctx,
            &self.case.budget,
        );
        resolve::doubt_words(&mut more);
        let added = self.clusters.add(more);
        if added > 0 {
            let line = format!("repeated markup: {added} more that stand among them");
            self.evidence.push(line);
        }
    }
}

#[cfg(test)]
mod tests;
