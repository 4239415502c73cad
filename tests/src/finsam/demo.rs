//! `finsam demo`, with somebody who types.

use std::{path::Path, process::Stdio};

use tokio::{
    io::{AsyncWriteExt, BufReader, Lines},
    process::{ChildStdin, ChildStdout, Command},
    time::timeout,
};

use super::{SOON, Server};
use crate::programs;

/// A network of made-up sites. It ends with the test.
#[derive(Debug)]
pub struct Demo {
    /// The hub of the network.
    pub hub: Server,
    typed: Option<ChildStdin>,
    said: Lines<BufReader<ChildStdout>>,
}

impl Demo {
    /// Starts so many members and their hub, on any ports, in a folder.
    pub async fn start_in(folder: &Path, sites: u16) -> Self {
        Self::launch(sites, |command| command.arg("--folder").arg(folder)).await
    }

    /// The same in a folder of its own, where the temporary ones are.
    pub async fn start_beside(temporary: &Path, sites: u16) -> Self {
        Self::launch(sites, |command| command.env("TMPDIR", temporary)).await
    }

    async fn launch(sites: u16, set: impl FnOnce(&mut Command) -> &mut Command) -> Self {
        let mut command = programs::command("finsam");
        command.args(["demo", "--port", "0", "--sites", &sites.to_string()]);
        set(&mut command).stdin(Stdio::piped());
        let (mut hub, said) = Server::launch(command).await;
        let typed = hub.child.stdin.take();
        Self { hub, typed, said }
    }

    /// Waits for a line that holds something.
    pub async fn says(&mut self, wanted: &str) -> String {
        let line = timeout(SOON, async {
            loop {
                let line = self.said.next_line().await.unwrap().expect("it goes on");
                if line.contains(wanted) {
                    break line;
                }
            }
        });
        line.await.expect(wanted)
    }

    /// Types a line, and waits for an answer that holds something.
    pub async fn control(&mut self, line: &str, answer: &str) -> String {
        self.type_in(line).await;
        self.says(answer).await
    }

    /// Types a line.
    pub async fn type_in(&mut self, line: &str) {
        let typed = self.typed.as_mut().expect("somebody types");
        typed.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    /// Nobody types any more.
    pub fn hang_up(&mut self) {
        self.typed = None;
    }
}
