//! Words: how a text is cut, which of them carry it, and when two of them are the same word.
//!
//! Search and understanding meet here: both compare [`stem`]s of folded words, so `nollplacerade`
//! in a question finds `nollplacerad` in a document, with or without its dots.

mod spelling;
mod stem;
mod stop;

pub use spelling::{normal_form, normal_words};
pub use stem::stem;
pub use stop::{is_stop_word, key_words};

pub(crate) use spelling::{NormalWord, with_tokens};
pub(crate) use stop::function_word_in;

use std::mem;

use crate::{
    Span,
    calendar::listed,
    scan::{self, Token, tokens},
};

/// What a [`Word`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, or letters and digits together (`v27`).
    Letters,
    /// A number as people write it: `20`, `34 808`, `8.00`, `1,2`.
    Number,
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word as written.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
    /// The word as compared: folded, without an ending after a colon (`SKL:s` is `skl`, `5:e` is
    /// `5`); in a number without the spaces between thousands and with a point for a comma
    /// (`34 808` is `34808`, `1,2` is `1.2`).
    pub folded: String,
    /// Letters or a number.
    pub kind: Kind,
}

impl Word<'_> {
    /// The [`stem`] of the word; a number is its own.
    #[must_use]
    pub fn stem(&self) -> String {
        match self.kind {
            Kind::Letters => stem::of_folded(&self.folded),
            Kind::Number => self.folded.clone(),
        }
    }
}

/// The words of a text in order. Hyphens, apostrophes, points and slashes part words
/// (`De-Oliveira` is two); thousands parted by one space, ordinary, no-break or thin, are one number.
#[must_use]
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut tokens = tokens(text);
    let mut rest = tokens.as_mut_slice();
    let mut words = Vec::new();
    while let Some(first) = rest.first_mut() {
        let Span { start, end } = first.span;
        let (folded, kind, used) = match first.kind {
            scan::Kind::Mark => (String::new(), Kind::Letters, 1),
            scan::Kind::Letters => (mem::take(&mut first.folded), Kind::Letters, 1),
            scan::Kind::Digits => number(text, rest),
        };
        let used = used + colon_ending(rest.get(used..).unwrap_or_default());
        let (taken, left) = rest.split_at_mut(used.min(rest.len()));
        rest = left;
        let span = start..taken.last().map_or(end, |last| last.span.end);
        if let (false, Some(text)) = (folded.is_empty(), text.get(span.clone())) {
            words.push(Word { text, span, folded, kind });
        }
    }
    words
}

/// Reads a number off the front of the tokens: its folded form and how many tokens it takes.
fn number(text: &str, tokens: &[Token<'_>]) -> (String, Kind, usize) {
    let Some((first, rest)) = tokens.split_first() else {
        return (String::new(), Kind::Number, 1);
    };
    let (mut folded, mut end, mut used) = (first.folded.clone(), first.span.end, 1);
    // "34 808", but neither "2014 300 personer" nor the grouping of a longer row of digits.
    let groups: Vec<&Token<'_>> = rest
        .iter()
        .take_while(|group| {
            let one_space = text.get(end..group.span.start).is_some_and(is_one_space);
            end = group.span.end;
            group.kind == scan::Kind::Digits && one_space && group.folded.len() == 3
        })
        .collect();
    if folded.len() <= 3 && folded != "0" {
        used += groups.len();
        folded.extend(groups.iter().map(|group| group.folded.as_str()));
    }
    if let Some([mark, decimals]) = tokens.get(used..used + 2)
        && (mark.is_mark(".") || mark.is_mark(","))
        && mark.joined
        && decimals.joined
        && decimals.kind == scan::Kind::Digits
    {
        folded = format!("{folded}.{}", decimals.folded);
        used += 2;
    }
    (folded, Kind::Number, used)
}

fn is_one_space(gap: &str) -> bool {
    let mut chars = gap.chars();
    matches!(chars.next(), Some(' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')) && chars.next().is_none()
}

/// How many tokens at the front are the ending of an abbreviation or ordinal: `:s`, `:e`, `:erna`.
fn colon_ending(tokens: &[Token<'_>]) -> usize {
    const ENDINGS: &str = "s n en et t e a ns ens ets ar er or are arna erna orna";
    match tokens {
        [colon, ending, ..]
            if colon.is_mark(":")
                && colon.joined
                && ending.joined
                && listed(ENDINGS, &ending.folded) =>
        {
            2
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, words};

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn cutting() {
        check("Vad är en nollplacerad?", &["vad", "ar", "en", "nollplacerad"]);
        check("Margareta De-Oliveira, Resam", &["margareta", "de", "oliveira", "resam"]);
        check("SKL:s styrelse och 1:e vice", &["skl", "styrelse", "och", "1", "vice"]);
        check("what’s on?", &["what", "s", "on"]);
        check("<@123> @here", &["123", "here"]);
        check("se: nästa", &["se", "nasta"]);
        check("samord\u{ad}nare Sjo\u{308}gren", &["samordnare", "sjogren"]);
        check(" – ! \u{308}", &[]);
    }

    #[test]
    fn numbers() {
        check("34 808 personer", &["34808", "personer"]);
        check("34\u{a0}808 34\u{2009}808 1\u{202f}234\u{202f}567", &["34808", "34808", "1234567"]);
        check("2014 300 personer", &["2014", "300", "personer"]);
        check("34  808", &["34", "808"]);
        check("9 1000", &["9", "1000"]);
        check("kl 8.00, 1,2 miljarder", &["kl", "8.00", "1.2", "miljarder"]);
        check("17%", &["17"]);
        check("v27 lag (2003:1210)", &["v27", "lag", "2003", "1210"]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "hos SKL:s 34\u{a0}808 ögon";
        let found = words(text);
        let cut: Vec<&str> =
            found.iter().map(|word| text.get(word.span.clone()).unwrap()).collect();
        assert_eq!(cut, ["hos", "SKL:s", "34\u{a0}808", "ögon"]);
        assert!(found.iter().all(|word| Some(word.text) == text.get(word.span.clone())));
        let kinds: Vec<Kind> = found.iter().map(|word| word.kind).collect();
        assert_eq!(kinds, [Kind::Letters, Kind::Letters, Kind::Number, Kind::Letters]);
        assert_eq!(found[2].stem(), "34808");
    }
}
