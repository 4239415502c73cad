//! The place of an item in a list, as readers carry it from page to page.

use async_graphql::Result;
use data_encoding::BASE64URL_NOPAD;

use super::error::bad_user_input;

/// How cursors are written; one written otherwise is none of ours.
const VERSION: &str = "1";

/// The longest cursor we make has a statement's text in it.
const MAX_LENGTH: usize = 16_384;

/// A cursor names the list and the item, and tells where the item stood, so that it still finds
/// its place when the item has moved, or is gone, in the next snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The list; a place in one means nothing in another.
    pub(super) list: String,
    /// Where the item stood.
    pub(super) place: usize,
    /// The item's key in the list.
    pub(super) key: String,
}

impl Cursor {
    /// The cursor of an item. A list's name has no space in it.
    pub(super) fn write(list: &str, place: usize, key: &str) -> String {
        BASE64URL_NOPAD.encode(format!("{VERSION} {list} {place} {key}").as_bytes())
    }

    /// Reads a cursor of the list with this name.
    ///
    /// # Errors
    /// When it is none of ours, or another list's, with the code `BAD_USER_INPUT`.
    pub(super) fn read(list: &str, opaque: &str) -> Result<Self> {
        let cursor = Self::parse(opaque).ok_or_else(|| {
            bad_user_input("the cursor is not one of ours; take it from `pageInfo`")
        })?;
        if cursor.list == list {
            Ok(cursor)
        } else {
            Err(bad_user_input(
                "the cursor is from another list; take it from this one's `pageInfo`",
            ))
        }
    }

    fn parse(opaque: &str) -> Option<Self> {
        if opaque.len() > MAX_LENGTH {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(opaque.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut parts = text.splitn(4, ' ');
        if parts.next()? != VERSION {
            return None;
        }
        let (list, place, key) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { list: list.to_owned(), place: place.parse().ok()?, key: key.to_owned() })
    }
}

/// Whatever is sent as a cursor is another list's, none of ours, or stands for what is written back.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn law(text: &str) {
    let Some(cursor) = Cursor::parse(text) else {
        assert!(Cursor::read("seminars", text).is_err());
        return;
    };
    assert_eq!(Cursor::read("seminars", text).is_ok(), cursor.list == "seminars");
    let written = Cursor::write(&cursor.list, cursor.place, &cursor.key);
    assert_eq!(Cursor::parse(&written), Some(cursor));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_is_written_as_it_always_was() {
        // Readers keep them across updates of the server.
        let written = Cursor::write("seminars", 7, "provfrukost-2031");
        assert_eq!(written, "MSBzZW1pbmFycyA3IHByb3ZmcnVrb3N0LTIwMzE");
    }

    proptest! {
        #[test]
        fn a_cursor_is_read_back_in_its_own_list_alone(place: usize, key in ".*") {
            let written = Cursor::write("seminars", place, &key);
            let read = Cursor::read("seminars", &written).unwrap();
            prop_assert_eq!(read, Cursor { list: "seminars".to_owned(), place, key });
            prop_assert!(Cursor::read("people", &written).is_err());
            prop_assert!(Cursor::read("", &written).is_err());
        }

        #[test]
        fn whatever_is_sent_as_a_cursor_is_answered(bytes: Vec<u8>, text in ".*") {
            let refused = |text: &str| Cursor::read("seminars", text).is_err();
            prop_assert!(refused(&text));
            prop_assert!(refused(&BASE64URL_NOPAD.encode(&bytes)));
        }
    }
}
