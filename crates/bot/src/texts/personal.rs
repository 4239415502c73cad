//! What the bot says about what it remembers of somebody: reminders, what they follow, forgetting.

use super::Language;

pub(crate) struct Personal {
    /// A reminder was kept: the seminar, the lead time in words, and when it comes.
    pub(crate) reminded: fn(&str, &str, &str) -> String,
    /// The same of one of which only the day is known: the seminar, when it comes, and the lead time.
    pub(crate) reminded_of_day: fn(&str, &str, &str) -> String,
    /// It will come as a direct message.
    pub(crate) comes_directly: &'static str,
    pub(crate) already_reminded: fn(&str, &str) -> String,
    pub(crate) too_many_reminders: fn(i64) -> String,
    /// The seminar is over, has started, or was cancelled.
    pub(crate) is_over: fn(&str) -> String,
    pub(crate) has_started: fn(&str) -> String,
    pub(crate) is_cancelled: fn(&str) -> String,
    /// The lead time has passed though the seminar has not started.
    pub(crate) too_late_for: fn(&str, &str) -> String,
    /// Nobody knows when it will be.
    pub(crate) is_postponed: fn(&str) -> String,
    /// Only the day is known, and its morning has passed.
    pub(crate) is_today: fn(&str) -> String,
    pub(crate) no_reminders: &'static str,
    pub(crate) reminders: &'static str,
    pub(crate) reminder_gone: &'static str,
    pub(crate) snoozed: fn(&str, &str) -> String,
    pub(crate) snoozed_until: fn(&str) -> String,

    pub(crate) following: fn(&str) -> String,
    pub(crate) already_following: fn(&str) -> String,
    pub(crate) cannot_follow: fn(&str) -> String,
    pub(crate) too_many_follows: fn(usize) -> String,
    pub(crate) no_follows: &'static str,
    pub(crate) follows: &'static str,
    pub(crate) follow_gone: &'static str,

    /// What all sites together are called among what can be chosen.
    pub(crate) all_sites: &'static str,
    /// The programme of this site alone is shown from now on; that of all is.
    pub(crate) only_of: fn(&str) -> String,
    pub(crate) of_all_sites: &'static str,
    pub(crate) no_such_site: fn(&str) -> String,
    /// Above a programme of this site alone.
    pub(crate) shown_of: fn(&str) -> String,

    /// How many reminders and follows are kept.
    pub(crate) sure_to_forget: fn(u64, u64) -> String,
    pub(crate) forgotten: fn(u64, u64) -> String,
}

