//! What a button does, in its `custom_id`: nothing else is kept about it, so that it still works
//! after a restart, and for whoever presses it.

use std::str::FromStr;

use crate::{
    markdown::width,
    message::{Button, MAX_BUTTONS_IN_ROW, MAX_CUSTOM_ID, MAX_ROWS},
    texts::Language,
    views::{Parts, Ref, View, escape},
};

/// The way ids are written. Another one means another version of the bot.
const VERSION: &str = "1";

/// What pressing a button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Press {
    /// Show this to whoever pressed, alone.
    Open(View),
    /// Show this in the message's place.
    Turn(View),
    /// Show this to everybody in the channel.
    Post(View),
    /// Ask this question, following on the message's answer.
    Ask(String),
    /// Remind of a seminar so many minutes before it starts.
    Remind { seminar: Ref, minutes: u32 },
    /// No longer remind.
    CancelReminder(i64),
    /// Remind again in so many minutes.
    Snooze { reminder: i64, minutes: u32 },
    /// Tell what happens to this.
    Follow(Ref),
    /// No longer tell it.
    Unfollow(i64),
    /// Tell where a calendar program finds this.
    Calendar(Ref),
    /// Tell this channel of these things, or no longer.
    Tell { what: Told, is_on: bool },
    /// Forget everything about the person: they were asked whether they mean it.
    Forget,
}

/// What a channel can be told of as it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// What starts soon.
    Starting,
    /// What was moved or cancelled, or is on after all.
    Changes,
    /// New articles.
    News,
}

impl Told {
    pub(crate) const ALL: [Self; 3] = [Self::Starting, Self::Changes, Self::News];

    fn letter(self) -> &'static str {
        match self {
            Self::Starting => "s",
            Self::Changes => "c",
            Self::News => "n",
        }
    }
}

impl FromStr for Told {
    type Err = ();

    fn from_str(letter: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|tells| tells.letter() == letter).ok_or(())
    }
}

/// Where what a button brings is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// In the place of the message the button is under.
    InPlace,
    /// To the person who pressed, alone.
    Alone,
    /// To everybody in the channel.
    ToAll,
}

impl Press {
    /// Its `custom_id`; none where it would be longer than Discord takes.
    pub(crate) fn custom_id(&self) -> Option<String> {
        let named = |name: &str, of: &Ref| {
            let value = of.to_value()?;
            Some(format!("{name}{value}"))
        };
        let code = match self {
            Self::Open(view) => format!("o|{}", view.code()?),
            Self::Turn(view) => format!("t|{}", view.code()?),
            Self::Post(view) => format!("p|{}", view.code()?),
            Self::Ask(question) => format!("q|{}", escape(question)),
            Self::Remind { seminar, minutes } => named(&format!("r|{minutes}"), seminar)?,
            Self::CancelReminder(reminder) => format!("c|{reminder}"),
            Self::Snooze { reminder, minutes } => format!("z|{reminder}|{minutes}"),
            Self::Follow(of) => named("f", of)?,
            Self::Unfollow(follow) => format!("u|{follow}"),
            Self::Calendar(of) => named("k", of)?,
            Self::Tell { what, is_on } => format!("w|{}|{}", what.letter(), u8::from(*is_on)),
            Self::Forget => "g".to_owned(),
        };
        let id = format!("{VERSION}|{code}");
        (width(&id) <= MAX_CUSTOM_ID).then_some(id)
    }

    /// From its `custom_id`; none for one that another version of the bot made, or another bot.
    pub(crate) fn read(custom_id: &str) -> Option<Self> {
        let (version, code) = custom_id.split_once('|')?;
        if version != VERSION {
            return None;
        }
        if code == "g" {
            return Some(Self::Forget);
        }
        let (name, rest) = code.split_once('|')?;
        let shows: Option<fn(View) -> Self> = match name {
            "o" => Some(Self::Open),
            "t" => Some(Self::Turn),
            "p" => Some(Self::Post),
            _ => None,
        };
        if let Some(shows) = shows {
            return View::of_code(rest).map(shows);
        }
        let mut parts = Parts(rest.split('|'));
        let press = match name {
            "q" => Self::Ask(parts.text()?),
            "r" => {
                let minutes = parts.number()?;
                Self::Remind { seminar: parts.reference()?, minutes }
            }
            "c" => Self::CancelReminder(parts.number()?),
            "z" => Self::Snooze { reminder: parts.number()?, minutes: parts.number()? },
            "f" => Self::Follow(parts.reference()?),
            "u" => Self::Unfollow(parts.number()?),
            "k" => Self::Calendar(parts.reference()?),
            "w" => Self::Tell { what: parts.number()?, is_on: parts.number::<u8>()? == 1 },
            _ => return None,
        };
        parts.end(press)
    }

    /// Where what it brings is shown. What only one person sees, or asked for, is turned in place;
    /// whoever turns the page of somebody else's gets a copy.
    pub(crate) fn shown(&self, is_own: bool) -> Shown {
        match self {
            Self::Turn(_) | Self::CancelReminder(_) | Self::Unfollow(_) if is_own => Shown::InPlace,
            Self::Tell { .. } | Self::Forget if is_own => Shown::InPlace,
            Self::Post(_) | Self::Ask(_) => Shown::ToAll,
            _ => Shown::Alone,
        }
    }
}

/// A button with this label; none where its id would be too long for Discord.
pub(crate) fn button(label: impl Into<String>, press: &Press) -> Option<Button> {
    Some(Button::Press { label: label.into(), custom_id: press.custom_id()? })
}

