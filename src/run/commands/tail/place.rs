//! Up to where a follower told what happened, and telling the rest.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use tokio::time::sleep;

use super::{blog::Blog, outlet::Outlet};
use crate::{
    cli::Tail,
    fetch::Source,
    run::failure::Failure,
    store::{Lease, Since, StoreError},
};

/// How many changes are taken out of the history at a time.
const BATCH: usize = 64;
/// How often, and how many times, a place is asked for that another follower has: one that ends is soon gone.
const PATIENCE: (Duration, usize) = (Duration::from_millis(100), 20);

/// A follower's places in its blogs.
pub(super) struct TailPlaces {
    follower: String,
    since: Since,
    /// What keeps others from telling from the same places, by the keys of the blogs.
    leases: HashMap<String, Lease>,
}

impl TailPlaces {
    pub(super) fn new(arguments: &Tail, now: DateTime<Utc>) -> Self {
        let since = match arguments.since {
            None => Since::Now,
            Some(when) => when.moment(now).map_or(Since::Always, Since::Time),
        };
        Self {
            follower: arguments.name.clone(),
            since,
            leases: HashMap::new(),
        }
    }

    /// Takes a place for this follower alone.
    pub(super) async fn take(&mut self, blog: &mut Blog) -> Result<(), Failure> {
        let lock = format!("tail {} {}", self.follower, blog.key);
        for _ in 0..PATIENCE.1 {
            match blog.store.try_lead(&lock).await {
                Ok(Some(lease)) => {
                    self.leases.insert(blog.key.clone(), lease);
                    return Ok(());
                }
                Ok(None) => sleep(PATIENCE.0).await,
                // Without a history there is nobody to share with.
                Err(_) => return Ok(()),
            }
        }
        Err(Failure::Unknown(format!(
            "Another newswire tail is already following {} under this name; give this one its own with --as NAME.",
            blog.source.title()
        )))
    }

    /// Begins in a blog whose state is known, unless there is a place in it already.
    pub(super) async fn begin(&self, blog: &Blog) -> Result<(), StoreError> {
        // What comes by standard input comes now, all of it.
        let since = match blog.source {
            Source::Stdin { .. } if self.since == Since::Now => Since::Always,
            _ => self.since,
        };
        let store = &blog.store;
        if store
            .place_token(&self.follower, &blog.key)
            .await?
            .is_some()
        {
            return Ok(());
        }
        store.begin_telling(&self.follower, &blog.key, since).await
    }

    /// Tells what happened since, oldest first.
    ///
    /// A record counts as told once its last byte but one is written: that is noted before the line feed, so that nobody
    /// who has a whole line can kill the program before it knows of it. The history hears of the place less often.
    pub(super) async fn deliver(
        &self,
        blog: &mut Blog,
        outlet: &mut Outlet<'_>,
    ) -> Result<(), Failure> {
        let store = blog.store.clone();
        let Some(token) = store.place_token(&self.follower, &blog.key).await? else {
            return Ok(());
        };
        let lease = self.leases.get(&blog.key);
        let noted = lease.and_then(|lease| lease.noted(token));
        blog.told = blog.told.max(noted.unwrap_or(0));
        let note = |number| match lease {
            Some(lease) => lease.note(token, number),
            None => Ok(()),
        };
        loop {
            // A disk that refuses the place takes it later; until then it is known here.
            let (key, told) = (blog.key.clone(), blog.told);
            let untold = store.untold(&self.follower, &key, told, BATCH).await?;
            let Some(last) = untold.last().map(|last| last.number) else {
                return Ok(());
            };
            for happening in &untold {
                if !outlet.wants(happening, blog) {
                    continue;
                }
                let record = outlet.record(happening, blog)?;
                if let Err(error) = outlet.write(&record, || note(happening.number)) {
                    self.keep(blog, blog.told).await;
                    return Err(error.into());
                }
                blog.told = happening.number;
            }
            self.keep(blog, last).await;
        }
    }

    async fn keep(&self, blog: &mut Blog, number: i64) {
        blog.told = number;
        if let Err(error) = blog.store.told(&self.follower, &blog.key, number).await {
            tracing::warn!("history: {error}");
        }
    }
}
