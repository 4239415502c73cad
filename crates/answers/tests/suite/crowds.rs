//! Among many documents that say the same, the one that says more is found; and an edit shows at once.

use std::fmt::Write;

use finsam_content::{Archive, Change, Snapshot};

use crate::tree::{Expected, ask, check, moment};

const NOW: &str = "2031-06-30T09:00";

fn change(path: &str, front: &str, body: &str) -> Change {
    let text = format!("+++\n{front}\n+++\n{body}\n");
    Change { path: path.to_owned(), bytes: Some(text.into_bytes()) }
}

/// A made-up news article.
fn article(slug: &str, headline: &str, body: &str) -> Change {
    let front =
        format!("headline = \"{headline}\"\npublishedOn = 2031-01-05\nsources = [\"provbladet\"]");
    change(&format!("news/{slug}.md"), &front, body)
}

/// Seven hundred articles about the same, people who all have one name, and figures.
fn crowd() -> Vec<Change> {
    let mut all = vec![
        change("site.md", "slug = \"prov\"\nname = \"Prov\"\nlanguage = \"sv\"", ""),
        change("sources/provbladet.md", "title = \"Provbladet\"\npublisher = \"Provbladet\"", ""),
    ];
    for n in 0..700 {
        let body = format!("Provgruppen ritade om exempelkartan i rum {n} tillsammans med alla.");
        all.push(article(&format!("karta-{n}"), &format!("Karta nummer {n}"), &body));
    }
    for n in 0..90 {
        let mut family = String::new();
        for digit in n.to_string().bytes() {
            let _ = write!(family, "{}", char::from(b'k' + digit % 10));
        }
        let front = format!(
            "name = \"Testa X{family}son\"\nsources = [\"provbladet\"]\n[[affiliations]]\n\
             title = \"provsamordnare\"\nsource = \"provbladet\""
        );
        all.push(change(&format!("people/testa-{n}.md"), &front, ""));
        let front = format!(
            "label = \"Prov {n}\"\ncounts = \"påhittade deltagare i prov {n}\"\nvalue = {value}\n\
             text = \"{value}\"\nunit = \"personer\"\nyear = 2030\nmeasures = \"people\"\n\
             certainty = \"exact\"\nsources = [\"provbladet\"]",
            value = 1000 + n
        );
        all.push(change(&format!("figures/prov-{n}.md"), &front, ""));
    }
    all
}

fn publish(archive: &Archive) -> Snapshot {
    let wrong: Vec<_> = archive.problems().iter().map(ToString::to_string).collect();
    assert!(
        archive.problems().iter().all(|one| one.severity != finsam_content::Severity::Error),
        "{wrong:?}"
    );
    archive.publish(&moment(NOW))
}

#[test]
fn what_says_more_is_found_in_a_crowd() {
    let mut all = crowd();
    all.push(article(
        "regnet",
        "Regnet som kom",
        "Provgruppen ritade om exempelkartan därför att takpannorna läckte hela våren.",
    ));
    let snapshot = publish(&Archive::default().update(all));
    let told = |question, says| {
        check(&snapshot, NOW, &[question], &Expected { says, ..Expected::default() });
    };
    told("varför ritade provgruppen om exempelkartan?", &["takpannorna"]);
    told("läckte takpannorna?", &["takpannorna"]);
    told("varifrån kommer 1042?", &["prov 42"]);
    told("vem är Testa?", &["Testa X", "provsamordnare"]);
}

#[test]
fn an_edit_shows_at_once() {
    let told =
        |archive: &Archive| ask(&publish(archive), NOW, &["varför rasade takpannorna?"]).text;
    let wet = "Takpannorna rasade därför att regnet kom.";
    let rotten = "Takpannorna rasade därför att taket var ruttet.";
    let archive = Archive::default().update(crowd());
    assert!(!told(&archive).contains("rasade"));
    let archive = archive.update(vec![article("taket", "Taket", wet)]);
    assert!(told(&archive).contains("regnet kom"));
    let archive = archive.update(vec![article("taket", "Taket", rotten)]);
    let answer = told(&archive);
    assert!(answer.contains("ruttet") && !answer.contains("regnet"), "{answer}");
    let gone = Change { path: "news/taket.md".to_owned(), bytes: None };
    assert!(!told(&archive.update(vec![gone])).contains("rasade"));
}
