//! What a feed of any format says, before it is judged: texts, addresses and times as they stand in it.

use crate::model::WebUrl;

/// A feed.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// The format, for people.
    pub name: &'static str,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub language: String,
    pub authors: Vec<Person>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub links: Vec<Link>,
    pub picture: Option<(String, u32)>,
    /// The pause between two readings that it asks for, in minutes.
    pub ttl: Option<u32>,
    pub items: Vec<Item>,
    /// How many more there are.
    pub unread: usize,
    /// What was lost of it, in sentences.
    pub warnings: Vec<String>,
}

/// An item or entry.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub id: String,
    pub title: Option<Text>,
    pub content: Option<Text>,
    pub summary: Option<Text>,
    pub authors: Vec<Person>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub links: Vec<Link>,
    pub media: Vec<Medium>,
    /// What relative addresses in it count from, where it says so.
    pub base: Option<WebUrl>,
}

/// A text.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub content: String,
    /// Whether it was declared as HTML; many texts that were not are.
    pub is_html: bool,
    /// What relative addresses in it count from, where it says so.
    pub base: Option<WebUrl>,
}

#[derive(Debug)]
pub(super) struct Person {
    pub name: String,
    pub address: Option<String>,
}

#[derive(Debug)]
pub(super) struct Link {
    pub address: String,
    /// The relation; empty where none is named.
    pub relation: String,
}

/// A picture, film or sound beside the text.
#[derive(Debug, Default)]
pub(super) struct Medium {
    pub kind: Option<MediumKind>,
    /// The same in several sizes, with the width in pixels where it is known, else 0.
    pub files: Vec<(String, u32)>,
    /// What stands for it until it is opened.
    pub thumbnails: Vec<(String, u32)>,
    pub caption: Option<Text>,
    pub credit: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediumKind {
    Picture,
    Film,
    Sound,
}

impl MediumKind {
    /// Tells the kind by what a feed calls it ("image/jpeg", "image"), else by the file's name.
    pub fn of(called: &str, file: &str) -> Option<Self> {
        let called = called.trim().to_ascii_lowercase();
        let main = called.split('/').next().unwrap_or_default();
        match main {
            "image" => return Some(Self::Picture),
            "video" => return Some(Self::Film),
            "audio" => return Some(Self::Sound),
            _ => {}
        }
        let path = file.split(['?', '#']).next().unwrap_or_default();
        let ending = path.rsplit('.').next().unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" => Some(Self::Picture),
            "mp4" | "webm" | "m3u8" => Some(Self::Film),
            "mp3" | "m4a" | "ogg" => Some(Self::Sound),
            _ => None,
        }
    }
}
