//! Alerts that nobody was told of yet, over restarts and among instances of the program: the history knows.
//!
//! Where it cannot tell, all count as new: to be told twice is better than not at all.

use std::sync::Arc;

use super::history::History;
use crate::{
    app::alert::{Alerting, Origin, Raised},
    fetch::Source,
    model::{
        ChangeSet, EntryId,
        alert::{self, Rule, Subject},
    },
    store::Store,
};

/// Leaves out of the alerts of an open live blog what somebody was told of already; `None` where nothing is left.
pub(in crate::run) fn only_new(
    history: &History,
    source: &Source,
    raised: Raised,
) -> impl Future<Output = Option<Raised>> + Send + use<> {
    let new = history.claim_alerts(source, occasions(&raised));
    async move {
        match new.await {
            Ok(new) => these(raised, &new),
            Err(_) => Some(raised),
        }
    }
}

/// Finds what a change of a live blog that is not open raises and nobody was told of yet; what changed is kept already.
pub(in crate::run) async fn of_unopened(
    store: &Store,
    (key, source): (&str, &Source),
    alerting: &Alerting,
    (subject, changes): (Subject<'_>, &ChangeSet),
) -> Option<Raised> {
    if alerting.off || changes.is_empty() {
        return None;
    }
    let wishes = store.wishes(key).await.unwrap_or_default();
    let own: Vec<Rule> = wishes
        .into_iter()
        .filter_map(|wish| Rule::of_blog(wish, subject.address))
        .collect();
    let alerts = alert::raised(alerting.rules.iter().chain(&own), &subject, changes);
    if alerts.is_empty() {
        return None;
    }
    let origin = Origin::new(None, source.title(), source.address(), subject.timeline);
    let raised = Raised {
        origin: Arc::new(origin),
        alerts,
    };
    match store.claim_alerts(key, occasions(&raised)).await {
        Ok(new) => these(raised, &new),
        Err(_) => Some(raised),
    }
}

fn occasions(raised: &Raised) -> Vec<(EntryId, String)> {
    let alerts = raised.alerts.iter();
    let occasion = |alert: &alert::Alert| (alert.item.entry.id.clone(), alert.occasion());
    alerts.map(occasion).collect()
}

/// Leaves some alerts, by their indices; `None` where there are none.
fn these(mut raised: Raised, new: &[usize]) -> Option<Raised> {
    let mut index = 0..;
    raised.alerts.retain(|_| {
        index
            .next()
            .is_some_and(|index| new.binary_search(&index).is_ok())
    });
    (!raised.alerts.is_empty()).then_some(raised)
}
