//! A digest that has been posted says what has become of what it told, in the message that is there.

use finsam_tests::{
    discord::{CHANNEL, Discord, Route, TOKEN},
    finsam::{Server, Tree},
};

use super::{
    outbox::words,
    play::{CLOCK, EDITS, Play},
};

struct Scene {
    server: Server,
    discord: Discord,
    play: Play,
    _tree: Tree,
}

/// The days on which a seminar of a posted week is called off, and on again.
async fn played(first: &str, last: &str, scene: &Scene) {
    let Scene { server, discord, play, .. } = scene;
    let ended = play.on_discord(server, discord, first, last).output().await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

async fn scene() -> Scene {
    let tree = Tree::twin();
    let server = Server::start(&tree, CLOCK).await;
    let play = Play::new(&tree, EDITS);
    let scene = Scene { server, discord: Discord::start().await, play, _tree: tree };
    played("2032-09-26", "2032-09-26", &scene).await;
    scene
}

/// The messages with the programme of that week, as they stand there.
fn weeks(discord: &Discord) -> Vec<serde_json::Value> {
    let messages = discord.messages_of_the_bot().into_iter();
    messages.filter(|message| words(message).contains("Program vecka 40")).collect()
}

fn edits(discord: &Discord) -> Vec<u16> {
    let edits = discord.requests_to(Route::Message).into_iter();
    edits.filter(|request| request.method == "PATCH").map(|request| request.status).collect()
}

#[tokio::test]
async fn the_posted_week_says_what_was_called_off_and_is_on_again() {
    let scene = scene().await;
    let discord = &scene.discord;
    let says = |cancelled: bool| {
        let weeks = weeks(discord);
        assert_eq!(weeks.len(), 1, "{weeks:?}");
        let said = words(&weeks[0]);
        assert!(said.contains("Rätt bakom ratten"), "{said}");
        assert_eq!(said.contains("**Inställt** · **[Rätt bakom ratten]"), cancelled, "{said}");
    };
    says(false);
    played("2032-09-27", "2032-09-27", &scene).await;
    says(true);
    played("2032-09-28", "2032-09-29", &scene).await;
    says(false);
    // Each of the two changes was one edit, however many rounds were made.
    assert_eq!(edits(discord), [200, 200]);
}

#[tokio::test]
async fn a_week_that_somebody_took_away_stays_away() {
    let scene = scene().await;
    let discord = &scene.discord;
    let id = weeks(discord)[0]["id"].as_str().unwrap().to_owned();
    let message = format!("{}/api/v10/channels/{CHANNEL}/messages/{id}", discord.address());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let deletion = client.delete(message).header("authorization", format!("Bot {TOKEN}"));
    assert_eq!(deletion.send().await.unwrap().status(), 204);
    played("2032-09-27", "2032-09-29", &scene).await;
    // The second change is tried once more: nothing else tells that it is still gone.
    assert_eq!(edits(discord), [404, 404]);
    assert!(weeks(discord).is_empty());
    // What else there is to tell is told.
    let told = discord.messages_of_the_bot();
    assert!(told.iter().any(|message| words(message).contains("Inställt: Rätt bakom ratten")));
}
