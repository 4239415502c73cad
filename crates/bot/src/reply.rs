//! From an answer to a Discord message that Discord will take.
//!
//! The person sees the answer, its sources as links, and questions to go on with. Discord refuses a
//! message that breaks one of its limits, so every part is cut to fit. Discord counts characters;
//! we count UTF-16 units, which are never fewer.

use finsam_client::{Answer, Citation, Error};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::{question::MAX_QUESTION_CHARS, texts::Texts};

/// Discord's limits for an embed.
const MAX_TITLE: usize = 256;
const MAX_DESCRIPTION: usize = 4_096;
const MAX_FIELD_NAME: usize = 256;
const MAX_FIELD_VALUE: usize = 1_024;
const MAX_FOOTER: usize = 2_048;
/// Discord's limit for all text of a message's embeds together.
const MAX_EMBED_TOTAL: usize = 6_000;

/// How much we give each part, so that together they stay below [`MAX_EMBED_TOTAL`].
const SUGGESTIONS: usize = 300;
const INTERPRETATION: usize = 200;
const FIELD_NAME: usize = 50;
const _: () = assert!(
    SUGGESTIONS <= MAX_FIELD_VALUE && INTERPRETATION <= MAX_FOOTER && FIELD_NAME <= MAX_FIELD_NAME
);
const _: () = assert!(
    MAX_TITLE + MAX_DESCRIPTION + MAX_FIELD_VALUE + SUGGESTIONS + INTERPRETATION + 2 * FIELD_NAME
        <= MAX_EMBED_TOTAL
);

/// The longest source title we show, before escaping.
const SOURCE_TITLE: usize = 160;
/// The longest publisher we show, before escaping.
const PUBLISHER: usize = 80;
/// The longest date we show; they are shorter.
const DATE: usize = 20;
/// A longer address is shown as no link: it would crowd out the other sources.
const SOURCE_URL: usize = 500;

/// What the bot says: a plain message, or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// Some words of our own.
    Plain(String),
    /// An answer from the API.
    Embed(Embed),
}

/// The parts of an embed that we use. Each is Markdown but for the footer, which Discord shows as
/// it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Embed {
    pub(crate) title: Option<String>,
    pub(crate) description: String,
    /// Name and value.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) footer: Option<String>,
}

/// The message for an answer. `asked` is the question, where the people in the channel have not
/// seen it themselves.
pub(crate) fn answer(answer: &Answer, asked: Option<&str>, texts: &Texts) -> Reply {
    let mut fields = Vec::new();
    let sources = sources(&answer.citations, texts);
    if !sources.is_empty() {
        fields.push((cut(texts.sources, FIELD_NAME), sources));
    }
    let suggestions = suggestions(&answer.suggestions);
    if !suggestions.is_empty() {
        fields.push((cut(texts.suggestions, FIELD_NAME), suggestions));
    }
    let read_as = answer.interpretation.trim();
    Reply::Embed(Embed {
        title: asked.map(|question| escaped_within(question, MAX_TITLE)),
        description: cut(answer.text.trim(), MAX_DESCRIPTION),
        fields,
        footer: (!read_as.is_empty())
            .then(|| cut(&format!("{}: {read_as}", texts.interpretation), INTERPRETATION)),
    })
}

/// What to say to somebody whose question brought no answer.
pub(crate) fn apology(error: &Error, texts: &Texts) -> &'static str {
    match error {
        Error::Unreachable { .. } | Error::Status { .. } => texts.unreachable,
        Error::TimedOut { .. } => texts.timed_out,
        Error::Refused { code: Some(code), .. } if code == "BAD_USER_INPUT" => texts.refused,
        Error::Refused { .. } | Error::Unreadable { .. } => texts.failed,
    }
}

/// The message for somebody who only said our name.
pub(crate) fn help(texts: &Texts) -> Reply {
    Reply::Plain(texts.help.to_owned())
}

/// The message for a question that is too long.
pub(crate) fn too_long(texts: &Texts) -> Reply {
    Reply::Plain((texts.too_long)(MAX_QUESTION_CHARS))
}

