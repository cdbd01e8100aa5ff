use chrono::{DateTime, Utc};

use super::*;
use crate::{model::Voice, source::extract};

const ADDRESS: &str = "https://post.example/live/bridge";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_754_540_000, 0).unwrap()
}

/// A page with two updates, `marks` in its head, and `body` around its updates.
fn page(marks: &str, updates: &str) -> String {
    format!(
        "<!doctype html><title>Bridge closed: live</title>{marks}<h1>Bridge closed: live</h1><main>{updates}</main>"
    )
}

/// An update of a minute that its id ends with.
fn update(id: &str, attributes: &str, words: &str) -> String {
    let minute = id.bytes().last().map_or(0, |b| (b - b'0') % 10);
    format!(
        "<article id='{id}' {attributes}><time datetime='2025-08-07T04:0{minute}:00Z'>05:0{minute}</time><h3>{words}</h3>\
         <p>{words}: the harbour office says that the northern pier is safe and will open again.</p></article>"
    )
}

fn three(prefix: &str, attributes: &str) -> String {
    ["1003", "1002", "1001"]
        .map(|n| update(&format!("{prefix}{n}"), attributes, &format!("Report {n}")))
        .concat()
}

fn found(source: &str) -> Option<Platform> {
    let address = WebUrl::parse(ADDRESS).unwrap();
    let page = Page {
        bytes: source.as_bytes(),
        content_type: Some("text/html"),
        address: Some(&address),
        fetched_at: now(),
        saved: None,
        cancellation: None,
    };
    extract(&page).unwrap().platform
}

fn answer(platform: &mut Platform, body: &str) -> Result<Answer, Unreadable> {
    let address = WebUrl::parse(ADDRESS).unwrap();
    platform.read(&Page {
        bytes: body.as_bytes(),
        content_type: None,
        address: Some(&address),
        fetched_at: now(),
        saved: None,
        cancellation: None,
    })
}

fn request(platform: &Platform) -> String {
    platform.request(now()).unwrap().to_string()
}

/// The ids of an answer's updates and of those that it takes away.
fn ids(answer: &Answer) -> (Vec<String>, Vec<String>) {
    let snapshot = answer.snapshot.as_ref().unwrap();
    let removed = match &snapshot.window {
        Window::Delta { removed } => removed.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    (
        snapshot.entries.iter().map(|e| e.id.to_string()).collect(),
        removed,
    )
}

#[test]
fn the_marks_of_platforms_are_found_at_once_and_none_is_a_part_of_another() {
    for (at, mark) in MARKS.iter().enumerate() {
        assert_eq!(marks(&format!("x{mark}y")), HashSet::from([*mark]));
        let others = MARKS.iter().enumerate().filter(|(other, _)| *other != at);
        assert!(others.clone().all(|(_, other)| !other.contains(mark)));
    }
    assert_eq!(marks(&MARKS.concat()).len(), MARKS.len());
    assert!(marks("Storm").is_empty());
}

#[test]
fn a_page_without_marks_has_no_platform() {
    assert!(found(&page("", &three("post-", ""))).is_none());
}

#[test]
fn automattic_asks_for_what_came_after_the_newest_event() {
    let settings = "<script>var liveblog_settings = {\"endpoint_url\":\"https:\\/\\/post.example\\/wp-json\\/liveblog\\/v1\\/77\\/\",\
        \"refresh_interval\":\"10\",\"latest_entry_timestamp\":\"1754539901\",\"state\":\"enable\"};</script>";
    let mut platform = found(&page(settings, &three("", ""))).unwrap();
    assert_eq!(platform.name(), "Automattic Liveblog");
    assert_eq!(
        request(&platform),
        "https://post.example/wp-json/liveblog/v1/77/entries/1754539900/1754540000/"
    );
    let news = answer(
        &mut platform,
        r#"{"entries":[
            {"id":1004,"type":"new","content":"<p>Tugs pull the ship away.</p>","timestamp":1754539990,"entry_time":1754539990},
            {"id":1002,"type":"update","content":"<p>The pier is safe.</p>","timestamp":1754539991,"entry_time":1754539000},
            {"id":1001,"type":"delete","content":"","timestamp":1754539995,"entry_time":1754538000}],
            "latest_timestamp":1754539995,"refresh_interval":20}"#,
    )
    .unwrap();
    assert_eq!(
        ids(&news),
        (vec!["1004".into(), "1002".into()], vec!["1001".into()])
    );
    assert!(request(&platform).ends_with("/entries/1754539980/1754540000/"));
    let nothing = answer(&mut platform, r#"{"entries":[],"latest_timestamp":null}"#).unwrap();
    assert!(nothing.snapshot.is_none());
    assert!(answer(&mut platform, "<html>Not found</html>").is_err());
}

