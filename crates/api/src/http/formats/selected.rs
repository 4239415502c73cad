//! The documents that a saved query is about, found by their ids in the snapshot it was asked of.

use std::cmp::Reverse;

use async_graphql::Value;
use finsam_content::{Node, Snapshot};
use finsam_model::Id;
use finsam_outlets::calendar;

/// How many documents are asked for at a time, where all are wanted.
pub(super) const LARGEST_PAGE: u32 = 100;

/// The most that are put together out of pages.
const MOST: usize = 1_000;

/// The documents a saved query is about.
#[derive(Default)]
pub(super) struct Selected {
    nodes: Vec<Node>,
    /// Whether they are a list, however long, and not what was asked for by name.
    is_list: bool,
    /// Where the next page begins, if there is one.
    pub(super) next: Option<String>,
}

impl Selected {
    /// Takes in what was found, page by page.
    pub(super) fn add(&mut self, data: &Value, snapshot: &Snapshot) {
        self.next = None;
        let Value::Object(roots) = data else { return };
        for root in roots.values() {
            self.is_list |= field(root, "nodes").is_some() || matches!(root, Value::List(_));
            let mut ids = Vec::new();
            gather_ids(root, &mut ids);
            let nodes = ids.iter().filter_map(|id| snapshot.by_id(&Id::parse(id)?));
            for node in nodes {
                if !self.nodes.iter().any(|known| known.id() == node.id()) {
                    self.nodes.push(node);
                }
            }
            let page = field(root, "pageInfo");
            let goes_on =
                page.and_then(|page| field(page, "hasNextPage")) == Some(&Value::Boolean(true));
            if let Some(Value::String(cursor)) = page.and_then(|page| field(page, "endCursor"))
                && goes_on
            {
                self.next = Some(cursor.clone());
            }
        }
    }

    pub(super) fn has_room(&self) -> bool {
        self.nodes.len() < MOST
    }

    /// Whether a document was asked for by name that is not there.
    pub(super) fn is_nothing(&self) -> bool {
        self.nodes.is_empty() && !self.is_list
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The one document that was asked for.
    pub(super) fn one(&self) -> Option<&Node> {
        match self.nodes.as_slice() {
            [node] if !self.is_list => Some(node),
            _ => None,
        }
    }

    /// What it is called: the document, or the list.
    pub(super) fn title<'a>(&'a self, of_list: &'a str) -> &'a str {
        self.one().map_or(of_list, Node::label)
    }

    /// What goes into a calendar. What has no time has that of the seminars it is named in.
    pub(super) fn seminars(&self, snapshot: &Snapshot) -> Vec<Node> {
        let mut seminars: Vec<Node> = Vec::new();
        for node in &self.nodes {
            if calendar::has_time(node) {
                seminars.push(node.clone());
            } else {
                let named_in = snapshot.referring_to(node.kind(), node.slug());
                seminars.extend(named_in.iter().filter(|node| calendar::has_time(node)).cloned());
            }
        }
        if self.nodes.len() > 1 {
            let mut seen = std::collections::HashSet::new();
            seminars.retain(|node| seen.insert(node.id().clone()));
        }
        seminars
    }

    /// What goes into a feed. One document by itself comes with the seminars and the news it is named
    /// in, the latest first: that is what is new about it.
    pub(super) fn news(&self, snapshot: &Snapshot) -> Vec<Node> {
        let Some(node) = self.one() else { return self.nodes.clone() };
        let date = |node: &Node| match node {
            Node::Seminar(seminar) => Some(seminar.date()),
            Node::NewsArticle(article) => Some(article.published_on),
            _ => None,
        };
        let named_in = snapshot.referring_to(node.kind(), node.slug()).iter();
        let mut named_in: Vec<Node> =
            named_in.filter(|node| date(node).is_some()).cloned().collect();
        named_in.sort_by_key(|node| (Reverse(date(node)), node.id().clone()));
        named_in.truncate(MOST);
        std::iter::once(node.clone()).chain(named_in).collect()
    }
}

fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => fields.get(name),
        _ => None,
    }
}

/// Every id in what was selected, in order.
fn gather_ids<'a>(value: &'a Value, ids: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(id) if name == "id" => ids.push(id),
                    value => gather_ids(value, ids),
                }
            }
        }
        Value::List(values) => values.iter().for_each(|value| gather_ids(value, ids)),
        _ => {}
    }
}
