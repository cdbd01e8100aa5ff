//! The briefing: what happened since the reader left, on one page; each line leads to its place.

use chrono::{NaiveDate, TimeDelta};

use super::{Outcome, Screen};
use crate::{
    app::{
        clock,
        keys::{Action, Press},
        mouse::{Mouse, MouseKind},
        picker::Picker,
        reader::Reader,
        words,
    },
    layout::{Area, Focus},
    model::{
        Briefing, Clean, EntryId, Since,
        briefing::{Line, Stretch},
        diff::Edit,
    },
};

/// The briefing while it is on the screen.
#[derive(Debug)]
pub struct Brief {
    rows: Vec<BriefRow>,
    picker: Picker,
    area: Area,
    /// Which state of the live blog the rows are of.
    changes: u64,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefRow {
    /// What it all is.
    Title(Clean),
    /// Nothing.
    Space,
    /// What the rows below are.
    Heading(Clean),
    /// An update.
    Update(BriefUpdate),
    /// Updates that are not told: the newest of them, and how many they are.
    More(EntryId, usize),
}

/// An update in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefUpdate {
    /// The update.
    pub id: EntryId,
    /// When it was published.
    pub time: String,
    /// What is said of it.
    pub words: Clean,
    /// Whether the reader has read it.
    pub read: bool,
    /// Why it is told.
    pub kind: BriefReason,
}

/// Why an update is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BriefReason {
    /// It is new.
    New,
    /// It is new, and the newsroom puts it first.
    First,
    /// It was read and is told otherwise now.
    Changed(Edit),
    /// It was read and taken back.
    Retracted,
}

impl BriefRow {
    /// Returns the update that the row leads to.
    fn leads_to(&self) -> Option<&EntryId> {
        match self {
            Self::Update(told) => Some(&told.id),
            Self::More(id, _) => Some(id),
            Self::Title(_) | Self::Space | Self::Heading(_) => None,
        }
    }
}

impl Brief {
    /// Composes the briefing; `None` where there is nothing to tell, which is said.
    pub(super) fn begin(reader: &mut Reader) -> Option<Screen> {
        let briefing = compose(reader);
        if briefing.is_empty() {
            let words = match since_words(briefing.since, reader) {
                None => words::NO_UPDATES.to_owned(),
                Some(since) => words::nothing_new(&since),
            };
            reader.tell(Clean::line(&words));
            return None;
        }
        let mut brief = Self {
            rows: rows(&briefing, reader),
            picker: Picker::default(),
            area: reader.geometry().unwrap_or_default().main(),
            changes: reader.blog().changes(),
        };
        // Whoever comes back to it goes on where it was left.
        let unread = |row: &BriefRow| matches!(row, BriefRow::Update(told) if !told.read);
        brief.picker.selected = brief.rows.iter().position(unread).unwrap_or(0);
        brief.find_line(true);
        Some(Screen::Briefing(Box::new(brief)))
    }

    /// Returns the rows from the first on the screen on.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &BriefRow)> {
        self.rows.iter().enumerate().skip(self.picker.top)
    }

    /// Returns which row is selected, which is the first on the screen, and how many there are.
    pub fn place(&self) -> (usize, usize, usize) {
        (self.picker.selected, self.picker.top, self.rows.len())
    }

    /// Returns the columns that the times take.
    pub fn time_columns(&self) -> u16 {
        let widest = self.rows.iter().filter_map(|row| match row {
            BriefRow::Update(told) => u16::try_from(told.time.len()).ok(),
            _ => None,
        });
        widest.max().unwrap_or(0)
    }

    /// Composes it anew where something changed; the selection stays on its update.
    pub(super) fn keep_up(&mut self, reader: &Reader) {
        let changes = reader.blog().changes();
        self.area = reader.geometry().unwrap_or_default().main();
        if std::mem::replace(&mut self.changes, changes) != changes {
            let selected = self.selected().cloned();
            self.rows = rows(&compose(reader), reader);
            let again = |row: &BriefRow| {
                row.leads_to()
                    .is_some_and(|id| Some(id) == selected.as_ref())
            };
            if let Some(to) = self.rows.iter().position(again) {
                self.picker.follow(to, self.rows.len(), self.seen());
            }
        }
        self.picker.fit(self.rows.len(), self.seen());
        self.find_line(true);
    }

    fn selected(&self) -> Option<&EntryId> {
        self.rows.get(self.picker.selected)?.leads_to()
    }

    fn seen(&self) -> usize {
        usize::from(self.area.height)
    }

    /// Brings the selection from a row that leads nowhere to the next one that leads somewhere, and in sight.
    fn find_line(&mut self, down: bool) {
        let leads = |at: &usize| {
            self.rows
                .get(*at)
                .is_some_and(|row| row.leads_to().is_some())
        };
        let at = self.picker.selected;
        let below = (at..self.rows.len()).find(leads);
        let above = (0..=at).rev().find(leads);
        let found = if down {
            below.or(above)
        } else {
            above.or(below)
        };
        self.picker.selected = found.unwrap_or(at);
        self.picker.reveal(self.rows.len(), self.seen());
        // Above the first line there is nothing but what it all is.
        if (0..self.picker.selected).all(|at| !leads(&at)) && self.picker.selected < self.seen() {
            self.picker.top = 0;
        }
    }

    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        match press.action {
            Some(Action::Back) => return Outcome::close(),
            Some(Action::Read) => return self.go_there(reader),
            Some(action) => {
                let before = self.picker.selected;
                self.picker.go(action, self.rows.len(), self.seen());
                self.find_line(self.picker.selected >= before);
            }
            None => reader.know_no_key(),
        }
        Outcome::done()
    }

    pub(super) fn mouse(&mut self, mouse: Mouse, reader: &mut Reader) -> Outcome {
        let (count, seen) = (self.rows.len(), self.seen());
        let again = self.picker.mouse(mouse, self.area, 1, count, seen);
        if again && self.selected().is_some() {
            return self.go_there(reader);
        }
        if mouse.kind == MouseKind::Click {
            self.find_line(true);
        }
        Outcome::done()
    }

    /// Goes to the update of the selected row; of one that was edited, to what the edit changed.
    fn go_there(&self, reader: &mut Reader) -> Outcome {
        let Some(row) = self.rows.get(self.picker.selected) else {
            return Outcome::done();
        };
        let Some(id) = row.leads_to().cloned() else {
            return Outcome::done();
        };
        let mut effects = reader.go_to_any(id);
        let is_edit = matches!(
            row,
            BriefRow::Update(BriefUpdate {
                kind: BriefReason::Changed(_),
                ..
            })
        );
        if is_edit {
            effects.extend(reader.turn_edits(Action::ShowEdits));
        } else if !matches!(row, BriefRow::More(..)) {
            reader.bring_to_front(Focus::Reading);
        }
        Outcome::Close(effects)
    }
}

