//! What is said beside an answer of the sites it rests on: that some were not heard of lately.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// The sites an answer rests on whose content may be old. None as a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// Those that are named, not heard of the longest first.
    pub sites: Vec<StaleSite>,
    /// How many they are, also those that are not named.
    pub count: usize,
}

/// A site whose content may be old.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaleSite {
    /// Its short name.
    pub site: String,
    /// Its name.
    pub name: String,
    /// When it was last heard of; none if never, so that nothing is there of it.
    pub heard_at: Option<Timestamp>,
}

impl Stale {
    /// Whether all is as of now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// That of two answers that are shown as one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let unnamed = |stale: &Self| stale.count.saturating_sub(stale.sites.len());
        let unnamed = unnamed(&self).max(unnamed(&other));
        for site in other.sites {
            if self.sites.iter().all(|there| there.site != site.site) {
                self.sites.push(site);
            }
        }
        self.sites.sort_by_key(|site| site.heard_at);
        Self { count: self.sites.len().saturating_add(unnamed), ..self }
    }

    /// From what stands beside an answer. It is a remark: what cannot be read of it is left out.
    pub(crate) fn of(extensions: &Value) -> Self {
        let sites = extensions["stale"].as_array().map(Vec::as_slice).unwrap_or_default();
        let sites: Vec<StaleSite> =
            sites.iter().filter_map(|site| StaleSite::deserialize(site).ok()).collect();
        let count = extensions["staleCount"].as_u64().and_then(|count| count.try_into().ok());
        let count = count.unwrap_or(0).max(sites.len());
        Self { sites, count }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_can_be_read_of_the_remark_is() {
        let check = |extensions: Value, expected: &[&str], count: usize| {
            let stale = Stale::of(&extensions);
            let sites: Vec<_> = stale.sites.iter().map(|site| site.site.as_str()).collect();
            assert_eq!((sites.as_slice(), stale.count), (expected, count), "{extensions}");
        };
        let site = |site: &str, heard_at: Value| json!({ "site": site, "name": "N", "state": "FAILING", "heardAt": heard_at });
        let norr = site("norr", json!("2031-06-30T18:00:00+02:00"));
        check(Value::Null, &[], 0);
        check(json!({ "other": 1 }), &[], 0);
        check(json!({ "stale": "no list" }), &[], 0);
        check(json!({ "stale": [norr], "staleCount": 1 }), &["norr"], 1);
        check(json!({ "stale": [norr, site("syd", Value::Null)] }), &["norr", "syd"], 2);
        check(json!({ "stale": [norr, { "name": "no site" }], "staleCount": 30 }), &["norr"], 30);
        check(json!({ "stale": [site("syd", json!("no time")), norr] }), &["norr"], 1);
    }

    #[test]
    fn what_two_answers_rest_on_is_told_once() {
        let of = |sites: &[(&str, Option<i64>)], count: usize| {
            let site = |(site, heard_s): &(&str, Option<i64>)| StaleSite {
                site: (*site).to_owned(),
                name: site.to_uppercase(),
                heard_at: heard_s.and_then(|second| Timestamp::from_second(second).ok()),
            };
            Stale { sites: sites.iter().map(site).collect(), count }
        };
        let (a, b) = (("a", Some(5)), ("b", None));
        assert_eq!(of(&[a], 1).and(of(&[a, b], 2)), of(&[b, a], 2));
        assert_eq!(of(&[a], 21).and(of(&[], 0)), of(&[a], 21));
        assert!(Stale::default().and(Stale::default()).is_empty());
    }
}
