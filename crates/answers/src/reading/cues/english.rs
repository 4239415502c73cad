//! Signs in English questions, folded.

use super::Rule;
use crate::question::Intent;

// A row for each intent: read as a table.
#[rustfmt::skip]
pub(super) const TABLE: &[Rule] = &[
    (Intent::Help, &[
        "help", "what can you", "what can i ask", "who are you", "what are you", "commands",
        "how do you work", "what do you do", "how do i use",
    ]),
    (Intent::Compare, &[
        "differ*", "compar*", "same", "versus", "vs", "or", "related", "married", "siblings",
    ]),
    (Intent::Before, &[
        "do before", "did before", "job before", "work before", "worked before", "working before", "was before", "were before", "been before",
        "role before", "position before", "title before", "post before", "previous job*", "previous role*", "previous position*", "previous post*",
        "previously", "former job*", "former role*", "used to work", "used to do", "used to be", "do previously", "before that", "before then",
    ]),
    (Intent::History, &[
        "called before", "called earlier", "called previously", "called now", "now called", "called today", "called these days", "renamed", "formerly", "former name*", "old name*",
        "new name*", "change* name*", "used to be called", "previously called", "merge*", "merging", "still",
        "still there", "still around", "still running", "still a", "replaced", "replaces", "succeeded", "came after",
        "comes after", "became of", "what happened to", "formed", "took over", "ceased",
    ]),
    (Intent::PartOf, &[
        "belong*", "part of",
    ]),
    (Intent::Leads, &[
        "who runs", "who ran", "who leads", "who led", "who heads", "who headed", "in charge", "who decides", "head of", "boss*", "who manages",
        "leader*", "who chair*", "who was chair*",
    ]),
    (Intent::WhoIs, &[
        "was called", "is called", "are called", "called before", "called now", "used to be called",
    ]),
    (Intent::Sources, &[
        "source", "sources", "where does come from", "where do come from", "where did come from",
        "how do you know", "who claims", "according to whom", "where is it stated", "reference*",
        "where did you", "citation*",
    ]),
    (Intent::Readings, &[
        "which right", "which correct", "trust", "reliable", "or", "is it true", "certain", "are you sure", "derived", "correct date", "right date",
    ]),
    (Intent::Spelling, &[
        "another word", "other word*", "synonym*", "also called", "also known", "other name*", "spelled", "spelt", "spell", "spelling",
    ]),
    (Intent::Translation, &[
        "in english", "in swedish", "translate", "translation", "swedish word", "english word",
        "swedish for", "english for", "what language*", "which language*", "english speaking", "speak swedish", "know swedish", "understand swedish",
    ]),
    (Intent::Detail, &[
        "parking", "park my", "bus", "buses", "taxi*", "shuttle", "wifi", "wi fi", "cloakroom*", "dog", "dogs",
        "childcare", "babysit*", "vegan*", "vegetarian*", "gluten*", "lactose", "allerg*", "dress code", "diploma*",
        "bicycle*", "bike*", "toilet*", "restroom*", "bathroom*", "hotel*", "accommodation", "stay overnight",
    ]),
    (Intent::Audience, &[
        "who is it for", "who s it for", "who is for", "who can attend", "who can come", "who can join", "aimed at", "open to", "intended for",
        "who may attend", "who should attend",
    ]),
    (Intent::Capacity, &[
        "capacity", "seats", "how many fit", "room for", "places left", "full",
    ]),
    (Intent::Registration, &[
        "regist*", "sign up", "book", "booking", "ticket*", "rsvp", "reserve",
    ]),
    (Intent::Price, &[
        "free of charge", "free", "fee", "entrance fee", "price", "cost to attend", "cost to go",
        "cost to participate", "cost to join", "pay to",
    ]),
    (Intent::Contact, &[
        "contact", "email*", "e mail", "mail", "phone*", "telephone", "call", "reach you",
    ]),
    (Intent::Accessibility, &[
        "accessib*", "wheelchair*", "elevator", "lift", "hearing loop", "induction loop", "interpreter*", "caption*", "subtitle*", "ramp", "sign language", "disab*",
    ]),
    (Intent::Recording, &[
        "record*", "watch", "stream*", "video*", "online", "afterwards", "film*", "on demand",
        "link", "broadcast", "see it",
    ]),
    (Intent::Status, &[
        "cancel*", "postpone*", "moved", "called off", "take place",
    ]),
    (Intent::Serving, &[
        "served", "serving", "serve", "food", "eat", "coffee",
    ]),
    (Intent::Moderators, &[
        "moderat*", "who runs", "who leads", "who heads", "who is in charge", "chaired", "chair the", "led the", "leads the", "hosted",
    ]),
    (Intent::Openers, &[
        "who is the host", "host", "opened", "opens", "opening", "welcom*", "inaugurat*", "who opened", "greeted",
    ]),
    (Intent::Organisers, &[
        "organised by", "organized by", "organised", "organized", "organiser", "organizer", "organises", "organizes", "arranged", "arranges",
        "behind the seminar",
    ]),
    (Intent::Affiliations, &[
        "which authorit*", "which agenc*", "what agenc*", "which organisation*",
        "which organization*", "what organisation*", "what organization*", "what authorit*",
        "represented", "affiliation*", "which employer", "who does work for", "work for", "where does work", "where do work",
        "works for", "worked for",
    ]),
    (Intent::Theme, &[
        "theme*", "common thread", "motto", "ran through", "runs through", "run through", "common to all",
    ]),
    (Intent::OccasionsOf, &[
        "which seminar*", "what seminar*", "which events", "which occasions", "when did speak",
        "taken part in", "been part of", "which breakfast*", "which lunch*", "what role",
        "which role", "when does speak",
    ]),
    (Intent::Quoted, &[
        "quoted", "cited",
    ]),
    (Intent::Speakers, &[
        "guest*", "anyone from", "anybody from", "someone from", "who is coming", "who s coming", "who comes", "who speaks", "who spoke", "who is speaking", "who was speaking", "who will speak",
        "who talks", "speaker*", "took part", "take part", "takes part", "participa*", "panel*",
        "who is talking", "who attended", "who are the", "who is on", "on stage", "spoke",
        "speaks", "speaking", "who was there", "who is there", "who will be there", "lectured", "lecturing", "lecturer*",
        "talking",
    ]),
    (Intent::Said, &[
        "say", "said", "says", "think", "thinks", "thought", "mean", "meant", "argue*", "tell",
        "told", "want", "wanted", "wants", "opinion*", "believe*", "claim*", "comment*", "quote*",
        "mention*", "ask", "asked", "describe*", "talk about", "talked about", "spoke about",
        "called", "view", "stress", "point out", "pointed out", "change mind", "changed mind", "changed view*", "take back", "took back", "taken back", "regret*", "stand by", "stands by",
    ]),
    (Intent::About, &[
        "what about", "is about", "was about", "topic*", "subject", "about",
    ]),
    (Intent::HowMuch, &[
        "how many", "how much", "maximum", "minimum", "highest", "how large", "how big", "what cost*", "cost*", "share",
        "percent*", "number*", "figure*", "how old", "statistic*", "amount*", "how high",
        "how low", "age", "ages", "proportion", "increase*", "lowest", "how common",
    ]),
    (Intent::Aim, &[
        "goal*", "aim", "aims", "purpose*", "objective*", "point of", "supposed to",
        "intended to",
    ]),
    (Intent::Results, &[
        "result*", "lead to", "led to", "effect*", "outcome*", "achieve*", "how did go",
        "come of", "came of", "learn", "learned", "learnt",
    ]),
    (Intent::Partners, &[
        "came up with", "invented", "developed", "created", "staff the", "staffs", "who is in", "who are in", "part of", "consist*", "partner*", "behind", "signed",
        "agreed", "parties", "involved", "run by", "runs", "who funds", "who pays", "funded",
        "members", "member of", "belong to", "who made", "take part in", "takes part in",
    ]),
    (Intent::Why, &[
        "why", "reason*", "cause*", "how come", "how does one become", "how do you become",
        "how do people become",
    ]),
    (Intent::News, &[
        "published", "news", "newest", "new", "latest", "article*", "report*",
    ]),
    (Intent::Clash, &[
        "clash*", "overlap*", "collide*", "attend both", "make both", "go to both", "same time as",
    ]),
    (Intent::HowLong, &[
        "how long", "which period", "what period", "which years", "what years", "duration",
    ]),
    (Intent::When, &[
        "when", "what time", "which date", "what date", "which day", "which days", "which dates", "how late", "what day", "start*",
        "begin*", "end", "ends", "finish*", "which year", "what year", "which month",
    ]),
    (Intent::Where, &[
        "which room", "which venue", "what room", "which floor", "where", "venue*", "address*", "location*", "restaurant*", "place", "street",
        "which city", "what city", "which town", "held",
    ]),
    (Intent::WhoIs, &[
        "who+is", "who+was", "who+are", "who+were", "party", "what is title", "title", "position", "job", "role", "roles", "background", "profession", "who",
    ]),
    (Intent::WhatIs, &[
        "what is", "what s", "what are", "what does mean", "meaning", "define", "definition*",
        "explain*", "stand for", "stands for", "what was", "tell me about", "tell about",
        "how often", "what does do", "how does work", "how do work", "describe", "what do you know",
    ]),
    (Intent::List, &[
        "which projects", "what projects", "list", "which terms", "which people",
        "which organisations", "which organizations", "which municipalities", "which figures",
        "which initiatives", "what initiatives", "glossary", "all seminars", "which sources",
    ]),
    (Intent::Programme, &[
        "happen*", "remain*", "left", "first", "earliest", "what s on", "going on", "programme", "program",
        "schedule*", "planned", "next", "upcoming", "coming up", "any seminar*", "anything",
        "is there", "are there", "calendar", "agenda", "scheduled", "something", "on today",
        "did i miss", "took place", "takes place", "which seminars", "what was on",
    ]),
    (Intent::More, &[
        "tell me more", "more about", "go on", "elaborate",
    ]),
];
