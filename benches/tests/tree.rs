//! That made-up trees are sound, the same every time, and as big as asked.

use std::collections::BTreeSet;

use finsam_benches::Tree;
use finsam_content::Archive;
use finsam_model::Kind;

#[test]
fn every_document_is_sound() {
    let archive = Archive::default().update(Tree::new(1000, 1).changes());
    assert_eq!(archive.problems(), []);
    assert_eq!(archive.len(), 1430);
}

#[test]
fn even_the_smallest_tree_is_sound() {
    for seminars in [0, 1, 7] {
        let archive = Archive::default().update(Tree::new(seminars, 2).changes());
        assert_eq!(archive.problems(), [], "{seminars} seminars");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    let tree = |seed| Tree::new(50, seed).changes();
    assert_eq!(tree(1), tree(1));
    assert_ne!(tree(1), tree(2));
}

#[test]
fn no_two_documents_of_a_big_tree_share_a_path() {
    let tree = Tree::new(100_000, 1);
    for kind in Kind::ALL {
        let paths: BTreeSet<String> = (0..tree.count(kind)).map(|n| tree.path(kind, n)).collect();
        assert_eq!(paths.len(), tree.count(kind), "{kind}");
    }
}

#[test]
fn something_is_upcoming_whatever_the_clock_says() {
    let tree = Tree::new(1000, 1);
    let count = tree.count(Kind::Seminar);
    for year in 2015..=2045 {
        let of_year = |n: &usize| tree.slug(Kind::Seminar, *n).contains(&format!("-{year}-"));
        let held = (0..count).filter(of_year).count();
        assert!(held >= 10, "{held} seminars in {year}");
    }
}
