//! The bot on a hub: the real bot, a real hub, and a member that dies.

use finsam_tests::{
    discord::{Discord, Interaction, Route, SOON, TOKEN},
    finsam::{Server, Tree},
    programs,
};
use serde_json::Value;
use tokio::time::Instant;

use super::{CLOCK, HEALTH, Network};
use crate::discord_bot::bot::{Bot, in_terminal};

/// What the member is called.
const MEMBER: &str = "Samordning i Exempelköping";

async fn greeted(discord: &Discord, hub: &Server) -> Bot {
    let mut run = programs::command("finsam-bot");
    run.args(["run", "--clock", CLOCK]);
    run.env("DISCORD_API", discord.address()).env("DISCORD_TOKEN", TOKEN);
    let bot = Bot::spawn(run.env("FINSAM_API", hub.api()));
    discord.greeted(1, SOON).await;
    discord.next_request(|request| request.route == Route::Commands, SOON).await;
    bot
}

async fn answer(discord: &Discord, interaction: &Interaction) -> String {
    discord.answer_to(interaction).await.to_string()
}

/// How often it is said of the member that what is shown of it is old.
fn remarks(said: &str, language: &str) -> usize {
    let remark = match language {
        "sv" => format!("Det från {MEMBER} är som det var"),
        _ => format!("What is from {MEMBER} is as of"),
    };
    said.matches(&remark).count()
}

/// What a command brings, when it is as wanted: the bot hears of what there is by and by.
async fn until(discord: &Discord, command: &str, wanted: impl Fn(&str) -> bool) -> String {
    let started = Instant::now();
    loop {
        let said = answer(discord, &discord.slash(command, &[])).await;
        if wanted(&said) {
            return said;
        }
        assert!(started.elapsed() < SOON, "never as wanted: {said}");
    }
}

#[tokio::test]
async fn with_several_sites_it_is_told_whose_things_are_and_one_can_be_chosen() {
    let network = Network::start().await;
    let discord = Discord::start().await;
    let _bot = greeted(&discord, &network.hub).await;
    let whose = format!("· {MEMBER}");
    let is_of_them = |said: &str| said.contains("Provfrukost") && said.contains(&whose);
    until(&discord, "imorgon", is_of_them).await;

    let choose =
        async |name: &str| answer(&discord, &discord.slash("förbund", &[("namn", name)])).await;
    let chosen = choose("finsam").await;
    assert!(chosen.contains("i programmet"), "{chosen}");
    let ours = answer(&discord, &discord.slash("imorgon", &[])).await;
    assert!(!ours.contains("Provfrukost") && ours.contains("Bara det från"), "{ours}");
    let nobody = choose("ingen sådan").await;
    assert!(nobody.contains("Jag vet inte vilket"), "{nobody}");
    choose("exempel").await;
    let theirs = answer(&discord, &discord.slash("imorgon", &[])).await;
    assert!(is_of_them(&theirs), "{theirs}");
    choose("*").await;
    let all = answer(&discord, &discord.slash("imorgon", &[])).await;
    assert!(is_of_them(&all) && !all.contains("Bara det från"), "{all}");
}

#[tokio::test]
async fn with_one_site_it_is_not_told_whose_things_are() {
    let tree = Tree::twin();
    let alone = Server::start(&tree, CLOCK).await;
    let discord = Discord::start().await;
    let _bot = greeted(&discord, &alone).await;
    let said = until(&discord, "imorgon", |said| said.contains("Provfrukost")).await;
    assert!(!said.contains(&format!("· {MEMBER}")), "{said}");
}

#[tokio::test]
async fn what_is_shown_of_a_member_that_is_down_is_said_to_be_old() {
    let network = Network::start().await;
    let discord = Discord::start().await;
    let _bot = greeted(&discord, &network.hub).await;
    let well = answer(&discord, &discord.slash("imorgon", &[])).await;
    assert!(well.contains("Provfrukost"), "{well}");
    assert_eq!(remarks(&well, "sv"), 0, "{well}");

    network.member.signal("KILL").await;
    let is_down = |data: &Value| data["site"]["health"]["state"] == "FAILING";
    network.hub.until(HEALTH, is_down).await;
    let old = answer(&discord, &discord.slash("imorgon", &[])).await;
    assert!(old.contains("Provfrukost"), "{old}");
    assert_eq!(remarks(&old, "sv"), 1, "{old}");
    // That nothing is on rests on everybody; whoever reads English is told in English.
    let nothing = discord.slash_in("en-GB", "program", &[("datum", "2040-01-01")]);
    let nothing = answer(&discord, &nothing).await;
    assert_eq!(remarks(&nothing, "en"), 1, "{nothing}");
    discord.mention("vem är Testa Testsson?");
    let of_them = discord.next_request(|request| request.route == Route::Messages, SOON).await;
    assert_eq!(remarks(&of_them.body.to_string(), "sv"), 1, "{}", of_them.body);
    discord.mention("vem är Anders Knape?");
    let of_ours = discord.next_request(|request| request.route == Route::Messages, SOON).await;
    assert_eq!(remarks(&of_ours.body.to_string(), "sv"), 0, "{}", of_ours.body);

    let asked = in_terminal(&["ask", "vem är Testa Testsson?"], &network.hub.api(), "").await;
    let said = String::from_utf8(asked.stdout).unwrap();
    assert_eq!(remarks(&said, "sv"), 1, "{said}");
    assert!(said.contains(&format!("\nPublicerat av: {MEMBER}\n")), "{said}");
    // Who speaks for itself alone need not say so.
    let alone = Server::start(&network.hub_tree, CLOCK).await;
    let asked = in_terminal(&["ask", "vem är Anders Knape?"], &alone.api(), "").await;
    let said = String::from_utf8(asked.stdout).unwrap();
    assert!(said.contains("Knape") && !said.contains("Publicerat av"), "{said}");
}
