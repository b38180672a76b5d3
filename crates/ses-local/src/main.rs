//! The `ses-local` program: command line in, server and banner out.

mod arguments;
mod banner;

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::Path,
    process::ExitCode,
    time::SystemTime,
};

use ses_local::{Options, Realm, Server, World};
use tokio::net::TcpListener;

use crate::arguments::Command;

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Command::parse(std::env::args().skip(1)) {
        Ok(Command::Help) => print(arguments::HELP),
        Ok(Command::Version) => print(concat!("ses-local ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::PrintWorld) => print(ses_local::STANDARD_WORLD),
        Ok(Command::Serve { listen, world, open_to_network }) => {
            run(listen, world.as_deref(), open_to_network).await
        }
        Err(error) => {
            eprintln!("ses-local: {error}. See ses-local --help.");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("ses-local: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(listen: SocketAddr, file: Option<&Path>, open_to_network: bool) -> Result<(), String> {
    let now = SystemTime::now();
    let realm = match file {
        Some(file) => Realm::of_file(file, now),
        None => World::standard(now).map(Realm::fixed),
    };
    let realm = realm.map_err(|error| error.to_string())?;
    let listener = TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{listen} is in use by another program; choose another port with --listen, or 0 for any free one.")
        }
        _ => format!("cannot listen on {listen}: {error}"),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    banner::write(&mut io::stdout().lock(), address, &realm.world())
        .map_err(|error| error.to_string())?;

    let options = Options { log: true, open_to_network, ..Options::default() };
    let server = Server::new(realm, options);
    tokio::select! {
        served = server.http_until(listener, async { let _ = tokio::signal::ctrl_c().await; }) => {
            served.map_err(|error| error.to_string())
        }
        () = server.watch() => Ok(()),
    }
}

fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| error.to_string())
}
