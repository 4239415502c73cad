//! Documents of different sites that look like the same thing, told of for those who edit them.

use std::borrow::Cow;

use async_graphql::{Context, InputObject, Object, Result};
use finsam_content::{IdentitySuggestion as Suggested, Reason, Sign};
use finsam_model::Kind;

use super::{
    budget::{ANSWER_TOO_LARGE, COST_OF_A_QUESTION},
    connection::{Connection, List, Listed, Page},
    error::{Code, error},
    node::Node,
    scope::Scope,
};

/// Looking for what looks alike, as a part of the root. What is joined in a federated graph is joined
/// by keys, so that one has nothing of it.
#[derive(Default)]
pub(super) struct IdentitySuggestions;

/// Vilka förslag som ska vara med.
#[derive(Default, InputObject)]
pub(super) struct IdentitySuggestionFilter {
    /// Bara förslag där någon av dessa webbplatser publicerar det ena dokumentet (kortnamn).
    site: Option<Vec<String>>,
}

#[Object]
impl IdentitySuggestions {
    /// Dokument från olika webbplatser som ser ut att handla om samma sak utan att säga det, de
    /// troligaste först. Inget slås ihop av det: den som redigerar avgör och skriver raden.
    fn identity_suggestions<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Vilka som ska vara med.")] filter: Option<IdentitySuggestionFilter>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
        #[graphql(desc = "Bara det som kommer efter den här markören.")] after: Option<String>,
    ) -> Option<Result<Connection<'a, IdentitySuggestion<'a>>>> {
        let scope = Scope::of(ctx);
        if !scope.budget.pay(COST_OF_A_QUESTION) {
            return Some(Err(error(Code::CostExceeded, ANSWER_TOO_LARGE)));
        }
        scope.rests.on_all(|_| true);
        let all = scope.snapshot.identity_suggestions();
        let list = List::new("identitySuggestions", all.len(), |place| {
            all.get(place).map(|suggested| IdentitySuggestion { suggested, scope })
        });
        let list = match filter.and_then(|filter| filter.site) {
            None => list,
            Some(sites) => list.only(move |one| {
                scope.budget.pay(1 + sites.len()) && sites.iter().any(|site| one.is_of(site))
            }),
        };
        Some(Page::forward(first, after).of(list, scope))
    }
}

#[derive(Clone, Copy)]
pub(super) struct IdentitySuggestion<'a> {
    suggested: &'a Suggested,
    scope: &'a Scope,
}

/// Ett dokument som ser ut att handla om samma sak som en annan webbplats dokument.
#[Object]
impl<'a> IdentitySuggestion<'a> {
    /// Dokumentet som raden i så fall skrivs i.
    fn document(&self) -> Node<'a> {
        Node::of(self.scope, &self.suggested.document)
    }

    /// Dokumentet som det i så fall är detsamma som.
    fn same_as(&self) -> Node<'a> {
        Node::of(self.scope, &self.suggested.same_as)
    }

    /// Hur troligt det är, från 0 till 1.
    fn score(&self) -> f64 {
        f64::from(self.suggested.score) / 100.0
    }

    /// Vad som talar för det, och vad som talar emot.
    fn reasons(&self) -> Vec<&'static str> {
        let kind = self.suggested.document.kind();
        self.suggested.reasons.iter().map(|reason| said(*reason, kind)).collect()
    }

    /// Raden att skriva överst i dokumentet, om det stämmer.
    fn line(&self) -> String {
        self.suggested.line(&self.scope.snapshot)
    }
}

impl IdentitySuggestion<'_> {
    /// Whether a site publishes one of the two.
    fn is_of(&self, site: &str) -> bool {
        let Suggested { document, same_as, .. } = self.suggested;
        let of = |node: &finsam_content::Node| {
            node.documents().iter().any(|one| one.id.site.as_str() == site)
        };
        of(document) || of(same_as)
    }
}

impl Listed for IdentitySuggestion<'_> {
    fn key(&self) -> Cow<'_, str> {
        let [document, same_as] = self.suggested.ids();
        format!("{document} {same_as}").into()
    }
}

/// A reason in words.
const fn said(reason: Reason, kind: Kind) -> &'static str {
    match (reason, kind) {
        (Reason::Same(Sign::Name), Kind::Seminar) => "Samma titel",
        (Reason::Other(Sign::Name), Kind::Seminar) => "Olika titlar",
        (Reason::Same(Sign::Name), _) => "Samma namn",
        (Reason::Other(Sign::Name), _) => "Olika namn",
        (Reason::Same(Sign::Address), _) => "Samma webbadress",
        (Reason::Other(Sign::Address), _) => "Olika webbadresser",
        (Reason::Same(Sign::Start), _) => "Samma starttid",
        (Reason::Other(Sign::Start), _) => "Olika starttider",
        (Reason::Same(Sign::Day), _) => "Samma dag",
        (Reason::Other(Sign::Day), _) => "Olika dagar",
        (Reason::Same(Sign::Venue), _) => "Samma lokal",
        (Reason::Other(Sign::Venue), _) => "Olika lokaler",
        (Reason::Same(Sign::Place), _) => "Samma ort",
        (Reason::Other(Sign::Place), _) => "Olika orter",
        (Reason::Same(Sign::Street), _) => "Samma gatuadress",
        (Reason::Other(Sign::Street), _) => "Olika gatuadresser",
        (Reason::Same(Sign::Organisation), _) => "Samma organisation",
        (Reason::Other(Sign::Organisation), _) => "Olika organisationer",
    }
}
