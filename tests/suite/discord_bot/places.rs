//! Wherever the bot is asked, and in whichever language: threads, servers it is not in, private
//! talks; and buttons that are not what they were.

use finsam_tests::discord::{
    ANNA, BO, CHANNEL, GROUP, Permissions, Request, Route, SOON, STRANGE_CHANNEL,
};
use serde_json::{Value, json};

use super::scene::{Scene, check_says, id, is_ephemeral, labels, said};

const NOW: &str = "2032-09-22T09:00:00+02:00";

/// The bot's next answer to a message.
async fn answered(scene: &Scene) -> Value {
    scene.discord.next_request(|request: &Request| request.route == Route::Messages, SOON).await;
    scene.discord.messages_of_the_bot().pop().unwrap()
}

#[tokio::test]
async fn a_thread_under_an_answer_and_a_reply_to_it_go_on_from_there_for_everybody() {
    let mut scene = Scene::start(NOW).await;
    scene.discord.person(ANNA).mentions("vad händer den 7 oktober?");
    let answer = answered(&scene).await;
    check_says(&answer, &["Kon i kön"]);
    // What it was about is remembered by the time something else has been asked and answered.
    scene.answer(&scene.discord.person(ANNA).uses("nyheter", &[])).await;
    let thread = scene.discord.open_thread(id(&answer));
    scene.discord.person(BO).at(thread).mentions("vilka talar?");
    let there = answered(&scene).await;
    assert_eq!(there["channel_id"], thread.to_string());
    check_says(&there, &["Åsa Ås"]);
    // Whoever goes on there follows on what they asked there.
    scene.discord.person(BO).at(thread).mentions("var är det?");
    check_says(&answered(&scene).await, &["Rosas ladugård"]);
    // Also when the bot was away meanwhile, and to a card of a command.
    let card = {
        let anna = scene.discord.person(ANNA);
        scene.answer(&anna.uses("program", &[("datum", "7 oktober")])).await
    };
    scene.restart(NOW).await;
    scene.discord.person(BO).replies(id(&card), "vilka talar?");
    check_says(&answered(&scene).await, &["Åsa Ås"]);
    scene.discord.person(ANNA).at(thread).mentions("var är det?");
    check_says(&answered(&scene).await, &["Rosas ladugård"]);
}

#[tokio::test]
async fn an_old_or_a_strange_button_gets_a_plain_word_and_an_early_one_works() {
    let mut scene = Scene::start(NOW).await;
    let button = |custom_id: &str| json!({ "type": 2, "style": 2, "label": custom_id, "custom_id": custom_id });
    let ids = ["0|old", "nonsense", "2|o|h", "1|z|999|10", "1|c|1", "1|o|n|S|exempel|finns-inte"];
    let [first, last] = [&ids[..3], &ids[3..]].map(|ids| {
        json!({ "type": 1, "components": ids.iter().map(|id| button(id)).collect::<Vec<_>>() })
    });
    let more = json!({ "type": 1, "components": [button("1|w|c|1"), button("1|o|h")] });
    let old = scene.discord.left_behind(CHANNEL, &json!([first, last, more]));
    let bo = scene.discord.person(BO);
    let press = async |custom_id: &str| {
        let answer = scene.answer(&bo.presses(old, custom_id)).await;
        assert!(is_ephemeral(&answer), "{custom_id} is for Bo alone");
        said(&answer)
    };
    for of_another_version in &ids[..3] {
        assert!(press(of_another_version).await.contains("från en äldre version"));
    }
    assert!(press("1|z|999|10").await.contains("Den påminnelsen finns inte"));
    assert!(press("1|c|1").await.contains("Den påminnelsen finns inte"));
    assert!(press("1|o|n|S|exempel|finns-inte").await.contains("finns inte kvar"));
    assert!(press("1|w|c|1").await.contains("Hantera server"), "only for who runs the server");
    assert!(press("1|o|h").await.contains("Det här kan jag"));
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    let channel = scene.answer(&manager.uses("finsam kanal", &[])).await;
    check_says(&channel, &["Flyttat och inställt: **av**"]);

    // What a button needs is in it: one from before a restart does what it did.
    let card = scene.answer(&scene.discord.person(ANNA).uses("nyheter", &[])).await;
    scene.restart(NOW).await;
    let turn = scene.discord.person(ANNA).presses_label(id(&card), "Nästa sida");
    assert!(labels(&scene.turned(&card, &turn).await).contains(&"Föregående sida".to_owned()));
}

