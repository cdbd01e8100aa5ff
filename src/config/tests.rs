use super::*;

const DEFAULT_FILE: &str = include_str!("../../assets/config.toml");

fn places() -> Places {
    Places {
        home: Some(PathBuf::from("/home/reader")),
        config_file: None,
        sites: None,
        themes: None,
        data_dir: Some(PathBuf::from("/home/reader/.local/share/newswire")),
        cache_dir: None,
    }
}

fn load(file: &str, environment: &[(&str, &str)], global: &Global) -> Result<Config, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    std::fs::write(&path, file).unwrap();
    let places = Places {
        config_file: Some(path),
        ..places()
    };
    let look_up = |name: &str| {
        let found = environment.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| OsString::from(value))
    };
    Config::load(global, &look_up, &places)
}

#[test]
fn the_documented_file_sets_the_defaults() {
    let config = load(DEFAULT_FILE, &[], &Global::default()).unwrap();
    assert_eq!(config, Config::defaults(&places()));
}

#[test]
fn the_documented_file_names_every_setting_with_a_value_that_works() {
    let is_example = |line: &&str| {
        let name = line
            .trim_start_matches("# ")
            .split(" = ")
            .next()
            .unwrap_or_default();
        let is_section = line.starts_with('[');
        is_section
            || line.contains(" = ") && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let examples: Vec<&str> = DEFAULT_FILE.lines().filter(is_example).collect();
    let all = examples.join("\n").replace("# ", "");
    let config = load(&all, &[], &Global::default()).unwrap();
    assert_eq!(examples.len(), 21 + 20, "sections count, too");
    assert!(config.keep.is_some() && config.max_size.is_some());
    assert!(config.interval.is_some() && config.browser.is_some());
}

#[test]
fn each_layer_counts_more_than_the_one_before() {
    let file = "interval = \"1m\"\ntheme = \"dark\"\ndata_dir = \"/file\"\n";
    let environment = [
        ("NEWSWIRE_INTERVAL", "2m"),
        ("NEWSWIRE_THEME", "light"),
        ("NEWSWIRE_DATA_DIR", "/environment"),
    ];
    let global = Global {
        interval: Some(Duration::from_mins(3)),
        theme: Some("plain".to_owned()),
        data_dir: Some(PathBuf::from("/arguments")),
        ..Global::default()
    };
    let summary = |config: Config| {
        (
            config.interval.unwrap().as_secs(),
            config.theme.unwrap(),
            config.data_dir.unwrap().display().to_string(),
        )
    };
    let case = |environment: &[(&str, &str)], global: &Global| {
        summary(load(file, environment, global).unwrap())
    };
    let none = Global::default();
    assert_eq!(case(&[], &none), (60, "dark".into(), "/file".into()));
    assert_eq!(
        case(&environment, &none),
        (120, "light".into(), "/environment".into())
    );
    assert_eq!(
        case(&environment, &global),
        (180, "plain".into(), "/arguments".into())
    );
}

#[test]
fn the_history_has_a_section_of_its_own() {
    let file = "[history]\nenabled = false\nkeep = \"90d\"\nmax_size = \"500MB\"\n";
    let config = load(file, &[], &Global::default()).unwrap();
    assert!(!config.history);
    assert_eq!(config.keep, Some(Duration::from_hours(90 * 24)));
    assert_eq!(config.max_size, Some(500_000_000));
    let again = load(&config.to_toml(), &[], &Global::default()).unwrap();
    assert_eq!(again, config, "what is printed sets the same");
}

#[test]
fn problems_in_the_section_are_named_with_their_own_lines() {
    let file = "[history]\nenabled = 1\nkeep = \"2h\"\nmax_size = \"10kB\"\nmax_sizes = 1\n";
    let error = load(file, &[], &Global::default()).unwrap_err();
    let ConfigError::Invalid { problems, .. } = error else {
        panic!("{error}");
    };
    let lines: Vec<usize> = problems.told.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3, 4, 5], "{problems:?}");
    assert!(
        problems.told[3]
            .what
            .as_str()
            .contains("did you mean max_size?")
    );
}

