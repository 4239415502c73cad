use super::*;
use crate::{
    message::{Embed, Message},
    state::ChannelWishes,
};

const CHANNEL: u64 = 30;
const ANNA: u64 = 20;
/// Anna's direct messages.
const DIRECT: u64 = 31;

/// What a request comes to.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Taken,
    /// It arrives, but the answer does not.
    TakenUnheard,
    /// It does not arrive, and we do not hear so.
    Lost,
    Refused(u16),
}

/// A Discord of a few channels, in memory.
#[derive(Clone, Default)]
pub(crate) struct Channels {
    pub(crate) posted: Arc<Mutex<Vec<(u64, Value)>>>,
    /// What the next requests to each channel come to; afterwards all are taken.
    fates: Arc<Mutex<HashMap<u64, Vec<Fate>>>>,
}

impl Channels {
    fn fate(&self, channel: u64, fates: &[Fate]) {
        self.fates.lock().unwrap().insert(channel, fates.iter().copied().rev().collect());
    }

    fn contents(&self, channel: u64) -> Vec<String> {
        let posted = self.posted.lock().unwrap();
        let there = posted.iter().filter(|(there, _)| *there == channel);
        there.map(|(_, body)| body["content"].as_str().unwrap().to_owned()).collect()
    }
}

impl Post for Channels {
    async fn direct_channel(&self, _: u64) -> Result<u64, SendError> {
        Ok(DIRECT)
    }

    async fn post(&self, channel: u64, body: &Value) -> Result<u64, SendError> {
        let fate = self.fates.lock().unwrap().get_mut(&channel).and_then(Vec::pop);
        let mut posted = self.posted.lock().unwrap();
        match fate.unwrap_or(Fate::Taken) {
            Fate::Lost => Err(SendError::GaveUp),
            Fate::Refused(status) => Err(SendError::Refused { status, code: 0 }),
            fate => {
                posted.push((channel, body.clone()));
                let id = u64::try_from(posted.len()).unwrap();
                match fate {
                    Fate::TakenUnheard => Err(SendError::GaveUp),
                    _ => Ok(id),
                }
            }
        }
    }

    async fn edit(&self, channel: u64, message: u64, body: &Value) -> Result<(), SendError> {
        let fate = self.fates.lock().unwrap().get_mut(&channel).and_then(Vec::pop);
        let mut posted = self.posted.lock().unwrap();
        let gone = SendError::Refused { status: 404, code: 10_008 };
        let index = usize::try_from(message).unwrap() - 1;
        let (_, there) = posted.get_mut(index).ok_or(gone)?;
        match fate.unwrap_or(Fate::Taken) {
            Fate::Lost => Err(SendError::GaveUp),
            Fate::Refused(status) => Err(SendError::Refused { status, code: 0 }),
            fate => {
                there["embeds"] = body["embeds"].clone();
                if let Fate::TakenUnheard = fate { Err(SendError::GaveUp) } else { Ok(()) }
            }
        }
    }

    async fn own_messages(&self, channel: u64) -> Result<Vec<Posted>, SendError> {
        let posted = self.posted.lock().unwrap();
        let numbered = (1..).zip(posted.iter());
        let there = numbered.filter(|(_, (there, _))| *there == channel);
        Ok(there.map(|(id, (_, body))| Posted { id, body: body.clone() }).collect())
    }
}

fn now() -> Timestamp {
    "2031-05-15T08:00:00Z".parse().unwrap()
}

fn notice(event: &str, target: Target, content: &str) -> Notice {
    let embed = Embed { title: Some(event.to_owned()), ..Embed::default() };
    Notice {
        event: event.to_owned(),
        kind: "test",
        target,
        fallback_channel: Some(CHANNEL),
        body: Message { content: content.to_owned(), ..Message::of(embed) }.to_json(),
        about: None,
        due: now(),
        useful_until: now() + SignedDuration::from_hours(1),
    }
}

