//! A text as words, without what a chat puts into it.

use finsam_swedish::{
    Language,
    words::{self, Kind, normal_form},
};

use crate::{
    question::{Part, Token},
    words::is_filler,
};

/// No longer question is read, in characters: a Discord message holds no more.
pub(crate) const LONGEST: usize = 4_000;

/// Whether a text is more than is read.
pub(crate) fn is_too_long(text: &str) -> bool {
    text.chars().nth(LONGEST).is_some()
}

/// The text a person wrote: without mentions, channel links, custom emoji and addresses, and no
/// longer than is read.
pub(crate) fn tidy(text: &str) -> String {
    let start: String = text.chars().take(LONGEST).filter(|c| !is_invisible(*c)).collect();
    let mut tidy = String::new();
    let mut rest = start.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        tidy.push_str(before);
        tidy.push(' ');
        rest = match after.split_once('>') {
            Some((inside, behind)) if is_chat_mark(inside) => behind,
            _ => after,
        };
    }
    tidy.push_str(rest);
    let kept: Vec<&str> = tidy
        .split_whitespace()
        .filter(|word| !word.starts_with('@') && !word.contains("://"))
        .collect();
    kept.join(" ").replace('@', " ").replace('%', " procent ").chars().take(LONGEST).collect()
}

fn is_chat_mark(inside: &str) -> bool {
    inside.len() <= 100
        && !inside.contains(char::is_whitespace)
        && inside.starts_with(['@', '#', ':', 'a', 't', '/'])
}

/// Signs that take no room, used to hide words from filters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The words of a text with chat spellings undone.
pub(crate) fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut tokens = Vec::new();
    let words = words::words(text);
    for (at, word) in words.iter().enumerate() {
        let capital = word.text.chars().next().is_some_and(char::is_uppercase);
        let number = word.kind == Kind::Number;
        let spelled = match normal_form(&word.folded) {
            Some("vad") if word.folded == "va" && is_was(text, &words, at) => "var".to_owned(),
            Some(form) if language == Language::Swedish => finsam_swedish::fold(form),
            _ => word.folded.clone(),
        };
        let written = word.text.to_lowercase();
        for folded in spelled.split(' ') {
            tokens.push(Token {
                stem: if number { folded.to_owned() } else { words::stem(folded) },
                part: if is_filler(folded, language) { Part::Filler } else { Part::Matter },
                folded: folded.to_owned(),
                span: word.span.clone(),
                number,
                written: written.clone(),
                capital,
                dotted: !word.text.is_ascii(),
                undotted: word.text.to_lowercase() == folded,
                aside: false,
            });
        }
    }
    tokens
}

/// Whether "va" is "var", as in "vem va det": it does not begin a clause.
fn is_was(text: &str, words: &[words::Word<'_>], at: usize) -> bool {
    const BEFORE_VAD: [&str; 22] = [
        "och", "a", "o", "men", "sa", "hej", "ok", "undrar", "vet", "sag", "fraga", "fattar", "om",
        "forstar", "beratta", "alltsa", "sen", "pa", "med", "for", "tja", "av",
    ];
    const AFTER_VAD: [&str; 8] = ["e", "ar", "heter", "gor", "betyder", "sa", "hander", "kostar"];
    const LYING: [&str; 5] = ["ligger", "lag", "bor", "bodde", "parkerar"];
    // "va ligger det?" asks where, "va ligger bakom?" what.
    let folded = |at: usize| words.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
    if LYING.contains(&folded(at + 1)) && folded(at + 2) != "bakom" {
        return true;
    }
    let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else { return false };
    let Some(word) = words.get(at) else { return false };
    let between = text.get(before.span.end..word.span.start).unwrap_or_default();
    let after = words.get(at + 1).map(|after| after.folded.as_str());
    let negated = words.get(at + 1..at + 3).is_some_and(
        |two| matches!(two, [pronoun, not] if pronoun.folded == "det" && not.folded == "inte"),
    );
    negated
        || between.trim().is_empty()
            && !BEFORE_VAD.contains(&before.folded.as_str())
            && !after.is_some_and(|after| AFTER_VAD.contains(&after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_va_is() {
        let check = |text: &str, expected: &str| {
            let tokens = tokens(text, Language::Swedish);
            let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
            assert_eq!(words.join(" "), expected, "{text:?}");
        };
        check("va e det", "vad ar det");
        check("vem va det å va heter hon", "vem var det a vad heter hon");
        check("lunchen, va kostar den", "lunchen vad kostar den");
        check("jag undrar va det är", "jag undrar vad det ar");
    }

    #[test]
    fn what_a_chat_puts_in_is_taken_out() {
        let check = |text: &str, expected: &str| assert_eq!(tidy(text), expected, "{text:?}");
        check("<@123456789012345678> säg @here vad händer idag", "säg vad händer idag");
        check("vad  händer <#12> <:glad:34>\nidag?", "vad händer idag?");
        check("@every\u{200b}one hej", "hej");
        check("a < b och c > d", "a b och c > d");
        check("se https://exempel.se/x nu", "se nu");
        check("mejla a@b.se", "mejla a b.se");
        assert!(tidy(&"å".repeat(10_000)).chars().count() <= LONGEST);
    }
}
