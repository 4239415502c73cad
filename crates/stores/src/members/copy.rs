//! What a hub has of one member: which documents, and up to which change.
//!
//! Pure: pages in, changes out. However pages are cut, repeated or begun anew, the copy comes to
//! what the member has; and whatever a member sends, it costs no more than the limits here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use finsam_client::{DocumentChange, DocumentPage};
use finsam_content::Change;
use finsam_model::{Id, Kind, Site, Slug};
use serde::{Deserialize, Serialize};

use super::{Limits, Refusal, kept, speaking::Whose};
use crate::held_back::{HeldBack, held_back};

/// The largest document that is taken, in bytes: no larger one is read from a folder either.
pub(super) const MOST_DOCUMENT_BYTES: usize = 1024 * 1024;
/// How often a member may say in one round that everything begins anew.
const MOST_RESETS: usize = 3;
/// The longest place to go on from, in bytes: all of a round's are remembered.
const MOST_TOKEN_BYTES: usize = 500;

/// What a hub has of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Copy {
    /// Up to where it has been read; none when it must be read from the beginning.
    pub(super) token: Option<String>,
    pub(super) documents: BTreeMap<Id, Kept>,
    /// Which document is where.
    pub(super) places: BTreeMap<Place, Id>,
    /// What was there and is gone, with its last slug.
    pub(super) gone: BTreeMap<Id, Slug>,
}

/// A document that was fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(with = "kept::slug")]
    pub(super) slug: Slug,
    /// SHA-256 of its text, lower-case hexadecimal.
    pub(super) hash: String,
    pub(super) bytes: usize,
}

/// Where a document is in the tree of its site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) site: Slug,
    kind: Kind,
    slug: Slug,
}

/// What comes from a member in one go, page by page.
#[derive(Debug, Default)]
pub(super) struct Round {
    limits: Limits,
    /// From where; none from the beginning.
    since: Option<String>,
    token: Option<String>,
    /// The last that was said of each document; none where it is gone.
    said: BTreeMap<Id, (Slug, Option<Text>)>,
    bytes: usize,
    /// How many documents were told of, each time they were.
    told: usize,
    resets: usize,
    /// Tokens met, so that no member leads in circles.
    met: BTreeSet<String>,
    /// How many documents were not taken, and why the first of them was not.
    refused: usize,
    why: Option<String>,
}

#[derive(Debug)]
struct Text {
    text: String,
    hash: String,
}

/// What is different after a round.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The documents that came, changed or went, by site.
    pub(super) changes: BTreeMap<Slug, Vec<Change>>,
    /// What was told to be gone, with its last slug.
    pub(super) gone: Vec<(Id, Slug)>,
    /// The texts that came, by their hashes.
    pub(super) texts: HashMap<String, String>,
    /// Why most of a folder's disappearance is not believed, if it is not.
    pub(super) held_back: Option<HeldBack>,
    /// How many documents were not taken, and why the first of them was not.
    pub(super) refused: usize,
    pub(super) why: Option<String>,
}

impl Round {
    /// A round from where the copy stands.
    pub(super) fn of(copy: &Copy) -> Self {
        Self { since: copy.token.clone(), token: copy.token.clone(), ..Self::default() }
    }

    /// A round from the beginning.
    pub(super) fn anew() -> Self {
        Self::default()
    }

