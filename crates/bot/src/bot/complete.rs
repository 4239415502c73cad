//! What an option can become, while somebody writes into it.

use std::time::Duration;

use finsam_client::{Error, Kind, NodeId, Noun, Seminar, Suggestion};
use finsam_swedish::{fold, print, time_expression};
use jiff::{Zoned, civil::Date};
use tokio::time::timeout;
use tracing::warn;

use super::{
    Bot, calendar::IN_CALENDARS, days::days_meant, follows::FOLLOWED, lookup::with_day, plus,
    server::clock,
};
use crate::{
    asker::Asker,
    cards::found::kind,
    commands::{self, Action, Setting},
    markdown::{cut, width},
    moments,
    programme::is_ahead,
    texts::Language,
    views::Ref,
};

/// Discord's limits.
const MAX_CHOICES: usize = 25;
const MAX_CHOICE: usize = 100;

/// Discord wants the choices within three seconds.
const WITHIN: Duration = Duration::from_millis(2_200);

/// An option somebody is writing into.
#[derive(Clone, Debug)]
pub(crate) struct Completion {
    pub(crate) asker: Asker,
    /// The command's Swedish name, as in an invocation.
    pub(crate) name: String,
    pub(crate) typed: String,
}

/// What it can become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) label: String,
    pub(crate) value: String,
}

impl Bot {
    /// What an option can become, the likeliest first; nothing where the API is away or slow, since
    /// what somebody types works without.
    pub(crate) async fn complete(&self, completion: &Completion) -> Vec<Choice> {
        let mut choices = match timeout(WITHIN, self.choices(completion)).await {
            Ok(Ok(choices)) => choices,
            Ok(Err(why)) => {
                super::ask::log_failure(&why);
                Vec::new()
            }
            Err(_) => {
                warn!("suggestions came too late");
                Vec::new()
            }
        };
        choices.retain(|choice| {
            !choice.label.trim().is_empty() && (1..=MAX_CHOICE).contains(&width(&choice.value))
        });
        choices.truncate(MAX_CHOICES);
        for choice in &mut choices {
            choice.label = cut(choice.label.trim(), MAX_CHOICE);
        }
        choices
    }

    async fn choices(&self, completion: &Completion) -> Result<Vec<Choice>, Error> {
        let Some(command) = commands::command(&completion.name) else { return Ok(Vec::new()) };
        let (typed, language) = (completion.typed.trim(), completion.asker.language);
        let now = self.clock.now();
        match command.action {
            Action::Programme => self.dates(typed, &now, language).await,
            Action::Seminar => self.seminars(typed, &now, false, language).await,
            Action::Remind => self.seminars(typed, &now, true, language).await,
            Action::Speaker => self.names(typed, &[Kind::Person], language).await,
            Action::Organisation => self.names(typed, &[Kind::Organisation], language).await,
            Action::Term => self.names(typed, &[Kind::Term, Kind::Initiative], language).await,
            Action::Follow => self.names(typed, &FOLLOWED, language).await,
            Action::Calendar => self.names(typed, &IN_CALENDARS, language).await,
            Action::Search => {
                let found = self.names(typed, &[], language).await?;
                // What is searched for are words: a suggestion only completes them.
                Ok(found.into_iter().map(words_of).collect())
            }
            Action::OwnSite => self.sites_to_choose(typed, language).await,
            Action::Server(Setting::Digest) => Ok(clocks(typed, language)),
            _ => Ok(Vec::new()),
        }
    }

    async fn names(
        &self,
        typed: &str,
        kinds: &[Kind],
        language: Language,
    ) -> Result<Vec<Choice>, Error> {
        let found = self.api.suggest(typed, kinds, MAX_CHOICES).await?;
        let is_told = kinds.len() != 1;
        Ok(found.iter().filter_map(|found| choice(found, is_told, language)).collect())
    }

    /// Seminars by name, each with its day; the next ones where nothing is typed. Of those one can
    /// be reminded of only what is ahead.
    async fn seminars(
        &self,
        typed: &str,
        now: &Zoned,
        is_wanted_ahead: bool,
        language: Language,
    ) -> Result<Vec<Choice>, Error> {
        let found: Vec<Seminar> = if typed.is_empty() {
            self.api.next_seminars(now.timestamp(), MAX_CHOICES).await?.items
        } else {
            let found = self.api.suggest(typed, &[Kind::Seminar], MAX_CHOICES).await?;
            let mut ids: Vec<NodeId> = Vec::new();
            for suggestion in found {
                if !ids.contains(&suggestion.node.id) {
                    ids.push(suggestion.node.id);
                }
            }
            let nouns = self.api.nodes(&ids).await?.into_iter().flatten();
            nouns
                .filter_map(|noun| match noun {
                    Noun::Seminar(seminar) => Some(*seminar),
                    _ => None,
                })
                .collect()
        };
        let wanted = found.iter().filter(|s| !is_wanted_ahead || is_ahead(s, now.timestamp()));
        Ok(wanted.filter_map(|seminar| of_seminar(seminar, language)).collect())
    }

