//! Ids that never change.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;

use crate::{Kind, Slug};

/// The id of a document, the same for ever: its site, its kind and the slug it
/// was *born* with. Opaque to whoever receives one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// The site that publishes the document.
    pub site: Slug,
    /// What the document is.
    pub kind: Kind,
    /// The first slug the document had.
    pub born: Slug,
}

impl Id {
    /// Reads an id as it was handed out; `None` for anything else.
    #[must_use]
    pub fn parse(opaque: &str) -> Option<Self> {
        // Three parts of at most 120 characters in base64: far below this.
        if opaque.len() > 512 {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(opaque.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut parts = text.split(':');
        let site = Slug::new(parts.next()?).ok()?;
        let tag = parts.next()?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.tag() == tag)?;
        let born = Slug::new(parts.next()?).ok()?;
        parts.next().is_none().then_some(Self { site, kind, born })
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = format!("{}:{}:{}", self.site, self.kind, self.born);
        f.write_str(&BASE64URL_NOPAD.encode(plain.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_and_nothing_else_is() {
        let slug = |text| Slug::new(text).unwrap();
        for kind in Kind::ALL {
            let id = Id { site: slug("finsam"), kind, born: slug("lisa-prytz") };
            assert_eq!(Id::parse(&id.to_string()), Some(id));
        }
        for foreign in ["", "finsam:person:lisa", "ZmluOg", "å", "ZmluOmE6Yjpj", &"A".repeat(999)]
        {
            assert_eq!(Id::parse(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn ids_handed_out_stay_as_they_are() {
        let slug = |text| Slug::new(text).unwrap();
        let id = Id { site: slug("finsam"), kind: Kind::Person, born: slug("lisa-prytz") };
        assert_eq!(id.to_string(), "Zmluc2FtOnBlcnNvbjpsaXNhLXByeXR6");
    }
}
