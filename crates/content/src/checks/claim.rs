//! What holds for claims.

use std::collections::HashMap;

use finsam_model::Basis;
use finsam_swedish::{dates, distance};
use jiff::civil::Time;

use super::Finding;
use crate::loaded::Written;

/// The words below the front matter, which a claim may be about like any field.
const BODY: &str = "body";

fn place(written: &Written, nth: usize, field: &str) -> crate::document::Position {
    written.place(&format!("claims.{nth}.{field}"))
}

pub(super) fn stated_has_source(written: &Written) -> Vec<Finding> {
    let claims = written.node.claims().iter().enumerate();
    claims
        .filter(|(_, claim)| claim.basis == Basis::Stated && claim.source.is_none())
        .map(|(nth, _)| {
            Finding::new(
                place(written, nth, "basis"),
                "Här står att en källa säger det (stated), men inte vilken.",
                "Lägg till source = \"kortnamn\", eller välj basis derived (uträknat) eller editorial (vår egen förklaring).",
            )
        })
        .collect()
}

pub(super) fn field_exists(written: &Written) -> Vec<Finding> {
    let fields = || written.keys.iter().copied().chain([BODY]);
    let claims = written.node.claims().iter().enumerate();
    claims
        .filter_map(|(nth, claim)| {
            let field = claim.field.split('.').next().unwrap_or_default();
            if fields().any(|known| known == field) {
                return None;
            }
            let advice = match distance::nearest(field, fields()) {
                Some(near) => format!("Menade du {near}?"),
                None => format!(
                    "Skriv fältets namn som det står i dokumentet, eller {BODY} för löptexten."
                ),
            };
            let kind = written.node.kind().in_swedish();
            let message = format!("Fältet ”{}” finns inte för slaget {kind}.", claim.field);
            Some(Finding::new(place(written, nth, "field"), message, advice))
        })
        .collect()
}

pub(super) fn followed_agree(written: &Written) -> Vec<Finding> {
    // For each field and each sort of value, the first that is followed.
    let mut first: HashMap<(&str, usize), (&str, Value)> = HashMap::new();
    let mut findings = Vec::new();
    let followed = written.node.claims().iter().enumerate().filter(|(_, claim)| claim.followed);
    for (nth, claim) in followed {
        for (sort, value) in values(&claim.value).into_iter().enumerate() {
            let Some(value) = value else { continue };
            let (other, earlier) =
                first.entry((&claim.field, sort)).or_insert_with(|| (&claim.value, value.clone()));
            if earlier.disagrees(&value) {
                findings.push(Finding::new(
                    place(written, nth, "value"),
                    format!(
                        "”{}” säger emot ”{other}” om {}, och båda följs.",
                        claim.value, claim.field
                    ),
                    "Skriv followed = false på den läsning som inte följs, och varför i reason.",
                ));
                break;
            }
        }
    }
    findings
}

/// What a claimed value can be held against.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    /// A number and nothing else.
    Number(String),
    /// A day, with its year if that is said.
    Day(dates::PrintedDate),
    /// A time of day.
    Clock(Time),
}

impl Value {
    /// Whether two values cannot both hold. A day without a year and a year may be two halves
    /// of one truth; so may anything that is neither number, day nor time.
    fn disagrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(a), Self::Day(b)) => {
                let other_year = a.year.is_some() && b.year.is_some() && a.year != b.year;
                other_year || (a.month, a.day) != (b.month, b.day)
            }
            (a, b) => a != b,
        }
    }
}

/// What a text says that can be held against another: a number, a day and a time, in that order.
fn values(text: &str) -> [Option<Value>; 3] {
    let digits = text.chars().filter(|c| !c.is_whitespace());
    let digits: String = digits.map(|c| if c == ',' { '.' } else { c }).collect();
    let number = digits.chars().all(|c| c.is_ascii_digit() || c == '.').then_some(digits);
    let day = dates::printed_dates(text).into_iter().next().map(|printed| printed.first);
    let clock = dates::printed_clocks(text).into_iter().next().map(|printed| printed.start);
    [number.map(Value::Number), day.map(Value::Day), clock.map(Value::Clock)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_both_hold_disagrees() {
        let disagree = |a: &str, b: &str| {
            let pairs = values(a).into_iter().zip(values(b));
            pairs.filter_map(|(a, b)| a.zip(b)).any(|(a, b)| a.disagrees(&b))
        };
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(disagree(a, b), expected, "{a:?} and {b:?}");
            assert_eq!(disagree(b, a), expected, "{b:?} and {a:?}");
        };
        check("onsdag 2 juli", "2014", false);
        check("2014", "2015", true);
        check("34 808", "34808", false);
        check("34 808", "35 000", true);
        check("0,5", "0.5", false);
        check("torsdag 5 juli 2018", "5 juli", false);
        check("torsdag 5 juli 2018", "onsdag 4 juli 2018", true);
        check("5 juli 2018", "5 juli 2014", true);
        check("8.00–8.45", "kl. 8.00", false);
        check("8.00–8.45", "7.30", true);
        check("torsdag 5 juli 2018 kl. 8.00", "5 juli kl. 8.30", true);
        check("samordnare", "projektledare", false);
    }
}
