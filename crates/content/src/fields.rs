//! The fields of a document's front matter, read by name.
//!
//! A form asks for each field in turn and gets its value, or nothing when it is absent or
//! wrong; what is wrong is gathered here with its place, so that an editor sees all problems
//! of a document at once. A key no form has asked for is refused at the end.

mod addresses;
mod periods;
mod references;
mod syntax;
mod times;
mod unknown;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
};

use finsam_swedish::{Language, distance, print};
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use crate::{
    Problem,
    document::{Document, Position},
    shared_map::RandomState,
};

pub(crate) use references::{FieldName, Reference, Slugs};

/// The years a document can be about. Outside them a figure has been dropped or doubled.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// What the reading of a document has brought to light.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What is wrong.
    pub(crate) problems: Vec<Problem>,
    /// Relations to other documents, in the order they were asked for.
    pub(crate) references: Vec<Reference>,
    /// Where each field that is there stands, by its full name: `endsAt`,
    /// `appearances.2.person` (counted from 0).
    pub(crate) places: HashMap<String, Position, RandomState>,
    /// Every key that was asked for.
    pub(crate) asked: BTreeSet<FieldName>,
    /// Keys nobody asked for.
    unknown: Vec<unknown::Key>,
}

/// One table of the front matter: the whole of it, or a part such as `[contact]`.
pub(crate) struct Fields<'d> {
    document: &'d Document<'d>,
    slugs: &'d Slugs,
    table: &'d DeTable<'d>,
    /// Where the table begins: the place of what is missing.
    at: Range<usize>,
    /// The full name of the table with counts, `appearances.2`; empty for the whole.
    place: String,
    /// The same without counts, `appearances`.
    name: String,
    /// The field that holds the table, if it is a part.
    part: Option<&'static str>,
    known: Vec<&'static str>,
    found: Found,
}

