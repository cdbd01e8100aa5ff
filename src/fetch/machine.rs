//! What the machine gives: the time, and threads for what would hold the network up.

use chrono::{DateTime, Utc};

use super::FetchError;
use crate::model::Clean;

#[expect(
    clippy::disallowed_methods,
    reason = "a reading carries the time at which its bytes were there"
)]
pub(super) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Runs what waits for a disk or works long away from the tasks that wait for the network.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FetchError> + Send + 'static,
) -> Result<T, FetchError> {
    let broken = |_| FetchError::Internal(Clean::line("the source"));
    tokio::task::spawn_blocking(work).await.map_err(broken)?
}