    /// The same, of a member that may send so much.
    pub(super) fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Where the next page begins.
    pub(super) fn since(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Takes in a page; whether another one follows. `whose` tells whose the documents of a site are.
    ///
    /// # Errors
    /// When a member sends what no member would.
    pub(super) fn take(
        &mut self,
        page: DocumentPage,
        whose: impl Fn(&Slug) -> Whose,
    ) -> Result<bool, Refusal> {
        let DocumentPage { changes, token, has_more, reset } = page;
        if reset && self.token.is_some() {
            self.resets += 1;
            if self.resets > MOST_RESETS {
                return Err(Refusal::Endless);
            }
            *self = Self { resets: self.resets, limits: self.limits, ..Self::default() };
        }
        if token.len() > MOST_TOKEN_BYTES {
            return Err(Refusal::LongToken(MOST_TOKEN_BYTES));
        }
        if has_more && (changes.is_empty() || !self.met.insert(token.clone())) {
            return Err(Refusal::Endless);
        }
        self.told = self.told.saturating_add(changes.len());
        if self.told > self.limits.told() {
            return Err(Refusal::TooMany(self.limits.documents));
        }
        for change in changes {
            match self.admit(change, &whose) {
                Ok(()) => {}
                Err(why) => {
                    self.refused += 1;
                    self.why.get_or_insert(why);
                }
            }
        }
        if self.bytes > self.limits.bytes {
            return Err(Refusal::TooLarge(self.limits.bytes));
        }
        self.token = Some(token);
        Ok(has_more)
    }

    /// Takes it that what the copy has of other sites than the member speaks for now is gone.
    pub(super) fn leave_out(&mut self, copy: &Copy, whose: impl Fn(&Slug) -> Whose) {
        let left = copy.documents.iter().filter(|(id, _)| whose(&id.site) != Whose::Its);
        self.said.extend(left.map(|(id, kept)| (id.clone(), (kept.slug.clone(), None))));
    }

    fn admit(
        &mut self,
        change: DocumentChange,
        whose: impl Fn(&Slug) -> Whose,
    ) -> Result<(), String> {
        let DocumentChange { id, kind: _, slug, document } = change;
        let id = Id::parse(id.as_str()).ok_or("an id is none")?;
        let slug = Slug::new(&slug).map_err(|error| error.to_string())?;
        match whose(&id.site) {
            Whose::Its => {}
            Whose::Ours => return Ok(()),
            // What it does not have any more it need not speak for.
            Whose::Others if document.is_none() => return Ok(()),
            Whose::Others => {
                return Err(format!("a document is of {}, for which it does not speak", id.site));
            }
        }
        let place = || format!("{}/{}/{slug}.md", id.site, id.kind.folder());
        let text = match document {
            None => None,
            Some(document) if document.text.len() > MOST_DOCUMENT_BYTES => {
                return Err(format!("{} is over {MOST_DOCUMENT_BYTES} bytes", place()));
            }
            Some(document) => {
                let hash = kept::hash(&document.text);
                if hash != document.hash {
                    return Err(format!("{} is not what its hash says", place()));
                }
                Some(Text { text: document.text, hash })
            }
        };
        let size = |text: &Option<Text>| text.as_ref().map_or(0, |text| text.text.len());
        self.bytes += size(&text);
        if let Some((_, before)) = self.said.insert(id, (slug, text)) {
            self.bytes -= size(&before);
        }
        Ok(())
    }
}

impl Copy {
    /// Takes in a whole round. Where most of a folder disappears it stays, and so does the place to
    /// go on from, unless that is `confirmed`: the next round tells of it again.
    ///
    /// # Errors
    /// When the member then had more than it may; nothing is taken.
    pub(super) fn finish(&mut self, mut round: Round, confirmed: bool) -> Result<Taken, Refusal> {
        if round.since.is_none() {
            let missing = self.documents.iter().filter(|(id, _)| !round.said.contains_key(id));
            let missing: Vec<_> =
                missing.map(|(id, kept)| (id.clone(), (kept.slug.clone(), None))).collect();
            round.said.extend(missing);
        }
        let held_back = if confirmed { None } else { self.loses_most(&round) };
        if held_back.is_some() {
            round.said.retain(|_, (_, text)| text.is_some());
        } else {
            self.token.clone_from(&round.token);
        }
        let mut next = self.clone();
        let limits = round.limits;
        let mut taken = Taken { held_back, ..next.replace(round) };
        next.within_limits(&limits)?;
        taken.changes.retain(|_, changes| !changes.is_empty());
        *self = next;
        Ok(taken)
    }

    /// Lets go of what there is of other sites than these, as of what is gone.
    pub(super) fn keep_only(&mut self, sites: &[Site]) {
        let is_kept = |id: &Id| sites.iter().any(|site| site.slug == id.site);
        let (kept, left) =
            std::mem::take(&mut self.documents).into_iter().partition(|(id, _)| is_kept(id));
        self.documents = kept;
        self.places.retain(|_, id| is_kept(id));
        self.gone.extend(BTreeMap::into_iter(left).map(|(id, kept)| (id, kept.slug)));
    }