/// Automattic's settings of a page, with one member more.
fn liveblog(member: &str) -> Platform {
    let settings = format!(
        "<script>var liveblog_settings = {{\"endpoint_url\":\"https://post.example/live/v1/77/\",{member},\"state\":\"enable\"}};</script>"
    );
    found(&page(&settings, &three("", ""))).unwrap()
}

#[test]
fn automattic_entries_are_what_the_page_shows_as_their_last_event_leaves_them() {
    let mut platform = liveblog("\"latest_entry_timestamp\":1754539901");
    let news = answer(
        &mut platform,
        r#"{"entries":[
            {"id":1004,"type":"new","content":"/key :tug: pulls","render":"<p>A tug pulls.</p>","timestamp":1754539910,"entry_time":1754539910},
            {"id":1005,"type":"new","content":"Wrong","render":"<p>Wrong.</p>","timestamp":1754539920,"entry_time":1754539920},
            {"id":1004,"type":"update","content":"/key :tug: pulls it away","render":"<p>A tug pulls it away.</p>","timestamp":1754539930,"entry_time":1754539910},
            {"id":1005,"type":"delete","content":"","render":"","timestamp":1754539940,"entry_time":1754539920}]}"#,
    )
    .unwrap();
    assert_eq!(ids(&news), (vec!["1004".into()], vec!["1005".into()]));
    let entry = &news.snapshot.unwrap().entries[0];
    assert_eq!(entry.body.text(), "A tug pulls it away.");
    let edited = entry.modified.as_ref().unwrap();
    assert_eq!(edited.at.timestamp(), 1_754_539_930);
}

#[test]
fn no_number_of_a_page_or_an_answer_stops_the_polls() {
    for member in [
        "\"latest_entry_timestamp\":9223372036854775807",
        "\"latest_entry_timestamp\":-9223372036854775808",
        "\"latest_entry_timestamp\":1754540000000",
        "\"refresh_interval\":9223372036854775807",
        "\"refresh_interval\":-9223372036854775808",
    ] {
        let mut platform = liveblog(member);
        let body = format!("{{\"entries\":[],{member},\"latest_timestamp\":9223372036854775807}}");
        answer(&mut platform, &body).unwrap();
        let asked = request(&platform);
        let (start, end) = asked
            .trim_end_matches('/')
            .rsplit_once('/')
            .and_then(|(rest, end)| Some((rest.rsplit('/').next()?, end)))
            .unwrap();
        let number = |text: &str| text.parse::<i64>().unwrap();
        assert!(number(start) < number(end), "{member}: {asked}");
        assert!(number(end) > 1_754_539_000, "{member}: {asked}");
        assert!(platform.min_interval() <= Duration::from_mins(10));
    }
    let list = live_list(&three("post-", "data-sort-time=5"), "");
    let slow = list.replace("15000", "18446744073709551615");
    let platform = found(&page("", &slow)).unwrap();
    assert!(platform.min_interval() <= Duration::from_mins(10));
}

#[test]
fn an_archived_liveblog_is_read_and_not_polled() {
    let settings = "<script>var liveblog_settings = {\"endpoint_url\":\"https://post.example/x/\",\"state\":\"archive\"};</script>";
    let platform = found(&page(settings, &three("", ""))).unwrap();
    assert!(platform.is_over() && platform.request(now()).is_none());
    assert_eq!(
        platform.opening().unwrap().as_str(),
        "https://post.example/x/get-entries/1/latest"
    );
}

