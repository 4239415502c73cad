//! Which occasion a question means.
//!
//! A question tells it by a name or a word of the title, a time, an hour, a venue, somebody on the
//! programme, the sort of occasion. Where all of that holds of some, those are meant. Where it holds
//! of none, the one that most of it holds of is meant (`likeness`), and what does not hold is told.

mod likeness;
mod occasions;
pub(crate) mod titles;
mod told;

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, Seminar};
use finsam_swedish::when::{TimeExpression, When};
use jiff::{Zoned, civil::Time};

pub(crate) use occasions::Occasions;
pub(crate) use told::{in_its_town, is_a_place};

use crate::{
    question::{BackReference, Intent, OccasionCue, Origin, Question, Token},
    reply::Case,
};

/// A seminar.
pub(crate) type Occasion = Arc<Entry<Seminar>>;

/// The occasions a question means, by time.
#[derive(Debug)]
pub(crate) struct Meant {
    pub(crate) seminars: Vec<Occasion>,
    /// How it was told.
    pub(crate) how: How,
    /// What the question says of it that does not hold.
    pub(crate) unmet: Vec<Wish>,
}

/// How it was told which occasion is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The question says.
    Said,
    /// It was in the answer before.
    Remembered,
    /// It is the next one to come.
    Nearest,
    /// Nothing tells; these are all there have been.
    All,
}

/// Something a question says of the occasion it means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wish {
    /// Its name, or that of what it is a part of.
    Named,
    /// When it is.
    Time,
    /// At which hour.
    Hour(Time),
    /// At which venue.
    At(Node),
    /// Who is on the programme.
    With(Node),
    /// What it is about.
    Matter,
    /// What it has to do with: who arranges it or takes part, the town.
    Among,
    /// What sort of occasion, on which weekday.
    Sort,
}

/// The occasions a question means. None at all: it says which, but there is no such one.
pub(crate) fn meant(case: &Case<'_>) -> Meant {
    let told = told::told(case);
    let mut some = told::all_of(told.iter().filter(|told| told.is_needed()));
    let mut meant = by_time(case, some.clone());
    if case.question.occasion.mentioned || some.is_some() {
        for narrower in told.iter().filter(|told| !told.is_needed()) {
            let both = told::both(some.as_deref(), &narrower.seminars);
            let there = by_time(case, Some(both.clone()));
            if !there.seminars.is_empty() {
                (some, meant) = (Some(both), there);
            }
        }
    }
    if let Some(hour) = case.question.hour {
        let at_hour = |seminar: &&Occasion| is_at(seminar, hour);
        if meant.seminars.iter().any(|seminar| at_hour(&seminar)) {
            meant.seminars.retain(|seminar| at_hour(&seminar));
        } else if let [_] = meant.seminars.as_slice()
            && meant.how == How::Said
        {
            meant.unmet.push(Wish::Hour(hour));
        }
    }
    if meant.seminars.is_empty()
        && let Some((seminar, unmet)) = likeness::most_alike(case, &told)
    {
        return Meant { seminars: vec![seminar], how: How::Said, unmet };
    }
    meant
}

/// The occasions of which all is true that the question names; `None` where it names nothing.
pub(crate) fn named_ones(case: &Case<'_>) -> Option<Vec<Occasion>> {
    told::all_of(told::told(case).iter().filter(|told| told.is_needed()))
}

/// Whether an occasion, or a run of them, is told by the question itself.
pub(crate) fn is_named(case: &Case<'_>) -> bool {
    let mut told = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    told.any(|subject| subject.of(Kind::Seminar).or(subject.of(Kind::Series)).is_some())
}

/// Whether it is asked how far an occasion has come: "håller de fortfarande på?", "har jag missat den?".
pub(crate) fn asks_how_far(tokens: &[Token]) -> bool {
    const SIGNS: &[&str] = &[
        "fortfarande",
        "missat",
        "missade",
        "hinner",
        "hinna",
        "klart",
        "klara",
        "over",
        "slut",
        "borjat",
        "pagar",
        "igang",
        "sent",
        "still",
        "missed",
        "started",
        "begun",
        "finished",
        "late",
        "ended",
    ];
    tokens.iter().any(|token| !token.aside && SIGNS.contains(&token.folded.as_str()))
}

