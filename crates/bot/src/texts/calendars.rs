//! What the bot says about putting things into calendars.

use super::Language;

pub(crate) struct Calendars {
    /// What the whole programme is called.
    pub(crate) programme: &'static str,
    /// Everything of somebody or something.
    pub(crate) all_of: fn(&str) -> String,
    /// How to subscribe: to what, at which address.
    pub(crate) subscribe: fn(&str, &str) -> String,
    /// How to put in a single seminar: its title, the address.
    pub(crate) one: fn(&str, &str) -> String,
    /// There is no calendar of this.
    pub(crate) none: fn(&str) -> String,
}

impl Language {
    pub(crate) fn calendars(self) -> &'static Calendars {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

static SWEDISH: Calendars = Calendars {
    programme: "**Programmet**",
    all_of: |what| format!("Allt med {what}"),
    subscribe: |what, address| {
        format!(
            "{what} i din kalender: lägg in adressen som en prenumeration i ditt kalenderprogram, \
             så följer det med när något flyttas eller ställs in.\n`{address}`\n\
             Räcker det med en kopia av hur det är nu? Hämta filen."
        )
    },
    one: |what, address| {
        format!(
            "Hämta och öppna filen, så ligger {what} i din kalender som det är nu. Vill du att det \
             ändras där när något ändras? Lägg i stället in adressen som en prenumeration i ditt \
             kalenderprogram.\n`{address}`"
        )
    },
    none: |what| {
        format!(
            "{what} finns inte som kalender. Det gör seminarier, personer, organisationer, serier, \
             projekt och begrepp, och hela programmet: `/kalender`."
        )
    },
};

static ENGLISH: Calendars = Calendars {
    programme: "**The programme**",
    all_of: |what| format!("Everything with {what}"),
    subscribe: |what, address| {
        format!(
            "{what} in your calendar: add the address as a subscription in your calendar program, \
             and it keeps up with what is moved or cancelled.\n`{address}`\n\
             A copy of how it is now will do? Get the file."
        )
    },
    one: |what, address| {
        format!(
            "Get and open the file, and {what} is in your calendar as it is now. To have it change \
             there when something changes, add the address as a subscription in your calendar \
             program instead.\n`{address}`"
        )
    },
    none: |what| {
        format!(
            "There is no calendar of {what}. There is of seminars, people, organisations, series, \
             projects and terms, and of the whole programme: `/calendar`."
        )
    },
};
