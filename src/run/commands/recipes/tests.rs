use super::*;

const RIGHT: &str = "entry = \"article\"";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn told(folder: &Path) -> Vec<String> {
    let problems = load(folder).problems;
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn a_folder_that_is_not_there_holds_no_recipes_and_is_no_problem() {
    let home = tempfile::tempdir().unwrap();
    assert!(told(&home.path().join("sites")).is_empty());
}

#[test]
fn what_is_wrong_is_told_by_name_and_the_others_are_read() {
    let folder = folder(&[
        ("b.example.toml", b"entry = \"div[\""),
        ("a.example.toml", b"entry = \"div\"\nheadlin = \"h2\""),
        ("c.example.toml", RIGHT.as_bytes()),
        ("d.example.toml", b"\xff"),
        ("e.example.toml", &vec![b'#'; 70_000]),
        (".f.example.toml", b"what an editor keeps"),
        ("notes.txt", b"not a recipe"),
    ]);
    fs::create_dir(folder.path().join("g.toml")).unwrap();
    assert_eq!(
        told(folder.path()),
        [
            "The recipe a.example.toml cannot be used, line 2: \
             unknown key headlin (did you mean headline?).",
            "The recipe b.example.toml cannot be used, line 1: entry is no CSS selector: div[.",
            "The recipe d.example.toml cannot be used: it is not UTF-8 text.",
            "The recipe e.example.toml cannot be used: it is longer than 64 KiB.",
            "The recipe g.toml cannot be used: it is no file.",
        ]
    );
}

#[test]
fn more_recipes_than_a_folder_may_hold_are_left_out_by_name() {
    let names: Vec<String> = (0..=FILES).map(|n| format!("{n:03}.toml")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|n| (n.as_str(), RIGHT.as_bytes()))
        .collect();
    assert_eq!(
        told(folder(&files).path()),
        ["The recipe 200.toml cannot be used: there are more than 200 of them."]
    );
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe.toml");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    assert_eq!(
        told(folder.path()),
        ["The recipe pipe.toml cannot be used: it is no file."]
    );
}
