//! Links that prefill the form: `#endpoint=…&from-arn=…&to=…&subject=…`.
//!
//! A link may come from anybody, so it can name no credentials and no server
//! but this machine's, and it never sends.

use percent_encoding::percent_decode_str;
use ses_delegate::Draft;

use crate::field::Field;
use crate::place::is_loopback;

/// Fills `draft` from the location's hash; true if anything was.
pub(crate) fn prefill(draft: &mut Draft, hash: &str) -> bool {
    let mut filled = false;
    for pair in hash.trim_start_matches('#').split('&') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        // `+` stays as it is: it is common in addresses.
        let value = percent_decode_str(value).decode_utf8_lossy();
        let field = match name {
            "endpoint" if is_loopback(&value) => Field::Endpoint,
            "from-arn" => Field::SourceArn,
            "to" => Field::To,
            "subject" => Field::Subject,
            _ => continue,
        };
        if !value.trim().is_empty() {
            field.write(draft, value.trim());
            filled = true;
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_what_it_names() {
        let mut draft = Draft::default();
        let hash = "#endpoint=http%3A%2F%2F127.0.0.1%3A8425&from-arn=arn:aws:ses:us-east-1:123456789012:identity/example.com&to=a+b@c.de,%22D,%20E%22%20%3Cd@e.f%3E&subject=Gr%C3%BC%C3%9Fe%20%26%20mehr&from=x&secret=y";
        assert!(prefill(&mut draft, hash));
        assert_eq!(draft.endpoint, "http://127.0.0.1:8425");
        assert_eq!(draft.to, ["a+b@c.de", "\"D, E\" <d@e.f>"]);
        assert_eq!(draft.subject, "Grüße & mehr");
        assert_eq!(draft.from, "");
        assert_eq!(
            draft.delegate.unwrap().source_arn,
            "arn:aws:ses:us-east-1:123456789012:identity/example.com"
        );
    }

    #[test]
    fn takes_no_other_server() {
        for hash in [
            "#endpoint=https://evil.example",
            "#endpoint=http://127.0.0.1.evil.example:8425",
            "#endpoint=http://localhost%40evil.example",
            "#endpoint=",
            "#/inbox",
            "",
        ] {
            let mut draft = Draft::default();
            assert!(!prefill(&mut draft, hash), "{hash}");
            assert_eq!(draft, Draft::default());
        }
    }
}
