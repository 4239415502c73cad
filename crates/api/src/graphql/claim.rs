//! Where a value comes from.

use async_graphql::{Context, Enum, Object};

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

pub(super) struct Claim<'a>(pub(super) &'a finsam_model::Claim);

/// Varifrån ett värde kommer. Både den läsning som följs och den som inte följs finns med.
#[Object]
impl Claim<'_> {
    /// Fältet som uppgiften gäller.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// Vad som påstås.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// Vad påståendet vilar på.
    async fn basis(&self) -> Basis {
        self.0.basis.into()
    }

    /// Om dokumentet följer den här läsningen.
    async fn followed(&self) -> bool {
        self.0.followed
    }

    /// Varför den följs eller inte följs.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Källan som säger det.
    async fn source(&self, ctx: &Context<'_>) -> Option<Source> {
        Scope::of(ctx).one(self.0.source.as_ref())
    }

    /// Webbplatsen som står för uppgiften.
    async fn site(&self) -> Site {
        Site
    }
}
