use super::*;

#[test]
fn bylines_name_people() {
    for (line, expected) in [
        // Openings and conjunctions by language.
        ("By Anna Roe", "Anna Roe"),
        ("记者：王小明", "王小明"),
        ("Anna Roe | Bay Post", "Anna Roe"),
        ("Anna Roe (Bay Post)", "Anna Roe"),
        ("Anna Roe – Bay Post", "Anna Roe"),
        ("Anna Roe and Emily Post", "Anna Roe + Emily Post"),
        ("Emily Post", "Emily Post"),
        ("By Anna Roe and Ben Doe", "Anna Roe + Ben Doe"),
        (
            "By Anna Roe, Ben Doe and Cara Poe",
            "Anna Roe + Ben Doe + Cara Poe",
        ),
        ("Reporting by: Anna Roe & Ben Doe", "Anna Roe + Ben Doe"),
        ("Von Anna Rot und Bernd Grün", "Anna Rot + Bernd Grün"),
        ("Par Anne Roux et Benoît Petit", "Anne Roux + Benoît Petit"),
        ("Por Ana Ruiz y Benito Gil", "Ana Ruiz + Benito Gil"),
        ("Por Ana Reis e Bento Melo", "Ana Reis + Bento Melo"),
        ("di Anna Rossi e Bruno Verdi", "Anna Rossi + Bruno Verdi"),
        (
            "Door Jan de Vries en Piet Bakker",
            "Jan de Vries + Piet Bakker",
        ),
        ("Av Anna Röd och Björn Grön", "Anna Röd + Björn Grön"),
        ("Af Anna Rød og Bjørn Grøn", "Anna Rød + Bjørn Grøn"),
        (
            "Anna Rudzka i Bogdan Zielony",
            "Anna Rudzka + Bogdan Zielony",
        ),
        ("Anna Rudá a Bohumil Zelený", "Anna Rudá + Bohumil Zelený"),
        (
            "Yazan: Ayşe Kırmızı ve Burak Yeşil",
            "Ayşe Kırmızı + Burak Yeşil",
        ),
        ("Írta: Piros Anna és Zöld Béla", "Piros Anna + Zöld Béla"),
        (
            "Автор: Анна Рудая и Борис Зелёный",
            "Анна Рудая + Борис Зелёный",
        ),
        (
            "Автор: Ганна Руда та Богдан Зелений",
            "Ганна Руда + Богдан Зелений",
        ),
        (
            "Της Άννας Ρόε και Βασίλη Πράσινου",
            "Άννας Ρόε + Βασίλη Πράσινου",
        ),
        ("بقلم سارة حداد", "سارة حداد"),
        ("מאת אנה רועי", "אנה רועי"),
        ("記者：山田太郎、鈴木花子", "山田太郎 + 鈴木花子"),
        ("记者 张三", "张三"),
        // Places, offices, houses, times.
        ("Anna Roe in Oslo", "Anna Roe"),
        ("Anna Roe en Madrid", "Anna Roe"),
        ("Ana Ruiz en Buenos Aires", "Ana Ruiz"),
        ("Anne Roux, à Marseille", "Anne Roux"),
        ("Anna Roe, Oslo", "Anna Roe"),
        ("Anna Roe, Chief correspondent", "Anna Roe"),
        ("Chief correspondent Anna Roe", "Anna Roe"),
        ("Anna Roe | Political Editor", "Anna Roe"),
        ("From The Post’s Anna Roe in Oslo", "Anna Roe"),
        (
            "From CNN's Anna Roe and Ben Doe",
            "CNN's Anna Roe and Ben Doe",
        ),
        ("Anna Roe (Reuters)", "Anna Roe"),
        ("Anna Roe/Reuters", "Anna Roe"),
        ("Reuters", "Reuters"),
        ("by Jesper Holm on 20/9/2016 at 17.40.28", "Jesper Holm"),
        ("Anna Roe | Updated 12:40", "Anna Roe"),
        ("Anna Roe 7 August 2025 04:49", "Anna Roe"),
        // Particles, initials, apostrophes.
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        (
            "María de la Cruz y Juan de Dios Ruiz",
            "María de la Cruz + Juan de Dios Ruiz",
        ),
        ("Sami al-Ajrami", "Sami al-Ajrami"),
        ("Mohammed bin Salman", "Mohammed bin Salman"),
        ("J. R. Roe", "J. R. Roe"),
        ("Roisin O'Connor", "Roisin O'Connor"),
        ("Jeanne d’Arc", "Jeanne d’Arc"),
        // One word, a pseudonym, a department.
        ("Gideon", "Gideon"),
        ("NDTV Sports", "NDTV Sports"),
        ("gidze3000", "gidze3000"),
        ("Radio 5 Live", "Radio 5 Live"),
        // None.
        ("KEY EVENT", ""),
        ("Updated", ""),
        ("Redaktion", ""),
        ("Reporting from Mill Creek", ""),
        ("Desde Buenos Aires", ""),
    ] {
        let found: Vec<String> = names(line).iter().map(ToString::to_string).collect();
        assert_eq!(found.join(" + "), expected, "{line}");
    }
}

#[test]
fn a_page_that_a_byline_leads_to_is_one_authors() {
    let page = || WebUrl::parse("https://post.example/by/anna").ok();
    let one = authors("By Anna Roe, in Oslo", page());
    assert_eq!((one.len(), &one[0].url), (1, &page()));
    let two = authors("Anna Roe and Ben Doe", page());
    assert_eq!(two.len(), 2);
    assert!(two.iter().all(|author| author.url.is_none()));
}

#[test]
fn sentences_are_no_names() {
    for text in [
        "The bridge is open",
        "Bridge open.",
        "What now?",
        "Key Event",
        "One",
        "it is Anna Roe",
        "Chief Correspondent",
        "橋は日曜日まで閉鎖されると市が発表した",
    ] {
        assert!(!is_full_name(text), "{text}");
    }
}
