//! What a document's page is made of, whatever noun it is about.

use finsam_content::{Node, Shelved, Snapshot};
use finsam_model::{Entry, Kind, Link, PartialDate, Period, Seminar, Slug, Statement};
use finsam_swedish::{Language::Swedish, print};
use jiff::{Zoned, civil::Date};

/// So many documents that refer to another are listed on its page.
const LISTED: usize = 100;

/// What a noun has to say on its page, beside its name, its text and its sources.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Something that must not be missed, and why: cancelled, moved.
    pub(super) notice: Option<(&'static str, Option<String>)>,
    /// A sentence or two that say what it is.
    pub(super) lead: Vec<String>,
    pub(super) facts: Vec<Fact>,
    /// What comes before the text.
    pub(super) first: Vec<Section>,
    /// What comes after it.
    pub(super) sections: Vec<Section>,
}

/// A line of the table of facts.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) values: Vec<Value>,
}

impl Fact {
    /// Whether its values fit beside each other.
    pub(super) fn is_short(&self) -> bool {
        self.values.iter().all(|value| value.note.is_none() && value.href.is_some())
    }
}

/// Something short, which may lead somewhere or be a time that machines read, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) href: Option<String>,
    /// As `<time datetime>` wants it.
    pub(super) datetime: Option<String>,
    /// What is said after it.
    pub(super) note: Option<String>,
}

/// A heading with a list under it.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) items: Vec<Value>,
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A document, by what it is called.
    pub(super) fn node(node: &Node) -> Self {
        let href = Some(address(node.kind(), node.slug()));
        Self { text: node.label().to_owned(), href, ..Self::default() }
    }

    /// The same for one whose kind is known.
    pub(super) fn entry<T: Shelved>(entry: &Entry<T>) -> Self {
        let href = Some(address(T::KIND, &entry.slug));
        Self { text: entry.label().to_owned(), href, ..Self::default() }
    }

    /// A page somewhere else.
    pub(super) fn link(link: &Link) -> Self {
        Self { note: link.note.clone(), ..Self::outside(&link.title, &link.url) }
    }

    /// An address outside, if it is one of the web.
    pub(super) fn outside(text: &str, url: &str) -> Self {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        Self { text: text.to_owned(), href: is_web.then(|| url.to_owned()), ..Self::default() }
    }

    pub(super) fn day(date: Date) -> Self {
        let datetime = Some(date.to_string());
        Self { text: print::date_long(date, Swedish), datetime, ..Self::default() }
    }

    pub(super) fn noted(self, note: impl Into<String>) -> Self {
        let note = Some(note.into()).filter(|note| !note.is_empty());
        Self { note, ..self }
    }

    /// A seminar, with its day and what has become of it.
    pub(super) fn occasion(seminar: &Entry<Seminar>) -> Self {
        let mut note = print::date_long(seminar.date(), Swedish);
        if let Some(status) = super::seminar::status(seminar) {
            note = format!("{note}. {status}");
        }
        Self::entry(seminar).noted(note)
    }
}

impl Parts {
    /// Says something, if there is anything to say.
    pub(super) fn fact(&mut self, name: &'static str, values: impl IntoIterator<Item = Value>) {
        let values: Vec<Value> = values.into_iter().collect();
        if !values.is_empty() {
            self.facts.push(Fact { name, values });
        }
    }

    /// The same in words only.
    pub(super) fn says(
        &mut self,
        name: &'static str,
        texts: impl IntoIterator<Item = impl Into<String>>,
    ) {
        self.fact(name, texts.into_iter().map(Value::text));
    }

    /// Lists something, if there is anything to list.
    pub(super) fn section(
        &mut self,
        heading: &'static str,
        items: impl IntoIterator<Item = Value>,
    ) {
        self.sections.extend(section(heading, items));
    }

    /// The same before the text.
    pub(super) fn first(&mut self, heading: &'static str, items: impl IntoIterator<Item = Value>) {
        self.first.extend(section(heading, items));
    }

