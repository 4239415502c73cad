//! Occasions by time, looked up rather than walked through: there may be a hundred thousand.

use std::sync::Arc;

use finsam_content::Snapshot;
use finsam_model::{Entry, Seminar, SeminarStatus, Span};
use finsam_swedish::when::{TimeExpression, Window};
use jiff::{ToSpan, Zoned};

use super::{Occasion, fits_cue};
use crate::{question::OccasionCue, reply::Case};

/// Of those that no time narrows down, so many are looked at, the latest: nobody is told of more.
const FEW: usize = 40;
/// So many are all looked at for one that was moved.
const ALL: usize = 1000;
/// An occasion is moved by so many days at most, and misprinted.
const MOVED_DAYS: i32 = 183;

/// Some occasions, or all there are; of the sort and on the weekday that a question tells.
#[derive(Clone, Debug)]
pub(crate) struct Occasions<'s> {
    snapshot: &'s Snapshot,
    /// By time; `None`: all.
    some: Option<Vec<Occasion>>,
    pub(super) cue: OccasionCue,
}

impl<'s> Occasions<'s> {
    /// These, or all there are; of those what fits the question's words for an occasion.
    pub(crate) fn of(case: &Case<'s>, some: Option<Vec<Occasion>>) -> Self {
        Self { snapshot: case.snapshot, some, cue: case.question.occasion }
    }

