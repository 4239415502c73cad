//! The bot on Discord: the real program, a stand-in for Discord, and an API.
//!
//! | what the bot is there for | where it is seen |
//! | --- | --- |
//! | commands, their names in two languages, suggestions, the menu of a message; told to Discord once | `talk`, `commands_…` here |
//! | in servers, direct messages, threads, where somebody brings it along; in English | `places`, `a_direct_message_…` here |
//! | answers with sources, buttons and pages; "Felaktigt?"; only for oneself, or shown to all | `talk`, `whole` |
//! | follow-up questions: by person, reply, thread, button; after a restart | `a_question_follows_…` here, `places`, `talk` |
//! | old, strange and forged buttons | `places`; somebody else's reminder in `time` |
//! | digests of the day and the week, "börjar om 15 minuter", nothing where nothing is on | `time`; whole weeks in `rehearsals` |
//! | reminders, put off, by direct message or in the channel; of what has only a day | `time` |
//! | moved, cancelled, on after all, with old and new; while it runs and after a time away | `initiative`; each kind in `rehearsals` |
//! | new articles; following people, organisations, terms and series | `initiative` |
//! | what a channel is told is chosen, shown and tried | `talk` (`who_runs_…`, `a_test_…`), `standing` |
//! | each thing once, whatever happens meanwhile | `rehearsals`, `a_message_that_arrived_…` here |
//! | what people want is kept over a restart, and forgotten on request | `talk` |
//! | the API away, slow to come back, or refusing | `while_the_api_…` here, `whole`, `talk` |
//! | rate limits, with our own waiting and with serenity's | `a_rate_limit_…` here, `limits` |
//! | lost, closed and frozen connections; being turned away | `connection`, `who_is_turned_away_…` here |
//! | health, readiness, metrics, `/finsam status` | `standing` |
//! | `check`: what is wrong, in plain words | `check` |
//! | all of it in a terminal, without Discord | `rehearsals`, `…terminal…` here |

mod api;
pub(crate) mod bot;
mod check;
mod connection;
mod faults;
mod initiative;
mod limits;
mod places;
mod scene;
mod standing;
mod talk;
mod time;
mod whole;

use std::time::Duration;

use finsam_tests::discord::{
    AFTER_RECONNECTING, BO, CHANNEL, DIRECT, Discord, Fault, Request, Route, SOON, Said,
};
use serde_json::json;

use api::FakeApi;
use bot::{Bot, in_terminal, program};

const NOTHING_LISTENS: &str = "http://127.0.0.1:9/graphql";

/// Everybody in place: the bot is greeted and has told its commands.
struct Scene {
    discord: Discord,
    api: FakeApi,
    _bot: Bot,
}

impl Scene {
    async fn start() -> Self {
        let (discord, api) = (Discord::start().await, FakeApi::start().await);
        let bot = Bot::start(&discord, &api.url());
        discord.greeted(1, SOON).await;
        discord.next_request(|request| request.route == Route::Commands, SOON).await;
        Self { discord, api, _bot: bot }
    }

    /// The next message the bot sends.
    async fn message(&self) -> Request {
        self.discord.next_request(|request| request.route == Route::Messages, SOON).await
    }

    /// What is left when everything that happened before has been answered: the bot's messages.
    /// A last question is asked to be sure; its answer is not among them.
    async fn messages_in_the_end(&self) -> Vec<serde_json::Value> {
        let last = self.discord.mention("sista frågan").to_string();
        let answers_last =
            |request: &Request| request.body["message_reference"]["message_id"] == *last;
        self.discord.next_request(answers_last, SOON).await;
        let mut messages = self.discord.messages_of_the_bot();
        messages.retain(|message| message["message_reference"]["message_id"] != *last);
        messages
    }
}

fn text(request: &Request) -> &str {
    let embedded = request.body["embeds"][0]["description"].as_str();
    embedded.or(request.body["content"].as_str()).expect("a message says something")
}

