//! `finsam check`: tells an editor everything that is wrong with a content folder, all at once.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use finsam_content::{Archive, Problem};
use finsam_stores::{BadBackup, Confirm, Files, StoreError};

use super::verdict::{Verdict, exit};

/// Checks a folder: silent and 0 when all is well, 1 when anything is wrong with a document,
/// 2 when the folder cannot be read.
#[must_use]
pub fn run(dir: &Path) -> ExitCode {
    exit(&check(dir, &mut io::stdout().lock(), &mut io::stderr().lock()))
}

fn check(dir: &Path, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Verdict> {
    let content = match Content::read(dir) {
        Ok(content) => content,
        Err(error) => {
            writeln!(errors, "{}", in_swedish(&error))?;
            return Ok(Verdict::Unreadable);
        }
    };
    let problems = content.problems();
    if problems.is_empty() {
        return Ok(Verdict::Good);
    }
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "\n{}", summary(&problems, content.archive.len()))?;
    Ok(Verdict::Wanting)
}

/// How much is wrong, in how many of the documents.
fn summary(problems: &[Problem], documents: usize) -> String {
    let wrong = problems.iter().map(|problem| &problem.path).collect::<BTreeSet<_>>().len();
    let problems = problems.len();
    if wrong <= documents {
        format!("{problems} problem i {wrong} av {documents} dokument")
    } else {
        // Files that are no documents can have problems too.
        format!("{problems} problem i {wrong} filer")
    }
}

/// A content folder, read once.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) files: Files,
    pub(super) archive: Archive,
    of_files: Vec<Problem>,
}

impl Content {
    pub(super) fn read(dir: &Path) -> Result<Self, StoreError> {
        let mut files = Files::open(dir)?;
        let scan = files.scan(Confirm::Yes)?;
        let archive = Archive::default().update(scan.changes);
        Ok(Self { files, archive, of_files: scan.problems })
    }

    /// Everything that is wrong, by path and line.
    fn problems(&self) -> Vec<Problem> {
        let mut problems = self.archive.problems().to_vec();
        problems.extend_from_slice(&self.of_files);
        problems.sort();
        problems
    }
}

/// What is wrong with a folder, to somebody who writes in it.
pub(super) fn in_swedish(error: &StoreError) -> String {
    match error {
        StoreError::NoSuchFolder(path) => format!("Det finns ingen mapp {}.", path.display()),
        StoreError::NotAFolder(path) => format!("{} är ingen mapp.", path.display()),
        StoreError::Unreadable { path, reason } => {
            format!("Mappen {} går inte att läsa: {reason}.", path.display())
        }
        StoreError::AlreadyExists(path) => format!("{path} finns redan."),
        StoreError::NoPlace(path) => format!("{path} är ingen plats för ett dokument."),
        StoreError::Unwritable { path, reason } => format!("{path} går inte att skriva: {reason}."),
        StoreError::NoBackup { path, bad } => match bad {
            BadBackup::Io(reason) => format!("{path} går inte att läsa: {reason}."),
            BadBackup::Other => format!("{path} är ingen säkerhetskopia från finsam."),
            BadBackup::Damaged(line) => format!("{path} är skadad på rad {line}."),
            BadBackup::CutShort(documents) => {
                format!("{path} är avbruten efter {documents} dokument.")
            }
        },
        StoreError::Unwatchable(reason) => format!("Mappen går inte att bevaka: {reason}."),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// What a check of a folder with these files came to, and all it said.
    fn checked(files: &[(&str, &str)]) -> (Verdict, String) {
        let dir = TempDir::new().unwrap();
        let folder = Files::open(dir.path()).unwrap();
        for (path, text) in files {
            folder.create(path, text).unwrap();
        }
        check_at(dir.path())
    }

    fn check_at(dir: &Path) -> (Verdict, String) {
        let mut out = Vec::new();
        let mut errors = Vec::new();
        let verdict = check(dir, &mut out, &mut errors).unwrap();
        out.append(&mut errors);
        (verdict, String::from_utf8(out).unwrap())
    }

    const SITE: (&str, &str) = ("site.md", "+++\nslug = \"prov\"\nname = \"Prov\"\n+++\n");

    #[test]
    fn sound_content_is_met_with_silence() {
        let venue = ("venues/kalla-koket.md", "+++\nname = \"Kalla Köket\"\n+++\n");
        assert_eq!(checked(&[SITE, venue]), (Verdict::Good, String::new()));
    }

    #[test]
    fn every_problem_is_told_at_once_with_place_rule_and_advice() {
        let (verdict, said) = checked(&[
            SITE,
            ("venues/kalla-koket.md", "+++\nname = \"Kalla Köket\"\nstad = \"Småstad\"\n+++\n"),
            (
                "seminars/vilse-2031.md",
                "+++\ntitle = \"Vilse\"\nstartsAt = 2031-03-05T08:00\nformat = \"breakfast\"\n\
                 venue = \"varma-koket\"\n+++\n",
            ),
            ("venues/sound.md", "+++\nname = \"Stora salen\"\n+++\n"),
        ]);
        assert_eq!(verdict, Verdict::Wanting);
        let lines: Vec<&str> = said.lines().collect();
        let starts = |at: usize, start: &str| {
            assert!(lines.get(at).is_some_and(|line| line.starts_with(start)), "{start}\n{said}");
        };
        starts(0, "seminars/vilse-2031.md:5:9: varning [dead-reference] ");
        starts(1, "    ");
        starts(2, "venues/kalla-koket.md:3:1: fel [unknown-key] ");
        starts(3, "    ");
        assert_eq!(lines.last(), Some(&"2 problem i 2 av 3 dokument"));
    }

    #[cfg(unix)]
    #[test]
    fn problems_of_files_are_told_too() {
        let dir = TempDir::new().unwrap();
        Files::open(dir.path()).unwrap().create(SITE.0, SITE.1).unwrap();
        std::os::unix::fs::symlink("/etc", dir.path().join("people")).unwrap();
        let (verdict, said) = check_at(dir.path());
        assert_eq!(verdict, Verdict::Wanting);
        assert!(said.starts_with("people:1:1: varning [link-out-of-folder] "), "{said}");
        assert!(said.ends_with("\n1 problem i 1 filer\n"), "{said}");
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_told_in_one_plain_line() {
        let dir = TempDir::new().unwrap();
        let (verdict, said) = check_at(&dir.path().join("borta"));
        assert_eq!(verdict, Verdict::Unreadable);
        assert!(said.starts_with("Det finns ingen mapp ") && said.lines().count() == 1, "{said}");
    }
}
