//! What is on: today, this week, in a year, next, last. And what was or will be, when nothing is.

mod narrowed;

use std::{collections::HashSet, sync::Arc};

use finsam_content::{Node, Shelved};
use finsam_model::{Claim, Entry, Id, InitiativeKind, Kind, Seminar};
use finsam_swedish::{
    dates::printed_dates,
    print,
    when::{TimeExpression, When, Window},
};
use jiff::ToSpan;

use narrowed::{all_before, asks_what_has_been, narrowed_to, on_weekday, the_one_asked_for};

use super::{aftermath, occasion};
use crate::{
    AnswerKind,
    markdown::{item, plain},
    occasion::{Occasions, in_its_town, in_order},
    phrases::{capitalised, fill},
    question::{Intent, Origin, Part, Subject},
    reply::{Case, Reply},
};

/// More than this are counted, not listed.
const LISTED: usize = 6;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let says_which = question.time.is_some() || question.occasion.mentioned;
    let left_over = question.matter(Some(Intent::Programme));
    if !says_which && !left_over.is_empty() {
        return None;
    }
    let of_more = |one: &Subject| is_more_than_occasions(one) && !is_a_frame(case, one);
    if !says_which && case.question.subjects.iter().any(of_more) {
        return None;
    }
    let all = relevant(case)?;
    let mut reply = Reply::new(AnswerKind::Programme);
    match &question.time {
        Some(time) => in_time(case, &all, time, &mut reply).then_some(reply),
        None => {
            without_time(case, &all, &mut reply);
            Some(reply)
        }
    }
}

/// Nothing is on when the question says: that, and what comes before and after.
pub(super) fn none(case: &Case<'_>) -> Reply {
    let all = relevant(case).unwrap_or_else(|| Occasions::of(case, None));
    let Some(time) = &case.question.time else {
        return super::unknown::of_occasions(case, Intent::When, &[]);
    };
    let mut reply = Reply::new(AnswerKind::NotStated);
    nothing(case, &all, time, &time.window, &mut reply);
    reply
}

/// How many occasions there are, and which.
pub(super) fn counted(case: &Case<'_>) -> Option<Reply> {
    // "hur många kom på lunchen" counts guests.
    let guests = [
        "kom",
        "kommer",
        "deltog",
        "deltar",
        "gick",
        "besokte",
        "besokare",
        "deltagare",
        "lyssnade",
        "came",
        "attended",
        "attend",
        "guests",
        "visitors",
        "participants",
    ];
    if case.question.has_word(&guests) {
        let seminars = crate::occasion::meant(case).seminars;
        return Some(super::unknown::of_occasions(case, Intent::HowMuch, &seminars));
    }
    let time = case.question.time.as_ref();
    let all = relevant(case)?;
    // All are counted, and so all are told, those that have been with those to come.
    if time.is_none() && !asks_what_has_been(case) && (2..=LISTED).contains(&all.count()) {
        let mut reply = Reply::new(AnswerKind::Programme);
        reply.line(fill(case.phrases().counted, &[("count", &all.count().to_string())]));
        list(case, &all.last_few(), all.count(), false, &mut reply);
        return Some(reply);
    }
    let mut reply = reply(case)?;
    let count = match time {
        Some(time) => all.in_window(&time.window).len(),
        None if asks_what_has_been(case) => all.in_window(&all_before(case)).len(),
        None => all.count(),
    };
    if count > 0 {
        let text = fill(case.phrases().counted, &[("count", &count.to_string())]);
        reply.lines.insert(0, text);
    }
    Some(reply)
}

/// "hur många seminarier": what is counted is occasions, whatever else is said of them.
pub(super) fn counted_plainly(case: &Case<'_>) -> Option<Reply> {
    let counts = case.question.tokens.windows(2).any(|pair| {
        let [how, what] = pair else { return false };
        let times = what.folded == "ganger" || what.folded == "times";
        let of_a_run = case.question.about(Kind::Series).next().is_some();
        ["manga", "many"].contains(&how.folded.as_str())
            && (what.part == Part::Occasion || of_a_run && (times || what.part == Part::Name))
    });
    counts.then(|| counted(case))?
}

/// Whether what happens with it is more than its occasions: a project, a person, an organisation.
fn is_more_than_occasions(subject: &Subject) -> bool {
    subject.nodes.iter().all(|node| match node {
        Node::Initiative(initiative) => initiative.kind != InitiativeKind::Conference,
        Node::Person(_) | Node::Organisation(_) => true,
        _ => false,
    })
}

