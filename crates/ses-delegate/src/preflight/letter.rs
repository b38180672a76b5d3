//! A message as rules see it, whether it was typed or is an imported file.
//! What cannot be read is left out here and stands in `refused`.

mod raw;
mod rest;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::address::{EmailAddress, Mailbox};
use crate::arn::IdentityArn;
use crate::caller::Caller;
use crate::draft::{Draft, ReadDraft};
use crate::error::{ParseError, quote};
use crate::plan::{Prepared, Size, prepare};
use crate::region::{Endpoint, Region};
use crate::stamp::{Stamp, UnixTime};

use super::known::Known;

pub(super) use self::raw::{Raw, place};

/// SES Developer Guide, "Using the mailbox simulator manually".
const SIMULATOR: &str = "simulator.amazonses.com";

/// A value and the path of its field.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    /// Path, such as `to[2]`.
    pub(super) field: String,
    /// What is there.
    pub(super) value: T,
}

/// A file of the message.
#[derive(Debug, Clone)]
pub(super) struct File<'a> {
    /// Path, such as `attachments[1]`.
    pub(super) field: String,
    /// What it is called.
    pub(super) name: Cow<'a, str>,
    /// Its media type as written, blank if none.
    pub(super) media_type: Cow<'a, str>,
    /// The name by which HTML shows it, blank if it is attached.
    pub(super) cid: Cow<'a, str>,
    /// In bytes, before encoding.
    pub(super) size: u64,
}

/// A header of the message beyond sender, recipients and subject.
#[derive(Debug, Clone)]
pub(super) struct Header<'a> {
    /// Path, such as `headers[1]` or `listUnsubscribe`.
    pub(super) field: String,
    /// Its name.
    pub(super) name: Cow<'a, str>,
    /// Its value on one line.
    pub(super) value: Cow<'a, str>,
}

/// A message as rules see it.
pub(super) struct Letter<'a> {
    /// What was typed; of an imported message the envelope, delegation, Region, route and settings.
    pub(super) draft: &'a Draft,
    /// Every field that cannot be used.
    pub(super) refused: Vec<ParseError>,
    /// The proven draft, if nothing is refused but for its route or size.
    pub(super) read: Option<ReadDraft<'a>>,
    /// Its request, if nothing is refused.
    pub(super) prepared: Option<Prepared>,
    /// `delegate.sourceArn`.
    pub(super) source_arn: Option<IdentityArn>,
    /// `delegate.fromArn`, if given.
    pub(super) from_arn: Option<IdentityArn>,
    /// `delegate.returnPathArn`, if given.
    pub(super) return_path_arn: Option<IdentityArn>,
    /// The `From` header.
    pub(super) from: Option<Placed<Mailbox>>,
    /// The `Sender` header.
    pub(super) sender: Option<Placed<Mailbox>>,
    /// Where bounces go, if not to the sender.
    pub(super) return_path: Option<Placed<EmailAddress>>,
    /// Where replies go.
    pub(super) reply_to: Vec<Placed<Mailbox>>,
    /// To, Cc and Bcc, in this order.
    pub(super) recipients: Vec<Placed<Mailbox>>,
    /// The subject.
    pub(super) subject: Cow<'a, str>,
    /// Plain text, blank if none.
    pub(super) text: Cow<'a, str>,
    /// HTML, blank if none.
    pub(super) html: Cow<'a, str>,
    /// Files, in order.
    pub(super) files: Vec<File<'a>>,
    /// Further headers, in order; of an imported message all that it has.
    pub(super) headers: Vec<Header<'a>>,
    /// How long it is, if it can be sent at all.
    pub(super) size: Option<Size>,
    /// The imported message, if it is one.
    pub(super) raw: Option<Raw<'a>>,
}

