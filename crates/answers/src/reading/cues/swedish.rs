//! Signs in Swedish questions, folded: no dots, no capitals.

use super::Rule;
use crate::question::Intent;

// A row for each intent: read as a table.
#[rustfmt::skip]
pub(super) const TABLE: &[Rule] = &[
    (Intent::Help, &[
        "vad kan man", "hjalp", "hjalpa till", "hjalpa mig", "kan du hjalpa", "vad kan du", "vad kan jag fraga", "vad kan man fraga", "hur funkar du",
        "hur fungerar du", "vem ar du", "vad ar du", "kommando*", "vad vet du", "vad gor du",
        "instruktion*", "vilka fragor kan", "kan du svara", "vad kan ni", "hur anvander",
    ]),
    (Intent::Compare, &[
        "skillnad*", "skilj*", "jamfor*", "samma", "detsamma", "olika", "likadan*", "versus", "vs", "eller", "slakt", "gift", "gifta", "syskon", "hor ihop", "hanger ihop",
    ]),
    (Intent::Before, &[
        "gjorde fore", "gjorde innan", "gjorde tidigare", "gjorde forut", "gjort fore", "gjort innan", "gjort tidigare", "gjort forut",
        "jobbade fore", "jobbade innan", "jobbade tidigare", "jobbade forut", "jobbat innan", "jobbat tidigare", "jobbat forut", "jobb fore", "jobb innan",
        "arbetade fore", "arbetade innan", "arbetade tidigare", "arbetat tidigare", "arbetat innan",
        "var fore", "var innan", "var tidigare", "var forut", "varit tidigare", "varit innan", "varit forut",
        "hade fore", "hade innan", "hade tidigare", "hade forut", "haft tidigare", "haft innan", "haft forut",
        "tidigare jobb*", "tidigare uppdrag*", "tidigare tjanst*", "tidigare roll*", "tidigare post*", "forra jobb*", "innan dess", "dessforinnan",
    ]),
    (Intent::History, &[
        "heter nagot annat", "hetat", "blivit",
        "numera", "numer", "nufortiden", "nu for tiden", "heter nu", "heter i dag", "heter idag", "fanns fore", "kom fore", "var fore", "fanns innan", "fortfarande", "vad blev det", "hette tidigare", "hette forut",
        "hette innan", "hette forr", "hette fran borjan", "tidigare hette", "forut hette", "kallades forr", "kallades tidigare",
        "bytt namn", "bytte namn", "byter namn", "bytt+namn", "namnbyte*", "gamla namn*", "tidigare namn*", "nya namn*",
        "nytt namn", "slogs ihop", "slagits ihop", "slas ihop", "sla ihop", "slog ihop", "gick ihop", "gatt ihop",
        "sammanslag*", "slogs samman", "gick samman", "gatt upp i", "gick upp i", "uppgick", "bildades", "bildats", "bildat", "kvar",
        "finns fortfarande", "finns an", "existerar", "nedlagd*", "nedlagt", "lades ner", "lagts ner", "lagt ner",
        "upphort", "upphorde", "kom efter", "kommer efter", "eftertrad*", "ersatte", "ersattes", "ersatt", "ersatter",
        "foljdes av", "foljde efter", "tog over", "tagit over", "tog vid", "blev det av", "blivit av", "fore detta",
    ]),
    (Intent::PartOf, &[
        "hor till", "horde till", "tillhor*", "lyder under", "sorterar under", "ligger under", "del av", "underavdelning*",
    ]),
    (Intent::Leads, &[
        "vem leder", "vem ledde", "vem styr", "vem styrde", "vem basar", "vem chefar", "vem ansvar*", "vem ar ansvarig",
        "vem ar chef", "vem blev chef", "vem ar chefen", "vem var chef", "vem ar bas*", "boss", "hogsta chef*", "vem haller i", "vem holl i", "ledare",
        "chef", "chefen", "bossen", "vem driver", "vem drev", "vem bestammer", "vem bestamde", "vilka bestammer",
    ]),
    (Intent::Sources, &[
        "varifran", "hamtat", "hamtade", "hamtats", "kalla", "kallan", "kallor", "kallorna", "vem pastar", "hur vet",
        "var star det", "var star", "var stod", "var har du", "var har ni", "var har man", "var kommer ifran", "var kommer fran", "stods",
        "belagg", "vem uppger", "underlag",
    ]),
    (Intent::Readings, &[
        "eller", "stammer", "vilket ratt", "vilken ratt", "vilket galler", "vilken galler", "lita pa", "palitlig*", "trovardig*", "ar inte det fel", "inte fel", "det verkligen", "de verkligen", "ska det inte", "skulle det inte", "ar det inte", "heter det inte", "inte vara", "stod det inte", "star det inte", "motsag*", "skrivfel", "tryckfel", "sakert", "sakra", "harlett", "ratt datum",
    ]),
    (Intent::Spelling, &[
        "vad kallas", "kallas ocksa", "kallas aven", "annat ord", "andra ord", "synonym*", "andra namn", "stavas", "stavar", "stavning", "skrivs namnet",
    ]),
    (Intent::Translation, &[
        "pa engelska", "engelsk", "engelska", "kunna svenska", "prata svenska", "forsta svenska", "kan svenska", "vilket sprak", "vilka sprak", "annat sprak", "oversatt*", "translate",
    ]),
    (Intent::Detail, &[
        "parker*", "p plats*", "buss*", "taxi*", "samak*", "wifi", "wi fi", "garderob*", "kapprum*", "barnvagn*",
        "barnvakt*", "barnpassning*", "ta med barn*", "hund", "hunden", "hundar", "vegan*", "vegetari*", "gluten*", "laktos*", "allergi*",
        "specialkost*", "kladsel", "kladkod*", "kursintyg", "diplom", "laddstolp*", "cykel*", "cykla", "toalett*",
        "hotell*", "overnatt*", "dusch*", "alkohol*",
    ]),
    (Intent::Audience, &[
        "riktar sig", "riktas till", "riktad till", "riktat till", "for vem", "vem ar det for", "vem ar den for", "vilka ar det for", "for vilka ar", "vem far ga", "vem far komma", "vem kan ga",
        "vem kan komma", "vem far vara med", "vem kan vara med", "oppet for", "oppen for", "far alla", "till for", "far man ga", "far man komma",
    ]),
    (Intent::Capacity, &[
        "far plats", "antal platser", "manga platser", "plats+kvar", "finns plats", "finns det plats", "ryms", "kapacitet", "rymmer", "fullbokat",
        "platser finns", "platser kvar", "fullt",
    ]),
    (Intent::Registration, &[
        "anmal*", "anmalan", "anmala", "registrer*", "boka", "bokar", "biljett*", "forhandsboka", "foranmal*", "osa",
        "sista dag", "senaste dag", "senast anmal*",
    ]),
    (Intent::Price, &[
        "gratis", "avgift*", "intrade*", "entre*", "kostar att ga", "kostar att delta",
        "kostar att vara", "kostar frukost*", "kostar lunch*", "kostar seminari*", "kostar maten",
        "betala for att", "pris", "kostar biljett*", "kostar att komma", "betala nat",
        "betala nagot", "kostar nagot", "kostar intradet", "kostnadsfri*",
    ]),
    (Intent::Contact, &[
        "hur nar jag", "hur nar man", "kontakta", "kontaktar", "kontaktperson*", "mejl*", "mail*", "epost*", "e post",
        "telefon*", "ringa", "ringer", "nar jag er", "na er", "kontaktuppgift*", "hora av sig",
        "vanda mig", "vander jag mig", "vem kontakt*",
    ]),
    (Intent::Accessibility, &[
        "tillganglig*", "tillganglighet", "otillganglig*", "rullstol*", "hiss", "hissen", "horslinga*", "teckentolk*",
        "teckensprak*", "teleslinga*", "skrivtolk*", "syntolk*", "textat", "textas", "textad", "textning*", "textas", "tolk", "tolkas", "tolkning", "tolken", "ramp", "rampen", "handikapp*", "trappor", "tillgangligt", "funktionsnedsatt*",
        "funktionshind*", "permobil",
    ]),
    (Intent::Recording, &[
        "efterhand", "inspel*", "spelas in", "spelades in", "filmas", "filmad*", "filmen",
        "stream*", "strom*", "livesand*", "sands", "sander", "film", "se den", "se det",
        "se i efterhand", "pa natet", "digitalt", "online", "titta pa", "webbsand*", "se om",
        "youtube", "video*", "lank", "lanken",
    ]),
    (Intent::Status, &[
        "installt", "installd*", "flyttat", "flyttad*", "flyttas", "flyttats", "uppskjut*", "blir av",
        "blev av", "avlyst", "skjuts upp", "skjutits upp", "skots upp", "skjutas upp", "framflytt*", "senarelag*", "tidigarelag*",
    ]),
    (Intent::Serving, &[
        "server*", "fika", "maten", "mat", "ata", "bjuds", "kaffe", "frukost serv*",
    ]),
    (Intent::Moderators, &[
        "moder*", "moderator", "modererade", "modererar", "samtalsled*", "programled*", "leder samtalet", "ledde samtalet",
        "ledde panelen", "leder panelen", "vem ledde", "vem leder", "motesled*", "ordstyr*",
    ]),
    (Intent::Openers, &[
        "vem ar vard", "vem var vard", "vilka ar vardar", "vardar", "valkommen", "valkomna*", "vem inled*", "oppnade", "oppnar", "inledningstal*", "inledde",
        "vem oppn*", "invig*",
    ]),
    (Intent::Organisers, &[
        "arrang*", "anordn*", "vem ordnar", "vem ordnade", "vard for", "vem sande",
        "vem haller i", "vem holl i", "vem star bakom",
    ]),
    (Intent::Affiliations, &[
        "vilka myndigheter", "vilken myndighet", "vilka organisationer", "vilken organisation",
        "fran+vilken", "fran+vilka", "vilka kommuner var", "vilka kommuner ar med",
        "vilka forbund", "vilket forbund", "vart kommer", "var kommer talarna", "var jobbar",
        "var arbetar", "vilka aktorer", "representera*", "foretrad*", "arbetsplats*",
        "vilken arbetsgivare",
    ]),
    (Intent::Theme, &[
        "tema*", "rod trad", "som trad", "trad genom", "roda traden", "motto*", "overskrift*", "gick igenom alla", "gick genom alla", "genomgaende", "lopte genom", "lopte igenom",
    ]),
    (Intent::OccasionsOf, &[
        "vilka seminarier", "vilket seminarium", "vilka tillfallen", "vilka frukostar",
        "vilka luncher", "vilka forelasningar", "vilka workshop*", "vilka webb*", "vilka konferenser", "nar talade", "nar var med", "nar medverkade", "varit med",
        "vad har medverkat", "hur manga ganger", "vilka evenemang", "vilket tillfalle",
        "vilken frukost", "vilken lunch", "nar pratade", "nar kommer", "nar talar",
        "i vilket sammanhang", "medverkat pa", "vilken roll", "vilka roller",
    ]),
    (Intent::Quoted, &[
        "citera*",
    ]),
    (Intent::Speakers, &[
        "gast", "gasten", "gaster", "gasterna", "gastar", "vem star pa programmet", "vilka star pa programmet", "manga star pa programmet", "upptrader", "vem haller foredrag*", "nagon fran", "kommer nagon", "ar+med", "var+med", "vem talar", "vilka talar", "talare", "talarna", "talade", "talar", "vem pratar",
        "vilka pratar", "pratade", "pratar", "talat", "pratat", "snackat", "forelast", "vem snackar", "snackar", "medverk*", "deltar",
        "deltog", "vem ar med", "vilka ar med", "vem var med", "vilka var med", "satt i",
        "sitter i", "forelaser", "forelaste", "vem kommer", "vilka kommer", "panelen", "panelist*",
        "vem framtrad*", "framtrad*", "pa scen", "vilka stod pa programmet", "forelasare",
        "paneldeltag*", "vem ska tala", "vilka ska tala", "pa plats",
    ]),
    (Intent::Said, &[
        "sa", "sade", "sager", "saga", "sagt", "tycker", "tyckte", "menar", "menade", "berattade",
        "ansag", "anser", "uttal*", "vad skrev", "vad har skrivit", "asikt*", "svarade", "pastod", "tror", "trodde",
        "kommenter*", "vill", "ville", "kallade", "namnde", "lyfte", "patalade", "konstaterade",
        "talade om", "pratade om", "talat om", "pratat om", "synpunkt*", "fragade", "undrade", "framhaller", "framholl",
        "synen", "syn pa", "pekade", "beskrev", "andrat sig", "andrat uppfattning", "andrade sig", "bytt uppfattning", "bytt asikt", "tagit tillbaka", "tog tillbaka", "angrat", "angrar", "backat", "backar", "star fast", "star kvar vid",
    ]),
    (Intent::About, &[
        "vad snackar", "vad pratar", "vad handla*", "handla* om", "vad tas upp", "togs upp", "amne*", "innehall*",
        "vad diskuter*", "vad gallde",
    ]),
    (Intent::HowMuch, &[
        "fler+an", "farre+an", "fler an", "farre an", "hur manga", "hur mycket", "hogst", "hogsta", "som mest", "maxbelopp*", "hur stor*", "vad kostar", "vad kostade", "kostar", "kostade",
        "hur dyr*", "andel*", "procent", "antal*", "siffr*", "hur gammal", "hur gamla", "alder*",
        "statistik", "statistiken", "belopp*", "hur hog", "hur hoga", "hur lag", "hur laga", "hur lagt", "hur hogt", "summa*",
        "kostnad*", "hur vanligt", "lagsta", "okat med", "storlek*", "hur ung*", "hur gott om",
        "okning*", "tal", "medelalder*", "genomsnitt*",
    ]),
    (Intent::Aim, &[
        "mal", "malet", "malen", "malsattning*", "syfte*", "ga ut pa", "gar ut pa", "gick ut pa",
        "ska leda till", "avsikt*", "vad vill", "tanken", "ska uppna", "vitsen", "poangen",
        "meningen med", "vad ar bra med", "vad ska man uppna",
    ]),
    (Intent::Results, &[
        "resultat*", "hande med", "hande sen", "ledde till", "lett till", "leder till", "effekt*", "hur gick", "uppnadde",
        "uppnatt", "utfall*", "vad blev", "lyckades", "blev foljden", "hur har det gatt",
        "lart sig", "larde sig", "gav projekt*", "vad gav", "gatt for", "hur gar det",
    ]),
    (Intent::Partners, &[
        "kom pa", "hittade pa", "uppfann", "tog fram", "togs fram", "tagit fram", "utvecklade", "skapade", "vilka ar med i", "ar+medlem", "medlemmar", "medlemmarna", "kommuner ar med", "vilka arbetar", "vilka jobbar", "vilka har jobbat", "vilka har arbetat", "vilka jobbade", "vilka arbetade", "vem arbetar i", "vem jobbar i", "vilka ingar", "ingar", "ingick", "bestar", "bestod", "samarbetar",
        "driver", "drev", "bakom", "parter*", "partner*", "skrev under", "skrivit under",
        "undertecknade", "kom overens", "enades", "vilka skrev", "inblandade", "vilka deltar i",
        "vem deltar i", "samverkar i", "vilka ar involverade", "vem ar med i", "slot",
        "vem finansierar", "vem betalar", "vilka gjorde", "vem gjorde",
    ]),
    (Intent::Why, &[
        "varfor", "varfor hamnar", "varfor blev", "orsak*", "beror", "hur kommer det sig", "anledning*", "skalet", "hur blir man",
        "hur kan man bli", "hur hamnar",
    ]),
    (Intent::News, &[
        "publicera*", "nytt", "nyhet*", "nyaste", "hant sen", "artikel", "artiklar", "artikeln", "rapporter*",
        "skrevs om", "senaste om", "senaste",
    ]),
    (Intent::Clash, &[
        "krock*", "hinna bada", "hinner bada", "hinna med bada", "hinner med bada", "ga pa bada",
        "hinna ga pa bada", "overlapp*", "samtidigt som",
    ]),
    (Intent::HowLong, &[
        "hur lange", "hur lange haller", "hur lange varar", "hur lange pagick", "hur lange pagar", "hur lang tid", "hur lang", "vilken period", "mellan vilka",
        "langd", "timmar lang", "timmar langt", "minuter lang", "timme lang",
    ]),
    (Intent::When, &[
        "vilka tider", "^nar", "nar", "hur dags", "vilken tid", "vilka dagar", "vilka datum", "hur sent", "tider", "tiderna", "vilket datum", "vilken dag", "klockan",
        "vilket klockslag", "vilken veckodag", "vilket+år", "pagick", "drevs", "varade", "borjar", "borjade", "slut", "slutar",
        "slutade", "vilken tidpunkt", "datum", "startade", "startar", "start", "vilken manad",
        "vilken vecka", "tid", "tiden",
    ]),
    (Intent::Where, &[
        "^var", "vilken lokal", "vilken sal", "vilken restaurang", "vilket rum", "vilken gata", "vart", "var ar", "var ligger", "var var", "var halls", "var holls", "var finns",
        "lokal", "lokalen", "sal", "salen", "vaning*", "adress*", "plats", "platsen", "vilken plats", "restaurang*",
        "stalle", "stallet", "hitta dit", "vilken ort", "vilken kommun ligger", "vilken stad ligger", "ort", "vilken stad", "staden",
        "tar mig dit", "tar sig dit", "tar sig till", "kommer dit", "gata*", "gatan", "venue", "haller till", "halla till", "holl till",
    ]),
    (Intent::WhoIs, &[
        "vad jobbar", "vad arbetar", "vad+heter", "vad+hette",
        "vem ar", "vem var", "vilka+ar", "vilka+var", "vilka de ar", "vilka de var", "parti", "partiet", "vad ar for nagon", "titel", "titeln", "titlar", "titlarna", "befattningar",
        "uppdrag", "uppdraget", "befattning*", "tjanst", "yrke", "roll", "roller", "bakgrund*", "parti tillhor", "jobb", "jobbar som", "jobbar med", "jobbar", "jobbade", "arbetar som", "vem", "vilken person",
    ]),
    (Intent::WhatIs, &[
        "vad ar", "vad betyder", "betyder", "betydelsen", "vad innebar", "innebar*", "innebord*",
        "kanner till", "kanner du till", "definition*", "definiera*", "forklara*", "vad star for", "star for", "forkortning*",
        "beratta om", "vad menas", "menas", "vad var", "vilka raknas", "vem raknas", "raknas som",
        "kort om", "info om", "information om", "vad gor", "vad vet", "hur fungerar",
        "hur funkar", "hur arbetar", "hur jobbar", "hur ofta", "beskriv", "beratta", "fakta om",
    ]),
    (Intent::List, &[
        "vilka projekt", "vilka initiativ", "vilka metoder", "vilka begrepp", "vilka ord",
        "vilka personer", "vilka organisationer", "vilka siffror", "vilka nyheter",
        "vilka kallor", "vilka lokaler", "vilka samordningsforbund", "vilka myndigheter",
        "vilka kommuner", "vilka finns", "vilka plattformar", "vilka team", "vilka natverk", "vilka avtal", "vilken kommun", "vilket samordningsforbund", "vilken region", "lista", "vilka talare", "vilka serier", "vilka overenskommelser",
        "ordlista*", "alla seminarier",
    ]),
    (Intent::Programme, &[
        "blir det nagon", "blir det nagot", "blir det nagra", "hander", "hande", "aterstar", "kvar", "pa gang", "program*", "pagar", "forsta", "sista", "tidigaste", "kalender*", "inlagt", "planerat", "inplanerat",
        "ar det for", "finns nagot", "finns det", "nagot", "nasta", "harnast", "kommande",
        "gar av stapeln", "ager rum", "star pa tur", "schema*", "hade ni", "har ni", "anordnas",
        "ordnas", "halls", "holls", "visa+program*", "visa+seminari*", "missat", "missade", "missa", "ska jag ga", "ga pa",
        "agenda*", "vad gjorde", "aktivitet*",
    ]),
    (Intent::More, &[
        "beratta mer", "mer om", "mer info", "fortsatt", "utveckla",
    ]),
];
