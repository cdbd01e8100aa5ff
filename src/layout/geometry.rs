//! How the screen is divided: a pure function of its size and of what is in front.

/// A size in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The largest screen that is drawn on, in columns and rows: four times the largest that anybody has.
const MOST: (u16, u16) = (1000, 500);

impl Size {
    /// Takes what a terminal says of its size, which need not be true.
    #[must_use]
    pub fn told(width: u16, height: u16) -> Self {
        Self {
            width: width.min(MOST.0),
            height: height.min(MOST.1),
        }
    }
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// The leftmost column.
    pub x: u16,
    /// The topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Tells whether a cell lies inside.
    #[must_use]
    pub fn contains(&self, x: u16, y: u16) -> bool {
        x >= self.x && x - self.x < self.width && y >= self.y && y - self.y < self.height
    }
}

/// Which pane is in front where there is room for one only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The timeline.
    #[default]
    Timeline,
    /// The reading pane.
    Reading,
}

/// How the panes share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panes {
    /// Which one is in front.
    pub focus: Focus,
    /// The reading pane has the screen for itself while it is in front.
    pub zen: bool,
    /// How much of a wide screen the timeline takes, in percent.
    pub share: u8,
    /// The most columns of a line of text.
    pub measure: u16,
    /// How many rows the overview has.
    pub overview: u16,
    /// New updates come below.
    pub newest_below: bool,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            focus: Focus::default(),
            zen: false,
            share: 50,
            measure: MEASURE,
            overview: 0,
            newest_below: false,
        }
    }
}

/// Where everything stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Geometry {
    /// State, headline, publisher, counts.
    pub header: Area,
    /// The rule at the end where new updates come, under the header or over the footer; holds the line of them.
    pub rule: Area,
    /// The overview over the timeline with the rule under it; empty where it is closed or covered.
    pub overview: Area,
    /// The timeline; empty where the reading pane covers it.
    pub timeline: Area,
    /// The line between the panes; empty where there is one pane only.
    pub divider: Area,
    /// The reading pane; empty where the timeline covers it.
    pub reading: Area,
    /// Freshness, errors, hints.
    pub footer: Area,
    /// How many rows the overview takes of the timeline's, its rule included.
    overview_takes: u16,
    /// The text of the reading pane stands in the middle.
    centred: bool,
    /// The most columns of a line of text.
    measure: u16,
}

/// From this width on, timeline and reading pane stand side by side.
const WIDE: u16 = 110;
/// The overview takes at most one of so many rows.
const OVERVIEW_SHARE: u16 = 3;
/// Rows of the timeline that it leaves at least: the line of a day, that of where the reader left, an update.
const LEAST_BELOW_OVERVIEW: u16 = 3;
/// Columns that either pane has at least.
const NARROWEST: u16 = 36;
/// Under this size nothing sensible can be shown.
const SMALLEST: Size = Size {
    width: 20,
    height: 5,
};
/// Columns before the timeline's text: selection, time, unread dot, mark.
pub const GUTTER: u16 = 9;
/// Columns behind the timeline's text: a free one, and the scrollbar.
pub const SCROLLBAR: u16 = 2;
/// Text wider than this is tiring to read; the settings may say otherwise.
pub const MEASURE: u16 = 76;

impl Geometry {
    /// Divides the screen; `None` where it is too small.
    #[must_use]
    pub fn of(size: Size, panes: Panes) -> Option<Self> {
        if size.width < SMALLEST.width || size.height < SMALLEST.height {
            return None;
        }
        let row = |y, height| Area {
            x: 0,
            y,
            width: size.width,
            height,
        };
        let reading_alone = panes.zen && panes.focus == Focus::Reading;
        if reading_alone {
            return Some(Self {
                header: row(0, 0),
                rule: row(0, 0),
                reading: row(0, size.height - 1),
                footer: row(size.height - 1, 1),
                centred: true,
                measure: panes.measure,
                ..Self::default()
            });
        }
        let (rule, main) = if panes.newest_below {
            (size.height - 2, 1)
        } else {
            (1, 2)
        };
        let main = row(main, size.height - 3);
        let overview = match panes.overview.min(main.height / OVERVIEW_SHARE) {
            0 => 0,
            rows if main.height - rows - 1 < LEAST_BELOW_OVERVIEW => 0,
            rows => rows + 1,
        };
        let mut geometry = Self {
            header: row(0, 1),
            rule: row(rule, 1),
            footer: row(size.height - 1, 1),
            measure: panes.measure,
            overview_takes: overview,
            ..Self::default()
        };
        if size.width >= WIDE {
            let left = u32::from(size.width) * u32::from(panes.share.min(100)) / 100;
            let left = u16::try_from(left).unwrap_or(size.width);
            let left = left.clamp(NARROWEST, size.width - NARROWEST);
            geometry.timeline = Area {
                width: left,
                ..main
            };
            geometry.divider = Area {
                x: left,
                width: 1,
                ..main
            };
            geometry.reading = Area {
                x: left + 1,
                width: size.width - left - 1,
                ..main
            };
        } else if panes.focus == Focus::Timeline {
            geometry.timeline = main;
        } else {
            geometry.reading = main;
        }
        if geometry.timeline.width > 0 {
            geometry.overview = Area {
                height: overview,
                ..geometry.timeline
            };
            geometry.timeline.y += overview;
            geometry.timeline.height -= overview;
        }
        Some(geometry)
    }

    /// Returns the rows of both panes, the overview included.
    #[must_use]
    pub fn main(&self) -> Area {
        let top = if self.has_rule_below() {
            self.header.height
        } else {
            self.rule.y + self.rule.height
        };
        Area {
            y: top,
            height: self.footer.y - top - u16::from(self.has_rule_below()),
            ..self.header
        }
    }

    /// Returns the panes without their last rows, which something covers for a moment.
    #[must_use]
    pub fn without_last(mut self, rows: u16) -> Self {
        for area in [&mut self.timeline, &mut self.reading] {
            area.height = area.height.saturating_sub(rows);
        }
        self
    }

    /// Tells whether the rule stands over the footer.
    #[must_use]
    pub fn has_rule_below(&self) -> bool {
        self.rule.y > self.header.height
    }

    /// Tells whether both panes are on the screen.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.divider.width > 0
    }

    /// Returns how many columns the timeline's text has, also while the reading pane covers it.
    #[must_use]
    pub fn timeline_text(&self) -> u16 {
        let area = if self.timeline.width > 0 {
            self.timeline
        } else {
            self.reading
        };
        area.width
            .saturating_sub(GUTTER + SCROLLBAR)
            .clamp(1, self.measure.max(1))
    }

    /// Returns how many rows the timeline has, also while the reading pane covers it.
    #[must_use]
    pub fn timeline_rows(&self) -> u16 {
        if self.timeline.width > 0 {
            self.timeline.height
        } else {
            self.reading.height - self.overview_takes
        }
    }

    /// Returns how many rows the overview has, without the rule under it, also while the reading pane covers it.
    #[must_use]
    pub fn overview_rows(&self) -> u16 {
        self.overview_takes.saturating_sub(1)
    }

    /// Returns the part of the reading pane that holds text: a margin left and right, a comfortable measure.
    #[must_use]
    pub fn reading_text(&self) -> Area {
        let area = if self.reading.width > 0 {
            self.reading
        } else {
            self.timeline
        };
        let width = area.width.saturating_sub(3).clamp(1, self.measure.max(1));
        let margin = if self.centred {
            (area.width - width) / 2
        } else {
            1
        };
        Area {
            x: area.x + margin,
            width,
            ..area
        }
    }
}
