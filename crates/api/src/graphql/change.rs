//! What changed, for those who keep a copy of the content: another site, a search engine, a cache.
//!
//! A reader holds a token and asks for what comes after it. The journal tells which documents that
//! is (`finsam_stores::History`), the request's own snapshot what they say. Every reader asks the site
//! itself: in a graph of several (`inaccessible`) there is no one such sequence.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use finsam_model::Document;
use finsam_stores::{Position, Record};

use super::{connection::size_or_default, kind::Kind, node::Node, scope::Scope};

/// A document's last change, as a reader at some place meets it.
pub(super) struct Change {
    record: Arc<Record>,
    /// Where a reader stands who has read this.
    position: Position,
}

impl Change {
    pub(super) const fn new(record: Arc<Record>, position: Position) -> Self {
        Self { record, position }
    }

    /// Tells of the document as it is now; none if it is gone. What is shown may be made of it and
    /// of other sites' documents: it alone is meant.
    fn written<T>(&self, ctx: &Context<'_>, tell: impl FnOnce(Document<'_>) -> T) -> Option<T> {
        let scope = Scope::of(ctx);
        scope.rests.on_site(self.record.id.site.as_str());
        let node = scope.snapshot.by_id(&self.record.id)?;
        node.document_with(&self.record.id).map(tell)
    }
}

/// Ett dokument som har ändrats, tillkommit eller försvunnit.
#[Object(inaccessible)]
impl Change {
    /// Dokumentets id.
    fn id(&self) -> ID {
        self.record.id.to_string().into()
    }

    /// Vilket slags dokument det är.
    fn kind(&self) -> Kind {
        self.record.id.kind.into()
    }

    /// Dokumentets kortnamn, eller det som det hade sist.
    fn slug(&self, ctx: &Context<'_>) -> String {
        let slug = self.written(ctx, |document| document.slug.to_string());
        slug.unwrap_or_else(|| self.record.slug.to_string())
    }

    /// Om dokumentet inte längre är offentligt. Den som har en kopia tar bort den.
    fn deleted(&self, ctx: &Context<'_>) -> bool {
        self.written(ctx, |_| ()).is_none()
    }

    /// Dokumentets text. Saknas om dokumentet är borta.
    #[graphql(inaccessible)]
    fn document(&self, ctx: &Context<'_>) -> Option<ChangedDocument> {
        self.written(ctx, |document| ChangedDocument {
            text: document.text.to_owned(),
            hash: document.hash.to_string(),
        })
    }

    /// Dokumentet självt. Saknas om det är borta.
    fn node<'a>(&self, ctx: &Context<'a>) -> Option<Node<'a>> {
        Scope::of(ctx).node(&self.record.id)
    }

    /// Platsen efter den här ändringen, att skicka som `since`.
    fn token(&self) -> String {
        self.position.to_string()
    }
}

/// Ett dokuments text.
#[derive(SimpleObject)]
#[graphql(inaccessible)]
struct ChangedDocument {
    /// Texten som redaktören skrev den, med allt som står mellan `+++`.
    text: String,
    /// SHA-256 av texten, hexadecimalt med små bokstäver.
    hash: String,
}

/// Några ändringar, den äldsta först.
#[derive(SimpleObject)]
#[graphql(inaccessible)]
pub(super) struct ChangePage {
    /// Ändringarna. Har ett dokument ändrats flera gånger finns bara den senaste med.
    #[graphql(inaccessible)]
    changes: Vec<Change>,
    /// Platsen efter sidan, att skicka som `since` nästa gång.
    token: String,
    /// Om det finns mer att hämta redan nu.
    has_more: bool,
    /// Om `since` inte gick att fortsätta från. Kasta då allt som är hämtat: sidan är den första
    /// av hela innehållet.
    reset: bool,
}

/// What changed, as a part of the root.
#[derive(Default)]
pub(super) struct Changes;

#[Object]
impl Changes {
    /// Vad som har ändrats, för den som håller en egen kopia av innehållet. Utan `since` kommer
    /// hela innehållet, sida för sida. Hämta så länge `hasMore` gäller, spara `token` och
    /// fortsätt därifrån nästa gång: den som gör så har alltid exakt det som är offentligt.
    #[graphql(inaccessible)]
    fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Förra sidans `token`.")] since: Option<String>,
        #[graphql(desc = "Hur många, högst 100. Annars 20.")] first: Option<i32>,
    ) -> Result<ChangePage> {
        let scope = Scope::of(ctx);
        let first = size_or_default("first", first)?;
        scope.rests.on_all(|_| true);
        let continued =
            |token: String| token.parse().ok().filter(|from| scope.history.continues(from));
        let known: Option<Option<Position>> = since.map(continued);
        let from = known.flatten().unwrap_or_else(|| scope.history.beginning());
        let page = scope.history.page(&from, first, |_| true);
        let changes = page.records.into_iter().map(|record| {
            let position = scope.history.position_after(&from, &record);
            Change::new(record, position)
        });
        Ok(ChangePage {
            changes: changes.take_while(|_| scope.budget.pay_for_document()).collect(),
            token: page.position.to_string(),
            has_more: page.has_more,
            reset: known == Some(None),
        })
    }
}
