//! Every card as a member sees it, and what no card does whatever it is told.
//!
//! The recorded documents are what the API gives of the made-up twin and of what we publish; a test
//! among those that cross programs keeps them fresh.

use finsam_client::{
    Found, Highlight, Hit, Kind, Named, NewsArticle, NodeId, Noun, Page, Provenance, Seminar, Site,
    Stale,
};
use jiff::{Timestamp, civil::date};
use serde::Deserialize;
use serde_json::Value;

use super::*;
use crate::{
    markdown::width,
    message::{
        MAX_DESCRIPTION, MAX_EMBED_TOTAL, MAX_FIELD_NAME, MAX_FIELD_VALUE, MAX_FIELDS, MAX_FOOTER,
        MAX_TITLE,
    },
    plain,
};

const BOTH: [Language; 2] = [Language::Swedish, Language::English];

/// What the API gave.
#[derive(Deserialize)]
struct Recorded {
    nouns: Vec<Noun>,
    /// The seminars of some days.
    programme: Vec<Seminar>,
    news: Vec<NewsArticle>,
    provenance: Vec<Provenance>,
}

fn twin() -> Recorded {
    serde_json::from_str(include_str!("recorded/twin.json")).unwrap()
}

fn published() -> Recorded {
    serde_json::from_str(include_str!("recorded/content.json")).unwrap()
}

fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

fn found_made_up() -> Found {
    let site = Site { slug: "prov".to_owned(), name: "Prov".to_owned(), editor: None };
    let hit = |label: &str, kind: Kind, text: &str| Hit {
        node: Named {
            id: NodeId("n".to_owned()),
            kind,
            slug: "n".to_owned(),
            label: label.to_owned(),
            url: "https://exempel.test/n".to_owned(),
            site: site.clone(),
        },
        highlights: vec![Highlight { markdown: format!("**{text}**"), text: text.to_owned() }],
    };
    let items = vec![
        hit("nollkoll", Kind::Term, "att ha *nollkoll* på [väntan](http://ond.test)"),
        hit("Testo Testsson", Kind::Person, "talade om nollkoll"),
        hit("Nollkoll i siffror", Kind::Figure, "nollkoll i siffror"),
    ];
    Found {
        page: Page { items, total: 3, next: None, stale: Stale::default() },
        did_you_mean: Some("nollkollen".to_owned()),
    }
}

/// Every card there is of a recording.
fn every_card(recorded: &Recorded, language: Language) -> Vec<Message> {
    let mut cards: Vec<_> = recorded.nouns.iter().map(|one| noun(one, language)).collect();
    let (first, last) = (date(2031, 6, 30), date(2031, 7, 6));
    let programme = &recorded.programme;
    for page in 0..2 {
        cards.push(
            programme::days(first, last, programme, None, page, Whose::Untold, language).message,
        );
    }
    let next = programme.first();
    cards.push(programme::days(first, first, &[], next, 0, Whose::Untold, language).message);
    cards.push(programme::days(first, first, &[], None, 0, Whose::Untold, language).message);
    cards.extend(next.map(|one| seminar::people(one, 0, language).message));
    cards.push(seminar::next(programme, at("2031-06-30T07:30:00Z"), Whose::Untold, language));
    cards.push(seminar::next(&[], Timestamp::UNIX_EPOCH, Whose::Untold, language));
    cards.push(news_article::latest(&recorded.news, 0, Whose::Untold, language).message);
    cards.push(found::found("nollkoll", &found_made_up(), 0, Whose::Untold, language).message);
    cards.extend(recorded.provenance.iter().map(|told| evidence::evidence(told, language)));
    cards
}

fn in_plain_text(cards: &[Message]) -> String {
    let now = at("2031-06-30T07:00:00Z");
    let shown: Vec<_> = cards.iter().map(|card| plain::text(card, now)).collect();
    shown.join("\n\n")
}

#[test]
fn cards_of_the_twin() {
    insta::assert_snapshot!(in_plain_text(&every_card(&twin(), Language::Swedish)));
}

#[test]
fn cards_of_the_twin_in_english() {
    insta::assert_snapshot!(in_plain_text(&every_card(&twin(), Language::English)));
}

#[test]
fn cards_of_what_we_publish() {
    insta::assert_snapshot!(in_plain_text(&every_card(&published(), Language::Swedish)));
}

