//! A piece of news: when, and who and what it is about.

use finsam_content::Snapshot;
use finsam_model::{Entry, Initiative, NewsArticle, Organisation, Person, Seminar, Term};

use super::parts::{Parts, Value, named};

pub(super) fn parts(snapshot: &Snapshot, article: &Entry<NewsArticle>) -> Parts {
    let mut parts = Parts::default();
    parts.fact("Publicerad", [Value::day(article.published_on)]);
    parts.fact("Personer", named::<Person>(snapshot, &article.people));
    parts.fact("Organisationer", named::<Organisation>(snapshot, &article.organisations));
    let seminars = article.seminars.iter().filter_map(|slug| snapshot.get::<Seminar>(slug));
    parts.fact("Seminarier", seminars.map(|seminar| Value::occasion(seminar)));
    let topics = named::<Term>(snapshot, &article.terms)
        .chain(named::<Initiative>(snapshot, &article.initiatives));
    parts.fact("Handlar om", topics);
    let said = article.statements.iter().filter_map(|statement| {
        Some((statement, Value::entry(snapshot.get::<Person>(&statement.person)?)))
    });
    parts.statements("Det sades", said);
    parts.section("Länkar", article.links.iter().map(Value::link));
    parts
}
