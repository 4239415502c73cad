//! What the bot says around the cards: where nothing was found, where something was unclear, where
//! something failed.

use super::Language;

pub(crate) struct Talk {
    /// To somebody who wonders what we can do: a title, and groups of a heading and lines.
    pub(crate) help_title: &'static str,
    pub(crate) help_opening: &'static str,
    pub(crate) help: &'static [(&'static str, &'static str)],
    pub(crate) help_closing: &'static str,
    /// Nothing has this name.
    pub(crate) nothing_named: fn(&str) -> String,
    /// Several things could be meant.
    pub(crate) did_you_mean: fn(&str) -> String,
    /// What was asked for is no longer there.
    pub(crate) gone: &'static str,
    /// A date that we cannot read.
    pub(crate) no_date: fn(&str) -> String,
    /// Days were named without a year, and these are another's than the current one.
    pub(crate) of_that_year: fn(&str, i16) -> String,
    /// A stretch of time that is too long to list.
    pub(crate) too_long_a_time: &'static str,
    /// A message holds no term we can explain.
    pub(crate) no_terms: &'static str,
    /// Above the terms a message holds.
    pub(crate) terms_of_message: &'static str,
    /// Before an answer that is from earlier, with the time it is from.
    pub(crate) from_earlier: fn(&str) -> String,
    /// A button we do not know.
    pub(crate) old_button: &'static str,
    /// A command we do not know.
    pub(crate) old_command: &'static str,
    /// Something of ours is broken.
    pub(crate) broken: &'static str,
    pub(crate) search_instead: fn(&str) -> String,
    /// On the button to search for what was meant.
    /// Days for suggestions.
    pub(crate) today: &'static str,
    pub(crate) tomorrow: &'static str,
    pub(crate) this_week: &'static str,
    pub(crate) next_week: &'static str,
}

