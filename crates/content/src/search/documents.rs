//! The documents that are searched, by number.

use std::{
    cmp::Ordering,
    collections::BTreeSet,
    ops::{Range, RangeInclusive},
    sync::Arc,
};

use finsam_model::{Kind, PartialDate, Period};
use finsam_swedish::words;
use jiff::civil::{Date, date};
use rpds::{HashTrieMapSync, VectorSync};

use crate::{Node, node::Key, parallel};

/// All documents under numbers that are as small as can be: those of documents that went are given
/// to others. Nobody outside sees the numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    numbers: HashTrieMapSync<Key, u32>,
    by_number: VectorSync<Option<Document>>,
    facts: Arc<Vec<Facts>>,
    /// How their slugs begin: most are told apart by that.
    slugs: Arc<Vec<SlugStart>>,
    free: Arc<Vec<u32>>,
    /// Whose they are, in the order in which these were met.
    sites: Arc<Vec<Together>>,
    extent: Extent,
    /// The numbers among which all documents of each kind are: read from a folder, they are close together.
    spans: Vec<(Kind, Range<u32>)>,
}

/// The first letters of a slug, and zeros for those it has not.
type SlugStart = [u8; 16];

/// From when to when all documents together reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Extent {
    pub(super) first_year: i16,
    pub(super) last_year: i16,
    /// The last day on which something happens, in days; 0 if nothing does.
    pub(super) newest_day: i32,
}

impl Extent {
    fn of(facts: &[Facts]) -> Self {
        let dated = || facts.iter().filter(|facts| facts.years.0 <= facts.years.1);
        let days = facts.iter().map(|facts| facts.day).filter(|day| *day != Facts::NO_DAY);
        Self {
            first_year: dated().map(|facts| facts.years.0).min().unwrap_or(0),
            last_year: dated().map(|facts| facts.years.1).max().unwrap_or(0),
            newest_day: days.max().unwrap_or(0),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) node: Node,
    /// The stems of its label, each between spaces.
    pub(super) label: Arc<str>,
}

/// What is asked of every document that fits, and therefore lies close together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facts {
    pub(super) kind: Kind,
    /// The number of the sites that have it.
    pub(super) sites: u16,
    /// The first and last year it has to do with; the first is later if it has none.
    years: (i16, i16),
    /// The day of what happens on a day, in days; what does not is before all time.
    pub(super) day: i32,
}

/// The sites that have a document, each once, in order; none is home.
pub(super) type Together = Box<[Option<Box<str>>]>;

fn together(node: &Node) -> Together {
    let documents = node.documents();
    let theirs = documents.iter().map(|one| one.slug.site());
    let sites: BTreeSet<Option<&str>> = theirs.chain([node.slug().site()]).collect();
    sites.into_iter().map(|site| site.map(Into::into)).collect()
}

const NO_YEARS: (i16, i16) = (1, 0);

impl Facts {
    pub(super) const NO_DAY: i32 = i32::MIN;

    fn of(node: &Node, sites: u16) -> Self {
        let years = years(node).map_or(NO_YEARS, RangeInclusive::into_inner);
        let day = match node {
            Node::Seminar(seminar) => day_number(seminar.date()),
            Node::NewsArticle(article) => day_number(article.published_on),
            _ => Self::NO_DAY,
        };
        Self { kind: node.kind(), sites, years, day }
    }

    pub(super) fn years(self) -> RangeInclusive<i16> {
        self.years.0..=self.years.1
    }
}

impl Documents {
    pub(super) fn len(&self) -> usize {
        self.numbers.size()
    }

    /// One more than the greatest number that may be in use.
    pub(super) fn numbers(&self) -> usize {
        self.facts.len()
    }

    pub(super) fn get(&self, number: u32) -> Option<&Document> {
        self.by_number.get(usize::try_from(number).ok()?)?.as_ref()
    }

    pub(super) fn number(&self, key: &Key) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// By number; those of numbers not in use have neither year nor day.
    pub(super) fn facts(&self) -> &[Facts] {
        &self.facts
    }

    pub(super) fn kind(&self, number: u32) -> Option<Kind> {
        self.facts.get(usize::try_from(number).ok()?).map(|facts| facts.kind)
    }

