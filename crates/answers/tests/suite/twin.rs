//! The made-up tree: occasions in every state, and nothing named as in the real content.

use finsam_answers::AnswerKind::{
    self, Definition, Figure, Initiative, News, NotStated, NotUnderstood, Organisation, People,
    Person, Place, Programme, Sources, Time,
};

use crate::tree::{Expected, check, moment, snapshot, twin};

const JUNE: &str = "2031-06-30T09:00";

fn asked(
    now: &str,
    question: &str,
    kind: AnswerKind,
    says: &'static [&'static str],
    never: &'static [&'static str],
) {
    check(twin(), now, &[question], &Expected { kind: Some(kind), says, never, cites: &[] });
}

/// What one asks before coming: in which language, how to get in, what no field holds.
#[test]
fn before_one_comes() {
    const SEPTEMBER: &str = "2032-09-20T09:00";
    let said = |question, kind, says| asked(SEPTEMBER, question, kind, says, &[]);
    said("is there anything in English this autumn?", Programme, &["Waiting Together"]);
    said("är frukosten den 7 oktober på engelska?", Programme, &["säger inte", "Kon i kön"]);
    said("vad heter kölots på engelska?", Definition, &["queue pilot"]);
    said("går det nån buss till ladugården?", Place, &["6.40"]);
    said("is there parking at the barn?", NotStated, &["parking", "Beteshagen 3"]);
    said("vem får komma på waiting together?", Programme, &["köa på engelska"]);
    let loop_missing = "finns det hörslinga i utkastgården? en i gänget hör dåligt";
    asked(SEPTEMBER, loop_missing, Place, &["Hörslinga saknas"], &["framgår inte"]);
    said("finns det hiss på utkastgården?", Place, &["framgår inte", "hiss"]);
    said("vilken dag i månaden brukar frukost i kulissen vara?", Time, &["Första torsdagen"]);
    said("när är exempelveckan?", Time, &["30 juni 2031", "4 juli 2031"]);
    said("vad återstår av frukost i kulissen?", Programme, &["Kon i kön", "facit"]);
    let ordered = "jag har beställt specialkost till lunchen på torsdag som är inställd, går den att \
                   hämta?";
    said(ordered, Programme, &["11.45"]);
}

/// What only tells of whoever writes is neither asked nor what is asked about.
#[test]
fn what_only_tells_of_the_writer() {
    const SEPTEMBER: &str = "2032-09-20T09:00";
    let said = |question, kind, says| asked(SEPTEMBER, question, kind, says, &[]);
    said("jobbar på KVV, vem talar på frukosten den 7 oktober?", People, &["Åsa Ås"]);
    said("vem talar på frukosten den 7 oktober? min chef på KVV undrar", People, &["Åsa Ås"]);
    said("har aldrig varit i kulissen, var ligger den?", Place, &["Fasadgatan 12 A"]);
    said("tjena! nån vaken?", AnswerKind::Greeting, &["Hej"]);
    said("hejsan allihop, ny här! kul att va med", AnswerKind::Greeting, &["Hej"]);
    said("hej, jag heter Karin och jobbar på kommunen", AnswerKind::Greeting, &["Hej"]);
    said("hej! ny här, när är nästa frukost?", Time, &["7 oktober 2032"]);
}

