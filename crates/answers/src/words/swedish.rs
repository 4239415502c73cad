//! Swedish synonyms and chatter.

/// Words that a question and a document may use for one another. Forms whose stems differ are
/// written out.
pub(super) const SYNONYMS: &[&str] = &[
    "generaldirektör gd",
    "vegan vegansk vegetarisk vegetariskt vegetarian glutenfritt laktosfritt allergi allergisk allergiker specialkost",
    "parkering parkera parkeringsplats",
    "arbete arbeta jobb jobba jobbet anställning anställd anställda anställt",
    "kostnad kosta kostar kostade utgift pris",
    "pengar anslag finansiera finansiering finansieras bekosta bekostas betala betalar betalas betald medel",
    "syfte mål avsikt ändamål tanke meningen",
    "orsak skäl anledning grund",
    "sjuk sjukdom sjuka",
    "förebygga förebyggande förhindra hindra motverka undvika",
    "person personer människa människor individ folk enskild",
    "utvärdera utvärdering utvärderades utvärderats",
    "börja började startade starta start inleda inleddes drog",
    "sluta slut slutade avsluta avslutas upphöra",
    "svårighet svårigheter svår svårt problem utmaning hinder",
    "viktig viktigt viktigast avgörande betydelse betyda betytt betyder",
    "misstro misstron misstrogen misstrogna skeptisk skeptiska tveksam misstänksam",
    "använda använder använt tillämpa tillämpar införa införd infört införts implementera implementerad implementering",
    "sprida spridas spridits spridning spreds",
    "metod metoden arbetssätt sätt modell",
    "grupp målgrupp gruppen",
    "ung unga ungdom ungdomar",
    "minska minskat minskade mindre krympa krympt",
    "öka ökat ökade ökar ökning ökningen växa vuxit växt växer stigit fler",
    "lyckad lyckat framgång framgångsrik framgångsrikt bra goda god gott",
    "stöd stödja hjälp hjälpa hjälper",
    "överens enas enades överenskommelse avtal uppgörelse",
    "underteckna undertecknade undertecknades skrev skrevs skrivit",
    "besluta beslut beslutades beslutade bestämma bestämdes kom",
    "samverkan samverka samarbete samarbeta samarbetar tillsammans gemensam gemensamt",
    "vård vården sjukvård sjukvården hälsovård",
    "ekonomi ekonomisk ekonomiskt ekonomiska",
    "vinna vinst vinsten vinner tjäna tjänar",
    "hälsa frisk friskare må",
    "gräns tidsgräns tidsbegränsad begränsad bortre",
    "lag lagen lagstiftning",
    "rätt rättighet rättigheter rättighetsfråga rättvisa",
    "studier studera plugga utbildning",
    "enkät enkäten undersökning undersökningen",
    "negativ negativa kritisk missnöjd",
    "roligt roligare kul",
    "kontakt kontakter kontakten",
    "handläggare handläggarna tjänsteman tjänstemän",
    "kunskap kunskaper kompetens lära lärt lärde",
    "jämföra jämförde jämförelse skillnad skilja skiljer",
    "planera planerades plan planer planeras",
    "visa visas visar lyfta lyfts lyft framhålla framhålls publicera publiceras",
    "följa följer följs uppföljning följas",
    "förebild förebilder exempel exemplen",
    "lokal lokala lokalt ort orter",
    "nationell nationella nationellt central centralt staten",
    "ansvar ansvara ansvarig huvudansvar huvudansvaret huvuduppdrag uppdrag",
    "titta tittat tittade tittare kollade kollat se sett såg följde uppkopplad uppkopplade",
    "gammal gamla ålder åldern åldrar",
    "andel andelen del procent",
    "belopp summa kronor",
    "fastna fastnar kvar sitter",
    "mellan mellan stolarna",
    "utsatt utsatta svag svaga",
    "prioritera prioriteras prioritet",
    "bortglömd bortglömda glömd glömda glömt osynlig",
    "ta tas ingå ingår",
    "inkomst lön",
    "utanför utanförskap utkant",
    "smidig smidigt flexibel flexibelt anpassa anpassas anpassar",
    "lyssnad lyssnat lyssna lyssnar",
    "självförtroende motivation",
    "kartlägga kartlagt kartläggning kartlägger",
    "strategi strategier",
    "kommun kommuner kommunen kommunal",
    "önska önskade ville vilja",
    "efteråt sedan därefter",
    "veta vet visste känner kände namnge",
    "leda leder ledde lett ledare projektledare chef",
];

/// What questions are full of beside the stop words.
pub(super) const CHATTER: &str = "\
    a igang per varje enkel enkelt svenska latt ord del totalt sammanlagt omkring cirka alltsa alls an annars bli blir blev blivit brukar brukade dar detta dessa egentligen exakt \
    finnas folk fraga fragan fragar ge ger gett gang gangen ganger garna ga gar gick halla \
    haft heter hette heta hur igen ihop ini inte ja jag ju kolla kort kunde lite liksom mest \
    mycket manga namligen nagot nagon nagra namn ni nej ocksa ok okej pa precis pratar riktigt \
    saga sag sadan sadana sant saker sak ser sen sedan snalla stammer svara star stod stor \
    stort stora sager tror typ tva tre till undrar ungefar ur vagen vanliga var vart vars \
    varit vilka vilken vilket visst ar at aven overhuvudtaget upp ut in fram bort ner tillbaka \
    slags sorts sort dags tid gor gjort tar tog tagit kanske kom kommit kommer komma lang \
    langt ofta redan enda olika samma hela hel annan annat andra egen egna eget mer mera fler \
    ytterligare fortfarande bitti nu da nar bara galler handlar handla fa far fick fatt namns \
    namnda omnamns forekommer dit darifran innan \
    me sej mej dej veta vilja skulle maste minns fattar snabbt dan vars behover behovs hinner borde undrar numera nufortiden \
    fall horde hort laste last nanstans nagonstans tydligen kanner nuvarande alltihop san sant sana sadan sadant typ blire";
