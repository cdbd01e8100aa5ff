//! Fetching the files of pictures, under the address policy of any link and limits of their own.

use std::time::Duration;

use super::{Client, FetchError, Limits, Network, Reply, linked::sentence};
use crate::model::{Clean, Validators, WebUrl};

/// What a picture's file may have and take.
const LIMITS: Limits = Limits {
    body: 4 << 20,
    read: Duration::from_secs(10),
    total: Duration::from_secs(15),
};

/// Fetches the pictures of one source.
#[derive(Debug, Clone)]
pub struct PictureFiles {
    client: Client,
}

impl PictureFiles {
    /// Sets up what fetches pictures; `from` is the source that the reader typed, whose host alone may be private.
    #[must_use]
    pub fn of(network: &Network, from: Option<&WebUrl>) -> Self {
        let client = Client::for_links(network, from, LIMITS);
        Self { client }
    }

    /// Fetches a file.
    ///
    /// # Errors
    /// Says in one sentence what failed.
    pub async fn get(&self, url: &WebUrl) -> Result<Vec<u8>, Clean> {
        let fetched = self.client.get(url, &Validators::default()).await;
        match fetched.map(|fetched| fetched.reply) {
            Ok(Reply::Page(page)) => Ok(page.bytes),
            Ok(Reply::Unchanged) => Err(Clean::line("the answer was empty.")),
            Err(FetchError::TooLarge { limit_mib, .. }) => {
                let words = format!("it is longer than {limit_mib} MiB.");
                Err(Clean::line(&words))
            }
            Err(error) => Err(sentence(&error)),
        }
    }
}
