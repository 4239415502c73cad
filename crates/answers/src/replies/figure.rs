//! How many, how much, how large a share: every figure that counts what is asked for, with exactly what
//! it counts, its year and its source. Nothing is ever added up or weighed together.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{
    Basis, Entry, Figure, Initiative, Kind, Measure, Organisation, Person, Seminar, Slug, Term,
};
use finsam_swedish::words::words;

use super::sources::in_passing;
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    passages::{Parts, SHORTEST_PART, is_compound, parts},
    phrases::fill,
    question::{Intent, Origin, Part},
    reply::{Case, Reply},
    words::same_meaning,
};

/// A figure must hold this much of what was asked.
const ENOUGH: f64 = 0.5;
/// No more figures than these are read.
const READ: usize = 60;
/// Figures that refer to so many documents with the words asked for are read, too.
const FOLLOWED: usize = 12;
/// What figures refer to by name.
const NAMED: [Kind; 4] = [Kind::Term, Kind::Initiative, Kind::Organisation, Kind::Seminar];
/// So many compounds of each sort stand for a word.
const COMPOUNDS: usize = 20;
/// Figures nearly as good as the best are told too.
const NEARLY: f64 = 0.74;
/// More than these are not told.
const TOLD: usize = 5;

pub(super) fn reply(case: &Case<'_>, intent: Option<Intent>) -> Option<Reply> {
    let by_number = by_number(case);
    let chosen = if by_number.is_empty() { by_words(case, intent) } else { by_number };
    (!chosen.is_empty()).then(|| told_all(case, &chosen))
}

/// The figures whose numbers the question names.
pub(super) fn by_their_numbers(case: &Case<'_>) -> Option<Reply> {
    let chosen = by_number(case);
    (!chosen.is_empty()).then(|| told_all(case, &chosen))
}

/// The figures that the answer before was about, told again: their year is asked for.
pub(super) fn remembered(case: &Case<'_>) -> Option<Reply> {
    let figures: Vec<_> = case
        .question
        .about(Kind::Figure)
        .filter_map(|node| match node {
            Node::Figure(figure) => Some(Arc::clone(figure)),
            _ => None,
        })
        .collect();
    (!figures.is_empty()).then(|| told_all(case, &figures))
}

fn told_all(case: &Case<'_>, chosen: &[Arc<Entry<Figure>>]) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Figure);
    for figure in chosen {
        let line = told(case, figure);
        reply.line(if chosen.len() > 1 { item(&line) } else { line });
        reply.cite(&figure.sources).about(Node::Figure(Arc::clone(figure)));
    }
    if let Some(remark) = difference(case, chosen) {
        reply.line(remark);
    }
    for term in case.snapshot.named::<Term>(chosen.iter().flat_map(|figure| &figure.terms)).take(1)
    {
        reply.about(Node::Term(Arc::clone(term)));
        reply.suggest(fill(phrases.ask_what_is, &[("what", &plain(&term.name))]));
    }
    reply.suggest(phrases.ask_source);
    reply
}

/// A figure in full: the number, what it counts, its year, who said it, where it stands.
fn told(case: &Case<'_>, figure: &Entry<Figure>) -> String {
    let phrases = case.phrases();
    let derived = figure
        .claims
        .iter()
        .any(|claim| claim.field == "year" && claim.followed && claim.basis == Basis::Derived);
    let year = if derived {
        format!("{}; {}", figure.year, phrases.year_derived)
    } else {
        figure.year.to_string()
    };
    let person = figure.person.as_ref().and_then(|slug| case.find(Kind::Person, slug));
    let person = person.map_or_else(String::new, |person| format!(", {}", plain(person.label())));
    let source = figure.sources.first().and_then(|slug| in_passing(case, slug));
    let source = source
        .map_or_else(String::new, |text| format!(" {}.", fill(phrases.source, &[("text", &text)])));
    let (text, counts) = (bold(&figure.text), plain(&figure.counts));
    format!("{text} – {counts} ({year}{person}).{source}")
}

