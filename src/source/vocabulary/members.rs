//! Names of an update's parts in data and in attributes, by role and best first.
//!
//! Names of members stand in small letters without separators, as [`bare`] writes them: `firstPublished`,
//! `first_published` and `first-published` are one.

/// Attributes of an element that name the update in it.
pub(in crate::source) const ID_ATTRIBUTES: &[&str] = &[
    "id",
    "data-id",
    "data-post-id",
    "data-postid",
    "data-entry-id",
    "data-update-id",
    "data-item-id",
    "data-event-id",
    "data-block-id",
    "data-message-id",
    "data-msid",
    "data-key",
    "post-id",
    "entry-id",
    "name",
];
/// What the names of attributes end with that name the update, where a plugin puts its own name before.
pub(in crate::source) const ID_ENDINGS: &[&str] = &[
    "-post-id",
    "-entry-id",
    "-update-id",
    "-item-id",
    "-event-id",
    "-block-id",
    "-message-id",
    "-ticker-id",
    "-tickerid",
];
/// Ids.
pub(in crate::source) const IDS: &[&str] = &[
    "id", "urn", "uuid", "uid", "guid", "postid", "entryid", "sourceid", "assetid", "nid", "key",
    "slug",
];
/// When it was published.
pub(in crate::source) const PUBLISHED: &[&str] = &[
    "blockfirstpublished",
    "firstpublished",
    "firstpublishedat",
    "firstpublisheddate",
    "firstpublishdate",
    "firstdisplaydate",
    "publisheddate",
    "datepublished",
    "dategmt",
    "publishedat",
    "published",
    "publishdate",
    "publicationdate",
    "publicationtime",
    "pubdate",
    "displaytime",
    "displaydate",
    "date",
    "entrytime",
    "created",
    "createdat",
    "createddate",
    "datecreated",
    "blockcreatedon",
    "creationdate",
    "creationtime",
    "createdon",
    "createtime",
    "createdtime",
    "publishtime",
    "publishedtime",
    "publishedon",
    "publishedts",
    "publishtimestamp",
    "publishedtimestamp",
    "postdate",
    "posttime",
    "postedon",
    "timestamp",
    "datetime",
    "time",
    "postedat",
    "datum",
    "zeit",
    "erstellt",
    "erstelltam",
    "veroeffentlicht",
    "veroeffentlichtam",
    "fecha",
    "fechapublicacion",
    "tijd",
    "datepublication",
];
/// What a time's own object holds it as.
pub(in crate::source) const MOMENTS: &[&str] = &[
    "iso",
    "iso8601",
    "date",
    "datetime",
    "utc",
    "value",
    "timestamp",
    "seconds",
    "epoch",
];
/// When it was changed.
pub(in crate::source) const MODIFIED: &[&str] = &[
    "blocklastupdated",
    "lastpublished",
    "lastmodified",
    "modifiedgmt",
    "modified",
    "updated",
    "updatedat",
    "lastupdated",
    "lastupdateddate",
    "datemodified",
    "lastpublishdate",
];
/// Its headline.
pub(in crate::source) const HEADLINES: &[&str] = &[
    "headline",
    "headlines",
    "title",
    "heading",
    "posttitle",
    "newstitle",
    "titel",
    "ueberschrift",
    "schlagzeile",
    "titre",
    "titulo",
    "titular",
    "titolo",
    "kop",
];
/// Its text, whole or in parts.
pub(in crate::source) const BODIES: &[&str] = &[
    "elements",
    "blocks",
    "contentelements",
    "content",
    "contents",
    "body",
    "html",
    "bodyhtml",
    "contenthtml",
    "articlebody",
    "text",
    "items",
    "groups",
    "render",
    "paragraphs",
    "components",
    "main",
    "standfirst",
    "description",
    "inhalt",
    "contenu",
    "texte",
    "contenido",
    "cuerpo",
    "texto",
    "conteudo",
    "testo",
    "inhoud",
];
/// Who wrote it.
pub(in crate::source) const AUTHORS: &[&str] = &[
    "contributors",
    "authors",
    "author",
    "byline",
    "credits",
    "publisher",
    "authorname",
    "creator",
    "originalcreator",
    "createdby",
    "bylinetext",
    "reporters",
    "writers",
    "journalists",
    "user",
    "postedby",
    "sender",
];
/// What a person is called.
pub(in crate::source) const NAMES: &[&str] = &["name", "displayname", "fullname", "title", "text"];
/// Its picture, where it stands beside the text.
pub(in crate::source) const PICTURES: &[&str] = &[
    "image",
    "mainimage",
    "leadimage",
    "featuredimage",
    "heroimage",
    "postimage",
    "images",
    "photo",
    "picture",
];
/// What a person is called in parts, the given name first.
pub(in crate::source) const NAME_PARTS: &[&[&str]] = &[
    &["firstname", "givenname", "forename", "fname"],
    &["lastname", "familyname", "surname", "lname"],
];
/// Its own address.
pub(in crate::source) const ADDRESSES: &[&str] =
    &["url", "permalink", "shareurl", "sharelink", "link", "path"];
