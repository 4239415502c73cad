//! Being a server, until it is killed.

use std::io::{self, Read, Write};

use finsam_api::{
    http::{self, Accepting, App},
    live::Live,
};
use finsam_benches::{Served, Tree};
use finsam_content::{Archive, Change, Network};
use tokio::net::TcpListener;

use super::{CLOCK, read_input};

pub(super) fn serve() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let (served, tree) = read_input(&input)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let clock = CLOCK.parse().map_err(io::Error::other)?;
        let app = App::new(Live::still(network(served, tree), clock), "http://localhost");
        let router = http::router(app.clone());
        writeln!(io::stdout(), "{address}")?;
        let (metrics, stopping) = (app.metrics().clone(), app.stopping());
        http::serve(listener, router, Accepting::default(), metrics, stopping).await;
        Ok(())
    })
}

/// A tree as it is served: a network without members, or of many.
pub(super) fn network(served: Served, tree: Tree) -> Network {
    let mut network = Network::from(Archive::default().update(of_home(served, tree)));
    if served == Served::Split {
        for (site, changes) in tree.members() {
            network.update(&site, changes);
        }
    }
    network
}

/// What stands in the folder of whoever serves: all of it, or nothing but what the site is called.
pub(super) fn of_home(served: Served, tree: Tree) -> Vec<Change> {
    let mut changes = tree.changes();
    if served == Served::Split {
        changes.truncate(1);
    }
    changes
}
