//! A message as Discord would show it, in plain text for a terminal.

use finsam_swedish::{
    Language::Swedish,
    print::{date_long, date_short},
    stockholm,
};
use jiff::{Timestamp, Zoned};

use crate::message::{Button, Embed, Message};

/// The message in plain text. Times that Discord shows in the reader's zone are shown in Stockholm's,
/// and those it counts from now are counted from this one.
pub(crate) fn text(message: &Message, now: Timestamp) -> String {
    let mut blocks = Vec::new();
    if !message.content.trim().is_empty() {
        blocks.push(shown(&message.content, now));
    }
    blocks.extend(message.embeds.iter().map(|embed| framed(embed, now)));
    blocks.extend(message.rows.iter().filter(|row| !row.is_empty()).map(|row| {
        let buttons = row.iter().map(|button| match button {
            Button::Press { label, .. } => format!("[{label}]"),
            Button::Link { label, .. } => format!("[{label} ↗]"),
        });
        buttons.collect::<Vec<_>>().join(" ")
    }));
    let mut notes = Vec::new();
    if message.is_ephemeral {
        notes.push("bara du ser detta");
    }
    if message.is_silent {
        notes.push("utan ljud");
    }
    if !notes.is_empty() {
        blocks.push(format!("({})", notes.join(", ")));
    }
    blocks.join("\n")
}

/// An embed with its edge.
fn framed(embed: &Embed, now: Timestamp) -> String {
    let mut blocks = Vec::new();
    blocks.extend(embed.title.as_deref().map(|title| shown(title, now)));
    if !embed.description.is_empty() {
        blocks.push(shown(&embed.description, now));
    }
    for (name, value) in &embed.fields {
        blocks.push(format!("{}\n{}", shown(name, now).to_uppercase(), shown(value, now)));
    }
    // A footer is shown as it is.
    blocks.extend(embed.footer.clone());
    let text = blocks.join("\n\n");
    let lines = text.lines().map(|line| format!("│ {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Markdown as it is shown: times as times, links as their words, bold and italics as plain letters,
/// and what is escaped as itself.
fn shown(markdown: &str, now: Timestamp) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(letter) = rest.chars().next() {
        let after = rest.strip_prefix(letter).unwrap_or_default();
        if letter == '\\' {
            let mut letters = after.chars();
            text.extend(letters.next());
            rest = letters.as_str();
        } else if let Some((told, after)) = time(rest, now) {
            text.push_str(&told);
            rest = after;
        } else if let Some((label, after)) = link(rest) {
            text.push_str(&shown(label, now));
            rest = after;
        } else if let Some((address, after)) = bare_address(rest) {
            text.push_str(address);
            rest = after;
        } else {
            if !matches!(letter, '*' | '`') {
                text.push(letter);
            }
            rest = after;
        }
    }
    text
}

/// `[words](address)` at the start: the words, and what comes after.
fn link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let mut is_escaped = false;
    let end = inside.char_indices().find_map(|(at, letter)| {
        let ends = letter == ']' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends.then_some(at)
    })?;
    let (label, after) = inside.split_at_checked(end)?;
    let (_, after) = after.strip_prefix("](")?.split_once(')')?;
    Some((label, after))
}

/// `<https://…>` at the start: the address, and what comes after.
fn bare_address(text: &str) -> Option<(&str, &str)> {
    let (address, after) = text.strip_prefix('<')?.split_once('>')?;
    address.starts_with("http").then_some((address, after))
}

/// `<t:1530770400:F>` at the start: the time in Stockholm, and what comes after.
fn time(text: &str, now: Timestamp) -> Option<(String, &str)> {
    let (mark, after) = text.strip_prefix("<t:")?.split_once('>')?;
    let (seconds, style) = mark.split_once(':').unwrap_or((mark, "f"));
    let instant = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some((in_style(instant, style, now), after))
}

/// As Discord shows a time to somebody in Sweden.
fn in_style(instant: Timestamp, style: &str, now: Timestamp) -> String {
    let when = instant.to_zoned(stockholm());
    let clock = |when: &Zoned| when.strftime("%H:%M").to_string();
    match style {
        "t" => clock(&when),
        "T" => when.strftime("%H:%M:%S").to_string(),
        "d" => when.strftime("%Y-%m-%d").to_string(),
        "D" => date_short(when.date(), Swedish),
        "F" => format!("{} {}", date_long(when.date(), Swedish), clock(&when)),
        "R" => relative(instant, now),
        _ => format!("{} {}", date_short(when.date(), Swedish), clock(&when)),
    }
}

/// How far it is from now, in the largest unit of which there is one.
fn relative(instant: Timestamp, now: Timestamp) -> String {
    const UNITS: [(i64, &str, &str); 6] = [
        (365 * 24 * 3_600, "år", "år"),
        (30 * 24 * 3_600, "månad", "månader"),
        (24 * 3_600, "dag", "dagar"),
        (3_600, "timme", "timmar"),
        (60, "minut", "minuter"),
        (1, "sekund", "sekunder"),
    ];
    let seconds = instant.as_second().saturating_sub(now.as_second());
    let far = seconds.unsigned_abs();
    let unit = UNITS.iter().find_map(|(length, one, many)| {
        let count = far.checked_div(length.unsigned_abs())?;
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    });
    match unit {
        Some(unit) if seconds > 0 => format!("om {unit}"),
        Some(unit) => format!("för {unit} sedan"),
        None => "nu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_as_it_is_shown() {
        let now = "2018-07-05T05:45:00Z".parse().unwrap();
        let check = |markdown: &str, expected: &str| assert_eq!(shown(markdown, now), expected);
        check("**Fet** och *lutande* `kod`", "Fet och lutande kod");
        check(r"\*inte\* \[så\]\(http://a.test\)", "*inte* [så](http://a.test)");
        check("[Sida \\[1\\]](http://a.test/%28b%29), nästa", "Sida [1], nästa");
        check("<t:1530770400:F>–<t:1530773400:t>", "torsdag 5 juli 2018 08:00–08:50");
        check("<t:1530770400:f>", "5 juli 2018 08:00");
        check("börjar <t:1530770400:R>", "börjar om 15 minuter");
        check("<t:1530597600:R>", "för 1 dag sedan");
        check("<t:1530769500:R>", "nu");
        check("<t:inget:R> [öppen <5 och a*b", "<t:inget:R> [öppen <5 och ab");
        check("se <https://a.test/b>", "se https://a.test/b");
    }

    #[test]
    fn a_message_with_everything() {
        let message = Message {
            content: "Hej **du**".to_owned(),
            embeds: vec![Embed {
                title: Some("Titel".to_owned()),
                description: "Rad ett\n\nRad två".to_owned(),
                fields: vec![("Källor".to_owned(), "[Sida](http://a.test/)".to_owned())],
                footer: Some("Fot".to_owned()),
                ..Embed::default()
            }],
            rows: vec![vec![
                Button::Press { label: "Vem talar?".to_owned(), custom_id: "1|s".to_owned() },
                Button::Link { label: "Sida".to_owned(), url: "http://a.test/".parse().unwrap() },
            ]],
            is_ephemeral: true,
            is_silent: true,
        };
        insta::assert_snapshot!(text(&message, Timestamp::UNIX_EPOCH), @r"
        Hej du
        │ Titel
        │
        │ Rad ett
        │
        │ Rad två
        │
        │ KÄLLOR
        │ Sida
        │
        │ Fot
        [Vem talar?] [Sida ↗]
        (bara du ser detta, utan ljud)
        ");
    }
}
