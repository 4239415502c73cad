//! An edit of one seminar, from when the server learns of it until it is served: in its own folder if
//! it is alone, and told by a member if it is a hub.

use std::{
    env, fs, io,
    io::Write,
    path::Path,
    process,
    time::{Duration, Instant},
};

use finsam_api::live::{Follower, Known, Live};
use finsam_benches::{Served, Spread, Tree, process::cpu_time};
use finsam_content::Change;
use finsam_model::{Kind, Site};
use finsam_stores::{Files, News};
use tempfile::TempDir;
use tokio::{sync::mpsc, time};

use super::{
    CLOCK, ROUNDS, read_input,
    serve::{network, of_home},
};

/// What this process is called when it measures edits.
pub(super) const ROLE: &str = "edits";

/// So many edits are measured together: processor time is counted in steps of milliseconds.
const EDITS: u32 = 8;

/// After an edit the server is left alone so long, to put away what was served before.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) fn measure() -> io::Result<()> {
    let input = env::args().nth(1).unwrap_or_default();
    let (served, tree) = read_input(&input)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let told = runtime.block_on(live(served, tree))?;
    let parts = in_parts(served, tree)?;
    writeln!(io::stdout(), "{told}; {parts}")
}

/// Edits while a server follows its folder and its members.
async fn live(served: Served, tree: Tree) -> io::Result<String> {
    let (content, state) = (TempDir::new()?, TempDir::new()?);
    match served {
        Served::Alone => drop(tree.write(content.path())?),
        Served::Split => write(content.path(), &of_home(served, tree))?,
    }
    let files = Files::open(content.path()).map_err(io::Error::other)?;
    let watch = files.watch().map_err(io::Error::other)?;
    let clock = CLOCK.parse().map_err(io::Error::other)?;
    let opened = Follower::open_with_state(files, clock, state.path(), known(served, tree));
    let (live, follower) = opened.map_err(io::Error::other)?;
    let (news, newly) = mpsc::channel(1);
    let (_confirm, confirmations) = mpsc::channel(1);
    tokio::spawn(follower.with_news(newly).follow(watch, confirmations));
    let mut edit = Edit::of(tree);
    let (mut cpu, mut wall) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        time::sleep(PAUSE).await;
        let (before, mut waited) = (cpu_time(process::id())?, Duration::ZERO);
        for _ in 0..EDITS {
            let started = Instant::now();
            made_live(served, &live, content.path(), &news, &mut edit).await?;
            waited += started.elapsed();
            time::sleep(PAUSE).await;
        }
        cpu.push((cpu_time(process::id())?.saturating_sub(before) / EDITS).as_secs_f64() * 1e3);
        wall.push((waited / EDITS).as_secs_f64() * 1e3);
    }
    // The first round warms up.
    let [cpu, wall] = [cpu, wall].map(|samples| Spread::of(samples.into_iter().skip(1)));
    Ok(format!("live after {wall:.1} ms, processor time {cpu:.1} ms"))
}

async fn made_live(
    served: Served,
    live: &Live,
    content: &Path,
    news: &mpsc::Sender<News>,
    edit: &mut Edit,
) -> io::Result<()> {
    let mut moved = live.watch();
    moved.mark_unchanged();
    let changes = vec![edit.next()];
    match served {
        Served::Alone => write(content, &changes)?,
        Served::Split => {
            let site = edit.site.clone();
            let sent = news.send(News::Of { site, changes }).await;
            sent.map_err(io::Error::other)?;
        }
    }
    moved.changed().await.map_err(io::Error::other)
}

/// What the hub has heard of its members before.
fn known(served: Served, tree: Tree) -> Known {
    let news = |(site, changes)| News::Of { site, changes };
    let members = if served == Served::Split { tree.members() } else { Vec::new() };
    Known { news: members.into_iter().map(news).collect(), ..Known::default() }
}

fn write(folder: &Path, changes: &[Change]) -> io::Result<()> {
    changes.iter().try_for_each(|change| {
        fs::write(folder.join(&change.path), change.bytes.as_deref().unwrap_or_default())
    })
}

/// What the steps of an edit take by the clock, apart from any server: taking in, publishing, and
/// foreseeing what is public next, of which a copy of the network is a part.
fn in_parts(served: Served, tree: Tree) -> io::Result<String> {
    let mut network = network(served, tree);
    let now = jiff::Zoned::strptime("%Y-%m-%d %H:%M %z", "2030-05-15 10:00 +0200");
    let now = now.map_err(io::Error::other)?.with_time_zone(finsam_model::stockholm());
    drop(network.publish(&now));
    let mut edit = Edit::of(tree);
    let mut parts: [Vec<f64>; 4] = Default::default();
    for _ in 0..=ROUNDS {
        let changes = vec![edit.next()];
        let mut timed = Vec::new();
        let mut time = |started: Instant| timed.push(started.elapsed().as_secs_f64() * 1e3);
        let started = Instant::now();
        match served {
            Served::Alone => network.set_home(network.home().update(changes)),
            Served::Split => network.update(&edit.site, changes),
        }
        time(started);
        let started = Instant::now();
        let snapshot = network.publish(&now);
        time(started);
        let started = Instant::now();
        let copy = network.clone();
        time(started);
        let started = Instant::now();
        let next = network.next_publication(&now).unwrap_or_else(|| now.clone());
        let foreseen = { copy }.publish(&next);
        time(started);
        drop((snapshot, foreseen));
        parts.iter_mut().zip(timed).for_each(|(part, time)| part.push(time));
    }
    let [update, publish, copy, foresee] =
        parts.map(|samples| Spread::of(samples.into_iter().skip(1)));
    Ok(format!(
        "taken in {update:.2}, published {publish:.2}, copied {copy:.2}, foreseen {foresee:.2} ms"
    ))
}

/// A seminar in the middle, another text every time.
struct Edit {
    site: Site,
    path: String,
    text: String,
    times: usize,
}

impl Edit {
    fn of(tree: Tree) -> Self {
        let n = tree.count(Kind::Seminar) / 2;
        let (path, text) = (tree.path(Kind::Seminar, n), tree.text(Kind::Seminar, n));
        Self { site: tree.site_of(n), path, text, times: 0 }
    }

    fn next(&mut self) -> Change {
        self.times += 1;
        let text = format!("{}\nRättad {} gånger.\n", self.text, self.times);
        Change { path: self.path.clone(), bytes: Some(text.into()) }
    }
}
