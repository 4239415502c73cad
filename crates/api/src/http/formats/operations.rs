//! The saved queries: the files of `schema/operations`, by the names of the files.

use std::{collections::BTreeMap, sync::LazyLock};

use async_graphql::parser::{
    parse_query,
    types::{Field, OperationDefinition, Selection as Selected, VariableDefinition},
};
use serde_json::{Map, Value};

use super::Format;
use crate::http::persisted_queries::Hash;

/// Takes files in, with what their lists are called to readers.
macro_rules! saved {
    ($($name:literal $title:literal)*) => {
        const SAVED: &[(&str, &str, &str)] = &[$((
            $name,
            $title,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/operations/", $name, ".graphql")),
        )),*];
    };
}

saved! {
    "ask" "Svar"
    "calendar" "Kalender"
    "complete" "Förslag"
    "concept" "Begrepp"
    "copy" "Ändringar"
    "entities" "Dokument"
    "news" "Nyheter"
    "nodes" "Dokument"
    "organisation" "Organisation"
    "person" "Person"
    "programme" "Program"
    "search" "Sökträffar"
    "seminar" "Seminarium"
    "site" "Kalender"
    "sites" "Webbplatser"
    "today" "I dag"
    "topic" "Ämne"
    "upcoming" "Kommande seminarier"
    "week" "Den här veckan"
}

/// The fields at the root that are lists of documents, page by page.
const LISTS: &[&str] = &[
    "allSeries",
    "figures",
    "initiatives",
    "news",
    "organisations",
    "people",
    "seminars",
    "sources",
    "speakers",
    "terms",
    "venues",
];

/// Those that are one document.
const SINGLES: &[&str] = &[
    "figure",
    "initiative",
    "newsArticle",
    "organisation",
    "person",
    "seminar",
    "series",
    "source",
    "term",
    "venue",
];

/// Lists of what no seminar refers to.
const WITHOUT_SEMINARS: &[&str] =
    &["news", "newsArticle", "figures", "figure", "sources", "source"];

/// A saved query.
pub(in crate::http) struct Operation {
    pub(in crate::http) name: &'static str,
    /// What a list of what it finds is called.
    pub(super) title: &'static str,
    pub(in crate::http) text: &'static str,
    pub(super) variables: Vec<VariableDefinition>,
    /// How to find the documents it is about, if it is about any.
    pub(super) selection: Option<Selection>,
    /// The formats it is served in, the plainest first.
    pub(super) formats: Vec<Format>,
}

/// A query for nothing but the ids of the documents that another one is about.
pub(super) struct Selection {
    pub(super) text: String,
    variables: Vec<String>,
    has_seminars: bool,
}

/// All of them.
pub(in crate::http) struct Operations {
    by_name: BTreeMap<&'static str, Operation>,
    by_hash: Vec<(Hash, &'static str)>,
}

impl Operations {
    pub(in crate::http) fn all() -> &'static Self {
        static ALL: LazyLock<Operations> = LazyLock::new(|| {
            let read = SAVED.iter().filter_map(|(name, title, text)| read(name, title, text));
            let by_name = read.map(|operation| (operation.name, operation)).collect();
            let by_hash = SAVED.iter().map(|(name, _, text)| (Hash::of(text), *name)).collect();
            Operations { by_name, by_hash }
        });
        &ALL
    }

    pub(in crate::http) fn named(&self, name: &str) -> Option<&Operation> {
        self.by_name.get(name)
    }

    /// By the hash of the file's text.
    pub(in crate::http) fn with_hash(&self, hash: Hash) -> Option<&Operation> {
        let (_, name) = self.by_hash.iter().find(|(known, _)| *known == hash)?;
        self.named(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.by_name.keys().copied()
    }
}

impl Operation {
    /// Whether one can go on where a page ends.
    pub(super) fn has_pages(&self) -> bool {
        ["first", "after"].iter().all(|name| self.variable(name).is_some())
    }

