//! What keys can ask for.

use crate::layout::Focus;

/// What a key press can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// To the next update, or a row down in the reading pane.
    Down,
    /// To the previous update, or a row up in the reading pane.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// To the newest update; shows what waits.
    Top,
    /// To the oldest update.
    Bottom,
    /// Shows the updates that wait.
    ShowNew,
    /// To the next key event.
    NextKeyEvent,
    /// To the previous key event.
    PreviousKeyEvent,
    /// To the next unread update.
    NextUnread,
    /// To the previous unread update.
    PreviousUnread,
    /// Goes through all unread updates, from the oldest on.
    CatchUp,
    /// Shows what happened since the reader left.
    Briefing,
    /// Marks the selected update as unread, or as read again.
    ToggleRead,
    /// Marks all updates as read.
    MarkAllRead,
    /// Makes unread again what was marked all at once.
    UndoMarkAll,
    /// Turns the order round.
    TurnOrder,
    /// Shows or hides the overview.
    Overview,
    /// Shows more or less of each update.
    ChangeDensity,
    /// Reads the selected update.
    Read,
    /// Closes what is open.
    Back,
    /// To the next update, whichever pane is in front.
    ReadNext,
    /// To the previous update, whichever pane is in front.
    ReadPrevious,
    /// Gives the whole screen to the text of the update.
    Zen,
    /// Moves between timeline and reading pane.
    SwitchPane,
    /// Shows what the last edit of the selected update changed, or its text again.
    ShowEdits,
    /// Shows standfirst, summary and key events of the live blog, or the selected update again.
    About,
    /// Shows how the live blog's own headline, standfirst and status changed, or the text again.
    ShowHeadEdits,
    /// Opens the update's own address in the browser.
    OpenPermalink,
    /// Opens the live blog's page in the browser.
    OpenBlog,
    /// Shows letters beside the links, to pick one.
    OpenLink,
    /// To the link before.
    PreviousLink,
    /// Opens the picked link, or the page that it led to, in the browser.
    BrowseLink,
    /// To the page that the reader came back from.
    Forward,
    /// Fetches all links of an update for later.
    SaveLinks,
    /// Shows more of a wide table, to the right.
    TableRight,
    /// Shows more of a wide table, to the left.
    TableLeft,
    /// Gives the screen to a picture.
    ShowPicture,
    /// Shows all pictures of the live blog.
    PictureDesk,
    /// Shows pictures among the text, or their words only.
    TogglePictures,
    /// Copies the address of what is read.
    CopyAddress,
    /// Copies the update as text.
    CopyText,
    /// Pipes the update to the reader's own program.
    Pipe,
    /// Asks the publisher now.
    Refresh,
    /// To the next followed blog.
    NextBlog,
    /// To the previous followed blog.
    PreviousBlog,
    /// Lists the open and the followed blogs to go to one.
    SwitchBlog,
    /// Reads all open blogs as one timeline, or goes from there to the update's own blog.
    Merge,
    /// Shows the updates that tell the same as the selected one, or folds them again.
    Fold,
    /// Lists the key events to jump by.
    Outline,
    /// Limits the timeline to some updates.
    Filter,
    /// Sets what the reader is alerted to.
    Alert,
    /// Bookmarks the selected update or lets it go.
    Bookmark,
    /// Asks for a time and goes there.
    GoToTime,
    /// Offers every action by its words.
    Palette,
    /// Looks for words: in the open timeline, or from the library in all that is kept.
    Find,
    /// Asks for an address and follows it.
    Follow,
    /// Pauses a live blog or a replay, or lets it go on.
    Pause,
    /// Puts a live blog away or takes it out again.
    Archive,
    /// Shows or hides the live blogs that were put away.
    ShowArchived,
    /// Asks for the tags of a live blog.
    Tag,
    /// Limits the library to the next tag, after the last one to none.
    TurnTag,
    /// Forgets a live blog, once that is confirmed.
    Forget,
    /// Opens the built-in live blog.
    Demo,
    /// Shows the keys.
    Help,
    /// Shows what was told so far.
    Messages,
    /// Draws the screen anew.
    Redraw,
    /// Hands the terminal back to the shell.
    Suspend,
    /// Back to the update that was selected before a jump.
    JumpBack,
    /// On again to the update that a jump led to.
    JumpForth,
    /// Takes what is typed or selected.
    Accept,
    /// A replay tells what comes next, and stands still.
    Step,
    /// A replay goes back to what came before, and stands still.
    StepBack,
    /// A replay goes faster.
    Faster,
    /// A replay goes slower.
    Slower,
    /// Sets or unsets what is selected and leaves the list open.
    Tick,
    /// Says yes.
    Confirm,
    /// To the next place where the words were found.
    FindNext,
    /// To the previous place where the words were found.
    FindPrevious,
    /// On to the next update that was not read.
    CatchUpNext,
    /// Back to the update before.
    CatchUpPrevious,
    /// To the edit after the shown one.
    NextEdit,
    /// To the edit before the shown one.
    PreviousEdit,
    /// To the next picture.
    NextPicture,
    /// To the picture before.
    PreviousPicture,
    /// Brings back the line that was typed before.
    EarlierLine,
    /// Goes on to the line that was typed after.
    LaterLine,
    /// Deletes before the cursor.
    DeleteBack,
    /// Deletes behind the cursor.
    DeleteForth,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes the line.
    DeleteLine,
    /// Deletes to the end of the line.
    DeleteToEnd,
    /// Puts the cursor a character to the left.
    CursorLeft,
    /// Puts the cursor a character to the right.
    CursorRight,
    /// Puts the cursor a word to the left.
    WordLeft,
    /// Puts the cursor a word to the right.
    WordRight,
    /// Puts the cursor at the start.
    LineStart,
    /// Puts the cursor at the end.
    LineEnd,
    /// Leaves the screen: from a live blog to the library that it was opened from, else the program.
    Quit,
    /// Ends the program from wherever the reader is.
    End,
}

