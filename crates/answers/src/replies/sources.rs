//! Where something is said.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Basis, Entry, Kind, PartialDate, Slug, Source};
use finsam_swedish::{
    Language,
    words::{Word, words},
};

use super::{figure, initiative, occasion, unknown::asks_for_yes};
use crate::{
    AnswerKind,
    markdown::{bold, item, link, plain},
    occasion::meant,
    passages::{SHORTEST_PART, is_compound},
    phrases::fill,
    question::{Intent, Origin, Token},
    reply::{Case, Reply},
    words::{is_filler, same_meaning},
};

/// More sources than these are not told.
const TOLD: usize = 6;
/// No more sources than these are looked through.
const READ: usize = 200;
/// So many compounds of each sort stand for a word.
const COMPOUNDS: usize = 20;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    // A number, or a count, is asked for where it comes from.
    let own_subjects = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    let left_over = question.matter(Some(Intent::Sources));
    let all_of_them = question.has_word(&["kallor", "kallorna", "sources"])
        && question.has_word(&["vilka", "alla", "dina", "era", "which", "what", "all", "your"]);
    if all_of_them && !own_subjects && question.memory.sources.is_empty() {
        return Some(all(case));
    }
    if (own_subjects || !left_over.is_empty())
        && let Some(told) = figure::reply(case, Some(Intent::Sources))
    {
        return Some(with_sources(case, told));
    }
    // "hur vet ni att det var 2014?"
    if !own_subjects && let Some(reply) = super::readings::derived(case) {
        return Some(reply);
    }
    let mut reply = Reply::new(AnswerKind::Sources);
    if own_subjects {
        let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
        for node in named.filter_map(|subject| subject.nodes.first()) {
            reply.cite(node.sources()).about(node.clone());
        }
    } else if question.memory.sources.is_empty() && question.memory.nodes.is_empty() {
        if left_over.iter().any(|token| case.passages().knows(&token.stem)) {
            let told = super::passage::reply(case, Some(Intent::Sources))?;
            return Some(with_sources(case, told));
        }
        if question.has_word(&["alla", "vilka", "all", "which"])
            || case.question.memory.intent.is_none()
        {
            return Some(all(case));
        }
        reply.kind = AnswerKind::NotStated;
        reply.line(case.phrases().no_source);
        return Some(reply);
    } else {
        let remembered = &question.memory.sources;
        if remembered.is_empty() {
            for node in &question.memory.nodes {
                reply.cite(node.sources());
            }
        }
        reply.cite(remembered.iter().map(Node::slug));
        for node in &question.memory.nodes {
            reply.about(node.clone());
        }
    }
    Some(with_sources(case, reply))
}

/// Questions about pages and documents as such: who wrote or published one, when, before or after what
/// it tells of.
pub(super) fn as_such(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let begins = |starts: &[&str]| {
        let mut tokens = question.tokens.iter();
        tokens.any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
    };
    let explanations = begins(EXPLANATIONS);
    let first = question.tokens.first().map(|token| token.folded.as_str());
    let an_authority =
        first.is_some_and(asks_for_yes) && case.subjects(Kind::Organisation).next().is_some();
    let whose = explanations && (question.has_word(WHOSE) || an_authority);
    let wrote = question.has_word(&["skrev", "skrevs"]) && !question.has_word(&["under"]);
    let gave_out = question.has_word(&["gett", "gav", "ger", "gor"]) && question.has_word(&["ut"]);
    let signed = question.has_word(&["under"]);
    let writing = (begins(WRITTEN) && !signed)
        || wrote
        || gave_out
        || (begins(DATED) && question.has_word(TOLD_OF));
    let linked = question.has_word(LINKED) || question.asks(Intent::When) || writing;
    if (linked && is_paper(case) || is_paper_sought(case))
        && !signed
        && let Some(source) = best_titled(case)
    {
        return Some(of_source(case, &source, explanations));
    }
    let to_read = question.has_word(TO_READ) && question.asks(Intent::Where);
    if to_read || question.has_word(LINKED) && begins(PAGES) {
        let of_occasion = || of_occasion(case);
        let an_occasion = question.occasion.mentioned && question.subjects.is_empty();
        let source = if an_occasion { of_occasion() } else { best_titled(case) };
        if let Some(source) = source.or_else(of_occasion) {
            return Some(of_source(case, &source, false));
        }
    }
    if !(writing || whose) || !(explanations || begins(PAGES)) {
        return None;
    }
    let source = best_titled(case)
        .or_else(|| if explanations { explaining(case) } else { of_occasion(case) })?;
    Some(of_source(case, &source, explanations))
}

