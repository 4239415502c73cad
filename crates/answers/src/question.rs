//! A question as it was understood.

use finsam_content::Node;
use finsam_model::{Format, Kind};
use finsam_swedish::{Language, Span, when::TimeExpression};
use jiff::civil::Weekday;

use crate::{context::Memory, reading::Asides};

/// A question as it was understood: typed, so that what it was taken for can be said back.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) language: Language,
    /// The words, in order.
    pub(crate) tokens: Vec<Token>,
    /// What seems to be asked, the most telling sign first.
    pub(crate) cues: Vec<Cue>,
    /// The time asked about.
    pub(crate) time: Option<TimeExpression>,
    /// The hour named: "kl 10".
    pub(crate) hour: Option<jiff::civil::Time>,
    /// What it is about: names found in it, or what it refers back to.
    pub(crate) subjects: Vec<Subject>,
    /// Which occasion is meant, as far as ordinary words tell.
    pub(crate) occasion: OccasionCue,
    /// Only what is left of the time asked about: "mer i veckan".
    pub(crate) remaining: bool,
    /// The questions it is made of, where it is several.
    pub(crate) several: Vec<String>,
    /// Whether any part of it asks something, as far as its words and marks tell.
    pub(crate) is_asking: bool,
    /// What it refers back to with a pronoun, or by naming nothing.
    pub(crate) back: Option<BackReference>,
    /// What the answer before was about; empty in a first question.
    pub(crate) memory: Memory,
    /// Whether a context came along that could not be read.
    pub(crate) context_ignored: bool,
    /// What was taken out of the message before it was read.
    pub(crate) asides: Asides,
    /// Whether there was more of it than is read.
    pub(crate) is_too_long: bool,
}

/// One word of the question.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) folded: String,
    pub(crate) stem: String,
    pub(crate) span: Span,
    pub(crate) number: bool,
    /// As written, in small letters: "år" is not "är", nor "så" "sa".
    pub(crate) written: String,
    /// Written with a capital first letter or wholly in capitals.
    pub(crate) capital: bool,
    /// Written with one of the letters å, ä and ö, or another with a mark.
    pub(crate) dotted: bool,
    /// Written in plain letters and just as it is read here: no chat spelling was undone.
    pub(crate) undotted: bool,
    pub(crate) part: Part,
    /// It stands in what leads up to the question or follows it, and asks nothing.
    pub(crate) aside: bool,
}

/// What a word does in the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// It may carry the matter of the question.
    Matter,
    /// It is a part of a name.
    Name,
    /// It says when.
    Time,
    /// It says which occasion.
    Occasion,
    /// It carries nothing of its own.
    Filler,
}

/// What a question can ask for. The first three are not about the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) enum Intent {
    Greeting,
    Thanks,
    Help,
    /// Where something is said.
    Sources,
    /// Which of two readings is right.
    Readings,
    /// What sets things apart, or whether they are the same.
    Compare,
    /// What has become of something: its names over time, what it was made of, whether it is still there.
    History,
    /// What somebody did before.
    Before,
    /// What something is a part of.
    PartOf,
    /// Who is the head of something.
    Leads,
    /// How a name is spelled.
    Spelling,
    /// What a word is in the other language.
    Translation,
    /// What no document has a field for: parking, a bus, what vegans eat.
    Detail,
    /// Whom an occasion is for.
    Audience,
    Capacity,
    Registration,
    Price,
    Contact,
    Accessibility,
    Recording,
    Serving,
    Status,
    Moderators,
    Openers,
    Organisers,
    /// For which organisations people came.
    Affiliations,
    Speakers,
    /// Who is quoted, on the programme or not.
    Quoted,
    /// The occasions somebody has been at.
    OccasionsOf,
    /// What somebody said.
    Said,
    Theme,
    /// What an occasion is about.
    About,
    HowMuch,
    Aim,
    Results,
    Partners,
    Why,
    News,
    When,
    HowLong,
    /// Whether two occasions overlap.
    Clash,
    Where,
    WhoIs,
    WhatIs,
    /// What there is of a kind.
    List,
    Programme,
    /// More about the same.
    More,
}

/// A sign of what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) intent: Intent,
    /// The words it was told by.
    pub(crate) tokens: Vec<usize>,
}

/// Something the question is about. Several nodes: the name fits them all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Subject {
    pub(crate) nodes: Vec<Node>,
    pub(crate) origin: Origin,
    /// The words it was told by.
    pub(crate) tokens: Vec<usize>,
}

/// How a subject came into the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It is named.
    Named,
    /// It is named with a slip of the fingers.
    Guessed,
    /// It was in the answer before.
    Remembered,
}

/// A reference back to the answer before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BackReference {
    /// han, hon, hen
    Person,
    /// de, dem: people or organisations
    Several,
    /// den, det
    Thing,
    /// då, där, dit
    Occasion,
    /// The question names nothing of its own.
    Unsaid,
}