    /// Whether there is anything of a site.
    pub(super) fn has(&self, site: &Slug) -> bool {
        self.documents.keys().any(|id| id.site == *site)
    }

    /// Whether a round takes most of what there is, or most of a folder.
    fn loses_most(&self, round: &Round) -> Option<HeldBack> {
        let place = |id: &Id, slug: &Slug| Place::of(id, slug).in_tree_of_sites();
        let before: Vec<String> =
            self.documents.iter().map(|(id, kept)| place(id, &kept.slug)).collect();
        let said = || round.said.iter();
        let gone = said().filter(|(_, (_, text))| text.is_none());
        let gone = gone.filter_map(|(id, _)| Some(place(id, &self.documents.get(id)?.slug)));
        let gone: Vec<String> = gone.collect();
        let new =
            said().filter(|(id, (_, text))| text.is_some() && !self.documents.contains_key(id));
        let new: Vec<String> = new.map(|(id, (slug, _))| place(id, slug)).collect();
        held_back(&before, &gone, &new)
    }

    /// Puts what was said in place of what was there. Of two documents that would have the same
    /// place, the second is left out.
    fn replace(&mut self, round: Round) -> Taken {
        let mut taken = Taken { refused: round.refused, why: round.why, ..Taken::default() };
        let mut earlier: BTreeMap<Place, Option<String>> = BTreeMap::new();
        for id in round.said.keys() {
            if let Some(kept) = self.documents.remove(id) {
                let place = Place::of(id, &kept.slug);
                self.places.remove(&place);
                earlier.insert(place, Some(kept.hash));
            }
        }
        for (id, (slug, text)) in round.said {
            let Some(Text { text, hash }) = text else {
                // Of more than there may be the rest is forgotten.
                if self.gone.len() < round.limits.documents {
                    self.gone.insert(id.clone(), slug.clone());
                    taken.gone.push((id, slug));
                }
                continue;
            };
            let place = Place::of(&id, &slug);
            if self.places.contains_key(&place) {
                taken.refuse(format!("{} are two documents", place.in_tree_of_sites()));
                continue;
            }
            self.gone.remove(&id);
            earlier.entry(place.clone()).or_default();
            self.places.insert(place, id.clone());
            self.documents.insert(id, Kept { slug, hash: hash.clone(), bytes: text.len() });
            taken.texts.insert(hash, text);
        }
        for (place, before) in earlier {
            let after = self.places.get(&place).and_then(|id| self.documents.get(id));
            let after = after.map(|kept| &kept.hash);
            if after != before.as_ref() {
                let text = after.and_then(|hash| taken.texts.get(hash));
                let change = place.change(text.map(String::as_str));
                taken.changes.entry(place.site).or_default().push(change);
            }
        }
        taken
    }

    fn within_limits(&self, limits: &Limits) -> Result<(), Refusal> {
        let bytes: usize = self.documents.values().map(|kept| kept.bytes).sum();
        if self.documents.len() > limits.documents {
            Err(Refusal::TooMany(limits.documents))
        } else if bytes > limits.bytes {
            Err(Refusal::TooLarge(limits.bytes))
        } else {
            Ok(())
        }
    }
}

impl Taken {
    fn refuse(&mut self, why: String) {
        self.refused += 1;
        self.why.get_or_insert(why);
    }
}

impl Place {
    pub(super) fn of(id: &Id, slug: &Slug) -> Self {
        Self { site: id.site.clone(), kind: id.kind, slug: slug.clone() }
    }

    /// What happens to the document there.
    pub(super) fn change(&self, text: Option<&str>) -> Change {
        let path = format!("{}/{}.md", self.kind.folder(), self.slug);
        Change { path, bytes: text.map(|text| text.as_bytes().to_vec()) }
    }

    fn in_tree_of_sites(&self) -> String {
        format!("{}/{}/{}.md", self.site, self.kind.folder(), self.slug)
    }
}
