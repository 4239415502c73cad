//! Letters: the one spelling everything is compared by, and the one addresses are made of.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in lower case without dots, rings and accents, so that what a phone's keyboard leaves
/// out makes no difference: `Klingensjö`, `KLINGENSJÖ` and `klingensjo` fold alike, whether the dots
/// were composed or combining. Dashes become `-`, curly quotes straight, every white space a space;
/// soft hyphens and zero-width characters go away. Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match plainly(c) {
            Some(plain) => folded.push(plain),
            None => return fold_any(text),
        }
    }
    folded
}

/// What most letters and marks of a Swedish text become, each by itself; nothing for all others.
fn plainly(c: char) -> Option<char> {
    Some(match c {
        'å' | 'ä' | 'Å' | 'Ä' => 'a',
        'ö' | 'Ö' => 'o',
        'é' | 'É' => 'e',
        '–' => '-',
        '”' => '"',
        '’' | '`' => '\'',
        c if c.is_ascii() && c.is_whitespace() => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        _ => return None,
    })
}

fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Lower-casing can bring forth marks, and compatibility forms capitals, hence the second round.
    let plain = text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_ignored(*c));
    for c in plain {
        match c {
            'æ' => folded.push('a'),
            'ø' => folded.push('o'),
            'ß' => folded.push_str("ss"),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            '‐'..='―' | '−' | '﹘' | '﹣' | '－' | '⁃' => folded.push('-'),
            '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => folded.push('"'),
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
    folded
}

/// What texts are sorted by to stand in Swedish alphabetical order: å, ä and ö after z, every other
/// accent ignored. To be compared, never shown.
#[must_use]
pub fn alphabetical(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            // The three characters that follow z in ASCII.
            'å' => key.push('{'),
            'ä' | 'æ' => key.push('|'),
            'ö' | 'ø' => key.push('}'),
            c => key.push_str(&fold(c.encode_utf8(&mut [0; 4]))),
        }
    }
    key
}

/// Marks on letters, and characters nobody sees or types.
pub(crate) fn is_ignored(c: char) -> bool {
    !c.is_ascii()
        && (is_combining_mark(c)
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

/// Whether two texts hold the same words once folded, whatever stands between them:
/// `De-Oliveira` and `de oliveira`.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let folded = |text| crate::words::words(text).into_iter().map(|word| word.folded);
    folded(a).eq(folded(b))
}

/// An address part made of a title: lower-case ASCII letters and digits with single hyphens.
/// Empty when the title holds none of them.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in fold(title).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::{alphabetical, fold, same, slug};

    #[test]
    fn the_alphabet_ends_with_its_own_letters() {
        let sorted = ["Anna", "Élise", "Zara", "Åsa", "a\u{30a}sna", "Ärlig", "Östen"];
        let mut mixed = ["Östen", "Zara", "a\u{30a}sna", "Ärlig", "Élise", "Åsa", "Anna"];
        mixed.sort_by_key(|name| alphabetical(name));
        assert_eq!(mixed, sorted);
    }

    #[test]
    fn folding() {
        let check = |text, folded| assert_eq!(fold(text), folded, "{text:?}");
        check("Klingensjö", "klingensjo");
        check("Klingensjo\u{308}", "klingensjo");
        check("A\u{30a}SA Ärlig Andrée", "asa arlig andree");
        check("Ærø Straße Müller", "aro strasse muller");
        check("8.00 – 8.50—9", "8.00 - 8.50-9");
        check("”På rätt väg”", "\"pa ratt vag\"");
        check("34\u{a0}808 34\u{2009}808", "34 808 34 808");
        check("samord\u{ad}nare\u{200b}", "samordnare");
        check("İ", "i");
        check("", "");
    }

    #[test]
    fn the_short_way_folds_like_the_long_one() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let long = super::fold_any(c.encode_utf8(&mut [0; 4]));
            assert!(super::plainly(c).is_none_or(|short| short.to_string() == long), "{c:?}");
        }
    }

    #[test]
    fn same_words() {
        assert!(same("Margareta De-Oliveira", "margareta de oliveira"));
        assert!(same("Joda Bar & Kök", "joda bar kok"));
        assert!(!same("Prytz", "Pritz"));
    }

    #[test]
    fn slugs() {
        let check = |title, expected| assert_eq!(slug(title), expected, "{title:?}");
        check("Vägen till ett värdigt liv", "vagen-till-ett-vardigt-liv");
        check("  TORSDAG – frukost! (2018)", "torsdag-frukost-2018");
        check("Joda Bar & Kök", "joda-bar-kok");
        check("What’s next?", "whats-next");
        check("日本 –", "");
    }
}
