//! RFC 2047 encoded words, for whatever a reader would not see as it is.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Longest word, in characters (RFC 2047 section 2).
pub(super) const LONGEST: usize = 75;

/// `=?utf-8?B?` and `?=`, or the same with Q.
const AROUND: usize = 12;

/// The longest character: four bytes as `=F0=9F=8E=89`.
pub(super) const SHORTEST: usize = AROUND + 12;

/// Longest run without a space that is left as it is: with a header's name
/// before it and escapes within, a line of 998 holds it.
const TOKEN_MAX: usize = 400;

/// Whether plain `text` in a header would be read as something else, or not
/// fit: other scripts, what looks like an encoded word, white space that
/// folding changes or readers trim, runs that no line holds.
pub(super) fn is_needed(text: &str) -> bool {
    !text.is_ascii()
        || text.contains("=?")
        || text.contains("  ")
        || text.starts_with(' ')
        || text.ends_with(' ')
        || text.split(' ').any(|token| token.len() > TOKEN_MAX)
}

/// `text` as encoded words, to be separated by a space each; the first has at
/// most `first` characters, the others 75. No character is split.
pub(super) fn encode(text: &str, first: usize) -> Vec<String> {
    let is_q = text.chars().map(q_len).sum::<usize>() < text.len().div_ceil(3) * 4;
    let mut words = Vec::new();
    let (mut start, mut payload, mut room) = (0, 0, first.clamp(SHORTEST, LONGEST) - AROUND);
    for (at, c) in text.char_indices() {
        let longer = payload + if is_q { q_len(c) } else { c.len_utf8() };
        let len = if is_q { longer } else { longer.div_ceil(3) * 4 };
        if len > room && at > start {
            words.push(word(&text[start..at], is_q));
            (start, room) = (at, LONGEST - AROUND);
            payload = longer - payload;
        } else {
            payload = longer;
        }
    }
    words.push(word(&text[start..], is_q));
    words
}

fn word(text: &str, is_q: bool) -> String {
    if !is_q {
        return format!("=?utf-8?B?{}?=", STANDARD.encode(text));
    }
    let mut word = "=?utf-8?Q?".to_owned();
    for byte in text.bytes() {
        match byte {
            b' ' => word.push('_'),
            _ if is_plain(byte) => word.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(word, "={byte:02X}")),
        }
    }
    word + "?="
}

/// What Q leaves as it is, also in a display name (RFC 2047 section 5).
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!*+-/".contains(&byte)
}

fn q_len(c: char) -> usize {
    match c {
        ' ' => 1,
        _ if u8::try_from(c).is_ok_and(is_plain) => 1,
        _ => c.len_utf8() * 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(word: &str) -> String {
        assert!(word.len() <= LONGEST && word.is_ascii(), "{word}");
        let inner = word.strip_prefix("=?utf-8?").unwrap().strip_suffix("?=").unwrap();
        let bytes = match inner.split_once('?').unwrap() {
            ("B", payload) => STANDARD.decode(payload).unwrap(),
            ("Q", payload) => {
                let spaced = payload.replace('_', " ").replace('=', "%");
                percent_encoding::percent_decode_str(&spaced).collect()
            }
            _ => panic!("{word}"),
        };
        String::from_utf8(bytes).expect("no character is split")
    }

    #[test]
    fn words_are_short_and_whole() {
        for text in [
            "=?x?=".to_owned() + &"é日🎉".repeat(50),
            "a%_?=é ".repeat(60),
            "日本語".repeat(60),
            "x".repeat(500),
            "🎉".repeat(255),
            "é".to_owned(),
            String::new(),
        ] {
            for first in [0, SHORTEST, 30, 67, 75, 200] {
                let words = encode(&text, first);
                assert!(words[0].len() <= first.max(SHORTEST), "{first} {}", words[0]);
                assert_eq!(words.iter().map(|word| decoded(word)).collect::<String>(), text);
            }
        }
    }

    #[test]
    fn the_shorter_encoding_is_taken() {
        assert_eq!(encode("Grüße", 75), ["=?utf-8?B?R3LDvMOfZQ==?="]);
        assert_eq!(encode("Der Käse ist gut", 75), ["=?utf-8?Q?Der_K=C3=A4se_ist_gut?="]);
        assert_eq!(encode("日本", 75), ["=?utf-8?B?5pel5pys?="]);
    }

    #[test]
    fn plain_text_stays_plain() {
        for text in ["", "Hello, world", "a = b ? c : d", "word ".repeat(50).trim_end()] {
            assert!(!is_needed(text), "{text}");
        }
        for text in ["é", " a", "a ", "a  b", "a =?utf-8?Q?b?=", &"x".repeat(401)] {
            assert!(is_needed(text), "{text}");
        }
    }
}
