//! What a follow-up needs to know of the answer before.
//!
//! A context travels through the person's hands and is trusted with nothing: it holds public ids, a
//! kind of question and a stretch of time, and whatever cannot be read, was changed, or belongs to
//! another site is as if there were none.

use data_encoding::BASE64URL_NOPAD;
use finsam_content::{Node, Snapshot};
use finsam_model::Id;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::question::Intent;

/// The first sign of every context of this form.
const VERSION: char = '1';
/// The longest context handed out, in bytes.
pub(crate) const MAX_BYTES: usize = 1000;
/// Longer texts than this are not even looked at.
const LONGEST_READ: usize = 4 * MAX_BYTES;
const CHECKSUM_BYTES: usize = 6;

/// What the answer before was about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Memory {
    pub(crate) intent: Option<Intent>,
    /// What the answer was about, the most important first.
    pub(crate) nodes: Vec<Node>,
    /// What the answer before that was about.
    pub(crate) earlier: Vec<Node>,
    /// What it rested on.
    pub(crate) sources: Vec<Node>,
    /// The stretch of time it was about.
    pub(crate) window: Option<(Option<Timestamp>, Option<Timestamp>)>,
    /// Whether it was in English.
    pub(crate) english: bool,
}

/// A memory as it is written down.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(rename = "i")]
    intent: Option<Intent>,
    #[serde(rename = "n")]
    nodes: Vec<String>,
    #[serde(rename = "b", default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<String>,
    #[serde(rename = "s")]
    sources: Vec<String>,
    #[serde(rename = "w")]
    window: Option<(Option<i64>, Option<i64>)>,
    #[serde(rename = "e", default, skip_serializing_if = "std::ops::Not::not")]
    english: bool,
}

impl Memory {
    /// Remembers a stretch of time.
    pub(crate) fn with_window(mut self, from: Option<&Zoned>, until: Option<&Zoned>) -> Self {
        self.window = Some((from.map(Zoned::timestamp), until.map(Zoned::timestamp)));
        self
    }

    /// Writes the memory down in less than [`MAX_BYTES`]; the least important is left out first.
    pub(crate) fn write(&self) -> String {
        let ids = |nodes: &[Node]| nodes.iter().map(|node| node.id().to_string()).collect();
        let seconds = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        let mut written = Written {
            intent: self.intent,
            nodes: ids(&self.nodes),
            earlier: ids(&self.earlier),
            sources: ids(&self.sources),
            window: self.window.map(|(from, until)| (seconds(from), seconds(until))),
            english: self.english,
        };
        loop {
            let text = seal(&serde_json::to_vec(&written).unwrap_or_default());
            let nothing = written.nodes.is_empty() && written.sources.is_empty();
            if text.len() < MAX_BYTES || (nothing && written.earlier.is_empty()) {
                return text;
            }
            if written.earlier.pop().is_some() {
                continue;
            }
            if written.nodes.len() > 2 * written.sources.len() {
                written.nodes.pop();
            } else {
                written.sources.pop();
            }
        }
    }

    /// Reads a context back. What is no longer there is left out; `None` if the text is no context
    /// of this site.
    pub(crate) fn read(text: &str, snapshot: &Snapshot) -> Option<Self> {
        let written: Written = serde_json::from_slice(&unseal(text)?).ok()?;
        let mut foreign = false;
        let mut nodes = |ids: &[String]| -> Vec<Node> {
            ids.iter()
                .filter_map(|id| {
                    let id = Id::parse(id)?;
                    foreign |= id.site != snapshot.site().slug;
                    snapshot.by_id(&id)
                })
                .collect()
        };
        let (earlier, sources) = (nodes(&written.earlier), nodes(&written.sources));
        let nodes = nodes(&written.nodes);
        let instant = |second: Option<i64>| second.and_then(|at| Timestamp::from_second(at).ok());
        let window = written.window.map(|(from, until)| (instant(from), instant(until)));
        let Written { intent, english, .. } = written;
        (!foreign).then_some(Self { intent, nodes, earlier, sources, window, english })
    }
}

/// Adds the version and a checksum. The checksum tells a mangled context from a whole one; it does
/// not prove who wrote it, and nothing depends on that.
fn seal(payload: &[u8]) -> String {
    let mut bytes = payload.to_vec();
    bytes.extend(checksum(payload));
    format!("{VERSION}{}", BASE64URL_NOPAD.encode(&bytes))
}

fn unseal(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST_READ {
        return None;
    }
    let mut bytes = BASE64URL_NOPAD.decode(text.strip_prefix(VERSION)?.as_bytes()).ok()?;
    let sum = bytes.split_off(bytes.len().checked_sub(CHECKSUM_BYTES)?);
    (sum == checksum(&bytes)).then_some(bytes)
}

fn checksum(payload: &[u8]) -> Vec<u8> {
    Sha256::digest(payload).iter().take(CHECKSUM_BYTES).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_sign_is_noticed() {
        let sealed = seal(br#"{"i":"Where","n":[],"s":[],"w":null}"#);
        assert!(unseal(&sealed).is_some());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(unseal(&changed), None, "{changed}");
        }
        for foreign in ["", "1", "2abc", "1å", "hej", &"1A".repeat(9999)] {
            assert_eq!(unseal(foreign), None, "{foreign:?}");
        }
    }
}
