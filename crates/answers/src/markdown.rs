//! Text that a chat shows as it stands.

/// Plain text with the signs that Markdown gives a meaning made harmless. An at sign that would call
/// people is parted from its word.
#[must_use]
pub fn harmless(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '~' | '`' | '|' | '\\' | '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // A joiner of no width parts the sign from the word that would call everybody.
    escaped.replace("@everyone", "@\u{2060}everyone").replace("@here", "@\u{2060}here")
}

/// Plain text on one line, [`harmless`].
pub(crate) fn plain(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Plain text in bold.
pub(crate) fn bold(text: &str) -> String {
    format!("**{}**", plain(text))
}

/// A text about something under its name in bold: the name is not said twice where the text begins
/// with it.
pub(crate) fn headed(name: &str, text: &str) -> String {
    match text.strip_prefix(name) {
        Some(rest) if rest.starts_with(' ') => format!("{} {}", bold(name), plain(rest)),
        _ if text.trim().is_empty() => format!("{}.", bold(name)),
        _ => format!("{}: {}", bold(name), plain(text)),
    }
}

/// An item of a list.
pub(crate) fn item(text: &str) -> String {
    format!("• {text}")
}

/// An address that a chat makes a link of without showing a preview; anything that is not a web
/// address is shown as text.
pub(crate) fn link(url: &str) -> String {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && !url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>')) {
        format!("<{url}>")
    } else {
        plain(url)
    }
}

/// The lines that fit in `max` characters. A single line too long is cut between words.
pub(crate) fn fit(lines: &[String], max: usize) -> String {
    let mut text = String::new();
    let mut left = max;
    for line in lines.iter().map(|line| line.trim_end()) {
        let needed = line.chars().count() + 1;
        if needed + 2 > left {
            if text.is_empty() {
                text = cut(line, left.saturating_sub(1));
            }
            text.push('…');
            break;
        }
        left -= needed;
        text.push_str(line);
        text.push('\n');
    }
    text.trim().to_owned()
}

/// At most `max` characters, cut between words where there is a space.
pub(crate) fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let short: String = text.chars().take(max).collect();
    match short.rsplit_once(char::is_whitespace) {
        Some((whole, _)) => whole.to_owned(),
        None => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_made_harmless() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected);
        check("Bar & Kök", "Bar & Kök");
        check("a*b_c", "a\\*b\\_c");
        check("kansliet@exempel.se", "kansliet@exempel.se");
        check("rad\n\n# rubrik", "rad # rubrik");
        check("@everyone <@1>", "@\u{2060}everyone \\<@1\\>");
    }

    #[test]
    fn only_what_fits() {
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        assert_eq!(fit(&lines(&["ett", "två"]), 100), "ett\ntvå");
        assert_eq!(fit(&lines(&["ett", "två", "tre"]), 11), "ett\ntvå\n…");
        assert!(fit(&lines(&["ett två tre fyra"]), 10).chars().count() <= 10);
        assert_eq!(fit(&[], 10), "");
    }
}
