//! RFC 2047 encoded words for the texts that mail-builder would leave as they
//! are and a reader would change.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Bytes of text in one word: 60 base64 characters and 12 around them keep a
/// word within 75 (RFC 2047 section 2).
const BYTES_PER_WORD: usize = 45;

/// Whether plain `text` in a header would be read as something else: leading
/// white space falls away, and what looks like an encoded word is decoded.
pub(super) fn is_misread(text: &str) -> bool {
    text.starts_with(' ') || text.contains("=?")
}

/// `text` as encoded words separated by spaces; no character is split.
pub(super) fn encode(text: &str) -> String {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.floor_char_boundary(BYTES_PER_WORD);
        let (word, after) = rest.split_at(end);
        words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
        rest = after;
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_short_and_whole() {
        let text = "=?x?=".to_owned() + &"é日🎉".repeat(50);
        let words = encode(&text);
        let decoded: Vec<u8> = words
            .split(' ')
            .flat_map(|word| {
                assert!(word.len() <= 75);
                let inner = word.strip_prefix("=?utf-8?B?").unwrap().strip_suffix("?=").unwrap();
                let bytes = STANDARD.decode(inner).unwrap();
                assert!(str::from_utf8(&bytes).is_ok());
                bytes
            })
            .collect();
        assert_eq!(String::from_utf8(decoded).unwrap(), text);
    }
}
