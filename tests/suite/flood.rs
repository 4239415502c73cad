//! Bad input of every kind at once, for a while: the server stays up, small and discreet.
//!
//! Ten seconds unless `FINSAM_FLOOD_SECONDS` says otherwise. What is sent follows from the seed, which
//! is printed, and given again in `FINSAM_FLOOD_SEED`; how it interleaves does not.

mod assault;

use std::{collections::BTreeMap, env, fmt::Debug, str::FromStr, time::Duration};

use assault::{Assault, Ending};
use fastrand::Rng;
use finsam_tests::finsam::{Bystander, Server, Tree};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{Instant, timeout},
};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";

/// How many attack at a time.
const ATTACKERS: u64 = 16;
/// How many sockets each leaves behind half-open, before it lets go of the oldest.
const LEFT_OPEN: usize = 20;
/// How long an attacker waits before it says that there is no more.
const SILENCE: Duration = Duration::from_secs(1);
/// Nothing takes longer, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(15);
/// What the server may hold at most.
const PEAK_MIB: u64 = 256;
/// What may be left when all is quiet: what it holds when idle, and kept answers up to their bound,
/// which somebody may ask for again.
const LEFT_MIB: u64 = 64 + 64;

/// What no answer may say: where files are, here or where it was built, and how the program fails.
const INDISCREET: [&str; 10] = [
    "/tmp/",
    "/root/",
    "/home/",
    env!("CARGO_MANIFEST_DIR"),
    "/rustc/",
    ".cargo",
    ".rs:",
    "panicked",
    "RUST_BACKTRACE",
    "called `",
];

fn setting<T: FromStr<Err: Debug>>(name: &str, default: T) -> T {
    env::var(name).map_or(default, |value| value.parse().unwrap())
}

#[tokio::test]
async fn a_flood_of_bad_input_leaves_the_server_up_small_and_discreet() {
    let seconds = setting("FINSAM_FLOOD_SECONDS", 10);
    let seed = setting("FINSAM_FLOOD_SEED", 2031);
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let healthy = server.query("{ seminars { totalCount } }").await;
    let before = server.memory();
    let others = Bystander::start(&server, "{ seminars { totalCount } }", move |data| {
        assert_eq!(*data, healthy);
    });

    let folder = tree.path().to_str().unwrap().to_owned();
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut attackers = JoinSet::new();
    for number in 0..ATTACKERS {
        let address = server.address().trim_start_matches("http://").to_owned();
        let rng = Rng::with_seed(seed + number);
        attackers.spawn(attack(address, rng, until, folder.clone()));
    }
    let mut tally: BTreeMap<(&str, String), u32> = BTreeMap::new();
    while let Some(attacked) = attackers.join_next().await {
        for (what, times) in attacked.unwrap() {
            *tally.entry(what).or_default() += times;
        }
    }
    let served = others.leave().await;
    let at_most = server.memory().peak_mib;
    println!("seed {seed}, {seconds} s: {} sent", tally.values().sum::<u32>());
    for ((what, outcome), times) in &tally {
        println!("{times:>8} {what}: {outcome}");
    }
    println!("memory: {} MiB before, {at_most} at most; {served:?}", before.now_mib);
    println!("memory: {} MiB after", quiet(&server).await);
    assert!(at_most < PEAK_MIB, "{at_most} MiB");
    assert!(!server.said().contains("panicked"), "{}", server.said());
    let (ready, _) = server.ready().await;
    assert_eq!(ready, 200);
    assert!(server.stop().await.success());
}

/// Waits until what the flood needed has been let go of; how much is left.
async fn quiet(server: &Server) -> u64 {
    let began = Instant::now();
    loop {
        // Somebody asks now and then, as always.
        server.query("{ terms { totalCount } }").await;
        let now = server.memory().now_mib;
        if now < LEFT_MIB {
            return now;
        }
        assert!(began.elapsed() < PATIENCE, "{now} MiB are not let go of");
    }
}

/// What was sent and how it ended, with how often.
type Tally = BTreeMap<(&'static str, String), u32>;

async fn attack(address: String, mut rng: Rng, until: Instant, folder: String) -> Tally {
    let mut tally = Tally::new();
    let mut left_open = std::collections::VecDeque::new();
    while Instant::now() < until {
        let assault = Assault::any(&mut rng);
        let mut socket = TcpStream::connect(&address).await.expect("the server is there");
        let mut answer = Vec::new();
        let _ = socket.write_all(&assault.bytes).await;
        match assault.ending {
            Ending::LeaveOpen => {
                left_open.push_back(socket);
                if left_open.len() > LEFT_OPEN {
                    left_open.pop_front();
                }
                *tally.entry((assault.name, "left open".to_owned())).or_default() += 1;
                continue;
            }
            Ending::HangUp => {
                *tally.entry((assault.name, "hung up".to_owned())).or_default() += 1;
                continue;
            }
            Ending::Listen => {
                if timeout(SILENCE, socket.read_to_end(&mut answer)).await.is_err() {
                    // The server waits for the rest. There is none.
                    let _ = socket.shutdown().await;
                    let ended = timeout(PATIENCE, socket.read_to_end(&mut answer)).await;
                    assert!(ended.is_ok(), "{} never ends", assault.name);
                }
            }
        }
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.get(..12).unwrap_or("nothing").to_owned();
        assert!(!status.starts_with("HTTP/1.1 5"), "{}: {answer}", assault.name);
        for indiscreet in INDISCREET.into_iter().chain([folder.as_str()]) {
            assert!(!answer.contains(indiscreet), "{}: {answer}", assault.name);
        }
        *tally.entry((assault.name, status)).or_default() += 1;
    }
    tally
}
