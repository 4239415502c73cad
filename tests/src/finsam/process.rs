//! What the system tells of the server's process.

use std::{fs, ops::RangeInclusive, time::Duration};

use tokio::time::Instant;

use super::Server;

/// Ticks of the processor's time in a second, as Linux counts them for everybody.
const TICKS_PER_SECOND: u64 = 100;

/// Memory held in RAM.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Now, in MiB.
    pub now_mib: u64,
    /// At most since the start, in MiB.
    pub peak_mib: u64,
}

impl Server {
    /// How much memory it holds.
    #[must_use]
    pub fn memory(&self) -> Memory {
        let status = self.of_process("status");
        let mib = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
        };
        Memory { now_mib: mib("VmRSS:"), peak_mib: mib("VmHWM:") }
    }

    /// How much of the processors' time it has used.
    #[must_use]
    pub fn processor_time(&self) -> Duration {
        let stat = self.of_process("stat");
        // The name, in brackets, may hold anything; user and system time are the 12th and 13th
        // figure after it.
        let figures: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
        let ticks: u64 = figures[11..13].iter().map(|ticks| ticks.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND)
    }

    /// How far a running clock had come at an instant: it was set between the start of the process
    /// and the server's being ready.
    #[must_use]
    pub fn clock_had_run(&self, at: Instant) -> RangeInclusive<Duration> {
        let (spawned, ready) = self.started;
        at.saturating_duration_since(ready)..=at.saturating_duration_since(spawned)
    }

    fn of_process(&self, file: &str) -> String {
        let id = self.child.id().expect("the server is running");
        fs::read_to_string(format!("/proc/{id}/{file}")).unwrap()
    }
}
