//! Builds the page with npm and vite: in a copy, within a bounded time, all or nothing.

use sha2::{Digest, Sha256};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

/// The programs that build the page, and how long each may take.
pub(crate) struct Tools {
    pub(crate) npm: PathBuf,
    pub(crate) node: PathBuf,
    pub(crate) limit: Duration,
}

impl Default for Tools {
    fn default() -> Self {
        // On Windows npm is a script, which is found only by its whole name.
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        Self { npm: npm.into(), node: "node".into(), limit: Duration::from_secs(180) }
    }
}

/// What the bundle is made from: the files of `page`, in order. Folders in it (an editor's
/// `node_modules`, say) are none of our business.
pub(crate) fn inputs(page: &Path) -> Result<Vec<PathBuf>, String> {
    let list = || -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(page)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                files.push(entry.path());
            }
        }
        files.sort();
        Ok(files)
    };
    list().map_err(|error| format!("{}: {error}", page.display()))
}

/// The folder in `out` that holds the bundle of `page`, built now unless it was before.
///
/// Its name carries a hash of the inputs, and it gets that name only when it is complete.
pub(crate) fn bundle(page: &Path, out: &Path, tools: &Tools) -> Result<PathBuf, String> {
    let inputs = inputs(page)?;
    let bundle = out.join(format!("bundle-{}", fingerprint(&inputs).map_err(in_words)?));
    if bundle.is_dir() {
        return Ok(bundle);
    }
    let work = out.join("page");
    remove(&work).map_err(in_words)?;
    let built = build(&inputs, &work, &out.join("npm.log"), tools)
        .and_then(|dist| fs::rename(dist, &bundle).map_err(in_words));
    // Some 200 MB of packages that nobody needs again.
    remove(&work).map_err(in_words)?;
    built.map(|()| bundle)
}

fn build(inputs: &[PathBuf], work: &Path, log: &Path, tools: &Tools) -> Result<PathBuf, String> {
    fs::create_dir_all(work).map_err(in_words)?;
    for input in inputs {
        let name = input.file_name().unwrap_or_default();
        fs::copy(input, work.join(name)).map_err(in_words)?;
    }
    // vite is a development dependency; an environment set up for production leaves those out.
    let mut install = Command::new(&tools.npm);
    install.args(["ci", "--include=dev"]).current_dir(work);
    run("npm ci", install, log, tools.limit)?;
    let mut vite = Command::new(&tools.node);
    vite.args(["node_modules/vite/bin/vite.js", "build"]).current_dir(work);
    run("vite build", vite, log, tools.limit)?;
    let dist = work.join("dist");
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err("vite build left no index.html".to_owned())
    }
}

/// Runs `command` to its end, or stops it when `limit` is over. What it prints goes to `log`.
fn run(name: &str, command: Command, log: &Path, limit: Duration) -> Result<(), String> {
    let (mut child, output) =
        spawn(command).map_err(|error| format!("cannot run {name}: {error}"))?;
    match output.recv_timeout(limit) {
        Ok(text) => fs::write(log, text).map_err(in_words)?,
        Err(_) => {
            child.kill().map_err(in_words)?;
            child.wait().map_err(in_words)?;
            return Err(format!("{name} took longer than {} s", limit.as_secs()));
        }
    }
    let status = child.wait().map_err(in_words)?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} failed ({status}), see {}", log.display()))
    }
}

/// Starts `command`; the receiver gets all it printed once it has closed its output.
fn spawn(mut command: Command) -> io::Result<(std::process::Child, mpsc::Receiver<Vec<u8>>)> {
    let (mut printed, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let child = command.spawn()?;
    // The command keeps its ends of the pipe; the reader would never see the end of it.
    drop(command);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        // What was read before an error is still worth logging, and the receiver may be gone.
        let _ = printed.read_to_end(&mut text);
        let _ = sender.send(text);
    });
    Ok((child, receiver))
}

/// A short hash of the names and contents of `files`.
fn fingerprint(files: &[PathBuf]) -> io::Result<String> {
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(file)?;
        let name = file.file_name().unwrap_or_default();
        hash.update(format!("{} {}\n", name.display(), content.len()));
        hash.update(content);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

// By value, to be named in `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn in_words(error: io::Error) -> String {
    error.to_string()
}
