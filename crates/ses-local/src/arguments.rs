//! The command line.

use std::{fmt, net::SocketAddr, path::PathBuf};

pub(crate) const HELP: &str = "\
ses-local: Amazon SES on your own machine, sending authorization included

It answers the v1 and v2 send calls of SES, checks every signature and every
policy as AWS would, and shows what it accepted and refused in an inbox.
Nothing is ever sent anywhere.

Usage: ses-local [--listen 127.0.0.1:8425] [--world FILE] [--open-to-network]
                 [--smtp ADDRESS:PORT] [--smtps ADDRESS:PORT]

  --listen ADDRESS:PORT  where to listen; port 0 takes any free one
                         (default 127.0.0.1:8425)
  --world FILE           accounts, identities, policies and sessions, in TOML;
                         without it, a small world of an owner and a delegate
  --print-world          print that small world, to start your own from
  --open-to-network      allow an address other machines can reach. Whoever
                         reaches it can read the inbox: there is no password
  --smtp ADDRESS:PORT    SMTP with STARTTLS too; SES has it on port 2587
  --smtps ADDRESS:PORT   SMTP in a TLS wrapper too; SES has it on port 2465
  --tls-certificate FILE --tls-key FILE
                         the certificate of the SMTP ports, in PEM; without
                         it, one is made for localhost
  --help                 this text
  --version              the version

Try it (paste the four export lines from the start of the output first):

  aws ses send-email --endpoint-url http://127.0.0.1:8425 --region us-east-1 \\
    --from you@owner.example --to someone@recipient.example \\
    --source-arn arn:aws:ses:us-east-1:111122223333:identity/owner.example \\
    --subject Hello --text 'Sent as someone else'

Then open http://127.0.0.1:8425/ and see why it was accepted.
";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Serve(Box<Serve>),
    Help,
    Version,
    PrintWorld,
}

/// What to serve, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Serve {
    pub(crate) listen: SocketAddr,
    pub(crate) world: Option<PathBuf>,
    pub(crate) open_to_network: bool,
    pub(crate) smtp: Option<SocketAddr>,
    pub(crate) smtps: Option<SocketAddr>,
    /// Certificate and key.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
}

/// A command line that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    Unknown(String),
    NoValue(&'static str),
    Twice(&'static str),
    NotAnAddress(&'static str, String),
    Reachable(&'static str, SocketAddr),
    NoPair,
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(found) => write!(
                f,
                "expected --listen, --world, --open-to-network, --smtp, --smtps, --tls-certificate, \
                 --tls-key, --print-world, --help or --version, \
                 but found '{found}'"
            ),
            Self::NoValue(flag) => write!(f, "expected a value after {flag}, but found none"),
            Self::Twice(flag) => write!(f, "expected {flag} once, but found it again"),
            Self::NoPair => {
                f.write_str("expected both --tls-certificate and --tls-key, or neither")
            }
            Self::NotAnAddress(flag, found) => {
                write!(f, "{flag}: expected ADDRESS:PORT like 127.0.0.1:8425, but found '{found}'")
            }
            Self::Reachable(flag, address) => write!(
                f,
                "{flag}: expected an address of this machine only, like 127.0.0.1:{}, but found \
                 '{address}', which others may reach; if that is wanted, add --open-to-network",
                address.port()
            ),
        }
    }
}

impl std::error::Error for ArgumentError {}

impl Command {
    pub(crate) fn parse(
        arguments: impl IntoIterator<Item = String>,
    ) -> Result<Self, ArgumentError> {
        let (mut listen, mut world, mut open_to_network) = (None, None, false);
        let (mut smtp, mut smtps, mut certificate, mut key) = (None, None, None, None);
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let (flag, joined) = match argument.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            match flag {
                "--listen" => set(&mut listen, "--listen", joined.or_else(|| arguments.next()))?,
                "--world" => set(&mut world, "--world", joined.or_else(|| arguments.next()))?,
                "--smtp" => set(&mut smtp, "--smtp", joined.or_else(|| arguments.next()))?,
                "--smtps" => set(&mut smtps, "--smtps", joined.or_else(|| arguments.next()))?,
                "--tls-certificate" => {
                    let value = joined.or_else(|| arguments.next());
                    set(&mut certificate, "--tls-certificate", value)?;
                }
                "--tls-key" => set(&mut key, "--tls-key", joined.or_else(|| arguments.next()))?,
                "--open-to-network" if joined.is_none() => open_to_network = true,
                "--help" | "-h" => return Ok(Self::Help),
                "--version" | "-V" => return Ok(Self::Version),
                "--print-world" => return Ok(Self::PrintWorld),
                _ => return Err(ArgumentError::Unknown(argument)),
            }
        }
        let listen = listen.unwrap_or_else(|| "127.0.0.1:8425".to_owned());
        let place = |flag, text: String| {
            let numeric = text.replacen("localhost:", "127.0.0.1:", 1);
            let address: SocketAddr =
                numeric.parse().map_err(|_| ArgumentError::NotAnAddress(flag, text))?;
            if !address.ip().is_loopback() && !open_to_network {
                return Err(ArgumentError::Reachable(flag, address));
            }
            Ok(address)
        };
        let tls = match (certificate, key) {
            (None, None) => None,
            (Some(certificate), Some(key)) => Some((certificate.into(), key.into())),
            _ => return Err(ArgumentError::NoPair),
        };
        Ok(Self::Serve(Box::new(Serve {
            listen: place("--listen", listen)?,
            world: world.map(PathBuf::from),
            open_to_network,
            smtp: smtp.map(|text| place("--smtp", text)).transpose()?,
            smtps: smtps.map(|text| place("--smtps", text)).transpose()?,
            tls,
        })))
    }
}

