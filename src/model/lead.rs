//! What a page leads to.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Clean, WebUrl};

/// A live blog that another page links to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Where it is.
    pub url: WebUrl,
    /// What the link calls it; never empty.
    pub title: Clean,
    /// When the page says that it was published or changed.
    pub time: Option<DateTime<Utc>>,
}
