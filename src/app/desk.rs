//! What is on the screen: the library, or the reader, perhaps with the library behind it.

use super::{Effect, Model, Msg, Settings, library::Library};

/// The screens of the program.
#[derive(Debug)]
pub struct Desk {
    library: Option<Library>,
    reader: Option<Model>,
    /// What a reader that is opened starts with.
    settings: Settings,
}

impl Desk {
    /// Starts with the reader; there is no library to go back to. The effects are its first.
    pub fn reading(mut reader: Model) -> (Self, Vec<Effect>) {
        let effects = reader.entitle();
        let desk = Self {
            library: None,
            reader: Some(reader),
            settings: Settings::default(),
        };
        (desk, effects)
    }

    /// Starts with the library; the effects are its first.
    pub fn browsing(mut library: Library) -> (Self, Vec<Effect>) {
        let effects = library.enter();
        let desk = Self {
            library: Some(library),
            reader: None,
            settings: Settings::default(),
        };
        (desk, effects)
    }

    /// Returns the reader, where it is on the screen.
    pub fn reader(&self) -> Option<&Model> {
        self.reader.as_ref()
    }

    /// Returns the library, where it is on the screen.
    pub fn library(&self) -> Option<&Library> {
        self.library.as_ref().filter(|_| self.reader.is_none())
    }

    /// Puts a reader over the library.
    pub fn open(&mut self, reader: Model) -> Vec<Effect> {
        let mut reader = if self.library.is_some() {
            reader.over_library()
        } else {
            reader
        };
        reader.apply(&self.settings);
        let effects = reader.entitle();
        self.reader = Some(reader);
        effects
    }

    /// Leaves the reader where the program is ended from outside: the place is kept as by any other way out.
    pub fn part(&self) -> Vec<Effect> {
        self.reader
            .as_ref()
            .map_or_else(Vec::new, |reader| reader.leave(Vec::new()))
    }

    /// Takes the reader off the library.
    pub fn close(&mut self) -> Vec<Effect> {
        match &mut self.library {
            Some(library) => {
                self.reader = None;
                library.enter()
            }
            None => vec![Effect::Quit],
        }
    }

    /// Returns what is to be kept before the program ends, whatever ends it.
    pub fn last_words(&self) -> Vec<Effect> {
        self.reader
            .as_ref()
            .map_or_else(Vec::new, Model::last_words)
    }

    /// Gives a message to the screen that it is for; what changes the terminal is for both.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        if let Msg::Settings(settings) = &msg {
            self.settings.clone_from(settings);
        }
        let behind = self.library.as_mut();
        match (&mut self.reader, behind, msg) {
            (_, Some(library), Msg::Library(msg)) => library.update(Msg::Library(msg)),
            (Some(reader), behind, msg) => {
                if let (Some(library), Msg::Resize(_) | Msg::Tick(_) | Msg::Settings(_)) =
                    (behind, &msg)
                {
                    library.behind(&msg);
                }
                reader.update(msg)
            }
            (None, Some(library), msg) => library.update(msg),
            (None, None, _) => Vec::new(),
        }
    }
}
