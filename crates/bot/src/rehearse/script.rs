//! What happens during a rehearsal: a TOML file of steps, each at its instant.
//!
//! ```toml
//! [[step]]
//! at = 2018-07-03T12:00:00            # Stockholm's wall time
//! run = "cp later/frukost.md content/seminars/"
//!
//! [[step]]
//! at = 2018-07-04T09:00:00
//! person = "Testa"                    # anybody; people are told apart by their names
//! says = "/påminn seminarium:frukost före:60"
//!
//! [[step]]
//! at = 2018-07-05T07:05:00
//! person = "Testa"
//! presses = "Påminn igen om 10 minuter"
//! ```
//!
//! A person says a command with its options, by their Swedish names, or a question; or presses a
//! button by its label.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use finsam_swedish::stockholm;
use jiff::{Timestamp, civil::DateTime};
use serde::Deserialize;
use thiserror::Error;

/// The steps, in the order of time.
#[derive(Debug, Default)]
pub(crate) struct Script(Vec<Step>);

/// Something that happens.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) act: Act,
}

/// What happens.
#[derive(Debug)]
pub(super) enum Act {
    /// A shell command, which edits the content.
    Run(String),
    /// Somebody uses a command, or asks something.
    Says { person: String, what: String },
    /// Somebody presses the button of this label.
    Presses { person: String, label: String },
}

/// Why a script cannot be played.
#[derive(Debug, Error)]
pub(crate) enum BadScript {
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Toml { path: PathBuf, source: Box<toml::de::Error> },
    #[error("{}: the step at {at} needs either `run`, or `person` and one of `says` and `presses`", path.display())]
    NoAct { path: PathBuf, at: String },
    #[error("{}: {at} is no time in Stockholm as 2018-07-03T12:00:00", path.display())]
    NoTime { path: PathBuf, at: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    step: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    at: toml::value::Datetime,
    run: Option<String>,
    person: Option<String>,
    says: Option<String>,
    presses: Option<String>,
}

impl Script {
    /// Reads the file.
    ///
    /// # Errors
    /// See [`BadScript`].
    pub(crate) fn read(path: &Path) -> Result<Self, BadScript> {
        let owned = || path.to_owned();
        let text = fs::read_to_string(path)
            .map_err(|source| BadScript::Unreadable { path: owned(), source })?;
        let file: File = toml::from_str(&text)
            .map_err(|source| BadScript::Toml { path: owned(), source: Box::new(source) })?;
        let step = |written: Written| {
            let at = instant(&written.at.to_string());
            let at =
                at.ok_or_else(|| BadScript::NoTime { path: owned(), at: written.at.to_string() })?;
            let act = match (written.run, written.person, written.says, written.presses) {
                (Some(command), None, None, None) => Act::Run(command),
                (None, Some(person), Some(what), None) => Act::Says { person, what },
                (None, Some(person), None, Some(label)) => Act::Presses { person, label },
                _ => return Err(BadScript::NoAct { path: owned(), at: written.at.to_string() }),
            };
            Ok(Step { at, act })
        };
        let mut steps = file.step.into_iter().map(step).collect::<Result<Vec<_>, _>>()?;
        steps.sort_by_key(|step| step.at);
        Ok(Self(steps))
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }
}

fn instant(written: &str) -> Option<Timestamp> {
    let wall: DateTime = written.parse().ok()?;
    Some(wall.to_zoned(stockholm()).ok()?.timestamp())
}
