//! The rules content keeps, in the order an editor meets them.
//!
//! [`CHECKS`] is the whole handbook. Some rules are met while a document is read, the others
//! are plain functions below this folder: over one document, or over one among the others.

mod body;
mod claim;
mod entry;
mod figure;
mod references;
mod seminar;

use finsam_model::{Kind, Slug};

use crate::{
    Problem,
    Severity::{self, Error, Warning},
    document::Position,
    loaded::{Loaded, Written},
};

pub(crate) use references::circle;
pub(crate) use seminar::weekday_disagrees;

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its stable name, lower-case kebab.
    pub rule: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// What it says, in Swedish, as a sentence that holds for sound content.
    pub what: &'static str,
    run: Run,
}

impl Check {
    /// Whether what is said of a document that breaks it can name other documents, public or not.
    #[must_use]
    pub const fn names_others(&self) -> bool {
        matches!(self.run, AmongOthers(_) | Placing | Joining)
    }
}

/// How a rule is checked.
#[derive(Clone, Copy, Debug)]
enum Run {
    /// Met while a document is read.
    Reading,
    /// Met when a document takes its place among the others.
    Placing,
    /// Met when documents of several sites are joined.
    Joining,
    /// Looks at one document.
    Document(fn(&Written) -> Vec<Finding>),
    /// Looks at one document among the others.
    AmongOthers(fn(&Loaded, &dyn Others) -> Vec<Finding>),
}
use Run::{AmongOthers, Document, Joining, Placing, Reading};

/// What a check has found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    at: Position,
    message: String,
    advice: String,
}

impl Finding {
    fn new(at: Position, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { at, message: message.into(), advice: advice.into() }
    }
}

const fn check(rule: &'static str, severity: Severity, run: Run, what: &'static str) -> Check {
    Check { rule, severity, what, run }
}

