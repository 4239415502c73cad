//! What the operator decides.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;

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
    Serve(Serve),
    /// Tell everything that is wrong with a content folder
    Check {
        /// The folder
        #[arg(default_value = "content")]
        dir: PathBuf,
    },
    /// Write a new document from a few questions
    #[command(subcommand)]
    New(New),
    /// Print the schema
    Schema {
        /// The subgraph's schema, for composing a federated graph
        #[arg(long)]
        federation: bool,
    },
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
    #[arg(long, env = "FINSAM_CONTENT", default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// Where to listen
    #[arg(long, env = "FINSAM_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Freeze the calendar at a time, or with a + after it let it run on from there
    #[arg(long, env = "FINSAM_CLOCK", value_name = "TIME[+]")]
    pub clock: Option<Clock>,
    /// Where the server is reached from outside, for the addresses in its answers [default: the
    /// address it listens on]
    #[arg(long, env = "FINSAM_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}