/// What ordinary words tell of which occasion is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OccasionCue {
    pub(crate) format: Option<Format>,
    /// Another sort asked of beside it: "lunchen och frukosten".
    pub(crate) also: Option<Format>,
    pub(crate) weekday: Option<Weekday>,
    /// An occasion is mentioned, of whatever sort: "seminariet", "panelen".
    pub(crate) mentioned: bool,
}

impl OccasionCue {
    /// Whether it narrows anything down.
    pub(crate) fn is_specific(self) -> bool {
        self.format.is_some() || self.weekday.is_some()
    }
}

impl Subject {
    /// Whether all it can be is of one kind.
    pub(crate) fn is_only(&self, kind: Kind) -> bool {
        self.nodes.iter().all(|node| node.kind() == kind)
    }

    /// The first of its nodes of a kind.
    pub(crate) fn of(&self, kind: Kind) -> Option<&Node> {
        self.nodes.iter().find(|node| node.kind() == kind)
    }
}

impl Intent {
    /// Whether only an occasion has it: then "de" and "den" are an occasion that was told.
    pub(crate) fn is_of_occasions(self) -> bool {
        matches!(
            self,
            Self::Detail
                | Self::Audience
                | Self::Capacity
                | Self::Registration
                | Self::Price
                | Self::Accessibility
                | Self::Recording
                | Self::Serving
                | Self::Status
                | Self::Moderators
                | Self::Openers
                | Self::Organisers
                | Self::Speakers
                | Self::Clash
        )
    }

    /// Whether an occasion has it as well as others.
    pub(crate) fn may_be_of_occasions(self) -> bool {
        self.is_of_occasions()
            || matches!(
                self,
                Self::When | Self::HowLong | Self::Where | Self::About | Self::Affiliations
            )
    }
}

impl Question {
    /// The nodes of a kind that the question is about.
    pub(crate) fn about(&self, kind: Kind) -> impl Iterator<Item = &Node> {
        self.subjects.iter().filter_map(move |subject| subject.of(kind))
    }

    /// Whether it asks on of the occasion that the answer before was about first of all.
    pub(crate) fn refers_to_an_occasion(&self) -> bool {
        self.back.is_some_and(|back| back != BackReference::Person)
            && self.subjects.is_empty()
            && self.time.is_none()
            && self.memory.nodes.first().is_some_and(|node| node.kind() == Kind::Seminar)
    }

    /// The words of the question that carry its matter, once those that told the intent are gone.
    pub(crate) fn matter(&self, intent: Option<Intent>) -> Vec<&Token> {
        let told: Vec<usize> = self
            .cues
            .iter()
            .filter(|cue| Some(cue.intent) == intent)
            .flat_map(|cue| cue.tokens.iter().copied())
            .collect();
        self.tokens
            .iter()
            .enumerate()
            .filter(|(at, token)| token.part == Part::Matter && !told.contains(at))
            .map(|(_, token)| token)
            .collect()
    }

    /// The words that neither carry a sign nor belong to a name, a time or an occasion.
    pub(crate) fn unexplained(&self) -> Vec<&Token> {
        let told: Vec<usize> =
            self.cues.iter().flat_map(|cue| cue.tokens.iter().copied()).collect();
        let all = self.tokens.iter().enumerate();
        all.filter(|(at, token)| token.part == Part::Matter && !told.contains(at))
            .map(|(_, token)| token)
            .collect()
    }

    /// Whether an intent was among the signs.
    pub(crate) fn asks(&self, intent: Intent) -> bool {
        self.cues.iter().any(|cue| cue.intent == intent)
    }

    /// Whether an intent was among the signs of the question itself, not only of what is said beside.
    pub(crate) fn asks_itself(&self, intent: Intent) -> bool {
        let is_asked = |at: &usize| self.tokens.get(*at).is_some_and(|token| !token.aside);
        self.cues.iter().any(|cue| cue.intent == intent && cue.tokens.iter().any(is_asked))
    }

    /// Whether one of the words is among these (folded).
    pub(crate) fn has_word(&self, words: &[&str]) -> bool {
        let mut asked = self.tokens.iter().filter(|token| !token.aside);
        asked.any(|token| words.contains(&token.folded.as_str()))
    }

    /// Whether a word stands behind "enligt": it says where something stands, not what is asked.
    pub(crate) fn is_according_to(&self, at: usize) -> bool {
        let before = self.tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
        before.iter().any(|token| matches!(token.folded.as_str(), "enligt" | "enl" | "according"))
    }

    /// What is named, but for where something stands: "enligt X".
    pub(crate) fn named(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.iter().filter(|subject| {
            let told = subject.tokens.first();
            subject.origin != Origin::Remembered
                && !told.is_some_and(|at| self.is_according_to(*at))
        })
    }

    /// Whether one of the words is among these (folded), be it in what only leads up to the question.
    pub(crate) fn mentions_word(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.folded.as_str()))
    }

    /// The years the question names, with or without other parts of a date.
    pub(crate) fn years(&self) -> Vec<i16> {
        self.tokens
            .iter()
            .filter(|token| token.number && token.folded.len() == 4)
            .filter_map(|token| token.folded.parse().ok())
            .filter(|year| (1900..=2100).contains(year))
            .collect()
    }
}
