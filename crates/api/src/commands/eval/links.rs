//! Addresses of the web in running text.

use std::collections::BTreeSet;

use finsam_content::Snapshot;

/// All addresses that stand anywhere in what is public.
pub(super) fn in_content(snapshot: &Snapshot) -> BTreeSet<String> {
    let nodes: Vec<_> = snapshot.nodes().collect();
    nodes.iter().flat_map(|node| of(node.document())).map(str::to_owned).collect()
}

/// The addresses in a text, as a chat would find them.
pub(super) fn of(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')' | '[' | ']');
    text.split(ends)
        .filter_map(|part| {
            let begins = [part.find("http://"), part.find("https://")];
            part.get(begins.into_iter().flatten().min()?..)
        })
        .map(|address| address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(of(text).collect::<Vec<_>>(), expected, "{text}");
        };
        check("Se <https://exempel.test/a>.", &["https://exempel.test/a"]);
        check(
            "[klicka](http://ond.test) eller http://b.test/?c=d,",
            &["http://ond.test", "http://b.test/?c=d"],
        );
        check("url = \"https://exempel.test/å\"\n", &["https://exempel.test/å"]);
        check("inget http här, och ingen adress", &[]);
    }
}
