//! `/embed`: our programme and question box on other sites' pages. The script that does it, and a page
//! that writes the lines to paste in.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    http::{HeaderMap, Uri},
    response::Response,
    routing::MethodRouter,
};
use finsam_content::{Shelved, Snapshot};
use finsam_model::{Initiative, Organisation, Term};

use super::{
    App,
    asset::Asset,
    pages::{self, Frame, Shown},
};
use crate::graphql::Scope;

/// The web components. Their address is pasted into pages that nobody will ever change again.
static COMPONENTS: LazyLock<Asset> =
    LazyLock::new(|| Asset::script(include_str!("../../embed/finsam.js")));

/// Copies the snippet on the page below.
static BUILDER: LazyLock<Asset> =
    LazyLock::new(|| Asset::script(include_str!("../../embed/builder.js")));

/// The page shows what the snippet does, so it runs our scripts and asks our API.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
     style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

pub(super) async fn components(headers: HeaderMap) -> Response {
    COMPONENTS.respond(&headers)
}

pub(super) async fn builder(headers: HeaderMap) -> Response {
    BUILDER.respond(&headers)
}

/// How many the programme shows, unless it is said.
const USUAL_COUNT: u8 = 5;

/// As many as the component shows at most.
const MOST: u8 = 50;

/// What the snippet is to show, as it was chosen on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    is_question_box: bool,
    window: Window,
    count: Option<u8>,
    organisation: String,
    term: String,
    initiative: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Window {
    #[default]
    Upcoming,
    Week,
    Today,
}

impl Window {
    const fn name(self) -> &'static str {
        match self {
            Self::Upcoming => "kommande",
            Self::Week => "vecka",
            Self::Today => "idag",
        }
    }
}

impl Wanted {
    /// Reads the form. What cannot be read is as if it had not been chosen.
    fn in_query(query: &str) -> Self {
        let mut wanted = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let slug = || value.chars().filter(|sign| is_of_slug(*sign)).collect::<String>();
            match key.as_ref() {
                "vad" => wanted.is_question_box = value == "fraga",
                "visa" => {
                    let windows = [Window::Upcoming, Window::Week, Window::Today];
                    let found = windows.into_iter().find(|window| window.name() == value);
                    wanted.window = found.unwrap_or_default();
                }
                "antal" => wanted.count = value.parse().ok().map(|count: u8| count.clamp(1, MOST)),
                "organisation" => wanted.organisation = slug(),
                "begrepp" => wanted.term = slug(),
                "projekt" => wanted.initiative = slug(),
                _ => {}
            }
        }
        wanted
    }

    /// The element, with what stands in it until the script has run.
    fn element(&self, public_url: &str) -> String {
        if self.is_question_box {
            return format!(
                "<finsam-fraga><a href=\"{public_url}/\">Ställ en fråga</a></finsam-fraga>"
            );
        }
        let count = self.count.filter(|count| *count != USUAL_COUNT).map(|count| count.to_string());
        let window = (self.window != Window::default()).then(|| self.window.name().to_owned());
        let named = |slug: &String| (!slug.is_empty()).then(|| slug.clone());
        let attributes = [
            ("visa", window),
            ("antal", count),
            ("organisation", named(&self.organisation)),
            ("begrepp", named(&self.term)),
            ("projekt", named(&self.initiative)),
        ];
        let attributes: String = attributes
            .into_iter()
            .filter_map(|(name, value)| Some(format!(" {name}=\"{}\"", value?)))
            .collect();
        format!(
            "<finsam-program{attributes}><a href=\"{public_url}/\">Programmet</a></finsam-program>"
        )
    }
}

/// What a slug is made of; so nothing that is pasted can be more than that.
const fn is_of_slug(sign: char) -> bool {
    sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '-' | '.')
}

#[derive(Template)]
#[template(path = "embed.html")]
struct BuilderPage<'a> {
    frame: Frame,
    wanted: &'a Wanted,
    count: u8,
    snippet: &'a str,
    element: &'a str,
    /// What the programme may be about: the field, what it is called, and its choices.
    subjects: [(&'static str, &'static str, Vec<Choice<'a>>, &'a str); 3],
}

/// Something the programme may be about.
struct Choice<'a> {
    slug: &'a str,
    name: &'a str,
}

fn choices<T: Shelved>(snapshot: &Snapshot, name: fn(&T) -> &str) -> Vec<Choice<'_>> {
    let entries = snapshot.all::<T>().iter();
    entries.map(|entry| Choice { slug: entry.slug.as_str(), name: name(entry) }).collect()
}

/// The page that writes the snippet.
pub(super) fn page() -> MethodRouter<App> {
    pages::route(CONTENT_SECURITY_POLICY, builder_page)
}

/// The page, with the snippet as it was chosen.
fn builder_page(scope: &Scope, uri: &Uri) -> Shown {
    let wanted = Wanted::in_query(uri.query().unwrap_or_default());
    let snapshot = &scope.snapshot;
    let public_url = scope.public_url();
    let element = wanted.element(public_url);
    let script = format!("<script type=\"module\" src=\"{public_url}/embed/finsam.js\"></script>");
    let page = BuilderPage {
        frame: Frame::of(scope, "Bädda in på din webbplats", "/embed"),
        wanted: &wanted,
        count: wanted.count.unwrap_or(USUAL_COUNT),
        snippet: &format!("{script}\n{element}"),
        element: &element,
        subjects: [
            (
                "organisation",
                "Bara från eller med (programmet)",
                choices::<Organisation>(snapshot, |organisation| &organisation.name),
                &wanted.organisation,
            ),
            (
                "begrepp",
                "Bara om begreppet (programmet)",
                choices::<Term>(snapshot, |term| &term.name),
                &wanted.term,
            ),
            (
                "projekt",
                "Bara om projektet eller metoden (programmet)",
                choices::<Initiative>(snapshot, |initiative| &initiative.name),
                &wanted.initiative,
            ),
        ],
    };
    Shown::lasting(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snippet_says_what_was_chosen_and_nothing_else() {
        let check = |query: &str, expected: &str| {
            let element = Wanted::in_query(query).element("https://exempel.test");
            assert_eq!(element, expected, "{query}");
        };
        let link = "<a href=\"https://exempel.test/\">Programmet</a></finsam-program>";
        check("", &format!("<finsam-program>{link}"));
        check("visa=kommande&antal=5", &format!("<finsam-program>{link}"));
        check("visa=vecka&antal=900", &format!("<finsam-program visa=\"vecka\">{link}"));
        check("antal=99", &format!("<finsam-program antal=\"50\">{link}"));
        check("organisation=a-b&begrepp=", &format!("<finsam-program organisation=\"a-b\">{link}"));
        // Nothing that is typed into the address gets out of its attribute.
        check(
            "projekt=x%22%3E%3Cscript%3E",
            &format!("<finsam-program projekt=\"xscript\">{link}"),
        );
        check(
            "vad=fraga&antal=7",
            "<finsam-fraga><a href=\"https://exempel.test/\">Ställ en fråga</a></finsam-fraga>",
        );
    }

    #[test]
    fn the_components_weigh_what_they_promise() {
        assert!(COMPONENTS.compressed_bytes() < 15_000, "{}", COMPONENTS.compressed_bytes());
    }
}
