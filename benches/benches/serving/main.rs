//! What a request costs the server, in processor time: kept answers and answers worked out anew,
//! beside a fixed reply of the same bytes through the same loop and through bare axum.
//!
//! [`addresses`] does the same for what is fetched by address: saved queries, pages, and "not modified".
//!
//! Each server is a process of its own, so that what the asking costs is not counted.
//! `FINSAM_BENCH_SEMINARS=1000,10000,100000` chooses the sizes; without it 1,000 and 10,000.

mod addresses;

use std::{
    collections::BTreeMap,
    env,
    io::{self, Read, Write},
    process::ExitCode,
    sync::Mutex,
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    http::{StatusCode, header},
    routing::any,
};
use criterion::Criterion;
use finsam_api::{
    http::{self, Accepting, App},
    live::Live,
};
use finsam_benches::{
    Shape, Tree,
    load::{Connection, post},
    server::{ROLE, Server},
    sizes,
};
use finsam_content::Archive;
use tokio::net::TcpListener;

/// A day in the middle of the made-up seminars.
const CLOCK: &str = "2030-05-15T10:00:00+02:00";

fn main() -> ExitCode {
    let done = match env::var(ROLE) {
        Ok(role) => serve(&role),
        Err(_) => measure(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "serving: {why}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> io::Result<()> {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args();
    let mut report = Report::default();
    for size in sizes().map_err(io::Error::other)? {
        let tree = Tree::new(size, 1);
        let finsam = Server::start("finsam", size.to_string().as_bytes())?;
        for shape in Shape::ALL {
            compare(&mut criterion, &mut report, &tree, &finsam, shape)?;
        }
        addresses::measure(&tree, &finsam)?;
    }
    criterion.final_summary();
    report.print()
}

/// Measures one shape of query, everywhere.
#[expect(clippy::expect_used, reason = "without its servers there is nothing to measure")]
fn compare(
    criterion: &mut Criterion,
    report: &mut Report,
    tree: &Tree,
    finsam: &Server,
    shape: Shape,
) -> io::Result<()> {
    let answer = Connection::to(finsam.address)?.post(&shape.body(tree, 0))?.to_vec();
    let (axum, fixed) = (Server::start("axum", &answer)?, Server::start("loop", &answer)?);
    let query = format!("{} of {}", shape.name(), tree.count(finsam_model::Kind::Seminar));
    let mut group = criterion.benchmark_group(&query);
    let kinds: [(&'static str, &Server, bool); 4] = [
        ("bare axum", &axum, false),
        ("same loop", &fixed, false),
        ("kept", finsam, false),
        ("anew", finsam, true),
    ];
    for (name, server, is_anew) in kinds {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|requests| {
                let request = |number| post(&shape.body(tree, if is_anew { number } else { 0 }));
                let cost = server.cost(requests, &request).expect("answers");
                report.add(&query, name, cost, requests);
                cost
            });
        });
    }
    group.finish();
    Ok(())
}

/// What was measured: for each query and way of serving it, microseconds a request.
#[derive(Default)]
struct Report {
    micros: Mutex<BTreeMap<(String, &'static str), Vec<f64>>>,
}

impl Report {
    fn add(&self, query: &str, served: &'static str, cost: Duration, requests: u64) {
        // Few requests measure little but the waking up.
        if requests < 200 {
            return;
        }
        let micros = cost.as_secs_f64() * 1e6 / f64::from(u32::try_from(requests).unwrap_or(1));
        if let Ok(mut samples) = self.micros.lock() {
            samples.entry((query.to_owned(), served)).or_default().push(micros);
        }
    }

    /// The medians with their spread.
    fn print(self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "\nprocessor time a request, us: median (least-most of the samples)")?;
        for ((query, served), mut samples) in self.micros.into_inner().unwrap_or_default() {
            samples.sort_by(f64::total_cmp);
            let at = |n: usize| samples.get(n).copied().unwrap_or_default();
            let (least, median, most) =
                (at(0), at(samples.len() / 2), at(samples.len().saturating_sub(1)));
            writeln!(out, "{query:45} {served:10} {median:8.1} ({least:.1}-{most:.1})")?;
        }
        Ok(())
    }
}

/// Is a server, until it is killed.
fn serve(role: &str) -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let tell = || writeln!(io::stdout(), "{address}");
        let fixed = || {
            let body = Bytes::from(input.clone());
            // Nothing to send is sent as "not modified".
            let status = if body.is_empty() { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
            let content_type = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
            let reply = async move |_: Bytes| (status, content_type, body.clone());
            Router::new().route("/{*path}", any(reply))
        };
        if role == "axum" {
            tell()?;
            return axum::serve(listener, fixed()).await;
        }
        let archive = match role {
            "finsam" => {
                let seminars = String::from_utf8_lossy(&input);
                let seminars = seminars.trim().parse().map_err(io::Error::other)?;
                Archive::default().update(Tree::new(seminars, 1).changes())
            }
            _ => Archive::default(),
        };
        let clock = CLOCK.parse().map_err(io::Error::other)?;
        let app = App::new(Live::still(&archive, clock), "http://localhost");
        let router = if role == "finsam" { http::router(app.clone()) } else { fixed() };
        tell()?;
        let (metrics, stopping) = (app.metrics().clone(), app.stopping());
        http::serve(listener, router, Accepting::default(), metrics, stopping).await;
        Ok(())
    })
}
