//! What keys, the mouse and pastes do in the library.

use super::{Library, Mode, msg::LibraryEffect};
use crate::{
    app::{
        Effect, Mouse, MouseKind,
        input::TextLine,
        keys::{self, Action, Code, Key},
    },
    model::Clean,
};

impl Library {
    /// A paste is text, never commands: it goes where text is typed, and that is opened where nothing is.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        match &mut self.mode {
            Mode::Search(search) => {
                if search.input.insert(text) {
                    return vec![Effect::Library(search.ask())];
                }
            }
            Mode::Address(line) => {
                line.insert(text.trim());
            }
            Mode::Help(sheet) => sheet.paste(text),
            Mode::List | Mode::Forget(_) => {
                let mut line = TextLine::default();
                line.insert(text.trim());
                self.mode = Mode::Address(line);
            }
        }
        Vec::new()
    }

    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        let action = self.keymap.action(key);
        if let Some(action) = action.filter(|_| self.keymap.works_always(key)) {
            return self.act(action);
        }
        match &mut self.mode {
            Mode::List => action.map_or_else(Vec::new, |action| self.act(action)),
            Mode::Help(sheet) => {
                if !sheet.key(key) {
                    self.mode = Mode::List;
                }
                Vec::new()
            }
            Mode::Address(line) => match key.code {
                Code::Enter => {
                    let address = line.text().trim().to_owned();
                    self.mode = Mode::List;
                    if address.is_empty() {
                        return Vec::new();
                    }
                    self.open(LibraryEffect::Follow(address))
                }
                Code::Esc => {
                    self.mode = Mode::List;
                    Vec::new()
                }
                _ => {
                    line.key(key);
                    Vec::new()
                }
            },
            Mode::Forget(_) => self.answer_forget(key),
            Mode::Search(_) => self.key_in_search(key, action),
        }
    }

    fn answer_forget(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Forget(blog) = std::mem::take(&mut self.mode) else {
            return Vec::new();
        };
        let yes = matches!(key.code, Code::Char('y' | 'Y')) && !key.ctrl && !key.alt;
        if !yes {
            return Vec::new();
        }
        let rest = self.shelf.all().iter().filter(|b| b.key != blog.key);
        let rest = rest.cloned().collect();
        let seen = self.seen();
        self.shelf.fill(rest, seen);
        self.tell(Clean::line(&format!("Forgot {}.", blog.name())));
        vec![
            Effect::Library(LibraryEffect::Forget(blog.key)),
            Effect::Library(LibraryEffect::List),
        ]
    }

    fn key_in_search(&mut self, key: Key, action: Option<Action>) -> Vec<Effect> {
        let seen = self.seen();
        let Mode::Search(search) = &mut self.mode else {
            return Vec::new();
        };
        // Characters are text here: of the keys that move, those count that type nothing.
        let moves = match (key.code, key.ctrl) {
            (Code::Up, _) | (Code::Char('p'), true) => Some(Action::Up),
            (Code::Down, _) | (Code::Char('n'), true) => Some(Action::Down),
            (Code::PageUp | Code::PageDown, _) => action,
            _ => None,
        };
        if let Some(moves) = moves {
            let count = search.hits().len();
            search.picker.go(moves, count, seen);
            return Vec::new();
        }
        match key.code {
            Code::Enter => return self.open_hit(),
            Code::Esc => self.mode = Mode::List,
            _ => {
                if search.input.key(key) {
                    return vec![Effect::Library(search.ask())];
                }
            }
        }
        Vec::new()
    }

    fn open_hit(&mut self) -> Vec<Effect> {
        let Mode::Search(search) = &self.mode else {
            return Vec::new();
        };
        let Some(hit) = search.hit() else {
            return Vec::new();
        };
        let at = Some(hit.entry.clone());
        let Some(blog) = self.shelf.get(&hit.key) else {
            self.tell(Clean::line("This live blog is not followed any more."));
            return Vec::new();
        };
        let address = blog.address.clone();
        self.open(LibraryEffect::Open { address, at })
    }

    /// Opens one live blog at a time.
    fn open(&mut self, what: LibraryEffect) -> Vec<Effect> {
        if self.opening {
            return Vec::new();
        }
        self.opening = true;
        vec![Effect::Library(what)]
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit | Action::End => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Refresh => {
                self.listed = self.now;
                return vec![Effect::Library(LibraryEffect::List)];
            }
            Action::Help => self.mode = Mode::Help(keys::Sheet::default()),
            Action::Follow => self.mode = Mode::Address(TextLine::default()),
            Action::Find => self.mode = Mode::Search(Box::default()),
            Action::Demo => return self.open(LibraryEffect::Demo),
            Action::Read => {
                let address = self.shelf.selected().map(|blog| blog.address.clone());
                let what = address.map(|address| LibraryEffect::Open { address, at: None });
                return what.map_or_else(Vec::new, |what| self.open(what));
            }
            Action::Pause => return self.pause(),
            Action::Archive => return self.archive(),
            Action::ShowArchived => self.show_archived(),
            Action::Forget => {
                if let Some(blog) = self.shelf.selected() {
                    self.mode = Mode::Forget(Box::new(blog.clone()));
                }
            }
            _ => {
                let (seen, count) = (self.seen(), self.shelf.shown().len());
                self.shelf.picker.go(action, count, seen);
            }
        }
        Vec::new()
    }

    fn pause(&mut self) -> Vec<Effect> {
        let mut paused = false;
        let key = self.shelf.change_selected(|blog| {
            blog.paused = !blog.paused;
            paused = blog.paused;
        });
        let Some(key) = key else {
            return Vec::new();
        };
        vec![Effect::Library(LibraryEffect::Pause(key, paused))]
    }

    fn archive(&mut self) -> Vec<Effect> {
        let mut archived = false;
        let key = self.shelf.change_selected(|blog| {
            blog.archived = !blog.archived;
            archived = blog.archived;
        });
        let Some(key) = key else {
            return Vec::new();
        };
        let seen = self.seen();
        self.shelf.fill(self.shelf.all().to_vec(), seen);
        if archived && !self.shelf.with_archived {
            let show = self.keymap.taught(Action::ShowArchived);
            self.tell(Clean::line(&format!("Put away; {show} shows it.")));
        }
        vec![Effect::Library(LibraryEffect::Archive(key, archived))]
    }

    fn show_archived(&mut self) {
        if self.shelf.archived() == 0 {
            self.tell(Clean::line("Nothing was put away."));
            return;
        }
        let seen = self.seen();
        self.shelf.toggle_archived(seen);
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if let Mode::Help(sheet) = &mut self.mode {
            match mouse.kind.turned() {
                Some(rows) => sheet.scroll(rows),
                None if mouse.kind == MouseKind::Click => self.mode = Mode::List,
                None => {}
            }
            return Vec::new();
        }
        let (main, each, seen) = (self.main(), self.rows_each(), self.seen());
        if !main.contains(mouse.x, mouse.y) {
            return Vec::new();
        }
        let searching = matches!(self.mode, Mode::Search(_));
        let (picker, count) = if let Mode::Search(search) = &mut self.mode {
            let count = search.hits().len();
            (&mut search.picker, count)
        } else {
            let count = self.shelf.shown().len();
            (&mut self.shelf.picker, count)
        };
        if let Some(rows) = mouse.kind.turned() {
            picker.scroll(rows, count, seen);
        }
        if mouse.kind != MouseKind::Click {
            return Vec::new();
        }
        let clicked = picker.top + usize::from((mouse.y - main.y) / each);
        if clicked >= count {
            return Vec::new();
        }
        // The first click selects, one on what is selected opens.
        if std::mem::replace(&mut picker.selected, clicked) != clicked {
            return Vec::new();
        }
        if searching {
            self.open_hit()
        } else if matches!(self.mode, Mode::List) {
            self.act(Action::Read)
        } else {
            Vec::new()
        }
    }
}