/// How many minutes before a seminar a reminder comes, where nobody says otherwise.
pub(crate) const USUAL: u32 = 15;

/// How many minutes a reminder is put off by its button.
const SNOOZE_MINUTES: u32 = 10;

/// The buttons under a reminder that has come.
pub(crate) fn under_reminder(reminder: i64, seminar: Ref, language: Language) -> Vec<Vec<Button>> {
    let again = Press::Snooze { reminder, minutes: SNOOZE_MINUTES };
    under_seminar(Some((language.buttons().snooze, again)), seminar, language)
}

/// The buttons under what is told of a seminar unasked.
pub(crate) fn under_notice(seminar: Ref, language: Language) -> Vec<Vec<Button>> {
    let remind = Press::Remind { seminar: seminar.clone(), minutes: USUAL };
    under_seminar(Some((language.buttons().remind, remind)), seminar, language)
}

/// The buttons under the word that a seminar starts in a moment, when a reminder would come too late.
pub(crate) fn under_start(seminar: Ref, language: Language) -> Vec<Vec<Button>> {
    under_seminar(None, seminar, language)
}

fn under_seminar(
    first: Option<(&'static str, Press)>,
    seminar: Ref,
    language: Language,
) -> Vec<Vec<Button>> {
    let texts = language.buttons();
    let speakers = Press::Open(View::Speakers { seminar: seminar.clone(), page: 0 });
    let wrong = Press::Open(View::Evidence(seminar));
    let others = [(texts.who_speaks, speakers), (texts.wrong, wrong)];
    rows(first.into_iter().chain(others).filter_map(|(label, press)| button(label, &press)))
}

/// The buttons in rows: as many as Discord takes, and none twice, which Discord refuses.
pub(crate) fn rows(buttons: impl IntoIterator<Item = Button>) -> Vec<Vec<Button>> {
    let mut kept: Vec<Button> = Vec::new();
    for button in buttons {
        let is_there = kept.iter().any(|other| match (other, &button) {
            (Button::Press { custom_id: a, .. }, Button::Press { custom_id: b, .. }) => a == b,
            (other, button) => other == button,
        });
        if !is_there && kept.len() < MAX_ROWS * MAX_BUTTONS_IN_ROW {
            kept.push(button);
        }
    }
    kept.chunks(MAX_BUTTONS_IN_ROW).map(<[_]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::views::tests::{any_reference, any_view};

    fn any_press() -> impl Strategy<Value = Press> {
        let tells = proptest::sample::select(Told::ALL.to_vec());
        prop_oneof![
            any_view().prop_map(Press::Open),
            any_view().prop_map(Press::Turn),
            any_view().prop_map(Press::Post),
            "\\PC{0,80}".prop_map(Press::Ask),
            (any_reference(), any::<u32>())
                .prop_map(|(seminar, minutes)| Press::Remind { seminar, minutes }),
            any::<i64>().prop_map(Press::CancelReminder),
            (any::<i64>(), any::<u32>())
                .prop_map(|(reminder, minutes)| Press::Snooze { reminder, minutes }),
            any_reference().prop_map(Press::Follow),
            any::<i64>().prop_map(Press::Unfollow),
            any_reference().prop_map(Press::Calendar),
            (tells, any::<bool>()).prop_map(|(what, is_on)| Press::Tell { what, is_on }),
            Just(Press::Forget),
        ]
    }

    proptest! {
        #[test]
        fn an_id_brings_the_press_back(press in any_press()) {
            if let Some(id) = press.custom_id() {
                prop_assert!(width(&id) <= MAX_CUSTOM_ID);
                prop_assert_eq!(Press::read(&id), Some(press));
            }
        }

        #[test]
        fn no_id_stops_us(id in "\\PC{0,100}", rest in "[1-2|otpqrczfuwgnSd0-9-]{0,40}") {
            for id in [id, format!("1|{rest}")] {
                if let Some(press) = Press::read(&id)
                    && let Some(written) = press.custom_id()
                {
                    prop_assert_eq!(Press::read(&written), Some(press));
                }
            }
        }
    }

    #[test]
    fn ids_of_others_are_none_of_ours() {
        for id in
            ["", "1", "1|", "2|g", "g", "1|g|", "1|g|x", "1|c|x", "1|c|1|2", "1|w|q|1", "1|o|z"]
        {
            assert_eq!(Press::read(id), None, "{id}");
        }
    }

    #[test]
    fn where_a_press_is_shown() {
        let turn = Press::Turn(View::News { page: 1 });
        assert_eq!(turn.shown(true), Shown::InPlace);
        assert_eq!(turn.shown(false), Shown::Alone);
        assert_eq!(Press::Open(View::Help).shown(true), Shown::Alone);
        assert_eq!(Press::Post(View::Help).shown(true), Shown::ToAll);
        assert_eq!(Press::CancelReminder(1).shown(false), Shown::Alone);
    }

    #[test]
    fn rows_hold_no_button_twice_and_no_more_than_discord_takes() {
        let news = |page: u16| button(page.to_string(), &Press::Open(View::News { page })).unwrap();
        assert_eq!(rows([news(1), news(1), news(2)]), [[news(1), news(2)]]);
        let many = rows((0..99).map(news));
        assert_eq!(many.len(), MAX_ROWS);
        assert!(many.iter().all(|row| row.len() == MAX_BUTTONS_IN_ROW));
    }
}
