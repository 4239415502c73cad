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
use finsam_model::{Initiative, Organisation, Person, Term};

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
    what: What,
    window: Window,
    count: Option<u8>,
    organisation: String,
    term: String,
    initiative: String,
    person: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Programme,
    QuestionBox,
    Both,
}

impl What {
    const ALL: [Self; 3] = [Self::Programme, Self::QuestionBox, Self::Both];

    const fn name(self) -> &'static str {
        match self {
            Self::Programme => "program",
            Self::QuestionBox => "fraga",
            Self::Both => "bada",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Programme => "Programmet",
            Self::QuestionBox => "En frågeruta",
            Self::Both => "Programmet och en frågeruta",
        }
    }
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
                "vad" => {
                    let found = What::ALL.into_iter().find(|what| what.name() == value);
                    wanted.what = found.unwrap_or_default();
                }
                "visa" => {
                    let windows = [Window::Upcoming, Window::Week, Window::Today];
                    let found = windows.into_iter().find(|window| window.name() == value);
                    wanted.window = found.unwrap_or_default();
                }
                "antal" => wanted.count = value.parse().ok().map(|count: u8| count.clamp(1, MOST)),
                "organisation" => wanted.organisation = slug(),
                "begrepp" => wanted.term = slug(),
                "projekt" => wanted.initiative = slug(),
                "person" => wanted.person = slug(),
                _ => {}
            }
        }
        wanted
    }

    /// The elements, with what stands in them until the script has run.
    fn elements(&self, public_url: &str) -> String {
        let question_box =
            format!("<finsam-fraga><a href=\"{public_url}/\">Ställ en fråga</a></finsam-fraga>");
        match self.what {
            What::Programme => self.programme(public_url),
            What::QuestionBox => question_box,
            What::Both => format!("{}\n{question_box}", self.programme(public_url)),
        }
    }

    fn programme(&self, public_url: &str) -> String {
        let count = self.count.filter(|count| *count != USUAL_COUNT).map(|count| count.to_string());
        let window = (self.window != Window::default()).then(|| self.window.name().to_owned());
        let named = |slug: &String| (!slug.is_empty()).then(|| slug.clone());
        let attributes = [
            ("visa", window),
            ("antal", count),
            ("organisation", named(&self.organisation)),
            ("begrepp", named(&self.term)),
            ("projekt", named(&self.initiative)),
            ("person", named(&self.person)),
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
    whats: [What; 3],
    count: u8,
    snippet: &'a str,
    element: &'a str,
    /// What the programme may be about: the field, what it is called, and its choices.
    subjects: [(&'static str, &'static str, Vec<Choice<'a>>, &'a str); 4],
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
    let element = wanted.elements(public_url);
    let script = format!("<script type=\"module\" src=\"{public_url}/embed/finsam.js\"></script>");
    let page = BuilderPage {
        frame: Frame::of(scope, "Bädda in på din webbplats", "/embed"),
        wanted: &wanted,
        whats: What::ALL,
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
            (
                "person",
                "Bara med personen på programmet (programmet)",
                choices::<Person>(snapshot, |person| &person.name),
                &wanted.person,
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
            let element = Wanted::in_query(query).elements("https://exempel.test");
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
            "vad=bada&person=testa",
            &format!(
                "<finsam-program person=\"testa\">{link}\n\
                 <finsam-fraga><a href=\"https://exempel.test/\">Ställ en fråga</a></finsam-fraga>"
            ),
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