/// One line a source, as many as fit in a field, and how many did not.
fn sources(citations: &[Citation], texts: &Texts) -> String {
    let mut shown = String::new();
    for (index, citation) in citations.iter().enumerate() {
        let line = source(citation);
        let left = citations.len() - index;
        let more = (texts.more_sources)(left);
        // Room for this line, and for the last one if this is not the last.
        let reserved = if left > 1 { width(&more) + 1 } else { 0 };
        if width(&shown) + 1 + width(&line) + reserved > MAX_FIELD_VALUE {
            shown.push('\n');
            shown.push_str(&more);
            break;
        }
        if index > 0 {
            shown.push('\n');
        }
        shown.push_str(&line);
    }
    shown
}

/// `[title](address) – publisher, date`; without a usable address, the title is plain text.
fn source(citation: &Citation) -> String {
    let title = escape(&cut(&citation.title, SOURCE_TITLE));
    let mut line = match citation.url.as_deref().and_then(link_target) {
        Some(target) => format!("[{title}]({target})"),
        None => title,
    };
    let publisher = escape(&cut(&citation.publisher, PUBLISHER));
    let date = citation.date.as_deref().map(|date| escape(&cut(date, DATE)));
    let from: Vec<_> =
        [Some(publisher), date].into_iter().flatten().filter(|s| !s.is_empty()).collect();
    if !from.is_empty() {
        line.push_str(" – ");
        line.push_str(&from.join(", "));
    }
    line
}

/// The address as it can stand in a Markdown link; none for what is not a web address.
fn link_target(printed: &str) -> Option<String> {
    let url = Url::parse(printed.trim()).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // A parenthesis would end the link.
    let target = url.as_str().replace('(', "%28").replace(')', "%29");
    (is_web && width(&target) <= SOURCE_URL).then_some(target)
}

/// As many of the suggested questions as fit on a line.
fn suggestions(questions: &[String]) -> String {
    let mut line = String::new();
    for question in questions {
        let question = escape(question.trim());
        let between = if line.is_empty() { "" } else { " · " };
        if !question.is_empty() && width(&line) + width(between) + width(&question) <= SUGGESTIONS {
            line.push_str(between);
            line.push_str(&question);
        }
    }
    line
}

/// The text so that Discord shows it as it is: no formatting, no links, no mentions, on one line.
fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '(' | ')' | '<' | '>' | '#' | '@' => {
                shown.push('\\');
                shown.push(letter);
            }
            _ if letter.is_control() => shown.push(' '),
            _ => shown.push(letter),
        }
    }
    shown
}

/// [`escape`]d and within `limit`: cut before escaping, so that no escape is cut in two.
fn escaped_within(text: &str, limit: usize) -> String {
    let whole = escape(text);
    if width(&whole) <= limit { whole } else { escape(&cut(text, limit / 2)) }
}