/// Why several figures differ, in the content's own words where it says so.
fn difference(case: &Case<'_>, chosen: &[Arc<Entry<Figure>>]) -> Option<String> {
    let of_one_matter = |a: &Figure, b: &Figure| {
        a.measures == b.measures && a.terms.iter().any(|term| b.terms.contains(term))
    };
    let differ = chosen.iter().enumerate().any(|(at, a)| {
        chosen.iter().skip(at + 1).any(|b| of_one_matter(a, b) && (a.value - b.value).abs() > 1e-9)
    });
    if !differ {
        return None;
    }
    let mentions = |reason: &str, other: &Figure| {
        let number = words(&other.text).into_iter().find(|word| word.folded.parse::<f64>().is_ok());
        number.is_some_and(|number| words(reason).iter().any(|word| word.folded == number.folded))
    };
    let explained = chosen.iter().find_map(|figure| {
        let reasons = figure.claims.iter().filter_map(|claim| claim.reason.as_deref());
        let others = || chosen.iter().filter(|other| other.id != figure.id);
        reasons.into_iter().find(|reason| others().any(|other| mentions(reason, other)))
    });
    Some(explained.map_or_else(|| case.phrases().figures_differ.to_owned(), plain))
}

/// Figures whose very number the question names: "var kommer 34 808 ifrån".
fn by_number(case: &Case<'_>) -> Vec<Arc<Entry<Figure>>> {
    let numbers: Vec<&str> = case
        .question
        .tokens
        .iter()
        .filter(|token| token.number && token.part != Part::Time && token.part != Part::Name)
        .map(|token| token.folded.as_str())
        .collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    let stems: Vec<(&str, f64)> = numbers.iter().map(|number| (*number, 1.0)).collect();
    let figures = in_order(with_stems(case, &stems));
    // A number of one digit is in all sorts of sums: another word of the figure must be there too.
    let says_more = |text: &[finsam_swedish::words::Word<'_>], number: &str| {
        let rest = || text.iter().filter(|word| word.folded != number);
        let asked = |stem: String| case.question.tokens.iter().any(|token| token.stem == stem);
        number.len() > 1 || rest().any(|word| asked(word.stem()))
    };
    let holds = |figure: &&Arc<Entry<Figure>>| {
        let text = words(&figure.text);
        text.iter().any(|word| {
            let number = word.folded.as_str();
            numbers.contains(&number) && says_more(&text, number)
        })
    };
    let holding: Vec<_> = figures.iter().filter(holds).cloned().collect();
    if holding.len() <= 1 {
        return holding;
    }
    // "300" is viewers, "5 procent" two things: the unit tells more, where it is there.
    let with_unit: Vec<_> = holding
        .iter()
        .filter(|figure| {
            let unit = finsam_swedish::stem(&figure.unit);
            case.question.tokens.iter().any(|token| token.stem == unit)
        })
        .cloned()
        .collect();
    if with_unit.is_empty() { holding } else { with_unit }
}

/// One thing a figure should be about.
struct Key {
    stems: Vec<String>,
    term: Vec<Slug>,
}