#[test]
fn occasions_in_every_state() {
    asked(
        JUNE,
        "vad händer i morgon?",
        Programme,
        &["Provfrukost", "8.00–8.50", "från 7.30", "Testsalen", "även på nätet"],
        &[],
    );
    asked(
        JUNE,
        "vad händer på onsdag?",
        Programme,
        &["Inställt", "köket är påhittat", "Testlunch"],
        &[],
    );
    asked(JUNE, "blir lunchen av?", Programme, &["Inställt"], &[]);
    asked(JUNE, "is the lunch cancelled?", Programme, &["Cancelled"], &[]);
    asked(
        "2031-07-03T08:00",
        "vad händer idag?",
        Programme,
        &["Flyttat till nätet", "Provsändning", "Flyttad föreläsning", "fredag 4 juli 2031"],
        &[],
    );
    asked(
        "2031-07-04T08:00",
        "var är föreläsningen idag?",
        Place,
        &["Flyttat", "torsdag 3 juli 2031", "Provladan"],
        &[],
    );
    asked(
        "2031-09-15T08:00",
        "hur dags börjar det idag?",
        Time,
        &["Heldag", "klockslaget framgår inte"],
        &["0.00"],
    );
    asked(
        JUNE,
        "vad händer i veckan?",
        Programme,
        &["Provfrukost", "Inställt", "Flyttad"],
        &["Hemligt"],
    );
    asked(JUNE, "vad är nästa seminarium?", Programme, &["Provfrukost"], &["Testlunch"]);
    asked(
        "2031-07-01T09:00",
        "vad är nästa seminarium?",
        Programme,
        &["Provsändning"],
        &["Testlunch"],
    );
    asked(JUNE, "händer något i augusti 2032?", Programme, &["inget är inlagt"], &[]);
}

#[test]
fn nights_are_counted_on_the_clock() {
    asked(
        "2031-08-15T23:00",
        "vad händer nu?",
        Programme,
        &["Nattprov", "22.00–2.00", "lördag 16 augusti"],
        &[],
    );
    asked("2031-08-16T01:00", "pågår något just nu?", Programme, &["Nattprov"], &[]);
    asked("2031-08-16T03:00", "pågår något just nu?", Programme, &["Inget pågår"], &[]);
    asked(
        "2031-10-25T12:00",
        "vad händer i morgon?",
        Programme,
        &["2.30 sommartid–2.30 normaltid"],
        &[],
    );
    asked(
        "2031-10-25T12:00",
        "hur länge håller söndagens seminarium på?",
        Time,
        &["60 minuter"],
        &[],
    );
}

#[test]
fn practical_matters() {
    asked(
        JUNE,
        "hur anmäler jag mig till provfrukosten?",
        Time,
        &["https://exempel.se/anmalan", "27 juni 2031", "specialkost"],
        &[],
    );
    asked(JUNE, "vem kontaktar jag om frukosten?", People, &["kansliet@exempel.se"], &[]);
    asked(JUNE, "är frukosten tillgänglig?", Place, &["Teckenspråkstolk"], &["Hiss"]);
    asked(JUNE, "är lunchen tillgänglig?", Place, &["Hiss och hörslinga"], &[]);
    asked(JUNE, "vad kostar det att gå på frukosten?", NotStated, &["framgår inte"], &["miljoner"]);
    asked(JUNE, "kan man se provsändningen i efterhand?", Place, &["https://exempel.se/film"], &[]);
    asked(
        JUNE,
        "hur många får plats i Testsalen?",
        NotStated,
        &["framgår inte", "Provgatan 1"],
        &[],
    );
    asked(JUNE, "where is the breakfast?", Place, &["Provgatan 1"], &[]);
}

#[test]
fn people_and_who_they_are() {
    asked(
        JUNE,
        "vem talar på provfrukosten?",
        People,
        &["Pröva Provberg", "Moderator: Exempla de Exempel"],
        &["Hemlig"],
    );
    asked(JUNE, "vem öppnar frukosten?", People, &["Testa Testsson (P)"], &["Provberg"]);
    asked(JUNE, "vem är Testsson?", Person, &["Testa Testsson", "Testo Testsson"], &[]);
    asked(
        JUNE,
        "vem är Tezta Testsson",
        Person,
        &["ordförande", "handläggare"],
        &["generaldirektör"],
    );
    asked(JUNE, "vem är generaldirektör för PM?", Person, &["Testo"], &["Testa"]);
    asked(JUNE, "vem är Hemlig Hemligsson?", NotUnderstood, &["inte"], &["läsa än"]);
    asked(JUNE, "vad sa pröva proberg om att prova?", Person, &["vet mer"], &[]);
    asked(JUNE, "vem sa att nollkoll är ett slags koll?", Person, &["Testo Testsson"], &[]);
    asked(
        JUNE,
        "vilka seminarier har PM varit med på?",
        Programme,
        &["Testlunch", "Flyttad föreläsning"],
        &["Provfrukost"],
    );
}

