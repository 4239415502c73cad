//! Filters and pages over a made-up programme, held against the plain reading of what they mean.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use async_graphql::{Request, Variables};
use finsam_content::{Archive, Change, Snapshot};
use finsam_model::{Entry, Seminar, SeminarStatus, Span, TimeWindow, stockholm};
use jiff::{SignedDuration, Timestamp, Zoned, civil::Date};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};

use crate::asking::{execute, zoned};

const VENUES: [&str; 3] = ["provsal-a", "provsal-b", "provsal-c"];
const PEOPLE: [&str; 3] = ["testa-ett", "testa-tva", "testa-tre"];
const STATUSES: [&str; 3] = ["planned", "cancelled", "held"];

/// Around both nights when the clocks change and a new year: at the same time, across midnight,
/// for weeks, for a minute, without a time of day, without an end.
const TIMES: [&str; 16] = [
    "startsAt = 2031-10-24T09:00\nendsAt = 2031-10-24T10:00",
    "startsAt = 2031-10-24T09:00\nendsAt = 2031-10-24T12:00",
    "startsAt = 2031-10-24T09:00",
    "startsAt = 2031-10-24",
    "startsAt = 2031-10-25T22:00\nendsAt = 2031-10-26T05:00",
    "startsAt = 2031-10-26T00:00\nendsAt = 2031-10-26T00:01",
    "startsAt = 2031-10-26",
    "startsAt = 2031-10-27T00:00\nendsAt = 2031-10-27T08:30",
    "startsAt = 2031-10-10T09:00\nendsAt = 2031-11-05T16:00",
    "startsAt = 2031-10-29T12:00\nendsAt = 2031-10-29T13:00",
    "startsAt = 2031-11-02T23:00\nendsAt = 2031-11-03T01:00",
    "startsAt = 2031-12-31T20:00\nendsAt = 2032-01-01T02:00",
    "startsAt = 2032-03-28T01:30\nendsAt = 2032-03-28T03:30",
    "startsAt = 2032-03-28",
    "startsAt = 2032-03-28T00:00",
    "startsAt = 2032-03-29T08:00\nendsAt = 2032-03-29T08:50",
];

/// How many seminars there are: every time twice, with other relations.
const SEMINARS: usize = TIMES.len() * 2;

static SNAPSHOT: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let mut documents = vec![(
        "site.md".to_owned(),
        "slug = \"prov\"\nname = \"Provsajten\"\nlanguage = \"sv\"\neditor = \"prov@exempel.se\""
            .to_owned(),
    )];
    for venue in VENUES {
        let text =
            format!("name = \"Sal {venue}\"\nstreet = \"Provgatan 1\"\ncity = \"Exempelby\"");
        documents.push((format!("venues/{venue}.md"), text));
    }
    for person in PEOPLE {
        documents.push((format!("people/{person}.md"), format!("name = \"Person {person}\"")));
    }
    for nth in 0..SEMINARS {
        let pick = |of: [&'static str; 3], by: usize| of[(nth / by + nth) % 3];
        let text = format!(
            "title = \"Prov {nth}\"\n{}\nformat = \"seminar\"\nstatus = \"{}\"\nvenue = \"{}\"\n\
             {}\n[[appearances]]\nperson = \"{}\"\nrole = \"{}\"",
            TIMES[nth % TIMES.len()],
            pick(STATUSES, 2),
            pick(VENUES, 5),
            if pick(STATUSES, 2) == "cancelled" {
                "statusNote = \"Inställt på prov.\""
            } else {
                ""
            },
            pick(PEOPLE, 7),
            if nth % 4 == 0 { "moderator" } else { "speaker" },
        );
        documents.push((format!("seminars/{}.md", slug(nth)), text));
    }
    let change = |(path, front): (String, String)| Change {
        path,
        bytes: Some(format!("+++\n{front}\n+++\n\nPåhittat.\n").into_bytes()),
    };
    let archive = Archive::default().update(documents.into_iter().map(change).collect());
    let snapshot = archive.publish(&zoned("2031-10-26T12:00:00+01:00"));
    assert_eq!(snapshot.all::<Seminar>().len(), SEMINARS, "{:?}", archive.problems());
    Arc::new(snapshot)
});

fn slug(nth: usize) -> String {
    format!("prov-{nth:02}")
}

/// A `SeminarFilter`.
#[derive(Clone, Debug, Default)]
struct Filter {
    on: Option<Date>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    when: Option<TimeWindow>,
    venue: Option<&'static str>,
    speaker: Option<&'static str>,
    status: Option<Vec<&'static str>>,
    slug: Option<Vec<String>>,
    and: Option<Vec<Filter>>,
    or: Option<Vec<Filter>>,
    not: Option<Box<Filter>>,
}

