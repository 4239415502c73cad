//! Where documents have their pages and calendars.

use finsam_content::{Node, Snapshot};
use finsam_model::{Kind, Site, Slug};

/// The canonical address of a document, on the pages of its own site.
pub(crate) fn of(snapshot: &Snapshot, node: &Node, public_url: &str) -> String {
    of_slug(snapshot, node.kind(), node.slug(), public_url)
}

/// The same by its kind and slug.
pub(crate) fn of_slug(snapshot: &Snapshot, kind: Kind, slug: &Slug, public_url: &str) -> String {
    format!("{}/{}/{slug}", of_site(snapshot.site_of(slug), public_url), kind.folder())
}

/// Where a site's pages are, without a slash at the end; where the server is reached, for those
/// that do not say.
pub(crate) fn of_site<'a>(site: &'a Site, public_url: &'a str) -> &'a str {
    site.url.as_deref().unwrap_or(public_url)
}

/// Where the calendar of a document is, from the first slash on; none of what is never on.
#[must_use]
pub fn calendar_of(kind: Kind, slug: &Slug) -> Option<String> {
    let parameter = match kind {
        Kind::Seminar => {
            let site = slug.site().map(|site| format!("&site={site}")).unwrap_or_default();
            return Some(format!("/q/seminar.ics?slug={slug}{site}"));
        }
        Kind::Series => "series",
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Venue => "venue",
        Kind::Initiative => "initiative",
        Kind::Term => "term",
        Kind::NewsArticle | Kind::Figure | Kind::Source => return None,
    };
    Some(format!("/q/calendar.ics?{parameter}={slug}"))
}

/// Where the calendar of everything is, or of one site of several.
#[must_use]
pub fn calendar(site: Option<&str>) -> String {
    let of = site.map(|site| format!("?site={site}")).unwrap_or_default();
    format!("/q/calendar.ics{of}")
}
