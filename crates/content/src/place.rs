//! What a document is, told by its path.

use finsam_model::{Kind, Slug};
use finsam_swedish::{distance, letters};

use crate::{Problem, document::Position};

/// Where the document is that says which site a tree belongs to.
pub const SITE_PATH: &str = "site.md";

/// Which document a path in the content tree is of: its kind and its slug; none for `site.md`, and for
/// what is no document.
#[must_use]
pub fn document_at(path: &str) -> Option<(Kind, Slug)> {
    match Place::of(path) {
        Place::Document(kind, slug) => Some((kind, slug)),
        _ => None,
    }
}

/// What a path in the content tree says about the document there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `site.md`.
    Site,
    /// A document of a kind.
    Document(Kind, Slug),
    /// A document of a kind whose name is no slug.
    Misnamed(Problem),
    /// Nothing that is read, and nothing to complain about: a `README.md` or a hidden file.
    Ignored,
    /// Nothing that is read, though somebody may think it is.
    Misplaced(Problem),
}

impl Place {
    pub(crate) fn of(path: &str) -> Self {
        let steps: Vec<&str> = path.split('/').collect();
        if steps.iter().any(|step| step.starts_with('.')) || steps.last() == Some(&"README.md") {
            return Self::Ignored;
        }
        match steps.as_slice() {
            [SITE_PATH] => Self::Site,
            [folder, file] => match (Kind::of_folder(folder), file.strip_suffix(".md")) {
                (Some(kind), Some(name)) => match Slug::new(name) {
                    Ok(slug) => Self::Document(kind, slug),
                    Err(_) => Self::Misnamed(misnamed(path, name)),
                },
                (Some(_), None) => misplaced(
                    path,
                    "Filen läses inte: bara filer som slutar på .md är dokument.",
                    "Byt namn så att den slutar på .md, eller lägg den utanför innehållet."
                        .to_owned(),
                ),
                (None, _) => unknown_folder(path, folder),
            },
            [file] => misplaced(
                path,
                &format!("Filen {file} läses inte: den ligger inte i någon mapp."),
                format!("Flytta den till mappen för sitt slag: {}.", folders()),
            ),
            [folder, ..] if Kind::of_folder(folder).is_some() => misplaced(
                path,
                "Filen läses inte: den ligger i en mapp inuti mappen.",
                format!("Flytta den till {folder}/."),
            ),
            [folder, ..] => unknown_folder(path, folder),
            [] => Self::Ignored,
        }
    }
}

fn misplaced(path: &str, message: &str, advice: String) -> Place {
    Place::Misplaced(Problem::new("misplaced-file", path, Position::START, message, advice))
}

fn unknown_folder(path: &str, folder: &str) -> Place {
    let names = Kind::ALL.into_iter().map(Kind::folder);
    let swedish = Kind::ALL.into_iter().find(|kind| letters::same(kind.in_swedish(), folder));
    let singular = Kind::ALL.into_iter().find(|kind| kind.to_string() == folder);
    let near = swedish.or(singular).map(Kind::folder).or_else(|| distance::nearest(folder, names));
    let advice = match near {
        Some(near) => format!("Menade du {near}/?"),
        None => format!("Flytta filen till mappen för sitt slag: {}.", folders()),
    };
    misplaced(
        path,
        &format!("Filen läses inte: mappen {folder}/ är ingen av innehållets mappar."),
        advice,
    )
}

fn misnamed(path: &str, name: &str) -> Problem {
    let advice = match letters::slug(name) {
        near if Slug::new(&near).is_ok() => format!("Byt namn på filen till {near}.md."),
        _ => format!(
            "Ge filen ett namn med små bokstäver a–z, siffror och bindestreck, högst {} tecken.",
            Slug::MAX_CHARS
        ),
    };
    Problem::new(
        "bad-slug",
        path,
        Position::START,
        format!("Filnamnet ”{name}” är inget kortnamn, så dokumentet får ingen adress."),
        advice,
    )
}

fn folders() -> String {
    Kind::ALL.map(Kind::folder).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_a_document_is() {
        let check = |path: &str, expected: &str| {
            let found = match Place::of(path) {
                Place::Site => "site".to_owned(),
                Place::Document(kind, slug) => format!("{kind} {slug}"),
                Place::Misnamed(problem) | Place::Misplaced(problem) => problem.advice,
                Place::Ignored => "nothing".to_owned(),
            };
            assert!(found.contains(expected), "{path}: {found}");
        };
        check("site.md", "site");
        check("seminars/frukost-2031.md", "seminar frukost-2031");
        check("news/nytt.md", "news nytt");
        check("README.md", "nothing");
        check("terms/README.md", "nothing");
        check("terms/.ord.md.swp", "nothing");
        check(".obsidian/x.md", "nothing");
        check("terms/Ord Två.md", "ord-tva.md");
        check("terms/åäö.md", "aao.md");
        check("terms/!.md", "små bokstäver");
        check("terms/ord.txt", "slutar på .md");
        check("terms/ord.MD", "slutar på .md");
        check("terms/gamla/ord.md", "Flytta den till terms/.");
        check("ord.md", "seminars, series");
        check("term/ord.md", "terms/?");
        check("seminarium/x.md", "seminars/?");
        check("organizations/x.md", "organisations/?");
        check("bilder/katt.jpg", "seminars, series");
        check("", "seminars, series");
    }
}
