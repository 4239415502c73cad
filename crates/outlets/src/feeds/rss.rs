//! RSS 2.0, with Atom's links for what it has no words for: where the feed is, and its next page.

use jiff::fmt::rfc2822;

use super::{Feed, Item, xml::Xml};

const NAMESPACES: &[(&str, &str)] = &[
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("rss", NAMESPACES, |xml| {
        xml.within("channel", &[], |xml| {
            xml.text("title", &[], feed.name);
            xml.text("link", &[], feed.home());
            xml.text("description", &[], feed.name);
            xml.text("language", &[], feed.language());
            xml.text("ttl", &[], "60");
            let links = [("self", Some(feed.url)), ("next", feed.next_url)];
            for (rel, href) in links.into_iter().filter_map(|(rel, href)| Some((rel, href?))) {
                let attributes = [("href", href), ("rel", rel), ("type", "application/rss+xml")];
                xml.empty("atom:link", &attributes);
            }
            for item in feed.items() {
                xml.within("item", &[], |xml| write_item(xml, &item));
            }
        });
    });
    xml.into_bytes()
}

fn write_item(xml: &mut Xml, item: &Item) {
    xml.text("title", &[], &item.title);
    xml.text("link", &[], &item.url);
    // No address, so that it stays when the document is renamed.
    xml.text("guid", &[("isPermaLink", "false")], &item.id);
    if let Some(date) = item.date().and_then(|date| rfc2822::to_string(&date).ok()) {
        xml.text("pubDate", &[], &date);
    }
    xml.text("dc:creator", &[], &item.author);
    for category in &item.categories {
        xml.text("category", &[], category);
    }
    xml.text("description", &[], &item.html);
}
