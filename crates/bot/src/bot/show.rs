//! Shows a view: fetches what it needs, makes the message with its buttons, and falls back on the
//! last good answer or the copy of the programme where the API fails.

use std::sync::Arc;

use finsam_client::{Error, Kind, MAX_PAGE, Noun, Reply as Found, Seminar, SeminarsWanted};
use finsam_swedish::stockholm;
use jiff::{Timestamp, Zoned, civil::Date};
use quick_cache::sync::Cache;

use super::{Bot, Reply, ask::log_failure, lists, lookup::with_day, plus};
use crate::{
    asker::Asker,
    buttons::{self, Press, button},
    cards::{self, Whose, answer as card, programme},
    conversations::About,
    message::{Button, Embed, Message},
    metrics::Outcome,
    moments,
    programme::is_ahead,
    texts::Language,
    views::{Ref, View},
};

/// How many answers are kept for when the API is away. At a few kilobytes each they come to a
/// megabyte at most.
const MAX_KEPT: usize = 256;

/// How many seminars of a list get a button of their own, and the longest name on one.
pub(super) const MAX_OPENED: usize = 5;
const LABEL: usize = 60;

/// What each view brought last, and when. It knows no persons.
pub(super) struct LastGood(Cache<(String, Language), Arc<(Reply, Zoned)>>);

impl Default for LastGood {
    fn default() -> Self {
        Self(Cache::new(MAX_KEPT))
    }
}

impl LastGood {
    pub(super) fn keep(&self, key: &str, language: Language, reply: &Reply, now: &Zoned) {
        let kept = Arc::new((reply.clone(), now.clone()));
        self.0.insert((key.to_owned(), language), kept);
    }

    /// The reply, and when it was right.
    pub(super) fn get(&self, key: &str, language: Language) -> Option<(Reply, Zoned)> {
        self.0.get(&(key.to_owned(), language)).map(|kept| kept.as_ref().clone())
    }
}

impl Bot {
    /// What a view shows.
    pub(super) async fn show(&self, view: &View, language: Language) -> Reply {
        let now = self.clock.now();
        let Some(key) = view.code() else { return Reply::plain(language.talk().gone) };
        match self.fetch(view, language, &now).await {
            Ok(Some(reply)) => {
                self.last_good.keep(&key, language, &reply, &now);
                reply
            }
            Ok(None) => Reply::plain(language.talk().gone),
            Err(why) => {
                let kept = self.last_good.get(&key, language);
                let copied = self.of_copy(view, language, &now).await;
                let newest = kept.into_iter().chain(copied).max_by(|(_, a), (_, b)| a.cmp(b));
                Self::fallen_back(newest, &why, language)
            }
        }
    }

    /// The same for one person alone, who can show it to all.
    pub(super) async fn look_up(&self, view: &View, asker: &Asker) -> Reply {
        let mut reply = self.show(view, asker.language).await;
        if asker.guild.is_some() && !reply.message.embeds.is_empty() {
            let post = button(asker.language.buttons().show_in_channel, &Press::Post(view.clone()));
            let there = std::mem::take(&mut reply.message.rows);
            reply.message.rows = buttons::rows(there.into_iter().flatten().chain(post));
        }
        reply
    }

    /// What is known from earlier with its age; an apology where nothing is.
    pub(super) fn fallen_back(
        earlier: Option<(Reply, Zoned)>,
        why: &Error,
        language: Language,
    ) -> Reply {
        log_failure(why);
        let Some((mut reply, at)) = earlier else {
            return Reply::without_api(card::apology(why, language.texts()));
        };
        let when = moments::told(at.timestamp(), language);
        reply.message.content = (language.talk().from_earlier)(&when);
        reply.outcome = Outcome::FromEarlier;
        reply
    }

