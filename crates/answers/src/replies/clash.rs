//! Whether two occasions overlap.

use std::sync::Arc;

use finsam_content::Node;
use finsam_swedish::print;

use super::occasion;
use crate::{
    AnswerKind,
    markdown::item,
    occasion::meant,
    phrases::fill,
    reply::{Case, Reply},
};

/// More than these are not compared.
const MOST: usize = 6;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let phrases = case.phrases();
    let seminars = meant(case).seminars;
    if seminars.len() < 2 || seminars.len() > MOST {
        return None;
    }
    let mut reply = Reply::new(AnswerKind::Time);
    let mut overlaps = Vec::new();
    for (at, one) in seminars.iter().enumerate() {
        for other in seminars.iter().skip(at + 1) {
            let (a, b) = (one.span(), other.span());
            let (from, until) = (a.from.max(b.from), a.until.min(b.until));
            if from < until {
                let clock = print::clock_range(from.time(), Some(until.time()), case.language());
                overlaps
                    .push(format!("{}, {clock}", print::date_long(from.date(), case.language())));
            }
        }
    }
    if overlaps.is_empty() {
        reply.line(phrases.no_clash);
    } else {
        let when = print::list(&overlaps, case.language());
        reply.line(fill(phrases.clash, &[("when", &when)]));
    }
    for seminar in &seminars {
        let place = occasion::place(case, seminar).map_or_else(String::new, |at| format!(", {at}"));
        reply.line(item(&format!("{}{place}", occasion::brief(case, seminar))));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    Some(reply)
}