/// Those of some, or of all, that the time and the sort of occasion tell, or the answer before; where
/// two sorts are asked of, those of each.
fn by_time(case: &Case<'_>, some: Option<Vec<Occasion>>) -> Meant {
    let cue = case.question.occasion;
    let Some(also) = cue.also else { return of_one_sort(case, some) };
    let of = |format| {
        let occasion = OccasionCue { format, also: None, ..cue };
        let question = Question { occasion, ..case.question.clone() };
        of_one_sort(&Case { question: &question, ..*case }, some.clone())
    };
    let (first, second) = (of(cue.format), of(Some(also)));
    let seminars = in_order(first.seminars.into_iter().chain(second.seminars).collect());
    Meant { seminars, ..first }
}

fn of_one_sort(case: &Case<'_>, some: Option<Vec<Occasion>>) -> Meant {
    let question = case.question;
    let narrowed = some.is_some() || question.occasion.is_specific();
    let said = narrowed || question.time.is_some();
    let occasions = Occasions::of(case, some);
    let meant = |seminars, how| Meant { seminars, how, unmet: Vec::new() };
    if let Some(time) = &question.time {
        if let Some(after) = after_the_one_told(case).filter(|_| !narrowed) {
            return meant(vec![after], How::Said);
        }
        if time.when == When::Next && narrowed {
            return meant(occasions.next_few(case.now), How::Said);
        }
        let there = within(&occasions, time, case);
        let there = if narrowed { there } else { of_the_run_told(case, there) };
        return meant(there, How::Said);
    }
    let remembered: Vec<Occasion> = question
        .memory
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Seminar(seminar) => Some(Arc::clone(seminar)),
            _ => None,
        })
        .collect();
    let remembered = if remembered.is_empty() { of_what_was_told(case) } else { remembered };
    let each_named = case.subjects(Kind::Seminar).filter(|one| one.origin == Origin::Named);
    if each_named.count() > 1 {
        return meant(occasions.last_few(), How::Said);
    }
    if said {
        if occasions.are_several() {
            if let Some(last) = asks_for_the_last(question).then(|| occasions.last()).flatten() {
                return meant(vec![Arc::clone(last)], How::Said);
            }
            // "på lunchen" after an answer about one of several lunches means that one.
            let mut both = remembered;
            both.retain(|seminar| occasions.hold(seminar));
            both.sort_by_cached_key(|seminar| Seminar::place(seminar));
            if !both.is_empty() {
                return meant(both, How::Said);
            }
            let next = occasions.next_few(case.now);
            if !next.is_empty() {
                return meant(next, How::Said);
            }
        }
        return meant(occasions.last_few(), How::Said);
    }
    let refers_back = question.back.is_some_and(|back| back != BackReference::Person)
        || question.occasion.mentioned;
    if refers_back && !remembered.is_empty() {
        return meant(remembered, How::Remembered);
    }
    match occasions.nearest(case.now) {
        Some(next) => meant(vec![next], How::Nearest),
        None => meant(occasions.last_few(), How::All),
    }
}

/// "vilket datum är den sista frukosten?", but not the last day of something.
fn asks_for_the_last(question: &Question) -> bool {
    question.tokens.windows(2).any(|pair| {
        let [last, next] = pair else { return false };
        let is_day =
            ["dag", "dagen", "anmal", "day"].iter().any(|day| next.folded.starts_with(day));
        matches!(last.folded.as_str(), "sista" | "avslutande" | "final") && !is_day
    })
}

/// "och i december?" after an answer about one of a series: of several those of it.
fn of_the_run_told(case: &Case<'_>, there: Vec<Occasion>) -> Vec<Occasion> {
    let question = case.question;
    let goes_on = question.unexplained().is_empty() && question.back.is_some();
    let of_all = matches!(question.memory.intent, Some(Intent::Programme | Intent::List) | None);
    let Some(Node::Seminar(told)) = question.memory.nodes.first() else { return there };
    if there.len() < 2 || !goes_on || of_all || told.series.is_none() {
        return there;
    }
    let alike = |one: &&Occasion| one.series == told.series && one.format == told.format;
    let of_it: Vec<Occasion> = there.iter().filter(alike).cloned().collect();
    if of_it.is_empty() { there } else { of_it }
}

