//! What is told because the content changed: it is edited while the bot runs, and while it does not.

use finsam_tests::discord::{ANNA, BO, CHANNEL, DIRECT, DIRECT_OF_BO, Permissions};

use super::scene::{Scene, check_says, id, labels};

/// Two days before the Friday of `Hål i ersättningen`.
const NOW: &str = "2032-09-22T09:00:00+02:00";

const SEMINAR: &str = "seminars/hal-i-ersattningen-2032.md";

/// What somebody who runs the server has the channel told.
async fn told_of(scene: &Scene, what: &str) {
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    let chosen = scene.answer(&manager.uses("finsam kanal", &[])).await;
    let on = manager.presses_label(id(&chosen), &format!("Slå på: {what}"));
    check_says(&scene.turned(&chosen, &on).await, &[&format!("{what}: **på**")]);
}

#[tokio::test]
async fn what_is_moved_cancelled_and_on_again_is_told_as_it_happens_and_after_a_time_away() {
    let mut scene = Scene::start(NOW).await;
    told_of(&scene, "Flyttat och inställt").await;
    scene.tree.replace(SEMINAR, "2032-09-24T10:00", "2032-09-24T15:00");
    scene.tree.replace(SEMINAR, "2032-09-24T11:30", "2032-09-24T16:30");
    // Written in two steps, as editors write, it may be told in two: the last one has the whole.
    let mut moved = scene.told_in(CHANNEL).await;
    if !super::scene::said(&moved).contains("16.30") {
        moved = scene.told_in(CHANNEL).await;
    }
    check_says(
        &moved,
        &["Ny tid: Hål i ersättningen", "~~ → fredag 24 september 2032 kl. 15.00–16.30"],
    );

    scene.tree.replace(
        SEMINAR,
        "format =",
        "status = \"cancelled\"\nstatusNote = \"Hålet är lagat.\"\nformat =",
    );
    let cancelled = scene.told_in(CHANNEL).await;
    check_says(&cancelled, &["Inställt: Hål i ersättningen", "Hålet är lagat."]);
    assert_eq!(labels(&cancelled), [""; 0], "nobody is reminded of it");

    scene.tree.replace(SEMINAR, "status = \"cancelled\"\nstatusNote = \"Hålet är lagat.\"\n", "");
    let on_again = scene.told_in(CHANNEL).await;
    check_says(&on_again, &["Blir av ändå: Hål i ersättningen", "kl. 15.00–16.30"]);

    scene.end().await;
    scene.tree.replace(SEMINAR, "venue = \"folkets-forhall\"", "venue = \"vantsalen\"");
    scene.run(NOW).await;
    let elsewhere = scene.told_in(CHANNEL).await;
    check_says(
        &elsewhere,
        &["Ny plats: Hål i ersättningen", "~~[Folkets Förhall]", "→ [Väntsalen]"],
    );
    assert!(labels(&elsewhere).contains(&"Påminn mig".to_owned()));
}

#[tokio::test]
async fn a_new_article_is_told_once() {
    let mut scene = Scene::start(NOW).await;
    told_of(&scene, "Nyheter").await;
    let article = |headline: &str| {
        format!(
            "+++\nheadline = \"{headline}\"\npublishedOn = 2032-09-22\n\
             sources = [\"hostprogrammet-2032\"]\n+++\n\nDet hände nyss.\n"
        )
    };
    scene.tree.write("news/provet-gick-bra.md", &article("Provet gick bra"));
    let told = scene.told_in(CHANNEL).await;
    check_says(
        &told,
        &["Ny artikel, onsdag 22 september 2032", "Provet gick bra", "Det hände nyss."],
    );
    // A better headline is no news, and neither is what stood there before; another article is.
    scene.tree.write("news/provet-gick-bra.md", &article("Provet gick mycket bra"));
    scene.restart(NOW).await;
    scene.tree.write("news/provet-gick-om.md", &article("Provet gick om"));
    check_says(&scene.told_in(CHANNEL).await, &["Provet gick om"]);
}

#[tokio::test]
async fn who_follows_a_person_an_organisation_a_term_or_a_series_hears_of_what_is_new() {
    let scene = Scene::start(NOW).await;
    let follow = async |person: u64, what: &str| {
        let person = scene.discord.person(person);
        let choices = scene.discord.choices_for(&person.types("följ", "vad", what, &[])).await;
        let value = choices[0]["value"].as_str().unwrap();
        check_says(&scene.answer(&person.uses("följ", &[("vad", value)])).await, &["Nu följer du"]);
    };
    follow(ANNA, "Karin Skiss").await;
    follow(BO, "hålpeng").await;
    let seminar = |title: &str, more: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nstartsAt = 2032-11-03T09:00\nendsAt = 2032-11-03T10:00\n\
             format = \"seminar\"\nvenue = \"vantsalen\"\nsources = [\"hostprogrammet-2032\"]\n{more}\n\
             +++\n\nNytt.\n"
        )
    };
    let first =
        "terms = [\"halpeng\"]\n[[appearances]]\nperson = \"karin-skiss\"\nrole = \"speaker\"";
    scene.tree.write("seminars/nytt-ett-2032.md", &seminar("Nytt ett", first));
    let new = "Nytt i programmet: Nytt ett";
    let to_anna = scene.told_in(DIRECT).await;
    check_says(&to_anna, &[new, "onsdag 3 november 2032 kl. 9.00–10.00", "Du följer Karin Skiss"]);
    check_says(&scene.told_in(DIRECT_OF_BO).await, &[new, "Du följer hålpeng"]);

    follow(ANNA, "Vändplatsen").await;
    follow(BO, "Frukost i Kulissen").await;
    let second = "series = \"frukost-i-kulissen-2032\"\norganisers = [\"vandplatsen\"]";
    scene.tree.write("seminars/nytt-tva-2032.md", &seminar("Nytt två", second));
    check_says(&scene.told_in(DIRECT).await, &["Nytt två", "Du följer Vändplatsen"]);
    check_says(&scene.told_in(DIRECT_OF_BO).await, &["Nytt två", "Du följer Frukost i Kulissen"]);
}
