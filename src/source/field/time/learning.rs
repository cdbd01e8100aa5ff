//! What the datelines of a page teach of its times: the publisher's zone, the order of day and month, the page's day.

use super::{Reading, TimeContext, reading};

impl TimeContext {
    /// Learns the publisher's zone from datelines ("9:30 am PDT") where nothing but the language told it.
    pub(in crate::source) fn learn_zone<'t>(
        &mut self,
        datelines: impl Iterator<Item = &'t String>,
    ) {
        if !self.guessed && self.zone.is_some() {
            return;
        }
        let mut zones = datelines.filter_map(|line| reading::zone_in(line, self));
        if let Some(zone) = zones.next() {
            self.set_zone(zone);
        }
    }

    /// Learns the order of day and month from numeric dates of which one number can be no month ("8/13/2025").
    pub(in crate::source) fn learn_order<'t>(
        &mut self,
        datelines: impl Iterator<Item = &'t String>,
    ) {
        let orders: Vec<bool> = datelines
            .filter_map(|line| reading::month_first(line))
            .collect();
        if let Some(first) = orders.first()
            && orders.iter().all(|order| order == first)
        {
            self.month_first = *first;
        }
    }

    /// Learns from a dateline ("Thursday 07 August 2025 04:49 BST"): the publisher's zone where it is unknown, and the
    /// page's date where it is.
    pub fn learn(&mut self, dateline: &str) {
        if self.zone.is_none() {
            self.zone = reading::zone_in(dateline, self);
        }
        if self.page_date.is_none() {
            self.page_date = match reading::find(dateline, self).map(|found| found.reading) {
                Some(Reading::Stamp(stamp)) => Some(stamp.at.date_naive()),
                Some(Reading::Day(day)) => Some(day),
                Some(Reading::Clock(_)) | None => None,
            };
        }
    }
}
