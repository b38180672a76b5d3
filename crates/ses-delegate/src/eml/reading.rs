//! Values decoded, as a lenient reader does it. The only file that names
//! mail-parser; nothing here decides a byte of what is sent.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::parsers::MessageStream;
use mail_parser::{Address, HeaderValue};

use super::header::EmlMailbox;

/// `Content-Type` or `Content-Disposition`.
#[derive(Debug, Default)]
pub(super) struct Media {
    /// In lower case: `text/plain`, `attachment`.
    pub(super) kind: String,
    parameters: Vec<(String, String)>,
}

impl Media {
    pub(super) fn read(value: &[u8]) -> Self {
        let value = ended(value);
        let HeaderValue::ContentType(read) = MessageStream::new(&value).parse_content_type() else {
            return Self::default();
        };
        let kind = match read.subtype() {
            Some(subtype) => format!("{}/{subtype}", read.ctype()),
            None => read.ctype().to_owned(),
        };
        let parameters = read.attributes.unwrap_or_default().into_iter();
        Self {
            // Without its semicolon a parameter would be part of it.
            kind: kind.split_whitespace().next().unwrap_or_default().to_ascii_lowercase(),
            parameters: parameters
                .map(|parameter| {
                    (parameter.name.to_ascii_lowercase(), parameter.value.into_owned())
                })
                .collect(),
        }
    }

    /// The parameter called `name`, decoded.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let mut found = self.parameters.iter().filter(|(found, _)| found == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

/// The content of a body in the transfer encoding called `encoding`; none if it
/// is damaged.
pub(super) fn content<'a>(body: &'a [u8], encoding: &str) -> Option<Cow<'a, [u8]>> {
    match encoding {
        "base64" => base64_decode(body).map(Cow::Owned),
        "quoted-printable" => quoted_printable_decode(body).map(Cow::Owned),
        _ => Some(Cow::Borrowed(body)),
    }
}

/// `content` in the character set called `charset`, else UTF-8.
pub(super) fn text(content: &[u8], charset: &str) -> String {
    match charset_decoder(charset.as_bytes()) {
        Some(decode) => decode(content),
        None => String::from_utf8_lossy(content).into_owned(),
    }
}

/// A header's value as a reader sees it.
pub(super) fn decoded(value: &[u8]) -> String {
    match MessageStream::new(&ended(value)).parse_unstructured() {
        HeaderValue::Text(text) => text.into_owned(),
        _ => String::new(),
    }
}

/// The mailboxes in a header's value.
pub(super) fn mailboxes(value: &[u8]) -> Vec<EmlMailbox> {
    let value = ended(value);
    let lists = match MessageStream::new(&value).parse_address() {
        HeaderValue::Address(Address::List(list)) => vec![list],
        HeaderValue::Address(Address::Group(groups)) => {
            groups.into_iter().map(|group| group.addresses).collect()
        }
        _ => Vec::new(),
    };
    let mailboxes = lists.into_iter().flatten().filter_map(|mailbox| {
        match (mailbox.name, mailbox.address) {
            (None, None) => None,
            // A word alone stands where an address should.
            (Some(word), None) => {
                Some(EmlMailbox { name: String::new(), address: word.into_owned() })
            }
            (name, Some(address)) => Some(EmlMailbox {
                name: name.unwrap_or_default().into_owned(),
                address: address.into_owned(),
            }),
        }
    });
    mailboxes.collect()
}

/// The reader wants a line's end.
fn ended(value: &[u8]) -> Vec<u8> {
    [value, b"\n"].concat()
}
