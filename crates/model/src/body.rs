//! Running text in the three forms a reader may want.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use crate::{Heading, markdown};

/// Running text in the three forms a reader may want.
///
/// The Markdown is a part of its document's text and is not held again. HTML is rendered when
/// somebody first asks for it, and kept for as long as the document is.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The document it is a part of, with plain line ends.
    document: Arc<str>,
    markdown: Range<usize>,
    /// Nothing where it says the same as the Markdown, letter for letter.
    text: Option<Box<str>>,
    html: OnceLock<Box<str>>,
}

/// A paragraph of running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph<'b> {
    /// The fixed heading it stands under, if it does.
    pub heading: Option<Heading>,
    /// Plain text.
    pub text: &'b str,
}

/// The text has lists or quotations too deep within each other to be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is nested too deep to be rendered")]
pub struct TooDeep;

impl Body {
    /// Takes in the running text of a document, which is what stands from byte `from` to the end.
    ///
    /// # Errors
    /// [`TooDeep`] when rendering it would cost more than the text is long.
    pub fn read(document: &Arc<str>, from: usize) -> Result<Self, TooDeep> {
        let written = document.get(from..).unwrap_or_default();
        if written.contains("\r\n") {
            return Self::of_plain_lines(&written.replace("\r\n", "\n").into(), 0);
        }
        Self::of_plain_lines(document, from)
    }

    fn of_plain_lines(document: &Arc<str>, from: usize) -> Result<Self, TooDeep> {
        let written = document.get(from..).unwrap_or_default();
        let markdown = written.trim();
        let from = from + (written.len() - written.trim_start().len());
        let text = markdown::text(markdown)?;
        Ok(Self {
            text: (text != markdown).then(|| text.into()),
            markdown: from..from + markdown.len(),
            document: Arc::clone(document),
            html: OnceLock::new(),
        })
    }

    /// As the editor wrote it, with plain line ends and without space around it.
    #[must_use]
    pub fn markdown(&self) -> &str {
        self.document.get(self.markdown.clone()).unwrap_or_default()
    }

    /// Cleaned HTML, safe to put in a page.
    #[must_use]
    pub fn html(&self) -> &str {
        self.html.get_or_init(|| markdown::html(self.markdown()).into())
    }

    /// Plain text, paragraphs separated by an empty line.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_else(|| self.markdown())
    }

    /// The first of [`Body::paragraphs`]; empty if there is none.
    #[must_use]
    pub fn first_paragraph(&self) -> &str {
        self.paragraphs().next().map_or("", |first| first.text)
    }

    /// The paragraphs of the plain text, in order. The fixed headings are not among them.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        let mut under = None;
        self.text().split("\n\n").map(str::trim).filter(|text| !text.is_empty()).filter_map(
            move |text| match Heading::titled(text) {
                Some(heading) => {
                    under = Some(heading);
                    None
                }
                None => Some(Paragraph { heading: under, text }),
            },
        )
    }
}

/// The other forms follow from the Markdown.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.markdown() == other.markdown()
    }
}

impl Eq for Body {}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(document: &str, from: usize) -> Body {
        Body::read(&document.into(), from).unwrap()
    }

    #[test]
    fn the_markdown_is_what_stands_from_there_on() {
        let check = |document: &str, from: usize, expected: &str| {
            assert_eq!(body(document, from).markdown(), expected, "{document:?}");
        };
        check("+++\n+++\n\nå *ä*\n", 8, "å *ä*");
        check("+++\r\n+++\r\n\r\nå\r\nä\r\n", 10, "å\nä");
        check("+++\n+++", 7, "");
        check("+++\n+++\n \n", 8, "");
        // No place within the text.
        check("å", 1, "");
        check("a", 9, "");
    }

    #[test]
    fn paragraphs_stand_under_the_fixed_headings() {
        let check = |markdown: &str, expected: &[(Option<Heading>, &str)]| {
            let body = body(markdown, 0);
            let found: Vec<_> = body.paragraphs().map(|one| (one.heading, one.text)).collect();
            assert_eq!(found, expected, "{markdown:?}");
        };
        check("", &[]);
        check("Ett.\n\nTvå.", &[(None, "Ett."), (None, "Två.")]);
        check(
            "Ett.\n\n## Varför\nDärför.\n\n### Mer\n\n- a\n\n## Var\n\nHär.",
            &[
                (None, "Ett."),
                (Some(Heading::Why), "Därför."),
                (Some(Heading::Why), "Mer"),
                (Some(Heading::Why), "- a"),
                (Some(Heading::Where), "Här."),
            ],
        );
        check("## Något annat\n\nEtt.", &[(None, "Något annat"), (None, "Ett.")]);
    }

    #[test]
    fn plain_text_is_held_only_where_it_differs() {
        let check = |markdown: &str, held: bool| {
            assert_eq!(body(markdown, 0).text.is_some(), held, "{markdown:?}");
        };
        check("Ett stycke.\n\nEtt till.", false);
        check("Ett *viktigt* stycke.", true);
    }

    #[test]
    fn html_is_rendered_once_and_goes_with_copies() {
        let body = body("**å**", 0);
        assert!(body.html.get().is_none());
        assert_eq!(body.html(), "<p><strong>å</strong></p>\n");
        assert!(std::ptr::eq(body.html(), body.html()));
        let copy = body.clone();
        assert!(copy.html.get().is_some() && body.html.get().is_some());
    }
}
