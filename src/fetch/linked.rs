//! Fetching what links lead to, under the limits and the address policy of any page.

use super::{
    Client, FetchError, Limits, Network, Reply,
    error::in_words,
    machine::{self, now},
};
use crate::{
    model::{Clean, Linked, Validators, WebUrl},
    source::{self, Cancellation, Recipes},
};

/// Follows links out of one source.
#[derive(Debug)]
pub struct Links {
    client: Client,
    recipes: &'static Recipes,
}

impl Links {
    /// Sets up what follows links; `from` is the source that the reader typed, whose host alone may be private.
    #[must_use]
    pub fn from(
        network: &Network,
        from: Option<&WebUrl>,
        limits: Limits,
        recipes: &'static Recipes,
    ) -> Self {
        let client = Client::for_links(network, from, limits);
        Self { client, recipes }
    }

    /// Fetches what a link leads to and reads it on a thread of its own.
    ///
    /// # Errors
    /// Says in one sentence what failed.
    pub async fn read(&self, url: &WebUrl) -> Result<Linked, Clean> {
        let fetched = self.client.get(url, &Validators::default()).await;
        let fetched = fetched.map_err(|error| sentence(&error))?;
        let Reply::Page(page) = fetched.reply else {
            return Err(unread());
        };
        let (at, asked, recipes) = (now(), url.clone(), self.recipes);
        let work = move |cancellation: &Cancellation| {
            let page = source::Page {
                bytes: &page.bytes,
                content_type: page.content_type.as_deref(),
                address: Some(&fetched.url),
                fetched_at: at,
                saved: None,
                cancellation: Some(cancellation),
            };
            source::read_linked(&page, &asked, recipes)
        };
        // A page that breaks that thread breaks nothing else.
        machine::reading(work).await.ok_or_else(unread)
    }
}

fn unread() -> Clean {
    Clean::line("The page could not be read.")
}

/// Says what failed; unlike a source, a link is not asked again by itself.
pub(super) fn sentence(error: &FetchError) -> Clean {
    let words = match error {
        FetchError::Waits { host, wait, .. } => {
            let wait = in_words(*wait);
            format!("{host} asked to wait another {wait}; try again then.")
        }
        FetchError::TooLarge { limit_mib, .. } => {
            format!("The page is longer than {limit_mib} MiB.")
        }
        other => other.to_string(),
    };
    Clean::line(&words)
}
