//! Lists in headers: `accept-encoding: br, gzip;q=0.5`.

use axum::http::{HeaderMap, HeaderName};

/// Whether a list in a header names an item, with whatever weight but none, or everything.
pub(super) fn names(headers: &HeaderMap, header: HeaderName, item: &str) -> bool {
    let values = headers.get_all(header);
    values.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(
        |listed| {
            let (listed, weight) = listed.split_once(';').unwrap_or((listed, ""));
            let weight = weight.trim().trim_start_matches("q=");
            let listed = listed.trim();
            (listed == item || listed == "*") && weight.parse::<f32>() != Ok(0.0)
        },
    )
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT_ENCODING;

    use super::*;

    #[test]
    fn a_list_names_an_item() {
        let check = |lists: &[&str], expected: bool| {
            let mut headers = HeaderMap::new();
            for list in lists {
                headers.append(ACCEPT_ENCODING, list.parse().unwrap());
            }
            assert_eq!(names(&headers, ACCEPT_ENCODING, "gzip"), expected, "{lists:?}");
        };
        check(&[], false);
        check(&[""], false);
        check(&["gzip"], true);
        check(&["br, gzip"], true);
        check(&["br", "deflate,gzip;q=0.5"], true);
        check(&["*"], true);
        check(&["gzip;q=0"], false);
        check(&["gzip; q=0.0"], false);
        check(&["xgzip, gzipx"], false);
    }
}
