//! What the bot had to tell, and what became of it, from its own file.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;
use sqlx::{Connection, FromRow, SqliteConnection, sqlite::SqliteConnectOptions};

/// A row of the outbox.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    pub(super) event: String,
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) body: String,
    pub(super) due_s: i64,
    pub(super) useful_until_s: i64,
    pub(super) state: String,
}

impl Row {
    /// What makes it the same thing in another rehearsal: a turn is named after a place in the API's
    /// changes, which differs, so what it says tells.
    pub(super) fn key(&self) -> (String, String, String) {
        let what = if self.kind == "turn" { words(&body(&self.body)) } else { self.event.clone() };
        (self.kind.clone(), self.target.clone(), what)
    }
}

/// All rows, in the order they came to be.
pub(super) async fn rows(file: &Path) -> Vec<Row> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query_as("SELECT * FROM outbox ORDER BY id").fetch_all(&mut connection).await.unwrap()
}

/// How many rows have this key.
pub(super) fn counted(rows: &[Row]) -> BTreeMap<(String, String, String), usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.key()).or_default() += 1;
    }
    counts
}

fn body(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// Everything a message says, the line that it is late left out.
pub(super) fn words(message: &Value) -> String {
    let mut said = Vec::new();
    let mut say = |value: &Value| said.extend(value.as_str().map(str::to_owned));
    for line in message["content"].as_str().unwrap_or_default().lines() {
        if !line.starts_with("⏰ Försenat") {
            say(&line.into());
        }
    }
    for embed in message["embeds"].as_array().into_iter().flatten() {
        say(&embed["title"]);
        say(&embed["description"]);
        for field in embed["fields"].as_array().into_iter().flatten() {
            say(&field["name"]);
            say(&field["value"]);
        }
    }
    said.join("\n")
}

/// A single value the bot remembers.
pub(super) async fn fact(file: &Path, name: &str) -> String {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let value = sqlx::query_scalar("SELECT value FROM facts WHERE name = ?").bind(name);
    value.fetch_one(&mut connection).await.unwrap()
}
