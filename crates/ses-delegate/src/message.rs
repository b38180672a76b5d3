//! A message whose every part is proven, ready to be written or sent.

use std::borrow::Cow;

use crate::address::{EmailAddress, Mailbox, Recipients};
use crate::content::Content;
use crate::header::{ContentId, HeaderText, MediaType};

/// What is sent, and to whom.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// The `From` header, and `Source` where an operation has one.
    pub from: Mailbox,
    /// To, Cc and Bcc.
    pub recipients: Recipients,
    /// Where replies go; the sender if empty.
    pub reply_to: Vec<Mailbox>,
    /// Where bounces go; the sender if none.
    pub return_path: Option<EmailAddress>,
    /// The `Subject` header; may be empty.
    pub subject: HeaderText,
    /// Text, HTML or both.
    pub body: Body<'a>,
    /// Files, in order.
    pub attachments: Vec<Attachment>,
}

impl Message<'_> {
    /// The address that SES will send bounces to.
    pub fn bounces_to(&self) -> &EmailAddress {
        self.return_path.as_ref().unwrap_or(&self.from.address)
    }
}

/// The readable part. Line ends become CRLF; everything else stays as given.
#[derive(Debug, Clone)]
pub enum Body<'a> {
    /// Plain text only.
    Text(Cow<'a, str>),
    /// HTML only.
    Html(Cow<'a, str>),
    /// The same content twice; readers show the HTML if they can.
    Both {
        /// For readers without HTML.
        text: Cow<'a, str>,
        /// For the others.
        html: Cow<'a, str>,
    },
}

impl Body<'_> {
    /// The plain text, if there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Both { text, .. } => Some(text),
            Self::Html(_) => None,
        }
    }

    /// The HTML, if there is any.
    pub fn html(&self) -> Option<&str> {
        match self {
            Self::Html(html) | Self::Both { html, .. } => Some(html),
            Self::Text(_) => None,
        }
    }
}

/// A file that travels with the message.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// What the reader will see it called; any script.
    pub file_name: HeaderText,
    /// What it is.
    pub media_type: MediaType,
    /// Beside the message, or within its HTML.
    pub placement: Placement,
    /// The content, sent as base64 and so unchanged.
    pub content: Content,
}

/// Where a reader meets a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// In the list of attachments.
    Attached,
    /// Within the HTML, as `<img src="cid:…">`.
    Inline(ContentId),
}
