//! That made-up trees are sound, the same every time, and as big as asked.

use std::collections::BTreeSet;

use finsam_benches::Tree;
use finsam_content::{Archive, Network};
use finsam_model::{Kind, Site, stockholm};
use jiff::civil::date;

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

#[test]
fn a_tree_split_over_sites_has_the_same_documents() {
    let tree = Tree::new(300, 1).in_parts(10);
    let now = date(2030, 5, 15).at(9, 0, 0, 0).to_zoned(stockholm()).unwrap();
    let whole = Archive::default().update(tree.changes());
    assert_eq!(whole.problems(), []);
    let whole = whole.publish(&now);
    let home = tree.changes().into_iter().take(1).collect();
    let mut network = Network::from(Archive::default().update(home));
    for (site, changes) in tree.members() {
        network.update(&site, changes);
    }
    let split = network.publish(&now);
    for Site { slug, .. } in split.sites() {
        assert_eq!(network.problems_of(slug), []);
    }
    let names = |snapshot: &finsam_content::Snapshot| -> BTreeSet<_> {
        snapshot.nodes().map(|node| (node.kind(), node.slug().to_string())).collect()
    };
    assert_eq!(names(&split), names(&whole));
    assert_eq!(split.documents(), whole.documents(), "what two sites have is one");
    let joined = split.nodes().filter(|node| node.documents().len() > 1).count();
    assert!(joined > 20, "{joined} joined");
    // What refers to a document does so wherever it is.
    for node in whole.nodes() {
        let there = split.find_called(node.kind(), node.slug().as_str(), None);
        let [there] = there.as_slice() else { panic!("{there:?}") };
        let referring = |snapshot: &finsam_content::Snapshot, node: &finsam_content::Node| {
            snapshot.referring_to(node.kind(), node.slug()).len()
        };
        assert_eq!(referring(&split, there), referring(&whole, &node), "{}", node.slug());
    }
}
