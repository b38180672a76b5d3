//! The address of a `MAIL` or `RCPT` command.

use crate::address::{Mailbox, is_mailbox};

/// A command whose address is in angle brackets: SES takes it without them too,
/// as `MAIL FROM:someone@owner.example`, but the parser does not.
pub(super) fn bracketed(line: &[u8]) -> Vec<u8> {
    let verb = line.get(..4).unwrap_or_default();
    let colon = line.iter().position(|byte| *byte == b':');
    let Some(colon) =
        colon.filter(|_| verb.eq_ignore_ascii_case(b"MAIL") || verb.eq_ignore_ascii_case(b"RCPT"))
    else {
        return line.to_vec();
    };
    let (command, rest) = line.split_at(colon + 1);
    let rest = rest.trim_ascii_start();
    if rest.first() == Some(&b'<') || rest.is_empty() {
        return line.to_vec();
    }
    let end = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
    let (address, parameters) = rest.split_at(end);
    [command, b"<", address, b">", parameters].concat()
}

/// The address in the first angle brackets, as it is written; none if it is
/// empty or no address. A source route is left out.
pub(super) fn address(line: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(line).ok()?;
    let (_, rest) = text.split_once('<')?;
    let (mut quoted, mut escaped) = (false, false);
    let end = rest.find(|character| {
        let ends = character == '>' && !quoted;
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && character == '\\' && !escaped;
        ends
    })?;
    let path = &rest[..end];
    let address = match path.split_once(':') {
        Some((route, address)) if route.starts_with('@') => address,
        _ => path,
    };
    let mailbox = Mailbox::parse(address).ok().filter(|_| is_mailbox(address))?;
    Some(mailbox.address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_they_are_written() {
        for (line, expected) in [
            ("MAIL FROM:<a@b.example>", Some("a@b.example")),
            ("MAIL FROM: <a@b.example> BODY=8BITMIME", Some("a@b.example")),
            ("mail from:a@b.example", Some("a@b.example")),
            ("RCPT TO: a@b.example SIZE=1", Some("a@b.example")),
            ("RCPT TO:<\"a > b\"@c.example>", Some("\"a > b\"@c.example")),
            ("RCPT TO:<@x.example,@y.example:a@b.example>", Some("a@b.example")),
            ("MAIL FROM:<>", None),
            ("MAIL FROM:<postmaster>", None),
            ("MAIL FROM:<a@b.example", None),
            ("RCPT TO:<a@bücher.example>", None),
        ] {
            let found = address(&bracketed(line.as_bytes()));
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }
}
