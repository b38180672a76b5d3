//! Messages as MIME. The only file that names mail-builder, which writes the
//! structure of the body; nothing unproven reaches it, since it trusts header
//! names, media types and ids. The header block is written here.

mod encoded_word;
mod field;
mod ses_headers;

use std::borrow::Cow;

use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};

use crate::address::Mailbox;
use crate::body::{BodyPlan, Coding};
use crate::calendar::Invitation;
use crate::header::HeaderText;
use crate::message::{Attachment, Body, Headers, Message, Placement};
use crate::stamp::Stamp;

pub(crate) use field::Field;
pub use ses_headers::SesHeaders;

/// A complete message: 7-bit, CRLF line ends, lines of at most 998 bytes.
///
/// Recipients in Bcc appear nowhere in it. Its files are holes, filled when the
/// bytes are wanted.
///
/// # Source
/// RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 2387, RFC 6047; SES API reference,
/// `SendRawEmail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMessage(BodyPlan);

impl RawMessage {
    /// Writes `message`, with the X-SES headers `ses` at its top.
    pub fn write(message: &Message<'_>, ses: &SesHeaders<'_>, stamp: &Stamp) -> Self {
        let mut bytes = Vec::new();
        ses.write(message, &mut bytes);
        for field in header_block(message, stamp) {
            field.write(&mut bytes);
        }
        body(message, stamp).write_part(&mut bytes);
        let holes = in_order(message)
            .map(|at| BodyPlan::of_file(at, message.attachments[at].content.size(), Coding::Lines));
        Self(BodyPlan::cut(&bytes, holes))
    }

    /// A message that is written already.
    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Self {
        Self(BodyPlan::from(bytes))
    }

    /// The message's bytes, with holes for its files.
    pub fn plan(&self) -> &BodyPlan {
        &self.0
    }
}

/// The places of the files that are holes, in the order in which the message
/// holds them: those within its HTML first.
fn in_order(message: &Message<'_>) -> impl Iterator<Item = usize> {
    let placed = |inline: bool| {
        message.attachments.iter().enumerate().filter(move |(_, file)| {
            matches!(file.placement, Placement::Inline(_)) == inline
                && !file.media_type.is_message()
        })
    };
    placed(true).chain(placed(false)).map(|(at, _)| at)
}

/// All headers but those of the body's structure. No Bcc is among them.
fn header_block<'a>(message: &'a Message<'_>, stamp: &Stamp) -> Vec<Field<'a>> {
    let message_id = stamp.message_id(message.from.address.domain());
    let mut block = vec![
        Field::new("From").mailboxes(std::slice::from_ref(&message.from)),
        Field::new("Subject").text(message.subject.as_str()),
        Field::new("Date").piece(Date::new(stamp.at.seconds()).to_rfc822()),
        Field::new("Message-ID").piece(format!("<{message_id}>")),
    ];
    // An empty To header is an error to SES, an absent one is not.
    let lists = [
        ("To", message.recipients.to()),
        ("Cc", message.recipients.cc()),
        ("Reply-To", &message.reply_to),
    ];
    for (name, mailboxes) in lists {
        if !mailboxes.is_empty() {
            block.push(Field::new(name).mailboxes(mailboxes));
        }
    }
    if let Some(return_path) = &message.return_path {
        block.push(Field::new("Return-Path").piece(format!("<{return_path}>")));
    }
    block.extend(fields(&message.headers));
    block.push(Field::new("MIME-Version").piece("1.0"));
    block
}

