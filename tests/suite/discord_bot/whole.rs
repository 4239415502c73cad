//! The whole, with nothing made up but Discord: a question there, the real bot, the real API, the
//! real content.

use finsam_tests::{
    discord::{Discord, Route, SOON, TOKEN},
    finsam::{Server, Tree},
    programs,
};
use serde_json::Value;

use super::bot::Bot;

const BREAKFAST: &str = "2018-07-05T07:15:00+02:00";

/// What one message or edit says: its text and its sources.
fn said(body: &Value) -> String {
    body.to_string()
}

#[tokio::test]
async fn what_is_on_today_while_the_api_comes_and_goes() {
    let tree = Tree::content();
    let server = Server::start(&tree, BREAKFAST).await;
    let listen = server.address().trim_start_matches("http://").to_owned();
    let discord = Discord::start().await;
    let mut run = programs::command("finsam-bot");
    run.args(["run", "--clock", BREAKFAST]);
    run.env("DISCORD_API", discord.address()).env("DISCORD_TOKEN", TOKEN);
    let _bot = Bot::spawn(run.env("FINSAM_API", server.api()));
    discord.greeted(1, SOON).await;
    discord.next_request(|request| request.route == Route::Commands, SOON).await;

    let expected = ["Vägen till ett värdigt liv", "8.00–8.50", "Joda Bar & Kök", "Skeppsbron 24"];
    discord.mention("vad händer idag?");
    let message = discord.next_request(|request| request.route == Route::Messages, SOON).await;
    for part in expected.iter().chain(&["http://www.finsamgotland.se/torsdag2018"]) {
        assert!(said(&message.body).contains(part), "{part}: {}", message.body);
    }

    let interaction = discord.slash("idag", &[]);
    let of_it =
        |request: &finsam_tests::discord::Request| request.path.contains(&interaction.token);
    assert_eq!(discord.next_request(of_it, SOON).await.route, Route::Callback);
    let answer = discord.next_request(of_it, SOON).await;
    for part in expected {
        assert!(said(&answer.body).contains(part), "{part}: {}", answer.body);
    }

    assert!(server.stop().await.success());
    discord.mention("vad händer idag?");
    let kept = discord.next_request(|request| request.route == Route::Messages, SOON).await;
    for part in ["Jag når inte Finsams uppgifter just nu", "svaret är från", "Joda Bar & Kök"] {
        assert!(said(&kept.body).contains(part), "{part}: {}", kept.body);
    }
    discord.mention("vem är Leif Klingensjö?");
    let apology = discord.next_request(|request| request.route == Route::Messages, SOON).await;
    assert!(said(&apology.body).contains("stund"), "what to do: {}", apology.body);

    let _server = Server::start_on(&tree, BREAKFAST, &listen).await;
    discord.mention("vad händer idag?");
    let message = discord.next_request(|request| request.route == Route::Messages, SOON).await;
    assert!(said(&message.body).contains("Joda Bar & Kök"), "{}", message.body);
    assert_eq!(discord.messages_of_the_bot().len(), 5, "one answer to each question");
}
