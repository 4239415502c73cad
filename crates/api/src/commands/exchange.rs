//! What `push`, `pull`, `backup` and `restore` say to the person who runs them.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use finsam_stores::{DatabaseError, ExchangeError, Moves};

use super::check::in_swedish as of_folder;

/// Runs something that talks with a database: 0 when it is done, 1 when it was refused, 2 when folder or
/// database cannot be used.
pub(super) fn run(work: impl Future<Output = Result<String, ExchangeError>>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => {
            let _ = writeln!(io::stderr(), "Datorn ger ingen tråd: {error}.");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(said) => {
            let _ = write!(io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{}", in_swedish(&error));
            let is_refused = !matches!(error, ExchangeError::Store(_) | ExchangeError::Database(_));
            if is_refused { ExitCode::FAILURE } else { ExitCode::from(2) }
        }
    }
}

/// Each document that came, is otherwise or is gone, a line each.
pub(super) fn lines(moves: &Moves) -> String {
    let kinds = [("ny", &moves.new), ("ändrad", &moves.changed), ("borta", &moves.gone)];
    let line = |word: &str, path: &String| format!("{word:<7} {path}\n");
    kinds.iter().flat_map(|(word, paths)| paths.iter().map(move |path| line(word, path))).collect()
}

/// How many of each there are.
pub(super) fn counts(moves: &Moves) -> String {
    let Moves { new, changed, gone } = moves;
    format!("{} nya, {} ändrade, {} borta", new.len(), changed.len(), gone.len())
}

fn in_swedish(error: &ExchangeError) -> String {
    match error {
        ExchangeError::Store(error) => of_folder(error),
        ExchangeError::Database(error) => of_database(error),
        ExchangeError::Problems(problems) => {
            let told: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
            format!("{told}\nIngenting är skrivet: rätta först det som är fel.")
        }
        ExchangeError::Conflicts(paths) => format!(
            "Det här är ändrat både i mappen och i databasen sedan de senast möttes:\n  {}\n\
             Ingenting är skrivet. Välj sida: push --ours behåller mappens, pull --theirs databasens.",
            paths.join("\n  ")
        ),
        ExchangeError::Shrinks(held) => format!(
            "{} av {} dokument skulle försvinna på en gång. Ingenting är skrivet. Är det meningen, \
             lägg till --confirm.",
            held.missing, held.of
        ),
        ExchangeError::Inhabited => {
            "Där finns redan dokument. Ingenting är skrivet. Ska de ersättas, \
             lägg till --replace; de blir kvar i historiken."
                .to_owned()
        }
        ExchangeError::Busy => {
            "Andra skickar hela tiden. Ingenting är skrivet; försök igen om en stund.".to_owned()
        }
        ExchangeError::InDoubt(error) => format!(
            "{} Förbindelsen bröts i sista stund, så det kan vara skrivet eller inte. Kör samma sak \
             igen när databasen svarar: ingenting blir gjort två gånger.",
            of_database(error)
        ),
    }
}

fn of_database(error: &DatabaseError) -> String {
    match error {
        DatabaseError::Unreachable(hosts) => {
            format!("Databasen går inte att nå: {}.", hosts.join("; "))
        }
        DatabaseError::NoPrimary(why) => {
            format!("Ingen av databasens värdar tar emot ändringar just nu: {}.", why.join("; "))
        }
        DatabaseError::Lost(why) => format!("Förbindelsen med databasen bröts: {why}."),
        DatabaseError::Again(why) => format!("Databasen ber om ett nytt försök: {why}."),
        DatabaseError::Silent(patience) => {
            format!("Databasen har inte svarat på {} sekunder.", patience.as_secs())
        }
        DatabaseError::Empty => {
            "Databasen har inget innehåll ännu. Skicka dit en mapp med finsam push.".to_owned()
        }
        DatabaseError::Newer => {
            "Databasen hör till en senare version av finsam. Uppdatera programmet.".to_owned()
        }
        DatabaseError::Refused(why) => format!("Databasen säger nej: {why}."),
    }
}