impl<'a> Letter<'a> {
    /// What was typed.
    pub(super) fn of_draft(draft: &'a Draft, known: &Known) -> Self {
        let at = known.at.or_else(|| UnixTime::from_seconds(0).ok());
        // Lengths do not depend on the stamp.
        let stamp = at.map(|at| Stamp { at, nonce: [0; 16] });
        let (prepared, refused) = match stamp.map(|stamp| (stamp, prepare(draft, &stamp))) {
            Some((_, Ok(prepared))) => (Some(prepared), Vec::new()),
            Some((stamp, Err(mut refused))) => {
                refused.extend(rest::refused_besides(draft, &refused, &stamp));
                (None, refused)
            }
            None => (None, Vec::new()),
        };
        let read = draft.read().ok();
        let size = prepared.as_ref().zip(read.as_ref());
        let size = size.map(|(prepared, read)| prepared.size(&read.message));
        let delegate = draft.delegate.as_ref();
        let arn = |text: &String| text.parse().ok();
        Self {
            draft,
            refused,
            read,
            prepared,
            source_arn: delegate.and_then(|delegate| arn(&delegate.source_arn)),
            from_arn: delegate.and_then(|delegate| arn(&delegate.from_arn)),
            return_path_arn: delegate.and_then(|delegate| arn(&delegate.return_path_arn)),
            from: placed("from", &draft.from),
            sender: placed("sender", &draft.sender),
            return_path: placed("returnPath", &draft.return_path),
            reply_to: list("replyTo", &draft.reply_to),
            recipients: [("to", &draft.to), ("cc", &draft.cc), ("bcc", &draft.bcc)]
                .into_iter()
                .flat_map(|(field, texts)| list(field, texts))
                .collect(),
            subject: draft.subject.as_str().into(),
            text: draft.text.as_str().into(),
            html: draft.html.as_str().into(),
            files: draft.attachments.iter().enumerate().map(File::of).collect(),
            headers: headers(draft),
            size,
            raw: None,
        }
    }

    /// Whether something in `field` is refused, and so told of already.
    pub(super) fn refuses(&self, field: &str) -> bool {
        self.refused.iter().any(|error| {
            error
                .field()
                .strip_prefix(field)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }

    /// The headers called `name`, in any case.
    pub(super) fn headers(&self, name: &str) -> impl Iterator<Item = &Header<'a>> {
        self.headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name))
    }

    /// The recipients but those of the mailbox simulator, which any account may
    /// send to and no quota counts.
    pub(super) fn real_recipients(&self) -> impl Iterator<Item = &Placed<Mailbox>> {
        let is_simulator = |it: &EmailAddress| it.domain().eq_ignore_ascii_case(SIMULATOR);
        self.recipients.iter().filter(move |it| !is_simulator(&it.value.address))
    }

    /// The ARN of something in the sender's own account, by which IAM knows it.
    pub(super) fn arn_of_own(&self, caller: Option<&Caller>, resource: &str) -> String {
        let region = self.region();
        let partition = region.as_ref().map_or("aws", |region| region.partition().as_str());
        let region = region.as_ref().map_or("<region>", Region::as_str);
        let account = caller.map_or("<your account>", |caller| caller.account().as_str());
        format!("arn:{partition}:ses:{region}:{account}:{resource}")
    }

    /// The ARNs that are named, with their fields.
    pub(super) fn arns(&self) -> impl Iterator<Item = (&'static str, &IdentityArn)> {
        let named = [
            ("delegate.sourceArn", &self.source_arn),
            ("delegate.fromArn", &self.from_arn),
            ("delegate.returnPathArn", &self.return_path_arn),
        ];
        named.into_iter().filter_map(|(field, arn)| Some((field, arn.as_ref()?)))
    }

    /// Where SES is called: the Region that is named, else the ARN's.
    pub(super) fn region(&self) -> Option<Region> {
        let named = self.draft.region.trim().parse().ok();
        named.or_else(|| self.source_arn.as_ref()?.region().cloned())
    }

    /// The server that is named in place of AWS's list.
    pub(super) fn named_endpoint(&self) -> Option<Endpoint> {
        match self.draft.endpoint.trim() {
            "" => None,
            origin => Endpoint::dangerous_at(&self.region()?, origin).ok(),
        }
    }

    /// Where bounces go: the return path, else the sender.
    pub(super) fn bounces_to(&self) -> Option<Placed<EmailAddress>> {
        self.return_path.clone().or_else(|| {
            let Placed { field, value } = self.from.clone()?;
            Some(Placed { field, value: value.address })
        })
    }
}

