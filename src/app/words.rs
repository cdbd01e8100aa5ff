//! What the reader is told, sentence by sentence: what happened, and what to do. Names of keys, screens and filters
//! stand with what they name.
//!
//! `key` is what a key is called in this reader's bindings.

use crate::{app::Order, layout::Density, model::Clean};

pub(super) const ALL_BLOGS: &str = "All live blogs.";
pub(super) const ALL_READ: &str = "Everything is read; there is nothing to catch up on.";
pub(super) const BOOKMARKED: &str = "Bookmarked.";
pub(super) const BOOKMARK_REMOVED: &str = "Bookmark removed.";
pub(super) const CAUGHT_UP: &str = "Caught up: everything is read.";
pub(super) const FETCHING_OLDER: &str = "fetching older updates…";
pub(super) const HEAD_NOT_EDITED: &str =
    "Headline, standfirst and status have not changed since they were first seen.";
pub(super) const HIDDEN_BY_FILTER: &str = "The filter hides this update.";
pub(super) const MARKED_READ: &str = "Marked as read.";
pub(super) const MARKED_UNREAD: &str = "Marked as unread.";
pub(super) const NOT_EDITED: &str = "This update was not edited.";
pub(super) const NOT_FOLLOWED: &str = "This live blog is no longer followed.";
pub(super) const NOTHING_ARCHIVED: &str = "Nothing is archived.";
pub(super) const NOTHING_FOLDED: &str = "No other update is folded under this one.";
pub(super) const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub(super) const NOTHING_UNREAD: &str = "Nothing is unread.";
pub(super) const NO_ADDRESS: &str = "This source has no web address.";
pub(super) const NO_LINKS: &str = "This update has no links.";
pub(super) const NO_OLDER: &str = "no older updates: the site's next page is not there";
pub(super) const NO_OVERVIEW: &str =
    "This live blog has no summary, no pinned updates and no key events yet.";
pub(super) const NO_PAGE_FORWARD: &str = "There is no page to go forward to.";
pub(super) const NO_PICTURES: &str =
    "No pictures here: the terminal cannot show them, or the settings say off.";
pub(super) const NO_PICTURES_YET: &str = "There are no pictures yet.";
pub(super) const NO_SUCH_LETTERS: &str = "No link has these letters.";
pub(super) const NO_TIME: &str = "Not a time. Try 14:30, 2025-08-07 14:30 or -2h.";
pub(super) const NO_UPDATES: &str = "There are no updates yet.";
pub(super) const NO_WIDE_TABLE: &str = "No table here is wider than the pane.";
pub(super) const OLDEST_UNREAD: &str = "This is the oldest unread update.";
pub(super) const PICTURE_WITHOUT_ADDRESS: &str = "This picture has no address.";
pub(super) const PICTURES_OFF: &str = "Pictures are off.";
pub(super) const PICTURES_ON: &str = "Pictures are on.";
pub(super) const POLLED_ELSEWHERE: &str =
    "Another newswire is polling this live blog; what it finds is shown here.";
pub(super) const REPLAY_EXPORTS_NOTHING: &str =
    "A replay cannot be exported; newswire export writes the live blog.";
pub(super) const REPLAY_FETCHES_NOTHING: &str =
    "A replay fetches no pages; open the link in the browser.";
pub(super) const REPLAY_REFRESHES_NOTHING: &str =
    "A replay does not refresh; open the live blog itself for what is new.";
pub(super) const STOPPED_SAVING: &str = "Stopped saving links.";

pub(super) fn alerted(rule: &str) -> String {
    format!("You will be alerted to {rule}.")
}

pub(super) fn alerted_no_more(rule: &str) -> String {
    format!("You will no longer be alerted to {rule}.")
}

pub(super) fn alert_kept(rule: &str) -> String {
    format!("Saved: {rule}. But alerts are off; see [alerts] in the settings.")
}

pub(super) fn alert_finds_nothing(rule: &str) -> String {
    format!("Nothing can match {rule}.")
}

pub(super) fn alerts_of_one_blog(key: &str) -> String {
    format!("Alerts belong to one live blog; {key} goes to that of this update.")
}

pub(super) fn archived(key: &str) -> String {
    format!("Archived; {key} shows it.")
}

pub(super) fn caught_up_but(unread: usize) -> String {
    format!("Caught up: everything is read except {unread}.")
}

pub(super) fn fetching(host: &str) -> String {
    format!("fetching {host}… Esc cancels")
}

/// Says why something failed, and when it is tried again.
pub fn failed_until(why: &str, wait: &str) -> String {
    format!("{why} Next try in {wait}.")
}

pub(super) fn folds_only_merged(key: &str) -> String {
    format!("Only the merged timeline folds updates; {key} merges what is open.")
}

