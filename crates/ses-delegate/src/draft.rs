//! What a person typed, before any of it is proven.

mod authority;
mod envelope;
mod file;
mod headers;
mod invitation;
mod list_unsubscribe;
mod recipients;
mod settings;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::delegation::Authority;
use crate::error::ParseError;
use crate::header::HeaderText;
use crate::message::{Body, Message};
use crate::region::{Endpoint, Variant};
use crate::route::Route;
use crate::settings::Settings;

pub use authority::Delegate;
pub(crate) use envelope::ReadEnvelope;
pub use file::File;
pub use headers::Header;
pub use invitation::IcalEvent;
pub use list_unsubscribe::Unsubscribe;
pub use settings::{ListManagement, Tag};

/// Plain input, as a form or a JSON document holds it.
///
/// Field names follow nodemailer's; blank text means absent. Reading it
/// ([`Draft::read`]) reports every wrong field at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Draft {
    /// The identity of somebody else; absent to send as one's own, in `region`.
    pub delegate: Option<Delegate>,
    /// Needed for one's own identity and for ARNs with `*` as Region.
    pub region: String,
    /// The sender: `Ann <ann@example.com>`.
    pub from: String,
    /// Who sends it for the one in `from`: one mailbox, verified as well.
    pub sender: String,
    /// One mailbox each.
    pub to: Vec<String>,
    /// One mailbox each.
    pub cc: Vec<String>,
    /// One mailbox each; in the envelope only.
    pub bcc: Vec<String>,
    /// One mailbox each.
    pub reply_to: Vec<String>,
    /// The address that receives bounces; the sender's if blank.
    pub return_path: String,
    /// One line.
    pub subject: String,
    /// The Message-ID of the message that this one answers.
    pub in_reply_to: String,
    /// The Message-IDs of the messages before this one, oldest first.
    pub references: Vec<String>,
    /// How to leave the list that it goes to.
    pub list_unsubscribe: Option<Unsubscribe>,
    /// That list: `news.example.com` or `News <news.example.com>`.
    pub list_id: String,
    /// By what Gmail groups complaints: `a:b:c:sender`.
    pub feedback_id: String,
    /// `no`, `auto-generated` or `auto-replied`.
    pub auto_submitted: String,
    /// `high`, `normal` or `low`.
    pub importance: String,
    /// Headers that have no field here, in order.
    pub headers: Vec<Header>,
    /// Plain text, blank if there is none.
    pub text: String,
    /// HTML, blank if there is none.
    pub html: String,
    /// An invitation.
    pub ical_event: Option<IcalEvent>,
    /// Files, in order.
    pub attachments: Vec<File>,
    /// The name of a configuration set; the identity's default if blank.
    pub configuration_set: String,
    /// By which events are counted.
    pub tags: Vec<Tag>,
    /// By which SES lets recipients unsubscribe.
    pub list_management: Option<ListManagement>,
    /// The name of a tenant.
    pub tenant: String,
    /// The operation to use; chosen by what the message needs if absent.
    pub route: Option<Route>,
    /// Another server that plays SES, such as a local one; AWS's endpoint of
    /// the Region if blank. Also the way to a Region newer than the crate's
    /// table: `https://email.<region>.amazonaws.com`.
    pub endpoint: String,
    /// Which of AWS's endpoints of the Region; the standard one if absent.
    /// Not to be given together with `endpoint`.
    pub endpoint_variant: Option<Variant>,
}

/// A draft whose every field is proven; it borrows its texts.
#[derive(Debug, Clone)]
pub struct ReadDraft<'a> {
    /// The message.
    pub message: Message<'a>,
    /// The right to send it.
    pub authority: Authority,
    /// What SES does with it besides.
    pub settings: Settings,
    /// Where to send it.
    pub endpoint: Endpoint,
}

impl Draft {
    /// Proves every field.
    ///
    /// # Errors
    /// Every wrong field, in the order of the struct, with its path.
    pub fn read(&self) -> Result<ReadDraft<'_>, Vec<ParseError>> {
        let mut errors = Vec::new();
        let authority = authority::read(self, &mut errors);
        let from = note(&mut errors, recipients::mailbox(&self.from).map_err(|e| e.at("from")));
        let sender = optional(&mut errors, "sender", &self.sender, recipients::mailbox);
        let recipients = recipients::read(self, &mut errors);
        let reply_to = recipients::mailboxes(&mut errors, "replyTo", &self.reply_to);
        let return_path = optional(&mut errors, "returnPath", &self.return_path, str::parse);
        let subject =
            note(&mut errors, HeaderText::new(self.subject.as_str()).map_err(|e| e.at("subject")));
        let headers = headers::read(self, sender, &mut errors);
        let invitation = self.ical_event.as_ref().and_then(|event| event.read(&mut errors));
        let attachments = file::read(&self.attachments, &mut errors);
        let settings = settings::read(self, &mut errors);
        let endpoint = authority
            .as_ref()
            .and_then(|authority| note(&mut errors, authority::endpoint(self, authority)));
        if let (Some(authority), Some(from)) = (&authority, &from)
            && given(&self.return_path).is_none()
        {
            note(&mut errors, authority::covers_the_sender(authority, from));
        }
        match (authority, from, recipients, subject, endpoint) {
            (Some(authority), Some(from), Some(recipients), Some(subject), Some(endpoint))
                if errors.is_empty() =>
            {
                let body = self.body();
                Ok(ReadDraft {
                    message: Message {
                        from,
                        recipients,
                        reply_to,
                        return_path,
                        subject,
                        headers,
                        body,
                        invitation,
                        attachments,
                    },
                    authority,
                    settings,
                    endpoint,
                })
            }
            _ => Err(errors),
        }
    }

    fn body(&self) -> Body<'_> {
        let text = Cow::from(self.text.as_str());
        let html = Cow::from(self.html.as_str());
        match (self.text.is_empty(), self.html.is_empty()) {
            (_, true) => Body::Text(text),
            (true, false) => Body::Html(html),
            (false, false) => Body::Both { text, html },
        }
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Reads `text`, unless it is blank, as the value of `field`.
fn optional<'a, T>(
    errors: &mut Vec<ParseError>,
    field: &str,
    text: &'a str,
    read: impl FnOnce(&'a str) -> Result<T, ParseError>,
) -> Option<T> {
    given(text).and_then(|text| note(errors, read(text).map_err(|error| error.at(field))))
}

fn note<T>(errors: &mut Vec<ParseError>, result: Result<T, ParseError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

#[cfg(test)]
mod tests;
