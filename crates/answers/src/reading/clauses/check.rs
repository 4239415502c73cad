//! "…, stämmer det?": a clause that only checks what was said before it.

use crate::question::Token;

/// Whether words ask but whether what was said is true: "stämmer det?", "is that right?"
pub(super) fn is_check(words: &[Token]) -> bool {
    const TRUE: [&str; 6] = ["stammer", "sant", "riktigt", "true", "right", "correct"];
    const BESIDE: [&str; 13] = [
        "det",
        "ar",
        "a",
        "och",
        "val",
        "verkligen",
        "is",
        "that",
        "it",
        "and",
        "really",
        "eller",
        "detta",
    ];
    let is_in = |among: &[&str], token: &Token| among.contains(&token.folded.as_str());
    words.len() > 1
        && words.iter().any(|token| is_in(&TRUE, token))
        && words.iter().all(|token| is_in(&TRUE, token) || is_in(&BESIDE, token))
}
