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
    /// Where what is shown of a site, by its name, is as of an earlier time.
    pub(crate) as_of: fn(&str, &str) -> String,
    /// Where a site that should be there was never heard of, by its name.
    pub(crate) never_heard: fn(&str) -> String,
    /// How many more sites' is old.
    pub(crate) as_of_more: fn(usize) -> String,
    /// A button we do not know.
    pub(crate) old_button: &'static str,
    /// A command we do not know.
    pub(crate) old_command: &'static str,
    /// Something of ours is broken.
    pub(crate) broken: &'static str,
    /// On the button to search for what was meant.
    pub(crate) search_instead: fn(&str) -> String,
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
    help_opening: "Fråga mig om Finsam som du skulle fråga en kollega. Jag visar alltid varifrån \
                   uppgiften kommer, och jag säger till i tid om du vill.",
    help: &[
        (
            "Fråga",
            "`/fråga` *Vad händer på torsdag?* *Hur många är nollplacerade?*\n\
             Du kan också skriva @ och mitt namn i en kanal, eller ett direktmeddelande till mig. \
             Svara på mitt svar för att fråga vidare: *Vilka talar?*",
        ),
        (
            "Se programmet",
            "`/idag` `/imorgon` `/vecka` `/nästa`\nEn annan dag: `/program`\nBara ditt förbunds: `/förbund`",
        ),
        (
            "Slå upp",
            "`/begrepp` `/talare` `/organisation` `/seminarium` – börja skriva, så föreslår jag\n\
             `/nyheter` `/nollplacerade` `/sök`",
        ),
        (
            "Få besked",
            "`/påminn` – innan ett seminarium börjar (`/påminnelser` visar dina)\n\
             `/följ` – när det kommer något nytt om en person, en organisation eller ett ämne\n\
             `/kalender` – programmet i din egen kalender",
        ),
        (
            "Bra att veta",
            "Det du slår upp ser bara du, tills du trycker på *Visa i kanalen*.\n\
             Svåra ord i ett meddelande? Håll fingret på det (högerklicka på dator), välj *Appar* \
             och *Förklara begrepp*.\n\
             `/glöm` raderar allt jag har sparat om dig. Sköter du servern? `/finsam`",
        ),
    ],
    help_closing: "Stämmer något inte? Knappen Felaktigt? visar källan och hur du säger till.",
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
    as_of: |site, when| format!("Det från {site} är som det var {when}."),
    never_heard: |site| format!("Från {site} har jag inga uppgifter ännu."),
    as_of_more: |count| format!("Också det från {count} till är gammalt."),
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
    help_opening: "Ask me about Finsam as you would ask a colleague. I always show where it comes \
                   from, and I tell you in time if you like.",
    help: &[
        (
            "Ask",
            "`/ask` *What is on on Thursday?* *How many are nollplacerade?*\n\
             You can also write @ and my name in a channel, or send me a direct message. Reply to my \
             answer to go on asking: *Who speaks?*",
        ),
        (
            "See the programme",
            "`/today` `/tomorrow` `/week` `/next`\nAnother day: `/programme`\nYour own association's alone: `/site`",
        ),
        (
            "Look up",
            "`/term` `/speaker` `/organisation` `/seminar` – start typing and I suggest\n\
             `/news` `/zero-placed` `/search`",
        ),
        (
            "Be told",
            "`/remind` – before a seminar starts (`/reminders` shows yours)\n\
             `/follow` – when there is something new on a person, an organisation or a topic\n\
             `/calendar` – the programme in your own calendar",
        ),
        (
            "Good to know",
            "What you look up only you see, until you press *Show in the channel*.\n\
             Difficult words in a message? Press and hold it (right-click on a computer), choose \
             *Apps* and *Explain terms*.\n\
             `/forget` deletes all I have stored about you. Do you run the server? `/finsam`",
        ),
    ],
    help_closing: "Is something not right? The button Incorrect? shows the source and how to tell us.",
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
    as_of: |site, when| format!("What is from {site} is as of {when}."),
    never_heard: |site| format!("From {site} I have nothing yet."),
    as_of_more: |count| format!("That of {count} more is old, too."),
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