/// The headers that most messages have not, which v2's `Simple` content takes too.
pub(crate) fn fields(headers: &Headers) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    if let Some(sender) = &headers.sender {
        fields.push(Field::new("Sender").mailboxes(std::slice::from_ref(sender)));
    }
    if let Some(id) = &headers.in_reply_to {
        fields.push(Field::new("In-Reply-To").piece(format!("<{id}>")));
    }
    if !headers.references.is_empty() {
        let ids = headers.references.iter().map(|id| format!("<{id}>"));
        fields.push(ids.fold(Field::new("References"), Field::piece));
    }
    if let Some(unsubscribe) = &headers.list_unsubscribe {
        let uris: Vec<_> = unsubscribe.uris().map(|uri| format!("<{uri}>")).collect();
        let last = uris.len() - 1;
        let uris = uris.iter().enumerate().map(|(at, uri)| match at {
            at if at < last => format!("{uri},"),
            _ => uri.clone(),
        });
        fields.push(uris.fold(Field::new("List-Unsubscribe"), Field::piece));
        if unsubscribe.is_one_click() {
            let post = Field::new("List-Unsubscribe-Post");
            fields.push(post.piece("List-Unsubscribe=One-Click"));
        }
    }
    if let Some(list) = &headers.list_id {
        let field = Field::new("List-Id");
        let field = match list.name() {
            Some(name) => field.phrase(name),
            None => field,
        };
        fields.push(field.piece(format!("<{}>", list.id())));
    }
    if let Some(id) = &headers.feedback_id {
        fields.push(Field::new("Feedback-ID").piece(id.as_str()));
    }
    if let Some(value) = headers.auto_submitted {
        fields.push(Field::new("Auto-Submitted").piece(value.as_str()));
    }
    if let Some(value) = headers.importance {
        fields.push(Field::new("Importance").piece(value.as_str()));
    }
    let custom = headers.custom.as_slice().iter();
    fields.extend(custom.map(|h| Field::new(h.name().as_str()).text(h.value().as_str())));
    fields
}

/// `mixed(alternative(text, related(html, inline…), invitation), attached…)`,
/// less the levels that hold one part. No two levels are of one kind, and so
/// none share a boundary.
fn body<'a>(message: &'a Message<'_>, stamp: &Stamp) -> MimePart<'a> {
    let (inline, attached): (Vec<_>, Vec<_>) =
        message.attachments.iter().partition(|file| matches!(file.placement, Placement::Inline(_)));
    let related = |root| {
        let mut parts = vec![root];
        parts.extend(inline.iter().map(|file| attachment(file)));
        multipart(RELATED, parts, stamp)
    };
    let plain = |text| text_part("text/plain", text);
    let html = |html| text_part("text/html", html);
    let mut alternatives = match &message.body {
        Body::Text(text) => vec![related(plain(text))],
        Body::Html(content) => vec![related(html(content))],
        Body::Both { text, html: content } => vec![plain(text), related(html(content))],
    };
    alternatives.extend(message.invitation.as_ref().map(invitation));
    let mut parts = vec![multipart("alternative", alternatives, stamp)];
    parts.extend(attached.iter().map(|file| attachment(file)));
    parts.extend(message.invitation.as_ref().and_then(invitation_file));
    multipart("mixed", parts, stamp)
}

/// Its `type` is that of the root, its first part (RFC 2387 section 3.1).
const RELATED: &str = "related";

/// The only part itself, if there is one only.
fn multipart<'a>(subtype: &str, mut parts: Vec<MimePart<'a>>, stamp: &Stamp) -> MimePart<'a> {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let content_type_of = |part: &MimePart<'_>| {
        part.headers.iter().find_map(|(_, value)| Some(value.as_content_type()?.c_type.to_string()))
    };
    let root = content_type_of(&parts[0]).filter(|_| subtype == RELATED);
    let mut content_type = ContentType::new(format!("multipart/{subtype}"))
        .attribute("boundary", boundary(subtype, &parts, stamp));
    if let Some(root) = root {
        content_type = content_type.attribute("type", root);
    }
    MimePart::new(content_type, parts)
}

