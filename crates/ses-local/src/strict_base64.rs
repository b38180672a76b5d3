//! Base64 with padding and without blanks, as the SDKs write blobs.

use base64::{DecodeError, Engine, engine::general_purpose::STANDARD};

/// Decodes `text`, or says what was found instead.
pub(crate) fn base64_strict(text: &str) -> Result<Vec<u8>, String> {
    STANDARD.decode(text).map_err(|error| match error {
        DecodeError::InvalidByte(at, byte) => format!("the byte 0x{byte:02x} at {at}"),
        DecodeError::InvalidLastSymbol { .. } => "bits left over at the end".to_owned(),
        DecodeError::InvalidLength(length) => format!("a length of {length}"),
        DecodeError::InvalidPadding => "wrong padding".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::base64_strict;

    #[test]
    fn only_the_exact_form_decodes() {
        assert_eq!(base64_strict("aGk=").unwrap(), b"hi");
        for text in ["aGk", "aGk=\n", " aGk=", "aG k", "aGl=", "a", "a_-="] {
            assert!(base64_strict(text).is_err(), "{text:?}");
        }
    }
}
