//! Display names as headers have them: RFC 2047 encoded words, which AWS's
//! reference asks for in names beyond ASCII.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::ParseError;

/// What a reader sees of `phrase`: its encoded words decoded, without the
/// blanks between two of them (RFC 2047 section 6.2); what is none stays.
///
/// # Errors
/// `mailbox.encoded_word` for another character set than UTF-8, US-ASCII or
/// ISO-8859-1, or bytes that are none of its characters.
pub(super) fn decode(phrase: &str) -> Result<String, ParseError> {
    let mut text = String::with_capacity(phrase.len());
    // UTF-8 of adjacent words, since some writers split a character over two.
    let mut bytes = Vec::new();
    for token in phrase.split_whitespace() {
        if let Some(word) = Word::read(token) {
            if bytes.is_empty() && !text.is_empty() {
                text.push(' ');
            }
            bytes.extend(word.utf_8().ok_or_else(|| wrong(phrase))?);
        } else {
            text.push_str(&whole(&mut bytes, phrase)?);
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(token);
        }
    }
    text.push_str(&whole(&mut bytes, phrase)?);
    Ok(text)
}

fn whole(bytes: &mut Vec<u8>, phrase: &str) -> Result<String, ParseError> {
    String::from_utf8(std::mem::take(bytes)).map_err(|_| wrong(phrase))
}

fn wrong(phrase: &str) -> ParseError {
    let expected = "encoded words in UTF-8, US-ASCII or ISO-8859-1 (or the name as plain text)";
    ParseError::quoting("mailbox.encoded_word", expected, phrase)
}

/// `=?charset?B?…?=` or `=?charset?Q?…?=`.
struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
}

impl<'a> Word<'a> {
    /// None if `token` is no encoded word.
    fn read(token: &'a str) -> Option<Self> {
        let inner = token.strip_prefix("=?")?.strip_suffix("?=")?;
        let mut parts = inner.split('?');
        let (charset, encoding, text) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = match encoding {
            "B" | "b" => STANDARD.decode(text).ok()?,
            "Q" | "q" => quoted(text)?,
            _ => return None,
        };
        // Behind `*` stands a language (RFC 2231 section 5).
        let charset = charset.split('*').next()?;
        parts.next().is_none().then_some(Self { charset, bytes })
    }

    fn utf_8(self) -> Option<Vec<u8>> {
        match self.charset.to_ascii_lowercase().as_str() {
            "utf-8" => Some(self.bytes),
            "us-ascii" => self.bytes.is_ascii().then_some(self.bytes),
            "iso-8859-1" => {
                Some(self.bytes.into_iter().map(char::from).collect::<String>().into_bytes())
            }
            _ => None,
        }
    }
}

/// The `Q` encoding (RFC 2047 section 4.2).
fn quoted(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'_' => b' ',
            b'=' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_what_a_reader_sees() {
        for (phrase, seen) in [
            ("Ann", "Ann"),
            ("=?utf-8?B?w4RubmNoZW4=?=", "Ännchen"),
            ("=?UTF-8*de?q?Gr=C3=BC=c3=9fe_an?=  =?utf-8?b?IGFsbGU=?=", "Grüße an alle"),
            ("Dr. =?iso-8859-1?Q?J=FCrgen?= Maier", "Dr. Jürgen Maier"),
            ("=?us-ascii?Q?a?= b =?us-ascii?Q?c?=", "a b c"),
            // One character over two words.
            ("=?utf-8?B?w4Q=?= =?utf-8?Q?=C3?= =?utf-8?Q?=84?=", "ÄÄ"),
            // Not encoded words.
            ("=?x?=", "=?x?="),
            ("=?utf-8?B?***?=", "=?utf-8?B?***?="),
            ("=?utf-8?Q?=C?=", "=?utf-8?Q?=C?="),
            ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
        ] {
            assert_eq!(decode(phrase).unwrap(), seen, "{phrase}");
        }
        for phrase in ["=?koi8-r?B?8A==?=", "=?utf-8?Q?=FF?=", "=?us-ascii?Q?=C3=84?="] {
            assert_eq!(decode(phrase).unwrap_err().code(), "mailbox.encoded_word", "{phrase}");
        }
    }
}
