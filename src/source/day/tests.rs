use super::*;
use crate::source::extract;

#[test]
fn addresses_tell_their_day() {
    for (address, day) in [
        (
            "https://a.example/live/2025/aug/07/bridge",
            Some("2025-08-07"),
        ),
        (
            "https://a.example/2025/08/07/bridge.html",
            Some("2025-08-07"),
        ),
        (
            "https://a.example/news/bridge-2025-08-07-live",
            Some("2025-08-07"),
        ),
        ("https://a.example/bridge-20250807", Some("2025-08-07")),
        ("https://a.example/2025/bridge", None),
        ("https://a.example/bridge-12345678", None),
    ] {
        let url: WebUrl = WebUrl::parse(address).unwrap();
        assert_eq!(
            address_day(&url).map(|d| d.to_string()).as_deref(),
            day,
            "{address}"
        );
    }
}

/// Reads a page of updates that show these times.
fn read(head: &str, times: &[&str], saved: Option<&str>, now: &str) -> Vec<Stamp> {
    let update = |(n, time): (usize, &&str)| {
        format!(
            "<article class='post' id='post-10{n}'><span class='time'>{time}</span><h3>The boat has left quay {n}</h3>\
             <p>Everybody who had waited at quay {n} since dawn is aboard it, says the harbour master.</p></article>"
        )
    };
    let updates: String = times.iter().enumerate().map(update).collect();
    let page = format!(
        "<html lang='en-GB'><head><title>Boats leave the harbour: live updates</title>{head}</head>\
         <main><h1>Boats leave the harbour: live updates</h1><div class='liveblog'>{updates}</div></main></html>"
    );
    stamps(&page, saved, now)
}

fn stamps(page: &str, saved: Option<&str>, now: &str) -> Vec<Stamp> {
    let read = extract(&Page {
        bytes: page.as_bytes(),
        content_type: None,
        address: None,
        fetched_at: now.parse().unwrap(),
        saved: saved.map(|at| at.parse().unwrap()),
        cancellation: None,
    });
    let entries = read.unwrap().snapshot.entries;
    entries.into_iter().filter_map(|e| e.published).collect()
}

fn told(stamps: &[Stamp]) -> Vec<String> {
    let told = stamps.iter();
    told.map(|stamp| stamp.utc().format("%F %H:%M").to_string())
        .collect()
}

const AGO: [&str; 3] = ["5 minutes ago", "1 hour ago", "3 hours ago"];
const CLOCKS: [&str; 3] = ["14:10", "13:15", "11:15"];
const YEARS_LATER: &str = "2026-11-28T15:00:00Z";

#[test]
fn relative_times_of_a_saved_page_count_from_the_newest_date_that_it_states() {
    for head in [
        "<meta property='article:modified_time' content='2020-02-19T14:15:00Z'>",
        "<meta property='article:published_time' content='2020-02-19T14:15:00Z'>",
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"dateModified\": \"2020-02-19T14:15:00Z\"}</script>",
        "<time>Wednesday 19 February 2020 14:15 GMT</time>",
        "<time datetime='2020-02-19T14:15:00Z'>a while ago</time>",
    ] {
        let stamps = read(head, &AGO, Some(YEARS_LATER), YEARS_LATER);
        let expected = ["2020-02-19 14:10", "2020-02-19 13:15", "2020-02-19 11:15"];
        assert_eq!(told(&stamps), expected, "{head}");
        assert!(stamps.iter().all(|stamp| !stamp.guessed), "{head}");
    }
}

#[test]
fn the_newest_time_of_an_update_is_a_date_that_the_page_states() {
    let update = |(n, date): (usize, &str)| {
        format!(
            "{{\"@type\": \"BlogPosting\", \"headline\": \"The boat has left quay {n}\", {date} \"articleBody\": \
             \"Everybody who had waited at quay {n} since dawn is aboard it, says the harbour master.\"}}"
        )
    };
    let dates = ["\"datePublished\": \"2020-02-19T14:10:00Z\",", "", ""];
    let updates: Vec<String> = dates.into_iter().enumerate().map(update).collect();
    let head = format!(
        "<script type='application/ld+json'>{{\"@type\": \"LiveBlogPosting\", \"liveBlogUpdate\": [{}]}}</script>",
        updates.join(",")
    );
    let stamps = read(&head, &AGO, Some(YEARS_LATER), YEARS_LATER);
    let expected = ["2020-02-19 14:10", "2020-02-19 13:10", "2020-02-19 11:10"];
    assert_eq!(told(&stamps), expected);
}

