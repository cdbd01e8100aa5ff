use clap::{CommandFactory, error::ErrorKind};

use super::*;

fn parse(line: &str) -> Cli {
    Cli::try_parse_from(line.split_whitespace()).unwrap()
}

fn refused(line: &str) -> clap::Error {
    Cli::try_parse_from(line.split_whitespace()).unwrap_err()
}

#[test]
fn the_definition_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn no_command_is_the_reader_and_takes_any_number_of_sources() {
    let cli = parse("newswire https://a.example/live b.html -");
    assert!(cli.command.is_none());
    assert_eq!(cli.sources, ["https://a.example/live", "b.html", "-"]);
    assert!(parse("newswire").sources.is_empty());
    let cli = parse("newswire --merged --tag flood a.html");
    assert!(cli.merged && !parse("newswire a.html").merged);
    assert_eq!(cli.tag.as_deref(), Some("flood"));
}

#[test]
fn a_file_named_like_a_command_is_reached_with_its_directory() {
    let cli = parse("newswire ./demo");
    assert!(cli.command.is_none());
    assert_eq!(cli.sources, ["./demo"]);
    assert!(matches!(
        parse("newswire demo").command,
        Some(Command::Demo(_))
    ));
    // Behind a source a command's name is a source, too.
    assert_eq!(parse("newswire a.html print").sources, ["a.html", "print"]);
    assert_eq!(parse("newswire -- demo").sources, ["demo"]);
}

#[test]
fn options_for_every_command_stand_before_or_behind_it() {
    for line in [
        "newswire --interval 2m --no-history print a.html",
        "newswire print a.html --interval 2m --no-history",
    ] {
        let cli = parse(line);
        assert_eq!(cli.global.interval, Some(Duration::from_mins(2)), "{line}");
        assert!(cli.global.no_history, "{line}");
    }
    assert_eq!(parse("newswire -vv a.html").global.verbose, 2);
}

#[test]
fn print_takes_what_the_contract_says() {
    let Some(Command::Print(print)) =
        parse("newswire print - --format json --limit 3 --base-url https://a.example/x").command
    else {
        panic!("not print");
    };
    assert_eq!(print.source, "-");
    assert_eq!(print.format, PrintFormat::Json);
    assert_eq!(print.limit, Some(3));
    assert_eq!(print.base_url.unwrap().as_str(), "https://a.example/x");
}

#[test]
fn tail_takes_what_the_contract_says() {
    let Some(Command::Tail(tail)) =
        parse("newswire tail a.html b.html --format ndjson --for 1h30m").command
    else {
        panic!("not tail");
    };
    assert_eq!(tail.sources, ["a.html", "b.html"]);
    assert_eq!(tail.format, TailFormat::Ndjson);
    assert_eq!(tail.duration, Some(Duration::from_mins(90)));
}

#[test]
fn tail_begins_where_it_is_told_to() {
    let since = |when: &str| {
        let Some(Command::Tail(tail)) = parse(&format!("newswire tail a.html {when}")).command
        else {
            panic!("not tail");
        };
        tail.since
    };
    assert_eq!(since(""), None);
    assert_eq!(since("--since all"), Some(When::All));
    assert_eq!(
        since("--since 2h"),
        Some(When::Ago(Duration::from_hours(2)))
    );
    let at = "2026-11-28T13:00:00Z".parse().unwrap();
    for text in ["2026-11-28T14:00:00+01:00", "2026-11-28T13:00:00Z"] {
        assert_eq!(since(&format!("--since {text}")), Some(When::At(at)));
    }
}

#[test]
fn a_quiet_tail_needs_no_source() {
    let Some(Command::Tail(tail)) = parse("newswire tail --quiet").command else {
        panic!("not tail");
    };
    assert!(tail.quiet && tail.sources.is_empty());
    assert_eq!(tail.name, "tail");
}

#[test]
fn wrong_usage_is_named_and_has_exit_status_2() {
    for (line, words) in [
        ("newswire --frobnicate", "--frobnicate"),
        ("newswire print", "<SOURCE>"),
        ("newswire tail", "<SOURCE>"),
        (
            "newswire print a --format yaml",
            "[possible values: text, markdown, json]",
        ),
        ("newswire print a --limit many", "many"),
        (
            "newswire print a --base-url javascript:x",
            "only http and https addresses",
        ),
        (
            "newswire tail a --for soon",
            "a duration is a number with s, m or h",
        ),
        ("newswire tail a --since soon", "a moment is how long ago"),
        ("newswire tail a --since", "--since"),
        ("newswire export", "<SOURCE>"),
        ("newswire export a --opml", "--opml"),
        ("newswire pause", "<SOURCE>"),
        ("newswire follow", "<SOURCE>"),
        ("newswire status --format yaml", "waybar"),
        ("newswire --interval 0", "the shortest interval is 1s"),
        (
            "newswire demo --speed 0",
            "a speed is a number from 0.1 to 1000",
        ),
        (
            "newswire demo --speed NaN",
            "a speed is a number from 0.1 to 1000",
        ),
        ("newswire config frob", "frob"),
    ] {
        let error = refused(line);
        assert_eq!(error.exit_code(), 2, "{line}");
        assert!(error.to_string().contains(words), "{line}: {error}");
    }
}

#[test]
fn help_is_no_failure() {
    for line in ["newswire --help", "newswire print -h"] {
        let help = refused(line);
        assert_eq!(help.kind(), ErrorKind::DisplayHelp);
        assert_eq!(help.exit_code(), 0);
    }
}

#[test]
fn a_limit_that_is_no_number_is_told_what_one_is() {
    let words = Cli::try_parse_from(["newswire", "print", "page.html", "--limit", "x"]);
    let words = words.unwrap_err().to_string();
    assert!(
        words.contains("expected a whole number, as in --limit 20"),
        "{words}"
    );
}
