//! Asking until there is an answer.

use std::io::{self, BufRead, Write};

/// A conversation with an editor.
pub(super) struct Talk<'t> {
    pub(super) input: &'t mut dyn BufRead,
    pub(super) out: &'t mut dyn Write,
}

/// Why a conversation ended before its time.
#[derive(Debug)]
pub(super) enum Stop {
    /// The editor left (Ctrl-D).
    Left,
    /// The line broke.
    Broken(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl Talk<'_> {
    /// Tells the editor something.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Stop> {
        writeln!(self.out, "{text}").map_err(Stop::Broken)
    }

    /// Asks until there is an answer that can be read, saying why if it cannot.
    pub(super) fn ask<T>(
        &mut self,
        question: &str,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<T, Stop> {
        loop {
            write!(self.out, "{question}: ")?;
            self.out.flush()?;
            match self.line()?.and_then(|answer| read(&answer)) {
                Ok(answer) => return Ok(answer),
                Err(why) => writeln!(self.out, "  {why}")?,
            }
        }
    }

    /// Asks in the same way, but takes an empty line for no answer.
    pub(super) fn ask_optional<T>(
        &mut self,
        question: &str,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Stop> {
        self.ask(question, |answer| match answer {
            "" => Ok(None),
            _ => read(answer).map(Some),
        })
    }

    /// The next line, or why it is none.
    fn line(&mut self) -> Result<Result<String, String>, Stop> {
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            return Err(Stop::Left);
        }
        let Ok(line) = String::from_utf8(line) else {
            return Ok(
                Err("Svaret gick inte att läsa: terminalen måste använda UTF-8.".to_owned()),
            );
        };
        let line = line.trim();
        if line.chars().any(char::is_control) {
            return Ok(Err("Svaret innehåller ett tecken som inte syns. Skriv om det.".to_owned()));
        }
        Ok(Ok(line.to_owned()))
    }
}
