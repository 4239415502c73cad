//! Seminars and the people in them.

use async_graphql::{Enum, Object};
use finsam_model::Seminar as Model;

use super::{
    initiative::Initiative,
    link::{Contact, Link, Registration},
    node::{Document, Fields, node_type},
    organisation::Organisation,
    person::Person,
    related::InCalendar,
    scalars::{Date, DateTime, Url},
    series::Series,
    statement::Statement,
    term::Term,
    venue::Venue,
};

node_type!(
    /// Ett tillfälle: ett seminarium, ett webbseminarium, en föreläsning …
    Seminar
);

#[Object(name = "SeminarFields")]
impl<'a> Fields<'a, Model> {
    /// Titeln.
    fn title(&self) -> &str {
        &self.entry.title
    }

    /// Titelns andra rad.
    fn subtitle(&self) -> Option<&str> {
        self.entry.subtitle.as_deref()
    }

    /// Serien det ingår i.
    fn series(&self) -> Option<Series<'a>> {
        self.scope.one(self.entry.series.as_ref())
    }

    #[graphql(flatten)]
    fn in_calendar(&self) -> InCalendar<'a> {
        InCalendar(self.referred())
    }

    /// Dagen det börjar.
    fn date(&self) -> Date {
        Date(self.entry.date())
    }

    /// När det börjar. Saknas om bara dagen är känd.
    fn starts_at(&self) -> Option<DateTime> {
        DateTime::of(self.entry.starts_at())
    }

    /// När det slutar.
    fn ends_at(&self) -> Option<DateTime> {
        DateTime::of(self.entry.ends_at.as_ref())
    }

    /// När frukost eller lunch börjar serveras.
    fn serving_from(&self) -> Option<DateTime> {
        DateTime::of(self.entry.serving_from.as_ref())
    }

    /// Tidszonen som tiderna gäller i, enligt IANA.
    fn time_zone(&self) -> &'static str {
        "Europe/Stockholm"
    }

    /// Vilken sorts tillfälle det är.
    fn format(&self) -> Format {
        self.entry.format.into()
    }

    /// Hur man kan delta.
    fn attendance(&self) -> Attendance {
        self.entry.attendance.into()
    }

    /// Vad det har blivit av tillfället.
    fn status(&self) -> SeminarStatus {
        self.entry.status.into()
    }

    /// Vad som har hänt, med ord.
    fn status_note(&self) -> Option<&str> {
        self.entry.status_note.as_deref()
    }

    /// Starttiden som gällde före flytten.
    fn moved_from(&self) -> Option<DateTime> {
        DateTime::of(self.entry.moved_from.as_ref())
    }

    /// Lokalen.
    fn venue(&self) -> Option<Venue<'a>> {
        self.scope.one(self.entry.venue.as_ref())
    }

    /// De som står på programmet, i programmets ordning.
    fn appearances(&self) -> Vec<Appearance<'a>> {
        let of = |appearance| Appearance::of(Document(*self), appearance);
        self.entry.appearances.iter().filter_map(of).collect()
    }

    /// Vad personer sade, återgivet med våra ord.
    fn statements(&self) -> Vec<Statement<'a>> {
        let occasion = Document(*self).into();
        let of = |statement| Statement::of(self.scope, occasion, statement);
        self.entry.statements.iter().filter_map(of).collect()
    }

    /// Arrangörerna.
    fn organisers(&self) -> Vec<Organisation<'a>> {
        self.scope.named(&self.entry.organisers)
    }

    /// Vem man frågar.
    fn contact(&self) -> Option<Contact<'a>> {
        self.entry.contact.as_ref().map(Contact::from)
    }

    /// Hur man anmäler sig.
    fn registration(&self) -> Option<Registration<'a>> {
        self.entry.registration.as_ref().map(Registration::from)
    }

    /// Länkar.
    fn links(&self) -> Vec<Link<'a>> {
        Link::all(&self.entry.links)
    }

    /// Adressen till en inspelning.
    fn recording(&self) -> Option<Url<'a>> {
        Url::of(&self.entry.recording)
    }

    /// Bilder och annat material.
    fn materials(&self) -> Vec<Link<'a>> {
        Link::all(&self.entry.materials)
    }

    /// Vem det vänder sig till.
    fn audience(&self) -> Option<&str> {
        self.entry.audience.as_deref()
    }

    /// Språket som talas, enligt BCP 47.
    fn language(&self) -> &str {
        &self.entry.language
    }

    /// Tillgänglighet: tillfällets egen, annars lokalens.
    fn accessibility(&self) -> Option<&'a str> {
        let of_venue = || {
            let slug = self.entry.venue.as_ref()?;
            let venue = self.scope.snapshot.get::<finsam_model::Venue>(slug)?;
            venue.accessibility.as_deref()
        };
        self.entry.accessibility.as_deref().or_else(of_venue)
    }

    /// Begreppen det handlar om.
    fn terms(&self) -> Vec<Term<'a>> {
        self.scope.named(&self.entry.terms)
    }

    /// Projekten, metoderna och överenskommelserna det handlar om.
    fn initiatives(&self) -> Vec<Initiative<'a>> {
        self.scope.named(&self.entry.initiatives)
    }
}

