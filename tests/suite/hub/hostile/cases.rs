//! What members do to a hub, and what it is to say of each.

mod garbage;
mod lies;
mod size;
mod time;

use super::member::Member;

/// The limits of the hub, as its operator wrote them.
pub(super) const LIMITS: &str = "[limits]\ndocuments = 300\nbytes = 4194304\n\
    changes_an_hour = 50\nanswer_s = 2\nround_s = 6\n";

/// What the hub sends to each member.
pub(super) const KEY: &str = "hemlig-nyckel-4711";

pub(super) struct Case {
    /// The site the hub takes it for.
    pub(super) name: &'static str,
    pub(super) member: Member,
    pub(super) is_hub: bool,
    pub(super) expected: Expected,
}

/// What is to be told of a member.
pub(super) struct Expected {
    pub(super) state: &'static str,
    /// Contained in what is the matter; nothing is the matter where it is empty.
    pub(super) why: &'static str,
    pub(super) documents: u64,
    pub(super) refused: u64,
    /// How much is wrong in its documents, where that matters.
    pub(super) problems: Option<u64>,
    /// Whether it tells by itself what is new, where that matters.
    pub(super) live: Option<bool>,
}

impl Case {
    fn with_problems(mut self, problems: u64) -> Self {
        self.expected.problems = Some(problems);
        self
    }

    fn live(mut self, is_live: bool) -> Self {
        self.expected.live = Some(is_live);
        self
    }

    fn of_a_hub(self) -> Self {
        Self { is_hub: true, ..self }
    }

    fn with_documents(mut self, documents: u64) -> Self {
        self.expected.documents = documents;
        self
    }
}

fn case(name: &'static str, member: Member, expected: Expected) -> Case {
    Case { name, member, is_hub: false, expected }
}

/// Nothing of it is taken.
fn failing(name: &'static str, why: &'static str, member: Member) -> Case {
    case(name, member, expecting("FAILING", why, 0, 0))
}

/// It is as good as any, with so many documents.
fn well(name: &'static str, documents: u64, member: Member) -> Case {
    case(name, member, expecting("WELL", "", documents, 0))
}

/// One of its documents is not taken.
fn refused(name: &'static str, why: &'static str, documents: u64, member: Member) -> Case {
    case(name, member, expecting("WELL", why, documents, 1))
}

fn expecting(state: &'static str, why: &'static str, documents: u64, refused: u64) -> Expected {
    Expected { state, why, documents, refused, problems: None, live: None }
}

pub(super) fn all() -> Vec<Case> {
    [size::cases(), time::cases(), garbage::cases(), lies::cases()].into_iter().flatten().collect()
}
