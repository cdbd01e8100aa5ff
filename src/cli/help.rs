//! The texts of `--help` that are longer than a line.

/// What the program is.
pub(super) const ABOUT: &str = "Follows news live blogs in the terminal: a timeline that never \
    moves under your eyes and forgets nothing.";

/// What a source is.
pub(super) const SOURCES: &str = "Live blogs: web addresses, files, or - for standard input; \
    write ./NAME for a file that is named like a command";

/// What ends `-h`.
pub(super) const AFTER: &str = "\
Examples:
  newswire https://news.example/live/story     read a live blog
  newswire --merged URL URL URL                read three live blogs in one timeline
  newswire demo                                try it without a network
  newswire print story.html --format markdown  print what a saved page holds";

/// What ends `--help` and the manual page.
pub(super) const AFTER_LONG: &str = "\
Examples:
  newswire https://news.example/live/story     read a live blog
  newswire demo                                try it without a network
  newswire print story.html --format markdown  print what a saved page holds
  newswire tail URL --format ndjson | jq .item.title

Exit status:
  0  done; a closed pipe counts as success
  1  a source could not be fetched or read, or is not in the history
  2  wrong usage: of an argument, an environment variable or a setting
  3  the source was read, but there is no live blog in it
  130 and 143  ended by a signal

Environment:
  NEWSWIRE_CONFIG, NEWSWIRE_DATA_DIR, NEWSWIRE_INTERVAL, NEWSWIRE_THEME
      override the settings file; options of the same name override them";
