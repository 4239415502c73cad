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
pub(crate) struct Instant(String);

impl From<&jiff::Zoned> for Instant {
    fn from(instant: &jiff::Zoned) -> Self {
        Self(instant.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

impl From<jiff::Timestamp> for Instant {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

// What comes back is read into the types everybody knows. A web address stays as the API wrote it:
// parsing would normalise what a source printed.
cynic::impl_scalar!(jiff::Timestamp, generated::DateTime);
cynic::impl_scalar!(jiff::civil::Date, generated::Date);
impl cynic::schema::IsScalar<generated::URL> for String {
    type SchemaType = generated::URL;
}

impl cynic::schema::IsScalar<cynic::Id> for crate::NodeId {
    type SchemaType = cynic::Id;
}

impl cynic::coercions::CoercesTo<cynic::Id> for crate::NodeId {}

impl generated::variable::Variable for crate::NodeId {
    const TYPE: cynic::variables::VariableType = cynic::variables::VariableType::Named("ID");
}
