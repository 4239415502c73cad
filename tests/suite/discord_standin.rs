//! The stand-in for Discord, tried by a bot of a few lines: what it refuses, whom it shows what, and
//! what it does to requests and connections on demand.

mod robot;

use std::time::Duration;

use finsam_tests::discord::{
    ANNA, BO, CHANNEL, DIRECT_OF_BO, Discord, Fault, Moment, OTHER_CHANNEL, Permissions, Route,
    SOON, THREAD,
};
use serde_json::{Value, json};

use robot::Robot;

fn saying(content: &str) -> Value {
    json!({ "content": content, "allowed_mentions": { "parse": [] } })
}

fn messages(channel: u64) -> String {
    format!("channels/{channel}/messages")
}

#[tokio::test]
async fn what_is_typed_is_completed_and_then_used_with_its_type() {
    let discord = Discord::start().await;
    let mut robot = Robot::connect(&discord).await;
    let name = json!({ "type": 3, "name": "namn", "description": "x", "autocomplete": true, "required": true });
    let count = json!({ "type": 4, "name": "antal", "description": "x" });
    let inner = json!({ "type": 1, "name": "visa", "description": "x", "options": [name, count] });
    let commands = json!([{ "name": "talare", "description": "x", "options": [inner] }]);
    assert_eq!(robot.put("applications/1000/commands", &commands).await.0, 200);

    let bo = discord.person(BO).at(THREAD).reading("en-GB");
    let typed = bo.types("talare visa", "namn", "te", &[("antal", "3")]);
    let event = robot.event("INTERACTION_CREATE").await;
    let expected = json!([{ "name": "visa", "type": 1, "options": [
        { "name": "antal", "type": 4, "value": 3 },
        { "name": "namn", "type": 3, "value": "te", "focused": true },
    ] }]);
    assert_eq!((&event["type"], &event["data"]["options"]), (&json!(4), &expected));
    assert_eq!((&event["locale"], &event["channel_id"]), (&json!("en-GB"), &json!("3003")));
    let choices = json!([{ "name": "Testa", "value": "testa" }]);
    let offered = json!({ "type": 8, "data": { "choices": choices } });
    assert_eq!(robot.callback(&typed, &offered).await, (204, 0));
    assert_eq!(json!(discord.choices_for(&typed).await), choices);

    let used = bo.uses("talare visa", &[("namn", "testa")]);
    assert_eq!(robot.event("INTERACTION_CREATE").await["type"], 2);
    // Choices answer no command that is used.
    let private = json!({ "type": 4, "data": { "content": "Hej", "flags": 64, "allowed_mentions": { "parse": [] } } });
    assert_eq!(robot.callback(&used, &private).await, (204, 0));
    assert_eq!(robot.callback(&used, &private).await, (400, 40_060));
    assert_eq!(discord.answer_to(&used).await["content"], "Hej");
    assert_eq!(discord.seen_by(BO, THREAD).len(), 1);
    assert_eq!(discord.seen_by(ANNA, THREAD).len(), 0);
    assert_eq!(robot.get(&messages(THREAD)).await.1, json!([]));
}

