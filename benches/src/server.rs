//! A server in a process of its own, so that what the asking costs is not counted.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use crate::{load, process::cpu_time};

/// Names the server that a process is to be; without it, it is the one that measures.
pub const ROLE: &str = "FINSAM_BENCH_ROLE";

/// The program that measures, started once more as a server.
#[derive(Debug)]
pub struct Server {
    process: Child,
    /// Where it answers.
    pub address: SocketAddr,
    asked: AtomicU64,
}

impl Server {
    /// Starts one and waits until it tells its address on a line. `input` is what it serves.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(role: &str, input: &[u8]) -> io::Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .env(ROLE, role)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = process.stdin.take() {
            stdin.write_all(input)?;
        }
        let mut line = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let address = line.trim().parse().map_err(io::Error::other)?;
        Ok(Self { process, address, asked: AtomicU64::new(1) })
    }

    /// The number of its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// The processor time that so many requests cost it. `request` makes each from a number that no
    /// other has had.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn cost(
        &self,
        requests: u64,
        request: &(impl Fn(u64) -> String + Sync),
    ) -> io::Result<Duration> {
        let first = self.asked.fetch_add(requests, Ordering::Relaxed);
        let before = cpu_time(self.id())?;
        load::ask(self.address, first, requests, request)?;
        Ok(cpu_time(self.id())?.saturating_sub(before))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
