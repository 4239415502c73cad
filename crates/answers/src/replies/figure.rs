//! How many, how much, how large a share: every figure that counts what is asked for, with exactly what
//! it counts, its year and its source. Nothing is ever added up or weighed together. `asked` is what the
//! question wants of them, `held` what they are about, `numbers` finds those it names by their number, `notes` what editors noted;
//! `attended` those who came or watched, `beside` two things against each other, `change` what has grown.

mod asked;
mod attended;
mod beside;
mod change;
mod held;
mod notes;
mod numbers;
mod years;

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Basis, Entry, Figure, Kind, Measure, Term};
use finsam_swedish::{Language, print, words::words};

use asked::Asked;
pub(super) use attended::reply as of_attendance;
pub(super) use beside::reply as beside_each_other;
pub(super) use change::reply as of_change;
use held::{Held, Key, likely, with_stems};
use numbers::Number;
pub(super) use numbers::is_number;
use years::{is_of_years, of_memory, told_with_years};
pub(super) use years::{newer, of_a_year, of_another_year};

use super::sources::in_passing;
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    phrases::fill,
    question::{Intent, Origin, Part},
    reply::{Case, Reply},
    words::same_meaning,
};

/// A figure must hold this much of what was asked.
const ENOUGH: f64 = 0.5;
/// So much is enough where it counts the sort of thing asked for of the very concept named.
const TAGGED_ENOUGH: f64 = 0.3;
/// Figures that score less are about something else.
const LEAST: f64 = 0.3;
/// Figures nearly as good as the best are told too.
const NEARLY: f64 = 0.74;
/// More than these are not told.
const TOLD: usize = 5;

/// The figures asked for.
pub(super) fn reply(case: &Case<'_>, intent: Option<Intent>) -> Option<Reply> {
    let asked = Asked::of(case);
    if let Some(reply) = by_numbers(case, &asked) {
        return Some(reply);
    }
    let chosen = by_words(case, intent, &asked);
    (!chosen.is_empty()).then(|| told_with_years(case, &asked, &chosen))
}

/// "varför skiljer sig siffrorna?": the figures of the same, and what is noted on that.
pub(super) fn why_they_differ(case: &Case<'_>) -> Option<Reply> {
    const FIGURES: [&str; 6] =
        ["siffror", "siffrorna", "talen", "uppgifterna", "figures", "numbers"];
    let asked = Asked::of(case);
    if !asked.compares || !case.question.has_word(&FIGURES) {
        return None;
    }
    reply(case, Some(Intent::Why)).filter(|reply| reply.nodes.len() > 1)
}

/// The figures whose numbers the question names.
pub(super) fn by_their_numbers(case: &Case<'_>) -> Option<Reply> {
    by_numbers(case, &Asked::of(case))
}

/// Whether the question names a number that can be nothing but a figure's.
pub(super) fn names_one(case: &Case<'_>) -> bool {
    let numbers = numbers::of_question(case.question);
    numbers.iter().any(Number::is_large) && !numbers::figures(case, &numbers).is_empty()
}

fn by_numbers(case: &Case<'_>, asked: &Asked) -> Option<Reply> {
    let told = numbers::figures(case, &asked.numbers);
    if told.is_empty() {
        return None;
    }
    let chosen: Vec<_> = told.iter().map(|one| Arc::clone(&one.figure)).collect();
    let mut reply = told_all(case, asked, &chosen);
    for (figure, claim) in told.iter().filter_map(|one| Some((&one.figure, one.claim.as_ref()?))) {
        let reason = claim.reason.as_deref().map(plain).unwrap_or_default();
        let value = plain(&claim.value);
        let gaps = [("value", value.as_str()), ("reason", reason.as_str())];
        reply.line(fill(case.phrases().also_printed, &gaps));
        reply.cite(claim.source.as_ref()).cite(&figure.sources);
    }
    Some(reply)
}