const AUTUMN: &str = "2032-09-10T09:00";

#[test]
fn things_beside_each_other() {
    let asked = |question, kind, says, never| asked(AUTUMN, question, kind, says, never);
    asked(
        "är samverkansteam och samverkansmöte samma sak?",
        Definition,
        &["Nej", "fast grupp", "enstaka möte"],
        &[],
    );
    asked(
        "vad skiljer en kölots från ett samverkansteam",
        Definition,
        &["går att ringa", "anställd", "tre huvudmän"],
        &[],
    );
    asked("är KVV och Köverket samma?", Organisation, &["Ja", "slogs ihop den 1 juli 2031"], &[]);
    asked("Is Kulissen the same venue as Lilla Kulissen?", Place, &["No", "Kulissvik"], &[]);
    asked("är testa och testo testsson släkt?", People, &["Inte släkt", "ordförande"], &[]);
    asked("är molly mall och måns mall släkt?", People, &["framgår inte", "överläkare"], &[]);
    asked("är karin skiss och karin kuliss samma person", Person, &["Ja", "gifte sig"], &["Nej"]);
}

#[test]
fn what_has_become_of_things() {
    let asked = |question, kind, says, never| asked(AUTUMN, question, kind, says, never);
    asked("va heter FDSSV numera?", Organisation, &["Rundgångens Vänner", "april 2026"], &[]);
    asked(
        "finns vänteverket kvar",
        Organisation,
        &["Statens kö- och vänteverk", "1 juli 2031"],
        &[],
    );
    asked(
        "finns samordningsförbundet i utkastby kulissvik kvar?",
        Organisation,
        &["1 januari 2032", "Norra Låtsasland"],
        &[],
    );
    asked("vad kom efter kölotsprojektet?", Initiative, &["avslutat", "Kölots på riktigt"], &[]);
    asked("är stafettmetoden kvar", Initiative, &["2030", "slut framgår inte"], &[]);
    asked("vad hör vändplatsen till?", Organisation, &["Arbetsmarknadsenheten", "kommun"], &[]);
    asked(
        "vilka kommuner är med i KFL?",
        Organisation,
        &["Utkastby och Kulissviks"],
        &["Moderator"],
    );
    asked("var träffas styrelsen för SNL?", Place, &["varannan gång i Utkastby"], &[]);
    asked("vilka två förbund blev SNL", Organisation, &["Utkastby–Kulissvik", "2032"], &["Kölots"]);
    asked(
        "inbjudan från RV, men vilka är de? är det en förening eller en myndighet?",
        Organisation,
        &["Rundgångens Vänner", "Rådet för väntan"],
        &["framgår inte"],
    );
    asked("vad är RV?", Organisation, &["Rundgångens Vänner", "Rådet för väntan"], &[]);
    asked("vad är en ko?", Definition, &["ko är ett djur"], &[]);
}

