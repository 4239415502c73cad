//! News.

use finsam_model::{Kind, NewsArticle};

use super::{link, statement};
use crate::fields::Fields;

pub(super) fn read(fields: &mut Fields<'_>) -> Option<NewsArticle> {
    let headline = fields.required_text("headline");
    let published_on = fields.required_date("publishedOn");
    let terms = fields.references("terms", Kind::Term);
    let initiatives = fields.references("initiatives", Kind::Initiative);
    let people = fields.references("people", Kind::Person);
    let organisations = fields.references("organisations", Kind::Organisation);
    let seminars = fields.references("seminars", Kind::Seminar);
    let links = fields.parts("links", link::read);
    let statements = fields.parts("statements", statement::read);
    Some(NewsArticle {
        headline: headline?,
        published_on: published_on?,
        terms,
        initiatives,
        people,
        organisations,
        seminars,
        links,
        statements,
    })
}
