//! The AWS Query protocol, which SES v1 and STS speak: form out, XML in.

pub(crate) mod xml;

use serde::Serialize;

use crate::body::{Alphabet, BodyPlan};
use crate::form;
use crate::operation::{Method, Request};
use crate::shape::Blob;

/// A request of `Action`, `Version` and the members as a form, with `blobs` in
/// the order of their members.
pub(crate) fn request(
    action: &str,
    version: &str,
    input: &impl Serialize,
    blobs: &[&Blob<'_>],
) -> Request {
    let form = form::write(action, version, input).into_bytes();
    Request {
        method: Method::Post,
        path: "/".into(),
        query: String::new(),
        content_type: Some("application/x-www-form-urlencoded; charset=utf-8"),
        body: match blobs {
            [] => form.into(),
            _ => BodyPlan::cut(&form, blobs.iter().map(|blob| blob.plan(Alphabet::Form))),
        },
    }
}
