//! What can be shown to anybody: a day, a seminar, a list of hits. Each is named by a short code, so
//! that a button can bring it back after a restart, and a cache can keep it.

use finsam_client::Kind;
use jiff::civil::Date;

/// One document of the API's: what buttons and commands name things by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ref {
    pub(crate) kind: Kind,
    /// The site's slug.
    pub(crate) site: String,
    pub(crate) slug: String,
}

/// Something to show. Pages count from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// What is on from the first day to the last, which belongs to it; of one site, if one is given.
    Days { first: Date, last: Date, page: u16, of: Option<String> },
    /// What comes next, likewise.
    Next { of: Option<String> },
    /// One thing's card.
    Noun(Ref),
    /// Who takes part in a seminar.
    Speakers { seminar: Ref, page: u16 },
    /// Where a card's facts come from, and whom to write to where they are wrong.
    Evidence(Ref),
    /// The latest articles.
    News { page: u16 },
    /// What these words find.
    Found { words: String, page: u16 },
    /// What the bot can do.
    Help,
}

/// Between the parts of a code.
const BETWEEN: char = '|';

impl Ref {
    /// The parts of its code; none for a kind we do not know.
    fn parts(&self) -> Option<[String; 3]> {
        let kind = letter(&self.kind)?.to_string();
        Some([kind, escape(&self.site), escape(&self.slug)])
    }

    /// The API's word for its kind.
    pub(crate) fn kind_word(&self) -> &'static str {
        LETTERS.iter().find(|(_, kind, _)| *kind == self.kind).map_or("", |(.., word)| word)
    }

    /// As a value that stands for it in a command's option, where a name can stand too.
    pub(crate) fn to_value(&self) -> Option<String> {
        let [kind, site, slug] = self.parts()?;
        Some(format!("{BETWEEN}{kind}{BETWEEN}{site}{BETWEEN}{slug}"))
    }

    /// From [`to_value`](Self::to_value); none for a name somebody typed.
    pub(crate) fn of_value(value: &str) -> Option<Self> {
        let mut parts = Parts(value.strip_prefix(BETWEEN)?.split(BETWEEN));
        let named = parts.reference()?;
        parts.end(named)
    }
}

impl View {
    /// A page of what is on on these days.
    pub(crate) fn days(first: Date, last: Date, of: Option<String>) -> Self {
        Self::Days { first, last, page: 0, of }
    }

    /// The same on another page; the same where there are none.
    pub(crate) fn on_page(&self, page: u16) -> Self {
        match self.clone() {
            Self::Days { first, last, of, .. } => Self::Days { first, last, page, of },
            Self::News { .. } => Self::News { page },
            Self::Speakers { seminar, .. } => Self::Speakers { seminar, page },
            Self::Found { words, .. } => Self::Found { words, page },
            other => other,
        }
    }

    /// Its code; none where it names a kind we do not know.
    pub(crate) fn code(&self) -> Option<String> {
        let of = |name: char, named: &Ref| {
            Some([vec![name.to_string()], named.parts()?.to_vec()].concat())
        };
        let day = |date: &Date| date.strftime("%Y%m%d").to_string();
        let parts = match self {
            Self::Days { first, last, page, of } => {
                let days = vec!["d".to_owned(), day(first), day(last), page.to_string()];
                days.into_iter().chain(of.as_deref().map(escape)).collect()
            }
            Self::Next { of } => {
                std::iter::once("x".to_owned()).chain(of.as_deref().map(escape)).collect()
            }
            Self::Noun(named) => of('n', named)?,
            Self::Speakers { seminar, page } => {
                [of('s', seminar)?, vec![page.to_string()]].concat()
            }
            Self::Evidence(named) => of('e', named)?,
            Self::News { page } => vec!["a".to_owned(), page.to_string()],
            Self::Found { words, page } => {
                vec!["f".to_owned(), escape(words), page.to_string()]
            }
            Self::Help => vec!["h".to_owned()],
        };
        Some(parts.join("|"))
    }

    /// From its code.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        let mut parts = Parts(code.split(BETWEEN));
        let view = match parts.text()?.as_str() {
            "d" => Self::Days {
                first: parts.day()?,
                last: parts.day()?,
                page: parts.page()?,
                of: parts.text(),
            },
            "x" => Self::Next { of: parts.text() },
            "n" => Self::Noun(parts.reference()?),
            "s" => Self::Speakers { seminar: parts.reference()?, page: parts.page()? },
            "e" => Self::Evidence(parts.reference()?),
            "a" => Self::News { page: parts.page()? },
            "f" => Self::Found { words: parts.text()?, page: parts.page()? },
            "h" => Self::Help,
            _ => return None,
        };
        parts.end(view)
    }
}

/// The parts of a code, one after another.
pub(crate) struct Parts<'c>(pub(crate) std::str::Split<'c, char>);

