//! Whether lists tell whose each thing is: where the API speaks for several sites.

use finsam_client::{Named, Site};

use super::lines::{named, one_line};
use crate::markdown::{cut, width};

/// How many sites are named below an answer.
const NAMED: usize = 3;
/// How much room their names get, in characters.
const NAMES: usize = 90;

/// Whether it is told which site a thing is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Whose {
    /// All is of one site.
    #[default]
    Untold,
    /// The API speaks for several sites.
    Told,
}

impl Whose {
    /// Where the API speaks for so many sites.
    pub(crate) fn of(sites: usize) -> Self {
        if sites > 1 { Self::Told } else { Self::Untold }
    }

    /// The site's name after what is told of a thing, if it is told.
    pub(super) fn after(self, told: String, site: &Site) -> String {
        match self {
            Self::Untold => told,
            Self::Told => format!("{told} · {}", named(&site.name)),
        }
    }

    /// A footer within its room, with the names of the sites that these things are of at its end.
    pub(crate) fn below(self, footer: &str, things: &[Named], room: usize) -> String {
        let mut sites: Vec<String> = Vec::new();
        for thing in things.iter().filter(|_| self == Self::Told) {
            let name = one_line(thing.site.name.trim());
            if !sites.contains(&name) {
                sites.push(name);
            }
        }
        let more = if sites.len() > NAMED { " …" } else { "" };
        sites.truncate(NAMED);
        let sites = cut(&format!("{}{more}", sites.join(", ")), NAMES);
        let footer = cut(footer, room.saturating_sub(width(&sites) + 3));
        let parts = [footer, sites].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    }
}