impl Language {
    pub(crate) fn personal(self) -> &'static Personal {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

fn counted(count: u64, none: &str, one: &str, many: &str) -> String {
    match count {
        0 => format!("{none} {many}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

static SWEDISH: Personal = Personal {
    reminded: |what, before, when| format!("Jag påminner dig om {what} {before}, alltså {when}."),
    reminded_of_day: |what, when, before| {
        format!(
            "Jag påminner dig om {what} {when}. Någon tid är inte satt än. Får det en, kommer \
             påminnelsen {before} i stället."
        )
    },
    comes_directly: "Påminnelsen kommer som ett direktmeddelande. Tar du inte emot sådana får du \
                     den i kanalen, där alla ser den. Flyttas seminariet flyttar påminnelsen med.",
    already_reminded: |what, before| format!("Du har redan en påminnelse om {what} {before}."),
    too_many_reminders: |most| {
        format!(
            "Du har redan {most} påminnelser, och fler kan jag inte hålla reda på åt dig. Ta bort \
             någon med `/påminnelser` först."
        )
    },
    is_over: |what| {
        format!(
            "{what} är redan över, så det finns inget att påminna dig om. Vad som kommer ser du med `/program`."
        )
    },
    has_started: |what| format!("{what} har redan börjat."),
    is_cancelled: |what| format!("{what} är inställt, så det finns inget att påminna dig om."),
    too_late_for: |what, before| {
        format!("{what} börjar så snart att det är för sent för en påminnelse {before}.")
    },
    is_postponed: |what| {
        format!(
            "{what} är uppskjutet och har inget nytt datum än. Följ det med `/följ`, så får du veta \
             när det blir av."
        )
    },
    is_today: |what| {
        format!("{what} är idag, och någon tid är inte känd. Det är för sent för en påminnelse.")
    },
    no_reminders: "Du har inga påminnelser. Gör en med `/påminn`, eller med knappen *Påminn mig* \
                   under ett seminarium.",
    reminders: "Dina påminnelser",
    reminder_gone: "Den påminnelsen finns inte längre.",
    snoozed: |what, when| format!("Jag påminner dig om {what} igen {when}."),
    snoozed_until: |when| format!("uppskjuten till {when}"),
    following: |what| {
        format!(
            "Nu följer du {what}. Du får ett direktmeddelande när det kommer ett nytt seminarium \
             eller en nyhet, och när något flyttas eller ställs in."
        )
    },
    already_following: |what| format!("Du följer redan {what}."),
    cannot_follow: |what| {
        format!(
            "{what} går inte att följa. Det går med personer, organisationer, serier, projekt, \
             begrepp och seminarier."
        )
    },
    too_many_follows: |most| {
        format!("Du följer redan {most} saker, och fler går inte. Sluta följa någon av dem först.")
    },
    no_follows: "Du följer inget. Skriv `/följ` och ett namn eller ett ämne, eller tryck på *Följ* under ett svar, så \
                 säger jag till när det händer något.",
    follows: "Det här följer du",
    follow_gone: "Det följer du inte längre.",
    all_sites: "Alla",
    only_of: |site| {
        format!("Du ser bara det från {site} i programmet. Vill du se allas: `/förbund` *Alla*.")
    },
    of_all_sites: "Du ser allas program. Vill du bara se ett förbunds: `/förbund` och dess namn.",
    no_such_site: |name| {
        format!("Jag vet inte vilket du menar med *{name}*. Välj bland förslagen till `/förbund`.")
    },
    shown_of: |site| format!("Bara det från {site}, som du har valt med `/förbund`."),
    sure_to_forget: |reminders, follows| {
        format!(
            "Det här har jag sparat om dig: {}, {} och hur jag når dig. Ska jag radera allt? Det går \
             inte att ångra.",
            counted(reminders, "inga", "påminnelse", "påminnelser"),
            counted(follows, "inga", "sak som du följer", "saker som du följer")
        )
    },
    forgotten: |reminders, follows| {
        format!(
            "Nu är allt raderat: {} och {}. Vad vi nyss pratade om har jag också glömt.",
            counted(reminders, "inga", "påminnelse", "påminnelser"),
            counted(follows, "inga", "sak som du följde", "saker som du följde")
        )
    },
};

static ENGLISH: Personal = Personal {
    reminded: |what, before, when| format!("I will remind you of {what} {before}, that is {when}."),
    reminded_of_day: |what, when, before| {
        format!(
            "I will remind you of {what} {when}. No time is set yet. If it gets one, the reminder \
             comes {before} instead."
        )
    },
    comes_directly: "The reminder comes as a direct message. If you do not take those, you get it \
                     in the channel, where all see it. If the seminar moves, the reminder moves with it.",
    already_reminded: |what, before| format!("You already have a reminder of {what} {before}."),
    too_many_reminders: |most| {
        format!(
            "You have {most} reminders already, and I cannot keep more for you. Cancel one with \
             `/reminders` first."
        )
    },
    is_over: |what| {
        format!(
            "{what} is over, so there is nothing to remind you of. See what is ahead with `/programme`."
        )
    },
    has_started: |what| format!("{what} has already started."),
    is_cancelled: |what| format!("{what} is cancelled, so there is nothing to remind you of."),
    too_late_for: |what, before| {
        format!("{what} starts so soon that it is too late for a reminder {before}.")
    },
    is_postponed: |what| {
        format!(
            "{what} is postponed and has no new date yet. Follow it with `/follow`, and you hear when \
             it will be."
        )
    },
    is_today: |what| {
        format!("{what} is today, and no time is known. It is too late for a reminder.")
    },
    no_reminders: "You have no reminders. Make one with `/remind`, or with the button *Remind me* \
                   under a seminar.",
    reminders: "Your reminders",
    reminder_gone: "That reminder is no longer there.",
    snoozed: |what, when| format!("I will remind you of {what} again {when}."),
    snoozed_until: |when| format!("put off until {when}"),
    following: |what| {
        format!(
            "You now follow {what}. You get a direct message when there is a new seminar or an \
             article, and when something is moved or cancelled."
        )
    },
    already_following: |what| format!("You already follow {what}."),
    cannot_follow: |what| {
        format!(
            "{what} cannot be followed. People, organisations, series, projects, terms and seminars \
             can."
        )
    },
    too_many_follows: |most| {
        format!(
            "You follow {most} things already, and more is not possible. Stop following one first."
        )
    },
    no_follows: "You follow nothing. Write `/follow` and a name or a topic, or press *Follow* under an answer, and I \
                 tell you when something happens.",
    follows: "What you follow",
    follow_gone: "You do not follow that any longer.",
    all_sites: "All",
    only_of: |site| {
        format!("You see what is from {site} alone in the programme. To see all: `/site` *All*.")
    },
    of_all_sites: "You see everybody's programme. To see one association's alone: `/site` and its name.",
    no_such_site: |name| {
        format!("I do not know which you mean by *{name}*. Choose among what `/site` suggests.")
    },
    shown_of: |site| format!("Only what is from {site}, as chosen with `/site`."),
    sure_to_forget: |reminders, follows| {
        format!(
            "This is what I have stored about you: {}, {} and how to reach you. Shall I delete all of \
             it? It cannot be undone.",
            counted(reminders, "no", "reminder", "reminders"),
            counted(follows, "no", "thing you follow", "things you follow")
        )
    },
    forgotten: |reminders, follows| {
        format!(
            "All is deleted: {} and {}. I have forgotten what we just talked about, too.",
            counted(reminders, "no", "reminder", "reminders"),
            counted(follows, "no", "thing you followed", "things you followed")
        )
    },
};
