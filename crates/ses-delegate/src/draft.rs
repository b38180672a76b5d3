//! What a person typed, before any of it is proven.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::address::{Mailbox, Recipients};
use crate::arn::IdentityArn;
use crate::content::Content;
use crate::delegation::{Authority, Delegation};
use crate::error::ParseError;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::message::{Attachment, Body, Message, Placement};
use crate::mime;
use crate::region::{Endpoint, Region, Variant};
use crate::route::Route;

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
    /// Another server that plays SES, such as a local one; AWS's endpoint of
    /// the Region if blank. Also the way to a Region newer than the crate's
    /// table: `https://email.<region>.amazonaws.com`.
    pub endpoint: String,
    /// Which of AWS's endpoints of the Region; the standard one if absent.
    /// Not to be given together with `endpoint`.
    pub endpoint_variant: Option<Variant>,
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

/// A draft whose every field is proven; it borrows its texts.
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
        let authority = self.authority(&mut errors);
        let from = note(&mut errors, mailbox(&self.from).map_err(|e| e.at("from")));
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
            .filter_map(|(at, file)| file.read(&mut errors, &format!("attachments[{at}]")))
            .collect();
        no_cid_twice(&mut errors, &self.attachments);
        let endpoint = authority
            .as_ref()
            .and_then(|authority| note(&mut errors, self.endpoint_for(authority)));
        if let (Some(Authority::Delegated(delegation)), Some(from)) = (&authority, &from)
            && given(&self.return_path).is_none()
        {
            note(&mut errors, covers_the_sender(delegation, from));
        }
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

    fn authority(&self, errors: &mut Vec<ParseError>) -> Option<Authority> {
        let known = errors.len();
        let region = given(&self.region)
            .and_then(|text| note(errors, text.parse::<Region>().map_err(|e| e.at("region"))));
        let Some(delegate) = &self.delegate else {
            if region.is_none() && errors.len() == known {
                let expected = "the Region where your identity is verified";
                errors.push(ParseError::quoting("region.syntax", expected, "").at("region"));
            }
            return region.map(Authority::Own);
        };
        let mut arn = |field: &str, text: &str| {
            let read = text.parse::<IdentityArn>().map_err(|e| e.at(field).at("delegate"));
            note(errors, read)
        };
        let source = arn("sourceArn", &delegate.source_arn);
        let from = given(&delegate.from_arn).and_then(|text| arn("fromArn", text));
        let return_path =
            given(&delegate.return_path_arn).and_then(|text| arn("returnPathArn", text));
        if errors.len() > known {
            return None;
        }
        let delegation = delegation(region, source?, from, return_path);
        note(errors, delegation).map(Authority::Delegated)
    }

    fn endpoint_for(&self, authority: &Authority) -> Result<Endpoint, ParseError> {
        match (given(&self.endpoint), self.endpoint_variant) {
            (None, variant) => authority.endpoint(variant.unwrap_or_default()).map_err(|error| {
                let field = match (error.code(), &self.delegate) {
                    ("region.fips", _) => "endpointVariant",
                    (_, Some(_)) if given(&self.region).is_none() => "delegate.sourceArn",
                    _ => "region",
                };
                error.at(field)
            }),
            (Some(origin), None) => Endpoint::dangerous_at(authority.region(), origin)
                .map_err(|error| error.at("endpoint")),
            (Some(_), Some(variant)) => Err(ParseError::quoting(
                "endpoint.variant",
                "nothing beside `endpoint`, which says already where to send",
                variant.as_str(),
            )
            .at("endpointVariant")),
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

/// The fields of the error tell which ARN does not fit.
fn delegation(
    region: Option<Region>,
    source: IdentityArn,
    from: Option<IdentityArn>,
    return_path: Option<IdentityArn>,
) -> Result<Delegation, ParseError> {
    let build = || {
        let mut delegation = match region {
            Some(region) => Delegation::at(region, source)?,
            None => Delegation::new(source)?,
        };
        if let Some(arn) = from {
            delegation = delegation.with_from(arn)?;
        }
        if let Some(arn) = return_path {
            delegation = delegation.with_return_path(arn)?;
        }
        Ok(delegation)
    };
    build().map_err(|e: ParseError| if e.field() == "region" { e } else { e.at("delegate") })
}

/// Without a return path bounces go to the sender, whom a return path's ARN must then cover.
fn covers_the_sender(delegation: &Delegation, from: &Mailbox) -> Result<(), ParseError> {
    match delegation.named_return_path() {
        Some(arn) if !arn.covers(&from.address) => Err(ParseError::quoting(
            "delegation.return_path",
            format!("an ARN that covers {}, where bounces go without a return path", from.address),
            arn.as_str(),
        )
        .at("delegate.returnPathArn")),
        _ => Ok(()),
    }
}

/// Longest file name, in characters (SES v2 `Attachment.FileName`).
const FILE_NAME_MAX: usize = 255;

impl File {
    /// Every wrong field of it goes to `errors`.
    fn read(&self, errors: &mut Vec<ParseError>, path: &str) -> Option<Attachment> {
        let file_name = note(errors, read_at(path, "filename", self.name()));
        let media_type = match given(&self.content_type) {
            Some(text) => note(errors, read_at(path, "contentType", text.parse())),
            None => Some(MediaType::octet_stream()),
        };
        let placement = match given(&self.cid) {
            Some(text) => {
                note(errors, read_at(path, "cid", text.parse::<ContentId>())).map(Placement::Inline)
            }
            None => Some(Placement::Attached),
        };
        Some(Attachment {
            file_name: file_name?,
            media_type: media_type?,
            placement: placement?,
            content: self.content.clone(),
        })
    }

    fn name(&self) -> Result<HeaderText, ParseError> {
        let name = given(&self.filename)
            .ok_or_else(|| ParseError::quoting("file.name", "a file name", &self.filename))?;
        match name.chars().count() {
            ..=FILE_NAME_MAX => HeaderText::new(name),
            long => Err(ParseError::new(
                "file.name",
                "a file name of at most 255 characters",
                format!("{long} characters"),
            )),
        }
    }
}

fn read_at<T>(path: &str, field: &str, read: Result<T, ParseError>) -> Result<T, ParseError> {
    read.map_err(|error| error.at(field).at(path))
}

/// Two files by one name: a reader would show one of them twice.
fn no_cid_twice(errors: &mut Vec<ParseError>, files: &[File]) {
    for (at, file) in files.iter().enumerate() {
        let cid = given(&file.cid);
        if cid.is_some() && files[..at].iter().any(|earlier| given(&earlier.cid) == cid) {
            let error =
                ParseError::quoting("content_id.twice", "another name for each file", &file.cid);
            errors.push(error.at("cid").at(format!("attachments[{at}]")));
        }
    }
}

/// Longest mailbox as SES counts it, in UTF-16 units of its formatted text.
const MAILBOX_MAX: usize = 320;

/// One mailbox that SES will take.
fn mailbox(text: &str) -> Result<Mailbox, ParseError> {
    let mailbox: Mailbox = text.parse()?;
    match mime::formatted(&mailbox).encode_utf16().count() {
        ..=MAILBOX_MAX => Ok(mailbox),
        long => Err(ParseError::new(
            "mailbox.length",
            "a name and address of at most 320 characters once encoded",
            format!("{long}"),
        )),
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn mailboxes(errors: &mut Vec<ParseError>, field: &str, texts: &[String]) -> Vec<Mailbox> {
    let read = |(at, text): (usize, &String)| {
        note(errors, mailbox(text).map_err(|e| e.at(format!("{field}[{at}]"))))
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
            attachments: vec![
                File {
                    filename: "a\nb".into(),
                    content_type: "x".into(),
                    cid: "é".into(),
                    ..File::default()
                },
                File { filename: "é".repeat(256), cid: "b".into(), ..File::default() },
                File { filename: "b".into(), cid: "b".into(), ..File::default() },
            ],
            endpoint: "http://ses.example".into(),
            ..draft()
        };
        let fields: Vec<_> =
            draft.read().unwrap_err().iter().map(|error| error.field().to_owned()).collect();
        assert_eq!(
            fields,
            [
                "from",
                "to[1]",
                "returnPath",
                "subject",
                "attachments[0].filename",
                "attachments[0].contentType",
                "attachments[0].cid",
                "attachments[1].filename",
                "attachments[2].cid",
                "endpoint"
            ]
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
    fn the_endpoint_is_aws_own_or_named() {
        let own = |region: &str| Draft { delegate: None, region: region.into(), ..draft() };
        let wrong = |draft: &Draft| {
            let errors = draft.read().unwrap_err();
            assert_eq!(errors.len(), 1, "{errors:?}");
            format!("{} at {}", errors[0].code(), errors[0].field())
        };
        assert_eq!(wrong(&own("ap-east-1")), "region.ses at region");
        let arn = "arn:aws:ses:ap-east-1:123456789012:identity/example.com";
        let delegate = Some(Delegate { source_arn: arn.into(), ..Delegate::default() });
        let newer = Draft { delegate, ..draft() };
        assert_eq!(wrong(&newer), "region.ses at delegate.sourceArn");
        let named = "https://email.ap-east-1.amazonaws.com";
        let newer = Draft { endpoint: named.into(), ..newer };
        let endpoint = newer.read().unwrap().endpoint;
        assert_eq!((endpoint.origin(), endpoint.is_override()), (named, true));
        assert_eq!(endpoint.region().as_str(), "ap-east-1");

        let varied = |variant| Draft { endpoint_variant: Some(variant), ..own("us-east-1") };
        let endpoint = varied(Variant::FipsDualStack).read().unwrap().endpoint;
        assert_eq!(endpoint.host(), "email-fips.us-east-1.api.aws");
        let both = Draft { endpoint: named.into(), ..varied(Variant::Standard) };
        assert_eq!(wrong(&both), "endpoint.variant at endpointVariant");
        let fips = Draft { region: "eu-west-1".into(), ..varied(Variant::Fips) };
        assert_eq!(wrong(&fips), "region.fips at endpointVariant");
    }

    #[test]
    fn several_arns_can_be_wrong() {
        let delegate =
            Delegate { source_arn: "a".into(), from_arn: "b".into(), return_path_arn: "c".into() };
        let draft = Draft { delegate: Some(delegate), region: "bogus".into(), ..draft() };
        let fields: Vec<_> =
            draft.read().unwrap_err().iter().map(|error| error.field().to_owned()).collect();
        assert_eq!(
            fields,
            ["region", "delegate.sourceArn", "delegate.fromArn", "delegate.returnPathArn"]
        );
    }

    #[test]
    fn a_mailbox_is_measured_as_it_is_sent() {
        let named = |n| Draft { from: format!("{} <a@b.c>", "é".repeat(n)), ..draft() };
        assert!(named(50).read().is_ok());
        assert_eq!(named(300).read().unwrap_err()[0].code(), "mailbox.length");
    }

    #[test]
    fn json_spells_it_as_nodemailer_does() {
        let json = r#"{"delegate":{"sourceArn":"a"},"replyTo":["x"],"attachments":[{"filename":"f","contentType":"image/png","cid":"c","content":[1,2]}],"route":"v2-send-email-raw","endpointVariant":"dual-stack"}"#;
        let draft: Draft = serde_json::from_str(json).unwrap();
        assert_eq!(draft.attachments[0].content.bytes(), Some(&[1, 2][..]));
        assert_eq!(draft.route, Some(Route::V2SendEmailRaw));
        assert_eq!(draft.endpoint_variant, Some(Variant::DualStack));
        assert!(serde_json::from_str::<Draft>(r#"{"sbject":"x"}"#).is_err());
    }
}
