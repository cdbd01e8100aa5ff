//! Sources, HTTP with limits and an address policy, cadence, and the poller task.
