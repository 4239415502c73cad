//! Addresses: of pages and of people.

use std::ops::Range;

use toml::Spanned;
use url::Url;

use super::Fields;

impl Fields<'_> {
    /// The address of a page, as printed.
    pub(crate) fn url(&mut self, field: &'static str) -> Option<String> {
        let value = self.value(field)?;
        let written = self.as_text(value)?;
        match Url::parse(&written) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Some(written),
            _ => {
                self.bad_url(&written, &value.span());
                None
            }
        }
    }

    /// The address of a page that must be there.
    pub(crate) fn required_url(&mut self, field: &'static str) -> Option<String> {
        self.require(field);
        self.url(field)
    }

    fn bad_url(&mut self, written: &str, at: &Range<usize>) {
        let with_scheme = format!("https://{written}");
        let whole = written.contains('.') && !written.contains([':', ' ', '@']);
        let advice = if whole && Url::parse(&with_scheme).is_ok() {
            format!("Skriv hela adressen, till exempel {with_scheme}.")
        } else {
            "Skriv hela adressen, med http:// eller https:// först och utan mellanslag.".to_owned()
        };
        self.problem_at(
            "bad-url",
            at,
            format!("”{written}” är ingen adress till en sida."),
            advice,
        );
    }

    /// An e-mail address.
    pub(crate) fn email(&mut self, field: &'static str) -> Option<String> {
        let value = self.value(field)?;
        let written = self.as_text(value)?;
        if is_email(&written) {
            return Some(written);
        }
        self.problem_at(
            "bad-email",
            &Spanned::span(value),
            format!("”{written}” är ingen e-postadress."),
            "Skriv bara adressen, till exempel kansli@exempel.se.",
        );
        None
    }
}

/// Whether it looks like an e-mail address. Only sending a letter there can tell for sure.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>(),;:\"".contains(c))
    };
    plain(name)
        && plain(host)
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        let check = |text: &str, good: bool| assert_eq!(is_email(text), good, "{text:?}");
        check("kansli@exempel.se", true);
        check("testa.testsson+finsam@post.exempel.se", true);
        check("testa@åland.exempel", true);
        check("kansli", false);
        check("@exempel.se", false);
        check("kansli@", false);
        check("kansli@exempel", false);
        check("kansli@exempel..se", false);
        check("kansli@exempel.se, info@exempel.se", false);
        check("Kansliet <kansli@exempel.se>", false);
    }
}
