//! Who the members of a hub are, as the operator writes it in a file.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use finsam_client::Key;
use finsam_model::Slug;
use serde::Deserialize;
use url::Url;

use super::Limits;

/// A hub's members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// In the order written.
    pub members: Vec<Member>,
    /// Hosts that may be connected to though they are not on the public internet.
    pub allow: Vec<String>,
    /// What each of them may cost.
    pub limits: Limits,
    /// Where that is written, if it is, and may be written otherwise later.
    pub file: Option<PathBuf>,
}

/// A site whose content a hub fetches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its short name. What it publishes under another is refused, unless it is a hub.
    pub site: Slug,
    /// Where its API is.
    pub api: Url,
    /// What it knows the hub by, if it wants to.
    pub key: Option<Key>,
    /// Whether it is a hub itself, and speaks for sites that are no members here.
    pub is_hub: bool,
}

/// The file says something that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {why}")]
pub struct BadMembers {
    path: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    member: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    site: String,
    api: Url,
    key: Option<String>,
    #[serde(default)]
    hub: bool,
}

impl Members {
    /// Reads the file.
    ///
    /// # Errors
    /// With a plain sentence, when it cannot be read or says something that cannot be used.
    pub fn read(path: &Path) -> Result<Self, BadMembers> {
        let bad = |why: String| BadMembers { path: path.display().to_string(), why };
        let text = fs::read_to_string(path).map_err(|error| bad(error.to_string()))?;
        let members = Self::parse(&text).map_err(bad)?;
        Ok(Self { file: Some(path.to_owned()), ..members })
    }

    /// The members as their file has them now; none where it says the same as before.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub(super) fn otherwise(&self) -> Result<Option<Self>, BadMembers> {
        let Some(file) = &self.file else { return Ok(None) };
        let members = Self::read(file)?;
        Ok((members != *self).then_some(members))
    }

    fn parse(text: &str) -> Result<Self, String> {
        // The error shows the line, which may hold a key: the place is enough.
        let file: File = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            format!("line {line}: {}", error.message())
        })?;
        let mut names = BTreeSet::new();
        let mut members = Vec::new();
        for Written { site, api, key, hub } in file.member {
            let slug = Slug::new(&site).map_err(|error| format!("member {site:?}: {error}"))?;
            if !names.insert(slug.clone()) {
                return Err(format!("member {site} stands twice"));
            }
            if !matches!(api.scheme(), "http" | "https") {
                return Err(format!("member {site}: its api is an http or https address"));
            }
            let key = key.as_deref().map(Key::new).transpose();
            let key = key.map_err(|error| format!("member {site}: {error}"))?;
            members.push(Member { site: slug, api, key, is_hub: hub });
        }
        Ok(Self { members, allow: file.allow, limits: file.limits, file: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_or_told() {
        let check = |text: &str, expected: Result<&str, &str>| {
            let read = Members::parse(text).map(|members| {
                let of = |member: &Member| {
                    let key = if member.key.is_some() { " key" } else { "" };
                    let hub = if member.is_hub { " hub" } else { "" };
                    format!("{} {}{key}{hub}", member.site, member.api)
                };
                members.members.iter().map(of).collect::<Vec<_>>().join(", ")
            });
            let (read, expected) =
                (read.unwrap_or_else(|why| why), expected.unwrap_or_else(|why| why));
            assert!(read.contains(expected), "{text}: {read}");
        };
        let norr = "[[member]]\nsite = \"norr\"\napi = \"https://norr.test/graphql\"\n";
        check(norr, Ok("norr https://norr.test/graphql"));
        check(
            &format!("{norr}key = \"abc\"\nhub = true"),
            Ok("norr https://norr.test/graphql key hub"),
        );
        check("", Ok(""));
        check(&norr.repeat(2), Err("member norr stands twice"));
        check(&norr.replace("norr\"", "Norr\""), Err("a slug is"));
        check(&norr.replace("https:", "ftp:"), Err("an http or https address"));
        check(&format!("{norr}nyckel = \"abc\""), Err("line 4: unknown field"));
        check(&format!("{norr}key = \"a\\nb\""), Err("a key is"));
        check("allow = 3", Err("line 1"));
        check("[limits]\nround_s = 7", Ok(""));
        check("[limits]\nfiles = 7", Err("line 2: unknown field"));
    }
}
