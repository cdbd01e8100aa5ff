//! The settings file, the environment, and what shows them.

use std::{fs, path::PathBuf};

use super::{fails, fixture, newswire, outcome};

/// The files of a folder of settings.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture(&format!("configs/{folder}"))).unwrap();
    let files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    files
}

#[test]
fn settings_that_are_right_pass() {
    let home = tempfile::tempdir().unwrap();
    for path in files("valid") {
        let mut command = newswire(home.path());
        let (status, stdout, stderr) =
            outcome(command.args(["config", "check", "--config"]).arg(&path));
        assert_eq!((status, stderr.as_str()), (0, ""), "{}", path.display());
        assert_eq!(stdout, format!("{}: no problems found.\n", path.display()));
    }
}

#[test]
fn settings_that_are_wrong_are_told_as_their_first_line_says() {
    let home = tempfile::tempdir().unwrap();
    for path in files("invalid") {
        let text = fs::read_to_string(&path).unwrap();
        let expected = text.lines().next().unwrap().trim_start_matches("# ");
        let mut command = newswire(home.path());
        let (status, stdout, stderr) =
            outcome(command.args(["config", "check", "--config"]).arg(&path));
        assert_eq!(status, 2, "{}", path.display());
        assert!(stdout.contains(&format!("toml, {expected}")), "{stdout}");
        assert!(!stdout.contains('\u{1b}'), "{stdout:?}");
        assert!(stderr.contains("cannot be used: "), "{stderr}");

        // Every other command refuses them with the first problem.
        let mut command = newswire(home.path());
        let (status, _, stderr) = outcome(command.args(["print", "-", "--config"]).arg(&path));
        assert_eq!(status, 2, "{}", path.display());
        assert!(stderr.contains(&format!("toml, {expected}")), "{stderr}");
        assert_eq!(stderr.lines().count(), 1);
    }
}

#[test]
fn each_problem_of_a_file_is_a_line() {
    let home = tempfile::tempdir().unwrap();
    let path = fixture("configs/invalid/two_problems.toml");
    let (_, stdout, _) =
        outcome(newswire(home.path()).args(["config", "check", "--config", &path]));
    assert_eq!(
        stdout,
        format!(
            "{path}, line 2, column 11: history must be true or false.\n\
             {path}, line 3, column 8: zone must be \"local\", \"utc\" or \"publisher\".\n"
        )
    );
}

#[test]
fn what_is_no_settings_file_is_told() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| fs::write(home.path().join(name), bytes).unwrap();
    file("binary.toml", b"theme = \"\xff\"");
    file("long.toml", &vec![b'#'; 2_000_000]);
    fs::create_dir(home.path().join("dir.toml")).unwrap();
    for (name, why) in [
        ("binary.toml", "it is not UTF-8 text"),
        ("long.toml", "it is longer than 1 MiB"),
        ("dir.toml", "it is a directory, not a file"),
        ("gone.toml", "there is no such file"),
    ] {
        fails(
            newswire(home.path()).args(["config", "check", "--config", name]),
            2,
            &format!("The settings cannot be read, {why}: {name}."),
        );
    }
}

#[test]
fn a_pipe_for_settings_is_refused_and_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("pipe.toml");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    fails(
        newswire(home.path()).args(["print", "-", "--config", "pipe.toml"]),
        2,
        "The settings cannot be read, it is a pipe, not a file: pipe.toml.",
    );
}

#[test]
fn the_usual_place_follows_the_specification() {
    let home = tempfile::tempdir().unwrap();
    let path = |home: &std::path::Path, value: Option<&str>| {
        let mut command = newswire(home);
        if let Some(value) = value {
            command.env("XDG_CONFIG_HOME", value);
        }
        outcome(command.args(["config", "path"])).1
    };
    let usual = format!("{}/.config/newswire/config.toml\n", home.path().display());
    assert_eq!(path(home.path(), None), usual);
    assert_eq!(
        path(home.path(), Some("/etc/xdg")),
        "/etc/xdg/newswire/config.toml\n"
    );
    assert_eq!(
        path(home.path(), Some("relative")),
        usual,
        "a relative value does not count"
    );
    assert_eq!(path(home.path(), Some("")), usual);
}

