//! What the present and the past of an update have in common: links, pictures, the words for times.

use serde::Serialize;

use crate::model::{self, Precision, Stamp, TimeBasis, WebUrl};

/// A link in its place in the text.
#[derive(Serialize)]
pub(super) struct Link {
    text: String,
    url: String,
}

/// A picture and what is said of it.
#[derive(Serialize)]
pub(super) struct Image<'a> {
    url: Option<&'a str>,
    alt: &'a str,
    caption: &'a str,
    credit: &'a str,
}

impl<'a> Image<'a> {
    pub(super) fn new(image: &'a model::Image) -> Self {
        Self {
            url: image.url().map(WebUrl::as_str),
            alt: image.alt.as_str(),
            caption: image.caption.as_str(),
            credit: image.credit.as_str(),
        }
    }
}

pub(super) fn links(body: &model::Body) -> Vec<Link> {
    let link = |link: model::Link| Link {
        text: link.text.into(),
        url: link.url.into(),
    };
    body.links().into_iter().map(link).collect()
}

pub(super) fn precision(stamp: &Stamp) -> &'static str {
    match stamp.precision {
        Precision::Second => "second",
        Precision::Minute => "minute",
        Precision::Day => "day",
    }
}

pub(super) fn basis(stamp: &Stamp) -> &'static str {
    match stamp.basis {
        TimeBasis::Platform => "platform",
        TimeBasis::Markup => "markup",
        TimeBasis::StructuredData => "structured_data",
        TimeBasis::Feed => "feed",
        TimeBasis::Text => "text",
        TimeBasis::Clock => "clock",
        TimeBasis::Relative => "relative",
    }
}
