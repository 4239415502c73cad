//! What the bot says, as values: a message with its embeds and buttons, and Discord's JSON for it.
//!
//! Whoever makes a message need not know Discord's limits for a whole message: [`Message::to_json`]
//! keeps to them. Nothing that is sent can mention anybody.

use serde_json::{Value, json};
use url::Url;

use crate::markdown::{cut, width};

/// Discord's limits, in characters.
pub(crate) const MAX_CONTENT: usize = 2_000;
pub(crate) const MAX_TITLE: usize = 256;
pub(crate) const MAX_DESCRIPTION: usize = 4_096;
pub(crate) const MAX_FIELD_NAME: usize = 256;
pub(crate) const MAX_FIELD_VALUE: usize = 1_024;
pub(crate) const MAX_FOOTER: usize = 2_048;
pub(crate) const MAX_BUTTON_LABEL: usize = 80;
pub(crate) const MAX_CUSTOM_ID: usize = 100;
/// Discord's limit for all text of a message's embeds together.
pub(crate) const MAX_EMBED_TOTAL: usize = 6_000;
/// Discord's limits, in pieces.
pub(crate) const MAX_EMBEDS: usize = 10;
pub(crate) const MAX_FIELDS: usize = 25;
pub(crate) const MAX_ROWS: usize = 5;
pub(crate) const MAX_BUTTONS_IN_ROW: usize = 5;

/// Discord's numbers for flags of a message.
const EPHEMERAL: u64 = 1 << 6;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// Markdown above the embeds.
    pub(crate) content: String,
    pub(crate) embeds: Vec<Embed>,
    /// Rows of buttons below.
    pub(crate) rows: Vec<Vec<Button>>,
    /// Whether only the person who asked sees it. Counts where it answers an interaction.
    pub(crate) is_ephemeral: bool,
    /// Whether it arrives without sound.
    pub(crate) is_silent: bool,
}

/// A framed part of a message. Each text is Markdown but for the title's address and the footer,
/// which Discord shows as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Embed {
    pub(crate) title: Option<String>,
    /// Where the title leads.
    pub(crate) url: Option<Url>,
    pub(crate) description: String,
    /// Name and value.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) footer: Option<String>,
    /// The colour of its edge, which never says anything that the words do not.
    pub(crate) colour: Colour,
}

/// The colours of an embed's edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Colour {
    /// What is as usual.
    #[default]
    Plain,
    /// What is soon, or on now.
    Soon,
    /// What was moved, cancelled or went wrong.
    Changed,
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Button {
    /// Tells us when it is pressed, with this `custom_id`.
    Press { label: String, custom_id: String },
    /// Opens an address.
    Link { label: String, url: Url },
}

