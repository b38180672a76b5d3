//! Answers in the two dialects: XML for v1, JSON for v2.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};
use serde_json::json;

use crate::refusal::{Api, Kind, Refusal};

const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The answer to an accepted message.
pub(crate) fn accepted(
    api: Api,
    action: &str,
    message_id: &str,
    request_id: &str,
) -> Response<Body> {
    match api {
        Api::V1 => {
            let xml = format!(
                "<{action}Response xmlns=\"{NAMESPACE}\">\n  <{action}Result>\n    \
                 <MessageId>{message_id}</MessageId>\n  </{action}Result>\n  <ResponseMetadata>\n    \
                 <RequestId>{request_id}</RequestId>\n  </ResponseMetadata>\n</{action}Response>\n"
            );
            answer(200, "text/xml", xml, request_id)
        }
        Api::V2 => answer(
            200,
            "application/json",
            json!({ "MessageId": message_id }).to_string(),
            request_id,
        ),
    }
}

/// The answer to a refused request.
pub(crate) fn refused(api: Api, refusal: &Refusal, request_id: &str) -> Response<Body> {
    let (code, status) = (refusal.code(api), refusal.status(api));
    match api {
        Api::V1 => {
            let message = escape(refusal.message.as_deref().unwrap_or_default());
            let xml = format!(
                "<ErrorResponse xmlns=\"{NAMESPACE}\">\n  <Error>\n    <Type>Sender</Type>\n    \
                 <Code>{code}</Code>\n    <Message>{message}</Message>\n  </Error>\n  \
                 <RequestId>{request_id}</RequestId>\n</ErrorResponse>\n"
            );
            answer(status, "text/xml", xml, request_id)
        }
        Api::V2 => {
            // SES spells the member with a capital where IAM writes the text.
            let member = if refusal.kind == Kind::AccessDenied { "Message" } else { "message" };
            let body = json!({ member: refusal.message }).to_string();
            let mut response = answer(status, "application/json", body, request_id);
            let name = HeaderName::from_static("x-amzn-errortype");
            response.headers_mut().insert(name, HeaderValue::from_static(code));
            response
        }
    }
}

fn answer(
    status: u16,
    content_type: &'static str,
    body: String,
    request_id: &str,
) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
    response
}

/// Escapes text for XML; characters XML 1.0 cannot hold become U+FFFD.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' | '\n' => escaped.push(character),
            '\0'..=' ' | '\u{fffe}' | '\u{ffff}' if character != ' ' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn xml_text_is_escaped() {
        assert_eq!(escape("a <b> & 'c' \u{1}\u{ffff}"), "a &lt;b&gt; &amp; 'c' \u{fffd}\u{fffd}");
    }
}
