//! What leaves the program by the reader's hand: to a browser, to the clipboard, to a program of their own.

mod browser;
mod child;
mod clipboard;
mod programs;

use std::time::Duration;

use tokio::{sync::mpsc, task::JoinHandle};

pub(super) use self::programs::Programs;
use crate::{
    app::{Msg, Taken},
    config::PipeFormat,
    model::{Clean, Item, WebUrl, Zone},
    report,
    run::{event::Event, tui::terminal::Screen},
};

/// How long the reader's own program may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The reader's hands for what is outside.
pub(super) struct Outside {
    sender: mpsc::Sender<Event>,
    programs: Programs,
    zone: Zone,
    /// The address that was last opened, until its opener proved sound.
    opening: Option<(WebUrl, JoinHandle<()>)>,
}

impl Outside {
    pub(super) fn new(sender: mpsc::Sender<Event>, programs: Programs, zone: Zone) -> Self {
        Self {
            sender,
            programs,
            zone,
            opening: None,
        }
    }

    /// Takes other settings.
    pub(super) fn change(&mut self, programs: Programs, zone: Zone) {
        self.programs = programs;
        self.zone = zone;
    }

    /// Opens an address; a key that is held down opens it once.
    pub(super) fn open(&mut self, url: WebUrl) {
        let is_same = |(last, task): &(WebUrl, JoinHandle<()>)| *last == url && !task.is_finished();
        if self.opening.as_ref().is_some_and(is_same) {
            return;
        }
        let (sender, programs, address) = (self.sender.clone(), self.programs.clone(), url.clone());
        let task = tokio::spawn(async move {
            let event = match browser::open(address.clone(), programs).await {
                Some(words) => Event::Told(Msg::Notice(words)),
                None => Event::NoBrowser(address),
            };
            let _ = sender.send(event).await;
        });
        self.opening = Some((url, task));
    }

    /// Puts something in the clipboard; the notice says which way worked.
    pub(super) fn copy(&self, taken: &Taken, screen: &mut Screen) {
        let (what, text) = self.text(taken);
        self.put(screen, text, move |offered, tool| {
            clipboard::words(&what, offered, tool)
        });
    }

    /// Copies and shows an address that no browser here can open.
    pub(super) fn hand_over(&self, url: &WebUrl, screen: &mut Screen) {
        let shown = url.clone();
        self.put(screen, url.to_string(), move |offered, tool| {
            let copied = if offered || tool.is_some() {
                ", copied"
            } else {
                ""
            };
            Clean::line(&format!("No browser on this side of ssh{copied}: {shown}"))
        });
    }

    fn put(
        &self,
        screen: &mut Screen,
        text: String,
        words: impl FnOnce(bool, Option<&str>) -> Clean + Send + 'static,
    ) {
        let sequence = clipboard::sequence(&text);
        let offered = sequence.is_some_and(|sequence| screen.send(&sequence).is_ok());
        let sender = self.sender.clone();
        tokio::spawn(async move {
            let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            let given = tokio::task::spawn_blocking(move || clipboard::give(&text, is_set));
            let told = words(offered, given.await.ok().flatten());
            let _ = sender.send(Event::Told(Msg::Notice(told))).await;
        });
    }

    fn text(&self, taken: &Taken) -> (String, String) {
        match taken {
            Taken::Address(url) => (url.short(), url.to_string()),
            Taken::Update(item) => ("the update".to_owned(), self.written(item)),
            Taken::Text(text) => ("the page".to_owned(), text.to_string()),
        }
    }

    fn written(&self, item: &Item) -> String {
        let mut bytes = Vec::new();
        let _memory_takes_all = report::text::update(item, self.zone, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Gives an update to the reader's own program; its answer is a message.
    pub(super) fn pipe(&self, number: u64, item: &Item, session: u64) {
        let sender = self.sender.clone();
        let Some(pipe) = self.programs.pipe.clone() else {
            let words = "No command is set for this: name one under [pipe] in the settings.";
            let told = Msg::Piped(number, Clean::default(), Err(Clean::line(words)));
            let _ = sender.try_send(Event::Reported(session, told));
            return;
        };
        let input = match pipe.format {
            PipeFormat::Text => self.written(item).into_bytes(),
            PipeFormat::Json => {
                let mut bytes = Vec::new();
                let _memory_takes_all = report::jsonfeed::write_item(item, &mut bytes);
                bytes
            }
        };
        tokio::spawn(async move {
            let name = Clean::line(pipe.command.first().map_or("", String::as_str));
            let asked =
                tokio::task::spawn_blocking(move || child::ask(&pipe.command, input, PATIENCE));
            let answer = match asked.await {
                Ok(Ok(bytes)) => Ok(Clean::preformatted(&String::from_utf8_lossy(&bytes))),
                Ok(Err(error)) => Err(Clean::line(&format!("{name} {error}."))),
                Err(_) => Err(Clean::line(&format!("{name} could not be run."))),
            };
            let told = Msg::Piped(number, name, answer);
            let _ = sender.send(Event::Reported(session, told)).await;
        });
    }
}
