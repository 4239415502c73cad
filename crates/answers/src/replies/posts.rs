//! The posts people have held: whose they are, at what, and from when until when (`posts/leading`: who is
//! the head).

mod leading;

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Affiliation, Entry, Kind, Organisation, OrganisationKind, Person, Slug};
use finsam_swedish::{fold, stem, words::words};
use jiff::civil::Date;

use leading::ASKED_SECOND;
pub(super) use leading::leaders;

use super::{
    initiative::period_text,
    people::{is_or_is_part, with_parts},
    person,
};
use crate::{
    AnswerKind,
    markdown::{bold, plain},
    phrases::fill,
    question::{Intent, Token},
    reply::{Case, Reply},
};

/// So many people are looked at for who holds a post.
const LOOKED_AT: usize = 100;
/// More than these are not told of.
const TOLD: usize = 6;
/// A post and who held it.
#[derive(Clone)]
struct Held<'a> {
    person: &'a Arc<Entry<Person>>,
    post: &'a Affiliation,
    /// Whether the title is just what was asked for, not a longer one.
    exactly: bool,
}

/// "förbundschef, Samordningsförbundet X (2028–2031)"
pub(super) fn told(case: &Case<'_>, post: &Affiliation) -> String {
    let organisation = post
        .organisation
        .as_ref()
        .and_then(|slug| case.snapshot.get::<Organisation>(slug))
        .map(|organisation| plain(&organisation.name));
    let initiative = post
        .initiative
        .as_ref()
        .and_then(|slug| case.find(Kind::Initiative, slug))
        .map(|initiative| plain(initiative.label()));
    let parts: Vec<String> = std::iter::once(plain(&post.title))
        .chain(initiative.filter(|name| !fold(&post.title).contains(&fold(name))))
        .chain(organisation)
        .collect();
    let years =
        period_text(case, post.period).map_or_else(String::new, |text| format!(" ({text})"));
    format!("{}{years}", parts.join(", "))
}

/// Somebody's posts, with their years.
pub(super) fn of_person(case: &Case<'_>, node: &Node) -> Option<Reply> {
    let Node::Person(person) = node else { return None };
    let mut reply = Reply::new(AnswerKind::Person);
    reply.line(line(case, person)?);
    reply.cite(person.affiliations.iter().map(|post| &post.source)).about(node.clone());
    Some(reply)
}

/// Where somebody has a post, or had the last: the organisation, and the project.
pub(super) fn places(case: &Case<'_>, person: &Person) -> Vec<Node> {
    let today = case.now.date();
    let posts = &person.affiliations;
    let Some(post) = posts.iter().find(|post| !post.period.is_over(today)).or(posts.first()) else {
        return Vec::new();
    };
    let organisation = post.organisation.iter().map(|slug| (Kind::Organisation, slug));
    let initiative = post.initiative.iter().map(|slug| (Kind::Initiative, slug));
    organisation.chain(initiative).filter_map(|(kind, slug)| case.find(kind, slug)).collect()
}

/// A person's name and posts on one line.
pub(super) fn line(case: &Case<'_>, person: &Person) -> Option<String> {
    let posts: Vec<String> = person.affiliations.iter().map(|post| told(case, post)).collect();
    (!posts.is_empty()).then(|| format!("{}: {}.", named(person), posts.join("; ")))
}

/// A name in bold, with the party where a source prints it.
pub(super) fn named(person: &Person) -> String {
    match &person.party {
        Some(party) => format!("{} ({})", bold(&person.name), plain(party)),
        None => bold(&person.name),
    }
}

/// Whether a word, or one that means the same, is of anybody's title.
pub(super) fn is_title(case: &Case<'_>, folded: &str) -> bool {
    let others = crate::words::same_meaning(folded, case.language());
    std::iter::once(stem(folded)).chain(others).any(|wanted| is_in_a_title(case, &wanted))
}

fn is_in_a_title(case: &Case<'_>, wanted: &str) -> bool {
    let people = case.snapshot.candidates(&[Kind::Person], &[(wanted, 1.0)], LOOKED_AT);
    let people = people.iter().filter_map(|(node, _)| Person::of(node));
    people
        .flat_map(|person| &person.affiliations)
        .flat_map(|post| words(&post.title))
        .any(|word| word.stem() == wanted)
}

