//! Answers of the REST JSON protocol, by SES or by whatever stands before it.
//!
//! Read as botocore reads them, except where it would call something a success
//! or a code that is none; the tests say where.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::operation::Response;
use crate::outcome::{Rejection, RejectionKind};
use crate::withheld::without_tokens;

/// Reads a success. An empty payload is an object without members; members
/// that AWS has added since are passed over, whatever they hold.
pub(in crate::v2) fn read<T: DeserializeOwned>(response: &Response<'_>) -> Result<T, Rejection> {
    let body = match response.body.trim_ascii() {
        [] => b"{}",
        body => body,
    };
    match object(body) {
        Some(answer) if response.is_success() => Ok(answer),
        _ => Err(rejection(response)),
    }
}

/// Reads a success that says nothing more.
pub(in crate::v2) fn done(response: &Response<'_>) -> Result<(), Rejection> {
    #[derive(Deserialize)]
    struct Nothing {}
    read(response).map(|Nothing {}| ())
}

/// AWS's id of the call.
pub(in crate::v2) fn request_id(response: &Response<'_>) -> Option<String> {
    let id = response.header("x-amzn-RequestId").or_else(|| response.header("x-amz-request-id"));
    id.map(str::to_owned)
}

/// serde would take a list for a struct, by place.
fn object<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    json.trim_ascii_start().starts_with(b"{").then(|| serde_json::from_slice(json).ok())?
}

/// An error's members: the text is `Message` where authorisation failed, and
/// may be null; the code may stand in any of three places, or in a header.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Failure {
    #[serde(rename = "message")]
    message: Value,
    #[serde(rename = "Message")]
    capital_message: Value,
    #[serde(rename = "code")]
    code: Value,
    #[serde(rename = "Code")]
    capital_code: Value,
    #[serde(rename = "__type")]
    kind: Value,
}

fn rejection(response: &Response<'_>) -> Rejection {
    let body = response.text();
    let failure: Failure = object(body.as_bytes()).unwrap_or_default();
    let codes = [
        response.header("x-amzn-ErrorType"),
        failure.code.as_str(),
        failure.capital_code.as_str(),
        failure.kind.as_str(),
    ];
    let code = codes.into_iter().flatten().map(bare).find(|code| !code.is_empty());
    let message = [&failure.message, &failure.capital_message]
        .into_iter()
        .filter_map(Value::as_str)
        .find(|message| !message.trim().is_empty());
    Rejection {
        kind: RejectionKind::of(response.status, code),
        status: response.status,
        code: code.map(str::to_owned),
        message: message.map(|message| without_tokens(message).into_owned()),
        request_id: request_id(response),
        body: without_tokens(&body).into_owned(),
    }
}

/// Cuts `namespace#Name:http://…` down to the name, in Smithy's order.
fn bare(code: &str) -> &str {
    let code = code.split_once(':').map_or(code, |(name, _)| name);
    code.rsplit_once('#').map_or(code, |(_, name)| name).trim()
}

/// Structs of an answer whose members AWS may all leave out.
///
/// Its model calls some of them required, yet answers without them are known
/// (`MailFromAttributes` without a MAIL FROM domain): one of them must not make
/// the whole answer unreadable. Words of which AWS may add more are texts.
macro_rules! optional_members {
    ($($(#[$of_struct:meta])* $name:ident {
        $($(#[$of_member:meta])* $member:ident: $kind:ty,)*
    })*) => {$(
        $(#[$of_struct])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "PascalCase")]
        pub struct $name {$(
            $(#[$of_member])*
            #[serde(skip_serializing_if = "Option::is_none")]
            pub $member: Option<$kind>,
        )*}
    )*};
}
pub(in crate::v2) use optional_members;

#[cfg(test)]
mod tests;
