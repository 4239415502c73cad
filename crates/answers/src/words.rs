//! Ordinary words that stand for one another: synonyms, and English for Swedish.
//!
//! Vocabulary of the languages only. What a concept of the content is called in other words belongs
//! to the content, in a term's `otherNames` and `english`.

mod english;
mod swedish;

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use finsam_swedish::{Language, stem, words::is_stop_word};

static SYNONYMS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut meanings: HashMap<String, Vec<String>> = HashMap::new();
    for group in swedish::SYNONYMS {
        let stems = stems(group);
        for one in &stems {
            let others = meanings.entry(one.clone()).or_default();
            others.extend(stems.iter().filter(|other| *other != one).cloned());
        }
    }
    tidy(meanings)
});

static TRANSLATIONS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut meanings: HashMap<String, Vec<String>> = HashMap::new();
    for (english, swedish) in english::WORDS {
        for word in english.split(' ') {
            meanings.entry(word.to_owned()).or_default().extend(stems(swedish));
        }
    }
    tidy(meanings)
});

fn stems(words: &str) -> Vec<String> {
    let mut stems: Vec<String> = words.split(' ').map(stem).collect();
    stems.sort();
    stems.dedup();
    stems
}

fn tidy(mut meanings: HashMap<String, Vec<String>>) -> HashMap<String, Vec<String>> {
    for others in meanings.values_mut() {
        others.sort();
        others.dedup();
    }
    meanings
}

/// Stems of Swedish words that mean about the same as a word of the question (folded).
pub(crate) fn same_meaning(folded: &str, language: Language) -> Vec<String> {
    let swedish = |stem: &str| SYNONYMS.get(stem).into_iter().flatten().cloned();
    let mut others: Vec<String> = match language {
        Language::Swedish => swedish(&stem(folded)).collect(),
        Language::English => {
            let direct: Vec<String> = english_forms(folded)
                .iter()
                .filter_map(|form| TRANSLATIONS.get(form))
                .flatten()
                .cloned()
                .collect();
            direct.iter().flat_map(|stem| swedish(stem)).chain(direct.clone()).collect()
        }
    };
    others.sort();
    others.dedup();
    others
}

/// Whether the tables know a word: then it is no misspelled name.
pub(crate) fn is_known(folded: &str, language: Language) -> bool {
    match language {
        Language::Swedish => SYNONYMS.contains_key(&stem(folded)),
        Language::English => {
            english_forms(folded).iter().any(|form| TRANSLATIONS.contains_key(form))
        }
    }
}

/// Whether a word carries nothing of its own in a question.
pub(crate) fn is_filler(folded: &str, language: Language) -> bool {
    static SWEDISH: LazyLock<HashSet<&str>> =
        LazyLock::new(|| swedish::CHATTER.split(' ').collect());
    static ENGLISH: LazyLock<HashSet<&str>> =
        LazyLock::new(|| english::CHATTER.split(' ').collect());
    let chatter = match language {
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    };
    chatter.contains(folded) || is_stop_word(folded, language)
}

/// A word and what it may be an inflection of: *costs* and *cost*, *evaluated* and *evaluate*.
fn english_forms(folded: &str) -> Vec<String> {
    let mut forms = vec![folded.to_owned()];
    let mut add = |ending: &str, instead: &str| {
        if let Some(start) = folded.strip_suffix(ending)
            && start.len() >= 2
        {
            forms.push(format!("{start}{instead}"));
        }
    };
    for (ending, instead) in [
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("d", ""),
        ("er", ""),
        ("ly", ""),
    ] {
        add(ending, instead);
    }
    // planned, planning
    let undoubled: Vec<String> = forms
        .iter()
        .filter_map(|form| {
            let last = form.chars().last()?;
            let rest = form.strip_suffix(last)?;
            rest.ends_with(last).then(|| rest.to_owned())
        })
        .collect();
    forms.extend(undoubled);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_meet() {
        let check = |word: &str, language, expected: &str| {
            let found = same_meaning(word, language);
            assert!(found.contains(&stem(expected)), "{word} gave {found:?}");
        };
        check("förhindra", Language::Swedish, "förebygga");
        check("jobb", Language::Swedish, "arbete");
        check("prevent", Language::English, "förebyggande");
        check("evaluated", Language::English, "utvärderades");
        check("costs", Language::English, "kostnaden");
        check("planned", Language::English, "planerades");
        check("municipalities", Language::English, "kommunerna");
        assert!(same_meaning("xyzzy", Language::English).is_empty());
    }
}
