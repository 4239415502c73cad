//! A document being written.

use std::fmt::{Display, Write};

/// A document's text: front matter first, fields in the order they are added, then the body.
///
/// Texts are our own made-up words and hold neither quotes nor backslashes.
#[derive(Clone, Debug, Default)]
pub struct Document(String);

impl Document {
    /// A new document with a field that is a text.
    #[must_use]
    pub fn with(key: &str, text: &str) -> Self {
        Self("+++\n".to_owned()).text(key, text)
    }

    /// A field that is a text.
    #[must_use]
    pub fn text(self, key: &str, text: impl Display) -> Self {
        self.value(key, format_args!("\"{text}\""))
    }

    /// A number, a time or a truth value, as TOML writes it.
    #[must_use]
    pub fn value(mut self, key: &str, value: impl Display) -> Self {
        // Writing to a string never fails.
        let _ = writeln!(self.0, "{key} = {value}");
        self
    }

    /// A list of texts; nothing at all when there are none.
    #[must_use]
    pub fn list(self, key: &str, texts: &[String]) -> Self {
        if texts.is_empty() {
            return self;
        }
        let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
        self.value(key, format_args!("[{}]", quoted.join(", ")))
    }

    /// The heading of a part: `[contact]`, `[[links]]`.
    #[must_use]
    pub fn part(mut self, heading: &str) -> Self {
        let _ = write!(self.0, "\n{heading}\n");
        self
    }

    /// The whole document, with Markdown below its front matter.
    #[must_use]
    pub fn body(mut self, markdown: &str) -> String {
        self.0.push_str("+++\n");
        if !markdown.is_empty() {
            let _ = write!(self.0, "\n{markdown}\n");
        }
        self.0
    }
}