#[tokio::test]
async fn a_mention_is_answered_once_with_links() {
    let scene = Scene::start().await;
    let question = scene.discord.mention("vad händer idag?");
    let answer = scene.message().await;
    assert_eq!(answer.path, format!("/api/v10/channels/{CHANNEL}/messages"));
    assert_eq!(answer.body["message_reference"]["message_id"], question.to_string());
    assert_eq!(answer.body["message_reference"]["fail_if_not_exists"], false);
    let embed = &answer.body["embeds"][0];
    assert_eq!(embed["description"], "Svar på **vad händer idag?** till @everyone");
    let expected = json!([
        {
            "name": "Källor", "inline": false,
            "value": "[Provsidan \\[1\\]](http://exempel.test/prov) – Provförbundet, 2018-07-05\n\
                      Provbladet – Provförbundet",
        },
    ]);
    // A question that leads on is a button.
    assert_eq!(answer.body["components"][0]["components"][0]["label"], "Vilka talar?");
    assert_eq!(embed["fields"], expected);
    assert_eq!(scene.messages_in_the_end().await.len(), 1);
}

#[tokio::test]
async fn the_bot_tells_the_api_what_time_it_is() {
    let (discord, api) = (Discord::start().await, FakeApi::start().await);
    let mut command = program();
    command
        .args(["run", "--clock", "2018-07-05T08:00:00+02:00"])
        .env("DISCORD_API", format!("{}/api/v10/", discord.address()))
        .env("DISCORD_TOKEN", format!(" {} ", finsam_tests::discord::TOKEN))
        .env("FINSAM_API", api.url());
    let _bot = Bot::spawn(&mut command);
    discord.greeted(1, SOON).await;
    discord.mention("vad händer idag?");
    discord.next_request(|request| request.route == Route::Messages, SOON).await;
    let expected = json!({ "question": "vad händer idag?", "at": "2018-07-05T08:00:00+02:00", "context": null });
    assert_eq!(api.asked(), [expected]);
}

#[tokio::test]
async fn a_direct_message_is_answered() {
    let scene = Scene::start().await;
    scene.discord.direct_message("vad händer idag?");
    let answer = scene.message().await;
    assert_eq!(answer.path, format!("/api/v10/channels/{DIRECT}/messages"));
    assert_eq!(scene.api.questions(), ["vad händer idag?"]);
}

#[tokio::test]
async fn a_command_is_acknowledged_and_then_answered_in_place() {
    let scene = Scene::start().await;
    let interaction = scene.discord.slash("nollplacerade", &[]);
    let of_interaction = |request: &Request| request.path.contains(&interaction.token);
    let acknowledged = scene.discord.next_request(of_interaction, SOON).await;
    assert_eq!((acknowledged.route, &acknowledged.body["type"]), (Route::Callback, &json!(5)));
    let answered = scene.discord.next_request(of_interaction, SOON).await;
    assert_eq!((answered.route, answered.method.as_str()), (Route::Original, "PATCH"));
    assert!(text(&answered).contains("Vad betyder nollplacerad?"), "{answered:?}");
    assert_eq!(scene.messages_in_the_end().await.len(), 1);
    assert_eq!(scene.discord.requests_to(Route::Original).len(), 1);
}

#[tokio::test]
async fn what_is_asked_in_a_command_is_shown() {
    let scene = Scene::start().await;
    scene.discord.slash("fråga", &[("fråga", "vem är <@2001> *här*?")]);
    let answered =
        scene.discord.next_request(|request| request.route == Route::Original, SOON).await;
    assert_eq!(answered.body["embeds"][0]["title"], r"vem är \*här\*?");
    assert_eq!(scene.api.questions(), ["vem är *här*?"]);
}

#[tokio::test]
async fn people_with_discord_in_english_are_answered_in_english() {
    let scene = Scene::start().await;
    scene.discord.slash_in("en-GB", "nollplacerade", &[]);
    let answered =
        scene.discord.next_request(|request| request.route == Route::Original, SOON).await;
    assert_eq!(answered.body["embeds"][0]["fields"][0]["name"], "Sources");
    assert_eq!(scene.api.questions(), ["What does nollplacerad mean?"]);
}