#[test]
fn a_day_without_a_clock_is_stated_to_its_end_or_to_the_saving() {
    let head = "<meta property='article:modified_time' content='2020-02-19'>";
    for (saved, newest) in [
        (YEARS_LATER, "2020-02-19 23:54"),
        ("2020-02-19T14:15:00Z", "2020-02-19 14:10"),
    ] {
        let stamps = read(head, &AGO, Some(saved), YEARS_LATER);
        assert_eq!(told(&stamps).first().unwrap(), newest, "{saved}");
    }
}

#[test]
fn relative_times_date_no_clock_where_no_more_than_the_day_is_stated() {
    let head = "<meta property='article:modified_time' content='2020-02-19'>";
    let times = ["19:30", "64 sec ago", "19:10", "18:37"];
    let stamps = read(head, &times, Some(YEARS_LATER), YEARS_LATER);
    let told = told(&stamps);
    let clocks = ["2020-02-19 19:30", "2020-02-19 19:10", "2020-02-19 18:37"];
    assert!(
        clocks.iter().all(|clock| told.iter().any(|at| at == clock)),
        "{told:?}"
    );
}

#[test]
fn what_was_saved_within_hours_of_its_newest_date_is_read_as_of_its_saving() {
    let head = "<meta property='article:modified_time' content='2020-02-19T14:10:00Z'>";
    let stamps = read(head, &AGO, Some("2020-02-19T14:15:00Z"), YEARS_LATER);
    let expected = ["2020-02-19 14:10", "2020-02-19 13:15", "2020-02-19 11:15"];
    assert_eq!(told(&stamps), expected);
}

#[test]
fn a_page_that_states_no_date_is_read_as_of_its_file_and_its_times_are_guessed() {
    for times in [AGO, CLOCKS] {
        let stamps = read("", &times, Some("2020-02-19T14:15:00Z"), YEARS_LATER);
        let expected = ["2020-02-19 14:10", "2020-02-19 13:15", "2020-02-19 11:15"];
        assert_eq!(told(&stamps), expected, "{times:?}");
        assert!(stamps.iter().all(|stamp| stamp.guessed), "{times:?}");
    }
}

#[test]
fn a_clock_later_than_the_saving_is_of_the_day_before() {
    let times = ["23:10", "22:15", "21:15"];
    let stamps = read("", &times, Some("2020-02-19T14:15:00Z"), YEARS_LATER);
    assert_eq!(told(&stamps).first().unwrap(), "2020-02-18 23:10");
}

#[test]
fn a_saved_page_is_never_read_as_of_later_than_the_clock() {
    let ahead = "<meta property='article:modified_time' content='2020-02-25T08:00:00Z'>";
    for head in ["", ahead] {
        let stamps = read(head, &AGO, Some(YEARS_LATER), "2020-02-19T14:15:00Z");
        assert_eq!(told(&stamps).first().unwrap(), "2020-02-19 14:10", "{head}");
    }
}

#[test]
fn a_file_that_is_older_than_what_it_holds_is_not_believed() {
    let head = "<meta property='article:modified_time' content='2020-02-19T14:15:00Z'>";
    for saved in ["2019-06-01T00:00:00Z", "1970-01-01T00:00:01Z"] {
        let stamps = read(head, &AGO, Some(saved), YEARS_LATER);
        assert_eq!(
            told(&stamps).first().unwrap(),
            "2020-02-19 14:10",
            "{saved}"
        );
    }
}

#[test]
fn a_page_that_was_fetched_just_now_is_read_as_of_now() {
    let head = "<meta property='article:modified_time' content='2020-02-19T11:00:00Z'>";
    let stamps = read(head, &AGO, None, "2020-02-20T14:15:00Z");
    assert_eq!(told(&stamps).first().unwrap(), "2020-02-20 14:10");
    assert!(stamps.iter().all(|stamp| stamp.guessed));
}

#[test]
fn a_saved_text_is_read_as_of_its_dateline() {
    let text = |dateline: &str| {
        let updates = AGO.map(|time| {
            format!("{time}\nThe boat has left the quay\n\nEverybody who had waited since dawn is aboard it, says the harbour master.\n\n")
        });
        format!(
            "Boats leave the harbour: live updates\n\n{dateline}\n\n{}",
            updates.concat()
        )
    };
    let dateline = "Wednesday 19 February 2020 14:15 GMT";
    for (dateline, saved) in [
        (dateline, YEARS_LATER),
        ("By the harbour desk", "2020-02-19T14:15:00Z"),
    ] {
        let stamps = stamps(&text(dateline), Some(saved), YEARS_LATER);
        assert_eq!(
            told(&stamps).first().unwrap(),
            "2020-02-19 14:10",
            "{dateline}"
        );
    }
}

