//! Settings that change while the reader is open: the files are looked at now and then, off the loop.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::SystemTime,
};

use tokio::sync::{Notify, mpsc};

use crate::{
    cli::Global,
    config::{self, Places},
    model::Clean,
    run::{event::Event, settings, tui::changeable::Changeable},
    ui::background::Background,
};

/// Tells the loop when the settings or the theme changed, and what is wrong with them where something is. Looks when
/// it is told to: the loop's clock wakes anyway, and another timer would for nothing.
pub(in crate::run) async fn watch(
    global: Global,
    background: Told,
    appearance: Arc<Notify>,
    sender: mpsc::Sender<Event>,
) {
    let mut known = stamps(&global);
    loop {
        appearance.notified().await;
        let found = stamps(&global);
        if found == known {
            continue;
        }
        known = found;
        if !read_anew(global.clone(), Arc::clone(&background), &sender).await {
            return;
        }
    }
}

/// What the terminal told of its background, once it did.
pub(in crate::run) type Told = Arc<OnceLock<Background>>;

/// Reads the settings anew and passes them on; `false` where nobody takes them any more.
pub(in crate::run) async fn read_anew(
    global: Global,
    background: Told,
    sender: &mpsc::Sender<Event>,
) -> bool {
    let read = move || read(&global, background.get().copied());
    let Ok(read) = tokio::task::spawn_blocking(read).await else {
        return false;
    };
    let changed = Event::Changed(read.map(Box::new));
    sender.send(changed).await.is_ok()
}

/// When a file was last changed and how long it is; `None` where it cannot be seen.
type Stamp = Option<(SystemTime, u64)>;

/// Looks at the files. What that takes is less than to wake a thread for it, which would be done all day long.
fn stamps(global: &Global) -> Vec<(Stamp, PathBuf)> {
    let files = config::files(global, &settings::variable, &Places::of_system());
    files.into_iter().map(|path| (stamp(&path), path)).collect()
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Reads the settings anew; one sentence where they cannot be used.
fn read(global: &Global, background: Option<Background>) -> Result<Changeable, Clean> {
    let config = settings::load(global);
    let read = config.and_then(|config| Changeable::of(&config, &Places::of_system(), background));
    read.map_err(|error| Clean::line(&format!("{error} The previous settings remain active.")))
}
