//! The switcher: the live blogs that can be put on the screen, with what arrived in each.

use super::{Choice, Chooser, Offer};
use crate::{
    app::reader::{Behind, Reader},
    model::Clean,
};

/// Offers the live blogs; the first one with news beside that on the screen is selected, else the next one.
pub(in crate::app::screen) fn switcher(reader: &Reader) -> Chooser {
    let behind = reader.behind();
    let news = behind.iter().position(|b| !b.is_shown && b.new > 0);
    let next = || behind.iter().position(|b| !b.is_shown);
    let selected = news.or_else(next).unwrap_or(0);
    Chooser::new(
        "Live blogs",
        behind.into_iter().map(offer).collect(),
        selected,
    )
}

fn offer(blog: Behind) -> Offer {
    let counts = [(blog.new, "new"), (blog.unread, "unread")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let mut counts: Vec<String> = counts.map(|(n, what)| format!("{n} {what}")).collect();
    if blog.is_lead {
        counts.push("linked there".to_owned());
    }
    let text = match blog.publisher.as_str() {
        "" => blog.name.clone(),
        publisher => Clean::line(&format!("{publisher}: {}", blog.name)),
    };
    Offer {
        text,
        note: Clean::line(&counts.join(" · ")),
        also: Clean::default(),
        ticked: blog.is_shown.then_some(true),
        choice: Choice::Blog(blog.way),
    }
}