/// A page of clocks alone, with a line beside its headline.
fn page_of_clocks(line: &str) -> String {
    let update = |n: u32| {
        format!(
            "<article class='post'><span class='time'>1{n}:40</span><h3>The boat has left quay {n}</h3>\
             <p>Everybody who had waited at quay {n} since dawn is aboard it, says the harbour.</p></article>"
        )
    };
    let updates: String = (2..6).rev().map(update).collect();
    format!(
        "<title>Boats leave the harbour: live updates</title><main><header>\
         <h1>Boats leave the harbour: live updates</h1><p>{line}</p></header>\
         <div class='liveblog'>{updates}</div></main>"
    )
}

#[test]
fn a_day_that_the_head_shows_dates_clocks_in_every_language() {
    let lines = [
        "Published 3 March 2026",
        "First published: Tuesday 3 March 2026",
        "Last updated: 3 March 2026, 18:00",
        "Veröffentlicht am 3.3.2026",
        "Aktualisiert am 3. März 2026",
        "Publié le 3 mars 2026",
        "Mis à jour le 3 mars 2026",
        "Publicado el 3 de marzo de 2026",
        "Actualizado: 3 de marzo de 2026",
        "Publicado em 3 de março de 2026",
        "Atualizado em 3 de março de 2026",
        "Pubblicato il 3 marzo 2026",
        "Aggiornato il 3 marzo 2026",
        "Gepubliceerd op 3 maart 2026",
        "Bijgewerkt op 3 maart 2026",
        "Julkaistu 3.3.2026",
        "Päivitetty 3.3.2026",
        "Publicerad 3 mars 2026",
        "Uppdaterad 3 mars 2026",
        "Publisert 3. mars 2026",
        "Oppdatert 3. mars 2026",
        "Publiceret 3. marts 2026",
        "Opdateret 3. marts 2026",
        "Opublikowano: 3 marca 2026",
        "Aktualizacja: 3 marca 2026",
        "Publikováno 3. března 2026",
        "Aktualizováno 3. března 2026",
        "Publikované 3. marca 2026",
        "Aktualizované 3. marca 2026",
        "Közzétéve: 2026. március 3.",
        "Frissítve: 2026. március 3.",
        "Publicat: 3 martie 2026",
        "Actualizat: 3 martie 2026",
        "Objavljeno 3. ožujka 2026.",
        "Ažurirano 3. ožujka 2026.",
        "Објављено 3. марта 2026.",
        "Objavljeno: 3. marca 2026",
        "Yayınlanma: 3 Mart 2026",
        "Güncelleme: 3 Mart 2026",
        "Опубликовано 3 марта 2026",
        "Обновлено 3 марта 2026",
        "Опубліковано 3 березня 2026",
        "Оновлено 3 березня 2026",
        "Публикувано на 3 март 2026",
        "Δημοσιεύθηκε 3 Μαρτίου 2026",
        "Ενημερώθηκε 3 Μαρτίου 2026",
        "Avaldatud 3. märts 2026",
        "Uuendatud 3. märts 2026",
        "Publicēts 2026. gada 3. martā",
        "Paskelbta 2026 m. kovo 3 d.",
        "Diterbitkan 3 Maret 2026",
        "Diperbarui 3 Maret 2026",
        "Diterbitkan pada 3 Mac 2026",
        "Đăng ngày 3 tháng 3, 2026",
        "Publicat el 3 de març de 2026",
        "公開日 2026年3月3日",
        "発表 2026年3月3日",
        "发布时间：2026年3月3日",
        "更新時間：2026年3月3日",
        "입력 2026년 3월 3일",
        "تاريخ النشر: 3 مارس 2026",
        "נערך 3 במרץ 2026",
        "प्रकाशित: 3 मार्च 2026",
        "প্রকাশিত: ৩ মার্চ ২০২৬",
    ];
    let is_wrong = |line: &&str| {
        let told = told(&stamps(&page_of_clocks(line), None, "2026-11-28T12:00:00Z"));
        told.iter().any(|time| !time.starts_with("2026-03-03"))
    };
    let wrong: Vec<&str> = lines.into_iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_day_of_publication_that_is_not_long_past_dates_no_clock() {
    for (line, day) in [
        ("Published 26 November 2026", "2026-11-28"),
        ("Updated 26 November 2026", "2026-11-26"),
        ("The harbour was built on 3 March 2026", "2026-11-28"),
        ("Updated yesterday", "2026-11-28"),
    ] {
        let told = told(&stamps(&page_of_clocks(line), None, "2026-11-28T18:00:00Z"));
        assert!(
            told.iter().all(|time| time.starts_with(day)),
            "{line}: {told:?}"
        );
    }
}
