//! From a draft to a request: the only place that picks an operation.

use serde::{Deserialize, Serialize};

use crate::arn::IdentityArn;
use crate::credentials::Credentials;
use crate::delegation::{Authority, Delegation};
use crate::draft::{Draft, ReadDraft};
use crate::error::ParseError;
use crate::message::Message;
use crate::mime::{ArnsIn, RawMessage};
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::region::Endpoint;
use crate::shape::{Blob, Body, Content, Destination};
use crate::sigv4::{SignedRequest, sign};
use crate::stamp::{Stamp, UnixTime};
use crate::{v1, v2};

/// An operation, and where it carries the identity ARNs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// v1 `SendEmail`: SES writes the MIME; no attachments.
    V1SendEmail,
    /// v1 `SendRawEmail`, ARNs as parameters.
    V1SendRawEmail,
    /// v1 `SendRawEmail`, ARNs as X-SES headers.
    V1SendRawEmailHeaders,
    /// v2 `SendEmail` with `Simple` content: SES writes the MIME, attachments included.
    V2SendEmailSimple,
    /// v2 `SendEmail` with `Raw` content.
    V2SendEmailRaw,
}

impl Route {
    /// Every route.
    pub const ALL: [Self; 5] = [
        Self::V1SendRawEmail,
        Self::V1SendRawEmailHeaders,
        Self::V1SendEmail,
        Self::V2SendEmailRaw,
        Self::V2SendEmailSimple,
    ];

    /// Its name, as in a draft's `route`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1SendEmail => "v1-send-email",
            Self::V1SendRawEmail => "v1-send-raw-email",
            Self::V1SendRawEmailHeaders => "v1-send-raw-email-headers",
            Self::V2SendEmailSimple => "v2-send-email-simple",
            Self::V2SendEmailRaw => "v2-send-email-raw",
        }
    }

    /// AWS's name of the operation.
    pub fn operation(self) -> &'static str {
        match self {
            Self::V1SendEmail => v1::SendEmail::NAME,
            Self::V1SendRawEmail | Self::V1SendRawEmailHeaders => v1::SendRawEmail::NAME,
            Self::V2SendEmailSimple | Self::V2SendEmailRaw => v2::SendEmail::NAME,
        }
    }

    /// Reads the answer to a request that took this route.
    ///
    /// # Errors
    /// Whatever was answered instead of success.
    pub fn interpret(self, response: &Response<'_>) -> Result<Sent, Rejection> {
        match self {
            Self::V1SendEmail => v1::SendEmail::interpret(response),
            Self::V1SendRawEmail | Self::V1SendRawEmailHeaders => {
                v1::SendRawEmail::interpret(response)
            }
            Self::V2SendEmailSimple | Self::V2SendEmailRaw => v2::SendEmail::interpret(response),
        }
    }
}

/// Why a route was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The draft names it.
    Chosen,
    /// `SendEmail` of API v1 carries no files.
    Attachments,
    /// Text alone needs no more than `SendEmail`.
    TextOnly,
}

/// A request ready to be signed and sent, and everything a person may want to see of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Which operation, and where the ARNs are.
    pub route: Route,
    /// Why that one.
    pub reason: Reason,
    /// Where it goes.
    pub endpoint: Endpoint,
    /// The operation's members, flat, by AWS's names.
    pub parameters: Vec<(String, String)>,
    /// The MIME, unless SES writes it.
    pub mime: Option<RawMessage>,
    /// The request without host, date and signature.
    pub request: Request,
}

impl Prepared {
    /// Signs a copy of the request; sign again for every attempt.
    pub fn sign(&self, credentials: &Credentials, at: UnixTime) -> SignedRequest {
        sign(self.request.clone(), &self.endpoint, credentials, at)
    }
}

/// Proves `draft` and builds its request.
///
/// # Errors
/// Every wrong field at once; `route.attachments` if the draft names a route
/// that would lose its files.
pub fn prepare(draft: &Draft, stamp: &Stamp) -> Result<Prepared, Vec<ParseError>> {
    let read = draft.read()?;
    let (route, reason) = pick(draft, &read.message).map_err(|error| vec![error])?;
    Ok(match route {
        Route::V1SendEmail => send_email(route, reason, &read),
        Route::V2SendEmailSimple => send_email_simple(route, reason, &read),
        Route::V1SendRawEmail => send_raw_email(route, reason, &read, ArnsIn::Parameters, stamp),
        Route::V1SendRawEmailHeaders => {
            send_raw_email(route, reason, &read, ArnsIn::Headers, stamp)
        }
        Route::V2SendEmailRaw => send_email_raw(route, reason, &read, stamp),
    })
}