/// The next occasions, or the last, of a series or a conference that the answer before was about.
fn of_what_was_told(case: &Case<'_>) -> Vec<Occasion> {
    let Some(node) = case.question.memory.nodes.first() else { return Vec::new() };
    if !matches!(node.kind(), Kind::Series | Kind::Initiative) {
        return Vec::new();
    }
    let of_it: Vec<Occasion> =
        case.snapshot.seminars_of(node.kind(), node.slug()).cloned().collect();
    let (past, to_come): (Vec<_>, Vec<_>) =
        of_it.into_iter().partition(|one| one.span().until <= *case.now);
    let one = to_come.into_iter().next().or_else(|| past.into_iter().next_back());
    one.into_iter().collect()
}

/// "och nästa gång?" after an answer about one of a series: the one of it that comes after that.
pub(crate) fn after_the_one_told(case: &Case<'_>) -> Option<Occasion> {
    const TIMES: &[&str] = &["gang", "gangen", "tillfalle", "tillfallet", "time"];
    let question = case.question;
    if question.time.as_ref()?.when != When::Next || !question.has_word(TIMES) {
        return None;
    }
    let Some(Node::Seminar(told)) = question.memory.nodes.first() else { return None };
    let series = told.series.as_ref()?;
    let from = told.span().until.max(case.now.clone());
    let mut of_it = case.snapshot.seminars_of(Kind::Series, series);
    of_it.find(|one| one.span().from >= from && one.takes_place()).cloned()
}

/// Occasions by time, each once.
pub(crate) fn in_order(mut seminars: Vec<Occasion>) -> Vec<Occasion> {
    if seminars.len() > 1 {
        seminars.sort_by_cached_key(|seminar| Seminar::place(seminar));
        seminars.dedup_by(|a, b| a.id == b.id);
    }
    seminars
}

/// Whether it starts, ends or serves at an hour; "kl 6" may be in the evening.
fn is_at(seminar: &Seminar, hour: Time) -> bool {
    let times = [seminar.starts_at(), seminar.ends_at.as_ref(), seminar.serving_from.as_ref()];
    times.into_iter().flatten().map(Zoned::time).any(|time| {
        let in_the_evening = time.hour() == hour.hour() + 12 && hour.hour() < 12;
        (time.hour() == hour.hour() || in_the_evening) && time.minute() == hour.minute()
    })
}

/// Whether it is of the sort and on the weekday that the question's words tell.
fn fits_cue(cue: OccasionCue, seminar: &Entry<Seminar>) -> bool {
    cue.format.is_none_or(|format| seminar.format == format || cue.also == Some(seminar.format))
        && cue.weekday.is_none_or(|weekday| seminar.date().weekday() == weekday)
}

/// Those in a time. Where the year was left open and this year has none, other years count; where
/// only a weekday was said, and no name, and the coming one has none, that weekday of any week does.
fn within(occasions: &Occasions<'_>, time: &TimeExpression, case: &Case<'_>) -> Vec<Occasion> {
    let now = case.now;
    let there = match time.when {
        When::Next => occasions.nearest(now).into_iter().collect(),
        When::Last => occasions.latest(now).into_iter().collect(),
        _ => occasions.in_window(&time.window),
    };
    if !there.is_empty() {
        return there;
    }
    let other_years = occasions.in_other_years(time);
    if !other_years.is_empty() {
        return other_years;
    }
    let moved = occasions.moved_from(&time.window);
    if !moved.is_empty() {
        return moved;
    }
    match time.weekday {
        Some(weekday) if is_only_a_weekday(time, case.question) && occasions.are_all() => {
            if occasions.cue.weekday.is_some_and(|other| other != weekday) {
                return Vec::new();
            }
            let mut of_any_week = occasions.clone();
            of_any_week.cue.weekday = Some(weekday);
            of_any_week.last_few()
        }
        _ => Vec::new(),
    }
}

/// "torsdagens frukost, den i morgon" is on a day that is told.
fn is_only_a_weekday(time: &TimeExpression, question: &Question) -> bool {
    const DAYS: &[&str] = &["idag", "imorgon", "overmorgon", "igar", "today", "tomorrow", "morgon"];
    matches!(time.when, When::Day(_))
        && time.spans.len() == 1
        && time.year_said
        && !question.has_word(DAYS)
}