#[tokio::test]
async fn who_brings_the_bot_along_is_answered_where_it_is_not() {
    let scene = Scene::start(NOW).await;
    for place in [STRANGE_CHANNEL, GROUP] {
        let anna = scene.discord.person(ANNA).at(place);
        let today = scene.answer(&anna.uses("program", &[("datum", "på fredag")])).await;
        check_says(&today, &["Hål i ersättningen"]);
        let card = scene.answer(&anna.uses("seminarium", &[("namn", "kon i kön")])).await;
        assert!(is_ephemeral(&card));
        let who = scene.answer(&anna.presses_label(id(&card), "Vem talar?")).await;
        check_says(&who, &["Åsa Ås"]);
        let answer = scene.answer(&anna.uses("fråga", &[("fråga", "var är kon i kön?")])).await;
        check_says(&answer, &["Rosas ladugård"]);
        // What follows on it does so here, too.
        let next = [("fråga", "vilka talar?")];
        check_says(&scene.answer(&anna.uses("fråga", &next)).await, &["Åsa Ås"]);
    }
    let anna = scene.discord.person(ANNA).at(STRANGE_CHANNEL);
    let made = scene.answer(&anna.uses("påminn", &[("seminarium", "kon i kön")])).await;
    check_says(&made, &["Jag påminner dig om **Kon i kön**"]);
    let in_private = scene.discord.person(ANNA).in_private();
    check_says(&scene.answer(&in_private.uses("påminnelser", &[])).await, &["Kon i kön"]);
}

#[tokio::test]
async fn a_member_who_reads_english_is_answered_in_english_all_the_way() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA).reading("en-GB");
    let friday = scene.answer(&anna.uses("program", &[("datum", "on Friday")])).await;
    check_says(&friday, &["Friday 24 September 2032", "Hål i ersättningen"]);
    let card = scene.answer(&anna.uses("seminarium", &[("namn", "kon i kön")])).await;
    assert_eq!(labels(&card)[..3], ["Remind me", "Add to calendar", "Who speaks?"]);
    assert_eq!(labels(&card)[3..], ["Follow", "Incorrect?", "Show in the channel"]);
    let made = scene.answer(&anna.presses_label(id(&card), "Remind me")).await;
    check_says(&made, &["I will remind you of **Kon i kön** 15 minutes before", "Swedish time"]);
    let followed = scene.answer(&anna.presses_label(id(&card), "Follow")).await;
    check_says(&followed, &["You now follow **Kon i kön**"]);
    let list = scene.answer(&anna.uses("påminnelser", &[])).await;
    check_says(&list, &["Your reminders"]);
    let left = scene.turned(&list, &anna.presses_label(id(&list), "Remove 1")).await;
    check_says(&left, &["You have no reminders"]);
    anna.mentions("Who speaks at Kon i kön?");
    let answer = answered(&scene).await;
    check_says(&answer, &["Åsa Ås", "Sources"]);
    check_says(&scene.answer(&anna.uses("hjälp", &[])).await, &["What I can do"]);
    let sure = scene.answer(&anna.uses("glöm", &[])).await;
    let yes = labels(&sure)[0].clone();
    check_says(
        &scene.turned(&sure, &anna.presses_label(id(&sure), &yes)).await,
        &["All is deleted"],
    );
}
