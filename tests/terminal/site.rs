//! A site on the loopback interface.

use std::{
    io::Read,
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

/// Answers every request as `serve` does with its path, each in a thread of its own; returns the port.
pub fn start(serve: impl Fn(TcpStream, &str) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let serve = Arc::clone(&serve);
            thread::spawn(move || {
                if let Some(path) = path(&mut stream) {
                    serve(stream, &path);
                }
            });
        }
    });
    port
}

/// Reads a request to its end and returns the path that it asks for.
fn path(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1..) => request.push(byte[0]),
            _ => return None,
        }
    }
    let request = String::from_utf8_lossy(&request);
    request.split(' ').nth(1).map(str::to_owned)
}
