//! The `ses-local` program: command line in, server and banner out.

mod arguments;
mod banner;

use std::{
    io::{self, Write},
    net::SocketAddr,
    process::ExitCode,
    time::SystemTime,
};

use ses_local::{Certificate, Mode, Options, Realm, Server, World};
use tokio::net::TcpListener;

use crate::arguments::{Command, Serve};

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Command::parse(std::env::args().skip(1)) {
        Ok(Command::Help) => print(arguments::HELP),
        Ok(Command::Version) => print(concat!("ses-local ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::PrintWorld) => print(ses_local::STANDARD_WORLD),
        Ok(Command::Serve(serve)) => run(*serve).await,
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

async fn run(serve: Serve) -> Result<(), String> {
    let now = SystemTime::now();
    let realm = match serve.world.as_deref() {
        Some(file) => Realm::of_file(file, now),
        None => World::standard(now).map(Realm::fixed),
    };
    let realm = realm.map_err(|error| error.to_string())?;
    let certificate = match &serve.tls {
        Some((certificate, key)) => Certificate::load(certificate, key),
        None => Certificate::generate(),
    };
    let certificate = certificate.map_err(|error| error.to_string())?;
    let (listener, address) = bind(serve.listen, "--listen").await?;
    let mut smtp = Vec::new();
    for (place, flag, mode) in
        [(serve.smtp, "--smtp", Mode::StartTls), (serve.smtps, "--smtps", Mode::Wrapper)]
    {
        if let Some(place) = place {
            let (listener, address) = bind(place, flag).await?;
            smtp.push((listener, address, mode));
        }
    }
    banner::write(&mut io::stdout().lock(), address, &realm.world())
        .map_err(|error| error.to_string())?;

    let options =
        Options { log: true, open_to_network: serve.open_to_network, ..Options::default() };
    let server = Server::new(realm, options);
    for (listener, address, mode) in smtp {
        let how = if mode == Mode::StartTls { "with STARTTLS" } else { "in a TLS wrapper" };
        println!("SMTP {how} on {address}");
        let (server, certificate) = (server.clone(), certificate.clone());
        tokio::spawn(async move { server.smtp(listener, mode, &certificate).await });
    }
    tokio::select! {
        served = server.http_until(listener, async { let _ = tokio::signal::ctrl_c().await; }) => {
            served.map_err(|error| error.to_string())
        }
        () = server.watch() => Ok(()),
    }
}

async fn bind(place: SocketAddr, flag: &str) -> Result<(TcpListener, SocketAddr), String> {
    let listener = TcpListener::bind(place).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{place} is in use by another program; choose another port with {flag}, or 0 for any free one.")
        }
        _ => format!("cannot listen on {place}: {error}"),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok((listener, address))
}

fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| error.to_string())
}
