//! The program `finsam`.

use std::process::ExitCode;

use clap::Parser;
use finsam_api::{
    commands,
    settings::{Cli, Command, New},
};
use mimalloc::MiMalloc;

/// A large content is millions of small pieces of memory, and an answer is hundreds: this one makes
/// them sooner than the system's, and gives back more of what a load has let go of.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve(Box::new(cli.serve))) {
        Command::Serve(settings) => commands::serve::run(*settings),
        Command::Demo(settings) => commands::demo::run(*settings),
        Command::Check { dir } => commands::check::run(&dir),
        Command::Push(settings) => commands::push::run(settings),
        Command::Pull(settings) => commands::pull::run(&settings),
        Command::Backup(settings) => commands::backup::back_up(&settings),
        Command::Restore(settings) => commands::backup::restore(&settings),
        Command::Eval(settings) => commands::eval::run(&settings),
        Command::EvalSearch { lists, content, clock, bar } => {
            commands::eval_search::run(&lists, &content, &clock.unwrap_or_default().now(), bar)
        }
        Command::New(New::Seminar { content }) => commands::new_seminar::run(&content),
        Command::Schema { federation, costs } => commands::schema::run(federation, costs),
    }
}
