//! What was probably meant, as people write it.

use std::collections::BTreeMap;

use finsam_swedish::{distance, letters, words};

use super::{
    Read,
    passages::{Finder, Sign},
    query::Query,
};

/// The query with its misspelt words as they stand in the documents found first. Nothing if none
/// was misspelt.
pub(super) fn instead(query: &Query<'_>, found: &[u32], read: &mut Read<'_>) -> Option<String> {
    let mended: Vec<_> = query.terms.iter().filter(|term| term.is_mended).collect();
    if mended.is_empty() {
        return None;
    }
    let stems = mended.iter().enumerate().flat_map(|(nth, term)| {
        let meant = term.readings.iter().take(1).flat_map(|reading| &reading.stems);
        meant.map(move |(stem, _)| (*stem, Sign { term: nth, certainty: 1.0, part: None }))
    });
    let mut finder = Finder::new(stems);
    // How people write each, with how often.
    let mut forms: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for document in found {
        for (_, text) in read.texts(*document) {
            for (sign, range) in finder.find(text) {
                let form = text.get(range).unwrap_or_default().to_owned();
                *forms.entry((sign.term, form)).or_default() += 1;
            }
        }
    }
    let mut corrected = query.text.clone();
    let mut is_other = false;
    for (nth, term) in mended.iter().enumerate().rev() {
        let typed = query.text.get(term.span.clone()).unwrap_or_default();
        let slips = |form: &str| distance::within(typed, form, 8).unwrap_or(9);
        let own = forms.iter().filter(|((of, _), _)| *of == nth);
        let best = own.min_by_key(|((_, form), times)| {
            // A capital may only be that of a sentence.
            (slips(form), std::cmp::Reverse(**times), letters::alphabetical(form), form.clone())
        });
        let Some(((_, form), _)) = best else { continue };
        let is_name = forms
            .keys()
            .filter(|(of, _)| *of == nth)
            .all(|(_, form)| form.starts_with(char::is_uppercase));
        let form = if is_name { form.clone() } else { form.to_lowercase() };
        if words::words(&form).first().map(|word| word.folded.clone()) != Some(letters::fold(typed))
        {
            corrected.replace_range(term.span.clone(), &form);
            is_other = true;
        }
    }
    is_other.then_some(corrected)
}
