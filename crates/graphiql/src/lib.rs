//! The explorer page, built once and embedded: `/graphiql` needs no network and no files.
//!
//! Two pages can stand behind it, chosen when the crate is built (`build/main.rs` says how): the
//! full GraphiQL with history and explorer, or a small explorer of our own ([`is_full`] tells).
//! Both ask `/graphql` beside them, load nothing from another host and open with [`EXAMPLES`].
//!
//! Serve [`asset`]`("")` at `/graphiql`, without a slash at its end, and `asset(path)` at
//! `/graphiql/{path}`: the page names its parts relative to its own address, so a proxy may put a
//! prefix before both. `/graphiql/` should redirect to `/graphiql`.

use std::io::{self, Read as _};

use flate2::read::GzDecoder;

/// The worked examples in the first tab: several named operations, each of which must run.
pub const EXAMPLES: &str = include_str!("../page/examples.graphql");

/// The strictest `Content-Security-Policy` the embedded page works under.
///
/// GraphiQL's editor (Monaco) writes `style` elements and attributes as it goes, hence
/// `'unsafe-inline'` for styles, and has fonts and cursors as `data:`. Its workers are files of
/// ours, not blobs. No script is inline, nothing is evaluated. The small explorer needs less.
pub const CONTENT_SECURITY_POLICY: &str = if FULL {
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; \
     style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
} else {
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
};

/// One file of the page.
#[derive(Debug)]
pub struct Asset {
    /// Where it is: `index.html`, or a path below `/graphiql/`.
    pub path: &'static str,
    /// The `Content-Type` to send.
    pub content_type: &'static str,
    /// The `ETag` to send, quotes and all: weak, so that it fits the file compressed or not.
    pub etag: &'static str,
    /// Whether the path changes with the contents, so that the file may be cached for good.
    pub immutable: bool,
    /// The length in bytes of the file itself.
    pub length: usize,
    /// The file compressed with gzip, for `Content-Encoding: gzip`.
    pub gzip: &'static [u8],
}

impl Asset {
    /// The file itself, for a client that does not take gzip.
    ///
    /// # Errors
    /// Only if the embedded bytes are damaged.
    pub fn identity(&self) -> io::Result<Vec<u8>> {
        let mut content = Vec::with_capacity(self.length);
        GzDecoder::new(self.gzip).read_to_end(&mut content)?;
        Ok(content)
    }
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file at `path` below `/graphiql/`; the page itself is `""` or `index.html`.
pub fn asset(path: &str) -> Option<&'static Asset> {
    let path = if path.is_empty() { "index.html" } else { path };
    ASSETS.iter().find(|asset| asset.path == path)
}

/// Every file of the page, sorted as they are stored.
pub fn assets() -> &'static [Asset] {
    ASSETS
}

