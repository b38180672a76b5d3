//! A message taken apart by mail-parser.

use std::ops::Deref;

use mail_parser::{Message, MessageParser, MessagePart, PartType, decoders::base64::base64_decode};

/// How often what is encoded may name a type that holds messages.
const MAX_HOLDERS: usize = 300;
/// Encoded messages in encoded messages that the crate decodes.
const MAX_ENCODED: usize = 3;

/// A message and its parts.
///
/// The crate puts messages in messages away by recursion, and copies encoded ones
/// so: a small message, nested deeply, would overflow the stack and end the
/// server. Here they are put away one after the other, and a message is not taken
/// apart if an encoded one within it may nest too deep.
pub(crate) struct Parsed<'m>(Message<'m>);

impl<'m> Parsed<'m> {
    pub(crate) fn of(raw: &'m [u8]) -> Option<Self> {
        if encodes_depth(raw, MAX_ENCODED) {
            return None;
        }
        MessageParser::default().parse(raw).map(Self)
    }
}

impl<'m> Deref for Parsed<'m> {
    type Target = Message<'m>;

    fn deref(&self) -> &Message<'m> {
        &self.0
    }
}

impl Drop for Parsed<'_> {
    fn drop(&mut self) {
        let mut parts: Vec<MessagePart<'_>> = std::mem::take(&mut self.0.parts);
        while let Some(part) = parts.pop() {
            if let PartType::Message(mut inner) = part.body {
                parts.append(&mut inner.parts);
            }
        }
    }
}

/// Whether anything encoded in `text` may nest messages too deep. Whatever could be
/// an encoded part counts as one: only the crate knows which are.
fn encodes_depth(text: &[u8], levels: usize) -> bool {
    if holders(text) == 0 || levels == 0 {
        return false;
    }
    let is_too_deep =
        |inner: &[u8]| holders(inner) > MAX_HOLDERS || encodes_depth(inner, levels - 1);
    // Parts end by boundaries: all of them together are hardly longer than the text.
    let mut room = 4 * text.len();
    let mut encodings = places(text, b"base64").into_iter();
    encodings.any(|at| {
        let inner = base64_after(&text[at..]);
        let is_more = room < inner.len();
        room = room.saturating_sub(inner.len());
        is_more || is_too_deep(&inner)
    }) || !places(text, b"quoted-printable").is_empty() && is_too_deep(&unquoted(text))
}

/// The body below the header at the begin of `text`, up to a boundary.
fn base64_after(text: &[u8]) -> Vec<u8> {
    let is_end = |two: &[u8]| matches!(two, b"\n\n" | b"\n\r");
    let start = text.windows(2).position(is_end).unwrap_or(text.len());
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let body = text[start..].iter().copied().take_while(|byte| !b"-=".contains(byte));
    let mut letters: Vec<u8> = body.filter(is_letter).collect();
    letters.truncate(letters.len() / 4 * 4);
    base64_decode(&letters).unwrap_or_default()
}

/// All of `text`, as if it were quoted-printable.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| byte == b'=')
            .and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        rest = match (code, after) {
            (Some(code), _) => {
                out.push(code);
                &after[2..]
            }
            (None, [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) if byte == b'=' => after,
            _ => {
                out.push(byte);
                after
            }
        };
    }
    out
}

/// How often `text` names a type that holds messages: they nest no deeper.
fn holders(text: &[u8]) -> usize {
    [&b"rfc822"[..], b"global", b"digest"].iter().map(|name| places(text, name).len()).sum()
}

/// Where `word`, in lower case, stands in `text`, in any case.
fn places(text: &[u8], word: &[u8]) -> Vec<usize> {
    // The first letter alone tells most places apart, and quickly.
    let is = |here: &[u8]| here[0] | 0x20 == word[0] && here.eq_ignore_ascii_case(word);
    let windows = text.windows(word.len()).enumerate();
    windows.filter(|(_, here)| is(here)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;

    /// A message in a message, so deep.
    fn nested(depth: usize) -> String {
        "Content-Type: message/rfc822\r\n\r\n".repeat(depth) + "Subject: inside\r\n\r\ntext\r\n"
    }

    fn encoded(message: &str) -> String {
        format!(
            "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            STANDARD.encode(message)
        )
    }

    #[test]
    fn messages_in_messages_do_not_end_the_server() {
        let deep = nested(10_000);
        let parsed = Parsed::of(deep.as_bytes()).unwrap();
        assert!(matches!(parsed.parts[0].body, PartType::Message(_)));
        drop(parsed);
        let mut digest = String::new();
        for depth in 0..10_000 {
            let kind = format!("multipart/digest; boundary=b{depth}");
            digest.extend(["Content-Type: ", &kind, "\r\n\r\n--b", &depth.to_string(), "\r\n\r\n"]);
        }
        assert!(Parsed::of(digest.as_bytes()).is_some());
        for message in
            [encoded(&deep), encoded(&encoded(&deep)), encoded(&encoded(&encoded(&deep)))]
        {
            assert!(Parsed::of(message.as_bytes()).is_none());
        }
        let digested = format!(
            "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
            STANDARD.encode(&deep)
        );
        assert!(Parsed::of(digested.as_bytes()).is_none());
        let quoted = format!(
            "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n{}",
            deep.replace("rfc822", "=72fc=\r\n822")
        );
        assert!(Parsed::of(quoted.as_bytes()).is_none());
    }

    #[test]
    fn parts_without_an_end_are_not_decoded_over_and_over() {
        let text = "digest\r\n".to_owned() + &"base64\r\n\r\n".repeat(100_000);
        assert!(Parsed::of(text.as_bytes()).is_none());
    }

    #[test]
    fn an_encoded_message_is_taken_apart() {
        for message in [encoded(&nested(0)), encoded(&nested(MAX_HOLDERS))] {
            let parsed = Parsed::of(message.as_bytes()).unwrap();
            assert!(matches!(parsed.parts[0].body, PartType::Message(_)), "{message}");
        }
    }
}
