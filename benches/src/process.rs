//! What another process of this machine costs, as Linux counts it.

use std::{fs, io, path::PathBuf, time::Duration};

/// The time a process has spent on processors so far, its threads' together.
///
/// # Errors
/// When the process is gone, or the system does not count.
pub fn cpu_time(process: u32) -> io::Result<Duration> {
    let mut nanos = 0;
    for thread in fs::read_dir(of(process, "task"))? {
        let counted = fs::read_to_string(thread?.path().join("schedstat"))?;
        let spent = counted.split_whitespace().next().unwrap_or_default();
        nanos += spent.parse::<u64>().map_err(io::Error::other)?;
    }
    Ok(Duration::from_nanos(nanos))
}

/// The same of a process and of those it has started, as far as they still are.
///
/// # Errors
/// As [`cpu_time`].
pub fn cpu_time_of_family(process: u32) -> io::Result<Duration> {
    let children = fs::read_to_string(of(process, &format!("task/{process}/children")))?;
    let mut all = cpu_time(process)?;
    for child in children.split_whitespace() {
        // One that has ended meanwhile counts no more.
        all += child.parse().ok().and_then(|child| cpu_time(child).ok()).unwrap_or_default();
    }
    Ok(all)
}

/// The memory a process holds, in bytes.
///
/// # Errors
/// When the process is gone, or the system does not count.
pub fn resident_bytes(process: u32) -> io::Result<u64> {
    memory(process, "VmRSS:")
}

/// The most memory a process has held so far, in bytes.
///
/// # Errors
/// When the process is gone, or the system does not count.
pub fn most_resident_bytes(process: u32) -> io::Result<u64> {
    memory(process, "VmHWM:")
}

fn memory(process: u32, which: &str) -> io::Result<u64> {
    let status = fs::read_to_string(of(process, "status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(which)).unwrap_or_default();
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().map_err(io::Error::other)?;
    Ok(kilobytes * 1024)
}

fn of(process: u32, what: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{process}/{what}"))
}
