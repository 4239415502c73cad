//! Every other kind as a thing.

use finsam_model::{
    Affiliation, Entry, Figure, Initiative, InitiativeKind, Kind, NewsArticle, Organisation,
    OrganisationKind, Person, Seminar, Series, Source, Term, Venue,
};
use serde_json::{Value, json};

use super::{Thing, Writer, say, thing};
use crate::address;

pub(super) fn series(writer: &Writer<'_>, series: &Entry<Series>) -> Thing {
    let mut thing = thing("EventSeries", &series.title);
    say(&mut thing, "description", series.theme.clone());
    say(&mut thing, "startDate", series.period.from.map(|date| date.to_string()));
    say(&mut thing, "endDate", series.period.until.map(|date| date.to_string()));
    let place = series.place.as_ref();
    say(&mut thing, "location", place.map(|name| json!({ "@type": "Place", "name": name })));
    say(&mut thing, "organizer", writer.organisations(&series.organisers));
    thing
}

pub(super) fn person(writer: &Writer<'_>, person: &Entry<Person>) -> Thing {
    let mut thing = thing("Person", &person.name);
    say(&mut thing, "alternateName", person.other_names.clone());
    say(&mut thing, "description", person.body.text());
    let posts = person.affiliations.iter().map(|post| role(writer, post));
    say(&mut thing, "affiliation", posts.collect::<Vec<_>>());
    thing
}

/// A post with the years it is known for: nobody is said to hold it still.
fn role(writer: &Writer<'_>, post: &Affiliation) -> Value {
    let mut role = Thing::new();
    say(&mut role, "@type", "OrganizationRole");
    say(&mut role, "roleName", post.title.as_str());
    say(&mut role, "startDate", post.period.from.map(|date| date.to_string()));
    say(&mut role, "endDate", post.period.until.map(|date| date.to_string()));
    let organisation = post.organisation.as_ref();
    let organisation = organisation
        .and_then(|slug| writer.named::<Organisation>(slug, |entry| organisation_type(entry.kind)));
    say(&mut role, "affiliation", organisation);
    Value::Object(role)
}

pub(super) fn organisation(writer: &Writer<'_>, organisation: &Entry<Organisation>) -> Thing {
    let mut thing = thing(organisation_type(organisation.kind), &organisation.name);
    let names = organisation.abbreviation.iter().chain(&organisation.other_names);
    say(&mut thing, "alternateName", names.cloned().collect::<Vec<_>>());
    say(&mut thing, "description", organisation.body.text());
    let parent = organisation.parent.as_ref();
    let parent = parent
        .and_then(|slug| writer.named::<Organisation>(slug, |entry| organisation_type(entry.kind)));
    say(&mut thing, "parentOrganization", parent);
    let place = organisation.place.as_ref();
    let address = |town: &String| json!({ "@type": "PostalAddress", "addressLocality": town });
    say(&mut thing, "address", place.map(address));
    say(&mut thing, "sameAs", organisation.url.clone());
    thing
}

pub(super) fn organisation_type(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Authority | OrganisationKind::Municipality | OrganisationKind::Region => {
            "GovernmentOrganization"
        }
        OrganisationKind::Media => "NewsMediaOrganization",
        OrganisationKind::CoordinationAssociation
        | OrganisationKind::Association
        | OrganisationKind::Unit
        | OrganisationKind::Network => "Organization",
    }
}

/// Without its address among documents: it stands by itself, and within events.
pub(super) fn place(venue: &Venue) -> Thing {
    let mut thing = thing("Place", &venue.name);
    say(&mut thing, "alternateName", venue.other_names.clone());
    let mut address = Thing::new();
    say(&mut address, "streetAddress", venue.street.clone());
    say(&mut address, "addressLocality", venue.city.clone());
    if !address.is_empty() {
        say(&mut address, "@type", "PostalAddress");
        say(&mut thing, "address", address);
    }
    say(&mut thing, "sameAs", venue.url.clone());
    thing
}

