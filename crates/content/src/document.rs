//! A document as it comes: bytes read as text, split in front matter and running text,
//! with the line and column of every byte.

use crate::Problem;

/// The largest document that is read. A long article is a hundredth of this; what is larger is
/// something else that was put in the folder.
pub(crate) const MAX_BYTES: usize = 1024 * 1024;

/// The line around the front matter.
const FENCE: &str = "+++";

/// A place in a document, as an editor's program shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Column in characters, from 1.
    pub(crate) column: usize,
}

impl Position {
    /// Where every document begins.
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// The place after `text`, which begins here.
    fn after(self, text: &str) -> Self {
        let last = text.rsplit('\n').next().unwrap_or(text);
        let new_lines = text.bytes().filter(|byte| *byte == b'\n').count();
        let column = if new_lines == 0 { self.column } else { 1 };
        Self { line: self.line + new_lines, column: column + last.chars().count() }
    }
}

/// A document in its two parts.
#[derive(Clone, Debug)]
pub(crate) struct Document<'t> {
    /// Its path within the content tree.
    pub(crate) path: &'t str,
    /// All of it, as written.
    pub(crate) text: &'t str,
    /// What stands between the fences: TOML.
    pub(crate) front: &'t str,
    /// What stands below them: Markdown.
    pub(crate) body: &'t str,
    /// Places on the way through the front matter, so that none is far to count from.
    milestones: Vec<(usize, Position)>,
}

/// About how many bytes there are between milestones.
const MILE: usize = 128;

impl<'t> Document<'t> {
    /// Reads bytes as a document.
    ///
    /// # Errors
    /// The one problem that keeps it from being read at all.
    pub(crate) fn read(path: &'t str, bytes: &'t [u8]) -> Result<Self, Problem> {
        if bytes.len() > MAX_BYTES {
            return Err(Problem::new(
                "too-large",
                path,
                Position::START,
                format!(
                    "Filen är {} kB; högst {} kB läses.",
                    bytes.len().div_ceil(1024),
                    MAX_BYTES / 1024
                ),
                "Ta bort det som inte är text, eller dela upp texten på flera dokument.",
            ));
        }
        let text = std::str::from_utf8(bytes).map_err(|bad| not_utf8(path, bytes, bad))?;
        // The mark some programs put before a text is no part of it, and no column.
        let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some((before, _)) = unmarked.split_once('\0') {
            return Err(Problem::new(
                "nul-character",
                path,
                Position::START.after(before),
                "Här står ett osynligt nolltecken, som aldrig hör hemma i en text.",
                "Ta bort tecknet. Är filen full av dem är den sparad som UTF-16: spara om den som UTF-8.",
            ));
        }
        Self::split(path, text, unmarked)
    }

    fn split(path: &'t str, text: &'t str, unmarked: &'t str) -> Result<Self, Problem> {
        let mut lines = unmarked.split_inclusive('\n');
        let opening = lines.next().unwrap_or_default();
        if opening.trim_end() != FENCE {
            return Err(no_fence(path, opening));
        }
        let mut front_bytes = 0;
        for line in lines {
            if line.trim_end() == FENCE {
                let (_, inside) = unmarked.split_at(opening.len());
                let (front, rest) = inside.split_at(front_bytes);
                let (_, body) = rest.split_at(line.len());
                return Ok(Self { path, text, front, body, milestones: milestones(front) });
            }
            front_bytes += line.len();
        }
        Err(Problem::new(
            "front-matter-unclosed",
            path,
            Position::START,
            "Uppgifterna börjar med +++ men slutar aldrig.",
            "Skriv en rad med bara +++ efter den sista uppgiften, före löptexten.",
        ))
    }

    /// The place of a byte of the front matter.
    pub(crate) fn position(&self, front_byte: usize) -> Position {
        let next = self.milestones.partition_point(|(byte, _)| *byte <= front_byte);
        let passed = self.milestones.get(next.saturating_sub(1));
        let (byte, position) = passed.copied().unwrap_or((0, FRONT));
        position.after(self.front.get(byte..front_byte).unwrap_or_default())
    }
}

/// Where the front matter begins: below the opening fence.
const FRONT: Position = Position { line: 2, column: 1 };

