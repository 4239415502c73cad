//! A list as a sheet: comma-separated values that a spreadsheet opens by double-clicking.
//!
//! UTF-8 with a byte order mark, for without it Excel takes `ö` for something else; and semicolons
//! between, for that is what Excel expects where the decimal mark is a comma, as in Sweden. Programs
//! that read it find the same by looking at the first line.

use serde_json::{Map, Value};

/// The byte order mark in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Rows as a sheet. A field within another is a column called by both, `venue.name`; a list is one
/// cell. The columns are in the order in which they are met.
#[must_use]
pub fn of(rows: &[Value]) -> Vec<u8> {
    let rows: Vec<Vec<(String, String)>> = rows.iter().map(flat).collect();
    let mut columns: Vec<&str> = Vec::new();
    for (column, _) in rows.iter().flatten() {
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    // Writing to memory cannot fail, and every row has as many cells.
    let _ = writer.write_record(&columns);
    for row in &rows {
        let cell = |column: &&str| {
            row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str())
        };
        let _ = writer.write_record(columns.iter().map(cell));
    }
    writer.into_inner().unwrap_or_default()
}

/// A row's cells with their columns.
fn flat(row: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    match row {
        Value::Object(fields) => flatten("", fields, &mut cells),
        value => cells.push(("value".to_owned(), cell(value))),
    }
    cells
}

fn flatten(within: &str, fields: &Map<String, Value>, cells: &mut Vec<(String, String)>) {
    for (name, value) in fields {
        let column = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
        match value {
            Value::Object(fields) => flatten(&column, fields, cells),
            value => cells.push((column, cell(value))),
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        Value::Number(number) => number.to_string(),
        value => harmless(&plain(value)),
    }
}

/// A list or an object within a cell: its values, one after another.
fn plain(value: &Value) -> String {
    let join = |values: Vec<String>, between| {
        values.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => join(values.iter().map(plain).collect(), " | "),
        Value::Object(fields) => join(fields.values().map(plain).collect(), ", "),
        value => value.to_string(),
    }
}

/// A spreadsheet takes a cell that begins with one of these for a formula and runs it; behind an
/// apostrophe it is text.
fn harmless(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_become_lines_and_nothing_becomes_a_formula() {
        let rows = [
            json!({ "title": "Ett; två", "venue": { "name": "Pröva \"här\"" }, "people": [{ "name": "A" }, { "name": "B" }] }),
            json!({ "title": "=1+1", "venue": null, "year": 2031, "people": [] }),
            json!({ "title": " @SUM(A1)", "venue": { "name": "-5" }, "people": ["+46"] }),
        ];
        let text = String::from_utf8(of(&rows)).unwrap();
        insta::assert_snapshot!(text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n"));
    }
}
