//! SES API v2 (2019-09-27): JSON over REST.

mod json;
mod send_email;

pub use send_email::{Attachment, Content, Raw, SendEmail, Simple};
