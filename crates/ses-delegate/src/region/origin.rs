//! An origin that somebody typed, as a browser would write it into `Host`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::error::ParseError;

/// A scheme, a host and perhaps a port, without a trailing slash.
///
/// # Errors
/// `endpoint.syntax`, `endpoint.insecure`.
pub(super) fn read(text: &str) -> Result<String, ParseError> {
    let bare = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let syntax = || {
        ParseError::quoting(
            "endpoint.syntax",
            "an origin such as http://127.0.0.1:8425, without a path",
            text,
        )
    };
    let (scheme, authority) = bare.split_once("://").ok_or_else(syntax)?;
    let (host, port) = split_port(authority).ok_or_else(syntax)?;
    let default_port = match scheme {
        "https" => 443,
        "http" if is_loopback(&host) => 80,
        "http" => {
            return Err(ParseError::quoting(
                "endpoint.insecure",
                "https, or http to this machine (127.0.0.1, [::1], localhost)",
                text,
            ));
        }
        _ => return Err(syntax()),
    };
    // A browser leaves a default port out of Host, and Host is signed.
    Ok(match port {
        Some(port) if port != default_port => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    })
}

/// `host` and `port` of an authority, the host as a browser writes it into
/// `Host`; none if it holds anything else.
fn split_port(authority: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            let port = match after {
                "" => None,
                after => Some(after.strip_prefix(':')?),
            };
            (format!("[{}]", address.parse::<Ipv6Addr>().ok()?), port)
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (named_host(host)?, Some(port)),
            None => (named_host(authority)?, None),
        },
    };
    let port = match port {
        None => None,
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(digits.parse().ok()?),
        Some(_) => return None,
    };
    Some((host, port))
}

/// A name or a whole IPv4 address. What ends in a number is an address to a
/// browser, which would rewrite `127.1` and `0x7f.0x1`.
fn named_host(host: &str) -> Option<String> {
    let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let last = host.rsplit('.').next()?;
    let numeric = match last.strip_prefix("0x") {
        Some(rest) => rest.bytes().all(|b| b.is_ascii_hexdigit()),
        None => last.bytes().all(|b| b.is_ascii_digit()),
    };
    let good = if numeric { host.parse::<Ipv4Addr>().is_ok() } else { host.bytes().all(letters) };
    (good && !last.is_empty()).then(|| host.to_owned())
}

pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}