pub(super) fn news_article(writer: &Writer<'_>, article: &Entry<NewsArticle>) -> Thing {
    let mut thing = thing("NewsArticle", &article.headline);
    say(&mut thing, "headline", article.headline.as_str());
    say(&mut thing, "datePublished", article.published_on.to_string());
    say(&mut thing, "articleBody", article.body.text());
    let site = writer.snapshot.site_of(&article.slug);
    say(&mut thing, "inLanguage", site.language.as_str());
    let url = address::of_site(site, writer.public_url);
    let publisher = json!({ "@type": "Organization", "name": site.name, "url": url });
    say(&mut thing, "author", publisher.clone());
    say(&mut thing, "publisher", publisher);
    let mut about = writer.all::<Term>(&article.terms, |_| "DefinedTerm");
    about.extend(writer.all::<Initiative>(&article.initiatives, |entry| initiative_type(entry)));
    say(&mut thing, "about", about);
    let mut mentions = writer.all::<Person>(&article.people, |_| "Person");
    mentions.extend(writer.organisations(&article.organisations));
    mentions.extend(writer.all::<Seminar>(&article.seminars, |_| "EducationEvent"));
    say(&mut thing, "mentions", mentions);
    let sources = writer.snapshot.named::<Source>(&article.sources).map(|entry| source(entry));
    say(&mut thing, "citation", sources.map(Value::Object).collect::<Vec<_>>());
    thing
}

/// What has members and an aim is a project. A method or a law is none, and schema.org has no word
/// for either that would not say too much.
pub(super) fn initiative_type(initiative: &Initiative) -> &'static str {
    match initiative.kind {
        InitiativeKind::Project | InitiativeKind::Team | InitiativeKind::Platform => "Project",
        InitiativeKind::Law => "Legislation",
        InitiativeKind::Network => "Organization",
        InitiativeKind::Conference => "EventSeries",
        InitiativeKind::Method | InitiativeKind::Agreement | InitiativeKind::Survey => {
            "CreativeWork"
        }
    }
}

pub(super) fn initiative(writer: &Writer<'_>, initiative: &Entry<Initiative>) -> Thing {
    let of_type = initiative_type(initiative);
    let mut thing = thing(of_type, &initiative.name);
    say(&mut thing, "alternateName", initiative.other_names.clone());
    say(&mut thing, "description", initiative.summary.as_str());
    if matches!(of_type, "Project" | "Organization") {
        say(&mut thing, "member", writer.organisations(&initiative.partners));
        say(&mut thing, "foundingDate", initiative.period.from.map(|date| date.to_string()));
        say(&mut thing, "dissolutionDate", initiative.period.until.map(|date| date.to_string()));
    }
    thing
}

pub(super) fn figure(writer: &Writer<'_>, figure: &Entry<Figure>) -> Thing {
    let mut thing = thing("Observation", &figure.label);
    say(&mut thing, "description", format!("{}: {}", figure.text, figure.counts));
    say(&mut thing, "value", figure.value);
    say(&mut thing, "unitText", figure.unit.as_str());
    say(&mut thing, "observationDate", figure.year.to_string());
    let about = writer.all::<Term>(&figure.terms, |_| "DefinedTerm");
    say(&mut thing, "observationAbout", about);
    thing
}

pub(super) fn term(writer: &Writer<'_>, term: &Entry<Term>) -> Thing {
    let mut thing = thing("DefinedTerm", &term.name);
    say(&mut thing, "alternateName", term.other_names.clone());
    say(&mut thing, "description", term.definition.as_str());
    let site = writer.snapshot.site_of(&term.slug);
    say(
        &mut thing,
        "inDefinedTermSet",
        json!({
            "@type": "DefinedTermSet",
            "@id": writer.folder(&term.slug, Kind::Term),
            "name": format!("Begrepp hos {}", site.name),
            "inLanguage": site.language,
        }),
    );
    thing
}

/// Where it was printed is its address, not our page about it.
pub(super) fn source(source: &Source) -> Thing {
    let mut thing = thing("CreativeWork", &source.title);
    say(&mut thing, "sameAs", source.url.clone());
    say(&mut thing, "datePublished", source.date.map(|date| date.to_string()));
    let publisher = json!({ "@type": "Organization", "name": source.publisher });
    say(&mut thing, "publisher", publisher);
    thing
}