/// The figures that the answer before was about: their year is asked for, or another year.
pub(super) fn remembered(case: &Case<'_>) -> Option<Reply> {
    let asked = Asked::of(case);
    let figures = of_memory(case);
    (!figures.is_empty()).then(|| told_with_years(case, &asked, &figures))
}

/// A number that stands nowhere, where the question asks whether it is right: the figures there are.
pub(super) fn of_a_strange_number(case: &Case<'_>) -> Option<Reply> {
    let asked = Asked::of(case);
    let large = asked.numbers.iter().find(|number| number.is_large())?;
    let value = large.whole()?;
    if !asked.doubts || case.question.occasion.mentioned {
        return None;
    }
    let chosen = by_words(case, None, &asked);
    if chosen.is_empty() {
        return None;
    }
    let mut reply = told_with_years(case, &asked, &chosen);
    let number = print::number(value);
    reply.lines.insert(0, fill(case.phrases().no_such_number, &[("number", &number)]));
    Some(reply)
}

fn told_all(case: &Case<'_>, asked: &Asked, chosen: &[Arc<Entry<Figure>>]) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Figure);
    for figure in chosen {
        let line = told(case, figure);
        reply.line(if chosen.len() > 1 { item(&line) } else { line });
        reply.cite(&figure.sources).about(Node::Figure(Arc::clone(figure)));
    }
    let difference = difference(case, chosen);
    let (noted, missing) = notes::beyond(case, asked, chosen, difference.as_deref());
    if missing && case.language() == Language::English {
        reply.lines.insert(0, phrases.not_stated_plain.to_owned());
    }
    reply.lines.extend(difference.filter(|_| asked.compares || noted.is_empty()));
    reply.lines.extend(noted);
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

fn by_words(case: &Case<'_>, intent: Option<Intent>, asked: &Asked) -> Vec<Arc<Entry<Figure>>> {
    let keys = keys(case, intent, asked);
    if keys.is_empty() {
        return Vec::new();
    }
    let scored = scored(case, &keys, asked);
    let wanted = asked::wanted(case);
    let Some(best) = scored.first().filter(|best| best.score >= LEAST) else { return Vec::new() };
    if asked.compares && best.coverage < 1.0 {
        let together = that_cover(&scored);
        if together.len() > 1 {
            return together;
        }
    }
    // Told what sort of number of what named thing, other words may say it in another way.
    let tagged = |figure: &Entry<Figure>| {
        wanted.told && wanted.fit(figure.measures) >= 1.0 && concerns_what_is_named(case, figure)
    };
    let enough = if tagged(&best.figure) { TAGGED_ENOUGH } else { ENOUGH };
    if best.coverage < enough {
        return Vec::new();
    }
    let same_sort = |figure: &Figure| wanted.any || figure.measures == best.figure.measures;
    let nearly = if wanted.any { 0.0 } else { NEARLY };
    let fits = |one: &&Scored| {
        one.coverage >= enough && one.score >= nearly * best.score && same_sort(&one.figure)
    };
    let mut chosen: Vec<_> =
        scored.iter().filter(fits).map(|one| Arc::clone(&one.figure)).collect();
    if wanted.any {
        // Of all there is, how many they are comes first.
        chosen.sort_by_key(|figure| figure.measures != Measure::People);
    }
    chosen.truncate(TOLD);
    if chosen.iter().any(|figure| counts_what_is_asked(case, figure)) { chosen } else { Vec::new() }
}

/// A figure and how much of the question it holds.
struct Scored {
    figure: Arc<Entry<Figure>>,
    /// How much of all keys, 0 to 1.
    coverage: f64,
    score: f64,
    /// The weight of each key held.
    held: Vec<f64>,
}

/// The figures that have to do with the keys and what is named, the best first.
fn scored(case: &Case<'_>, keys: &[Key], asked: &Asked) -> Vec<Scored> {
    let figures = likely(case, keys);
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
    let wanted = asked::wanted(case);
    let years = &asked.years;
    let mut scored: Vec<Scored> = figures
        .into_iter()
        .enumerate()
        .filter(|(_, figure)| belongs(case, figure))
        .map(|(at, figure)| {
            let of_key = |(hits, weight): (&Vec<f64>, &f64)| {
                hits.get(at).copied().unwrap_or_default() * weight
            };
            let held: Vec<f64> = hits.iter().zip(&weights).map(of_key).collect();
            let coverage = held.iter().sum::<f64>() / total;
            let of_year = years.is_empty() || years.contains(&figure.year);
            let score = coverage * wanted.fit(figure.measures) * if of_year { 1.0 } else { 0.6 };
            Scored { figure, coverage, score, held }
        })
        .filter(|one| one.score > 0.0)
        .collect();
    scored.sort_by(|a, b| b.score.total_cmp(&a.score));
    scored
}

/// Of figures set side by side the fewest that hold together what each alone does not.
fn that_cover(scored: &[Scored]) -> Vec<Arc<Entry<Figure>>> {
    let mut chosen: Vec<Arc<Entry<Figure>>> = Vec::new();
    let mut held: Vec<f64> = Vec::new();
    for one in scored {
        let gain: f64 = one
            .held
            .iter()
            .enumerate()
            .map(|(at, key)| (key - held.get(at).copied().unwrap_or(0.0)).max(0.0))
            .sum();
        let of_all: f64 = one.held.iter().sum();
        let is_new = chosen.is_empty() || gain >= 0.4 * of_all && gain > 0.5;
        if is_new && chosen.len() < 3 {
            held.resize(one.held.len(), 0.0);
            for (there, key) in held.iter_mut().zip(&one.held) {
                *there = there.max(*key);
            }
            chosen.push(Arc::clone(&one.figure));
        }
    }
    chosen
}

/// "hur många X": where X is a concept, what is merely about it, and counts something else, is no answer.
fn counts_what_is_asked(case: &Case<'_>, figure: &Figure) -> bool {
    let tokens = &case.question.tokens;
    let many = tokens.iter().position(|token| matches!(token.folded.as_str(), "manga" | "many"));
    let Some(head) = many.and_then(|at| tokens.get(at + 1)) else { return true };
    if head.part != Part::Name {
        return true;
    }
    // "personer med X", "som hade en X" count persons.
    const BESIDE: [&str; 8] = ["med", "hos", "av", "till", "i", "for", "en", "ett"];
    [&figure.label, &figure.counts, &figure.unit, &figure.text].iter().any(|text| {
        let words = words(text);
        words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            let beside = before.is_some_and(|word| BESIDE.contains(&word.folded.as_str()));
            word.stem() == head.stem && !beside
        })
    })
}

/// What few figures are about weighs more than what many are.
fn weight(hits: &[f64], all: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let found = hits.iter().filter(|hit| **hit > 0.0).count();
    (1.0 + number(all) / (1.0 + number(found))).ln()
}

fn keys(case: &Case<'_>, intent: Option<Intent>, asked: &Asked) -> Vec<Key> {
    let question = case.question;
    let mut keys: Vec<Key> = question
        .matter(intent)
        .iter()
        .filter(|token| !token.number && !asked::is_no_matter(&token.folded))
        .filter(|token| !(asked.year_before.is_some() && is_of_years(&token.folded)))
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

/// Whether a figure refers to one of the things named.
fn concerns_what_is_named(case: &Case<'_>, figure: &Entry<Figure>) -> bool {
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let refers = |node: &Node| {
        let referring = case.snapshot.referring_to(node.kind(), node.slug()).iter();
        node.kind() != Kind::Organisation && { referring }.any(|one| *one.id() == figure.id)
    };
    named.flat_map(|subject| &subject.nodes).any(refers)
}

/// A figure of something else than the initiative, occasion or person named is no answer.
fn belongs(case: &Case<'_>, figure: &Entry<Figure>) -> bool {
    let question = case.question;
    question.named().all(|subject| {
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
    })
}
