//! The command line.

use std::{ffi::OsString, fmt, net::SocketAddr, path::PathBuf};

use lexopt::{
    Arg::{Long, Short},
    Parser, ValueExt,
};
use ses_local::{Cors, UnknownCors};

pub(crate) const HELP: &str = include_str!("../assets/help.txt");

/// Where SES's own SMTP servers listen, as far as no privilege is needed.
const HTTP: &str = "127.0.0.1:8425";
const SMTP: &str = "127.0.0.1:2587";
const SMTPS: &str = "127.0.0.1:2465";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Serve(Box<Settings>),
    Help,
    Version,
    PrintWorld,
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub listen: SocketAddr,
    /// SMTP with STARTTLS, and SMTP in TLS; none with `--no-smtp`.
    pub smtp: Option<[Port; 2]>,
    pub world: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub cors: Cors,
    pub strict_from: bool,
    /// A certificate and its key, PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
    pub open_to_network: bool,
    pub quiet: bool,
}

/// A port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Port {
    pub address: SocketAddr,
    /// Whether the user named it: if not, any free port does as well.
    pub named: bool,
}

/// A command line that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    /// In the words of the parser: it names the argument.
    Unreadable(String),
    Twice(&'static str),
    NotAnAddress(&'static str, String),
    Cors(UnknownCors),
    Reachable(&'static str, SocketAddr),
    Together(&'static str, &'static str),
    Apart(&'static str, &'static str),
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(problem) => f.write_str(problem),
            Self::Twice(flag) => write!(f, "expected {flag} once, but found it again"),
            Self::NotAnAddress(flag, found) => {
                write!(f, "{flag}: expected ADDRESS:PORT like {HTTP}, but found '{found}'")
            }
            Self::Cors(problem) => write!(f, "--cors: {problem}"),
            Self::Reachable(flag, address) => write!(
                f,
                "{flag}: expected an address of this machine only, like 127.0.0.1:{}, but found \
                 '{address}', which others may reach; if that is wanted, add --open-to-network",
                address.port()
            ),
            Self::Together(one, other) => {
                write!(f, "expected {one} and {other} together, but found only one of them")
            }
            Self::Apart(one, other) => {
                write!(f, "expected {one} or {other}, but found both")
            }
        }
    }
}

impl std::error::Error for ArgumentError {}

impl Command {
    pub(crate) fn parse(
        arguments: impl IntoIterator<Item = OsString>,
    ) -> Result<Self, ArgumentError> {
        let mut given = Given::default();
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next().map_err(unreadable)? {
            match argument {
                Long("listen") => text(&mut parser, &mut given.listen, "--listen")?,
                Long("smtp") => text(&mut parser, &mut given.smtp, "--smtp")?,
                Long("smtps") => text(&mut parser, &mut given.smtps, "--smtps")?,
                Long("no-smtp") => given.no_smtp = true,
                Long("world") => path(&mut parser, &mut given.world, "--world")?,
                Long("data") => path(&mut parser, &mut given.data, "--data")?,
                Long("cors") => {
                    let cors = parser.value().and_then(ValueExt::string).map_err(unreadable)?;
                    let cors = cors.parse().map_err(ArgumentError::Cors)?;
                    once(&mut given.cors, cors, "--cors")?;
                }
                Long("strict-from") => given.strict_from = true,
                Long("tls-certificate") => {
                    path(&mut parser, &mut given.certificate, "--tls-certificate")?;
                }
                Long("tls-key") => path(&mut parser, &mut given.key, "--tls-key")?,
                Long("open-to-network") => given.open_to_network = true,
                Long("quiet") | Short('q') => given.quiet = true,
                Long("help") | Short('h') => return Ok(Self::Help),
                Long("version") | Short('V') => return Ok(Self::Version),
                Long("print-world") => return Ok(Self::PrintWorld),
                other => return Err(unreadable(other.unexpected())),
            }
        }
        given.settings().map(|settings| Self::Serve(Box::new(settings)))
    }
}

/// The flags as they came.
#[derive(Default)]
struct Given {
    listen: Option<String>,
    smtp: Option<String>,
    smtps: Option<String>,
    no_smtp: bool,
    world: Option<PathBuf>,
    data: Option<PathBuf>,
    cors: Option<Cors>,
    strict_from: bool,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
    open_to_network: bool,
    quiet: bool,
}

