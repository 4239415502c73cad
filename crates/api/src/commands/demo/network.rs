//! The hub and its members, as they run.

use std::{collections::BTreeSet, io, net::SocketAddr, path::PathBuf, sync::Arc};

use finsam_made_up as made_up;
use finsam_stores::State;
use futures_util::future::join_all;
use tokio::{net::TcpSocket, task::JoinHandle};
use tracing::{Instrument, error_span};

use super::{
    controls::{Control, HELP, Sites},
    disk::Disk,
    edit::edit,
    member::{BACKLOG, Broken, Member, hold},
};
use crate::{
    clock::Clock,
    graphql::Limits,
    http::{App, KEPT_ANSWERS_BYTES},
    live::Live,
    logs::Format,
    server::{Confirming, Running, Server},
    settings::{self, Demo, Serve},
};

/// Connections to each member: with as many members as may be, there are file handles for all.
const MEMBERS_MAX_CONNECTIONS: u32 = 64;
const HUBS_MAX_CONNECTIONS: u32 = 1024;

/// Memory for a member's whole answers: hardly anybody asks it twice.
const MEMBERS_KEPT_BYTES: usize = 1024 * 1024;

/// A hub and its members.
pub(super) struct Network {
    disk: Disk,
    members: Vec<Member>,
    hub: Hub,
}

/// The hub at work.
struct Hub {
    app: App,
    live: Arc<Live>,
    address: SocketAddr,
    confirming: Confirming,
    serving: JoinHandle<()>,
}

impl Network {
    /// Writes what is not there yet, and starts every site.
    pub(super) async fn start(demo: &Demo) -> Result<Self, String> {
        let disk = Disk::open(demo.folder.as_deref()).map_err(|error| error.to_string())?;
        let (hub, ports) = hold_ports(demo)?;
        let mut members = settle(&disk, ports, demo).map_err(|error| error.to_string())?;
        all_be(&mut members, None).await?;
        let span = error_span!("site", slug = "hub");
        let hub = Hub::start(&disk, hub, demo).instrument(span).await?;
        Ok(Self { disk, members, hub })
    }

    /// Where everything is, for people.
    pub(super) fn greeting(&self) -> String {
        let Hub { address, .. } = self.hub;
        let count = self.members.len();
        let [first, last] = [self.members.first(), self.members.last()]
            .map(|member| member.map_or_else(String::new, |member| member.address.to_string()));
        let example = self.members.first().map_or("", |member| &member.site);
        format!(
            "A hub and {count} made-up members are served.

  Start page  http://{address}/
  GraphiQL    http://{address}/graphiql
  API         http://{address}/graphql
  Members     http://{first}/ … http://{last}/
  Folder      {}

  Ask the hub how they are:  {{ sites {{ nodes {{ slug health {{ state heardAt live why }} }} }} }}
  Type help for what can be done to them, such as: edit {example}, break {example}, mend {example}
",
            self.disk.described(),
        )
    }

