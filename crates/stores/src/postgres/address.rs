//! Where a database is.

use std::{fmt, str::FromStr};

use sqlx::{ConnectOptions, postgres::PgConnectOptions};

/// Where PostgreSQL is: `postgres://user:password@host:port,host:port/database`. Of several hosts any
/// may be the primary. What stands after a `?` is as in libpq, `target_session_attrs=prefer-standby`
/// included: then documents are read from a replica while there is one.
#[derive(Clone)]
pub struct StoreUrl {
    pub(super) hosts: Vec<Host>,
    pub(super) reads: Reads,
    database: String,
}

/// What the server gives up after, in milliseconds, whatever has become of us: who vanishes in the middle of
/// a push holds the counter, and so everybody else, no longer than this.
const LIMITS: [(&str, &str); 3] = [
    ("statement_timeout", "60000"),
    ("lock_timeout", "20000"),
    ("idle_in_transaction_session_timeout", "10000"),
];

/// One of the machines.
#[derive(Clone)]
pub(super) struct Host {
    /// As it is told to operators.
    pub(super) name: String,
    pub(super) options: PgConnectOptions,
}

/// Whom documents are read from, if there is a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    Primary,
    Standby,
}

/// Not the address of a store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the store as postgres://user@host/database, of a cluster with host,host: {0}")]
pub struct BadStoreUrl(String);

impl FromStr for StoreUrl {
    type Err = BadStoreUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = |why: &str| BadStoreUrl(why.to_owned());
        let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
        let rest = rest.ok_or_else(|| bad("it begins otherwise"))?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = place.split_once('/').unwrap_or((place, ""));
        if database.is_empty() {
            return Err(bad("it names no database"));
        }
        let (user, hosts) = match authority.rsplit_once('@') {
            Some((user, hosts)) => (format!("{user}@"), hosts),
            None => (String::new(), authority),
        };
        let (reads, query) = reads(query)?;
        let host = |host: &str| {
            if host.is_empty() {
                return Err(bad("it names no host"));
            }
            // Its own words could hold the password.
            let options = format!("postgres://{user}{host}/{database}{query}")
                .parse::<PgConnectOptions>()
                .map_err(|_| bad("host, port, user or what stands after ? cannot be read"))?;
            let options = options.application_name("finsam").options(LIMITS);
            let options = options.disable_statement_logging();
            Ok(Host { name: host.to_owned(), options })
        };
        let hosts = hosts.split(',').map(host).collect::<Result<_, _>>()?;
        Ok(Self { hosts, reads, database: database.to_owned() })
    }
}

/// Whom to read from, and the rest of the query.
fn reads(query: &str) -> Result<(Reads, String), BadStoreUrl> {
    let mut reads = Reads::Primary;
    let mut others = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("target_session_attrs=") {
            Some("prefer-standby") => reads = Reads::Standby,
            Some("any" | "primary" | "read-write") => {}
            Some(_) => {
                let why = "target_session_attrs is primary or prefer-standby";
                return Err(BadStoreUrl(why.to_owned()));
            }
            None => others.push(pair),
        }
    }
    let mark = if others.is_empty() { "" } else { "?" };
    Ok((reads, format!("{mark}{}", others.join("&"))))
}

/// Without who logs in, and with what.
impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts: Vec<&str> = self.hosts.iter().map(|host| host.name.as_str()).collect();
        write!(f, "postgres://{}/{}", hosts.join(","), self.database)
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_told_without_its_secrets() {
        let check = |text: &str, expected: &str| {
            let url = text.parse::<StoreUrl>().unwrap();
            assert_eq!(url.to_string(), expected, "{text}");
            assert!(!format!("{url:?}").contains("hemligt"), "{url:?}");
        };
        check("postgres://ada:hemligt@db.test/finsam", "postgres://db.test/finsam");
        check("postgresql://db.test:5433/finsam", "postgres://db.test:5433/finsam");
        check(
            "postgres://ada:hem@ligt@a:1,b:2,c/finsam?sslmode=require",
            "postgres://a:1,b:2,c/finsam",
        );
        check("postgres://[::1]:5432/finsam", "postgres://[::1]:5432/finsam");
        let reads = |text: &str| text.parse::<StoreUrl>().unwrap().reads;
        assert_eq!(reads("postgres://a/b"), Reads::Primary);
        assert_eq!(reads("postgres://a/b?target_session_attrs=prefer-standby"), Reads::Standby);
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_secrets() {
        for wrong in [
            "",
            "mysql://ada:hemligt@a/b",
            "postgres://ada:hemligt@a",
            "postgres://ada:hemligt@a/",
            "postgres://ada:hemligt@a,,b/c",
            "postgres://ada:hemligt@a:port/c",
            "postgres://ada:hemligt@a/b?sslmode=hemligt",
            "postgres://a/b?target_session_attrs=hemligt",
        ] {
            let error = wrong.parse::<StoreUrl>().unwrap_err().to_string();
            assert!(!error.contains("hemligt"), "{wrong}: {error}");
        }
    }
}