    /// Those that have not ended at `from` and have begun before `until`.
    fn between(
        &self,
        from: Option<&Zoned>,
        until: Option<&Zoned>,
    ) -> Box<dyn DoubleEndedIterator<Item = &Occasion> + '_> {
        let cue = self.cue;
        let fits = move |seminar: &&Occasion| !cue.is_specific() || fits_cue(cue, seminar);
        match &self.some {
            None => Box::new(self.snapshot.seminars_within(from, until).filter(fits)),
            Some(some) => {
                let (from, until) = (from.cloned(), until.cloned());
                let is_within = move |seminar: &&Occasion| {
                    let span = seminar.span();
                    from.as_ref().is_none_or(|from| *from < span.until)
                        && until.as_ref().is_none_or(|until| span.from < *until)
                };
                Box::new(some.iter().filter(is_within).filter(fits))
            }
        }
    }

    fn all(&self) -> Box<dyn DoubleEndedIterator<Item = &Occasion> + '_> {
        self.between(None, None)
    }

    /// The first that is not over and still takes place.
    pub(crate) fn nearest(&self, now: &Zoned) -> Option<Occasion> {
        let to_come = |seminar: &&Occasion| seminar.span().until > *now && seminar.takes_place();
        self.between(Some(now), None).find(to_come).cloned()
    }

    /// The next that takes place, after the last before it that does not: whoever asks for the next
    /// wants to know of both. Where none takes place, the first that would have.
    pub(crate) fn next_few(&self, now: &Zoned) -> Vec<Occasion> {
        let mut off = None;
        for seminar in self.between(Some(now), None).filter(|one| one.span().until > *now) {
            if seminar.takes_place() {
                return off.into_iter().chain([Arc::clone(seminar)]).collect();
            }
            off.get_or_insert_with(|| Arc::clone(seminar));
        }
        off.into_iter().collect()
    }

    /// Those to come that something has become of, else the latest such, by time.
    pub(crate) fn changed(
        &self,
        now: &Zoned,
        window: Option<&Window>,
        is_wanted: impl Fn(&Seminar) -> bool,
    ) -> Vec<Occasion> {
        let wanted = |seminar: &&Occasion| is_wanted(seminar);
        if let Some(window) = window {
            return self.in_window(window).into_iter().filter(|one| is_wanted(one)).collect();
        }
        let to_come: Vec<Occasion> =
            self.between(Some(now), None).filter(wanted).take(FEW).cloned().collect();
        if !to_come.is_empty() {
            return to_come;
        }
        let mut latest: Vec<Occasion> =
            self.between(None, Some(now)).rev().filter(wanted).take(FEW).cloned().collect();
        latest.reverse();
        latest
    }

    /// The last one that is over.
    pub(crate) fn latest(&self, now: &Zoned) -> Option<Occasion> {
        let over = |seminar: &&Occasion| seminar.span().until <= *now && seminar.takes_place();
        self.between(None, Some(now)).rfind(over).cloned()
    }

    /// The first of all.
    pub(crate) fn first(&self) -> Option<&Occasion> {
        self.all().next()
    }

    /// The last of all.
    pub(crate) fn last(&self) -> Option<&Occasion> {
        self.all().next_back()
    }

    /// The latest of all, by time.
    pub(crate) fn last_few(&self) -> Vec<Occasion> {
        let mut few: Vec<Occasion> = self.all().rev().take(FEW).cloned().collect();
        few.reverse();
        few
    }

    /// The first to come, by time, and how many there are to come.
    pub(crate) fn coming(&self, now: &Zoned) -> (Vec<Occasion>, usize) {
        let is_to_come = |seminar: &&Occasion| seminar.span().until > *now;
        let first = self.between(Some(now), None).filter(is_to_come).take(FEW);
        (first.cloned().collect(), self.between(Some(now), None).count())
    }

    /// Whether nothing that is named narrows them down.
    pub(super) fn are_all(&self) -> bool {
        self.some.is_none()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    pub(crate) fn are_several(&self) -> bool {
        self.all().nth(1).is_some()
    }

    pub(crate) fn count(&self) -> usize {
        self.all().count()
    }

    /// Whether one is among them.
    pub(super) fn hold(&self, seminar: &Entry<Seminar>) -> bool {
        let is_one = |some: &Vec<Occasion>| some.iter().any(|one| one.id == seminar.id);
        let fits = !self.cue.is_specific() || fits_cue(self.cue, seminar);
        fits && self.some.as_ref().is_none_or(is_one)
    }

    /// Those that share an instant with a window.
    pub(crate) fn in_window(&self, window: &Window) -> Vec<Occasion> {
        let overlaps = |seminar: &&Occasion| {
            let Span { from, until } = seminar.span();
            window.overlaps(&from, &until)
        };
        let (from, until) = (window.from.as_ref(), window.until.as_ref());
        let spills = |seminar: &&Occasion| only_spills_into(seminar, window);
        let there = self.between(from, until).filter(overlaps);
        there.filter(|seminar| !spills(seminar)).cloned().collect()
    }

    /// Those on the same day, week or month of another year.
    pub(crate) fn in_other_years(&self, time: &TimeExpression) -> Vec<Occasion> {
        let (Some(first), Some(last)) = (self.first(), self.last()) else { return Vec::new() };
        if time.year_said {
            return Vec::new();
        }
        let windows = (first.date().year()..=last.date().year())
            .filter_map(|year| time.in_year(year))
            .map(|time| time.window);
        let mut there: Vec<Occasion> = windows.flat_map(|window| self.in_window(&window)).collect();
        there.dedup_by(|a, b| a.id == b.id);
        there
    }

    /// Those that were first set for a window and are at another time now.
    pub(crate) fn moved_from(&self, window: &Window) -> Vec<Occasion> {
        let mut moved = self.around(window);
        moved.retain(|seminar| {
            let new = seminar.span();
            seminar.moved_from.as_ref().is_some_and(|old| window.contains(old))
                && !window.overlaps(&new.from, &new.until)
                && seminar.status != SeminarStatus::Postponed
        });
        moved
    }

    /// Those that may once have been set for a window, or be printed for it somewhere. Of a window
    /// that has no beginning or no end, those around the other.
    pub(crate) fn around(&self, window: &Window) -> Vec<Occasion> {
        // Few enough to look at them all, however far they were moved.
        if self.snapshot.all::<Seminar>().len() <= ALL {
            return self.all().map(Arc::clone).collect();
        }
        let far = MOVED_DAYS.days();
        let (from, until) = (window.from.as_ref(), window.until.as_ref());
        let (from, until) = (from.or(until), until.or(from));
        let from = from.and_then(|from| from.checked_sub(far).ok());
        let until = until.and_then(|until| until.checked_add(far).ok());
        self.between(from.as_ref(), until.as_ref()).map(Arc::clone).collect()
    }
}

