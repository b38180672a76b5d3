//! Messages as MIME. The only file that names mail-builder, and nothing
//! unproven reaches it: mail-builder trusts header names, media types and ids.

mod encoded_word;
mod ses_headers;

use std::borrow::Cow;

use mail_builder::MessageBuilder;
use mail_builder::headers::address::{Address, EmailAddress as Addr};
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::headers::{Header as _, HeaderType};
use mail_builder::mime::{BodyPart, MimePart};

use crate::address::Mailbox;
use crate::body::{BodyPlan, Coding};
use crate::delegation::Authority;
use crate::message::{Attachment, Body, Message, Placement};
use crate::stamp::Stamp;

/// Where the identity ARNs of a raw message stand. Never in both places: SES
/// would let the parameters win and say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArnsIn {
    /// `SourceArn`, `FromArn` and `ReturnPathArn` of the request.
    Parameters,
    /// `X-SES-SOURCE-ARN`, `X-SES-FROM-ARN` and `X-SES-RETURN-PATH-ARN` in the header block.
    Headers,
}

/// A complete message: 7-bit, CRLF line ends, lines of at most 998 bytes.
///
/// Recipients in Bcc appear nowhere in it. Its files are holes, filled when the
/// bytes are wanted.
///
/// # Source
/// RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 2387; SES API reference, `SendRawEmail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMessage(BodyPlan);

impl RawMessage {
    /// Writes `message`, with the ARNs of `authority` as headers if `arns` says so.
    pub fn write(
        message: &Message<'_>,
        authority: &Authority,
        arns: ArnsIn,
        stamp: &Stamp,
    ) -> Self {
        let mut bytes = Vec::new();
        if let (ArnsIn::Headers, Some(delegation)) = (arns, authority.delegation()) {
            ses_headers::write(delegation, message, &mut bytes);
        }
        builder(message, stamp).serialize(&mut bytes);
        let holes = in_order(message)
            .map(|at| BodyPlan::of_file(at, message.attachments[at].content.size(), Coding::Lines));
        Self(BodyPlan::cut(&bytes, holes))
    }

    /// The message's bytes, with holes for its files.
    pub fn plan(&self) -> &BodyPlan {
        &self.0
    }
}

/// The places of the files in the order in which the message holds them: those
/// within its HTML first.
fn in_order(message: &Message<'_>) -> impl Iterator<Item = usize> {
    let placed = |inline: bool| {
        message
            .attachments
            .iter()
            .enumerate()
            .filter(move |(_, file)| matches!(file.placement, Placement::Inline(_)) == inline)
    };
    placed(true).chain(placed(false)).map(|(at, _)| at)
}

fn builder<'a>(message: &'a Message<'_>, stamp: &Stamp) -> MessageBuilder<'a> {
    let mut builder = MessageBuilder::new()
        .header("From", address(&message.from))
        .header("Subject", text(message.subject.as_str()))
        .header("Date", Date::new(stamp.at.seconds()))
        .header(
            "Message-ID",
            Raw::new(format!("<{}>", stamp.message_id(message.from.address.domain()))),
        );
    // An empty To header is an error to SES, an absent one is not.
    let lists = [
        ("To", message.recipients.to()),
        ("Cc", message.recipients.cc()),
        ("Reply-To", &message.reply_to),
    ];
    for (name, mailboxes) in lists {
        if !mailboxes.is_empty() {
            builder =
                builder.header(name, Address::new_list(mailboxes.iter().map(address).collect()));
        }
    }
    if let Some(return_path) = &message.return_path {
        builder = builder.header("Return-Path", Raw::new(format!("<{return_path}>")));
    }
    builder.body(body(message, stamp))
}

/// Unstructured text that reads back as it is.
fn text(text: &str) -> HeaderType<'_> {
    if encoded_word::is_misread(text) {
        Raw::new(encoded_word::encode(text)).into()
    } else {
        Text::new(text).into()
    }
}

