//! What the operator decides.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    str::FromStr,
};

use clap::{Args, Parser, Subcommand, value_parser};
use finsam_stores::StoreUrl;
use url::Url;

use crate::{
    clock::Clock,
    graphql::Limits,
    http::KEPT_ANSWERS_BYTES,
    logs::{Filter, Format},
};

/// Serves Finsam content as a GraphQL API.
#[derive(Debug, Parser)]
#[command(name = "finsam", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without a word, serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to serve.
    #[command(flatten)]
    pub serve: Serve,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API
    Serve(Box<Serve>),
    /// Try a network: a hub and made-up members, in this process, that can be broken and mended
    Demo(Box<Demo>),
    /// Tell everything that is wrong with a content folder
    Check {
        /// The folder
        #[arg(default_value = "content")]
        dir: PathBuf,
    },
    /// Write a new document from a few questions
    #[command(subcommand)]
    New(New),
    /// Take what is newer in a content folder into a database, all of it or nothing
    Push(Push),
    /// Take what is newer in a database into a content folder
    Pull(Pull),
    /// Write all documents into one file
    Backup(Backup),
    /// Make a database or a folder from such a file
    Restore(Restore),
    /// Tell how many questions get right answers with their sources, and every one that does not
    Eval(Eval),
    /// Tell how well search finds what is sought, on lists that people judged
    EvalSearch {
        /// The lists: a judged query a line, as JSON
        #[arg(required = true, value_name = "FILE")]
        lists: Vec<PathBuf>,
        /// The content folder
        #[arg(long, env = "FINSAM_CONTENT", default_value = "content", value_name = "DIR")]
        content: PathBuf,
        /// What is public at this time is searched
        #[arg(long, env = "FINSAM_CLOCK", value_name = "TIME")]
        clock: Option<Clock>,
        /// Fail when the mean nDCG@10 of a list is lower, or a known item not among the first three
        #[arg(long, value_name = "NUMBER")]
        bar: Option<f64>,
    },
    /// Print the schema
    Schema {
        /// The subgraph's schema, for composing a federated graph
        #[arg(long)]
        federation: bool,
        /// By a later version of the specification, with what fields cost
        #[arg(long, requires = "federation")]
        costs: bool,
    },
}

/// The database of a command that needs one.
#[derive(Args, Clone, Debug)]
pub struct Store {
    /// The database, as postgres://user@host/database, of a cluster with host,host
    #[arg(long = "store", env = "FINSAM_STORE", value_name = "URL", hide_env_values = true)]
    pub url: StoreUrl,
}

/// What is taken into a database, and how.
#[derive(Args, Clone, Debug)]
pub struct Push {
    /// The folder
    #[arg(default_value = "content")]
    pub dir: PathBuf,
    /// Where to
    #[command(flatten)]
    pub store: Store,
    /// Who pushes, for the history
    #[arg(long, env = "FINSAM_AUTHOR", default_value = "", value_name = "NAME")]
    pub author: String,
    /// What changed on both sides becomes as it is in the folder
    #[arg(long)]
    pub ours: bool,
    /// The database becomes as the folder is, also where only the database changed
    #[arg(long)]
    pub mirror: bool,
    /// Most of the documents may be gone afterwards
    #[arg(long)]
    pub confirm: bool,
}

/// What is taken from a database, and how.
#[derive(Args, Clone, Debug)]
pub struct Pull {
    /// The folder
    #[arg(default_value = "content")]
    pub dir: PathBuf,
    /// Where from
    #[command(flatten)]
    pub store: Store,
    /// What changed on both sides becomes as it is in the database; what the folder said is kept as .bak
    #[arg(long)]
    pub theirs: bool,
}

/// Which store a backup is of or for.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// The content folder; named like this it goes before a database that is only set in the environment
    /// [default: content]
    #[arg(long, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// The database, instead of a folder [default: none]
    #[arg(long, env = "FINSAM_STORE", value_name = "URL", hide_env_values = true)]
    pub store: Option<StoreUrl>,
}

