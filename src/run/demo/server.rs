//! The demo's server: HTTP/1.1 on the loopback interface, with the manners that the poller expects of a good site.
//!
//! Answers `GET` and `HEAD` with an `ETag` of the content (RFC 9110, 8.8.3) and `If-None-Match` with 304. Knows the
//! time only as a clock that was handed in, and the story only through [`Play`].

use std::{convert::Infallible, io, net::Ipv4Addr, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::Bytes,
    header::{self, HeaderMap, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::{
    page::{self, LIVE_PATH},
    play::Play,
};
use crate::model::hash128;

/// How long to wait after the system refused a connection, usually for want of file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// The pictures by name: ours, drawn for the story, 640 by 400 pixels.
const PICTURES: [(&str, &[u8]); 6] = [
    (
        "bridge.png",
        include_bytes!("../../../assets/demo/img/bridge.png"),
    ),
    (
        "cat.png",
        include_bytes!("../../../assets/demo/img/cat.png"),
    ),
    (
        "ferry.png",
        include_bytes!("../../../assets/demo/img/ferry.png"),
    ),
    (
        "map.png",
        include_bytes!("../../../assets/demo/img/map.png"),
    ),
    (
        "pier.png",
        include_bytes!("../../../assets/demo/img/pier.png"),
    ),
    (
        "rescue.png",
        include_bytes!("../../../assets/demo/img/rescue.png"),
    ),
];

/// All that the server can answer from.
pub(super) struct Site {
    play: Play,
    origin: String,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
}

/// Something that an address leads to.
struct Resource {
    content: Bytes,
    content_type: &'static str,
    /// How long it may be used without asking again, in seconds.
    max_age: u32,
}

/// Opens a listener on 127.0.0.1, on a port that the system chooses.
pub(super) async fn listen() -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

/// Answers connections until it is dropped; takes all connections down with it.
pub(super) async fn serve(listener: TcpListener, site: Site) {
    let site = Arc::new(site);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, Arc::clone(&site)));
                }
                Err(error) => {
                    tracing::warn!(%error, "the demo's server could not accept a connection");
                    tokio::time::sleep(BREATH).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, site: Arc<Site>) {
    let service = service_fn(|request| {
        let response = site.answer(&request);
        async move { Ok::<_, Infallible>(response) }
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection to the demo's server broke off");
    }
}

impl Site {
    /// Makes a site; `origin` is scheme, host and port, `clock` returns the time since the play started.
    pub(super) fn new(
        play: Play,
        origin: String,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self {
            play,
            origin,
            clock: Box::new(clock),
        }
    }

    /// Answers one request. A `HEAD` is answered like a `GET`; hyper leaves the content out.
    fn answer<B>(&self, request: &Request<B>) -> Response<Full<Bytes>> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut refusal = text(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET and HEAD are answered.",
            );
            let allowed = HeaderValue::from_static("GET, HEAD");
            refusal.headers_mut().insert(header::ALLOW, allowed);
            return refusal;
        }
        match self.resource(request.uri().path()) {
            Some(resource) => resource.respond(request.headers()),
            None => text(StatusCode::NOT_FOUND, "There is no such page here."),
        }
    }

    fn resource(&self, path: &str) -> Option<Resource> {
        let script = self.play.script();
        if path == LIVE_PATH {
            let scene = self.play.at((self.clock)());
            return Some(Resource::html(page::live(script, &scene, &self.origin), 1));
        }
        if path == "/style.css" {
            return Some(Resource {
                content: Bytes::from_static(include_bytes!("../../../assets/demo/style.css")),
                content_type: "text/css; charset=utf-8",
                max_age: 3600,
            });
        }
        if let Some(name) = path.strip_prefix("/a/") {
            let article = script.articles.iter().find(|a| a.name == name)?;
            return Some(Resource::html(
                page::article(script, article, &self.origin),
                60,
            ));
        }
        let picture = picture(path.strip_prefix("/img/")?)?;
        Some(Resource {
            content: Bytes::from_static(picture),
            content_type: "image/png",
            max_age: 3600,
        })
    }
}

/// Returns the bytes of a picture.
pub(super) fn picture(name: &str) -> Option<&'static [u8]> {
    let (_, bytes) = PICTURES.iter().find(|(known, _)| *known == name)?;
    Some(bytes)
}

impl Resource {
    fn html(page: String, max_age: u32) -> Self {
        Self {
            content: page.into(),
            content_type: "text/html; charset=utf-8",
            max_age,
        }
    }

    /// Answers with the content, or with 304 where the client holds it already.
    fn respond(self, asked: &HeaderMap) -> Response<Full<Bytes>> {
        let tag = format!("\"{:032x}\"", hash128(&self.content));
        let mut response = if holds(asked, &tag) {
            let mut unchanged = Response::new(Full::default());
            *unchanged.status_mut() = StatusCode::NOT_MODIFIED;
            unchanged
        } else {
            let mut full = Response::new(Full::new(self.content));
            let content_type = HeaderValue::from_static(self.content_type);
            full.headers_mut()
                .insert(header::CONTENT_TYPE, content_type);
            full
        };
        let cache = format!("max-age={}", self.max_age);
        for (name, value) in [(header::ETAG, tag), (header::CACHE_CONTROL, cache)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Tells whether `If-None-Match` names a tag, by weak comparison (RFC 9110, 13.1.2).
fn holds(asked: &HeaderMap, tag: &str) -> bool {
    let fields = asked.get_all(header::IF_NONE_MATCH).iter();
    fields
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn text(status: StatusCode, words: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(words.as_bytes())));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}
