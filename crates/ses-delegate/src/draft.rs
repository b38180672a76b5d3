//! What a person typed, before any of it is proven.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::address::{Mailbox, Recipients};
use crate::delegation::{Authority, Delegation};
use crate::error::ParseError;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::message::{Attachment, Body, Message, Placement};
use crate::plan::Route;
use crate::region::{Endpoint, Region};

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
    /// Plain text, blank if there is none.
    pub text: String,
    /// HTML, blank if there is none.
    pub html: String,
    /// Files, in order.
    pub attachments: Vec<File>,
    /// The operation to use; chosen by what the message needs if absent.
    pub route: Option<Route>,
    /// Another server that plays SES; AWS's endpoint of the Region if blank.
    pub endpoint: String,
}

/// The ARNs that the identity owner handed over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Delegate {
    /// Authorises the sender.
    pub source_arn: String,
    /// Authorises the `From` header, if another than `source_arn`.
    pub from_arn: String,
    /// Authorises the return path, if another than `source_arn`.
    pub return_path_arn: String,
}

/// A file of the draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct File {
    /// What the reader will see it called.
    pub filename: String,
    /// A media type; `application/octet-stream` if blank.
    pub content_type: String,
    /// The name by which HTML shows it (`<img src="cid:…">`); an attachment if blank.
    pub cid: String,
    /// The bytes.
    pub content: Content,
}

/// Bytes that many copies of a draft share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Content(#[serde(with = "shared_bytes")] Arc<[u8]>);

