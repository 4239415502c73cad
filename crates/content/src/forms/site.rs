//! The site, in `site.md`.

use finsam_model::Site;

use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Site> {
    let slug = fields.required_slug("slug");
    let name = fields.required_text("name");
    let language = fields.language("language").unwrap_or_else(|| "sv".to_owned());
    let editor = fields.email("editor");
    Some(Site { slug: slug?, name: name?, language, url: None, editor, via: Vec::new() })
}