/// The occasions that have to do with what the question is about; `None` where nothing has.
fn relevant<'a>(case: &Case<'a>) -> Option<Occasions<'a>> {
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let named = named.filter(|subject| !is_the_site(case, subject));
    let mut some: Option<Vec<Arc<Entry<Seminar>>>> = None;
    for subject in named {
        let theirs = concerned(case, subject);
        some = Some(match some {
            Some(mut some) => {
                let ids: HashSet<&Id> = theirs.iter().map(|seminar| &seminar.id).collect();
                some.retain(|seminar| ids.contains(&seminar.id));
                some
            }
            None => theirs,
        });
    }
    let occasions = Occasions::of(case, some);
    let asked_for = case.question.subjects.is_empty() || !occasions.is_empty();
    asked_for.then_some(occasions)
}

/// Whether a name is that of the site itself: "vad gör finsam i sommar" asks what is on.
pub(super) fn is_the_site(case: &Case<'_>, subject: &Subject) -> bool {
    let site = finsam_swedish::fold(&case.snapshot.site().name);
    let mut words = subject.tokens.iter().filter_map(|at| case.question.tokens.get(*at));
    words.next().is_some_and(|word| word.folded == site) && words.next().is_none()
}

/// Whether a name only says of whom or where, so that nothing but occasions is asked for.
fn is_a_frame(case: &Case<'_>, subject: &Subject) -> bool {
    is_the_site(case, subject) || !in_its_town(case, subject).is_empty()
}

/// The occasions that are, or refer to, what a subject may be.
fn concerned(case: &Case<'_>, subject: &Subject) -> Vec<Arc<Entry<Seminar>>> {
    let in_town = in_its_town(case, subject);
    if !in_town.is_empty() {
        return in_town;
    }
    let mut seminars: Vec<Arc<Entry<Seminar>>> = Vec::new();
    let snapshot = case.snapshot;
    for node in &subject.nodes {
        seminars.extend(Seminar::of(node).cloned());
        seminars.extend(snapshot.seminars_of(node.kind(), node.slug()).cloned());
        if node.kind() == Kind::Term {
            // A concept may be an initiative's or a series', and the occasion be theirs.
            let others = snapshot.referring_to(node.kind(), node.slug()).iter();
            let others = others.filter(|one| matches!(one.kind(), Kind::Initiative | Kind::Series));
            for other in others {
                seminars.extend(snapshot.seminars_of(other.kind(), other.slug()).cloned());
            }
        }
    }
    in_order(seminars)
}

/// What is on in a time; false where the question seems to be another.
fn in_time(case: &Case<'_>, all: &Occasions<'_>, time: &TimeExpression, reply: &mut Reply) -> bool {
    let phrases = case.phrases();
    let said = time.said(case.language());
    let window =
        if case.question.remaining { rest_of(&time.window, case) } else { time.window.clone() };
    let there: Vec<Arc<Entry<Seminar>>> = match time.when {
        When::Next => crate::occasion::after_the_one_told(case)
            .or_else(|| all.nearest(case.now))
            .into_iter()
            .collect(),
        When::Last => all.latest(case.now).into_iter().collect(),
        _ => all.in_window(&window),
    };
    let there = the_one_asked_for(case, on_weekday(time, there));
    reply.window = Some(window.clone());
    // "vad ska X göra härnäst" asks for more than occasions.
    let of_more = || {
        let mut subjects = case.question.subjects.iter();
        subjects.any(|one| is_more_than_occasions(one) && !is_a_frame(case, one))
    };
    if there.is_empty() && !case.question.occasion.mentioned && of_more() {
        return false;
    }
    match there.as_slice() {
        [] => nothing(case, all, time, &window, reply),
        [one] => {
            if !matches!(time.when, When::Next | When::Last) {
                reply.line(format!("{}:", capitalised(&said)));
            }
            tell(case, one, reply);
        }
        several => {
            reply.line(format!("{}:", capitalised(&said)));
            // Of what is past, the latest is wanted first.
            let latest_first = matches!(time.when, When::Past | When::Before(_));
            list(case, several, several.len(), latest_first, reply);
        }
    }
    if time.weekday_disagrees
        && let When::Day(date) = time.when
    {
        let weekday = print::weekday(date.weekday(), case.language());
        reply.line(fill(phrases.weekday_disagrees, &[("weekday", weekday)]));
    }
    if !there.is_empty() {
        remark_on_claims(case, &there, &window, reply);
        moved_away(case, all, &window, reply);
        // What is left of a run does not end with the season.
        let until = window.until.as_ref().filter(|until| *until > case.now);
        if case.question.remaining && case.question.about(Kind::Series).next().is_some() {
            let after = until.and_then(|until| all.nearest(until));
            neighbour(case, after, phrases.after_that, reply);
        }
        reply.suggest(phrases.ask_speakers).suggest(phrases.ask_where);
    }
    true
}