/// Every rule.
#[rustfmt::skip]
pub const CHECKS: &[Check] = &[
    // Where a file is and how it is saved.
    check("misplaced-file", Warning, Reading, "Varje fil ligger i mappen för sitt slag och slutar på .md."),
    check("bad-slug", Error, Reading, "Filnamn och hänvisningar är kortnamn: små bokstäver a–z, siffror och bindestreck."),
    check("site-missing", Error, Reading, "Innehållet har en site.md som säger vilken webbplats det hör till."),
    check("too-large", Error, Reading, "Ett dokument är högst 1 MiB stort."),
    check("not-utf8", Error, Reading, "Ett dokument är sparat som UTF-8."),
    check("nul-character", Error, Reading, "Ett dokument har inga nolltecken."),
    check("front-matter-missing", Error, Reading, "Ett dokument börjar med en rad med +++."),
    check("front-matter-unclosed", Error, Reading, "Uppgifterna slutar med en rad med +++."),
    check("text-too-deep", Error, Reading, "Listor och citat i löptexten ligger inte orimligt djupt inuti varandra."),
    // How the fields are written.
    check("toml-syntax", Error, Reading, "Uppgifterna är skrivna i TOML."),
    check("unknown-key", Error, Reading, "Bara uppgifter som finns för dokumentets slag används."),
    check("missing-field", Error, Reading, "Alla uppgifter som krävs finns."),
    check("wrong-type", Error, Reading, "Varje uppgift har rätt sorts värde: text, tal, tid, lista eller stycke."),
    check("empty-text", Error, Reading, "Ingen text är tom."),
    check("unknown-choice", Error, Reading, "Där det finns fasta ord att välja mellan används ett av dem."),
    check("listed-twice", Warning, Reading, "Inget står två gånger i samma lista."),
    check("bad-url", Error, Reading, "Adresser till sidor är hela och börjar med http:// eller https://."),
    check("bad-email", Error, Reading, "E-postadresser ser ut som e-postadresser."),
    check("bad-language", Error, Reading, "Språk skrivs med språkkod."),
    // Times.
    check("impossible-date", Error, Reading, "Datum och klockslag finns i kalendern och på klockan."),
    check("odd-year", Error, Reading, "Årtal ligger mellan 1900 och 2199."),
    check("bad-period", Error, Reading, "Ungefärliga tider skrivs \"2012\", \"2016-06\" eller \"2018-07-05\"."),
    check("period-reversed", Error, Reading, "En period slutar inte innan den börjar."),
    check("time-in-gap", Error, Reading, "Ingen tid ligger i den timme som försvinner när klockan ställs fram."),
    check("ambiguous-time", Warning, Reading, "En tid som kommer två gånger när klockan ställs tillbaka har sin förskjutning utskriven."),
    check("wrong-offset", Error, Reading, "En utskriven förskjutning är den som gäller i Sverige då."),
    // Seminars.
    check("weekday-disagrees", Error, Reading, "Veckodagen stämmer med datumet."),
    check("end-not-after-start", Error, Document(seminar::end_after_start), "Ett seminarium slutar efter att det börjat."),
    check("too-long", Error, Document(seminar::not_too_long), "Ett seminarium är högst 31 dagar långt."),
    check("serving-after-start", Error, Document(seminar::served_before_start), "Serveringen börjar inte efter seminariet."),
    check("deadline-after-start", Warning, Document(seminar::deadline_before_start), "Sista anmälningsdag ligger inte efter dagen för seminariet."),
    check("appearance-twice", Warning, Document(seminar::appears_once), "Samma person står bara en gång i samma roll på ett program."),
    check("status-without-note", Warning, Document(seminar::change_explained), "Ett seminarium som flyttats, skjutits upp eller ställts in säger vad som hänt."),
    check("moved-without-origin", Warning, Document(seminar::moved_from_somewhere), "Ett flyttat seminarium säger vilken tid som gällde före flytten."),
    check("origin-without-move", Warning, Document(seminar::moved_if_from_somewhere), "Bara ett seminarium som flyttats har en tid som gällde före flytten."),
    // Figures.
    check("figure-without-source", Error, Document(figure::has_source), "Varje siffra har en källa."),
    check("figure-text-disagrees", Warning, Document(figure::text_has_value), "Siffran så som den skrivs i text är samma tal som värdet."),
    // Claims.
    check("claim-without-source", Error, Document(claim::stated_has_source), "En uppgift som en källa påstås säga har sin källa."),
    check("claim-on-unknown-field", Warning, Document(claim::field_exists), "En uppgifts ursprung gäller ett fält som dokumentet kan ha."),
    check("claims-disagree", Warning, Document(claim::followed_agree), "Två läsningar som båda följs säger inte emot varandra."),
    // Publication.
    check("unpublished-before-published", Error, Document(entry::unpublished_last), "Ett dokument tas bort efter att det publicerats."),
    // Running text.
    check("unknown-heading", Warning, Document(body::fixed_headings), "Löptexten har bara de fasta rubrikerna för sitt slag, var och en en gång."),
    check("text-without-headings", Warning, Document(body::long_under_headings), "En löptext med fler än tre stycken står under rubriker."),
    // Slugs and relations.
    check("former-slug-is-own", Error, Document(entry::formerly_other), "Ett tidigare kortnamn är ett annat än det nuvarande."),
    check("slug-taken", Error, Placing, "Inget kortnamn, nuvarande eller tidigare, används av två dokument av samma slag."),
    check("bad-same-as", Error, Reading, "Det som dokumentet är detsamma som skrivs med webbplatsens kortnamn och dokumentets."),
    check("same-as-own-site", Error, Document(entry::same_elsewhere), "Det som dokumentet är detsamma som finns på en annan webbplats."),
    check("same-as-unknown", Warning, Joining, "Det som dokumentet är detsamma som finns i nätverket."),
    check("same-as-circle", Warning, Joining, "Inget är, steg för steg, detsamma som sig självt."),
    check("same-as-twice", Warning, Joining, "Av en webbplats dokument är bara ett detsamma som ett visst annat."),
    check("self-reference", Error, Document(references::not_to_itself), "Inget dokument hänvisar till sig självt."),
    check("dead-reference", Warning, AmongOthers(references::alive), "Det som dokumentet hänvisar till finns."),
    check("circular-reference", Warning, AmongOthers(references::not_in_circles), "Inget är, led för led, en del av sig självt."),
];

/// How bad it is to break a rule.
pub(crate) fn severity(rule: &str) -> Severity {
    let check = CHECKS.iter().find(|check| check.rule == rule);
    debug_assert!(check.is_some(), "{rule} is not in the handbook");
    check.map_or(Error, |check| check.severity)
}

