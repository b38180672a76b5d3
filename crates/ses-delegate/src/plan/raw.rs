//! From a message that is written already to a request.

use super::limit::Size;
use super::{Prepared, v2_to_nobody};
use crate::address::{EmailAddress, Mailbox, Recipients};
use crate::delegation::Delegation;
use crate::draft::{Draft, ReadEnvelope};
use crate::eml::Adopted;
use crate::error::ParseError;
use crate::mime::{RawMessage, SesHeaders};
use crate::operation::Operation;
use crate::route::{Reason, Route};
use crate::shape::{Blob, Destinations};
use crate::{v1, v2};

/// Builds the request that sends an adopted message. Of `draft` count only the
/// delegation, Region, recipients, return path, settings, route and endpoint.
///
/// Recipients of the draft are the envelope, and nobody else gets the message;
/// without any, SES delivers to its To, Cc and Bcc headers. A return path of the
/// draft becomes v1's `Source` or v2's `FeedbackForwardingEmailAddress`; the
/// message's own `Return-Path` stays, and loses. What the route has no
/// parameters for is put at the top of the message as X-SES headers, in place
/// of what was put there at adoption.
///
/// # Errors
/// Every wrong field at once; `raw.from` and `raw.recipients` if the message has
/// no From or goes to nobody, `recipients.many` if its headers name more than 50,
/// `route.raw` and `route.from_arn` if the draft names a route that cannot carry
/// it; `message.size`.
pub fn prepare_raw(adopted: &Adopted<'_>, draft: &Draft) -> Result<Prepared, Vec<ParseError>> {
    let (read, mut errors) = match draft.read_envelope() {
        Ok(read) => (Some(read), Vec::new()),
        Err(errors) => (None, errors),
    };
    let (route, reason) = match draft.route {
        Some(route) => (route, Reason::Chosen),
        None => (Route::V1SendRawEmail, Reason::Raw),
    };
    errors.extend(lost(route, read.as_ref()));
    errors.extend(lacks(adopted, draft));
    let Some(read) = read.filter(|_| errors.is_empty()) else { return Err(errors) };
    let one = |error| vec![error];
    let prepared = match route {
        Route::V2SendEmailRaw => send_email(&read, adopted, (route, reason)),
        _ => send_raw_email(&read, adopted, (route, reason)).map_err(one)?,
    };
    let size = prepared.mime.as_ref().map_or(0, |mime| mime.plan().len());
    Size::of(route, size, true).fits().map_err(|error| one(error.at("raw")))?;
    Ok(prepared)
}

fn lost(route: Route, read: Option<&ReadEnvelope>) -> Vec<ParseError> {
    let delegation = read.and_then(|read| read.authority.delegation());
    let mut errors = Vec::new();
    if matches!(route, Route::V1SendEmail | Route::V2SendEmailSimple) {
        let expected =
            "an operation that carries one's own MIME (here SES would write the message itself)";
        errors.push(ParseError::new("route.raw", expected, route.as_str()).at("route"));
    }
    if route == Route::V2SendEmailRaw && delegation.is_some_and(|d| d.from() != d.source()) {
        let expected = "an operation that carries an ARN for Source and another for From (v1 SendRawEmail alone does)";
        errors.push(ParseError::new("route.from_arn", expected, route.as_str()).at("route"));
    }
    errors
}

/// What SES refuses a message for.
fn lacks(adopted: &Adopted<'_>, draft: &Draft) -> Vec<ParseError> {
    let eml = adopted.eml();
    let mut errors = Vec::new();
    if !eml.named("From").any(|(_, header)| !header.unfolded().is_empty()) {
        let expected = "a From header, without which SES sends nothing";
        errors.push(ParseError::new("raw.from", expected, "none").at("raw.headers"));
    }
    if [&draft.to, &draft.cc, &draft.bcc].iter().any(|list| !list.is_empty()) {
        return errors;
    }
    let by_headers = ["To", "Cc", "Bcc"]
        .into_iter()
        .flat_map(|name| eml.named(name))
        .map(|(_, header)| header.mailboxes().len())
        .sum::<usize>();
    match by_headers {
        0 => {
            let expected = "recipients in To, Cc or Bcc of the draft or of the message";
            errors.push(ParseError::new("raw.recipients", expected, "nobody").at("raw.headers"));
        }
        1..=Recipients::MAX => {}
        many => {
            let expected = "at most 50 recipients over the To, Cc and Bcc headers together";
            let error = ParseError::new("recipients.many", expected, many.to_string());
            errors.push(error.at("raw.headers"));
        }
    }
    errors
}

