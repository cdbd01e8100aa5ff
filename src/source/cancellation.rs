//! The word that nobody waits for a reading any more.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Tells a reading on another thread to end where it stands; clones are one. What it yields then is nothing to be used.
#[derive(Debug, Clone, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Tells it to end.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Tells whether it was told to.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Returns what tells it to end when it is dropped: with the task that waits, say.
    pub fn on_drop(&self) -> CancelOnDrop {
        CancelOnDrop(self.clone())
    }
}

/// Tells a reading to end when it is dropped.
#[derive(Debug)]
#[must_use]
pub struct CancelOnDrop(Cancellation);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
