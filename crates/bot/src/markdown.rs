//! Text for Discord: escaped so that it is shown as it is, and cut where people would cut it.
//!
//! Discord counts characters; we count UTF-16 units, which are never fewer.

use unicode_segmentation::UnicodeSegmentation;
use url::Url;

/// A longer address is shown as no link: it would crowd out what stands beside it.
const MAX_LINK: usize = 500;

/// The address as it can stand in a Markdown link; none for what is not a web address.
pub(crate) fn link_target(printed: &str) -> Option<String> {
    let url = Url::parse(printed.trim()).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // A parenthesis would end the link.
    let target = url.as_str().replace('(', "%28").replace(')', "%29");
    (is_web && width(&target) <= MAX_LINK).then_some(target)
}

/// The text so that Discord shows it as it is: no formatting, no links, no mentions, on one line, and
/// in its own direction.
pub(crate) fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '(' | ')' | '<' | '>' | '#' | '@' => {
                shown.push('\\');
                shown.push(letter);
            }
            _ if letter.is_control() => shown.push(' '),
            // They would turn round what stands after the text as well.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => shown.push(letter),
        }
    }
    shown
}

/// [`escape`]d and within `limit`: cut before escaping, so that no escape is cut in two.
pub(crate) fn escaped_within(text: &str, limit: usize) -> String {
    let whole = escape(text);
    if width(&whole) <= limit { whole } else { escape(&cut(text, limit / 2)) }
}

/// How long Discord may take the text to be.
pub(crate) fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text within `limit`, with `…` where something was left out. It is cut where a line ends if
/// one does near the limit, else between words, else between letters as people see them.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let mut kept = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        used += width(letter);
        if used > room {
            break;
        }
        kept.push_str(letter);
    }
    let near = room - room / 4;
    let end_of = |(before, _): (&str, &str)| (width(before) >= near).then_some(before.len());
    let line = kept.rsplit_once('\n').and_then(end_of);
    let word = || kept.rsplit_once(char::is_whitespace).and_then(end_of);
    if let Some(end) = line.or_else(word) {
        kept.truncate(end);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_text_is_cut() {
        let check = |text: &str, limit, expected: &str| assert_eq!(cut(text, limit), expected);
        check("åäö", 3, "åäö");
        check("åäöå", 3, "åä…");
        // Not in the middle of a family, nor between a letter and its accent.
        check("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 12, "👩‍👩‍👧‍👦…");
        check("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 10, "…");
        check("ae\u{301}e\u{301}", 4, "ae\u{301}…");
        check("ett två tre fyra", 14, "ett två tre…");
        check("ett två tre\nfyra fem sex", 15, "ett två tre…");
        // A word that would cost too much is cut instead.
        check("ja aaaaaaaaaaaaaaaaaaaa", 12, "ja aaaaaaaa…");
    }
}
