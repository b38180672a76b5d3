//! What a message holds, as a lenient reader sees it. The only file that names
//! mail-parser; nothing here decides a byte of what is sent.

use std::ops::Range;

use mail_parser::parsers::MessageStream;
use mail_parser::{Address, Encoding, HeaderValue, Message, MessageParser, MessagePart};
use mail_parser::{MimeHeaders as _, PartType};

use super::header::EmlMailbox;

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EmlContent {
    /// The message itself, then its parts as they stand in it.
    pub parts: Vec<EmlPart>,
    /// The plain text that is shown, and its part's place; none if there is none.
    pub text: Option<(usize, String)>,
    /// The HTML that is shown, and its part's place.
    pub html: Option<(usize, String)>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmlPart {
    /// `1` is the message, `1.2` its second part.
    pub path: String,
    /// What it is for.
    pub role: PartRole,
    /// Its media type in lower case: `text/plain` unless it tells another.
    pub content_type: String,
    /// The character set that it tells, blank if none.
    pub charset: String,
    /// `attachment` or `inline`, blank if it tells none.
    pub disposition: String,
    /// What it is called, decoded; blank if it has no name.
    pub file_name: String,
    /// Its Content-ID without brackets, blank if it has none.
    pub content_id: String,
    /// `base64`, `quoted-printable`, or what else it tells; blank if nothing.
    pub transfer_encoding: String,
    /// Its body in the file; none within an encoded message.
    pub range: Option<Range<usize>>,
    /// Length of its body as it stands, in bytes.
    pub encoded_size: u64,
    /// Length of its content once decoded, in bytes; a text's in UTF-8.
    pub size: u64,
    /// True if its encoding or its end is damaged.
    pub is_damaged: bool,
}

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRole {
    /// It holds other parts.
    Multipart,
    /// It holds a message.
    Message,
    /// It is shown as the message's text.
    Body,
    /// It is a file.
    File,
}

/// Deeper parts are not listed.
const DEEPEST: usize = 50;

/// Messages within messages: more are not looked into, since the reader's memory
/// is nested as they are.
const MESSAGES_MAX: usize = 200;

/// Reads `bytes` from `start` on.
pub(super) fn read(bytes: &[u8], start: usize) -> Option<EmlContent> {
    if messages_within(bytes) > MESSAGES_MAX {
        return None;
    }
    let message = MessageParser::new().parse(&bytes[start..])?;
    let mut content = EmlContent::default();
    list(&mut content, &message, "1", Some(start), true);
    Some(content)
}

/// How many there can be at most.
fn messages_within(bytes: &[u8]) -> usize {
    let is = |window: &[u8], name: &[u8]| {
        window.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let places = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    places
        .filter(|(at, _)| {
            let after = &bytes[at + 1..];
            [&b"rfc822"[..], b"global", b"digest"].iter().any(|name| is(after, name))
        })
        .count()
}

/// Lists the parts of `message`, which stands at `offset` of the file.
fn list(
    content: &mut EmlContent,
    message: &Message<'_>,
    path: &str,
    offset: Option<usize>,
    outermost: bool,
) {
    let mut seen = vec![false; message.parts.len()];
    let mut shown = seen.clone();
    for id in message.text_body.iter().chain(&message.html_body) {
        if let Some(shown) = shown.get_mut(*id as usize) {
            *shown = true;
        }
    }
    let mut open = vec![(0, path.to_owned())];
    let mut unseen = 0..seen.len();
    loop {
        let Some((id, path)) = open.pop() else {
            // What the reader has, but in no tree: a broken multipart's parts.
            let Some(id) = unseen.find(|id| !seen[*id]) else { return };
            open.push((id, format!("{path}.?{id}")));
            continue;
        };
        let Some(part) = message.parts.get(id) else { continue };
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        let place = content.parts.len();
        content.parts.push(describe(part, &path, offset, id == 0));
        let is_deep = path.bytes().filter(|byte| *byte == b'.').count() >= DEEPEST;
        match &part.body {
            PartType::Multipart(_) | PartType::Message(_) if is_deep => {}
            PartType::Multipart(children) => {
                let numbered = children.iter().enumerate().rev();
                open.extend(numbered.map(|(at, id)| (*id as usize, format!("{path}.{}", at + 1))));
            }
            PartType::Message(inner) => {
                let offset = offset.filter(|_| part.encoding == Encoding::None);
                list(content, inner, &format!("{path}.1"), offset, false);
            }
            PartType::Text(text) if shown[id] => {
                content.parts[place].role = PartRole::Body;
                if outermost && content.text.is_none() {
                    content.text = Some((place, text.clone().into_owned()));
                }
            }
            PartType::Html(text) if shown[id] => {
                content.parts[place].role = PartRole::Body;
                if outermost && content.html.is_none() {
                    content.html = Some((place, text.clone().into_owned()));
                }
            }
            _ => {}
        }
    }
}

fn describe(part: &MessagePart<'_>, path: &str, offset: Option<usize>, is_root: bool) -> EmlPart {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let end = end.max(start);
    let content_type = part.content_type();
    let attribute = |name: &str| content_type.and_then(|t| t.attribute(name)).unwrap_or_default();
    let media_type = match content_type {
        Some(found) => match found.subtype() {
            Some(subtype) => format!("{}/{subtype}", found.ctype()).to_ascii_lowercase(),
            None => found.ctype().to_ascii_lowercase(),
        },
        None if part.is_message() && !is_root => "message/rfc822".to_owned(),
        None => "text/plain".to_owned(),
    };
    let role = match &part.body {
        PartType::Multipart(_) => PartRole::Multipart,
        PartType::Message(_) => PartRole::Message,
        _ => PartRole::File,
    };
    let encoded_size = (end - start) as u64;
    let size = match &part.body {
        PartType::Multipart(_) | PartType::Message(_) => encoded_size,
        _ => part.contents().len() as u64,
    };
    EmlPart {
        path: path.to_owned(),
        role,
        content_type: media_type,
        charset: attribute("charset").to_owned(),
        disposition: part
            .content_disposition()
            .map(|disposition| disposition.ctype().to_ascii_lowercase())
            .unwrap_or_default(),
        file_name: part.attachment_name().unwrap_or_default().to_owned(),
        content_id: part.content_id().unwrap_or_default().to_owned(),
        transfer_encoding: part
            .content_transfer_encoding()
            .unwrap_or_default()
            .to_ascii_lowercase(),
        range: offset.map(|offset| offset + start..offset + end),
        encoded_size,
        size,
        is_damaged: part.is_encoding_problem,
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
