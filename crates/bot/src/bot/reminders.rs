//! Reminders: made, listed, cancelled, put off.

use finsam_client::{Kind, NodeId, Noun, Seminar, SeminarStatus};
use jiff::{SignedDuration, Timestamp};

use super::{Bot, Reply, lookup::Meant};
use crate::{
    asker::Asker,
    buttons::{self, Press, USUAL, button},
    cards::times,
    commands::{Invocation, option},
    markdown::{cut, escape},
    message::{Embed, Message},
    moments,
    programme::{is_ahead, reminder_due, span},
    state::{MAX_REMINDERS, NotKept, Reminder},
    texts::Language,
    views::Ref,
};

/// Other lead times, to choose by button.
const OTHERS: [u32; 3] = [60, 1_440, 10_080];

/// The longest time before a seminar, and the longest that a reminder can be put off: four weeks.
const MAX_MINUTES: u32 = 40_320;

/// The longest title that stands in a line.
const MAX_TITLE: usize = 120;

impl Bot {
    /// A reminder of the seminar an option names.
    pub(super) async fn remind_of(&self, invocation: &Invocation) -> Reply {
        let (asker, language) = (&invocation.asker, invocation.asker.language);
        let typed = invocation.option(option::SEMINAR).unwrap_or_default();
        let before = invocation.option(option::BEFORE).and_then(|text| text.parse().ok());
        let minutes = before.unwrap_or(USUAL);
        match self.meant(typed, &[Kind::Seminar]).await {
            Ok(Meant::One(named)) => self.remind(&named, minutes, asker).await,
            Ok(meant) => {
                let remind = |seminar| Press::Remind { seminar, minutes };
                self.offer(typed, meant, language, remind).await
            }
            Err(why) => self.unavailable(&why, language),
        }
    }

    /// A reminder of this seminar, with buttons to choose another lead time or to cancel it.
    pub(super) async fn remind(&self, named: &Ref, minutes: u32, asker: &Asker) -> Reply {
        let language = asker.language;
        let seminar = match self.find(named).await {
            Ok(Some(Noun::Seminar(seminar))) => seminar,
            Ok(_) => return Reply::plain(language.talk().gone),
            Err(why) => return self.unavailable(&why, language),
        };
        let minutes = minutes.min(MAX_MINUTES);
        let now = self.clock.now().timestamp();
        let due = match due(&seminar, minutes, now, language) {
            Ok(due) => due,
            Err(why_not) => return Reply::plain(why_not),
        };
        let wanted = Reminder {
            id: 0,
            person: asker.person,
            channel: asker.channel,
            seminar: seminar.id.as_str().to_owned(),
            label: seminar.title.clone(),
            minutes_before: minutes.into(),
            round: 0,
            snoozed_until: None,
            since: now,
        };
        let (texts, before) = (language.personal(), (language.buttons().before)(minutes));
        let what = title(&seminar.title);
        match self.state.remind(&wanted).await {
            Ok(id) => {
                let when = moments::told(due, language);
                let said = match seminar.starts_at {
                    Some(_) => (texts.reminded)(&what, &before, &when),
                    None => (texts.reminded_of_day)(&what, &when, &before),
                };
                let mut message = Message::plain(format!("{said}\n{}", texts.comes_directly));
                let others = OTHERS.into_iter().filter(|other| {
                    let is_later = lead(&seminar, *other).is_some_and(|due| due > now);
                    is_later && lead(&seminar, *other) != Some(due)
                });
                let others = others.filter_map(|minutes| {
                    let press = Press::Remind { seminar: named.clone(), minutes };
                    button((language.buttons().before)(minutes), &press)
                });
                let cancel = button(language.buttons().cancel_reminder, &Press::CancelReminder(id));
                message.rows = buttons::rows(others.chain(cancel));
                // They turn to us, so direct messages are worth another try.
                match self.state.try_again(asker.person).await {
                    Ok(()) => message.into(),
                    Err(why) => self.broken(&why, language),
                }
            }
            Err(NotKept::There) => Reply::plain((texts.already_reminded)(&what, &before)),
            Err(NotKept::TooMany) => Reply::plain((texts.too_many_reminders)(MAX_REMINDERS)),
            Err(NotKept::State(why)) => self.broken(&why, language),
        }
    }

