//! The first look at a query: its text is cut into tokens, and brackets are counted, in one pass
//! that allocates nothing.
//!
//! The parser says of deep nesting only that its stack has an end, and at every `"""` that is not
//! closed it starts over: a few kilobytes of those keep it busy for minutes. So neither may reach it.
//! What is wrong in any other way is left for it to say.

use async_graphql::Pos;

use super::{Limits, MAX_LEVELS, Refusal};
use crate::graphql::error::Code;

/// The longest name, in bytes. The library compares unknown names with all it knows and quotes
/// names in its errors.
const MAX_NAME_BYTES: u32 = 128;

/// Refuses a text that the parser should not be given.
///
/// # Errors
/// When there are too many tokens, a name is too long, selections or values are nested too deeply,
/// or a block string is not closed.
pub(crate) fn before_parsing(query: &str, limits: &Limits) -> Result<(), Refusal> {
    let mut rest = query.as_bytes();
    let mut nesting = Nesting::default();
    let mut tokens: u32 = 0;
    while let Some(token) = next(&mut rest) {
        tokens = tokens.saturating_add(1);
        if tokens > limits.max_tokens {
            return Err(Refusal::over(Code::TokenLimitExceeded, limits.max_tokens));
        }
        match token {
            Token::Punctuator(bracket) => nesting.see(bracket, limits)?,
            Token::Name(bytes) if bytes > MAX_NAME_BYTES as usize => {
                return Err(Refusal::over(Code::NameLimitExceeded, MAX_NAME_BYTES));
            }
            Token::OpenBlockString => {
                let at = query.len().saturating_sub(rest.len());
                return Err(Refusal {
                    at: Some(position(query, at)),
                    ..Refusal::new(Code::GraphqlParseFailed, "a block string is not closed")
                });
            }
            Token::Name(_) | Token::Other => {}
        }
    }
    Ok(())
}

/// How deep the brackets are.
#[derive(Default)]
struct Nesting {
    selections: u32,
    in_arguments: bool,
    values: u32,
}

impl Nesting {
    fn see(&mut self, bracket: u8, limits: &Limits) -> Result<(), Refusal> {
        match (bracket, self.in_arguments) {
            (b'(', _) => self.in_arguments = true,
            (b')', _) => {
                self.in_arguments = false;
                self.values = 0;
            }
            (b'{' | b'[', true) => {
                self.values += 1;
                if self.values > limits.max_input_depth {
                    let code = Code::InputDepthLimitExceeded;
                    return Err(Refusal::over(code, limits.max_input_depth));
                }
            }
            (b'}' | b']', true) => self.values = self.values.saturating_sub(1),
            (b'{', false) => {
                self.selections += 1;
                // Fields and fragments look the same from here: only what is too deep for both
                // is refused, the rest once it is parsed.
                if self.selections > MAX_LEVELS {
                    return Err(Refusal::over(Code::DepthLimitExceeded, limits.max_depth));
                }
            }
            (b'}', false) => self.selections = self.selections.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Punctuator(u8),
    /// A name of so many bytes.
    Name(usize),
    /// A number, a string or a comment. Comments are no tokens to GraphQL, but the parser goes
    /// through each of them several times.
    Other,
    /// What should have been a block string; the text left is where it begins.
    OpenBlockString,
}

/// The next token, which is taken off the text; none at its end, or where the parser will find
/// that this is not GraphQL.
fn next(rest: &mut &[u8]) -> Option<Token> {
    skip_ignored(rest);
    let (&first, after) = rest.split_first()?;
    match first {
        b'!' | b'$' | b'&' | b'(' | b')' | b':' | b'=' | b'@' | b'[' | b']' | b'{' | b'|'
        | b'}' => {
            *rest = after;
            Some(Token::Punctuator(first))
        }
        b'.' => {
            *rest = rest.strip_prefix(b"...")?;
            Some(Token::Punctuator(first))
        }
        b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
            Some(Token::Name(skip(rest, |byte| byte == b'_' || byte.is_ascii_alphanumeric())))
        }
        b'-' | b'0'..=b'9' => {
            *rest = after;
            skip_number(rest);
            Some(Token::Other)
        }
        b'#' => {
            skip(rest, |byte| !matches!(byte, b'\n' | b'\r'));
            Some(Token::Other)
        }
        b'"' => match rest.strip_prefix(b"\"\"\"") {
            Some(inside) => match after_block_string(inside) {
                Some(after) => {
                    *rest = after;
                    Some(Token::Other)
                }
                None => Some(Token::OpenBlockString),
            },
            None => {
                *rest = after_string(after)?;
                Some(Token::Other)
            }
        },
        _ => None,
    }
}

/// Skips white space, commas and byte order marks.
fn skip_ignored(rest: &mut &[u8]) {
    loop {
        skip(rest, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b','));
        if let Some(after) = rest.strip_prefix(b"\xEF\xBB\xBF") {
            *rest = after;
        } else {
            return;
        }
    }
}

/// Skips what is left of a number after its first character.
fn skip_number(rest: &mut &[u8]) {
    skip(rest, |byte| byte.is_ascii_digit());
    if let Some((b'.', after)) = rest.split_first()
        && after.first().is_some_and(u8::is_ascii_digit)
    {
        *rest = after;
        skip(rest, |byte| byte.is_ascii_digit());
    }
    if let Some((b'e' | b'E', after)) = rest.split_first() {
        *rest = after;
        if let Some((b'+' | b'-', after)) = rest.split_first() {
            *rest = after;
        }
        skip(rest, |byte| byte.is_ascii_digit());
    }
}

