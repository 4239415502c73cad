//! What cards are made of: links, lines and fields that keep within their room, and say how much was
//! left out and where the rest is.

use finsam_client::{Citation, Site};
use jiff::civil::Date;
use url::Url;

use finsam_swedish::{
    distance, fold,
    print::{date_long, month},
    stem, words,
};

use super::answer;
use crate::{
    markdown::{cut, escape, escaped_within, link_target, width},
    message::{Embed, MAX_FIELD_VALUE, MAX_TITLE},
    texts::Language,
};

/// How much room the sources get.
const SOURCES: usize = 600;

/// The longest name or title within a line, before escaping.
const NAME: usize = 120;

/// In a name of so many letters, one or two can be slips.
const LONG_NAME: usize = 8;

/// The head of a card: its title, that leads to the document's page, and whose it is.
pub(super) fn card(title: &str, url: &str, kind: &str, site: &Site) -> Embed {
    Embed {
        title: Some(escaped_within(title, MAX_TITLE)),
        url: link_target(url).and_then(|url| Url::parse(&url).ok()),
        footer: Some(cut(&format!("{kind} · {}", one_line(&site.name)), 200)),
        ..Embed::default()
    }
}

/// A name that leads to its page, where that is a web address.
pub(super) fn linked(name: &str, url: &str) -> String {
    let name = named(name);
    match link_target(url) {
        Some(target) => format!("[{name}]({target})"),
        None => name,
    }
}

/// A name within a line.
pub(super) fn named(name: &str) -> String {
    escape(&cut(name.trim(), NAME))
}

/// The first of somebody's other names, each in a line of its own: without those that only spell or
/// inflect a name that is there, which are kept so that search finds them.
pub(super) fn other_names(names: &[&str], others: &[String], most: usize) -> Vec<String> {
    let mut told: Vec<&str> = names.to_vec();
    for other in others {
        if !told.iter().any(|name| is_spelling_of(other, name)) {
            told.push(other);
        }
    }
    told.iter().skip(names.len()).take(most).map(|name| named(name)).collect()
}

/// Whether two names are one but for a letter or an ending, spaces and signs.
fn is_spelling_of(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String {
        let name = name.strip_suffix(":s").unwrap_or(name);
        let stems = words(name).into_iter().map(|word| stem(word.text));
        fold(&stems.collect::<String>())
    };
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let (letters_a, letters_b) = (letters(a), letters(b));
    // Short ones are abbreviations, where each letter counts.
    let slips = if letters_a.chars().count() < LONG_NAME { 0 } else { 2 };
    digits(a) == digits(b) && distance::within(&letters_a, &letters_b, slips).is_some()
}

/// A text without Markdown, for where Discord reads none.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// Running text in paragraphs within its room; where not all of it fits, it ends with a paragraph if
/// it can, and a link to the rest.
pub(super) fn running(text: &str, room: usize, url: &str, language: Language) -> String {
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    // The heading above everything says no more than the field's name.
    let parts: Vec<_> = parts.skip_while(|part| is_heading(part)).collect();
    let whole: Vec<_> = parts.iter().map(|part| paragraph(part)).collect();
    if width(&whole.join("\n\n")) <= room {
        return whole.join("\n\n");
    }
    let rest = match link_target(url) {
        Some(target) => format!("[{}]({target})", language.cards().read_more),
        None => String::new(),
    };
    let room = room.saturating_sub(width(&rest) + 2);
    let mut shown = String::new();
    let mut end = 0;
    for (part, told) in parts.iter().zip(&whole) {
        if width(&shown) + width(told) + 2 > room {
            break;
        }
        shown = [shown.as_str(), told].join("\n\n").trim_start().to_owned();
        // No heading stands at the end with nothing below it.
        end = if is_heading(part) { end } else { shown.len() };
    }
    shown.truncate(end);
    if width(&shown) < room / 3 {
        shown = sentences(&without_loose_escape(&cut(&whole.join("\n\n"), room)));
    }
    format!("{shown} {rest}").trim_end().to_owned()
}

/// What was cut within a sentence, to the end of the sentence before it; where that would leave less
/// than half, as it is.
fn sentences(text: &str) -> String {
    let mut ends = text.match_indices(['.', '?', '!']).filter_map(|(at, mark)| {
        let (whole, after) = text.split_at_checked(at + mark.len())?;
        // No sentence ends in "kl. 8" or "5 st. till".
        let begins = after.trim_start().starts_with(|letter: char| letter.is_uppercase());
        (after.starts_with(char::is_whitespace) && begins).then_some(whole)
    });
    let whole = ends.next_back().filter(|whole| width(whole) >= width(text) / 2);
    whole.unwrap_or(text).to_owned()
}