#[test]
fn cards_as_discord_gets_them() {
    let cards = every_card(&twin(), Language::Swedish);
    let cards: Vec<_> = cards.iter().map(Message::to_json).collect();
    insta::assert_json_snapshot!(cards);
}

/// The recording with every text replaced by this one, and every list four times as long.
fn overrun(recorded: &str, text: &str) -> Recorded {
    fn run_over(value: &mut Value, name: &str, text: &str) {
        match value {
            Value::String(told) => {
                let is_fixed = matches!(name, "id" | "slug" | "kind" | "timeZone" | "__typename")
                    || told.parse::<Timestamp>().is_ok()
                    || told.parse::<jiff::civil::Date>().is_ok()
                    || (told.len() > 2 && told.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
                if name == "url" {
                    *told = format!("https://exempel.test/{}", "a".repeat(200));
                } else if !is_fixed {
                    text.clone_into(told);
                }
            }
            Value::Array(items) => {
                let copies: Vec<_> = items.iter().cycle().take(items.len() * 4).cloned().collect();
                *items = if name == "nouns" { items.clone() } else { copies };
                items.iter_mut().for_each(|item| run_over(item, "", text));
            }
            Value::Object(fields) => {
                fields.iter_mut().for_each(|(name, value)| run_over(value, name, text));
            }
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_str(recorded).unwrap();
    run_over(&mut value, "", text);
    serde_json::from_value(value).unwrap()
}

/// Discord would refuse what is too long; and what is cut off at the end would be the sources.
#[test]
fn no_card_breaks_a_limit_or_loses_its_end() {
    for letter in ["å", "👩‍👩‍👧‍👦", "*", "\\", "ord ", "stycke\n\n"] {
        let long = letter.repeat(7_000 / letter.len().min(7));
        let recorded = overrun(include_str!("recorded/twin.json"), &long);
        for card in BOTH.into_iter().flat_map(|language| every_card(&recorded, language)) {
            for embed in &card.embeds {
                let about = format!("{letter:?}: {:?}", embed.footer);
                let mut total = 0;
                let mut within = |text: &str, limit: usize| {
                    let width = width(text);
                    assert!(width <= limit, "{width} > {limit}, {about}");
                    total += width;
                };
                within(embed.title.as_deref().unwrap_or_default(), MAX_TITLE);
                within(&embed.description, MAX_DESCRIPTION);
                within(embed.footer.as_deref().unwrap_or_default(), MAX_FOOTER);
                for (name, value) in &embed.fields {
                    within(name, MAX_FIELD_NAME);
                    within(value, MAX_FIELD_VALUE);
                    assert!(!name.is_empty() && !value.trim().is_empty(), "{about}");
                }
                assert!(embed.fields.len() <= MAX_FIELDS);
                assert!(total <= MAX_EMBED_TOTAL, "{total}, {about}");
            }
        }
    }
}

/// Whatever stands in a document is shown as it stands there.
#[test]
fn what_documents_say_is_only_text() {
    let hostile = "@everyone <@1> **x** [y](http://ond.test) \u{202e}baklänges ||z|| `k`";
    let recorded = overrun(include_str!("recorded/twin.json"), hostile);
    for card in every_card(&recorded, Language::Swedish) {
        for embed in &card.embeds {
            let fields = embed.fields.iter().map(|(_, value)| value.as_str());
            for text in fields.chain([embed.description.as_str()]).chain(embed.title.as_deref()) {
                for live in
                    ["(http://ond.test)", "<@1>", "**x**", "||z||", " @everyone", "\u{202e}"]
                {
                    assert!(!text.contains(live), "{live:?} in {text}");
                }
            }
        }
    }
}

#[test]
fn pages_hold_everything_once() {
    let recorded = twin();
    let (first, last) = (date(2031, 6, 30), date(2031, 7, 6));
    let many: Vec<_> = recorded.programme.iter().cycle().take(30).cloned().collect();
    let shown = programme::days(first, last, &many, None, 0, Whose::Untold, Language::Swedish);
    assert!(shown.pages > 3);
    let mut told = 0;
    for page in 0..shown.pages {
        let paged =
            programme::days(first, last, &many, None, page, Whose::Untold, Language::Swedish);
        assert_eq!((paged.page, paged.pages), (page, shown.pages));
        told += paged.message.embeds[0].description.split("\n\n").count();
    }
    assert_eq!(told, 30);
    // A page that is gone is the first.
    let gone = programme::days(first, last, &many, None, 99, Whose::Untold, Language::Swedish);
    assert_eq!(gone, shown);
}
