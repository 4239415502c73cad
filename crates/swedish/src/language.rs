//! The two languages of questions and answers.

use crate::{calendar::listed, scan::tokens, words::function_word_in};

/// Swedish or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Swedish, and whatever cannot be told from it.
    #[default]
    Swedish,
    /// English.
    English,
}

/// Words about time tell the language as well as function words do, and may be all there is.
const ENGLISH_TIME: &str = "today tomorrow yesterday tonight next last latest week weekend month year monday tuesday \
    wednesday thursday friday saturday sunday upcoming seminar seminars happening happens \
    spoke speaks speaker speakers";

/// As [`ENGLISH_TIME`].
const SWEDISH_TIME: &str = "idag imorgon imorrn igar dag vecka veckan helgen manad ar mandag tisdag onsdag torsdag \
    fredag lordag sondag nasta senaste hander";

/// Swedish as it is typed, which no English word looks like.
const SWEDISH_CHAT: &str =
    "va jobba jobbar jobbade innan nan nat nagon mej dej sej oxa haka kolla snackar funkar";

impl Language {
    /// The language of a question, told by the words that are function words in one of them only.
    /// Swedish when in doubt: English needs the greater number.
    #[must_use]
    pub fn of(question: &str) -> Self {
        Self::told_by(question).unwrap_or_default()
    }

    /// As [`Language::of`]; `None` where nothing tells: a name, a number, nothing.
    #[must_use]
    pub fn told_by(question: &str) -> Option<Self> {
        let (mut swedish, mut english) = (0_usize, 0_usize);
        for token in tokens(question) {
            let word = token.folded.as_str();
            // Without its ring "å" is an English article.
            if word == "a" && !token.text.eq_ignore_ascii_case("a") {
                swedish += 1;
                continue;
            }
            match function_word_in(word) {
                Some(Self::Swedish) => swedish += 1,
                Some(Self::English) => english += 1,
                None if listed(SWEDISH_TIME, word) || listed(SWEDISH_CHAT, word) => swedish += 1,
                None if listed(ENGLISH_TIME, word) => english += 1,
                None => {}
            }
        }
        if english > swedish {
            return Some(Self::English);
        }
        (swedish > 0).then_some(Self::Swedish)
    }

    /// The BCP 47 tag: `sv` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    pub(crate) fn is_swedish(self) -> bool {
        self == Self::Swedish
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, Swedish};

    #[test]
    fn the_language_of_questions() {
        let check = |question, expected| assert_eq!(Language::of(question), expected, "{question}");
        check("what's happening this week?", English);
        check("when was the work in Halland evaluated?", English);
        check("what did the one from Försäkringskassan want to prevent?", English);
        check("how many good examples will SKL publish?", English);
        check("any seminars tomorrow?", English);
        check("next seminar", English);
        check("who is Leif Klingensjö", English);
        check("vad händer i övermorgon?", Swedish);
        check("vilka pratar då?", Swedish);
        check("händer nåt mer i veckan?", Swedish);
        check("va e sgi", Swedish);
        check("vem var moderator i paneldebatten", Swedish);
        check("vad är Plattform Valdemarsvik", Swedish);
        check("men var är det", Swedish);
        check("vad sa man on topic", Swedish);
        check("RESAM", Swedish);
        check("å 2031?", Swedish);
        check("seminarium 2014", Swedish);
        check("", Swedish);
        check("日本", Swedish);
    }
}
