//! The command palette: every action of the reader with its keys, and what an action only leads to step by step: the
//! densities, the filters, the themes, the forms of an export.

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        blog::{
            Followed,
            filter::{Term, UpdateKind},
        },
        keys::{Action, Key},
        msg::Export,
        reader::Reader,
    },
    layout::Density,
    model::Clean,
};

/// Offers every action, and then what has no key of its own.
pub(in crate::app::screen) fn palette(reader: &Reader) -> Chooser {
    let rows = reader.keymap().rows();
    let rows = rows.filter(|(row, _)| row.action != Action::Palette);
    let names = |keys: &[Key]| keys.iter().map(Key::to_string).collect::<Vec<_>>();
    let actions = rows.map(|(row, keys)| Offer {
        text: Clean::line(row.help),
        note: Clean::line(&names(keys).join(" ")),
        also: Clean::line(row.name),
        ticked: None,
        choice: Choice::Act(row.action),
    });
    let offers = actions
        .chain(densities(reader.blog()))
        .chain(filters(reader.blog()))
        .chain(exports())
        .chain(themes(reader));
    Chooser::new("All actions", offers.collect(), 0)
}

fn offer(text: &str, also: &str, choice: Choice) -> Offer {
    Offer {
        text: Clean::line(text),
        note: Clean::default(),
        also: Clean::line(also),
        ticked: None,
        choice,
    }
}

fn densities(blog: &Followed) -> impl Iterator<Item = Offer> {
    let others = Density::ALL.into_iter();
    let others = others.filter(|density| *density != blog.window.density());
    others.map(|density| {
        let words = match density {
            Density::Headlines => "density headlines: one row an update",
            Density::Summary => "density summary: headlines and the first rows",
            Density::Full => "density full: the whole updates",
        };
        offer(words, "show text", Choice::Density(density))
    })
}

fn filters(blog: &Followed) -> impl Iterator<Item = Offer> {
    let filter = blog.window.filter();
    let all =
        (!filter.is_empty()).then(|| offer("show all updates again", "filter", Choice::NoLimit));
    let kinds = UpdateKind::ALL.map(Term::Kind).into_iter();
    let kinds = kinds.filter(move |term| !filter.has(term));
    let kinds = kinds.filter_map(|term| match term {
        Term::Kind(kind) => Some((format!("show only {}", kind.words()), term)),
        _ => None,
    });
    let kinds = kinds.map(|(words, term)| offer(&words, "filter", Choice::Limit(term)));
    all.into_iter().chain(kinds)
}

fn exports() -> impl Iterator<Item = Offer> {
    let forms = Export::ALL.into_iter();
    forms.map(|form| {
        let words = format!("export the live blog as {} into a file here", form.words());
        offer(&words, "save write", Choice::Export(form))
    })
}

fn themes(reader: &Reader) -> impl Iterator<Item = Offer> {
    let themes = reader.themes().to_vec().into_iter();
    themes.map(|name| {
        let words = format!("theme {name}");
        offer(&words, "colours", Choice::Theme(name))
    })
}
