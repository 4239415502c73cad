//! The terms in a message, explained.

use finsam_client::{Error, Kind, TermInBrief};
use finsam_swedish::{stem, words};

use super::{Bot, Reply};
use crate::{
    buttons::{self, Press, button},
    markdown::{cut, escape},
    message::{Embed, Message},
    texts::Language,
    views::{Ref, View},
};

/// How many terms of one message are explained.
const MAX_EXPLAINED: usize = 5;

/// How much of each explanation stands there.
const EXPLANATION: usize = 400;

/// How many terms are looked for in a message.
const MAX_TERMS: usize = 1_000;

/// A name of at most so many letters is an abbreviation: it is only met as it is written.
const ABBREVIATION: usize = 3;

impl Bot {
    /// Explains the terms in a message.
    pub(super) async fn explain(&self, message: Option<&str>, language: Language) -> Reply {
        let terms = match self.terms().await {
            Ok(terms) => terms,
            Err(why) => return self.unavailable(&why, language),
        };
        let found = met(message.unwrap_or_default(), &terms);
        match found.as_slice() {
            [] => Reply::plain(language.talk().no_terms),
            [term] => self.show(&View::Noun(reference(term)), language).await,
            several => explained(several, language).into(),
        }
    }

    async fn terms(&self) -> Result<Vec<TermInBrief>, Error> {
        let (mut terms, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = self.api.terms(after.as_deref()).await?;
            terms.extend(page.items);
            after = page.next;
            if after.is_none() || terms.len() >= MAX_TERMS {
                return Ok(terms);
            }
        }
    }
}

/// The terms whose names stand in the message, in the message's order.
fn met<'t>(message: &str, terms: &'t [TermInBrief]) -> Vec<&'t TermInBrief> {
    let written: Vec<&str> = words(message).into_iter().map(|word| word.text).collect();
    let stems: Vec<String> = written.iter().map(|word| stem(word)).collect();
    let mut found: Vec<(usize, &TermInBrief)> = terms
        .iter()
        .filter_map(|term| {
            let names = [&term.name].into_iter().chain(&term.other_names);
            let at = names.filter_map(|name| place(name, &written, &stems)).min()?;
            Some((at, term))
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, term)| term).take(MAX_EXPLAINED).collect()
}

/// Where a name stands among the words of a message.
fn place(name: &str, written: &[&str], stems: &[String]) -> Option<usize> {
    let of_name: Vec<_> = words(name).into_iter().map(|word| word.text).collect();
    if of_name.is_empty() {
        return None;
    }
    if name.chars().count() <= ABBREVIATION {
        return written.iter().position(|word| *word == name);
    }
    let of_name: Vec<String> = of_name.into_iter().map(stem).collect();
    stems.windows(of_name.len()).position(|window| window == of_name.as_slice())
}

fn reference(term: &TermInBrief) -> Ref {
    Ref { kind: Kind::Term, site: term.site.slug.clone(), slug: term.slug.clone() }
}

/// Several terms, each with the plain words for it and a button to its card.
fn explained(terms: &[&TermInBrief], language: Language) -> Message {
    let fields = terms.iter().map(|term| {
        let plain = term.plain.as_deref().unwrap_or(&term.definition);
        (escape(&term.name), escape(&cut(plain, EXPLANATION)))
    });
    let mut message = Message::of(Embed {
        title: Some(language.talk().terms_of_message.to_owned()),
        fields: fields.collect(),
        ..Embed::default()
    });
    message.rows = buttons::rows(terms.iter().filter_map(|term| {
        let label = format!("{}: {}", language.buttons().more, term.name);
        button(label, &Press::Open(View::Noun(reference(term))))
    }));
    message
}
