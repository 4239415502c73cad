//! Every text of the bot's own, in Swedish and English. The answers themselves come from the API.

mod cards;
mod fields;

/// The languages the bot's own texts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Swedish,
    English,
}

impl Language {
    /// The language for a Discord locale, as `sv-SE` or `en-GB`. The network is Swedish: whoever
    /// does not use Discord in English gets Swedish.
    pub(crate) fn of_locale(locale: &str) -> Self {
        if locale.starts_with("en") { Self::English } else { Self::Swedish }
    }

    /// The texts in this language.
    pub(crate) fn texts(self) -> &'static Texts {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

/// The texts in one language.
pub(crate) struct Texts {
    /// To somebody who says nothing more than our name.
    pub(crate) help: &'static str,
    /// A question of more than this many characters.
    pub(crate) too_long: fn(usize) -> String,
    /// The API cannot be reached, or is not itself.
    pub(crate) unreachable: &'static str,
    /// The API took too long.
    pub(crate) timed_out: &'static str,
    /// The API would not take the question.
    pub(crate) refused: &'static str,
    /// The API answered something we cannot read.
    pub(crate) failed: &'static str,

    /// Above the sources of an answer.
    pub(crate) sources: &'static str,
    /// Where this many sources did not fit.
    pub(crate) more_sources: fn(usize) -> String,
    /// Before questions that lead on.
    pub(crate) suggestions: &'static str,
    /// Before the way the question was read.
    pub(crate) interpretation: &'static str,

    /// The commands, with the questions behind them.
    pub(crate) today: CommandText,
    pub(crate) today_question: &'static str,
    pub(crate) zero_placed: CommandText,
    pub(crate) zero_placed_question: &'static str,
    pub(crate) ask: CommandText,
    pub(crate) ask_question: CommandText,

    /// In the terminal: what `chat` opens with.
    pub(crate) chat_opening: &'static str,
    /// In the terminal: what to do when nothing answers at this address.
    pub(crate) start_the_api: fn(&str) -> String,
}

/// What a command or one of its options is called, and what it is for.
pub(crate) struct CommandText {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
}

static SWEDISH: Texts = Texts {
    help: "Hej! Jag svarar på frågor om Finsam: vad som händer och när, vilka som medverkar, var det \
           är, vad orden betyder, hur stora siffrorna är och vem som säger det.\n\
           Nämn mig och ställ din fråga, skriv till mig i ett direktmeddelande eller använd `/fråga`. \
           Prova till exempel:\n\
           – Vad händer idag?\n\
           – Vad betyder nollplacerad?\n\
           Vill du veta mer om ett svar är det bara att fråga vidare: Vilka talar? Var är det?",
    too_long: |limit| {
        format!(
            "Det där blev för långt för mig. Ställ frågan med högst {limit} tecken, så försöker jag."
        )
    },
    unreachable: "Jag når inte Finsams uppgifter just nu och kan därför inte svara. \
                  Försök igen om en stund.",
    timed_out: "Det tog för lång tid att hämta svaret, så jag avbröt. Försök igen om en stund.",
    refused: "Jag kunde inte ta emot frågan som den var skriven. Skriv den kortare eller med andra ord.",
    failed: "Något gick fel när jag hämtade svaret. Felet ligger inte i din fråga. \
             Försök igen om en stund.",
    sources: "Källor",
    more_sources: |count| format!("… och {count} till"),
    suggestions: "Fråga vidare",
    interpretation: "Tolkat som",
    today: CommandText { name: "idag", description: "Vad som händer idag" },
    today_question: "Vad händer idag?",
    zero_placed: CommandText {
        name: "nollplacerade",
        description: "Vad det betyder att vara nollplacerad",
    },
    zero_placed_question: "Vad betyder nollplacerad?",
    ask: CommandText {
        name: "fråga",
        description: "Fråga om seminarier, personer, platser, begrepp eller siffror",
    },
    ask_question: CommandText { name: "fråga", description: "Din fråga, med dina egna ord" },
    chat_opening: "Ställ en fråga om Finsam. Avsluta med Ctrl-D.",
    start_the_api: |address| {
        format!(
            "Inget Finsam-API svarar på {address}. Starta det med `finsam serve`, \
             eller ange ett annat med FINSAM_API."
        )
    },
};

static ENGLISH: Texts = Texts {
    help: "Hello! I answer questions about Finsam: what is on and when, who takes part, where it is, \
           what the words mean, how large the figures are and who says so.\n\
           Mention me with your question, write to me in a direct message or use `/ask`. Try:\n\
           – What is on today?\n\
           – What does nollplacerad mean?\n\
           To know more about an answer, just go on asking: Who speaks? Where is it?",
    too_long: |limit| {
        format!("That was too long for me. Ask in at most {limit} characters and I will try.")
    },
    unreachable: "I cannot reach Finsam's data just now, so I cannot answer. \
                  Please try again in a while.",
    timed_out: "Fetching the answer took too long, so I gave up. Please try again in a while.",
    refused: "I could not take the question as it was written. Try a shorter one, or other words.",
    failed: "Something went wrong when I fetched the answer. Your question is not to blame. \
             Please try again in a while.",
    sources: "Sources",
    more_sources: |count| format!("… and {count} more"),
    suggestions: "Ask on",
    interpretation: "Read as",
    today: CommandText { name: "today", description: "What is on today" },
    today_question: "What is on today?",
    zero_placed: CommandText {
        name: "zero-placed",
        description: "What it means to be nollplacerad (zero-placed)",
    },
    zero_placed_question: "What does nollplacerad mean?",
    ask: CommandText {
        name: "ask",
        description: "Ask about seminars, people, places, terms or figures",
    },
    ask_question: CommandText { name: "question", description: "Your question, in your own words" },
    chat_opening: "Ask something about Finsam. Ctrl-D ends.",
    start_the_api: |address| {
        format!(
            "No Finsam API answers at {address}. Start it with `finsam serve`, \
             or name another with FINSAM_API."
        )
    },
};
