//! The answers, written down as a document.

use std::fmt;

use finsam_model::Slug;
use finsam_swedish::{Language, print};
use jiff::civil::{Date, Time};

use super::answers::{Day, Speaker};

/// The answers so far.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) series: Option<Slug>,
    pub(super) date: Date,
    /// Whether the weekday was said too; it is written down then, and held against the date.
    pub(super) weekday_said: bool,
    pub(super) starts: Option<Time>,
    pub(super) ends: Option<Time>,
    pub(super) serving: Option<Time>,
    /// As it is written in a document.
    pub(super) format: &'static str,
    pub(super) venue: Option<Slug>,
    pub(super) speakers: Vec<Speaker>,
}

impl Draft {
    pub(super) fn new(title: String, day: Day) -> Self {
        Self {
            title,
            series: None,
            date: day.date,
            weekday_said: day.weekday_said,
            starts: None,
            ends: None,
            serving: None,
            format: "seminar",
            venue: None,
            speakers: Vec::new(),
        }
    }

    fn instant(&self, time: Time) -> String {
        format!("{}T{}", self.date, time.strftime("%H:%M"))
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "+++\ntitle = {}", Text(&self.title))?;
        if let Some(series) = &self.series {
            writeln!(f, "series = \"{series}\"")?;
        }
        if self.weekday_said {
            let weekday = print::weekday(self.date.weekday(), Language::Swedish);
            writeln!(f, "weekday = \"{weekday}\"")?;
        }
        match self.starts {
            Some(time) => writeln!(f, "startsAt = {}", self.instant(time))?,
            None => writeln!(f, "startsAt = {}", self.date)?,
        }
        for (field, time) in [("endsAt", self.ends), ("servingFrom", self.serving)] {
            if let Some(time) = time {
                writeln!(f, "{field} = {}", self.instant(time))?;
            }
        }
        writeln!(f, "format = \"{}\"", self.format)?;
        if let Some(venue) = &self.venue {
            writeln!(f, "venue = \"{venue}\"")?;
        }
        for Speaker { person, title, organisation } in &self.speakers {
            writeln!(f, "\n[[appearances]]\nperson = \"{person}\"\nrole = \"speaker\"")?;
            if let Some(title) = title {
                writeln!(f, "title = {}", Text(title))?;
            }
            if let Some(organisation) = organisation {
                writeln!(f, "organisation = \"{organisation}\"")?;
            }
        }
        writeln!(f, "+++")
    }
}

/// A text between quotation marks. Answers hold no control characters, so these two are all that
/// TOML wants escaped.
struct Text<'t>(&'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
