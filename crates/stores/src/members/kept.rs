//! A member's copy on disk: texts under their hashes, and one file that says which of them the copy
//! is made of.
//!
//! The texts are written before the file that names them, and removed after it. So whenever the
//! machine stops, the file names what is there; and what is there is looked at when it is read.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use finsam_model::{Id, Site, Slug};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{
    Member, News,
    copy::{Copy, Kept, Place},
};
pub(super) use crate::digest::digest as hash;

/// The form of the file, so that another one is not misread.
const FORMAT: &str = "finsam-member 1";
const COPY: &str = "copy.json";
const DOCUMENTS: &str = "documents";

/// Slugs as text.
pub(super) mod slug {
    use finsam_model::Slug;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in super::super) fn serialize<S: Serializer>(
        slug: &Slug,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(slug.as_str())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Slug, D::Error> {
        let text = String::deserialize(deserializer)?;
        Slug::new(&text).map_err(D::Error::custom)
    }
}

/// A member's folder.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

/// What was kept of a member.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) copy: Copy,
    pub(super) sites: Vec<Site>,
    /// The texts of its documents, by their hashes.
    pub(super) texts: HashMap<String, String>,
    /// When it was last heard of, in seconds since 1970.
    pub(super) heard_s: Option<i64>,
    /// How many documents could not be used.
    pub(super) damaged: usize,
}

#[derive(Serialize, Deserialize)]
struct Written {
    format: String,
    token: Option<String>,
    heard_s: Option<i64>,
    sites: Vec<WrittenSite>,
    documents: BTreeMap<String, Kept>,
    gone: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct WrittenSite {
    #[serde(with = "slug")]
    slug: Slug,
    name: String,
    language: String,
    url: Option<String>,
    editor: Option<String>,
    #[serde(default)]
    via: Vec<String>,
}

impl Folder {
    /// The folder for a member, within that for all of them.
    pub(super) fn of(members: &Path, site: &Slug) -> Self {
        Self(members.join(site.as_str()))
    }

    /// What there was of sites that are no members any more: who was the same as something of theirs
    /// goes on by its id.
    pub(super) fn former(folder: &Path, members: &[Member]) -> News {
        let here = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let sites = here.filter_map(|entry| Slug::new(entry.file_name().to_str()?).ok());
        let former = sites.filter(|site| members.iter().all(|member| member.site != *site));
        News::Gone(
            former
                .flat_map(|site| {
                    let mut copy = Self::of(folder, &site).read().copy;
                    copy.keep_only(&[]);
                    copy.gone
                })
                .collect(),
        )
    }

    /// What is kept there. What is damaged is left out, and then the copy is to be read from the
    /// beginning; nothing, where nothing can be read.
    pub(super) fn read(&self) -> Found {
        let bytes = match fs::read(self.0.join(COPY)) {
            Ok(bytes) => bytes,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%error, "what was fetched from a member cannot be read");
                }
                return Found::default();
            }
        };
        match serde_json::from_slice::<Written>(&bytes) {
            Ok(written) if written.format == FORMAT => self.found(written),
            _ => {
                tracing::warn!("what was fetched from a member is damaged, and fetched anew");
                Found::default()
            }
        }
    }

    fn found(&self, written: Written) -> Found {
        let Written { token, heard_s, sites, documents, gone, .. } = written;
        let mut found = Found { heard_s, ..Found::default() };
        found.sites = sites.into_iter().map(Site::from).collect();
        for (id, kept) in documents {
            let text = fs::read_to_string(self.document(&kept.hash)).ok();
            let text = text.filter(|text| hash(text) == kept.hash);
            let (Some(id), Some(text)) = (Id::parse(&id), text) else {
                found.damaged += 1;
                continue;
            };
            found.copy.places.insert(Place::of(&id, &kept.slug), id.clone());
            found.texts.insert(kept.hash.clone(), text);
            found.copy.documents.insert(id, kept);
        }
        let gone = gone
            .into_iter()
            .filter_map(|(id, slug)| Some((Id::parse(&id)?, Slug::new(&slug).ok()?)));
        found.copy.gone = gone.collect();
        found.copy.token = token.filter(|_| found.damaged == 0);
        found
    }

    /// Keeps a copy, with the texts that are new in it.
    ///
    /// # Errors
    /// When the disk does not take it; then what was kept before still is.
    pub(super) fn write(
        &self,
        copy: &Copy,
        sites: &[Site],
        heard_s: Option<i64>,
        texts: &HashMap<String, String>,
    ) -> io::Result<()> {
        fs::create_dir_all(self.0.join(DOCUMENTS))?;
        for (hash, text) in texts {
            let path = self.document(hash);
            if !path.exists() {
                self.put(&path, text.as_bytes())?;
            }
        }
        let written = Written {
            format: FORMAT.to_owned(),
            token: copy.token.clone(),
            heard_s,
            sites: sites.iter().map(WrittenSite::from).collect(),
            documents: copy
                .documents
                .iter()
                .map(|(id, kept)| (id.to_string(), kept.clone()))
                .collect(),
            gone: copy.gone.iter().map(|(id, slug)| (id.to_string(), slug.to_string())).collect(),
        };
        self.put(&self.0.join(COPY), &serde_json::to_vec(&written)?)
    }

    /// Removes the texts that are no part of a copy any more.
    ///
    /// # Errors
    /// When the folder cannot be read; what cannot be removed stays.
    pub(super) fn tidy(&self, copy: &Copy) -> io::Result<()> {
        let needed: HashSet<&str> =
            copy.documents.values().map(|kept| kept.hash.as_str()).collect();
        for entry in fs::read_dir(self.0.join(DOCUMENTS))? {
            let entry = entry?;
            let name = entry.file_name();
            let hash = name.to_str().and_then(|name| name.strip_suffix(".md"));
            if hash.is_none_or(|hash| !needed.contains(hash)) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// Files are replaced whole, so that none is ever half written.
    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = NamedTempFile::new_in(&self.0)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    }

    fn document(&self, hash: &str) -> PathBuf {
        // A hash that was tampered with leads nowhere else.
        let name: String = hash.chars().filter(char::is_ascii_hexdigit).collect();
        self.0.join(DOCUMENTS).join(format!("{name}.md"))
    }
}

impl From<WrittenSite> for Site {
    fn from(site: WrittenSite) -> Self {
        let WrittenSite { slug, name, language, url, editor, via } = site;
        let via = via.iter().filter_map(|site| Slug::new(site).ok()).collect();
        Self { slug, name, language, url, editor, via }
    }
}

impl From<&Site> for WrittenSite {
    fn from(site: &Site) -> Self {
        let Site { slug, name, language, url, editor, via } = site.clone();
        let via = via.iter().map(Slug::to_string).collect();
        Self { slug, name, language, url, editor, via }
    }
}
