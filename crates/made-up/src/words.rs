//! Words that nobody can take for real ones.

use fastrand::Rng;

const FIRST_NAMES: &[&str] = &[
    "Testa", "Testo", "Prova", "Provina", "Exempla", "Exempel", "Låtsa", "Låtsina", "Påhitta",
    "Dikta", "Saga", "Mönstra", "Skissa", "Figura", "Platta", "Nollan", "Ettan", "Någona", "Ingo",
    "Fantasia",
];
const FAMILY_STARTS: &[&str] = &[
    "Test",
    "Prov",
    "Exempel",
    "Låtsa",
    "Påhitt",
    "Mönster",
    "Mall",
    "Dikt",
    "Noll",
    "Figur",
    "Fantasi",
    "Platshållar",
];
const FAMILY_ENDS: &[&str] = &[
    "sson", "berg", "gren", "ström", "lund", "kvist", "dal", "mark", "stedt", "blad", "rot", "vik",
    "fors", "backe", "holm", "hed",
];
const TOWN_STARTS: &[&str] = &[
    "Exempel", "Prov", "Test", "Låtsas", "Påhitts", "Mönster", "Dikt", "Skiss", "Figur", "Fantasi",
];
const TOWN_ENDS: &[&str] = &["köping", "by", "stad", "hamn", "torp", "sund", "ås", "näs"];
const ROOMS: &[&str] = &["salen", "ladan", "rummet", "huset", "gården", "torget", "källaren"];
const TERM_STARTS: &[&str] = &[
    "noll", "prov", "test", "låtsas", "exempel", "mönster", "påhitts", "skiss", "halv", "kvarts",
    "tvärt", "runt",
];
const TERM_ENDS: &[&str] = &[
    "koll", "plats", "grad", "stöd", "spår", "bro", "trappa", "karta", "krets", "takt", "lyft",
    "vinkel", "fas", "kedja", "mått",
];
const SUBJECTS: &[&str] = &[
    "Provgruppen",
    "Testpanelen",
    "Exempelrådet",
    "Låtsasnämnden",
    "Mönsterlaget",
    "Skissverkstan",
    "En påhittad deltagare",
    "Diktkontoret",
    "Nollteamet",
    "Figurgruppen",
];
const VERBS: &[&str] = &[
    "prövar",
    "beskriver",
    "jämför",
    "samordnar",
    "ritar om",
    "räknar på",
    "berättar om",
    "frågar efter",
    "följer upp",
    "vänder på",
];
const OBJECTS: &[&str] = &[
    "provstegen",
    "testkedjan",
    "de låtsade mötena",
    "en påhittad väg till arbete",
    "mönsterplanen",
    "exempelkartan",
    "halvfärdiga skisser",
    "nollmätningen",
    "figurernas frånvaro",
    "det tänkta stödet",
];
const TAILS: &[&str] = &[
    "med testdeltagarna",
    "i flera provkommuner",
    "för tredje gången",
    "utan att någon finns",
    "tillsammans med låtsade handläggare",
    "på ett exempelvis enkelt sätt",
    "under en provvecka",
    "efter lunchen som aldrig serveras",
    "för den som är sjukskriven på låtsas",
    "från början till slut",
];

/// The `n`th way to take one word of each list; past the last, the first again with a number.
fn combined(n: usize, lists: [&[&str]; 2]) -> (String, usize) {
    let mut rest = n;
    let mut words = String::new();
    for list in lists {
        words.push_str(list.get(rest % list.len()).copied().unwrap_or_default());
        rest /= list.len();
    }
    (words, rest)
}

fn numbered((words, round): (String, usize)) -> String {
    if round == 0 { words } else { format!("{words} {}", round + 1) }
}

fn family_name(n: usize) -> (String, usize) {
    combined(n, [FAMILY_STARTS, FAMILY_ENDS])
}

/// The name of person `n`. Families have many members, so that a name alone is not always enough;
/// whoever comes after all families have been named has two family names.
pub fn person(n: usize) -> String {
    let first = FIRST_NAMES.get(n % FIRST_NAMES.len()).copied().unwrap_or_default();
    let (family, round) = family_name(n / FIRST_NAMES.len());
    if round == 0 {
        return format!("{first} {family}");
    }
    format!("{first} {} {family}", numbered(family_name(round - 1)))
}

/// The name of town `n`.
pub fn town(n: usize) -> String {
    numbered(combined(n, [TOWN_STARTS, TOWN_ENDS]))
}

/// The name of venue `n`.
pub fn venue(n: usize) -> String {
    numbered(combined(n, [FAMILY_STARTS, ROOMS]))
}

/// The name of term `n`.
pub fn term(n: usize) -> String {
    numbered(combined(n, [TERM_STARTS, TERM_ENDS]))
}

/// A name with a capital for initiative `n`.
pub fn initiative(n: usize) -> String {
    let (words, round) = combined(n, [FAMILY_STARTS, &["linjen", "vägen", "modellen", "bron"]]);
    numbered((words, round))
}

/// One of some words.
pub fn one_of<'w>(words: &[&'w str], rng: &mut Rng) -> &'w str {
    rng.choice(words.iter().copied()).unwrap_or_default()
}

/// A sentence that says nothing.
pub fn sentence(rng: &mut Rng) -> String {
    let [subject, verb, object, tail] =
        [SUBJECTS, VERBS, OBJECTS, TAILS].map(|words| one_of(words, rng));
    format!("{subject} {verb} {object} {tail}.")
}

/// Some sentences.
pub fn paragraph(rng: &mut Rng, sentences: usize) -> String {
    let sentences: Vec<String> = (0..sentences).map(|_| sentence(rng)).collect();
    sentences.join(" ")
}
