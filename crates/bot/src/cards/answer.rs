//! From an answer to a Discord message that Discord will take.
//!
//! The person sees the answer, its sources as links, and questions to go on with. Discord refuses a
//! message that breaks one of its limits, so every part is cut to fit.

use finsam_client::{Answer, AnswerKind, Citation, Error};

use super::Whose;
use crate::{
    markdown::{cut, escape, escaped_within, link_target, width},
    message::{
        Embed, MAX_DESCRIPTION, MAX_EMBED_TOTAL, MAX_FIELD_NAME, MAX_FIELD_VALUE, MAX_FOOTER,
        MAX_TITLE, Message,
    },
    question::MAX_QUESTION_CHARS,
    texts::Texts,
};

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

/// The message for an answer. `asked` is the question, where the people in the channel have not
/// seen it themselves.
pub(crate) fn answer(answer: &Answer, asked: Option<&str>, whose: Whose, texts: &Texts) -> Message {
    let mut fields = Vec::new();
    let sources = sources(&answer.citations, texts);
    if !sources.is_empty() {
        fields.push((cut(texts.sources, FIELD_NAME), sources));
    }
    let suggestions = suggestions(&answer.suggestions);
    if !suggestions.is_empty() {
        fields.push((cut(texts.suggestions, FIELD_NAME), suggestions));
    }
    // Whoever is greeted need not be told that it was read as a greeting.
    let footer = match answer.kind {
        AnswerKind::Greeting | AnswerKind::Help | AnswerKind::NotUnderstood => texts.see_help,
        _ => answer.interpretation.trim(),
    };
    Message::of(Embed {
        title: asked.map(|question| escaped_within(question, MAX_TITLE)),
        description: cut(answer.text.trim(), MAX_DESCRIPTION),
        fields,
        footer: Some(whose.below(footer, &answer.nodes, INTERPRETATION))
            .filter(|footer| !footer.is_empty()),
        ..Embed::default()
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

/// The message for a question that is too long.
pub(crate) fn too_long(texts: &Texts) -> Message {
    Message::plain((texts.too_long)(MAX_QUESTION_CHARS))
}

/// One line a source, as many as fit in a field, and how many did not.
pub(super) fn sources(citations: &[Citation], texts: &Texts) -> String {
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
pub(super) fn source(citation: &Citation) -> String {
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

#[cfg(test)]
mod tests {
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
            interpretation: "Läst som: program idag".to_owned(),
            context: "c1".to_owned(),
        }
    }

    fn embed_of(mut message: Message) -> Embed {
        message.embeds.pop().expect("an embed")
    }

    #[test]
    fn an_ordinary_answer() {
        let citations = vec![citation("Provsidan", Some("http://exempel.test/a"))];
        let given =
            made_up("**Provfrukost** kl. 8.00", citations, &["Vilka talar?", "Var är det?"]);
        assert_eq!(
            embed_of(answer(&given, None, Whose::Untold, texts())),
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
                footer: Some("Läst som: program idag".to_owned()),
                ..Embed::default()
            }
        );
    }

    #[test]
    fn an_answer_without_sources_has_no_empty_field() {
        assert_eq!(
            embed_of(answer(&made_up("Nej.", vec![], &[]), None, Whose::Untold, texts())).fields,
            []
        );
    }

    #[test]
    fn an_answer_tells_whose_it_is_where_there_are_several_sites() {
        let named = |id: &str, site: &str| finsam_client::Named {
            id: finsam_client::NodeId(id.to_owned()),
            kind: finsam_client::Kind::Term,
            slug: id.to_owned(),
            label: id.to_owned(),
            url: "https://exempel.test/".to_owned(),
            site: finsam_client::Site {
                slug: site.to_lowercase(),
                name: site.to_owned(),
                editor: None,
            },
        };
        let check = |sites: &[&str], whose: Whose, expected: &str| {
            let mut given = made_up("Ja.", vec![], &[]);
            given.nodes = sites.iter().map(|site| named("x", site)).collect();
            let footer = embed_of(answer(&given, None, whose, texts())).footer;
            assert_eq!(footer.as_deref(), Some(expected), "{sites:?}");
        };
        check(&["Prov Norr", "Prov Syd"], Whose::Untold, "Läst som: program idag");
        check(&[], Whose::Told, "Läst som: program idag");
        let twice = ["Prov Norr", "Prov Syd", "Prov Norr"];
        check(&twice, Whose::Told, "Läst som: program idag · Prov Norr, Prov Syd");
        check(&["A", "B", "C", "D"], Whose::Told, "Läst som: program idag · A, B, C …");
    }

    #[test]
    fn a_greeting_is_told_of_help_and_not_how_it_was_read() {
        let greeting = Answer { kind: AnswerKind::Greeting, ..made_up("Hej!", vec![], &[]) };
        assert_eq!(
            embed_of(answer(&greeting, None, Whose::Untold, texts())).footer.as_deref(),
            Some(texts().see_help)
        );
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
            let embed = embed_of(answer(&given, Some(&long), Whose::Untold, texts()));
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