#[tokio::test]
async fn a_question_follows_on_the_one_before() {
    let scene = Scene::start().await;
    let contexts = async |scene: &Scene| -> Vec<serde_json::Value> {
        scene.message().await;
        scene.api.asked().iter().map(|asked| asked["context"].clone()).collect()
    };
    scene.discord.mention("vad händer idag?");
    assert_eq!(contexts(&scene).await, [json!(null)]);
    scene.discord.mention("vilka talar?");
    assert_eq!(contexts(&scene).await[1], "context-1");
    // Somebody else has not asked anything yet, and in private it is another conversation.
    let said = Said { person: BO, channel: CHANNEL, content: "<@1000> och var?", replies_to: None };
    scene.discord.say(&said);
    assert_eq!(contexts(&scene).await[2], json!(null));
    scene.discord.direct_message("och var?");
    assert_eq!(contexts(&scene).await[3], json!(null));
    // A reply to an answer follows on that answer, whoever it was for.
    let first = scene.discord.messages_of_the_bot()[0]["id"].as_str().unwrap().parse().ok();
    scene.discord.say(&Said { content: "när börjar det?", replies_to: first, ..said });
    assert_eq!(contexts(&scene).await[4], "context-1");
    assert_eq!(scene.api.questions()[4], "när börjar det?");
}

#[tokio::test]
async fn a_command_starts_a_conversation_too() {
    let scene = Scene::start().await;
    scene.discord.slash("nollplacerade", &[]);
    scene.discord.next_request(|request| request.route == Route::Original, SOON).await;
    scene.discord.mention("hur många är de?");
    scene.message().await;
    assert_eq!(scene.api.asked()[1]["context"], "context-1");
}

#[tokio::test]
async fn while_the_api_is_down_the_bot_says_so_and_then_goes_on() {
    let mut scene = Scene::start().await;
    scene.discord.mention("vad händer idag?");
    assert!(text(&scene.message().await).starts_with("Svar på"));
    scene.api.stop().await;
    scene.discord.mention("vilka talar?");
    let apology = scene.message().await;
    assert!(text(&apology).contains("Jag når inte Finsams uppgifter just nu"), "{apology:?}");
    assert!(text(&apology).contains("Försök igen om en stund"), "{apology:?}");
    scene.discord.slash("idag", &[]);
    let edited = scene.discord.next_request(|request| request.route == Route::Original, SOON).await;
    assert_eq!(text(&edited), text(&apology));
    scene.api.start_again().await;
    scene.discord.mention("vilka talar?");
    assert!(text(&scene.message().await).starts_with("Svar på"));
    assert_eq!(scene.api.asked()[1]["context"], "context-1");
}

#[tokio::test]
async fn a_question_the_api_refuses_is_answered_all_the_same() {
    let scene = Scene::start().await;
    scene.discord.mention("något omöjligt");
    assert!(text(&scene.message().await).contains("med andra ord"));
}

#[tokio::test]
async fn commands_are_told_once_however_often_discord_greets() {
    let scene = Scene::start().await;
    scene.discord.invalidate_session();
    scene.discord.greeted(2, AFTER_RECONNECTING).await;
    scene.discord.mention("är du där?");
    scene.message().await;
    let commands = scene.discord.requests_to(Route::Commands);
    assert_eq!(commands.len(), 1);
    let names: Vec<_> = commands[0].body.as_array().unwrap().iter().map(|c| &c["name"]).collect();
    assert_eq!((&names[0], names.len()), (&&json!("idag"), 22));
    assert_eq!(commands[0].body[0]["name_localizations"]["sv-SE"], "idag");
    assert_eq!(commands[0].body[0]["name_localizations"]["en-GB"], "today");
    let ask = commands[0].body.as_array().unwrap().iter().find(|c| c["name"] == "fråga").unwrap();
    assert_eq!(ask["options"][0]["required"], true);
}

#[tokio::test]
async fn a_lost_connection_is_made_again() {
    let scene = Scene::start().await;
    scene.discord.cut_gateway();
    scene.discord.resumed(1, AFTER_RECONNECTING).await;
    scene.discord.mention("är du där?");
    scene.message().await;
}

#[tokio::test]
async fn commands_that_could_not_be_told_are_told_at_the_next_greeting() {
    let (discord, api) = (Discord::start().await, FakeApi::start().await);
    discord.fail_next(Route::Commands, Fault::Refused { status: 403, code: 50_001 });
    let _bot = Bot::start(&discord, &api.url());
    let commands = |request: &Request| request.route == Route::Commands;
    assert_eq!(discord.next_request(commands, SOON).await.status, 403);
    discord.mention("är du där?");
    discord.next_request(|request| request.route == Route::Messages, SOON).await;
    discord.invalidate_session();
    assert_eq!(discord.next_request(commands, AFTER_RECONNECTING).await.status, 200);
}

