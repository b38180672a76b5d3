//! From a draft to a request: the only place that picks an operation.

mod limit;
mod pick;
mod raw;

use crate::arn::IdentityArn;
use crate::content;
use crate::credentials::Credentials;
use crate::delegation::{Authority, Delegation};
use crate::draft::{Draft, ReadDraft};
use crate::error::ParseError;
use crate::mime::{RawMessage, SesHeaders};
use crate::operation::{Operation, Request, Response};
use crate::outcome::{Rejection, Sent};
use crate::region::Endpoint;
use crate::route::{Reason, Route};
use crate::settings::Settings;
use crate::shape::{Blob, Body, Content, Destinations};
use crate::sigv4::{PayloadHash, SignedRequest, sign};
use crate::stamp::{Stamp, UnixTime};
use crate::{v1, v2};

pub(crate) use limit::Size;

impl Route {
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

pub use self::raw::prepare_raw;

/// A request ready to be signed and sent, and everything a person may want to see of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Which operation, and where the ARNs are.
    pub route: Route,
    /// Why that one.
    pub reason: Reason,
    /// Where it goes.
    pub endpoint: Endpoint,
    /// The MIME, unless SES writes it.
    pub mime: Option<RawMessage>,
    /// The request without host, date and signature.
    pub request: Request,
    /// What the files hold, in the order of the draft.
    contents: Vec<content::Content>,
}

impl Prepared {
    /// The body in one buffer. To stream it instead, see [`BodyPlan::write_to`](crate::BodyPlan::write_to).
    ///
    /// # Errors
    /// `content.elsewhere` if the bytes of a file are not here.
    pub fn body(&self) -> Result<Vec<u8>, ParseError> {
        self.request.body.fill(&self.contents)
    }

    /// The MIME in one buffer, unless SES writes it.
    ///
    /// # Errors
    /// `content.elsewhere` if the bytes of a file are not here.
    pub fn message(&self) -> Result<Option<Vec<u8>>, ParseError> {
        self.mime.as_ref().map(|mime| mime.plan().fill(&self.contents)).transpose()
    }

    /// Signs the request, whose body has the hash `payload`; sign again for
    /// every attempt.
    pub fn sign(
        &self,
        payload: &PayloadHash,
        credentials: &Credentials,
        at: UnixTime,
    ) -> SignedRequest {
        sign(&self.request, payload, &self.endpoint, credentials, at)
    }
}

/// Proves `draft` and builds its request.
///
/// # Errors
/// Every wrong field at once; `route.attachments`, `route.calendar`,
/// `route.headers`, `route.list_management`, `route.tenant` and
/// `route.from_arn` if the draft names a route that would lose something;
/// `message.size` if it is longer than SES takes.
pub fn prepare(draft: &Draft, stamp: &Stamp) -> Result<Prepared, Vec<ParseError>> {
    let read = draft.read()?;
    let (route, reason) = pick::pick(draft.route, &read)?;
    let prepared = match route {
        Route::V1SendEmail => Ok(send_email(route, reason, &read)),
        Route::V2SendEmailSimple => send_email_simple(route, reason, &read),
        Route::V1SendRawEmail => {
            let headers = SesHeaders::without_parameters(&read.settings);
            Ok(send_raw_email(route, reason, &read, &headers, stamp))
        }
        Route::V1SendRawEmailHeaders => {
            SesHeaders::all(read.authority.delegation(), &read.settings)
                .map(|headers| send_raw_email(route, reason, &read, &headers, stamp))
        }
        Route::V2SendEmailRaw => Ok(send_email_raw(route, reason, &read, stamp)),
    };
    let prepared = prepared.map_err(|error| vec![error])?;
    limit::check(&prepared, &read.message).map_err(|error| vec![error])?;
    Ok(prepared)
}

fn send_email(route: Route, reason: Reason, read: &ReadDraft<'_>) -> Prepared {
    let message = &read.message;
    let input = v1::SendEmail {
        source: message.from.clone(),
        destination: message.recipients.clone().into(),
        message: v1::Message {
            subject: Content::from(message.subject.as_str()),
            body: Body::from(message),
        },
        reply_to_addresses: message.reply_to.clone(),
        return_path: message.return_path.clone(),
        source_arn: read.authority.delegation().map(Delegation::source).cloned(),
        return_path_arn: return_path_arn(read).cloned(),
        tags: read.settings.tags.clone(),
        configuration_set_name: read.settings.configuration_set.clone(),
    };
    prepared(route, reason, read, &input)
}

