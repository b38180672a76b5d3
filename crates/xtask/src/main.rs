//! The one front door of the repository. No dependencies, so that it compiles in a second.

mod apt;
mod bench;
mod browser;
mod build;
mod check;
mod chromium;
mod clients;
mod dev;
mod fuzz;
mod http;
mod leash;
mod node;
mod npm;
mod outputs;
mod peers;
mod ports;
mod process;
mod python;
mod steps;
mod test;
mod tools;
mod words;
mod workspace;

use std::process::ExitCode;

use process::{Outcome, fail};
use words::say;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask <command>: the one front door of this repository

  dev     the composer and a local SES on this machine, rebuilt as you edit
            --port N        the composer's port (8080)
            --ses-port N    the local SES's port (8425)
            --no-open       do not open a browser
            --check         start everything, see that it answers, stop
  test    every test; `cargo xtask test NAME...` runs the named steps only
            --list          name the steps
  build   the composer as static files in dist/, ready to be hosted
  npm     the npm package in target/npm
  bench   the npm package against nodemailer and the AWS SDK, ses-local against moto and ministack;
            `cargo xtask bench NAME...` the named ones only: memory, speed, ses-local
  fuzz    feeds the core with what libFuzzer makes up; `cargo xtask fuzz TARGET...` the named targets only
            --seconds N     how long each (60)
            --list          name the targets
  check   formatting, lints, licences, docs, dependency rules
  help    this text

Each command installs what it needs and says so. Tools are built once into
$SES_DELEGATE_CACHE, else $XDG_CACHE_HOME/ses-delegate, else ~/.cache/ses-delegate.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let command = arguments.first().map_or("help", String::as_str);
    match dispatch(command, arguments.get(1..).unwrap_or_default()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            words::complain(format_args!("\ncargo xtask {command}: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, arguments: &[String]) -> Outcome {
    let wants_help = arguments.iter().any(|argument| argument == "--help" || argument == "-h");
    if wants_help || matches!(command, "help" | "--help" | "-h") {
        say(HELP);
        return Ok(());
    }
    match command {
        "dev" => dev::run(&Workspace::find()?, arguments),
        "test" => test::run(&Workspace::find()?, arguments),
        "build" => no_arguments(arguments).and_then(|()| build::run(&Workspace::find()?)),
        "npm" => no_arguments(arguments).and_then(|()| npm::run(&Workspace::find()?)),
        "bench" => bench::run(&Workspace::find()?, arguments),
        "fuzz" => fuzz::run(&Workspace::find()?, arguments),
        "check" => no_arguments(arguments).and_then(|()| check::run(&Workspace::find()?)),
        _ => fail("no such command; `cargo xtask help` lists them."),
    }
}

fn no_arguments(arguments: &[String]) -> Outcome {
    match arguments.first() {
        None => Ok(()),
        Some(unknown) => {
            fail(format!("expected no argument, but found `{unknown}`; see `cargo xtask help`."))
        }
    }
}
