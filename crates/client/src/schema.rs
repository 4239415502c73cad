//! The API's schema as Rust types, generated from `schema/schema.graphql`, and its scalars.

#![allow(
    missing_docs,
    unreachable_pub,
    reason = "generated from the schema, which documents itself"
)]

#[cynic::schema("finsam")]
mod generated {}

pub(crate) use generated::*;

/// An instant as it travels: RFC 3339 in whole seconds, with the offset of where it was read.
#[derive(cynic::Scalar, Clone, Debug)]
#[cynic(graphql_type = "DateTime", schema_module = "generated")]
pub(crate) struct DateTime(String);

impl From<&jiff::Zoned> for DateTime {
    fn from(instant: &jiff::Zoned) -> Self {
        Self(instant.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// A web address exactly as the API wrote it. Parsing would normalise what a source printed.
#[derive(cynic::Scalar, Clone, Debug)]
#[cynic(graphql_type = "URL", schema_module = "generated")]
pub(crate) struct Address(pub(crate) String);
