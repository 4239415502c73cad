//! Markdown as cleaned HTML and as plain text.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use comrak::{
    Arena, Options,
    nodes::{AstNode, NodeValue},
};

use crate::body::TooDeep;

/// How deep lists and quotations may lie within each other. Far beyond any text somebody wrote;
/// beyond it, rendering costs more than the text is long.
const MAX_DEPTH: usize = 50;

/// The plain text of Markdown, paragraphs separated by an empty line.
///
/// # Errors
/// When it is nested too deep for [`html`] as well.
pub(crate) fn text(markdown: &str) -> Result<String, TooDeep> {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options());
    if depth(root) > MAX_DEPTH { Err(TooDeep) } else { Ok(blocks(root)) }
}

/// Markdown as HTML that is safe in a page of ours. To be asked only where [`text`] was no error.
pub(crate) fn html(markdown: &str) -> String {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options());
    lower_headings(root);
    images_as_links(root);
    let mut html = String::new();
    // Writing to a String cannot fail.
    let _ = comrak::format_html(root, &options(), &mut html);
    cleaner().clean(&html).to_string()
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    // Raw HTML is never passed on.
    options.render.r#unsafe = false;
    options
}

/// What may stand in a page of ours: the second lock on the door.
fn cleaner() -> &'static Builder<'static> {
    static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut cleaner = Builder::default();
        cleaner
            .rm_tags(["img", "map", "area"])
            .url_schemes(["http", "https", "mailto"].into())
            .url_relative(UrlRelative::Deny)
            .link_rel(Some("noopener noreferrer"));
        cleaner
    });
    &CLEANER
}

/// The most blocks and spans that lie within each other. Walked without recursion, for it
/// is asked because recursion may be too deep.
fn depth<'a>(root: &'a AstNode<'a>) -> usize {
    let (mut deepest, mut here) = (0_usize, 0_usize);
    for edge in root.traverse() {
        match edge {
            comrak::arena_tree::NodeEdge::Start(_) => here += 1,
            comrak::arena_tree::NodeEdge::End(_) => here = here.saturating_sub(1),
        }
        deepest = deepest.max(here);
    }
    deepest
}

/// A page has its own first heading, so those of the text start at the second level.
fn lower_headings<'a>(root: &'a AstNode<'a>) {
    let headings = || {
        root.descendants().filter_map(|node| match &node.data.borrow().value {
            NodeValue::Heading(heading) => Some((node, heading.level)),
            _ => None,
        })
    };
    if headings().all(|(_, level)| level > 1) {
        return;
    }
    let headings: Vec<_> = headings().collect();
    for (node, _) in headings {
        if let NodeValue::Heading(heading) = &mut node.data.borrow_mut().value {
            heading.level = (heading.level + 1).min(6);
        }
    }
}

/// A picture on somebody else's server would tell it who reads; a link does so only when followed.
fn images_as_links<'a>(root: &'a AstNode<'a>) {
    for node in root.descendants() {
        let mut data = node.data.borrow_mut();
        if let NodeValue::Image(link) = &data.value {
            let link = link.clone();
            data.value = NodeValue::Link(link);
        }
    }
}

/// The plain text of everything in a container, blocks separated by an empty line.
fn blocks<'a>(container: &'a AstNode<'a>) -> String {
    container.children().map(block).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block<'a>(node: &'a AstNode<'a>) -> String {
    match &node.data.borrow().value {
        NodeValue::Paragraph | NodeValue::Heading(_) => inline(node),
        NodeValue::CodeBlock(code) => code.literal.trim_end().to_owned(),
        NodeValue::List(_) => lines(node, |item| format!("- {}", blocks(item))),
        NodeValue::Table(_) => {
            lines(node, |row| row.children().map(inline).collect::<Vec<_>>().join(" | "))
        }
        NodeValue::ThematicBreak | NodeValue::HtmlBlock(_) => String::new(),
        _ => blocks(node),
    }
}

fn lines<'a>(node: &'a AstNode<'a>, line: impl Fn(&'a AstNode<'a>) -> String) -> String {
    node.children().map(line).collect::<Vec<_>>().join("\n")
}

fn inline<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for part in node.descendants() {
        match &part.data.borrow().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak => text.push(' '),
            NodeValue::LineBreak => text.push('\n'),
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn html_is_clean() {
        let check = |markdown: &str, expected: &str| {
            assert_eq!(html(markdown).trim_end(), expected, "{markdown:?}");
        };
        check("**å** *ä*", "<p><strong>å</strong> <em>ä</em></p>");
        check("a\nb", "<p>a\nb</p>");
        check("<script>alert(1)</script>", "");
        check("a <b onclick=\"x()\">b</b>", "<p>a b</p>");
        check("[a](javascript:alert(1))", "<p><a rel=\"noopener noreferrer\">a</a></p>");
        check(
            "https://exempel.se",
            "<p><a href=\"https://exempel.se\" rel=\"noopener noreferrer\">https://exempel.se</a></p>",
        );
        check("[a](../people/testa.md)", "<p><a rel=\"noopener noreferrer\">a</a></p>");
        check(
            "![katt](https://exempel.se/katt.jpg)",
            "<p><a href=\"https://exempel.se/katt.jpg\" rel=\"noopener noreferrer\">katt</a></p>",
        );
        check(
            "| a |\n| --- |\n| b |",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>",
        );
    }

    #[test]
    fn headings_start_at_the_second_level() {
        let check = |markdown: &str, expected: &str| {
            let html = html(markdown).replace('\n', "");
            assert_eq!(html, expected, "{markdown:?}");
        };
        check("# a\n## b", "<h2>a</h2><h3>b</h3>");
        check("## a\n### b", "<h2>a</h2><h3>b</h3>");
        check("# a\n###### b", "<h2>a</h2><h6>b</h6>");
    }

    #[test]
    fn plain_text_has_the_words_and_nothing_else() {
        let check = |markdown: &str, expected: &str| {
            assert_eq!(text(markdown).unwrap(), expected, "{markdown:?}");
        };
        check("", "");
        check("# Rubrik\n\nEtt\nstycke.\n\n\n\nEtt till.", "Rubrik\n\nEtt stycke.\n\nEtt till.");
        check("a **b** `c` [d](https://exempel.se) ~~e~~", "a b c d e");
        check("a\\\nb", "a\nb");
        check("- a\n- b\n  - c", "- a\n- b\n\n- c");
        check("> citat", "citat");
        check("a\n\n---\n\nb", "a\n\nb");
        check("<div>\na\n</div>\n\nb <i>c</i>", "b c");
        check("```\nkod\n```", "kod");
        check("&aring; &amp;", "å &");
    }

    #[test]
    fn what_is_nested_without_end_is_refused_soon() {
        let started = Instant::now();
        // Half of the largest document there is.
        let half = 512 * 1024;
        assert_eq!(text(&">".repeat(half)), Err(TooDeep));
        assert_eq!(text(&"+ ".repeat(half / 2)), Err(TooDeep));
        for (piece, times) in [
            ("[", half),
            ("*a ", half / 3),
            ("**a_", half / 4),
            ("<a ", half / 3),
            ("`a``", half / 4),
        ] {
            let markdown = piece.repeat(times);
            assert!(text(&markdown).is_ok() && !html(&markdown).is_empty());
        }
        assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    }
}