impl Action {
    /// Tells whether it ends something or changes a great deal at once: nobody should come upon it by scattered letters.
    #[must_use]
    pub(in crate::app) fn is_grave(self) -> bool {
        matches!(
            self,
            Self::Quit | Self::End | Self::Suspend | Self::Forget | Self::MarkAllRead
        )
    }

    /// Tells whether it leads far away from the selected update; in the text that is read, its ends are near.
    #[must_use]
    pub(in crate::app) fn is_jump(self, focus: Focus) -> bool {
        let is_near = focus == Focus::Reading && matches!(self, Self::Top | Self::Bottom);
        let leads_away = matches!(
            self,
            Self::Top
                | Self::Bottom
                | Self::ShowNew
                | Self::NextKeyEvent
                | Self::PreviousKeyEvent
                | Self::NextUnread
                | Self::PreviousUnread
                | Self::Find
                | Self::Outline
                | Self::GoToTime
                | Self::CatchUp
                | Self::Briefing
        );
        leads_away && !is_near
    }

    /// Tells whether it goes one step of many, so that a number before its key says how many.
    #[must_use]
    pub(in crate::app) fn is_step(self) -> bool {
        matches!(
            self,
            Self::Down
                | Self::Up
                | Self::PageDown
                | Self::PageUp
                | Self::HalfPageDown
                | Self::HalfPageUp
                | Self::NextKeyEvent
                | Self::PreviousKeyEvent
                | Self::NextUnread
                | Self::PreviousUnread
                | Self::ReadNext
                | Self::ReadPrevious
                | Self::JumpBack
                | Self::JumpForth
                | Self::FindNext
                | Self::FindPrevious
                | Self::CatchUpNext
                | Self::CatchUpPrevious
                | Self::Step
                | Self::StepBack
                | Self::NextEdit
                | Self::PreviousEdit
                | Self::NextPicture
                | Self::PreviousPicture
                | Self::TableRight
                | Self::TableLeft
        )
    }

    /// Tells whether it works on the selected update or on what the reading pane shows of it.
    #[must_use]
    pub(in crate::app) fn is_about_selected(self) -> bool {
        matches!(
            self,
            Self::Read
                | Self::ReadNext
                | Self::ReadPrevious
                | Self::Zen
                | Self::SwitchPane
                | Self::ShowEdits
                | Self::OpenPermalink
                | Self::OpenLink
                | Self::PreviousLink
                | Self::BrowseLink
                | Self::Forward
                | Self::SaveLinks
                | Self::TableRight
                | Self::TableLeft
                | Self::ShowPicture
                | Self::CopyAddress
                | Self::CopyText
                | Self::Pipe
                | Self::Bookmark
                | Self::ToggleRead
                | Self::TurnOrder
        )
    }
}

/// What an action is about; orders the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// Reading.
    Read,
    /// Links and addresses.
    Links,
    /// The followed live blogs.
    Library,
    /// The program.
    Program,
}

impl Group {
    /// All groups in the order of the help.
    pub const ALL: [Self; 5] = [
        Self::Move,
        Self::Read,
        Self::Links,
        Self::Library,
        Self::Program,
    ];

    /// Returns the heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Moving about",
            Self::Read => "Reading",
            Self::Links => "Links",
            Self::Library => "Live blogs",
            Self::Program => "The program",
        }
    }
}