    /// Days: what is typed as it is read, then those that fit of a few usual ones and of the next
    /// days with something on.
    async fn dates(
        &self,
        typed: &str,
        now: &Zoned,
        language: Language,
    ) -> Result<Vec<Choice>, Error> {
        let mut choices = Vec::new();
        if !typed.is_empty()
            && let Some((first, last)) = days_meant(typed, now)
        {
            // Without a year, the one in which something is on then comes first.
            if let Some((first, last)) = self.of_another_year(typed, now).await {
                let label = moments::days(first, last, language);
                choices.push(Choice { label, value: span(first, last) });
            }
            let said = time_expression(typed, now).map_or_else(
                || moments::days(first, last, language),
                |t| t.said(language.of_print()),
            );
            choices.push(Choice { label: said, value: span(first, last) });
        }
        let usual = usual_days(now.date(), language);
        let next = self.api.next_seminars(now.timestamp(), 2 * MAX_CHOICES).await?;
        let mut with_something: Vec<Choice> = Vec::new();
        for seminar in &next.items {
            let day = print::date_long(seminar.date, language.of_print());
            let value = span(seminar.date, seminar.date);
            if !with_something.iter().any(|there| there.value == value) {
                with_something
                    .push(Choice { label: format!("{day} – {}", seminar.title), value });
            }
        }
        let fits = |choice: &Choice| fold(&choice.label).contains(&fold(typed));
        for choice in usual.into_iter().chain(with_something) {
            if fits(&choice) && !choices.iter().any(|there: &Choice| there.value == choice.value) {
                choices.push(choice);
            }
        }
        Ok(choices)
    }
}

/// Today, tomorrow, this week and the next.
fn usual_days(today: Date, language: Language) -> Vec<Choice> {
    let talk = language.talk();
    let monday = plus(today, -i32::from(today.weekday().to_monday_zero_offset()));
    [
        (talk.today, today, today),
        (talk.tomorrow, plus(today, 1), plus(today, 1)),
        (talk.this_week, monday, plus(monday, 6)),
        (talk.next_week, plus(monday, 7), plus(monday, 13)),
    ]
    .into_iter()
    .map(|(name, first, last)| {
        let label = format!("{name}, {}", moments::days(first, last, language));
        Choice { label, value: span(first, last) }
    })
    .collect()
}

/// Days as a value that [`days_meant`] reads.
fn span(first: Date, last: Date) -> String {
    format!("{first}..{last}")
}

/// Whole and half hours that begin like what is typed.
fn clocks(typed: &str, language: Language) -> Vec<Choice> {
    let read = clock(typed).filter(|_| !typed.is_empty());
    let usual = (6..=20).filter_map(|hour| jiff::civil::Time::new(hour, 0, 0, 0).ok());
    let halves = [7, 8].into_iter().filter_map(|hour| jiff::civil::Time::new(hour, 30, 0, 0).ok());
    let mut times: Vec<_> = usual.chain(halves).collect();
    times.sort_unstable();
    let fits = |time: &jiff::civil::Time| {
        typed.is_empty() || time.strftime("%-H:%M").to_string().starts_with(typed)
    };
    times.retain(|time| fits(time) && Some(*time) != read);
    read.into_iter()
        .chain(times)
        .map(|time| Choice {
            label: print::clock(time, language.of_print()),
            value: time.strftime("%H:%M").to_string(),
        })
        .collect()
}

/// A suggestion as a choice: by another name it tells whose name that is, and of several kinds it
/// tells which.
fn choice(found: &Suggestion, is_kind_told: bool, language: Language) -> Option<Choice> {
    let node = &found.node;
    let mut label = found.text.clone();
    if found.text != node.label {
        label = format!("{label} – {}", node.label);
    }
    if is_kind_told {
        label = format!("{label} ({})", kind(&node.kind, language).to_lowercase());
    }
    Some(Choice { label, value: Ref::from(node).to_value()? })
}

/// The label and the words of a choice are what its name says.
fn words_of(choice: Choice) -> Choice {
    let name = choice.label.rsplit_once(" (").map_or(choice.label.as_str(), |(name, _)| name);
    Choice { value: cut(name, MAX_CHOICE), label: choice.label }
}

fn of_seminar(seminar: &Seminar, language: Language) -> Option<Choice> {
    let named =
        Ref { kind: Kind::Seminar, site: seminar.site.slug.clone(), slug: seminar.slug.clone() };
    Some(Choice { label: with_day(seminar, MAX_CHOICE, language), value: named.to_value()? })
}