/// Whether a paper is named by what it is: "mellanrapporten", "årsboken".
fn is_paper(case: &Case<'_>) -> bool {
    holds_one(case, &PAPERS) || case.question.has_word(LINKED) && holds_one(case, &["program"])
}

/// Whether it is asked where a paper is to be found. A programme is what is on before it is a paper.
fn is_paper_sought(case: &Case<'_>) -> bool {
    const SOUGHT: [&str; 11] = [
        "hitta",
        "hittar",
        "tag",
        "ladda",
        "finns",
        "ligger",
        "offentlig",
        "find",
        "download",
        "available",
        "get",
    ];
    let question = case.question;
    let place = question.asks(Intent::Where) || question.has_word(&["var", "where", "kan", "can"]);
    let yes_or_no = question.tokens.first().is_some_and(|token| asks_for_yes(&token.folded));
    let to_read = question.has_word(TO_READ);
    let papers = PAPERS.iter().filter(|paper| to_read || **paper != "programmet");
    let papers: Vec<&str> = papers.copied().chain(["enkat"]).collect();
    (place || yes_or_no) && (to_read || question.has_word(&SOUGHT)) && holds_one(case, &papers)
}

fn holds_one(case: &Case<'_>, parts: &[&str]) -> bool {
    let mut tokens = case.question.tokens.iter();
    tokens.any(|token| parts.iter().any(|part| token.folded.contains(part)))
}

const PAPERS: [&str; 10] = [
    "programmet",
    "rapport",
    "arsbok",
    "protokoll",
    "referat",
    "ordlist",
    "folder",
    "report",
    "yearbook",
    "minutes",
];

/// Where a page is found.
const LINKED: &[&str] = &[
    "natet",
    "pdf",
    "lank",
    "lanken",
    "adress",
    "adressen",
    "webbadress",
    "url",
    "online",
    "link",
    "webben",
];

const TO_READ: &[&str] = &["lasa", "laser", "lasas", "read"];

/// What a page or document is.
fn of_source(case: &Case<'_>, source: &Arc<Entry<Source>>, explanations: bool) -> Reply {
    let mut reply = Reply::new(AnswerKind::Sources);
    reply.cite([&source.slug]).about(Node::Source(Arc::clone(source)));
    let own = case.snapshot.referring_to(Kind::Source, &source.slug).iter().any(is_editorial);
    if explanations && own {
        reply.line(case.phrases().editorial);
    }
    reply.line(described(case, source));
    reply.lines.extend(before_or_after(case, source));
    reply
}

/// How words begin that mean a page or document (folded, Swedish and English).
const PAGES: &[&str] = &[
    "sida",
    "sidan",
    "text",
    "referat",
    "dokument",
    "rapport",
    "slutrapport",
    "mellanrapport",
    "folder",
    "protokoll",
    "arsbok",
    "page",
    "document",
    "report",
    "artikel",
    "nyhet",
    "article",
    "source",
    "kalla",
    "program",
    "utskick",
    "enkat",
];
const EXPLANATIONS: &[&str] =
    &["ordlist", "forklaring", "definition", "glossar", "explanation", "ordforklar"];
/// How words begin that ask who made a page or when.
const WRITTEN: &[&str] = &[
    "skrivit",
    "skriven",
    "skrivet",
    "skrivna",
    "forfatt",
    "publicera",
    "utgiv",
    "gett ut",
    "upphov",
    "written",
    "wrote",
    "publish",
    "author",
    "daterad",
    "dated",
];
const DATED: &[&str] = &["skrev", "gjord", "gjort", "gjorts", "stod", "kom"];
const TOLD_OF: &[&str] = &["fore", "efter", "before", "after", "innan"];