/// What is wrong in one document by itself.
pub(crate) fn of_document(path: &str, written: &Written) -> Vec<Problem> {
    let mut problems = Vec::new();
    for check in CHECKS {
        let Document(run) = check.run else { continue };
        problems.extend(run(written).into_iter().map(|finding| finding.problem(check, path)));
    }
    problems
}

/// What is wrong in one document with regard to the others.
pub(crate) fn among_others(path: &str, loaded: &Loaded, others: &dyn Others) -> Vec<Problem> {
    let mut problems = Vec::new();
    for check in CHECKS {
        let AmongOthers(run) = check.run else { continue };
        let findings = run(loaded, others).into_iter();
        problems.extend(findings.map(|finding| finding.problem(check, path)));
    }
    problems
}

impl Finding {
    fn problem(self, check: &Check, path: &str) -> Problem {
        Problem::new(check.rule, path, self.at, self.message, self.advice)
    }
}

/// The other documents, as far as rules ask about them.
pub(crate) trait Others {
    /// Whether a relation as written leads to one of them.
    fn lead(&self, kind: Kind, slug: &Slug) -> Lead<'_>;

    /// The present slug of the document a relation leads to.
    fn present(&self, kind: Kind, slug: &Slug) -> Option<Slug>;

    /// A document by its present slug, if it can be read.
    fn document(&self, kind: Kind, slug: &Slug) -> Option<&Loaded>;
}

/// Where a relation leads.
pub(crate) enum Lead<'a> {
    /// To a document, sound or not.
    Somewhere,
    /// To none; with the slug that was probably meant.
    Nowhere { meant: Option<&'a Slug> },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Slugs;

    /// The rules a document breaks by itself.
    fn broken(kind: Kind, front: &str) -> Vec<&'static str> {
        let text = format!("+++\n{front}\n+++\n");
        let slug = |text| Slug::new(text).unwrap();
        let reading = Loaded::read(
            "x.md",
            text.as_bytes(),
            &slug("exempel"),
            kind,
            &slug("x"),
            &Slugs::default(),
            None,
        );
        reading.problems.iter().map(|problem| problem.rule).collect()
    }

    #[test]
    fn rules_hold_to_the_last_moment() {
        let seminar = |extra: &str, expected: &[&str]| {
            let front =
                format!("title = \"a\"\nformat = \"lunch\"\nstartsAt = 2031-07-01T12:00\n{extra}");
            assert_eq!(broken(Kind::Seminar, &front), expected, "{extra}");
        };
        seminar("endsAt = 2031-07-01T12:00", &["end-not-after-start"]);
        seminar("endsAt = 2031-07-01T12:01", &[]);
        seminar("endsAt = 2031-08-01T12:00", &[]);
        seminar("endsAt = 2031-08-01T12:01", &["too-long"]);
        seminar("servingFrom = 2031-07-01T12:00", &[]);
        seminar("servingFrom = 2031-07-01T12:01", &["serving-after-start"]);
        seminar("[registration]\ndeadline = 2031-07-01", &[]);
        seminar("[registration]\ndeadline = 2031-07-02", &["deadline-after-start"]);
        seminar("weekday = \"tisdag\"", &[]);
        seminar("status = \"held\"", &[]);
        seminar("status = \"postponed\"", &["status-without-note"]);
        let term = |extra: &str, expected: &[&str]| {
            let front = format!("name = \"a\"\ndefinition = \"b\"\n{extra}");
            assert_eq!(broken(Kind::Term, &front), expected, "{extra}");
        };
        let published = "publishAt = 2031-07-01T12:00\nunpublishAt = 2031-07-01T12:0";
        term(&format!("{published}0"), &["unpublished-before-published"]);
        term(&format!("{published}1"), &[]);
        term("formerly = [\"y\"]\nrelated = [\"y\"]", &["self-reference"]);
        term("formerly = [\"y\"]\nrelated = [\"z\"]", &[]);
        // A slug is a document's own within its kind only.
        term("sources = [\"x\"]", &[]);
    }

    #[test]
    fn a_seminar_known_by_its_day_alone_is_held_against_that_day() {
        let check = |ends: &str, expected: &[&str]| {
            let front = format!(
                "title = \"a\"\nformat = \"lunch\"\nstartsAt = 2031-07-01\nendsAt = {ends}"
            );
            assert_eq!(broken(Kind::Seminar, &front), expected, "{ends}");
        };
        check("2031-07-01T12:00", &[]);
        check("2031-06-30T12:00", &["end-not-after-start"]);
    }
}
