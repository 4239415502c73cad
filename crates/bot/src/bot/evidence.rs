//! Where facts come from, and whom to tell when they are wrong.

use finsam_client::{Error, Provenance};

use super::{Bot, Reply};
use crate::{
    cards::answer::sources,
    markdown::{escape, escaped_within, link_target},
    message::{Embed, MAX_TITLE},
    texts::Language,
    views::Ref,
};

impl Bot {
    /// The sources of a document and the address of its editor; none where it is gone.
    pub(super) async fn evidence(
        &self,
        named: &Ref,
        language: Language,
    ) -> Result<Option<Reply>, Error> {
        let Some(noun) = self.find(named).await? else { return Ok(None) };
        let provenance = self.api.provenance(noun.id()).await?;
        Ok(provenance
            .map(|provenance| embed(&provenance, language))
            .map(|embed| crate::message::Message::of(embed).into()))
    }
}

fn embed(provenance: &Provenance, language: Language) -> Embed {
    let (talk, texts) = (language.talk(), language.texts());
    let listed = sources(&provenance.sources, texts);
    let listed = if listed.is_empty() { talk.no_sources.to_owned() } else { listed };
    let correct = match provenance.site.editor.as_deref() {
        Some(editor) => (talk.write_to_editor)(&escape(editor)),
        None => (talk.no_editor)(&escape(&provenance.site.name)),
    };
    Embed {
        title: Some(escaped_within(&provenance.label, MAX_TITLE)),
        url: link_target(&provenance.url).and_then(|url| url.parse().ok()),
        fields: vec![(texts.sources.to_owned(), listed), (talk.is_it_wrong.to_owned(), correct)],
        ..Embed::default()
    }
}
