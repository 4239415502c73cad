//! What sort of number a question asks for, of which years, and whether numbers are set side by side.

use finsam_model::Measure;
use finsam_swedish::when::When;

use super::{
    super::unknown,
    numbers::{self, Number},
};
use crate::{question::Intent, reply::Case};

/// How words begin that set numbers side by side, or ask how one has changed (folded).
const COMPARES: &[&str] = &[
    "jamfor",
    "skillnad",
    "skilj",
    "samma",
    "likadan",
    "minska",
    "okat",
    "andrat",
    "forandra",
    "utveckl",
    "sjunk",
    "stigit",
    "respektive",
    "compar",
    "differen",
    "same",
    "change",
    "trend",
    "decreas",
    "shrunk",
    "developed",
];
/// How words begin that doubt a number.
const DOUBTS: &[&str] = &[
    "stamma",
    "stammer",
    "verkligen",
    "rimlig",
    "orimlig",
    "ratt",
    "fel",
    "sakert",
    "correct",
    "really",
    "right",
    "true",
    "wrong",
    "plausib",
    "tveksam",
    "later",
    "horde",
    "heard",
];
/// How words begin that name a unit or a period, or that something is named.
const UNITS: &[&str] = &[
    "samhall",
    "landet",
    "skattebetal",
    "society",
    "country",
    "egentlig",
    "kronor",
    "pengar",
    "belopp",
    "summa",
    "manad",
    "month",
    "krona",
    "namn",
    "mention",
    "money",
    "storst",
    "minst",
    "senast",
    "nyast",
    "largest",
    "latest",
    "satt",
    "tidigare",
    "forut",
    "vore",
];

/// Whether a word tells how a number is asked for, and nothing of what it counts.
pub(super) fn is_no_matter(folded: &str) -> bool {
    let starts = COMPARES.iter().filter(|start| !matches!(**start, "minska" | "okat"));
    starts.chain(DOUBTS).chain(UNITS).any(|start| folded.starts_with(start))
}

/// What a question asks of figures.
#[derive(Clone)]
pub(super) struct Asked {
    /// The numbers it names.
    pub(super) numbers: Vec<Number>,
    /// The years it names.
    pub(super) years: Vec<i16>,
    /// Whether numbers are compared, or how one has changed.
    pub(super) compares: bool,
    /// Whether a number is doubted.
    pub(super) doubts: bool,
    /// Whether it is asked how something would be or was counted: "om man räknat som förr".
    pub(super) recounts: bool,
    /// Whether it is asked for the year beside.
    pub(super) year_before: Option<i16>,
}

impl Asked {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let question = case.question;
        let begins = |starts: &[&str]| {
            let mut tokens = question.tokens.iter().filter(|token| !token.aside);
            tokens.any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
        };
        let beside = |words: &[&str]| question.has_word(words);
        let year_before = if beside(&["aret", "ar", "year"]) {
            if beside(&["fore", "innan", "before", "tidigare"]) {
                Some(-1)
            } else if beside(&["efter", "after", "darpa"]) {
                Some(1)
            } else {
                None
            }
        } else {
            None
        };
        let numbers = numbers::of_question(question);
        let first = question.tokens.first().map(|token| token.folded.as_str());
        let yes_or_no = first.is_some_and(unknown::asks_for_yes) && !numbers.is_empty();
        Self {
            numbers,
            years: years(case),
            compares: begins(COMPARES),
            doubts: begins(DOUBTS) || yes_or_no,
            recounts: begins(&["rakna", "inrakna", "count", "includ"]),
            year_before,
        }
    }
}

/// The years named, and a year meant: "förra året".
fn years(case: &Case<'_>) -> Vec<i16> {
    let question = case.question;
    let mut years = question.years();
    let whole_year = question.time.as_ref().and_then(|time| match time.when {
        When::Year(year) => Some(year),
        _ => None,
    });
    years.extend(whole_year.filter(|year| !years.contains(year)));
    // "sedan förra året"
    let since = question.time.as_ref().and_then(|time| match time.when {
        When::Since(date) => Some(date.year()),
        _ => None,
    });
    years.extend(since.filter(|year| !years.contains(year)));
    years.dedup();
    years
}

