//! What a reader says of all updates alike: it is the page's, not theirs.

use std::collections::{HashMap, HashSet};

use super::table::Field;
use crate::{
    model::{Clean, Image, LiveBlog, WebUrl},
    source::{
        claim::{Account, Claim, Rule, Statement},
        dom::element::letters,
        field::play,
    },
};

/// With fewer updates nothing is known of their ids.
const FEWEST: usize = 3;

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

/// Parts the labels of a match from the headlines that begin with them.
pub(super) fn part_labels(accounts: &mut [Account]) {
    if !play::tells_a_match(accounts) {
        return;
    }
    for account in accounts {
        let Some((label, rest)) = play::part_headline(&account.headline) else {
            continue;
        };
        let (label, rest) = (label.to_owned(), rest.to_owned());
        if account.label.is_empty() {
            account.label = Claim::new(label, account.headline.rule());
        }
        *account.headline = rest;
    }
}

/// Takes away what elements have for ids and is none: words that name a part of a template. As ids they count where
/// most updates have one, each another.
pub(in crate::source) fn doubt_words(accounts: &mut [Account]) {
    let of_words = accounts.iter().filter_map(|account| account.keys.first());
    let of_words: Vec<&String> = of_words.filter(|key| !has_number(key)).collect();
    let different: HashSet<&String> = of_words.iter().copied().collect();
    let most = of_words.len() * 10 >= accounts.len() * 6;
    if accounts.len() < FEWEST || !most || different.len() < of_words.len() {
        for account in accounts {
            let is_place = |url: &mut Claim<WebUrl>| {
                url.rule() == Rule::PLACE && !url.fragment().is_some_and(has_number)
            };
            account.permalink.take_if(is_place);
            account.keys.retain(|key| has_number(key));
        }
    }
}

fn has_number(id: &str) -> bool {
    id.bytes().any(|b| b.is_ascii_digit())
}

/// Takes away ids that count the updates from the top: the next one moves them all.
pub(in crate::source) fn doubt_places(accounts: &mut [Account]) {
    let number = |account: &Account| {
        let key = account.keys.first()?;
        let digits = key.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse::<usize>().ok()
    };
    let numbers: Option<Vec<usize>> = accounts.iter().map(number).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() >= FEWEST) else {
        return;
    };
    let counts = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]) && numbers[0] <= 1;
    let times = accounts.iter().filter_map(|a| a.published.as_ref());
    let times: Vec<_> = times.map(|stamp| stamp.at).collect();
    let falls = times.first() > times.last() && times.is_sorted_by(|newer, older| newer >= older);
    if !counts || !falls {
        return;
    }
    for account in accounts {
        let key = account.keys.remove(0);
        let is_place = |url: &mut Claim<WebUrl>| url.fragment() == Some(key.as_str());
        account.permalink.take_if(is_place);
    }
}

/// Whom every update names last, behind another: the house that they all work for. Nobody is where it is named first,
/// too, or only one is named before it.
fn house_behind(accounts: &[Account]) -> Option<String> {
    let [first, rest @ ..] = accounts else {
        return None;
    };
    let last = |account: &Account| match account.authors.as_slice() {
        [_, .., last] => Some(letters(last.name.as_str())),
        _ => None,
    };
    let house = last(first)?;
    let firsts = accounts
        .iter()
        .filter_map(|account| account.authors.first());
    let firsts: HashSet<String> = firsts.map(|a| letters(a.name.as_str())).collect();
    let is_shared = rest
        .iter()
        .all(|account| last(account).as_ref() == Some(&house));
    (accounts.len() >= FEWEST && is_shared && firsts.len() > 1 && !firsts.contains(&house))
        .then_some(house)
}

/// Takes the house as author away: it is nobody in particular.
pub(in crate::source) fn dismiss_house(accounts: &mut [Account], publisher: &Clean) {
    dismiss(accounts, &letters(publisher.as_str()));
    if let Some(house) = house_behind(accounts) {
        dismiss(accounts, &house);
    }
}