fn by_words(case: &Case<'_>, intent: Option<Intent>) -> Vec<Arc<Entry<Figure>>> {
    let keys = keys(case, intent);
    if keys.is_empty() {
        return Vec::new();
    }
    let figures = likely(case, &keys);
    let held: Vec<Held> = figures.iter().map(|figure| Held::of(case, figure)).collect();
    let hits: Vec<Vec<f64>> = keys
        .iter()
        .map(|key| {
            let hit = |(figure, held): (&Arc<Entry<Figure>>, &Held)| {
                let tagged = figure.terms.iter().any(|term| key.term.contains(term));
                held.best_hit(&key.stems).max(if tagged { 0.8 } else { 0.0 })
            };
            figures.iter().zip(&held).map(hit).collect()
        })
        .collect();
    let all = case.snapshot.all::<Figure>().len();
    let weights: Vec<f64> = hits.iter().map(|hits| weight(hits, all)).collect();
    let total: f64 = weights.iter().sum();
    let wanted = wanted(case);
    let years = case.question.years();
    let mut scored: Vec<(f64, &Arc<Entry<Figure>>)> = figures
        .iter()
        .enumerate()
        .filter_map(|(at, figure)| {
            let held: f64 = hits
                .iter()
                .zip(&weights)
                .map(|(hits, weight)| hits.get(at).copied().unwrap_or_default() * weight)
                .sum();
            let coverage = held / total;
            let fits = coverage >= ENOUGH && belongs(case, figure);
            let of_year = years.is_empty() || years.contains(&figure.year);
            let score = coverage * wanted.fit(figure.measures) * if of_year { 1.0 } else { 0.6 };
            fits.then_some((score, figure))
        })
        .collect();
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let Some((best, first)) = scored.first().copied() else { return Vec::new() };
    if best < 0.3 {
        return Vec::new();
    }
    let same_sort = |figure: &Figure| wanted.any || figure.measures == first.measures;
    let nearly = if wanted.any { 0.0 } else { NEARLY };
    let mut chosen: Vec<_> = scored
        .into_iter()
        .filter(|(score, figure)| *score >= nearly * best && same_sort(figure))
        .map(|(_, figure)| Arc::clone(figure))
        .collect();
    if wanted.any {
        // Of all there is, how many they are comes first.
        chosen.sort_by_key(|figure| figure.measures != Measure::People);
    }
    chosen.truncate(TOLD);
    if chosen.iter().any(|figure| counts_what_is_asked(case, figure)) { chosen } else { Vec::new() }
}

/// "hur många X": where X is a concept, what is merely about it, and counts something else, is no answer.
fn counts_what_is_asked(case: &Case<'_>, figure: &Figure) -> bool {
    let tokens = &case.question.tokens;
    let many = tokens.iter().position(|token| matches!(token.folded.as_str(), "manga" | "many"));
    let Some(head) = many.and_then(|at| tokens.get(at + 1)) else { return true };
    if head.part != Part::Name {
        return true;
    }
    [&figure.label, &figure.counts, &figure.unit, &figure.text]
        .iter()
        .flat_map(|text| words(text))
        .any(|word| word.stem() == head.stem)
}

/// What few figures are about weighs more than what many are.
fn weight(hits: &[f64], all: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let found = hits.iter().filter(|hit| **hit > 0.0).count();
    (1.0 + number(all) / (1.0 + number(found))).ln()
}

fn keys(case: &Case<'_>, intent: Option<Intent>) -> Vec<Key> {
    let question = case.question;
    let mut keys: Vec<Key> = question
        .matter(intent)
        .iter()
        .filter(|token| !token.number)
        .map(|token| {
            let others = same_meaning(&token.folded, question.language);
            Key {
                stems: std::iter::once(token.stem.clone()).chain(others).collect(),
                term: Vec::new(),
            }
        })
        .collect();
    for subject in &question.subjects {
        let remembered = subject.origin == Origin::Remembered;
        // "och vad kostar de?" is about what the figure before counted, not about the figure.
        if remembered && (!keys.is_empty() || subject.is_only(Kind::Figure)) {
            continue;
        }
        let of = |kind: Kind| subject.nodes.iter().filter(move |node| node.kind() == kind);
        let said = subject.tokens.iter().filter_map(|at| question.tokens.get(*at));
        let mut stems: Vec<String> = said.map(|token| token.stem.clone()).collect();
        if stems.len() > 1 || (stems.is_empty() && !remembered) {
            // A name of several words is one thing; its parts alone are other things.
            stems = vec![subject.nodes.first().map(|node| whole(node.label())).unwrap_or_default()];
        }
        let term = of(Kind::Term).map(|node| node.slug().clone()).collect();
        keys.push(Key { stems, term });
    }
    keys
}

/// A name of several words as if it were one.
fn whole(name: &str) -> String {
    words(name).iter().map(|word| word.stem()).collect::<Vec<_>>().join(" ")
}