impl Filter {
    /// As a client sends it.
    fn sent(&self) -> Value {
        let all = |filters: &Vec<Filter>| filters.iter().map(Filter::sent).collect::<Vec<_>>();
        let mut sent = json!({
            "on": self.on.map(|date| date.to_string()),
            "from": self.from.map(|at| at.to_string()),
            "until": self.until.map(|at| at.to_string()),
            "when": self.when.map(named),
            "venue": self.venue,
            "speaker": self.speaker,
            "status": self.status.as_ref().map(|all| all.iter().map(|status| status.to_uppercase()).collect::<Vec<_>>()),
            "slug": self.slug,
            "and": self.and.as_ref().map(all),
            "or": self.or.as_ref().map(all),
            "not": self.not.as_ref().map(|filter| filter.sent()),
        });
        sent.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        sent
    }

    /// What it means, by its description and nothing else.
    fn lets_in(&self, seminar: &Entry<Seminar>, now: &Zoned) -> bool {
        let span = seminar.span();
        let is_on = |date: &Date| {
            let first = date.to_zoned(stockholm()).unwrap();
            let after = date.tomorrow().unwrap().to_zoned(stockholm()).unwrap();
            meets(&span, &first, &after)
        };
        let speaks = |who: &&str| {
            seminar.appearances.iter().any(|a| a.person.as_str() == *who && a.role.speaks())
        };
        let status = match seminar.status {
            SeminarStatus::Planned => "planned",
            SeminarStatus::Cancelled => "cancelled",
            SeminarStatus::Held => "held",
            _ => "other",
        };
        self.on.iter().all(is_on)
            && self.from.iter().all(|from| span.until.timestamp() > *from)
            && self.until.iter().all(|until| span.from.timestamp() < *until)
            && self.when.iter().all(|window| window.holds(&span, now))
            && self.venue.iter().all(|asked| seminar.venue.as_ref().unwrap().as_str() == *asked)
            && self.speaker.iter().all(speaks)
            && self.status.iter().all(|asked| asked.contains(&status))
            && self.slug.iter().all(|asked| asked.iter().any(|slug| slug == seminar.slug.as_str()))
            && self.and.iter().flatten().all(|filter| filter.lets_in(seminar, now))
            && self.or.iter().all(|any| any.iter().any(|filter| filter.lets_in(seminar, now)))
            && !self.not.iter().any(|filter| filter.lets_in(seminar, now))
    }
}

/// Whether a stretch that is not empty has an instant from `first` until before `after`.
fn meets(span: &Span, first: &Zoned, after: &Zoned) -> bool {
    span.from < *after && span.until > *first
}

fn named(window: TimeWindow) -> &'static str {
    match window {
        TimeWindow::Now => "NOW",
        TimeWindow::Today => "TODAY",
        TimeWindow::Tomorrow => "TOMORROW",
        TimeWindow::ThisWeek => "THIS_WEEK",
        TimeWindow::NextWeek => "NEXT_WEEK",
        TimeWindow::Upcoming => "UPCOMING",
        TimeWindow::Past => "PAST",
    }
}

/// Instants where something begins or ends, and those just beside.
fn borders() -> Vec<Timestamp> {
    let spans = SNAPSHOT.all::<Seminar>().iter().map(|seminar| seminar.span());
    let borders: BTreeSet<_> = spans
        .flat_map(|span| [span.from.timestamp(), span.until.timestamp()])
        .flat_map(|at| [-1, 0, 1].map(|beside| at + SignedDuration::from_secs(beside)))
        .collect();
    borders.into_iter().collect()
}

fn instants() -> impl Strategy<Value = Timestamp> {
    select(borders())
}

const WINDOWS: [TimeWindow; 7] = [
    TimeWindow::Now,
    TimeWindow::Today,
    TimeWindow::Tomorrow,
    TimeWindow::ThisWeek,
    TimeWindow::NextWeek,
    TimeWindow::Upcoming,
    TimeWindow::Past,
];

fn filters() -> impl Strategy<Value = Filter> {
    let windows = select(WINDOWS.to_vec());
    let rarely = |strategy| option::weighted(0.15, strategy);
    let dates = instants().prop_map(|at| at.to_zoned(stockholm()).date());
    let leaf = (
        option::weighted(0.15, dates),
        rarely(instants().boxed()),
        rarely(instants().boxed()),
        option::weighted(0.25, windows),
        option::weighted(0.15, select(VENUES.to_vec())),
        option::weighted(0.15, select(PEOPLE.to_vec())),
        option::weighted(0.15, vec(select(STATUSES.to_vec()), 0..3)),
        option::weighted(0.1, vec((0..SEMINARS).prop_map(slug), 0..20)),
    );
    let leaf = leaf.prop_map(|(on, from, until, when, venue, speaker, status, slug)| Filter {
        on,
        from,
        until,
        when,
        venue,
        speaker,
        status,
        slug,
        ..Filter::default()
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let some = || option::weighted(0.4, vec(inner.clone(), 0..3));
        let not = option::weighted(0.3, inner.clone());
        (inner.clone(), some(), some(), not).prop_map(|(leaf, and, or, not)| Filter {
            and,
            or,
            not: not.map(Box::new),
            ..leaf
        })
    })
}

