//! Requests and answers of the REST JSON protocol.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};

use crate::body::{Alphabet, BodyPlan};
use crate::operation::{Method, Request, Response};
use crate::outcome::{Rejection, RejectionKind, Sent};
use crate::shape::Blob;

/// A request of `input` as JSON to `path`, with `blobs` in the order of their members.
pub(super) fn request(
    method: Method,
    path: impl Into<Cow<'static, str>>,
    input: &impl Serialize,
    blobs: &[&Blob<'_>],
) -> Request {
    let mut json = Vec::with_capacity(1024);
    input
        .serialize(&mut Serializer::with_formatter(&mut json, Marking))
        .expect("operation inputs are structs, lists and texts");
    Request {
        method,
        path: path.into(),
        query: String::new(),
        content_type: Some("application/json"),
        body: match blobs {
            [] => json.into(),
            _ => BodyPlan::cut(&json, blobs.iter().map(|blob| blob.plan(Alphabet::Plain))),
        },
    }
}

/// Writes a NUL for each [`Blob`], within quotes; JSON escapes any other.
struct Marking;

impl Formatter for Marking {
    fn write_u128<W: Write + ?Sized>(&mut self, to: &mut W, _: u128) -> io::Result<()> {
        to.write_all(b"\"\0\"")
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SendEmailResponse {
    message_id: String,
}

/// Reads the answer of a send operation.
pub(super) fn sent(response: &Response<'_>) -> Result<Sent, Rejection> {
    let request_id = response.header("x-amzn-RequestId").map(str::to_owned);
    if response.is_success()
        && let Ok(answer) = serde_json::from_slice::<SendEmailResponse>(response.body)
        && !answer.message_id.is_empty()
    {
        return Ok(Sent { message_id: answer.message_id, request_id });
    }
    // SES, and what stands before it, word errors in several shapes: the text is
    // `Message` where authorisation failed, and may be null.
    let error: Value = serde_json::from_slice(response.body).unwrap_or_default();
    let member = |name: &str| error.get(name).and_then(Value::as_str);
    let code = response
        .header("x-amzn-ErrorType")
        .or_else(|| member("__type"))
        .or_else(|| member("code"))
        .map(|code| bare(code).to_owned())
        .filter(|code| !code.is_empty());
    Err(Rejection {
        kind: RejectionKind::of(response.status, code.as_deref()),
        status: response.status,
        code,
        message: member("message").or_else(|| member("Message")).map(str::to_owned),
        request_id,
        body: response.text(),
    })
}

/// Cuts `namespace#Name:http://…` down to the name, in Smithy's order.
fn bare(code: &str) -> &str {
    let code = code.split_once(':').map_or(code, |(name, _)| name);
    code.rsplit_once('#').map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, headers: &[(&str, &str)], body: &str) -> Result<Sent, Rejection> {
        let headers: Vec<_> =
            headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        sent(&Response { status, headers: &headers, body: body.as_bytes() })
    }

    #[test]
    fn the_id_of_an_accepted_message() {
        let sent = read(200, &[("X-Amzn-Requestid", "r")], r#"{"MessageId":"m"}"#).unwrap();
        assert_eq!((sent.message_id.as_str(), sent.request_id.as_deref()), ("m", Some("r")));
    }

    #[test]
    fn errors_in_every_shape() {
        let header = [("x-amzn-errortype", "MessageRejected:http://internal.amazon.com/#x")];
        for (headers, body, code, message) in [
            (&header[..], r#"{"message":"no"}"#, Some("MessageRejected"), Some("no")),
            (
                &[][..],
                r#"{"__type":"com.amazonaws#Denied","Message":"no"}"#,
                Some("Denied"),
                Some("no"),
            ),
            (&[][..], r#"{"code":"X","message":null}"#, Some("X"), None),
            (&[][..], r#"{"message":"no"}"#, None, Some("no")),
            (&[][..], "<html>", None, None),
            (&[][..], "", None, None),
        ] {
            let error = read(400, headers, body).unwrap_err();
            assert_eq!(
                (error.code.as_deref(), error.message.as_deref()),
                (code, message),
                "{body}"
            );
            assert_eq!(error.body, body);
        }
    }
}
