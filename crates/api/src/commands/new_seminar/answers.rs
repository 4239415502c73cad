//! What an answer is, and why another is none.

use finsam_content::{Node, Snapshot};
use finsam_model::{Kind, Slug, stockholm};
use finsam_swedish::{Language, dates, distance, letters, print};
use jiff::{
    civil::{Date, Time},
    tz::AmbiguousOffset,
};

/// A day, and whether its weekday was said too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) weekday_said: bool,
}

/// A day as people write it, `torsdag 5 juli 2018`, or as documents do, `2018-07-05`. `today`
/// says which years to propose.
pub(super) fn day(said: &str, today: Date) -> Result<Day, String> {
    if let Ok(date) = said.parse::<Date>() {
        return Ok(Day { date, weekday_said: false });
    }
    let dates = dates::printed_dates(said);
    let printed = match dates.as_slice() {
        [day] if day.last.is_none() => day.first,
        [] => return Err(format!("”{said}” är inget datum. Skriv till exempel 5 juli 2018.")),
        _ => return Err("Skriv ett enda datum: den dag seminariet börjar.".to_owned()),
    };
    let Some(year) = printed.year else {
        let near = today.year().saturating_sub(1)..=today.year().saturating_add(11);
        let fitting = printed.years_that_fit(near).into_iter().take(2);
        let examples: Vec<String> = fitting
            .filter_map(|year| printed.in_year(year))
            .map(|date| print::date_long(date, Language::Swedish))
            .collect();
        let examples = match examples.as_slice() {
            [] => String::new(),
            some => format!(", till exempel {}", some.join(" eller ")),
        };
        return Err(format!("Skriv årtalet också{examples}."));
    };
    let date = printed.date().ok_or_else(|| format!("Den dagen finns inte {year}."))?;
    match printed.weekday {
        Some(weekday) if weekday != date.weekday() => Err(format!(
            "Den {} är en {}, inte en {}. Vilket är fel?",
            print::date_short(date, Language::Swedish),
            print::weekday(date.weekday(), Language::Swedish),
            print::weekday(weekday, Language::Swedish),
        )),
        weekday => Ok(Day { date, weekday_said: weekday.is_some() }),
    }
}

/// A time of day, perhaps with an end: `8.00`, `08:00–08:50`, `kl 8`, `8`.
pub(super) fn clock(said: &str, date: Date) -> Result<(Time, Option<Time>), String> {
    let said_so = |text: &str| dates::printed_clocks(text).into_iter().next();
    let printed = said_so(said)
        .or_else(|| said_so(&format!("kl {said}")))
        .ok_or_else(|| format!("”{said}” är inget klockslag. Skriv till exempel 8.00."))?;
    for time in std::iter::once(printed.start).chain(printed.end) {
        let clock = print::clock(time, Language::Swedish);
        match stockholm().to_ambiguous_timestamp(date.to_datetime(time)).offset() {
            AmbiguousOffset::Unambiguous { .. } => {}
            AmbiguousOffset::Gap { .. } => {
                return Err(format!("Klockan {clock} finns inte den natten: den ställs fram."));
            }
            AmbiguousOffset::Fold { .. } => {
                return Err(format!(
                    "Klockan {clock} kommer två gånger den natten. Hoppa över frågan och skriv \
                     tiden i dokumentet med sin förskjutning."
                ));
            }
        }
    }
    if printed.end.is_some_and(|end| end <= printed.start) {
        return Err("Slutet måste komma efter början.".to_owned());
    }
    Ok((printed.start, printed.end))
}

/// The formats: as written in a document, and in Swedish.
pub(super) const FORMATS: [(&str, &str); 7] = [
    ("breakfast", "frukost"),
    ("lunch", "lunch"),
    ("webinar", "webbseminarium"),
    ("seminar", "seminarium"),
    ("lecture", "föreläsning"),
    ("workshop", "workshop"),
    ("conference", "konferens"),
];

/// A format by its number, its Swedish word or as it is written in a document.
pub(super) fn format(said: &str) -> Result<&'static str, String> {
    let by_number = number(said).and_then(|at| FORMATS.get(at));
    let by_word =
        FORMATS.iter().find(|(key, word)| [key, word].iter().any(|w| letters::same(w, said)));
    by_number.or(by_word).map(|(key, _)| *key).ok_or_else(|| {
        let words = FORMATS.iter().map(|(_, word)| *word);
        match distance::nearest(said, words) {
            Some(near) => format!("Menade du {near}?"),
            None => format!("Svara med ett av orden, eller 1–{}.", FORMATS.len()),
        }
    })
}

