//! Faults of the network, on raw TCP: answers that are cut at every byte, and answers that are none.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use crate::{
    Tier,
    program::{self, newswire},
    table::Table,
};

const PAGE: &str = r#"<!doctype html><html><title>Pier</title><script type="application/ld+json">
{"@type":"LiveBlogPosting","headline":"The pier: latest","liveBlogUpdate":[{"@type":"BlogPosting","@id":"u1",
"headline":"Pier shut","datePublished":"2025-08-07T04:00:00Z","articleBody":"Until noon."}]}</script></html>"#;

/// What is answered, the exit status, and a part of the sentence that tells of it.
struct Case {
    name: &'static str,
    /// Status line and headers; those of a page, and these, where it begins with `+`.
    head: &'static str,
    body: &'static [u8],
    status: i32,
    sentence: &'static str,
}

const fn case(
    name: &'static str,
    head: &'static str,
    body: &'static [u8],
    status: i32,
    sentence: &'static str,
) -> Case {
    Case {
        name,
        head,
        body,
        status,
        sentence,
    }
}

impl Case {
    fn answer(&self) -> Vec<u8> {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
        let head = match self.head.strip_prefix('+') {
            Some(more) => format!("{page}{more}"),
            None => self.head.to_owned(),
        };
        // Nobody else asks on this connection.
        let head = head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        answer(&head, self.body)
    }
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [head.as_bytes(), b"\r\n\r\n", body].concat()
}

const CASES: &[Case] = &[
    case("a sound page", "+", PAGE.as_bytes(), 0, ""),
    case(
        "length too long",
        "+\r\nContent-Length: 9999",
        PAGE.as_bytes(),
        1,
        "cut off or malformed",
    ),
    case(
        "two lengths",
        "+\r\nContent-Length: 5\r\nContent-Length: 6",
        PAGE.as_bytes(),
        1,
        "malformed",
    ),
    case(
        "negative length",
        "+\r\nContent-Length: -1",
        PAGE.as_bytes(),
        1,
        "malformed",
    ),
    case(
        "chunk without a length",
        "+\r\nTransfer-Encoding: chunked",
        b"zz\r\nab\r\n",
        1,
        "malformed",
    ),
    case(
        "chunk of all memory",
        "+\r\nTransfer-Encoding: chunked",
        b"fffffffffffffffe\r\nab",
        1,
        "",
    ),
    case(
        "gzip that is none",
        "+\r\nContent-Encoding: gzip",
        b"\x1f\x8b\x08nonsense",
        1,
        "malformed",
    ),
    case(
        "unknown coding",
        "+\r\nContent-Encoding: rot13",
        PAGE.as_bytes(),
        1,
        "",
    ),
    case(
        "longer than all limits",
        "+\r\nContent-Length: 99999999999",
        PAGE.as_bytes(),
        1,
        "longer than 16 MiB",
    ),
    case(
        "no status",
        "HTTP/1.1 abc OK",
        PAGE.as_bytes(),
        1,
        "malformed",
    ),
    case(
        "another protocol",
        "220 mail.example ESMTP",
        b"",
        1,
        "malformed",
    ),
    case("no answer", "", b"", 1, ""),
    case(
        "NUL in a header",
        "+\r\nX-Bad: a\0b",
        PAGE.as_bytes(),
        1,
        "malformed",
    ),
    case(
        "escape in a header",
        "+\r\nX-Bad: \x1b]0;PWN1\x07",
        PAGE.as_bytes(),
        1,
        "malformed",
    ),
    case(
        "redirect to nowhere",
        "HTTP/1.1 302 Found\r\nContent-Length: 0",
        b"",
        1,
        "without saying where",
    ),
    case(
        "redirect to itself",
        "HTTP/1.1 302 Found\r\nLocation: /live\r\nContent-Length: 0",
        b"",
        1,
        "more than five times",
    ),
    case(
        "redirect into the network",
        "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0",
        b"",
        1,
        "private network",
    ),
    case(
        "redirect to metadata",
        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0",
        b"",
        1,
        "private network",
    ),
    case(
        "redirect to IPv6",
        "HTTP/1.1 302 Found\r\nLocation: http://[::ffff:10.0.0.1]/\r\nContent-Length: 0",
        b"",
        1,
        "private network",
    ),
    case(
        "redirect to a number",
        "HTTP/1.1 302 Found\r\nLocation: http://167772161/\r\nContent-Length: 0",
        b"",
        1,
        "private network",
    ),
    case(
        "redirect to a file",
        "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0",
        b"",
        1,
        "",
    ),
    case(
        "redirect to a script",
        "HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0",
        b"",
        1,
        "",
    ),
    case(
        "unchanged, never asked",
        "HTTP/1.1 304 Not Modified",
        b"",
        1,
        "",
    ),
    case("401", "HTTP/1.1 401 X\r\nContent-Length: 0", b"", 1, "401"),
    case("403", "HTTP/1.1 403 X\r\nContent-Length: 0", b"", 1, "403"),
    case("404", "HTTP/1.1 404 X\r\nContent-Length: 0", b"", 1, "404"),
    case(
        "410",
        "HTTP/1.1 410 X\r\nContent-Length: 0",
        b"",
        1,
        "gone for good",
    ),
    case(
        "429",
        "HTTP/1.1 429 X\r\nRetry-After: 18446744073709551615\r\nContent-Length: 0",
        b"",
        1,
        "429",
    ),
    case("451", "HTTP/1.1 451 X\r\nContent-Length: 0", b"", 1, "451"),
    case(
        "503",
        "HTTP/1.1 503 \x1b[31mX\r\nContent-Length: 0",
        b"",
        1,
        "",
    ),
    case("999", "HTTP/1.1 999 X\r\nContent-Length: 0", b"", 1, ""),
    case(
        "a picture",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png",
        b"\x89PNG\r\n\x1a\n\0\0\0\0",
        3,
        "a file and no page",
    ),
    case("nothing", "+\r\nContent-Length: 0", b"", 3, ""),
];

