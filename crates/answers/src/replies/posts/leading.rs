//! Who is the head of something, and who the head's second.

use finsam_content::{Node, Shelved};
use finsam_model::{Affiliation, Kind, OrganisationKind, Person};
use finsam_swedish::fold;

use super::{Held, tell};
use crate::{
    question::{BackReference, Intent, Origin, Subject, Token},
    replies::unknown,
    reply::{Case, Reply},
};

/// The titles of those who lead an organisation or a project, folded, the head before the chair.
const LEADING: &[&str] = &[
    "generaldirektor",
    "direktor",
    "chef",
    "forbundschef",
    "forbundsdirektor",
    "kommundirektor",
    "kommunchef",
    "regiondirektor",
    "landstingsdirektor",
    "myndighetschef",
    "verkschef",
    "vd",
    "chefredaktor",
    "redaktor",
    "projektledare",
    "projektledarna",
    "processledare",
    "teamledare",
    "samordnare",
    "ordforande",
];
/// What makes a title that of somebody's second.
const SECOND: &[&str] = &["vice", "bitradande", "ersattare", "stallforetradande", "tidigare"];
/// How a question asks for a second.
pub(super) const ASKED_SECOND: &[&str] = &[
    "vice",
    "bitradande",
    "ersattare",
    "stallforetradare",
    "stallforetradande",
    "deputy",
    "assistant",
    "acting",
];

impl Held<'_> {
    /// Whether it is the post of somebody's second.
    pub(super) fn is_second(&self) -> bool {
        fold(&self.post.title).split(' ').any(|word| SECOND.contains(&word))
    }
}

/// Who is the head of an organisation or a project.
pub(in crate::replies) fn leaders(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let is_of_others = |one: &Subject| {
        let by_pronoun = question.back == Some(BackReference::Person);
        let told = by_pronoun || one.origin != Origin::Remembered;
        let person = one.of(Kind::Person).is_some() && told;
        person || one.of(Kind::Seminar).is_some()
    };
    if question.occasion.mentioned || question.subjects.iter().any(is_of_others) {
        return None;
    }
    let of = |kind: Kind| move |node: &&Node| node.kind() == kind;
    let subjects = question.subjects.iter().filter_map(|subject| subject.nodes.first());
    let before = question.memory.nodes.first().filter(|_| question.subjects.is_empty());
    let subjects = subjects.chain(before);
    let whole = subjects
        .clone()
        .find(of(Kind::Initiative))
        .or_else(|| subjects.clone().find(of(Kind::Organisation)))?;
    let is_unit = matches!(whole, Node::Organisation(one) if one.kind == OrganisationKind::Unit);
    let is_at = |post: &Affiliation| match whole.kind() {
        Kind::Initiative => post.initiative.as_ref() == Some(whole.slug()),
        _ => post.organisation.as_ref() == Some(whole.slug()) && post.initiative.is_none(),
    };
    let referring = case.snapshot.referring_to(whole.kind(), whole.slug()).iter();
    let mut held: Vec<Held<'_>> = Vec::new();
    let second = question.has_word(ASKED_SECOND);
    for person in referring.filter_map(Person::of) {
        for post in person.affiliations.iter().filter(|post| is_at(post)) {
            let title = fold(&post.title);
            let leads = |word: &str| LEADING.contains(&word) || (is_unit && word.ends_with("chef"));
            let one = Held { person, post, exactly: true };
            if title.split(' ').any(leads) && one.is_second() == second {
                held.push(one);
            }
        }
    }
    let rank = |one: &Held<'_>| {
        let title = fold(&one.post.title);
        LEADING.iter().position(|leading| title.ends_with(leading)).unwrap_or(0)
    };
    held.sort_by_key(rank);
    tell(case, held).or_else(|| {
        let refers = question.back == Some(BackReference::Thing);
        let named = question.subjects.iter().any(|one| refers || one.origin != Origin::Remembered);
        let says_more = |token: &&Token| !ASKED_SECOND.contains(&token.folded.as_str());
        let is_all = !question.unexplained().iter().any(says_more);
        (named && is_all).then(|| unknown::reply(case, Intent::Leads))
    })
}
