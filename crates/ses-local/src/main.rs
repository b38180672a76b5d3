//! The `ses-local` program: command line in, server and banner out.

mod arguments;
mod banner;

use std::{
    io::{self, Write},
    net::SocketAddr,
    process::ExitCode,
    time::SystemTime,
};

use ses_local::{About, Certificate, Mode, Options, Realm, Server, World};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    arguments::{Command, Port, Settings},
    banner::Places,
};

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Command::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => print(arguments::HELP),
        Ok(Command::Version) => print(concat!("ses-local ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::PrintWorld) => print(ses_local::STANDARD_WORLD),
        Ok(Command::Serve(settings)) => run(*settings).await,
        Err(error) => {
            let _ = writeln!(io::stderr(), "ses-local: {error}. See ses-local --help.");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(io::stderr(), "ses-local: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<(), String> {
    let now = SystemTime::now();
    let realm = match &settings.world {
        Some(file) => Realm::of_file(file, now).map_err(|error| {
            let hint = "ses-local --print-world prints one to start from.";
            if file.exists() { error.to_string() } else { format!("{error}. {hint}") }
        })?,
        None => World::standard(now).map(Realm::fixed).map_err(text)?,
    };
    let http = listen(Port { address: settings.listen, named: true }, "--listen").await?;
    let mut places = Places { http: address(&http)?, smtp: Vec::new() };
    let mut smtp = Vec::new();
    let modes = [(Mode::StartTls, "--smtp"), (Mode::Wrapper, "--smtps")];
    for (port, (mode, flag)) in settings.smtp.into_iter().flatten().zip(modes) {
        let listener = listen(port, flag).await?;
        places.smtp.push((mode, address(&listener)?));
        smtp.push((mode, listener));
    }
    let certificate = match &settings.tls {
        Some((certificate, key)) => Certificate::load(certificate, key)
            .map_err(|error| format!("--tls-certificate, --tls-key: {error}"))?,
        None => Certificate::generate().map_err(text)?,
    };
    let options = Options {
        log: !settings.quiet,
        open_to_network: settings.open_to_network,
        strict_from: settings.strict_from,
        cors: settings.cors,
        about: About {
            starttls: places.of(Mode::StartTls),
            wrapper: places.of(Mode::Wrapper),
            certificate: settings.smtp.map(|_| certificate.pem().to_owned()),
        },
        ..Options::default()
    };
    let world = realm.world();
    let server = match &settings.data {
        Some(directory) => Server::open(realm, options, directory).map_err(text)?,
        None => Server::new(realm, options),
    };
    // Before anyone can know that the program runs, and end it.
    let stop = asked_to_end();
    match banner::write(&mut io::stdout().lock(), &places, &world) {
        // Who wanted its first line only has it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written.map_err(text)?,
    }
    let mut smtp_ends = JoinSet::new();
    for (mode, listener) in smtp {
        let (server, certificate) = (server.clone(), certificate.clone());
        smtp_ends.spawn(async move { server.smtp(listener, mode, &certificate).await });
    }
    tokio::select! {
        ended = server.http_until(http, stop) => ended.map_err(text)?,
        () = server.watch() => {}
    }
    while smtp_ends.join_next().await.is_some() {}
    Ok(())
}

/// Ready at Ctrl-C and at SIGTERM, which are listened for from the call on. Without
/// a handler for one of them there is no stopping by it but by force.
#[cfg(unix)]
fn asked_to_end() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn heard(signal: Option<Signal>) {
        match signal {
            Some(mut signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        }
    }
    let [interrupt, terminate] =
        [SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok());
    async {
        tokio::select! {
            () = heard(interrupt) => {}
            () = heard(terminate) => {}
        }
    }
}

/// Ready at Ctrl-C.
#[cfg(not(unix))]
async fn asked_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// Listens where the user said; where nobody said anything, a busy port may
/// be replaced by any other.
async fn listen(port: Port, flag: &str) -> Result<TcpListener, String> {
    let Port { mut address, named } = port;
    match TcpListener::bind(address).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && !named => {
            address.set_port(0);
            TcpListener::bind(address).await.map_err(text)
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(format!(
            "{address} is in use by another program, perhaps another ses-local; \
             name another, or {flag} {}:0 for any free one.",
            address.ip()
        )),
        Err(error) => Err(format!("{flag}: cannot listen on {address}: {error}")),
        Ok(listener) => Ok(listener),
    }
}

fn address(listener: &TcpListener) -> Result<SocketAddr, String> {
    listener.local_addr().map_err(text)
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn text(error: impl ToString) -> String {
    error.to_string()
}

fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| error.to_string())
}
