//! A list as a sheet: comma-separated values that a spreadsheet opens by double-clicking.
//!
//! UTF-8 with a byte order mark, for without it Excel takes `ö` for something else; and semicolons
//! between, for that is what Excel expects where the decimal mark is a comma, as in Sweden. Programs
//! that read it find the same by looking at the first line.

use async_graphql::Value;

/// The byte order mark in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell with its column.
type Cell = (String, String);

/// The first list at the root of an answer, or the first single document, as a sheet. A field within
/// another is a column called by both, `venue.name`; a list is one cell. The columns come in the order
/// in which they were selected.
pub(super) fn of(data: &Value) -> Vec<u8> {
    let rows: Vec<Vec<Cell>> = rows(data).into_iter().map(flat).collect();
    let mut columns: Vec<&str> = Vec::new();
    for (column, _) in rows.iter().flatten() {
        if !columns.contains(&column.as_str()) {
            columns.push(column);
        }
    }
    // Where some rows have an object and others nothing, the object's fields are the columns.
    let all = columns.clone();
    let has_parts = |column: &str| {
        let begins = format!("{column}.");
        all.iter().any(|other| other.starts_with(&begins))
    };
    columns.retain(|column| !has_parts(column));
    written(&columns, &rows)
}

fn written(columns: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    // Writing to memory cannot fail, and every row has as many cells.
    let _ = columns.is_empty() || writer.write_record(columns).is_ok();
    for row in rows {
        let cell = |column: &&str| {
            row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str())
        };
        let _ = writer.write_record(columns.iter().map(cell));
    }
    writer.into_inner().unwrap_or_default()
}

fn rows(data: &Value) -> Vec<&Value> {
    let Value::Object(roots) = data else { return Vec::new() };
    let list = |root: &'_ Value| match root {
        Value::Object(fields) => matches!(fields.get("nodes"), Some(Value::List(_))),
        Value::List(_) => true,
        _ => false,
    };
    let root = roots.values().find(|root| list(root)).or_else(|| roots.values().next());
    match root {
        Some(Value::Object(fields)) => match fields.get("nodes") {
            Some(Value::List(rows)) => rows.iter().collect(),
            _ => root.into_iter().collect(),
        },
        Some(Value::List(rows)) => rows.iter().collect(),
        _ => Vec::new(),
    }
}

fn flat(row: &Value) -> Vec<Cell> {
    let mut cells = Vec::new();
    flatten(String::new(), row, &mut cells);
    cells
}

fn flatten(column: String, value: &Value, cells: &mut Vec<Cell>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let inner =
                    if column.is_empty() { name.to_string() } else { format!("{column}.{name}") };
                flatten(inner, value, cells);
            }
        }
        Value::Number(number) => cells.push((column, number.to_string())),
        value => cells.push((column, harmless(plain(value)))),
    }
}

/// A value within a cell; of a list or an object its values, one after another.
fn plain(value: &Value) -> String {
    let join = |values: &mut dyn Iterator<Item = &Value>, between| {
        values.map(plain).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
    };
    match value {
        Value::Null | Value::Binary(_) => String::new(),
        Value::String(text) => text.clone(),
        Value::Enum(name) => name.to_string(),
        Value::List(values) => join(&mut values.iter(), " | "),
        Value::Object(fields) => join(&mut fields.values(), ", "),
        value => value.to_string(),
    }
}

/// A spreadsheet takes a cell that begins with one of these for a formula and runs it; behind an
/// apostrophe it is text.
fn harmless(text: String) -> String {
    let begins = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%']);
    if begins(&text) || begins(text.trim_start()) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    #[test]
    fn rows_become_lines_and_nothing_becomes_a_formula() {
        let data = value!({ "seminars": { "totalCount": 3, "nodes": [
            { "title": "Ett; två", "venue": { "name": "Pröva \"här\"" }, "people": [{ "name": "A" }, { "name": "B" }] },
            { "title": "=1+1", "venue": null, "year": 2031, "people": [] },
            { "title": " @SUM(A1)", "venue": { "name": "-5" }, "people": ["+46"] },
        ] } });
        let text = String::from_utf8(of(&data)).unwrap();
        insta::assert_snapshot!(text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n"));
    }
}
