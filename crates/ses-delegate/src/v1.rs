//! SES API v1 (2010-12-01): the AWS Query protocol, form out and XML in.

mod send_email;
mod send_raw_email;
mod xml;

use serde::Serialize;

use crate::form;
use crate::operation::Request;

pub use send_email::{Message, SendEmail};
pub use send_raw_email::{RawMessage, SendRawEmail};

const VERSION: &str = "2010-12-01";

/// A Query request: `Action`, `Version` and the members as a form.
fn request(action: &str, input: &impl Serialize) -> Request {
    let mut body = format!("Action={action}&Version={VERSION}");
    for (name, value) in form::pairs(input) {
        body.push('&');
        body.push_str(&name);
        body.push('=');
        form::encode_into(&mut body, &value);
    }
    Request {
        path: "/",
        content_type: "application/x-www-form-urlencoded; charset=utf-8",
        body: body.into_bytes(),
    }
}
