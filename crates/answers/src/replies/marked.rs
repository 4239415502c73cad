//! Questions told by what they name rather than by how they ask: a number, an article, a page, a plan.

use super::{figure, limits, news, sources};
use crate::{
    question::Intent,
    reply::{Case, Reply},
};

/// The reply, and what it took the question to ask for.
pub(super) fn reply(case: &Case<'_>) -> Option<(Reply, Option<Intent>)> {
    let found = |reply: Reply, intent| (reply, Some(intent));
    // A number that is a figure's says what is meant, whatever is asked of it.
    if figure::names_one(case)
        && let Some((reply, intent)) = of_a_number(case)
    {
        return Some(found(reply, intent));
    }
    figure::of_another_year(case)
        .or_else(|| figure::newer(case))
        .or_else(|| figure::of_a_year(case))
        .or_else(|| figure::of_change(case))
        .or_else(|| figure::beside_each_other(case))
        .map(|reply| found(reply, Intent::HowMuch))
        .or_else(|| news::as_such(case).map(|reply| found(reply, Intent::News)))
        .or_else(|| sources::as_such(case).map(|reply| found(reply, Intent::Sources)))
        .or_else(|| limits::at_most(case).map(|reply| found(reply, Intent::HowMuch)))
        .or_else(|| figure::of_attendance(case).map(|reply| found(reply, Intent::HowMuch)))
        .or_else(|| figure::of_a_strange_number(case).map(|reply| found(reply, Intent::HowMuch)))
        .or_else(|| limits::plans(case).map(|reply| found(reply, Intent::WhatIs)))
}

fn of_a_number(case: &Case<'_>) -> Option<(Reply, Intent)> {
    if case.question.asks(Intent::Sources) {
        return Some((sources::reply(case)?, Intent::Sources));
    }
    Some((figure::by_their_numbers(case)?, Intent::HowMuch))
}