/// A paragraph with its lines; a heading in bold.
fn paragraph(text: &str) -> String {
    let lines = text.lines().map(|line| escape(line).trim().to_owned());
    let lines = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    if is_heading(text) { format!("**{lines}**") } else { lines }
}

/// Whether a paragraph of plain text was a heading: one short line without an end.
pub(super) fn is_heading(text: &str) -> bool {
    let text = text.trim();
    let is_short = width(text) <= 60 && !text.contains('\n');
    is_short && text.ends_with(char::is_alphanumeric) && text.starts_with(char::is_uppercase)
}

/// Lines as a description within its room.
pub(super) fn within(lines: &[String], room: usize) -> String {
    without_loose_escape(&cut(lines.join("\n").trim(), room))
}

/// A cut may fall between a backslash and what it escapes.
fn without_loose_escape(text: &str) -> String {
    let Some(before) = text.strip_suffix('…') else { return text.to_owned() };
    let backslashes = before.chars().rev().take_while(|letter| *letter == '\\').count();
    let kept = if backslashes % 2 == 1 { before.strip_suffix('\\') } else { Some(before) };
    format!("{}…", kept.unwrap_or(before))
}

/// A short text of one line within its room.
pub(super) fn short(text: &str, room: usize) -> String {
    without_loose_escape(&cut(&escape(text.trim()), room))
}

/// Adds a field of as many of these lines as there is room for, and how many there was none for;
/// `missing` more are not even here. No line, no field.
pub(super) fn list(
    embed: &mut Embed,
    name: &str,
    lines: &[String],
    missing: usize,
    room: usize,
    language: Language,
) {
    let room = room.min(MAX_FIELD_VALUE);
    let more = more(embed, language);
    let value = fitting(lines, missing, room, &more);
    if !value.is_empty() {
        embed.fields.push((name.to_owned(), value));
    }
}

/// What says that so many were left out, and leads to the card's page, where they are.
fn more(embed: &Embed, language: Language) -> impl Fn(usize) -> String + use<> {
    let target = embed.url.as_ref().and_then(|url| link_target(url.as_str()));
    move |left| {
        let more = (language.texts().more_sources)(left);
        match &target {
            Some(target) => format!("[{more}]({target})"),
            None => more,
        }
    }
}

