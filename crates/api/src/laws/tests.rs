//! The laws, held against what is saved and what can be made of it.

use std::{fs, path::Path};

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};

use super::ALL;

/// What is saved for a law: what people send, what could be sent to hurt, and what once did.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn every_law_holds_for_what_is_saved() {
    for (name, law) in ALL {
        let corpus = corpus(name);
        assert!(corpus.len() >= 5, "{name}");
        corpus.iter().for_each(|bytes| law(bytes));
    }
}

/// How often a law is tried with what is made of its corpus.
const TRIES: u32 = 150;

#[test]
fn every_law_holds_for_what_is_saved_cut_joined_and_broken() {
    for (name, law) in ALL {
        let corpus = corpus(name);
        let noise = prop_oneof![
            prop::collection::vec(any::<u8>(), 0..6),
            "[\\PC\"\\\\{}()\\[\\]#.@$!<>|*_&;:=+\n]{0,6}".prop_map(String::into_bytes),
        ];
        let made = (any::<[Index; 4]>(), noise, 1..40_usize);
        let config = Config { cases: TRIES, failure_persistence: None, ..Config::default() };
        let tried =
            TestRunner::new(config).run(&made, |([first, second, cut, other], noise, times)| {
                let (first, second) = (first.get(&corpus), second.get(&corpus));
                let head = first.get(..cut.index(first.len() + 1)).unwrap();
                let tail = second.get(other.index(second.len() + 1)..).unwrap();
                law(&[head, &noise.repeat(times), tail].concat());
                Ok(())
            });
        assert!(tried.is_ok(), "{name}: {}", tried.unwrap_err());
    }
}

#[test]
fn there_is_a_fuzzer_for_every_law() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    for (name, _) in ALL {
        let target = fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("laws::{name}(")), "{name}");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
}
