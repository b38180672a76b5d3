//! SES API v1 (2010-12-01): the AWS Query protocol, form out and XML in.

mod send_email;
mod send_raw_email;

use serde::Serialize;

use crate::operation::Request;
use crate::query;
use crate::shape::Blob;

pub use send_email::{Message, SendEmail};
pub use send_raw_email::{RawMessage, SendRawEmail};

const VERSION: &str = "2010-12-01";

fn request(action: &str, input: &impl Serialize, blobs: &[&Blob<'_>]) -> Request {
    query::request(action, VERSION, input, blobs)
}
