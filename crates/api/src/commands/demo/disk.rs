//! Where the network is kept: a folder that a plain `finsam serve` can serve the hub from, too.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use finsam_made_up::Site;
use tempfile::TempDir;

/// The folder of the network.
#[derive(Debug)]
pub(super) enum Disk {
    /// It is there the next time, too.
    Kept(PathBuf),
    /// It is removed in the end.
    Passing(TempDir),
}

impl Disk {
    /// Takes a folder that is there or can be made; a temporary one if none is named.
    pub(super) fn open(folder: Option<&Path>) -> io::Result<Self> {
        match folder {
            Some(folder) => {
                fs::create_dir_all(folder)?;
                // Its files are named to people, wherever they stand.
                Ok(Self::Kept(fs::canonicalize(folder)?))
            }
            None => tempfile::Builder::new().prefix("finsam-demo-").tempdir().map(Self::Passing),
        }
    }

    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Passing(folder) => folder.path(),
        }
    }

    /// Where it is, for people.
    pub(super) fn described(&self) -> String {
        let whether = match self {
            Self::Kept(_) => "kept",
            Self::Passing(_) => "removed in the end",
        };
        format!("{} ({whether}): sites/NAME/ holds what NAME publishes", self.path().display())
    }

    /// The hub's content.
    pub(super) fn hub(&self) -> PathBuf {
        self.path().join("hub")
    }

    /// The file that names the hub's members.
    pub(super) fn members(&self) -> PathBuf {
        self.path().join("members.toml")
    }

    /// A member's content.
    pub(super) fn content(&self, site: &str) -> PathBuf {
        self.path().join("sites").join(site)
    }

    /// A folder for a member that has lost its content, which itself is left alone.
    pub(super) fn emptied(&self, site: &str) -> PathBuf {
        self.path().join("emptied").join(site)
    }

    /// What a site's server remembers between runs; the hub's is called `hub`.
    pub(super) fn state(&self, site: &str) -> PathBuf {
        self.path().join("state").join(site)
    }

    /// Writes a site where there is none; what was written there before is an editor's.
    pub(super) fn settle(&self, site: &Site, folder: &Path) -> io::Result<()> {
        if folder.join("site.md").exists() { Ok(()) } else { site.write(folder) }
    }

    /// Names the members to the hub.
    pub(super) fn name_members<'m>(
        &self,
        members: impl Iterator<Item = (&'m str, SocketAddr)>,
    ) -> io::Result<()> {
        let mut text = "# Written by `finsam demo` whenever it starts.\n\
                        allow = [\"127.0.0.1\"]\n"
            .to_owned();
        for (site, address) in members {
            text +=
                &format!("\n[[member]]\nsite = \"{site}\"\napi = \"http://{address}/graphql\"\n");
        }
        fs::write(self.members(), text)
    }
}
