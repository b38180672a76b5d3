//! An imported message as rules see it.

use std::borrow::Cow;
use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use super::{File, Header, Letter, Placed, list, placed};
use crate::address::Mailbox;
use crate::draft::Draft;
use crate::eml::{Adopted, Eml, EmlContent, EmlHeader, EmlPart, LineFacts, PartRole, SesHeader};
use crate::header::HeaderText;
use crate::plan::{Prepared, Size, prepare_raw};
use crate::preflight::html::cids_within;
use crate::preflight::rule::Rule;
use crate::preflight::rules;

/// What rules about raw mail look at besides.
pub(in crate::preflight) struct Raw<'a> {
    /// Those rules.
    pub(in crate::preflight) rules: &'static [&'static Rule],
    /// The message and what became of its X-SES headers.
    pub(in crate::preflight) adopted: &'a Adopted<'a>,
    /// Its parts.
    pub(in crate::preflight) content: EmlContent,
    /// Its lines.
    pub(in crate::preflight) lines: LineFacts,
}

impl<'a> Letter<'a> {
    /// An imported message: `draft` is its envelope, delegation, route and settings.
    pub(in crate::preflight) fn of_raw(adopted: &'a Adopted<'a>, draft: &'a Draft) -> Self {
        let eml = adopted.eml();
        let (prepared, refused) = match prepare_raw(adopted, draft) {
            Ok(prepared) => (Some(prepared), Vec::new()),
            Err(refused) => (None, refused),
        };
        let size = prepared.as_ref().and_then(size);
        let content = eml.content();
        let delegate = draft.delegate.as_ref();
        let arn = |text: &String| text.parse().ok();
        let texts = [("to", &draft.to), ("cc", &draft.cc), ("bcc", &draft.bcc)];
        let recipients: Vec<_> = if texts.iter().any(|(_, list)| !list.is_empty()) {
            texts.into_iter().flat_map(|(field, texts)| list(field, texts)).collect()
        } else {
            ["To", "Cc", "Bcc"].into_iter().flat_map(|name| mailboxes(eml, name)).collect()
        };
        let address =
            |Placed { field, value }: Placed<Mailbox>| Placed { field, value: value.address };
        let text = |text: &Option<(usize, String)>| {
            text.as_ref().map(|(_, text)| Cow::from(text.clone())).unwrap_or_default()
        };
        Self {
            draft,
            refused,
            read: None,
            prepared,
            source_arn: delegate.and_then(|delegate| arn(&delegate.source_arn)),
            from_arn: delegate.and_then(|delegate| arn(&delegate.from_arn)),
            return_path_arn: delegate.and_then(|delegate| arn(&delegate.return_path_arn)),
            from: mailboxes(eml, "From").next(),
            sender: mailboxes(eml, "Sender").next(),
            return_path: placed("returnPath", &draft.return_path)
                .or_else(|| mailboxes(eml, "Return-Path").next().map(address)),
            reply_to: mailboxes(eml, "Reply-To").collect(),
            recipients,
            subject: eml
                .named("Subject")
                .next()
                .map(|(_, header)| Cow::from(header.decoded()))
                .unwrap_or_default(),
            text: text(&content.text),
            html: text(&content.html),
            files: files(&content),
            headers: headers(eml),
            size,
            raw: Some(Raw { rules: rules::OF_RAW, adopted, content, lines: eml.lines() }),
        }
    }
}

/// Its exact length as it is sent.
fn size(prepared: &Prepared) -> Option<Size> {
    let mime = prepared.mime.as_ref()?;
    Some(Size::of(prepared.route, mime.plan().len(), true))
}

fn headers<'a>(eml: &Eml<'a>) -> Vec<Header<'a>> {
    let header = |(at, header): (usize, &EmlHeader<'a>)| Header {
        field: format!("raw.headers[{at}]"),
        name: header.name().into(),
        value: header.decoded().into(),
    };
    eml.headers().iter().enumerate().map(header).collect()
}

/// Path of an X-SES header of the imported message.
pub(in crate::preflight) fn place(header: &SesHeader) -> String {
    header.index.map_or_else(|| "raw.body".to_owned(), |at| format!("raw.headers[{at}]"))
}

/// Those that SES takes, of every header called `name`.
fn mailboxes<'s>(eml: &'s Eml<'_>, name: &'s str) -> impl Iterator<Item = Placed<Mailbox>> + 's {
    eml.named(name).flat_map(|(at, header)| {
        header.mailboxes().into_iter().filter_map(move |mailbox| {
            let address = mailbox.address.parse().ok()?;
            let name = HeaderText::new(mailbox.name).ok().filter(|name| !name.is_empty());
            Some(Placed { field: format!("raw.headers[{at}]"), value: Mailbox { name, address } })
        })
    })
}

fn files<'a>(content: &EmlContent) -> Vec<File<'a>> {
    let html = content.html.as_ref().map(|(_, html)| html.as_str());
    let named: HashSet<_> = html.into_iter().flat_map(cids_within).collect();
    outer(content)
        .filter(|(_, part)| matches!(part.role, PartRole::File | PartRole::Message))
        // Without a delimiter it is damaged, which is told elsewhere.
        .filter(|(_, part)| !part.content_type.starts_with("multipart/"))
        .map(|(at, part)| File {
            field: format!("raw.parts[{at}]"),
            name: part.file_name.clone().into(),
            media_type: part.content_type.clone().into(),
            cid: shown_by(part, html.is_some(), &named).into(),
            size: part.size,
        })
        .collect()
}

/// The parts of the message itself: what an attached message holds is that one's.
fn outer(content: &EmlContent) -> impl Iterator<Item = (usize, &EmlPart)> {
    let mut within: Option<String> = None;
    content.parts.iter().enumerate().filter(move |(_, part)| {
        if within.as_ref().is_some_and(|message| part.path.starts_with(message)) {
            return false;
        }
        within = (part.role == PartRole::Message).then(|| format!("{}.", part.path));
        true
    })
}

/// The name by which HTML shows the part. Many attachments have a Content-ID
/// that nothing was ever meant to name, and without HTML pictures are "inline"
/// as they stand.
fn shown_by(part: &EmlPart, has_html: bool, named: &HashSet<String>) -> String {
    let id = &part.content_id;
    let is_picture = part.disposition == "inline" && part.content_type.starts_with("image/");
    let is_shown = !id.is_empty()
        && has_html
        && (is_picture
            || named.contains(id)
            || named.contains(&*percent_decode_str(id).decode_utf8_lossy()));
    if is_shown { id.clone() } else { String::new() }
}

impl Raw<'_> {
    /// Path of what a draft calls `field`, in the message.
    pub(in crate::preflight) fn path(&self, field: &str) -> Option<String> {
        let part = |shown: &Option<(usize, String)>| match shown {
            Some((at, _)) => format!("raw.parts[{at}]"),
            None => "raw.parts".to_owned(),
        };
        let header = |name| match self.adopted.eml().named(name).next() {
            Some((at, _)) => format!("raw.headers[{at}]"),
            None => "raw.headers".to_owned(),
        };
        match field {
            "text" => Some(part(&self.content.text)),
            "html" => Some(part(&self.content.html)),
            "subject" => Some(header("Subject")),
            "listUnsubscribe" => Some(header("List-Unsubscribe")),
            _ => None,
        }
    }
}