#[test]
fn norkon_goes_on_from_the_last_change() {
    let mark = "<div data-norkon-channel-id='55' data-norkon-tenant='post-prod'></div>";
    let mut platform = found(&page(mark, &three("", ""))).unwrap();
    assert!(request(&platform).ends_with("/BulletinFeed/post-prod/55/Initial/"));
    let news = answer(
        &mut platform,
        "\u{feff}{\"success\":true,\"result\":{\"lastChangesId\":563905,\"addedOrChanged\":[\
         {\"id\":1004,\"authorName\":\"Anna Roe\",\"created\":1754539990,\"title\":\"Ship moves\",\"content\":{\"html\":\"<p>Tugs pull the ship away.</p>\"}}]}}",
    )
    .unwrap();
    assert_eq!(ids(&news).0, ["1004"]);
    assert_eq!(
        news.snapshot.unwrap().entries[0].authors[0].name.as_str(),
        "Anna Roe"
    );
    assert!(request(&platform).ends_with("/Changes/563905"));
    assert!(answer(&mut platform, r#"{"success":false,"errMessage":"no"}"#).is_err());
}

#[test]
fn guardian_blocks_come_five_at_a_time() {
    let id = |n: char| format!("block-60300f5f8f08ad21ea6007{n}{n}");
    let config = "<script>window.guardian={\"config\":{\"page\":{\"ajaxUrl\":\"https://api.post.example\",\"pageId\":\"world/live/bridge\"}}}</script>";
    let updates = ['3', '2', '1']
        .map(|n| update(&id(n), "", &format!("Report {n}")))
        .concat();
    let mut platform = found(&page(config, &updates)).unwrap();
    assert_eq!(
        request(&platform),
        "https://api.post.example/world/live/bridge.json?lastUpdate=block-60300f5f8f08ad21ea600733&isLivePage=true&dcr=true"
    );
    let html = serde_json::to_string(&update(&id('4'), "", "Report 4")).unwrap();
    let body = format!(
        r#"{{"numNewBlocks":1,"html":{html},"mostRecentBlockId":"block-60300f5f8f08ad21ea600744"}}"#
    );
    let news = answer(&mut platform, &body).unwrap();
    assert!(news.more);
    assert_eq!(ids(&news).0, [id('4')]);
    assert!(request(&platform).contains("lastUpdate=block-60300f5f8f08ad21ea600744"));
    let nothing = answer(&mut platform, r#"{"numNewBlocks":0,"timeline":""}"#).unwrap();
    assert!(nothing.snapshot.is_none() && !nothing.more);
}

#[test]
fn bbc_answers_with_the_whole_first_page() {
    let data = "<script>{\"liveTextStreamId\":\"188382272C5F435AAD3C79811E7FB951\"}</script>";
    let mut platform = found(&page(data, &three("post-urn-", ""))).unwrap();
    assert!(
        request(&platform)
            .contains("liveTextStreamId=188382272C5F435AAD3C79811E7FB951&type=curated")
    );
    let post = |n: u32| {
        format!(
            r#"{{"urn":"post-urn-{n}","header":{{"model":{{"blocks":[{{"type":"headline","model":{{"blocks":[{{"type":"text","model":{{"text":"Ship moves"}}}}]}}}}]}}}},
            "content":{{"model":{{"blocks":[{{"type":"paragraph","model":{{"text":"Tugs pull the ship away."}}}}]}}}},
            "dates":{{"firstPublished":"2025-08-07T04:10:00Z","lastPublished":"2025-08-07T04:11:00Z"}},"options":{{"isBreakingNews":true}}}}"#
        )
    };
    let body = format!(
        r#"{{"data":{{"results":[{},{}],"page":{{"index":1,"total":3}}}}}}"#,
        post(1004),
        post(1003)
    );
    let news = answer(&mut platform, &body).unwrap();
    let snapshot = news.snapshot.unwrap();
    assert_eq!(snapshot.window, Window::Full);
    let first = &snapshot.entries[0];
    assert_eq!(first.headline.as_ref().unwrap().as_str(), "Ship moves");
    assert_eq!(first.body.text(), "Tugs pull the ship away.");
    assert!(first.marks.key_event);
    assert_eq!(snapshot.entries.len(), 2);
}

#[test]
fn sourcefabric_tells_what_was_taken_back() {
    let data = "<script>window.LB = {\"api_host\":\"https://lb.example/\",\"blog\":{\"_id\":\"58d2a1f7f6f3e900a1b2c3d4\"}};</script>";
    let mut platform = found(&page(data, &three("", ""))).unwrap();
    assert!(request(&platform).starts_with(
        "https://lb.example/api/client_blogs/58d2a1f7f6f3e900a1b2c3d4/posts?max_results=50&source="
    ));
    let news = answer(
        &mut platform,
        r#"{"_items":[
          {"_id":"1004","post_status":"open","published_date":"2025-08-07T04:10:00+00:00","content_updated_date":"2025-08-07T04:10:05+00:00","items":[{"item_type":"text","text":"<p>Tugs pull the ship away.</p>"}]},
          {"_id":"1001","post_status":"open","deleted":true,"published_date":"2025-08-07T03:10:00+00:00","content_updated_date":"2025-08-07T04:09:00+00:00"},
          {"_id":"1002","post_status":"submitted","published_date":"2025-08-07T03:10:00+00:00","content_updated_date":"2025-08-07T04:08:00+00:00"}]}"#,
    )
    .unwrap();
    assert_eq!(
        ids(&news),
        (vec!["1004".into()], vec!["1001".into(), "1002".into()])
    );
    assert!(request(&platform).contains("2025-08-07T04%3A10%3A05"));
}

