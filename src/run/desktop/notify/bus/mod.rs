//! The desktop's service of notifications, over the session's bus
//! (<https://specifications.freedesktop.org/notification-spec/latest/>).
//!
//! Nobody waits for it: every step has a second, and after three failures in a row it is left alone.

mod address;
mod wire;

use std::{io, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    sync::{Mutex, mpsc},
    time::timeout,
};

use self::wire::{Malformed, Message, MessageKind, Writer};
use crate::{
    app::Msg,
    model::Clean,
    run::{event::Event, settings},
};

/// How long each step may take.
const PATIENCE: Duration = Duration::from_secs(1);
/// After so many failures in a row the service is left alone.
const FAILURES: u32 = 3;
/// Most notifications whose answer is waited for.
const ANSWERABLE: usize = 32;
/// The service, and its interface.
const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The bus itself.
const BUS: &str = "org.freedesktop.DBus";

/// A notification for the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::run) struct Notice {
    pub(in crate::run) number: u64,
    pub(in crate::run) title: Clean,
    pub(in crate::run) lines: Vec<Clean>,
    pub(in crate::run) is_urgent: bool,
}

/// Why the desktop shows nothing; without a full stop.
#[derive(Debug, thiserror::Error)]
pub(in crate::run) enum BusError {
    /// The environment names no bus.
    #[error("there is no session bus")]
    NoBus,
    /// It cannot be reached.
    #[error("the session bus cannot be reached: {0}")]
    Unreachable(#[from] io::Error),
    /// It does not let us in.
    #[error("the session bus refuses the connection")]
    Refused,
    /// It does not answer.
    #[error("the service does not answer")]
    Silent,
    /// It answers with an error; its name.
    #[error("there is no service for notifications: {0}")]
    Failed(String),
    /// It answers with something else.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It was left alone.
    #[error("the service failed too often")]
    GivenUp,
}

/// Tells whether the environment names a session bus that is there.
pub(in crate::run) fn is_there() -> bool {
    address::places(settings::variable)
        .iter()
        .any(|place| match place {
            address::Endpoint::Path(path) => path.exists(),
            address::Endpoint::Abstract(_) => true,
        })
}

/// Shows notifications as they come, and passes on which the reader answered.
pub(in crate::run) async fn serve(
    notices: Arc<Mutex<mpsc::Receiver<Notice>>>,
    sender: mpsc::Sender<Event>,
) {
    let mut notices = notices.lock().await;
    let mut service: Option<Service> = None;
    let mut failures = 0;
    loop {
        tokio::select! {
            notice = notices.recv() => {
                let Some(notice) = notice else { return };
                let shown = if failures < FAILURES {
                    show(&mut service, &notice).await
                } else {
                    Err(BusError::GivenUp)
                };
                if let Err(why) = shown {
                    service = None;
                    failures += 1;
                    let event = Event::NotShown(Clean::line(&why.to_string()));
                    if sender.send(event).await.is_err() {
                        return;
                    }
                } else {
                    failures = 0;
                }
            }
            answered = answered(&mut service) => match answered {
                Ok(number) => {
                    if sender.send(Event::Told(Msg::Answered(number))).await.is_err() {
                        return;
                    }
                }
                // The bus is gone; the next notification looks for it again.
                Err(_) => service = None,
            },
        }
    }
}

async fn show(service: &mut Option<Service>, notice: &Notice) -> Result<(), BusError> {
    let service = match service {
        Some(service) => service,
        none => none.insert(Service::connect().await?),
    };
    service.notify(notice).await
}

/// Waits for the reader to answer a notification; for ever where there is no service.
async fn answered(service: &mut Option<Service>) -> Result<u64, BusError> {
    match service {
        Some(service) => service.answered().await,
        None => std::future::pending().await,
    }
}

/// The service of notifications.
pub(in crate::run) struct Service {
    connection: Connection,
    /// Whether the text of a notification may be marked up, and must be written so.
    marks_up: bool,
    /// What is shown: the service's number, and ours.
    shown: Vec<(u32, u64)>,
    /// What was answered while something else was waited for.
    answers: Vec<u64>,
}

impl Service {
    /// Connects to the session's bus and asks the service what it can do.
    pub(in crate::run) async fn connect() -> Result<Self, BusError> {
        let places = address::places(settings::variable);
        Self::at(&places).await
    }

    async fn at(places: &[address::Endpoint]) -> Result<Self, BusError> {
        let mut connection = Connection::open(places).await?;
        let rule = format!("type='signal',interface='{SERVICE}',path='{PATH}'");
        let mut body = Writer::default();
        body.string(&rule);
        let listen = call(BUS, "/org/freedesktop/DBus", BUS, "AddMatch").with("s", body);
        connection.ask(listen).await?;
        let capabilities = connection.ask(of_service("GetCapabilities")).await?;
        let capabilities = capabilities.body().strings()?;
        Ok(Self {
            connection,
            marks_up: capabilities.iter().any(|able| able == "body-markup"),
            shown: Vec::new(),
            answers: Vec::new(),
        })
    }

    /// Returns what the service is called.
    pub(in crate::run) async fn name(&mut self) -> Result<Clean, BusError> {
        let answer = self
            .connection
            .ask(of_service("GetServerInformation"))
            .await?;
        Ok(Clean::line_capped(&answer.body().string()?, 60))
    }

    /// Shows a notification.
    pub(in crate::run) async fn notify(&mut self, notice: &Notice) -> Result<(), BusError> {
        let answer = self.connection.ask(notify(notice, self.marks_up)).await?;
        let id = answer.body().u32()?;
        self.shown.push((id, notice.number));
        let over = self.shown.len().saturating_sub(ANSWERABLE);
        self.shown.drain(..over);
        for signal in std::mem::take(&mut self.connection.signals) {
            self.answers.extend(self.answer(&signal));
        }
        Ok(())
    }

