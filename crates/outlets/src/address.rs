//! Where documents have their pages.

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
