//! Slowly, or never; and what comes unasked.

use std::time::Duration;

use futures_util::stream;
use serde_json::{Value, json};

use super::{super::member::*, Case, KEY, case, expecting, failing, well};

const LATE: &str = "did not answer in time";
const DROP: Duration = Duration::from_millis(50);

pub(super) fn cases() -> Vec<Case> {
    let mut cases = slow();
    cases.extend(subscriptions());
    cases.extend(from_one_round_to_the_next());
    cases
}

fn slow() -> Vec<Case> {
    let slowly = |asked: &Asked| {
        let changes = [person(&asked.site, &format!("a-{}", asked.nth), "")];
        let page = json!({ "changes": told(&changes, &asked.nth.to_string(), true, false) });
        match data(&page) {
            Answer::Now(response) => Answer::Late(Duration::from_millis(700), response),
            other => other,
        }
    };
    vec![
        failing("never-answers", LATE, Member::new().changes(|_| Answer::Never)),
        failing("never-tells-who-it-is", LATE, Member::new().sites(|_| Answer::Never)),
        failing("drop-by-drop", LATE, Member::new().changes(|_| json_text(dripping(" ", DROP)))),
        failing("slow-without-end", "it is too slow", Member::new().changes(slowly)),
    ]
}

/// Whatever a subscription does, who offers it is read all the same.
fn subscriptions() -> Vec<Case> {
    let silent = || stream::pending::<String>();
    vec![
        well("shouts", 1, Member::new().listen(|_| events(stream::repeat_with(event)))).live(true),
        well("only-comments", 1, Member::new().listen(|_| event_stream(endless(":\n\n")))),
        well("never-speaks", 1, Member::new().listen(move |_| events(silent()))).live(true),
        well("never-listens", 1, Member::new().listen(|_| Answer::Never)).live(false),
        well(
            "garbage-events",
            1,
            Member::new().listen(|_| event_stream(endless("event: next\ndata: {[\n\n"))),
        ),
        well("huge-event", 1, Member::new().listen(|_| event_stream(endless("data: aaaa\n")))),
        well("cut-event", 1, Member::new().listen(|_| event_stream(cut("event: next\ndata")))),
        well(
            "ends-at-once",
            1,
            Member::new().listen(|_| event_stream("event: complete\n\n".into())),
        ),
        well("no-events", 1, Member::new().listen(|_| json_text(dripping(" ", DROP)))),
        well(
            "refuses-to-tell",
            1,
            Member::new().listen(|_| {
                json_text(json!({ "errors": [{ "message": format!("not {KEY}") }] }).to_string())
            }),
        ),
    ]
}

/// It is told of something new when it has been read once.
fn from_one_round_to_the_next() -> Vec<Case> {
    let once = || stream::iter([event()]);
    let ten = |asked: &Asked, first: usize| {
        let name = |nth: usize| format!("person-{}", first + nth);
        (0..10).map(|nth| person(&asked.site, &name(nth), &named("Person"))).collect::<Vec<_>>()
    };
    let reset = |changes: &[Value], token: &str| {
        data(&json!({ "changes": told(changes, token, false, true) }))
    };
    vec![
        case(
            "suddenly-empty",
            Member::new()
                .changes(move |asked| match &asked.since {
                    None if asked.nth == 0 => page(&ten(asked, 0), "1"),
                    _ => reset(&[], "2"),
                })
                .listen(move |_| events(once())),
            expecting("DOUBTED", "10 of 10 documents disappeared at once", 10, 0),
        ),
        case(
            "another-content-each-time",
            Member::new()
                .changes(move |asked| reset(&ten(asked, asked.nth * 10), &asked.nth.to_string()))
                .listen(|_| events(stream::repeat_with(event))),
            expecting("FAILING", "it changes more than 50 documents an hour", 10, 0),
        ),
        case(
            "suddenly-somebody-else",
            Member::new()
                .sites(|asked| {
                    let slug = if asked.nth == 0 { &asked.site } else { "finsam" };
                    sites(&[publisher(slug)])
                })
                .listen(move |_| events(once())),
            expecting("FAILING", "it says that it is finsam", 1, 0),
        ),
        case(
            "suddenly-gone",
            Member::new()
                .sites(|asked| match asked.nth {
                    0 => sites(&[publisher(&asked.site)]),
                    _ => raw(410, &[], ""),
                })
                .listen(move |_| events(once())),
            expecting("FAILING", "HTTP status 410", 1, 0),
        ),
    ]
}