pub(super) fn links_here(count: usize) -> String {
    match count {
        0 => "There are no links here.".to_owned(),
        1 => "There is one link here: 1.".to_owned(),
        count => format!("There are links 1 to {count} here."),
    }
}

pub(super) fn live_blog_behind_link(key: &str) -> String {
    format!("This is a live blog: {key} follows it here.")
}

pub(super) fn open_blog_behind_link(key: &str) -> String {
    format!("This live blog is open already: {key} goes there.")
}

pub(super) fn marked_all_read(count: usize, key: &str) -> String {
    format!("Marked {} as read · {key} undoes it", updates(count))
}

pub(super) fn nearest_update(at: &str) -> String {
    format!("The nearest update is from {at}.")
}

pub(super) fn nothing_new(since: &str) -> String {
    format!("Nothing new {since}.")
}

pub(super) fn no_address_of_its_own(key: &str) -> String {
    format!("This update has no address of its own; {key} opens the live blog.")
}

/// `side`: after, before.
pub(super) fn no_edit(side: &str) -> String {
    format!("There is no edit {side} this one.")
}

/// `side`: forward, back.
pub(super) fn no_jump(side: &str) -> String {
    format!("There is nowhere to jump {side} to.")
}

/// `side`: above, below.
pub(super) fn no_key_event(side: &str) -> String {
    format!("There is no key event {side}.")
}

pub(super) fn no_older(why: &Clean) -> String {
    format!("cannot fetch older updates: {why}")
}

pub(super) fn no_other_blog(key: &str) -> String {
    format!("No other live blog is open; {key} lists those that are followed.")
}

pub(super) fn no_output(command: &Clean) -> String {
    format!("{command} finished with no output.")
}

pub(super) fn no_picture_here(key: &str) -> String {
    format!("No picture here; {key} shows those of the live blog.")
}

pub(super) fn no_tags(key: &str) -> String {
    format!("No live blog has a tag; {key} gives the selected one some.")
}

pub(super) fn no_such_key(key: &str) -> String {
    format!("That key does nothing here; {key} shows the keys.")
}

pub(super) fn nothing_to_merge(key: &str) -> String {
    format!("Only one live blog is open; {key} opens another one to merge it with.")
}

/// `end`: first, last.
pub(super) fn no_update_beyond(end: &str) -> String {
    format!("This is the {end} update.")
}

pub(super) fn only_tagged(tag: &Clean) -> String {
    format!("Only those with the tag {tag}.")
}

pub(super) fn out_of_sight(count: usize, key: &str) -> String {
    let wait = if count == 1 { "waits" } else { "wait" };
    format!(
        "{} {wait} out of sight; {key} shows what waits.",
        updates(count)
    )
}

pub(super) fn page_goes_on(browse: &str, back: &str) -> String {
    format!("{browse} opens it in the browser, {back} goes back.")
}

/// `letters` picks by letters, `next` goes from link to link.
pub(super) fn pick_a_link(letters: &str, next: &str) -> String {
    format!("Pick a link first: by its number, with {letters}, or with {next}.")
}

pub(super) fn saved_links(of: usize, failed: usize) -> String {
    let links = if of == 1 { "link" } else { "links" };
    match failed {
        0 => format!("Saved {of} {links} for offline reading."),
        failed => format!(
            "Saved {} of {of} {links}; {failed} could not be saved.",
            of - failed
        ),
    }
}

pub(super) fn saving_links(done: usize, of: usize, key: &str) -> String {
    format!("saving links: {done} of {of}… {key} stops")
}

pub(super) fn unread_again(count: usize) -> String {
    let are = if count == 1 { "is" } else { "are" };
    format!("{} {are} unread again.", updates(count))
}

/// The tags that a live blog has now.
pub(super) fn tagged(tags: &[Clean]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
    if tags.is_empty() {
        "It has no tags now.".to_owned()
    } else {
        format!("Tagged {}.", tags.join(" "))
    }
}

pub(super) fn timeline_ordered(order: Order) -> &'static str {
    match order {
        Order::NewestFirst => "The timeline has the newest on top.",
        Order::OldestFirst => "The timeline has the oldest on top.",
    }
}

pub(super) fn timeline_shows(density: Density) -> &'static str {
    match density {
        Density::Headlines => "The timeline shows headlines.",
        Density::Summary => "The timeline shows summaries.",
        Density::Full => "The timeline shows the full text.",
    }
}

/// `side`: top, bottom.
pub(super) fn wrapped(side: &str) -> String {
    format!("Wrapped to the {side}.")
}

/// Counts updates.
pub fn updates(count: usize) -> String {
    if count == 1 {
        "1 update".to_owned()
    } else {
        format!("{count} updates")
    }
}
