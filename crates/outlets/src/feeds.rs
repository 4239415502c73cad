//! Documents as a feed: RSS 2.0, Atom and JSON Feed 1.1, which say the same.
//!
//! `feeds/item` is what is said of a document, `feeds/xml` what RSS and Atom share. An item is known by a
//! URN made of its document's id, so it stays the same one whatever the document comes to be called and
//! whichever site tells of it.
//!
//! The date of a piece of news is the day it was published. A seminar's is when it was last written and
//! not when it is held: readers hide what has a date to come, and show what is new in its place. Where
//! no store tells that, it has none but the start of 2020 in Atom, which must have one.

mod atom;
mod item;
mod json_feed;
mod rss;
mod xml;

use finsam_content::{Node, Snapshot};

use item::Item;

/// A feed about to be written.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// The content.
    pub snapshot: &'a Snapshot,
    /// The documents of this page, in their order.
    pub nodes: &'a [Node],
    /// What it is called.
    pub name: &'a str,
    /// Its own address.
    pub url: &'a str,
    /// The address of the page after this one, if there is one.
    pub next_url: Option<&'a str>,
    /// Where the server is reached, without a slash at its end.
    pub public_url: &'a str,
}

impl Feed<'_> {
    /// As RSS 2.0.
    #[must_use]
    pub fn rss(&self) -> Vec<u8> {
        rss::write(self)
    }

    /// As Atom, RFC 4287.
    #[must_use]
    pub fn atom(&self) -> Vec<u8> {
        atom::write(self)
    }

    /// As JSON Feed 1.1.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        json_feed::write(self)
    }

    /// Where the site's pages are.
    fn home(&self) -> &str {
        crate::address::of_site(self.snapshot.site(), self.public_url)
    }

    fn language(&self) -> &str {
        &self.snapshot.site().language
    }

    fn items(&self) -> impl Iterator<Item = Item> {
        self.nodes.iter().map(|node| Item::of(self.snapshot, node, self.public_url))
    }
}
