//! XML, written so that it is well-formed whatever stands in it.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// An XML document in the writing. Writing to memory cannot fail.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    pub(super) fn new() -> Self {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
        let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        Self(writer)
    }

    /// Writes an element with others within.
    pub(super) fn within(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        let _ = self.0.write_event(Event::Start(start(name, attributes)));
        content(self);
        let _ = self.0.write_event(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.within(name, attributes, |xml| {
            let text = allowed(text);
            let _ = xml.0.write_event(Event::Text(BytesText::new(&text)));
        });
    }

    /// Writes an element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = self.0.write_event(Event::Empty(start(name, attributes)));
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, allowed(value).as_str()));
    }
    start
}

/// Text without what XML 1.0 cannot hold, however it is written.
fn allowed(text: &str) -> String {
    let is_allowed = |letter: char| match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        letter => !letter.is_control(),
    };
    text.chars().filter(|letter| is_allowed(*letter)).collect()
}

/// Text as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
