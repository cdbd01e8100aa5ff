//! Short names of publishers, to stand before each update.

use crate::{app::blog::Followed, model::Clean};

/// Most characters of a name.
const LONGEST: usize = 14;

/// Returns a short name for each live blog, no two the same.
pub(super) fn short(blogs: &[&Followed]) -> Vec<Clean> {
    let mut names: Vec<Clean> = Vec::new();
    for blog in blogs {
        let page = &blog.timeline().blog;
        let name = match (page.publisher.as_str(), &blog.address) {
            ("", Some(address)) => host(address.host()),
            ("", None) => shorten(blog.source.as_str()),
            (publisher, _) => shorten(publisher),
        };
        let mut numbers = 2..;
        let mut unique = Clean::line(&name);
        while names.contains(&unique) {
            let number = numbers.next().unwrap_or_default();
            unique = Clean::line(&format!("{name} {number}"));
        }
        names.push(unique);
    }
    names
}

/// Returns a host without what all hosts begin with.
fn host(host: &str) -> String {
    shorten(host.strip_prefix("www.").unwrap_or(host))
}

/// Shortens a name by whole words where that is enough: `The Example Post of Merrow` is `Example Post`.
fn shorten(name: &str) -> String {
    let name = name.strip_prefix("The ").unwrap_or(name);
    let mut short = String::new();
    for word in name.split(' ') {
        let between = usize::from(!short.is_empty());
        if short.chars().count() + between + word.chars().count() > LONGEST {
            break;
        }
        if between > 0 {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        let cut = name.chars().take(LONGEST - 1).collect::<String>();
        return format!("{cut}…");
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{app::blog::exchange::BlogId, model::WebUrl};

    #[test]
    fn names_are_short_and_no_two_are_the_same() {
        let blog = |address: &str| {
            let address = WebUrl::parse(address).ok();
            Followed::new(BlogId(0), Clean::line("a page"), address)
        };
        let blogs = [
            blog("https://www.post.example/a"),
            blog("https://post.example/b"),
            blog("https://long-name-of-a-host.example/"),
        ];
        let names = short(&blogs.iter().collect::<Vec<_>>());
        let names: Vec<&str> = names.iter().map(Clean::as_str).collect();
        assert_eq!(names, ["post.example", "post.example 2", "long-name-of-…"]);
    }

    #[test]
    fn words_are_left_out_whole() {
        for (name, short) in [
            ("The Example Post of Merrow", "Example Post"),
            ("BBC News", "BBC News"),
            ("Wire", "Wire"),
        ] {
            assert_eq!(shorten(name), short);
        }
    }
}