/// What follows a string, of which the opening quote is gone.
fn after_string(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        skip(&mut rest, |byte| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
        let (first, after) = rest.split_first()?;
        rest = match first {
            b'"' => return Some(after),
            b'\\' => after.split_first()?.1,
            _ => return None,
        };
    }
}

/// What follows a block string, of which the opening quotes are gone.
fn after_block_string(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        skip(&mut rest, |byte| !matches!(byte, b'"' | b'\\'));
        if let Some(after) = rest.strip_prefix(b"\"\"\"") {
            return Some(after);
        }
        rest = match rest.strip_prefix(b"\\\"\"\"") {
            Some(after) => after,
            None => rest.split_first()?.1,
        };
    }
}

/// Skips the bytes at the beginning that are of a kind, and says how many there were.
fn skip(rest: &mut &[u8], of_kind: impl Fn(u8) -> bool) -> usize {
    let count = rest.iter().position(|byte| !of_kind(*byte)).unwrap_or(rest.len());
    *rest = rest.get(count..).unwrap_or_default();
    count
}

/// Line and column of a byte, counted as the parser counts.
fn position(text: &str, byte: usize) -> Pos {
    let before = text.get(..byte).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Pos {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn tokens(text: &str) -> usize {
        let mut rest = text.as_bytes();
        std::iter::from_fn(|| next(&mut rest)).count()
    }

    #[test]
    fn tokens_are_those_of_the_specification_and_comments() {
        let check = |text: &str, expected: usize| assert_eq!(tokens(text), expected, "{text:?}");
        check("", 0);
        check(" \t\r\n,,\u{feff} ", 0);
        check("# { a comment }\r# and \"another", 2);
        check("{ a }", 3);
        check("a#b\rc", 3);
        check("...F @include(if: $x)", 10);
        check("-1 0 1.5 1e9 1.5E-9 -0.0e+3", 6);
        check("1-2", 2);
        check(r#""" "a" "a \" b # {" "åäö""#, 4);
        check(r#""""a " "" \""" b""" c"#, 2);
        check("\"\"\"\n{\n\"\"\"", 1);
        check("!$&()...:=@[]{|}", 14);
        // From here on it is for the parser to say.
        check("a ? b", 1);
        check("a \"b", 1);
        check("a \"b\n\" c", 1);
        check("a .. b", 1);
        check("1.5.5", 1);
    }

    fn check(text: &str, expected: Result<(), Code>) {
        let refused = before_parsing(text, &Limits::default()).map_err(|refusal| refusal.code);
        let start: String = text.chars().take(100).collect();
        assert_eq!(refused, expected, "{start}");
    }

    #[test]
    fn the_edges_of_what_is_parsed() {
        check(&format!("{{ {} }}", "a ".repeat(3_998)), Ok(()));
        check(&format!("{{ {} }}", "a ".repeat(3_999)), Err(Code::TokenLimitExceeded));
        check(&format!("{{ {} }}", "a ".repeat(9_999)), Err(Code::TokenLimitExceeded));
        check(&"a".repeat(128), Ok(()));
        check(&"a".repeat(129), Err(Code::NameLimitExceeded));
        let deep = |levels: usize| format!("{}a{}", "{ a ".repeat(levels), "}".repeat(levels));
        check(&deep(32), Ok(()));
        check(&deep(33), Err(Code::DepthLimitExceeded));
        check(&deep(200), Err(Code::DepthLimitExceeded));
        check(&"{".repeat(100_000), Err(Code::DepthLimitExceeded));
        let argument = |levels: usize| {
            format!("{{ a(x: {}1{}) }}", "[{y: ".repeat(levels / 2), "}]".repeat(levels / 2))
        };
        check(&argument(16), Ok(()));
        check(&argument(18), Err(Code::InputDepthLimitExceeded));
        check(&format!("query ($x: {}", "[".repeat(100_000)), Err(Code::InputDepthLimitExceeded));
        check("{ a(x: [[1]]) b(x: [[1]]) }", Ok(()));
        // What stands in strings and comments is not nested.
        check(&format!("{{ a(x: \"{}\") }} # {0}", "{".repeat(999)), Ok(()));
        check(&format!("{{ a }} {}", "#\n".repeat(3_998)), Err(Code::TokenLimitExceeded));
        check(&format!("{{ a(x: \"\"\"{}\"\"\") }}", "[{\n".repeat(999)), Ok(()));
    }

    #[test]
    fn a_block_string_that_is_not_closed_never_reaches_the_parser() {
        // To the parser each of these is an empty string and then another beginning.
        let text = format!("{{ a(x: [\n  \"\"\" {} ", "\\\"\"\"\"\"".repeat(1_000));
        check(&text, Err(Code::GraphqlParseFailed));
        let refusal = before_parsing(&text, &Limits::default()).unwrap_err();
        assert_eq!(refusal.at, Some(Pos { line: 2, column: 3 }));
    }

    #[test]
    fn what_passes_can_be_parsed_without_overflowing_the_stack() {
        for open in
            ["{ a ", "{ ... ", "{ ... on A ", "{ a(x: [", "{ a(x: {b:", "query($a: [", "(", "["]
        {
            for times in [10, 16, 31, 32, 1_000, 50_000] {
                let text = open.repeat(times);
                if before_parsing(&text, &Limits::default()).is_ok() {
                    assert!(parse_query(&text).is_err());
                }
            }
        }
    }
}
