//! Somebody who writes into the database all the time: each change a revision of its own, in the
//! statements of a push, which has been checked already.

use std::{
    io::{self, BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use finsam_benches::Tree;
use finsam_model::Kind;
use finsam_tests::postgres::psql;
use serde_json::json;

/// Said by the database's program when a change is committed.
const WRITTEN: &str = "written";

pub(super) struct Writer {
    program: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    tree: Tree,
    written: usize,
}

impl Writer {
    pub(super) fn start(url: &str, tree: Tree) -> io::Result<Self> {
        let mut program = Command::new(psql())
            .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let gone = || io::Error::other("psql has no input or output");
        let input = program.stdin.take().ok_or_else(gone)?;
        let output = BufReader::new(program.stdout.take().ok_or_else(gone)?);
        Ok(Self { program, input, output, tree, written: 0 })
    }

    /// Changes so many seminars a second for so long, one after the other; how many.
    pub(super) fn write(&mut self, per_second: f64, window: Duration) -> io::Result<u32> {
        if per_second == 0.0 {
            return Ok(0);
        }
        let (every, begin) = (Duration::from_secs_f64(1.0 / per_second), Instant::now());
        let (mut due, mut changes) = (begin, 0);
        while due < begin + window {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            self.change()?;
            changes += 1;
            due += every;
        }
        Ok(changes)
    }

    fn change(&mut self) -> io::Result<()> {
        self.written += 1;
        let (path, slug) = (self.path(), self.slug());
        let text = format!("{}\n{}\n", self.tree.text(Kind::Seminar, self.n()), self.said());
        let push = format!("bench-{}", self.written);
        write!(
            self.input,
            "BEGIN;
UPDATE finsam_store SET revision = revision + 1 WHERE id = 1 RETURNING revision \\gset
INSERT INTO finsam_revision (number, push, author) VALUES (:revision, '{push}', '');
UPDATE finsam_document SET superseded_by = :revision WHERE superseded_by IS NULL AND path = '{path}';
INSERT INTO finsam_document (path, kind, slug, content, digest, revision, site, author)
SELECT '{path}', 'seminar', '{slug}', content, encode(sha256(content), 'hex'), :revision, 'exempel', ''
FROM convert_to($finsam${text}$finsam$, 'UTF8') AS content;
COMMIT;
SELECT FROM pg_notify('finsam', :'revision');
\\echo {WRITTEN}
"
        )?;
        self.input.flush()?;
        let mut line = String::new();
        while line.trim() != WRITTEN {
            line.clear();
            if self.output.read_line(&mut line)? == 0 {
                return Err(io::Error::other("the database refuses a change"));
            }
        }
        Ok(())
    }

    /// Which seminar was changed last: they are taken from all over the tree.
    fn n(&self) -> usize {
        self.written * 7_919 % self.tree.count(Kind::Seminar)
    }

    fn slug(&self) -> String {
        self.tree.slug(Kind::Seminar, self.n())
    }

    fn path(&self) -> String {
        self.tree.path(Kind::Seminar, self.n())
    }

    /// What the seminar says since it was changed last.
    pub(super) fn said(&self) -> String {
        format!("Rättad som nummer {}.", self.written)
    }

    /// What to ask to see that.
    pub(super) fn question(&self) -> String {
        let query = "query ($slug: String!) { seminar(slug: $slug) { body { text } } }";
        json!({ "query": query, "variables": { "slug": self.slug() } }).to_string()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
