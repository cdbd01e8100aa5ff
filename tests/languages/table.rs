//! How newsrooms write times, language by language, as their pages do.

use chrono_tz::Tz;

/// One language as one country's newsrooms write it.
pub struct Language {
    /// The page's `lang`.
    pub tag: &'static str,
    /// The ending of the publisher's host.
    pub country: &'static str,
    pub zone: Tz,
    /// Friday and Thursday, as a dateline has them.
    pub weekdays: [&'static str; 2],
    /// August and July, as a date has them.
    pub months: [&'static str; 2],
    /// A date: `{w}` weekday, `{d}` day, `{m}` month, `{y}` year.
    pub date: &'static str,
    /// A clock: `{H}` two digits, `{h}` as short as may be, `{k}` of twelve hours, `{M}` minutes.
    pub clock: &'static str,
    /// Before noon and after it, where clocks have twelve hours.
    pub halves: [&'static str; 2],
    /// Today and yesterday.
    pub days: [&'static str; 2],
    /// So many minutes and hours ago.
    pub ago: [&'static str; 2],
    /// The digits, where they are the language's own.
    pub digits: Option<char>,
}

const PLAIN: Language = Language {
    tag: "en-GB",
    country: "co.uk",
    zone: Tz::Europe__London,
    weekdays: ["Friday", "Thursday"],
    months: ["August", "July"],
    date: "{w} {d} {m} {y}",
    clock: "{H}:{M}",
    halves: ["", ""],
    days: ["Today", "Yesterday"],
    ago: ["{n} minutes ago", "{n} hours ago"],
    digits: None,
};

#[rustfmt::skip]
pub const LANGUAGES: &[Language] = &[
    PLAIN,
    Language { tag: "en-US", country: "us", zone: Tz::America__New_York, date: "{w}, {m} {d}, {y}", clock: "{k}:{M} {half} ET", halves: ["a.m.", "p.m."], ..PLAIN },
    Language { tag: "de", country: "de", zone: Tz::Europe__Berlin, weekdays: ["Freitag", "Donnerstag"], months: ["August", "Juli"], date: "{w}, {d}. {m} {y}", clock: "{H}:{M} Uhr", days: ["Heute", "Gestern"], ago: ["vor {n} Minuten", "vor {n} Stunden"], ..PLAIN },
    Language { tag: "fr", country: "fr", zone: Tz::Europe__Paris, weekdays: ["vendredi", "jeudi"], months: ["août", "juillet"], date: "{w} {d} {m} {y}", clock: "{H}h{M}", days: ["Aujourd’hui", "Hier"], ago: ["il y a {n} minutes", "il y a {n} heures"], ..PLAIN },
    Language { tag: "es", country: "es", zone: Tz::Europe__Madrid, weekdays: ["viernes", "jueves"], months: ["agosto", "julio"], date: "{w}, {d} de {m} de {y}", clock: "{H}:{M} h", days: ["Hoy", "Ayer"], ago: ["hace {n} minutos", "hace {n} horas"], ..PLAIN },
    Language { tag: "it", country: "it", zone: Tz::Europe__Rome, weekdays: ["venerdì", "giovedì"], months: ["agosto", "luglio"], clock: "{H}:{M}", days: ["Oggi", "Ieri"], ago: ["{n} minuti fa", "{n} ore fa"], ..PLAIN },
    Language { tag: "pt-BR", country: "br", zone: Tz::America__Sao_Paulo, weekdays: ["sexta-feira", "quinta-feira"], months: ["agosto", "julho"], date: "{w}, {d} de {m} de {y}", clock: "{H}h{M}", days: ["Hoje", "Ontem"], ago: ["há {n} minutos", "há {n} horas"], ..PLAIN },
    Language { tag: "pt", country: "pt", zone: Tz::Europe__Lisbon, weekdays: ["sexta-feira", "quinta-feira"], months: ["agosto", "julho"], date: "{d} de {m} de {y}", days: ["Hoje", "Ontem"], ago: ["há {n} minutos", "há {n} horas"], ..PLAIN },
    Language { tag: "nl", country: "nl", zone: Tz::Europe__Amsterdam, weekdays: ["vrijdag", "donderdag"], months: ["augustus", "juli"], clock: "{H}:{M} uur", days: ["Vandaag", "Gisteren"], ago: ["{n} minuten geleden", "{n} uur geleden"], ..PLAIN },
    Language { tag: "sv", country: "se", zone: Tz::Europe__Stockholm, weekdays: ["fredag", "torsdag"], months: ["augusti", "juli"], clock: "kl. {H}.{M}", days: ["I dag", "I går"], ago: ["för {n} minuter sedan", "för {n} timmar sedan"], ..PLAIN },
    Language { tag: "da", country: "dk", zone: Tz::Europe__Copenhagen, weekdays: ["fredag", "torsdag"], months: ["august", "juli"], date: "{w} d. {d}. {m} {y}", clock: "kl. {H}.{M}", days: ["I dag", "I går"], ago: ["for {n} minutter siden", "for {n} timer siden"], ..PLAIN },
    Language { tag: "nb", country: "no", zone: Tz::Europe__Oslo, weekdays: ["fredag", "torsdag"], months: ["august", "juli"], date: "{w} {d}. {m} {y}", clock: "kl. {H}:{M}", days: ["I dag", "I går"], ago: ["for {n} minutter siden", "for {n} timer siden"], ..PLAIN },
    Language { tag: "fi", country: "fi", zone: Tz::Europe__Helsinki, weekdays: ["perjantai", "torstai"], months: ["elokuuta", "heinäkuuta"], date: "{w} {d}. {m} {y}", clock: "klo {h}.{M}", days: ["Tänään", "Eilen"], ago: ["{n} minuuttia sitten", "{n} tuntia sitten"], ..PLAIN },
    Language { tag: "pl", country: "pl", zone: Tz::Europe__Warsaw, weekdays: ["piątek", "czwartek"], months: ["sierpnia", "lipca"], date: "{w}, {d} {m} {y}", days: ["Dzisiaj", "Wczoraj"], ago: ["{n} minut temu", "{n} godziny temu"], ..PLAIN },
    Language { tag: "cs", country: "cz", zone: Tz::Europe__Prague, weekdays: ["pátek", "čtvrtek"], months: ["srpna", "července"], date: "{w} {d}. {m} {y}", clock: "{h}:{M}", days: ["Dnes", "Včera"], ago: ["před {n} minutami", "před {n} hodinami"], ..PLAIN },
    Language { tag: "sk", country: "sk", zone: Tz::Europe__Bratislava, weekdays: ["piatok", "štvrtok"], months: ["augusta", "júla"], date: "{w} {d}. {m} {y}", clock: "{h}:{M}", days: ["Dnes", "Včera"], ago: ["pred {n} minútami", "pred {n} hodinami"], ..PLAIN },
    Language { tag: "hu", country: "hu", zone: Tz::Europe__Budapest, weekdays: ["péntek", "csütörtök"], months: ["augusztus", "július"], date: "{y}. {m} {d}., {w}", days: ["Ma", "Tegnap"], ago: ["{n} perccel ezelőtt", "{n} órával ezelőtt"], ..PLAIN },
    Language { tag: "ro", country: "ro", zone: Tz::Europe__Bucharest, weekdays: ["vineri", "joi"], months: ["august", "iulie"], date: "{w}, {d} {m} {y}", days: ["Astăzi", "Ieri"], ago: ["acum {n} minute", "acum {n} ore"], ..PLAIN },
    Language { tag: "hr", country: "hr", zone: Tz::Europe__Zagreb, weekdays: ["petak", "četvrtak"], months: ["kolovoza", "srpnja"], date: "{w}, {d}. {m} {y}.", days: ["Danas", "Jučer"], ago: ["prije {n} minuta", "prije {n} sati"], ..PLAIN },
    Language { tag: "sr-Latn", country: "rs", zone: Tz::Europe__Belgrade, weekdays: ["petak", "četvrtak"], months: ["avgust", "jul"], date: "{w}, {d}. {m} {y}.", days: ["Danas", "Juče"], ago: ["pre {n} minuta", "pre {n} sati"], ..PLAIN },
    Language { tag: "sl", country: "si", zone: Tz::Europe__Ljubljana, weekdays: ["petek", "četrtek"], months: ["avgust", "julij"], date: "{w}, {d}. {m} {y}", clock: "{h}.{M}", days: ["Danes", "Včeraj"], ago: ["pred {n} minutami", "pred {n} urami"], ..PLAIN },
    Language { tag: "bg", country: "bg", zone: Tz::Europe__Sofia, weekdays: ["петък", "четвъртък"], months: ["август", "юли"], date: "{w}, {d} {m} {y} г.", days: ["Днес", "Вчера"], ago: ["преди {n} минути", "преди {n} часа"], ..PLAIN },
    Language { tag: "ru", country: "ru", zone: Tz::Europe__Moscow, weekdays: ["пятница", "четверг"], months: ["августа", "июля"], date: "{w}, {d} {m} {y} г.", days: ["Сегодня", "Вчера"], ago: ["{n} минут назад", "{n} часа назад"], ..PLAIN },
    Language { tag: "uk", country: "ua", zone: Tz::Europe__Kyiv, weekdays: ["п’ятниця", "четвер"], months: ["серпня", "липня"], date: "{w}, {d} {m} {y} року", days: ["Сьогодні", "Вчора"], ago: ["{n} хвилин тому", "{n} години тому"], ..PLAIN },
    Language { tag: "el", country: "gr", zone: Tz::Europe__Athens, weekdays: ["Παρασκευή", "Πέμπτη"], months: ["Αυγούστου", "Ιουλίου"], date: "{w}, {d} {m} {y}", days: ["Σήμερα", "Χθες"], ago: ["πριν από {n} λεπτά", "πριν από {n} ώρες"], ..PLAIN },
    Language { tag: "tr", country: "tr", zone: Tz::Europe__Istanbul, weekdays: ["Cuma", "Perşembe"], months: ["Ağustos", "Temmuz"], date: "{d} {m} {y} {w}", clock: "{H}.{M}", days: ["Bugün", "Dün"], ago: ["{n} dakika önce", "{n} saat önce"], ..PLAIN },
    Language { tag: "ar", country: "eg", zone: Tz::Africa__Cairo, weekdays: ["الجمعة", "الخميس"], months: ["أغسطس", "يوليو"], date: "{w} {d} {m} {y}", days: ["اليوم", "أمس"], ago: ["قبل {n} دقيقة", "قبل {n} ساعات"], ..PLAIN },
    Language { tag: "he", country: "il", zone: Tz::Asia__Jerusalem, weekdays: ["יום שישי", "יום חמישי"], months: ["אוגוסט", "יולי"], date: "{w}, {d} ב{m} {y}", days: ["היום", "אתמול"], ago: ["לפני {n} דקות", "לפני {n} שעות"], ..PLAIN },
    Language { tag: "hi", country: "in", zone: Tz::Asia__Kolkata, weekdays: ["शुक्रवार", "गुरुवार"], months: ["अगस्त", "जुलाई"], date: "{w}, {d} {m} {y}", days: ["आज", "कल"], ago: ["{n} मिनट पहले", "{n} घंटे पहले"], ..PLAIN },
    Language { tag: "bn", country: "bd", zone: Tz::Asia__Dhaka, weekdays: ["শুক্রবার", "বৃহস্পতিবার"], months: ["আগস্ট", "জুলাই"], date: "{w}, {d} {m} {y}", days: ["আজ", "গতকাল"], ago: ["{n} মিনিট আগে", "{n} ঘন্টা আগে"], digits: Some('০'), ..PLAIN },
    Language { tag: "th", country: "th", zone: Tz::Asia__Bangkok, weekdays: ["วันศุกร์", "วันพฤหัสบดี"], months: ["สิงหาคม", "กรกฎาคม"], date: "{w}ที่ {d} {m} {y}", clock: "{H}:{M} น.", days: ["วันนี้", "เมื่อวาน"], ago: ["{n} นาทีที่ผ่านมา", "{n} ชั่วโมงที่ผ่านมา"], ..PLAIN },
    Language { tag: "vi", country: "vn", zone: Tz::Asia__Ho_Chi_Minh, weekdays: ["Thứ Sáu", "Thứ Năm"], months: ["tháng 8", "tháng 7"], date: "{w}, {d} {m}, {y}", days: ["Hôm nay", "Hôm qua"], ago: ["{n} phút trước", "{n} giờ trước"], ..PLAIN },
    Language { tag: "id", country: "id", zone: Tz::Asia__Jakarta, weekdays: ["Jumat", "Kamis"], months: ["Agustus", "Juli"], date: "{w}, {d} {m} {y}", clock: "{H}.{M} WIB", days: ["Hari ini", "Kemarin"], ago: ["{n} menit yang lalu", "{n} jam yang lalu"], ..PLAIN },
    Language { tag: "ja", country: "jp", zone: Tz::Asia__Tokyo, weekdays: ["金", "木"], months: ["8月", "7月"], date: "{y}年{m}{d}日({w})", clock: "{h}時{M}分", days: ["今日", "昨日"], ago: ["{n}分前", "{n}時間前"], ..PLAIN },
    Language { tag: "ko", country: "kr", zone: Tz::Asia__Seoul, weekdays: ["금요일", "목요일"], months: ["8월", "7월"], date: "{y}년 {m} {d}일 {w}", clock: "{half} {k}:{M}", halves: ["오전", "오후"], days: ["오늘", "어제"], ago: ["{n}분 전", "{n}시간 전"], ..PLAIN },
    Language { tag: "zh-CN", country: "cn", zone: Tz::Asia__Shanghai, weekdays: ["星期五", "星期四"], months: ["8月", "7月"], date: "{y}年{m}{d}日 {w}", days: ["今天", "昨天"], ago: ["{n}分钟前", "{n}小时前"], ..PLAIN },
];