#[tokio::test]
async fn a_rate_limit_is_waited_for() {
    let scene = Scene::start().await;
    let retry_after = Duration::from_millis(700);
    for global in [false, true] {
        scene.discord.fail_next(Route::Messages, Fault::RateLimited { retry_after, global });
        scene.discord.mention("vad händer idag?");
        let (limited, sent) = (scene.message().await, scene.message().await);
        assert_eq!((limited.status, sent.status), (429, 200));
        assert!(sent.at - limited.at >= retry_after, "tried again too soon");
        assert_eq!(sent.body, limited.body);
    }
    assert_eq!(scene.messages_in_the_end().await.len(), 2);
}

#[tokio::test]
async fn a_message_that_arrived_after_all_is_there_once() {
    let scene = Scene::start().await;
    for fault in [Fault::ServerError, Fault::ServerErrorAfterwards] {
        scene.discord.fail_next(Route::Messages, fault);
        scene.discord.mention("vad händer idag?");
        let (failed, sent) = (scene.message().await, scene.message().await);
        assert_eq!((failed.status, sent.status), (500, 200));
    }
    scene.discord.fail_next(Route::Callback, Fault::ServerErrorAfterwards);
    scene.discord.slash("idag", &[]);
    scene.discord.next_request(|request| request.route == Route::Original, SOON).await;
    assert_eq!(scene.messages_in_the_end().await.len(), 3);
}

#[tokio::test]
async fn a_refused_message_is_not_sent_again() {
    let scene = Scene::start().await;
    scene.discord.fail_next(Route::Messages, Fault::Refused { status: 403, code: 50_013 });
    scene.discord.mention("vad händer idag?");
    assert_eq!(scene.message().await.status, 403);
    assert_eq!(scene.messages_in_the_end().await.len(), 0);
    assert_eq!(scene.discord.requests_to(Route::Messages).len(), 2);
}

#[tokio::test]
async fn nobody_who_did_not_ask_is_answered() {
    let scene = Scene::start().await;
    for content in ["@everyone fika!", "@here vad händer idag?", "vad händer idag?", "<@2001> hej"]
    {
        scene.discord.say(&Said { person: BO, channel: CHANNEL, content, replies_to: None });
    }
    // A thumbs-up for an answer.
    scene.discord.mention("vad händer idag?");
    scene.message().await;
    let answer = scene.discord.messages_of_the_bot()[0]["id"].as_str().unwrap().parse().ok();
    scene.discord.say(&Said { person: BO, channel: CHANNEL, content: "👍", replies_to: answer });
    assert_eq!(scene.messages_in_the_end().await.len(), 1);
    assert_eq!(scene.api.questions(), ["vad händer idag?", "sista frågan"]);
}

#[tokio::test]
async fn a_program_is_not_answered() {
    let scene = Scene::start().await;
    let content = "<@1000> vad händer idag?";
    let own =
        Said { person: finsam_tests::discord::BOT, channel: CHANNEL, content, replies_to: None };
    scene.discord.say(&own);
    scene.discord.say(&Said { person: finsam_tests::discord::OTHER_BOT, ..own });
    scene.messages_in_the_end().await;
    assert_eq!(scene.api.questions(), ["sista frågan"]);
}

#[tokio::test]
async fn a_name_alone_gets_help_and_too_long_a_question_a_friendly_word() {
    let scene = Scene::start().await;
    scene.discord.mention("");
    assert!(text(&scene.message().await).contains("Fråga mig om Finsam"));
    scene.discord.mention(&"å".repeat(5_000));
    assert!(text(&scene.message().await).contains("högst 4000 tecken"));
    scene.discord.mention(&"vad händer ".repeat(40));
    assert!(text(&scene.message().await).starts_with("Svar på"));
    assert_eq!(scene.api.asked().len(), 1);
}

