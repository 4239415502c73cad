//! Who is told when something happens, and what.

use std::collections::BTreeMap;

use finsam_client::{NewsArticle, Seminar};
use jiff::{SignedDuration, Timestamp};

use super::Turn;
use crate::{
    cards::notice as card,
    message::Message,
    programme::span,
    state::{ChannelWishes, Follow, Notice, Reminder, Target},
};

/// How long a new article is news.
const ARTICLE_IS_NEWS: SignedDuration = SignedDuration::from_hours(3 * 24);

/// Everybody who may want to hear of something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Audience<'a> {
    pub(crate) channels: &'a [ChannelWishes],
    /// Those who asked to hear of what it is about.
    pub(crate) follows: &'a [Follow],
    /// Those who asked to be reminded of it.
    pub(crate) reminders: &'a [Reminder],
}

/// The notices that something has become of a seminar. `place` names the place in the API's changes
/// where we heard it, so that the same turn, taken twice, is told twice.
pub(crate) fn seminar_turned(
    turn: &Turn,
    before: Option<&Seminar>,
    after: Option<&Seminar>,
    audience: Audience<'_>,
    place: &str,
    now: Timestamp,
) -> Vec<Notice> {
    let Some(seminar) = after.or(before) else { return Vec::new() };
    // It matters until the later of both times: somebody may come to the old one.
    let ends = [before, after].into_iter().flatten().map(|seminar| span(seminar).1);
    let until = ends.max().unwrap_or(now);
    if until <= now {
        return Vec::new();
    }
    let event = format!("{}@{place}", seminar.id.as_str());
    let notice = |target, fallback_channel, message: &Message| Notice {
        event: event.clone(),
        kind: "turn",
        target,
        fallback_channel,
        body: message.to_json(),
        about: None,
        due: now,
        useful_until: until,
    };
    let mut notices = Vec::new();
    // A channel hears of what it counts on; the programme itself it gets in its digests.
    if *turn != Turn::New {
        let message = card::turned(turn, before, after, None);
        let wanting = audience.channels.iter().filter(|wishes| wishes.tells.changes);
        notices
            .extend(wanting.map(|wishes| notice(Target::Channel(wishes.channel), None, &message)));
    }
    for (person, (channel, why)) in people(turn, audience) {
        let message = card::turned(turn, before, after, Some(why));
        notices.push(notice(Target::Person(person), Some(channel), &message));
    }
    notices
}

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why<'a> {
    /// They asked to be reminded of it.
    Reminder,
    /// They follow what is called so.
    Follows(&'a str),
}

/// Each person once, with the channel they asked in: the reminder is the nearer reason.
fn people<'a>(turn: &Turn, audience: Audience<'a>) -> BTreeMap<u64, (u64, Why<'a>)> {
    let mut people = BTreeMap::new();
    if *turn != Turn::New {
        for reminder in audience.reminders {
            people.entry(reminder.person).or_insert((reminder.channel, Why::Reminder));
        }
    }
    for follow in audience.follows {
        let why = Why::Follows(follow.label.as_str());
        people.entry(follow.person).or_insert((follow.channel, why));
    }
    people
}

/// The notices of a new article.
pub(crate) fn article_came(
    article: &NewsArticle,
    audience: Audience<'_>,
    now: Timestamp,
) -> Vec<Notice> {
    let notice = |target, fallback_channel, message: &Message| Notice {
        event: article.id.as_str().to_owned(),
        kind: "article",
        target,
        fallback_channel,
        body: message.to_json(),
        about: None,
        due: now,
        useful_until: now.saturating_add(ARTICLE_IS_NEWS).unwrap_or(now),
    };
    let message = card::article_came(article, None);
    let wanting = audience.channels.iter().filter(|wishes| wishes.tells.news);
    let mut notices: Vec<_> =
        wanting.map(|wishes| notice(Target::Channel(wishes.channel), None, &message)).collect();
    for (person, (channel, why)) in people(&Turn::New, audience) {
        let message = card::article_came(article, Some(why));
        notices.push(notice(Target::Person(person), Some(channel), &message));
    }
    notices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        made_up::{article, seminar},
        state::Tells,
    };

    fn channel(channel: u64, tells: Tells) -> ChannelWishes {
        ChannelWishes { tells, ..ChannelWishes::none(channel, None, 1, Timestamp::MIN) }
    }

    fn follow(person: u64) -> Follow {
        Follow {
            id: 1,
            person,
            channel: 7,
            kind: "PERSON".to_owned(),
            node: "id-testa".to_owned(),
            label: "Testa Testsson".to_owned(),
            since: Timestamp::MIN,
        }
    }

    fn reminder(person: u64) -> Reminder {
        Reminder {
            id: 1,
            person,
            channel: 7,
            seminar: "id-a".to_owned(),
            label: "Prov a".to_owned(),
            minutes_before: 15,
            round: 0,
            snoozed_until: None,
            since: Timestamp::MIN,
        }
    }

    fn targets(notices: &[Notice]) -> Vec<String> {
        notices.iter().map(|notice| notice.target.to_string()).collect()
    }

    #[test]
    fn who_hears_that_a_seminar_moved() {
        let channels = [
            channel(7, Tells { changes: true, ..Tells::default() }),
            channel(8, Tells { news: true, starting: true, ..Tells::default() }),
        ];
        let (follows, reminders) = ([follow(20), follow(21)], [reminder(21), reminder(22)]);
        let audience = Audience { channels: &channels, follows: &follows, reminders: &reminders };
        let (old, new) = (seminar("a", "2031-05-15", 8), seminar("a", "2031-05-16", 9));
        let told = |turn: &Turn, now: &str| {
            let now = now.parse().unwrap();
            seminar_turned(turn, Some(&old), Some(&new), audience, "p1", now)
        };
        let moved = Turn::Moved { time: true, place: false };
        let notices = told(&moved, "2031-05-14T08:00:00Z");
        assert_eq!(targets(&notices), ["channel:7", "person:20", "person:21", "person:22"]);
        // Each knows why, and what held before.
        let text = |index: usize| notices[index].body.to_string();
        let old_and_new =
            "~~torsdag 15 maj 2031 kl. 8.00–9.00~~ → fredag 16 maj 2031 kl. 9.00–10.00";
        assert!(text(0).contains(old_and_new), "{}", text(0));
        assert!(text(1).contains("Du följer Testa Testsson."), "{}", text(1));
        assert!(text(2).contains("/påminnelser"), "{}", text(2));
        // Until the later of both times is past, and not after.
        assert_eq!(told(&moved, "2031-05-16T07:30:00Z").len(), 4);
        assert_eq!(told(&moved, "2031-05-16T08:00:00Z").len(), 0);
        // What is new is told to those who follow something of it.
        let new = told(&Turn::New, "2031-05-14T08:00:00Z");
        assert_eq!(targets(&new), ["person:20", "person:21"]);
    }

    #[test]
    fn who_hears_of_an_article() {
        let channels = [
            channel(7, Tells { changes: true, starting: true, ..Tells::default() }),
            channel(8, Tells { news: true, ..Tells::default() }),
        ];
        let follows = [follow(20)];
        let audience = Audience { channels: &channels, follows: &follows, reminders: &[] };
        let now = "2031-05-14T08:00:00Z".parse().unwrap();
        let notices = article_came(&article("n", "2031-05-14"), audience, now);
        assert_eq!(targets(&notices), ["channel:8", "person:20"]);
    }
}