/// Serves a sound live blog until the tests end; returns its address.
pub fn sound() -> String {
    let port = serve(answer(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html",
        PAGE.as_bytes(),
    ));
    format!("http://127.0.0.1:{port}/live")
}

/// Gives one answer to whoever asks, as often as they ask; returns the port.
fn serve(answer: Vec<u8>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            thread::spawn(move || reply(stream, &answer));
        }
    });
    port
}

fn reply(mut stream: TcpStream, answer: &[u8]) {
    let mut asked = Vec::new();
    let mut byte = [0];
    while !asked.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1..) => asked.push(byte[0]),
            _ => return,
        }
    }
    let _ = stream.write_all(answer);
}

pub fn run(tier: Tier, table: &mut Table) {
    for case in CASES {
        let mut faults = Vec::new();
        let ended = ask(case.answer(), &[case.status], &mut faults);
        if !ended.told().contains(case.sentence) {
            faults.push(format!(
                "not told that it is {:?}: {}",
                case.sentence,
                ended.told()
            ));
        }
        table.add(case.name, &ended, faults);
    }
    let length = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}",
        PAGE.len()
    );
    let sized = answer(&length, PAGE.as_bytes());
    let chunk = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked";
    let chunked = answer(chunked, chunk.as_bytes());
    // The last two bytes of the chunked one end what may follow the page, not the page.
    for (kind, whole, most) in [
        ("with a length", &sized, sized.len()),
        ("in chunks", &chunked, chunked.len() - 7),
    ] {
        let step = if tier == Tier::Full { 1 } else { 23 };
        for cut in (0..most).step_by(step).chain([most - 1]) {
            let mut faults = Vec::new();
            let ended = ask(whole[..cut].to_vec(), &[1], &mut faults);
            table.add(format!("{kind}, cut after {cut} bytes"), &ended, faults);
        }
    }
}

/// Prints what a server answers; what fails is told in one sentence, and nothing is printed.
fn ask(answer: Vec<u8>, statuses: &[i32], faults: &mut Vec<String>) -> program::Ended {
    let home = tempfile::tempdir().unwrap();
    let port = serve(answer);
    let address = format!("http://127.0.0.1:{port}/live");
    let ended = program::run(newswire(home.path()).args(["print", &address]));
    faults.extend(ended.faults(statuses));
    if ended.code() != Some(0) {
        let told = ended.told();
        if told.lines().count() != 1 || !told.starts_with("newswire: ") {
            faults.push(format!("no single sentence: {told:?}"));
        }
        if !ended.stdout.is_empty() {
            faults.push("something was printed".to_owned());
        }
    }
    ended
}
