//! Pictures on behalf of the view: from disk, else from the network, decoded and made ready in tasks of their own. The
//! view asks for what is on the screen; what it asks for no more is given up.

mod disk_cache;

use std::{collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use tokio::{
    sync::{Semaphore, mpsc},
    task::spawn_blocking,
    time::timeout,
};

use self::disk_cache::DiskCache;
use super::supervisor::{Supervisor, Task};
use crate::{
    app::{Msg, PictureNear},
    fetch::{Network, PictureFiles},
    layout::PictureRoom,
    model::{Clean, WebUrl},
    run::event::{Arrived, Event},
    source::read_picture,
    ui::{
        Gallery,
        pictures::{Graphics, PictureKey, Ready},
    },
};

/// How many pictures are fetched at once.
const AT_ONCE: usize = 2;
/// One is decoded at a time: each may take much memory.
static DECODER: Semaphore = Semaphore::const_new(1);
/// How long decoding one may take before it is given up.
const DECODING: Duration = Duration::from_secs(5);

/// The view's hands for pictures; dropping it gives up what they hold.
pub(in crate::run) struct Pictures {
    sender: mpsc::Sender<Event>,
    supervisor: Supervisor,
    graphics: Option<Graphics>,
    gallery: Gallery,
    disk_cache: Option<DiskCache>,
    network: Network,
    /// What fetches, and the source that it fetches for.
    files: (Option<WebUrl>, PictureFiles),
    coming: HashMap<PictureKey, Task>,
    slots: Arc<Semaphore>,
    /// How often all began anew: what was made ready before is for another terminal.
    round: u64,
}

impl Pictures {
    /// Starts without any; `folder` is where files are kept, if anywhere.
    pub(in crate::run) fn new(
        sender: mpsc::Sender<Event>,
        supervisor: Supervisor,
        network: Network,
        graphics: Option<Graphics>,
        folder: Option<PathBuf>,
    ) -> Self {
        Self {
            files: (None, PictureFiles::of(&network, None)),
            network,
            sender,
            supervisor,
            graphics,
            gallery: Gallery::default(),
            disk_cache: folder.map(DiskCache::new),
            coming: HashMap::new(),
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            round: 0,
        }
    }

    /// Returns what is there to be drawn.
    pub(in crate::run) fn gallery(&self) -> &Gallery {
        &self.gallery
    }

    /// Shows pictures in another way from now on; the same way changes nothing.
    pub(in crate::run) fn change(&mut self, graphics: Option<Graphics>) {
        if self.graphics != graphics {
            self.graphics = graphics;
            self.forget();
        }
    }

    /// Forgets all that is ready: the terminal may have forgotten it, or has cells of another size.
    pub(in crate::run) fn begin_anew(&mut self, cell: Option<(u16, u16)>) {
        self.graphics = self.graphics.map(|graphics| graphics.with_cell(cell));
        self.forget();
    }

    fn forget(&mut self) {
        self.round += 1;
        self.gallery.clear();
        self.coming.clear();
    }

    /// Asks again for what could not be had.
    pub(in crate::run) fn retry(&mut self) {
        self.gallery.forget_failures();
    }

    /// Sees to it that these pictures come, and no others. `from` is the source that they belong to; `kept` says
    /// whether their files may be kept on disk.
    pub(in crate::run) fn want(&mut self, near: &[PictureNear], from: Option<&WebUrl>, kept: bool) {
        let Some(graphics) = self.graphics else {
            return;
        };
        if self.files.0.as_ref() != from {
            self.files = (from.cloned(), PictureFiles::of(&self.network, from));
        }
        let keys = near
            .iter()
            .map(|near| PictureKey::of(near.image, near.frame));
        let keys: Vec<Option<PictureKey>> = keys.collect();
        self.coming
            .retain(|key, _| keys.iter().flatten().any(|wanted| wanted == key));
        for (near, key) in near.iter().zip(keys) {
            let (width, height) = graphics.pixels(near.frame);
            let (Some(key), Some(url)) = (key, near.image.url_for(width)) else {
                continue;
            };
            if self.gallery.has(&key) || self.coming.contains_key(&key) {
                continue;
            }
            let job = Job {
                url: url.clone(),
                frame: near.frame,
                pixels: (width, height),
                graphics,
                files: self.files.1.clone(),
                disk_cache: self.disk_cache.clone().filter(|_| kept),
            };
            let (slots, round) = (Arc::clone(&self.slots), self.round);
            let arrived = |key: PictureKey| {
                move |picture| {
                    Event::Picture(Box::new(Arrived {
                        round,
                        key,
                        picture,
                    }))
                }
            };
            let (fine, broken) = (arrived(key.clone()), arrived(key.clone()));
            let work = async move {
                // The semaphore is never closed.
                let _slot = slots.acquire().await;
                fine(job.run().await)
            };
            let broken = |why| broken(Err(why));
            let sender = self.sender.clone();
            let task = self
                .supervisor
                .answer("Reading a picture", sender, work, broken);
            self.coming.insert(key, task);
        }
    }

    /// Takes one in; tells the reader about one that does not come.
    pub(in crate::run) fn take(&mut self, arrived: Arrived) -> Option<Msg> {
        if arrived.round != self.round {
            return None;
        }
        self.coming.remove(&arrived.key);
        let why = arrived.picture.as_ref().err().cloned();
        let url = arrived.key.url().clone();
        self.gallery.take(arrived.key, arrived.picture);
        why.map(|why| Msg::NoPicture(url, why))
    }
}

/// What has to be done for one picture.
struct Job {
    url: WebUrl,
    frame: PictureRoom,
    pixels: (u32, u32),
    graphics: Graphics,
    files: PictureFiles,
    disk_cache: Option<DiskCache>,
}

impl Job {
    async fn run(self) -> Result<Ready, Clean> {
        if let Some(bytes) = self.kept().await
            && let Ok(ready) = self.decode(bytes).await
        {
            return Ok(ready);
        }
        let bytes = self.files.get(&self.url).await;
        let bytes = bytes.map_err(|why| not_shown(why.as_str()))?;
        let ready = self.decode(bytes.clone()).await?;
        self.keep(bytes);
        Ok(ready)
    }

    async fn kept(&self) -> Option<Vec<u8>> {
        let (disk_cache, url) = (self.disk_cache.clone()?, self.url.clone());
        spawn_blocking(move || disk_cache.get(&url)).await.ok()?
    }

    /// Keeps what could be decoded; nobody waits for it.
    fn keep(&self, bytes: Vec<u8>) {
        if let Some(disk_cache) = self.disk_cache.clone() {
            let url = self.url.clone();
            spawn_blocking(move || {
                if let Err(error) = disk_cache.put(&url, &bytes) {
                    tracing::warn!("pictures: {error}");
                }
            });
        }
    }

    async fn decode(&self, bytes: Vec<u8>) -> Result<Ready, Clean> {
        let ((width, height), graphics, frame) = (self.pixels, self.graphics, self.frame);
        // The semaphore is never closed; a picture that was given up holds its place until it is done.
        let place = DECODER.acquire().await;
        let work = spawn_blocking(move || {
            let _place = place;
            let pixels = read_picture(&bytes, width, height).map_err(|error| error.to_string())?;
            let ready = graphics.prepare(pixels, frame);
            ready.ok_or_else(|| "the terminal cannot show it".to_owned())
        });
        // A picture that breaks that thread breaks nothing else.
        let done = timeout(DECODING, work).await.ok().and_then(Result::ok);
        let done = done.unwrap_or_else(|| Err("it took too long".to_owned()));
        done.map_err(|why| not_shown(&format!("{why}.")))
    }
}

fn not_shown(why: &str) -> Clean {
    Clean::line(&format!("This picture is not shown: {why}"))
}
