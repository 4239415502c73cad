//! The file the bot remembers in is damaged, taken, or cannot be written.

use std::fs;

use finsam_tests::discord::{ANNA, Permissions};

use super::{
    super::bot::Bot,
    scene::{OTHER, Scene},
};

const EARLY: &str = "2032-09-23T07:00:00+02:00";
const MORNING: &str = "2032-09-23T07:31:00+02:00";

#[tokio::test]
async fn a_damaged_file_is_kept_aside_and_said_and_the_bot_begins_anew() {
    for damage in [b"hej ".repeat(3_000), Vec::from(&b"SQLite format 3\0"[..])] {
        let mut scene = Scene::set().await;
        fs::write(scene.state(), &damage).unwrap();
        fs::remove_file(scene.state().with_extension("-wal")).ok();
        scene.run(EARLY).await;
        scene.until_health_says("ready").await;
        let log = scene.bot.as_ref().unwrap().log();
        assert!(log.contains("the state could not be read and was put aside"), "{log}");
        let aside = format!("{}.damaged-1", scene.state().display());
        assert_eq!(fs::read(aside).unwrap(), damage);
        let status = scene.uses("finsam status", &[]).await;
        assert!(status.contains("Min fil gick inte att läsa"), "{status}");
        assert!(status.contains("Börjar snart: **av**"), "{status}");
        let today = scene.uses("idag", &[]).await;
        assert!(today.contains("Lunch om lagom väntan"), "{today}");
        // What is asked for now is remembered, and nothing needs to be said any more.
        scene.uses("finsam digest", &[("hur_ofta", "dag"), ("klockan", "7.30")]).await;
        scene.kill_and_run(MORNING).await;
        assert_eq!(scene.told(1).await.len(), 1);
        let status = scene.uses("finsam status", &[]).await;
        assert!(!status.contains("Min fil"), "{status}");
    }
}

#[tokio::test]
async fn a_file_that_breaks_while_the_bot_runs_stops_no_answers() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    scene.until_health_says("ready").await;
    scene.in_file("DROP TABLE channels").await;
    scene.moves(OTHER);
    scene.until_health_says("the state cannot be used").await;
    for (command, part) in [
        ("idag", "Lunch om lagom väntan"),
        ("finsam status", "Något gick fel hos mig"),
        ("påminnelser", "Hål i ersättningen"),
    ] {
        let said = scene.uses(command, &[]).await;
        assert!(said.contains(part), "{command}: {said}");
    }
    let log = scene.bot.as_ref().unwrap().log();
    assert_eq!(log.matches("the state cannot be used").count(), 2, "a line for each: {log}");
}

#[tokio::test]
async fn a_file_that_is_overwritten_while_the_bot_runs_is_put_aside_at_the_next_start() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    scene.until_health_says("ready").await;
    let garbage = b"hej ".repeat(3_000);
    fs::write(scene.state(), &garbage).unwrap();
    let today = scene.uses("idag", &[]).await;
    assert!(today.contains("Lunch om lagom väntan"), "{today}");
    scene.kill_and_run(EARLY).await;
    let status = scene.uses("finsam status", &[]).await;
    assert!(status.contains("Min fil gick inte att läsa"), "{status}");
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    scene.discord.answer_to(&manager.uses("finsam kanal", &[])).await;
}

#[tokio::test]
async fn a_file_that_cannot_be_had_is_refused_in_a_line() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    let folder = tempfile::tempdir().unwrap();
    for (file, why) in [
        (scene.state(), "another finsam-bot is using"),
        ("/proc/finsam-bot".into(), "who may write there"),
        ("/nowhere/at/all".into(), "who may write there"),
        (folder.path().to_owned(), "who may write there"),
    ] {
        let mut second = scene.command("run", EARLY).await;
        second.env("FINSAM_BOT_STATE", &file).env_remove("RUST_LOG");
        let (status, log) = Bot::spawn(&mut second).ended().await;
        assert_eq!(status.code(), Some(1), "{log}");
        assert!(log.starts_with("finsam-bot: What members want cannot be remembered"), "{log}");
        assert!(log.contains(why) && log.contains(&file.display().to_string()), "{log}");
        assert_eq!(log.lines().count(), 1, "{log}");
    }
    // The first one goes on.
    let today = scene.uses("idag", &[]).await;
    assert!(today.contains("Lunch om lagom väntan"), "{today}");
}