/// En person på programmet.
#[derive(Clone, Copy)]
pub(super) struct Appearance<'a> {
    appearance: &'a finsam_model::Appearance,
    person: Person<'a>,
    seminar: Seminar<'a>,
}

impl<'a> Appearance<'a> {
    /// An appearance at a seminar; none when its person is gone.
    pub(super) fn of(
        seminar: Seminar<'a>,
        appearance: &'a finsam_model::Appearance,
    ) -> Option<Self> {
        let person = seminar.0.scope.one(Some(&appearance.person))?;
        Some(Self { appearance, person, seminar })
    }
}

/// En person på ett seminariums program, med titel och organisation vid den tiden.
#[Object]
impl<'a> Appearance<'a> {
    /// Vem.
    fn person(&self) -> Person<'a> {
        self.person
    }

    /// I vilken roll.
    fn role(&self) -> Role {
        self.appearance.role.into()
    }

    /// Titeln då.
    fn title(&self) -> Option<&str> {
        self.appearance.title.as_deref()
    }

    /// Organisationen då.
    fn organisation(&self) -> Option<Organisation<'a>> {
        self.seminar.0.scope.one(self.appearance.organisation.as_ref())
    }

    /// Projektet eller metoden som personen kom för.
    fn initiative(&self) -> Option<Initiative<'a>> {
        self.seminar.0.scope.one(self.appearance.initiative.as_ref())
    }

    /// Seminariet.
    fn seminar(&self) -> Seminar<'a> {
        self.seminar
    }
}

/// Vad en person gör på ett seminarium.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Role")]
pub(super) enum Role {
    /// Talar.
    Speaker,
    /// Leder samtalet.
    Moderator,
    /// Tar emot.
    Host,
    /// Inleder med ett anförande.
    Opener,
}

/// Vilken sorts tillfälle det är.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Format")]
pub(super) enum Format {
    /// Frukostseminarium.
    Breakfast,
    /// Lunchseminarium.
    Lunch,
    /// Webbseminarium.
    Webinar,
    /// Seminarium.
    Seminar,
    /// Föreläsning.
    Lecture,
    /// Workshop.
    Workshop,
    /// Konferens.
    Conference,
}

/// Hur man kan delta.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Attendance")]
pub(super) enum Attendance {
    /// Bara på plats.
    Onsite,
    /// Bara på nätet.
    Online,
    /// På plats eller på nätet.
    Mixed,
}

/// Vad det har blivit av ett tillfälle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::SeminarStatus")]
pub(super) enum SeminarStatus {
    /// Utlyst.
    Planned,
    /// Genomfört, enligt källan.
    Held,
    /// Flyttat till en annan tid eller lokal.
    Moved,
    /// Flyttat till nätet.
    MovedOnline,
    /// Uppskjutet, utan ny tid.
    Postponed,
    /// Inställt.
    Cancelled,
}