fn send_raw_email(
    read: &ReadEnvelope,
    adopted: &Adopted<'_>,
    route: (Route, Reason),
) -> Result<Prepared, ParseError> {
    let by_headers = route.0 == Route::V1SendRawEmailHeaders;
    let settings = &read.settings;
    let delegation = read.authority.delegation();
    let headers = if by_headers {
        SesHeaders::all(delegation, settings)?
    } else {
        SesHeaders::without_parameters(settings)
    };
    let bounces_to = read.return_path.clone().or_else(|| adopted.eml().bounces_to());
    let mime = mime(adopted, &headers, bounces_to.as_ref());
    // What stands in headers is no parameter as well.
    let delegation = delegation.filter(|_| !by_headers);
    let settings = Some(settings).filter(|_| !by_headers);
    let return_path_arn = delegation.and_then(|delegation| match &bounces_to {
        Some(address) => delegation.return_path(address),
        None => delegation.named_return_path(),
    });
    // `Source` wins over a Return-Path header.
    let source = read.return_path.clone().or_else(|| sender_unless_return_path(adopted));
    let source_arn = match (&read.return_path, return_path_arn) {
        (Some(_), Some(arn)) => Some(arn),
        _ => delegation.map(Delegation::source),
    };
    let input = v1::SendRawEmail {
        source: source.map(Mailbox::from),
        destinations: read.recipients.as_ref().map(Destinations::from).unwrap_or_default(),
        raw_message: v1::RawMessage { data: Blob::from(&mime) },
        from_arn: delegation.map(Delegation::from).cloned(),
        source_arn: source_arn.cloned(),
        return_path_arn: return_path_arn.cloned(),
        tags: settings.map(|settings| settings.tags.clone()).unwrap_or_default(),
        configuration_set_name: settings.and_then(|settings| settings.configuration_set.clone()),
    };
    let request = input.request();
    Ok(prepared(read, route, request, mime))
}

/// The address in From, unless a Return-Path header is to decide.
fn sender_unless_return_path(adopted: &Adopted<'_>) -> Option<EmailAddress> {
    let eml = adopted.eml();
    if eml.named("Return-Path").next().is_some() {
        return None;
    }
    eml.bounces_to()
}

fn send_email(read: &ReadEnvelope, adopted: &Adopted<'_>, route: (Route, Reason)) -> Prepared {
    let mime = mime(adopted, &SesHeaders::none(), None);
    let delegation = read.authority.delegation();
    let return_path = adopted.eml().named("Return-Path").next();
    let bounces_to = read.return_path.clone().or_else(|| {
        // From alone needs no ARN of this name.
        return_path.and_then(|_| adopted.eml().bounces_to())
    });
    let return_path_arn = delegation.and_then(|delegation| match &bounces_to {
        Some(address) => delegation.return_path(address),
        None => delegation.named_return_path(),
    });
    let content = v2::Content::Raw(v2::Raw { data: Blob::from(&mime) });
    // Without FromEmailAddress, which would replace the message's own From.
    let input = v2::SendEmail {
        destination: read.recipients.clone().map(Into::into),
        feedback_forwarding_email_address: read.return_path.clone(),
        feedback_forwarding_email_address_identity_arn: return_path_arn.cloned(),
        ..v2_to_nobody(delegation, &read.settings, content)
    };
    let request = input.request();
    prepared(read, route, request, mime)
}

fn mime(
    adopted: &Adopted<'_>,
    headers: &SesHeaders<'_>,
    bounces_to: Option<&EmailAddress>,
) -> RawMessage {
    RawMessage::of_bytes(adopted.eml().adopt_for(headers, bounces_to).to_bytes().into_owned())
}

fn prepared(
    read: &ReadEnvelope,
    (route, reason): (Route, Reason),
    request: crate::operation::Request,
    mime: RawMessage,
) -> Prepared {
    Prepared {
        route,
        reason,
        endpoint: read.endpoint.clone(),
        mime: Some(mime),
        request,
        contents: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
