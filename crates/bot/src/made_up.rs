//! Made-up content for tests.

use finsam_client::{NewsArticle, Seminar};
use jiff::SignedDuration;
use serde_json::json;

/// A seminar of an hour that begins on this day at this full hour, Stockholm's time.
pub(crate) fn seminar(slug: &str, day: &str, hour: i8) -> Seminar {
    let starts: jiff::civil::DateTime = format!("{day}T{hour:02}:00").parse().unwrap();
    let starts = starts.to_zoned(finsam_swedish::stockholm()).unwrap().timestamp();
    let site = json!({ "slug": "prov", "name": "Provsajten", "editor": null });
    let seminar = json!({
        "id": format!("id-{slug}"), "slug": slug, "site": site,
        "url": format!("https://exempel.test/{slug}"), "title": format!("Prov {slug}"),
        "subtitle": null, "date": day, "startsAt": starts,
        "endsAt": starts + SignedDuration::from_hours(1), "servingFrom": null,
        "timeZone": "Europe/Stockholm", "status": "PLANNED", "statusNote": null,
        "movedFrom": null, "format": "BREAKFAST", "attendance": "ONSITE",
        "venue": {
            "id": "id-lokal", "slug": "lokal", "name": "Provlokalen",
            "url": "https://exempel.test/lokal", "street": "Provgatan 1", "city": "Provstad",
            "accessibility": null,
        },
        "accessibility": null, "series": null,
        "appearances": [{
            "person": {
                "id": "id-testa", "slug": "testa", "name": "Testa Testsson",
                "url": "https://exempel.test/testa",
            },
            "role": "SPEAKER", "title": "provledare", "organisation": null, "initiative": null,
        }],
        "organisers": [], "terms": [], "initiatives": [], "audience": null, "language": "sv",
        "registration": null, "contact": null, "links": [], "materials": [], "recording": null,
        "sources": [], "body": { "text": "" },
    });
    serde_json::from_value(seminar).unwrap()
}

/// An article published on this day.
pub(crate) fn article(slug: &str, day: &str) -> NewsArticle {
    let site = json!({ "slug": "prov", "name": "Provsajten", "editor": null });
    let article = json!({
        "id": format!("id-{slug}"), "slug": slug, "site": site,
        "url": format!("https://exempel.test/{slug}"), "headline": format!("Prov {slug}"),
        "publishedOn": day, "body": { "text": "Ett prov." }, "people": [], "organisations": [],
        "terms": [], "initiatives": [], "about_seminars": [], "links": [], "sources": [],
    });
    serde_json::from_value(article).unwrap()
}