    async fn fetch(
        &self,
        view: &View,
        language: Language,
        now: &Zoned,
    ) -> Result<Option<Reply>, Error> {
        match view {
            View::Days { first, last, page, of } => {
                let asked = Days { first: *first, last: *last, page: *page, of: of.as_deref() };
                let shown = self.days(asked, language, now).await?;
                Ok(Some(shown.saying(self.only_of(of.as_deref(), language).await)))
            }
            View::Next { of } => {
                let wanted = wanted(Some(now.timestamp()), None, of.as_deref());
                let found = self.api.seminars(&wanted, MAX_OPENED, None).await?;
                let (found, stale) = (found.items, found.stale);
                let shown = next(found, self.whose().await, language, now);
                let shown = shown.resting_on(&stale, language);
                Ok(Some(shown.saying(self.only_of(of.as_deref(), language).await)))
            }
            View::Noun(named) => {
                let Found { data: noun, stale, .. } = self.looked_up(named).await?;
                let card = noun.map(|noun| noun_card(&noun, language, now));
                Ok(card.map(|card| card.resting_on(&stale, language)))
            }
            View::Speakers { seminar: named, page } => {
                let Found { data: noun, stale, .. } = self.looked_up(named).await?;
                let Some(Noun::Seminar(seminar)) = noun else { return Ok(None) };
                let shown = speakers(&seminar, named, *page, language, now);
                Ok(Some(shown.resting_on(&stale, language)))
            }
            View::Evidence(named) => {
                let Some(noun) = self.find(named).await? else { return Ok(None) };
                let told = self.api.provenance(noun.id()).await?;
                Ok(told.map(|told| cards::evidence::evidence(&told, language).into()))
            }
            View::News { page } => self.news(*page, language).await.map(Some),
            View::Found { words, page } => self.found(words, *page, language).await.map(Some),
            View::Help => Ok(Some(help(language).into())),
        }
    }

    /// Whether it is told whose things are.
    pub(super) async fn whose(&self) -> Whose {
        Whose::of(self.state.sites().await.unwrap_or_default())
    }

    /// The document, if it is there.
    pub(super) async fn find(&self, named: &Ref) -> Result<Option<Noun>, Error> {
        Ok(self.looked_up(named).await?.data)
    }

    async fn looked_up(&self, named: &Ref) -> Result<Found<Option<Noun>>, Error> {
        self.api.node_by(&named.kind, &named.site, &named.slug).await
    }

    async fn days(&self, asked: Days<'_>, language: Language, now: &Zoned) -> Result<Reply, Error> {
        let Days { first, last, of, .. } = asked;
        let midnight = |day: Date| day.to_zoned(stockholm()).ok().map(|at| at.timestamp());
        let (from, until) = (midnight(first), midnight(plus(last, 1)));
        let found = self.api.seminars(&wanted(from, until, of), MAX_PAGE, None).await?;
        let (found, mut stale) = (found.items, found.stale);
        let mut next = None;
        if found.is_empty() {
            let after = until.unwrap_or(now.timestamp()).max(now.timestamp());
            let ahead = self.api.seminars(&wanted(Some(after), None, of), 1, None).await?;
            next = ahead.items.into_iter().next();
            stale = stale.and(ahead.stale);
        }
        let whose = self.whose().await;
        let shown = days(asked, (&found, next.as_ref()), whose, language, now);
        Ok(shown.resting_on(&stale, language))
    }
}

/// Whose programme is asked for, of which days.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) page: u16,
    /// The site's short name; everybody's where none is given.
    pub(super) of: Option<&'a str>,
}

/// What is on from and until some time, of one site or all.
fn wanted(from: Option<Timestamp>, until: Option<Timestamp>, of: Option<&str>) -> SeminarsWanted {
    let sites = of.into_iter().map(str::to_owned).collect();
    SeminarsWanted { from, until, sites, ..SeminarsWanted::default() }
}

/// The programme of some days.
pub(super) fn days(
    Days { first, last, page, of }: Days<'_>,
    (found, next): (&[Seminar], Option<&Seminar>),
    whose: Whose,
    language: Language,
    now: &Zoned,
) -> Reply {
    let shown = programme::days(first, last, found, next, page.into(), whose, language);
    let mut message = shown.message;
    message.rows = match found {
        [only] => {
            let only = Noun::Seminar(Box::new(only.clone()));
            buttons::rows(under(&only, language, now))
        }
        few if few.len() <= MAX_OPENED => {
            buttons::rows(few.iter().filter_map(|seminar| opens(seminar, language)))
        }
        _ => Vec::new(),
    };
    let view = View::days(first, last, of.map(str::to_owned));
    let turns = lists::turns(&view, shown.page, shown.pages, language);
    message.rows.extend(buttons::rows(turns));
    let days = moments::days(first, last, language);
    let question = match language {
        Language::Swedish => format!("Vad händer {days}?"),
        Language::English => format!("What is on {days}?"),
    };
    on(message, question, now)
}

/// What comes next.
pub(super) fn next(found: Vec<Seminar>, whose: Whose, language: Language, now: &Zoned) -> Reply {
    let mut message = cards::seminar::next(&found, now.timestamp(), whose, language);
    if let Some(first) = found.into_iter().next() {
        let first = Noun::Seminar(Box::new(first));
        message.rows = buttons::rows(under(&first, language, now));
    }
    let question = match language {
        Language::Swedish => "Vad är nästa seminarium?",
        Language::English => "What is the next seminar?",
    };
    on(message, question.to_owned(), now)
}

