//! Atom, RFC 4287, with pages as RFC 5005 has them.

use jiff::Timestamp;

use super::{Feed, Item, xml::Xml};

/// When something was changed of which nobody has told when; Atom must have a date.
const UNTOLD: Timestamp = Timestamp::constant(1_577_836_800, 0);

pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let items: Vec<Item> = feed.items().collect();
    let updated = items.iter().filter_map(|item| item.updated).max();
    let mut xml = Xml::new();
    let namespace = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language())];
    xml.within("feed", &namespace, |xml| {
        xml.text("title", &[], feed.name);
        // Where it is is what it is: another question is another feed.
        xml.text("id", &[], feed.url);
        xml.text("updated", &[], &instant(updated));
        xml.within("author", &[], |xml| {
            xml.text("name", &[], &feed.snapshot.site().name);
        });
        let own = ("type", "application/atom+xml");
        xml.empty("link", &[("rel", "self"), own, ("href", feed.url)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", feed.home())]);
        if let Some(next) = feed.next_url {
            xml.empty("link", &[("rel", "next"), own, ("href", next)]);
        }
        for item in &items {
            xml.within("entry", &[("xml:lang", &item.language)], |xml| write_entry(xml, item));
        }
    });
    xml.into_bytes()
}

fn write_entry(xml: &mut Xml, item: &Item) {
    xml.text("title", &[], &item.title);
    xml.text("id", &[], &item.id);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    if let Some(published) = &item.published {
        xml.text("published", &[], &instant(Some(published.timestamp())));
    }
    xml.text("updated", &[], &instant(item.updated));
    xml.within("author", &[], |xml| xml.text("name", &[], &item.author));
    for category in &item.categories {
        xml.empty("category", &[("term", category)]);
    }
    xml.text("content", &[("type", "html")], &item.html);
}

fn instant(at: Option<Timestamp>) -> String {
    at.unwrap_or(UNTOLD).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
