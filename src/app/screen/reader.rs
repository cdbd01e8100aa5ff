//! What keys and the mouse do in the reader. Which action does what is readable in [`Reader::act`].

use super::{
    Brief, CatchUp, Chooser, Find, Letters, Number, Outcome, Screen, Sheet, chooser, pictures,
};
use crate::{
    app::{
        blog::filter::Filter,
        input::TextLine,
        keys::{Action, Press, Scope},
        mouse::{Mouse, MouseKind},
        msg::Effect,
        reader::Reader,
        words,
    },
    layout::{Focus, Geometry},
    model::Clean,
};

impl Reader {
    pub(super) fn press(&mut self, press: Press) -> Outcome {
        match (press.digit(), press.action) {
            (Some(digit @ '1'..='9'), _) => Number::begin(digit, self),
            (_, Some(action)) => self.act(action),
            _ => Outcome::done(),
        }
    }

    fn act(&mut self, action: Action) -> Outcome {
        if action.is_about_selected() {
            self.on_screen().0.window.place_selection();
        }
        if action.is_jump(self.focus()) {
            let focus = self.focus();
            self.on_screen().0.begin_jump(focus);
        }
        if self.arrange(action) {
            return Outcome::done();
        }
        let effects = match action {
            // Moving about.
            Action::JumpBack => self.jump(false),
            Action::JumpForth => self.jump(true),
            Action::ShowNew => self.show_new(),
            Action::NextUnread => self.go_to_unread(true),
            Action::PreviousUnread => self.go_to_unread(false),
            Action::CatchUp => return self.begin_catch_up(),
            Action::Find => return self.begin_find(),
            Action::GoToTime => return Outcome::open(Screen::Time(TextLine::default())),
            Action::Outline => return self.open_outline(),
            Action::Briefing => {
                let brief = Brief::begin(self);
                return brief.map_or_else(Outcome::done, Outcome::open);
            }
            Action::Filter => return choose(chooser::limits(self)),
            Action::Alert => return choose(chooser::alerts(self, "")),
            // Reading.
            Action::Read => self.read(),
            Action::ReadNext => self.read_on(true),
            Action::ReadPrevious => self.read_on(false),
            Action::Back => self.back(),
            Action::Zen => self.toggle_zen(),
            Action::SwitchPane => self.switch_pane(),
            Action::ShowEdits | Action::ShowHeadEdits => self.turn_edits(action),
            Action::ShowPicture => return pictures::open_picture(self, None),
            Action::PictureDesk => return pictures::open_desk(self),
            Action::Bookmark => self.bookmark(),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkAllRead => self.mark_all_read(),
            Action::UndoMarkAll => self.undo_mark_all(),
            // Links.
            Action::OpenLink => return Letters::begin(self),
            Action::BrowseLink => self.browse_link(),
            Action::SaveLinks => self.save_links(),
            Action::OpenPermalink => self.open_permalink(),
            Action::OpenBlog => self.open_blog(),
            Action::CopyAddress => self.copy_address(),
            Action::CopyText => self.copy_text(),
            Action::Pipe => self.pipe(),
            // The program.
            Action::Refresh => self.refresh(),
            Action::NextBlog => self.turn_blogs(true),
            Action::PreviousBlog => self.turn_blogs(false),
            Action::SwitchBlog => return choose(chooser::switcher(self)),
            Action::Merge => self.turn_merged(),
            Action::Fold => {
                self.turn_fold();
                Vec::new()
            }
            Action::Palette => {
                return Outcome::open(Screen::Palette(Box::new(chooser::palette(self))));
            }
            Action::Help => return Outcome::open(Screen::Help(Sheet::new(Scope::Reader))),
            Action::Messages => return Outcome::open(Screen::Messages(Box::default())),
            Action::Quit if self.is_over_library() => self.leave(vec![Effect::Leave]),
            Action::Quit | Action::End => self.leave(vec![Effect::Quit]),
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            // The rest moves: in the reading pane its text, else the selection.
            _ => self.go(action),
        };
        Outcome::Handled(effects)
    }

    /// Does what changes the screen only; tells whether the action is of that kind.
    fn arrange(&mut self, action: Action) -> bool {
        match action {
            Action::About => self.open_about(),
            Action::Overview => self.toggle_overview(),
            Action::TableRight => self.move_tables(true),
            Action::TableLeft => self.move_tables(false),
            Action::TogglePictures => self.toggle_pictures(),
            Action::PreviousLink => self.walk_links(false),
            Action::Forward => self.go_forth(),
            _ => return false,
        }
        true
    }

    fn begin_catch_up(&mut self) -> Outcome {
        if self.is_led() {
            return Outcome::done();
        }
        match CatchUp::begin(self) {
            Some((catch_up, effects)) => {
                Outcome::Open(Box::new(Screen::CatchUp(catch_up)), effects)
            }
            None => Outcome::done(),
        }
    }