/// One of the two.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// A content folder.
    Folder(&'a Path),
    /// A database.
    Store(&'a StoreUrl),
}

impl Place {
    /// The database, or the folder where it is none.
    #[must_use]
    pub fn which(&self) -> Which<'_> {
        match (&self.content, &self.store) {
            (Some(folder), _) => Which::Folder(folder),
            (None, Some(url)) => Which::Store(url),
            (None, None) => Which::Folder(Path::new("content")),
        }
    }
}

/// What is backed up, and where to.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    /// The file, replaced if it is there
    pub file: PathBuf,
    /// What is backed up
    #[command(flatten)]
    pub from: Place,
}

/// What is restored, and where to.
#[derive(Args, Clone, Debug)]
pub struct Restore {
    /// The file
    pub file: PathBuf,
    /// What is made from it: a database says nothing else afterwards, a folder must not have the documents yet
    #[command(flatten)]
    pub into: Place,
    /// Who restores, for the history
    #[arg(long, env = "FINSAM_AUTHOR", default_value = "", value_name = "NAME")]
    pub author: String,
    /// The database may hold documents already, which are replaced and stay in its history
    #[arg(long)]
    pub replace: bool,
}

/// Which network is tried, and where.
#[derive(Args, Clone, Debug)]
pub struct Demo {
    /// How many members the hub has
    #[arg(
        long,
        default_value_t = 8,
        value_name = "NUMBER",
        value_parser = value_parser!(u16).range(1..=200)
    )]
    pub sites: u16,
    /// Where content, members.toml and what the servers remember are kept, and found again the next
    /// time [default: a temporary folder, removed in the end]
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The hub's port; its members have the ones after it. 0 for any that are free
    #[arg(long, default_value_t = 8400, value_name = "PORT")]
    pub port: u16,
    /// Another number gives other programmes
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// What is logged, on standard error; see `finsam --help`
    #[arg(long, env = "FINSAM_LOG", default_value = "warn", value_name = "FILTER")]
    pub log: Filter,
}

/// Which questions are asked of what, and what is enough.
#[derive(Args, Clone, Debug)]
pub struct Eval {
    /// The files: a question a line, as JSON, with what a right answer holds; tests/questions/README.md
    /// tells how they are written
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The content folder; of it is public what is public at the time a question is asked
    #[arg(long, env = "FINSAM_CONTENT", default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// Fail when fewer answers of a file are right and cited, in percent
    #[arg(long, default_value_t = 97.0, value_name = "PERCENT", value_parser = percent)]
    pub at_least: f64,
    /// Kinds of questions of which not one may be missed; none with an empty text
    #[arg(
        long,
        default_value = "hostile,unanswerable,schedule-trap",
        value_name = "KINDS",
        value_delimiter = ','
    )]
    pub flawless: Vec<String>,
    /// List the documents that no answer is about and none cites
    #[arg(long)]
    pub coverage: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| "write a number between 0 and 100".to_owned())
}