/// No time was said: what is to come, or all there has been of a sort.
fn without_time(case: &Case<'_>, all: &Occasions<'_>, reply: &mut Reply) {
    let phrases = case.phrases();
    let first = ["forsta", "first", "tidigaste", "aldsta", "earliest"];
    if case.question.has_word(&first)
        && let Some(earliest) = all.first()
    {
        tell(case, earliest, reply);
        return;
    }
    if asks_what_has_been(case)
        && let past = all.in_window(&all_before(case))
        && !past.is_empty()
    {
        list(case, &past, past.len(), true, reply);
        return;
    }
    let (coming, to_come) = all.coming(case.now);
    match coming.as_slice() {
        [] if all.is_empty() => {
            reply.line(phrases.nothing_yet);
        }
        [] => {
            reply.line(phrases.nothing_upcoming);
            let narrowed = case.question.occasion.mentioned || !case.question.subjects.is_empty();
            if narrowed && all.are_several() {
                reply.line(format!("{}:", phrases.occasions));
                list(case, &all.last_few(), all.count(), true, reply);
            } else {
                neighbour(case, all.latest(case.now), phrases.last_was, reply);
            }
        }
        [one] => tell(case, one, reply),
        several => list(case, several, to_come, false, reply),
    }
    reply.suggest(phrases.ask_speakers).suggest(phrases.ask_news);
}

/// Nothing is on: what is on that date in other years, what comes next, what was last.
fn nothing(
    case: &Case<'_>,
    all: &Occasions<'_>,
    time: &TimeExpression,
    window: &Window,
    reply: &mut Reply,
) {
    let phrases = case.phrases();
    let said = time.said(case.language());
    let line = match time.when {
        When::Now => phrases.nothing_now.to_owned(),
        When::Next | When::Upcoming => phrases.nothing_upcoming.to_owned(),
        When::Last | When::Past => phrases.nothing_yet.to_owned(),
        _ if case.question.remaining => fill(phrases.nothing_more, &[("when", &said)]),
        _ if let Some(what) = narrowed_to(case) => {
            fill(phrases.nothing_there, &[("when", &said), ("what", &what)])
        }
        _ => fill(phrases.nothing_on, &[("when", &said)]),
    };
    reply.line(line);
    moved_away(case, all, window, reply);
    let other_years = match dated(case, time) {
        Some(open) => all.in_other_years(&open),
        None => Vec::new(),
    };
    for seminar in other_years.iter().rev().take(2) {
        let what = occasion::brief(case, seminar);
        reply.line(fill(phrases.other_year, &[("what", &what)]));
        mention(case, seminar, reply);
    }
    let is_past = window.until.as_ref().is_some_and(|until| until <= case.now);
    if is_past && !matches!(time.when, When::Last | When::Past | When::Now) {
        let (from, until) = (window.from.as_ref(), window.until.as_ref());
        let before = from.and_then(|from| all.latest(from));
        let after = until.and_then(|until| all.nearest(until));
        neighbour(case, before, phrases.before_that, reply);
        neighbour(case, after, phrases.after_that, reply);
    } else {
        neighbour(case, all.nearest(case.now), phrases.next_is, reply);
        neighbour(case, all.latest(case.now), phrases.last_was, reply);
    }
    if is_short(window) {
        remark_on_claims(case, &all.around(window), window, reply);
    }
    reply.suggest(phrases.ask_news);
    if let Some(year) = all.last().map(|seminar| seminar.date().year()) {
        reply.suggest(fill(phrases.ask_year, &[("what", &year.to_string())]));
    }
}

/// The expression with its year left open, where it names a day, week or month by the calendar.
fn dated(case: &Case<'_>, time: &TimeExpression) -> Option<TimeExpression> {
    if !time.year_said {
        return Some(time.clone());
    }
    // "idag 2 juli" says the year by saying today, but the date was named all the same.
    let names_a_date = case.question.years().is_empty()
        && case.question.tokens.iter().any(|token| {
            token.number && time.spans.iter().any(|span| span.contains(&token.span.start))
        });
    let mut open = time.clone();
    open.year_said = false;
    names_a_date.then_some(open)
}

