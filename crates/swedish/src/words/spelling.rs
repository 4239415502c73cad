//! How people type: chat spellings and their dictionary forms, in one table.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    letters::fold,
    scan::{Kind, Token, tokens},
};

/// Typed form (folded) and dictionary form. A form that is also a word of its own (*sen*, *vart*,
/// *sant* for *sånt*) is not here: only the sentence tells what it means.
const FORMS: &[(&str, &str)] = &[
    ("dehar", "det här"),
    ("dom", "de"),
    ("e", "är"),
    ("elr", "eller"),
    ("ere", "är det"),
    ("finnsde", "finns det"),
    ("haru", "har du"),
    ("iallafall", "i alla fall"),
    ("iar", "i år"),
    ("idag", "i dag"),
    ("ieftermiddag", "i eftermiddag"),
    ("ifjol", "i fjol"),
    ("iformiddags", "i förmiddags"),
    ("iforrgar", "i förrgår"),
    ("igar", "i går"),
    ("ihelgen", "i helgen"),
    ("ikvall", "i kväll"),
    ("imon", "i morgon"),
    ("imorgon", "i morgon"),
    ("imorgn", "i morgon"),
    ("imorn", "i morgon"),
    ("imorrn", "i morgon"),
    ("imorron", "i morgon"),
    ("imorse", "i morse"),
    ("inatt", "i natt"),
    ("isommar", "i sommar"),
    ("iveckan", "i veckan"),
    ("iovermorgon", "i övermorgon"),
    ("kl", "klockan"),
    ("lr", "eller"),
    ("mkt", "mycket"),
    ("morrn", "morgon"),
    ("morron", "morgon"),
    ("mvh", "med vänlig hälsning"),
    ("mycke", "mycket"),
    ("nan", "någon"),
    ("nanstans", "någonstans"),
    ("nanting", "någonting"),
    ("nat", "något"),
    ("ngn", "någon"),
    ("ngra", "några"),
    ("ngt", "något"),
    ("o", "och"),
    ("oxa", "också"),
    ("oxo", "också"),
    ("tebax", "tillbaka"),
    ("va", "vad"),
    ("vadda", "vad då"),
    ("vade", "vad är"),
    ("vafor", "varför"),
    ("vf", "varför"),
];

/// The dictionary form of a chat spelling, with its dots, sometimes as several words: `va` is `vad`,
/// `imorrn` is `i morgon`. Nothing for a word that needs no change. A lone `å` depends on its
/// neighbours and is left to [`normal_words`].
#[must_use]
pub fn normal_form(word: &str) -> Option<&'static str> {
    of_folded(&fold(word))
}

fn of_folded(word: &str) -> Option<&'static str> {
    static NORMAL: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| FORMS.iter().rev().copied().collect());
    NORMAL.get(word).copied()
}

/// The folded words of a text with chat spellings undone, ready to be compared:
/// `va e nollplacerad` gives `vad`, `ar`, `nollplacerad`. Numbers are as in [`super::words`].
#[must_use]
pub fn normal_words(text: &str) -> Vec<String> {
    let words = super::words(text);
    let last = words.len().saturating_sub(1);
    let mut normal = Vec::with_capacity(words.len());
    for (at, word) in words.into_iter().enumerate() {
        if is_and(word.text) && at > 0 && at < last {
            normal.push("och".to_owned());
        } else if let Some(form) = of_folded(&word.folded) {
            normal.extend(fold(form).split(' ').map(str::to_owned));
        } else {
            normal.push(word.folded);
        }
    }
    normal
}

/// `å` alone is how *och* sounds. Without its ring it is an English article, so the ring counts.
fn is_and(written: &str) -> bool {
    matches!(written, "å" | "Å" | "a\u{30a}" | "A\u{30a}")
}

/// One folded dictionary word and the token it was typed in; `imorrn` makes two of one token.
#[derive(Debug, Clone)]
pub(crate) struct NormalWord {
    pub(crate) folded: String,
    pub(crate) token: usize,
}

/// The tokens of a text and its dictionary words side by side, marks included.
pub(crate) fn with_tokens(text: &str) -> (Vec<Token<'_>>, Vec<NormalWord>) {
    let tokens = tokens(text);
    let mut words = Vec::with_capacity(tokens.len());
    for (token, found) in tokens.iter().enumerate() {
        let form = (found.kind == Kind::Letters).then(|| of_folded(&found.folded)).flatten();
        match form {
            Some(form) => words.extend(
                fold(form).split(' ').map(|part| NormalWord { folded: part.to_owned(), token }),
            ),
            None => words.push(NormalWord { folded: found.folded.clone(), token }),
        }
    }
    (tokens, words)
}

#[cfg(test)]
mod tests {
    use super::{FORMS, normal_form, normal_words};
    use crate::letters::fold;

    #[test]
    fn typed_and_meant() {
        let check = |typed, meant| assert_eq!(normal_form(typed), Some(meant), "{typed}");
        check("va", "vad");
        check("nåt", "något");
        check("nat", "något");
        check("Nån", "någon");
        check("e", "är");
        check("ere", "är det");
        check("mkt", "mycket");
        check("oxå", "också");
        check("oxa", "också");
        check("imorrn", "i morgon");
        check("ikväll", "i kväll");
        for word in ["vad", "seminarium", "sen", "", "å", "torsdag"] {
            assert_eq!(normal_form(word), None, "{word}");
        }
    }

    #[test]
    fn whole_questions() {
        let check = |text, expected: &str| {
            assert_eq!(normal_words(text).join(" "), expected, "{text:?}");
        };
        check("va e nollplacerad", "vad ar nollplacerad");
        check("händer nåt imorrn å på torsdag?", "hander nagot i morgon och pa torsdag");
        check("å vem talar då", "a vem talar da");
        check("who is a speaker", "who is a speaker");
        check("34 808 st oxå", "34808 st ocksa");
    }

    #[test]
    fn the_table_is_reachable_and_done_in_one_step() {
        for (typed, normal) in FORMS {
            assert_eq!(normal_form(typed), Some(*normal), "{typed} is not folded or stands twice");
            let again = normal_words(normal).join(" ");
            assert_eq!(again, fold(normal), "{normal} changes again");
        }
    }
}
