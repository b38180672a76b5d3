//! Links that prefill the form: `#endpoint=…&from-arn=…&to=…&subject=…`.
//!
//! A link may come from anybody, so it can name no credentials and no server
//! but this machine's, and it never sends.

use percent_encoding::percent_decode_str;

use crate::field::Field;
use crate::place::is_loopback;

/// The fields that the location's hash names, with their texts.
pub(crate) fn read(hash: &str) -> Vec<(Field, String)> {
    let pairs = hash.trim_start_matches('#').split('&').filter_map(|pair| pair.split_once('='));
    let field = |(name, value): (&str, &str)| {
        // `+` stays as it is: it is common in addresses.
        let value = percent_decode_str(value).decode_utf8_lossy().trim().to_owned();
        let field = match name {
            "endpoint" if is_loopback(&value) => Field::Endpoint,
            "from-arn" => Field::SourceArn,
            "to" => Field::To,
            "subject" => Field::Subject,
            _ => return None,
        };
        (!value.is_empty()).then_some((field, value))
    };
    pairs.filter_map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use ses_delegate::Draft;

    #[test]
    fn fills_what_it_names() {
        let mut draft = Draft::default();
        let hash = "#endpoint=http%3A%2F%2F127.0.0.1%3A8425&from-arn=arn:aws:ses:us-east-1:123456789012:identity/example.com&to=a+b@c.de,%22D,%20E%22%20%3Cd@e.f%3E&subject=Gr%C3%BC%C3%9Fe%20%26%20mehr&from=x&secret=y";
        for (field, text) in read(hash) {
            field.write(&mut draft, &text);
        }
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
            assert_eq!(read(hash), [], "{hash}");
        }
    }
}
