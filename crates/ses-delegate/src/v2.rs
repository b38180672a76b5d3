//! SES API v2 (2019-09-27): JSON over REST.

mod attachment;
mod configuration_overrides;
mod content;
mod json;
mod message_header;
mod send_email;

pub use attachment::{Attachment, ContentDisposition, ContentTransferEncoding};
pub use configuration_overrides::{ConfigurationOverrides, Feature, Tracking};
pub use content::{Content, Raw, Simple, Template, TemplateContent};
pub use message_header::{MessageHeader, MessageHeaders};
pub use send_email::SendEmail;