    /// Lists the documents of a kind that refer to this one.
    pub(super) fn referring(
        &mut self,
        snapshot: &Snapshot,
        (kind, slug): (Kind, &Slug),
        (of_kind, heading): (Kind, &'static str),
    ) {
        let nodes = snapshot.referring_to(kind, slug).iter();
        let nodes: Vec<&Node> = nodes.filter(|node| node.kind() == of_kind).collect();
        let more = nodes.len().saturating_sub(LISTED);
        let more = (more > 0).then(|| Value::text(format!("… och {more} till")));
        // Of seminars and news the latest stand last, and are what is looked for.
        let listed = nodes.iter().rev().take(LISTED).rev().map(|node| brief(node));
        self.section(heading, listed.chain(more));
    }

    /// Lists what was said.
    pub(super) fn statements<'a>(
        &mut self,
        heading: &'static str,
        statements: impl Iterator<Item = (&'a Statement, Value)>,
    ) {
        self.section(
            heading,
            statements.map(|(statement, whom)| whom.noted(statement.text.clone())),
        );
    }
}

fn section(heading: &'static str, items: impl IntoIterator<Item = Value>) -> Option<Section> {
    let items: Vec<Value> = items.into_iter().collect();
    (!items.is_empty()).then_some(Section { heading, items })
}

/// A document in a list, with what tells it apart from others.
pub(super) fn brief(node: &Node) -> Value {
    match node {
        Node::Seminar(seminar) => Value::occasion(seminar),
        Node::NewsArticle(article) => {
            Value::node(node).noted(print::date_long(article.published_on, Swedish))
        }
        Node::Initiative(initiative) => Value::node(node).noted(initiative.summary.clone()),
        Node::Term(term) => Value::node(node).noted(term.definition.clone()),
        Node::Figure(figure) => Value::node(node)
            .noted(format!("{} – {} ({})", figure.text, figure.counts, figure.year)),
        Node::Source(source) => Value::node(node).noted(source.publisher.clone()),
        Node::Person(person) => {
            let titles: Vec<_> = person.affiliations.iter().map(|post| &post.title).collect();
            Value::node(node).noted(print::list(&titles, Swedish))
        }
        Node::Venue(venue) => Value::node(node).noted(venue.city.clone().unwrap_or_default()),
        Node::Organisation(organisation) => {
            Value::node(node).noted(organisation.abbreviation.clone().unwrap_or_default())
        }
        Node::Series(series) => Value::node(node).noted(series.theme.clone().unwrap_or_default()),
    }
}

/// The documents that are named, which are there.
pub(super) fn named<'a, T: Shelved + 'a>(
    snapshot: &'a Snapshot,
    slugs: impl IntoIterator<Item = &'a Slug> + 'a,
) -> impl Iterator<Item = Value> + 'a {
    slugs.into_iter().filter_map(|slug| snapshot.get::<T>(slug)).map(|entry| Value::entry(entry))
}

/// Where a document's page is, on this server. Two sites may use one name for different documents, so
/// that of another site says which.
pub(super) fn address(kind: Kind, slug: &Slug) -> String {
    let site = slug.site().map(|site| format!("?webbplats={site}")).unwrap_or_default();
    format!("/{}/{slug}{site}", kind.folder())
}

/// "2011", "2011–2014", "från 2011", "till 2014"; nothing where nothing is known.
pub(super) fn period(period: Period) -> String {
    let year = |date: PartialDate| date.year();
    match (period.from.map(year), period.until.map(year)) {
        (Some(from), Some(until)) if from == until => from.to_string(),
        (Some(from), Some(until)) => format!("{from}–{until}"),
        (Some(from), None) => format!("från {from}"),
        (None, Some(until)) => format!("till {until}"),
        (None, None) => String::new(),
    }
}

/// "8.00–8.50", as far as it is known.
pub(super) fn clock(start: &Zoned, end: Option<&Zoned>) -> String {
    print::clock_range(start.time(), end.map(Zoned::time), Swedish)
}

/// Parts of a sentence, as far as they are there.
pub(super) fn joined<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
