//! Nothing is known by heart: a document taken away is gone from the answers.

use finsam_answers::AnswerKind::{self, Figure, NotStated};

use crate::tree::{NOW, ask, documents, moment, snapshot};

/// Asks with and without a document: with it, the answer says something; without it, no answer does.
fn check(removed: &str, question: &str, known: &str, then: Option<AnswerKind>) {
    let all = documents("content");
    let before = ask(&snapshot(all.clone(), &moment(NOW)), NOW, &[question]);
    assert!(before.text.contains(known), "{question}: {}", before.text);
    let count = all.len();
    let left: Vec<_> = all.into_iter().filter(|one| !one.path.starts_with(removed)).collect();
    assert!(left.len() < count, "nothing is called {removed}");
    let after = ask(&snapshot(left, &moment(NOW)), NOW, &[question]);
    assert!(!after.text.contains(known), "{question} without {removed}: {}", after.text);
    assert!(
        then.is_none_or(|kind| kind == after.kind),
        "{question}: {:?} {}",
        after.kind,
        after.text
    );
}

#[test]
fn a_removed_document_is_gone_from_the_answers() {
    check("figures/nollplacerade-2014", "hur många är nollplacerade?", "**34 808**", Some(Figure));
    check("figures/", "hur många kommuner har ett konkret arbete?", "57 kommuner**", None);
    check("people/dan-eliasson", "vem är Dan Eliasson?", "generaldirektör", None);
    check("venues/", "var ligger Joda?", "Skeppsbron", None);
    check("seminars/stod-till", "vem modererade lunchen?", "Kerstin Alnebratt", Some(NotStated));
    check("terms/sgi", "vad är SGI?", "Den inkomst som", None);
    check("series/", "vad är temat för 2018?", "Rusta", Some(NotStated));
}
