//! The few words of a language that an edit’s weight hangs on, and whether two updates tell the same.

/// What is known of a language.
#[derive(Debug)]
pub(in crate::model) struct Vocabulary {
    /// Words that deny, in lower case.
    negations: &'static [&'static str],
    /// What a word begins with that denies by it (`n'est`), and what it ends with (`isn't`).
    negating: Option<&'static str>,
    denying_end: Option<&'static str>,
    /// Numbers written as words, from two on, but for those that mean something else as well.
    numbers: &'static [(&'static str, &'static str)],
    /// Whether nouns are capitalised, too, so that a capital alone makes no name.
    pub(in crate::model) capital_nouns: bool,
}

impl Vocabulary {
    /// Finds the vocabulary for a BCP 47 tag; that of English where it is empty or of a language without a table.
    pub(in crate::model) fn of(language: &str) -> &'static Self {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "de" => &GERMAN,
            "fr" => &FRENCH,
            "es" => &SPANISH,
            "it" => &ITALIAN,
            "pt" => &PORTUGUESE,
            _ => &ENGLISH,
        }
    }

    /// Tells whether a word denies; `word` is in lower case with plain apostrophes.
    pub(in crate::model) fn denies(&self, word: &str) -> bool {
        let begins = |start: &str| word.starts_with(start);
        let ends = |end: &str| word.ends_with(end);
        self.negations.contains(&word)
            || self.negating.is_some_and(begins)
            || self.denying_end.is_some_and(ends)
    }

    /// Returns the digits of a number that is written as a word in lower case.
    pub(in crate::model) fn number(&self, word: &str) -> Option<&'static str> {
        let found = self.numbers.iter().find(|(name, _)| *name == word);
        found.map(|(_, digits)| *digits)
    }
}

#[rustfmt::skip]
static ENGLISH: Vocabulary = Vocabulary {
    negations: &[
        "not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "cannot",
        "without",
    ],
    negating: None,
    denying_end: Some("n't"),
    numbers: &[
        ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"),
        ("seven", "7"), ("eight", "8"), ("nine", "9"), ("ten", "10"), ("eleven", "11"),
        ("twelve", "12"), ("dozen", "dozen"), ("dozens", "dozens"), ("twenty", "20"),
        ("thirty", "30"), ("forty", "40"), ("fifty", "50"), ("hundred", "hundred"),
        ("hundreds", "hundreds"), ("thousand", "thousand"), ("thousands", "thousands"),
        ("million", "million"), ("billion", "billion"),
    ],
    capital_nouns: false,
};

#[rustfmt::skip]
static GERMAN: Vocabulary = Vocabulary {
    negations: &[
        "nicht", "nichts", "nie", "niemals", "niemand", "niemanden", "niemandem", "nein", "kein",
        "keine", "keinen", "keinem", "keiner", "keines", "ohne", "weder",
    ],
    negating: None,
    denying_end: None,
    numbers: &[
        ("zwei", "2"), ("drei", "3"), ("vier", "4"), ("fünf", "5"), ("sechs", "6"),
        ("sieben", "7"), ("acht", "8"), ("neun", "9"), ("zehn", "10"), ("elf", "11"),
        ("zwölf", "12"), ("hundert", "hundred"), ("tausend", "thousand"),
        ("million", "million"), ("millionen", "million"), ("milliarden", "billion"),
    ],
    capital_nouns: true,
};

#[rustfmt::skip]
static FRENCH: Vocabulary = Vocabulary {
    negations: &[
        "ne", "pas", "non", "jamais", "rien", "aucun", "aucune", "ni", "sans", "nul", "nulle",
    ],
    negating: Some("n'"),
    denying_end: None,
    numbers: &[
        ("deux", "2"), ("trois", "3"), ("quatre", "4"), ("cinq", "5"), ("six", "6"),
        ("sept", "7"), ("huit", "8"), ("dix", "10"), ("onze", "11"), ("douze", "12"),
        ("cent", "hundred"), ("mille", "thousand"), ("million", "million"),
        ("millions", "million"), ("milliard", "billion"), ("milliards", "billion"),
    ],
    capital_nouns: false,
};

#[rustfmt::skip]
static SPANISH: Vocabulary = Vocabulary {
    negations: &[
        "no", "nunca", "jamás", "nadie", "nada", "ningún", "ninguno", "ninguna", "ni", "sin",
        "tampoco",
    ],
    negating: None,
    denying_end: None,
    numbers: &[
        ("dos", "2"), ("tres", "3"), ("cuatro", "4"), ("cinco", "5"), ("seis", "6"),
        ("siete", "7"), ("ocho", "8"), ("nueve", "9"), ("diez", "10"), ("once", "11"),
        ("doce", "12"), ("cien", "hundred"), ("mil", "thousand"), ("millón", "million"),
        ("millones", "million"),
    ],
    capital_nouns: false,
};

#[rustfmt::skip]
static ITALIAN: Vocabulary = Vocabulary {
    negations: &[
        "non", "no", "mai", "nessuno", "nessuna", "nessun", "niente", "nulla", "né", "senza",
    ],
    negating: None,
    denying_end: None,
    numbers: &[
        ("due", "2"), ("tre", "3"), ("quattro", "4"), ("cinque", "5"), ("sette", "7"),
        ("otto", "8"), ("nove", "9"), ("dieci", "10"), ("undici", "11"), ("dodici", "12"),
        ("cento", "hundred"), ("mille", "thousand"), ("mila", "thousand"),
        ("milione", "million"), ("milioni", "million"), ("miliardi", "billion"),
    ],
    capital_nouns: false,
};

#[rustfmt::skip]
static PORTUGUESE: Vocabulary = Vocabulary {
    // Not `no`, which is `in the`.
    negations: &[
        "não", "nunca", "jamais", "ninguém", "nada", "nenhum", "nenhuma", "nem", "sem", "tampouco",
    ],
    negating: None,
    denying_end: None,
    numbers: &[
        ("dois", "2"), ("duas", "2"), ("três", "3"), ("quatro", "4"), ("cinco", "5"),
        ("seis", "6"), ("sete", "7"), ("oito", "8"), ("nove", "9"), ("dez", "10"),
        ("onze", "11"), ("doze", "12"), ("cem", "hundred"), ("mil", "thousand"),
        ("milhão", "million"), ("milhões", "million"), ("bilhões", "billion"),
    ],
    capital_nouns: false,
};
