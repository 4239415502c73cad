//! The API is away, slow, in pieces, older than the bot, empty, or another site's.

use finsam_tests::{
    discord::{ANNA, DIRECT, DIRECT_OF_BO},
    finsam::{Server, Tree},
};

use super::{
    between::Fate,
    scene::{OTHER, Scene, WANTED},
};

const MORNING: &str = "2032-09-23T07:31:00+02:00";
const AWAY: &str = "the API cannot be followed";

/// The days on which something is on, each with the beginning of its digest.
const DAYS: [&str; 7] = [
    "2032-09-23",
    "2032-09-24",
    "2032-09-28",
    "2032-10-01",
    "2032-10-04",
    "2032-10-05",
    "2032-10-07",
];

#[tokio::test]
async fn whatever_comes_instead_of_answers_members_get_the_last_good_one_or_a_plain_word() {
    let mut scene = Scene::set().await;
    scene.run(MORNING).await;
    scene.until_health_says("ready").await;
    let asked = scene.mention("vad betyder hålpeng?").await;
    assert!(asked.contains("ålpeng"), "{asked}");
    for fate in Fate::FAILURES {
        scene.between.becomes(fate);
        // Asked before, asked in words for the first time, on the programme, and a command for more.
        let kept = scene.mention("vad betyder hålpeng?").await;
        assert!(
            kept.contains("Det här svaret är från") && kept.contains(&asked),
            "{fate:?} {kept}"
        );
        let told = scene.uses("imorgon", &[]).await;
        assert!(told.contains("Det här svaret är från"), "{fate:?} {told}");
        assert!(told.contains("Hål i ersättningen") && told.contains("Hala"), "{fate:?} {told}");
        for none in [scene.mention("vem är Molly Mall?").await, scene.uses("nyheter", &[]).await] {
            assert!(none.contains("Försök igen om en stund"), "{fate:?} {none}");
            assert_eq!(none.trim().lines().count(), 1, "{fate:?} {none}");
        }
        let status = scene.uses("finsam status", &[]).await;
        assert!(status.contains("Jag kommer inte åt dem just nu"), "{fate:?} {status}");
        let anna = scene.discord.person(ANNA);
        let choices = scene.discord.choices_for(&anna.types("talare", "namn", "anna", &[])).await;
        assert_eq!(choices.len(), 0, "{fate:?}");
    }
    scene.between.becomes(Fate::LetThrough);
    let asked = scene.mention("vem är Molly Mall?").await;
    assert!(asked.contains("överläkare"), "{asked}");
}

#[tokio::test]
async fn whatever_comes_instead_of_answers_a_check_says_so() {
    let mut scene = Scene::set().await;
    for fate in Fate::FAILURES {
        scene.between.becomes(fate);
        let output = scene.command("check", MORNING).await.output().await.unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let why = match fate {
            Fate::Page502 => "answered with HTTP status 502. Start it, or name another",
            Fate::OlderSchema => "does not know all we ask: it is older or newer than this bot",
            Fate::Closed => "cannot be reached. Start it, or name another",
            _ => "cannot be read",
        };
        assert_eq!(output.status.code(), Some(1), "{fate:?} {said}");
        let wrong: Vec<_> = said.lines().filter(|line| line.starts_with("WRONG")).collect();
        assert!(wrong.len() == 1 && wrong[0].contains(why), "{fate:?} {said}");
    }
}

#[tokio::test]
async fn whatever_comes_instead_of_answers_what_is_known_is_told_in_time() {
    let mut scene = Scene::set().await;
    for (day, fate) in DAYS.into_iter().zip(Fate::FAILURES) {
        scene.between.becomes(fate);
        scene.run(&format!("{day}T07:31:00+02:00")).await;
        scene.until_log_says("the API cannot be followed for now").await;
        scene.until_health_says(AWAY).await;
        let today = scene.uses("idag", &[]).await;
        assert!(
            today.contains("Det här svaret är från onsdag 22 september 2032"),
            "{fate:?} {today}"
        );
        scene.stop().await;
    }
    let told = scene.told(DAYS.len()).await;
    for digest in &told {
        assert!(digest.contains("Uppgifterna är från onsdag 22 september 2032"), "{digest}");
    }
    scene.between.becomes(Fate::LetThrough);
    scene.run("2032-10-07T07:40:00+02:00").await;
    scene.until_health_says("ready").await;
    // None is told again; the last may have been edited, since its links lead elsewhere now.
    let titles = |told: &[String]| -> Vec<_> {
        told.iter().map(|digest| digest.lines().nth(1).map(str::to_owned)).collect()
    };
    assert_eq!(titles(&scene.told(DAYS.len()).await), titles(&told));
}

