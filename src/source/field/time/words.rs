//! The words of time in the languages of live blogs: data, no rules. All words are folded (see `tokens::fold`).

use chrono::Weekday;

/// Returns the number of a month; names are full, short or inflected as dates have them.
///
/// `listopad` is November in Polish and Czech; a Croatian page means October, which its zone tells the caller.
#[rustfmt::skip]
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" | "janvier" | "janv" | "januar" | "janner" | "jaenner" | "enero" | "ene"
        | "gennaio" | "gen" | "janeiro" | "styczen" | "stycznia" | "sty" | "januari" | "sijecanj"
        | "sijecnja" | "tammikuu" | "tammikuuta" | "leden" | "ledna" | "ianuarie" | "ian" | "ocak"
        | "januara" | "januarja" | "januarie" | "январь" | "января" | "янв" | "јануар" | "јануара"
        | "јан" | "січень" | "січня" | "ιανουαριου" | "ιαν" | "1월" => 1,
        "february" | "feb" | "febr" | "fevrier" | "fevr" | "fev" | "februar" | "feber" | "febrero"
        | "febbraio" | "fevereiro" | "luty" | "lutego" | "lut" | "februari" | "veljaca"
        | "veljace" | "helmikuu" | "helmikuuta" | "unor" | "unora" | "februarie" | "subat"
        | "februara" | "februarja" | "февраль" | "февраля" | "фев" | "февр" | "фебруар"
        | "фебруара" | "феб" | "лютий" | "лютого" | "φεβρουαριου" | "φεβ" => 2,
        "march" | "mar" | "mars" | "marz" | "maerz" | "marzo" | "marco" | "marzec" | "marca"
        | "maart" | "mrt" | "mart" | "marta" | "ozujak" | "ozujka" | "maaliskuu" | "maaliskuuta"
        | "brezen" | "brezna" | "martie" | "март" | "марта" | "мар" | "березень" | "березня"
        | "μαρτιου" | "μαρ" => 3,
        "april" | "apr" | "avril" | "avr" | "abril" | "abr" | "aprile" | "kwiecien" | "kwietnia"
        | "kwi" | "aprila" | "travanj" | "travnja" | "huhtikuu" | "huhtikuuta" | "duben" | "dubna"
        | "aprilie" | "nisan" | "апрель" | "апреля" | "апр" | "април" | "априла" | "квітень"
        | "квітня" | "απριλιου" | "απρ" => 4,
        "may" | "mai" | "mayo" | "maggio" | "mag" | "maio" | "maj" | "maja" | "mei" | "svibanj"
        | "svibnja" | "toukokuu" | "toukokuuta" | "kveten" | "kvetna" | "mayis" | "май" | "мая"
        | "мај" | "маја" | "травень" | "травня" | "μαιου" | "μαι" => 5,
        "june" | "jun" | "juin" | "juni" | "junio" | "giugno" | "giu" | "junho" | "czerwiec"
        | "czerwca" | "cze" | "juna" | "junija" | "lipanj" | "lipnja" | "kesakuu" | "kesakuuta"
        | "cerven" | "cervna" | "iunie" | "iun" | "haziran" | "июнь" | "июня" | "июн" | "јун"
        | "јуна" | "червень" | "червня" | "ιουνιου" | "ιουν" => 6,
        "july" | "jul" | "juillet" | "juil" | "juli" | "julio" | "luglio" | "lug" | "julho"
        | "lipiec" | "lipca" | "lip" | "jula" | "julija" | "srpanj" | "srpnja" | "heinakuu"
        | "heinakuuta" | "cervenec" | "cervence" | "iulie" | "iul" | "temmuz" | "июль" | "июля"
        | "июл" | "јул" | "јула" | "липень" | "липня" | "ιουλιου" | "ιουλ" => 7,
        "august" | "aug" | "aout" | "agosto" | "ago" | "sierpien" | "sierpnia" | "sie"
        | "augustus" | "augusti" | "kolovoz" | "kolovoza" | "elokuu" | "elokuuta" | "srpen"
        | "srpna" | "agustos" | "avgust" | "avgusta" | "avg" | "augusta" | "август" | "августа"
        | "авг" | "серпень" | "серпня" | "αυγουστου" | "αυγ" => 8,
        "september" | "sep" | "sept" | "septembre" | "septiembre" | "settembre" | "set"
        | "setembro" | "wrzesien" | "wrzesnia" | "wrz" | "rujan" | "rujna" | "syyskuu"
        | "syyskuuta" | "zari" | "septembrie" | "eylul" | "septembar" | "septembra" | "сентябрь"
        | "сентября" | "сен" | "сент" | "септембар" | "септембра" | "сеп" | "вересень" | "вересня"
        | "σεπτεμβριου" | "σεπ" => 9,
        "october" | "oct" | "octobre" | "oktober" | "okt" | "octubre" | "ottobre" | "ott"
        | "outubro" | "out" | "pazdziernik" | "pazdziernika" | "paz" | "lokakuu" | "lokakuuta"
        | "rijen" | "rijna" | "octombrie" | "ekim" | "oktobar" | "oktobra" | "октябрь" | "октября"
        | "окт" | "октобар" | "октобра" | "жовтень" | "жовтня" | "οκτωβριου" | "οκτ" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" | "listopad" | "listopada"
        | "listopadu" | "lis" | "studeni" | "studenoga" | "studenog" | "marraskuu" | "marraskuuta"
        | "noiembrie" | "noi" | "kasim" | "novembar" | "novembra" | "ноябрь" | "ноября" | "ноя"
        | "нояб" | "новембар" | "новембра" | "нов" | "листопад" | "листопада" | "νοεμβριου"
        | "νοε" => 11,
        "december" | "dec" | "decembre" | "dezember" | "dez" | "diciembre" | "dic" | "dicembre"
        | "dezembro" | "grudzien" | "grudnia" | "gru" | "prosinac" | "prosinca" | "joulukuu"
        | "joulukuuta" | "prosinec" | "prosince" | "decembrie" | "aralik" | "decembar"
        | "decembra" | "desember" | "des" | "декабрь" | "декабря" | "дек" | "децембар"
        | "децембра" | "дец" | "грудень" | "грудня" | "δεκεμβριου" | "δεκ" => 12,
        _ => return None,
    })
}

