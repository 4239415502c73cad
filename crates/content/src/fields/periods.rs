//! Times as exactly as they are known: a year, a month or a day, and periods between them.

use finsam_model::{PartialDate, Period};
use toml::de::DeValue;

use super::Fields;

impl Fields<'_> {
    /// A year, month or day inside quotation marks.
    pub(crate) fn partial_date(&mut self, field: &'static str) -> Option<PartialDate> {
        let value = self.value(field)?;
        let example = format!("{field} = \"2012\", \"2016-06\" eller \"2018-07-05\"");
        if matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Datetime(_)) {
            self.wrong_type(value, "en tid inom citattecken", &example);
            return None;
        }
        let written = self.as_text(value)?;
        let Ok(date) = written.parse::<PartialDate>() else {
            self.problem_at(
                "bad-period",
                &value.span(),
                format!("”{written}” är inget år, ingen månad och ingen dag."),
                format!("Skriv {example}."),
            );
            return None;
        };
        self.as_year(date.year(), &value.span()).map(|_| date)
    }

    /// The fields `from` and `until`.
    pub(crate) fn period(&mut self) -> Period {
        let period = Period { from: self.partial_date("from"), until: self.partial_date("until") };
        if let (Some(from), Some(until)) = (period.from, period.until)
            && is_before(until, from)
        {
            self.problem(
                "period-reversed",
                "until",
                format!("Perioden slutar ({until}) innan den börjar ({from})."),
                "Byt plats på from och until, eller rätta den som är fel.",
            );
        }
        period
    }
}

/// Whether one date is surely before another: they are compared as exactly as both are known.
fn is_before(a: PartialDate, b: PartialDate) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let known = a.len().min(b.len());
    a.get(..known) < b.get(..known)
}
