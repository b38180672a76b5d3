//! Deliveries and refusals as JSON, messages taken apart for display.

use std::{borrow::Cow, collections::HashMap};

use base64::{Engine, engine::general_purpose::STANDARD};
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};
use serde::Serialize;

use crate::{
    authorization::{Grant, Look},
    clock::rfc3339,
    encoded_word,
    header_block::HeaderBlock,
    parsed::Parsed,
    refusal::{Api, Check},
    simulator::Recipient,
    store::{Fate, Message as Stored, Refused, Whole},
    submission::Tracking,
    tags::Tag,
};

/// Images larger than this stay out of the HTML view.
const MAX_IMAGE: usize = 8 * 1024 * 1024;
/// What the HTML may become by its images: one may be shown any number of times.
const MAX_HTML: usize = 64 * 1024 * 1024;

/// One message in the list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row<'a> {
    sequence: u64,
    id: &'a str,
    received_at: String,
    region: &'a str,
    account: &'a str,
    caller: &'a str,
    operation: &'static str,
    source: &'a str,
    destinations: &'a [String],
    subject: &'a str,
    size: usize,
    fate: &'a Fate,
}

/// One message in full.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Details<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    return_path: &'a str,
    text: Option<String>,
    html: Option<String>,
    headers: Vec<HeaderLine>,
    parts: Vec<PartLine>,
    authorization: &'a [Grant],
    configuration_set: Option<&'a str>,
    tags: &'a [Tag],
    template: Option<&'a str>,
    tenant: Option<&'a str>,
    endpoint: Option<&'a str>,
    list_management: Option<&'a str>,
    tracking: Option<&'a Tracking>,
    outcomes: &'a [Recipient],
}

/// A header, unfolded and decoded.
#[derive(Serialize)]
pub(super) struct HeaderLine {
    name: String,
    value: String,
}

/// An attachment or inline file; `index` is its place in `/parts/{index}`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PartLine {
    index: usize,
    content_type: String,
    file_name: Option<String>,
    content_id: Option<String>,
    inline: bool,
    size: usize,
}

/// One refused request.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefusalRow<'a> {
    sequence: u64,
    id: &'a str,
    received_at: String,
    api: Api,
    region: Option<&'a str>,
    caller: Option<&'a str>,
    operation: Option<&'a str>,
    source: Option<&'a str>,
    destinations: &'a [String],
    status: u16,
    code: &'static str,
    message: Option<&'a str>,
    check: Check,
    notes: &'a [String],
    trace: &'a [Look],
}

impl<'a> Row<'a> {
    pub(super) fn of(message: &'a Stored) -> Self {
        let delivery = &message.delivery;
        Self {
            sequence: message.sequence,
            id: &delivery.id,
            received_at: rfc3339(delivery.received_at),
            region: &delivery.region,
            account: &delivery.account,
            caller: &delivery.caller,
            operation: delivery.operation.name(),
            source: &delivery.source,
            destinations: &delivery.destinations,
            subject: &delivery.subject,
            size: message.size,
            fate: &delivery.fate,
        }
    }
}

impl<'a> Details<'a> {
    pub(super) fn of(stored: &'a Stored, whole: &'a Whole) -> Self {
        let (delivery, raw) = (&stored.delivery, &whole.raw[..]);
        let message = Parsed::of(raw);
        let parts = message.iter().flat_map(|message| message.parts.iter().enumerate());
        Self {
            row: Row::of(stored),
            return_path: &delivery.return_path,
            text: message.as_deref().and_then(text_of),
            html: message.as_deref().and_then(html_of),
            headers: headers(raw),
            parts: parts
                .filter(|(_, part)| is_file(part))
                .map(|(index, part)| PartLine::of(index, part))
                .collect(),
            authorization: &whole.authorization,
            configuration_set: delivery.configuration_set.as_deref(),
            tags: &delivery.tags,
            template: delivery.template.as_deref(),
            tenant: delivery.tenant.as_deref(),
            endpoint: delivery.endpoint.as_deref(),
            list_management: delivery.list_management.as_deref(),
            tracking: delivery.tracking.as_ref(),
            outcomes: &delivery.outcomes,
        }
    }
}

impl PartLine {
    fn of(index: usize, part: &MessagePart<'_>) -> Self {
        let content_type = part.content_type().map_or_else(
            || "application/octet-stream".to_owned(),
            |value| {
                format!("{}/{}", value.ctype(), value.subtype().unwrap_or("*")).to_ascii_lowercase()
            },
        );
        Self {
            index,
            content_type,
            file_name: part.attachment_name().map(str::to_owned),
            content_id: part.content_id().map(str::to_owned),
            inline: part.content_disposition().is_some_and(mail_parser::ContentType::is_inline),
            size: part.contents().len(),
        }
    }
}

impl<'a> RefusalRow<'a> {
    pub(super) fn of(sequence: u64, refused: &'a Refused) -> Self {
        Self {
            sequence,
            id: &refused.id,
            received_at: rfc3339(refused.received_at),
            api: refused.api,
            region: refused.region.as_deref(),
            caller: refused.caller.as_deref(),
            operation: refused.operation.as_deref(),
            source: refused.source.as_deref(),
            destinations: &refused.destinations,
            status: refused.refusal.status(refused.api),
            code: refused.refusal.code(refused.api),
            message: refused.refusal.message.as_deref(),
            check: refused.refusal.check,
            notes: &refused.refusal.notes,
            trace: &refused.refusal.trace,
        }
    }
}