/// Returns the number of an English month: in English the month may stand before the day.
pub(super) fn english_month(word: &str) -> Option<u32> {
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is = |name: &&str| {
        word == *name || word == &name[..3] || (word == "sept" && name.starts_with("sept"))
    };
    (1..)
        .zip(FULL.iter())
        .find(|(_, name)| is(name))
        .map(|(number, _)| number)
}

/// Returns a weekday by its full or short name; German and Dutch pages have two letters.
#[rustfmt::skip]
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" | "lundi" | "lun" | "montag" | "lunes" | "lunedi" | "segunda" | "seg"
        | "poniedzialek" | "pon" | "maandag" | "ponedeljak" | "ponedjeljak" | "mandag" | "man"
        | "maanantai" | "maanantaina" | "pondeli" | "luni" | "pazartesi" | "понедельник"
        | "понедељак" | "понеділок" | "пн" | "δευτερα" | "mo" => Weekday::Mon,
        "tuesday" | "tue" | "tues" | "mardi" | "mar" | "dienstag" | "martes" | "martedi" | "terca"
        | "ter" | "wtorek" | "wt" | "dinsdag" | "utorak" | "uto" | "tisdag" | "tis" | "tirsdag"
        | "tir" | "tiistai" | "tiistaina" | "utery" | "marti" | "sali" | "вторник" | "уторак"
        | "вівторок" | "вт" | "τριτη" | "di" => Weekday::Tue,
        "wednesday" | "wed" | "weds" | "mercredi" | "mer" | "mittwoch" | "miercoles" | "mie"
        | "mercoledi" | "quarta" | "qua" | "sroda" | "sr" | "woensdag" | "sreda" | "srijeda"
        | "sre" | "sri" | "onsdag" | "ons" | "keskiviikko" | "keskiviikkona" | "streda"
        | "miercuri" | "carsamba" | "среда" | "середа" | "ср" | "τεταρτη" | "mi" | "wo"
            => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" | "jeudi" | "jeu" | "donnerstag" | "jueves" | "jue"
        | "giovedi" | "gio" | "quinta" | "qui" | "czwartek" | "czw" | "donderdag" | "cetvrtak"
        | "cet" | "torsdag" | "tor" | "tors" | "torstai" | "torstaina" | "ctvrtek" | "joi"
        | "persembe" | "четверг" | "четвртак" | "четвер" | "чт" | "πεμπτη" | "do" => Weekday::Thu,
        "friday" | "fri" | "vendredi" | "ven" | "freitag" | "viernes" | "vie" | "venerdi"
        | "sexta" | "sex" | "piatek" | "pt" | "vrijdag" | "petak" | "pet" | "fredag" | "fre"
        | "perjantai" | "perjantaina" | "patek" | "vineri" | "cuma" | "пятница" | "петак"
        | "п'ятниця" | "пт" | "παρασκευη" | "fr" | "vr" => Weekday::Fri,
        "saturday" | "sat" | "samedi" | "sam" | "samstag" | "sonnabend" | "sabado" | "sab"
        | "sabato" | "sobota" | "sob" | "zaterdag" | "subota" | "sub" | "lordag" | "lor"
        | "lauantai" | "lauantaina" | "sambata" | "cumartesi" | "суббота" | "субота" | "сб"
        | "σαββατο" | "sa" | "za" => Weekday::Sat,
        "sunday" | "sun" | "dimanche" | "dim" | "sonntag" | "domingo" | "dom" | "domenica"
        | "niedziela" | "niedz" | "zondag" | "nedelja" | "nedjelja" | "ned" | "sondag" | "son"
        | "sunnuntai" | "sunnuntaina" | "nedele" | "duminica" | "pazar" | "воскресенье" | "недеља"
        | "неділя" | "вс" | "нд" | "κυριακη" | "so" | "zo" => Weekday::Sun,
        _ => return None,
    })
}