/// Who holds a post: "vem är förbundschef i …", "vem var GD för … 2014".
pub(super) fn holders(case: &Case<'_>) -> Option<Reply> {
    let roles = roles(case);
    let wanted: Vec<(&str, f64)> = roles.iter().map(|stem| (stem.as_str(), 1.0)).collect();
    let people = case.snapshot.candidates(&[Kind::Person], &wanted, LOOKED_AT);
    let mut people: Vec<_> = people.iter().filter_map(|(node, _)| Person::of(node)).collect();
    people.sort_by_cached_key(|person| Person::place(person));
    let second = case.question.has_word(ASKED_SECOND);
    let mut held = Vec::new();
    for person in people {
        for post in &person.affiliations {
            let title: Vec<String> = words(&post.title).iter().map(|word| word.stem()).collect();
            let exactly = title.iter().all(|word| roles.contains(word));
            let one = Held { person, post, exactly };
            if title.iter().any(|word| roles.contains(word)) && (one.is_second() || !second) {
                held.push(one);
            }
        }
    }
    let all_are_seconds = |held: &[Held<'_>]| !held.is_empty() && held.iter().all(Held::is_second);
    let held = at_what(case, held);
    if held.is_empty() {
        // "vilka är chefer på X?": titles that end so.
        let organisation = case.question.about(Kind::Organisation).next()?;
        let ends_so = |post: &Affiliation| {
            words(&post.title)
                .iter()
                .map(|word| word.stem())
                .any(|word| roles.iter().any(|role| word.ends_with(role.as_str())))
        };
        return tell(case, held_at(case, organisation, ends_so));
    }
    let only_seconds = !second && all_are_seconds(&held);
    let mut reply = tell(case, held)?;
    if only_seconds {
        reply.kind = AnswerKind::NotStated;
        reply.lines.insert(0, case.phrases().not_stated_plain.to_owned());
    }
    Some(reply)
}

/// "vem jobbar på X?": those with a post there, whatever it is.
pub(super) fn at_work(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let works = ["jobbar", "jobbade", "arbetar", "arbetade", "works", "worked", "work"];
    let organisation = question.about(Kind::Organisation).next()?;
    let is_more = |token: &&Token| !works.contains(&token.folded.as_str());
    if !question.has_word(&works) || question.unexplained().iter().any(is_more) {
        return None;
    }
    tell(case, held_at(case, organisation, |_| true))
}

/// The posts at an organisation, those there themselves before those at its parts.
fn held_at<'a>(
    case: &Case<'a>,
    organisation: &Node,
    is_wanted: impl Fn(&Affiliation) -> bool,
) -> Vec<Held<'a>> {
    with_parts(case, organisation.slug())
        .into_iter()
        .map(|slug| {
            let referring = case.snapshot.referring_to(Kind::Organisation, &slug).iter();
            let people = referring.filter_map(Person::of);
            let posts = people.flat_map(|person| {
                person.affiliations.iter().map(move |post| Held { person, post, exactly: true })
            });
            let there = |held: &Held<'_>| {
                held.post.organisation.as_ref() == Some(&slug) && is_wanted(held.post)
            };
            posts.filter(there).collect::<Vec<_>>()
        })
        .find(|held| !held.is_empty())
        .unwrap_or_default()
}

