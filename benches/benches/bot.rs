//! What the bot costs, and how soon it answers: the real `finsam-bot` and API, with the stand-in for
//! Discord between them and a member who uses `/idag` a thousand times, one every 25 ms. Then a whole
//! year is rehearsed.
//!
//! `FINSAM_BENCH_INTERACTIONS` says how often, `FINSAM_BENCH_EVERY_MS` at what distance. Both programs
//! are those that `cargo build --workspace --profile ci --bins` leaves beside this one.

use std::{
    collections::HashMap,
    env, fs,
    io::{self, Write},
    process::{ExitCode, Stdio},
    str::FromStr,
    time::{Duration, Instant},
};

use finsam_benches::process::{cpu_time, most_resident_bytes, resident_bytes};
use finsam_tests::{
    discord::{Discord, Interaction, Route, SOON, TOKEN},
    finsam::{Server, Tree},
    programs,
};
use tokio::{
    process::{Child, Command},
    time::{MissedTickBehavior, interval, sleep},
};

/// A day with much on its programme, on which time goes on.
const CLOCK: &str = "2018-07-03T08:00:00+02:00+";

/// Interactions before anything is measured.
const WARM_UP: usize = 20;

#[tokio::main]
async fn main() -> ExitCode {
    let mut output = io::stdout();
    match measure(&mut output).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(output, "bot: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(output: &mut impl Write) -> io::Result<()> {
    let load = fs::read_to_string("/proc/loadavg")?;
    writeln!(output, "load of the machine: {}", load.trim())?;
    conversation(output).await?;
    year(output).await?;
    let load = fs::read_to_string("/proc/loadavg")?;
    writeln!(output, "load of the machine: {}", load.trim())
}

/// Interactions one after the other.
async fn conversation(output: &mut impl Write) -> io::Result<()> {
    let count = setting("FINSAM_BENCH_INTERACTIONS").unwrap_or(1_000);
    let every = Duration::from_millis(setting("FINSAM_BENCH_EVERY_MS").unwrap_or(25));
    let tree = Tree::content();
    let server = Server::start(&tree, CLOCK).await;
    let discord = Discord::start().await;
    let state = tempfile::tempdir()?;
    let mut command = programs::command("finsam-bot");
    command.arg("run").env("FINSAM_API", server.api()).env("FINSAM_CLOCK", CLOCK);
    command.env("FINSAM_BOT_STATE", state.path().join("state.sqlite"));
    command.env("DISCORD_API", discord.address()).env("DISCORD_TOKEN", TOKEN);
    let bot = command.env("RUST_LOG", "warn").spawn()?;
    let process = of(&bot)?;
    discord.greeted(1, SOON).await;
    while discord.commands().is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    use_today(&discord, WARM_UP, every).await;
    let before = (cpu_time(process)?, cpu_time(server.process())?);
    let used = use_today(&discord, count, every).await;
    let after = (cpu_time(process)?, cpu_time(server.process())?);
    let each = |before: Duration, after: Duration| {
        (after - before) / u32::try_from(used.len()).unwrap_or(u32::MAX)
    };
    writeln!(output, "{} times /idag, one every {} ms", used.len(), every.as_millis())?;
    writeln!(output, "processor time each: bot {:?}", each(before.0, after.0))?;
    writeln!(output, "processor time each: API {:?}", each(before.1, after.1))?;
    let [first, whole] = waits(&discord, &used);
    told(output, "until the first reply", first)?;
    told(output, "until the answer is there", whole)?;
    let megabytes = |bytes: u64| bytes / 1024 / 1024;
    let (now, most) = (resident_bytes(process)?, most_resident_bytes(process)?);
    writeln!(output, "bot's memory: {} MiB, at most {} MiB", megabytes(now), megabytes(most))
}

/// Something somebody used, and when.
struct Used {
    interaction: Interaction,
    at: Instant,
}

/// Uses `/idag` again and again, and waits for the last answer.
async fn use_today(discord: &Discord, count: usize, every: Duration) -> Vec<Used> {
    let mut pace = interval(every);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut used = Vec::new();
    for _ in 0..count {
        pace.tick().await;
        let at = Instant::now();
        used.push(Used { interaction: discord.slash("idag", &[]), at });
    }
    for one in &used {
        discord.answer_to(&one.interaction).await;
    }
    used
}

/// How long each waited for the first word, and for the answer.
fn waits(discord: &Discord, used: &[Used]) -> [Vec<Duration>; 2] {
    [Route::Callback, Route::Original].map(|route| {
        let requests = discord.requests_to(route);
        // Both have the interaction's token in their path.
        let by_token: HashMap<_, _> = requests
            .iter()
            .flat_map(|request| request.path.split('/').map(move |part| (part, request.at)))
            .collect();
        let wait = |one: &Used| Some(*by_token.get(one.interaction.token.as_str())? - one.at);
        used.iter().filter_map(wait).collect()
    })
}

fn told(output: &mut impl Write, what: &str, mut waits: Vec<Duration>) -> io::Result<()> {
    waits.sort();
    let at = |percent: usize| {
        let place = (waits.len() * percent / 100).min(waits.len().saturating_sub(1));
        waits.get(place).copied().unwrap_or_default().as_secs_f64() * 1_000.0
    };
    let (count, middle, late, last) = (waits.len(), at(50), at(99), at(100));
    writeln!(
        output,
        "{what}: median {middle:.1} ms, 99th of a hundred {late:.1} ms, latest {last:.1} ms ({count})"
    )
}

/// The programme of a year, without edits: the tests play one with.
async fn year(output: &mut impl Write) -> io::Result<()> {
    let tree = Tree::twin();
    let server = Server::start(&tree, "2032-01-01T00:00:00+01:00").await;
    let mut command: Command = programs::command("finsam-bot");
    command.args(["rehearse", "--from", "2032-01-01", "--to", "2032-12-31"]);
    command.env("FINSAM_API", server.api()).stdout(Stdio::null());
    let started = Instant::now();
    let mut bot = command.spawn()?;
    let process = of(&bot)?;
    let mut last = (Duration::ZERO, 0);
    let mut pace = interval(Duration::from_millis(20));
    let ended = loop {
        tokio::select! {
            ended = bot.wait() => break ended?,
            _ = pace.tick() => {
                if let (Ok(cpu), Ok(most)) = (cpu_time(process), most_resident_bytes(process)) {
                    last = (cpu, most);
                }
            }
        }
    };
    if !ended.success() {
        return Err(io::Error::other("the year cannot be rehearsed"));
    }
    let wall = started.elapsed().as_secs_f64();
    let (cpu, most) = (last.0.as_secs_f64(), last.1 / 1024 / 1024);
    writeln!(output, "a year: {wall:.1} s, processor time {cpu:.1} s, at most {most} MiB")
}

fn of(child: &Child) -> io::Result<u32> {
    child.id().ok_or_else(|| io::Error::other("the bot has ended"))
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    env::var(name).ok().and_then(|text| text.parse().ok())
}
