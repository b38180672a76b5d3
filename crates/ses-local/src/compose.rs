//! The message SES writes for `SendEmail` and for v2's simple content.

use std::borrow::Cow;

use axum::body::Bytes;
use base64::{Engine, engine::general_purpose::STANDARD};
use mail_builder::{
    headers::{
        Header, HeaderType, address::Address, content_type::ContentType, raw::Raw, text::Text,
    },
    mime::{BodyPart, MimePart},
};

use crate::{
    address::Mailbox,
    refusal::{Check, Refusal},
};

/// The content of a message in its parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub subject: String,
    pub text: Option<String>,
    pub html: Option<String>,
    pub headers: Vec<(String, String)>,
    pub attachments: Vec<Attachment>,
}

#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub file_name: String,
    /// Shared by the entries of a bulk send.
    pub bytes: Bytes,
    pub content_type: Option<String>,
    pub content_id: Option<String>,
    pub description: Option<String>,
    pub inline: bool,
}

/// The addresses of the header block, in SES's order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Addresses<'a> {
    pub from: &'a Mailbox,
    pub to: &'a [Mailbox],
    pub cc: &'a [Mailbox],
    pub reply_to: &'a [Mailbox],
}

/// Writes the message. `tag` makes the boundaries; it must not occur in the content.
pub(crate) fn message(addresses: Addresses<'_>, parts: &Parts, tag: &str) -> Vec<u8> {
    let mut out = Vec::new();
    address_header(&mut out, "From", std::slice::from_ref(addresses.from));
    address_header(&mut out, "Reply-To", addresses.reply_to);
    address_header(&mut out, "To", addresses.to);
    address_header(&mut out, "Cc", addresses.cc);
    field(&mut out, "Subject", &Text::new(parts.subject.as_str()));
    for (name, value) in &parts.headers {
        field(&mut out, name, &Raw::new(value.as_str()));
    }
    out.extend_from_slice(b"MIME-Version: 1.0\r\n");
    body(parts, tag).write_part(&mut out);
    out
}

/// A delivery status notification.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report<'a> {
    pub from: &'a Mailbox,
    pub to: &'a Mailbox,
    pub subject: &'a str,
    pub text: &'a str,
    /// The fields of `message/delivery-status`: ASCII, with their line ends.
    pub status: &'a str,
    /// The header block of the message that failed.
    pub headers: &'a [u8],
}

/// Writes a notification.
///
/// # Source
///
/// RFC 3464, RFC 6522; RFC 3834 for `Auto-Submitted`.
pub(crate) fn report(report: &Report<'_>, tag: &str) -> Vec<u8> {
    let mut out = Vec::new();
    address_header(&mut out, "From", std::slice::from_ref(report.from));
    address_header(&mut out, "To", std::slice::from_ref(report.to));
    field(&mut out, "Subject", &Text::new(report.subject));
    field(&mut out, "Auto-Submitted", &Raw::new("auto-replied"));
    out.extend_from_slice(b"MIME-Version: 1.0\r\n");
    let content_type = ContentType::new("multipart/report")
        .attribute("report-type", "delivery-status")
        .attribute("boundary", format!("----=_report_{tag}"));
    let parts = vec![
        text_part("text/plain", report.text),
        verbatim("message/delivery-status", report.status.as_bytes()),
        verbatim("text/rfc822-headers", report.headers),
    ];
    MimePart::new(content_type, parts).write_part(&mut out);
    out
}

/// A part whose bytes no encoding may touch.
fn verbatim<'x>(media_type: &'static str, bytes: &'x [u8]) -> MimePart<'x> {
    let encoding = if bytes.is_ascii() { "7bit" } else { "8bit" };
    let headers: Vec<(Cow<'_, str>, HeaderType<'_>)> = vec![
        ("Content-Type".into(), Raw::new(media_type).into()),
        ("Content-Transfer-Encoding".into(), Raw::new(encoding).into()),
    ];
    MimePart { headers, contents: BodyPart::Binary(bytes.into()) }
}