impl Message {
    /// A message of some words alone.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { content: text.into(), ..Self::default() }
    }

    /// A message of one embed.
    pub(crate) fn of(embed: Embed) -> Self {
        Self { embeds: vec![embed], ..Self::default() }
    }

    /// The same for the person who asked alone.
    pub(crate) fn ephemeral(self) -> Self {
        Self { is_ephemeral: true, ..self }
    }

    /// From Discord's JSON; what is no part of a message of ours is left out.
    pub(crate) fn of_json(body: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let embed = |embed: &Value| Embed {
            title: embed["title"].as_str().map(str::to_owned),
            url: embed["url"].as_str().and_then(|url| url.parse().ok()),
            description: text(&embed["description"]),
            fields: list(&embed["fields"])
                .iter()
                .map(|field| (text(&field["name"]), text(&field["value"])))
                .collect(),
            footer: embed.pointer("/footer/text").and_then(Value::as_str).map(str::to_owned),
            colour: Colour::of_number(&embed["color"]),
        };
        let button = |button: &Value| {
            let label = text(&button["label"]);
            match button["url"].as_str() {
                Some(url) => Some(Button::Link { label, url: url.parse().ok()? }),
                None => Some(Button::Press { label, custom_id: text(&button["custom_id"]) }),
            }
        };
        let row = |row: &Value| list(&row["components"]).iter().filter_map(button).collect();
        let flags = body["flags"].as_u64().unwrap_or_default();
        Self {
            content: text(&body["content"]),
            embeds: list(&body["embeds"]).iter().map(embed).collect(),
            rows: list(&body["components"]).iter().map(row).collect(),
            is_ephemeral: flags & EPHEMERAL != 0,
            is_silent: flags & SUPPRESS_NOTIFICATIONS != 0,
        }
    }

    /// In plain text, for a terminal.
    pub(crate) fn to_text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        for embed in &self.embeds {
            lines.extend(embed.title.clone());
            lines.push(embed.description.clone());
            lines.extend(embed.fields.iter().map(|(name, value)| format!("{name}\n{value}")));
            lines.extend(embed.footer.clone());
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// Discord's JSON for it, within Discord's limits: what is too much is left out at the end.
    pub(crate) fn to_json(&self) -> Value {
        let flag = |is_set, flag| if is_set { flag } else { 0 };
        let mut left = MAX_EMBED_TOTAL;
        let embeds: Vec<_> = self
            .embeds
            .iter()
            .take(MAX_EMBEDS)
            .map_while(|embed| embed.to_json(&mut left))
            .collect();
        json!({
            "content": cut(&self.content, MAX_CONTENT),
            "embeds": embeds,
            "components": rows(&self.rows),
            "allowed_mentions": { "parse": [], "replied_user": false },
            "flags": flag(self.is_ephemeral, EPHEMERAL) | flag(self.is_silent, SUPPRESS_NOTIFICATIONS),
        })
    }
}

impl Embed {
    /// None where nothing of it has room in what is `left`, or where it says nothing.
    fn to_json(&self, left: &mut usize) -> Option<Value> {
        let mut take = |text: &str, limit: usize| {
            let limit = limit.min(*left);
            let text = if limit == 0 { String::new() } else { cut(text.trim(), limit) };
            *left = left.saturating_sub(width(&text));
            text
        };
        let title = take(self.title.as_deref().unwrap_or_default(), MAX_TITLE);
        let description = take(&self.description, MAX_DESCRIPTION);
        let footer = take(self.footer.as_deref().unwrap_or_default(), MAX_FOOTER);
        let mut fields = Vec::new();
        for (name, value) in self.fields.iter().take(MAX_FIELDS) {
            // A field needs both, and is no use when little of it is left.
            let (name, value) = (take(name, MAX_FIELD_NAME), take(value, MAX_FIELD_VALUE));
            if !name.is_empty() && !value.is_empty() {
                fields.push(json!({ "name": name, "value": value, "inline": false }));
            }
        }
        if title.is_empty() && description.is_empty() && fields.is_empty() {
            return None;
        }
        let mut embed = json!({ "color": self.colour.number(), "fields": fields });
        let object = embed.as_object_mut()?;
        for (key, text) in [("title", title), ("description", description)] {
            if !text.is_empty() {
                object.insert(key.to_owned(), text.into());
            }
        }
        if let Some(url) = &self.url {
            object.insert("url".to_owned(), url.as_str().into());
        }
        if !footer.is_empty() {
            object.insert("footer".to_owned(), json!({ "text": footer }));
        }
        Some(embed)
    }
}

impl Colour {
    /// Red, green and blue in a byte each. They are told apart in both of Discord's themes.
    fn number(self) -> u32 {
        match self {
            Self::Plain => 0x2b_6c_b0,
            Self::Soon => 0x2f_85_5a,
            Self::Changed => 0xc0_56_21,
        }
    }

    fn of_number(number: &Value) -> Self {
        let is = |colour: &Self| *number == colour.number();
        [Self::Soon, Self::Changed].into_iter().find(is).unwrap_or_default()
    }
}