/// A page that shows no update, and what is in it.
fn bare(marks: &str) -> String {
    format!(
        "<!doctype html><title>Bridge shut</title><h1>Bridge shut</h1><p>What we know of the bridge.</p>{marks}"
    )
}

fn page_of(platform: &mut Platform, address: &WebUrl, body: &str) -> Snapshot {
    let read = platform.read_page(&Page {
        bytes: body.as_bytes(),
        content_type: None,
        address: Some(address),
        fetched_at: now(),
        saved: None,
        cancellation: None,
    });
    read.unwrap()
}

fn names(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.entries.iter().map(|e| e.id.as_str()).collect()
}

#[test]
fn a_platform_is_found_in_a_page_that_shows_no_update() {
    for (marks, opening) in [
        (
            "<script>var liveblog_settings = {\"endpoint_url\":\"/?rest_route=/liveblog/v1/77/\",\"state\":\"enable\"};</script>",
            "https://post.example/?rest_route=/liveblog/v1/77/get-entries/1/latest",
        ),
        (
            "<div id=elb-liveblog class=elb-liveblog data-status=open data-endpoint='/wp-json/easy-liveblogs/v1/liveblog/7'></div>",
            "https://post.example/wp-json/easy-liveblogs/v1/liveblog/7",
        ),
        (
            "<script>const channelID = \"bridge-7\";</script><script src='/static/wagtail_live/js/polling/intervalpolling.js'></script>",
            "https://post.example/wagtail_live/get-updates/bridge-7/?last_update_ts=0",
        ),
        (
            "<div data-norkon-channel-id='55' data-norkon-tenant='post-prod'></div>",
            "https://livecentercdn.norkon.net/BulletinFeed/post-prod/55/Initial/",
        ),
    ] {
        let platform = found(&bare(marks)).unwrap_or_else(|| panic!("{marks}"));
        assert_eq!(platform.opening().unwrap().as_str(), opening);
    }
}

#[test]
fn a_page_that_shows_its_updates_as_well_as_its_platform_is_not_asked_for_twice() {
    let mark = "<div data-norkon-channel-id='55' data-norkon-tenant='post-prod'></div>";
    assert!(
        found(&page(mark, &three("", "")))
            .unwrap()
            .opening()
            .is_none()
    );
}

#[test]
fn every_field_that_an_answer_states_is_the_platforms_word() {
    let mut platform = liveblog("\"latest_entry_timestamp\":1754539901");
    let news = answer(
        &mut platform,
        r#"{"entries":[{"id":"1004","type":"new","render":"<p>A tug pulls.</p>","timestamp":"1754539910","entry_time":1754539910}]}"#,
    );
    let snapshot = news.unwrap().snapshot.unwrap();
    let said = snapshot.entries[0].provenance;
    for voice in [said.headline, said.body, said.published, said.marks] {
        assert_eq!(voice.by, Witness::Platform);
        assert!(voice.rank > 0);
    }
    assert_eq!(said.authors, Voice::default(), "nobody was named");
}

#[test]
fn pages_of_entries_lead_to_older_ones_as_of_the_newest() {
    let settings = "<script>var liveblog_settings = {\"endpoint_url\":\"https://post.example/live/v1/77/\",\"state\":\"enable\"};</script>";
    let mut platform = found(&bare(settings)).unwrap();
    let entry = |id: u32| {
        format!(
            r#"{{"id":"{id}","type":"update","render":"<p>Report {id}.</p>","timestamp":"1754539{id}","entry_time":"1754538{id}"}}"#
        )
    };
    let body = |first: u32, page: u32| {
        format!(
            r#"{{"entries":[{},{}],"page":{page},"pages":2,"total":4}}"#,
            entry(first),
            entry(first - 1)
        )
    };
    let first = platform.opening().unwrap();
    let newest = page_of(&mut platform, &first, &body(904, 1));
    assert_eq!(names(&newest), ["904", "903"]);
    assert_eq!(newest.window, Window::Full);
    let older = newest.older.unwrap();
    assert_eq!(
        older.as_str(),
        "https://post.example/live/v1/77/get-entries/2/904-1754539904"
    );
    assert!(platform.has_page(&older) && !platform.has_page(&WebUrl::parse(ADDRESS).unwrap()));
    let last = page_of(&mut platform, &older, &body(902, 2));
    assert_eq!(names(&last), ["902", "901"]);
    assert_eq!(last.older, None);
}

