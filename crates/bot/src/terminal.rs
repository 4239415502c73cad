//! The bot in a terminal: `ask` answers one question, `chat` goes on until the input ends.

use std::io::{self, BufRead, Write};

use finsam_client::{Answer, Client, Error, Stale};
use jiff::Zoned;

use crate::{
    cards::{self, Whose},
    clock::Clock,
    message::Message,
    plain,
    texts::{Language, Texts},
};

/// How much room the names of sites get, in characters.
const ROOM_FOR_SITES: usize = 200;

/// Answers one question on `output`. Without an answer it tells why on `errors` and gives false.
///
/// # Errors
/// Where the terminal is gone.
pub(crate) async fn ask(
    question: &str,
    api: &Client,
    clock: &Clock,
    language: Language,
    output: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<bool> {
    let texts = language.texts();
    match api.ask(question, &clock.now(), None).await {
        Ok(reply) => {
            write_answer(output, &reply.data, texts)?;
            write_whose(output, &reply.data, api, texts).await?;
            write_remark(output, &reply.stale, &clock.now(), language)?;
            Ok(true)
        }
        Err(error) => {
            writeln!(errors, "{}", trouble(&error, api, texts))?;
            Ok(false)
        }
    }
}

/// Answers the lines of `input`, each question following on the one before.
///
/// # Errors
/// Where the terminal is gone.
pub(crate) async fn chat(
    api: &Client,
    clock: &Clock,
    language: Language,
    input: impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    let texts = language.texts();
    writeln!(output, "{}\n", texts.chat_opening)?;
    prompt(output)?;
    let mut context: Option<String> = None;
    for line in input.lines() {
        let line = line?;
        if !line.trim().is_empty() {
            match api.ask(line.trim(), &clock.now(), context.as_deref()).await {
                Ok(reply) => {
                    write_answer(output, &reply.data, texts)?;
                    write_whose(output, &reply.data, api, texts).await?;
                    write_remark(output, &reply.stale, &clock.now(), language)?;
                    write_suggestions(output, &reply.data, texts)?;
                    context = Some(reply.data.context);
                }
                Err(error) => writeln!(output, "{}", trouble(&error, api, texts))?,
            }
            writeln!(output)?;
        }
        prompt(output)?;
    }
    writeln!(output)
}

fn prompt(output: &mut impl Write) -> io::Result<()> {
    write!(output, "> ")?;
    output.flush()
}

/// The answer's text, then its sources: title, publisher and date on one line, address on the next.
fn write_answer(output: &mut impl Write, answer: &Answer, texts: &Texts) -> io::Result<()> {
    writeln!(output, "{}", printable(answer.text.trim()))?;
    if !answer.citations.is_empty() {
        writeln!(output, "\n{}:", texts.sources)?;
    }
    for citation in &answer.citations {
        write!(output, "- {}, {}", printable(&citation.title), printable(&citation.publisher))?;
        if let Some(date) = &citation.date {
            write!(output, ", {}", printable(date))?;
        }
        writeln!(output)?;
        if let Some(url) = &citation.url {
            writeln!(output, "  {}", printable(url))?;
        }
    }
    Ok(())
}

/// Whose the things are that it tells of, where the API speaks for several sites.
async fn write_whose(
    output: &mut impl Write,
    answer: &Answer,
    api: &Client,
    texts: &Texts,
) -> io::Result<()> {
    if answer.nodes.is_empty() {
        return Ok(());
    }
    // Where that cannot be found out, the answer stands all the same.
    let sites = api.sites().await.map_or(1, |sites| sites.len());
    let whose = Whose::of(sites).below("", &answer.nodes, ROOM_FOR_SITES);
    if whose.is_empty() {
        return Ok(());
    }
    writeln!(output, "\n{}: {}", texts.whose, printable(&whose))
}

/// As of when the answer is, where that is not now.
fn write_remark(
    output: &mut impl Write,
    stale: &Stale,
    now: &Zoned,
    language: Language,
) -> io::Result<()> {
    let Some(remark) = cards::stale::remark(stale, language) else { return Ok(()) };
    writeln!(output, "\n{}", plain::text(&Message::plain(remark), now.timestamp()))
}

fn write_suggestions(output: &mut impl Write, answer: &Answer, texts: &Texts) -> io::Result<()> {
    if answer.suggestions.is_empty() {
        return Ok(());
    }
    let questions: Vec<_> = answer.suggestions.iter().map(|question| printable(question)).collect();
    writeln!(output, "\n{}: {}", texts.suggestions, questions.join(" · "))
}

/// What went wrong and what to do about it. In a terminal the person can start the API.
fn trouble(error: &Error, api: &Client, texts: &Texts) -> String {
    match error {
        Error::Unreachable { .. } => (texts.start_the_api)(&api.address()),
        other => printable(&format!("{} ({other})", cards::answer::apology(other, texts))),
    }
}

/// The text without control characters: what comes from outside does not steer the terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}
