//! What holds for figures.

use finsam_model::{Entry, Figure};
use finsam_swedish::words::{self, Kind};

use super::Finding;
use crate::{Node, loaded::Written};

fn figure(written: &Written) -> Option<&Entry<Figure>> {
    match &written.node {
        Node::Figure(figure) => Some(figure),
        _ => None,
    }
}

pub(super) fn has_source(written: &Written) -> Vec<Finding> {
    let wrong = figure(written).filter(|figure| figure.sources.is_empty());
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("value"),
            "Siffran har ingen källa.",
            "Lägg till en rad sources = [\"kortnamn\"] med källan som siffran kommer från.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn text_has_value(written: &Written) -> Vec<Finding> {
    let wrong = figure(written).filter(|figure| !is_written(figure.value, &figure.text));
    let finding = wrong.map(|figure| {
        Finding::new(
            written.place("text"),
            format!("Texten ”{}” skriver inte samma tal som value, {}.", figure.text, figure.value),
            "Rätta den som är fel. I text skrivs talet med mellanslag mellan tusental: 34 808.",
        )
    });
    Vec::from_iter(finding)
}

/// Whether a text holds the digits of a whole number. A text that has no digits, or scales them
/// with a word such as *miljoner*, is for people to judge.
fn is_written(value: f64, text: &str) -> bool {
    // Whole numbers of two digits and more, as exactly as a float holds them.
    if value.fract() != 0.0 || !(10.0..9e15).contains(&value.abs()) {
        return true;
    }
    let words = words::words(text);
    let scaled = |word: &str| {
        ["hundra", "tus", "milj", "mkr", "mdkr", "tkr"].iter().any(|start| word.starts_with(start))
    };
    if words.iter().any(|word| scaled(&word.folded)) {
        return true;
    }
    let numbers: Vec<&str> = words
        .iter()
        .filter(|word| word.kind == Kind::Number)
        .map(|word| word.folded.as_str())
        .collect();
    numbers.is_empty() || numbers.contains(&format!("{}", value.abs()).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_the_digits_of_its_number() {
        let check = |value: f64, text: &str, expected: bool| {
            assert_eq!(is_written(value, text), expected, "{value} in {text:?}");
        };
        check(34808.0, "34 808", true);
        check(34808.0, "34\u{a0}808 personer", true);
        check(34808.0, "cirka 34808", true);
        check(34808.0, "34 880", false);
        check(34808.0, "35 000", false);
        check(2_000_000_000.0, "cirka 2 miljarder kronor", true);
        check(79.0, "79 samordningsförbund", true);
        check(79.0, "97 samordningsförbund", false);
        check(79.0, "ett åttiotal", true);
        check(8.0, "nio", true);
        check(0.2, "en femtedel", true);
    }
}
