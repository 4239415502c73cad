//! What comes because its time has come: the bot's clock is started a moment before, and the bot lives
//! through it.

use finsam_tests::discord::{ANNA, BO, CHANNEL, DIRECT, OTHER_CHANNEL, Permissions};
use serde_json::Value;

use super::scene::{Scene, check_says, id, labels, said};

/// Discord's number for a message that makes no sound.
const SILENT: u64 = 1 << 12;

fn is_silent(message: &Value) -> bool {
    message["flags"].as_u64().is_some_and(|flags| flags & SILENT != 0)
}

#[tokio::test]
async fn the_days_programme_comes_when_it_was_asked_for_and_without_a_sound() {
    let mut scene = Scene::start("2032-09-24T07:00:00+02:00").await;
    {
        let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
        let daily = [("hur_ofta", "dag"), ("klockan", "7.30")];
        scene.answer(&manager.uses("finsam digest", &daily)).await;
        // On another channel's Saturday, which is when the coming week is told.
        let weekly = [("hur_ofta", "vecka"), ("veckodag", "6"), ("klockan", "7.30")];
        scene.answer(&manager.at(OTHER_CHANNEL).uses("finsam digest", &weekly)).await;
    }
    scene.restart("2032-09-24T07:29:59+02:00+").await;
    let daily = scene.told_in(CHANNEL).await;
    assert!(is_silent(&daily));
    check_says(&daily, &["fredag 24 september 2032", "Hål i ersättningen", "Hala trottoarer"]);
    // A day with nothing on is not told; the week is.
    scene.restart("2032-09-25T07:29:59+02:00+").await;
    let weekly = scene.told_in(OTHER_CHANNEL).await;
    assert!(is_silent(&weekly));
    check_says(&weekly, &["27 september", "Måndag i mellanläget", "Rätt bakom ratten"]);
    assert_eq!(scene.discord.seen_by(BO, CHANNEL).len(), 1, "nothing is on on Saturday");
}

#[tokio::test]
async fn what_starts_in_a_quarter_of_an_hour_is_told_once() {
    let mut scene = Scene::start("2032-09-24T09:00:00+02:00").await;
    {
        let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
        let chosen = scene.answer(&manager.uses("finsam kanal", &[])).await;
        let on = manager.presses_label(id(&chosen), "Slå på: Börjar snart");
        scene.turned(&chosen, &on).await;
    }
    scene.restart("2032-09-24T09:44:59+02:00+").await;
    let soon = scene.told_in(CHANNEL).await;
    assert!(!is_silent(&soon));
    check_says(&soon, &["Start <t:1979625600:R>", "Hål i ersättningen", "kl. 10.00–11.30"]);
    // After a restart at the same time, only what comes next is told.
    scene.restart("2032-09-24T10:14:59+02:00+").await;
    check_says(&scene.told_in(CHANNEL).await, &["Hala trottoarer"]);
    let told = scene.discord.seen_by(BO, CHANNEL);
    assert_eq!(told.iter().filter(|message| said(message).contains("Start <t:")).count(), 2);
}

#[tokio::test]
async fn a_reminder_comes_directly_is_put_off_and_falls_back_on_the_channel() {
    let mut scene = Scene::start("2032-09-22T09:00:00+02:00").await;
    scene
        .answer(&scene.discord.person(ANNA).uses("påminn", &[("seminarium", "hål i ersättningen")]))
        .await;
    scene.restart("2032-09-24T09:44:59+02:00+").await;
    let reminder = scene.told_in(DIRECT).await;
    check_says(&reminder, &["Du bad mig påminna dig om **Hål i ersättningen**"]);
    {
        let anna = scene.discord.person(ANNA).in_private();
        assert_eq!(labels(&reminder)[0], "Påminn igen om 10 minuter");
        let put_off = scene.answer(&anna.presses(id(&reminder), first_button(&reminder))).await;
        check_says(&put_off, &["Jag påminner dig om **Hål i ersättningen** igen", "kl. 9.5"]);
    }
    scene.restart("2032-09-24T09:56:00+02:00+").await;
    let again = scene.told_in(DIRECT).await;
    check_says(&again, &["Du bad mig påminna dig om **Hål i ersättningen**"]);
    // From now on Anna takes no direct messages.
    scene
        .answer(&scene.discord.person(ANNA).in_private().presses(id(&again), first_button(&again)))
        .await;
    scene.discord.close_direct_messages(ANNA);
    scene.restart("2032-09-24T10:07:00+02:00+").await;
    let here = scene.told_in(CHANNEL).await;
    check_says(&here, &["<@2000>\nDu bad mig påminna dig om **Hål i ersättningen**"]);
    // Bo sees it there, and cannot put off what is not his.
    let bo = scene.discord.person(BO);
    let not_his = scene.answer(&bo.presses(id(&here), first_button(&here))).await;
    check_says(&not_his, &["Den påminnelsen finns inte"]);
    check_says(&scene.answer(&bo.uses("påminnelser", &[])).await, &["Du har inga påminnelser"]);
}

fn first_button(message: &Value) -> &str {
    message["components"][0]["components"][0]["custom_id"].as_str().unwrap()
}

#[tokio::test]
async fn of_what_has_only_a_day_a_reminder_comes_in_the_morning() {
    let mut scene = Scene::start("2032-10-20T09:00:00+02:00").await;
    {
        let anna = scene.discord.person(ANNA);
        let typed = anna.types("påminn", "seminarium", "planerings", &[]);
        let choices = scene.discord.choices_for(&typed);
        let value = choices.await[0]["value"].as_str().unwrap().to_owned();
        let made = scene.answer(&anna.uses("påminn", &[("seminarium", &value)])).await;
        let expected = ["tisdag 26 oktober 2032 kl. 8.00", "Någon tid är inte satt än"];
        check_says(&made, &expected);
        // An hour before no known time is no other reminder; a day before is.
        assert_eq!(labels(&made), ["1 dag före", "Ta bort påminnelsen"]);
        let list = scene.answer(&anna.uses("påminnelser", &[])).await;
        check_says(&list, &["**Planeringsdag utan plan**", "tisdag 26 oktober 2032"]);
    }
    scene.restart("2032-10-26T07:59:59+02:00+").await;
    let reminder = scene.told_in(DIRECT).await;
    check_says(&reminder, &["Du bad mig påminna dig om **Planeringsdag utan plan**."]);
    // The morning has passed.
    let bo = scene.discord.person(BO);
    scene.answer(&bo.uses("påminn", &[("seminarium", "planeringsdag utan plan")])).await;
}
