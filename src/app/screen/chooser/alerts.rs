//! What the reader can be alerted to in the live blog on the screen: kinds of news, authors, typed words.

use super::{Choice, Chooser, Offer};
use crate::{
    app::reader::Reader,
    model::{
        Clean,
        alert::{On, Rule, Wish},
    },
};

/// The kinds of news, the weightiest first.
const KINDS: [On; 5] = [
    On::KeyEvent,
    On::Breaking,
    On::New,
    On::Edit,
    On::Retraction,
];

/// Offers the kinds of news and the authors of the selected update, what is set ticked; `typed` are words to begin with.
pub(in crate::app::screen) fn alerts(reader: &Reader, typed: &str) -> Chooser {
    let mut chooser = Chooser::new("Alert me to", offers(reader), 0).free(of_words);
    chooser.paste(typed);
    chooser
}

/// Offers what is typed as words that an update must hold.
fn of_words(typed: &str) -> Offer {
    let wish = Wish {
        words: vec![Clean::line(typed)],
        ..Wish::default()
    };
    offer(wish, None)
}

pub(super) fn offers(reader: &Reader) -> Vec<Offer> {
    let blog = reader.blog();
    let set: Vec<&Wish> = blog.rules().iter().map(Rule::wish).collect();
    let kinds = KINDS.map(|on| Wish {
        on,
        ..Wish::default()
    });
    let authors = blog.selected_entry().into_iter();
    let authors = authors.flat_map(|entry| &entry.authors).map(|author| Wish {
        author: Some(author.name.clone()),
        ..Wish::default()
    });
    let mut wishes: Vec<Wish> = kinds.into_iter().chain(authors).collect();
    let own = set.iter().filter(|wish| !wishes.contains(wish));
    let own: Vec<Wish> = own.map(|wish| (*wish).clone()).collect();
    wishes.extend(own);
    let offers = wishes.into_iter().map(|wish| {
        let ticked = set.contains(&&wish);
        offer(wish, Some(ticked))
    });
    offers.collect()
}

fn offer(wish: Wish, ticked: Option<bool>) -> Offer {
    Offer {
        text: Clean::line(&wish.describe()),
        note: Clean::default(),
        also: Clean::default(),
        ticked,
        choice: Choice::Alert(wish),
    }
}
