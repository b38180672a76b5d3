//! What a web page needs to call SES.
//!
//! # Source
//!
//! Fetch Standard, "CORS protocol"; Private Network Access draft. Real SES is
//! not documented here: the exposed headers are those of AWS's JSON services.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Response, header},
};

/// `Authorization` must be named: a wildcard does not cover it.
const ALLOWED: &str = "authorization, content-type, content-encoding, x-amz-date, x-amz-security-token, \
                       x-amz-content-sha256, x-amz-user-agent, x-amz-target, x-amzn-trace-id, \
                       amz-sdk-invocation-id, amz-sdk-request";
const EXPOSED: &str = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";

/// The answer to a preflight request.
pub(crate) fn preflight(request: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    expose(response.headers_mut());
    let headers = response.headers_mut();
    let methods = HeaderValue::from_static("GET, POST, PUT, DELETE, OPTIONS");
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ALLOWED));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("172800"));
    if request.get("access-control-request-private-network").is_some_and(|value| value == "true") {
        let name = HeaderName::from_static("access-control-allow-private-network");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    response
}

/// Lets a page read an answer, errors included.
pub(crate) fn expose(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
}