    pub(super) fn variable(&self, name: &str) -> Option<&VariableDefinition> {
        self.variables.iter().find(|variable| variable.name.node == name)
    }
}

impl Selection {
    /// Those of the variables that it has.
    pub(super) fn uses(&self, variables: &Map<String, Value>) -> Map<String, Value> {
        let used = variables.iter().filter(|(name, _)| self.variables.contains(name));
        used.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

/// Each file holds one operation; a test says so.
fn read(name: &'static str, title: &'static str, text: &'static str) -> Option<Operation> {
    let document = parse_query(text).ok()?;
    let (_, operation) = document.operations.iter().next()?;
    let operation = &operation.node;
    let definitions = operation.variable_definitions.iter();
    let variables = definitions.map(|variable| variable.node.clone()).collect();
    let selection = selection(operation);
    let formats = formats(selection.as_ref());
    Some(Operation { name, title, text, variables, selection, formats })
}

/// The lists at the root; where there is none, its single documents.
/// The formats for what is about these documents, or about none.
fn formats(of: Option<&Selection>) -> Vec<Format> {
    let is_served = |format: &Format| match of {
        None => !format.is_of_documents(),
        Some(selection) => *format != Format::Ics || selection.has_seminars,
    };
    Format::ALL.into_iter().filter(is_served).collect()
}

fn selection(operation: &OperationDefinition) -> Option<Selection> {
    let fields = operation.selection_set.node.items.iter();
    let fields: Vec<&Field> = fields
        .filter_map(|selected| match &selected.node {
            Selected::Field(field) => Some(&field.node),
            _ => None,
        })
        .collect();
    let of = |find: &dyn Fn(&str) -> Option<&'static str>| -> Vec<(&Field, &'static str)> {
        fields.iter().filter_map(|field| Some((*field, find(&field.name.node)?))).collect()
    };
    let mut found = of(&|name| match name {
        "search" => Some("{ nodes { node { id } } pageInfo { hasNextPage endCursor } }"),
        name if LISTS.contains(&name) => {
            Some("{ nodes { id } pageInfo { hasNextPage endCursor } }")
        }
        _ => None,
    });
    if found.is_empty() {
        found = of(&|name| (name == "nodes" || SINGLES.contains(&name)).then_some("{ id }"));
    }
    if found.is_empty() {
        return None;
    }
    let has_seminars =
        found.iter().any(|(field, _)| !WITHOUT_SEMINARS.contains(&field.name.node.as_str()));
    let roots: Vec<String> =
        found.iter().zip(0..).map(|((field, what), nth)| root(field, what, nth)).collect();
    let roots = roots.join(" ");
    let used = |name: &str| {
        let written = format!("${name}");
        let mut after = roots.match_indices(&written).map(|(at, found)| at + found.len());
        let is_whole = |at: usize| {
            let next = roots.get(at..).and_then(|rest| rest.chars().next());
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        };
        after.any(is_whole)
    };
    let definitions = operation.variable_definitions.iter().map(|variable| &variable.node);
    let (mut variables, mut declared) = (Vec::new(), String::new());
    for variable in definitions.filter(|variable| used(&variable.name.node)) {
        let (name, of_type) = (&variable.name.node, &variable.var_type.node);
        let default = variable.default_value.as_ref();
        let default = default.map(|value| format!(" = {}", value.node)).unwrap_or_default();
        declared.extend(["$", name.as_str(), ": ", &of_type.to_string(), &default, " "]);
        variables.push(name.to_string());
    }
    let declared = if declared.is_empty() { declared } else { format!("({declared})") };
    Some(Selection { text: format!("query {declared} {{ {roots} }}"), variables, has_seminars })
}

/// A field at the root with its arguments, and `what` of it.
fn root(field: &Field, what: &str, nth: usize) -> String {
    let written =
        field.arguments.iter().map(|(name, value)| format!("{}: {} ", name.node, value.node));
    let written: String = written.collect();
    let written = if written.is_empty() { written } else { format!("({written})") };
    format!("r{nth}: {}{written} {what}", field.name.node)
}
