//! A server on this machine that answers as a test says and remembers what it was asked for.

use std::sync::{Arc, Mutex};

use newswire::model::WebUrl;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// What is asked for.
pub struct Request {
    pub path: String,
    /// The request line and the headers, as they came.
    pub head: String,
    /// The port of the server itself, for the addresses in its pages.
    pub port: u16,
}

/// What is answered.
pub struct Answer {
    pub status: &'static str,
    /// A line each, with its end.
    pub headers: String,
    pub body: String,
}

impl Answer {
    /// A document.
    pub fn document(kind: &str, body: impl Into<String>) -> Self {
        Self {
            status: "200 OK",
            headers: format!("Content-Type: {kind}\r\n"),
            body: body.into(),
        }
    }

    /// A status, with a header where that belongs to it.
    pub fn status(status: &'static str, headers: &str) -> Self {
        Self {
            status,
            headers: headers.to_owned(),
            body: String::new(),
        }
    }
}

/// A server that runs until the test is over.
pub struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn start(mut answer: impl FnMut(&Request) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = Vec::new();
                let mut bytes = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut bytes).await {
                        Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
                        _ => break,
                    }
                }
                let head = String::from_utf8_lossy(&request).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let request = Request { path, head, port };
                let Answer {
                    status,
                    headers,
                    body,
                } = answer(&request);
                seen.lock().unwrap().push(request.path);
                let answer = format!(
                    "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { port, asked }
    }

    /// Serves documents by path; what is not there is 404.
    pub async fn of_documents(
        pages: &'static [(&'static str, &'static str, &'static str)],
    ) -> Self {
        let find = |request: &Request| {
            let found = pages.iter().find(|(path, ..)| *path == request.path);
            found.map_or_else(
                || Answer::status("404 Not Found", ""),
                |(_, kind, body)| Answer::document(kind, *body),
            )
        };
        Self::start(find).await
    }

    pub fn address(&self, path: &str) -> WebUrl {
        WebUrl::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    /// Returns the paths that were asked for, in their order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}
