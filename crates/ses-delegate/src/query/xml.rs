//! Answers of the Query protocol: XML, with or without its namespace, or
//! whatever a gateway put in its place.
//!
//! What an odd answer means is what botocore takes it for, with two
//! differences: codes and ids lose the white space around them, and a document
//! type is not read, so that no entity can be defined.

mod limit;
mod value;

use std::borrow::Cow;

use roxmltree::{Document, Node};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::operation::Response;
use crate::outcome::{Rejection, RejectionKind, Sent};
use crate::withheld::without_tokens;

use value::{Value, child, text};

/// Reads the output of `operation`, which stands in `<{operation}Result>`.
pub(crate) fn read<T: DeserializeOwned>(
    response: &Response<'_>,
    operation: &str,
) -> Result<T, Rejection> {
    output(response, operation).map(|(output, _)| output)
}

/// Reads the answer of a send operation.
pub(crate) fn sent(response: &Response<'_>, operation: &str) -> Result<Sent, Rejection> {
    let (Accepted { message_id }, request_id) = output(response, operation)?;
    match word(&message_id) {
        Some(message_id) => Ok(Sent { message_id, request_id }),
        None => Err(rejection(response)),
    }
}

/// Reads the answer of an operation that has no output: its element is the proof.
pub(crate) fn done(response: &Response<'_>, operation: &str) -> Result<(), Rejection> {
    let body = payload(response);
    let proven = response.is_success()
        && document(&body).is_some_and(|document| {
            let root = document.root_element();
            let answers = root.tag_name().name().strip_suffix("Response") == Some(operation);
            answers || result(root, operation).is_some()
        });
    if proven { Ok(()) } else { Err(rejection(response)) }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Accepted {
    message_id: String,
}

/// The output of `operation`, and AWS's id of the call.
fn output<T: DeserializeOwned>(
    response: &Response<'_>,
    operation: &str,
) -> Result<(T, Option<String>), Rejection> {
    let body = payload(response);
    if response.is_success()
        && let Some(document) = document(&body)
        && let Some(result) = result(document.root_element(), operation)
        && let Ok(output) = T::deserialize(Value(result))
    {
        let request_id = request_id(response, Some(document.root_element()));
        return Ok((output, request_id));
    }
    Err(rejection(response))
}

/// Whatever else was answered.
fn rejection(response: &Response<'_>) -> Rejection {
    let body = payload(response);
    let document = document(&body);
    let root = document.as_ref().map(Document::root_element);
    let error = root.and_then(error);
    let member = |name| error.and_then(|error| child(error, name)).map(text);
    let code = member("Code").and_then(|code| word(&code));
    Rejection {
        kind: RejectionKind::of(response.status, code.as_deref()),
        status: response.status,
        code,
        message: member("Message")
            .filter(|message| !message.trim().is_empty())
            .map(|message| without_tokens(&message).into_owned()),
        request_id: request_id(response, root),
        body: without_tokens(&body).into_owned(),
    }
}

/// The payload as it is, not copied: it may hold secrets. Broken UTF-8 becomes U+FFFD.
fn payload<'a>(response: &Response<'a>) -> Cow<'a, str> {
    String::from_utf8_lossy(response.body)
}

fn document(body: &str) -> Option<Document<'_>> {
    if limit::is_within(body) { Document::parse(body).ok() } else { None }
}

fn result<'a, 'input>(root: Node<'a, 'input>, operation: &str) -> Option<Node<'a, 'input>> {
    root.children().find(|node| node.tag_name().name().strip_suffix("Result") == Some(operation))
}

/// `<Error>`: within the root, within `<Errors>`, or the root itself; a root
/// that holds a code needs no such wrapper.
fn error<'a, 'input>(root: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
    child(root, "Error")
        .or_else(|| child(child(root, "Errors")?, "Error"))
        .or_else(|| child(root, "Code").map(|_| root))
}

fn request_id(response: &Response<'_>, root: Option<Node<'_, '_>>) -> Option<String> {
    root.and_then(|root| {
        let metadata = child(root, "ResponseMetadata");
        metadata
            .and_then(|metadata| child(metadata, "RequestId"))
            .or_else(|| child(root, "RequestId"))
    })
    .and_then(|id| word(&text(id)))
    .or_else(|| response.header("x-amzn-RequestId").map(str::to_owned))
}

/// Without the white space around it; none if nothing is left.
fn word(text: &str) -> Option<String> {
    Some(text.trim()).filter(|word| !word.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests;
