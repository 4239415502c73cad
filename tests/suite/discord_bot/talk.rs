//! Commands, buttons and conversations: the real bot and the real API over a made-up content.

use finsam_tests::discord::{ANNA, BO, CHANNEL, OTHER_CHANNEL, Permissions, Request, Route, SOON};
use serde_json::Value;

use super::scene::{Scene, check_says, id, is_ephemeral, labels, said};

/// The day before a cancelled lunch, two before a Friday with two seminars.
const NOW: &str = "2032-09-22T09:00:00+02:00";

#[tokio::test]
async fn a_seminar_is_found_as_its_name_is_written_and_can_be_shown_to_all() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let choices =
        scene.discord.choices_for(&anna.types("seminarium", "namn", "lunch om", &[])).await;
    assert_eq!(choices[0]["name"], "Lunch om lagom väntan · 23 september 2032");
    let value = choices[0]["value"].as_str().unwrap();
    let card = scene.answer(&anna.uses("seminarium", &[("namn", value)])).await;
    assert!(is_ephemeral(&card), "only Anna sees it");
    check_says(&card, &["Lunch om lagom väntan"]);
    assert!(!labels(&card).contains(&"Påminn mig".to_owned()), "it is cancelled");
    let shown = anna.presses_label(id(&card), "Visa i kanalen");
    let left = scene.answer(&shown).await;
    assert!(!labels(&left).contains(&"Visa i kanalen".to_owned()), "{left}");
    let follow_up =
        |request: &Request| request.method == "POST" && request.path.contains("/webhooks/");
    scene.discord.next_request(follow_up, SOON).await;
    let [for_all] = scene.discord.follow_ups_to(&shown).try_into().expect("it is shown once");
    assert!(!is_ephemeral(&for_all));
    check_says(&for_all, &["Lunch om lagom väntan"]);
}

#[tokio::test]
async fn a_name_somebody_types_is_looked_up_or_asked_about() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let card = scene.answer(&anna.uses("seminarium", &[("namn", "kon i kön")])).await;
    check_says(&card, &["Kon i kön"]);
    let several = scene.answer(&anna.uses("seminarium", &[("namn", "Måndag i mellanläget")])).await;
    check_says(&several, &["Menade du"]);
    assert!(labels(&several).contains(&"Måndag i mellanläget · 11 oktober 2032".to_owned()));
    let one = anna.presses_label(id(&several), "Måndag i mellanläget · 11 oktober 2032");
    let one = scene.answer(&one).await;
    assert!(is_ephemeral(&one));
    check_says(&one, &["Måndag i mellanläget", "11 oktober"]);
    let nothing = scene.answer(&anna.uses("talare", &[("namn", "Xyzzy *Plugh*")])).await;
    check_says(&nothing, &[r"Jag hittar inget som heter *Xyzzy \*Plugh\**", "/sök"]);
}

#[tokio::test]
async fn the_programme_of_a_time_in_ones_own_words() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let choices = scene.discord.choices_for(&anna.types("program", "datum", "på fre", &[])).await;
    assert!(choices.len() <= 25);
    let choices = scene.discord.choices_for(&anna.types("program", "datum", "v. 39", &[])).await;
    let label = choices[0]["name"].as_str().unwrap();
    assert!(label.contains("20–26 september 2032"), "{label}");
    let week = anna.uses("program", &[("datum", choices[0]["value"].as_str().unwrap())]);
    check_says(&scene.answer(&week).await, &["Lunch om lagom väntan", "Hål i ersättningen"]);
    let friday = scene.answer(&anna.uses("program", &[("datum", "på fredag")])).await;
    assert!(!is_ephemeral(&friday), "the programme is for all");
    check_says(&friday, &["Hål i ersättningen", "Hala trottoarer"]);
    let unclear = scene.answer(&anna.uses("program", &[("datum", "banan")])).await;
    check_says(&unclear, &["Jag förstår inte *banan* som en dag", "v. 27"]);
    // Nothing typed: today, tomorrow, and the next days with something on.
    let usual = scene.discord.choices_for(&anna.types("program", "datum", "", &[])).await;
    let names: Vec<_> = usual.iter().map(|choice| choice["name"].as_str().unwrap()).collect();
    assert!(names[0].starts_with("idag") && names[1].starts_with("imorgon"), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("fredag 24 september 2032")), "{names:?}");
}

