//! Documents as linked data: JSON-LD with the words of schema.org, as the large search engines want
//! them. What no document says is left out: search engines would rather have nothing than a guess.
//!
//! `linked_data/event` is a seminar, `linked_data/others` every other kind.

mod event;
mod others;

use finsam_content::{Node, Shelved, Snapshot};
use finsam_model::{Entry, Kind, Organisation, Slug};
use serde_json::{Map, Value, json};

use crate::address;

/// Whose words these are.
const CONTEXT: &str = "https://schema.org";

/// A document as linked data, to stand by itself. Its `@id` is its canonical address; `public_url` is
/// where the server is reached, without a slash at its end.
#[must_use]
pub fn of(snapshot: &Snapshot, node: &Node, public_url: &str) -> Value {
    let mut thing = Writer { snapshot, public_url }.thing(node);
    thing.insert("@context".to_owned(), CONTEXT.into());
    Value::Object(thing)
}

/// Several documents as one list, in their order. `url` is the address of the list.
#[must_use]
pub fn list(snapshot: &Snapshot, nodes: &[Node], name: &str, url: &str, public_url: &str) -> Value {
    let writer = Writer { snapshot, public_url };
    let items = nodes.iter().zip(1_usize..).map(
        |(node, position)| json!({ "@type": "ListItem", "position": position, "item": writer.thing(node) }),
    );
    json!({
        "@context": CONTEXT,
        "@type": "ItemList",
        "@id": url,
        "name": name,
        "numberOfItems": nodes.len(),
        "itemListElement": items.collect::<Vec<_>>(),
    })
}

/// A thing and what is said of it.
type Thing = Map<String, Value>;

/// Writes things, and knows where they live.
struct Writer<'a> {
    snapshot: &'a Snapshot,
    public_url: &'a str,
}

impl Writer<'_> {
    fn thing(&self, node: &Node) -> Thing {
        let mut thing = match node {
            Node::Seminar(seminar) => event::of(self, seminar),
            Node::Series(series) => others::series(self, series),
            Node::Person(person) => others::person(self, person),
            Node::Organisation(organisation) => others::organisation(self, organisation),
            Node::Venue(venue) => others::place(venue),
            Node::NewsArticle(article) => others::news_article(self, article),
            Node::Initiative(initiative) => others::initiative(self, initiative),
            Node::Figure(figure) => others::figure(self, figure),
            Node::Term(term) => others::term(self, term),
            Node::Source(source) => others::source(source),
        };
        let url = address::of(self.snapshot, node, self.public_url);
        thing.insert("@id".to_owned(), url.clone().into());
        thing.insert("url".to_owned(), url.into());
        thing
    }

    /// What a relation leads to, by its name and no more: enough to be shown, and to be followed.
    fn named<T: Shelved>(
        &self,
        slug: &Slug,
        of_type: fn(&Entry<T>) -> &'static str,
    ) -> Option<Value> {
        let entry = self.snapshot.get::<T>(slug)?;
        let url = address::of_slug(self.snapshot, T::KIND, &entry.slug, self.public_url);
        Some(json!({ "@type": of_type(entry), "@id": url, "name": entry.label(), "url": url }))
    }

    fn all<T: Shelved>(
        &self,
        slugs: &[Slug],
        of_type: fn(&Entry<T>) -> &'static str,
    ) -> Vec<Value> {
        slugs.iter().filter_map(|slug| self.named(slug, of_type)).collect()
    }

    fn organisations(&self, slugs: &[Slug]) -> Vec<Value> {
        self.all::<Organisation>(slugs, |entry| others::organisation_type(entry.kind))
    }

    /// The address of a kind's list of documents.
    fn folder(&self, slug: &Slug, kind: Kind) -> String {
        let site = address::of_site(self.snapshot.site_of(slug), self.public_url);
        format!("{site}/{}", kind.folder())
    }
}

/// Says something of a thing, unless there is nothing to say.
fn say(thing: &mut Thing, property: &str, value: impl Into<Value>) {
    let value = value.into();
    let is_nothing = match &value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    if !is_nothing {
        thing.insert(property.to_owned(), value);
    }
}

fn thing(of_type: &str, name: &str) -> Thing {
    let mut thing = Thing::new();
    say(&mut thing, "@type", of_type);
    say(&mut thing, "name", name);
    thing
}