/// One that stands in none of the parts: a text or a message within may quote
/// one that was made by the same stamp (RFC 2046 section 5.1.1).
fn boundary(subtype: &str, parts: &[MimePart<'_>], stamp: &Stamp) -> String {
    let mut boundary = stamp.boundary(subtype);
    let mut next = 1;
    while parts.iter().any(|part| holds(part, &boundary)) {
        boundary = stamp.boundary(&format!("{subtype}{next}"));
        next += 1;
    }
    boundary
}

fn holds(part: &MimePart<'_>, text: &str) -> bool {
    match &part.contents {
        BodyPart::Text(content) => content.contains(text),
        BodyPart::Binary(content) => str::from_utf8(content).is_ok_and(|c| c.contains(text)),
        BodyPart::Multipart(parts) => parts.iter().any(|part| holds(part, text)),
    }
}

fn text_part<'a>(media_type: impl Into<Cow<'a, str>>, text: &'a str) -> MimePart<'a> {
    let content_type = ContentType::new(media_type).attribute("charset", "utf-8");
    let text = crlf(text);
    if text.contains('\0') {
        // 7bit, which mail-builder would choose, has no NUL (RFC 2045 section 2.7).
        let encoded = BodyPart::Binary(base64_lines(text.as_bytes()).into());
        return MimePart::new(content_type, encoded).transfer_encoding("base64");
    }
    MimePart::new(content_type, BodyPart::Text(text))
}

/// Base64 in lines (RFC 2045 section 6.8).
fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let lines = BodyPlan::of_file(0, bytes.len() as u64, Coding::Lines);
    lines.to_vec(|_| bytes).expect("bytes of their own length")
}

/// Every line end as CRLF, as RFC 5322 section 2.3 wants it.
fn crlf(text: &str) -> Cow<'_, str> {
    if !text.contains(['\r', '\n']) {
        return Cow::Borrowed(text);
    }
    let mut lines = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    // Bytes of line ends are never part of another character.
    while let Some(end) = rest.bytes().position(|byte| matches!(byte, b'\r' | b'\n')) {
        lines.push_str(&rest[..end]);
        lines.push_str("\r\n");
        let ended = &rest[end..];
        rest = ended.strip_prefix("\r\n").unwrap_or(&ended[1..]);
    }
    lines.push_str(rest);
    Cow::Owned(lines)
}

/// The last alternative, which calendars take (RFC 6047 section 2.4).
fn invitation<'a>(invitation: &'a Invitation<'_>) -> MimePart<'a> {
    let method = invitation.method();
    text_part(format!("text/calendar; method={method}"), invitation.content())
}

/// The same once more for readers without a calendar, byte for byte.
fn invitation_file<'a>(invitation: &'a Invitation<'_>) -> Option<MimePart<'a>> {
    let name = invitation.file_name()?;
    let content = base64_lines(invitation.content().as_bytes());
    let part = MimePart::new(ContentType::new("application/ics"), BodyPart::Binary(content.into()));
    Some(part.transfer_encoding("base64").header(DISPOSITION, disposition("attachment", name)))
}

fn attachment(attachment: &Attachment) -> MimePart<'_> {
    let media_type = ContentType::new(attachment.media_type.as_str());
    // The transfer encoding is set by hand, so that mail-builder writes the
    // content as it is: a NUL, which nothing else in a message can hold, marks
    // where a file goes. A message goes out as it is and must not be encoded.
    let (content, encoding) = if attachment.media_type.is_message() {
        (attachment.content.bytes().unwrap_or_default(), "7bit")
    } else {
        (HOLE, "base64")
    };
    let part =
        MimePart::new(media_type, BodyPart::Binary(content.into())).transfer_encoding(encoding);
    let name = &attachment.file_name;
    match &attachment.placement {
        Placement::Attached => part.header(DISPOSITION, disposition("attachment", name)),
        Placement::Inline(id) => part
            .header(DISPOSITION, disposition("inline", name))
            .header("Content-ID", Raw::new(format!("<{id}>"))),
    }
}

/// Marks where a file goes.
const HOLE: &[u8] = b"\0";

const DISPOSITION: &str = "Content-Disposition";

/// Folded already: mail-builder keeps line breaks that it finds.
fn disposition(kind: &str, name: &HeaderText) -> Raw<'static> {
    Raw::new(Field::new(DISPOSITION).piece(format!("{kind};")).file_name(name).folded())
}

/// A mailbox as request parameters take it: one line, 7-bit, the name as RFC
/// 2047 encoded words where it needs them, the bare address if it has no name.
pub(crate) fn formatted(mailbox: &Mailbox) -> String {
    match &mailbox.name {
        Some(name) => Field::new("").phrase(name).piece(format!("<{}>", mailbox.address)).value(),
        None => mailbox.address.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests;