/// All fields of the header block, in their order.
pub(super) fn headers(raw: &[u8]) -> Vec<HeaderLine> {
    let block = HeaderBlock::parse(raw);
    let lines = block.fields.iter().map(|field| HeaderLine {
        name: String::from_utf8_lossy(field.name()).into_owned(),
        value: encoded_word::decode(&field.value()),
    });
    lines.collect()
}

/// The text body.
pub(super) fn text(raw: &[u8]) -> Option<String> {
    let message = Parsed::of(raw)?;
    text_of(&message)
}

/// The HTML body with its inline images filled in.
pub(super) fn html(raw: &[u8]) -> Option<String> {
    let message = Parsed::of(raw)?;
    let html = html_of(&message)?;
    let images: HashMap<&str, &MessagePart<'_>> =
        message.parts.iter().filter_map(|part| Some((part.content_id()?, part))).collect();
    let mut filled = String::with_capacity(html.len());
    let mut rest = &html[..];
    while let Some(at) = rest.find("cid:") {
        let (before, reference) = rest.split_at(at);
        let end = reference.find(['"', '\'', ')', '>', '<', ' ', '\t', '\r', '\n']);
        let (reference, after) = reference.split_at(end.unwrap_or(reference.len()));
        filled.push_str(before);
        let room = MAX_HTML.saturating_sub(filled.len() + after.len());
        let image = images.get(&reference["cid:".len()..]);
        let url = image.and_then(|part| data_url(part, room.min(MAX_IMAGE)));
        filled.push_str(url.as_deref().unwrap_or(reference));
        rest = after;
    }
    filled.push_str(rest);
    Some(filled)
}

/// An image as a `data:` URL, if it has at most `max` bytes.
fn data_url(part: &MessagePart<'_>, max: usize) -> Option<String> {
    let kind = part.content_type().filter(|value| value.ctype().eq_ignore_ascii_case("image"))?;
    let subtype = kind.subtype()?;
    let plain = subtype.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let contents = part.contents();
    (plain && contents.len() <= max)
        .then(|| format!("data:image/{subtype};base64,{}", STANDARD.encode(contents)))
}

/// The name and the decoded bytes of one part.
pub(super) fn part(raw: &[u8], index: usize) -> Option<(Option<String>, Vec<u8>)> {
    let message = Parsed::of(raw)?;
    let part = message.parts.get(index).filter(|part| is_file(part))?;
    Some((part.attachment_name().map(str::to_owned), part.contents().to_vec()))
}

/// The text part itself: the parser would also make one out of HTML.
fn text_of(message: &Message<'_>) -> Option<String> {
    bodies(message, &message.text_body, |body| match body {
        PartType::Text(text) => Some(text),
        _ => None,
    })
}

fn html_of(message: &Message<'_>) -> Option<String> {
    bodies(message, &message.html_body, |body| match body {
        PartType::Html(html) => Some(html),
        _ => None,
    })
}

fn bodies<'m>(
    message: &'m Message<'m>,
    ids: &[u32],
    select: impl Fn(&'m PartType<'m>) -> Option<&'m Cow<'m, str>>,
) -> Option<String> {
    let parts = ids.iter().filter_map(|id| message.parts.get(usize::try_from(*id).ok()?));
    let texts: Vec<&str> = parts
        .filter(|part| !is_file(part))
        .filter_map(|part| select(&part.body))
        .map(Cow::as_ref)
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn is_file(part: &MessagePart<'_>) -> bool {
    match &part.body {
        PartType::Multipart(_) => false,
        PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) => true,
        PartType::Text(_) | PartType::Html(_) => {
            part.attachment_name().is_some()
                || part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// A message whose HTML is `html`, with images of the ids given.
    fn message(html: &str, images: &[(&str, &str)]) -> Vec<u8> {
        let mut text = format!(
            "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
             {html}\r\n"
        );
        for (id, bytes) in images {
            let _ = write!(
                text,
                "--b\r\nContent-Type: image/png\r\nContent-ID: <{id}>\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
                STANDARD.encode(bytes)
            );
        }
        (text + "--b--\r\n").into_bytes()
    }

    #[test]
    fn each_image_stands_where_it_is_named() {
        let html_in = "<img src=\"cid:a\"><img src='cid:ab'><i style=\"x:url(cid:a)\"></i><img src=cid:c> cid:";
        let found = html(&message(html_in, &[("a", "A"), ("ab", "AB")])).unwrap();
        let url = |bytes| format!("data:image/png;base64,{}", STANDARD.encode(bytes));
        let expected = format!(
            "<img src=\"{0}\"><img src='{1}'><i style=\"x:url({0})\"></i><img src=cid:c> cid:",
            url("A"),
            url("AB")
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn an_image_shown_without_end_ends() {
        let image = "x".repeat(1024 * 1024);
        let found = html(&message(&"cid:a ".repeat(1000), &[("a", &image)])).unwrap();
        // The last image may need a third more than it has.
        assert!((MAX_HTML / 2..MAX_HTML + MAX_IMAGE).contains(&found.len()), "{}", found.len());
        assert!(found.ends_with("cid:a cid:a "), "what is beyond stays a reference");
    }
}