/// A number in a list that is shown from 1, as an index.
fn number(said: &str) -> Option<usize> {
    said.parse::<usize>().ok()?.checked_sub(1)
}

/// The documents of a kind, to choose among by name.
pub(super) struct Known {
    kind: Kind,
    nodes: Vec<Node>,
}

impl Known {
    pub(super) fn of(kind: Kind, snapshot: &Snapshot) -> Self {
        Self { kind, nodes: snapshot.nodes().filter(|node| node.kind() == kind).collect() }
    }

    /// The documents as a numbered list, one a line.
    pub(super) fn list(&self) -> String {
        let line = |(at, node): (usize, &Node)| {
            format!("  {}. {} ({})", at + 1, node.label(), node.slug())
        };
        self.nodes.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// One of the list by its number, else as [`find`](Self::find) does.
    pub(super) fn pick(&self, said: &str) -> Result<Slug, String> {
        match number(said).and_then(|at| self.nodes.get(at)) {
            Some(node) => Ok(node.slug().clone()),
            None => self.find(said),
        }
    }

    /// The document with a slug or a name.
    pub(super) fn find(&self, said: &str) -> Result<Slug, String> {
        if let Some(node) = self.nodes.iter().find(|node| node.slug().as_str() == said) {
            return Ok(node.slug().clone());
        }
        let named: Vec<&Node> = self
            .nodes
            .iter()
            .filter(|node| names(node).any(|name| letters::same(name, said)))
            .collect();
        match named.as_slice() {
            [] => Err(self.unknown(said)),
            [node] => Ok(node.slug().clone()),
            several => {
                let slugs: Vec<&str> = several.iter().map(|node| node.slug().as_str()).collect();
                Err(format!("Flera heter så. Skriv kortnamnet: {}.", slugs.join(", ")))
            }
        }
    }

    /// Why nothing was found, with what may have been meant.
    fn unknown(&self, said: &str) -> String {
        let kind = self.kind.in_swedish();
        let near = match self.near(said).as_slice() {
            [] => String::new(),
            near => format!(" Menade du {}?", near.join(" eller ")),
        };
        format!(
            "Det finns ingen {kind} ”{said}”.{near} En ny {kind} skrivs först som ett eget \
             dokument i {}/.",
            self.kind.folder()
        )
    }

    /// The labels of the at most three documents that may have been meant, misspelt or in part.
    pub(super) fn near(&self, said: &str) -> Vec<&str> {
        let misspelt = distance::near(said, self.nodes.iter().flat_map(names));
        let part = letters::fold(said);
        let is_part = |name: &&str| {
            let name = letters::fold(name);
            let is_word = name.split_whitespace().any(|word| word == part);
            is_word || (part.len() >= 3 && name.contains(&part))
        };
        let in_part = self.nodes.iter().flat_map(names).filter(is_part);
        let mut near: Vec<&str> = Vec::new();
        for name in misspelt.into_iter().chain(in_part) {
            let label = self.nodes.iter().find(|node| names(node).any(|other| other == name));
            near.extend(label.map(Node::label).filter(|label| !near.contains(label)));
        }
        near.truncate(3);
        near
    }
}

fn names(node: &Node) -> impl Iterator<Item = &str> {
    std::iter::once(node.label()).chain(node.other_names())
}

/// A person on the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) person: Slug,
    pub(super) title: Option<String>,
    pub(super) organisation: Option<Slug>,
}

/// `Namn`, `Namn, titel`, `Namn, organisation` or `Namn, titel, organisation`; a title may have
/// commas of its own, and a part may be empty.
pub(super) fn speaker(
    said: &str,
    people: &Known,
    organisations: &Known,
) -> Result<Speaker, String> {
    let (name, rest) = said.split_once(',').unwrap_or((said, ""));
    let person = people.find(name.trim())?;
    let (title, organisation) = match rest.trim().rsplit_once(',') {
        Some((title, organisation)) => (title.trim(), organisation.trim()),
        None if organisations.find(rest.trim()).is_ok() => ("", rest.trim()),
        None => match organisations.near(rest.trim()).first() {
            // Rather ask once too often than take an organisation for a title.
            Some(near) => {
                return Err(format!(
                    "Menade du organisationen {near}? Skriv i så fall så; är det en titel, skriv \
                     ett kommatecken efter den."
                ));
            }
            None => (rest.trim(), ""),
        },
    };
    let organisation = match organisation {
        "" => None,
        name => Some(organisations.find(name)?),
    };
    Ok(Speaker {
        person,
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        organisation,
    })
}
