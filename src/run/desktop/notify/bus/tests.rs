//! A private session bus of the real daemon, where it is installed, with a service that shows what it is told.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use super::{address::Endpoint, *};

/// A bus of its own; it ends with this.
struct Daemon {
    child: Child,
    places: Vec<Endpoint>,
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a bus; `None` where the daemon is not installed.
fn daemon() -> Option<Daemon> {
    let mut child = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut address = String::new();
    let mut told = BufReader::new(child.stdout.take()?);
    told.read_line(&mut address).ok()?;
    let places =
        address::places(|name| (name == "DBUS_SESSION_BUS_ADDRESS").then(|| address.trim().into()));
    Some(Daemon { child, places })
}

/// What a service was told to show.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    title: String,
    text: String,
    actions: Vec<String>,
}

/// Serves notifications on a bus: one is shown, and answered at once where `answers`.
async fn service(
    places: &[Endpoint],
    capabilities: &'static [&'static str],
    answers: bool,
) -> Shown {
    let mut connection = Connection::open(places).await.unwrap();
    let mut name = Writer::default();
    name.string(SERVICE);
    name.u32(4);
    let request = call(BUS, "/org/freedesktop/DBus", BUS, "RequestName").with("su", name);
    connection.ask(request).await.unwrap();
    loop {
        let message = connection.next().await.unwrap();
        if message.kind != MessageKind::Call {
            continue;
        }
        let reply = Message {
            reply_to: Some(message.serial),
            destination: message.sender.clone(),
            ..Message::new(MessageKind::Return)
        };
        let mut body = Writer::default();
        if message.member.as_deref() == Some("GetCapabilities") {
            body.array(4, |all| {
                capabilities.iter().for_each(|able| all.string(able));
            });
            connection.send(reply.with("as", body)).await.unwrap();
            continue;
        }
        assert_eq!(message.signature, "susssasa{sv}i");
        let mut said = message.body();
        assert_eq!(said.string().as_deref(), Ok("newswire"));
        assert_eq!(said.u32(), Ok(0));
        assert_eq!(said.string().as_deref(), Ok(""));
        let shown = Shown {
            title: said.string().unwrap(),
            text: said.string().unwrap(),
            actions: said.strings().unwrap(),
        };
        body.u32(41);
        connection.send(reply.with("u", body)).await.unwrap();
        if answers {
            let mut body = Writer::default();
            body.u32(41);
            body.string("default");
            let signal = Message {
                path: Some(PATH.to_owned()),
                interface: Some(SERVICE.to_owned()),
                member: Some("ActionInvoked".to_owned()),
                ..Message::new(MessageKind::Signal)
            };
            connection.send(signal.with("us", body)).await.unwrap();
        }
        return shown;
    }
}

fn notice(title: &str, lines: &[&str]) -> Notice {
    Notice {
        number: 7,
        title: Clean::line(title),
        lines: lines.iter().map(|line| Clean::line(line)).collect(),
        is_urgent: true,
    }
}

/// Waits for a service to have its name on the bus, then connects.
async fn connected(places: &[Endpoint]) -> Service {
    for _ in 0..500 {
        if let Ok(service) = Service::at(places).await {
            return service;
        }
        tokio::task::yield_now().await;
    }
    panic!("there is no service");
}

#[tokio::test]
async fn the_desktop_shows_a_headline_as_it_is_and_tells_who_answers_it() {
    let Some(daemon) = daemon() else { return };
    let places = daemon.places.clone();
    let serving = tokio::spawn(async move { service(&places, &["actions"], true).await });
    let mut desktop = connected(&daemon.places).await;
    let hostile = "--icon=x <a href='x'>a</a> & \x1b]9;4;1\x07 b\0";
    desktop
        .notify(&notice(hostile, &["One", hostile]))
        .await
        .unwrap();
    assert_eq!(desktop.answered().await.unwrap(), 7);
    let clean = "--icon=x <a href='x'>a</a> & b";
    let shown = serving.await.unwrap();
    assert_eq!(shown.title, clean);
    assert_eq!(shown.text, format!("One\n{clean}"));
    assert_eq!(shown.actions, ["default", "Read"]);
}

#[tokio::test]
async fn where_the_service_reads_markup_a_headline_is_none() {
    let Some(daemon) = daemon() else { return };
    let places = daemon.places.clone();
    let able = &["body", "body-markup"];
    let serving = tokio::spawn(async move { service(&places, able, false).await });
    let mut desktop = connected(&daemon.places).await;
    desktop
        .notify(&notice("T", &["<b>a</b> & b"]))
        .await
        .unwrap();
    let shown = serving.await.unwrap();
    assert_eq!(shown.text, "&lt;b&gt;a&lt;/b&gt; &amp; b");
}

#[tokio::test]
async fn a_bus_without_a_service_and_no_bus_at_all_are_told_apart() {
    let gone = [Endpoint::Path("/nowhere/at/all".into())];
    let why = Service::at(&gone).await.err();
    assert!(matches!(why, Some(BusError::Unreachable(_))), "{why:?}");
    assert!(matches!(
        Service::at(&[]).await.err(),
        Some(BusError::NoBus)
    ));
    let Some(daemon) = daemon() else { return };
    let why = Service::at(&daemon.places).await.err();
    assert!(matches!(why, Some(BusError::Failed(_))), "{why:?}");
}

#[tokio::test(start_paused = true)]
async fn a_bus_that_never_answers_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let why = Service::at(&[Endpoint::Path(path)]).await.err();
    assert!(matches!(why, Some(BusError::Silent)), "{why:?}");
}