/// Whether this is the full GraphiQL, not the small explorer.
pub const fn is_full() -> bool {
    FULL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> String {
        String::from_utf8(asset(path).expect(path).identity().expect(path)).expect(path)
    }

    /// What stands between `before` and the next quotation mark, everywhere in `page`.
    fn quoted_after<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
        page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn the_page_has_two_addresses_and_other_paths_have_none() {
        assert!(std::ptr::eq(asset("").unwrap(), asset("index.html").unwrap()));
        for unknown in ["/", "index", "graphiql/index.html", "../Cargo.toml", "INDEX.HTML"] {
            assert!(asset(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn every_file_is_found_by_its_path_and_inflates_to_its_length() {
        for file in assets() {
            assert!(std::ptr::eq(asset(file.path).unwrap(), file), "{}", file.path);
            assert_eq!(file.identity().unwrap().len(), file.length, "{}", file.path);
        }
    }

    #[test]
    fn every_file_says_what_it_is() {
        for file in assets() {
            let expected = match file.path.rsplit('.').next().unwrap() {
                "html" => "text/html; charset=utf-8",
                "js" => "text/javascript; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "ttf" => "font/ttf",
                "md" => "text/markdown; charset=utf-8",
                other => panic!("{other}: say here what it is"),
            };
            assert_eq!(file.content_type, expected, "{}", file.path);
        }
    }

    #[test]
    fn etags_are_weak_and_tell_the_files_apart() {
        let mut etags: Vec<_> = assets().iter().map(|file| file.etag).collect();
        assert!(etags.iter().all(|etag| etag.starts_with("W/\"") && etag.ends_with('"')));
        etags.sort_unstable();
        etags.dedup();
        assert_eq!(etags.len(), assets().len());
    }

    #[test]
    fn only_names_with_a_hash_are_cached_for_good() {
        for file in assets() {
            // vite's hash: a hyphen and eight characters, which may be hyphens too.
            let stem = file.path.rsplit_once('.').unwrap().0;
            let hashed = stem.bytes().rev().nth(8) == Some(b'-');
            assert!(hashed || !file.immutable, "{}", file.path);
        }
        assert!(!asset("").unwrap().immutable);
        assert_eq!(is_full(), assets().iter().any(|file| file.immutable));
    }

    #[test]
    fn the_page_is_ours_in_swedish_and_loads_only_what_is_embedded() {
        let page = text("");
        assert!(page.contains("<html lang=\"sv\">"));
        assert!(page.contains("<title>Finsam – GraphiQL</title>"));
        let loaded: Vec<_> =
            ["src=\"", "href=\""].iter().flat_map(|before| quoted_after(&page, before)).collect();
        assert!(loaded.len() >= 3, "{loaded:?}");
        for address in loaded {
            let embedded = address.strip_prefix("./graphiql/").and_then(asset).is_some();
            assert!(embedded || address == "data:,", "{address}");
        }
    }

    #[test]
    fn no_style_sheet_loads_from_elsewhere() {
        for file in assets().iter().filter(|file| file.path.ends_with(".css")) {
            let style = text(file.path);
            for mark in ["url(http", "url(//", "url(\"http", "@import"] {
                assert!(!style.contains(mark), "{mark} in {}", file.path);
            }
        }
    }

    #[test]
    fn no_script_is_inline() {
        let page = text("");
        for script in page.split("<script").skip(1) {
            let (attributes, rest) = script.split_once('>').unwrap();
            assert!(attributes.contains("src="), "{attributes}");
            assert!(rest.starts_with("</script>"), "{rest}");
        }
        assert!(!page.contains("<style") && !page.contains("style=\""), "inline style");
        let handler = page.split(" on").skip(1).find(|rest| {
            rest.trim_start_matches(|letter: char| letter.is_ascii_lowercase()).starts_with('=')
        });
        assert_eq!(handler, None);
    }

    #[test]
    fn the_policy_names_no_other_host_and_lets_no_inline_script_run() {
        for directive in CONTENT_SECURITY_POLICY.split("; ") {
            let mut words = directive.split(' ');
            let name = words.next().unwrap();
            for source in words {
                assert!(source.starts_with('\'') || source == "data:", "{directive}");
                assert!(source != "'unsafe-inline'" || name == "style-src", "{directive}");
                assert_ne!(source, "'unsafe-eval'", "{directive}");
            }
        }
    }

    #[test]
    fn the_examples_come_with_the_page() {
        // The full page carries them in its script, as JavaScript writes a string.
        let first = EXAMPLES.lines().next().unwrap();
        let found = assets()
            .iter()
            .filter(|file| file.path.ends_with(".js") || file.path == "index.html")
            .any(|file| text(file.path).contains(first));
        assert!(found, "{first}");
    }

    #[test]
    fn every_example_has_a_name_of_its_own_and_says_in_a_comment_what_it_shows() {
        let lines: Vec<_> = EXAMPLES.lines().collect();
        let mut names = Vec::new();
        for (before, line) in lines.iter().zip(lines.iter().skip(1)) {
            let Some(rest) = line.strip_prefix("query ") else { continue };
            assert!(before.starts_with("# "), "no comment above: {line}");
            names.push(rest.split([' ', '(']).next().unwrap());
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert!(count >= 6 && names.len() == count, "{names:?}");
        assert!(names.iter().all(|name| !name.is_empty() && *name != "{"), "{names:?}");
    }

    #[test]
    fn the_examples_close_what_they_open() {
        let mut depth = 0_i32;
        for line in EXAMPLES.lines().filter(|line| !line.starts_with('#')) {
            assert!(depth > 0 || line.is_empty() || line.starts_with("query "), "{line}");
            depth += i32::try_from(line.matches(['{', '(']).count()).unwrap();
            depth -= i32::try_from(line.matches(['}', ')']).count()).unwrap();
            assert!(depth >= 0, "{line}");
        }
        assert_eq!(depth, 0);
    }
}
