//! Files with a JSON object a line, to measure by.

use std::{fs, path::Path};

use serde::de::DeserializeOwned;

/// The lines of a file, each made into what is measured with. Empty lines are passed over.
///
/// # Errors
/// A sentence for everything that is wrong, all at once: with a file that is only half read, its
/// figures would say nothing.
pub(super) fn read<L: DeserializeOwned, T>(
    file: &Path,
    mut make: impl FnMut(L) -> Result<T, Vec<String>>,
) -> Result<Vec<T>, Vec<String>> {
    let text = fs::read_to_string(file).map_err(|error| vec![error.to_string()])?;
    let (mut made, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line).map(&mut make) {
            Ok(Ok(one)) => made.push(one),
            Ok(Err(problems)) => {
                wrong.extend(problems.iter().map(|why| format!("line {number}: {why}")));
            }
            Err(error) => {
                // It says where at its end, counting lines from this one.
                let why = error.to_string();
                let why = why.split(" at line ").next().unwrap_or_default();
                wrong.push(format!("line {number}, column {}: {why}", error.column()));
            }
        }
    }
    if wrong.is_empty() { Ok(made) } else { Err(wrong) }
}
