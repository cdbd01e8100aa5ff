//! Links on a real terminal: a slow page holds no key up, and what leaves the program leaves it whole.

use std::{
    fs,
    io::Write,
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Session, site};

/// A live blog with a link to an article and one to a page that never ends.
struct Site {
    port: u16,
    /// How many times the article was asked for.
    asked: Arc<AtomicUsize>,
    /// How many readers of the endless page went away.
    left: Arc<AtomicUsize>,
}

impl Site {
    fn start() -> Self {
        let (asked, left): (Arc<AtomicUsize>, Arc<AtomicUsize>) = Default::default();
        let (seen, gone) = (Arc::clone(&asked), Arc::clone(&left));
        let port = site::start(move |stream, path| serve(stream, path, &seen, &gone));
        Self { port, asked, left }
    }

    fn blog(&self) -> String {
        format!("http://127.0.0.1:{}/live", self.port)
    }

    fn article(&self) -> String {
        format!("http://127.0.0.1:{}/article", self.port)
    }
}

fn serve(mut stream: TcpStream, path: &str, asked: &AtomicUsize, left: &AtomicUsize) {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
    if path.starts_with("/endless") {
        let begun = stream.write_all(format!("{head}Content-Length: 1000000\r\n\r\n").as_bytes());
        let mut going = begun.is_ok();
        while going {
            thread::park_timeout(std::time::Duration::from_millis(20));
            going = stream.write_all(b" ").is_ok();
        }
        left.fetch_add(1, Ordering::SeqCst);
        return;
    }
    let body = if path.starts_with("/article") {
        asked.fetch_add(1, Ordering::SeqCst);
        let words = "The statement says that the pier stays shut. ".repeat(12);
        format!(
            "<!doctype html><html><title>Statement</title><article><h1>Statement</h1><p>{words}</p>\
             <p>{words}</p></article></html>"
        )
    } else {
        "<!doctype html><html><title>Pier</title><script type=application/ld+json>\
         {\"@type\":\"LiveBlogPosting\",\"headline\":\"The pier: latest\",\"liveBlogUpdate\":[\
         {\"@type\":\"BlogPosting\",\"@id\":\"u1\",\"headline\":\"Pier shut\",\"datePublished\":\"2025-08-07T04:00:00Z\",\
         \"articleBody\":\"<p>Says <a href='/article'>the office</a> and <a href='/endless'>the mayor</a>.</p>\"}]}\
         </script></html>"
            .to_owned()
    };
    let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    let _ = stream.write_all(answer.as_bytes());
}