impl Language {
    pub(crate) fn talk(self) -> &'static Talk {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

static SWEDISH: Talk = Talk {
    help_title: "Det här kan jag",
    help_opening: "Jag svarar på frågor om Finsam och säger till när något händer. Varje svar \
                   visar varifrån uppgiften kommer.",
    help: &[
        (
            "Fråga fritt",
            "Nämn mig eller skriv till mig i ett direktmeddelande: *Vad händer på torsdag?* *Hur \
             många är nollplacerade?*\n\
             Fråga vidare genom att svara på svaret: *Vilka talar?* *Var är det?*",
        ),
        (
            "Programmet",
            "`/idag` `/imorgon` `/vecka` `/nästa`\n\
             `/program datum:5 juli` – en dag, vecka eller månad",
        ),
        (
            "Slå upp",
            "`/seminarium` `/talare` `/organisation` `/begrepp` – börja skriva, så föreslår jag\n\
             `/nollplacerade` `/nyheter` `/sök`\n\
             Ett krångligt meddelande? Håll på det, välj *Appar* och *Förklara begrepp*.",
        ),
        (
            "Missa inget",
            "`/påminn` – jag säger till innan seminariet börjar\n\
             `/följ` – en person, organisation, serie, ett projekt eller ett begrepp\n\
             `/påminnelser` – se och ta bort",
        ),
        (
            "Bara du ser det",
            "Det du slår upp ser bara du; knappen *Visa i kanalen* visar det för alla.\n\
             `/glöm` raderar allt jag har sparat om dig.",
        ),
        (
            "För dig som sköter servern",
            "`/finsam kanal` och `/finsam digest` – vad en kanal ska få veta\n\
             `/finsam status` och `/finsam test` – om allt fungerar",
        ),
    ],
    help_closing: "Stämmer något inte? Knappen Felaktigt? visar källan och vem du skriver till.",
    nothing_named: |name| {
        format!(
            "Jag hittar inget som heter *{name}*. Prova en annan stavning, en kortare del av \
             namnet, eller `/sök`."
        )
    },
    did_you_mean: |name| format!("Jag är inte säker på vad du menar med *{name}*. Menade du:"),
    gone: "Det finns inte kvar längre. Prova `/sök` om du vill leta efter något liknande.",
    no_date: |text| {
        format!(
            "Jag förstår inte *{text}* som en dag. Skriv till exempel *5 juli*, *på torsdag*, \
             *v. 27* eller *i augusti*."
        )
    },
    of_that_year: |text, year| {
        format!(
            "Du skrev inget år. Här är {year}: det närmaste året med något på programmet *{text}*."
        )
    },
    too_long_a_time: "Det blir för mycket på en gång. Välj en dag, en vecka eller en månad, \
                      eller leta med `/sök`.",
    no_terms: "Jag hittar inget begrepp i meddelandet som jag kan förklara. Är det ett särskilt \
               ord du undrar över? Prova `/begrepp`.",
    terms_of_message: "Begrepp i meddelandet",
    from_earlier: |when| {
        format!("Jag når inte Finsams uppgifter just nu. Det här svaret är från {when}.")
    },
    old_button: "Den här knappen är från en äldre version av mig och går inte att använda längre. \
                 Fråga på nytt, så får du färska knappar.",
    old_command: "Det kommandot finns inte längre. Skriv `/hjälp`, så ser du vad jag kan.",
    broken: "Något gick fel hos mig. Det beror inte på dig. Försök igen om en stund.",
    search_instead: |words| format!("Sök på {words} i stället"),
    today: "idag",
    tomorrow: "imorgon",
    this_week: "den här veckan",
    next_week: "nästa vecka",
};

static ENGLISH: Talk = Talk {
    help_title: "What I can do",
    help_opening: "I answer questions about Finsam and tell you when something happens. Every \
                   answer shows where it comes from.",
    help: &[
        (
            "Just ask",
            "Mention me or write to me in a direct message: *What is on on Thursday?* *How many are \
             nollplacerade?*\n\
             Go on by replying to the answer: *Who speaks?* *Where is it?*",
        ),
        (
            "The programme",
            "`/today` `/tomorrow` `/week` `/next`\n\
             `/programme date:5 July` – a day, a week or a month",
        ),
        (
            "Look up",
            "`/seminar` `/speaker` `/organisation` `/term` – start typing and I suggest\n\
             `/zero-placed` `/news` `/search`\n\
             A difficult message? Press and hold it, choose *Apps* and *Explain terms*.",
        ),
        (
            "Miss nothing",
            "`/remind` – I tell you before the seminar starts\n\
             `/follow` – a person, an organisation, a series, a project or a term\n\
             `/reminders` – see and cancel",
        ),
        (
            "Only you see it",
            "What you look up only you see; the button *Show in the channel* shows it to all.\n\
             `/forget` deletes all I have stored about you.",
        ),
        (
            "For those who run the server",
            "`/finsam channel` and `/finsam digest` – what a channel is told\n\
             `/finsam status` and `/finsam test` – whether all works",
        ),
    ],
    help_closing: "Is something not right? The button Incorrect? shows the source and whom to write to.",
    nothing_named: |name| {
        format!(
            "I find nothing called *{name}*. Try another spelling, a shorter part of the name, or \
             `/search`."
        )
    },
    did_you_mean: |name| format!("I am not sure what you mean by *{name}*. Did you mean:"),
    gone: "It is no longer there. Try `/search` to look for something like it.",
    no_date: |text| {
        format!(
            "I cannot read *{text}* as a day. Write for example *5 July*, *on Thursday*, *week 27* \
             or *in August*."
        )
    },
    of_that_year: |text, year| {
        format!("You named no year. Here is {year}: the nearest one with something on *{text}*.")
    },
    too_long_a_time: "That is too much at once. Choose a day, a week or a month, or look with \
                      `/search`.",
    no_terms: "I find no term in the message that I can explain. Is there a word you wonder about? \
               Try `/term`.",
    terms_of_message: "Terms in the message",
    from_earlier: |when| {
        format!("I cannot reach Finsam's data just now. This answer is from {when}.")
    },
    old_button: "This button is from an older version of me and no longer works. Ask again and you \
                 get fresh ones.",
    old_command: "That command is no longer there. Write `/help` to see what I can do.",
    broken: "Something went wrong on my side. You are not to blame. Please try again in a while.",
    search_instead: |words| format!("Search for {words} instead"),
    today: "today",
    tomorrow: "tomorrow",
    this_week: "this week",
    next_week: "next week",
};