#[tokio::test]
async fn a_day_without_a_year_is_of_the_nearest_year_with_something_on() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let of = async |day: &str| scene.answer(&anna.uses("program", &[("datum", day)])).await;
    let july = of("1 juli").await;
    check_says(&july, &["Här är 2031", "tisdag 1 juli 2031", "Provfrukost"]);
    let choices = scene.discord.choices_for(&anna.types("program", "datum", "1 juli", &[])).await;
    let names: Vec<_> = choices.iter().map(|choice| choice["name"].as_str().unwrap()).collect();
    assert!(names[0].contains("1 juli 2031") && names[1].contains("1 juli 2032"), "{names:?}");
    // This year's, where it has something on; and as it was said, where no year has, or it was said.
    let october = of("7 oktober").await;
    check_says(&october, &["7 oktober 2032", "Kon i kön"]);
    assert!(!said(&october).contains("Här är"), "{}", said(&october));
    check_says(&of("1 augusti").await, &["1 augusti 2032"]);
    check_says(&of("1 juli 2032").await, &["1 juli 2032"]);
}

/// What is behind a message's link, fetched as a calendar program would.
async fn behind_link(message: &Value) -> String {
    let buttons = message["components"][0]["components"].as_array().unwrap();
    let link = buttons.iter().find_map(|button| button["url"].as_str()).expect("a link");
    assert!(said(message).contains(&format!("`{link}`")), "the address can be copied: {message}");
    reqwest::get(link).await.unwrap().text().await.unwrap()
}

fn titles(calendar: &str) -> Vec<&str> {
    calendar.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).map(str::trim_end).collect()
}

#[tokio::test]
async fn a_seminar_and_the_programme_are_put_into_ones_calendar() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let card = scene.answer(&anna.uses("seminarium", &[("namn", "kon i kön")])).await;
    let one = scene.answer(&anna.presses_label(id(&card), "Lägg i kalendern")).await;
    assert!(is_ephemeral(&one), "only Anna sees it");
    check_says(&one, &["**Kon i kön**", "prenumeration"]);
    assert_eq!(titles(&behind_link(&one).await), ["Kon i kön"]);
    // Everything, and everything of somebody: what is behind it bears her name.
    let all = scene.answer(&anna.uses("kalender", &[])).await;
    check_says(&all, &["**Programmet** i din kalender"]);
    let all = behind_link(&all).await;
    assert!(titles(&all).len() > 40 && titles(&all).contains(&"Kon i kön"), "{all}");
    let choices = scene.discord.choices_for(&anna.types("kalender", "vad", "exempla", &[])).await;
    let hers = choices[0]["value"].as_str().unwrap();
    let hers = scene.answer(&anna.uses("kalender", &[("vad", hers)])).await;
    check_says(&hers, &["Allt med **Exempla de Exempel**"]);
    let hers = behind_link(&hers).await;
    assert!(hers.contains("NAME:Exempla de Exempel"), "{hers}");
    let nobody = scene.answer(&anna.uses("kalender", &[("vad", "Xyzzy Plugh")])).await;
    check_says(&nobody, &["Jag hittar inget som heter *Xyzzy Plugh*"]);
}

#[tokio::test]
async fn a_reminder_is_made_listed_and_cancelled_also_after_a_restart() {
    let mut scene = Scene::start(NOW).await;
    let ahead = [("seminarium", "kon i kön"), ("före", "1440")];
    {
        let anna = scene.discord.person(ANNA);
        let made = scene.answer(&anna.uses("påminn", &ahead)).await;
        assert!(is_ephemeral(&made));
        check_says(
            &made,
            &["Jag påminner dig om **Kon i kön** 1 dag före", "onsdag 6 oktober 2032 kl. 8.00"],
        );
        let again = scene.answer(&anna.uses("påminn", &ahead)).await;
        check_says(&again, &["Du har redan en påminnelse"]);
        let earlier = scene.answer(&anna.presses_label(id(&made), "1 timme före")).await;
        check_says(&earlier, &["1 timme före", "torsdag 7 oktober 2032 kl. 7.00"]);
        let past = scene.answer(&anna.uses("påminn", &[("seminarium", "kölappens framtid")])).await;
        check_says(&past, &["är redan över"]);
        let cancelled = anna.uses("påminn", &[("seminarium", "lunch om lagom väntan")]);
        check_says(&scene.answer(&cancelled).await, &["är inställt"]);
    }
    scene.restart(NOW).await;
    let anna = scene.discord.person(ANNA);
    let list = scene.answer(&anna.uses("påminnelser", &[])).await;
    check_says(&list, &["1. **Kon i kön** – 1 dag före", "2. **Kon i kön** – 1 timme före"]);
    // Somebody else sees none of it.
    let of_bo = scene.answer(&scene.discord.person(BO).uses("påminnelser", &[])).await;
    check_says(&of_bo, &["Du har inga påminnelser"]);
    let left = scene.turned(&list, &anna.presses_label(id(&list), "Ta bort 1")).await;
    check_says(&left, &["1. **Kon i kön** – 1 timme före"]);
    assert!(!said(&left).contains("1 dag före"));
    // The commands are known from before the restart.
    assert_eq!(scene.discord.requests_to(Route::Commands).len(), 1);
}