/// Makes a program that writes its arguments, each on a line, and then what it is given, to a file.
fn stand_in(folder: &Path, name: &str) -> PathBuf {
    let record = folder.join(format!("{name}.record"));
    let program = folder.join(name);
    let script = format!(
        "#!/bin/sh\n{{ for word in \"$@\"; do printf '%s\\n' \"$word\"; done; cat; }} > '{0}.new'\nmv '{0}.new' '{0}'\n",
        record.display()
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    record
}

fn wait_for_record(session: &mut Session, record: &Path) -> String {
    session.wait_for("record", |_| record.exists());
    fs::read_to_string(record).unwrap()
}

#[test]
fn keys_do_not_wait_for_a_page_that_never_ends_and_escape_hangs_up() {
    let site = Site::start();
    let mut session = Session::start(&[&site.blog()], &[]);
    session.wait_for_text("Pier shut");
    session.type_keys("2");
    session.wait_for_text("[2] 127.0.0.1");
    session.type_keys("\r");
    session.wait_for_text("fetching 127.0.0.1");
    // The page is on its way for ever; every key is answered all the same.
    session.type_keys("?");
    session.wait_for_text("Moving about");
    session.type_keys("\x1b");
    session.wait_for_text("fetching 127.0.0.1");
    assert_eq!(site.left.load(Ordering::SeqCst), 0);
    session.type_keys("\x1b");
    session.wait_for("hanging up", |_| site.left.load(Ordering::SeqCst) == 1);
    session.wait_for("quiet", |s| !s.contents().contains("fetching"));
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn an_article_is_read_kept_opened_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let opened = stand_in(folder.path(), "viewer");
    let copied = stand_in(folder.path(), "xclip");
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let site = Site::start();
    let environment = [
        ("BROWSER", "no-such-browser:viewer --new %s"),
        ("PATH", path.as_str()),
        ("DISPLAY", ":99"),
        ("WAYLAND_DISPLAY", ""),
    ];
    let mut session = Session::start(&[&site.blog()], &environment);
    session.wait_for_text("Pier shut");
    session.type_keys("1\r");
    session.wait_for_text("The statement says");
    session.type_keys("e");
    let argv = wait_for_record(&mut session, &opened);
    assert_eq!(argv, format!("--new\n{}\n", site.article()));
    session.type_keys("y");
    let given = wait_for_record(&mut session, &copied);
    assert_eq!(given, format!("-selection\nclipboard\n{}", site.article()));
    session.wait_for_text("with xclip");
    let offered = format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(site.article()));
    assert_eq!(session.count_written(offered.as_bytes()), 1);
    // Kept: the second time nobody is asked.
    session.type_keys("h");
    session.wait_for("update", |s| !s.contents().contains("The statement says"));
    session.type_keys("1\r");
    session.wait_for_text("The statement says");
    assert_eq!(site.asked.load(Ordering::SeqCst), 1);
    session.type_keys("qq");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn a_browser_that_cannot_be_started_is_told_of_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir(at("directory")).unwrap();
    fs::write(at("no-program"), "words").unwrap();
    fs::write(at("not-executable"), "#!/bin/sh\n").unwrap();
    fs::write(at("fails"), "#!/bin/sh\nexit 3\n").unwrap();
    for name in ["no-program", "fails"] {
        fs::set_permissions(at(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let site = Site::start();
    for name in [
        "directory",
        "no-program",
        "not-executable",
        "fails",
        "missing",
    ] {
        let mut session = Session::start(&[&site.blog()], &[("BROWSER", &at(name))]);
        session.wait_for_text("Pier shut");
        session.type_keys("1e");
        session.wait_for_text("No browser could be started; the address is");
        session.type_keys("q");
        assert_eq!(session.wait_for_end(), 0, "{name}");
    }
}

#[test]
fn an_update_is_piped_to_a_program_and_its_answer_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("config.toml");
    fs::write(&settings, "[pipe]\ncommand = [\"tr\", \"a-z\", \"A-Z\"]\n").unwrap();
    let site = Site::start();
    let settings = settings.display().to_string();
    let mut session = Session::start(&["--config", &settings, &site.blog()], &[]);
    session.wait_for_text("Pier shut");
    session.type_keys("p");
    session.wait_for_text("PIER SHUT");
    session.wait_for_text("SAYS THE OFFICE");
    session.type_keys("qq");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn over_ssh_an_address_is_copied_and_shown() {
    let site = Site::start();
    let environment = [
        ("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22"),
        ("DISPLAY", ""),
        ("WAYLAND_DISPLAY", ""),
        ("BROWSER", ""),
    ];
    let mut session = Session::start(&[&site.blog()], &environment);
    session.wait_for_text("Pier shut");
    session.type_keys("1e");
    session.wait_for_text("No browser on this side of ssh, copied: http://127.0.0.1");
    assert_eq!(session.count_written(b"\x1b]52;c;"), 1);
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn a_key_that_is_held_down_opens_one_browser() {
    let folder = tempfile::tempdir().unwrap();
    let (record, gate) = (folder.path().join("opened"), folder.path().join("gate"));
    let made = std::process::Command::new("mkfifo").arg(&gate).status();
    assert!(made.unwrap().success());
    let viewer = folder.path().join("viewer");
    // Runs until the test opens the gate.
    let script = format!(
        "#!/bin/sh\necho \"$1\" >> '{}'\ncat '{}'\necho noise on the terminal\n",
        record.display(),
        gate.display()
    );
    fs::write(&viewer, script).unwrap();
    fs::set_permissions(&viewer, fs::Permissions::from_mode(0o755)).unwrap();
    let site = Site::start();
    let viewer = viewer.display().to_string();
    let mut session = Session::start(&[&site.blog()], &[("BROWSER", &viewer)]);
    session.wait_for_text("Pier shut");
    session.type_keys("1eeeeeeeeeeeeeeeeeeee?");
    session.wait_for_text("Moving about");
    session.wait_for("an opened browser", |_| record.exists());
    session.type_keys("\x1b");
    drop(fs::File::options().write(true).open(&gate).unwrap());
    session.wait_for_text("Opened 127.0.0.1");
    let opened = fs::read_to_string(&record).unwrap();
    assert_eq!(opened, format!("{}\n", site.article()));
    assert!(!session.contents().contains("noise"));
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn every_kind_of_address_opens_as_one_argument_or_not_at_all() {
    let long = format!("https://a.example/{}", "x".repeat(10_000));
    let odd = format!("odd-scheme:{}", "x".repeat(4_000));
    let refused = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "  javascript:alert(1)",
        "data:text/html,x",
        "blob:https://a.example/1",
        "about:blank",
        "file:///etc/passwd",
        "file://host/share",
        "mailto:a@a.example?attach=/etc/passwd",
        "vbscript:x",
        "ssh://a.example",
        "steam://run/1",
        "ms-msdt:/id",
        "https://user:pw@a.example/",
        "https://bank.rs@evil.example/",
        "https:///",
        "https://a.example:99999/",
        "https://a%2Fb.example/",
        "--remote-debugging-port=1",
        &odd,
        &long,
    ];
    let opened = [
        "https://bank.rs\\@evil.example/",
        "https://b\u{430}nk.example/",
        "https://a.example/%0d%0aHost:%20b.example",
        "https://a.example/%00",
        "https://127\u{3002}0\u{3002}0\u{3002}1/",
        "https://a.example/$(id)",
        "https://a.example/`id`;id",
        "https://a.example/?-x&amp;--new",
        "https://a.example/a b?q=a b",
        "https://a.example/'quoted'&quot;twice&quot;",
        "https://a.example/a|b&amp;c",
        "https://a.example/%s%d%n",
        "https://a.example/\u{202e}gpj.exe",
    ];
    let links = refused.iter().chain(&opened);
    let links = links.map(|href| format!("<a href=\"{href}\">words</a> and "));
    let links = links.collect::<Vec<_>>().concat();
    let page = format!(
        "<!doctype html><html><title>Pier: live updates</title><h1>Pier: live updates</h1><script type=application/ld+json>{}</script></html>",
        serde_json::json!({
            "@type": "LiveBlogPosting", "headline": "The pier: latest",
            "liveBlogUpdate": [{"@type": "BlogPosting", "@id": "u1", "headline": "Pier shut",
                "datePublished": "2025-08-07T04:00:00Z", "articleBody": format!("<p>{links} no more.</p>")}]
        })
        .to_string()
        .replace("</", "<\\/")
    );
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("pier.html");
    fs::write(&source, page).unwrap();
    let record = folder.path().join("opened");
    let viewer = folder.path().join("viewer");
    // Its parent is the program: nothing stands between them.
    let script = format!(
        "#!/bin/sh\nread -r parent < /proc/$PPID/comm\nprintf '%s %s %s\\n' \"$parent\" \"$#\" \"$1\" >> '{}'\n",
        record.display()
    );
    fs::write(&viewer, script).unwrap();
    fs::set_permissions(&viewer, fs::Permissions::from_mode(0o755)).unwrap();
    let viewer = viewer.display().to_string();
    let mut session = Session::start(&[&source.display().to_string()], &[("BROWSER", &viewer)]);
    session.wait_for_text("Pier shut");
    let plain = |href: &&str| {
        let href = href.replace("&amp;", "&").replace("&quot;", "\"");
        newswire::model::WebUrl::parse(&href).unwrap().to_string()
    };
    let expected: Vec<String> = opened.iter().map(plain).collect();
    for (number, url) in (1..).zip(&expected) {
        session.type_keys(&number.to_string());
        session.wait_until_gone("Opened ");
        session.type_keys("e");
        let line = format!("newswire 1 {url}\n");
        session.wait_for(url, |_| {
            fs::read_to_string(&record).is_ok_and(|lines| lines.ends_with(&line))
        });
        // That the program heard of it: what it says then would hide what is asked for next.
        session.wait_for_text("Opened ");
    }
    let lines = fs::read_to_string(&record).unwrap();
    assert_eq!(lines.lines().count(), opened.len());
    session.type_keys(&(opened.len() + 1).to_string());
    session.wait_for_text("There are links 1 to 13 here.");
    session.type_keys("e");
    session.wait_for_text("Pick a link first");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}
