//! What is fetched by address: saved queries in their formats, pages, and the word that nothing has
//! changed. Each was asked for before, and stands beside a fixed reply of the same bytes through the
//! same loop, asked in turn.

use std::io::{self, Write};

use finsam_benches::{
    Spread, Tree,
    load::{Connection, get},
    server::Server,
};
use finsam_model::Kind;

/// How often each is asked in a round.
const REQUESTS: u64 = 20_000;

/// How often they take turns.
const ROUNDS: usize = 5;

/// What is fetched, and whether who asks has it already.
const ADDRESSES: [(&str, bool); 8] = [
    ("/q/upcoming.json", false),
    ("/q/upcoming.json", true),
    ("/q/calendar.ics?first=20", false),
    ("/q/calendar.ics?first=20", true),
    ("/q/news.atom", false),
    ("/q/news.atom", true),
    ("/program", false),
    ("/program", true),
];

/// As most browsers and feed readers ask.
const TAKES: (&str, &str) = ("accept-encoding", "gzip, deflate, br");

/// Measures them all, and prints what was found.
pub(crate) fn measure(tree: &Tree, finsam: &Server) -> io::Result<()> {
    let seminars = tree.count(Kind::Seminar);
    let mut out = io::stdout().lock();
    writeln!(out, "\nby address, of {seminars} seminars: processor time a request, us")?;
    writeln!(out, "{:30} {:>7} {:>22} {:>22} {:>20}", "", "bytes", "same loop", "finsam", "ratio")?;
    for (path, has_it) in ADDRESSES {
        let mut connection = Connection::to(finsam.address)?;
        connection.send(&get(path, &[TAKES]))?;
        let etag = connection.etag().to_owned();
        let condition = has_it.then_some(("if-none-match", etag.as_str()));
        let headers: Vec<_> = [TAKES].into_iter().chain(condition).collect();
        let request = get(path, &headers);
        let reply = connection.send(&request)?.to_vec();
        if reply.is_empty() != has_it {
            return Err(io::Error::other(format!("{path}: {} bytes", reply.len())));
        }
        let fixed = Server::start("loop", &reply)?;
        let micros = |server: &Server| -> io::Result<f64> {
            let cost = server.cost(REQUESTS, &|_| request.clone())?;
            Ok(cost.as_secs_f64() * 1e6 / f64::from(u32::try_from(REQUESTS).unwrap_or(1)))
        };
        // Nobody's first requests count.
        micros(&fixed)?;
        micros(finsam)?;
        let rounds = (0..ROUNDS).map(|_| Ok((micros(&fixed)?, micros(finsam)?)));
        let rounds: Vec<(f64, f64)> = rounds.collect::<io::Result<_>>()?;
        let fixed = Spread::of(rounds.iter().map(|(fixed, _)| *fixed));
        let kept = Spread::of(rounds.iter().map(|(_, kept)| *kept));
        let ratio = Spread::of(rounds.iter().map(|(fixed, kept)| kept / fixed));
        let name = format!("{path}{}", if has_it { ", 304" } else { "" });
        writeln!(out, "{name:30} {:>7} {fixed} {kept} {ratio:.2}", reply.len())?;
    }
    Ok(())
}
