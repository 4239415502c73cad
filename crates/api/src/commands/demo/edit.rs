//! Changing a document as an editor would.

use std::{fs, io, path::Path};

/// Before the number of a title that was changed, and after it.
const MARK: (&str, &str) = (" (ändring ", ")");

/// A document that was changed.
pub(super) struct Edited {
    /// Its file, within the content folder.
    pub(super) path: String,
    /// Its title now.
    pub(super) title: String,
}

/// Gives the first seminar of a content folder another title. One that is told of elsewhere too is
/// left alone: in a network, the title that shows may be the other's.
pub(super) fn edit(content: &Path) -> io::Result<Edited> {
    let folder = content.join("seminars");
    let entries = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<_> =
        entries.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    for name in names.iter().filter(|name| name.ends_with(".md")) {
        let file = folder.join(name);
        let text = fs::read_to_string(&file)?;
        if let Some((text, title)) = retitled(&text) {
            fs::write(file, text)?;
            return Ok(Edited { path: format!("seminars/{name}"), title });
        }
    }
    Err(io::Error::new(io::ErrorKind::NotFound, "there is no seminar to change"))
}

/// A document with another title, and the title.
fn retitled(text: &str) -> Option<(String, String)> {
    if text.contains("\nsameAs") {
        return None;
    }
    let line = text.lines().find(|line| line.starts_with("title = \""))?;
    let title = line.strip_prefix("title = \"")?.strip_suffix('"')?;
    let (before, after) = MARK;
    let numbered = title.rsplit_once(before).and_then(|(title, rest)| {
        let number: u32 = rest.strip_suffix(after)?.parse().ok()?;
        Some((title, number))
    });
    let (bare, number) = numbered.unwrap_or((title, 0));
    let title = format!("{bare}{before}{}{after}", number.saturating_add(1));
    Some((text.replacen(line, &format!("title = \"{title}\""), 1), title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_numbered_by_its_changes() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(retitled(text).map(|(_, title)| title).as_deref(), expected, "{text}");
        };
        check("+++\ntitle = \"Prov\"\n+++\n", Some("Prov (ändring 1)"));
        check("+++\ntitle = \"Prov (ändring 9)\"\n+++\n", Some("Prov (ändring 10)"));
        check("+++\ntitle = \"Prov (ändring x)\"\n+++\n", Some("Prov (ändring x) (ändring 1)"));
        check("+++\ntitle = \"Prov\"\nsameAs = \"a/b\"\n+++\n", None);
        check("+++\nname = \"Prov\"\n+++\n", None);
        let (text, _) = retitled("+++\ntitle = \"Prov\"\nformat = \"lunch\"\n+++\n").unwrap();
        assert_eq!(text, "+++\ntitle = \"Prov (ändring 1)\"\nformat = \"lunch\"\n+++\n");
    }
}