impl Parts<'_> {
    pub(crate) fn text(&mut self) -> Option<String> {
        self.0.next().map(unescape)
    }

    pub(crate) fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        self.0.next()?.parse().ok()
    }

    pub(crate) fn reference(&mut self) -> Option<Ref> {
        let kind = kind_of(self.0.next()?)?;
        Some(Ref { kind, site: self.text()?, slug: self.text()? })
    }

    fn page(&mut self) -> Option<u16> {
        self.number()
    }

    fn day(&mut self) -> Option<Date> {
        Date::strptime("%Y%m%d", self.0.next()?).ok()
    }

    /// What was read, if nothing stands after it.
    pub(crate) fn end<T>(mut self, read: T) -> Option<T> {
        self.0.next().is_none().then_some(read)
    }
}

/// The text without the mark that separates parts.
pub(crate) fn escape(text: &str) -> String {
    text.replace('%', "%p").replace(BETWEEN, "%i")
}

fn unescape(text: &str) -> String {
    text.replace("%i", "|").replace("%p", "%")
}

/// One letter for each kind, and the API's word for it. Buttons that are out there hold them, so none changes its meaning.
const LETTERS: [(&str, Kind, &str); 10] = [
    ("S", Kind::Seminar, "SEMINAR"),
    ("R", Kind::Series, "SERIES"),
    ("P", Kind::Person, "PERSON"),
    ("O", Kind::Organisation, "ORGANISATION"),
    ("V", Kind::Venue, "VENUE"),
    ("A", Kind::NewsArticle, "NEWS_ARTICLE"),
    ("I", Kind::Initiative, "INITIATIVE"),
    ("F", Kind::Figure, "FIGURE"),
    ("T", Kind::Term, "TERM"),
    ("Q", Kind::Source, "SOURCE"),
];

fn letter(kind: &Kind) -> Option<&'static str> {
    LETTERS.iter().find(|(_, known, _)| known == kind).map(|(letter, ..)| *letter)
}

fn kind_of(letter: &str) -> Option<Kind> {
    LETTERS.iter().find(|(known, ..)| *known == letter).map(|(_, kind, _)| kind.clone())
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn any_reference() -> impl Strategy<Value = Ref> {
        (0..LETTERS.len(), "[a-z0-9-]{1,30}", "\\PC{0,60}").prop_map(|(kind, site, slug)| Ref {
            kind: LETTERS[kind].1.clone(),
            site,
            slug,
        })
    }

    fn any_site() -> impl Strategy<Value = Option<String>> {
        proptest::option::of("[a-z0-9-]{1,30}")
    }

    pub(crate) fn any_view() -> impl Strategy<Value = View> {
        let day = || {
            (1900i16..2200, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
        };
        prop_oneof![
            (day(), day(), any::<u16>(), any_site())
                .prop_map(|(first, last, page, of)| View::Days { first, last, page, of }),
            any_site().prop_map(|of| View::Next { of }),
            any_reference().prop_map(View::Noun),
            (any_reference(), any::<u16>())
                .prop_map(|(seminar, page)| View::Speakers { seminar, page }),
            any_reference().prop_map(View::Evidence),
            any::<u16>().prop_map(|page| View::News { page }),
            ("\\PC{0,80}", any::<u16>()).prop_map(|(words, page)| View::Found { words, page }),
            Just(View::Help),
        ]
    }

    proptest! {
        #[test]
        fn a_code_brings_the_view_back(view in any_view()) {
            prop_assert_eq!(View::of_code(&view.code().unwrap()), Some(view));
        }

        #[test]
        fn a_value_brings_the_reference_back(named in any_reference()) {
            prop_assert_eq!(Ref::of_value(&named.to_value().unwrap()), Some(named));
        }

        #[test]
        fn anything_else_is_no_view(code in "\\PC{0,100}") {
            if let Some(view) = View::of_code(&code) {
                prop_assert_eq!(View::of_code(&view.code().unwrap()), Some(view));
            }
        }
    }

    #[test]
    fn what_buttons_hold() {
        let check = |view: View, code: &str| {
            assert_eq!(view.code().as_deref(), Some(code));
            assert_eq!(View::of_code(code), Some(view));
        };
        let day = jiff::civil::date(2018, 7, 5);
        check(View::days(day, day, None), "d|20180705|20180705|0");
        check(View::days(day, day, Some("norr".to_owned())), "d|20180705|20180705|0|norr");
        check(View::Next { of: None }, "x");
        let named =
            Ref { kind: Kind::Seminar, site: "finsam".to_owned(), slug: "frukost".to_owned() };
        check(View::Noun(named), "n|S|finsam|frukost");
        check(View::Found { words: "50 % | mer".to_owned(), page: 2 }, "f|50 %p %i mer|2");
        for foreign in
            ["", "z", "n|S|finsam", "n|Z|finsam|x", "x|a|b", "d|20180230|20180230|0", "a|-1"]
        {
            assert_eq!(View::of_code(foreign), None, "{foreign}");
        }
        assert_eq!(Ref::of_value("Vägen till ett värdigt liv"), None);
    }
}