#[test]
fn what_counts_is_printed_as_a_settings_file() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join(".config/newswire")).unwrap();
    fs::write(
        home.path().join(".config/newswire/config.toml"),
        "interval = \"1m\"\ntheme = \"dark\"\nzone = \"utc\"\n[keys]\nzen = [\"Z\"]\n",
    )
    .unwrap();
    let mut command = newswire(home.path());
    command
        .env("NEWSWIRE_THEME", "light")
        .env("NEWSWIRE_INTERVAL", "2m");
    let (status, stdout, _) = outcome(command.args(["config", "--interval", "3m"]));
    assert_eq!(status, 0);
    let set: Vec<&str> = stdout
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let data_dir = format!(
        "data_dir = \"{}/.local/share/newswire\"",
        home.path().display()
    );
    assert_eq!(
        set,
        [
            "interval = \"3m\"",
            "theme = \"light\"",
            "glyphs = \"auto\"",
            "measure = 76",
            "reduced_motion = false",
            "pictures = \"auto\"",
            &data_dir,
            "zone = \"utc\"",
            "[keys]",
            "zen = [\"Z\"]",
            "[keys.library]",
            "[keys.found]",
            "[keys.finding]",
            "[keys.catching-up]",
            "[keys.edit]",
            "[keys.blog]",
            "[keys.page]",
            "[keys.picture-desk]",
            "[keys.chooser]",
            "[keys.hints]",
            "[keys.link]",
            "[keys.help-sheet]",
            "[keys.search]",
            "[keys.question]",
            "[keys.line]",
            "[history]",
            "enabled = true",
            "[openers]",
            "[pipe]",
            "[alerts]",
            "to = \"auto\"",
            "when = \"unfocused\"",
        ]
    );
    let action = "# next = [\"j\", \"Down\"]  # next update";
    assert!(stdout.contains(action), "every action is named: {stdout}");
}

#[test]
fn a_theme_of_the_readers_own_is_checked_with_the_settings() {
    let home = tempfile::tempdir().unwrap();
    let themes = home.path().join(".config/newswire/themes");
    fs::create_dir_all(&themes).unwrap();
    fs::write(
        themes.join("mine.toml"),
        "base = \"dark\"\nlink = \"blau\"\n",
    )
    .unwrap();
    let mut command = newswire(home.path());
    command.env("NEWSWIRE_THEME", "mine");
    let (status, _, stderr) = outcome(command.args(["config", "check"]));
    assert_eq!(status, 2);
    assert!(
        stderr.contains("mine.toml, line 2, column 8: unknown colour or style blau"),
        "{stderr}"
    );
    fs::write(
        themes.join("mine.toml"),
        "base = \"dark\"\nlink = \"blue\"\n",
    )
    .unwrap();
    let mut command = newswire(home.path());
    command.env("NEWSWIRE_THEME", "mine");
    assert_eq!(outcome(command.args(["config", "check"])).0, 0);
}

#[test]
fn a_wrong_variable_is_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    fails(
        newswire(home.path())
            .env("NEWSWIRE_INTERVAL", "often")
            .args(["print", "-"]),
        2,
        "Cannot use the environment variable NEWSWIRE_INTERVAL: \
         a duration is a number with s, m or h, such as 30s, 2m or 1h30m.",
    );
}

#[test]
fn the_log_is_a_private_file_and_never_the_screen() {
    use std::os::unix::fs::PermissionsExt;

    let home = tempfile::tempdir().unwrap();
    let (_, _, stderr) = outcome(newswire(home.path()).args([
        "-v",
        "--data-dir",
        "data",
        "print",
        "http://127.0.0.1:1/live?token=secret",
    ]));
    assert_eq!(stderr.lines().count(), 1);
    let log = home.path().join("data/newswire.log");
    assert!(!fs::read_to_string(&log).unwrap().contains("secret"));
    assert_eq!(
        fs::metadata(&log).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn completions_and_the_manual_work_with_settings_that_are_wrong() {
    let home = tempfile::tempdir().unwrap();
    let wrong = fixture("configs/invalid/not_toml.toml");
    for (arguments, words) in [
        (["completions", "bash"].as_slice(), "_newswire()"),
        (&["completions", "fish"], "complete -c newswire"),
        (&["man"], ".TH newswire-print 1"),
        (&["config", "path"], "not_toml.toml"),
    ] {
        let mut command = newswire(home.path());
        let (status, stdout, stderr) = outcome(command.args(arguments).args(["--config", &wrong]));
        assert_eq!(status, 0, "{arguments:?}: {stderr}");
        assert!(stdout.contains(words), "{arguments:?}");
    }
}