#[test]
fn posts_and_who_holds_them() {
    let asked = |question, kind, says, never| asked(AUTUMN, question, kind, says, never);
    asked("vem e gd för KVV", Person, &["Låtsas-Lind", "från juli 2031"], &[]);
    asked("vem är förbundschef i SNL?", Person, &["Bo Ek"], &["Utkast"]);
    asked("vem leder kölots på riktigt", Person, &["Karin Skiss", "projektledare"], &["Mall"]);
    asked("vilken anna attrapp jobbar på kvv?", Person, &["statistiker"], &["enhetschef, "]);
    asked("är bo ek förbundschef?", Person, &["Ja", "från 2032"], &[]);
    asked("vilket parti har bo ek?", NotStated, &["framgår inte", "förbundschef"], &[]);
    asked("vem är biträdande chef på SNL?", Person, &["Per-Olof Utkast"], &["Bo Ek"]);
    asked("vilka är chefer på SNL?", Person, &["Bo Ek", "Per-Olof Utkast"], &[]);
    asked("vad gjorde ann-sofi innan hon blev gd?", Person, &["överdirektör"], &["Medverkande"]);
    asked("vad var per-olof utkasts jobb tidigare?", Person, &["Tidigare", "Kulissvik"], &[]);
    asked("when did Bo Ek become head of SNL?", Person, &["from 2032"], &[]);
    asked("vem är ordförande i KFL?", NotStated, &["framgår inte"], &["Bo Attrapp"]);
    asked("vad sa förbundschefen om kölappen?", Person, &["Jag hade fel"], &[]);
    asked("har bo ek ändrat sig om kölappen?", Person, &["Jag hade fel", "framtiden"], &[]);
    asked("vilka sitter i mellanlägesteamet?", Initiative, &["arbetsterapeut", "Åsa Ås"], &[]);
}

#[test]
fn concepts_initiatives_and_organisations() {
    asked(
        JUNE,
        "vad är nollkoll?",
        Definition,
        &["Att inte veta", "inte ett uttalande från någon myndighet"],
        &[],
    );
    asked(JUNE, "vad är en provplats", Definition, &["högst tre månader"], &["inte ett uttalande"]);
    asked(JUNE, "what is nollkoll in english?", Definition, &["zero grip"], &[]);
    asked(JUNE, "vad är linjen?", Initiative, &["Provlinjen", "augusti 2030"], &[]);
    asked(JUNE, "vad är målet med provlinjen?", Initiative, &["Att fler vet vad de vill"], &[]);
    asked(JUNE, "vad ledde provlinjen till?", Initiative, &["Några provade igen"], &[]);
    asked(
        JUNE,
        "vad är SFT?",
        Organisation,
        &["Samordningsförbundet Exempelköping", "2019–2028"],
        &[],
    );
    asked(
        JUNE,
        "vad är temat för exempelveckan?",
        Programme,
        &["Prova, testa och pröva igen"],
        &[],
    );
    asked(
        JUNE,
        "vilka samordningsförbund finns?",
        Organisation,
        &["Exempelköping"],
        &["Provenheten"],
    );
}

#[test]
fn figures_news_and_readings() {
    asked(
        JUNE,
        "hur många har nollkoll?",
        Figure,
        &["1 234", "1 500", "ska inte läggas ihop"],
        &["2 734"],
    );
    asked(JUNE, "vad kostar provlinjen?", Figure, &["7,5 miljoner"], &["1 234"]);
    asked(JUNE, "hur många deltar i exempelplattformen?", NotStated, &["framgår inte"], &["1 234"]);
    asked(JUNE, "senaste nytt?", News, &["Provlinjen förlängs"], &[]);
    asked("2030-06-30T09:00", "senaste nytt?", News, &["Ny ordförande"], &["förlängs"]);
    asked(
        JUNE,
        "är frukosten den 1 eller 2 juli?",
        Sources,
        &["tisdag 1 juli 2031", "onsdag 2 juli 2031", "Bladet"],
        &[],
    );
}

#[test]
fn what_is_not_public_is_not_known() {
    asked(JUNE, "vad händer 11 november 2031?", Programme, &["inget är inlagt"], &["Höstprov"]);
    let autumn = snapshot(crate::tree::documents("tests/twin"), &moment("2031-09-01T09:00"));
    check(
        &autumn,
        "2031-09-01T09:00",
        &["vad händer 11 november?"],
        &Expected { kind: Some(Programme), says: &["Höstprov"], ..Expected::default() },
    );
}