#[test]
fn of_problems_in_every_line_the_first_are_told_and_the_others_counted() {
    let lines: Vec<String> = (0..20_000).map(|n| format!("nxt-{n} = \"j\"\n")).collect();
    let file = format!("[keys]\n{}", lines.concat());
    let error = load(&file, &[], &Global::default()).unwrap_err();
    let words = error.to_string();
    assert!(
        words.contains("(and 19999 more: see newswire config check)"),
        "{words}"
    );
    let ConfigError::Invalid { problems, .. } = error else {
        panic!("{words}");
    };
    assert_eq!((problems.told.len(), problems.more), (100, 19_900));
    assert_eq!((problems.told[0].line, problems.told[99].line), (2, 101));
    assert!(
        problems.told[0]
            .what
            .as_str()
            .contains("did you mean next?")
    );
}

#[test]
fn an_action_has_no_more_than_a_hundred_keys() {
    let keys = (0..101_u32).filter_map(|n| char::from_u32(0x4e00 + n));
    let keys: Vec<String> = keys.map(|key| format!("\"{key}\"")).collect();
    let file = format!("[keys]\nnext = [{}]\n", keys.join(","));
    let words = load(&file, &[], &Global::default())
        .unwrap_err()
        .to_string();
    assert!(words.contains("next has more than 100 keys"), "{words}");
}

#[test]
fn what_is_told_of_a_file_repeats_nothing_that_drives_a_terminal() {
    let key = "\\u001b]0;x\\u0007\\u009b2J\\u202e";
    for section in [
        "",
        "[keys]",
        "[openers]",
        "[history]",
        "[alerts]",
        "[contact]",
        "[nothing]",
    ] {
        for value in ["1", "\"KEY\"", "[\"KEY\", 1]", "{ \"KEY\" = \"KEY\" }"] {
            let file = format!("{section}\n\"KEY\" = {value}\ntheme = \"KEY\"\nzone = \"KEY\"\n");
            let file = file.replace("KEY", key);
            let told = load(&file, &[], &Global::default()).unwrap_err();
            let ConfigError::Invalid { problems, .. } = told else {
                panic!("{told}");
            };
            for told in problems.told.iter().map(ToString::to_string) {
                assert!(
                    !told.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']),
                    "{told:?}"
                );
            }
        }
    }
}

#[test]
fn history_is_off_where_the_file_or_the_command_line_says_so() {
    let without = Global {
        no_history: true,
        ..Global::default()
    };
    assert!(
        !load("history = false", &[], &Global::default())
            .unwrap()
            .history
    );
    assert!(!load("history = true", &[], &without).unwrap().history);
    assert!(load("", &[], &Global::default()).unwrap().history);
}

#[test]
fn a_path_in_the_home_directory_is_resolved() {
    let config = load("data_dir = \"~/news\"", &[], &Global::default()).unwrap();
    assert_eq!(config.data_dir, Some(PathBuf::from("/home/reader/news")));
}

#[test]
fn a_wrong_variable_is_named() {
    let error = load("", &[("NEWSWIRE_INTERVAL", "soon")], &Global::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Cannot use the environment variable NEWSWIRE_INTERVAL: \
         a duration is a number with s, m or h, such as 30s, 2m or 1h30m."
    );
}

#[test]
fn the_first_problem_is_told_and_the_rest_counted() {
    let error = load("zome = 1\nhistory = 2\n", &[], &Global::default()).unwrap_err();
    let told = error.to_string();
    assert!(
        told.contains("line 1, column 1: unknown setting zome (did you mean zone?)"),
        "{told}"
    );
    assert!(
        told.ends_with("(and 1 more: see newswire config check)."),
        "{told}"
    );
}

