//! Words put together of others: *samordningsförbund* is *samordning* and *förbund*.
//!
//! What a part is, only the reader's own words tell; here is how parts are joined.

use std::ops::ControlFlow;

use crate::words::is_stop_word;

/// The least letters of a part: shorter ones are found in every word.
const SHORTEST: usize = 4;
/// Letters that may join two parts, the commonest first.
const JOINTS: [&str; 2] = ["", "s"];

/// The ways to take a folded word apart in two that `is_word` knows, each part as it is without the
/// joint, the best balanced first. Small words are no parts.
#[must_use]
pub fn splits(word: &str, is_word: impl Fn(&str) -> bool) -> Vec<(&str, &str)> {
    let mut splits: Vec<(&str, &str)> = Vec::new();
    let is_part = |part: &str| {
        part.chars().count() >= SHORTEST
            && !is_stop_word(part, crate::Language::Swedish)
            && is_word(part)
    };
    for (at, _) in word.char_indices().skip(SHORTEST) {
        let Some((first, last)) = word.split_at_checked(at) else { continue };
        if !is_part(last) {
            continue;
        }
        for joint in JOINTS.iter().rev() {
            if let Some(first) = first.strip_suffix(*joint).filter(|first| is_part(first)) {
                splits.push((first, last));
                break;
            }
        }
    }
    splits.sort_by_key(|(first, last)| first.len().abs_diff(last.len()));
    splits
}

/// The compounds two neighbours may be parts of: without and with the joint.
#[must_use]
pub fn joined(first: &str, last: &str) -> [String; 2] {
    JOINTS.map(|joint| format!("{first}{joint}{last}"))
}

/// Whether a stem may end a compound that goes on in front of it with `rest`: with something that is
/// itself a word, not a prefix like *sam-*.
#[must_use]
pub fn is_first_part(rest: &str, is_word: impl Fn(&str) -> bool) -> bool {
    let found = JOINTS.iter().try_for_each(|joint| match rest.strip_suffix(joint) {
        Some(part) if part.chars().count() >= 3 && is_word(part) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    found.is_break()
}

#[cfg(test)]
mod tests {
    use super::{is_first_part, joined, splits};
    use crate::words::stem;

    const WORDS: [&str; 8] = [
        "rehabilitering",
        "insats",
        "samordning",
        "förbund",
        "frukost",
        "seminarium",
        "finsam",
        "inte",
    ];

    fn is_word(part: &str) -> bool {
        WORDS.iter().any(|word| stem(word) == stem(part))
    }

    #[test]
    fn taken_apart() {
        let check = |word, expected: &[(&str, &str)]| assert_eq!(splits(word, is_word), expected);
        check("rehabiliteringsinsats", &[("rehabilitering", "insats")]);
        check("rehabiliteringsinsatser", &[("rehabilitering", "insatser")]);
        check("samordningsforbundet", &[("samordning", "forbundet")]);
        check("frukostseminarium", &[("frukost", "seminarium")]);
        check("finsamforbund", &[("finsam", "forbund")]);
        check("samforbund", &[]);
        check("intefrukost", &[]);
        check("frukost", &[]);
        check("", &[]);
        check("åäö", &[]);
    }

    #[test]
    fn put_together() {
        assert_eq!(joined("frukost", "seminarium"), ["frukostseminarium", "frukostsseminarium"]);
    }

    #[test]
    fn what_may_stand_in_front() {
        for rest in ["samordnings", "finsam", "rehabilitering"] {
            assert!(is_first_part(rest, is_word), "{rest}");
        }
        for rest in ["", "s", "om", "sam", "xyzzy"] {
            assert!(!is_first_part(rest, is_word), "{rest}");
        }
    }
}