fn neighbour(
    case: &Case<'_>,
    seminar: Option<Arc<Entry<Seminar>>>,
    phrase: &str,
    reply: &mut Reply,
) {
    if let Some(seminar) = seminar {
        let already = reply.nodes.iter().any(|node| *node.id() == seminar.id);
        if !already {
            reply.line(fill(phrase, &[("what", &occasion::brief(case, &seminar))]));
            mention(case, &seminar, reply);
        }
    }
}

fn mention(_case: &Case<'_>, seminar: &Arc<Entry<Seminar>>, reply: &mut Reply) {
    reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
}

fn tell(case: &Case<'_>, seminar: &Arc<Entry<Seminar>>, reply: &mut Reply) {
    occasion::whole(case, seminar, reply);
    mention(case, seminar, reply);
    aftermath::add(case, seminar, reply);
}

/// Lists the first of some occasions, or the last, and tells how many there are.
fn list(
    case: &Case<'_>,
    seminars: &[Arc<Entry<Seminar>>],
    count: usize,
    latest_first: bool,
    reply: &mut Reply,
) {
    let listed: Vec<&Arc<Entry<Seminar>>> = if latest_first {
        seminars.iter().rev().take(LISTED).collect()
    } else {
        seminars.iter().take(LISTED).collect()
    };
    for seminar in listed {
        let place = seminar
            .venue
            .as_ref()
            .and_then(|slug| case.find(Kind::Venue, slug))
            .map_or_else(String::new, |venue| format!(", {}", plain(venue.label())));
        reply.line(item(&format!("{}{place}", occasion::brief(case, seminar))));
        mention(case, seminar, reply);
    }
    let left = count.saturating_sub(LISTED);
    if left > 0 {
        reply.line(fill(case.phrases().and_more, &[("count", &left.to_string())]));
    }
}

/// A date that a source prints for an occasion and we do not follow, when it is the very one asked
/// about, or the occasion is told: the reader may have seen it.
pub(super) fn remark_on_claims(
    case: &Case<'_>,
    seminars: &[Arc<Entry<Seminar>>],
    window: &Window,
    reply: &mut Reply,
) {
    if !is_short(window) {
        return;
    }
    for seminar in seminars {
        for claim in seminar.claims.iter().filter(|claim| is_other_date(claim, seminar, window)) {
            reply.line(also_printed(case, claim));
            mention(case, seminar, reply);
        }
    }
}

/// Whether a window is a day or two: in a longer one a date that is not followed is no wonder.
fn is_short(window: &Window) -> bool {
    let (Some(from), Some(until)) = (&window.from, &window.until) else { return false };
    from.date().saturating_add(2.days()) >= until.date()
}

/// "Källan skriver även …"
pub(super) fn also_printed(case: &Case<'_>, claim: &Claim) -> String {
    let reason = claim.reason.as_deref().map(plain).unwrap_or_default();
    fill(case.phrases().also_printed, &[("value", &plain(&claim.value)), ("reason", &reason)])
}

fn is_other_date(claim: &Claim, seminar: &Seminar, window: &Window) -> bool {
    claim.field == "startsAt"
        && !claim.followed
        && printed_dates(&claim.value)
            .iter()
            .filter_map(|dates| dates.first.in_year(seminar.date().year()))
            .filter_map(finsam_swedish::when::day_window)
            .filter_map(|day| day.from)
            .any(|day| window.contains(&day))
}

/// Occasions that were first set for the time asked about and now are at another.
fn moved_away(case: &Case<'_>, all: &Occasions<'_>, window: &Window, reply: &mut Reply) {
    for seminar in &all.moved_from(window) {
        let Some(old) = &seminar.moved_from else { continue };
        let old = format!(
            "{}, {}",
            print::date_long(old.date(), case.language()),
            print::clock(old.time(), case.language())
        );
        reply.line(fill(
            case.phrases().moved_away,
            &[
                ("what", &occasion::title(seminar)),
                ("old", &old),
                ("new", &occasion::time(case, seminar)),
            ],
        ));
        mention(case, seminar, reply);
    }
}

/// What is left of a window from now on.
fn rest_of(window: &Window, case: &Case<'_>) -> Window {
    let mut rest = window.clone();
    let runs = rest.until.as_ref().is_none_or(|until| until > case.now);
    if runs && rest.from.as_ref().is_none_or(|from| from < case.now) {
        rest.from = Some(case.now.clone());
    }
    rest
}
