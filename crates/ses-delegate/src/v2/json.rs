//! Requests of the REST JSON protocol: members in the path, the query and the body.
//!
//! # Source
//! Smithy, "AWS restJson1 protocol".

mod answer;

use std::io::{self, Write};

use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::body::{Alphabet, BodyPlan};
use crate::form::RESERVED;
use crate::operation::{Method, Request};
use crate::shape::Blob;

pub(super) use answer::{done, optional_members, read, request_id};

/// The path to a resource: `labels` behind `/v2/email`. Each is percent-encoded
/// whole, so that a `/` within an ARN does not begin another.
pub(super) fn path(labels: &[&str]) -> String {
    labels.iter().fold("/v2/email".to_owned(), |mut path, label| {
        path.push('/');
        path.extend(utf8_percent_encode(label, RESERVED));
        path
    })
}

/// A request of `input` as JSON to `path`, with `blobs` in the order of their members.
pub(super) fn request(
    method: Method,
    path: String,
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

/// A request that path and `query` say completely: neither body nor `Content-Type`.
/// The members of `query` come in the order of their names, as the signature has them.
pub(super) fn bodiless(method: Method, path: String, query: &[(&str, Option<&str>)]) -> Request {
    debug_assert!(query.is_sorted_by_key(|(name, _)| name), "{query:?}");
    let given = query.iter().filter_map(|(name, value)| Some((name, (*value)?)));
    let pairs =
        given.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, RESERVED)));
    Request {
        method,
        path: path.into(),
        query: pairs.collect::<Vec<_>>().join("&"),
        content_type: None,
        body: BodyPlan::default(),
    }
}

/// Writes a NUL for each [`Blob`], within quotes; JSON escapes any other.
struct Marking;

impl Formatter for Marking {
    fn write_u128<W: Write + ?Sized>(&mut self, to: &mut W, _: u128) -> io::Result<()> {
        to.write_all(b"\"\0\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_encoded_as_botocore_does() {
        for (label, encoded) in [
            ("sender+x@example.com", "sender%2Bx%40example.com"),
            (
                "arn:aws:ses:us-east-1:123456789012:identity/example.com",
                "arn%3Aaws%3Ases%3Aus-east-1%3A123456789012%3Aidentity%2Fexample.com",
            ),
            ("a!'()*~@ex.com", "a%21%27%28%29%2A~%40ex.com"),
            ("a/b c+%ü~", "a%2Fb%20c%2B%25%C3%BC~"),
        ] {
            assert_eq!(path(&["identities", label]), format!("/v2/email/identities/{encoded}"));
        }
    }

    #[test]
    fn only_given_members_are_in_the_query() {
        let query = |a, b| bodiless(Method::Get, path(&["x"]), &[("A", a), ("B", b)]).target();
        assert_eq!(query(None, None), "/v2/email/x");
        assert_eq!(query(None, Some("1")), "/v2/email/x?B=1");
        assert_eq!(
            query(Some(""), Some("a+b/=~ é&x")),
            "/v2/email/x?A=&B=a%2Bb%2F%3D~%20%C3%A9%26x"
        );
    }
}