    /// Which of two comes first: what happens on a day, latest first, then all else by kind and slug.
    pub(super) fn newest_first(&self, a: u32, b: u32) -> Ordering {
        let place = |number: u32| usize::try_from(number).ok();
        let facts = |number: u32| self.facts.get(place(number)?).copied();
        let day = |facts: Option<Facts>| facts.map_or(Facts::NO_DAY, |facts| facts.day);
        let start = |number: u32| self.slugs.get(place(number)?);
        let (ones, others) = (facts(a), facts(b));
        let by_slug = || match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => a.node.cmp_by_key(&b.node),
            _ => a.cmp(&b),
        };
        let by_kind = || ones.map(|facts| facts.kind).cmp(&others.map(|facts| facts.kind));
        let by_start = || start(a).cmp(&start(b));
        day(others).cmp(&day(ones)).then_with(by_kind).then_with(by_start).then_with(by_slug)
    }

    /// From when to when they reach, once [`measure`](Self::measure)d.
    pub(super) fn extent(&self) -> Extent {
        self.extent
    }

    /// The numbers among which all documents of some kinds are, or all there are if none are given,
    /// once [`measure`](Self::measure)d.
    pub(super) fn span(&self, kinds: &[Kind]) -> Range<u32> {
        let wanted = self.spans.iter().filter(|(kind, _)| kinds.is_empty() || kinds.contains(kind));
        let spans = wanted.map(|(_, span)| span.clone());
        spans.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_default()
    }

    /// Which sites have documents together, or alone, by number.
    pub(super) fn sites(&self) -> &[Together] {
        &self.sites
    }

    /// More than there are numbers for share the last one.
    fn number_of_sites(&mut self, together: Together) -> u16 {
        let known = self.sites.iter().position(|known| *known == together);
        let number = known.unwrap_or_else(|| {
            Arc::make_mut(&mut self.sites).push(together);
            self.sites.len() - 1
        });
        u16::try_from(number).unwrap_or(u16::MAX)
    }

    /// To be called when all changes are made.
    pub(super) fn measure(&mut self) {
        self.extent = Extent::of(&self.facts);
        self.spans.clear();
        for (number, facts) in (0..).zip(self.facts.iter()) {
            match self.spans.iter_mut().find(|(kind, _)| *kind == facts.kind) {
                Some((_, span)) => span.end = number + 1,
                None => self.spans.push((facts.kind, number..number + 1)),
            }
        }
    }

    /// Takes documents in, each under its old number if it has had one.
    pub(super) fn add(&mut self, nodes: &[Node]) {
        if nodes.is_empty() {
            return;
        }
        let sites: Vec<u16> =
            nodes.iter().map(|node| self.number_of_sites(together(node))).collect();
        let facts = Arc::make_mut(&mut self.facts);
        let slugs = Arc::make_mut(&mut self.slugs);
        let labels =
            parallel::in_stretches(nodes, |nodes| nodes.iter().map(label).collect::<Vec<_>>());
        let labels = labels.into_iter().flatten();
        for ((node, label), sites) in nodes.iter().zip(labels).zip(sites) {
            let key = node.key();
            let old = self.numbers.get(&key).copied();
            let free = || Arc::make_mut(&mut self.free).pop();
            let unused = || u32::try_from(facts.len()).unwrap_or(u32::MAX);
            let number = old.or_else(free).unwrap_or_else(unused);
            if old.is_none() {
                self.numbers.insert_mut(key, number);
            }
            let document = Some(Document { node: node.clone(), label });
            let Ok(place) = usize::try_from(number) else { continue };
            match facts.get_mut(place) {
                Some(known) => {
                    *known = Facts::of(node, sites);
                    if let Some(start) = slugs.get_mut(place) {
                        *start = slug_start(node);
                    }
                    self.by_number.set_mut(place, document);
                }
                None => {
                    facts.push(Facts::of(node, sites));
                    slugs.push(slug_start(node));
                    self.by_number.push_back_mut(document);
                }
            }
        }
    }

    pub(super) fn remove(&mut self, key: &Key) {
        if let Some(number) = self.number(key) {
            self.numbers.remove_mut(key);
            if let Ok(place) = usize::try_from(number) {
                self.by_number.set_mut(place, None);
                if let Some(facts) = Arc::make_mut(&mut self.facts).get_mut(place) {
                    *facts = Facts { years: NO_YEARS, day: Facts::NO_DAY, ..*facts };
                }
            }
            Arc::make_mut(&mut self.free).push(number);
        }
    }
}

/// Days since 1970.
pub(super) fn day_number(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

fn slug_start(node: &Node) -> SlugStart {
    let mut start = SlugStart::default();
    let slug = node.slug().as_str().bytes();
    start.iter_mut().zip(slug).for_each(|(place, letter)| *place = letter);
    start
}

fn label(node: &Node) -> Arc<str> {
    let stems: Vec<String> = words::words(node.label()).iter().map(words::Word::stem).collect();
    format!(" {} ", stems.join(" ")).into()
}

/// The years a document has to do with.
fn years(node: &Node) -> Option<RangeInclusive<i16>> {
    let one = |year| Some(year..=year);
    match node {
        Node::Seminar(seminar) => one(seminar.date().year()),
        Node::NewsArticle(article) => one(article.published_on.year()),
        Node::Figure(figure) => one(figure.year),
        Node::Initiative(initiative) => spanned(initiative.period),
        Node::Series(series) => spanned(series.period),
        _ => None,
    }
}

/// A period of which only one end is known counts where that is.
fn spanned(period: Period) -> Option<RangeInclusive<i16>> {
    let from = period.from.or(period.until).map(PartialDate::year)?;
    let until = period.until.or(period.from).map(PartialDate::year)?;
    Some(from..=until)
}
