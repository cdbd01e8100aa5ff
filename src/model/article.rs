//! What a link led to: the text of an article, a live blog, or something that is not read here.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Body, Clean, WebUrl};

/// What a link led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// A text to read.
    Article(Box<Article>),
    /// A live blog, which is better followed than read.
    LiveBlog {
        /// Where it is.
        address: WebUrl,
        /// Its headline; empty where it has none.
        headline: Clean,
    },
    /// Something that is not read here.
    Obstacle(Obstacle),
}

/// The main text of a page and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Where it was read, after redirects.
    pub address: WebUrl,
    /// Its headline.
    pub title: Clean,
    /// Who publishes it; empty where unknown.
    pub site: Clean,
    /// Who wrote it; empty where unknown.
    pub byline: Clean,
    /// When it was published.
    pub published: Option<DateTime<Utc>>,
    /// The text.
    pub body: Body,
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
}

/// Why a page is not read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A PDF document.
    Pdf,
    /// A video.
    Video,
    /// A sound recording.
    Audio,
    /// A picture.
    Picture,
    /// Some other file.
    File,
    /// A page that asks to sign in.
    Login,
    /// A page for subscribers.
    Paywall,
    /// A page that tells people from programs.
    BotWall,
    /// A page that asks for consent first.
    ConsentWall,
    /// A page that says that there is nothing.
    Missing,
    /// An empty answer.
    Empty,
    /// A page without a text of its own.
    NoText,
}

impl Obstacle {
    /// Says in one sentence what is there instead of a text.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Pdf => "This link leads to a PDF document.",
            Self::Video => "This link leads to a video.",
            Self::Audio => "This link leads to a sound recording.",
            Self::Picture => "This link leads to a picture.",
            Self::File => "This link leads to a file, not a page.",
            Self::Login => "The site asks you to sign in before it shows this page.",
            Self::Paywall => "The site shows this page only to subscribers.",
            Self::BotWall => {
                "The site blocks automated clients and shows this page only in a browser."
            }
            Self::ConsentWall => "The site asks for consent before it shows this page.",
            Self::Missing => "The site says there is no such page.",
            Self::Empty => "The answer was empty.",
            Self::NoText => "The page has almost no text of its own.",
        }
    }
}
