//! Which operation carries a message, and all of it.

use crate::draft::ReadDraft;
use crate::error::ParseError;
use crate::message::{Headers, Message};
use crate::mime;
use crate::route::{Reason, Route};
use crate::v2::{MessageHeader, MessageHeaders};

/// API v1 unless told otherwise: it alone is known to answer browsers (CORS).
///
/// # Errors
/// All that the chosen route would lose.
pub(super) fn pick(
    chosen: Option<Route>,
    read: &ReadDraft<'_>,
) -> Result<(Route, Reason), Vec<ParseError>> {
    let Some(route) = chosen else {
        return Ok(match reason_for_raw(read) {
            Some(reason) => (Route::V1SendRawEmail, reason),
            None => (Route::V1SendEmail, Reason::NoFiles),
        });
    };
    let errors = lost(route, read);
    if errors.is_empty() { Ok((route, Reason::Chosen)) } else { Err(errors) }
}

/// What `SendEmail` of API v1 has no place for.
fn reason_for_raw(read: &ReadDraft<'_>) -> Option<Reason> {
    let message = &read.message;
    let settings = &read.settings;
    let reasons = [
        (two_arns(read), Reason::TwoArns),
        (!message.attachments.is_empty(), Reason::Attachments),
        (message.invitation.is_some(), Reason::Calendar),
        (
            message.headers != Headers::default()
                || settings.list_management.is_some()
                || settings.tenant.is_some(),
            Reason::Headers,
        ),
    ];
    reasons.into_iter().find(|(applies, _)| *applies).map(|(_, reason)| reason)
}

fn two_arns(read: &ReadDraft<'_>) -> bool {
    read.authority.delegation().is_some_and(|d| d.from() != d.source())
}

fn lost(route: Route, read: &ReadDraft<'_>) -> Vec<ParseError> {
    let message = &read.message;
    let settings = &read.settings;
    let by_ses = matches!(route, Route::V1SendEmail | Route::V2SendEmailSimple);
    let by_v1 = route == Route::V1SendEmail;
    let v1_raw = matches!(route, Route::V1SendRawEmail | Route::V1SendRawEmailHeaders);
    let mut errors = Vec::new();
    let mut lose = |is_lost: bool, code, expected: &'static str, found: String| {
        if is_lost {
            errors.push(ParseError::new(code, expected, found).at("route"));
        }
    };
    let files = message.attachments.len();
    lose(
        by_v1 && files > 0,
        "route.attachments",
        "an operation that carries attachments (v1 SendEmail does not)",
        format!("{files} of them"),
    );
    lose(
        by_ses && message.invitation.is_some(),
        "route.calendar",
        "an operation that carries an invitation (raw mail alone does)",
        route.as_str().to_owned(),
    );
    let names: Vec<_> =
        mime::fields(&message.headers).iter().map(|field| field.name().to_owned()).collect();
    lose(
        by_v1 && !names.is_empty(),
        "route.headers",
        "an operation that carries headers of one's own (v1 SendEmail does not)",
        names.join(", "),
    );
    lose(
        by_v1 && settings.list_management.is_some(),
        "route.list_management",
        "an operation that carries list management options (v1 SendEmail does not)",
        route.as_str().to_owned(),
    );
    lose(
        by_v1 && settings.tenant.is_some(),
        "route.tenant",
        "an operation that carries a tenant (v1 SendEmail does not)",
        route.as_str().to_owned(),
    );
    lose(
        two_arns(read) && !v1_raw,
        "route.from_arn",
        "an operation that carries an ARN for Source and another for From (v1 SendRawEmail alone does)",
        route.as_str().to_owned(),
    );
    if route == Route::V2SendEmailSimple {
        errors.extend(simple_headers(message).err());
    }
    errors
}

/// The message's further headers as v2's `Simple` content takes them.
///
/// # Errors
/// `route.headers` if they are too many or one of them is too long.
pub(super) fn simple_headers(message: &Message<'_>) -> Result<MessageHeaders, ParseError> {
    let too_much = |found: String| {
        ParseError::new(
            "route.headers",
            "an operation that carries these headers (v2 Simple takes 15, each of at most 996 characters; raw mail takes all)",
            found,
        )
        .at("route")
    };
    let fields = mime::fields(&message.headers);
    let headers: Result<Vec<_>, _> = fields
        .iter()
        .map(|field| {
            let value = field.value();
            MessageHeader::new(field.name(), &value)
                .map_err(|_| too_much(format!("{} of {} characters", field.name(), value.len())))
        })
        .collect();
    MessageHeaders::new(headers?).map_err(|_| too_much(format!("{} of them", fields.len())))
}
