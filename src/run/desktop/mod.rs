//! What leaves the program: to a browser, to the clipboard, to a program of the reader's own, as a notification.

mod browser;
mod child;
mod clipboard;
pub(in crate::run) mod export;
pub(in crate::run) mod notify;
mod programs;

use std::time::Duration;

use tokio::sync::mpsc;

pub(super) use self::programs::Programs;
use crate::{
    app::{Msg, Taken},
    config::PipeFormat,
    model::{Clean, Item, WebUrl, Zone},
    report,
    run::{
        event::Event,
        tasks::supervisor::{Supervisor, Task},
        tui::terminal::Screen,
    },
};

/// How long the reader's own program may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The reader's hands for what is outside.
pub(super) struct Desktop {
    sender: mpsc::Sender<Event>,
    supervisor: Supervisor,
    programs: Programs,
    zone: Zone,
    /// The address that was last opened, until its opener proved sound.
    opening: Option<(WebUrl, Task)>,
}

impl Desktop {
    pub(super) fn new(
        sender: mpsc::Sender<Event>,
        supervisor: Supervisor,
        programs: Programs,
        zone: Zone,
    ) -> Self {
        Self {
            sender,
            supervisor,
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
        let is_same = |(last, task): &(WebUrl, Task)| *last == url && !task.is_over();
        if self.opening.as_ref().is_some_and(is_same) {
            return;
        }
        let (programs, address) = (self.programs.clone(), url.clone());
        let work = async move {
            match browser::open(address.clone(), programs).await {
                Some(words) => notice(words),
                None => Event::NoBrowser(address),
            }
        };
        let task = self
            .supervisor
            .answer("Opening the address", self.sender.clone(), work, notice);
        // The one before goes on: whoever opens two addresses wants both.
        if let Some((_, before)) = self.opening.replace((url, task)) {
            before.detach();
        }
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
        let work = async move {
            let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            let given = tokio::task::spawn_blocking(move || clipboard::give(&text, is_set));
            notice(words(offered, given.await.ok().flatten()))
        };
        self.supervisor
            .answer("Copying", self.sender.clone(), work, notice)
            .detach();
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
        let Some(pipe) = self.programs.pipe.clone() else {
            let words = "No command is set for this: name one under [pipe] in the settings.";
            let told = Msg::Piped(number, Clean::default(), Err(Clean::line(words)));
            let _ = self.sender.try_send(Event::Reported(session, told));
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
        let name = Clean::line(pipe.command.first().map_or("", String::as_str));
        let named = name.clone();
        let work = async move {
            let asked =
                tokio::task::spawn_blocking(move || child::ask(&pipe.command, input, PATIENCE));
            let answer = match asked.await {
                Ok(Ok(bytes)) => Ok(Clean::preformatted(&String::from_utf8_lossy(&bytes))),
                Ok(Err(error)) => Err(Clean::line(&format!("{name} {error}."))),
                Err(_) => Err(Clean::line(&format!("{name} could not be run."))),
            };
            Event::Reported(session, Msg::Piped(number, name, answer))
        };
        let broken = move |why| Event::Reported(session, Msg::Piped(number, named, Err(why)));
        self.supervisor
            .answer("Running your program", self.sender.clone(), work, broken)
            .detach();
    }
}

fn notice(words: Clean) -> Event {
    Event::Told(Msg::Notice(words))
}