fn dismiss(accounts: &mut [Account], house: &str) {
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

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::model::{Author, Stamp, TimeBasis, Witness};

    fn accounts(keys: &[&str], hours: &[i64]) -> Vec<Account> {
        let rule = Rule::of(Witness::JsonLd, "test");
        let both = keys.iter().zip(hours);
        both.map(|(key, hour)| {
            let at = DateTime::from_timestamp(hour * 3600, 0)
                .unwrap()
                .fixed_offset();
            let url = WebUrl::parse(&format!("https://post.example/live#{key}")).unwrap();
            Account {
                keys: vec![(*key).to_owned()],
                permalink: Some(Claim::new(url, rule)),
                headline: Claim::new("The same".to_owned(), rule),
                published: Some(Claim::new(Stamp::new(at, TimeBasis::StructuredData), rule)),
                ..Account::default()
            }
        })
        .collect()
    }

    fn keys(accounts: &[Account]) -> Vec<&str> {
        let keys = accounts.iter().flat_map(|account| &account.keys);
        keys.map(String::as_str).collect()
    }

    #[test]
    fn what_all_updates_repeat_is_the_pages() {
        let mut said = accounts(&["a", "a", "a"], &[9, 9, 9]);
        disown(&mut said, &LiveBlog::default());
        for account in said {
            assert!(account.keys.is_empty() && account.permalink.is_none());
            assert!(account.published.is_none() && account.headline.is_empty());
        }
        let mut said = accounts(&["a", "b"], &[9, 8]);
        disown(&mut said, &LiveBlog::default());
        assert_eq!(keys(&said), ["a", "b"]);
        assert!(said[0].published.is_some() && said[0].permalink.is_some());
    }

    #[test]
    fn ids_that_count_from_the_top_are_none() {
        let mut from_top = accounts(&["u1", "u2", "u3"], &[9, 8, 7]);
        doubt_places(&mut from_top);
        assert!(keys(&from_top).is_empty() && from_top[0].permalink.is_none());
        for (ids, hours) in [
            (["u3", "u2", "u1"], [9, 8, 7]),
            (["u1", "u2", "u3"], [7, 8, 9]),
            (["u71", "u72", "u73"], [9, 8, 7]),
        ] {
            let mut said = accounts(&ids, &hours);
            doubt_places(&mut said);
            assert_eq!(keys(&said), ids);
        }
    }

    #[test]
    fn who_stands_last_in_every_byline_is_the_house() {
        let signed = |names: [&[&str]; 3]| {
            let mut said = accounts(&["u9", "u8", "u7"], &[9, 8, 7]);
            for (account, names) in said.iter_mut().zip(names) {
                let author = |name: &&str| Author {
                    name: Clean::line(name),
                    url: None,
                };
                account.authors.extend(names.iter().map(author));
            }
            dismiss_house(&mut said, &Clean::default());
            let left = said.iter().map(|account| account.authors.len());
            left.collect::<Vec<_>>()
        };
        let (anna, ben, house) = ("Anna Roe", "Ben Doe", "Bay Crier");
        assert_eq!(
            signed([&[anna, house], &[ben, house], &[anna, house]]),
            [1, 1, 1]
        );
        for others in [
            [&[anna, ben][..], &[anna, ben], &[anna, ben]],
            [&[anna, house], &[ben, house], &[anna]],
            [&[anna, ben], &[ben, anna], &[anna, ben]],
        ] {
            let expected = others.map(<[&str]>::len);
            assert_eq!(signed(others), expected);
        }
    }

    #[test]
    fn words_are_ids_where_most_updates_have_their_own() {
        let hours = [9, 8, 7, 6];
        let mut own = accounts(&["Boot-legt-ab", "Zweites-Boot", "Kran", "post-7"], &hours);
        doubt_words(&mut own);
        assert_eq!(
            keys(&own),
            ["Boot-legt-ab", "Zweites-Boot", "Kran", "post-7"]
        );
        let mut template = accounts(&["post-9", "share", "post-8", "post-7"], &hours);
        doubt_words(&mut template);
        assert_eq!(keys(&template), ["post-9", "post-8", "post-7"]);
        let mut alike = accounts(&["post", "post", "post", "post"], &hours);
        doubt_words(&mut alike);
        assert!(keys(&alike).is_empty());
    }
}
