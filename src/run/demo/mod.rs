//! The built-in live blog: a scripted story, played by an HTTP server on the loopback interface.
//!
//! `newswire demo` reads it exactly as it reads any site, so nothing here knows the reader: the rooms below know
//! a script, a moment and a request, and the only thing that leaves is an address.
//!
//! * `script`: what happens when, as we wrote it;
//! * `play`: script and elapsed time to what stands on the page, pure;
//! * `page`: what stands on the page to HTML with JSON-LD, pure;
//! * `server`: requests to answers.

mod html;
mod page;
mod play;
mod script;
mod server;

use std::{io, time::Duration};

use chrono::{DateTime, Utc};
use tokio::{task::JoinHandle, time::Instant};

use crate::model::WebUrl;
use play::Play;
use script::Script;
use server::Site;

/// How often the demo wants to be polled at its own speed: twice for each thing that happens.
pub const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// A demo that is being played; dropping it stops its server and closes its connections.
#[derive(Debug)]
pub struct Demo {
    /// The live blog's address, on 127.0.0.1 and a port of the system's choice.
    pub address: WebUrl,
    server: JoinHandle<()>,
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Starts the demo: the first page is what the script holds for the moment before `now`, and the story goes on from
/// there, `speed` times as fast as it was written for (1 brings something new about every four seconds).
///
/// Must be called within a Tokio runtime.
///
/// # Errors
/// Fails where `speed` is no number above 0, and where no port of the loopback interface can be had.
pub async fn start(speed: f64, now: DateTime<Utc>) -> io::Result<Demo> {
    let began = Instant::now();
    open(speed, now, move || began.elapsed()).await
}

/// Starts the demo on a clock of the caller's: what it returns is the time since the start.
async fn open(
    speed: f64,
    now: DateTime<Utc>,
    clock: impl Fn() -> Duration + Send + Sync + 'static,
) -> io::Result<Demo> {
    let script = Script::embedded().map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
    let play = Play::new(script, now, speed).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            "the speed of the demo must be a number above 0",
        )
    })?;
    let listener = server::listen().await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let address = WebUrl::parse(&format!("{origin}{}", page::LIVE_PATH))
        .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
    let site = Site::new(play, origin, clock);
    Ok(Demo {
        address,
        server: tokio::spawn(server::serve(listener, site)),
    })
}

#[cfg(test)]
mod tests;
