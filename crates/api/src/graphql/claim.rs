//! Where a value comes from.

use async_graphql::{Enum, Object};

use super::{scope::Scope, site::Site, source::Source};

/// Vad en uppgift vilar på.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_model::Basis")]
pub(super) enum Basis {
    /// En källa säger det.
    Stated,
    /// Uträknat ur det som källorna säger.
    Derived,
    /// Redaktionens egen förklaring.
    Editorial,
}

pub(super) struct Claim<'a> {
    pub(super) claim: &'a finsam_model::Claim,
    /// Whose document it is.
    pub(super) site: &'a finsam_model::Site,
    pub(super) scope: &'a Scope,
}

/// Varifrån ett värde kommer. Både den läsning som följs och den som inte följs finns med.
#[Object]
impl<'a> Claim<'a> {
    /// Fältet som uppgiften gäller.
    fn field(&self) -> &str {
        &self.claim.field
    }

    /// Vad som påstås.
    fn value(&self) -> &str {
        &self.claim.value
    }

    /// Vad påståendet vilar på.
    fn basis(&self) -> Basis {
        self.claim.basis.into()
    }

    /// Om dokumentet följer den här läsningen.
    fn followed(&self) -> bool {
        self.claim.followed
    }

    /// Varför den följs eller inte följs.
    fn reason(&self) -> Option<&str> {
        self.claim.reason.as_deref()
    }

    /// Källan som säger det.
    fn source(&self) -> Option<Source<'a>> {
        self.scope.one(self.claim.source.as_ref())
    }

    /// Webbplatsen som står för uppgiften.
    fn site(&self) -> Site<'a> {
        Site { site: self.site, scope: self.scope }
    }
}
