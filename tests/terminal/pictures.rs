//! Pictures on a real terminal: fetched from a real server, kept on disk, and never in the way of a key.

use std::{
    collections::HashMap,
    fs,
    io::{Cursor, Write},
    net::TcpStream,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use super::{Session, site};

/// A live blog whose updates have pictures: one that is whole, one that never ends, one that is no picture, and one
/// on a machine of the inner network.
struct Site {
    port: u16,
    /// How many times each path was asked for.
    asked: Arc<Mutex<HashMap<String, usize>>>,
}

impl Site {
    fn start() -> Self {
        let asked: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
        let seen = Arc::clone(&asked);
        let port = site::start(move |stream, path| serve(stream, path, &seen));
        Self { port, asked }
    }

    fn blog(&self) -> String {
        format!("http://127.0.0.1:{}/live", self.port)
    }

    fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().get(path).copied().unwrap_or(0)
    }
}

fn red() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(300, 200, image::Rgb([255, 0, 0]));
    let format = image::ImageFormat::Png;
    picture
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

fn serve(mut stream: TcpStream, path: &str, asked: &Mutex<HashMap<String, usize>>) {
    *asked.lock().unwrap().entry(path.to_owned()).or_default() += 1;
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    let (kind, body) = match path {
        "/endless.png" => {
            let head = format!("{head}Content-Type: image/png\r\nContent-Length: 900000\r\n\r\n");
            let mut going = stream.write_all(head.as_bytes()).is_ok();
            while going {
                thread::park_timeout(Duration::from_millis(20));
                going = stream.write_all(b"\x89").is_ok();
            }
            return;
        }
        "/red.png" => ("image/png", red()),
        "/words.png" => ("image/png", b"<!doctype html><title>gone</title>".to_vec()),
        _ => {
            let update = |n: u32, name: &str, picture: &str| {
                format!(
                    "{{\"@type\":\"BlogPosting\",\"@id\":\"u{n}\",\"headline\":\"{name}\",\"datePublished\":\"2025-08-07T0{n}:00:00Z\",\
                     \"articleBody\":\"<p>Text of {name}.</p><figure><img src='{picture}'><figcaption>The {name}.</figcaption></figure>\"}}"
                )
            };
            let updates = [
                update(4, "pier", "/red.png"),
                update(3, "mayor", "/endless.png"),
                update(2, "words", "/words.png"),
                update(1, "inner", "http://10.0.0.1/inner.png"),
            ];
            let page = format!(
                "<!doctype html><html><title>Pier</title><script type=application/ld+json>{{\"@type\":\"LiveBlogPosting\",\
                 \"headline\":\"The pier: latest\",\"liveBlogUpdate\":[{}]}}</script></html>",
                updates.join(",")
            );
            ("text/html", page.into_bytes())
        }
    };
    let head = format!(
        "{head}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&body);
}

/// Counts the cells that are drawn in red.
fn red_cells(session: &Session) -> usize {
    let parser = session.screen.lock().unwrap();
    let screen = parser.screen();
    let places = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
    let is_red = |(row, column)| {
        let cell = screen.cell(row, column);
        cell.is_some_and(|cell| cell.bgcolor() == vt100::Color::Rgb(255, 0, 0))
    };
    places.filter(|place| is_red(*place)).count()
}

const RICH: &[(&str, &str)] = &[("COLORTERM", "truecolor"), ("NO_COLOR", "")];

#[test]
fn a_picture_is_fetched_once_and_kept_on_disk() {
    let site = Site::start();
    let mut session = Session::start(&[&site.blog()], RICH);
    session.wait_for_text("Text of pier");
    assert_eq!(
        site.asked("/red.png"),
        0,
        "nothing is fetched before it is looked at"
    );
    session.type_keys("\r");
    session.wait_for("red cells", |session| red_cells(session) > 100);
    let home = Arc::clone(&session.home);
    let folder = home.path().join("cache/newswire/pictures");
    session.wait_for("a file", |_| {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten();
        files
            .into_iter()
            .any(|file| file.path().extension().is_some_and(|e| e == "picture"))
    });
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();

    let mut session = Session::start_at(home, &[&site.blog()], RICH);
    session.wait_for_text("Text of pier");
    session.type_keys("\r");
    session.wait_for("red cells", |session| red_cells(session) > 100);
    assert_eq!(site.asked("/red.png"), 1);
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn keys_do_not_wait_for_pictures_and_what_is_wrong_with_one_is_said() {
    let site = Site::start();
    let mut session = Session::start(&[&site.blog()], RICH);
    session.wait_for_text("Text of pier");
    session.type_keys("jj\r");
    session.wait_for_text("its format is not one of");
    // This one is on its way for ever; every key is answered all the same.
    session.type_keys("<");
    session.wait_for_text("The mayor.");
    session.wait_for("the request", |_| site.asked("/endless.png") == 1);
    session.type_keys("?");
    session.wait_for_text("Moving about");
    session.type_keys("\x1b");
    session.wait_for_text("The mayor.");
    session.type_keys(">>");
    session.wait_for_text("The inner.");
    session.wait_for_text("10.0.0.1");
    session.type_keys("I");
    session.wait_for_text("Pictures are off.");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn a_terminal_known_to_show_kittys_graphics_is_sent_them() {
    let site = Site::start();
    let environment = [("TERM", "xterm-kitty"), ("TMUX", ""), ("STY", "")];
    let mut session = Session::start(&[&site.blog()], &environment);
    session.wait_for_text("Text of pier");
    session.type_keys("\r");
    session.wait_for("kitty's sequence", |session| {
        session.count_written(b"\x1b_Gq=2,i=") == 1
    });
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}
