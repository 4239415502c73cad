//! Lines as RFC 5545, section 3.1 has them: at most 75 octets, ended with CR LF, folded between
//! characters and never within one.

use jiff::{Timestamp, tz::TimeZone};

/// The most octets in a line, without its end.
const MOST_OCTETS: usize = 75;

/// Lines, one after another.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Writes a property whose value is no text: a time, an address, a number. What could end the line
    /// is left out.
    pub(super) fn write(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", value.replace(char::is_control, "")));
    }

    /// Writes a property whose value is text.
    pub(super) fn write_text(&mut self, name: &str, text: &str) {
        self.fold(&format!("{name}:{}", escaped(text)));
    }

    /// Writes a property whose value is several texts, unless there are none.
    pub(super) fn write_texts(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
            self.fold(&format!("{name}:{}", texts.join(",")));
        }
    }

    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > MOST_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Text as a value: ends of lines are written out, and no other control character is left.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            letter if letter.is_control() && letter != '\t' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An instant in universal time.
pub(super) fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, text: &str) -> String {
        let mut lines = Lines::default();
        lines.write_text(name, text);
        String::from_utf8(lines.into_bytes()).unwrap()
    }

    #[test]
    fn text_is_escaped() {
        let check = |text: &str, expected: &str| {
            assert_eq!(written("X", text), format!("X:{expected}\r\n"), "{text:?}");
        };
        check("a", "a");
        check("a,b;c\\d", r"a\,b\;c\\d");
        check("a\nb\r\nc", r"a\nb\nc");
        check("a\rEND:VCALENDAR\u{7}\u{85}", "aEND:VCALENDAR");
    }

    #[test]
    fn long_lines_are_folded_between_letters_and_read_back_as_they_were() {
        for letter in ["a", "å", "老", "😀", "a\u{301}"] {
            for length in 60..160 {
                let text = letter.repeat(length);
                let lines = written("SUMMARY", &text);
                let (body, end) = lines.split_at(lines.len() - 2);
                assert_eq!(end, "\r\n");
                assert!(body.split("\r\n").all(|line| line.len() <= 75), "{lines}");
                assert_eq!(body.replace("\r\n ", ""), format!("SUMMARY:{text}"));
            }
        }
    }
}
