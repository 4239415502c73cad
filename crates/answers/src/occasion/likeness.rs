//! The occasion that most of what a question says is true of, where all of it is true of none.

use finsam_model::Seminar;
use jiff::Zoned;

use super::{Occasion, Occasions, Wish, in_order, is_at, told::Told};
use crate::{question::OccasionCue, reply::Case};

/// Of those that something is true of, so many are weighed, the nearest in time.
const WEIGHED: usize = 200;
/// What only the time is true of is not alike.
const LEAST: u32 = 5;

/// The occasion, and what does not hold of it.
pub(super) fn most_alike(case: &Case<'_>, told: &[Told]) -> Option<(Occasion, Vec<Wish>)> {
    let cue = case.question.occasion;
    if told.iter().all(|told| !told.is_needed()) && !cue.is_specific() {
        return None;
    }
    let time = case.question.time.as_ref();
    let anchor = time.and_then(|time| time.window.from.clone());
    let anchor = anchor.unwrap_or_else(|| case.now.clone());
    let weighed = pool(case, told, &anchor).into_iter().filter_map(|seminar| {
        let (score, unmet) = weigh(case, told, &seminar);
        (score.without_time >= LEAST).then_some((seminar, score.all, unmet))
    });
    let best = weighed.min_by_key(|(seminar, score, _)| {
        (std::cmp::Reverse(*score), distance_s(seminar, &anchor), seminar.slug.clone())
    });
    best.map(|(seminar, _, unmet)| (seminar, unmet))
}

/// What may be meant: what something said is true of.
fn pool(case: &Case<'_>, told: &[Told], anchor: &Zoned) -> Vec<Occasion> {
    let mut pool: Vec<Occasion> = Vec::new();
    for told in told {
        let mut near = told.seminars.clone();
        near.sort_by_cached_key(|seminar| distance_s(seminar, anchor));
        pool.extend(near.into_iter().take(WEIGHED));
    }
    let all = Occasions::of(case, None);
    if case.question.occasion.is_specific() {
        pool.extend(all.next_few(case.now));
        pool.extend(all.nearest(anchor));
        pool.extend(all.latest(anchor));
    }
    if let Some(time) = &case.question.time {
        let mut of_any_sort = all.clone();
        of_any_sort.cue = OccasionCue::default();
        pool.extend(of_any_sort.in_window(&time.window).into_iter().take(WEIGHED));
        pool.extend(all.in_other_years(time).into_iter().take(WEIGHED));
        pool.extend(of_any_sort.moved_from(&time.window));
    }
    in_order(pool)
}

fn distance_s(seminar: &Seminar, anchor: &Zoned) -> u64 {
    let from = seminar.span().from.timestamp().as_second();
    from.abs_diff(anchor.timestamp().as_second())
}

#[derive(Default)]
struct Score {
    all: u32,
    without_time: u32,
}

impl Score {
    fn add(&mut self, weight: u32) {
        self.all += weight;
        self.without_time += weight;
    }
}

fn weigh(case: &Case<'_>, told: &[Told], seminar: &Occasion) -> (Score, Vec<Wish>) {
    let mut score = Score::default();
    let mut unmet = Vec::new();
    for told in told {
        let weight = match told.wish {
            Wish::Named => 16,
            Wish::Matter => 7,
            Wish::At(_) | Wish::With(_) => 5,
            _ => 1,
        };
        if told.seminars.iter().any(|one| one.id == seminar.id) {
            score.add(weight);
        } else if told.is_needed() {
            unmet.push(told.wish.clone());
        }
    }
    let cue = case.question.occasion;
    let of_sort = cue.format.is_none_or(|format| seminar.format == format);
    let on_weekday = cue.weekday.is_none_or(|weekday| seminar.date().weekday() == weekday);
    score.add(if cue.format.is_some() && of_sort { 7 } else { 0 });
    score.add(if cue.weekday.is_some() && on_weekday { 3 } else { 0 });
    if !(of_sort && on_weekday) {
        unmet.push(Wish::Sort);
    }
    if let Some(time) = &case.question.time {
        let span = seminar.span();
        let was_set_for = seminar.moved_from.as_ref().is_some_and(|old| time.window.contains(old));
        let another_year = time.in_year(seminar.date().year());
        if time.window.overlaps(&span.from, &span.until) {
            score.all += 6;
        } else {
            let in_another =
                another_year.is_some_and(|t| t.window.overlaps(&span.from, &span.until));
            score.all += if was_set_for { 6 } else { 3 * u32::from(in_another) };
            unmet.push(Wish::Time);
        }
    }
    if let Some(hour) = case.question.hour {
        let was_at = seminar.moved_from.as_ref().is_some_and(|old| old.time() == hour);
        if is_at(seminar, hour) || was_at {
            score.all += 2;
        } else {
            unmet.push(Wish::Hour(hour));
        }
    }
    (score, unmet)
}
