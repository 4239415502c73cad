//! The pages for people, over the made-up tree.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use crate::http::{get, send};

#[test]
fn the_month_is_whole_weeks_also_where_the_year_ends() {
    let check = |day: &str, rows: usize, first_week: &str, first_day: &str, last_day: &str| {
        let body = get(&format!("/program?vy=manad&datum={day}"), "text/html").body;
        assert_eq!(body.matches("<tr><th scope=\"row\"").count(), rows, "{day}");
        let week = format!("<tr><th scope=\"row\" class=\"week\">{first_week}</th>");
        assert_eq!(body.find(&week), body.find("<tr><th scope=\"row\""), "{day}");
        let days: Vec<&str> = body.split("<td class=").skip(1).collect();
        assert!(days[0].contains(&format!("datetime=\"{first_day}\"")), "{day}: {}", days[0]);
        assert!(days[days.len() - 1].contains(&format!("datetime=\"{last_day}\"")), "{day}");
        assert_eq!(days.len(), rows * 7);
    };
    check("2031-07-01", 5, "27", "2031-06-30", "2031-08-03");
    check("2021-01-15", 5, "53", "2020-12-28", "2021-01-31");
    check("2020-12-31", 5, "49", "2020-11-30", "2021-01-03");
    check("2027-02-10", 4, "5", "2027-02-01", "2027-02-28");
    // Beyond the calendar it is the month that is.
    check("9999-12-31", 6, "9", "2031-02-24", "2031-04-06");
}

#[test]
fn today_and_what_has_become_of_things_is_said_in_words() {
    let today = get("/program", "text/html").body;
    assert!(today.contains("<span class=\"today\">I dag</span>"), "{today}");
    let month = get("/program?vy=manad", "text/html").body;
    assert!(month.contains("class=\"today\">I dag 4<"), "{month}");
    assert!(get("/program", "text/html").body.contains("<span class=\"status\">Inställt:</span>"));
    let empty = get("/program?vy=vecka&datum=1950-01-01", "text/html").body;
    assert!(empty.contains("Inget är inlagt då. Nästa är"), "{empty}");
}

#[test]
fn a_question_in_the_search_box_is_answered_above_what_was_found() {
    let found = get("/sok?q=vad+betyder+nollkoll%3F", "text/html").body;
    let (answer, hits) = (found.find("aria-label=\"Svar\""), found.find("<mark>"));
    assert!(answer.is_some() && answer < hits, "{found}");
    // Words alone are no question, and what is typed is only text.
    let words = get("/sok?q=nollkoll", "text/html").body;
    assert!(!words.contains("aria-label=\"Svar\"") && words.contains("/terms/nollkoll"), "{words}");
    let typed = get("/sok?q=%3Cscript%3Ealert(1)%3C/script%3E&slag=%22%3E", "text/html").body;
    assert!(!typed.contains("<script"), "{typed}");
    let slip = get("/sok?q=nolkoll", "text/html").body;
    assert!(slip.contains("/terms/nollkoll"), "{slip}");
}

#[test]
fn a_page_that_somebody_has_is_not_sent_again() {
    let page = get("/terms/nollkoll", "text/html");
    let etag = page.headers[header::ETAG].clone();
    let again = Request::get("/terms/nollkoll").header(header::IF_NONE_MATCH, etag);
    let again = send(again.body(Body::empty()).unwrap());
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
}

#[test]
fn a_page_is_as_small_as_somebody_takes_it_and_tells_its_forms_apart() {
    let check = |accept: &str, encoding: Option<&str>| {
        let request = Request::get("/program").header(header::ACCEPT_ENCODING, accept);
        let page = send(request.body(Body::empty()).unwrap());
        let found = page.headers.get(header::CONTENT_ENCODING);
        assert_eq!(found.map(|found| found.to_str().unwrap()), encoding, "{accept}");
        assert!(page.headers[header::VARY].to_str().unwrap().contains("accept-encoding"));
        page.headers[header::ETAG].clone()
    };
    let forms = [check("gzip, br", Some("br")), check("gzip", Some("gzip")), check("zstd", None)];
    assert!(forms[0] != forms[1] && forms[1] != forms[2] && forms[0] != forms[2], "{forms:?}");
}

#[test]
fn every_page_says_what_may_be_loaded_and_how_long_it_may_be_kept() {
    let check = |path: &str, status: u16, caching: &str, lasts: bool| {
        let page = get(path, "text/html");
        let says = |name| page.headers.get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!(
            (page.status.as_u16(), says(header::CACHE_CONTROL)),
            (status, caching),
            "{path}"
        );
        assert!(says(header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"), "{path}");
        assert_eq!(says(header::ETAG).is_empty(), status != 200, "{path}");
        assert!(lasts || says(header::LAST_MODIFIED).is_empty(), "{path}");
    };
    let asks = "public, no-cache, stale-if-error=86400";
    check("/", 200, asks, true);
    check("/terms/nollkoll", 200, asks, true);
    check("/?fraga=vad+h%C3%A4nder+idag%3F", 200, asks, false);
    check("/terms/finns-inte", 404, "no-store", false);
    check("/nowhere/at/all", 404, "no-store", false);
    check("/sok%20", 404, "no-store", false);
}

#[test]
fn every_page_is_listed_for_those_who_index() {
    let sitemap = get("/sitemap.xml", "*/*");
    assert!(sitemap.content_type().starts_with("application/xml"));
    for address in ["https://exempel.test/", "https://exempel.test/terms/nollkoll"] {
        assert!(sitemap.body.contains(&format!("<loc>{address}</loc>")), "{address}");
    }
    assert_eq!(get("/sitemap.xml?del=2", "*/*").status, StatusCode::NOT_FOUND);
    assert!(get("/robots.txt", "*/*").body.contains("Sitemap: https://exempel.test/sitemap.xml"));
}

#[test]
fn lists_are_paged_and_say_whose_they_are() {
    let people = get("/people?sida=999", "text/html").body;
    assert!(people.contains("<h1>Personer</h1>") && people.contains("/people/testo-testsson"));
    let seminars = get("/seminars", "text/html");
    assert_eq!(seminars.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(seminars.headers[header::LOCATION], "/program");
}