#[tokio::test]
async fn what_somebody_follows_is_kept_until_they_are_forgotten() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let choices = scene.discord.choices_for(&anna.types("följ", "vad", "mellanläges", &[])).await;
    let label = choices[0]["name"].as_str().unwrap();
    assert!(label.ends_with(')'), "the kind is told: {label}");
    let followed = anna.uses("följ", &[("vad", choices[0]["value"].as_str().unwrap())]);
    check_says(&scene.answer(&followed).await, &["Nu följer du"]);
    check_says(&scene.answer(&anna.uses("följ", &[])).await, &["Det här följer du", "1. **"]);
    scene.answer(&anna.uses("påminn", &[("seminarium", "kon i kön")])).await;
    let sure = scene.answer(&anna.uses("glöm", &[])).await;
    check_says(&sure, &["1 påminnelse, 1 sak som du följer"]);
    let gone = scene.turned(&sure, &anna.presses_label(id(&sure), "Ja, radera allt")).await;
    check_says(&gone, &["Nu är allt raderat: 1 påminnelse och 1 sak"]);
    assert_eq!(labels(&gone), [""; 0]);
    check_says(&scene.answer(&anna.uses("följ", &[])).await, &["Du följer inget"]);
    check_says(&scene.answer(&anna.uses("påminnelser", &[])).await, &["Du har inga påminnelser"]);
}

#[tokio::test]
async fn who_runs_the_server_chooses_what_a_channel_is_told() {
    let scene = Scene::start(NOW).await;
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    let chosen = scene.answer(&manager.uses("finsam kanal", &[])).await;
    assert!(is_ephemeral(&chosen));
    check_says(&chosen, &["Börjar snart: **av**", "Nyheter: **av**", "Dagens program: **av**"]);
    let on = scene.turned(&chosen, &manager.presses_label(id(&chosen), "Slå på: Nyheter")).await;
    check_says(&on, &["Börjar snart: **av**", "Nyheter: **på**"]);
    assert!(labels(&on).contains(&"Stäng av: Nyheter".to_owned()));
    let daily = [("hur_ofta", "dag"), ("klockan", "kl. 6.45")];
    check_says(
        &scene.answer(&manager.uses("finsam digest", &daily)).await,
        &["varje dag kl. 6.45"],
    );
    let wrong = [("hur_ofta", "dag"), ("klockan", "sen")];
    check_says(
        &scene.answer(&manager.uses("finsam digest", &wrong)).await,
        &["Jag förstår inte *sen*"],
    );
    let weekly = [("hur_ofta", "vecka"), ("veckodag", "5")];
    check_says(
        &scene.answer(&manager.uses("finsam digest", &weekly)).await,
        &["varje fredag kl. 7.30"],
    );
    let status = scene.answer(&manager.uses("finsam status", &[])).await;
    check_says(
        &status,
        &["Nyheter: **på**", "varje dag kl. 6.45", "varje fredag kl. 7.30", "Jag kommer åt dem"],
    );
    // Another channel is told nothing.
    let there = scene.answer(&manager.at(OTHER_CHANNEL).uses("finsam kanal", &[])).await;
    check_says(&there, &["Nyheter: **av**"]);
    let clocks = manager.types("finsam digest", "klockan", "18", &[("hur_ofta", "dag")]);
    assert_eq!(scene.discord.choices_for(&clocks).await[0]["value"], "18:00");
}

#[tokio::test]
async fn a_test_shows_what_is_missing() {
    let scene = Scene::start(NOW).await;
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    let well = scene.answer(&manager.uses("finsam test", &[])).await;
    check_says(&well, &["Provet kom fram", "Jag har de behörigheter jag behöver"]);
    let samples = scene.discord.seen_by(BO, CHANNEL);
    check_says(samples.last().unwrap(), &["Det här är ett prov"]);
    scene.discord.take_away(CHANNEL, Permissions::SEND_MESSAGES);
    let badly = scene.answer(&manager.uses("finsam test", &[])).await;
    check_says(&badly, &["lät mig inte skriva", "Jag saknar: Skicka meddelanden"]);
}