/// Reads a document's front matter with `form`, sharing the slugs that were met before.
pub(crate) fn read<T>(
    document: &Document<'_>,
    slugs: &Slugs,
    form: impl FnOnce(&mut Fields<'_>) -> T,
) -> (Option<T>, Found) {
    let (table, errors) = DeTable::parse_recoverable(document.front);
    let syntax = syntax::problems(document, &errors);
    // What is left of a table with a bracket or an equals sign out of place says nothing.
    if errors.iter().any(|error| !syntax::is_of_one_value(error)) {
        return (None, Found { problems: syntax, ..Found::default() });
    }
    let (value, mut found) = read_table(document, slugs, &table, form);
    // A value that could not be read is reported once.
    found.problems.retain(|problem| {
        problem.rule == "missing-field" || syntax.iter().all(|error| error.line != problem.line)
    });
    found.problems.extend(syntax);
    (Some(value), found)
}

fn read_table<T>(
    document: &Document<'_>,
    slugs: &Slugs,
    table: &Spanned<DeTable<'_>>,
    form: impl FnOnce(&mut Fields<'_>) -> T,
) -> (T, Found) {
    let mut fields = Fields {
        document,
        slugs,
        table: table.get_ref(),
        at: 0..0,
        place: String::new(),
        name: String::new(),
        part: None,
        known: Vec::new(),
        found: Found::default(),
    };
    let value = form(&mut fields);
    fields.note_unknown();
    let mut found = fields.found;
    unknown::refuse(document, &mut found);
    (value, found)
}

impl<'d> Fields<'d> {
    /// Reports a problem with a field; with the table itself when the field is not there.
    pub(crate) fn problem(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let at = self.table.get(field).map_or_else(|| self.at.clone(), Spanned::span);
        self.problem_at(rule, &at, message, advice);
    }

    fn problem_at(
        &mut self,
        rule: &'static str,
        at: &Range<usize>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let at = self.document.position(at.start);
        let problem = Problem::new(rule, self.document.path, at, message, advice);
        self.found.problems.push(problem);
    }

    /// The value of a field, which from now on is known.
    fn value(&mut self, field: &'static str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.known.push(field);
        self.found.asked.insert(FieldName { part: self.part, field });
        let value = self.table.get(field)?;
        let at = self.document.position(value.span().start);
        self.found.places.insert(join(&self.place, field), at);
        Some(value)
    }

    fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, expected: &str, example: &str) {
        let found = in_swedish(value.get_ref());
        self.problem_at(
            "wrong-type",
            &value.span(),
            format!("Här väntas {expected}, men det står {found}."),
            format!("Skriv till exempel {example}."),
        );
    }

    /// Reports a field that must be there and is not.
    fn require(&mut self, field: &'static str) {
        if self.table.contains_key(field) {
            return;
        }
        let place = if self.name.is_empty() {
            "mellan +++-raderna".to_owned()
        } else {
            format!("under {}", self.heading())
        };
        self.problem(
            "missing-field",
            field,
            format!("Uppgiften {field} saknas."),
            format!("Lägg till en rad {field} = … {place}."),
        );
    }

    /// The table's heading as an editor writes it.
    fn heading(&self) -> String {
        if self.place == self.name {
            format!("[{}]", self.name)
        } else {
            format!("[[{}]]", self.name)
        }
    }

    /// Text.
    pub(crate) fn text(&mut self, field: &'static str) -> Option<String> {
        let value = self.value(field)?;
        self.as_text(value)
    }

    /// Text that must be there.
    pub(crate) fn required_text(&mut self, field: &'static str) -> Option<String> {
        self.require(field);
        self.text(field)
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, field: &'static str) -> Vec<String> {
        let values = self.list(field, "[\"…\", \"…\"]");
        let texts =
            values.iter().filter_map(|value| self.as_text(value).map(|t| (t, value.span())));
        let texts: Vec<_> = texts.collect();
        self.each_once(texts)
    }

    fn as_text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, "en text inom citattecken", "\"Visby\"");
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            self.problem_at(
                "empty-text",
                &value.span(),
                "Texten är tom.",
                "Skriv texten mellan citattecknen, eller ta bort raden.",
            );
            return None;
        }
        Some(text.to_owned())
    }

    fn list(&mut self, field: &'static str, example: &str) -> &'d [Spanned<DeValue<'d>>] {
        let Some(value) = self.value(field) else { return &[] };
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(value, "en lista inom hakparenteser", &format!("{field} = {example}"));
            return &[];
        };
        as_slice(values)
    }

    /// Drops, and reports, what stands more than once in a list.
    fn each_once<T: Clone + Eq + std::hash::Hash + ToString>(
        &mut self,
        values: Vec<(T, Range<usize>)>,
    ) -> Vec<T> {
        let mut seen = HashSet::new();
        let mut once = Vec::new();
        for (value, at) in values {
            if seen.insert(value.clone()) {
                once.push(value);
            } else {
                self.problem_at(
                    "listed-twice",
                    &at,
                    format!("”{}” står flera gånger i samma lista.", value.to_string()),
                    "Ta bort den ena.",
                );
            }
        }
        once
    }

    /// Yes or no, with what holds when it is not there.
    pub(crate) fn flag(&mut self, field: &'static str, otherwise: bool) -> bool {
        let Some(value) = self.value(field) else { return otherwise };
        let DeValue::Boolean(flag) = value.get_ref() else {
            self.wrong_type(value, "true (ja) eller false (nej)", &format!("{field} = true"));
            return otherwise;
        };
        *flag
    }

    /// A number that must be there.
    pub(crate) fn required_number(&mut self, field: &'static str) -> Option<f64> {
        self.require(field);
        let value = self.value(field)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite());
        if number.is_none() {
            let example = format!("{field} = 34808 (utan mellanslag, med punkt som decimaltecken)");
            self.wrong_type(value, "ett tal", &example);
        }
        number
    }

    /// A year that must be there.
    pub(crate) fn required_year(&mut self, field: &'static str) -> Option<i16> {
        self.require(field);
        let value = self.value(field)?;
        let DeValue::Integer(year) = value.get_ref() else {
            self.wrong_type(value, "ett årtal", &format!("{field} = 2014"));
            return None;
        };
        // A number too large for a year is as odd a year as any.
        let year = year.as_str().parse().unwrap_or(i16::MAX);
        self.as_year(year, &value.span())
    }

    fn as_year(&mut self, year: i16, at: &Range<usize>) -> Option<i16> {
        if YEARS.contains(&year) {
            return Some(year);
        }
        self.problem_at(
            "odd-year",
            at,
            format!("Årtalet ligger utanför {}–{}.", YEARS.start(), YEARS.end()),
            "Kontrollera att årtalet har fyra siffror och är rätt skrivet.",
        );
        None
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        field: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let value = self.value(field)?;
        let written = self.as_text(value)?;
        let chosen = choices.iter().find(|(word, _)| *word == written).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let meant = distance::nearest(&written, words.iter().copied())
                .map_or_else(String::new, |near| format!("Menade du \"{near}\"? "));
            let words = print::list(&words, Language::Swedish);
            self.problem_at(
                "unknown-choice",
                &value.span(),
                format!("”{written}” är inget som {field} kan vara."),
                format!("{meant}Välj mellan {words}."),
            );
        }
        chosen
    }

    /// One of a few words, which must be there.
    pub(crate) fn required_choice<T: Copy>(
        &mut self,
        field: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        self.require(field);
        self.choice(field, choices)
    }

    /// A language: a code such as `sv`, perhaps with a region.
    pub(crate) fn language(&mut self, field: &'static str) -> Option<String> {
        let value = self.value(field)?;
        let written = self.as_text(value)?;
        let code = written.split('-').next().unwrap_or_default();
        if matches!(code.len(), 2 | 3)
            && written.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return Some(written);
        }
        self.problem_at(
            "bad-language",
            &value.span(),
            format!("”{written}” är ingen språkkod."),
            "Skriv språkets kod: sv för svenska, en för engelska, fi för finska, se för nordsamiska.",
        );
        None
    }

    /// A part of the document such as `[contact]`.
    pub(crate) fn part<T>(
        &mut self,
        field: &'static str,
        form: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let value = self.value(field)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value, "ett stycke uppgifter", &format!("[{field}] på en egen rad"));
            return None;
        };
        let place = join(&self.place, field);
        Some(self.within(field, place, table, value.span(), form))
    }

    /// The parts of a document such as each `[[appearances]]`; those that could be read.
    pub(crate) fn parts<T>(
        &mut self,
        field: &'static str,
        form: impl Fn(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let heading = format!("[[{field}]] på en egen rad före varje stycke");
        let Some(value) = self.value(field) else { return Vec::new() };
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(value, "stycken med uppgifter", &heading);
            return Vec::new();
        };
        let mut parts = Vec::new();
        for (nth, value) in as_slice(values).iter().enumerate() {
            let DeValue::Table(table) = value.get_ref() else {
                self.wrong_type(value, "stycken med uppgifter", &heading);
                continue;
            };
            let place = format!("{}.{nth}", join(&self.place, field));
            parts.extend(self.within(field, place, table, value.span(), &form));
        }
        parts
    }

    fn within<T>(
        &mut self,
        field: &'static str,
        place: String,
        table: &DeTable<'_>,
        at: Range<usize>,
        form: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> T {
        let at_place = self.document.position(at.start);
        self.found.places.insert(place.clone(), at_place);
        let mut inner = Fields {
            document: self.document,
            slugs: self.slugs,
            table,
            at,
            place,
            name: join(&self.name, field),
            part: Some(field),
            known: Vec::new(),
            found: std::mem::take(&mut self.found),
        };
        let value = form(&mut inner);
        inner.note_unknown();
        self.found = inner.found;
        value
    }
}

/// The values of an array.
fn as_slice<'a, 'd>(values: &'a DeArray<'d>) -> &'a [Spanned<DeValue<'d>>] {
    values
}

fn join(table: &str, field: &str) -> String {
    if table.is_empty() { field.to_owned() } else { format!("{table}.{field}") }
}

/// What sort of value it is, as an editor would say it.
fn in_swedish(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "en text",
        DeValue::Integer(_) | DeValue::Float(_) => "ett tal",
        DeValue::Boolean(_) => "true eller false",
        DeValue::Datetime(at) if at.time.is_none() => "ett datum",
        DeValue::Datetime(at) if at.date.is_none() => "ett klockslag",
        DeValue::Datetime(_) => "en tidpunkt",
        DeValue::Array(_) => "en lista",
        DeValue::Table(_) => "ett stycke uppgifter",
    }
}
