//! Seminars and the people in them.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use finsam_model::{Entry, Seminar as Model};

use super::{
    initiative::Initiative,
    link::{Contact, Link, Registration},
    node::{Document, Fields, node_type},
    organisation::Organisation,
    person::Person,
    scalars::{Date, DateTime, Url},
    scope::Scope,
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
impl Fields<Model> {
    /// Titeln.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Titelns andra rad.
    async fn subtitle(&self) -> Option<&str> {
        self.0.subtitle.as_deref()
    }

    /// Serien det ingår i.
    async fn series(&self, ctx: &Context<'_>) -> Option<Series> {
        Scope::of(ctx).one(self.0.series.as_ref())
    }

    /// Dagen det börjar.
    async fn date(&self) -> Date {
        Date(self.0.date())
    }

    /// När det börjar. Saknas om bara dagen är känd.
    async fn starts_at(&self) -> Option<DateTime> {
        self.0.starts_at().cloned().map(DateTime)
    }

    /// När det slutar.
    async fn ends_at(&self) -> Option<DateTime> {
        self.0.ends_at.clone().map(DateTime)
    }

    /// När frukost eller lunch börjar serveras.
    async fn serving_from(&self) -> Option<DateTime> {
        self.0.serving_from.clone().map(DateTime)
    }

    /// Tidszonen som tiderna gäller i, enligt IANA.
    async fn time_zone(&self) -> &'static str {
        "Europe/Stockholm"
    }

    /// Vilken sorts tillfälle det är.
    async fn format(&self) -> Format {
        self.0.format.into()
    }

    /// Hur man kan delta.
    async fn attendance(&self) -> Attendance {
        self.0.attendance.into()
    }

    /// Vad det har blivit av tillfället.
    async fn status(&self) -> SeminarStatus {
        self.0.status.into()
    }

    /// Vad som har hänt, med ord.
    async fn status_note(&self) -> Option<&str> {
        self.0.status_note.as_deref()
    }

    /// Starttiden som gällde före flytten.
    async fn moved_from(&self) -> Option<DateTime> {
        self.0.moved_from.clone().map(DateTime)
    }

    /// Lokalen.
    async fn venue(&self, ctx: &Context<'_>) -> Option<Venue> {
        Scope::of(ctx).one(self.0.venue.as_ref())
    }

    /// De som står på programmet, i programmets ordning.
    async fn appearances(&self, ctx: &Context<'_>) -> Vec<Appearance> {
        let scope = Scope::of(ctx);
        let of = |appearance| Appearance::of(scope, &self.0, appearance);
        self.0.appearances.iter().filter_map(of).collect()
    }

    /// Vad personer sade, återgivet med våra ord.
    async fn statements(&self, ctx: &Context<'_>) -> Vec<Statement> {
        let scope = Scope::of(ctx);
        let occasion = finsam_content::Node::Seminar(Arc::clone(&self.0));
        let of = |statement| Statement::of(scope, &occasion, statement);
        self.0.statements.iter().filter_map(of).collect()
    }

    /// Arrangörerna.
    async fn organisers(&self, ctx: &Context<'_>) -> Vec<Organisation> {
        Scope::of(ctx).named(&self.0.organisers)
    }

    /// Vem man frågar.
    async fn contact(&self) -> Option<Contact> {
        self.0.contact.as_ref().map(Contact::from)
    }

    /// Hur man anmäler sig.
    async fn registration(&self) -> Option<Registration> {
        self.0.registration.as_ref().map(Registration::from)
    }

    /// Länkar.
    async fn links(&self) -> Vec<Link> {
        self.0.links.iter().map(Link::from).collect()
    }

    /// Adressen till en inspelning.
    async fn recording(&self) -> Option<Url> {
        self.0.recording.clone().map(Url)
    }

    /// Bilder och annat material.
    async fn materials(&self) -> Vec<Link> {
        self.0.materials.iter().map(Link::from).collect()
    }

    /// Vem det vänder sig till.
    async fn audience(&self) -> Option<&str> {
        self.0.audience.as_deref()
    }

    /// Språket som talas, enligt BCP 47.
    async fn language(&self) -> &str {
        &self.0.language
    }

    /// Tillgänglighet: tillfällets egen, annars lokalens.
    async fn accessibility<'a>(&'a self, ctx: &Context<'a>) -> Option<&'a str> {
        let of_venue = || {
            let slug = self.0.venue.as_ref()?;
            let venue = Scope::of(ctx).snapshot.get::<finsam_model::Venue>(slug.as_str())?;
            venue.accessibility.as_deref()
        };
        self.0.accessibility.as_deref().or_else(of_venue)
    }

    /// Begreppen det handlar om.
    async fn terms(&self, ctx: &Context<'_>) -> Vec<Term> {
        Scope::of(ctx).named(&self.0.terms)
    }

    /// Projekten, metoderna och överenskommelserna det handlar om.
    async fn initiatives(&self, ctx: &Context<'_>) -> Vec<Initiative> {
        Scope::of(ctx).named(&self.0.initiatives)
    }
}

/// En person på programmet.
#[derive(Clone)]
pub(super) struct Appearance {
    appearance: finsam_model::Appearance,
    person: Person,
    seminar: Seminar,
}

impl Appearance {
    /// An appearance at a seminar; none when its person is gone.
    pub(super) fn of(
        scope: &Scope,
        seminar: &Arc<Entry<Model>>,
        appearance: &finsam_model::Appearance,
    ) -> Option<Self> {
        Some(Self {
            person: scope.one(Some(&appearance.person))?,
            appearance: appearance.clone(),
            seminar: Seminar::new(Arc::clone(seminar)),
        })
    }
}

/// En person på ett seminariums program, med titel och organisation vid den tiden.
#[Object]
impl Appearance {
    /// Vem.
    async fn person(&self) -> &Person {
        &self.person
    }

    /// I vilken roll.
    async fn role(&self) -> Role {
        self.appearance.role.into()
    }

    /// Titeln då.
    async fn title(&self) -> Option<&str> {
        self.appearance.title.as_deref()
    }

    /// Organisationen då.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Organisation> {
        Scope::of(ctx).one(self.appearance.organisation.as_ref())
    }

    /// Projektet eller metoden som personen kom för.
    async fn initiative(&self, ctx: &Context<'_>) -> Option<Initiative> {
        Scope::of(ctx).one(self.appearance.initiative.as_ref())
    }

    /// Seminariet.
    async fn seminar(&self) -> &Seminar {
        &self.seminar
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