#[test]
fn a_cursor_is_taken_up_by_its_own_platform_and_no_other() {
    let mut platform = liveblog("\"latest_entry_timestamp\":1754539950");
    platform.resume("Norkon Live Center: 1754530000");
    assert!(request(&platform).contains("/entries/1754539950/"));
    platform.resume("Automattic Liveblog: 1754530000");
    assert!(request(&platform).contains("/entries/1754530000/"));
    assert_eq!(
        platform.cursor().as_deref(),
        Some("Automattic Liveblog: 1754530000")
    );
}

#[test]
fn easy_liveblogs_answer_with_all_updates() {
    let mark = "<div id=elb-liveblog class=elb-liveblog data-status=open data-endpoint='/wp-json/easy-liveblogs/v1/liveblog/7'></div>";
    let mut platform = found(&bare(mark)).unwrap();
    let body = |status: &str| {
        format!(
            r#"{{"id":7,"title":"Bridge shut","status":"{status}","updates":[
            {{"id":12,"title":"Ship moves","content":"<p>Tugs pull the ship away.</p>","time":"04:10","datetime":"2025-08-07T04:10:00+01:00","modified":"2025-08-07T04:12:00+01:00","author":"Anna Roe"}},
            {{"id":11,"title":"Pier safe","content":"<p>The pier is safe.</p>","time":"04:00","datetime":"2025-08-07T04:00:00+01:00","modified":"2025-08-07T04:00:00+01:00","author":"Anna Roe"}}]}}"#
        )
    };
    let news = answer(&mut platform, &body("open"))
        .unwrap()
        .snapshot
        .unwrap();
    assert_eq!(names(&news), ["12", "11"]);
    assert_eq!(news.window, Window::Full);
    let first = &news.entries[0];
    assert_eq!(first.headline.as_ref().unwrap().as_str(), "Ship moves");
    assert_eq!(first.authors[0].name.as_str(), "Anna Roe");
    let ended = answer(&mut platform, &body("closed")).unwrap().snapshot;
    assert_eq!(ended.unwrap().blog.status, Status::Ended);
}

#[test]
fn wagtail_live_tells_what_changed_and_what_is_there() {
    let mark = "<script>const channelID = 'bridge';</script><script src='/wagtail_live/js/polling/intervalpolling.js'></script>";
    let mut platform = found(&bare(mark)).unwrap();
    let post = |id: &str, words: &str| {
        format!(
            r#""{id}":{{"show":true,"content":"<div class='live-post' data-post-id='{id}'><div class='live-post-created'><time datetime='2025-08-07T04:10:00Z'>04:10</time></div><div class='live-post-content'><p>{words}</p></div></div>"}}"#
        )
    };
    let first = format!(
        r#"{{"updates":{{{},{}}},"currentPosts":["a-1","b-2"],"lastUpdateTimestamp":1754539800.25}}"#,
        post("a-1", "The pier is safe."),
        post("b-2", "Tugs pull the ship away.")
    );
    let news = answer(&mut platform, &first).unwrap();
    let (mut updates, removed) = ids(&news);
    updates.sort();
    assert_eq!(
        (updates, removed),
        (vec!["a-1".into(), "b-2".into()], vec![])
    );
    assert!(request(&platform).ends_with("?last_update_ts=1754539800.25"));
    let second = format!(
        r#"{{"updates":{{{}}},"currentPosts":["b-2"],"lastUpdateTimestamp":1754539900.5}}"#,
        post("b-2", "Tugs pulled the ship away.")
    );
    let news = answer(&mut platform, &second).unwrap();
    assert_eq!(ids(&news), (vec!["b-2".into()], vec!["a-1".into()]));
}

