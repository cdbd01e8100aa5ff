//! What a reader says of all updates alike: it is the page's, not theirs.

use std::collections::HashMap;

use super::{Statement, table::Field};
use crate::{
    model::{Clean, Image, LiveBlog},
    source::{claim::Account, dom::element::letters},
};

/// Takes away from updates what they repeat of the blog, or all of each other.
pub(in crate::source) fn disown(accounts: &mut [Account], page: &LiveBlog) {
    let title = letters(page.headline.as_str());
    for account in accounts.iter_mut() {
        if !title.is_empty() && letters(&account.headline) == title {
            account.headline.clear();
        }
    }
    let [first, rest @ ..] = &*accounts else {
        return;
    };
    if rest.is_empty() {
        return;
    }
    let one_headline = rest.iter().all(|a| *a.headline == *first.headline);
    let at = |account: &Account| account.published.as_ref().map(|stamp| stamp.at);
    let one_time = rest.iter().all(|a| at(a) == at(first));
    let one_key = rest.iter().all(|a| a.keys.first() == first.keys.first());
    let one_address = rest.iter().all(|a| a.permalink == first.permalink);
    let pages_authors = page.authors.len() > 1 && rest.iter().all(|a| *a.authors == *first.authors);
    let mut pictures: HashMap<String, usize> = HashMap::new();
    for image in accounts.iter().flat_map(|account| &account.images) {
        *pictures.entry(picture(image)).or_default() += 1;
    }
    let of_page = page.image.as_ref().map(picture);
    for account in accounts {
        if one_headline {
            account.headline.clear();
        }
        if one_time {
            account.published = None;
            account.modified = None;
        }
        // All the same fragment: the others may still tell them apart.
        if one_key && !account.keys.is_empty() {
            account.keys.remove(0);
        }
        if one_address {
            account.permalink = None;
        }
        if pages_authors {
            account.authors.clear();
        }
        account.images.retain(|image| {
            let name = picture(image);
            pictures.get(&name) == Some(&1) && of_page.as_ref() != Some(&name)
        });
    }
}

/// Takes the house as author away: it is nobody in particular.
pub(in crate::source) fn dismiss_house(accounts: &mut [Account], publisher: &Clean) {
    let house = letters(publisher.as_str());
    for account in accounts {
        let before = account.authors.len();
        let authors = &mut account.authors;
        authors.retain(|author| letters(author.name.as_str()) != house);
        if account.authors.len() < before {
            let told = account.heard.iter_mut();
            let of_house = |claim: &&mut Statement| {
                claim.field == Field::Authors.name() && letters(claim.value.as_str()) == house
            };
            told.filter(of_house)
                .for_each(|claim| claim.against = Some("names the publisher"));
        }
    }
}

fn picture(image: &Image) -> String {
    let path = image.url().map(|url| url.as_url().path().to_owned());
    path.unwrap_or_default()
}
