//! What editors have noted about a figure.

use std::collections::BTreeSet;

use finsam_model::{Entry, Figure};
use finsam_swedish::words::{Word, words};

use super::parts::sentences;

/// A sentence noted about a figure.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) text: String,
    /// The stems of its words.
    pub(crate) stems: BTreeSet<String>,
    /// It is the reason of a claim about the number itself.
    pub(crate) doubts: bool,
    /// It is the reason of a reading that is not followed: the number, counted in another way.
    pub(crate) other: bool,
}

impl Note {
    pub(super) fn of_figure(figure: &Entry<Figure>) -> Vec<Self> {
        let body = sentences(figure.body.text()).into_iter().map(|text| (text, false, false));
        let reasons =
            figure.claims.iter().filter(|claim| claim.field != "year" && claim.field != "person");
        let reasons = reasons.filter_map(|claim| {
            Some((claim.reason.clone()?, true, !claim.followed && claim.field == "value"))
        });
        reasons
            .chain(body)
            .map(|(text, doubts, other)| {
                let stems = words(&text).iter().map(Word::stem).collect();
                Self { text, stems, doubts, other }
            })
            .collect()
    }
}
