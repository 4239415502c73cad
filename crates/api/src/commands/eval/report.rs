//! What an evaluation came to, to read.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::outcome::Outcome;

/// How many questions, and how many of them were answered how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) asked: u32,
    pub(super) right: u32,
    pub(super) right_and_cited: u32,
}

impl Count {
    pub(super) fn of<'o, 'q: 'o>(outcomes: impl IntoIterator<Item = &'o Outcome<'q>>) -> Self {
        outcomes.into_iter().fold(Self::default(), |count, outcome| Self {
            asked: count.asked + 1,
            right: count.right + u32::from(outcome.is_right()),
            right_and_cited: count.right_and_cited + u32::from(outcome.is_right_and_cited()),
        })
    }

    /// How many percent are right and cited.
    pub(super) fn percent(self) -> f64 {
        percent(self.right_and_cited, self.asked)
    }
}

fn percent(part: u32, whole: u32) -> f64 {
    100.0 * f64::from(part) / f64::from(whole.max(1))
}

/// The outcomes by kind of question.
pub(super) fn by_kind<'o, 'q>(
    outcomes: &'o [Outcome<'q>],
) -> BTreeMap<&'q str, Vec<&'o Outcome<'q>>> {
    let mut kinds: BTreeMap<&str, Vec<&Outcome<'q>>> = BTreeMap::new();
    for outcome in outcomes {
        kinds.entry(&outcome.question.kind).or_default().push(outcome);
    }
    kinds
}

/// A table of kinds, and every miss.
pub(super) fn write(outcomes: &[Outcome<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {:<16}{:>10}{:>8}{:>13}", "kind", "questions", "right", "right+cited")?;
    for (kind, outcomes) in by_kind(outcomes) {
        let Count { asked, right, right_and_cited } = Count::of(outcomes);
        writeln!(out, "  {kind:<16}{asked:>10}{right:>8}{right_and_cited:>13}")?;
    }
    let all = Count::of(outcomes);
    let Count { asked, right, right_and_cited } = all;
    writeln!(out, "  {:<16}{asked:>10}{right:>8}{right_and_cited:>13}", "all")?;
    let right = percent(right, asked);
    writeln!(out, "  right {right:.1} %, right and cited {:.1} %", all.percent())?;
    outcomes.iter().filter(|one| !one.is_right_and_cited()).try_for_each(|miss| tell(miss, out))
}

/// What was asked, how it was read, what was said, and why that was not right.
fn tell(miss: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let question = miss.question;
    let now = question.now.strftime("%Y-%m-%d %H:%M");
    writeln!(out, "\n  {} ({}, {now})", question.id, question.kind)?;
    for (mark, text) in
        question.after.iter().map(|text| ("after", text)).chain([("asked", &question.question)])
    {
        writeln!(out, "    {mark:<9}{text}")?;
    }
    if let Some(answer) = miss.answers.last() {
        writeln!(out, "    read     {}", answer.interpretation)?;
        let mut mark = "said";
        for line in answer.text.lines() {
            writeln!(out, "    {mark:<9}{line}")?;
            mark = "";
        }
    }
    miss.wrong.iter().try_for_each(|why| writeln!(out, "    wrong    {why}"))?;
    miss.not_cited
        .iter()
        .try_for_each(|source| writeln!(out, "    wrong    does not cite {source}"))
}
