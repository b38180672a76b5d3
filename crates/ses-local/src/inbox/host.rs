//! Which `Host` headers the inbox answers to.
//!
//! A foreign site can point its own name at 127.0.0.1 and then read the inbox as
//! its own page (DNS rebinding). Its name still stands in the Host header.

use std::net::IpAddr;

/// Whether `host` names this machine. Opened to the network, IP addresses pass
/// too: rebinding needs a name.
pub(crate) fn is_trusted(host: &str, open_to_network: bool) -> bool {
    let name = without_port(host);
    let literal = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    if let Ok(address) = literal.parse::<IpAddr>() {
        return open_to_network || address.is_loopback();
    }
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::is_trusted;

    #[test]
    fn only_this_machine_is_trusted() {
        for (host, closed, open) in [
            ("127.0.0.1:8425", true, true),
            ("localhost", true, true),
            ("LocalHost:80", true, true),
            ("ses.localhost:8425", true, true),
            ("[::1]:8425", true, true),
            ("192.168.1.5:8425", false, true),
            ("evil.example:8425", false, false),
            ("localhost.evil.example", false, false),
            ("127.0.0.1.evil.example", false, false),
            ("", false, false),
            ("127.0.0.1:8425@evil.example", false, false),
        ] {
            assert_eq!(is_trusted(host, false), closed, "{host}");
            assert_eq!(is_trusted(host, true), open, "{host}, open");
        }
    }
}