fn send_email_simple(
    route: Route,
    reason: Reason,
    read: &ReadDraft<'_>,
) -> Result<Prepared, ParseError> {
    let message = &read.message;
    let input = v2::SendEmail {
        from_email_address: Some(message.from.clone()),
        reply_to_addresses: message.reply_to.clone(),
        ..v2_send_email(
            read,
            v2::Content::Simple(v2::Simple {
                subject: Content::from(message.subject.as_str()),
                body: Body::from(message),
                headers: pick::simple_headers(message)?,
                attachments: message
                    .attachments
                    .iter()
                    .enumerate()
                    .map(|(file, attachment)| v2::Attachment::new(file, attachment))
                    .collect(),
            }),
        )
    };
    Ok(prepared(route, reason, read, &input))
}

fn send_email_raw(route: Route, reason: Reason, read: &ReadDraft<'_>, stamp: &Stamp) -> Prepared {
    let mime = RawMessage::write(&read.message, &SesHeaders::none(), stamp);
    let input = v2_send_email(read, v2::Content::Raw(v2::Raw { data: Blob::from(&mime) }));
    let ready = prepared(route, reason, read, &input);
    Prepared { mime: Some(mime), ..ready }
}

fn v2_send_email<'a>(read: &'a ReadDraft<'_>, content: v2::Content<'a>) -> v2::SendEmail<'a> {
    v2::SendEmail {
        destination: Some(read.message.recipients.clone().into()),
        feedback_forwarding_email_address: read.message.return_path.clone(),
        feedback_forwarding_email_address_identity_arn: return_path_arn(read).cloned(),
        ..v2_to_nobody(read.authority.delegation(), &read.settings, content)
    }
}

/// What every `SendEmail` has of the delegation and the settings, without recipients yet.
fn v2_to_nobody<'a>(
    delegation: Option<&Delegation>,
    settings: &Settings,
    content: v2::Content<'a>,
) -> v2::SendEmail<'a> {
    v2::SendEmail {
        from_email_address: None,
        from_email_address_identity_arn: delegation.map(Delegation::from).cloned(),
        destination: None,
        reply_to_addresses: Vec::new(),
        feedback_forwarding_email_address: None,
        feedback_forwarding_email_address_identity_arn: None,
        content,
        email_tags: settings.tags.clone(),
        configuration_set_name: settings.configuration_set.clone(),
        endpoint_id: None,
        tenant_name: settings.tenant.clone(),
        list_management_options: settings.list_management.clone(),
        configuration_overrides: None,
    }
}

fn send_raw_email(
    route: Route,
    reason: Reason,
    read: &ReadDraft<'_>,
    headers: &SesHeaders<'_>,
    stamp: &Stamp,
) -> Prepared {
    let message = &read.message;
    let mime = RawMessage::write(message, headers, stamp);
    // What stands in headers is no parameter as well.
    let with_parameters = route == Route::V1SendRawEmail;
    let delegation = read.authority.delegation().filter(|_| with_parameters);
    let settings = Some(&read.settings).filter(|_| with_parameters);
    let input = v1::SendRawEmail {
        // `Source` would win over the Return-Path header, so it gives way to it.
        source: match message.return_path {
            None => Some(message.from.address.clone().into()),
            Some(_) => None,
        },
        destinations: Destinations::from(&message.recipients),
        raw_message: v1::RawMessage { data: Blob::from(&mime) },
        from_arn: delegation.map(Delegation::from).cloned(),
        source_arn: delegation.map(Delegation::source).cloned(),
        return_path_arn: delegation.and_then(|d| d.return_path(message.bounces_to())).cloned(),
        tags: settings.map(|settings| settings.tags.clone()).unwrap_or_default(),
        configuration_set_name: settings.and_then(|settings| settings.configuration_set.clone()),
    };
    let ready = prepared(route, reason, read, &input);
    Prepared { mime: Some(mime), ..ready }
}

/// `SendEmail` takes this ARN for its return path parameter: sent with it, or
/// if one is named, which then covers the sender.
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
        mime: None,
        request: input.request(),
        contents: read.message.attachments.iter().map(|file| file.content.clone()).collect(),
    }
}

#[cfg(test)]
mod tests;
