//! The one way a text is cut into pieces; words, printed dates and time expressions all read these.

use std::ops::RangeInclusive;

use crate::{
    Span,
    letters::{fold, is_ignored},
};

/// What a [`Token`] is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, or letters and digits together (`v27`, `5th`).
    Letters,
    /// Digits only.
    Digits,
    /// One character that is neither letter, digit nor white space.
    Mark,
}

/// A run of letters and digits, or a single mark.
#[derive(Debug, Clone)]
pub(crate) struct Token<'t> {
    /// As written.
    pub(crate) text: &'t str,
    pub(crate) span: Span,
    pub(crate) folded: String,
    pub(crate) kind: Kind,
    /// No white space stands between this token and the one before it.
    pub(crate) joined: bool,
}

impl Token<'_> {
    /// The value of up to nine digits.
    pub(crate) fn value(&self) -> Option<u32> {
        (self.kind == Kind::Digits && self.folded.len() <= 9).then(|| self.folded.parse().ok())?
    }

    /// The value, if it is written in so many digits and lies in the range.
    pub(crate) fn number(
        &self,
        digits: RangeInclusive<usize>,
        values: RangeInclusive<u32>,
    ) -> Option<u32> {
        self.value().filter(|value| digits.contains(&self.folded.len()) && values.contains(value))
    }

    /// Whether it is this word or mark.
    pub(crate) fn is(&self, folded: &str) -> bool {
        self.folded == folded
    }

    pub(crate) fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.folded == mark
    }
}

/// Cuts a text into tokens, in order, without overlaps.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() || is_ignored(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            while let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric() || is_ignored(*c)) {
                end = at + c.len_utf8();
            }
        }
        let Some(piece) = text.get(start..end) else { continue };
        let folded = fold(piece);
        if folded.trim().is_empty() {
            continue;
        }
        let kind = if !first.is_alphanumeric() {
            Kind::Mark
        } else if folded.bytes().all(|byte| byte.is_ascii_digit()) {
            Kind::Digits
        } else {
            Kind::Letters
        };
        let joined = tokens.last().is_some_and(|last| {
            text.get(last.span.end..start).is_some_and(|gap| !gap.contains(char::is_whitespace))
        });
        tokens.push(Token { text: piece, span: start..end, folded, kind, joined });
    }
    tokens
}

/// A place among the tokens; copied to try a reading, assigned back when it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a, 't> {
    tokens: &'a [Token<'t>],
    pub(crate) at: usize,
}

impl<'a, 't> Cursor<'a, 't> {
    pub(crate) fn new(tokens: &'a [Token<'t>], at: usize) -> Self {
        Self { tokens, at }
    }

    /// The token `ahead` of this place.
    pub(crate) fn peek(&self, ahead: usize) -> Option<&'a Token<'t>> {
        self.tokens.get(self.at + ahead)
    }

    /// The token before this place.
    pub(crate) fn before(&self) -> Option<&'a Token<'t>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// Steps over the next token if the reader makes something of it.
    pub(crate) fn take<T>(&mut self, read: impl FnOnce(&'a Token<'t>) -> Option<T>) -> Option<T> {
        let value = read(self.peek(0)?)?;
        self.at += 1;
        Some(value)
    }

    /// Steps over the next token if it satisfies the test.
    pub(crate) fn eat(&mut self, test: impl FnOnce(&Token<'t>) -> bool) -> bool {
        self.take(|token| test(token).then_some(())).is_some()
    }

    /// Whether the next two tokens go on the number just read: `.30` after `8`.
    pub(crate) fn number_goes_on(&self, marks: &[&str]) -> bool {
        match (self.peek(0), self.peek(1)) {
            (Some(mark), Some(digits)) => {
                mark.joined
                    && digits.joined
                    && digits.kind == Kind::Digits
                    && marks.iter().any(|sign| mark.is_mark(sign))
            }
            _ => false,
        }
    }

    /// Whether the number at this place is the tail of something longer: of `7.30`, `2003:1210`
    /// or an address.
    pub(crate) fn is_tail(&self) -> bool {
        let joined = self.peek(0).is_some_and(|token| token.joined);
        let to =
            |token: &Token<'_>| [".", ":", ",", "/", "=", "#"].contains(&token.folded.as_str());
        joined && self.before().is_some_and(to)
    }
}

/// Tries a reader at every place and steps over what it read.
pub(crate) fn find<'t, T>(
    tokens: &[Token<'t>],
    read: impl Fn(&mut Cursor<'_, 't>) -> Option<T>,
) -> Vec<(Span, T)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let mut cursor = Cursor::new(tokens, at);
        let value = read(&mut cursor);
        match (value, cursor.before()) {
            (Some(value), Some(last)) if cursor.at > at => {
                found.push((first.span.start..last.span.end, value));
                at = cursor.at;
            }
            _ => at += 1,
        }
    }
    found
}
