//! Where seminars can be had as a calendar.

use cynic::QueryBuilder;

use crate::{NodeId, error::Error, schema, transport::Client};

impl Client {
    /// The address of the calendar with a document's seminars, as iCalendar; none of a document that
    /// is not there or is never on.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn calendar_of(&self, id: &NodeId) -> Result<Option<String>, Error> {
        let operation = Document::build(DocumentVariables { id: id.clone() });
        let node = self.whole::<Document>(&operation).await?.node;
        Ok(node.and_then(Calendar::address))
    }

    /// The address of the calendar of everything, or of one site's programme; none where there is no
    /// such site.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn calendar(&self, site: Option<&str>) -> Result<Option<String>, Error> {
        let Some(site) = site else {
            return Ok(Some(self.whole::<Everything>(&Everything::build(())).await?.calendar_url));
        };
        let operation = OneSite::build(OneSiteVariables { slug: site.to_owned() });
        Ok(self.whole::<OneSite>(&operation).await?.site.map(|site| site.calendar_url))
    }
}

#[derive(cynic::QueryVariables)]
struct DocumentVariables {
    id: NodeId,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "DocumentVariables")]
struct Document {
    #[arguments(id: $id)]
    node: Option<Calendar>,
}

/// Declares the kinds that have a calendar.
macro_rules! calendars {
    ($($kind:ident)*) => {
        #[derive(cynic::InlineFragments)]
        #[cynic(graphql_type = "Node")]
        enum Calendar {
            $($kind(fragments::$kind),)*
            #[cynic(fallback)]
            None,
        }

        impl Calendar {
            fn address(self) -> Option<String> {
                match self {
                    $(Self::$kind(of) => of.calendar_url,)*
                    Self::None => None,
                }
            }
        }

        mod fragments {
            use crate::schema;

            $(
                #[derive(cynic::QueryFragment)]
                pub(super) struct $kind {
                    pub(super) calendar_url: Option<String>,
                }
            )*
        }
    };
}

calendars! { Seminar Series Person Organisation Venue Initiative Term }

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Everything {
    calendar_url: String,
}

#[derive(cynic::QueryVariables)]
struct OneSiteVariables {
    slug: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OneSiteVariables")]
struct OneSite {
    #[arguments(slug: $slug)]
    site: Option<SiteCalendar>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Site")]
struct SiteCalendar {
    calendar_url: String,
}