/// API v1 unless told otherwise: it alone is known to answer browsers (CORS).
fn pick(draft: &Draft, message: &Message<'_>) -> Result<(Route, Reason), ParseError> {
    let files = message.attachments.len();
    match draft.route {
        Some(Route::V1SendEmail) if files > 0 => Err(ParseError::new(
            "route.attachments",
            "an operation that carries attachments (v1 SendEmail does not)",
            format!("{files} of them"),
        )
        .at("route")),
        Some(route) => Ok((route, Reason::Chosen)),
        None if files > 0 => Ok((Route::V1SendRawEmail, Reason::Attachments)),
        None => Ok((Route::V1SendEmail, Reason::TextOnly)),
    }
}

fn send_email(route: Route, reason: Reason, read: &ReadDraft<'_>) -> Prepared {
    let message = &read.message;
    let input = v1::SendEmail {
        source: &message.from,
        destination: Destination::from(&message.recipients),
        message: v1::Message {
            subject: Content::from(message.subject.as_str()),
            body: Body::from(message),
        },
        reply_to_addresses: &message.reply_to,
        return_path: message.return_path.as_ref(),
        source_arn: read.authority.delegation().map(Delegation::source),
        return_path_arn: return_path_arn(read),
    };
    prepared(route, reason, read, &input)
}

fn send_email_simple(route: Route, reason: Reason, read: &ReadDraft<'_>) -> Prepared {
    let message = &read.message;
    let input = v2::SendEmail {
        from_email_address: Some(&message.from),
        reply_to_addresses: &message.reply_to,
        ..v2_send_email(
            read,
            v2::Content::Simple(v2::Simple {
                subject: Content::from(message.subject.as_str()),
                body: Body::from(message),
                attachments: message.attachments.iter().map(v2::Attachment::from).collect(),
            }),
        )
    };
    prepared(route, reason, read, &input)
}

fn send_email_raw(route: Route, reason: Reason, read: &ReadDraft<'_>, stamp: &Stamp) -> Prepared {
    let mime = RawMessage::write(&read.message, &read.authority, ArnsIn::Parameters, stamp);
    let input = v2_send_email(read, v2::Content::Raw(v2::Raw { data: Blob(mime.as_bytes()) }));
    let ready = prepared(route, reason, read, &input);
    Prepared { mime: Some(mime), ..ready }
}

fn v2_send_email<'a>(read: &'a ReadDraft<'_>, content: v2::Content<'a>) -> v2::SendEmail<'a> {
    v2::SendEmail {
        from_email_address: None,
        from_email_address_identity_arn: read.authority.delegation().map(Delegation::from),
        destination: Destination::from(&read.message.recipients),
        reply_to_addresses: &[],
        feedback_forwarding_email_address: read.message.return_path.as_ref(),
        feedback_forwarding_email_address_identity_arn: return_path_arn(read),
        content,
    }
}

fn send_raw_email(
    route: Route,
    reason: Reason,
    read: &ReadDraft<'_>,
    arns: ArnsIn,
    stamp: &Stamp,
) -> Prepared {
    let message = &read.message;
    let mime = RawMessage::write(message, &read.authority, arns, stamp);
    let delegation = match arns {
        ArnsIn::Parameters => read.authority.delegation(),
        ArnsIn::Headers => None,
    };
    let input = v1::SendRawEmail {
        // `Source` would win over the Return-Path header, so it gives way to it.
        source: match message.return_path {
            None => Some(&message.from.address),
            Some(_) => None,
        },
        destinations: message.recipients.envelope().collect(),
        raw_message: v1::RawMessage { data: Blob(mime.as_bytes()) },
        from_arn: delegation.map(Delegation::from),
        source_arn: delegation.map(Delegation::source),
        return_path_arn: delegation.and_then(|d| d.return_path(message.bounces_to())),
    };
    let ready = prepared(route, reason, read, &input);
    Prepared { mime: Some(mime), ..ready }
}

/// `SendEmail` takes this ARN for its return path parameter: sent with it, or if named.
fn return_path_arn<'a>(read: &'a ReadDraft<'_>) -> Option<&'a IdentityArn> {
    let Authority::Delegated(delegation) = &read.authority else {
        return None;
    };
    match &read.message.return_path {
        Some(bounces_to) => delegation.return_path(bounces_to),
        None => delegation.named_return_path(),
    }
}

fn prepared(
    route: Route,
    reason: Reason,
    read: &ReadDraft<'_>,
    input: &impl Operation,
) -> Prepared {
    Prepared {
        route,
        reason,
        endpoint: read.endpoint.clone(),
        parameters: input.parameters(),
        mime: None,
        request: input.request(),
    }
}

#[cfg(test)]
mod tests;
