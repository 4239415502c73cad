//! What keeps TOML from being read, said in Swedish.

use toml::de::Error;

use crate::{Problem, document::Document};

/// As many as an editor can use at once; one missing bracket can give an error on every line below.
const MOST: usize = 5;

/// How the parser begins when a time is wrong.
const BAD_TIME: &[&str] = &["invalid date", "invalid time", "invalid offset"];

/// How it begins when any other single value is wrong.
const BAD_VALUE: &[&str] = &[
    "string values must be quoted",
    "invalid boolean",
    "invalid float",
    "invalid mantissa",
    "invalid fraction",
    "invalid exponent",
    "unexpected leading zero",
    "`_` may only go between digits",
];

/// What the parser says, by how its message begins; what that is in Swedish, with `{}` for what
/// is written there; and what to do. The first that fits is used, and the last fits everything.
#[rustfmt::skip]
const SAID: &[(&[&str], &str, &str)] = &[
    (BAD_TIME,
     "{} är ingen tid så som tider skrivs här.",
     "Skriv 2018-07-05 för en dag och 2018-07-05T08:00 för en tidpunkt. En ungefärlig tid, ett telefonnummer och all annan text skrivs inom citattecken."),
    (BAD_VALUE,
     "{} är varken en text, ett tal, en tid, true eller false.",
     "Text skrivs inom raka citattecken: \"…\". Tal skrivs utan mellanslag, ja och nej skrivs true och false."),
    (&["duplicate key"],
     "Uppgiften {} står två gånger.",
     "Ta bort den ena. Flera stycken av samma slag skrivs med dubbla hakparenteser, [[…]]."),
    (&["invalid basic string", "invalid multi-line", "invalid literal"],
     "Texten saknar sitt sista citattecken.",
     "Avsluta texten med \" på samma rad. Text över flera rader skrivs mellan \"\"\" och \"\"\"."),
    (&["missing escaped value"],
     "Ett omvänt snedstreck har en egen betydelse i en text.",
     "Skriv två omvända snedstreck, \\\\, eller sätt texten inom enkla citattecken."),
    (&["missing comma between array", "unexpected `=` in array", "extra comma in array", "unclosed array,"],
     "Listan är inte hel: ett kommatecken eller en hakparentes saknas.",
     "Skriv en lista så här: terms = [\"ett\", \"två\"]."),
    (&["key with no value", "missing value"],
     "Raden har inget likhetstecken.",
     "Skriv uppgiftens namn, likhetstecken och värde: title = \"…\". Löptext hör hemma under den sista +++-raden."),
    (&["invalid unquoted key", "unquoted keys"],
     "Uppgiftens namn har tecken som inget namn har.",
     "Namnen skrivs med a–z utan å, ä, ö och mellanslag: title = \"…\"."),
    (&["unclosed array table", "unclosed table", "missing table"],
     "Rubriken saknar en hakparentes.",
     "Skriv [contact] med en hakparentes på var sida, eller [[appearances]] med två."),
    (&["unexpected key or value"],
     "Efter värdet står något mer på samma rad.",
     "Skriv en uppgift på varje rad. Tal skrivs utan mellanslag och med punkt: 1.5."),
    (&["recursion limit", "cannot recurse"],
     "Uppgifterna ligger för djupt inuti varandra.",
     "Skriv dem så som content/README.md visar."),
    (&[""],
     "Raden går inte att läsa.",
     "Jämför med exemplen i content/README.md."),
];

/// The problems with how the front matter is written, at most one for each line.
pub(super) fn problems(document: &Document<'_>, errors: &[Error]) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for error in errors {
        let problem = problem(document, error);
        if problems.iter().all(|other| other.line != problem.line) {
            problems.push(problem);
        }
        if problems.len() == MOST {
            break;
        }
    }
    problems
}

/// Whether an error is about a single value, so that everything else can still be read.
pub(super) fn is_of_one_value(error: &Error) -> bool {
    begins(error.message(), BAD_TIME) || begins(error.message(), BAD_VALUE)
}

fn begins(message: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| message.starts_with(start))
}

