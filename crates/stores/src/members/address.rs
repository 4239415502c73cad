//! Which addresses a hub connects to: those of the public internet, and others only where the
//! operator names them.
//!
//! A member's name is resolved once; every address behind it is looked at, and the connection goes
//! to what was looked at. So a name cannot be public when it is checked and point into the operator's
//! own network when it is connected to.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Finds the addresses behind public names.
#[derive(Debug, Default)]
pub(super) struct PublicOnly {
    /// Hosts that may be anywhere.
    allowed: Arc<[String]>,
}

/// A member's address may not be connected to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{host} is not on the public internet; name it in `allow` if it is meant to be elsewhere")]
pub struct NotPublic {
    host: String,
}

impl PublicOnly {
    /// Public names, and these hosts wherever they are.
    pub(super) fn and(allowed: &[String]) -> Self {
        Self { allowed: allowed.into() }
    }

    /// Whether an address that is written as numbers may be connected to; a name is looked at when
    /// it is resolved.
    ///
    /// # Errors
    /// When it may not.
    pub(super) fn admit(&self, api: &Url) -> Result<(), NotPublic> {
        let ip = match api.host() {
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        let host = ip.to_string();
        if is_public(ip) || self.allowed.contains(&host) { Ok(()) } else { Err(NotPublic { host }) }
    }
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let is_allowed = self.allowed.contains(&host);
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            if is_allowed || found.iter().all(|address| is_public(address.ip())) {
                Ok(Box::new(found.into_iter()) as Addrs)
            } else {
                Err(NotPublic { host }.into())
            }
        })
    }
}

/// Whether an address is one of the public internet's, by IANA's registries of special-purpose
/// addresses (RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_for_protocols = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99);
    let is_for_benchmarks = a == 198 && (18..20).contains(&b);
    let is_nowhere = a == 0 || a >= 240 || ip.is_multicast() || ip.is_documentation();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || is_shared
        || is_for_protocols
        || is_for_benchmarks
        || is_nowhere)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, ..] = ip.segments();
    let [.., g, h] = ip.segments();
    let embedded = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high, low].map(u16::to_be_bytes);
        Ipv4Addr::new(a, b, c, d)
    };
    if let Some(ip) = ip.to_ipv4_mapped() {
        return is_public_v4(ip);
    }
    match a {
        // An IPv4 address by other words: through NAT64, or 6to4.
        0x0064 if b == 0xff9b && c == 0 => is_public_v4(embedded(g, h)),
        0x2002 => is_public_v4(embedded(b, c)),
        // For protocols, Teredo among them, and for documentation.
        0x2001 if b < 0x0200 || b == 0x0db8 => false,
        0x3fff if b < 0x1000 => false,
        // All that is handed out to anybody is in here.
        0x2000..=0x3fff => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_public() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
        };
        for public in ["8.8.8.8", "193.10.1.1", "100.63.0.1", "172.15.0.1", "198.20.0.1"] {
            check(public, true);
        }
        for public in ["2a00:801::1", "2001:4860:4860::8888", "64:ff9b::808:808", "2002:808:808::1"]
        {
            check(public, true);
        }
        for elsewhere in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "192.88.99.1",
        ] {
            check(elsewhere, false);
        }
        for elsewhere in [
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "::7f00:1",
            "64:ff9b:1::1",
            "fec0::1",
            "100::1",
            "5f00::1",
        ] {
            check(elsewhere, false);
        }
    }

    #[test]
    fn an_address_in_numbers_is_looked_at_too() {
        let check = |api: &str, allowed: &[&str], expected: bool| {
            let allowed: Vec<String> = allowed.iter().map(|host| (*host).to_owned()).collect();
            let admitted = PublicOnly::and(&allowed).admit(&api.parse().unwrap());
            assert_eq!(admitted.is_ok(), expected, "{api}");
        };
        check("https://exempel.test/graphql", &[], true);
        check("http://127.0.0.1:8080/graphql", &[], false);
        check("http://127.0.0.1:8080/graphql", &["127.0.0.1"], true);
        check("http://0x7f.1/graphql", &[], false);
        check("http://2130706433/graphql", &[], false);
        check("http://[::1]:8080/graphql", &[], false);
        check("http://[::1]:8080/graphql", &["::1"], true);
        check("http://169.254.169.254/latest", &[], false);
    }
}