impl Content {
    /// The bytes themselves.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

mod shared_bytes {
    use std::sync::Arc;

    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &Arc<[u8]>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[u8]>, D::Error> {
        serde_bytes::deserialize::<Vec<u8>, D>(from).map(Into::into)
    }
}

/// A draft whose every field is proven; it borrows texts and files from it.
#[derive(Debug, Clone)]
pub struct ReadDraft<'a> {
    /// The message.
    pub message: Message<'a>,
    /// The right to send it.
    pub authority: Authority,
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
        let authority = note(&mut errors, self.authority());
        let from = note(&mut errors, self.from.parse().map_err(|e: ParseError| e.at("from")));
        let to = mailboxes(&mut errors, "to", &self.to);
        let cc = mailboxes(&mut errors, "cc", &self.cc);
        let bcc = mailboxes(&mut errors, "bcc", &self.bcc);
        let all_read =
            to.len() + cc.len() + bcc.len() == self.to.len() + self.cc.len() + self.bcc.len();
        let recipients = Recipients::new(to, cc, bcc);
        let recipients = if all_read {
            note(&mut errors, recipients.map_err(|e| e.at("to")))
        } else {
            // The broken entries are named already.
            recipients.ok()
        };
        let reply_to = mailboxes(&mut errors, "replyTo", &self.reply_to);
        let return_path = given(&self.return_path).and_then(|text| {
            note(&mut errors, text.parse().map_err(|e: ParseError| e.at("returnPath")))
        });
        let subject =
            note(&mut errors, HeaderText::new(self.subject.as_str()).map_err(|e| e.at("subject")));
        let attachments: Vec<_> = self
            .attachments
            .iter()
            .enumerate()
            .filter_map(|(at, file)| {
                note(&mut errors, file.read().map_err(|e| e.at(format!("attachments[{at}]"))))
            })
            .collect();
        let endpoint = authority
            .as_ref()
            .and_then(|authority| note(&mut errors, self.endpoint_for(authority)));
        match (authority, from, recipients, subject, endpoint) {
            (Some(authority), Some(from), Some(recipients), Some(subject), Some(endpoint))
                if errors.is_empty() =>
            {
                Ok(ReadDraft {
                    message: Message {
                        from,
                        recipients,
                        reply_to,
                        return_path,
                        subject,
                        body: self.body(),
                        attachments,
                    },
                    authority,
                    endpoint,
                })
            }
            _ => Err(errors),
        }
    }

    fn authority(&self) -> Result<Authority, ParseError> {
        let region = given(&self.region)
            .map(|text| text.parse::<Region>().map_err(|e| e.at("region")))
            .transpose()?;
        let Some(delegate) = &self.delegate else {
            return region.map(Authority::Own).ok_or_else(|| {
                ParseError::quoting(
                    "region.syntax",
                    "the Region where your identity is verified",
                    "",
                )
                .at("region")
            });
        };
        let source = arn("sourceArn", &delegate.source_arn)?;
        let mut delegation =
            match region {
                Some(region) => Delegation::at(region, source),
                None => Delegation::new(source),
            }
            .map_err(|error| {
                if error.field() == "region" { error } else { error.at("delegate") }
            })?;
        if let Some(text) = given(&delegate.from_arn) {
            delegation =
                delegation.with_from(arn("fromArn", text)?).map_err(|e| e.at("delegate"))?;
        }
        if let Some(text) = given(&delegate.return_path_arn) {
            delegation = delegation
                .with_return_path(arn("returnPathArn", text)?)
                .map_err(|e| e.at("delegate"))?;
        }
        Ok(Authority::Delegated(delegation))
    }

    fn endpoint_for(&self, authority: &Authority) -> Result<Endpoint, ParseError> {
        let own = authority.endpoint();
        match given(&self.endpoint) {
            None => Ok(own),
            Some(origin) => {
                Endpoint::dangerous_at(own.region(), origin).map_err(|error| error.at("endpoint"))
            }
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

impl File {
    fn read(&self) -> Result<Attachment<'_>, ParseError> {
        let file_name = match given(&self.filename) {
            Some(name) => HeaderText::new(name),
            None => Err(ParseError::quoting("file.name", "a file name", &self.filename)),
        }
        .map_err(|error| error.at("filename"))?;
        let media_type = match given(&self.content_type) {
            Some(text) => text.parse().map_err(|error: ParseError| error.at("contentType"))?,
            None => MediaType::octet_stream(),
        };
        let placement = match given(&self.cid) {
            Some(text) => {
                Placement::Inline(text.parse::<ContentId>().map_err(|error| error.at("cid"))?)
            }
            None => Placement::Attached,
        };
        Ok(Attachment {
            file_name,
            media_type,
            placement,
            bytes: Cow::Borrowed(self.content.as_slice()),
        })
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn arn(field: &str, text: &str) -> Result<crate::arn::IdentityArn, ParseError> {
    text.parse().map_err(|error: ParseError| error.at(field).at("delegate"))
}

fn mailboxes(errors: &mut Vec<ParseError>, field: &str, texts: &[String]) -> Vec<Mailbox> {
    let read = |(at, text): (usize, &String)| {
        note(errors, text.parse().map_err(|e: ParseError| e.at(format!("{field}[{at}]"))))
    };
    texts.iter().enumerate().filter_map(read).collect()
}

fn note<T>(errors: &mut Vec<ParseError>, result: Result<T, ParseError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            delegate: Some(Delegate {
                source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com".into(),
                ..Delegate::default()
            }),
            from: "Ann <ann@example.com>".into(),
            to: vec!["bob@example.org".into()],
            ..Draft::default()
        }
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let draft = Draft {
            from: "ann".into(),
            to: vec!["bob@example.org".into(), "carl".into()],
            return_path: "x".into(),
            subject: "a\r\nBcc: evil@example.net".into(),
            attachments: vec![File { filename: "a\nb".into(), ..File::default() }],
            endpoint: "http://ses.example".into(),
            ..draft()
        };
        let fields: Vec<_> =
            draft.read().unwrap_err().iter().map(|error| error.field().to_owned()).collect();
        assert_eq!(
            fields,
            ["from", "to[1]", "returnPath", "subject", "attachments[0].filename", "endpoint"]
        );
    }

    #[test]
    fn the_region_follows_the_arn_or_is_asked_for() {
        let with = |delegate, region: &str| Draft { delegate, region: region.into(), ..draft() };
        let first = |draft: &Draft| draft.read().unwrap_err()[0].field().to_owned();
        let delegate = |arn: &str| Some(Delegate { source_arn: arn.into(), ..Delegate::default() });
        assert_eq!(first(&with(delegate(""), "")), "delegate.sourceArn");
        assert_eq!(first(&with(None, "")), "region");
        assert_eq!(
            first(&with(delegate("arn:aws:ses:*:123456789012:identity/example.com"), "")),
            "region"
        );
        assert_eq!(first(&with(draft().delegate, "eu-west-1")), "delegate.sourceArn");
        let own = with(None, "eu-west-1");
        assert_eq!(own.read().unwrap().endpoint.host(), "email.eu-west-1.amazonaws.com");
    }

    #[test]
    fn json_spells_it_as_nodemailer_does() {
        let json = r#"{"delegate":{"sourceArn":"a"},"replyTo":["x"],"attachments":[{"filename":"f","contentType":"image/png","cid":"c","content":[1,2]}],"route":"v2-send-email-raw"}"#;
        let draft: Draft = serde_json::from_str(json).unwrap();
        assert_eq!(draft.attachments[0].content.as_slice(), [1, 2]);
        assert_eq!(draft.route, Some(Route::V2SendEmailRaw));
        assert!(serde_json::from_str::<Draft>(r#"{"sbject":"x"}"#).is_err());
    }
}