/// How seminars are sorted: the argument, and what it means of titles and starts.
#[derive(Clone, Copy, Debug)]
enum Order {
    Natural,
    Latest,
    ByTitle,
}

const PAGES: &str = "query ($filter: SeminarFilter, $order: [SeminarOrder!], $first: Int, \
    $after: String, $last: Int, $before: String) { seminars(filter: $filter, orderBy: $order, \
    first: $first, after: $after, last: $last, before: $before) { totalCount nodes { slug } \
    edges { cursor node { slug } } \
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

fn page(now: &str, variables: Value) -> Value {
    let request = Request::new(PAGES).variables(Variables::from_json(variables));
    let mut response = execute(&SNAPSHOT, now, request);
    assert_eq!(response.get("errors"), None, "{response}");
    response["data"]["seminars"].take()
}

fn slugs(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect()
}

/// Reads a list forwards and backwards, and checks what every page says of itself.
fn check(filter: &Filter, order: Order, now: Timestamp, size: usize) {
    let now = now.to_zoned(stockholm());
    let in_order = |a: &Entry<Seminar>, b: &Entry<Seminar>| {
        let by_time = a.span().from.cmp(&b.span().from).then_with(|| a.slug.cmp(&b.slug));
        match order {
            Order::Natural => by_time,
            Order::Latest => by_time.reverse(),
            Order::ByTitle => a.title.cmp(&b.title),
        }
    };
    let mut expected: Vec<_> =
        SNAPSHOT.all::<Seminar>().iter().filter(|seminar| filter.lets_in(seminar, &now)).collect();
    expected.sort_by(|a, b| in_order(a, b));
    let expected: Vec<String> = expected.iter().map(|s| s.slug.to_string()).collect();
    let now = now.timestamp().to_string();
    let order = match order {
        Order::Natural => json!([]),
        Order::Latest => json!([{ "field": "STARTS_AT", "direction": "DESC" }]),
        Order::ByTitle => json!([{ "field": "TITLE" }]),
    };
    let ask = |name: &str, cursor: &str, from: &Value| {
        page(&now, json!({ "filter": filter.sent(), "order": order, name: size, cursor: from }))
    };
    let told = |page: &Value| {
        (page["pageInfo"]["hasPreviousPage"] == true, page["pageInfo"]["hasNextPage"] == true)
    };

    let (mut read, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = ask("first", "after", &after);
        let before = read.len();
        read.extend(slugs(&page));
        assert_eq!(page["totalCount"], expected.len());
        assert_eq!(told(&page), (before > 0, read.len() < expected.len()), "{page}");
        after = page["pageInfo"]["endCursor"].clone();
        if after.is_null() || told(&page) == (before > 0, false) {
            break;
        }
    }
    assert_eq!(read, expected, "forwards");

    let (mut read, mut before) = (Vec::new(), Value::Null);
    loop {
        let page = ask("last", "before", &before);
        let after = read.len();
        read.splice(0..0, slugs(&page));
        assert_eq!(told(&page), (read.len() < expected.len(), after > 0), "{page}");
        before = page["pageInfo"]["startCursor"].clone();
        if before.is_null() || told(&page) == (false, after > 0) {
            break;
        }
    }
    assert_eq!(read, expected, "backwards");
}

#[test]
fn every_window_and_every_stretch_is_exact_at_its_borders() {
    for now in borders() {
        for when in WINDOWS {
            let filter = Filter { when: Some(when), ..Filter::default() };
            check(&filter, Order::Natural, now, SEMINARS);
        }
        let stretch = Filter { from: Some(now), until: Some(now), ..Filter::default() };
        check(&stretch, Order::Latest, now, SEMINARS);
        let day = Some(now.to_zoned(stockholm()).date());
        check(&Filter { on: day, ..Filter::default() }, Order::Natural, now, SEMINARS);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_list_is_what_its_filter_lets_in_page_by_page_in_either_direction(
        filter in filters(),
        order in select(vec![Order::Natural, Order::Latest, Order::ByTitle]),
        now in instants(),
        size in 1..12_usize,
    ) {
        check(&filter, order, now, size);
    }
}