/// What it is marked with.
pub(in crate::source) const KEY_EVENT: &[&str] =
    &["keyevent", "iskeyevent", "lbhighlight", "ishighlight"];
/// Whether it is breaking news.
pub(in crate::source) const BREAKING: &[&str] =
    &["breaking", "isbreaking", "breakingnews", "isbreakingnews"];
/// Whether it stands at the top of the page.
pub(in crate::source) const PINNED: &[&str] = &["pinned", "sticky", "ispinned"];
/// Whether it sums up.
pub(in crate::source) const SUMMARY: &[&str] = &["summary", "issummary"];
/// Whether it was taken back.
pub(in crate::source) const DELETED: &[&str] = &["deleted", "isdeleted"];
/// In what state it is, and the states of what is not published, small letters.
pub(in crate::source) const STATUS: &[&str] =
    &["status", "poststatus", "publishstatus", "workflowstate"];
pub(in crate::source) const UNPUBLISHED: &[&str] = &[
    "draft",
    "pending",
    "private",
    "trash",
    "deleted",
    "unpublished",
    "scheduled",
    "future",
    "autodraft",
];
/// Members of a document that hold what it says of the blog.
pub(in crate::source) const PAGES: &[&str] = &[
    "liveblog",
    "blog",
    "ticker",
    "liveticker",
    "live",
    "coverage",
    "event",
    "story",
    "article",
    "post",
    "page",
    "data",
    "result",
    "response",
    "payload",
    "meta",
    "attributes",
];
/// Parts of names of what holds a live blog's updates.
pub(in crate::source) const LIVE: &[&str] = &[
    "liveblog",
    "liveticker",
    "liveupdate",
    "liveentr",
    "livefeed",
    "livepost",
    "livecoverage",
    "livereport",
    "livestory",
    "livetext",
    "ticker",
    "minutebyminute",
];
/// Parts of names of what stands beside them.
pub(in crate::source) const OTHERS: &[&str] = &[
    "comment",
    "related",
    "recommend",
    "mostread",
    "trending",
    "teaser",
    "menu",
    "nav",
    "breaking",
    "stock",
    "article",
    "reaction",
    "author",
    "schedule",
    "media",
    "image",
    "tags",
];
/// Members that hold an update's other members.
pub(in crate::source) const HOLDERS: &[&str] = &[
    "attributes",
    "dates",
    "additionalproperties",
    "node",
    "meta",
    "fields",
    "sys",
    "message",
];

/// Writes a member's name in small letters, without separators.
pub(in crate::source) fn bare(name: &str) -> String {
    let letters = name
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | '.' | ' ' | '$'));
    letters.flat_map(char::to_lowercase).collect()
}
