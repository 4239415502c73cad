//! What stands on buttons.

use super::Language;

pub(crate) struct Buttons {
    pub(crate) remind: &'static str,
    pub(crate) who_speaks: &'static str,
    pub(crate) more: &'static str,
    pub(crate) previous_page: &'static str,
    pub(crate) next_page: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) show_in_channel: &'static str,
    pub(crate) follow: &'static str,
    pub(crate) unfollow: &'static str,
    pub(crate) calendar: &'static str,
    pub(crate) fetch_file: &'static str,
    pub(crate) snooze: &'static str,
    pub(crate) cancel_reminder: &'static str,
    pub(crate) forget: &'static str,
    /// One of several reminders or follows to end, by its number in the list.
    pub(crate) end_number: fn(usize) -> String,
    /// A lead time in minutes.
    pub(crate) before: fn(u32) -> String,
}

impl Language {
    pub(crate) fn buttons(self) -> &'static Buttons {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

static SWEDISH: Buttons = Buttons {
    remind: "Påminn mig",
    who_speaks: "Vem talar?",
    more: "Mer",
    previous_page: "Föregående sida",
    next_page: "Nästa sida",
    wrong: "Felaktigt?",
    show_in_channel: "Visa i kanalen",
    follow: "Följ",
    unfollow: "Sluta följa",
    calendar: "Lägg i kalendern",
    fetch_file: "Hämta filen",
    snooze: "Påminn igen om 10 minuter",
    cancel_reminder: "Ta bort påminnelsen",
    forget: "Ja, radera allt",
    end_number: |number| format!("Ta bort {number}"),
    before: |minutes| match minutes {
        0..60 => format!("{minutes} minuter före"),
        60 => "1 timme före".to_owned(),
        61..1_440 => format!("{} timmar före", minutes / 60),
        1_440 => "1 dag före".to_owned(),
        1_441..10_080 => format!("{} dagar före", minutes / 1_440),
        10_080 => "1 vecka före".to_owned(),
        _ => format!("{} veckor före", minutes / 10_080),
    },
};

static ENGLISH: Buttons = Buttons {
    remind: "Remind me",
    who_speaks: "Who speaks?",
    more: "More",
    previous_page: "Previous page",
    next_page: "Next page",
    wrong: "Incorrect?",
    show_in_channel: "Show in the channel",
    follow: "Follow",
    unfollow: "Stop following",
    calendar: "Add to calendar",
    fetch_file: "Get the file",
    snooze: "Remind again in 10 minutes",
    cancel_reminder: "Cancel the reminder",
    forget: "Yes, delete everything",
    end_number: |number| format!("Remove {number}"),
    before: |minutes| match minutes {
        0..60 => format!("{minutes} minutes before"),
        60 => "1 hour before".to_owned(),
        61..1_440 => format!("{} hours before", minutes / 60),
        1_440 => "1 day before".to_owned(),
        1_441..10_080 => format!("{} days before", minutes / 1_440),
        10_080 => "1 week before".to_owned(),
        _ => format!("{} weeks before", minutes / 10_080),
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_times() {
        let check = |minutes, expected: &str| {
            assert_eq!((Language::Swedish.buttons().before)(minutes), expected);
        };
        check(15, "15 minuter före");
        check(60, "1 timme före");
        check(180, "3 timmar före");
        check(1_440, "1 dag före");
        check(2_880, "2 dagar före");
        check(10_080, "1 vecka före");
    }
}