    /// Waits until the hub has read everything of everybody; how many documents it has then.
    pub(super) fn synced(&self) -> impl Future<Output = usize> + use<> {
        let live = Arc::clone(&self.hub.live);
        async move {
            let (mut published, mut board) = (live.watch(), live.board().watch());
            loop {
                if let Some(documents) = all_read(&live) {
                    return documents;
                }
                let moved = tokio::select! {
                    moved = published.changed() => moved,
                    moved = board.changed() => moved,
                };
                if moved.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        }
    }

    /// Does something to the network; what came of it.
    pub(super) async fn obey(&mut self, control: Control) -> String {
        let obeyed = match control {
            Control::Help => Ok(HELP.to_owned()),
            Control::Sites => Ok(self.told()),
            Control::Break(sites, how) => self.turn(&sites, Some(how)).await,
            Control::Mend(sites) => self.turn(&sites, None).await,
            Control::Edit(sites) => self.edit(&sites),
            Control::Confirm => {
                self.hub.confirming.confirm();
                Ok("the hub asks everybody now, and believes what has disappeared".to_owned())
            }
            Control::Quit => Ok(String::new()),
        };
        obeyed.unwrap_or_else(|why| why)
    }

    async fn turn(&mut self, sites: &Sites, broken: Option<Broken>) -> Result<String, String> {
        let places = sites.places(&self.members)?;
        let members = self.members.get_mut(places).unwrap_or_default();
        all_be(members, broken).await?;
        let whom = match members {
            [one] => format!("{} is", one.site),
            many => format!("{} sites are", many.len()),
        };
        Ok(broken.map_or_else(|| format!("{whom} well"), |broken| format!("{whom} {broken}")))
    }

    fn edit(&self, sites: &Sites) -> Result<String, String> {
        let places = sites.places(&self.members)?;
        let mut told = Vec::new();
        for Member { site, settings, .. } in self.members.get(places).unwrap_or_default() {
            let edited = edit(&settings.content).map_err(|error| format!("{site}: {error}"))?;
            told.push(format!("{site}: {} is called \"{}\" now", edited.path, edited.title));
        }
        Ok(told.join("\n"))
    }

    /// Every member, a line each.
    fn told(&self) -> String {
        let board = self.hub.live.board().all();
        let lines = self.members.iter().enumerate().map(|(n, member)| {
            let Member { site, address, .. } = member;
            let broken = member.broken().map_or_else(|| "well".to_owned(), |how| how.to_string());
            let health = board.iter().find(|(slug, _)| slug.as_str() == site);
            let (seen, documents) =
                health.map_or(("unknown", 0), |(_, health)| (word(health.state), health.documents));
            format!(
                "{:>3}  {site:<18} http://{address}/  {broken:<17}  at the hub {seen}, {documents} documents",
                n + 1
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Ends everything; a temporary folder goes with it.
    pub(super) async fn stop(mut self) {
        self.hub.app.stop();
        let _ = self.hub.serving.await;
        // Whoever cannot be stopped ends with the program.
        let _ = all_be(&mut self.members, Some(Broken::Down)).await;
    }
}

impl Hub {
    async fn start(disk: &Disk, port: TcpSocket, demo: &Demo) -> Result<Self, String> {
        let address = port.local_addr().map_err(|error| error.to_string())?;
        let settings = Serve {
            members: Some(disk.members()),
            response_cache_bytes: KEPT_ANSWERS_BYTES,
            ..serve(disk.hub(), disk.state("hub"), address, HUBS_MAX_CONNECTIONS, demo)
        };
        let server = Server::open(settings).await?;
        let running = port.listen(BACKLOG).and_then(|listener| server.start(listener));
        let running: Running = running.map_err(|error| error.to_string())?;
        let (app, live) = (running.app().clone(), Arc::clone(running.live()));
        let confirming = running.confirming();
        let serving = tokio::spawn(running.until_stopped().in_current_span());
        Ok(Self { app, live, address, confirming, serving })
    }
}

/// The hub's port, and one for each member.
fn hold_ports(demo: &Demo) -> Result<(TcpSocket, Vec<TcpSocket>), String> {
    let hold = |n: u16| {
        let port = if demo.port == 0 { Some(0) } else { demo.port.checked_add(n) };
        let port = port.ok_or("there are not so many ports; choose a lower --port")?;
        hold(port)
            .map_err(|error| format!("cannot have port {port}: {error}; choose others with --port"))
    };
    let members = (1..=demo.sites).map(hold).collect::<Result<_, String>>()?;
    Ok((hold(0)?, members))
}

/// The members, with their content in the folder; nobody serves them yet.
fn settle(disk: &Disk, ports: Vec<TcpSocket>, demo: &Demo) -> io::Result<Vec<Member>> {
    let made_up = made_up::Network::new(demo.seed, Clock::Real.now().date());
    disk.settle(&made_up.hub(), &disk.hub())?;
    let mut members = Vec::new();
    for (n, port) in ports.into_iter().enumerate() {
        let site = made_up.member(n);
        let (content, emptied) = (disk.content(&site.slug), disk.emptied(&site.slug));
        disk.settle(&site, &content)?;
        disk.settle(&site.clone().emptied(), &emptied)?;
        let address = port.local_addr()?;
        let state = disk.state(&site.slug);
        let settings = serve(content, state, address, MEMBERS_MAX_CONNECTIONS, demo);
        members.push(Member::new(site.slug, port, settings, emptied)?);
    }
    disk.name_members(members.iter().map(|member| (member.site.as_str(), member.address)))?;
    Ok(members)
}

/// Serving a folder without members, with the calendar of the machine.
fn serve(
    content: PathBuf,
    state: PathBuf,
    listen: SocketAddr,
    max_connections: u32,
    demo: &Demo,
) -> Serve {
    Serve {
        content,
        store: None,
        clock: None,
        public_url: None,
        members: None,
        state,
        network: settings::Network { listen, max_connections, drain_seconds: 0 },
        response_cache_bytes: MEMBERS_KEPT_BYTES,
        limits: Limits::default(),
        log_format: Format::Text,
        log: demo.log.clone(),
    }
}

async fn all_be(members: &mut [Member], broken: Option<Broken>) -> Result<(), String> {
    let all = members.iter_mut().map(|member| member.be(broken));
    join_all(all).await.into_iter().collect()
}

/// How many documents the hub has, if it has read everybody's.
fn all_read(live: &Live) -> Option<usize> {
    let board = live.board().all();
    if board.values().any(|health| health.state != State::Well) {
        return None;
    }
    let snapshot = Arc::clone(live.published().at(&live.now()));
    let (mut sites, mut documents) = (BTreeSet::new(), 0);
    for node in snapshot.nodes() {
        for document in node.documents() {
            sites.insert(document.id.site.clone());
            documents += 1;
        }
    }
    // What was read is taken in a moment later, a site at a time.
    let has = board.iter().all(|(site, health)| health.documents == 0 || sites.contains(site));
    has.then_some(documents)
}

/// How the hub calls what it sees.
fn word(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Well => "well",
        State::Failing => "failing",
        State::Suspended => "suspended",
        State::Doubted => "doubted",
    }
}
