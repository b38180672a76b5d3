//! Answers in the dialects: XML for v1 and STS, JSON for v2.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};
use serde_json::json;

use crate::{
    refusal::{Api, Kind, Refusal},
    xml::{self, Structure, escape},
};

/// What an operation answers when all went well.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// A Query action and its result; some actions have none.
    Query {
        action: &'static str,
        result: Option<Structure>,
    },
    Json(serde_json::Value),
}

/// The answer to a request that was carried out.
pub(crate) fn accepted(api: Api, answer: &Answer, request_id: &str) -> Response<Body> {
    match answer {
        Answer::Query { action, result } => {
            let xml = xml::response(namespace(api), action, result.as_ref(), request_id);
            respond(200, "text/xml", xml, request_id)
        }
        Answer::Json(value) => respond(200, "application/json", value.to_string(), request_id),
    }
}

/// The answer to a refused request.
pub(crate) fn refused(api: Api, refusal: &Refusal, request_id: &str) -> Response<Body> {
    let (code, status) = (refusal.code(api), refusal.status(api));
    let message = refusal.message.as_deref();
    if api == Api::V2 && refusal.kind == Kind::AccessDenied {
        // SES spells the member with a capital where IAM writes the text.
        return json_error(status, code, &json!({ "Message": message }), request_id);
    }
    error(api, status, code, message, request_id)
}

/// An error of any code and status.
pub(crate) fn error(
    api: Api,
    status: u16,
    code: &str,
    message: Option<&str>,
    request_id: &str,
) -> Response<Body> {
    if api == Api::V2 {
        return json_error(status, code, &json!({ "message": message }), request_id);
    }
    let namespace = namespace(api);
    let fault = if status < 500 { "Sender" } else { "Receiver" };
    let (code, message) = (escape(code), escape(message.unwrap_or_default()));
    let xml = format!(
        "<ErrorResponse xmlns=\"{namespace}\">\n  <Error>\n    <Type>{fault}</Type>\n    \
         <Code>{code}</Code>\n    <Message>{message}</Message>\n  </Error>\n  \
         <RequestId>{request_id}</RequestId>\n</ErrorResponse>\n"
    );
    respond(status, "text/xml", xml, request_id)
}

fn json_error(
    status: u16,
    code: &str,
    body: &serde_json::Value,
    request_id: &str,
) -> Response<Body> {
    let mut response = respond(status, "application/json", body.to_string(), request_id);
    if let Ok(code) = HeaderValue::from_str(code) {
        response.headers_mut().insert(HeaderName::from_static("x-amzn-errortype"), code);
    }
    response
}

fn namespace(api: Api) -> &'static str {
    match api {
        Api::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
        Api::V1 | Api::V2 | Api::Smtp => "http://ses.amazonaws.com/doc/2010-12-01/",
    }
}

fn respond(
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
