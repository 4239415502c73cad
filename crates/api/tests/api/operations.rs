//! What others ask, in `schema/operations`: each is answered, and what it reads is of the types that it
//! was when it was written down. So a change to the schema tells whom it would break.

use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

use async_graphql::{
    Request,
    parser::{
        parse_query, parse_schema,
        types::{ExecutableDocument, Selection, SelectionSet, TypeKind, TypeSystemDefinition},
    },
};
use finsam_api::graphql::{Sdl, Service};

use crate::asking::{Tree, execute};

/// The types of every type's fields, as they are written.
type Types = BTreeMap<String, BTreeMap<String, String>>;

/// The stored operations by name.
fn operations() -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema/operations");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let operations: BTreeMap<_, _> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "graphql"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(operations.len() >= 10, "{operations:?}");
    operations
}

#[test]
fn no_stored_operation_is_broken() {
    let now = "2018-07-05T05:15:00Z";
    let snapshot = Tree::Content.snapshot(now);
    let mut broken = Vec::new();
    for (name, text) in operations() {
        let response = execute(&snapshot, now, Request::new(text));
        if let Some(errors) = response.get("errors") {
            broken.push(format!("{name}: {errors}"));
        }
    }
    assert!(broken.is_empty(), "whoever asks these would be refused:\n{}", broken.join("\n"));
}

#[test]
fn what_a_stored_operation_reads_is_of_the_same_types_as_before() {
    let types = types();
    let mut read = String::new();
    for (name, text) in operations() {
        let document = parse_query(&text).unwrap();
        writeln!(read, "# {name}").unwrap();
        for (_, operation) in document.operations.iter() {
            let root = &operation.node.selection_set.node;
            write_reads(&types, &document, "Query", root, "", &mut read);
        }
    }
    insta::assert_snapshot!(read);
}

/// The types of the schema of gateways, whose part the site's own is but for `node` and `nodes`.
fn types() -> Types {
    let mut types = Types::new();
    let service = Service::default();
    for sdl in [service.sdl(Sdl::Federation), service.sdl(Sdl::Plain)] {
        for definition in parse_schema(&sdl).unwrap().definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                _ => continue,
            };
            let fields = fields.into_iter().map(|field| {
                let field = field.node;
                (field.name.node.to_string(), field.ty.node.to_string())
            });
            types.entry(definition.node.name.node.to_string()).or_default().extend(fields);
        }
    }
    types
}

/// Writes a line for each field that is read, under the path to it.
fn write_reads(
    types: &Types,
    document: &ExecutableDocument,
    of: &str,
    set: &SelectionSet,
    path: &str,
    into: &mut String,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let name = field.node.name.node.as_str();
                let typed = types.get(of).and_then(|fields| fields.get(name));
                let typed = typed.map_or("-", String::as_str);
                let path = format!("{path}{name}");
                writeln!(into, "{path}: {typed}").unwrap();
                let of = typed.trim_matches(['[', ']', '!']);
                let set = &field.node.selection_set.node;
                write_reads(types, document, of, set, &format!("{path}."), into);
            }
            Selection::InlineFragment(fragment) => {
                let condition = fragment.node.type_condition.as_ref();
                let of = condition.map_or(of, |condition| condition.node.on.node.as_str());
                let path = format!("{path}<{of}>.");
                let set = &fragment.node.selection_set.node;
                write_reads(types, document, of, set, &path, into);
            }
            Selection::FragmentSpread(spread) => {
                let fragment = &document.fragments[&spread.node.fragment_name.node].node;
                let of = fragment.type_condition.node.on.node.as_str();
                write_reads(types, document, of, &fragment.selection_set.node, path, into);
            }
        }
    }
}
