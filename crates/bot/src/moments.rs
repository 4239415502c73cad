//! Instants and days as people read them: where Discord shows them in the reader's own zone, and
//! written out in Swedish time.

use finsam_swedish::{print, stockholm};
use jiff::{Timestamp, civil::Date};

use crate::{cards::times, texts::Language};

/// `<t:…:F> (torsdag 5 juli 2018 kl. 8.00, svensk tid)`.
pub(crate) fn told(instant: Timestamp, language: Language) -> String {
    format!("<t:{}:F> ({})", instant.as_second(), written(instant, language))
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
        check(Language::Swedish, "<t:1530770400:F> (torsdag 5 juli 2018 kl. 8.00, svensk tid)");
        check(Language::English, "<t:1530770400:F> (Thursday 5 July 2018 at 8:00, Swedish time)");
    }
}