impl Given {
    fn settings(self) -> Result<Settings, ArgumentError> {
        let open = self.open_to_network;
        let listen = address("--listen", self.listen.as_deref().unwrap_or(HTTP), open)?;
        let smtp = match (self.no_smtp, &self.smtp, &self.smtps) {
            (true, None, None) => None,
            (true, Some(_), _) => return Err(ArgumentError::Apart("--no-smtp", "--smtp")),
            (true, None, Some(_)) => return Err(ArgumentError::Apart("--no-smtp", "--smtps")),
            (false, starttls, wrapped) => {
                let port = |flag, given: &Option<String>, standard: &str| {
                    let text = given.as_deref().unwrap_or(standard);
                    let mut address = address(flag, text, open)?;
                    // Any port for HTTP: the program runs beside others like it.
                    if given.is_none() && listen.port() == 0 {
                        address.set_port(0);
                    }
                    Ok(Port { address, named: given.is_some() })
                };
                Some([port("--smtp", starttls, SMTP)?, port("--smtps", wrapped, SMTPS)?])
            }
        };
        let tls = match (self.certificate, self.key) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            (None, None) => None,
            _ => return Err(ArgumentError::Together("--tls-certificate", "--tls-key")),
        };
        Ok(Settings {
            listen,
            smtp,
            world: self.world,
            data: self.data,
            cors: self.cors.unwrap_or_default(),
            strict_from: self.strict_from,
            tls,
            open_to_network: open,
            quiet: self.quiet,
        })
    }
}

fn address(flag: &'static str, text: &str, open: bool) -> Result<SocketAddr, ArgumentError> {
    let numeric = text.replacen("localhost:", "127.0.0.1:", 1);
    let address: SocketAddr =
        numeric.parse().map_err(|_| ArgumentError::NotAnAddress(flag, text.to_owned()))?;
    if !address.ip().is_loopback() && !open {
        return Err(ArgumentError::Reachable(flag, address));
    }
    Ok(address)
}

fn text(
    parser: &mut Parser,
    place: &mut Option<String>,
    flag: &'static str,
) -> Result<(), ArgumentError> {
    let value = parser.value().and_then(ValueExt::string).map_err(unreadable)?;
    once(place, value, flag)
}

fn path(
    parser: &mut Parser,
    place: &mut Option<PathBuf>,
    flag: &'static str,
) -> Result<(), ArgumentError> {
    let value = parser.value().map_err(unreadable)?;
    once(place, value.into(), flag)
}

fn once<T>(place: &mut Option<T>, value: T, flag: &'static str) -> Result<(), ArgumentError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(ArgumentError::Twice(flag)),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by value")]
fn unreadable(error: lexopt::Error) -> ArgumentError {
    ArgumentError::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, ArgumentError> {
        Command::parse(line.split_whitespace().map(OsString::from))
    }

    fn settings(line: &str) -> Settings {
        match parse(line) {
            Ok(Command::Serve(settings)) => *settings,
            other => panic!("{line}: {other:?}"),
        }
    }

    fn error(line: &str) -> String {
        parse(line).unwrap_err().to_string()
    }

    #[test]
    fn without_flags_only_this_machine_is_served() {
        let found = settings("");
        assert_eq!(found.listen.to_string(), "127.0.0.1:8425");
        let smtp = found.smtp.unwrap().map(|port| (port.address.to_string(), port.named));
        assert_eq!(smtp, [("127.0.0.1:2587".into(), false), ("127.0.0.1:2465".into(), false)]);
        assert_eq!(found.cors, Cors::All);
        assert!(!found.strict_from && !found.open_to_network && found.data.is_none());
    }

    #[test]
    fn flags_are_taken() {
        let found = settings(
            "--listen localhost:0 --world w.toml --data=d --cors v1-only --strict-from --quiet \
             --tls-certificate c.pem --tls-key k.pem --smtps [::1]:9",
        );
        assert_eq!(found.listen.to_string(), "127.0.0.1:0");
        assert_eq!(found.world, Some("w.toml".into()));
        assert_eq!(found.data, Some("d".into()));
        assert_eq!(found.cors, Cors::V1Only);
        assert_eq!(found.tls, Some(("c.pem".into(), "k.pem".into())));
        assert!(found.strict_from && found.quiet);
        let smtp = found.smtp.unwrap().map(|port| (port.address.to_string(), port.named));
        assert_eq!(smtp, [("127.0.0.1:0".into(), false), ("[::1]:9".into(), true)]);
        assert_eq!(settings("--no-smtp").smtp, None);
        assert_eq!(settings("--listen=[::1]:9").listen.to_string(), "[::1]:9");
        assert!(settings("--listen 0.0.0.0:1 --open-to-network").open_to_network);
        assert_eq!(parse("-h"), Ok(Command::Help));
    }

    #[test]
    fn what_cannot_be_is_named() {
        for (line, parts) in [
            ("--lisen x", &["--lisen"][..]),
            ("stray", &["stray"]),
            ("--world", &["--world"]),
            ("--world a --world b", &["expected --world once"]),
            ("--listen 8425", &["--listen: expected ADDRESS:PORT", "'8425'"]),
            ("--listen 0.0.0.0:8425", &["--listen", "--open-to-network"]),
            ("--smtp 0.0.0.0:25", &["--smtp:", "--open-to-network"]),
            ("--no-smtp --smtps 127.0.0.1:1", &["--no-smtp or --smtps"]),
            ("--tls-key k.pem", &["--tls-certificate and --tls-key together"]),
            ("--cors some", &["--cors: expected all, v1-only or none, but found 'some'"]),
            ("--strict-from=yes", &["--strict-from"]),
        ] {
            let found = error(line);
            assert!(parts.iter().all(|part| found.contains(part)), "{line}: {found}");
        }
    }
}
