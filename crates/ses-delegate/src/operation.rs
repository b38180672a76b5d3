//! What every operation has in common: a request out, an answer in.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::body::{BodyPlan, Segment};
use crate::error::ParseError;
use crate::form;
use crate::input;
use crate::outcome::Rejection;

/// An operation's input: AWS's members by AWS's names.
///
/// Inputs are proven when they are made, so a request always comes out. It is
/// sent as any other: hash its body ([`BodyPlan::to_vec`], or streamed), sign it
/// for an endpoint ([`sign`](crate::sign), [`Endpoint`](crate::Endpoint), of SES
/// or of STS), let the answer be read by [`interpret`](Self::interpret).
pub trait Operation: Serialize {
    /// AWS's name of it, such as `SendRawEmail`.
    const NAME: &'static str;
    /// What the service answers on success.
    type Output;

    /// The input from JSON with AWS's member names, as AWS's SDKs and CLI take
    /// it; bytes are base64.
    ///
    /// # Errors
    /// `input.shape` if a member is missing, unknown or of another type; that of
    /// the first wrong value otherwise. Both name the member, such as
    /// `Destination.ToAddresses[2]`.
    fn from_json(json: &str) -> Result<Self, ParseError>
    where
        Self: DeserializeOwned,
    {
        input::from_json(json)
    }

    /// The request, not yet signed.
    fn request(&self) -> Request;

    /// Reads the answer.
    ///
    /// # Errors
    /// Whatever the service, or something before it, answered instead of success.
    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection>;
}

/// How a request asks (RFC 9110 section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts; the only one of the Query protocol.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An HTTP request without host, date and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Absolute path, percent-encoded as it will be sent.
    pub path: Cow<'static, str>,
    /// `name=value` pairs sorted by name and percent-encoded, joined by `&`; empty if there are none.
    pub query: String,
    /// The `Content-Type` header, which is signed; none without a body.
    pub content_type: Option<&'static str>,
    /// The payload; its hash is signed.
    pub body: BodyPlan,
}

impl Request {
    /// Path and query, as they stand behind the host.
    pub fn target(&self) -> String {
        match self.query.as_str() {
            "" => self.path.clone().into_owned(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// The members of the body, read back from it: names and texts for people.
    ///
    /// Names are AWS's, joined by dots: `Destination.ToAddresses.member.1` in
    /// the Query protocol, `Destination.ToAddresses[0]` in JSON. Where a file
    /// goes stands its length instead of its bytes.
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut text = String::new();
        for segment in self.body.segments() {
            match segment {
                Segment::Bytes(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
                Segment::File(file) => {
                    // Writing to a string cannot fail.
                    let _ = write!(text, "({} bytes)", file.encoded_len());
                }
            }
        }
        if self.content_type.is_some_and(|found| found.starts_with("application/json")) {
            let json = serde_json::from_str(&text).unwrap_or_default();
            let mut members = Vec::new();
            flatten(String::new(), &json, &mut members);
            members
        } else if text.is_empty() {
            Vec::new()
        } else {
            // After Action and Version.
            form::read(&text).split_off(2)
        }
    }
}

/// The leaves of `value` by their paths.
fn flatten(path: String, value: &serde_json::Value, to: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flatten(path, value, to);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(format!("{path}[{at}]"), item, to);
            }
        }
        Value::Null => {}
        Value::String(text) => to.push((path, text.clone())),
        other => to.push((path, other.to_string())),
    }
}

/// An HTTP answer as the client received it.
#[derive(Debug, Clone, Copy)]
pub struct Response<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Those headers that the client could read; a browser sees only what CORS exposes.
    pub headers: &'a [(String, String)],
    /// The payload.
    pub body: &'a [u8],
}

impl<'a> Response<'a> {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The payload as text; broken UTF-8 becomes U+FFFD.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.body).into_owned()
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
