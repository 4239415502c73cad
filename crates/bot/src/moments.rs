//! Instants and days as people read them: written out in Swedish time, with how far that is from now,
//! which Discord counts and shows the reader's own time for.

use finsam_swedish::{print, stockholm};
use jiff::{Timestamp, civil::Date};

use crate::{cards::times, texts::Language};

/// `torsdag 5 juli 2018 kl. 8.00, svensk tid (<t:…:R>)`.
pub(crate) fn told(instant: Timestamp, language: Language) -> String {
    format!("{} ({})", written(instant, language), times::shown(instant, 'R'))
}

/// `torsdag 5 juli 2018 kl. 8.00, svensk tid`.
pub(crate) fn written(instant: Timestamp, language: Language) -> String {
    let there = times::instant(&instant.to_zoned(stockholm()), language);
    format!("{there}, {}", language.cards().swedish_time)
}

/// `5 juli 2018`, or `2–8 juli 2018`.
pub(crate) fn days(first: Date, last: Date, language: Language) -> String {
    print::date_range(first, last, language.of_print())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_twice() {
        let instant = "2018-07-05T06:00:00Z".parse().unwrap();
        let check = |language, expected: &str| assert_eq!(told(instant, language), expected);
        check(Language::Swedish, "torsdag 5 juli 2018 kl. 8.00, svensk tid (<t:1530770400:R>)");
        check(Language::English, "Thursday 5 July 2018 at 8:00, Swedish time (<t:1530770400:R>)");
    }
}