/// The titles asked for, as stems: ordinary words, and concepts by all their names.
fn roles(case: &Case<'_>) -> Vec<String> {
    let question = case.question;
    let concepts = question.about(Kind::Term);
    let names = concepts.flat_map(|term| std::iter::once(term.label()).chain(term.other_names()));
    let names = names.filter(|name| !name.contains(' ')).map(stem);
    let matter = question.unexplained().into_iter().filter(|token| !token.number);
    let matter = matter.flat_map(|token| {
        let others = crate::words::same_meaning(&token.folded, case.language());
        std::iter::once(token.stem.clone()).chain(others)
    });
    let mut roles: Vec<String> =
        matter.chain(names).filter(|stem| stem.chars().count() >= 4).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// How many of the words that may be a title a post's title holds.
fn words_held(case: &Case<'_>, post: &Affiliation) -> usize {
    let title: Vec<String> = words(&post.title).iter().map(|word| word.stem()).collect();
    let asked = case.question.unexplained().into_iter().filter(|token| !token.number);
    let holds = |token: &&Token| {
        let others = crate::words::same_meaning(&token.folded, case.language());
        std::iter::once(&token.stem).chain(&others).any(|stem| title.contains(stem))
    };
    asked.filter(holds).count()
}

/// The people who have a title that the question names: "vad sa generaldirektörerna?"
pub(super) fn holders_of_titles(case: &Case<'_>) -> Vec<Arc<Entry<Person>>> {
    let roles = roles(case);
    let wanted: Vec<(&str, f64)> = roles.iter().map(|stem| (stem.as_str(), 1.0)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let people = case.snapshot.candidates(&[Kind::Person], &wanted, LOOKED_AT);
    let has_one = |person: &&Arc<Entry<Person>>| {
        let titles = person.affiliations.iter().flat_map(|post| words(&post.title));
        titles.into_iter().any(|word| roles.contains(&word.stem()))
    };
    let mut people: Vec<Arc<Entry<Person>>> =
        people.iter().filter_map(|(node, _)| Person::of(node)).filter(has_one).cloned().collect();
    let held = |person: &Arc<Entry<Person>>| {
        let held = person.affiliations.iter().map(|post| words_held(case, post));
        held.max().unwrap_or(0)
    };
    let most = people.iter().map(held).max().unwrap_or(0);
    people.retain(|person| held(person) >= most);
    people.sort_by_cached_key(|person| Person::place(person));
    if people.len() > TOLD { Vec::new() } else { people }
}

/// Those of the organisations, initiatives and years that the question names. Where nobody held the
/// post at what is named itself, whoever held it in the same town.
fn at_what<'a>(case: &Case<'_>, held: Vec<Held<'a>>) -> Vec<Held<'a>> {
    let named = |kind: Kind| -> Vec<Slug> {
        case.question.about(kind).map(|node| node.slug().clone()).collect()
    };
    let (mut organisations, mut initiatives) = (named(Kind::Organisation), named(Kind::Initiative));
    // "vad är X? vem är ordförande?"
    if organisations.is_empty() && initiatives.is_empty() {
        match case.question.memory.nodes.first() {
            Some(Node::Organisation(one)) => organisations.push(one.slug.clone()),
            Some(Node::Initiative(one)) => initiatives.push(one.slug.clone()),
            _ => {}
        }
        let of_it = at_what_is_named(case, held.clone(), &organisations, &initiatives);
        if !of_it.is_empty() {
            return of_it;
        }
        (organisations, initiatives) = (Vec::new(), Vec::new());
    }
    at_what_is_named(case, held, &organisations, &initiatives)
}

fn at_what_is_named<'a>(
    case: &Case<'_>,
    held: Vec<Held<'a>>,
    organisations: &[Slug],
    initiatives: &[Slug],
) -> Vec<Held<'a>> {
    let years = case.question.years();
    let then = |one: &Held<'_>| {
        let begun = |from: i16| years.iter().any(|year| *year >= from);
        let not_over = |until: i16| years.iter().any(|year| *year <= until);
        let period = one.post.period;
        years.is_empty()
            || period.from.is_none_or(|from| begun(from.year()))
                && period.until.is_none_or(|until| not_over(until.year()))
    };
    let there = |one: &Held<'_>| {
        let from = |slug: &Slug| organisations.iter().any(|whole| is_or_is_part(case, slug, whole));
        let organisation = one.post.organisation.as_ref().is_some_and(from);
        let of_it = |slug: &Slug| initiatives.contains(slug);
        let initiative = one.post.initiative.as_ref().is_some_and(of_it);
        (organisations.is_empty() && initiatives.is_empty()) || organisation || initiative
    };
    let get = |slug: &Slug| case.snapshot.get::<Organisation>(slug);
    let place = |slug: &Slug| -> Option<&str> { get(slug)?.place.as_deref() };
    // "förbundschef i X" names the town, "ordförande i förbundet" nothing else in its town.
    let is_town =
        |slug: &&Slug| get(slug).is_some_and(|one| one.kind == OrganisationKind::Municipality);
    let towns: Vec<&str> = organisations.iter().filter(is_town).filter_map(place).collect();
    let in_town = |one: &Held<'_>| {
        let town = one.post.organisation.as_ref().and_then(place);
        town.is_some_and(|town| towns.contains(&town))
    };
    let held: Vec<Held<'a>> = held.into_iter().filter(then).collect();
    let (of_it, others): (Vec<_>, Vec<_>) = held.into_iter().partition(there);
    if of_it.is_empty() { others.into_iter().filter(in_town).collect() } else { of_it }
}

/// Who holds it now, or at the year asked for, and then who did before.
fn tell(case: &Case<'_>, mut held: Vec<Held<'_>>) -> Option<Reply> {
    let named =
        case.question.about(Kind::Organisation).chain(case.question.about(Kind::Initiative));
    if named.count() > 0 && held.iter().any(|one| one.exactly) {
        held.retain(|one| one.exactly);
    }
    if held.is_empty() || held.len() > TOLD {
        return None;
    }
    let day = match case.question.years().as_slice() {
        [year, ..] => Date::new(*year, 1, 1).unwrap_or_else(|_| case.now.date()),
        [] => case.now.date(),
    };
    let (before, now): (Vec<_>, Vec<_>) =
        held.into_iter().partition(|one| one.post.period.is_over(day));
    let mut reply = Reply::new(AnswerKind::Person);
    for one in &now {
        tell_one(case, one, None, &mut reply);
    }
    let earlier = (!now.is_empty()).then_some(case.phrases().held_before);
    for one in &before {
        tell_one(case, one, earlier, &mut reply);
    }
    Some(reply)
}