fn problem(document: &Document<'_>, error: &Error) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let written = document.front.get(span.clone()).unwrap_or_default().trim();
    let at = document.position(span.start);
    let message = error.message();
    // A date with every digit in its place, but of no calendar.
    if message.starts_with("invalid") && message.contains(" between ") {
        return Problem::new(
            "impossible-date",
            document.path,
            at,
            format!("{written} finns inte i kalendern eller på klockan."),
            "Kontrollera dag, månad och klockslag; en tid skrivs 2018-07-05T08:00.",
        );
    }
    let (_, what, advice) =
        SAID.iter().find(|(starts, _, _)| begins(message, starts)).copied().unwrap_or_default();
    let written = if written.is_empty() { "Det som står här" } else { written };
    Problem::new("toml-syntax", document.path, at, what.replace("{}", written), advice)
}

#[cfg(test)]
mod tests {
    use crate::fields::{self, Slugs};

    use super::*;

    fn problems(front: &str) -> Vec<Problem> {
        let text = format!("+++\n{front}\n+++\n");
        let document = Document::read("terms/x.md", text.as_bytes()).unwrap();
        fields::read(&document, &Slugs::default(), |fields| fields.text("title")).1.problems
    }

    #[test]
    fn slips_of_the_pen_are_explained() {
        let check = |front: &str, rule: &str, line: usize, column: usize, words: &str| {
            let found = problems(front);
            let first = found.first().unwrap_or_else(|| panic!("{front:?} is read"));
            assert_eq!((first.rule, first.line, first.column), (rule, line, column), "{front:?}");
            let said = format!("{} {}", first.message, first.advice);
            assert!(said.contains(words), "{front:?}: {said}");
        };
        check("title = \"abc\nb = 1", "toml-syntax", 2, 13, "sista citattecken");
        check("title = abc", "toml-syntax", 2, 9, "abc är varken en text");
        check("title = ”abc”", "toml-syntax", 2, 9, "raka citattecken");
        check("å = 1", "toml-syntax", 2, 1, "utan å, ä, ö");
        check("a = tisdag", "toml-syntax", 2, 5, "tisdag är varken en text");
        check("phone = 0498-00 00 00", "toml-syntax", 2, 9, "telefonnummer");
        check("title \"x\"", "toml-syntax", 2, 7, "likhetstecken");
        check(
            "title = \"x\"\ntitle = \"y\"",
            "toml-syntax",
            3,
            1,
            "Uppgiften title står två gånger",
        );
        check("title =", "toml-syntax", 2, 8, "Det som står här");
        check("[[a]\nb = 1", "toml-syntax", 2, 5, "hakparentes");
        check("title = \"x\" y", "toml-syntax", 2, 13, "mer på samma rad");
        check("a = [1\nb = 2", "toml-syntax", 3, 1, "Listan är inte hel");
        check("a = \"c:\\dir\"", "toml-syntax", 2, 9, "omvänt snedstreck");
        check("a = True", "toml-syntax", 2, 5, "skrivs true och false");
        check("a = 2018-7-5", "toml-syntax", 2, 5, "2018-7-5 är ingen tid");
        check("a = 2018-02-30", "impossible-date", 2, 5, "2018-02-30 finns inte");
        check("a = 2018-07-05T24:00", "impossible-date", 2, 5, "på klockan");
        check(&format!("a = {}", "[".repeat(5000)), "toml-syntax", 2, 85, "för djupt");
        check(&format!("{}a = 1", "a.".repeat(5000)), "toml-syntax", 2, 1, "för djupt");
    }

    #[test]
    fn an_error_in_one_value_leaves_the_others_to_be_read() {
        let found = problems("title = 5\ndate = 2018-02-30\nb = nej");
        let rules: Vec<_> = found.iter().map(|problem| (problem.line, problem.rule)).collect();
        assert_eq!(rules, [(2, "wrong-type"), (3, "impossible-date"), (4, "toml-syntax")]);
    }

    #[test]
    fn an_error_on_every_line_is_not_said_on_every_line() {
        assert_eq!(problems(&"a\n".repeat(10_000)).len(), MOST);
    }
}