#[tokio::test]
async fn a_thought_becomes_an_answer_whose_buttons_change_it() {
    let discord = Discord::start().await;
    let mut robot = Robot::connect(&discord).await;
    robot.put("applications/1000/commands", &json!([{ "name": "idag", "description": "x" }])).await;
    let used = discord.person(ANNA).uses("idag", &[]);
    assert_eq!(robot.callback(&used, &json!({ "type": 5 })).await, (204, 0));
    assert_eq!(discord.messages_of_the_bot().len(), 0, "it only thinks");
    let button = json!({ "type": 2, "style": 1, "label": "Mer", "custom_id": "mer" });
    let mut body = saying("Ett");
    body["components"] = json!([{ "type": 1, "components": [button] }]);
    let original = format!("webhooks/1000/{}/messages/@original", used.token);
    assert_eq!(robot.patch(&original, &body).await.0, 200);
    let answer = discord.answer_to(&used).await;
    assert_eq!((&answer["content"], &answer["flags"]), (&json!("Ett"), &json!(0)));
    let id = answer["id"].as_str().unwrap().parse().unwrap();

    let pressed = discord.person(BO).presses_label(id, "Mer");
    let update = json!({ "type": 7, "data": saying("Två") });
    assert_eq!(robot.callback(&pressed, &update).await, (204, 0));
    assert_eq!(discord.answer_to(&pressed).await["content"], "Två");
    assert_eq!(discord.message(id).unwrap()["components"], answer["components"], "left as it was");

    let pressed = discord.person(BO).presses(id, "mer");
    let input = json!({ "type": 4, "style": 1, "label": "När?", "custom_id": "when" });
    let rows = json!([{ "type": 1, "components": [input] }]);
    let form =
        json!({ "type": 9, "data": { "custom_id": "f", "title": "Påminn", "components": rows } });
    assert_eq!(robot.callback(&pressed, &form).await, (204, 0));
    let sent = discord.person(BO).submits(&pressed, &[("when", "imorgon")]);
    let event = robot.last_event("INTERACTION_CREATE", 4).await;
    assert_eq!(event["data"]["components"][0]["components"][0]["value"], "imorgon");
    assert_eq!(robot.callback(&sent, &json!({ "type": 6 })).await, (204, 0));
    let more = format!("webhooks/1000/{}", sent.token);
    assert_eq!(robot.post(&more, &saying("Tre")).await.0, 200);
    assert_eq!(discord.follow_ups_to(&sent).len(), 1);

    discord.expire_interactions();
    assert_eq!(robot.patch(&original, &body).await, (401, json!(50_027)));
}

#[tokio::test]
async fn where_the_bot_may_not_it_is_refused() {
    let discord = Discord::start().await;
    let robot = Robot::connect(&discord).await;
    let send = async |channel: u64| robot.post(&messages(channel), &saying("hej")).await;
    assert_eq!(send(CHANNEL).await.0, 200);
    discord.take_away(CHANNEL, Permissions::SEND_MESSAGES);
    assert_eq!(send(CHANNEL).await, (403, json!(50_013)));
    assert_eq!(send(OTHER_CHANNEL).await.0, 200);
    discord.give_back(CHANNEL);
    assert_eq!(send(CHANNEL).await.0, 200);
    discord.take_away(CHANNEL, Permissions::VIEW_CHANNEL);
    assert_eq!(send(CHANNEL).await, (403, json!(50_001)));
    discord.delete_channel(CHANNEL);
    assert_eq!(send(CHANNEL).await, (404, json!(10_003)));
    discord.close_direct_messages(BO);
    let opened = robot.post("users/@me/channels", &json!({ "recipient_id": BO.to_string() })).await;
    assert_eq!(opened.0, 200);
    assert_eq!(send(DIRECT_OF_BO).await, (403, json!(50_007)));
    discord.throw_out();
    assert_eq!(send(OTHER_CHANNEL).await, (403, json!(50_001)));
    discord.open_direct_messages(BO);
    assert_eq!(send(DIRECT_OF_BO).await.0, 200);
}

#[tokio::test]
async fn a_nonce_is_remembered_for_a_while_and_told_to_nobody() {
    let discord = Discord::start().await;
    let robot = Robot::connect(&discord).await;
    let mut body = saying("hej");
    body["nonce"] = "7".into();
    body["enforce_nonce"] = true.into();
    for _ in 0..2 {
        assert_eq!(robot.post(&messages(CHANNEL), &body).await.0, 200);
    }
    let all = robot.get(&messages(CHANNEL)).await.1;
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    assert_eq!((&all[0]["content"], &all[0]["nonce"]), (&json!("hej"), &json!(null)));
    discord.forget_nonces();
    robot.post(&messages(CHANNEL), &body).await;
    assert_eq!(discord.messages_of_the_bot().len(), 2);
}

