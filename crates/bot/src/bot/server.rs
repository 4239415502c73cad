//! What those who run a server choose for a channel, and how they see that it works.

use finsam_swedish::print;
use jiff::{
    Timestamp,
    civil::{Time, Weekday},
};

use super::{Bot, Reply, Sample, lookup::repeated};
use crate::{
    asker::Asker,
    buttons::{self, Press, Told, button},
    commands::{DAILY, Invocation, NEVER, WEEKLY, option},
    message::{Embed, Message},
    state::{ChannelWishes, StateError, Tells, Weekly},
    texts::{Language, Server},
};

/// When a digest comes where nobody says otherwise.
const USUAL_TIME: Time = jiff::civil::time(7, 30, 0, 0);

/// Where a permission's name stands.
type Named = fn(&Server) -> &'static str;

/// What we need in a channel, as Discord's bits, and what Discord calls it.
const NEEDED: [(u64, Named); 4] = [
    (1 << 10, |texts| texts.view_channel),
    (1 << 11, |texts| texts.send_messages),
    (1 << 14, |texts| texts.embed_links),
    // To look whether a message that got no answer arrived.
    (1 << 16, |texts| texts.read_history),
];

/// What we need in a channel and may not, where we may do what these bits of Discord's say.
pub(crate) fn lacking(granted: u64, language: Language) -> Vec<&'static str> {
    let missing = NEEDED.iter().filter(|(bit, _)| granted & bit == 0);
    missing.map(|(_, name)| name(language.server())).collect()
}

impl Bot {
    /// What the channel is told, with buttons to change it.
    pub(super) async fn channel(&self, asker: &Asker) -> Reply {
        match self.wishes(asker).await {
            Ok(wishes) => chosen(&wishes, asker.language).into(),
            Err(why) => self.broken(&why, asker.language),
        }
    }

    /// Tells the channel of something from now on, or no longer.
    pub(super) async fn tell(&self, what: Told, is_on: bool, asker: &Asker) -> Reply {
        if !asker.runs_the_server() {
            return Reply::plain(asker.language.server().only_for_managers);
        }
        let changed = self.change(asker, |wishes| *part(&mut wishes.tells, what) = is_on).await;
        match changed {
            Ok(wishes) => chosen(&wishes, asker.language).into(),
            Err(why) => self.broken(&why, asker.language),
        }
    }

    /// Sets when the day's or the week's programme comes.
    pub(super) async fn digest(&self, invocation: &Invocation) -> Reply {
        let (asker, language) = (&invocation.asker, invocation.asker.language);
        let texts = language.server();
        let at = match invocation.option(option::CLOCK) {
            None => USUAL_TIME,
            Some(text) => match clock(text) {
                Some(at) => at,
                None => return Reply::plain((texts.no_clock)(&repeated(text))),
            },
        };
        let day = invocation.option(option::WEEKDAY).and_then(|text| text.parse().ok());
        let on = day.and_then(|day: i8| Weekday::from_monday_one_offset(day).ok());
        let on = on.unwrap_or(Weekday::Monday);
        let shown = print::clock(at, language.of_print());
        let weekday = print::weekday(on, language.of_print());
        let (said, changed) = match invocation.option(option::HOW_OFTEN) {
            Some(DAILY) => (
                (texts.digest_daily)(&shown),
                self.change(asker, |wishes| wishes.daily_at = Some(at)).await,
            ),
            Some(WEEKLY) => (
                (texts.digest_weekly)(weekday, &shown),
                self.change(asker, |wishes| wishes.weekly = Some(Weekly { on, at })).await,
            ),
            Some(NEVER) => {
                let off = |wishes: &mut ChannelWishes| {
                    wishes.daily_at = None;
                    wishes.weekly = None;
                };
                return match self.change(asker, off).await {
                    Ok(_) => Reply::plain(texts.digest_off),
                    Err(why) => self.broken(&why, language),
                };
            }
            _ => return Reply::plain(language.talk().old_command),
        };
        match changed {
            Ok(_) => Reply::plain(format!("{said}\n{}", texts.digest_note)),
            Err(why) => self.broken(&why, language),
        }
    }

    /// A sample for the channel, and what is missing there.
    pub(super) fn test(&self, asker: &Asker) -> Reply {
        let texts = asker.language.server();
        let permissions = permissions(asker);
        let refused = Message::plain(format!("{}\n{permissions}", texts.sample_refused));
        Reply {
            sample: Some(Sample {
                message: Message::of(Embed {
                    description: texts.sample.to_owned(),
                    ..Embed::default()
                }),
                refused,
            }),
            ..Message::plain(format!("{}\n{permissions}", texts.sample_sent)).into()
        }
    }

