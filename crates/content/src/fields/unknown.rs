//! Keys that no form asks for, and what was probably meant.

use std::ops::Range;

use finsam_swedish::distance;
use toml::Spanned;

use super::{Fields, Found};
use crate::{Problem, document::Document};

/// As many keys as one reads through.
const FEW: usize = 8;

/// A key that no form asks for.
#[derive(Debug)]
pub(super) struct Key {
    key: String,
    at: Range<usize>,
    /// The table it stands in, without counts; empty for the whole.
    table: String,
    heading: String,
    /// The keys the table has.
    known: Vec<&'static str>,
}

impl Fields<'_> {
    /// Notes the keys of the table that the form has not asked for.
    pub(super) fn note_unknown(&mut self) {
        for (key, _) in self.table {
            if self.known.iter().all(|known| *known != key.get_ref().as_ref()) {
                self.found.unknown.push(Key {
                    key: key.get_ref().clone().into_owned(),
                    at: Spanned::span(key),
                    table: self.name.clone(),
                    heading: self.heading(),
                    known: self.known.clone(),
                });
            }
        }
    }
}

/// Refuses the unknown keys. Done when the whole document is read, for only then is it known
/// which keys it could have.
pub(super) fn refuse(document: &Document<'_>, found: &mut Found) {
    for key in std::mem::take(&mut found.unknown) {
        let advice = key.advice(found);
        let inside =
            if key.table.is_empty() { String::new() } else { format!(" i {}", key.heading) };
        found.problems.push(Problem::new(
            "unknown-key",
            document.path,
            document.position(key.at.start),
            format!("Uppgiften ”{}” finns inte{inside}.", key.key),
            advice,
        ));
    }
}

impl Key {
    fn advice(&self, found: &Found) -> String {
        // A line below a heading belongs to it, which surprises everybody once.
        let of_the_document = found.asked.iter().any(|name| name.is(&self.key));
        if !self.table.is_empty() && of_the_document {
            return format!(
                "{} hör till hela dokumentet: flytta raden till ovanför den första raden med hakparenteser.",
                self.key
            );
        }
        if let Some(near) = distance::nearest(&self.key, self.known.iter().copied()) {
            return format!("Menade du {near}?");
        }
        let mut elsewhere = found.asked.iter().filter(|name| name.field == self.key);
        if let Some((name, part)) = elsewhere.find_map(|name| Some((name, name.part?))) {
            return format!("{name} hör till {part}.");
        }
        if self.known.len() > FEW {
            return "Ta bort raden. Vilka uppgifter som finns står i content/README.md.".to_owned();
        }
        format!("Ta bort raden, eller välj bland {}.", self.known.join(", "))
    }
}