    /// Waits for the reader to answer a notification; returns its number.
    async fn answered(&mut self) -> Result<u64, BusError> {
        loop {
            if let Some(number) = self.answers.pop() {
                return Ok(number);
            }
            let signal = self.connection.next().await?;
            if let Some(number) = self.answer(&signal) {
                return Ok(number);
            }
        }
    }

    /// Returns which notification a signal says was answered.
    fn answer(&self, signal: &Message) -> Option<u64> {
        let is = |field: &Option<String>, value: &str| field.as_deref() == Some(value);
        let is_answer = signal.kind == MessageKind::Signal
            && is(&signal.interface, SERVICE)
            && is(&signal.member, "ActionInvoked")
            && signal.signature == "us";
        let id = signal.body().u32().ok().filter(|_| is_answer)?;
        let mut shown = self.shown.iter();
        shown
            .find(|(known, _)| *known == id)
            .map(|(_, number)| *number)
    }
}

/// Writes the call that shows a notification.
fn notify(notice: &Notice, marks_up: bool) -> Message {
    let lines: Vec<&str> = notice.lines.iter().map(Clean::as_str).collect();
    let text = lines.join("\n");
    let text = if marks_up { escaped(&text) } else { text };
    let mut body = Writer::default();
    body.string("newswire");
    // It replaces none.
    body.u32(0);
    body.string("");
    body.string(notice.title.as_str());
    body.string(&text);
    body.array(4, |actions| {
        actions.string("default");
        actions.string("Read");
    });
    body.array(8, |hints| {
        hints.byte_hint("urgency", if notice.is_urgent { 2 } else { 1 });
        hints.text_hint("category", "im.received");
    });
    // As long as the service likes.
    body.i32(-1);
    of_service("Notify").with("susssasa{sv}i", body)
}

/// Writes a text so that nothing of it is markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn of_service(member: &str) -> Message {
    call(SERVICE, PATH, SERVICE, member)
}

fn call(destination: &str, path: &str, interface: &str, member: &str) -> Message {
    Message {
        destination: Some(destination.to_owned()),
        path: Some(path.to_owned()),
        interface: Some(interface.to_owned()),
        member: Some(member.to_owned()),
        ..Message::new(MessageKind::Call)
    }
}

/// A connection to a bus.
struct Connection {
    stream: UnixStream,
    serial: u32,
    received: Vec<u8>,
    /// Signals that came while an answer was waited for.
    signals: Vec<Message>,
}

impl Connection {
    /// Connects to the first place that lets us in.
    async fn open(places: &[address::Endpoint]) -> Result<Self, BusError> {
        let mut why = BusError::NoBus;
        for place in places {
            match within(Self::connect(place)).await {
                Ok(connection) => return Ok(connection),
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    async fn connect(place: &address::Endpoint) -> Result<Self, BusError> {
        let stream = place.connect()?;
        stream.set_nonblocking(true)?;
        let mut connection = Self {
            stream: UnixStream::from_std(stream)?,
            serial: 0,
            received: Vec::new(),
            signals: Vec::new(),
        };
        connection.introduce().await?;
        let hello = call(BUS, "/org/freedesktop/DBus", BUS, "Hello");
        connection.asked(hello).await?;
        Ok(connection)
    }

    /// Says who we are: the system tells the bus that it is true.
    async fn introduce(&mut self) -> Result<(), BusError> {
        let uid = rustix::process::getuid().as_raw().to_string();
        let uid: Vec<String> = uid.bytes().map(|digit| format!("{digit:02x}")).collect();
        let auth = format!("\0AUTH EXTERNAL {}\r\n", uid.concat());
        self.stream.write_all(auth.as_bytes()).await?;
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            if line.len() > 1000 {
                return Err(BusError::Refused);
            }
            line.push(self.stream.read_u8().await?);
        }
        if !line.starts_with(b"OK ") {
            return Err(BusError::Refused);
        }
        Ok(self.stream.write_all(b"BEGIN\r\n").await?)
    }

    /// Asks something and waits a second for the answer.
    async fn ask(&mut self, question: Message) -> Result<Message, BusError> {
        within(self.asked(question)).await
    }

    async fn asked(&mut self, question: Message) -> Result<Message, BusError> {
        let serial = self.send(question).await?;
        loop {
            let message = self.next().await?;
            match message.kind {
                MessageKind::Return if message.reply_to == Some(serial) => return Ok(message),
                MessageKind::Error if message.reply_to == Some(serial) => {
                    let name = Clean::line_capped(&message.error.unwrap_or_default(), 100);
                    return Err(BusError::Failed(name.to_string()));
                }
                MessageKind::Signal if self.signals.len() < ANSWERABLE => {
                    self.signals.push(message);
                }
                _ => {}
            }
        }
    }

    async fn send(&mut self, mut message: Message) -> Result<u32, BusError> {
        self.serial += 1;
        message.serial = self.serial;
        self.stream.write_all(&message.bytes()).await?;
        Ok(self.serial)
    }

    /// Returns the next message. What was received of it is kept where the wait is given up.
    async fn next(&mut self) -> Result<Message, BusError> {
        loop {
            if let Some(message) = Message::take(&mut self.received)? {
                return Ok(message);
            }
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
        }
    }
}

async fn within<T>(step: impl Future<Output = Result<T, BusError>>) -> Result<T, BusError> {
    timeout(PATIENCE, step)
        .await
        .unwrap_or(Err(BusError::Silent))
}

#[cfg(test)]
mod tests;
