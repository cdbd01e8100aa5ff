//! Where records go: what each looks like, and whether anybody still reads them.

use std::{
    io::{self, IsTerminal, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag::register_conditional_shutdown,
};

use super::{alarm::Alarm, blog::Blog};
use crate::{
    cli::{Tail, TailFormat},
    config::Config,
    layout::wrap::{self, Columns},
    model::Zone,
    report::{self, Change, Document},
    run::{settings, tui::terminal},
    store::{Happened, Happening},
};

/// The width of text where nothing tells it.
const WIDTH: u16 = 80;
/// The widest that text is set.
const WIDEST: u16 = 100;
/// By how much the lines behind the first stand in.
const INDENT: u16 = 4;

/// Takes records.
pub(super) struct Outlet<'o> {
    format: TailFormat,
    zone: Zone,
    width: u16,
    is_quiet: bool,
    /// What alone is told, where that is asked for.
    alarm: Option<Alarm>,
    out: &'o mut dyn Write,
    /// Whether a record is being written, which may take as long as its reader wants.
    is_writing: Arc<AtomicBool>,
}

impl<'o> Outlet<'o> {
    pub(super) fn new(
        arguments: &Tail,
        config: &Config,
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        let is_writing = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            register_conditional_shutdown(signal, 128 + signal, Arc::clone(&is_writing))?;
        }
        Ok(Self {
            format: arguments.format,
            zone: config.zone,
            width: width(),
            is_quiet: arguments.quiet,
            alarm: arguments
                .alerts_only
                .then(|| Alarm::new(&config.alerts.rules)),
            out,
            is_writing,
        })
    }

    /// Tells whether nothing is to be told.
    pub(super) fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Tells whether a change is to be told.
    pub(super) fn wants(&self, happening: &Happening, blog: &Blog) -> bool {
        let alarm = self.alarm.as_ref();
        alarm.is_none_or(|alarm| alarm.rings(happening, blog))
    }

    /// Makes the record of a change.
    pub(super) fn record(&self, happening: &Happening, blog: &Blog) -> io::Result<Vec<u8>> {
        let change = match happening.what {
            Happened::Added => Change::Added,
            Happened::Revised => Change::Revised,
            Happened::Retracted => Change::Retracted,
        };
        let item = &happening.item;
        let document = Document {
            blog: &blog.timeline.blog,
            status: blog.timeline.status(blog.checked),
            items: &[],
            total: 0,
            address: blog.source.address(),
            recognised_as: &blog.recognised_as,
            warnings: &blog.warnings,
            fetched_at: blog.checked,
            zone: self.zone,
        };
        let mut record = Vec::new();
        match self.format {
            TailFormat::Text => {
                let lines = report::text::change(change, &document, item);
                wrapped(&lines, self.width, &mut record)?;
            }
            TailFormat::Ndjson => {
                let (update, revision) = (&item.entry.id, happening.revision);
                let times = happening.times;
                let id = report::ndjson::id(&blog.key, update, revision, change, times);
                report::ndjson::write(change, &id, &document, item, &mut record)?;
            }
        }
        Ok(record)
    }

    /// Writes a record; calls `note` before its last byte, the line feed.
    pub(super) fn write(
        &mut self,
        record: &[u8],
        note: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let (body, end) = record.split_at(record.len().saturating_sub(1));
        self.is_writing.store(true, Ordering::Relaxed);
        let mut put = |bytes: &[u8]| self.out.write_all(bytes).and_then(|()| self.out.flush());
        let written = put(body);
        // Whoever has the whole record may end the program by a signal, and its history is closed first.
        self.is_writing.store(false, Ordering::Relaxed);
        written?;
        // Where nothing can be noted, the history has the place all the same.
        if let Err(error) = note() {
            tracing::warn!("the place of a record: {error}");
        }
        put(end)
    }

    /// Tells whether whoever read the records is gone.
    pub(super) fn is_closed() -> bool {
        let stdout = io::stdout();
        let mut asked = [PollFd::new(&stdout, PollFlags::empty())];
        let at_once = Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        let told = poll(&mut asked, Some(&at_once)).is_ok();
        told && asked[0]
            .revents()
            .intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL)
    }
}

/// Returns how wide text is set.
fn width() -> u16 {
    let terminal = || {
        let size = terminal::size().ok()?;
        (io::stdout().is_terminal() && size.width > 0).then_some(size.width)
    };
    let named = || {
        let columns = settings::variable("COLUMNS")?;
        columns.to_str()?.parse().ok()
    };
    let width = terminal().or_else(named).unwrap_or(WIDTH);
    width.clamp(20, WIDEST)
}

/// Writes lines so that none is too wide, those behind the first indented, and a blank line after them.
pub(super) fn wrapped(lines: &[String], width: u16, out: &mut Vec<u8>) -> io::Result<()> {
    let columns = |first| Columns {
        first,
        rest: width - INDENT,
    };
    for (place, line) in lines.iter().enumerate() {
        let is_first = place == 0;
        let runs = [line.as_str()];
        let is_one_word = !line.contains(' ');
        let rows = wrap::wrap(
            &runs,
            columns(if is_first { width } else { width - INDENT }),
        );
        if is_one_word || rows.is_empty() {
            // An address that is cut leads nowhere.
            writeln!(out, "{}", indented(line, is_first))?;
            continue;
        }
        for (row, range) in rows.iter().enumerate() {
            let text = line.get(range.start..range.end).unwrap_or_default();
            writeln!(out, "{}", indented(text, is_first && row == 0))?;
        }
    }
    writeln!(out)
}

fn indented(text: &str, is_first: bool) -> String {
    match (is_first, text) {
        (true, _) | (_, "") => text.to_owned(),
        _ => format!("{}{text}", " ".repeat(usize::from(INDENT))),
    }
}