#[test]
fn norkon_leads_to_earlier_bulletins() {
    let mark = "<div data-norkon-channel-id='55' data-norkon-tenant='post-prod'></div>";
    let mut platform = found(&bare(mark)).unwrap();
    let bulletin = |id: u32| {
        format!(
            r#"{{"id":{id},"created":175453{id},"title":"Report","content":{{"html":"<p>Report {id} of the harbour.</p>"}}}}"#
        )
    };
    let initial = format!(
        r#"{{"success":true,"result":{{"lastChangesId":5,"hasMore":true,"addedOrChanged":[{},{}]}}}}"#,
        bulletin(9004),
        bulletin(9003)
    );
    let first = platform.opening().unwrap();
    let older = page_of(&mut platform, &first, &initial).older.unwrap();
    assert!(older.as_str().ends_with("/post-prod/55/EarlierObj/9003/"));
    let earlier = format!(
        r#"{{"result":{{"bulletins":[{}],"hasMore":false}}}}"#,
        bulletin(9002)
    );
    let last = page_of(&mut platform, &older, &earlier);
    assert_eq!(names(&last), ["9002"]);
    assert_eq!(last.older, None);
}

fn live_list(items: &str, more: &str) -> String {
    format!(
        "<amp-live-list id=live data-poll-interval=15000 data-max-items-per-page=20 {more}><button update></button><div items>{items}</div></amp-live-list>"
    )
}

#[test]
fn amp_lists_tell_edits_and_tombstones_and_nothing_by_absence() {
    let item = |n: u32, time: u32| {
        update(
            &format!("post-{n}"),
            &format!("data-sort-time={n}000 data-update-time={time}"),
            &format!("Report {n}"),
        )
    };
    let items = [item(1003, 50), item(1002, 40), item(1001, 30)].concat();
    let mut platform = found(&page("", &live_list(&items, ""))).unwrap();
    assert_eq!(
        request(&platform),
        format!("{ADDRESS}?amp_latest_update_time=50")
    );
    let items = [
        item(1004, 60),
        // Equal times come again.
        item(1003, 50),
        item(1002, 55),
        "<div id=post-1001 data-sort-time=1001000 data-tombstone></div>".to_owned(),
        "<div id=post-900 data-sort-time=900000 data-tombstone></div>".to_owned(),
    ];
    let news = answer(&mut platform, &live_list(&items.concat(), "")).unwrap();
    let (mut updates, removed) = ids(&news);
    updates.sort();
    assert_eq!(updates, ["post-1002", "post-1004"]);
    assert_eq!(removed, ["post-1001"]);
    // What was buried stays so.
    let again = answer(&mut platform, &live_list(&item(1001, 99), "")).unwrap();
    assert!(again.snapshot.is_none());
    let ended = answer(&mut platform, &live_list("", "disabled")).unwrap();
    assert_eq!(ended.snapshot.unwrap().blog.status, Status::Ended);
    let none = answer(&mut platform, "<!doctype html><p>Nothing new").unwrap();
    assert!(none.snapshot.is_none());
}

#[test]
fn amp_items_are_read_in_all_lists_of_the_page_and_in_no_other() {
    let item = |n: u32| {
        update(
            &format!("post{n}"),
            &format!("data-sort-time={n}"),
            &format!("Report {n}"),
        )
    };
    let second = |items: &str, more: &str| live_list(items, more).replace("id=live", "id=second");
    let first = live_list(&[item(1003), item(1002), item(1001)].concat(), "");
    let lists = [first, second(&[item(2002), item(2001)].concat(), "")].concat();
    let mut platform = found(&page("", &lists)).unwrap();
    assert!(request(&platform).ends_with("=2002"));
    let third = live_list(&item(3001), "").replace("id=live", "id=third");
    let news = answer(&mut platform, &[second(&item(2003), ""), third].concat()).unwrap();
    assert_eq!(ids(&news).0, ["post2003"]);
    let one = answer(&mut platform, &live_list("", "disabled")).unwrap();
    assert!(one.snapshot.is_none(), "one of two lists runs");
    let both = [live_list("", "disabled"), second("", "disabled")].concat();
    let ended = answer(&mut platform, &both).unwrap();
    assert_eq!(ended.snapshot.unwrap().blog.status, Status::Ended);
}

#[test]
fn amp_items_that_are_named_by_their_last_edit_are_left_to_the_page() {
    let items = [1_754_539_300, 1_754_539_200, 1_754_539_100].map(|at: u64| {
        let edited = at + 40;
        let time = format!("data-sort-time={at}");
        update(&format!("post{edited}"), &time, &format!("Report {at}"))
    });
    assert!(found(&page("", &live_list(&items.concat(), ""))).is_none());
}
