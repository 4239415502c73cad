//! Follow-ups, and contexts that are not ours.

use finsam_answers::{
    AnswerKind::{
        self, Figure, Initiative, NotStated, People, Person, Place, Programme, Sources, Time,
    },
    Asking, answer,
};

use crate::tree::{Expected, NOW, ask, check, moment, real, twin};

const EVE: &str = "2018-07-04T12:00";

fn talk(now: &str, questions: &[&str], kind: AnswerKind, says: &'static [&'static str]) {
    check(real(), now, questions, &Expected { kind: Some(kind), says, ..Expected::default() });
}

#[test]
fn one_question_leads_to_another() {
    let tomorrow = "vad är det i morgon?";
    talk(EVE, &[tomorrow, "vilka pratar?"], People, &["Balder", "Sjökvist"]);
    talk(EVE, &[tomorrow, "och var är det?"], Place, &["Skeppsbron 24"]);
    talk(EVE, &[tomorrow, "hur dags då?"], Time, &["8.00–8.50"]);
    talk(EVE, &[tomorrow, "å när börjar det"], Time, &["8.00–8.50"]);
    talk(EVE, &[tomorrow, "vem modererar?"], NotStated, &["framgår inte"]);
    talk(EVE, &[tomorrow, "tack!", "var är det?"], Place, &["Skeppsbron 24"]);
    talk(EVE, &["what is on tomorrow?", "who speaks there?"], People, &["Wahlby"]);
    talk(
        "2014-07-01T09:00",
        &["vad händer idag?", "och i morgon?"],
        Programme,
        &["När välfärdssystemen"],
    );
    // What is on asks nothing of the project told before.
    for project in ["vad är RESAM?", "vad kom man överens om 2016?"] {
        talk(EVE, &[project, "va händer imorn"], Programme, &["Vägen till ett värdigt liv"]);
        talk(NOW, &[project, "vad händer i veckan?"], Programme, &["inget är inlagt"]);
    }
    // Who asks of a day alone hears that nothing is on then; who asks to be shown is shown.
    talk(
        NOW,
        &["vem talar i morgon?"],
        NotStated,
        &["inget är inlagt", "i morgon, söndag 22 november 2026"],
    );
    talk(EVE, &["visa programmet"], Programme, &["Vägen till ett värdigt liv"]);
    talk(NOW, &["vem modererade onsdagsfrukosten?", "och på lunchen?"], People, &["Alnebratt"]);
    talk(NOW, &["vem är Pia Ryberg?", "vad har hon sagt?"], Person, &["rättigheter"]);
    talk(NOW, &["vem är Pia Ryberg?", "och Lisa Prytz?"], Person, &["samordnare"]);
    talk(
        NOW,
        &["vilka generaldirektörer var med 2014?", "vad tyckte han från Arbetsförmedlingen?"],
        Person,
        &["Mikael Sjöberg"],
    );
    talk(NOW, &["vad är RESAM?", "vad är målet med det?"], Initiative, &["studier"]);
    talk(NOW, &["vad är nollplacerad?", "hur många är de?"], Figure, &["34 808", "20 000"]);
    let without = "hur många är sjukskrivna utan rätt till sjukpenning?";
    talk(NOW, &[without, "har dom blivit fler?"], Figure, &["17 procent"]);
    talk(NOW, &["vad är på rätt väg?", "hur många kommuner har infört den?"], Figure, &["sex"]);
    talk(
        NOW,
        &["hur mycket har gruppen ökat?", "vilken källa?"],
        Sources,
        &["Webbseminarium ville öka"],
    );
    talk(EVE, &[tomorrow, "hur tar man sig dit?"], Place, &["Skeppsbron 24"]);
    talk(
        EVE,
        &[tomorrow, "vem talar?", "vem av dem är från Arbetsförmedlingen?"],
        People,
        &["Wahlby"],
    );
    talk(
        "2014-07-01T09:00",
        &["var är det idag?", "och i morgon?"],
        Place,
        &["När välfärdssystemen"],
    );
    talk(NOW, &["hur många är nollplacerade?", "och vad kostar de?"], Figure, &["2 miljarder"]);
    talk(NOW, &["vad är Plattform?", "hur gamla är deltagarna?"], Figure, &["16–64"]);
    // What is not known does not end what was talked about.
    talk(NOW, &["vad är RESAM?", "hur många deltagare?"], NotStated, &["framgår inte"]);
    talk(NOW, &["vad är RESAM?", "hur många deltagare?", "var finns det?"], Place, &["Angered"]);
    talk(NOW, &["vad hände 2014?", "vem talade då?"], People, &["Sjöberg", "Prytz"]);
}