#[tokio::test]
async fn who_is_turned_away_stops_and_says_why() {
    for (code, why) in [(4004, "DISCORD_TOKEN"), (4013, "intents"), (4014, "intents")] {
        // With an API: that there is none is another line of the log, if there is time to notice.
        let (discord, api) = (Discord::start().await, FakeApi::start().await);
        discord.turn_away_with(code);
        let mut command = program();
        let state = tempfile::tempdir().unwrap();
        command.arg("run").env("DISCORD_API", discord.address()).env("DISCORD_TOKEN", "wrong");
        command.env("FINSAM_API", api.url());
        command.env("FINSAM_BOT_STATE", state.path().join("state"));
        let (status, log) = Bot::spawn(&mut command).ended().await;
        assert_eq!(status.code(), Some(1), "{code}");
        assert!(log.starts_with("finsam-bot: Discord does not ") && log.contains(why), "{log}");
        assert_eq!(log.lines().count(), 1, "{log}");
    }
}

#[tokio::test]
async fn without_a_token_the_bot_says_what_to_do() {
    for token in [None, Some("  ")] {
        let mut command = program();
        command.arg("run").envs(token.map(|token| ("DISCORD_TOKEN", token)));
        let (status, log) = Bot::spawn(&mut command).ended().await;
        assert_eq!(status.code(), Some(1));
        assert!(log.starts_with("finsam-bot: DISCORD_TOKEN is not set. Create a bot"), "{log}");
        assert_eq!(log.lines().count(), 1, "{log}");
    }
}

#[tokio::test]
async fn asked_to_stop_it_stops_well_and_its_log_tells_no_secrets() {
    let (discord, api) = (Discord::start().await, FakeApi::start().await);
    let mut bot = Bot::start_logging(&discord, &api.url(), "finsam_bot=trace,finsam_client=trace");
    discord.greeted(1, SOON).await;
    discord.mention("vad händer idag?");
    discord.direct_message("något omöjligt");
    for _ in 0..2 {
        discord.next_request(|request| request.route == Route::Messages, SOON).await;
    }
    bot.terminate().await;
    let (status, log) = bot.ended().await;
    assert!(status.success(), "{log}");
    assert!(log.contains("answered") && log.contains("stopping"), "{log}");
    for secret in ["händer", "omöjligt", finsam_tests::discord::TOKEN] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[tokio::test]
async fn one_question_in_the_terminal() {
    let api = FakeApi::start().await;
    let question = ["ask", "vad", "händer", "idag?", "--clock", "2018-07-05T08:00:00+02:00"];
    let answered = in_terminal(&question, &api.url(), "").await;
    assert!(answered.status.success());
    assert_eq!(
        String::from_utf8(answered.stdout).unwrap(),
        "Svar på **vad händer idag?** till @everyone\n\nKällor:\n\
         - Provsidan [1], Provförbundet, 2018-07-05\n  http://exempel.test/prov\n\
         - Provbladet, Provförbundet\n"
    );
    assert_eq!(api.asked()[0]["at"], "2018-07-05T08:00:00+02:00");
}

#[tokio::test]
async fn without_an_api_the_terminal_says_how_to_start_it() {
    let answered = in_terminal(&["ask", "vad händer idag?"], NOTHING_LISTENS, "").await;
    assert_eq!(answered.status.code(), Some(1));
    assert_eq!(answered.stdout, b"");
    let errors = String::from_utf8(answered.stderr).unwrap();
    assert!(errors.contains(NOTHING_LISTENS) && errors.contains("finsam serve"), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
}

#[tokio::test]
async fn a_chat_in_the_terminal() {
    let api = FakeApi::start().await;
    let chat =
        in_terminal(&["chat"], &api.url(), "vad händer idag?\n\nnågot omöjligt\nvilka talar?\n")
            .await;
    assert!(chat.status.success());
    let output = String::from_utf8(chat.stdout).unwrap();
    for expected in
        ["Ctrl-D", "> Svar på **vad händer idag?**", "Fråga vidare: Vilka talar?", "med andra ord"]
    {
        assert!(output.contains(expected), "{expected} is not in:\n{output}");
    }
    let contexts: Vec<_> = api.asked().iter().map(|asked| asked["context"].clone()).collect();
    assert_eq!(contexts, [json!(null), json!("context-1"), json!("context-1")]);
}