/// As many of these lines as there is room for, and how many there was none for.
fn fitting(
    lines: &[String],
    missing: usize,
    room: usize,
    more: &impl Fn(usize) -> String,
) -> String {
    let mut value = String::new();
    for (index, line) in lines.iter().enumerate() {
        let left = lines.len() - index + missing;
        let line_after = if left > 1 { width(&more(left)) + 1 } else { 0 };
        if width(&value) + 1 + width(line) + line_after > room {
            push_line(&mut value, &more(left));
            return value;
        }
        push_line(&mut value, line);
    }
    if missing > 0 && !value.is_empty() {
        push_line(&mut value, &more(missing));
    }
    value
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// Adds a field of things in a row, with dots between.
pub(super) fn row(
    embed: &mut Embed,
    name: &str,
    things: &[String],
    room: usize,
    language: Language,
) {
    let more = more(embed, language);
    let mut value = String::new();
    for (index, thing) in things.iter().enumerate() {
        let left = things.len() - index;
        let line_after = if left > 1 { width(&more(left)) + 1 } else { 0 };
        if width(&value) + 3 + width(thing) + line_after > room.min(MAX_FIELD_VALUE) {
            push_line(&mut value, &more(left));
            break;
        }
        if index > 0 {
            value.push_str(" · ");
        }
        value.push_str(thing);
    }
    if !value.is_empty() {
        embed.fields.push((name.to_owned(), value));
    }
}

/// Adds a field of running text, if there is any.
pub(super) fn text(
    embed: &mut Embed,
    name: &str,
    text: &str,
    room: usize,
    url: &str,
    language: Language,
) {
    let value = running(text, room.min(MAX_FIELD_VALUE), url, language);
    if !value.is_empty() {
        embed.fields.push((name.to_owned(), value));
    }
}

/// Adds the field of sources.
pub(super) fn sources(embed: &mut Embed, citations: &[Citation], language: Language) {
    let lines: Vec<_> = citations.iter().map(answer::source).collect();
    list(embed, language.texts().sources, &lines, 0, SOURCES, language);
}

/// A date that may be only a year or a month, as it is printed: `2018`, `mars 2018`, `fredag 2 mars
/// 2018`. What is no date stays as it is.
pub(super) fn partial(date: &str, language: Language) -> String {
    if let Ok(day) = date.parse::<Date>() {
        return date_long(day, language.of_print());
    }
    let month_of = |date: &str| {
        let first = format!("{date}-01").parse::<Date>().ok()?;
        Some(format!("{} {}", month(first.month(), language.of_print()), first.year()))
    };
    month_of(date).unwrap_or_else(|| named(date))
}

/// From when until when, as far as it is known: `2014–2016`, `från mars 2018`.
pub(super) fn period(
    from: Option<&str>,
    until: Option<&str>,
    language: Language,
) -> Option<String> {
    let words = language.cards();
    let one = |date: &str| partial(date, language);
    Some(match (from, until) {
        (Some(from), Some(until)) if from == until => one(from),
        (Some(from), Some(until)) => {
            let is_year = |date: &str| date.len() == 4;
            let dash = if is_year(from) && is_year(until) { "–" } else { " – " };
            format!("{}{dash}{}", one(from), one(until))
        }
        (Some(from), None) => format!("{} {}", words.from, one(from)),
        (None, Some(until)) => format!("{} {}", words.until, one(until)),
        (None, None) => return None,
    })
}

/// A day in a list.
pub(super) fn day(date: Date, language: Language) -> String {
    date_long(date, language.of_print())
}

/// Things packed into pages of at most so many and so wide; what is wider than a page is cut.
pub(super) fn pages(blocks: Vec<String>, most: usize, room: usize) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut used = 0;
    for block in blocks {
        let block = cut(&block, room);
        let needs = width(&block) + 2;
        match pages.last_mut() {
            Some(page) if page.len() < most && used + needs <= room => {
                used += needs;
                page.push(block);
            }
            _ => {
                used = needs;
                pages.push(vec![block]);
            }
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://exempel.test/a";

    #[test]
    fn running_text_ends_with_a_paragraph() {
        let check = |text: &str, room, expected: &str| {
            let shown = running(text, room, PAGE, Language::Swedish);
            assert_eq!(shown, expected);
            assert!(width(&shown) <= room, "{shown}");
        };
        let text = "Vad\n\nEtt prov i två delar.\n\nVem\n\n- den som provar\n- den som får vänta länge på att prova";
        let whole = "Ett prov i två delar.\n\n**Vem**\n\n- den som provar\n- den som får vänta länge på att prova";
        check(text, 200, whole);
        // Not with a heading that has nothing below it.
        check(text, 72, &format!("Ett prov i två delar. [Läs mer]({PAGE})"));
        check(
            "Ett ord och många fler som inte får plats i det här.",
            50,
            &format!("Ett ord och… [Läs mer]({PAGE})"),
        );
        check(
            "En kort mening. En mycket längre mening som inte alls får plats här.",
            62,
            &format!("En kort mening. [Läs mer]({PAGE})"),
        );
        check("Ett *ord*", 40, r"Ett \*ord\*");
        check("Vad", 40, "");
    }

    #[test]
    fn other_names_that_are_no_spellings() {
        let check = |names: &[&str], others: &[&str], expected: &[&str]| {
            let others: Vec<_> = others.iter().map(|&other| other.to_owned()).collect();
            assert_eq!(other_names(names, &others, 5), expected, "{others:?}");
        };
        check(
            &["Provkassan", "PK"],
            &["Provkassans", "provkassa", "Próvkassan", "PK:s", "P-kassan", "AK"],
            &["P-kassan", "AK"],
        );
        check(
            &["provgrundande lott"],
            &["prov grundande lott", "provgrundade lott", "PGL"],
            &["PGL"],
        );
        check(&["nollkollad"], &["0-kollad", "0-kollade", "noll kollad"], &["0-kollad"]);
        check(&["Provplan 2014"], &["Provplan 2015"], &["Provplan 2015"]);
    }

    #[test]
    fn what_is_left_out_is_counted_and_led_to() {
        let lines: Vec<_> = (1..=9).map(|n| format!("rad {n}")).collect();
        let check = |missing, room, expected: &str| {
            let mut embed = Embed { url: Some(PAGE.parse().unwrap()), ..Embed::default() };
            list(&mut embed, "Rader", &lines, missing, room, Language::Swedish);
            let value = embed.fields.pop().map(|(_, value)| value).unwrap_or_default();
            assert_eq!(value.lines().last().unwrap_or_default(), expected);
            assert!(width(&value) <= room);
        };
        check(0, 100, "rad 9");
        check(3, 100, &format!("[… och 3 till]({PAGE})"));
        check(3, 60, &format!("[… och 9 till]({PAGE})"));
    }

    #[test]
    fn dates_as_exact_as_they_are_known() {
        let check = |from, until, expected: &str| {
            assert_eq!(period(from, until, Language::Swedish).unwrap_or_default(), expected);
        };
        check(Some("2014"), Some("2016"), "2014–2016");
        check(Some("2014"), Some("2014"), "2014");
        check(Some("2018-03"), None, "från mars 2018");
        check(None, Some("2018-03-02"), "till fredag 2 mars 2018");
        check(Some("2018-03"), Some("2019"), "mars 2018 – 2019");
        check(Some("*i våras*"), None, r"från \*i våras\*");
        check(None, None, "");
    }
}
