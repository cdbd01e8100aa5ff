//! As of when a saved page is read: its newest change counts, else what tells of its publication.

use scraper::{ElementRef, Html};
use serde_json::Value;

use super::{DEPTH, Said, past};
use crate::source::{
    dom::element::attr,
    field::time::{Stated, TimeContext},
    read::{markup, values},
};

/// Tells the context of a saved page the newest date that the page states.
pub(super) fn tell(said: &Said, html: &Html, scripts: &[Value], ctx: &mut TimeContext) {
    if !ctx.is_saved() {
        return;
    }
    let mut changes = said.newest_change;
    for script in scripts {
        hear_updates(script, DEPTH, &mut changes, ctx);
    }
    if changes.is_empty() {
        hear_elements(html, &mut changes, ctx);
    }
    if !changes.is_empty() {
        changes.join(&said.newest_publication);
        ctx.read_as_of_change(&changes);
        return;
    }
    let mut begun = said.newest_publication;
    if let Some(day) = ctx.page_date {
        begun.hear_day(day);
    }
    ctx.read_as_of_publication(&begun);
}

/// Hears the dates of the updates that JSON-LD lists.
fn hear_updates(value: &Value, depth: usize, stated: &mut Stated, ctx: &TimeContext) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match value {
        Value::Array(items) => {
            for item in items {
                hear_updates(item, depth, stated, ctx);
            }
        }
        Value::Object(members) => {
            let updates = members.get("liveBlogUpdate").and_then(Value::as_array);
            for update in updates.into_iter().flatten() {
                for key in ["datePublished", "dateModified"] {
                    let text = values::member(update, key);
                    if let Some(stamp) = text.and_then(|text| past(&text, ctx)) {
                        stated.hear(&stamp);
                    }
                }
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = members.get(key) {
                    hear_updates(inner, depth, stated, ctx);
                }
            }
        }
        _ => {}
    }
}

/// Hears the dates that the elements of a page hold or show.
fn hear_elements(html: &Html, stated: &mut Stated, ctx: &TimeContext) {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    let held = elements
        .filter(|e| e.value().name() == "time")
        .filter_map(|e| past(attr(e, "datetime")?, ctx));
    for stamp in held {
        stated.hear(&stamp);
    }
    stated.hear_lines(markup::times::datelines(html), ctx);
}
