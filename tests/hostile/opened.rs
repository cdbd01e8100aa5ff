//! What is executed where links of all kinds are opened: the one program that was meant, with its one argument.

use std::{fs, io::Write, os::unix::fs::PermissionsExt};

use crate::{nth, program, session::Session};

const LINKS: &[&str] = &[
    "https://a.example/plain",
    "https://a.example/$(id)`id`;id|id",
    "https://a.example/?-x&--new=1",
    "https://a.example/'quoted'%00",
    "http://b.example/picture.png",
    "https://a.example/%s%d",
];

#[test]
fn one_program_is_executed_for_each_link_with_the_address_as_its_argument() {
    if !nth::can_trace() {
        let told = writeln!(
            std::io::stderr(),
            "strace is missing or may not trace: nothing was opened"
        );
        return told.unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (viewer, record, page) = (at("viewer"), at("record"), at("page.html"));
    fs::write(&viewer, "#!/bin/sh\nexit 0\n").unwrap();
    fs::set_permissions(&viewer, fs::Permissions::from_mode(0o755)).unwrap();
    let links = LINKS
        .iter()
        .map(|link| format!("<a href=\"{}\">words</a> and ", link.replace('&', "&amp;")));
    let body = links.collect::<String>();
    let data = serde_json::json!({
        "@type": "LiveBlogPosting", "headline": "The pier: latest",
        "liveBlogUpdate": [{"@type": "BlogPosting", "@id": "u1", "headline": "Pier shut",
            "datePublished": "2025-08-07T04:00:00Z", "articleBody": format!("<p>{body} no more.</p>")}]
    });
    let data = data.to_string().replace("</", "<\\/");
    fs::write(
        &page,
        format!("<title>Pier</title><script type=application/ld+json>{data}</script>"),
    )
    .unwrap();
    let line = format!(
        "BROWSER='{viewer}' exec strace -f -qq -s 4096 -e trace=execve,execveat -o '{record}' '{}' '{page}'",
        program::path()
    );
    let mut session = Session::shell(&line, "");
    session.wait_for_text("Pier shut");
    for number in 1..=LINKS.len() {
        session.type_keys(&number.to_string());
        session.wait_until_gone("Opened ");
        session.type_keys("e");
        session.wait_for_text("Opened ");
    }
    session.type_keys("q");
    session.wait_for_end();
    let record = fs::read_to_string(&record).unwrap();
    // Places of the search path where a program is not are no execution.
    let executed: Vec<&str> = record
        .lines()
        .filter(|line| line.contains("exec") && line.ends_with(" = 0"))
        .collect();
    assert_eq!(executed.len(), 1 + LINKS.len(), "{record}");
    assert!(executed[0].contains(&program::path()), "{record}");
    for (line, link) in executed[1..].iter().zip(LINKS) {
        let url = newswire::model::WebUrl::parse(link).unwrap();
        let expected = format!("execve(\"{viewer}\", [\"{viewer}\", \"{url}\"], ");
        assert!(line.contains(&expected), "{line}\n{expected}");
    }
}
