//! Identifiers and keys that look like AWS's.

use std::time::SystemTime;

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{clock::unix_millis, secret::Secret};

/// A request id: a version 4 UUID.
pub(crate) fn request_id() -> String {
    uuid()
}

/// A message id as SES writes it: region prefix, time, UUID, counter.
pub(crate) fn message_id(region: &str, at: SystemTime) -> String {
    // The prefixes of the three oldest regions are well known from delivered
    // mail; the other regions share one here.
    let prefix = match region {
        "us-east-1" => "0100",
        "us-west-2" => "0101",
        "eu-west-1" => "0102",
        _ => "010f",
    };
    format!("{prefix}{:012x}-{}-000000", unix_millis(at), uuid())
}

/// A temporary access key id: `ASIA` and 16 letters or digits.
pub(crate) fn access_key_id() -> String {
    key_id("ASIA")
}

/// The access key id of a user: `AKIA` and 16 letters or digits.
pub(crate) fn user_access_key_id() -> String {
    key_id("AKIA")
}

fn key_id(prefix: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let tail = bytes::<16>().map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
    format!("{prefix}{}", tail.iter().collect::<String>())
}

/// 40 characters, as IAM makes them.
pub(crate) fn secret_access_key() -> Secret {
    Secret::new(STANDARD.encode(bytes::<30>()))
}

/// A session token of a realistic length, with base64's `+`, `/` and `=`.
pub(crate) fn session_token() -> Secret {
    Secret::new(format!("IQoJb3JpZ2luX2Vj{}", STANDARD.encode(bytes::<211>())))
}

fn uuid() -> String {
    let mut id = bytes::<16>();
    id[6] = id[6] & 0x0f | 0x40;
    id[8] = id[8] & 0x3f | 0x80;
    let hex = id.map(|byte| format!("{byte:02x}")).concat();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn bytes<const N: usize>() -> [u8; N] {
    let mut buffer = [0; N];
    // Without randomness there are no credentials: nothing sensible is left to do.
    getrandom::fill(&mut buffer).expect("the system provides randomness");
    buffer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_amz_date;

    #[test]
    fn a_message_id_has_the_shape_of_ses() {
        let at = parse_amz_date("20251126T170500Z").unwrap();
        let id = message_id("us-east-1", at);
        assert!(id.starts_with("0100019ac1202260-"), "{id}");
        assert!(id.ends_with("-000000"), "{id}");
        assert_eq!(id.len(), 16 + 1 + 36 + 7);
    }

    #[test]
    fn keys_have_the_lengths_of_aws() {
        assert_eq!(access_key_id().len(), 20);
        assert_eq!(secret_access_key().reveal().len(), 40);
        assert_ne!(session_token(), session_token());
        let token = session_token();
        assert_eq!(STANDARD.decode(token.reveal()).map(|bytes| bytes.len()), Ok(223));
        assert!(token.reveal().ends_with("=="));
    }
}
