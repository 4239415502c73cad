//! The formats there are.

use axum::http::{HeaderMap, header};

use crate::http::graphql_request::media_range;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Csv,
    JsonLd,
    Ics,
    Rss,
    Atom,
    JsonFeed,
}

impl Format {
    pub(super) const ALL: [Self; 7] =
        [Self::Json, Self::Csv, Self::JsonLd, Self::Ics, Self::Rss, Self::Atom, Self::JsonFeed];

    /// What stands after the dot.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::JsonLd => "jsonld",
            Self::Ics => "ics",
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::JsonFeed => "feed.json",
        }
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLd => "application/ld+json",
            Self::Ics => "text/calendar; charset=utf-8",
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::JsonFeed => "application/feed+json; charset=utf-8",
        }
    }

    fn media_type(self) -> &'static str {
        self.content_type().split(';').next().unwrap_or_default()
    }

    /// Whether it is made of documents rather than of what was selected of them.
    pub(super) const fn is_of_documents(self) -> bool {
        !matches!(self, Self::Json | Self::Csv)
    }

    /// The format that suits the client best, by its `Accept`; JSON for one that takes anything.
    pub(super) fn negotiate(headers: &HeaderMap, offered: &[Self]) -> Option<Self> {
        let values = headers.get_all(header::ACCEPT).into_iter();
        let ranges =
            values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let ranges: Vec<_> =
            ranges.filter(|range| !range.trim().is_empty()).map(media_range).collect();
        if ranges.is_empty() {
            return Some(Self::Json);
        }
        // A name says more than a range that holds it.
        let weight = |format: Self| {
            let named = ranges.iter().find(|(name, _)| *name == format.media_type());
            let any = || {
                let is_any = |name: &str| matches!(name, "*/*" | "application/*");
                ranges.iter().find(|(name, _)| is_any(name) && format == Self::Json)
            };
            named.or_else(any).map_or(0.0, |(_, weight)| *weight)
        };
        let mut best = None;
        for format in offered.iter().copied() {
            let weight = weight(format);
            if weight > 0.0 && best.is_none_or(|(_, so_far)| weight > so_far) {
                best = Some((format, weight));
            }
        }
        best.map(|(format, _)| format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accept_header_decides() {
        let check = |accept: Option<&str>, expected: Option<Format>| {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, accept.parse().unwrap());
            }
            assert_eq!(Format::negotiate(&headers, &Format::ALL), expected, "{accept:?}");
        };
        check(None, Some(Format::Json));
        check(Some("*/*"), Some(Format::Json));
        check(Some("text/calendar"), Some(Format::Ics));
        check(Some("text/calendar, */*;q=0.1"), Some(Format::Ics));
        check(Some("application/atom+xml;q=0.5, application/rss+xml"), Some(Format::Rss));
        check(Some("application/feed+json"), Some(Format::JsonFeed));
        check(Some("text/html,application/xhtml+xml,*/*;q=0.8"), Some(Format::Json));
        check(Some("application/json;q=0, text/csv"), Some(Format::Csv));
        check(Some("text/html"), None);
        check(Some("text/calendar;q=0"), None);
    }
}
