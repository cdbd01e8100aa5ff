//! Alerts that nobody was told of yet, over restarts and among instances of the program: the history knows.

use super::history::History;
use crate::{app::alert::Raised, fetch::Source};

/// Leaves out of the alerts what somebody was told of already; `None` where nothing is left.
///
/// Where the history cannot tell, all count as new: to be told twice is better than not at all.
pub(in crate::run) fn only_new(
    history: &History,
    source: &Source,
    mut raised: Raised,
) -> impl Future<Output = Option<Raised>> + Send + use<> {
    let occasion = |alert: &crate::model::alert::Alert| {
        let id = alert.item.entry.id.clone();
        (id, alert.occasion())
    };
    let occasions = raised.alerts.iter().map(occasion).collect();
    let new = history.claim_alerts(source, occasions);
    async move {
        if let Ok(new) = new.await {
            let mut index = 0..;
            raised.alerts.retain(|_| {
                index
                    .next()
                    .is_some_and(|index| new.binary_search(&index).is_ok())
            });
        }
        (!raised.alerts.is_empty()).then_some(raised)
    }
}