/// The documents that can be written from a few questions.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A seminar
    Seminar {
        /// The content folder
        #[arg(long, env = "FINSAM_CONTENT", default_value = "content", value_name = "DIR")]
        content: PathBuf,
    },
}

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The content folder
    #[arg(
        long,
        env = "FINSAM_CONTENT",
        default_value = "content",
        value_name = "DIR",
        help_heading = "Content"
    )]
    pub content: PathBuf,
    /// The database the content comes from, instead of a folder [default: none]
    #[arg(
        long,
        env = "FINSAM_STORE",
        value_name = "URL",
        hide_env_values = true,
        help_heading = "Content"
    )]
    pub store: Option<StoreUrl>,
    /// Freeze the calendar at a time, or with a + after it let it run on from there
    #[arg(long, env = "FINSAM_CLOCK", value_name = "TIME[+]", help_heading = "Content")]
    pub clock: Option<Clock>,
    /// Where the server is reached from outside, for the addresses in its answers [default: the
    /// address it listens on]
    #[arg(long, env = "FINSAM_PUBLIC_URL", value_name = "URL", help_heading = "Content")]
    pub public_url: Option<PublicUrl>,
    /// The members of a network, whose content is served beside this site's: a file that names them
    /// [default: none]
    #[arg(long, env = "FINSAM_MEMBERS", value_name = "FILE", help_heading = "Content")]
    pub members: Option<PathBuf>,
    /// Where to remember which changes were told to other sites; each server needs its own
    #[arg(
        long,
        env = "FINSAM_STATE",
        default_value = ".finsam-state",
        value_name = "DIR",
        help_heading = "Content"
    )]
    pub state: PathBuf,
    /// Connections, how long they last, and stopping
    #[command(flatten, next_help_heading = "Network")]
    pub network: Network,
    /// Memory for whole answers that were given before
    #[arg(
        long,
        env = "FINSAM_RESPONSE_CACHE_BYTES",
        default_value_t = KEPT_ANSWERS_BYTES,
        value_name = "BYTES",
        help_heading = "Memory"
    )]
    pub response_cache_bytes: usize,
    /// What one request may ask for
    #[command(flatten)]
    pub limits: Limits,
    /// How a line of the log is written, on standard error
    #[arg(
        long,
        env = "FINSAM_LOG_FORMAT",
        default_value = "text",
        value_name = "FORMAT",
        help_heading = "Log"
    )]
    pub log_format: Format,
    /// What is logged: a level, and after it others for parts of the program, such as
    /// info,finsam_api::requests=debug for a line per request
    #[arg(
        long,
        env = "FINSAM_LOG",
        default_value = "info",
        value_name = "FILTER",
        help_heading = "Log"
    )]
    pub log: Filter,
}

/// How the server is reached.
#[derive(Args, Clone, Copy, Debug)]
pub struct Network {
    /// Where to listen
    #[arg(long, env = "FINSAM_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Connections at a time, at most; others wait
    #[arg(
        long,
        env = "FINSAM_MAX_CONNECTIONS",
        default_value_t = 4_096,
        value_name = "NUMBER",
        value_parser = value_parser!(u32).range(1..=1_000_000)
    )]
    pub max_connections: u32,
    /// How long to go on answering, no longer ready, before stopping
    #[arg(
        long,
        env = "FINSAM_DRAIN_SECONDS",
        default_value_t = 1,
        value_name = "SECONDS",
        value_parser = value_parser!(u64).range(0..=300)
    )]
    pub drain_seconds: u64,
}

/// Where a server is reached from outside: an address of the web, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refusal = "write the address as https://exempel.se or https://exempel.se/finsam";
        let url = Url::parse(text).map_err(|_| refusal)?;
        let is_plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !is_plain {
            return Err(refusal.to_owned());
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn every_setting_has_its_variable_and_is_told_to_operators() {
        use clap::CommandFactory;
        let docs = include_str!("../../../docs/operating.md");
        let command = Cli::command();
        let own = |arg: &&clap::Arg| !matches!(arg.get_id().as_str(), "help" | "version");
        for arg in command.get_arguments().filter(own) {
            let flag = format!("--{}", arg.get_long().unwrap());
            let variable = flag.replace("--", "FINSAM_").replace('-', "_").to_uppercase();
            assert_eq!(arg.get_env().and_then(|name| name.to_str()), Some(&*variable));
            assert!(docs.contains(&format!("| `{flag}`, `{variable}` |")), "{flag} is not told");
            assert!(arg.get_help_heading().is_some(), "{flag} stands under no heading");
        }
    }

    #[test]
    fn a_public_url_is_an_address_of_the_web() {
        let check = |text: &str, expected: Option<&str>| {
            let url = text.parse::<PublicUrl>().ok();
            assert_eq!(url.as_ref().map(PublicUrl::as_str), expected, "{text:?}");
        };
        check("https://exempel.test", Some("https://exempel.test"));
        check("https://exempel.test/", Some("https://exempel.test"));
        check("http://127.0.0.1:8080/finsam/", Some("http://127.0.0.1:8080/finsam"));
        for wrong in
            ["", "exempel.test", "nonsense blah", "ftp://exempel.test", "javascript:alert(1)"]
        {
            check(wrong, None);
        }
        for wrong in ["https://", "https://ada:hemligt@exempel.test", "https://exempel.test?a=b"] {
            check(wrong, None);
        }
    }
}