/// The words of a figure and of what it refers to.
struct Held {
    own: Arc<Parts>,
    /// What it refers to, and how close that is.
    named: Vec<(Arc<Parts>, f64)>,
}

impl Held {
    fn of(case: &Case<'_>, figure: &Arc<Entry<Figure>>) -> Self {
        let snapshot = case.snapshot;
        let named = snapshot
            .named::<Term>(&figure.terms)
            .cloned()
            .map(Node::Term)
            .chain(snapshot.named::<Initiative>(&figure.initiatives).cloned().map(Node::Initiative))
            .chain(
                snapshot
                    .named::<Organisation>(&figure.organisations)
                    .cloned()
                    .map(Node::Organisation),
            )
            .chain(snapshot.named::<Seminar>(&figure.seminars).cloned().map(Node::Seminar))
            .chain(snapshot.named::<Person>(&figure.person).cloned().map(Node::Person))
            .map(|node| (parts(&node), if node.kind() == Kind::Seminar { 0.5 } else { 0.8 }))
            .collect();
        Self { own: parts(&Node::Figure(Arc::clone(figure))), named }
    }

    /// How close the best of some stems is, of which the first is the very word asked with.
    fn best_hit(&self, stems: &[String]) -> f64 {
        let known = |stem: &String| {
            let own = self.own.said().get(stem).copied();
            let named = self.named.iter().filter(|(parts, _)| parts.names().contains(stem));
            named.map(|(_, closeness)| *closeness).chain(own).fold(0.0, f64::max)
        };
        let direct = stems.iter().enumerate().map(|(at, stem)| {
            let closeness = known(stem);
            if at == 0 { closeness } else { 0.9 * closeness }
        });
        let compound =
            self.all().filter(|(word, _)| stems.iter().any(|stem| is_compound(stem, word)));
        direct.chain(compound.map(|(_, closeness)| 0.7 * closeness)).fold(0.0, f64::max)
    }

    fn all(&self) -> impl Iterator<Item = (&String, f64)> {
        let named = self.named.iter();
        let named = named.flat_map(|(parts, near)| parts.names().iter().map(|stem| (stem, *near)));
        self.own.said().iter().map(|(stem, near)| (stem, *near)).chain(named)
    }
}

/// The figures that may be about what is asked: in which the words stand, or which refer to what is
/// called so.
fn likely(case: &Case<'_>, keys: &[Key]) -> Vec<Arc<Entry<Figure>>> {
    let snapshot = case.snapshot;
    let mut words: Vec<String> = Vec::new();
    for stem in keys.iter().flat_map(|key| &key.stems) {
        // A name of several words is asked for word by word.
        words.extend(stem.split(' ').map(str::to_owned));
        words.extend(snapshot.compounds(stem, SHORTEST_PART, COMPOUNDS));
    }
    let stems: Vec<(&str, f64)> = words.iter().map(|word| (word.as_str(), 1.0)).collect();
    let mut figures = with_stems(case, &stems);
    let terms = keys.iter().flat_map(|key| &key.term).map(|slug| (Kind::Term, slug));
    let named = snapshot.candidates(&NAMED, &stems, FOLLOWED);
    let named = named.iter().map(|(node, _)| (node.kind(), node.slug()));
    for (kind, slug) in terms.chain(named) {
        let referring = snapshot.referring_to(kind, slug).iter();
        figures.extend(referring.filter_map(Figure::of).take(READ).cloned());
    }
    in_order(figures)
}

/// The figures in which such stems stand, best first.
fn with_stems(case: &Case<'_>, stems: &[(&str, f64)]) -> Vec<Arc<Entry<Figure>>> {
    let found = case.snapshot.candidates(&[Kind::Figure], stems, READ);
    found.iter().filter_map(|(node, _)| Figure::of(node).cloned()).collect()
}

/// Figures in the order of all, each once.
fn in_order(mut figures: Vec<Arc<Entry<Figure>>>) -> Vec<Arc<Entry<Figure>>> {
    figures.sort_by_cached_key(|figure| Figure::place(figure));
    figures.dedup_by(|a, b| a.id == b.id);
    figures
}

