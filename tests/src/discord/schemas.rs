//! Discord's own description of its API: a JSON Schema for each kind of body a bot sends.
//!
//! They are made from an npm package in `tests/discord-api`, once: by `tests/run`, or by the first
//! test that needs them.

use std::{collections::BTreeMap, fs, path::Path, process::Command, sync::LazyLock};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/discord-api");

/// The schemas by name, ready for use. Making them costs a moment, so each test makes them once.
static SCHEMAS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let schemas: BTreeMap<String, Value> =
        serde_json::from_str(&made()).expect("the schemas are JSON");
    let validator = |schema: &Value| jsonschema::draft202012::new(schema).expect("a sound schema");
    schemas.iter().map(|(name, schema)| (name.clone(), validator(schema))).collect()
});

/// What is wrong with a body, by the schema of this name.
pub(super) fn check(name: &str, body: &Value) -> Vec<String> {
    let validator = SCHEMAS.get(name).expect("a schema that schemas.mjs makes");
    validator.iter_errors(body).flat_map(|error| explain(&error)).collect()
}

/// What an error is about. Where a value may be one of several things, only the one it means to be
/// is of interest: the one whose `type` it has.
fn explain(error: &ValidationError<'_>) -> Vec<String> {
    let place = error.instance_path().to_string();
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) =
        error.kind()
    else {
        return vec![format!("{place}: {error}")];
    };
    let is_meant = |branch: &&Vec<ValidationError<'static>>| {
        branch.iter().all(|error| {
            let at = error.instance_path().to_string();
            let other_type = at == format!("{place}/type");
            let other_kind =
                at == place && matches!(error.kind(), ValidationErrorKind::Type { .. });
            !other_type && !other_kind
        })
    };
    match context.iter().find(is_meant) {
        Some(meant) => meant.iter().flat_map(explain).collect(),
        None => vec![format!("{place}: {error}")],
    }
}

/// The file of the schemas, made when it is missing or older than what it is made of.
fn made() -> String {
    let folder = Path::new(FOLDER);
    let file = folder.join("schemas.json");
    // One test makes them, and the others wait for it.
    let lock = fs::File::open(folder.join("schemas.mjs")).expect("it is part of the tests");
    lock.lock().expect("the file system locks");
    let age = |name: &str| fs::metadata(folder.join(name)).and_then(|found| found.modified()).ok();
    let sources = age("schemas.mjs").max(age("package-lock.json"));
    if age("schemas.json") < sources {
        if !folder.join("node_modules").exists() {
            run(Command::new("npm").args(["ci", "--prefix", FOLDER]));
        }
        run(Command::new("node").arg(folder.join("schemas.mjs")));
    }
    fs::read_to_string(file).expect("it has been made")
}

fn run(command: &mut Command) {
    let advice = "Discord's schemas cannot be made: run tests/run, which installs what is missing";
    let output = command.output().unwrap_or_else(|why| panic!("{advice}\n{command:?}: {why}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{advice}\n{command:?}\n{complaint}");
}
