//! Words for an occasion: "tisdagslunchen", "webbseminariet", "panelen", "the breakfast".

use finsam_model::Format;
use finsam_swedish::Language;
use jiff::civil::Weekday;

use crate::question::{OccasionCue, Token};

/// How a word for an occasion begins (folded), and which sort it is.
const SORTS: &[(&str, Option<Format>)] = &[
    ("frukost", Some(Format::Breakfast)),
    ("breakfast", Some(Format::Breakfast)),
    ("lunch", Some(Format::Lunch)),
    ("webb", Some(Format::Webinar)),
    ("webin", Some(Format::Webinar)),
    ("webcast", Some(Format::Webinar)),
    ("forelasning", Some(Format::Lecture)),
    ("lecture", Some(Format::Lecture)),
    ("workshop", Some(Format::Workshop)),
    ("seminari", None),
    ("seminar", None),
    ("tillfalle", None),
    ("panel", None),
    ("evenemang", None),
    ("event", None),
    ("motet", None),
    ("samtalet", None),
    ("traff", None),
    ("session", None),
];

const WEEKDAYS: &[(&str, &str, Weekday)] = &[
    ("mandag", "monday", Weekday::Monday),
    ("tisdag", "tuesday", Weekday::Tuesday),
    ("onsdag", "wednesday", Weekday::Wednesday),
    ("torsdag", "thursday", Weekday::Thursday),
    ("fredag", "friday", Weekday::Friday),
    ("lordag", "saturday", Weekday::Saturday),
    ("sondag", "sunday", Weekday::Sunday),
];

/// Words that begin like an occasion and are none; those marked are none only as they stand.
const NOT_OCCASIONS: &[(&str, bool)] = &[
    ("webbplats", false),
    ("webbsida", false),
    ("webben", false),
    ("webb", true),
    ("traffas", false),
    ("traffade", false),
    ("traffats", false),
    ("eventuell", false),
    ("eventual", false),
];

/// What the words tell of which occasion is meant, and which words told it.
/// The words of titles, told by `in_title`, are not looked at.
pub(super) fn read(
    tokens: &[Token],
    language: Language,
    in_title: impl Fn(usize) -> bool,
) -> (OccasionCue, Vec<usize>) {
    let mut cue = OccasionCue::default();
    let mut told = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if in_title(at) {
            continue;
        }
        let word = token.folded.as_str();
        let (weekday, rest) = weekday_before(word);
        let sort = sort_of(rest);
        if let Some(format) = sort {
            cue.mentioned = true;
            if cue.format.is_some() && format != cue.format && is_joined(tokens, at) {
                cue.also = cue.also.or(format);
            }
            cue.format = cue.format.or(format);
            cue.weekday = cue.weekday.or(weekday);
            told.push(at);
        } else if let Some(weekday) =
            weekday_of(word, language).filter(|_| is_before_one(tokens, at))
        {
            cue.weekday = cue.weekday.or(Some(weekday));
            told.push(at);
        }
    }
    (cue, told)
}

/// Whether a word can be taken for an occasion.
pub(super) fn is_known(folded: &str) -> bool {
    sort_of(weekday_before(folded).1).is_some()
}

/// Whether a word for an occasion says more than its sort and weekday: "provfrukosten".
pub(super) fn is_more_than_a_sort(folded: &str) -> bool {
    let rest = weekday_before(folded).1;
    let starts = SORTS.iter().any(|(start, _)| rest.starts_with(start));
    !starts && sort_of(rest).is_some()
}

/// Whether a word says nothing but the sort of an occasion: "lunchen".
pub(crate) fn is_only_a_sort(folded: &str) -> bool {
    SORTS.iter().any(|(start, _)| folded.starts_with(start))
}

fn sort_of(word: &str) -> Option<Option<Format>> {
    if NOT_OCCASIONS.iter().any(|(start, only)| word == *start || !only && word.starts_with(start))
    {
        return None;
    }
    // "höstlunchen", "branschfrukosten": a long enough word may also end a compound.
    let is = |start: &str| word.starts_with(start) || (start.len() >= 5 && word.contains(start));
    SORTS.iter().find(|(start, _)| is(start)).map(|(_, format)| *format)
}

/// "tisdagslunchen" is a Tuesday and "lunchen".
fn weekday_before(word: &str) -> (Option<Weekday>, &str) {
    for (swedish, _, weekday) in WEEKDAYS {
        if let Some(rest) = word.strip_prefix(swedish) {
            let rest = rest.strip_prefix('s').filter(|rest| !rest.is_empty()).unwrap_or(rest);
            return (Some(*weekday), rest);
        }
    }
    (None, word)
}

/// The weekday in "torsdagens frukost" and "the Thursday breakfast".
fn weekday_of(word: &str, language: Language) -> Option<Weekday> {
    match language {
        Language::Swedish => {
            let (weekday, rest) = weekday_before(word);
            weekday.filter(|_| matches!(rest, "ens" | "s"))
        }
        Language::English => {
            WEEKDAYS.iter().find(|(_, english, _)| *english == word).map(|(_, _, weekday)| *weekday)
        }
    }
}

/// Whether a word is set beside what stands before it: "lunchen resp. frukosten".
fn is_joined(tokens: &[Token], at: usize) -> bool {
    const JOINING: [&str; 9] =
        ["och", "a", "samt", "eller", "resp", "respektive", "and", "or", "both"];
    const BETWEEN: [&str; 8] = ["pa", "vid", "den", "det", "i", "at", "the", "for"];
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    let mut words = before.map(|token| token.folded.as_str());
    words.find(|word| !BETWEEN.contains(word)).is_some_and(|word| JOINING.contains(&word))
}

/// Whether the next word is an occasion.
fn is_before_one(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| sort_of(&next.folded).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::tokens;

    #[test]
    fn words_for_occasions() {
        let check = |text: &str, format, weekday| {
            let (cue, _) = read(&tokens(text, Language::of(text)), Language::of(text), |_| false);
            assert_eq!((cue.format, cue.weekday), (format, weekday), "{text:?}");
        };
        check("vem öppnade tisdagslunchen", Some(Format::Lunch), Some(Weekday::Tuesday));
        check("onsdagsfrukosten", Some(Format::Breakfast), Some(Weekday::Wednesday));
        check("vem talade på webbseminariet", Some(Format::Webinar), None);
        check("torsdagsseminariet", None, Some(Weekday::Thursday));
        check("står det på webbplatsen", None, None);
        check("who spoke at the Tuesday lunch", Some(Format::Lunch), Some(Weekday::Tuesday));
        check("på torsdagens frukost", Some(Format::Breakfast), Some(Weekday::Thursday));
        check("vad händer på tisdag", None, None);
    }
}