impl<'a> File<'a> {
    /// Its Content-ID without brackets, blank if it is attached.
    pub(super) fn bare_cid(&self) -> &str {
        let bare = self.cid.strip_prefix('<').and_then(|cid| cid.strip_suffix('>'));
        bare.unwrap_or(&self.cid)
    }

    /// What HTML may call it by, once decoded; nothing if it is attached.
    pub(super) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let bare = Some(self.bare_cid()).filter(|cid| !cid.is_empty()).into_iter();
        bare.flat_map(|cid| [cid.into(), percent_decode_str(cid).decode_utf8_lossy()])
    }

    /// What it is called, for a sentence.
    pub(super) fn called(&self) -> String {
        match &*self.name {
            "" => format!("A file without a name ({})", self.field),
            name => quote(name),
        }
    }

    fn of((at, file): (usize, &'a crate::draft::File)) -> Self {
        Self {
            field: format!("attachments[{at}]"),
            name: file.filename.trim().into(),
            media_type: file.content_type.trim().into(),
            cid: file.cid.trim().into(),
            size: file.content.size(),
        }
    }
}

fn placed<T: std::str::FromStr>(field: &str, text: &str) -> Option<Placed<T>> {
    let value = text.trim().parse().ok()?;
    Some(Placed { field: field.to_owned(), value })
}

fn list(field: &str, texts: &[String]) -> Vec<Placed<Mailbox>> {
    texts
        .iter()
        .enumerate()
        .filter_map(|(at, text)| placed(&format!("{field}[{at}]"), text))
        .collect()
}

fn headers(draft: &Draft) -> Vec<Header<'_>> {
    let mut headers = Vec::new();
    let mut put = |field: &str, name: &'static str, value: String| {
        if !value.is_empty() {
            headers.push(Header {
                field: field.to_owned(),
                name: name.into(),
                value: value.into(),
            });
        }
    };
    let text = |text: &String| text.trim().to_owned();
    put("sender", "Sender", text(&draft.sender));
    put("inReplyTo", "In-Reply-To", text(&draft.in_reply_to));
    put("references", "References", draft.references.join(" "));
    if let Some(list) = &draft.list_unsubscribe {
        let (url, email) = (list.url.trim(), list.email.trim());
        let scheme = if email.contains(':') { "" } else { "mailto:" };
        let uris = [(url, ""), (email, scheme)].into_iter().filter(|(uri, _)| !uri.is_empty());
        let uris: Vec<_> = uris.map(|(uri, scheme)| format!("<{scheme}{uri}>")).collect();
        put("listUnsubscribe", "List-Unsubscribe", uris.join(", "));
        if list.one_click {
            let value = "List-Unsubscribe=One-Click".to_owned();
            put("listUnsubscribe.oneClick", "List-Unsubscribe-Post", value);
        }
    }
    put("listId", "List-Id", text(&draft.list_id));
    put("feedbackId", "Feedback-ID", text(&draft.feedback_id));
    put("autoSubmitted", "Auto-Submitted", text(&draft.auto_submitted));
    put("importance", "Importance", text(&draft.importance));
    let custom = draft.headers.iter().enumerate().map(|(at, header)| Header {
        field: format!("headers[{at}]"),
        name: header.name.trim().into(),
        value: header.value.trim().into(),
    });
    headers.extend(custom);
    headers
}