/// The text as SES reads a `Content`: without a charset it is 7-bit ASCII, and
/// what does not fit is lost. With any other charset it is delivered as UTF-8.
pub(crate) fn in_charset(data: &str, charset: Option<&str>) -> Result<String, Refusal> {
    let ascii = match charset {
        None | Some("") => true,
        Some(name)
            if name.eq_ignore_ascii_case("us-ascii") || name.eq_ignore_ascii_case("ascii") =>
        {
            true
        }
        Some(name)
            if name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:+".contains(&byte)) =>
        {
            false
        }
        Some(name) => {
            return Err(Refusal::invalid(
                Check::Request,
                format!("Charset: expected a name like UTF-8, but found '{name}'"),
            ));
        }
    };
    if ascii && !data.is_ascii() {
        return Ok(data
            .chars()
            .map(|character| if character.is_ascii() { character } else { '?' })
            .collect());
    }
    Ok(data.to_owned())
}

fn body<'x>(parts: &'x Parts, tag: &str) -> MimePart<'x> {
    // Inline files belong beside the HTML that shows them.
    let related =
        |file: &&Attachment| file.inline && file.content_id.is_some() && parts.html.is_some();
    let inline: Vec<_> = parts.attachments.iter().filter(related).map(file).collect();
    let attached: Vec<_> = parts.attachments.iter().filter(|one| !related(one)).map(file).collect();

    let html = parts.html.as_deref().map(|html| {
        let html = text_part("text/html", html);
        if inline.is_empty() {
            html
        } else {
            multipart("related", tag, [vec![html], inline].concat())
        }
    });
    let text = parts.text.as_deref().map(|text| text_part("text/plain", text));
    let content = match (text, html) {
        (Some(text), Some(html)) => multipart("alternative", tag, vec![text, html]),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => text_part("text/plain", ""),
    };
    if attached.is_empty() {
        content
    } else {
        multipart("mixed", tag, [vec![content], attached].concat())
    }
}

fn multipart<'x>(subtype: &str, tag: &str, parts: Vec<MimePart<'x>>) -> MimePart<'x> {
    let content_type = ContentType::new(format!("multipart/{subtype}"))
        .attribute("boundary", format!("----=_{subtype}_{tag}"));
    MimePart::new(content_type, parts)
}

fn text_part<'x>(media_type: &'static str, text: &'x str) -> MimePart<'x> {
    let content_type = ContentType::new(media_type).attribute("charset", "utf-8");
    MimePart::new(content_type, BodyPart::Text(crlf(text)))
}

fn file(file: &Attachment) -> MimePart<'_> {
    let media_type = file.content_type.as_deref().unwrap_or("application/octet-stream");
    let disposition = ContentType::new(if file.inline { "inline" } else { "attachment" })
        .attribute("filename", file.file_name.as_str());
    let mut headers: Vec<(Cow<'_, str>, HeaderType<'_>)> = vec![
        ("Content-Type".into(), Raw::new(media_type).into()),
        ("Content-Transfer-Encoding".into(), Raw::new("base64").into()),
        ("Content-Disposition".into(), disposition.into()),
    ];
    if let Some(id) = &file.content_id {
        let id = id.trim().trim_start_matches('<').trim_end_matches('>');
        headers.push(("Content-ID".into(), Raw::new(format!("<{id}>")).into()));
    }
    if let Some(description) = &file.description {
        headers.push(("Content-Description".into(), Text::new(description.as_str()).into()));
    }
    // Encoded here: the builder would rewrite the line ends of text files.
    MimePart { headers, contents: BodyPart::Binary(base64_lines(&file.bytes).into()) }
}

fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let lines: Vec<String> = bytes.chunks(57).map(|line| STANDARD.encode(line)).collect();
    lines.join("\r\n").into_bytes()
}

/// Line ends as CRLF, whichever way they came.
fn crlf(text: &str) -> Cow<'_, str> {
    if text.contains(['\r', '\n']) {
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n").into()
    } else {
        text.into()
    }
}

fn address_header(out: &mut Vec<u8>, name: &str, mailboxes: &[Mailbox]) {
    if mailboxes.is_empty() {
        return;
    }
    let list = mailboxes.iter().map(|mailbox| {
        let name = Some(mailbox.display_name.as_str()).filter(|name| !name.is_empty());
        Address::new_address(name, mailbox.address.as_str())
    });
    field(out, name, &Address::new_list(list.collect()));
}

/// One header field as SES writes it.
pub(crate) fn field(out: &mut Vec<u8>, name: &str, value: &impl Header) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b": ");
    value.write_header(out, name.len() + 2);
}

/// An address header, for the fields v2 replaces in raw messages.
pub(crate) fn address_field(name: &str, mailboxes: &[Mailbox]) -> Vec<u8> {
    let mut out = Vec::new();
    address_header(&mut out, name, mailboxes);
    out
}