    /// A person's reminders, with a button to cancel each. Whoever was no longer told anything in
    /// direct messages is from now on: that is what they were told to ask for.
    pub(super) async fn reminders(&self, asker: &Asker) -> Reply {
        let language = asker.language;
        if let Err(why) = self.state.try_again(asker.person).await {
            return self.broken(&why, language);
        }
        let kept = match self.state.reminders_of(asker.person).await {
            Ok(kept) => kept,
            Err(why) => return self.broken(&why, language),
        };
        if kept.is_empty() {
            return Reply::plain(language.personal().no_reminders);
        }
        // Where the API is away, the titles from when they were made will do.
        let ids: Vec<_> = kept.iter().map(|reminder| NodeId(reminder.seminar.clone())).collect();
        let nouns = self.api.nodes(&ids).await.unwrap_or_default();
        let mut nouns = nouns.into_iter();
        let lines = kept.iter().enumerate().map(|(index, reminder)| {
            let noun = nouns.next().flatten();
            format!("{}. {}", index + 1, line(reminder, noun.as_ref(), language))
        });
        let mut message = Message::of(Embed {
            title: Some(language.personal().reminders.to_owned()),
            description: lines.collect::<Vec<_>>().join("\n"),
            ..Embed::default()
        });
        message.rows = buttons::rows(kept.iter().enumerate().filter_map(|(index, reminder)| {
            let label = (language.buttons().end_number)(index + 1);
            button(label, &Press::CancelReminder(reminder.id))
        }));
        message.into()
    }

    /// Cancels a reminder and shows those that are left.
    pub(super) async fn cancel_reminder(&self, id: i64, asker: &Asker) -> Reply {
        match self.state.cancel_reminder(asker.person, id).await {
            Ok(true) => self.reminders(asker).await,
            Ok(false) => Reply::plain(asker.language.personal().reminder_gone),
            Err(why) => self.broken(&why, asker.language),
        }
    }

    /// Has a reminder come again.
    pub(super) async fn snooze(&self, id: i64, minutes: u32, asker: &Asker) -> Reply {
        let texts = asker.language.personal();
        let wait = SignedDuration::from_mins(minutes.min(MAX_MINUTES).into());
        let now = self.clock.now().timestamp();
        let Ok(until) = now.checked_add(wait) else {
            return Reply::plain(texts.reminder_gone);
        };
        match self.state.snooze(asker.person, id, until).await {
            Ok(Some(reminder)) => {
                let when = moments::told(until, asker.language);
                Reply::plain((texts.snoozed)(&title(&reminder.label), &when))
            }
            Ok(None) => Reply::plain(texts.reminder_gone),
            Err(why) => self.broken(&why, asker.language),
        }
    }
}

/// When a reminder of the seminar comes, or why none can.
fn due(
    seminar: &Seminar,
    minutes: u32,
    now: Timestamp,
    language: Language,
) -> Result<Timestamp, String> {
    let (texts, what) = (language.personal(), title(&seminar.title));
    if seminar.status == SeminarStatus::Cancelled {
        return Err((texts.is_cancelled)(&what));
    }
    if seminar.status == SeminarStatus::Postponed {
        return Err((texts.is_postponed)(&what));
    }
    let ends = seminar.ends_at.or(seminar.starts_at).unwrap_or(span(seminar).1);
    if ends <= now {
        return Err((texts.is_over)(&what));
    }
    if !is_ahead(seminar, now) {
        let tell = if seminar.starts_at.is_some() { texts.has_started } else { texts.is_today };
        return Err(tell(&what));
    }
    lead(seminar, minutes)
        .filter(|due| *due > now)
        .ok_or_else(|| (texts.too_late_for)(&what, &(language.buttons().before)(minutes)))
}

fn lead(seminar: &Seminar, minutes: u32) -> Option<Timestamp> {
    reminder_due(seminar, minutes.into())
}

/// `**Provfrukost** – 15 minuter före torsdag …`.
fn line(reminder: &Reminder, noun: Option<&Noun>, language: Language) -> String {
    let minutes = u32::try_from(reminder.minutes_before).unwrap_or(USUAL);
    let before = (language.buttons().before)(minutes);
    let mut line = format!("{} – {before}", title(&reminder.label));
    if let Some(Noun::Seminar(seminar)) = noun {
        let when = seminar.starts_at.map(|starts| moments::told(starts, language));
        line.push(' ');
        line.push_str(&when.unwrap_or_else(|| times::written(seminar, language)));
    }
    if let Some(until) = reminder.snoozed_until {
        let until = (language.personal().snoozed_until)(&moments::told(until, language));
        line.push_str(", ");
        line.push_str(&until);
    }
    line
}

/// A title as it stands in a sentence.
pub(super) fn title(title: &str) -> String {
    format!("**{}**", escape(&cut(title, MAX_TITLE)))
}
