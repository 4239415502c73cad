//! From what somebody wrote on Discord to the question in it.
//!
//! Mentions, custom emoji and Discord's other `<…>` marks mean nothing to the API and would only
//! disturb it, so they go. What is left is the question, on one line.

/// The longest question we take, in characters: as much as the API reads, and more than a message
/// holds for most.
pub(crate) const MAX_QUESTION_CHARS: usize = 4_000;

/// What a message holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A question, ready to be asked.
    Question(String),
    /// Nothing but our name: somebody wonders who we are.
    Nothing,
    /// More than [`MAX_QUESTION_CHARS`].
    TooLong,
}

/// Reads a message.
pub(crate) fn read(content: &str) -> Heard {
    let words = without_marks(content);
    let words = words.split_whitespace().filter(|word| !matches!(*word, "@everyone" | "@here"));
    let question = words.collect::<Vec<_>>().join(" ");
    // "@finsam, vad händer?" leaves a comma behind.
    let question = question.trim_start_matches([',', ':', ';', '.', '!', '-', '–', ' ']);
    if !question.chars().any(char::is_alphanumeric) {
        Heard::Nothing
    } else if question.chars().count() > MAX_QUESTION_CHARS {
        Heard::TooLong
    } else {
        Heard::Question(question.to_owned())
    }
}

/// The text with each `<…>` mark and each control character replaced by a space.
fn without_marks(content: &str) -> String {
    let mut kept = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, from_mark)) = rest.split_once('<') {
        kept.push_str(before);
        match from_mark.split_once('>') {
            Some((inside, after)) if is_mark(inside) => {
                kept.push(' ');
                rest = after;
            }
            _ => {
                kept.push('<');
                rest = from_mark;
            }
        }
    }
    kept.push_str(rest);
    kept.replace(char::is_control, " ")
}

/// What stands between `<` and `>` in a mark: `@123`, `@!123`, `@&123` (people, roles), `#123`
/// (channels), `:name:123`, `a:name:123` (emoji), `/name:123` (commands), `t:123:F` (times),
/// `id:guide`.
fn is_mark(inside: &str) -> bool {
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = |text: &str| {
        text.rsplit_once(':').is_some_and(|(name, id)| !name.is_empty() && numeric(id))
    };
    if let Some(who) = inside.strip_prefix('@') {
        return numeric(who.trim_start_matches(['!', '&']));
    }
    if let Some(channel) = inside.strip_prefix('#') {
        return numeric(channel);
    }
    if let Some(time) = inside.strip_prefix("t:") {
        return numeric(time.trim_start_matches('-').split(':').next().unwrap_or_default());
    }
    if inside.starts_with("id:") {
        return true;
    }
    [":", "a:", "/"].iter().any(|start| inside.strip_prefix(start).is_some_and(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected: &str) {
        let heard = match read(content) {
            Heard::Question(question) => question,
            Heard::Nothing => "NOTHING".to_owned(),
            Heard::TooLong => "TOO LONG".to_owned(),
        };
        assert_eq!(heard, expected, "{content:?}");
    }

    #[test]
    fn what_is_asked() {
        check("<@77> vad händer idag?", "vad händer idag?");
        check("<@!77>, vad händer idag?", "vad händer idag?");
        check("vad händer <@77> idag?", "vad händer idag?");
        check("<@77>vad\nhänder\t idag?", "vad händer idag?");
        check(
            "<@77> hej <@&12> i <#99> <:finsam:123> <a:hej:5> </idag:7> <t:1530770400:F>",
            "hej i",
        );
        check("@everyone <@77> vem talar? @here", "vem talar?");
        check("<@77> är 5 < 7 eller 7 > 5?", "är 5 < 7 eller 7 > 5?");
        check("<@77> vad är <SGI>?", "vad är <SGI>?");
        check("<<@77>> x", "< > x");
        check("<@77> och e-post: a@everyone.test", "och e-post: a@everyone.test");
        check("<@77> ``` \u{202e}\u{7} vad", "``` \u{202e} vad");
    }

    #[test]
    fn nothing_asked() {
        for content in
            ["", "   ", "<@77>", "<@77> ", "<@77>!", "<@77> ?", "<@77> <:hej:1> @here", "👋"]
        {
            check(content, "NOTHING");
        }
    }

    #[test]
    fn the_longest_question() {
        let longest = "å".repeat(MAX_QUESTION_CHARS);
        check(&format!("<@77> {longest}"), &longest);
        check(&format!("<@77> {longest}å"), "TOO LONG");
        // Marks and spaces do not count.
        check(&format!("<@77>{}{longest}", " ".repeat(4000)), &longest);
    }
}
