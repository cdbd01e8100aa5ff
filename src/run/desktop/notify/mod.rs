//! How the reader is told while they look elsewhere: by the terminal, by the desktop's service, by a bell; and by a
//! command of their own on top of it.
//!
//! Whether and when they are told is the [desk's](crate::app::alert) business. Every text here is [`Clean`] and short.

pub(in crate::run) mod bus;
mod command;
pub(in crate::run) mod means;
mod osc;
mod telling;

use tokio::sync::mpsc;

pub(in crate::run) use self::telling::Telling;
use self::{
    bus::Notice,
    command::Commands,
    means::{Means, Surroundings},
    osc::Osc,
};
use crate::{
    app::alert::Notification,
    model::{Clean, Zone},
    run::{
        event::Event,
        now,
        tasks::supervisor::{Service, Supervisor, Task},
        tui::terminal::Screen,
    },
};

/// Notifications that may wait for the desktop's service.
const QUEUE: usize = 8;
/// Most notifications of the terminal that are taken off at the end.
const SHOWN: usize = 32;

/// Tells the reader.
pub(in crate::run) struct Notifier {
    telling: Telling,
    surroundings: Surroundings,
    sender: mpsc::Sender<Event>,
    supervisor: Supervisor,
    /// The way to the desktop's service, once it was needed, and the task that goes it.
    desktop: Option<(mpsc::Sender<Notice>, Task)>,
    commands: Commands,
    /// What the terminal shows and may report on.
    shown: Vec<u64>,
    /// Whether the reader knows that the desktop's service is of no help.
    complained: bool,
}

impl Notifier {
    pub(in crate::run) fn new(
        telling: Telling,
        sender: mpsc::Sender<Event>,
        supervisor: Supervisor,
    ) -> Self {
        Self {
            telling,
            surroundings: Surroundings::here(),
            commands: Commands::new(sender.clone(), supervisor.clone()),
            sender,
            supervisor,
            desktop: None,
            shown: Vec::new(),
            complained: false,
        }
    }

    /// Takes other settings.
    pub(in crate::run) fn change(&mut self, telling: Telling) {
        self.telling = telling;
        self.complained = false;
    }

    /// Tells the reader.
    pub(in crate::run) fn tell(&mut self, told: &Notification, zone: Zone, screen: &mut Screen) {
        match means::choose(self.telling.way, self.surroundings) {
            None => return,
            Some(Means::Bell) => ring(screen),
            Some(Means::Terminal(osc)) => {
                let sequence = osc.answerable(told, self.surroundings.tmux);
                // One that is gone is found out elsewhere.
                drop(screen.send(&sequence));
                if osc.reports(self.surroundings.tmux) {
                    self.shown.push(told.number);
                    let over = self.shown.len().saturating_sub(SHOWN);
                    self.shown.drain(..over);
                }
            }
            Some(Means::Desktop) => {
                let notice = Notice {
                    number: told.number,
                    title: told.title.clone(),
                    lines: told.lines.clone(),
                    is_urgent: told.is_breaking,
                };
                if self.desktop().try_send(notice).is_err() {
                    ring(screen);
                }
            }
        }
        if let Some(words) = &self.telling.command {
            self.commands.give(words, told, (zone, now()));
        }
    }

    /// Tells whether the terminal may report that a notification was answered.
    pub(in crate::run) fn awaits_reports(&self) -> bool {
        !self.shown.is_empty()
    }

    /// Takes off the screen what the terminal may report on: whoever reads keys after us knows nothing of it.
    pub(in crate::run) fn close(&mut self, screen: &mut Screen) {
        for number in self.shown.drain(..) {
            drop(screen.send(&Osc::closing(number)));
        }
    }

    /// Rings the bell for a notification that the desktop's service did not show; returns what the reader is to know of
    /// it, once.
    pub(in crate::run) fn not_shown(&mut self, why: &Clean, screen: &mut Screen) -> Option<Clean> {
        ring(screen);
        let told = format!(
            "The desktop shows no notifications ({why}): alerts ring the bell. newswire alert test tells more."
        );
        (!std::mem::replace(&mut self.complained, true)).then(|| Clean::line(&told))
    }

    fn desktop(&mut self) -> &mpsc::Sender<Notice> {
        let (sender, supervisor) = (&self.sender, &self.supervisor);
        let (way, _) = self.desktop.get_or_insert_with(|| {
            let (way, notices) = mpsc::channel(QUEUE);
            let notices = std::sync::Arc::new(tokio::sync::Mutex::new(notices));
            let sender = sender.clone();
            let service = Service {
                name: "Showing notifications".to_owned(),
                remedy: "Alerts come again after a restart.",
            };
            let task = supervisor.keep(service, move || {
                bus::serve(std::sync::Arc::clone(&notices), sender.clone())
            });
            (way, task)
        });
        way
    }
}

fn ring(screen: &mut Screen) {
    drop(screen.send("\x07"));
}