/// How long Discord may take the text to be.
fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text within `limit`, with `…` where something was left out. It is cut where a line ends if
/// one does near the limit, else between words, else between letters as people see them.
fn cut(text: &str, limit: usize) -> String {
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
    use finsam_client::AnswerKind;

    use super::*;
    use crate::texts::Language;

    fn texts() -> &'static Texts {
        Language::Swedish.texts()
    }

    fn citation(title: &str, url: Option<&str>) -> Citation {
        Citation {
            title: title.to_owned(),
            url: url.map(str::to_owned),
            date: Some("2018-07-05".to_owned()),
            publisher: "Provförbundet".to_owned(),
        }
    }

    fn made_up(text: &str, citations: Vec<Citation>, suggestions: &[&str]) -> Answer {
        Answer {
            kind: AnswerKind::Programme,
            text: text.to_owned(),
            citations,
            nodes: Vec::new(),
            suggestions: suggestions.iter().map(|&s| s.to_owned()).collect(),
            interpretation: "program idag".to_owned(),
            context: "c1".to_owned(),
        }
    }

    fn embed_of(reply: Reply) -> Embed {
        match reply {
            Reply::Embed(embed) => embed,
            Reply::Plain(text) => panic!("no embed: {text}"),
        }
    }

    #[test]
    fn an_ordinary_answer() {
        let citations = vec![citation("Provsidan", Some("http://exempel.test/a"))];
        let given =
            made_up("**Provfrukost** kl. 8.00", citations, &["Vilka talar?", "Var är det?"]);
        assert_eq!(
            embed_of(answer(&given, None, texts())),
            Embed {
                title: None,
                description: "**Provfrukost** kl. 8.00".to_owned(),
                fields: vec![
                    (
                        "Källor".to_owned(),
                        "[Provsidan](http://exempel.test/a) – Provförbundet, 2018-07-05".to_owned()
                    ),
                    ("Fråga vidare".to_owned(), "Vilka talar? · Var är det?".to_owned()),
                ],
                footer: Some("Tolkat som: program idag".to_owned()),
            }
        );
    }

    #[test]
    fn an_answer_without_sources_has_no_empty_field() {
        assert_eq!(embed_of(answer(&made_up("Nej.", vec![], &[]), None, texts())).fields, []);
    }

    #[test]
    fn sources_become_links_where_they_can() {
        let check = |title: &str, url: Option<&str>, expected: &str| {
            assert_eq!(
                source(&citation(title, url)),
                format!("{expected} – Provförbundet, 2018-07-05")
            );
        };
        check("Sida", None, "Sida");
        check("Sida", Some("www.exempel.test/a"), "Sida");
        check("Sida", Some("javascript:alert(1)"), "Sida");
        check(
            "Sida",
            Some("http://exempel.test/a_(b) c"),
            "[Sida](http://exempel.test/a_%28b%29%20c)",
        );
        check("Sida", Some("https://exempel.test/å"), "[Sida](https://exempel.test/%C3%A5)");
        check(
            "Sida](http://ond.test)",
            Some("http://exempel.test/"),
            r"[Sida\]\(http://ond.test\)](http://exempel.test/)",
        );
        check("*En* _sida_ @everyone\n<@1>", None, r"\*En\* \_sida\_ \@everyone \<\@1\>");
        check("Sida", Some(&format!("http://exempel.test/{}", "a".repeat(600))), "Sida");
        let mut anonymous = citation("Sida", None);
        anonymous.publisher = String::new();
        anonymous.date = None;
        assert_eq!(source(&anonymous), "Sida");
    }

    #[test]
    fn sources_that_do_not_fit_are_counted() {
        let many: Vec<_> =
            (0..50).map(|n| citation(&format!("Sida {n}"), Some("http://exempel.test/"))).collect();
        let shown = sources(&many, texts());
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(*lines.last().unwrap(), format!("… och {} till", 50 - (lines.len() - 1)));
        assert!(width(&shown) <= MAX_FIELD_VALUE && lines.len() > 10, "{shown}");
        // Two that fit are shown whole, with nothing after them.
        assert_eq!(sources(&many[..2], texts()).lines().count(), 2);
    }

    /// Every part at its worst, in letters of four bytes and of many code points.
    #[test]
    fn no_answer_breaks_a_limit() {
        for letter in ["a", "å", "𝕏", "👩‍👩‍👧‍👦", "*", "[", "\n", "e\u{301}"] {
            let long = letter.repeat(7_000);
            let citations =
                (0..30).map(|_| Citation { publisher: long.clone(), ..citation(&long, None) });
            let mut given = made_up(&long, citations.collect(), &[&long, "Kort?"]);
            given.interpretation.clone_from(&long);
            let embed = embed_of(answer(&given, Some(&long), texts()));
            let title = embed.title.unwrap();
            let footer = embed.footer.unwrap_or_default();
            assert!(width(&title) <= MAX_TITLE, "{letter}");
            assert!(width(&embed.description) <= MAX_DESCRIPTION, "{letter}");
            assert!(width(&footer) <= MAX_FOOTER, "{letter}");
            let mut total = width(&title) + width(&embed.description) + width(&footer);
            for (name, value) in &embed.fields {
                assert!((1..=MAX_FIELD_NAME).contains(&width(name)), "{letter}");
                assert!(
                    (1..=MAX_FIELD_VALUE).contains(&width(value.trim())),
                    "{letter}: {value:?}"
                );
                total += width(name) + width(value);
            }
            assert!(total <= MAX_EMBED_TOTAL, "{letter}: {total}");
        }
    }

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

    #[test]
    fn apologies_tell_what_to_do() {
        let address = "http://127.0.0.1:1/".to_owned();
        let refused =
            |code: &str| Error::Refused { code: Some(code.to_owned()), message: String::new() };
        let cases = [
            (Error::TimedOut { address: address.clone() }, texts().timed_out),
            (Error::Status { address: address.clone(), status: 502 }, texts().unreachable),
            (refused("BAD_USER_INPUT"), texts().refused),
            (refused("INTERNAL_SERVER_ERROR"), texts().failed),
            (Error::Unreadable { address, reason: String::new() }, texts().failed),
        ];
        for (error, expected) in cases {
            assert_eq!(apology(&error, texts()), expected, "{error:?}");
        }
    }
}
