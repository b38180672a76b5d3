//! What a web page needs to call SES.
//!
//! That SES answers v1 with CORS is known from AWS's own SDK and samples; of v2
//! nothing is known from outside. So a client can be tried against each.
//!
//! # Source
//!
//! Fetch Standard, "CORS protocol"; Private Network Access draft. Real SES is
//! not documented here: the exposed headers are those of AWS's JSON services.

use std::{fmt, str::FromStr};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Response, header},
};

use crate::refusal::Api;

/// Which APIs a web page may call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// v1, v2 and STS: what the composer needs.
    #[default]
    All,
    /// v1 and STS: all that is known of SES from outside.
    V1Only,
    None,
}

/// A word that names no choice of CORS.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownCors(String);

impl fmt::Display for UnknownCors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected all, v1-only or none, but found '{}'", self.0)
    }
}

impl std::error::Error for UnknownCors {}

impl fmt::Display for Cors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "all",
            Self::V1Only => "v1-only",
            Self::None => "none",
        })
    }
}

impl FromStr for Cors {
    type Err = UnknownCors;

    fn from_str(text: &str) -> Result<Self, UnknownCors> {
        match text {
            "all" => Ok(Self::All),
            "v1-only" => Ok(Self::V1Only),
            "none" => Ok(Self::None),
            _ => Err(UnknownCors(text.to_owned())),
        }
    }
}

impl Cors {
    /// Whether answers of `api` bear CORS headers.
    pub(crate) fn covers(self, api: Api) -> bool {
        match self {
            Self::All => true,
            Self::V1Only => api != Api::V2,
            Self::None => false,
        }
    }
}

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

/// What an endpoint without CORS answers to a preflight: nothing a page can use.
pub(crate) fn no_preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = axum::http::StatusCode::FORBIDDEN;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_and_what_they_cover() {
        for (word, covered) in
            [("all", [true, true, true]), ("v1-only", [true, false, true]), ("none", [false; 3])]
        {
            let cors: Cors = word.parse().unwrap();
            assert_eq!([Api::V1, Api::V2, Api::Sts].map(|api| cors.covers(api)), covered, "{word}");
        }
        let error = "v2".parse::<Cors>().unwrap_err();
        assert_eq!(error.to_string(), "expected all, v1-only or none, but found 'v2'");
        assert_eq!(Cors::default(), Cors::All);
    }
}
