//! JSON Feed 1.1.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Feed, Item};

pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let mut written = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.name,
        "home_page_url": feed.home(),
        "feed_url": feed.url,
        "language": feed.language(),
        "authors": [{ "name": feed.snapshot.site().name, "url": feed.home() }],
        "items": feed.items().map(|item| written_item(&item)).collect::<Vec<_>>(),
    });
    if let (Some(next), Some(written)) = (feed.next_url, written.as_object_mut()) {
        written.insert("next_url".to_owned(), next.into());
    }
    let mut bytes = format!("{written:#}").into_bytes();
    bytes.push(b'\n');
    bytes
}

fn written_item(item: &Item) -> Value {
    let mut written = Map::new();
    let mut say = |key: &str, value: Value| written.insert(key.to_owned(), value);
    say("id", item.id.as_str().into());
    say("url", item.url.as_str().into());
    say("title", item.title.as_str().into());
    say("content_html", item.html.as_str().into());
    say("content_text", item.text.as_str().into());
    say("language", item.language.as_str().into());
    say("authors", json!([{ "name": item.author }]));
    let instant = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    if let Some(date) = item.date() {
        say("date_published", instant(date.timestamp()).into());
    }
    if let Some(updated) = item.updated {
        say("date_modified", instant(updated).into());
    }
    if !item.categories.is_empty() {
        say("tags", item.categories.clone().into());
    }
    Value::Object(written)
}