    /// A sample arrived in the channel: what kept us out of it is mended.
    pub(crate) async fn reached(&self, channel: u64) -> Result<(), StateError> {
        if let Some(mut wishes) = self.state.channel(channel).await?
            && wishes.barred.take().is_some()
        {
            wishes.since = self.now();
            self.state.keep_channel(&wishes).await?;
        }
        Ok(())
    }

    pub(super) async fn wishes(&self, asker: &Asker) -> Result<ChannelWishes, StateError> {
        let kept = self.state.channel(asker.channel).await?;
        let none = || ChannelWishes::none(asker.channel, asker.guild, asker.person, self.now());
        Ok(kept.unwrap_or_else(none))
    }

    /// Changes what the channel is told from now on. A channel that wants nothing is forgotten.
    async fn change(
        &self,
        asker: &Asker,
        change: impl FnOnce(&mut ChannelWishes),
    ) -> Result<ChannelWishes, StateError> {
        let mut wishes = self.wishes(asker).await?;
        change(&mut wishes);
        wishes.chosen_by = asker.person;
        wishes.since = self.now();
        wishes.barred = None;
        let is_any = wishes.tells != Tells::default()
            || wishes.daily_at.is_some()
            || wishes.weekly.is_some();
        if is_any {
            self.state.keep_channel(&wishes).await?;
        } else {
            self.state.drop_channel(asker.channel).await?;
        }
        Ok(wishes)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now().timestamp()
    }
}

fn part(tells: &mut Tells, what: Told) -> &mut bool {
    match what {
        Told::Starting => &mut tells.starting,
        Told::Changes => &mut tells.changes,
        Told::News => &mut tells.news,
    }
}

fn name(what: Told, texts: &Server) -> &'static str {
    match what {
        Told::Starting => texts.starting,
        Told::Changes => texts.changes,
        Told::News => texts.news,
    }
}

/// What a channel is told, with a button to change each.
fn chosen(wishes: &ChannelWishes, language: Language) -> Message {
    let texts = language.server();
    let mut message = Message::of(Embed {
        title: Some(texts.channel_title.to_owned()),
        description: format!("{}\n\n{}", lines(wishes, language), texts.channel_note),
        ..Embed::default()
    });
    let mut tells = wishes.tells;
    message.rows = buttons::rows(Told::ALL.into_iter().filter_map(|what| {
        let is_on = *part(&mut tells, what);
        let label = if is_on { texts.turn_off } else { texts.turn_on };
        button(label(name(what, texts)), &Press::Tell { what, is_on: !is_on })
    }));
    message
}

/// One line for each thing a channel can be told.
pub(super) fn lines(wishes: &ChannelWishes, language: Language) -> String {
    let texts = language.server();
    let mut tells = wishes.tells;
    let on_off = |is_on| if is_on { texts.on } else { texts.off };
    let mut lines: Vec<String> = Told::ALL
        .into_iter()
        .map(|what| format!("{}: **{}**", name(what, texts), on_off(*part(&mut tells, what))))
        .collect();
    let clock = |at| print::clock(at, language.of_print());
    let daily = wishes.daily_at.map(|at| (texts.every_day_at)(&clock(at)));
    let weekly = wishes.weekly.map(|Weekly { on, at }| {
        (texts.every_week_at)(print::weekday(on, language.of_print()), &clock(at))
    });
    for (name, when) in [(texts.daily_digest, daily), (texts.weekly_digest, weekly)] {
        lines.push(format!("{name}: **{}**", when.as_deref().unwrap_or(texts.off)));
    }
    lines.join("\n")
}

/// What we may not do in the channel though we need it.
pub(super) fn permissions(asker: &Asker) -> String {
    let texts = asker.language.server();
    let Some(granted) = asker.we_may else { return texts.permissions_unknown.to_owned() };
    let missing = lacking(granted, asker.language);
    if missing.is_empty() {
        texts.permissions_enough.to_owned()
    } else {
        (texts.permissions_missing)(&missing.join(", "))
    }
}

/// A time of day as people write it: `7`, `07:30`, `7.30`, `kl. 7.30`, `0730`.
pub(super) fn clock(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase();
    let text = text.trim_start_matches("klockan").trim_start_matches("kl").trim_start_matches('.');
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() == 4 => text.split_at_checked(2)?,
        None => (text, "0"),
    };
    Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        let check = |text: &str, expected: Option<(i8, i8)>| {
            let expected = expected.map(|(hour, minute)| jiff::civil::time(hour, minute, 0, 0));
            assert_eq!(clock(text), expected, "{text}");
        };
        check("07:30", Some((7, 30)));
        check("7.30", Some((7, 30)));
        check("kl. 7.30", Some((7, 30)));
        check("klockan 18", Some((18, 0)));
        check("0730", Some((7, 30)));
        check("7", Some((7, 0)));
        for wrong in ["", "24:00", "7:60", "morgon", "-1", "7:3x", "åäöå"] {
            check(wrong, None);
        }
    }
}