#[tokio::test]
async fn the_terms_of_a_message_are_explained() {
    let scene = Scene::start(NOW).await;
    let bo = scene.discord.person(BO);
    let message = bo.says("Min kölots sa att hålpengen hänger på väntetiden");
    let anna = scene.discord.person(ANNA);
    let explained = scene.answer(&anna.uses_on(message, "Förklara begrepp")).await;
    assert!(is_ephemeral(&explained));
    check_says(&explained, &["Begrepp i meddelandet", "kölots", "hålpeng", "väntetid"]);
    let more = labels(&explained);
    let card = scene.answer(&anna.presses_label(id(&explained), &more[0])).await;
    check_says(&card, &["ölots"]);
    let plain = bo.says("Hej på er");
    let nothing = scene.answer(&anna.uses_on(plain, "Förklara begrepp")).await;
    check_says(&nothing, &["Jag hittar inget begrepp"]);
}

#[tokio::test]
async fn pages_turn_in_place_for_whose_they_are_and_beside_for_others() {
    let scene = Scene::start(NOW).await;
    let (anna, bo) = (scene.discord.person(ANNA), scene.discord.person(BO));
    let first = scene.answer(&anna.uses("nyheter", &[])).await;
    check_says(&first, &["Senaste nytt"]);
    let of_bo = scene.answer(&bo.presses_label(id(&first), "Nästa sida")).await;
    assert!(is_ephemeral(&of_bo) && id(&of_bo) != id(&first));
    let second = scene.turned(&first, &anna.presses_label(id(&first), "Nästa sida")).await;
    assert_eq!(said(&second), said(&of_bo));
    assert!(labels(&second).contains(&"Föregående sida".to_owned()));
}

#[tokio::test]
async fn facts_have_sources_and_an_editor() {
    let scene = Scene::start(NOW).await;
    let anna = scene.discord.person(ANNA);
    let card = scene.answer(&anna.uses("begrepp", &[("ord", "väntetid")])).await;
    let evidence = scene.answer(&anna.presses_label(id(&card), "Felaktigt?")).await;
    assert!(is_ephemeral(&evidence));
    check_says(&evidence, &["Källor", "redaktionen@exempel.se"]);
}

#[tokio::test]
async fn a_question_on_a_button_follows_on_the_answer_also_after_a_restart() {
    let mut scene = Scene::start(NOW).await;
    let answer = {
        let anna = scene.discord.person(ANNA);
        anna.mentions("vad händer på fredag?");
        let sent = |request: &Request| request.route == Route::Messages;
        scene.discord.next_request(sent, SOON).await;
        scene.discord.messages_of_the_bot()[0].clone()
    };
    scene.restart(NOW).await;
    let bo = scene.discord.person(BO);
    bo.replies(id(&answer), "vilka talar på det första?");
    let sent = |request: &Request| {
        request.route == Route::Messages && request.body["message_reference"].is_object()
    };
    scene.discord.next_request(sent, SOON).await;
    let follow_up = scene.discord.messages_of_the_bot().last().unwrap().clone();
    assert!(!said(&follow_up).contains("förstår inte"), "{}", said(&follow_up));
    let [first, ..] = labels(&answer).try_into().unwrap_or_else(|_: Vec<String>| [String::new()]);
    if !first.is_empty() {
        let on = scene.answer(&bo.presses_label(id(&answer), &first)).await;
        assert!(!is_ephemeral(&on));
        assert_eq!(on["embeds"][0]["title"], first);
    }
}

#[tokio::test]
async fn while_the_api_is_away_the_last_good_answer_tells_its_age() {
    let mut scene = Scene::start(NOW).await;
    scene.answer(&scene.discord.person(ANNA).uses("nyheter", &[])).await;
    scene.stop_api().await;
    let bo = scene.discord.person(BO);
    let kept = scene.answer(&bo.uses("nyheter", &[])).await;
    check_says(
        &kept,
        &["Jag når inte Finsams uppgifter just nu", "onsdag 22 september 2032", "Senaste nytt"],
    );
    let none = scene.answer(&bo.uses("sök", &[("ord", "hålpeng")])).await;
    check_says(&none, &["Jag når inte Finsams uppgifter just nu", "Försök igen om en stund"]);
    let choices = scene.discord.choices_for(&bo.types("talare", "namn", "anna", &[])).await;
    assert_eq!(choices, [Value::Null; 0]);
    let help = scene.answer(&bo.uses("hjälp", &[])).await;
    check_says(&help, &["/påminn", "/glöm", "Visa i kanalen"]);
}