/// `mixed(alternative(text, related(html, inline…)), attached…)`, less the levels that hold one part.
fn body<'a>(message: &'a Message<'_>, stamp: &Stamp) -> MimePart<'a> {
    let (inline, attached): (Vec<_>, Vec<_>) =
        message.attachments.iter().partition(|file| matches!(file.placement, Placement::Inline(_)));
    let related = |root| multipart(RELATED, root, inline.iter().map(|f| file(f)), stamp);
    let readable = match &message.body {
        Body::Text(text) => related(text_part("text/plain", text)),
        Body::Html(html) => related(text_part("text/html", html)),
        Body::Both { text, html } => multipart(
            "alternative",
            text_part("text/plain", text),
            [related(text_part("text/html", html))].into_iter(),
            stamp,
        ),
    };
    multipart("mixed", readable, attached.iter().map(|f| file(f)), stamp)
}

/// Its `type` is that of the root, its first part (RFC 2387 section 3.1).
const RELATED: &str = "related";

/// `first` alone if nothing follows it.
fn multipart<'a>(
    subtype: &str,
    first: MimePart<'a>,
    rest: impl Iterator<Item = MimePart<'a>>,
    stamp: &Stamp,
) -> MimePart<'a> {
    let mut parts = vec![first];
    parts.extend(rest);
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let content_type_of = |part: &MimePart<'_>| {
        part.headers.iter().find_map(|(_, value)| Some(value.as_content_type()?.c_type.to_string()))
    };
    let root = content_type_of(&parts[0]).filter(|_| subtype == RELATED);
    let mut content_type = ContentType::new(format!("multipart/{subtype}"))
        .attribute("boundary", stamp.boundary(subtype));
    if let Some(root) = root {
        content_type = content_type.attribute("type", root);
    }
    MimePart::new(content_type, parts)
}

fn text_part<'a>(media_type: &'a str, text: &'a str) -> MimePart<'a> {
    let content_type = ContentType::new(media_type).attribute("charset", "utf-8");
    let text = crlf(text);
    if text.contains('\0') {
        // 7bit, which mail-builder would choose, has no NUL (RFC 2045 section 2.7).
        let lines = BodyPlan::of_file(0, text.len() as u64, Coding::Lines);
        let encoded = lines.to_vec(|_| text.as_bytes()).expect("a text of its own length");
        let encoded = BodyPart::Binary(encoded.into());
        return MimePart::new(content_type, encoded).transfer_encoding("base64");
    }
    MimePart::new(content_type, BodyPart::Text(text))
}

/// Every line end as CRLF, as RFC 5322 section 2.3 wants it.
fn crlf(text: &str) -> Cow<'_, str> {
    if !text.contains(['\r', '\n']) {
        return Cow::Borrowed(text);
    }
    let lf_only = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lf_only.replace('\n', "\r\n"))
}

fn file(attachment: &Attachment) -> MimePart<'_> {
    let disposition = match attachment.placement {
        Placement::Attached => "attachment",
        Placement::Inline(_) => "inline",
    };
    // The transfer encoding is set by hand, so that mail-builder writes the
    // content as it is: a NUL, which nothing else in a message can hold, marks
    // where the file goes.
    let part = MimePart::new(
        ContentType::new(attachment.media_type.as_str()),
        BodyPart::Binary(HOLE.into()),
    )
    .transfer_encoding("base64")
    .header(
        "Content-Disposition",
        ContentType::new(disposition).attribute("filename", attachment.file_name.as_str()),
    );
    match &attachment.placement {
        Placement::Attached => part,
        Placement::Inline(id) => part.header("Content-ID", Raw::new(format!("<{id}>"))),
    }
}

/// Marks where a file goes.
const HOLE: &[u8] = b"\0";

fn address(mailbox: &Mailbox) -> Address<'_> {
    Address::new_address(
        mailbox.name.as_ref().map(crate::header::HeaderText::as_str),
        mailbox.address.as_str(),
    )
}

/// A mailbox as request parameters take it: one line, 7-bit, the name as RFC
/// 2047 encoded words where it needs them, the bare address if it has no name.
pub(crate) fn formatted(mailbox: &Mailbox) -> String {
    let Some(name) = &mailbox.name else {
        return mailbox.address.as_str().to_owned();
    };
    let mut header = Vec::new();
    Addr { name: Some(name.as_str().into()), email: mailbox.address.as_str().into() }
        .write_header(&mut header, 0);
    // Unfolding (RFC 5322 section 2.2.3) removes the line breaks only.
    String::from_utf8_lossy(&header).replace("\r\n", "")
}

#[cfg(test)]
mod tests;
