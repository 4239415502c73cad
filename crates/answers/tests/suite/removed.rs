//! Nothing is known by heart: what changes in the content changes in the answers, with no code touched.

use finsam_answers::AnswerKind::{self, Definition, Figure, NotStated};
use finsam_content::{Archive, Change, Node, Snapshot};

use crate::tree::{NOW, ask, documents, moment, real, snapshot, twin};

/// Both trees, each with the moment it is looked at.
fn trees() -> [(&'static str, &'static str, &'static Snapshot); 2] {
    [("content", NOW, real()), ("tests/twin", "2031-06-30T09:00", twin())]
}

/// A tree that is edited time and again, always from the same beginning.
struct Editor {
    archive: Archive,
    documents: Vec<Change>,
    now: &'static str,
}

impl Editor {
    fn of(folder: &str, now: &'static str) -> Self {
        let documents = documents(folder);
        Self { archive: Archive::default().update(documents.clone()), documents, now }
    }

    fn text(&self, path: &str) -> String {
        let mut documents = self.documents.iter();
        let document = documents.find(|one| one.path == path).ok_or(path).unwrap();
        String::from_utf8(document.bytes.clone().unwrap()).unwrap()
    }

    /// The tree with other texts at some paths; none is a document less.
    fn with(&self, changes: &[(&str, Option<String>)]) -> Snapshot {
        let change = |(path, text): &(&str, Option<String>)| Change {
            path: (*path).to_owned(),
            bytes: text.clone().map(String::into_bytes),
        };
        let changes = changes.iter().map(change).collect();
        self.archive.update(changes).publish(&moment(self.now))
    }

    /// The tree with one part of a text replaced by another.
    fn edited(&self, path: &str, from: &str, to: &str) -> Snapshot {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.with(&[(path, Some(text.replacen(from, to, 1)))])
    }
}

/// Asks with and without a document: with it, the answer says something; without it, no answer does.
fn check(removed: &str, question: &str, known: &str, then: Option<AnswerKind>) {
    let all = documents("content");
    let before = ask(real(), NOW, &[question]);
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

#[test]
fn a_removed_passage_is_gone_from_the_answers() {
    let check = |path: &str, passage: &str, question: &str, known: &str| {
        let editor = Editor::of("content", NOW);
        let before = ask(real(), NOW, &[question]);
        assert!(before.text.contains(known), "{question}: {}", before.text);
        let after = ask(&editor.edited(path, passage, ""), NOW, &[question]);
        assert!(!after.text.contains(known), "{question} without {passage}: {}", after.text);
    };
    let lunch = "seminars/stod-till-dem-som-star-langt-fran-arbete-2014.md";
    let term = "terms/nollplacerad.md";
    check(
        term,
        "- man är för ung för att ha kommit in på arbetsmarknaden\n",
        "varför hamnar man som nollplacerad?",
        "för ung",
    );
    let statements = Editor::of("content", NOW).text(lunch);
    let said = statements
        .split("\n\n")
        .find(|part| part.starts_with("[[statements]]") && part.contains("maskineriet"))
        .unwrap();
    let question = "vad tyckte Eliasson om samordningsförbundens roll?";
    check(lunch, said, question, "maskineriet");
    let resam = "initiatives/resam.md";
    let text = Editor::of("content", NOW).text(resam);
    let aim = text.lines().find(|line| line.starts_with("aim = ")).unwrap();
    let known = aim.trim_start_matches("aim = \"").split(' ').take(6).collect::<Vec<_>>().join(" ");
    check(resam, &format!("{aim}\n"), "vad är målet med RESAM?", &known);
}

/// A word that stands nowhere.
const WORD: &str = "kvasterkvist";

#[test]
fn a_synonym_of_any_term_is_understood_at_once() {
    for (folder, now, snapshot) in trees() {
        let editor = Editor::of(folder, now);
        let question = format!("vad är {WORD}?");
        assert_ne!(ask(snapshot, now, &[&question]).kind, Definition);
        for node in snapshot.nodes() {
            let Node::Term(term) = &node else { continue };
            let path = format!("terms/{}.md", term.slug);
            let text = editor.text(&path);
            let text = if text.contains("\notherNames = [") {
                text.replacen("otherNames = [", &format!("otherNames = [\"{WORD}\", "), 1)
            } else {
                text.replacen("+++\n", &format!("+++\notherNames = [\"{WORD}\"]\n"), 1)
            };
            let after = ask(&editor.with(&[(&path, Some(text))]), now, &[&question]);
            let begins: String = term.definition.chars().take(20).collect();
            assert!(after.text.contains(&begins), "{}: {}", term.name, after.text);
        }
    }
}

#[test]
fn a_changed_figure_is_the_figure_that_is_told() {
    for (folder, now, snapshot) in trees() {
        let editor = Editor::of(folder, now);
        let (mut told, mut figures) = (0, 0);
        for node in snapshot.nodes() {
            let Node::Figure(figure) = &node else { continue };
            figures += 1;
            let question = format!("hur många eller hur mycket: {}?", figure.label);
            let before = ask(snapshot, now, &[&question]);
            let bold = format!("**{}**", figure.text);
            if !before.text.contains(&bold) {
                continue;
            }
            told += 1;
            let path = format!("figures/{}.md", figure.slug);
            let other = format!("{} gånger sjutton", figure.text);
            let (from, to) =
                (format!("\ntext = \"{}\"", figure.text), format!("\ntext = \"{other}\""));
            let after = ask(&editor.edited(&path, &from, &to), now, &[&question]);
            assert!(after.text.contains(&format!("**{other}**")), "{question}: {}", after.text);
        }
        assert!(2 * told > figures, "{told} of {figures} figures of {folder} are told");
    }
}

#[test]
fn a_person_may_get_another_slug() {
    for (folder, now, snapshot) in trees() {
        let editor = Editor::of(folder, now);
        for node in snapshot.nodes() {
            let Node::Person(person) = &node else { continue };
            let questions =
                [&*format!("vem är {}?", person.name), "vad sa hen?", "var har hen medverkat?"];
            let path = format!("people/{}.md", person.slug);
            let text = editor.text(&path);
            let renamed = match text.split_once("\nformerly = [") {
                Some((before, rest)) => {
                    let (older, after) = rest.split_once(']').unwrap();
                    format!("{before}\nformerly = [{older}, \"{}\"]{after}", person.slug)
                }
                None => {
                    let formerly = format!("+++\nformerly = [\"{}\"]\n", person.slug);
                    text.replacen("+++\n", &formerly, 1)
                }
            };
            let after = editor.with(&[(&path, None), ("people/annat-kortnamn.md", Some(renamed))]);
            for asked in 1..=questions.len() {
                let questions = &questions[..asked];
                let (one, two) = (ask(snapshot, now, questions), ask(&after, now, questions));
                assert_eq!(one.text, two.text, "{questions:?}");
                assert_eq!(one.citations, two.citations, "{questions:?}");
                // Who asked before may go on after.
                assert_eq!(one.context, two.context, "{questions:?}");
            }
            // Without the old slug, what others say of it leads nowhere.
            let left = [(&*path, None), ("people/annat-kortnamn.md", Some(text))];
            let of = |snapshot: &Snapshot| ask(snapshot, now, &questions[..1]).text;
            let alone = snapshot.nodes().filter(|one| one.label() == person.name).count() == 1;
            if alone && snapshot.appearances_of(person).next().is_some() {
                assert_ne!(of(snapshot), of(&editor.with(&left)), "{questions:?}");
            }
        }
    }
}
