//! Seminars and the people in them.

use jiff::{Zoned, civil::Date};

use crate::{Contact, Kind, Link, Noun, Slug, Span, Statement, day, start_of_day};

/// One occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Seminar {
    /// The title.
    pub title: String,
    /// The second line of the title.
    pub subtitle: Option<String>,
    /// The series it is a part of.
    pub series: Option<Slug>,
    /// When it starts.
    pub starts: Start,
    /// When it ends, if known.
    pub ends_at: Option<Zoned>,
    /// When breakfast or lunch is served from.
    pub serving_from: Option<Zoned>,
    /// What sort of occasion it is.
    pub format: Format,
    /// Where one can take part from.
    pub attendance: Attendance,
    /// What has become of it.
    pub status: SeminarStatus,
    /// What happened, in Swedish.
    pub status_note: Option<String>,
    /// The start that held before it was moved.
    pub moved_from: Option<Zoned>,
    /// Where it is held.
    pub venue: Option<Slug>,
    /// Who is on the programme, in its order.
    pub appearances: Vec<Appearance>,
    /// What people said.
    pub statements: Vec<Statement>,
    /// Who arranges it (organisations).
    pub organisers: Vec<Slug>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// How to register.
    pub registration: Option<Registration>,
    /// Links.
    pub links: Vec<Link>,
    /// Address of a recording.
    pub recording: Option<String>,
    /// Hand-outs and pictures.
    pub materials: Vec<Link>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// The language spoken, BCP 47.
    pub language: String,
    /// The occasion's own accessibility; otherwise the venue's holds.
    pub accessibility: Option<String>,
    /// The terms it is about.
    pub terms: Vec<Slug>,
    /// The initiatives it is about.
    pub initiatives: Vec<Slug>,
}

/// When a seminar starts, as exactly as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// The day is known, the time of day is not.
    On(Date),
    /// The instant is known; always in Stockholm's zone.
    At(Zoned),
}

impl Seminar {
    /// The day it starts, in Stockholm.
    #[must_use]
    pub fn date(&self) -> Date {
        match &self.starts {
            Start::On(date) => *date,
            Start::At(instant) => instant.date(),
        }
    }

    /// The instant it starts, if the time of day is known.
    #[must_use]
    pub fn starts_at(&self) -> Option<&Zoned> {
        match &self.starts {
            Start::On(_) => None,
            Start::At(instant) => Some(instant),
        }
    }

    /// The time it takes up. Without a known end it lasts to the end of its day,
    /// without a known start it takes up its whole day.
    #[must_use]
    pub fn span(&self) -> Span {
        let from = match &self.starts {
            Start::On(date) => start_of_day(*date),
            Start::At(instant) => instant.clone(),
        };
        let until = self.ends_at.clone().unwrap_or_else(|| day(self.date()).until);
        Span { from, until }
    }

    /// Whether people should still come: not cancelled and not postponed.
    #[must_use]
    pub fn takes_place(&self) -> bool {
        !matches!(self.status, SeminarStatus::Cancelled | SeminarStatus::Postponed)
    }
}

impl Noun for Seminar {
    const KIND: Kind = Kind::Seminar;

    fn label(&self) -> &str {
        &self.title
    }
}

/// A person on a seminar's programme, with title and organisation *at that time*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Who (a person).
    pub person: Slug,
    /// In which role.
    pub role: Role,
    /// The title then.
    pub title: Option<String>,
    /// The organisation then.
    pub organisation: Option<Slug>,
    /// The initiative the person came for.
    pub initiative: Option<Slug>,
}

/// What a person does at a seminar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Speaks.
    Speaker,
    /// Leads the conversation.
    Moderator,
    /// Receives the guests.
    Host,
    /// Opens the seminar with a speech.
    Opener,
}

impl Role {
    /// Whether the role makes the person a speaker.
    #[must_use]
    pub fn speaks(self) -> bool {
        matches!(self, Self::Speaker | Self::Opener)
    }
}

/// What sort of occasion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// With breakfast.
    Breakfast,
    /// With lunch.
    Lunch,
    /// Sent on the web.
    Webinar,
    /// A seminar with neither.
    Seminar,
    /// A lecture.
    Lecture,
    /// A workshop.
    Workshop,
    /// A conference.
    Conference,
}

/// Where one can take part from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attendance {
    /// Only at the venue.
    Onsite,
    /// Only on the web.
    Online,
    /// Either.
    Mixed,
}

/// What has become of a seminar. Not to be confused with publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeminarStatus {
    /// Announced.
    Planned,
    /// Reported as held.
    Held,
    /// Moved to another time or venue.
    Moved,
    /// Moved to the web.
    MovedOnline,
    /// Put off, without a new time.
    Postponed,
    /// Cancelled.
    Cancelled,
}

/// How to register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Where.
    pub url: Option<String>,
    /// The last day.
    pub deadline: Option<Date>,
    /// What else to know.
    pub note: Option<String>,
}