#[tokio::test]
async fn what_changed_while_the_api_was_away_is_told_once_when_it_is_back() {
    let mut scene = Scene::set().await;
    scene.between.becomes(Fate::Page502);
    scene.run(MORNING).await;
    assert_eq!(scene.told(1).await.len(), 1);
    scene.moves(WANTED);
    scene.between.becomes(Fate::LetThrough);
    scene.kill_and_run(MORNING).await;
    let told = scene.told_in_the_end().await;
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[1].contains("Ny tid: Hål i ersättningen"), "{told:#?}");
    for direct in [DIRECT, DIRECT_OF_BO] {
        let told = scene.told_in_private(direct, 1).await;
        assert!(told.len() == 1 && told[0].contains("Ny tid: Hål i ersättningen"), "{told:#?}");
    }
}

/// The client gives an answer ten seconds.
#[tokio::test]
async fn an_api_that_never_answers_holds_up_neither_answers_nor_notices() {
    let mut scene = Scene::set().await;
    scene.between.becomes(Fate::Silence);
    scene.run(MORNING).await;
    let anna = scene.discord.person(ANNA);
    let choices = scene.discord.choices_for(&anna.types("talare", "namn", "anna", &[])).await;
    assert_eq!(choices.len(), 0);
    let (today, asked) = tokio::join!(scene.uses("idag", &[]), scene.mention("vem är Molly Mall?"));
    assert!(today.contains("Lunch om lagom väntan"), "{today}");
    assert!(asked.contains("tog för lång tid"), "{asked}");
    assert_eq!(scene.told(1).await.len(), 1);
}

#[tokio::test]
async fn that_all_is_gone_at_once_is_not_told_as_cancelled() {
    for other in [Tree::content(), empty()] {
        let mut scene = Scene::set().await;
        let wrong = Server::start(&other, MORNING).await;
        scene.between.leads_to(wrong.address());
        scene.run(MORNING).await;
        scene.until_log_says("are said to be gone at once").await;
        scene.until_health_says(AWAY).await;
        // The day's programme comes as it was known.
        assert_eq!(scene.told(1).await.len(), 1);
        // Whoever put it up wrong puts it right.
        scene.between.leads_to(scene.server.address());
        scene.kill_and_run("2032-09-23T07:45:00+02:00").await;
        let told = scene.told_in_the_end().await;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(scene.told_in_private(DIRECT_OF_BO, 0).await, [""; 0]);
    }
}

#[tokio::test]
async fn what_has_been_gone_for_an_hour_is_told_to_those_who_asked_for_it() {
    let mut scene = Scene::set().await;
    let wrong = Server::start(&empty(), MORNING).await;
    scene.between.leads_to(wrong.address());
    scene.run(MORNING).await;
    scene.until_log_says("are said to be gone at once").await;
    scene.kill_and_run("2032-09-23T08:32:00+02:00").await;
    scene.until_health_says("ready").await;
    // The reminder was for later that day.
    for direct in [DIRECT, DIRECT_OF_BO] {
        let told = scene.told_in_private(direct, 1).await;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].contains("Borttaget ur programmet: Hål i ersättningen"), "{told:#?}");
    }
    assert_eq!(scene.told(1).await.len(), 1, "the digest alone");
}

/// A tree without seminars, and what speaks of them.
fn empty() -> Tree {
    let tree = Tree::twin();
    for folder in ["seminars", "news"] {
        for document in std::fs::read_dir(tree.path().join(folder)).unwrap() {
            std::fs::remove_file(document.unwrap().path()).unwrap();
        }
    }
    tree
}

/// What changed is told once though the API cannot say what did: it was restarted, and has forgotten.
#[tokio::test]
async fn an_api_that_has_forgotten_what_changed_is_compared_with_the_copy() {
    let mut scene = Scene::set().await;
    scene.run("2032-09-23T07:00:00+02:00").await;
    scene.moves(OTHER);
    assert_eq!(scene.told(1).await.len(), 1);
    scene.moves(WANTED);
    let again = Server::start(&scene.tree, MORNING).await;
    scene.between.leads_to(again.address());
    scene.kill_and_run("2032-09-23T07:00:30+02:00").await;
    let told = scene.told(2).await;
    assert!(told[1].contains("Ny tid: Hål i ersättningen"), "{told:#?}");
    scene.server = again;
    assert_eq!(scene.told_in_the_end().await, told);
}
