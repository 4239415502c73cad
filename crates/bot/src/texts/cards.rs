//! What cards say of their own, in Swedish and English.

mod english;
mod swedish;

use super::Language;
use english::ENGLISH;
use swedish::SWEDISH;

/// The words of cards in one language.
pub(crate) struct CardTexts {
    /// What things are.
    pub(crate) document: &'static str,
    pub(crate) seminar: &'static str,
    pub(crate) breakfast_seminar: &'static str,
    pub(crate) lunch_seminar: &'static str,
    pub(crate) webinar: &'static str,
    pub(crate) lecture: &'static str,
    pub(crate) workshop: &'static str,
    pub(crate) conference: &'static str,
    pub(crate) series: &'static str,
    pub(crate) person: &'static str,
    pub(crate) organisation: &'static str,
    pub(crate) association: &'static str,
    pub(crate) authority: &'static str,
    pub(crate) coordination_association: &'static str,
    pub(crate) media: &'static str,
    pub(crate) municipality: &'static str,
    pub(crate) network: &'static str,
    pub(crate) region: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) venue: &'static str,
    pub(crate) article: &'static str,
    pub(crate) initiative: &'static str,
    pub(crate) agreement: &'static str,
    pub(crate) law: &'static str,
    pub(crate) method: &'static str,
    pub(crate) platform: &'static str,
    pub(crate) project: &'static str,
    pub(crate) survey: &'static str,
    pub(crate) team: &'static str,
    pub(crate) figure: &'static str,
    pub(crate) term: &'static str,
    pub(crate) source: &'static str,

    /// What has become of a seminar.
    pub(crate) cancelled: &'static str,
    pub(crate) postponed: &'static str,
    pub(crate) moved: &'static str,
    pub(crate) moved_online: &'static str,

    /// When something is.
    pub(crate) time: &'static str,
    pub(crate) would_have_been: &'static str,
    pub(crate) in_your_time: &'static str,
    pub(crate) your_time: &'static str,
    pub(crate) swedish_time: &'static str,
    pub(crate) hours_are_swedish: &'static str,
    pub(crate) at_the_hour: &'static str,
    pub(crate) from_the_hour: &'static str,
    pub(crate) no_time: &'static str,
    pub(crate) summer_time: &'static str,
    pub(crate) winter_time: &'static str,
    pub(crate) breakfast: &'static str,
    pub(crate) lunch: &'static str,
    pub(crate) serving: &'static str,
    pub(crate) from: &'static str,
    pub(crate) until: &'static str,
    pub(crate) year: &'static str,
    pub(crate) date: &'static str,

    /// Where and who.
    pub(crate) place: &'static str,
    pub(crate) address: &'static str,
    pub(crate) online: &'static str,
    pub(crate) also_online: &'static str,
    pub(crate) spoken: &'static str,
    pub(crate) english: &'static str,
    pub(crate) people: &'static str,
    pub(crate) no_people: &'static str,
    pub(crate) speaks: &'static str,
    pub(crate) moderator: &'static str,
    pub(crate) host: &'static str,
    pub(crate) opener: &'static str,
    pub(crate) party: &'static str,
    pub(crate) also_written: &'static str,
    pub(crate) on_the_programme: &'static str,
    pub(crate) has_said: &'static str,
    pub(crate) persons: &'static str,

    /// The names of fields.
    pub(crate) about: &'static str,
    pub(crate) topics: &'static str,
    pub(crate) about_whom: &'static str,
    pub(crate) organisers: &'static str,
    pub(crate) registration: &'static str,
    pub(crate) register: &'static str,
    pub(crate) deadline: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) links: &'static str,
    pub(crate) recording: &'static str,
    pub(crate) audience: &'static str,
    pub(crate) accessibility: &'static str,
    pub(crate) not_known: &'static str,
    pub(crate) read_more: &'static str,
    pub(crate) website: &'static str,
    pub(crate) abbreviation: &'static str,
    pub(crate) also_called: &'static str,
    pub(crate) was_called_until: &'static str,
    pub(crate) is_called_since: &'static str,
    pub(crate) part_of: &'static str,
    pub(crate) parts: &'static str,
    pub(crate) plainly: &'static str,
    pub(crate) in_english: &'static str,
    pub(crate) related: &'static str,
    pub(crate) seminars: &'static str,
    pub(crate) news: &'static str,
    pub(crate) figures: &'static str,
    pub(crate) is_said: &'static str,
    pub(crate) aim: &'static str,
    pub(crate) results: &'static str,
    pub(crate) partners: &'static str,
    pub(crate) publisher: &'static str,
    pub(crate) open_the_source: &'static str,
    pub(crate) no_address: &'static str,

    /// How certain a figure is.
    pub(crate) counted: &'static str,
    pub(crate) how_certain: &'static str,
    pub(crate) exact: &'static str,
    pub(crate) approximate: &'static str,
    pub(crate) estimated: &'static str,
    pub(crate) not_said: &'static str,
    pub(crate) holds_for: &'static str,
    pub(crate) told_by: &'static str,

    /// Programmes, news and searches.
    pub(crate) programme: &'static str,
    pub(crate) week: &'static str,
    pub(crate) next_is: &'static str,
    pub(crate) coming_next: &'static str,
    pub(crate) on_now: &'static str,
    pub(crate) after_that: &'static str,
    pub(crate) nothing_more: &'static str,
    pub(crate) latest_news: &'static str,
    pub(crate) no_news: &'static str,
    pub(crate) search: &'static str,
    pub(crate) nothing_found: &'static str,
    pub(crate) did_you_mean: &'static str,

    /// Where things come from.
    pub(crate) how_we_know: &'static str,
    pub(crate) stated: &'static str,
    pub(crate) derived: &'static str,
    pub(crate) editorial: &'static str,
    pub(crate) not_followed: &'static str,
    pub(crate) no_sources: &'static str,

    /// Which page of how many.
    pub(crate) page_of: fn(usize, usize) -> String,
    /// How many seminars.
    pub(crate) seminars_counted: fn(usize) -> String,
    /// How many hits.
    pub(crate) hits: fn(usize) -> String,
    /// So many people more.
    pub(crate) others: fn(usize) -> String,
    /// Nothing is on on these days.
    pub(crate) nothing_on: &'static str,
    /// The title of what tells where facts come from.
    pub(crate) where_from: fn(&str) -> String,
    /// Whom to tell, and of which page.
    pub(crate) tell_the_editor: fn(&str, &str) -> String,
    /// Nobody to tell.
    pub(crate) no_editor: fn(&str, &str) -> String,
    /// A field of the API's by a name people know; none for one we do not know.
    pub(crate) field: fn(&str) -> Option<&'static str>,
}

impl Language {
    /// The words of cards in this language.
    pub(crate) fn cards(self) -> &'static CardTexts {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }

    /// The same for dates.
    pub(crate) fn of_print(self) -> finsam_swedish::Language {
        match self {
            Self::Swedish => finsam_swedish::Language::Swedish,
            Self::English => finsam_swedish::Language::English,
        }
    }
}
