//! The wording of answers: frames in Swedish and English around content that stays as it is.

mod english;
mod swedish;

use finsam_model::{Format, OrganisationKind};
use finsam_swedish::Language;

use crate::question::Intent;

/// The wording in one language. `{name}` is filled in by [`fill`].
pub(crate) struct Phrases {
    // Occasions: when, where, in which state.
    pub(crate) nothing_on: &'static str,
    pub(crate) nothing_more: &'static str,
    pub(crate) nothing_upcoming: &'static str,
    pub(crate) nothing_yet: &'static str,
    pub(crate) nothing_now: &'static str,
    pub(crate) no_such_occasion: &'static str,
    pub(crate) other_year: &'static str,
    pub(crate) last_was: &'static str,
    pub(crate) next_is: &'static str,
    pub(crate) before_that: &'static str,
    pub(crate) after_that: &'static str,
    pub(crate) moved_away: &'static str,
    pub(crate) nothing_there: &'static str,
    // Yes and no.
    pub(crate) confirmed: &'static str,
    pub(crate) yes_but_over: &'static str,
    pub(crate) no: &'static str,
    pub(crate) no_lead: &'static str,
    pub(crate) not_but: &'static str,
    pub(crate) at_hour: &'static str,
    pub(crate) only_quoted: &'static str,
    pub(crate) not_on_programme: &'static str,
    pub(crate) not_begun: &'static str,
    pub(crate) goes_on: &'static str,
    pub(crate) goes_on_until: &'static str,
    pub(crate) ended: &'static str,
    pub(crate) has_already_been: &'static str,
    pub(crate) has_been: &'static str,
    pub(crate) clash: &'static str,
    pub(crate) no_clash: &'static str,
    pub(crate) same_place: &'static str,
    pub(crate) other_place: &'static str,
    pub(crate) same_time: &'static str,
    pub(crate) other_time: &'static str,
    pub(crate) onsite: &'static str,
    pub(crate) only_online: &'static str,
    pub(crate) onsite_and_online: &'static str,
    pub(crate) registration_closed: &'static str,
    pub(crate) nothing_changed: &'static str,
    /// A sort of occasion with its article.
    pub(crate) format: fn(Format) -> &'static str,
    pub(crate) also_printed: &'static str,
    pub(crate) weekday_disagrees: &'static str,
    pub(crate) is_over: &'static str,
    pub(crate) derived: &'static str,
    pub(crate) year_derived: &'static str,
    pub(crate) date_derived: &'static str,
    pub(crate) city_derived: &'static str,
    pub(crate) summer_time: &'static str,
    pub(crate) standard_time: &'static str,
    pub(crate) clock_unknown: &'static str,
    pub(crate) breakfast_from: &'static str,
    pub(crate) lunch_from: &'static str,
    pub(crate) serving_from: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) postponed: &'static str,
    pub(crate) moved: &'static str,
    pub(crate) moved_online: &'static str,
    pub(crate) no_change: &'static str,
    pub(crate) online: &'static str,
    pub(crate) mixed: &'static str,
    pub(crate) time: &'static str,
    pub(crate) place: &'static str,
    pub(crate) occasions: &'static str,
    pub(crate) and_more: &'static str,
    // People.
    pub(crate) speakers: &'static str,
    pub(crate) speaker: &'static str,
    pub(crate) moderator: &'static str,
    pub(crate) opener: &'static str,
    /// What somebody who opened an occasion did there.
    pub(crate) opened: &'static str,
    pub(crate) host: &'static str,
    pub(crate) organiser: &'static str,
    pub(crate) spoke_as: &'static str,
    pub(crate) several_people: &'static str,
    pub(crate) nobody_by_that_name: &'static str,
    pub(crate) said_nothing_about_that: &'static str,
    pub(crate) was_at: &'static str,
    pub(crate) was_quoted: &'static str,
    pub(crate) was_at_nothing: &'static str,
    // Practical matters.
    pub(crate) about_detail: &'static str,
    pub(crate) spoken_in: &'static str,
    pub(crate) not_spoken_in: &'static str,
    pub(crate) listed_as_spoken_in: &'static str,
    pub(crate) no_other_language: &'static str,
    pub(crate) none_spoken_in: &'static str,
    pub(crate) no_such_access: &'static str,
    pub(crate) register_at: &'static str,
    pub(crate) register_by: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) accessibility: &'static str,
    pub(crate) recording: &'static str,
    pub(crate) minutes: &'static str,
    pub(crate) one_hour: &'static str,
    pub(crate) hours: &'static str,
    pub(crate) days: &'static str,
    pub(crate) hours_and_minutes: &'static str,
    // Concepts, initiatives, organisations.
    pub(crate) plainly: &'static str,
    pub(crate) also_called: &'static str,
    pub(crate) in_english: &'static str,
    pub(crate) editorial: &'static str,
    pub(crate) aim: &'static str,
    pub(crate) results: &'static str,
    pub(crate) period: &'static str,
    pub(crate) places: &'static str,
    pub(crate) partners: &'static str,
    pub(crate) takes_part_in: &'static str,
    pub(crate) people: &'static str,
    pub(crate) part_of: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) from: &'static str,
    pub(crate) until: &'static str,
    pub(crate) named_over_time: &'static str,
    pub(crate) name_now: &'static str,
    pub(crate) names_before: &'static str,
    pub(crate) names_later: &'static str,
    pub(crate) has_ended: &'static str,
    pub(crate) is_running: &'static str,
    pub(crate) end_unknown: &'static str,
    pub(crate) whole: &'static str,
    pub(crate) its_parts: &'static str,
    pub(crate) held_before: &'static str,
    pub(crate) several_things: &'static str,
    pub(crate) not_the_same: &'static str,
    pub(crate) not_the_same_person: &'static str,
    pub(crate) the_same_person: &'static str,
    pub(crate) party_unknown: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) the_same: &'static str,
    /// What sort of organisation something is.
    pub(crate) sort: fn(OrganisationKind) -> &'static str,
    // Figures, news, sources.
    pub(crate) figures_differ: &'static str,
    pub(crate) no_figure_of: &'static str,
    pub(crate) no_such_number: &'static str,
    pub(crate) source: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) no_source: &'static str,
    pub(crate) came_before: &'static str,
    pub(crate) came_after: &'static str,
    pub(crate) news: &'static str,
    pub(crate) no_news: &'static str,
    pub(crate) was_published: &'static str,
    pub(crate) counted: &'static str,
    pub(crate) readings: &'static str,
    pub(crate) followed: &'static str,
    pub(crate) not_followed: &'static str,
    pub(crate) editors_reading: &'static str,
    // Not knowing, and manners.
    pub(crate) not_stated: &'static str,
    pub(crate) not_stated_plain: &'static str,
    pub(crate) this_is_known: &'static str,
    pub(crate) not_understood: &'static str,
    pub(crate) rest_not_understood: &'static str,
    pub(crate) too_long: &'static str,
    pub(crate) greeting: &'static str,
    pub(crate) thanks: &'static str,
    pub(crate) farewell: &'static str,
    pub(crate) of_itself: &'static str,
    pub(crate) maker: &'static str,
    pub(crate) help: &'static str,
    // Care.
    pub(crate) cannot_judge: &'static str,
    /// Who decides, and how the words begin that tell so (folded).
    pub(crate) deciding: &'static [(&'static str, &'static [&'static str])],
    pub(crate) in_general: &'static str,
    pub(crate) keep_to_yourself: &'static str,
    pub(crate) cannot_change: &'static str,
    pub(crate) cannot_do: &'static str,
    // How the question was read.
    pub(crate) read_as: &'static str,
    pub(crate) read_about: &'static str,
    pub(crate) read_time: &'static str,
    pub(crate) read_guess: &'static str,
    pub(crate) read_back: &'static str,
    pub(crate) context_ignored: &'static str,
    pub(crate) free_text: &'static str,
    // Questions to suggest.
    pub(crate) ask_next: &'static str,
    pub(crate) ask_speakers: &'static str,
    pub(crate) ask_where: &'static str,
    pub(crate) ask_source: &'static str,
    pub(crate) ask_what_is: &'static str,
    pub(crate) ask_how_many: &'static str,
    pub(crate) ask_aim: &'static str,
    pub(crate) ask_who_is: &'static str,
    pub(crate) ask_said: &'static str,
    pub(crate) ask_news: &'static str,
    pub(crate) ask_year: &'static str,
    /// What an intent asks for, as the end of "it does not appear …".
    pub(crate) asked: fn(Intent) -> &'static str,
}