/// Every question of a message is answered, in its order, and nothing is said twice.
#[test]
fn several_questions_in_one_message() {
    let asked = |now, question, kind, says| talk(now, &[question], kind, says);
    asked(EVE, "när å var e frukosten imorrn?", Time, &["8.00–8.50", "Skeppsbron 24"]);
    asked(
        EVE,
        "den femte, va är det då å vilken tid å var?",
        Programme,
        &["8.00–8.50", "Skeppsbron"],
    );
    asked(EVE, "how long is it tomorrow and who speaks?", Time, &["50 minutes", "Wahlby"]);
    asked(NOW, "vem e maria wahlby å var kommer hon ifrån", Person, &["Arbetsförmedlingen"]);
    asked(
        NOW,
        "va e sgi å va betyder innanförskap?",
        AnswerKind::Definition,
        &["inkomst", "innanförskap"],
    );
    let preamble = "hej! jag jobbar på Arbetsförmedlingen och hörde om RESAM. Var finns det?";
    asked(NOW, preamble, Place, &["Angered"]);
    asked(NOW, "kan nån säga vad SGI är, vet ni det?", AnswerKind::Definition, &["inkomst"]);
    let frame = "SGI blir noll om man är nollplacerad, men vad betyder SGI?";
    asked(NOW, frame, AnswerKind::Definition, &["räknar ut sjukpenning"]);
    let frame = "vet ni vem som modererade onsdagsfrukosten 2014, och var jobbar den personen?";
    asked(NOW, frame, People, &["Klingensjö", "sektionschef"]);
    asked(EVE, "who from the Social Insurance Agency speaks tomorrow?", People, &["Sjökvist"]);
    let once = ask(real(), EVE, &["var är det i morgon och vilken tid?"]).text;
    assert_eq!(once.matches("8.00–8.50").count(), 1, "{once}");
    // What is told is told, what is not is said not to be.
    asked(EVE, "när är det i morgon och vem modererar?", Time, &["8.00–8.50", "framgår inte"]);
}

/// Pronouns, and what is left unsaid, are taken for what they can be.
#[test]
fn what_a_follow_up_refers_to() {
    let whose = "vad är På rätt väg?";
    talk(NOW, &[whose, "vem ledde det då"], Person, &["Mendelson"]);
    talk(NOW, &[whose, "vem ledde projektet?", "hur länge höll det på?"], Initiative, &["2014"]);
    talk(
        EVE,
        &["vad är det i morgon?", "vilka är från FK?", "va jobbar dom me?"],
        Person,
        &["Sjökvist", "samordnare"],
    );
    let twin = |questions: &[&str], says| {
        check(twin(), "2032-09-20T09:00", questions, &Expected { says, ..Expected::default() });
    };
    twin(&["va händer idag?", "vem är gäst?", "va jobbar hon me?"], &["arbetsterapeut"]);
    twin(&["vad händer fredag 24 september?", "vem pratar på den i kulissen?"], &["Åsa Ås"]);
    twin(&["vad händer fredag 24 september?", "var är den andra?"], &["Kulissen"]);
    twin(&["är det nån frukost i oktober?", "när måste jag anmäla mig"], &["1 oktober 2032"]);
    twin(&["vem är förbundschef i norra låtsasland?", "å var jobbar han"], &["Bo Ek"]);
    twin(&["va va det för tema på exempelveckan?", "när var den?"], &["juli 2031"]);
    twin(
        &["vem är gäst på måndag i mellanläget idag?", "å vem kommer nästa gång?"],
        &["Karin Kopia"],
    );
    twin(&["vem är gäst på måndag i mellanläget idag?", "och nästa gång?"], &["28 september"]);
    twin(&["vad händer på onsdag?", "vem håller i det?"], &["Fiffi", "Rundgångens Vänner"]);
    twin(&["var jobbar molly mall?", "å vilken region hör mottagningen till?"], &["Låtsasland"]);
    twin(&["vad är KVV?", "vem är chef där?", "sen när?"], &["juli 2031"]);
    twin(&["vem är bo ek?", "och innan dess?"], &["Tidigare", "samordnare"]);
    twin(&["vem är karin?", "den från KFL"], &["förbundsjurist"]);
    twin(&["vad är SNL?", "när bildades det?", "varför?"], &["samverkansteam"]);
    twin(&["vad är rundgångens vänner?", "vem är ordförande?"], &["Fiffi"]);
    twin(&["what is the gap allowance?", "and what's the maximum per month?"], &["7 340"]);
}

#[test]
fn a_context_that_is_not_ours_is_ignored_and_said_to_be() {
    let now = moment(NOW);
    let with = |context: &str| {
        answer(&Asking {
            question: "vem talar då?",
            context: Some(context),
            now: &now,
            snapshot: real(),
        })
    };
    let without = ask(real(), NOW, &["vem talar då?"]);
    let ours = ask(real(), NOW, &["vad hände 2014?"]).context;
    let of_another_site = ask(twin(), NOW, &["vad hände 2031?"]).context;
    let other_case =
        |c: char| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let mangled: String = ours.chars().map(other_case).collect();
    let cut: String = ours.chars().skip(1).collect();
    for foreign in ["hej", "1AAAA", &cut, &mangled, &of_another_site, &"1A".repeat(100_000)] {
        let given = with(foreign);
        assert_eq!(given.text, without.text);
        assert!(given.interpretation.contains("gick inte att läsa"), "{}", given.interpretation);
    }
    assert_ne!(with(&ours).text, without.text);
    assert!(!with(&ours).interpretation.contains("gick inte att läsa"));
    assert!(!with("").interpretation.contains("gick inte att läsa"));
}

#[test]
fn a_context_holds_nothing_the_person_wrote() {
    let secret = "vad händer idag, hälsar Xerxes Xylofonsson";
    let context = ask(real(), NOW, &[secret]).context;
    assert_eq!(context, ask(real(), NOW, &["vad händer idag"]).context);
}

#[test]
fn what_is_suggested_has_an_answer() {
    for first in [
        "hjälp",
        "hej",
        "vad är nollplacerad?",
        "vem vinner melodifestivalen?",
        "vad hände 2014?",
        "vem är Leif Klingensjö?",
        "hur många är nollplacerade?",
    ] {
        let answer = ask(real(), NOW, &[first]);
        assert!(!answer.suggestions.is_empty(), "{first}");
        for next in &answer.suggestions {
            let then = ask(real(), NOW, &[first, next]);
            let known = !matches!(then.kind, NotStated | AnswerKind::NotUnderstood);
            assert!(known, "{first} > {next}: {}", then.text);
        }
    }
}
