//! The command line.

use std::{fmt, net::SocketAddr, path::PathBuf};

pub(crate) const HELP: &str = "\
ses-local: Amazon SES on your own machine, sending authorization included

It answers the v1 and v2 send calls of SES, checks every signature and every
policy as AWS would, and shows what it accepted and refused in an inbox.
Nothing is ever sent anywhere.

Usage: ses-local [--listen 127.0.0.1:8425] [--world FILE] [--open-to-network]

  --listen ADDRESS:PORT  where to listen; port 0 takes any free one
                         (default 127.0.0.1:8425)
  --world FILE           accounts, identities, policies and sessions, in TOML;
                         without it, a small world of an owner and a delegate
  --print-world          print that small world, to start your own from
  --open-to-network      allow an address other machines can reach. Whoever
                         reaches it can read the inbox: there is no password
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
    Serve { listen: SocketAddr, world: Option<PathBuf>, open_to_network: bool },
    Help,
    Version,
    PrintWorld,
}

/// A command line that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    Unknown(String),
    NoValue(&'static str),
    Twice(&'static str),
    NotAnAddress(String),
    Reachable(SocketAddr),
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(found) => write!(
                f,
                "expected --listen, --world, --open-to-network, --print-world, --help or --version, \
                 but found '{found}'"
            ),
            Self::NoValue(flag) => write!(f, "expected a value after {flag}, but found none"),
            Self::Twice(flag) => write!(f, "expected {flag} once, but found it again"),
            Self::NotAnAddress(found) => {
                write!(
                    f,
                    "--listen: expected ADDRESS:PORT like 127.0.0.1:8425, but found '{found}'"
                )
            }
            Self::Reachable(address) => write!(
                f,
                "--listen: expected an address of this machine only, like 127.0.0.1:{}, but found \
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
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let (flag, joined) = match argument.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            match flag {
                "--listen" => set(&mut listen, "--listen", joined.or_else(|| arguments.next()))?,
                "--world" => set(&mut world, "--world", joined.or_else(|| arguments.next()))?,
                "--open-to-network" if joined.is_none() => open_to_network = true,
                "--help" | "-h" => return Ok(Self::Help),
                "--version" | "-V" => return Ok(Self::Version),
                "--print-world" => return Ok(Self::PrintWorld),
                _ => return Err(ArgumentError::Unknown(argument)),
            }
        }
        let listen = listen.unwrap_or_else(|| "127.0.0.1:8425".to_owned());
        let numeric = listen.replacen("localhost:", "127.0.0.1:", 1);
        let address: SocketAddr =
            numeric.parse().map_err(|_| ArgumentError::NotAnAddress(listen))?;
        if !address.ip().is_loopback() && !open_to_network {
            return Err(ArgumentError::Reachable(address));
        }
        Ok(Self::Serve { listen: address, world: world.map(PathBuf::from), open_to_network })
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
        Command::Serve {
            listen: listen.parse().unwrap(),
            world: world.map(PathBuf::from),
            open_to_network,
        }
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
        assert_eq!(parse("--listen 8425"), Err(ArgumentError::NotAnAddress("8425".into())));
        let error = parse("--listen 0.0.0.0:8425").unwrap_err();
        assert!(error.to_string().contains("--open-to-network"), "{error}");
    }
}
