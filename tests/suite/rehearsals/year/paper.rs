//! What was printed, read back.

use jiff::civil::{Date, DateTime, Time};

/// A message as Discord would show it.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    /// Stockholm's wall time.
    pub(super) at: DateTime,
    pub(super) channel: u64,
    pub(super) text: String,
    /// Whether it takes the place of what the message said before.
    pub(super) is_edited: bool,
}

impl Printed {
    /// The lines of its embed.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter_map(|line| line.strip_prefix("│ "))
    }

    /// The first line of its embed, without the state that stands before a title.
    pub(super) fn title(&self) -> &str {
        let line = self.lines().next().unwrap_or_default();
        line.rsplit_once(" · ").map_or(line, |(_, title)| title)
    }
}

/// All messages, in order.
pub(super) fn read(printed: &str) -> Vec<Printed> {
    let messages = printed.split("── ").filter(|text| !text.trim().is_empty());
    let message = |text: &str| -> Option<Printed> {
        let (head, text) = text.split_once(" ──\n")?;
        let (when, channel) = head.split_once(" · kanal ")?;
        let at = moment(when)?;
        let (channel, is_edited) = match channel.strip_suffix(" · ändrat") {
            Some(channel) => (channel, true),
            None => (channel, false),
        };
        let (channel, text) = (channel.parse().ok()?, text.trim_end().to_owned());
        Some(Printed { at, channel, text, is_edited })
    };
    messages.map(|text| message(text).unwrap_or_else(|| panic!("no message: {text}"))).collect()
}

/// `söndag 28 mars 2032 kl. 1.45`.
fn moment(text: &str) -> Option<DateTime> {
    let (day, clock) = text.split_once(" kl. ")?;
    let words: Vec<_> = day.split(' ').collect();
    let [_, day, month, year] = words.as_slice() else { return None };
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let month = MONTHS.iter().position(|name| name == month)? + 1;
    let date = Date::new(year.parse().ok()?, month.try_into().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_datetime(time(clock)?))
}

/// `1.45`.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once('.')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}