// How words begin that tell who decides in a case (folded, Swedish and English).
const SICKNESS: &[&str] = &[
    "sjuk",
    "sgi",
    "rehab",
    "forsakring",
    "diagnos",
    "fk",
    "handikapp",
    "lakar",
    "sick",
    "insur",
    "diagnos",
    "disab",
    "doctor",
];
const WORK: &[&str] = &[
    "arbetslos",
    "arbetsformedl",
    "arbetssok",
    "jobb",
    "af",
    "akass",
    "praktik",
    "anstall",
    "unemploy",
    "job",
];
const ASSISTANCE: &[&str] = &[
    "bistand",
    "forsorjning",
    "soc",
    "hyra",
    "hyran",
    "kommun",
    "socialbidr",
    "welfare",
    "municipal",
    "rent",
];

impl Phrases {
    /// The wording of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Swedish => &swedish::PHRASES,
            Language::English => &english::PHRASES,
        }
    }
}

/// A phrase with its gaps filled.
pub(crate) fn fill(phrase: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len() + 32);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else { break };
        let value = gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, value)| *value);
        filled.push_str(value);
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// A phrase with its first letter as a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        assert_eq!(fill("a {x} b {y}", &[("y", "2"), ("x", "{y}")]), "a {y} b 2");
        assert_eq!(fill("{z}", &[]), "");
        assert_eq!(capitalised("äpple"), "Äpple");
    }
}
