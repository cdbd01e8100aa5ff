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
    /// One minute and one hour ago.
    pub one: [&'static str; 2],
    /// A moment ago.
    pub now: &'static str,
    /// A date with short months: `{s}` the month.
    pub short_date: &'static str,
    pub short_months: [&'static str; 2],
    /// A date in figures: `{D}` and `{N}` day and month of two digits, `{n}` the month as short as may be.
    pub numeric: &'static str,
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
    one: ["1 minute ago", "1 hour ago"],
    now: "Just now",
    short_date: "{d} {s} {y}",
    short_months: ["Aug", "Jul"],
    numeric: "{D}/{N}/{y}",
    digits: None,
};

#[rustfmt::skip]
pub const LANGUAGES: &[Language] = &[
    PLAIN,
    Language { tag: "en-US", country: "us", zone: Tz::America__New_York, date: "{w}, {m} {d}, {y}", clock: "{k}:{M} {half} ET", halves: ["a.m.", "p.m."], short_date: "{s} {d}, {y}", short_months: ["Aug.", "July"], numeric: "{n}/{d}/{y}", ..PLAIN },
    Language { tag: "de", country: "de", zone: Tz::Europe__Berlin, weekdays: ["Freitag", "Donnerstag"], months: ["August", "Juli"], date: "{w}, {d}. {m} {y}", clock: "{H}:{M} Uhr", days: ["Heute", "Gestern"], ago: ["vor {n} Minuten", "vor {n} Stunden"], one: ["vor einer Minute", "vor einer Stunde"], now: "gerade eben", short_date: "{d}. {s} {y}", short_months: ["Aug.", "Juli"], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "fr", country: "fr", zone: Tz::Europe__Paris, weekdays: ["vendredi", "jeudi"], months: ["août", "juillet"], date: "{w} {d} {m} {y}", clock: "{H}h{M}", days: ["Aujourd’hui", "Hier"], ago: ["il y a {n} minutes", "il y a {n} heures"], one: ["il y a une minute", "il y a une heure"], now: "à l’instant", short_months: ["août", "juil."], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "es", country: "es", zone: Tz::Europe__Madrid, weekdays: ["viernes", "jueves"], months: ["agosto", "julio"], date: "{w}, {d} de {m} de {y}", clock: "{H}:{M} h", days: ["Hoy", "Ayer"], ago: ["hace {n} minutos", "hace {n} horas"], one: ["hace un minuto", "hace una hora"], now: "ahora", short_months: ["ago.", "jul."], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "it", country: "it", zone: Tz::Europe__Rome, weekdays: ["venerdì", "giovedì"], months: ["agosto", "luglio"], clock: "{H}:{M}", days: ["Oggi", "Ieri"], ago: ["{n} minuti fa", "{n} ore fa"], one: ["un minuto fa", "un’ora fa"], now: "adesso", short_months: ["ago", "lug"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "pt-BR", country: "br", zone: Tz::America__Sao_Paulo, weekdays: ["sexta-feira", "quinta-feira"], months: ["agosto", "julho"], date: "{w}, {d} de {m} de {y}", clock: "{H}h{M}", days: ["Hoje", "Ontem"], ago: ["há {n} minutos", "há {n} horas"], one: ["há um minuto", "há uma hora"], now: "agora", short_date: "{d} de {s}. de {y}", short_months: ["ago", "jul"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "pt", country: "pt", zone: Tz::Europe__Lisbon, weekdays: ["sexta-feira", "quinta-feira"], months: ["agosto", "julho"], date: "{d} de {m} de {y}", days: ["Hoje", "Ontem"], ago: ["há {n} minutos", "há {n} horas"], one: ["há 1 minuto", "há 1 hora"], now: "agora", short_date: "{d} {s}. {y}", short_months: ["ago", "jul"], numeric: "{D}-{N}-{y}", ..PLAIN },
    Language { tag: "nl", country: "nl", zone: Tz::Europe__Amsterdam, weekdays: ["vrijdag", "donderdag"], months: ["augustus", "juli"], clock: "{H}:{M} uur", days: ["Vandaag", "Gisteren"], ago: ["{n} minuten geleden", "{n} uur geleden"], one: ["1 minuut geleden", "1 uur geleden"], now: "zojuist", short_months: ["aug.", "jul."], numeric: "{D}-{N}-{y}", ..PLAIN },
    Language { tag: "sv", country: "se", zone: Tz::Europe__Stockholm, weekdays: ["fredag", "torsdag"], months: ["augusti", "juli"], clock: "kl. {H}.{M}", days: ["I dag", "I går"], ago: ["för {n} minuter sedan", "för {n} timmar sedan"], one: ["för 1 minut sedan", "för 1 timme sedan"], now: "just nu", short_months: ["aug.", "juli"], numeric: "{y}-{N}-{D}", ..PLAIN },
    Language { tag: "da", country: "dk", zone: Tz::Europe__Copenhagen, weekdays: ["fredag", "torsdag"], months: ["august", "juli"], date: "{w} d. {d}. {m} {y}", clock: "kl. {H}.{M}", days: ["I dag", "I går"], ago: ["for {n} minutter siden", "for {n} timer siden"], one: ["for 1 minut siden", "for 1 time siden"], now: "lige nu", short_date: "{d}. {s} {y}", short_months: ["aug.", "jul."], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "nb", country: "no", zone: Tz::Europe__Oslo, weekdays: ["fredag", "torsdag"], months: ["august", "juli"], date: "{w} {d}. {m} {y}", clock: "kl. {H}:{M}", days: ["I dag", "I går"], ago: ["for {n} minutter siden", "for {n} timer siden"], one: ["for ett minutt siden", "for en time siden"], now: "akkurat nå", short_date: "{d}. {s} {y}", short_months: ["aug.", "juli"], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "fi", country: "fi", zone: Tz::Europe__Helsinki, weekdays: ["perjantai", "torstai"], months: ["elokuuta", "heinäkuuta"], date: "{w} {d}. {m} {y}", clock: "klo {h}.{M}", days: ["Tänään", "Eilen"], ago: ["{n} minuuttia sitten", "{n} tuntia sitten"], one: ["minuutti sitten", "tunti sitten"], now: "juuri nyt", short_date: "{d}.{n}.{y}", short_months: ["", ""], numeric: "{d}.{n}.{y}", ..PLAIN },
    Language { tag: "pl", country: "pl", zone: Tz::Europe__Warsaw, weekdays: ["piątek", "czwartek"], months: ["sierpnia", "lipca"], date: "{w}, {d} {m} {y}", days: ["Dzisiaj", "Wczoraj"], ago: ["{n} minut temu", "{n} godziny temu"], one: ["minutę temu", "godzinę temu"], now: "przed chwilą", short_months: ["sie", "lip"], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "cs", country: "cz", zone: Tz::Europe__Prague, weekdays: ["pátek", "čtvrtek"], months: ["srpna", "července"], date: "{w} {d}. {m} {y}", clock: "{h}:{M}", days: ["Dnes", "Včera"], ago: ["před {n} minutami", "před {n} hodinami"], one: ["před minutou", "před hodinou"], now: "právě teď", short_date: "{d}. {n}. {y}", short_months: ["", ""], numeric: "{d}.{n}.{y}", ..PLAIN },
    Language { tag: "sk", country: "sk", zone: Tz::Europe__Bratislava, weekdays: ["piatok", "štvrtok"], months: ["augusta", "júla"], date: "{w} {d}. {m} {y}", clock: "{h}:{M}", days: ["Dnes", "Včera"], ago: ["pred {n} minútami", "pred {n} hodinami"], one: ["pred minútou", "pred hodinou"], now: "práve teraz", short_date: "{d}. {n}. {y}", short_months: ["", ""], numeric: "{d}.{n}.{y}", ..PLAIN },
    Language { tag: "hu", country: "hu", zone: Tz::Europe__Budapest, weekdays: ["péntek", "csütörtök"], months: ["augusztus", "július"], date: "{y}. {m} {d}., {w}", days: ["Ma", "Tegnap"], ago: ["{n} perccel ezelőtt", "{n} órával ezelőtt"], one: ["egy perce", "egy órája"], now: "most", short_date: "{y}. {s} {d}.", short_months: ["aug.", "júl."], numeric: "{y}.{N}.{D}.", ..PLAIN },
    Language { tag: "ro", country: "ro", zone: Tz::Europe__Bucharest, weekdays: ["vineri", "joi"], months: ["august", "iulie"], date: "{w}, {d} {m} {y}", days: ["Astăzi", "Ieri"], ago: ["acum {n} minute", "acum {n} ore"], one: ["acum un minut", "acum o oră"], now: "acum", short_months: ["aug.", "iul."], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "hr", country: "hr", zone: Tz::Europe__Zagreb, weekdays: ["petak", "četvrtak"], months: ["kolovoza", "srpnja"], date: "{w}, {d}. {m} {y}.", days: ["Danas", "Jučer"], ago: ["prije {n} minuta", "prije {n} sati"], one: ["prije 1 minutu", "prije 1 sat"], now: "upravo sada", short_date: "{d}. {s} {y}.", short_months: ["kol", "srp"], numeric: "{D}.{N}.{y}.", ..PLAIN },
    Language { tag: "sr-Latn", country: "rs", zone: Tz::Europe__Belgrade, weekdays: ["petak", "četvrtak"], months: ["avgust", "jul"], date: "{w}, {d}. {m} {y}.", days: ["Danas", "Juče"], ago: ["pre {n} minuta", "pre {n} sati"], one: ["pre 1 minut", "pre 1 sat"], now: "upravo sada", short_date: "{d}. {s} {y}.", short_months: ["avg", "jul"], numeric: "{d}.{n}.{y}.", ..PLAIN },
    Language { tag: "sl", country: "si", zone: Tz::Europe__Ljubljana, weekdays: ["petek", "četrtek"], months: ["avgust", "julij"], date: "{w}, {d}. {m} {y}", clock: "{h}.{M}", days: ["Danes", "Včeraj"], ago: ["pred {n} minutami", "pred {n} urami"], one: ["pred 1 minuto", "pred 1 uro"], now: "pravkar", short_date: "{d}. {s} {y}", short_months: ["avg.", "jul."], numeric: "{d}. {n}. {y}", ..PLAIN },
    Language { tag: "bg", country: "bg", zone: Tz::Europe__Sofia, weekdays: ["петък", "четвъртък"], months: ["август", "юли"], date: "{w}, {d} {m} {y} г.", days: ["Днес", "Вчера"], ago: ["преди {n} минути", "преди {n} часа"], one: ["преди 1 минута", "преди 1 час"], now: "току-що", short_date: "{d}.{N}.{y} г.", short_months: ["", ""], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "ru", country: "ru", zone: Tz::Europe__Moscow, weekdays: ["пятница", "четверг"], months: ["августа", "июля"], date: "{w}, {d} {m} {y} г.", days: ["Сегодня", "Вчера"], ago: ["{n} минут назад", "{n} часа назад"], one: ["минуту назад", "час назад"], now: "только что", short_date: "{d} {s} {y}", short_months: ["авг.", "июл."], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "uk", country: "ua", zone: Tz::Europe__Kyiv, weekdays: ["п’ятниця", "четвер"], months: ["серпня", "липня"], date: "{w}, {d} {m} {y} року", days: ["Сьогодні", "Вчора"], ago: ["{n} хвилин тому", "{n} години тому"], one: ["хвилину тому", "годину тому"], now: "щойно", short_date: "{d} {s} {y}", short_months: ["серп.", "лип."], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "el", country: "gr", zone: Tz::Europe__Athens, weekdays: ["Παρασκευή", "Πέμπτη"], months: ["Αυγούστου", "Ιουλίου"], date: "{w}, {d} {m} {y}", days: ["Σήμερα", "Χθες"], ago: ["πριν από {n} λεπτά", "πριν από {n} ώρες"], one: ["πριν από 1 λεπτό", "πριν από 1 ώρα"], now: "τώρα", short_months: ["Αυγ", "Ιουλ"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "tr", country: "tr", zone: Tz::Europe__Istanbul, weekdays: ["Cuma", "Perşembe"], months: ["Ağustos", "Temmuz"], date: "{d} {m} {y} {w}", clock: "{H}.{M}", days: ["Bugün", "Dün"], ago: ["{n} dakika önce", "{n} saat önce"], one: ["1 dakika önce", "1 saat önce"], now: "az önce", short_months: ["Ağu", "Tem"], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "ar", country: "eg", zone: Tz::Africa__Cairo, weekdays: ["الجمعة", "الخميس"], months: ["أغسطس", "يوليو"], date: "{w} {d} {m} {y}", days: ["اليوم", "أمس"], ago: ["قبل {n} دقيقة", "قبل {n} ساعات"], one: ["قبل دقيقة", "قبل ساعة"], now: "الآن", short_months: ["أغسطس", "يوليو"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "he", country: "il", zone: Tz::Asia__Jerusalem, weekdays: ["יום שישי", "יום חמישי"], months: ["אוגוסט", "יולי"], date: "{w}, {d} ב{m} {y}", days: ["היום", "אתמול"], ago: ["לפני {n} דקות", "לפני {n} שעות"], one: ["לפני דקה", "לפני שעה"], now: "עכשיו", short_date: "{d} ב{s} {y}", short_months: ["אוג׳", "יולי"], numeric: "{D}.{N}.{y}", ..PLAIN },
    Language { tag: "hi", country: "in", zone: Tz::Asia__Kolkata, weekdays: ["शुक्रवार", "गुरुवार"], months: ["अगस्त", "जुलाई"], date: "{w}, {d} {m} {y}", days: ["आज", "कल"], ago: ["{n} मिनट पहले", "{n} घंटे पहले"], one: ["1 मिनट पहले", "1 घंटे पहले"], now: "अभी", short_months: ["अग॰", "जुल॰"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "bn", country: "bd", zone: Tz::Asia__Dhaka, weekdays: ["শুক্রবার", "বৃহস্পতিবার"], months: ["আগস্ট", "জুলাই"], date: "{w}, {d} {m} {y}", days: ["আজ", "গতকাল"], ago: ["{n} মিনিট আগে", "{n} ঘন্টা আগে"], digits: Some('০'), one: ["1 মিনিট আগে", "1 ঘন্টা আগে"], now: "এখন", short_months: ["আগস্ট", "জুলাই"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "th", country: "th", zone: Tz::Asia__Bangkok, weekdays: ["วันศุกร์", "วันพฤหัสบดี"], months: ["สิงหาคม", "กรกฎาคม"], date: "{w}ที่ {d} {m} {y}", clock: "{H}:{M} น.", days: ["วันนี้", "เมื่อวาน"], ago: ["{n} นาทีที่ผ่านมา", "{n} ชั่วโมงที่ผ่านมา"], one: ["1 นาทีที่แล้ว", "1 ชั่วโมงที่แล้ว"], now: "เมื่อสักครู่", short_months: ["ส.ค.", "ก.ค."], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "vi", country: "vn", zone: Tz::Asia__Ho_Chi_Minh, weekdays: ["Thứ Sáu", "Thứ Năm"], months: ["tháng 8", "tháng 7"], date: "{w}, {d} {m}, {y}", days: ["Hôm nay", "Hôm qua"], ago: ["{n} phút trước", "{n} giờ trước"], one: ["1 phút trước", "1 giờ trước"], now: "vừa xong", short_date: "{d} {s}, {y}", short_months: ["thg 8", "thg 7"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "id", country: "id", zone: Tz::Asia__Jakarta, weekdays: ["Jumat", "Kamis"], months: ["Agustus", "Juli"], date: "{w}, {d} {m} {y}", clock: "{H}.{M} WIB", days: ["Hari ini", "Kemarin"], ago: ["{n} menit yang lalu", "{n} jam yang lalu"], one: ["1 menit yang lalu", "1 jam yang lalu"], now: "baru saja", short_months: ["Agu", "Jul"], numeric: "{D}/{N}/{y}", ..PLAIN },
    Language { tag: "ja", country: "jp", zone: Tz::Asia__Tokyo, weekdays: ["金", "木"], months: ["8月", "7月"], date: "{y}年{m}{d}日({w})", clock: "{h}時{M}分", days: ["今日", "昨日"], ago: ["{n}分前", "{n}時間前"], one: ["1分前", "1時間前"], now: "たった今", short_date: "{y}/{N}/{D}", short_months: ["", ""], numeric: "{y}/{n}/{d}", ..PLAIN },
    Language { tag: "ko", country: "kr", zone: Tz::Asia__Seoul, weekdays: ["금요일", "목요일"], months: ["8월", "7월"], date: "{y}년 {m} {d}일 {w}", clock: "{half} {k}:{M}", halves: ["오전", "오후"], days: ["오늘", "어제"], ago: ["{n}분 전", "{n}시간 전"], one: ["1분 전", "1시간 전"], now: "방금", short_date: "{y}. {n}. {d}.", short_months: ["", ""], numeric: "{y}.{N}.{D}", ..PLAIN },
    Language { tag: "zh-CN", country: "cn", zone: Tz::Asia__Shanghai, weekdays: ["星期五", "星期四"], months: ["8月", "7月"], date: "{y}年{m}{d}日 {w}", days: ["今天", "昨天"], ago: ["{n}分钟前", "{n}小时前"], one: ["1分钟前", "1小时前"], now: "刚刚", short_date: "{y}-{N}-{D}", short_months: ["", ""], numeric: "{y}/{N}/{D}", ..PLAIN },
];