fn set(
    place: &mut Option<String>,
    flag: &'static str,
    value: Option<String>,
) -> Result<(), ArgumentError> {
    let value =
        value.filter(|value| !value.starts_with("--")).ok_or(ArgumentError::NoValue(flag))?;
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(ArgumentError::Twice(flag)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, ArgumentError> {
        Command::parse(line.split_whitespace().map(str::to_owned))
    }

    fn serve(listen: &str, world: Option<&str>, open_to_network: bool) -> Command {
        Command::Serve(Box::new(Serve {
            listen: listen.parse().unwrap(),
            world: world.map(PathBuf::from),
            open_to_network,
            smtp: None,
            smtps: None,
            tls: None,
        }))
    }

    #[test]
    fn command_lines_that_work() {
        assert_eq!(parse(""), Ok(serve("127.0.0.1:8425", None, false)));
        assert_eq!(
            parse("--listen localhost:0 --world w.toml"),
            Ok(serve("127.0.0.1:0", Some("w.toml"), false))
        );
        assert_eq!(parse("--listen=[::1]:9"), Ok(serve("[::1]:9", None, false)));
        assert_eq!(
            parse("--listen 0.0.0.0:1 --open-to-network"),
            Ok(serve("0.0.0.0:1", None, true))
        );
        assert_eq!(parse("-h"), Ok(Command::Help));
    }

    #[test]
    fn command_lines_that_do_not() {
        assert_eq!(parse("--lisen x"), Err(ArgumentError::Unknown("--lisen".into())));
        assert_eq!(parse("--world"), Err(ArgumentError::NoValue("--world")));
        assert_eq!(parse("--world --help"), Err(ArgumentError::NoValue("--world")));
        assert_eq!(parse("--world a --world b"), Err(ArgumentError::Twice("--world")));
        assert_eq!(
            parse("--listen 8425"),
            Err(ArgumentError::NotAnAddress("--listen", "8425".into()))
        );
        assert_eq!(parse("--tls-key k.pem"), Err(ArgumentError::NoPair));
        let error = parse("--smtp 0.0.0.0:2587").unwrap_err();
        assert!(error.to_string().starts_with("--smtp: "), "{error}");
        let error = parse("--listen 0.0.0.0:8425").unwrap_err();
        assert!(error.to_string().contains("--open-to-network"), "{error}");
    }
}
