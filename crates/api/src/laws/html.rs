//! HTML that may stand in a page of ours.

/// Elements that no text brings along.
const FORBIDDEN: [&str; 14] = [
    "script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "img", "link",
    "meta", "base", "template",
];

/// Elements without an end.
const VOID: [&str; 4] = ["br", "hr", "col", "wbr"];

/// Holds HTML to be well-formed, without anything that runs or loads, and with links to the web and
/// to addresses of mail alone.
pub(super) fn check(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let end = end_of_tag(after);
        assert!(end < after.len(), "a tag without an end in {html:?}");
        let (tag, behind) = after.split_at(end);
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html:?}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase());
        assert!(is_name && !FORBIDDEN.contains(&name), "<{tag}> in {html:?}");
        check_attributes(attributes, html);
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} without an end in {html:?}");
}

/// Where a tag ends that begins here: a `>` between quotes is none.
fn end_of_tag(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.find(|letter: char| {
        is_quoted ^= letter == '"';
        letter == '>' && !is_quoted
    });
    end.unwrap_or(text.len())
}

fn check_attributes(attributes: &str, html: &str) {
    let mut rest = attributes;
    while let Some((name, after)) = rest.split_once("=\"") {
        // A tag ends outside quotes, so that there are two of each.
        let (value, behind) = after.split_once('"').unwrap_or_default();
        let name = name.trim();
        assert!(!name.starts_with("on") && !["style", "src", "srcset"].contains(&name), "{html:?}");
        if ["href", "cite"].contains(&name) {
            let schemes = ["http:", "https:", "mailto:"];
            let value = value.to_ascii_lowercase();
            assert!(
                schemes.iter().any(|scheme| value.starts_with(scheme)),
                "{value:?} in {html:?}"
            );
        }
        rest = behind;
    }
    assert!(rest.trim().is_empty(), "{rest:?} in {html:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_safe_or_not_well_formed_is_seen() {
        let is_sound = |html: &str| std::panic::catch_unwind(|| check(html)).is_ok();
        for sound in
            ["", "a", "<p>a<br>b</p>", "<a href=\"https://exempel.se/?a>b\" rel=\"x\">a</a>"]
        {
            assert!(is_sound(sound), "{sound}");
        }
        for unsound in [
            "<p>",
            "</p>",
            "<p><b></p></b>",
            "<p",
            "<script>a</script>",
            "<p onclick=\"a\"></p>",
            "<p style=\"a\"></p>",
            "<a href=\"javascript:a\"></a>",
            "<a href=\" JavaScript:a\"></a>",
            "<a href=\"/a\"></a>",
            "<a href=a></a>",
            "<!-- a -->",
        ] {
            assert!(!is_sound(unsound), "{unsound}");
        }
    }
}
