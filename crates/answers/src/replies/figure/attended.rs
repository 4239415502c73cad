//! Those who came to an occasion, or watched it.

use finsam_content::Shelved;
use finsam_model::{Figure, Kind, Measure};

use super::{super::unknown, Asked, told_all};
use crate::{
    occasion::meant,
    question::Intent,
    reply::{Case, Reply},
};

/// "hur många kom på lunchen?": those who watched are counted, or nobody is.
pub(in crate::replies) fn reply(case: &Case<'_>) -> Option<Reply> {
    const ATTENDED: &[&str] = &[
        "kom",
        "deltog",
        "deltagit",
        "deltagare",
        "deltagarna",
        "besokare",
        "besokte",
        "ahorare",
        "publik",
        "dit",
        "attended",
        "attendees",
        "came",
        "audience",
        "participants",
        "participated",
        "visitors",
        "sag",
        "sett",
        "tittade",
        "tittat",
        "tittare",
        "kollade",
        "kollat",
        "uppkopplade",
        "watched",
        "watch",
        "saw",
        "viewed",
        "viewers",
    ];
    let question = case.question;
    let counted = question.asks(Intent::HowMuch) && question.has_word(ATTENDED);
    if !counted || !question.occasion.mentioned || !case.ids(Kind::Initiative).is_empty() {
        return None;
    }
    let seminars = meant(case).seminars;
    let referring =
        seminars.iter().flat_map(|one| case.snapshot.referring_to(Kind::Seminar, &one.slug));
    let figures: Vec<_> = referring
        .filter_map(Figure::of)
        .filter(|figure| figure.measures == Measure::Viewers)
        .cloned()
        .collect();
    if figures.is_empty() {
        return Some(unknown::of_occasions(case, Intent::HowMuch, &seminars));
    }
    Some(told_all(case, &Asked::of(case), &figures))
}
