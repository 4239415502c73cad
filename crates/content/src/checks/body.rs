//! What holds for running text.

use finsam_model::Heading;

use super::Finding;
use crate::{document::Position, loaded::Written};

/// More paragraphs than this are more than one passage.
const PARAGRAPHS: usize = 3;

pub(super) fn fixed_headings(written: &Written) -> Vec<Finding> {
    let known = Heading::of(written.node.kind());
    let (mut met, mut findings) = (Vec::new(), Vec::new());
    for (nth_line, level, title) in headings(written.node.body().markdown()) {
        let heading =
            Heading::titled(title).filter(|heading| known.contains(heading) && level == 2);
        let message = match heading {
            _ if level > 2 && !met.is_empty() => continue,
            None => format!("Rubriken ”{title}” är ingen av de fasta rubrikerna."),
            Some(heading) if met.contains(&heading) => {
                format!("Rubriken ”{title}” står två gånger.")
            }
            Some(heading) => {
                met.push(heading);
                continue;
            }
        };
        findings.push((nth_line, message));
    }
    if findings.is_empty() {
        return Vec::new();
    }
    let titles: Vec<_> = known.iter().map(|heading| format!("## {}", heading.title())).collect();
    let advice = format!(
        "Använd {}, var och en högst en gång. Egna underrubriker skrivs med ### under någon av dem.",
        titles.join(", ")
    );
    let begins = begins(written);
    let at = |nth_line| Position { line: begins.line + nth_line, column: 1 };
    findings
        .into_iter()
        .map(|(nth_line, message)| Finding::new(at(nth_line), message, advice.clone()))
        .collect()
}

pub(super) fn long_under_headings(written: &Written) -> Vec<Finding> {
    let paragraphs = written.node.body().paragraphs();
    let without = paragraphs.take_while(|paragraph| paragraph.heading.is_none()).count();
    let finding = (without > PARAGRAPHS).then(|| {
        let titles: Vec<_> =
            Heading::of(written.node.kind()).iter().map(|heading| heading.title()).collect();
        Finding::new(
            begins(written),
            format!("Löptexten har {without} stycken utan rubrik."),
            format!(
                "Sätt stycken som hör ihop under en av rubrikerna {}, skrivna som ## Vad.",
                titles.join(", ")
            ),
        )
    });
    Vec::from_iter(finding)
}

/// The headings of a text, each with the number of its line, from 0, and its level. A line in a
/// block of code is none.
fn headings(markdown: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut is_code = false;
    markdown.lines().enumerate().filter_map(move |(nth_line, text)| {
        is_code ^= text.trim_start().starts_with("```");
        let title = text.trim_start_matches('#');
        let level = text.len() - title.len();
        let is_heading = !is_code && (1..=6).contains(&level) && title.starts_with(' ');
        is_heading.then(|| (nth_line, level, title.trim()))
    })
}

/// Where the running text begins. It is the end of the document, whatever the line ends.
fn begins(written: &Written) -> Position {
    let lines = |text: &str| text.trim_end().lines().count();
    let (document, text) = (written.node.document(), written.node.body().markdown());
    Position { line: lines(document) - lines(text).min(lines(document)) + 1, column: 1 }
}