/// Which sort of number is asked for.
pub(super) struct Wanted {
    /// These, if anything tells.
    measures: &'static [Measure],
    /// These as well, but rather the others.
    perhaps: &'static [Measure],
    /// Any sort at all.
    pub(super) any: bool,
    /// A word tells the sort.
    pub(super) told: bool,
    /// It is something that can be counted: no share, no age. Or it must be of a unit that is named.
    only: bool,
}

impl Wanted {
    pub(super) fn fit(&self, measure: Measure) -> f64 {
        if self.any || self.measures.contains(&measure) {
            1.0
        } else if self.perhaps.contains(&measure) {
            0.8
        } else if self.only {
            0.0
        } else {
            0.45
        }
    }
}

pub(super) fn wanted(case: &Case<'_>) -> Wanted {
    use Measure::{Age, Benefit, Cost, Growth, Organisations, Other, People, Share, Viewers};
    /// How words begin that tell a sort of number (folded, Swedish and English).
    const TOLD_BY: &[(&[Measure], &[&str])] = &[
        (
            &[Growth],
            &[
                "oka", "okning", "vaxt", "vuxit", "vaxer", "growth", "grow", "grew", "increas",
                "minska",
            ],
        ),
        (&[Cost], &["kosta", "kostn", "cost", "dyr", "expens", "miljard"]),
        (&[Viewers], &["titta", "uppkoppl", "sag", "sett", "viewer", "watch", "connected"]),
        (&[Age], &["gamm", "gaml", "alder", "aldra", "age", "old", "ung"]),
        (
            &[Share],
            &["andel", "procent", "share", "percent", "proportion", "fraction", "halft", "half"],
        ),
        (&[Organisations, Share], &["kommun", "myndighet", "forbund", "municipal", "organisation"]),
        (
            &[Benefit],
            &["belopp", "sjukpenning", "forsorjningsstod", "ersattning", "amount", "allowance"],
        ),
    ];
    let question = case.question;
    let counts = question.has_word(&["manga", "many", "antal", "antalet"]);
    // "läste att X kostar mycket. hur mycket är det?"; but "hur många är det? har sett två siffror".
    let tells = |starts: &[&str]| {
        let mut tokens = question.tokens.iter().filter(|token| !(counts && token.aside));
        tokens.any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
    };
    if question.has_word(&[
        "statistiken",
        "siffra",
        "siffror",
        "siffrorna",
        "statistik",
        "figures",
        "numbers",
        "statistics",
    ]) {
        return Wanted { measures: &[], perhaps: &[], any: true, told: false, only: false };
    }
    if question.has_word(&["kronor", "kr", "sek", "pengar", "money", "kronas"]) {
        return Wanted {
            measures: &[Cost, Benefit],
            perhaps: &[],
            any: false,
            told: true,
            only: true,
        };
    }
    if question.cues.first().is_some_and(|cue| cue.intent == Intent::HowLong) {
        return Wanted { measures: &[Other], perhaps: &[Age], any: false, told: true, only: true };
    }
    let told = TOLD_BY.iter().find(|(measures, starts)| {
        tells(starts) && (!counts || !matches!(measures, [Cost] | [Benefit]))
    });
    let bare = |number: &Number| number.is_large() && number.is_bare();
    if told.is_none() && numbers::of_question(question).iter().any(bare) {
        return Wanted {
            measures: &[People, Viewers],
            perhaps: &[],
            any: false,
            told: true,
            only: true,
        };
    }
    let (measures, perhaps): (&'static [Measure], &'static [Measure]) = match told {
        Some(([Organisations, Share], _)) if !counts => {
            (&[Share, Organisations], &[Cost, Other, People])
        }
        Some(([Organisations, Share], _)) => (&[Organisations], &[Share, Other]),
        Some((measures, _)) => (measures, &[]),
        None if counts => (&[People], &[Organisations, Viewers, Other]),
        None if question.has_word(&["folk", "personer", "manniskor", "people"]) => (&[People], &[]),
        None if question.has_word(&["stor", "large", "big"]) => (&[Share, People], &[Growth, Cost]),
        None => (&[Cost, Benefit, Growth, Share], &[People, Age, Other, Organisations, Viewers]),
    };
    Wanted { measures, perhaps, any: false, told: told.is_some(), only: counts }
}