fn rows(rows: &[Vec<Button>]) -> Vec<Value> {
    let rows = rows.iter().filter(|row| !row.is_empty()).take(MAX_ROWS);
    rows.map(|row| {
        let buttons: Vec<_> = row.iter().take(MAX_BUTTONS_IN_ROW).map(Button::to_json).collect();
        json!({ "type": 1, "components": buttons })
    })
    .collect()
}

impl Button {
    fn to_json(&self) -> Value {
        match self {
            Self::Press { label, custom_id } => {
                let label = cut(label, MAX_BUTTON_LABEL);
                json!({ "type": 2, "style": 2, "label": label, "custom_id": custom_id })
            }
            Self::Link { label, url } => {
                let label = cut(label, MAX_BUTTON_LABEL);
                json!({ "type": 2, "style": 5, "label": label, "url": url.as_str() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_a_limit() {
        for letter in ["a", "å", "𝕏", "👩‍👩‍👧‍👦", "\n", " ", "e\u{301}"] {
            let long = letter.repeat(7_000);
            let embed = Embed {
                title: Some(long.clone()),
                description: long.clone(),
                fields: vec![(long.clone(), long.clone()); 40],
                footer: Some(long.clone()),
                ..Embed::default()
            };
            let url = "https://exempel.test/".parse().unwrap();
            let button = Button::Link { label: long.clone(), url };
            let message = Message {
                content: long,
                embeds: vec![embed; 12],
                rows: vec![vec![button; 9]; 9],
                ..Message::default()
            };
            let json = message.to_json();
            assert!(width(json["content"].as_str().unwrap()) <= MAX_CONTENT);
            let mut total = 0;
            let mut within = |text: &Value, limit| {
                let width = text.as_str().map_or(0, width);
                assert!(width <= limit, "{letter}: {width} > {limit}");
                total += width;
            };
            for embed in json["embeds"].as_array().unwrap() {
                within(&embed["title"], MAX_TITLE);
                within(&embed["description"], MAX_DESCRIPTION);
                within(&embed["footer"]["text"], MAX_FOOTER);
                for field in embed["fields"].as_array().unwrap() {
                    within(&field["name"], MAX_FIELD_NAME);
                    within(&field["value"], MAX_FIELD_VALUE);
                    assert!(!field["value"].as_str().unwrap().is_empty());
                }
            }
            assert!(total <= MAX_EMBED_TOTAL, "{letter}: {total}");
            assert_eq!(json["components"].as_array().unwrap().len(), MAX_ROWS);
        }
    }

    #[test]
    fn what_was_written_as_json_is_read_again() {
        let url: Url = "https://exempel.test/a".parse().unwrap();
        let embed = Embed {
            title: Some("Titel".to_owned()),
            url: Some(url.clone()),
            description: "Text".to_owned(),
            fields: vec![("Namn".to_owned(), "Värde".to_owned())],
            footer: Some("Fot".to_owned()),
            colour: Colour::Changed,
        };
        let press = Button::Press { label: "Mer".to_owned(), custom_id: "1|x".to_owned() };
        let link = Button::Link { label: "Sida".to_owned(), url };
        let message = Message {
            content: "Hej".to_owned(),
            embeds: vec![embed, Embed { description: "Två".to_owned(), ..Embed::default() }],
            rows: vec![vec![press], vec![link]],
            is_ephemeral: false,
            is_silent: true,
        };
        assert_eq!(Message::of_json(&message.to_json()), message);
    }

    #[test]
    fn a_message_that_says_little_holds_little() {
        let json = Message::plain("Hej!").ephemeral().to_json();
        assert_eq!(json["content"], "Hej!");
        assert_eq!(json["flags"], EPHEMERAL);
        assert_eq!(json["embeds"], json!([]));
        let empty = Message::of(Embed { footer: Some("bara fot".to_owned()), ..Embed::default() });
        assert_eq!(empty.to_json()["embeds"], json!([]));
    }
}
