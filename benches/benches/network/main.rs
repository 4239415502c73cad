//! What a hub over 80 sites costs beside one site with the same documents: a request in processor time,
//! an edit until it is served, memory.
//!
//! `cargo bench -p finsam-benches --bench network`, with `FINSAM_BENCH_SEMINARS=10000` for other sizes
//! than a thousand and ten thousand seminars, and a word to measure only the operations whose names
//! hold it; then no edits are measured. Everything is measured five times, the one in turn with the
//! other; a ratio is that of two neighbours.

mod edits;
mod report;
mod serve;

use std::{
    env,
    io::{self, Write},
    process::{Command, ExitCode},
    time::Duration,
};

use finsam_benches::{
    Operation, Served, Tree,
    load::{Connection, post},
    operations,
    process::resident_bytes,
    server::{ROLE, Server},
    sizes,
};
use mimalloc::MiMalloc;
use report::{Beside, ratio};

/// As the server has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// So many sites.
const SITES: usize = 80;

/// A day in the middle of the made-up seminars.
const CLOCK: &str = "2030-05-15T10:00:00+02:00";

const ROUNDS: usize = 5;

/// About how much processor time is measured at a time.
const ENOUGH: Duration = Duration::from_millis(100);

/// Few requests measure little but the waking up; many need not be, where each costs little.
const REQUESTS: (u64, u64) = (32, 3_000);

fn main() -> ExitCode {
    let done = match env::var(ROLE) {
        Ok(role) if role == edits::ROLE => edits::measure(),
        Ok(_) => serve::serve(),
        Err(_) => measure(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "network: {why}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> io::Result<()> {
    let only = env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let mut out = io::stdout();
    for size in sizes().map_err(io::Error::other)? {
        let tree = Tree::new(size, 1).in_parts(SITES);
        let both =
            Both { alone: server(Served::Alone, size)?, split: server(Served::Split, size)? };
        writeln!(out, "\n{size} seminars, {SITES} sites: microseconds a request, and bytes sent")?;
        writeln!(out, "{}", Beside::HEADING)?;
        let is_asked = |one: &Operation| only.as_ref().is_none_or(|only| one.name.contains(only));
        for operation in operations()?.into_iter().filter(is_asked) {
            for (way, is_anew) in [("anew", true), ("kept", false)] {
                let name = format!("{}, {way}", operation.name);
                writeln!(out, "{}", both.compare(&name, &tree, &operation, is_anew)?)?;
            }
        }
        let [alone, split] = [&both.alone, &both.split].map(|server| resident_bytes(server.id()));
        let [alone, split] = [alone? >> 20, split? >> 20];
        writeln!(
            out,
            "memory after that: {alone} MiB alone, {split} MiB split, {:.2}",
            ratio(split, alone)
        )?;
        drop(both);
        if only.is_none() {
            for served in [Served::Alone, Served::Split] {
                let told = child(edits::ROLE, &input(served, size))?;
                writeln!(out, "an edit, {served:?}: {}", told.trim())?;
            }
        }
    }
    Ok(())
}

fn server(served: Served, size: usize) -> io::Result<Server> {
    Server::start("server", input(served, size).as_bytes())
}

fn input(served: Served, size: usize) -> String {
    format!("{served:?} {size}")
}

/// What [`input`] said.
fn read_input(input: &str) -> io::Result<(Served, Tree)> {
    let (served, size) = input.trim().split_once(' ').unwrap_or_default();
    let served =
        if served == format!("{:?}", Served::Split) { Served::Split } else { Served::Alone };
    Ok((served, Tree::new(size.parse().map_err(io::Error::other)?, 1).in_parts(SITES)))
}

/// What a process of its own says that is this program in another role.
fn child(role: &str, input: &str) -> io::Result<String> {
    let told = Command::new(env::current_exe()?).env(ROLE, role).arg(input).output()?;
    String::from_utf8(told.stdout).map_err(io::Error::other)
}

/// The same documents as one site and as a network.
struct Both {
    alone: Server,
    split: Server,
}

impl Both {
    fn compare(
        &self,
        name: &str,
        tree: &Tree,
        operation: &Operation,
        is_anew: bool,
    ) -> io::Result<Beside> {
        let mut beside = Beside::new(name);
        let sides = [(&self.alone, Served::Alone), (&self.split, Served::Split)];
        let body =
            |served| move |number| operation.body(tree, served, if is_anew { number } else { 0 });
        let request = |served| move |number| post(&body(served)(number));
        let mut requests = REQUESTS.0;
        for (server, served) in sides {
            let answer = Connection::to(server.address)?.post(&body(served)(0))?.to_vec();
            let answer = String::from_utf8(answer).map_err(io::Error::other)?;
            if answer.contains("\"errors\"") {
                return Err(io::Error::other(format!("{name}: {answer}")));
            }
            beside.bytes(answer.len());
            let each =
                server.cost(REQUESTS.0, &request(served))?.as_nanos() / u128::from(REQUESTS.0);
            let enough = ENOUGH.as_nanos() / each.max(1);
            requests = requests.max(u64::try_from(enough).unwrap_or_default().min(REQUESTS.1));
        }
        for _ in 0..ROUNDS {
            for (server, served) in sides {
                let cost = server.cost(requests, &request(served))?;
                beside.add(cost, requests);
            }
        }
        Ok(beside)
    }
}