/// A figure of something else than the initiative, occasion or person named is no answer.
fn belongs(case: &Case<'_>, figure: &Entry<Figure>) -> bool {
    case.question.subjects.iter().filter(|subject| subject.origin != Origin::Remembered).all(
        |subject| {
            let bound = |node: &Node| {
                matches!(node.kind(), Kind::Initiative | Kind::Seminar | Kind::Person | Kind::Venue)
            };
            if !subject.nodes.iter().all(bound) {
                return true;
            }
            subject.nodes.iter().any(|node| {
                case.snapshot
                    .referring_to(node.kind(), node.slug())
                    .iter()
                    .any(|one| *one.id() == figure.id)
            })
        },
    )
}

/// Which sort of number is asked for.
struct Wanted {
    /// These, if anything tells.
    measures: &'static [Measure],
    /// These as well, but rather the others.
    perhaps: &'static [Measure],
    /// Any sort at all.
    any: bool,
    /// It is something that can be counted: no share, no age.
    counts: bool,
}

impl Wanted {
    fn fit(&self, measure: Measure) -> f64 {
        if self.any || self.measures.contains(&measure) {
            1.0
        } else if self.perhaps.contains(&measure) {
            0.8
        } else if self.counts {
            0.0
        } else {
            0.45
        }
    }
}

fn wanted(case: &Case<'_>) -> Wanted {
    use Measure::{Age, Benefit, Cost, Growth, Organisations, Other, People, Share, Viewers};
    /// How words begin that tell a sort of number (folded, Swedish and English).
    const TOLD_BY: &[(&[Measure], &[&str])] = &[
        (
            &[Growth],
            &[
                "oka", "okning", "vaxt", "vuxit", "vaxer", "growth", "grow", "grew", "increas",
                "minska",
            ],
        ),
        (&[Cost], &["kosta", "kostn", "cost", "dyr", "expens", "miljard"]),
        (&[Viewers], &["titta", "uppkoppl", "sag", "sett", "viewer", "watch", "connected"]),
        (&[Age], &["gamm", "gaml", "alder", "aldra", "age", "old", "ung"]),
        (
            &[Share],
            &["andel", "procent", "share", "percent", "proportion", "fraction", "halft", "half"],
        ),
        (&[Organisations, Share], &["kommun", "myndighet", "forbund", "municipal", "organisation"]),
        (
            &[Benefit],
            &["belopp", "sjukpenning", "forsorjningsstod", "ersattning", "amount", "allowance"],
        ),
    ];
    let question = case.question;
    let tells = |starts: &[&str]| {
        question
            .tokens
            .iter()
            .any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
    };
    if question.has_word(&[
        "statistiken",
        "siffra",
        "siffror",
        "siffrorna",
        "statistik",
        "figures",
        "numbers",
        "statistics",
    ]) {
        return Wanted { measures: &[], perhaps: &[], any: true, counts: false };
    }
    let counts = question.has_word(&["manga", "many", "antal", "antalet"]);
    let told = TOLD_BY.iter().find(|(measures, starts)| {
        tells(starts) && (!counts || !matches!(measures, [Cost] | [Benefit]))
    });
    let (measures, perhaps): (&'static [Measure], &'static [Measure]) = match told {
        Some(([Organisations, Share], _)) if !counts => {
            (&[Share, Organisations], &[Cost, Other, People])
        }
        Some(([Organisations, Share], _)) => (&[Organisations], &[Share, Other]),
        Some((measures, _)) => (measures, &[]),
        None if counts => (&[People], &[Organisations, Viewers, Other]),
        None if question.has_word(&["stor", "large", "big"]) => (&[Share, People], &[Growth, Cost]),
        None => (&[Cost, Benefit, Growth, Share], &[People, Age, Other, Organisations, Viewers]),
    };
    Wanted { measures, perhaps, any: false, counts }
}
