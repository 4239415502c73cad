//! Stems: the form in which a word's inflections meet.
//!
//! The Swedish Snowball algorithm (rust-stemmers, which tantivy uses too, so a program carries it
//! once) does most of the work. Two things are added. It does not know the definite `-an` and
//! `-et` or the Latin `-um` nouns (*kassan*, *förbundet*, *seminarium*), nor that *sjukskrivna* is
//! *sjukskriven*. And it takes off one
//! ending at a time, which parts *insats* (`insat`) from *insatser* (`insats`): it is repeated until
//! nothing more comes off, so every form ends in the same place.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::letters::fold;

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Swedish));

/// What must be left after the first ending, and after each further one. Repeating is for *-s* after
/// *-er*; a short rest would be eaten up word by word (*moderator* down to *mod*).
const SHORTEST: (usize, usize) = (3, 4);

/// Longer than any word; a row of endings without end would take its time to come off.
const LONGEST: usize = 100;

/// The stem of a word, folded first. Stems are for comparing only, never for reading: two words are
/// forms of one another when their stems are equal.
#[must_use]
pub fn stem(word: &str) -> String {
    of_folded(&fold(word))
}

/// [`stem`] for those who have folded already.
pub(crate) fn of_folded(word: &str) -> String {
    let mut stem = word.to_owned();
    if word.len() > LONGEST {
        return stem;
    }
    let mut shortest = SHORTEST.0;
    loop {
        let snowball = SNOWBALL.stem(&stem);
        let shorter = if snowball == stem { without_more(&stem) } else { &snowball }.to_owned();
        if shorter.len() >= stem.len() || shorter.chars().count() < shortest {
            return stem;
        }
        stem = shorter;
        shortest = SHORTEST.1;
    }
}

/// Takes off the endings of *seminarium, seminariet*, *förbundet* and *kassan*, and the *n* of *sjukskrivn-a*
/// and *moderator-n*.
fn without_more(word: &str) -> &str {
    if word.ends_with("ivn") || (word.ends_with("torn") && word.len() > "torn".len()) {
        return word.strip_suffix('n').unwrap_or(word);
    }
    const ENDINGS: &[(&str, usize)] = &[
        ("ans", 4),
        ("an", 4),
        ("ets", 3),
        ("et", 3),
        ("umets", 4),
        ("umet", 4),
        ("ums", 5),
        ("um", 5),
    ];
    let taken = ENDINGS.iter().find_map(|(ending, least)| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= *least && stem.contains(is_vowel)).then_some(stem)
    });
    taken.unwrap_or(word)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::stem;

    /// All these are forms of one word.
    fn meet(forms: &[&str]) {
        let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
        assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?} became {stems:?}");
    }

    /// These are different words.
    fn part(a: &str, b: &str) {
        assert_ne!(stem(a), stem(b), "{a} {b}");
    }

    #[test]
    fn forms_meet() {
        meet(&["nollplacerad", "nollplacerade", "nollplacerades", "nollplacerat", "nollplacerads"]);
        meet(&[
            "seminarium",
            "seminariet",
            "seminarier",
            "seminarierna",
            "seminariets",
            "seminariums",
        ]);
        meet(&["frukostseminarium", "frukostseminariet", "frukostseminarierna"]);
        meet(&["samordningsförbund", "samordningsförbundet", "samordningsförbunden"]);
        meet(&["samordningsforbund", "samordningsförbundets", "samordningsförbundens"]);
        meet(&["insats", "insatser", "insatserna", "insatsen", "insatsernas"]);
        meet(&["begrepp", "begreppet", "begreppen", "begreppens", "begreppets"]);
        meet(&["kommun", "kommuner", "kommunen", "kommunernas", "kommuns"]);
        meet(&["myndighet", "myndigheter", "myndigheterna", "myndighetens"]);
        meet(&["kostnad", "kostnaden", "kostnader", "kostnaderna"]);
        meet(&["ordförande", "ordföranden"]);
        meet(&["samordnare", "samordnaren", "samordnarna"]);
        meet(&["sjukskriven", "sjukskrivna", "sjukskrivne"]);
        meet(&["konferens", "konferensen", "konferenser", "konferenserna"]);
        meet(&["plats", "platsen", "platser", "platserna"]);
        meet(&["arbete", "arbetet", "arbeten", "arbetets"]);
        meet(&["mål", "målet", "målen", "mal"]);
        meet(&["centrum", "centrumet", "centret"]);
        meet(&["läkarintyg", "läkarintyget", "läkarintygen"]);
        meet(&["moderator", "moderatorn", "moderatorer", "moderatorerna"]);
        meet(&["projekt", "projektet", "projekten", "projektets"]);
        meet(&["resultat", "resultatet", "resultaten"]);
        meet(&["viljeinriktning", "viljeinriktningen", "viljeinriktningar"]);
        meet(&["modell", "modellen", "modeller"]);
        meet(&["siffra", "siffran", "siffror", "siffrorna", "siffrans"]);
        meet(&["försäkringskassa", "försäkringskassan", "Försäkringskassans"]);
        meet(&["team", "teamet", "teamen"]);
        meet(&["lokal", "lokalen", "lokaler"]);
    }

    #[test]
    fn words_stay_apart() {
        part("samordnare", "samordningsförbund");
        part("frukost", "lunch");
        part("seminarium", "seminariebok");
        part("sjukpenning", "sjukskriven");
        part("kommun", "kommunikation");
        part("rum", "ruin");
        part("forum", "för");
        part("datum", "data");
    }

    #[test]
    fn a_row_of_endings_without_end_is_left_alone() {
        let row = "en".repeat(100_000);
        assert_eq!(stem(&row), row);
    }
}
