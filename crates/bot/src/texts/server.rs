//! What the bot says to those who run a server.

use super::Language;

pub(crate) struct Server {
    pub(crate) only_in_servers: &'static str,
    pub(crate) only_for_managers: &'static str,
    pub(crate) channel_title: &'static str,
    /// What a channel can be told: starting soon, changes, news; each with a word for on and off.
    pub(crate) starting: &'static str,
    pub(crate) changes: &'static str,
    pub(crate) news: &'static str,
    pub(crate) on: &'static str,
    pub(crate) off: &'static str,
    pub(crate) turn_on: fn(&str) -> String,
    pub(crate) turn_off: fn(&str) -> String,
    pub(crate) channel_note: &'static str,
    pub(crate) daily_digest: &'static str,
    pub(crate) weekly_digest: &'static str,
    pub(crate) every_day_at: fn(&str) -> String,
    pub(crate) every_week_at: fn(&str, &str) -> String,
    pub(crate) no_clock: fn(&str) -> String,
    pub(crate) digest_daily: fn(&str) -> String,
    pub(crate) digest_weekly: fn(&str, &str) -> String,
    pub(crate) digest_off: &'static str,
    pub(crate) digest_note: &'static str,
    pub(crate) status_title: &'static str,
    pub(crate) api: &'static str,
    pub(crate) api_answers: fn(u128) -> String,
    pub(crate) api_fails: &'static str,
    /// When the programme was last compared with the API's.
    pub(crate) heard: fn(&str) -> String,
    pub(crate) never_heard: &'static str,
    /// What waits to be sent to the channel.
    pub(crate) on_its_way: &'static str,
    pub(crate) waiting: fn(u64) -> String,
    pub(crate) permissions: &'static str,
    pub(crate) permissions_enough: &'static str,
    pub(crate) permissions_missing: fn(&str) -> String,
    pub(crate) permissions_unknown: &'static str,
    pub(crate) barred_since: fn(&str) -> String,
    /// Where the state was found damaged.
    pub(crate) memory: &'static str,
    pub(crate) memory_lost: &'static str,
    pub(crate) view_channel: &'static str,
    pub(crate) send_messages: &'static str,
    pub(crate) embed_links: &'static str,
    pub(crate) read_history: &'static str,
    pub(crate) sample: &'static str,
    pub(crate) sample_sent: &'static str,
    pub(crate) sample_refused: &'static str,
}

