//! A machine that grants little, and things in the place of our files.

use std::{fs, process::Command as Plain};

use super::{newswire, outcome};

/// Returns what is told where the shell grants no more than this; the program must end with 1.
fn told_under(limit: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let line = format!(
        "ulimit {limit}; exec {} list",
        env!("CARGO_BIN_EXE_newswire")
    );
    let output = Plain::new("sh")
        .args(["-c", &line])
        .env_clear()
        .env("HOME", home.path())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    told
}

#[test]
fn too_few_files_are_told_in_a_sentence() {
    assert_eq!(
        told_under("-n 8"),
        "newswire: Too few files can be opened here; raise the limit, as with ulimit -n 256.\n"
    );
}

#[test]
fn too_little_memory_is_told_in_a_sentence() {
    // An address space of 100 MiB: the program itself starts in it.
    assert_eq!(
        told_under("-v 102400"),
        "newswire: Too little memory can be used here; raise the limit, as with ulimit -v 1000000.\n"
    );
}

#[test]
fn what_was_left_out_of_a_page_is_told_beside_it_and_in_it() {
    let home = tempfile::tempdir().unwrap();
    let update = |n: usize| {
        let (hour, minute) = (n / 60 % 24, n % 60);
        let day = 1 + n / 1440;
        serde_json::json!({"@type": "BlogPosting", "@id": format!("#u{n}"), "headline": format!("Update {n}"),
            "articleBody": "Text.", "datePublished": format!("2025-08-0{day}T{hour:02}:{minute:02}:00Z")})
    };
    let data = |updates: usize| {
        let updates: Vec<_> = (0..updates).map(update).collect();
        let data = serde_json::json!({"@type": "LiveBlogPosting", "headline": "Bridge", "liveBlogUpdate": updates});
        format!("<title>Live</title><script type=\"application/ld+json\">{data}</script>")
    };
    let deep = format!("{}{}", data(5), "<div>".repeat(600));
    for (page, sentence) in [
        (data(2_100), "oldest 100 were left out"),
        (deep, "what lies deepest was left out"),
    ] {
        fs::write(home.path().join("page.html"), page).unwrap();
        let mut command = newswire(home.path());
        let (status, printed, told) =
            outcome(command.args(["print", "--format", "json", "page.html"]));
        assert_eq!(status, 0, "{told}");
        assert!(told.contains(sentence), "{told}");
        let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let warnings = printed["_newswire"]["warnings"].to_string();
        assert!(warnings.contains(sentence), "{warnings}");
    }
}

fn pipe(path: &std::path::Path) {
    let mode = rustix::fs::Mode::RWXU;
    let kind = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, path, kind, mode, 0).unwrap();
}

#[test]
fn a_pipe_in_the_place_of_log_or_lock_makes_nothing_wait() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    pipe(&data.join("history.lock"));
    let list = |more: &[&str]| {
        let mut command = newswire(home.path());
        command.timeout(std::time::Duration::from_secs(20));
        outcome(command.arg("--data-dir").arg(&data).arg("list").args(more))
    };
    assert_eq!(list(&[]).0, 0);
    pipe(&data.join("newswire.log"));
    let (status, _, told) = list(&["-v"]);
    assert_eq!(status, 1);
    assert!(told.contains("Cannot write the log file"), "{told}");
}

#[test]
fn a_link_in_the_place_of_the_history_is_set_aside_and_what_it_leads_to_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    let precious = home.path().join("precious");
    fs::write(&precious, "").unwrap();
    std::os::unix::fs::symlink(&precious, data.join("history.db")).unwrap();
    let mut command = newswire(home.path());
    let (status, _, told) = outcome(command.arg("--data-dir").arg(&data).arg("list"));
    assert_eq!(status, 0);
    assert!(told.contains("set aside"), "{told}");
    assert_eq!(fs::read(&precious).unwrap(), b"");
}

#[test]
fn a_terminal_is_no_settings_file() {
    let home = tempfile::tempdir().unwrap();
    let line = format!(
        "{} --config /dev/tty config check",
        env!("CARGO_BIN_EXE_newswire")
    );
    // A terminal of its own, so that there is one.
    let output = Plain::new("script")
        .args(["-qec", &line, "/dev/null"])
        .env("HOME", home.path())
        .stdin(std::process::Stdio::null())
        .output();
    let Ok(output) = output else { return };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("it is a terminal, not a file"), "{told}");
}
