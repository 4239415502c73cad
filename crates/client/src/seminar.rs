//! Seminars: all that a card or a notice tells of one, and which there are in a window of time.

use cynic::QueryBuilder;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    Body, Citation, InitiativeRef, Link, NodeId, OrganisationRef, PersonRef, SeriesRef, Site,
    TermRef, VenueRef,
    error::Error,
    page::{Page, PageInfo, page_size},
    schema::{self, Instant},
    transport::{Client, Reply},
};

/// One occasion. Its JSON is the API's own, so that it can be kept and read again.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seminar {
    /// The seminar's id.
    pub id: NodeId,
    /// Its short name.
    pub slug: String,
    /// The site that publishes it.
    pub site: Site,
    /// Its page.
    pub url: String,
    /// The title.
    pub title: String,
    /// The second line of the title.
    pub subtitle: Option<String>,
    /// The day it starts, in its zone.
    pub date: Date,
    /// When it starts; none where only the day is known.
    pub starts_at: Option<Timestamp>,
    /// When it ends, if known.
    pub ends_at: Option<Timestamp>,
    /// When breakfast or lunch is served from.
    pub serving_from: Option<Timestamp>,
    /// The zone its times are told in, by its IANA name.
    pub time_zone: String,
    /// What has become of it.
    pub status: SeminarStatus,
    /// What happened, in words.
    pub status_note: Option<String>,
    /// The start that held before it was moved.
    pub moved_from: Option<Timestamp>,
    /// What sort of occasion it is.
    pub format: Format,
    /// Where one can take part from.
    pub attendance: Attendance,
    /// Where it is held.
    pub venue: Option<VenueRef>,
    /// Accessibility: the occasion's own, else the venue's.
    pub accessibility: Option<String>,
    /// The series it is a part of.
    pub series: Option<SeriesRef>,
    /// Who is on the programme, in its order.
    pub appearances: Vec<Appearance>,
    /// Who arranges it.
    pub organisers: Vec<OrganisationRef>,
    /// The terms it is about.
    pub terms: Vec<TermRef>,
    /// The initiatives it is about.
    pub initiatives: Vec<InitiativeRef>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// The language spoken, by BCP 47.
    pub language: String,
    /// How to register.
    pub registration: Option<Registration>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Links.
    pub links: Vec<Link>,
    /// Hand-outs and pictures.
    pub materials: Vec<Link>,
    /// The address of a recording.
    pub recording: Option<String>,
    /// What it rests on, the most important first.
    pub sources: Vec<Citation>,
    /// What the editor writes about it.
    pub body: Body,
}

/// What has become of a seminar. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum SeminarStatus {
    Planned,
    Held,
    Moved,
    MovedOnline,
    Postponed,
    Cancelled,
    /// A status this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

/// What sort of occasion it is. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Format {
    Breakfast,
    Lunch,
    Webinar,
    Seminar,
    Lecture,
    Workshop,
    Conference,
    /// A format this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

/// Where one can take part from. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Attendance {
    Onsite,
    Online,
    Mixed,
    /// A way this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

/// What a person does at a seminar. An API newer than this client may know more.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Role {
    Speaker,
    Moderator,
    Host,
    Opener,
    /// A role this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

/// A person on the programme, with title and organisation at that time.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appearance {
    /// Who.
    pub person: PersonRef,
    /// In which role.
    pub role: Role,
    /// The title then.
    pub title: Option<String>,
    /// The organisation then.
    pub organisation: Option<OrganisationRef>,
    /// The initiative the person came for.
    pub initiative: Option<InitiativeRef>,
}

/// How to register.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// Where.
    pub url: Option<String>,
    /// The last day.
    pub deadline: Option<Date>,
    /// What else to know.
    pub note: Option<String>,
}

/// Whom to ask.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// A person or an office.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

/// Which seminars to fetch. Each condition that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeminarsWanted {
    /// Those that are not over at this instant.
    pub from: Option<Timestamp>,
    /// Those that have started before this instant.
    pub until: Option<Timestamp>,
    /// Those that overlap one of these stretches, each given as these two instants; all, where none
    /// is given.
    pub within: Vec<(Timestamp, Timestamp)>,
    /// Those of these sites, by their short names; all, where none is given.
    pub sites: Vec<String>,
    /// Those of the series of this short name.
    pub series: Option<String>,
    /// Those where the person of this short name speaks.
    pub speaker: Option<String>,
    /// Those of the organisation of this short name.
    pub organisation: Option<String>,
    /// Those about the term of this short name.
    pub term: Option<String>,
    /// Those about the initiative of this short name.
    pub initiative: Option<String>,
}

impl Client {
    /// The seminars that overlap a window of time, in the order they start; at most 100 a page.
    /// `after` is the [`Page::next`] of the page before.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn seminars(
        &self,
        wanted: &SeminarsWanted,
        first: usize,
        after: Option<&str>,
    ) -> Result<Page<Seminar>, Error> {
        let operation = Seminars::build(SeminarsVariables {
            filter: wanted.into(),
            first: page_size(first),
            after: after.map(str::to_owned),
        });
        let Reply { data, stale, .. } = self.whole_reply::<Seminars>(&operation).await?;
        let found = data.seminars;
        let found = found.ok_or_else(|| self.nothing_came())?;
        Ok(Page::new(found.nodes, found.total_count, found.page_info, stale))
    }

    /// The next seminars that are not over at `now`, those that go on included.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn next_seminars(
        &self,
        now: Timestamp,
        first: usize,
    ) -> Result<Page<Seminar>, Error> {
        let wanted = SeminarsWanted { from: Some(now), ..SeminarsWanted::default() };
        self.seminars(&wanted, first, None).await
    }
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "SeminarFilter")]
struct Filter {
    #[cynic(skip_serializing_if = "Option::is_none")]
    from: Option<Instant>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    until: Option<Instant>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    site: Option<Vec<String>>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    term: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    initiative: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    or: Option<Vec<Stretch>>,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "SeminarFilter")]
struct Stretch {
    from: Option<Instant>,
    until: Option<Instant>,
}

impl From<&SeminarsWanted> for Filter {
    fn from(wanted: &SeminarsWanted) -> Self {
        Self {
            from: wanted.from.map(Instant::from),
            until: wanted.until.map(Instant::from),
            site: (!wanted.sites.is_empty()).then(|| wanted.sites.clone()),
            series: wanted.series.clone(),
            speaker: wanted.speaker.clone(),
            organisation: wanted.organisation.clone(),
            term: wanted.term.clone(),
            initiative: wanted.initiative.clone(),
            or: (!wanted.within.is_empty()).then(|| {
                let stretch = |(from, until): &(Timestamp, Timestamp)| Stretch {
                    from: Some((*from).into()),
                    until: Some((*until).into()),
                };
                wanted.within.iter().map(stretch).collect()
            }),
        }
    }
}

#[derive(cynic::QueryVariables)]
struct SeminarsVariables {
    filter: Filter,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SeminarsVariables")]
struct Seminars {
    #[arguments(filter: $filter, first: $first, after: $after,
                orderBy: [{ field: STARTS_AT, direction: ASC }])]
    seminars: Option<SeminarPage>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "SeminarConnection")]
struct SeminarPage {
    nodes: Vec<Seminar>,
    total_count: i32,
    page_info: PageInfo,
}