impl Language {
    pub(crate) fn server(self) -> &'static Server {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

static SWEDISH: Server = Server {
    only_in_servers: "Det här ställs in i en kanal på en server, inte i direktmeddelanden.",
    only_for_managers: "Det här får bara den ändra som har behörigheten *Hantera server*.",
    channel_title: "Vad den här kanalen får veta",
    starting: "Börjar snart",
    changes: "Flyttat och inställt",
    news: "Nyheter",
    on: "på",
    off: "av",
    turn_on: |what| format!("Slå på: {what}"),
    turn_off: |what| format!("Stäng av: {what}"),
    channel_note: "*Börjar snart* kommer 15 minuter före ett seminarium. Programmet varje dag eller \
                   vecka ställer du in med `/finsam digest`.",
    daily_digest: "Dagens program",
    weekly_digest: "Veckans program",
    every_day_at: |clock| format!("varje dag kl. {clock}, svensk tid"),
    every_week_at: |day, clock| format!("varje {day} kl. {clock}, svensk tid"),
    no_clock: |text| {
        format!("Jag förstår inte *{text}* som ett klockslag. Skriv till exempel `07:30`.")
    },
    digest_daily: |clock| format!("Dagens program kommer hit varje dag kl. {clock}, svensk tid."),
    digest_weekly: |day, clock| {
        format!("Veckans program kommer hit varje {day} kl. {clock}, svensk tid.")
    },
    digest_off: "Nu kommer varken dagens eller veckans program hit.",
    digest_note: "Det kommer utan ljud, och inte alls när det inte finns något på programmet.",
    status_title: "Så här står det till",
    api: "Finsams uppgifter",
    api_answers: |ms| format!("Jag kommer åt dem (svar på {ms} millisekunder)."),
    api_fails: "Jag kommer inte åt dem just nu. Jag försöker hela tiden igen.",
    heard: |when| format!("Jag såg senast efter vad som har ändrats {when}."),
    never_heard: "Jag har inte kunnat se efter vad som finns på programmet än.",
    on_its_way: "På väg hit",
    waiting: |count| match count {
        0 => "Inget meddelande väntar på att skickas.".to_owned(),
        1 => "1 meddelande väntar på att skickas. Jag försöker igen hela tiden.".to_owned(),
        _ => format!("{count} meddelanden väntar på att skickas. Jag försöker igen hela tiden."),
    },
    permissions: "Mina behörigheter här",
    permissions_enough: "Jag har de behörigheter jag behöver.",
    permissions_missing: |missing| {
        format!(
            "Jag saknar: {missing}. Öppna kanalens inställningar och *Behörigheter*, och tillåt det \
             för min roll."
        )
    },
    permissions_unknown: "Discord säger inte vad jag får göra här.",
    barred_since: |when| {
        format!(
            "Discord har inte låtit mig skriva här sedan {when}. Använd `/finsam test` när \
             behörigheterna är på plats."
        )
    },
    memory: "Vad jag minns",
    memory_lost: "Min fil gick inte att läsa när jag startade. Den är undanlagd, och det som var \
                  inställt och önskat före det är glömt: ställ in kanalerna igen med `/finsam kanal` \
                  och `/finsam digest`.",
    view_channel: "Visa kanal",
    send_messages: "Skicka meddelanden",
    embed_links: "Bädda in länkar",
    read_history: "Läs meddelandehistorik",
    sample: "Det här är ett prov från Finsam-boten. Så här ser det ut när jag skriver i kanalen.",
    sample_sent: "Provet kom fram i kanalen.",
    sample_refused: "Discord lät mig inte skriva i kanalen.",
};

static ENGLISH: Server = Server {
    only_in_servers: "This is set in a server's channel, not in direct messages.",
    only_for_managers: "Only those with the permission *Manage Server* can change this.",
    channel_title: "What this channel is told",
    starting: "Starting soon",
    changes: "Moved and cancelled",
    news: "News",
    on: "on",
    off: "off",
    turn_on: |what| format!("Turn on: {what}"),
    turn_off: |what| format!("Turn off: {what}"),
    channel_note: "*Starting soon* comes 15 minutes before a seminar. Set the daily or weekly \
                   programme with `/finsam digest`.",
    daily_digest: "The day's programme",
    weekly_digest: "The week's programme",
    every_day_at: |clock| format!("every day at {clock}, Swedish time"),
    every_week_at: |day, clock| format!("every {day} at {clock}, Swedish time"),
    no_clock: |text| format!("I cannot read *{text}* as a time. Write for example `07:30`."),
    digest_daily: |clock| {
        format!("The day's programme comes here every day at {clock}, Swedish time.")
    },
    digest_weekly: |day, clock| {
        format!("The week's programme comes here every {day} at {clock}, Swedish time.")
    },
    digest_off: "Neither the day's nor the week's programme comes here now.",
    digest_note: "It comes without a sound, and not at all when nothing is on.",
    status_title: "How things are",
    api: "Finsam's data",
    api_answers: |ms| format!("I can reach it (an answer took {ms} milliseconds)."),
    api_fails: "I cannot reach it just now. I keep trying.",
    heard: |when| format!("I last looked for changes {when}."),
    never_heard: "I have not been able to look at the programme yet.",
    on_its_way: "On its way here",
    waiting: |count| match count {
        0 => "No message waits to be sent.".to_owned(),
        1 => "1 message waits to be sent. I keep trying.".to_owned(),
        _ => format!("{count} messages wait to be sent. I keep trying."),
    },
    permissions: "My permissions here",
    permissions_enough: "I have the permissions I need.",
    permissions_missing: |missing| {
        format!(
            "I lack: {missing}. Open the channel's settings and *Permissions*, and allow it for my \
             role."
        )
    },
    permissions_unknown: "Discord does not say what I may do here.",
    barred_since: |when| {
        format!(
            "Discord has not let me write here since {when}. Use `/finsam test` once the \
             permissions are in place."
        )
    },
    memory: "What I remember",
    memory_lost: "My file could not be read when I started. It has been put aside, and what was set \
                  and asked for before is forgotten: set the channels up again with `/finsam channel` \
                  and `/finsam digest`.",
    view_channel: "View Channel",
    send_messages: "Send Messages",
    embed_links: "Embed Links",
    read_history: "Read Message History",
    sample: "This is a sample from the Finsam bot. This is how it looks when I write in the channel.",
    sample_sent: "The sample arrived in the channel.",
    sample_refused: "Discord did not let me write in the channel.",
};