fn milestones(front: &str) -> Vec<(usize, Position)> {
    let mut milestones = vec![(0, FRONT)];
    let (mut last, mut position) = (0, FRONT);
    for (byte, _) in front.char_indices() {
        if byte >= last + MILE {
            position = position.after(front.get(last..byte).unwrap_or_default());
            milestones.push((byte, position));
            last = byte;
        }
    }
    milestones
}

fn not_utf8(path: &str, bytes: &[u8], bad: std::str::Utf8Error) -> Problem {
    let readable = bytes.get(..bad.valid_up_to()).unwrap_or_default();
    let before = std::str::from_utf8(readable).unwrap_or_default();
    Problem::new(
        "not-utf8",
        path,
        Position::START.after(before),
        "Filen är inte sparad som UTF-8: här står ett tecken som inte går att läsa.",
        "Spara om filen med teckenkodningen UTF-8.",
    )
}

fn no_fence(path: &str, first: &str) -> Problem {
    let advice = match first.trim_end() {
        "---" => "Uppgifterna skrivs i TOML mellan två rader med +++, inte mellan ---.",
        _ => {
            "Börja filen med en rad med bara +++, skriv uppgifterna och avsluta dem med en rad till."
        }
    };
    Problem::new(
        "front-matter-missing",
        path,
        Position::START,
        "Filen börjar inte med en rad med +++, så uppgifterna hittas inte.",
        advice,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_split_at_its_fences() {
        let check = |bytes: &str, front: &str, body: &str| {
            let document = Document::read("terms/x.md", bytes.as_bytes()).unwrap();
            assert_eq!((document.front, document.body), (front, body), "{bytes:?}");
        };
        check("+++\na = 1\n+++\ntext\n", "a = 1\n", "text\n");
        check("+++\r\na = 1\r\n+++\r\ntext", "a = 1\r\n", "text");
        check("\u{feff}+++\na = 1\n+++", "a = 1\n", "");
        check("+++ \n+++\n", "", "");
        check("+++\n+++\n+++\ntext", "", "+++\ntext");
    }

    #[test]
    fn what_is_no_document_is_told_apart() {
        let check = |bytes: &[u8], rule: &str, line: usize, column: usize| {
            let problem = Document::read("terms/x.md", bytes).unwrap_err();
            assert_eq!((problem.rule, problem.line, problem.column), (rule, line, column));
        };
        check(b"", "front-matter-missing", 1, 1);
        check(b"---\ntitle: x\n---\n", "front-matter-missing", 1, 1);
        check(b"\n+++\n+++\n", "front-matter-missing", 1, 1);
        check(b"+++\na = 1\n", "front-matter-unclosed", 1, 1);
        check(b"+++\na = \"\xe5\"\n+++\n", "not-utf8", 2, 6);
        check("+++\nåå\0".as_bytes(), "nul-character", 2, 3);
        check(&vec![b'a'; MAX_BYTES + 1], "too-large", 1, 1);
    }

    #[test]
    fn places_are_counted_in_characters_of_the_whole_file() {
        let text = "\u{feff}+++\r\nå = 1\r\nö = ä\r\n+++\r\n";
        let document = Document::read("terms/x.md", text.as_bytes()).unwrap();
        let check = |found: char, line: usize, column: usize| {
            let at = document.front.find(found).unwrap();
            assert_eq!(document.position(at), Position { line, column }, "{found}");
        };
        check('å', 2, 1);
        check('1', 2, 5);
        check('ö', 3, 1);
        check('ä', 3, 5);
    }

    #[test]
    fn places_far_down_are_counted_alike() {
        let front = format!("{}\n{}ö", "å = 1\n".repeat(700), "ä".repeat(2000));
        let text = format!("+++\n{front}\n+++\n");
        let document = Document::read("terms/x.md", text.as_bytes()).unwrap();
        for (byte, _) in front.char_indices() {
            assert_eq!(document.position(byte), FRONT.after(front.get(..byte).unwrap()));
        }
        assert_eq!(
            document.position(front.find('ö').unwrap()),
            Position { line: 703, column: 2001 }
        );
    }
}