#[test]
fn a_file_that_is_missing_is_a_problem_only_where_it_was_named() {
    let nowhere = PathBuf::from("/nonexistent/newswire.toml");
    let usual = Places {
        config_file: Some(nowhere.clone()),
        ..places()
    };
    let none = |_: &str| None;
    assert!(Config::load(&Global::default(), &none, &usual).is_ok());
    let named = Global {
        config: Some(nowhere),
        ..Global::default()
    };
    let error = Config::load(&named, &none, &places()).unwrap_err();
    assert!(error.to_string().contains("there is no such file: "));
}

#[test]
fn what_is_printed_sets_the_same() {
    let global = Global::default();
    let file = "interval = 90\ncontact = \"mailto:a@b.example\"\nbrowser = [\"lynx\", \"%s\"]\nzone = \"utc\"\ntheme = \"plain\"\n\
                [openers]\n\"a.example\" = [\"mpv\"]\n[pipe]\ncommand = [\"wc\"]\n\
                [alerts]\nto = \"osc9\"\nwhen = \"always\"\nquiet = \"22:00-07:00\"\ncommand = [\"log\"]\n\
                rules = [{ on = \"edit\" }, { words = [\"a b\", \"c*\"], author = \"Roe\", tag = \"x\" },\
                { regex = '\\d \"x\"', blog = \"https://a.example/\" }]\n";
    let config = load(file, &[], &global).unwrap();
    assert_eq!(load(&config.to_toml(), &[], &global).unwrap(), config);
}

#[test]
fn alerts_are_told_as_they_are_set() {
    let file = "[alerts]\nquiet = \"22:00 - 7:30\"\n[[alerts.rules]]\nwords = \"bridge\"\nblog = \"https://a.example/live#x\"\n";
    let alerts = load(file, &[], &Global::default()).unwrap().alerts;
    assert_eq!(alerts.quiet.unwrap().to_string(), "22:00-07:30");
    assert_eq!(
        alerts.rules[0].wish().describe(),
        "new updates with “bridge”"
    );
}

#[test]
fn what_is_wrong_with_alerts_is_named_with_its_line_and_a_remedy() {
    let file = "[alerts]\nto = \"pigeon\"\nwhen = 1\nquiet = \"night\"\ncommand = \"x\"\nruls = []\nrules = [\n\
                { words = \"…\" },\n{ regex = \"(\" },\n{ on = \"news\" },\n{ tag = \"a\" },\n\
                { on = \"any\", tag = \"a\", blog = \"b\" },\n{ word = \"a\" },\n7]\n";
    let error = load(file, &[], &Global::default()).unwrap_err();
    let ConfigError::Invalid { problems, .. } = error else {
        panic!("{error}");
    };
    let told: Vec<String> = problems
        .told
        .iter()
        .map(|problem| format!("{}: {}", problem.line, problem.what))
        .collect();
    assert_eq!(
        told,
        [
            "2: to must be \"auto\", \"desktop\", \"osc99\", \"osc777\", \"osc9\", \"bell\" or \"off\"",
            "3: when must be \"unfocused\" or \"always\"",
            "4: quiet is not understood: hours are two times of the day, as in \"22:00-07:00\"",
            "5: command must be a list of words in quotes, the program first",
            "6: unknown setting ruls (did you mean rules?)",
            "8: words must hold a letter or a digit",
            "9: the regular expression cannot be used: unclosed group",
            "10: on must be \"new\", \"key-event\", \"breaking\", \"edit\", \"retraction\" or \"any\"",
            "11: a rule says what it alerts of: on, words, regex or author",
            "12: a rule is for a blog or for a tag, not for both",
            "12: blog must be the address of a live blog's page",
            "13: a rule says what it alerts of: on, words, regex or author",
            "13: unknown setting word (did you mean words?)",
            "14: a rule must be in braces, as in { words = \"bridge\" }",
        ]
    );
}