fn tell_one(case: &Case<'_>, one: &Held<'_>, frame: Option<&str>, reply: &mut Reply) {
    let line = format!("{}: {}", named(one.person), told(case, one.post));
    reply.line(match frame {
        Some(frame) => fill(frame, &[("who", &line)]),
        None => format!("{line}."),
    });
    reply.cite([&one.post.source]).about(Node::Person(Arc::clone(one.person)));
}

/// Those of several people who have a post of the title, or at the organisation or project, that the
/// question names: "statistikern Anna", "Anna på verket".
pub(super) fn who_has_one(case: &Case<'_>, people: &[Node]) -> Vec<Node> {
    let question = case.question;
    let titles: Vec<&str> =
        question.unexplained().iter().map(|token| token.folded.as_str()).collect();
    let titles: Vec<String> = titles
        .into_iter()
        .filter(|word| is_title(case, word))
        .flat_map(|word| {
            let base = word.strip_suffix("en").or(word.strip_suffix("n")).unwrap_or(word);
            [stem(word), stem(base)]
        })
        .collect();
    let at: Vec<&Node> =
        question.about(Kind::Organisation).chain(question.about(Kind::Initiative)).collect();
    if titles.is_empty() && at.is_empty() {
        return Vec::new();
    }
    let fits = |post: &Affiliation| {
        let is_titled = words(&post.title).iter().any(|word| titles.contains(&word.stem()));
        let is_there = at.iter().all(|whole| {
            let part = |slug: &Slug| is_or_is_part(case, slug, whole.slug());
            post.organisation.as_ref().is_some_and(part)
                || post.initiative.as_ref() == Some(whole.slug())
        });
        (titles.is_empty() || is_titled) && is_there
    };
    let has_one = |node: &&Node| match node {
        Node::Person(person) => person.affiliations.iter().any(fits),
        _ => false,
    };
    people.iter().filter(has_one).cloned().collect()
}

/// "är X förbundschef?": the posts of one person; yes, where the sources say so and no end.
pub(super) fn confirmed(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let persons: Vec<&Node> = question
        .subjects
        .iter()
        .filter(|subject| subject.is_only(Kind::Person) && subject.nodes.len() == 1)
        .filter_map(|subject| subject.nodes.first())
        .collect();
    let [Node::Person(person)] = persons.as_slice() else {
        let several = question.subjects.iter().find(|subject| subject.is_only(Kind::Person))?;
        let titled = question.unexplained().iter().any(|token| is_title(case, &token.folded));
        return (persons.is_empty() && titled).then(|| person::several(case, &several.nodes));
    };
    let asked = question.unexplained();
    let beside = super::who::words_beside_kinds(question, Intent::WhoIs);
    let is_of_title = |token: &&Token| is_title(case, &token.folded);
    let is_of_kind = |token: &&Token| !beside.contains(&token.stem);
    // A title may be a concept, or be a sign of what is asked as well.
    let is_titled = asked.iter().any(is_of_title)
        || question.about(Kind::Term).any(|term| is_title(case, &fold(term.label())))
        || question.asks(Intent::Leads);
    if !is_titled || !asked.iter().all(|token| is_of_title(token) || is_of_kind(token)) {
        return None;
    }
    let roles = roles(case);
    let today = case.now.date();
    let of_title =
        |post: &&Affiliation| words(&post.title).iter().any(|word| roles.contains(&word.stem()));
    let projects = person.affiliations.iter().filter(of_title);
    let projects: Vec<Node> = projects
        .filter_map(|post| case.find(Kind::Initiative, post.initiative.as_ref()?))
        .collect();
    let held = person.affiliations.iter().filter(|post| {
        let title: Vec<String> = words(&post.title).iter().map(|word| word.stem()).collect();
        let there = question.about(Kind::Organisation).all(|whole| {
            let part = |slug: &Slug| is_or_is_part(case, slug, whole.slug());
            post.organisation.as_ref().is_some_and(part)
        });
        there && title.iter().all(|word| roles.contains(word))
    });
    let mut open = held.filter(|post| {
        let period = post.period;
        period.until.is_none() && period.from.is_some() && !period.is_to_come(today)
    });
    let mut reply = Reply::new(AnswerKind::Person);
    let is_yes_or_no = question
        .tokens
        .first()
        .is_some_and(|first| matches!(first.folded.as_str(), "ar" | "e" | "is" | "stammer"));
    let yes = open.next().filter(|_| is_yes_or_no).map(|_| case.phrases().yes);
    reply.line(format!("{}{}", yes.unwrap_or_default(), line(case, person)?));
    reply.cite(person.affiliations.iter().map(|post| &post.source));
    reply.cite(&person.sources).about(Node::Person(Arc::clone(person)));
    projects.into_iter().for_each(|project| {
        reply.about(project);
    });
    Some(reply)
}