/// Returns how many days back a word such as "yesterday" points.
#[rustfmt::skip]
pub(super) fn days_back(word: &str) -> Option<i64> {
    Some(match word {
        "today" | "heute" | "hoy" | "oggi" | "hoje" | "dzis" | "dzisiaj" | "vandaag" | "danas"
        | "idag" | "tanaan" | "dnes" | "azi" | "bugun" | "сегодня" | "данас" | "сьогодні"
        | "σημερα" => 0,
        "yesterday" | "gestern" | "hier" | "ayer" | "ieri" | "ontem" | "wczoraj" | "gisteren"
        | "juce" | "jucer" | "igar" | "eilen" | "vcera" | "dun" | "вчера" | "јуче" | "вчора"
        | "χθεσ" => 1,
        _ => return None,
    })
}

/// Returns the seconds in a unit of a relative time.
#[rustfmt::skip]
pub(super) fn unit(word: &str) -> Option<i64> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" | "seconde"
        | "secondes" | "seconden" | "segundo" | "segundos" | "secondo" | "secondi" | "sekund"
        | "sekundy" | "sekundi" | "sekunder" | "sekundu" | "secunde" | "sekuntia" | "сек"
        | "секунд" | "секунды" | "saniye" | "초" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minuto" | "minutos" | "minuti"
        | "minut" | "minuta" | "minuty" | "minuter" | "minutter" | "minutt" | "minuut"
        | "minuutti" | "minuuttia" | "minutu" | "minutami" | "minuts" | "mn" | "мин"
        | "минут" | "минуты" | "минуту" | "минута" | "минуте" | "хв" | "хвилин" | "хвилини"
        | "хвилину" | "dk" | "dakika" | "λεπτα" | "λεπτο" | "분" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure" | "heures"
        | "hora" | "horas" | "ora" | "ore" | "uur" | "uren" | "godz" | "godzina" | "godzine"
        | "godziny" | "godzin" | "sat" | "sata" | "sati" | "timme" | "timmar" | "tim" | "time"
        | "timer" | "tunti" | "tuntia" | "hodina" | "hodinou" | "hodinami" | "hodiny" | "ч"
        | "час" | "часа" | "часов" | "сат" | "сата" | "сати" | "годин" | "години" | "годину"
        | "saat" | "ωρα" | "ωρεσ" | "시간" => 3_600,
        "d" | "day" | "days" | "tag" | "tage" | "tagen" | "jour" | "jours" | "dia" | "dias"
        | "giorno" | "giorni" | "dzien" | "dni" | "dag" | "dagen" | "dagar" | "dage" | "dager"
        | "dan" | "dana" | "paiva" | "paivaa" | "dnem" | "dny" | "zile" | "день" | "дня" | "дней"
        | "дан" | "дана" | "днів" | "gun" | "μερεσ" | "일" => 86_400,
        "w" | "wk" | "wks" | "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines"
        | "semana" | "semanas" | "settimana" | "settimane" | "tydzien" | "tygodnie" | "tygodni"
        | "weken" | "nedelju" | "tjedan" | "tjedna" | "vecka" | "veckor" | "uge" | "uger" | "uke"
        | "uker" => 604_800,
        _ => return None,
    })
}

/// Tells whether a word stands for the number one before a unit.
#[rustfmt::skip]
pub(super) fn is_one(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "one" | "ein" | "eine" | "einer" | "einem" | "un" | "une" | "una" | "uno"
        | "um" | "uma" | "een" | "en" | "ett" | "et" | "jedan" | "jednu" | "jednog"
    )
}

/// Tells whether a relative time ends with this word.
#[rustfmt::skip]
pub(super) fn ends_relative(word: &str) -> bool {
    matches!(
        word,
        "ago" | "fa" | "atras" | "geleden" | "sedan" | "siden" | "temu" | "назад" | "тому"
        | "once" | "sitten" | "전"
    )
}