/// Whether it is of the evening before several days, and only ends in their first night: what begins
/// on New Year's Eve is not on in January.
fn only_spills_into(seminar: &Seminar, window: &Window) -> bool {
    let (Some(from), Some(until)) = (&window.from, &window.until) else { return false };
    let is_long = from.date().saturating_add(2.days()) < until.date();
    let ends_in_the_night =
        || from.checked_add(6.hours()).is_ok_and(|morning| seminar.span().until <= morning);
    is_long && seminar.span().from < *from && ends_in_the_night()
}

#[cfg(test)]
mod tests {
    use finsam_content::{Archive, Change};
    use finsam_model::stockholm;
    use finsam_swedish::when::time_expression;
    use jiff::civil::DateTime;

    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse::<DateTime>().unwrap().to_zoned(stockholm()).unwrap()
    }

    fn snapshot() -> Snapshot {
        let site = "+++\nslug = \"prov\"\nname = \"Prov\"\nlanguage = \"sv\"\n+++\n".to_owned();
        let starts = [
            "2030-07-02T08:00",
            "2031-06-30T12:00",
            "2031-07-02T08:00",
            "2031-07-02T12:00",
            "2031-07-04T08:00",
            "2033-07-02T08:00",
        ];
        let seminar = |(n, starts): (usize, &str)| {
            let status = if n == 3 { "status = \"cancelled\"\n" } else { "" };
            let text = format!(
                "+++\ntitle = \"Prov {n}\"\nstartsAt = {starts}\nformat = \"breakfast\"\n{status}\
                 sources = []\n+++\n"
            );
            (format!("seminars/prov-{n}.md"), text)
        };
        let documents = starts.into_iter().enumerate().map(seminar);
        let all = documents.chain([("site.md".to_owned(), site)]);
        let changes = all.map(|(path, text)| Change { path, bytes: Some(text.into()) });
        Archive::default().update(changes.collect()).publish(&at("2031-07-01T09:00"))
    }

    /// All there are, looked up, are the same as all of them given.
    #[test]
    fn looking_up_finds_what_walking_finds() {
        let snapshot = snapshot();
        let looked_up = Occasions { snapshot: &snapshot, some: None, cue: OccasionCue::default() };
        let walked =
            Occasions { some: Some(snapshot.all::<Seminar>().to_vec()), ..looked_up.clone() };
        assert_eq!(looked_up.count(), 6);
        let mut found = 0;
        for now in ["2029-01-01T00:00", "2031-07-02T08:10", "2031-07-02T20:00", "2040-01-01T00:00"]
        {
            let now = at(now);
            assert_eq!(looked_up.nearest(&now), walked.nearest(&now), "{now}");
            assert_eq!(looked_up.latest(&now), walked.latest(&now), "{now}");
            assert_eq!(looked_up.coming(&now), walked.coming(&now), "{now}");
            for said in
                ["idag", "2 juli", "i juli", "förra året", "hittills", "på fredag", "vecka 27"]
            {
                let Some(time) = time_expression(said, &now) else { panic!("{said}") };
                let there = looked_up.in_window(&time.window);
                assert_eq!(there, walked.in_window(&time.window), "{said} at {now}");
                assert_eq!(
                    looked_up.in_other_years(&time),
                    walked.in_other_years(&time),
                    "{said} at {now}"
                );
                assert_eq!(looked_up.around(&time.window), walked.around(&time.window));
                found += there.len();
            }
        }
        assert!(found > 10, "{found}");
    }
}