async fn scene() -> (State, Channels) {
    (State::in_memory().await.unwrap(), Channels::default())
}

/// A program that has just started: it remembers no failures.
async fn deliver(state: &State, channels: &Channels, now: Timestamp) {
    Delivery::new(state.clone(), channels.clone()).deliver(now).await.unwrap();
}

#[tokio::test]
async fn each_notice_is_there_once_whatever_is_heard_of_it() {
    for fate in [Fate::Taken, Fate::TakenUnheard, Fate::Lost] {
        let (state, channels) = scene().await;
        channels.fate(CHANNEL, &[fate, fate]);
        // Two that read the same are two all the same.
        let twice = ["a", "b"].map(|event| Notice {
            event: event.to_owned(),
            ..notice("lika", Target::Channel(CHANNEL), "Samma ord.")
        });
        state.post(&twice).await.unwrap();
        for _ in 0..5 {
            deliver(&state, &channels, now()).await;
        }
        assert_eq!(channels.contents(CHANNEL), ["Samma ord."; 2], "{fate:?}");
    }
}

#[tokio::test]
async fn a_late_notice_says_so_and_a_useless_one_is_dropped() {
    let (state, channels) = scene().await;
    state.post(&[notice("a", Target::Channel(CHANNEL), "Börjar snart.")]).await.unwrap();
    deliver(&state, &channels, now() + SignedDuration::from_mins(30)).await;
    let contents = channels.contents(CHANNEL);
    assert_eq!(
        contents,
        ["⏰ Försenat: det här skulle ha kommit torsdag 15 maj 2031 kl. 10.00.\nBörjar snart."]
    );
    state.post(&[notice("b", Target::Channel(CHANNEL), "Börjar snart.")]).await.unwrap();
    deliver(&state, &channels, now() + SignedDuration::from_mins(61)).await;
    assert_eq!(channels.contents(CHANNEL).len(), 1);
    assert!(state.due(Timestamp::MAX).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_waits_for_a_channel_holds_up_no_other() {
    let (state, channels) = scene().await;
    channels.fate(CHANNEL, &[Fate::Lost]);
    let notices = [
        notice("a", Target::Channel(CHANNEL), "ett"),
        notice("b", Target::Channel(CHANNEL), "två"),
        notice("c", Target::Channel(77), "tre"),
    ];
    state.post(&notices).await.unwrap();
    let delivery = Delivery::new(state.clone(), channels.clone());
    delivery.deliver(now()).await.unwrap();
    delivery.deliver(now()).await.unwrap();
    // In order: the second waits until the first may be tried again.
    assert_eq!(channels.contents(CHANNEL), [""; 0]);
    assert_eq!(channels.contents(77), ["tre"]);
    deliver(&state, &channels, now()).await;
    assert_eq!(channels.contents(CHANNEL), ["ett", "två"]);
}

#[tokio::test]
async fn a_channel_that_bars_us_is_told_of_once_and_gone_on_with() {
    let (state, channels) = scene().await;
    let wishes = ChannelWishes::none(CHANNEL, None, ANNA, now());
    state.keep_channel(&wishes).await.unwrap();
    channels.fate(CHANNEL, &[Fate::Refused(403), Fate::Refused(404)]);
    state.post(&[notice("a", Target::Channel(CHANNEL), "ett")]).await.unwrap();
    for _ in 0..2 {
        deliver(&state, &channels, now()).await;
        assert!(state.channel(CHANNEL).await.unwrap().unwrap().barred.is_some());
    }
    deliver(&state, &channels, now()).await;
    assert_eq!(channels.contents(CHANNEL), ["ett"]);
    assert_eq!(state.channel(CHANNEL).await.unwrap().unwrap().barred, None);
    let told = channels.contents(DIRECT);
    assert!(told.len() == 1 && told[0].contains("<#30>"), "{told:?}");
}

#[tokio::test]
async fn who_takes_no_direct_messages_is_told_in_the_channel_and_then_left_in_peace() {
    let (state, channels) = scene().await;
    channels.fate(DIRECT, &[Fate::Refused(403); 3]);
    for n in 0..5 {
        let event = n.to_string();
        state.post(&[notice(&event, Target::Person(ANNA), "Hej!")]).await.unwrap();
        deliver(&state, &channels, now()).await;
    }
    let contents = channels.contents(CHANNEL);
    assert_eq!(contents[..3], ["<@20>\nHej!"; 3]);
    assert!(contents.len() == 4 && contents[3].contains("/påminnelser"), "{contents:?}");
    let posted = channels.posted.lock().unwrap()[0].1.clone();
    assert_eq!(posted["allowed_mentions"]["users"], json!(["20"]));
    // Until they turn to us.
    state.try_again(ANNA).await.unwrap();
    state.post(&[notice("again", Target::Person(ANNA), "Hej!")]).await.unwrap();
    deliver(&state, &channels, now()).await;
    assert_eq!(channels.contents(DIRECT), ["Hej!"]);
}

#[tokio::test]
async fn what_discord_never_takes_is_not_tried_for_ever() {
    let (state, channels) = scene().await;
    channels.fate(CHANNEL, &[Fate::Refused(400)]);
    state.post(&[notice("a", Target::Channel(CHANNEL), "ett")]).await.unwrap();
    deliver(&state, &channels, now()).await;
    deliver(&state, &channels, now()).await;
    assert_eq!(channels.contents(CHANNEL), [""; 0]);
}

#[tokio::test]
async fn a_message_comes_to_say_something_else_whatever_is_heard_of_it() {
    let digest = |says: &str| Notice {
        about: Some("{}".to_owned()),
        ..notice(says, Target::Channel(CHANNEL), "")
    };
    let titles = |channels: &Channels| -> Vec<String> {
        let posted = channels.posted.lock().unwrap();
        let title = |body: &Value| body["embeds"][0]["title"].as_str().unwrap().to_owned();
        posted.iter().map(|(_, body)| title(body)).collect()
    };
    let becomes = async |state: &State, says: &str| {
        let sent = state.digests(Timestamp::MIN).await.unwrap().remove(0);
        state.amend(&[(sent.id, digest(says).body)], "amended", says).await.unwrap();
    };
    for fate in [Fate::Taken, Fate::TakenUnheard, Fate::Lost] {
        let (state, channels) = scene().await;
        state.post(&[digest("före")]).await.unwrap();
        deliver(&state, &channels, now()).await;
        becomes(&state, "sedan").await;
        channels.fate(CHANNEL, &[fate]);
        deliver(&state, &channels, now()).await;
        deliver(&state, &channels, now()).await;
        assert_eq!(titles(&channels), ["sedan"], "{fate:?}");
        assert!(state.edits().await.unwrap().is_empty(), "{fate:?}");
    }
    // One that somebody took away, or that we may not change, is left.
    let (state, channels) = scene().await;
    state.post(&[digest("före")]).await.unwrap();
    deliver(&state, &channels, now()).await;
    becomes(&state, "sedan").await;
    channels.fate(CHANNEL, &[Fate::Refused(404)]);
    deliver(&state, &channels, now()).await;
    deliver(&state, &channels, now()).await;
    assert_eq!(titles(&channels), ["före"]);
    assert!(state.edits().await.unwrap().is_empty());
    // What has not been sent yet is sent as it is now, and what is in doubt is edited when it is found.
    let (state, channels) = scene().await;
    state.post(&[digest("före")]).await.unwrap();
    becomes(&state, "sedan").await;
    channels.fate(CHANNEL, &[Fate::TakenUnheard]);
    deliver(&state, &channels, now()).await;
    becomes(&state, "sist").await;
    deliver(&state, &channels, now()).await;
    assert_eq!(titles(&channels), ["sist"]);
}