#[tokio::test]
async fn a_request_is_held_before_or_after_it_takes_effect() {
    let discord = Discord::start().await;
    let robot = Robot::connect(&discord).await;
    let mine = saying("hej");
    let path = messages(CHANNEL);
    for (moment, lost) in [(Moment::Arrived, 0), (Moment::CarriedOut, 1)] {
        let before = discord.messages_of_the_bot().len();
        // The second from now on is caught; the first goes through.
        let mut held = discord.hold_nth_write(2, moment);
        assert_eq!(robot.post(&path, &mine).await.0, 200);
        let caught = async {
            assert_eq!(held.came(SOON).await.route, Route::Messages);
            assert_eq!(discord.messages_of_the_bot().len(), before + 1 + lost, "{moment:?}");
            drop(held);
        };
        let (sent, ()) = tokio::join!(robot.try_post(&path, &mine), caught);
        assert_eq!(sent, None, "its connection is cut");
        assert_eq!(discord.messages_of_the_bot().len(), before + 1 + lost, "{moment:?}");
    }
    let mut held = discord.hold(|request| request.route == Route::Messages, Moment::Arrived);
    let released = async {
        held.came(SOON).await;
        held.release();
    };
    let (sent, ()) = tokio::join!(robot.try_post(&path, &mine), released);
    assert_eq!(sent, Some(200));
}

#[tokio::test]
async fn requests_fail_as_planned() {
    let discord = Discord::start().await;
    let robot = Robot::connect(&discord).await;
    let retry_after = Duration::from_millis(1);
    let faults = [
        (Fault::ServerError, Some(500), 0),
        (Fault::ServerErrorAfterwards, Some(500), 1),
        (Fault::Refused { status: 403, code: 50_013 }, Some(403), 0),
        (Fault::RateLimited { retry_after, global: false }, Some(429), 0),
        (Fault::Cut, None, 0),
        (Fault::CutAfterwards, None, 1),
        (Fault::Garbage, Some(200), 1),
        (Fault::Slow(retry_after), Some(200), 1),
    ];
    for (fault, status, sent) in faults {
        let before = discord.messages_of_the_bot().len();
        discord.fail_next(Route::Messages, fault.clone());
        assert_eq!(robot.try_post(&messages(CHANNEL), &saying("hej")).await, status, "{fault:?}");
        assert_eq!(discord.messages_of_the_bot().len(), before + sent, "{fault:?}");
    }
    discord.limit(Route::Messages, 1, Duration::from_secs(60));
    assert_eq!(robot.try_post(&messages(CHANNEL), &saying("hej")).await, Some(200));
    assert_eq!(robot.try_post(&messages(CHANNEL), &saying("hej")).await, Some(429));
    assert_eq!(robot.try_post(&messages(OTHER_CHANNEL), &saying("hej")).await, Some(200));
    discord.fail_all(Fault::ServerError);
    assert_eq!(robot.get("users/@me").await.0, 500);
    discord.recover();
    assert_eq!(robot.get("users/@me").await.0, 200);
}

#[tokio::test]
async fn a_session_is_resumed_with_what_was_missed() {
    let discord = Discord::start().await;
    let mut robot = Robot::connect(&discord).await;
    discord.mention("ett");
    robot.event("MESSAGE_CREATE").await;
    discord.cut_gateway();
    discord.mention("två");
    robot.resume(&discord).await;
    discord.resumed(1, SOON).await;
    assert_eq!(robot.event("MESSAGE_CREATE").await["content"], "<@1000> två");
    discord.refuse_resumption();
    discord.cut_gateway();
    robot.resume(&discord).await;
    assert_eq!(robot.hear().await["op"], 9);
}

#[tokio::test]
#[should_panic(expected = "against Discord's rules")]
async fn a_broken_body_fails_the_test() {
    let discord = Discord::start().await;
    let robot = Robot::connect(&discord).await;
    let refused = robot.post(&messages(CHANNEL), &saying(&"x".repeat(2_001))).await;
    assert_eq!(refused, (400, json!(50_035)));
    assert_eq!(discord.messages_of_the_bot().len(), 0);
}