/// A noun's card.
pub(super) fn noun_card(noun: &Noun, language: Language, now: &Zoned) -> Reply {
    let mut message = cards::noun(noun, language);
    message.rows = buttons::rows(under(noun, language, now));
    on(message, question(noun, language), now)
}

/// Who takes part in a seminar.
pub(super) fn speakers(
    seminar: &Seminar,
    named: &Ref,
    page: u16,
    language: Language,
    now: &Zoned,
) -> Reply {
    let shown = cards::seminar::people(seminar, page.into(), language);
    let mut message = shown.message;
    let wrong = Press::Open(View::Evidence(named.clone()));
    let wrong = button(language.buttons().wrong, &wrong);
    let view = View::Speakers { seminar: named.clone(), page };
    let turns = lists::turns(&view, shown.page, shown.pages, language);
    message.rows = buttons::rows(turns.into_iter().chain(wrong));
    let question = match language {
        Language::Swedish => format!("Vilka talar på {}?", seminar.title),
        Language::English => format!("Who speaks at {}?", seminar.title),
    };
    on(message, question, now)
}

/// A reply that answers this question, for those who go on.
fn on(message: Message, question: String, now: &Zoned) -> Reply {
    let about = Some(About::Question { text: question, at: now.clone() });
    Reply { about, ..message.into() }
}

/// A button that opens a seminar in a list.
fn opens(seminar: &Seminar, language: Language) -> Option<Button> {
    let named =
        Ref { kind: Kind::Seminar, site: seminar.site.slug.clone(), slug: seminar.slug.clone() };
    button(with_day(seminar, LABEL, language), &Press::Open(View::Noun(named)))
}

/// The question that a noun's card answers, which further questions follow on.
fn question(noun: &Noun, language: Language) -> String {
    let label = noun.label();
    let is_swedish = language == Language::Swedish;
    match noun {
        Noun::Person(_) if is_swedish => format!("Vem är {label}?"),
        Noun::Person(_) => format!("Who is {label}?"),
        Noun::Term(_) if is_swedish => format!("Vad betyder {label}?"),
        Noun::Term(_) => format!("What does {label} mean?"),
        Noun::Venue(_) if is_swedish => format!("Var ligger {label}?"),
        Noun::Venue(_) => format!("Where is {label}?"),
        Noun::Organisation(_) | Noun::Initiative(_) | Noun::Series(_) if is_swedish => {
            format!("Vad är {label}?")
        }
        Noun::Organisation(_) | Noun::Initiative(_) | Noun::Series(_) => {
            format!("What is {label}?")
        }
        _ if is_swedish => format!("Berätta om {label}"),
        _ => format!("Tell me about {label}"),
    }
}

/// The buttons under a noun's card.
pub(super) fn under(noun: &Noun, language: Language, now: &Zoned) -> Vec<Button> {
    let texts = language.buttons();
    let Some(named) = reference(noun) else { return Vec::new() };
    let mut under = Vec::new();
    if let Noun::Seminar(seminar) = noun {
        if is_ahead(seminar, now.timestamp()) {
            let press = Press::Remind { seminar: named.clone(), minutes: buttons::USUAL };
            under.push(button(texts.remind, &press));
            under.push(button(texts.calendar, &Press::Calendar(named.clone())));
        }
        if !seminar.appearances.is_empty() {
            let press = Press::Open(View::Speakers { seminar: named.clone(), page: 0 });
            under.push(button(texts.who_speaks, &press));
        }
    }
    if is_followed(&named.kind) {
        under.push(button(texts.follow, &Press::Follow(named.clone())));
    }
    under.push(button(texts.wrong, &Press::Open(View::Evidence(named))));
    under.into_iter().flatten().collect()
}

/// Whether people can follow things of this kind.
pub(super) fn is_followed(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Person
            | Kind::Organisation
            | Kind::Series
            | Kind::Initiative
            | Kind::Term
            | Kind::Seminar
    )
}

/// What buttons name a noun by; none for a kind we do not know.
pub(super) fn reference(noun: &Noun) -> Option<Ref> {
    let kind = noun.kind()?;
    Some(Ref { kind, site: noun.site().slug.clone(), slug: noun.slug().to_owned() })
}

/// What the bot can do, on one screen.
fn help(language: Language) -> Message {
    let talk = language.talk();
    let field = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Message::of(Embed {
        title: Some(talk.help_title.to_owned()),
        description: talk.help_opening.to_owned(),
        fields: talk.help.iter().map(field).collect(),
        footer: Some(talk.help_closing.to_owned()),
        ..Embed::default()
    })
}