const WHOSE: &[&str] = &[
    "bakom",
    "vems",
    "egen",
    "egna",
    "era",
    "er",
    "officiella",
    "officiell",
    "myndighetens",
    "behind",
    "whose",
    "official",
    "own",
];

/// The source whose title the question holds, or most of it.
fn best_titled(case: &Case<'_>) -> Option<Arc<Entry<Source>>> {
    let english = case.language() == Language::English;
    let says = |token: &&Token| !is_filler(&token.folded, case.language());
    let tokens = case.question.tokens.iter().filter(says);
    let asked: Vec<String> = tokens
        .flat_map(|token| {
            let others =
                if english { same_meaning(&token.folded, Language::English) } else { Vec::new() };
            std::iter::once(token.stem.clone()).chain(others)
        })
        .collect();
    // "enkäten" is called more than that.
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let named = named.filter_map(|one| one.of(Kind::Initiative).or_else(|| one.of(Kind::Series)));
    let called: Vec<String> =
        named.flat_map(|node| words(node.label())).map(|word| word.stem()).collect();
    let asked: Vec<&str> = asked.iter().chain(&called).map(String::as_str).collect();
    let stems: Vec<(&str, f64)> = asked.iter().map(|stem| (*stem, 1.0)).collect();
    let compounds: Vec<String> = asked
        .iter()
        .flat_map(|stem| case.snapshot.compounds(stem, SHORTEST_PART, COMPOUNDS))
        .collect();
    let stems: Vec<(&str, f64)> =
        stems.into_iter().chain(compounds.iter().map(|stem| (stem.as_str(), 1.0))).collect();
    let found = case.snapshot.candidates(&[Kind::Source], &stems, READ);
    let years = case.question.years();
    let subjects = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let named: Vec<_> =
        subjects.flat_map(|one| &one.nodes).filter_map(|node| node.sources().first()).collect();
    let subjects = || case.question.subjects.iter().flat_map(|one| &one.nodes);
    let theirs = subjects().flat_map(|node| case.snapshot.named::<Source>(node.sources()));
    let titled = Titled { asked: &asked, years: &years, named: &named };
    let mut best: Option<(f64, Arc<Entry<Source>>)> = None;
    for source in found.iter().filter_map(|(node, _)| Source::of(node)).chain(theirs) {
        let Some(score) = titled.score(source) else { continue };
        if best.as_ref().is_none_or(|(there, _)| score > *there) {
            best = Some((score, Arc::clone(source)));
        }
    }
    best.map(|(_, source)| source)
}

/// What a source's title is held against.
struct Titled<'q> {
    asked: &'q [&'q str],
    years: &'q [i16],
    /// The first source of each thing named.
    named: &'q [&'q Slug],
}

impl Titled<'_> {
    /// How well a title fits; `None` where it hardly does.
    fn score(&self, source: &Entry<Source>) -> Option<f64> {
        let telling = |word: &&Word<'_>| !is_filler(&word.folded, Language::Swedish);
        let title: Vec<String> = words(&source.title)
            .iter()
            .filter(telling)
            .map(Word::stem)
            .filter(|stem| stem.chars().count() > 2)
            .collect();
        let is_asked = |stem: &&String| {
            self.asked.iter().any(|asked| *asked == stem.as_str() || is_compound(asked, stem))
        };
        let held = title.iter().filter(is_asked).count();
        // A year alone is no title.
        let letters = |stem: &&String| stem.chars().any(char::is_alphabetic);
        if !title.iter().filter(letters).any(|stem| is_asked(&stem)) {
            return None;
        }
        let publisher = words(&source.publisher)
            .iter()
            .filter(|word| self.asked.contains(&word.stem().as_str()))
            .count();
        let count = |number: usize| u32::try_from(number).map_or(0.0, f64::from);
        // What is named rests on its own paper, not on one about that.
        let own = self.named.contains(&&source.slug);
        let is_year = |stem: &&String| stem.len() == 4 && stem.parse::<i16>().is_ok();
        let of_years: Vec<i16> =
            title.iter().filter(is_year).filter_map(|year| year.parse().ok()).collect();
        let of_another = !self.years.is_empty()
            && !of_years.is_empty()
            && !of_years.iter().any(|year| self.years.contains(year));
        let score = count(held) / count(title.len().max(1))
            + 0.2 * count(held)
            + 0.2 * count(publisher)
            + if own && !of_another { 0.5 } else { 0.0 }
            - if of_another { 0.4 } else { 0.0 };
        let rare = title.iter().filter(is_asked).any(|stem| stem.chars().count() > 6);
        (held > 0 && (rare || score >= 0.7)).then_some(score)
    }
}