    fn begin_find(&mut self) -> Outcome {
        self.leave_pages();
        Outcome::open(Screen::Find(Box::new(Find::begin(self))))
    }

    fn open_outline(&mut self) -> Outcome {
        if let Some(outline) = chooser::outline(self) {
            return choose(outline);
        }
        self.tell(Clean::line(words::NO_UPDATES));
        Outcome::done()
    }

    /// Reads the picked link or follows the live blog behind it, else reads the selected update.
    fn read(&mut self) -> Vec<Effect> {
        match self.read_link() {
            Some(effects) => effects,
            None => self.read_selected(),
        }
    }

    /// Goes back by one: from what is being fetched, the picked link, the filter, the live blog, the reading pane.
    fn back(&mut self) -> Vec<Effect> {
        if let Some(effects) = self.stop_fetching() {
            return effects;
        }
        if self.let_go_of_link() {
            return Vec::new();
        }
        let in_timeline = self.focus() == Focus::Timeline;
        if in_timeline && self.blog().window.active_filter().is_some() {
            self.set_filter(Filter::default());
        } else if in_timeline && self.is_over_library() {
            return self.leave(vec![Effect::Leave]);
        } else {
            self.back_to_timeline();
        }
        Vec::new()
    }

    fn switch_pane(&mut self) -> Vec<Effect> {
        self.walk_links(true);
        match self.focus() {
            Focus::Reading => self.mark_read(),
            Focus::Timeline => Vec::new(),
        }
    }

    /// The wheel turns what is under it and marks nothing as read, a click selects, a second one on what is selected
    /// opens it, the divider can be drawn.
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Outcome {
        let Some(geometry) = self.geometry() else {
            return Outcome::done();
        };
        if self.drag_scrollbar(mouse, &geometry) {
            return Outcome::done();
        }
        match (mouse.kind, mouse.kind.turned()) {
            (_, Some(rows)) => self.turn(mouse, rows, &geometry),
            (MouseKind::Drag, _) => self.draw_divider(mouse, &geometry),
            _ => return self.click(mouse, &geometry),
        }
        Outcome::done()
    }

    /// Moves the window to where the mouse is on the scrollbar; tells whether it is there.
    fn drag_scrollbar(&mut self, mouse: Mouse, geometry: &Geometry) -> bool {
        if mouse.kind == MouseKind::Click {
            self.take_divider(false);
        } else if self.is_drawing_divider() {
            return false;
        }
        let blog = self.blog();
        let (_, count) = blog.extent();
        let to = mouse.on_scrollbar(geometry.timeline, count, blog.window.in_sight());
        let to = to.filter(|_| blog.feed.is_whole());
        to.map(|index| self.viewport().scroll_to(index)).is_some()
    }

    fn turn(&mut self, mouse: Mouse, rows: isize, geometry: &Geometry) {
        let (blog, view) = self.on_screen();
        if geometry.overview.contains(mouse.x, mouse.y) {
            self.scroll_overview(rows, geometry.overview_rows());
        } else if geometry.timeline.contains(mouse.x, mouse.y) {
            blog.at(view).scroll(rows);
        } else if geometry.reading.contains(mouse.x, mouse.y) {
            blog.scroll_reading(rows, view);
        }
    }

    fn click(&mut self, mouse: Mouse, geometry: &Geometry) -> Outcome {
        let (x, y) = (mouse.x, mouse.y);
        self.take_divider(geometry.divider.contains(x, y));
        if geometry.timeline.contains(x, y) {
            let row = usize::from(y - geometry.timeline.y);
            let Some(id) = self.blog().window.rows().get(row).map(|row| row.id.clone()) else {
                return Outcome::done();
            };
            let again = self.blog().selected() == Some(&id) && self.focus() == Focus::Timeline;
            self.bring_to_front(if again {
                Focus::Reading
            } else {
                Focus::Timeline
            });
            return Outcome::Handled(self.go_to(id));
        }
        if geometry.overview.contains(x, y) {
            let row = y - geometry.overview.y;
            if row == geometry.overview_rows() {
                return self.act(Action::Overview);
            }
            return Outcome::Handled(self.click_overview(usize::from(row)));
        }
        if geometry.reading.contains(x, y) {
            self.bring_to_front(Focus::Reading);
            let text = geometry.reading_text();
            let row = self.blog().reading_rows().get(usize::from(y - text.y));
            if let Some(picture) = row.and_then(|row| row.picture) {
                return pictures::open_picture(self, Some(picture.picture));
            }
            let link = row.and_then(|row| row.link_at(x.checked_sub(text.x)?));
            let effects = link.map_or_else(Vec::new, |number| self.click_link(number));
            return Outcome::Handled(effects);
        }
        if geometry.rule.contains(x, y) && self.blog().window.waiting() > 0 {
            return self.act(Action::ShowNew);
        }
        Outcome::done()
    }
}

fn choose(chooser: Chooser) -> Outcome {
    Outcome::open(Screen::Choose(Box::new(chooser)))
}
