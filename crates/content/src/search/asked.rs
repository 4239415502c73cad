//! Which kinds of documents a question is after, by the words it begins with.

use finsam_model::Kind;

/// How much better and worse a document is for its kind.
const ASKED_FOR: f32 = 1.3;
const NOT_ASKED_FOR: f32 = 0.75;

/// How a question begins, folded, with the kinds that answer it and those that do not.
const QUESTIONS: &[(&[&str], &[Kind], &[Kind])] = &[
    (&["hur", "manga"], AMOUNTS, EXPLAINING),
    (&["hur", "mycket"], AMOUNTS, EXPLAINING),
    (&["hur", "stor"], AMOUNTS, EXPLAINING),
    (&["vad", "kostar"], AMOUNTS, EXPLAINING),
    (&["hur", "vanligt"], AMOUNTS, EXPLAINING),
    (&["how", "many"], AMOUNTS, EXPLAINING),
    (&["how", "much"], AMOUNTS, EXPLAINING),
    (&["varfor"], EXPLAINING, AMOUNTS),
    (&["why"], EXPLAINING, AMOUNTS),
    (&["vad", "ar"], EXPLAINING, AMOUNTS),
    (&["vad", "betyder"], EXPLAINING, AMOUNTS),
    (&["vad", "innebar"], EXPLAINING, AMOUNTS),
    (&["vad", "menas"], EXPLAINING, AMOUNTS),
    (&["what", "is"], EXPLAINING, AMOUNTS),
    (&["what", "are"], EXPLAINING, AMOUNTS),
    (&["what", "does"], EXPLAINING, AMOUNTS),
];

const AMOUNTS: &[Kind] = &[Kind::Figure];
const EXPLAINING: &[Kind] = &[Kind::Term, Kind::Initiative];

/// The kinds a question is after, and those it is not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    answering: &'static [Kind],
    others: &'static [Kind],
}

impl Asked {
    /// By the folded words of a query; a query that is no question is after all kinds alike.
    pub(super) fn by(words: &[&str]) -> Self {
        let question = QUESTIONS.iter().find(|(start, ..)| words.starts_with(start));
        question.map_or_else(Self::default, |(_, answering, others)| Self { answering, others })
    }

    /// Whether documents of such a kind do not answer it, even if one is called as what it is about.
    pub(super) fn is_not_for(self, kind: Kind) -> bool {
        self.others.contains(&kind)
    }

    /// How much better a document of such a kind is, gently.
    pub(super) fn factor(self, kind: Kind) -> f32 {
        if self.answering.contains(&kind) {
            ASKED_FOR
        } else if self.is_not_for(kind) {
            NOT_ASKED_FOR
        } else {
            1.0
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use finsam_model::Kind;

    use super::Asked;

    #[test]
    fn figures_or_explanations() {
        let check = |question: &str, figure_to_term: Ordering| {
            let asked = Asked::by(&question.split(' ').collect::<Vec<_>>());
            let order = asked.factor(Kind::Figure).total_cmp(&asked.factor(Kind::Term));
            assert_eq!(order, figure_to_term, "{question}");
        };
        check("hur manga ar det", Ordering::Greater);
        check("how many", Ordering::Greater);
        check("varfor blir det sa", Ordering::Less);
        check("vad ar kaffe", Ordering::Less);
        check("hur", Ordering::Equal);
        check("kaffe varfor", Ordering::Equal);
        check("", Ordering::Equal);
    }
}