/// The source of most explanations of our own.
fn explaining(case: &Case<'_>) -> Option<Arc<Entry<Source>>> {
    let own = |source: &Arc<Entry<Source>>| {
        let referring = case.snapshot.referring_to(Kind::Source, &source.slug).iter();
        referring.filter(|node| is_editorial(node)).count()
    };
    let sources = case.snapshot.all::<Source>().iter().take(READ);
    sources.max_by_key(|source| own(source)).filter(|source| own(source) > 0).cloned()
}

/// Whether a document is a term with an explanation of our own.
fn is_editorial(node: &Node) -> bool {
    node.kind() == Kind::Term && node.claims().iter().any(|claim| claim.basis == Basis::Editorial)
}

/// The source of the occasion, article or other thing meant.
fn of_occasion(case: &Case<'_>) -> Option<Arc<Entry<Source>>> {
    let question = case.question;
    let named = question.subjects.iter().flat_map(|subject| &subject.nodes);
    let slugs = if question.occasion.mentioned || question.time.is_some() {
        meant(case).seminars.last()?.sources.clone()
    } else {
        named.chain(&question.memory.nodes).next()?.sources().to_vec()
    };
    case.snapshot.named::<Source>(&slugs).next().cloned()
}

/// Whether a dated page came before or after the occasion it tells of.
fn before_or_after(case: &Case<'_>, source: &Entry<Source>) -> Option<String> {
    let question = case.question;
    let Some(PartialDate::Day(date)) = source.date else { return None };
    if !question.has_word(TOLD_OF) {
        return None;
    }
    let seminar = meant(case).seminars.last().cloned()?;
    let phrase =
        if date < seminar.date() { case.phrases().came_before } else { case.phrases().came_after };
    Some(fill(phrase, &[("what", &occasion::reference(case, &seminar))]))
}

/// Adds the sources as lines of the text.
fn with_sources(case: &Case<'_>, mut reply: Reply) -> Reply {
    let told: Vec<String> = case
        .snapshot
        .named::<Source>(&reply.sources)
        .map(|source| item(&described(case, source)))
        .take(TOLD)
        .collect();
    if told.is_empty() {
        reply.kind = AnswerKind::NotStated;
        reply.line(case.phrases().no_source);
    } else {
        reply.line(case.phrases().sources);
        reply.lines.extend(told);
        reply.kind = AnswerKind::Sources;
    }
    reply
}

/// All there are.
pub(super) fn all(case: &Case<'_>) -> Reply {
    let mut reply = Reply::new(AnswerKind::Sources);
    let sources = case.snapshot.all::<Source>().iter().take(TOLD);
    let slugs: Vec<_> = sources.map(|source| source.slug.clone()).collect();
    reply.cite(&slugs);
    with_sources(case, reply)
}

fn described(case: &Case<'_>, source: &Entry<Source>) -> String {
    let date =
        source.date.map(|date| format!(", {}", initiative::partial_date(date, case.language())));
    let url = source.url.as_ref().map(|url| format!(", {}", link(url)));
    let note = source.note.as_ref().map(|note| format!(". {}", plain(note)));
    format!(
        "{}, {}{}{}{}",
        bold(&source.title),
        plain(&source.publisher),
        date.unwrap_or_default(),
        url.unwrap_or_default(),
        note.unwrap_or_default()
    )
}

/// A source's title and date, to say in passing where something stands.
pub(super) fn in_passing(case: &Case<'_>, slug: &finsam_model::Slug) -> Option<String> {
    let Some(Node::Source(source)) = case.find(Kind::Source, slug) else { return None };
    let date = source.date.map(|date| initiative::partial_date(date, case.language()));
    let date = date.filter(|date| !source.title.contains(date)).map(|date| format!(", {date}"));
    Some(format!("{}{}", plain(&source.title), date.unwrap_or_default()))
}