#[test]
fn figures_over_the_years() {
    let now = "2032-09-20T10:00";
    asked(now, "hur lång var väntetiden 2031?", Figure, &["37 dagar"], &["29 dagar"]);
    asked(now, "hur lång var väntetiden 2030?", NotStated, &["gjordes aldrig", "37 dagar"], &[]);
    let all: &'static [&'static str] = &["29 dagar", "37 dagar", "41 dagar", "vilotid"];
    asked(now, "har väntetiden ändrats? hur många dagar 2029, 2031 å 2032?", Figure, all, &[]);
    asked(
        now,
        "stod det inte 9 680 i mellanläge, vilket e rätt",
        Figure,
        &["9 860", "kastade om"],
        &[],
    );
}

/// Numbers in sentences, growth, two things against each other, and papers.
#[test]
fn numbers_and_papers_by_other_words() {
    const SEPTEMBER: &str = "2032-09-20T09:00";
    let says = |question, kind, says| asked(SEPTEMBER, question, kind, says, &[]);
    says("hur många kölotsar jobbar i kölots på riktigt?", Initiative, &["nio kölotsar"]);
    says("hur många kommuner är med i kölots på riktigt?", Initiative, &["tre kommuner"]);
    says("hur många lappar delades ut i försöket?", News, &["12 500"]);
    says("har dom med kölots blivit fler?", Figure, &["67 procent", "187", "48"]);
    says("kostar rundgången mer än provlinjen?", Figure, &["3,6 miljoner", "7,5 miljoner"]);
    says("hur lång vore väntetiden 2032 om man räknat som förr?", Figure, &["36 dagar"]);
    says("va kostar provlinjen? nån sa 10 miljoner", Figure, &["7,5 miljoner"]);
    says("medelåldern på dem som var med i kölotsprojektet?", Figure, &["43 år"]);
    says("vad var väntetiden 2029?", Figure, &["41 dagar"]);
    says("var hittar jag enkäten från 2031?", Sources, &["enkat-2031"]);
    says("finns höstprogrammet på nätet?", Sources, &["finns inte på nätet"]);
    says("läste nån nyhet om specialkost, vad gällde det?", News, &["11.45"]);
    says("vad hette artikeln i exempelbladet i september?", News, &["Bo Ek backar"]);
    says("jag missade nyheten i april, vad stod det?", News, &["En dörr är underskriven"]);
}

/// What is said of an occasion is confirmed, or what does not hold is told with what does.
#[test]
fn what_is_said_of_an_occasion() {
    const SEPTEMBER: &str = "2032-09-20T09:00";
    let says = |question, kind, says| asked(SEPTEMBER, question, kind, says, &[]);
    says("är skriv en ärendestafett kl 9?", Time, &["Ja", "9.00–12.00"]);
    says("är skriv en ärendestafett idag?", Time, &["Nej. Inte i dag", "21 september 2032"]);
    says("e en dörr räcker i kulissen?", Time, &["Nej. Inte Kulissen", "Lilla Kulissen"]);
    says("är webbinariet 27/9?", Time, &["Nej", "måndag 27", "tisdag 28"]);
    says("pratar bo ek på panelen om kölappen?", Time, &["Ja", "Bo Ek, förbundschef"]);
    says("pratar molly mall på väntedagarna?", Time, &["Nej", "står inte på programmet"]);
    says("är lunchen om lagom väntan på torsdag?", Time, &["Nej", "Inställt"]);
    says("är vintervakan på plats eller digitalt?", Place, &["På plats"]);
    says("krockar hålet och trottoarerna?", Time, &["Ja, de krockar", "10.30–11.30"]);
    says("hur länge e lotsutbildningen?", Time, &["2 dagar"]);
    says("när är nästa måndag i mellanläget?", Time, &["20 september 2032"]);
    says("vilka tillfällen är inställda?", Programme, &["Lunch om lagom", "4 oktober"]);
    says("har vi missat höstupptakten?", Time, &["Det är slut sedan", "16.00"]);
    says("is the breakfast on 4 november still in Kulissen?", Time, &["No. Not Kulissen"]);
}
