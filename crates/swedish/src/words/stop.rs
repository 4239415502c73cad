//! Words that carry no matter of their own: *och*, *det*, *vilka*, *the*.
//!
//! The lists are NLTK's (through the stop-words crate): short enough that no word of a subject is
//! lost, where the longer lists count *beslut*, *fem* and *work* as nothing. What questions to a
//! bot are full of, and the lists lack, is added.

use std::{collections::HashSet, sync::LazyLock};

use super::normal_words;
use crate::{language::Language, letters::fold};

/// What questions are made of beside the Swedish list.
const ASKED_IN_SWEDISH: &str = "vems många heter brukar händer hände finns fanns får få ska skall kommer vill gör göra gjorde vet tack snälla hej också \
    här de dom dess väl nog bara lite även någonting någonstans va nåt nån e är säg berätta \
    kunna mer mera fler låt oss mig vår ens genom enligt hos";

/// What questions are made of beside the English list.
const ASKED_IN_ENGLISH: &str = "tell please would could may might must shall let show give whose us get got anything \
    something anyone someone also hello hi thanks many much";

static SWEDISH: LazyLock<HashSet<String>> = LazyLock::new(|| folded("sv", ASKED_IN_SWEDISH));
static ENGLISH: LazyLock<HashSet<String>> = LazyLock::new(|| folded("en", ASKED_IN_ENGLISH));

fn folded(code: &str, asked: &str) -> HashSet<String> {
    // `get` panics on an unknown code, `lookup` does not; the tests would notice an empty list.
    let listed = stop_words::lookup(code).unwrap_or_default();
    listed.iter().copied().chain(asked.split(' ')).map(fold).collect()
}

/// Whether a word carries no matter of its own in that language. Folds first, so *var* and *vår*
/// are one; chat spellings count.
#[must_use]
pub fn is_stop_word(word: &str, language: Language) -> bool {
    is_folded_stop_word(&fold(word), language)
}

fn is_folded_stop_word(folded: &str, language: Language) -> bool {
    match language {
        Language::Swedish => SWEDISH.contains(folded),
        Language::English => ENGLISH.contains(folded),
    }
}

/// The words of a text that carry it: [`normal_words`] without the stop words of the language.
/// Empty when there is nothing else; then the caller may fall back on all words.
#[must_use]
pub fn key_words(text: &str, language: Language) -> Vec<String> {
    let mut words = normal_words(text);
    words.retain(|word| !is_folded_stop_word(word, language));
    words
}

/// The language a word is a function word in, when it is one in that language alone.
pub(crate) fn function_word_in(folded: &str) -> Option<Language> {
    match (SWEDISH.contains(folded), ENGLISH.contains(folded)) {
        (true, false) => Some(Language::Swedish),
        (false, true) => Some(Language::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_stop_word, key_words};
    use crate::language::Language::{English, Swedish};

    #[test]
    fn stop_words() {
        for word in ["och", "Vad", "va", "när", "nar", "nåt", "finns", "är", "e", "någon", "för"]
        {
            assert!(is_stop_word(word, Swedish), "{word}");
        }
        for word in ["nollplacerad", "beslut", "fem", "kostnad", "mål", "kommun", "plats", ""] {
            assert!(!is_stop_word(word, Swedish), "{word}");
        }
        for word in ["the", "what", "how", "many", "you"] {
            assert!(is_stop_word(word, English), "{word}");
        }
        for word in ["work", "seminar", "och", "member"] {
            assert!(!is_stop_word(word, English), "{word}");
        }
    }

    #[test]
    fn what_carries_a_question() {
        let check = |text, language, expected: &str| {
            assert_eq!(key_words(text, language).join(" "), expected, "{text:?}");
        };
        check("va e nollplacerad för nåt", Swedish, "nollplacerad");
        check("hur många får ekonomiskt bistånd?", Swedish, "ekonomiskt bistand");
        check("what does SKL say about the cost", English, "skl say cost");
        check("vad är det?", Swedish, "");
    }
}
