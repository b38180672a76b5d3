//! The v2 API (REST JSON): JSON in, JSON out. One operation, one file.
//!
//! # Source
//!
//! SES API v2 Reference (2019-09-27).

mod input;
mod model;
mod send_email;

use axum::http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::{call::Call, refusal::Refusal};

/// An operation and the labels in its path, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    SendEmail,
}

impl Action {
    /// Finds the operation by method and path.
    pub(crate) fn find(method: &Method, path: &str) -> Option<Self> {
        let labels: Vec<String> = path
            .strip_prefix("/v2/email/")?
            .split('/')
            .map(|label| percent_decode_str(label).decode_utf8().map(Into::into))
            .collect::<Result<_, _>>()
            .ok()?;
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        match (method.as_str(), &labels[..]) {
            ("POST", ["outbound-emails"]) => Some(Self::SendEmail),
            _ => None,
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::SendEmail => "SendEmail",
        }
    }
}

/// What an operation may read of its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    /// Not decoded.
    pub query: Option<&'a str>,
    pub body: &'a [u8],
}

pub(crate) async fn answer(
    call: &Call<'_>,
    action: Action,
    input: Input<'_>,
) -> Result<Value, Refusal> {
    match action {
        Action::SendEmail => send_email::answer(call, input.body).await,
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