fn compose(reader: &Reader) -> Briefing {
    Briefing::of(reader.blog().timeline(), reader.since(), reader.zone())
}

fn since_words(since: Since, reader: &Reader) -> Option<String> {
    let at = since.moment()?;
    let when = clock::moment(reader.zone(), at, reader.now());
    Some(format!("since you left, {when}"))
}

fn rows(briefing: &Briefing, reader: &Reader) -> Vec<BriefRow> {
    let today = clock::day(reader.zone(), reader.now());
    let told = |line: &Line, kind: BriefReason| {
        BriefRow::Update(told(line, kind, clock::short_moment(line.at, today)))
    };
    let since = match since_words(briefing.since, reader) {
        Some(since) => upper_first(&since),
        None => "So far".to_owned(),
    };
    let mut rows = vec![
        BriefRow::Title(Clean::line(&since)),
        BriefRow::Heading(Clean::line(&upper_first(&briefing.totals()))),
    ];
    let mut section = |heading: &str, lines: Vec<BriefRow>| {
        if !lines.is_empty() {
            rows.extend([BriefRow::Space, BriefRow::Heading(Clean::line(heading))]);
            rows.extend(lines);
        }
    };
    let key_events = briefing.key_events.iter();
    section(
        "Key events",
        key_events
            .map(|line| told(line, BriefReason::First))
            .collect(),
    );
    for stretch in &briefing.stretches {
        let lines = stretch.lines.iter().map(|line| {
            let kind = if line.first {
                BriefReason::First
            } else {
                BriefReason::New
            };
            BriefRow::Update(self::told(line, kind, line.at.format("%H:%M").to_string()))
        });
        let more = stretch.more.iter();
        let more = more.map(|(id, count)| BriefRow::More(id.clone(), *count));
        section(&title(stretch, today), lines.chain(more).collect());
    }
    let changed = briefing.changed.iter();
    section(
        "Changed since you read it",
        changed
            .map(|line| {
                told(
                    line,
                    line.edit.map_or(BriefReason::New, BriefReason::Changed),
                )
            })
            .collect(),
    );
    let retracted = briefing.retracted.iter();
    section(
        "Retracted since you read it",
        retracted
            .map(|line| told(line, BriefReason::Retracted))
            .collect(),
    );
    rows
}

fn told(line: &Line, kind: BriefReason, time: String) -> BriefUpdate {
    BriefUpdate {
        id: line.id.clone(),
        time,
        words: line.words.clone(),
        read: line.read,
        kind,
    }
}

/// Names a stretch of time: `04:00`, `Wednesday 6 August, 06:00–12:00`.
fn title(stretch: &Stretch, today: NaiveDate) -> String {
    let day = stretch.from.date();
    let name = clock::day_name(day, today);
    let hours = stretch.length.num_hours();
    let from = stretch.from.format("%H:%M");
    let clock = match hours {
        24.. => return name,
        2.. => format!(
            "{from}–{}",
            (stretch.from + TimeDelta::hours(hours)).format("%H:%M")
        ),
        _ => from.to_string(),
    };
    if day == today {
        clock
    } else {
        format!("{name}, {clock}")
    }
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
