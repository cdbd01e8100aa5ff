//! What stands above the first update: headline, standfirst, byline, dateline, lede.

use super::{
    layout::Plan,
    lines::{Line, is_names, publisher},
    update::{authors, body, is_byline},
};
use crate::{
    model::{Block, Clean, Image, LiveBlog, Stamp, Status, WebUrl},
    source::{
        blog,
        field::time::{Reading, TimeContext, date_clocks},
    },
};

/// Reads the head of a text.
pub(super) fn read(
    lines: &[Line],
    plan: &Plan,
    address: Option<&WebUrl>,
    ctx: &TimeContext,
) -> LiveBlog {
    let head = lines.get(plan.head.clone()).unwrap_or_default();
    let live = head
        .iter()
        .any(|line| line.is_badge() && line.text.to_lowercase().contains("live"));
    let split = plan.datelines.last().map(|dateline| dateline.line + 1);
    // Without a dateline the head ends with its first paragraph.
    let split = split.unwrap_or_else(|| {
        head.iter()
            .position(|line| !line.is_heading() && !line.is_noise())
            .unwrap_or(head.len())
    });
    let (top, lede) = head.split_at_checked(split).unwrap_or((head, &[]));
    // A badge stands right above the headline; what is above the badge belongs to the site.
    let badge = top.iter().position(Line::is_badge).map_or(0, |at| at + 1);
    let datelines: Vec<usize> = plan
        .datelines
        .iter()
        .map(|dateline| dateline.line)
        .collect();
    let mut titles: Vec<&Line> = top
        .iter()
        .zip(0..)
        .filter(|(line, at)| *at >= badge && !datelines.contains(at) && !line.is_noise())
        .map(|(line, _)| line)
        .collect();
    let byline = titles
        .iter()
        .skip(1)
        .position(|line| is_byline(line) || is_names(line.text))
        .map(|at| titles.remove(at + 1).text);
    let title = |at: usize| {
        titles
            .get(at)
            .map(|line| Clean::line(line.text))
            .unwrap_or_default()
    };
    let (picture, lede) = main_picture(lede);
    let kept: Vec<Line> = lede
        .iter()
        .filter(|line| !line.is_noise())
        .copied()
        .collect();
    let headline = title(0);
    let mut summary = body(&kept);
    if let Some(picture) = &picture {
        // There is no file to show: its words stand where it stood.
        summary.blocks.insert(0, Block::Image(picture.clone()));
    }
    LiveBlog {
        status: status(live, &headline),
        headline,
        standfirst: title(1),
        summary,
        publisher: publisher(lines),
        authors: byline.map(authors).unwrap_or_default(),
        published: published(plan, ctx),
        image: picture,
        canonical: address.map(WebUrl::without_fragment),
        ..LiveBlog::default()
    }
}

/// Takes the main picture's caption off the lede: a line right under the dateline that is no sentence.
fn main_picture<'l, 't>(lede: &'l [Line<'t>]) -> (Option<Image>, &'l [Line<'t>]) {
    let Some((first, rest)) = lede.split_first() else {
        return (None, lede);
    };
    let (caption, credit) = first.credit().unwrap_or((first.text, ""));
    if credit.is_empty() && (first.apart || !first.is_heading() || rest.is_empty()) {
        return (None, lede);
    }
    let image = Image {
        caption: Clean::line(caption),
        credit: Clean::line(credit),
        ..Image::default()
    };
    (Some(image), rest)
}

fn status(live: bool, headline: &Clean) -> Status {
    if blog::is_closing(headline.as_str()) {
        Status::Ended
    } else if live {
        Status::Live
    } else {
        Status::Unknown
    }
}

fn published(plan: &Plan, ctx: &TimeContext) -> Option<Stamp> {
    let first: Vec<Option<Reading>> = plan
        .datelines
        .iter()
        .take(1)
        .map(|dateline| Some(dateline.reading.clone()))
        .collect();
    date_clocks(&first, ctx).into_iter().next().flatten()
}