/// Tells whether a relative time may begin with this word ("il y a" begins with "il").
#[rustfmt::skip]
pub(super) fn begins_relative(word: &str) -> bool {
    matches!(
        word,
        "vor" | "hace" | "ha" | "pre" | "prije" | "pred" | "acum" | "пре" | "πριν"
    )
}

/// Tells whether a word joins a date and a clock, or announces a clock.
#[rustfmt::skip]
pub(super) fn joins(word: &str) -> bool {
    matches!(
        word,
        "at" | "um" | "a" | "as" | "las" | "la" | "alle" | "ore" | "ora" | "om" | "kl" | "klo"
        | "godz" | "godzina" | "o" | "u" | "t" | "the" | "on" | "le" | "el" | "del" | "de" | "den"
        | "dne" | "v" | "в" | "о" | "у" | "στισ" | "il" | "em" | "op" | "am" | "saat" | "ob"
        | "from"
    )
}

/// Tells whether a word right before a number says that the number is a clock.
#[rustfmt::skip]
pub(super) fn announces_clock(word: &str) -> bool {
    matches!(
        word,
        "at" | "um" | "alle" | "ore" | "kl" | "klo" | "godz" | "godzina" | "as" | "klokken"
        | "klockan" | "ob" | "saat"
    )
}

/// Tells whether a word after a clock says that it was one ("Uhr").
#[rustfmt::skip]
pub(super) fn confirms_clock(word: &str) -> bool {
    matches!(
        word,
        "uhr" | "uur" | "hrs" | "hours" | "hs" | "часа" | "ч" | "h"
    )
}

/// Tells whether a word belongs to the labels that stand around a time and add nothing to it.
#[rustfmt::skip]
pub(super) fn is_label(word: &str) -> bool {
    joins(word) || matches!(
        word,
        "updated" | "update" | "updates" | "published" | "publish" | "posted" | "first" | "last"
        | "modified" | "edited" | "date" | "time" | "since" | "added" | "created" | "entry"
        | "live" | "new" | "latest" | "local" | "stand" | "aktualisiert" | "veroffentlicht"
        | "zuletzt" | "geandert" | "erstellt" | "vom" | "uhr" | "publie" | "mis" | "jour"
        | "modifie" | "maj" | "actualizado" | "actualizada" | "publicado" | "publicada" | "ultima"
        | "actualizacion" | "aggiornato" | "aggiornamento" | "pubblicato" | "ultimo"
        | "atualizado" | "atualizada" | "opublikowano" | "aktualizacja" | "zaktualizowano"
        | "gepubliceerd" | "bijgewerkt" | "laatst" | "objavljeno" | "azurirano"
        | "izmenjeno" | "publicerad" | "uppdaterad" | "publiceret" | "opdateret" | "publisert"
        | "oppdatert" | "julkaistu" | "paivitetty" | "опубликовано" | "обновлено" | "оновлено"
        | "guncelleme" | "d" | "heure" | "h"
    )
}

/// Tells whether a text such as "just now" says that something was published at the moment of reading.
#[rustfmt::skip]
pub(super) fn is_now(text: &str) -> bool {
    matches!(
        text,
        "now" | "just now" | "right now" | "moments ago" | "a moment ago" | "a few seconds ago"
        | "seconds ago" | "less than a minute ago" | "jetzt" | "gerade eben" | "soeben" | "eben"
        | "gerade" | "a l'instant" | "maintenant" | "il y a un instant" | "ahora" | "ahora mismo"
        | "hace un momento" | "adesso" | "ora" | "proprio ora" | "agora" | "agora mesmo" | "teraz"
        | "przed chwila" | "nu" | "zojuist" | "zonet" | "upravo" | "upravo sada" | "sada"
        | "just nu" | "nyss" | "lige nu" | "nettopp" | "nyt" | "juuri nyt" | "prave ted"
        | "только что" | "сейчас" | "щойно" | "simdi" | "az once" | "управо сада" | "刚刚" | "剛剛"
        | "たった今" | "방금"
    )
}

/// Tells whether a word after a number with a dot says that it was an amount and no clock.
#[rustfmt::skip]
pub(super) fn is_amount(word: &str) -> bool {
    matches!(
        word,
        "percent" | "per" | "pc" | "prozent" | "procent" | "million" | "millions" | "millionen"
        | "milioni" | "millones" | "mln" | "mio" | "billion" | "milliarden" | "mrd" | "bn"
        | "trillion" | "km" | "kg" | "cm" | "mm" | "miles" | "metres" | "meters" | "euro"
        | "euros" | "dollar" | "dollars" | "pounds" | "points" | "punkte" | "punti" | "tonnes"
        | "times" | "seconds" | "litres" | "acres" | "degrees" | "magnitude" | "grad" | "tys"
        | "m"
    )
}
