//! What every SES operation has in common: a request out, an answer in.

use serde::Serialize;

use crate::form;
use crate::outcome::Rejection;

/// An operation's input: AWS's members by AWS's names.
///
/// Inputs are proven when they are made, so a request always comes out.
pub trait Operation: Serialize {
    /// AWS's name of it, such as `SendRawEmail`.
    const NAME: &'static str;
    /// What SES answers on success.
    type Output;

    /// The request, not yet signed.
    fn request(&self) -> Request;

    /// Reads the answer.
    ///
    /// # Errors
    /// Whatever SES, or something before it, answered instead of success.
    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection>;

    /// The members as a flat list of names and texts, for people to read: nested
    /// names are joined by dots, lists count from `member.1`, in both dialects.
    fn parameters(&self) -> Vec<(String, String)>
    where
        Self: Sized,
    {
        form::pairs(self)
    }
}

/// An HTTP request without host, date and signature.
///
/// The method is `POST`, as for every send operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Absolute path, percent-encoded as it will be sent.
    pub path: &'static str,
    /// The `Content-Type` header; it is signed.
    pub content_type: &'static str,
    /// The payload; its hash is signed.
    pub body: Vec<u8>,
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
