//! "Lägg i kalendern": where a calendar program finds a seminar, or all of something's.

use finsam_client::{Kind, Noun};

use super::{Bot, Reply, follows::FOLLOWED, lookup::Meant, reminders::title};
use crate::{
    asker::Asker,
    buttons::{self, Press},
    message::{Button, Message},
    texts::Language,
    views::Ref,
};

/// What there is a calendar of.
pub(super) const IN_CALENDARS: [Kind; 6] = FOLLOWED;

impl Bot {
    /// The programme, everybody's or that of the site somebody chose.
    pub(super) async fn calendar(&self, asker: &Asker) -> Reply {
        let language = asker.language;
        let own = self.own_site(asker).await;
        match self.api.calendar(own.as_deref()).await {
            Ok(Some(address)) => {
                let shown = subscribe(language.calendars().programme, &address, language);
                Reply::from(shown).saying(self.only_of(own.as_deref(), language).await)
            }
            Ok(None) => Reply::plain(language.talk().gone),
            Err(why) => self.unavailable(&why, language),
        }
    }

    /// What somebody names.
    pub(super) async fn calendar_named(&self, typed: &str, asker: &Asker) -> Reply {
        match self.meant(typed, &IN_CALENDARS).await {
            Ok(Meant::One(named)) => self.calendar_of(&named, asker.language).await,
            Ok(meant) => self.offer(typed, meant, asker.language, Press::Calendar).await,
            Err(why) => self.unavailable(&why, asker.language),
        }
    }

    /// This, with its address and a button to fetch it.
    pub(super) async fn calendar_of(&self, named: &Ref, language: Language) -> Reply {
        let noun = match self.find(named).await {
            Ok(Some(noun)) => noun,
            Ok(None) => return Reply::plain(language.talk().gone),
            Err(why) => return self.unavailable(&why, language),
        };
        let what = title(noun.label());
        match self.api.calendar_of(noun.id()).await {
            Ok(Some(address)) => match noun {
                Noun::Seminar(_) => {
                    let said = (language.calendars().one)(&what, &address);
                    with_button(said, &address, language).into()
                }
                _ => subscribe(&(language.calendars().all_of)(&what), &address, language).into(),
            },
            Ok(None) => Reply::plain((language.calendars().none)(&what)),
            Err(why) => self.unavailable(&why, language),
        }
    }
}

fn subscribe(what: &str, address: &str, language: Language) -> Message {
    with_button((language.calendars().subscribe)(what, address), address, language)
}

fn with_button(said: String, address: &str, language: Language) -> Message {
    let mut message = Message::plain(said);
    // An address that is none is still told, for whoever can read it.
    let fetch = address.parse().ok().map(|url| {
        let label = language.buttons().fetch_file.to_owned();
        Button::Link { label, url }
    });
    message.rows = buttons::rows(fetch);
    message
}
