//! Recipes: what a reader may say, as data, of pages that the general rules do not read right.
//!
//! A recipe is a TOML file of CSS selectors for the pages of some hosts. It says where an update is and where its
//! parts are; what it does not name is read by the rules for any page. Where it finds no update, those rules read the
//! whole page. This module takes text and pages; it knows neither folders nor clocks.

mod apply;
mod parse;
mod problem;

use std::sync::LazyLock;

use chrono_tz::Tz;
use scraper::{Html, Selector};

use crate::{
    model::{Clean, WebUrl},
    source::{budget::Budget, claim::Testimony, field::time::TimeContext},
};

pub use problem::Problem;

/// The recipes that come with the program: name of the file and its text.
const BUILT_IN: &[(&str, &str)] = &[(
    "herald.example.toml",
    include_str!("../../../assets/sites/herald.example.toml"),
)];

/// Where the updates of some hosts' pages are, and the parts of each.
#[derive(Debug, Clone)]
pub struct Recipe {
    name: Clean,
    hosts: Hosts,
    /// What an update is; `None` where the rules for any page find that, and the recipe only tells the zone.
    entry: Option<Selector>,
    id: Option<Selection>,
    time: Option<Selection>,
    headline: Option<Selection>,
    byline: Option<Selection>,
    body: Option<Selector>,
    drop: Vec<Selector>,
    zone: Option<Tz>,
}

/// Whose pages a recipe is for.
#[derive(Debug, Clone)]
enum Hosts {
    /// Those of these hosts and of the hosts below them; lower case.
    Named(Vec<String>),
    /// Everybody's.
    All,
}

/// Where a part of an update is: an element's text, or an attribute of it. Without a selector it is the update itself.
#[derive(Debug, Clone, Default)]
struct Selection {
    selector: Option<Selector>,
    attribute: Option<String>,
}

impl Recipe {
    /// Parses a recipe; `name` is its file's, without folders. Where it names no host, the file's name without
    /// `.toml` is the host.
    ///
    /// # Errors
    /// Names all that is wrong, in the order of the lines.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        parse::recipe(name, text)
    }

    /// Makes it a recipe for the pages of every host.
    #[must_use]
    pub fn for_every_host(self) -> Self {
        Self {
            hosts: Hosts::All,
            ..self
        }
    }

    /// Tells how closely the recipe is meant for a host: the length of the name that fits; `None` where none does.
    fn fits(&self, host: Option<&str>) -> Option<usize> {
        let named = match &self.hosts {
            Hosts::All => return Some(0),
            Hosts::Named(named) => named,
        };
        let host = host?.to_ascii_lowercase();
        let fitting = named.iter().filter(|name| {
            let above = host.strip_suffix(name.as_str());
            above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        fitting.map(String::len).max()
    }
}

/// Recipes in the order in which they were found: earlier ones count more.
#[derive(Debug, Clone, Default)]
pub struct Recipes(Vec<Recipe>);

impl Recipes {
    /// Returns the recipes that come with the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static RECIPES: LazyLock<Recipes> = LazyLock::new(|| {
            // A test parses each of them; one that is wrong would only be missing.
            let parsed = BUILT_IN
                .iter()
                .filter_map(|(name, text)| Recipe::parse(name, text).ok());
            parsed.collect()
        });
        &RECIPES
    }

    /// Adds recipes that count less than these.
    #[must_use]
    pub fn then(mut self, others: &Self) -> Self {
        self.0.extend(others.0.iter().cloned());
        self
    }

    /// Returns the zone that a recipe names for a host's pages.
    pub(in crate::source) fn zone(&self, host: Option<&str>) -> Option<Tz> {
        let recipes = self.for_host(host);
        recipes.iter().find_map(|recipe| recipe.zone)
    }

    /// Returns the recipes for a host: the one that names it most closely first, then the earlier one.
    fn for_host(&self, host: Option<&str>) -> Vec<&Recipe> {
        let fits = |recipe: &'_ &Recipe| recipe.fits(host);
        let mut fitting: Vec<&Recipe> = self.0.iter().filter(|r| fits(r).is_some()).collect();
        fitting.sort_by_key(|recipe| std::cmp::Reverse(fits(recipe)));
        fitting
    }
}

impl FromIterator<Recipe> for Recipes {
    fn from_iter<I: IntoIterator<Item = Recipe>>(recipes: I) -> Self {
        Self(recipes.into_iter().collect())
    }
}

/// Reads a page by the first recipe for its host that finds updates in it. `address` is the page's own; a recipe that
/// finds nothing is a warning.
pub(in crate::source) fn read(
    html: &Html,
    recipes: &Recipes,
    address: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
    warnings: &mut Vec<Clean>,
) -> Option<Testimony> {
    for recipe in recipes.for_host(address.map(WebUrl::host)) {
        let Some(entry) = &recipe.entry else {
            continue;
        };
        let reading = apply::read(html, (recipe, entry), address, ctx, budget);
        if reading.is_some() {
            return reading;
        }
        warnings.push(Clean::line(&format!(
            "The recipe {} finds no update in the page.",
            recipe.name
        )));
    }
    None
}

#[cfg(test)]
mod tests;
