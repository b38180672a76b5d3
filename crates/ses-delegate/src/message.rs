//! A message whose every part is proven, ready to be written or sent.

use std::borrow::Cow;

use crate::address::{EmailAddress, Mailbox, Recipients};
use crate::calendar::Invitation;
use crate::content::Content;
use crate::error::ParseError;
use crate::header::{
    AutoSubmitted, ContentId, CustomHeaders, FeedbackId, HeaderText, Importance, MediaType,
    MessageId,
};
use crate::list::{ListId, ListUnsubscribe};

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
    /// Headers that most messages have not.
    pub headers: Headers,
    /// Text, HTML or both.
    pub body: Body<'a>,
    /// An invitation, which calendars show in place of the text.
    pub invitation: Option<Invitation<'a>>,
    /// Files, in order.
    pub attachments: Vec<Attachment>,
}

impl Message<'_> {
    /// The address that SES will send bounces to.
    pub fn bounces_to(&self) -> &EmailAddress {
        self.return_path.as_ref().unwrap_or(&self.from.address)
    }
}

/// Headers beyond sender, recipients and subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// `Sender`: who sent it for the one in `From` (RFC 5322 section 3.6.2).
    /// SES wants that address verified as well.
    pub sender: Option<Mailbox>,
    /// `In-Reply-To`: the message that this one answers.
    pub in_reply_to: Option<MessageId>,
    /// `References`: the messages before this one, oldest first.
    pub references: Vec<MessageId>,
    /// `List-Unsubscribe` and `List-Unsubscribe-Post`.
    pub list_unsubscribe: Option<ListUnsubscribe>,
    /// `List-Id`.
    pub list_id: Option<ListId>,
    /// `Feedback-ID`.
    pub feedback_id: Option<FeedbackId>,
    /// `Auto-Submitted`.
    pub auto_submitted: Option<AutoSubmitted>,
    /// `Importance`.
    pub importance: Option<Importance>,
    /// Any others, in order, behind all these.
    pub custom: CustomHeaders,
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

/// A file that travels with the message, unchanged.
#[derive(Debug, Clone)]
pub struct Attachment {
    // Read freely within the crate; made by `new` only.
    pub(crate) file_name: HeaderText,
    pub(crate) media_type: MediaType,
    pub(crate) placement: Placement,
    pub(crate) content: Content,
}

/// Longest line of a message, in bytes and without its end (RFC 5322 section 2.1.1).
const LINE_MAX: usize = 998;

impl Attachment {
    /// A file. It is sent as base64, but for `message/rfc822`, which must not
    /// be (RFC 2046 section 5.2.1) and goes out as it is.
    ///
    /// # Errors
    /// `attachment.message` if a `message/rfc822` cannot go out as it is: its
    /// bytes must be here, 7-bit, with CRLF at the end of every line and lines
    /// of at most 998 bytes.
    pub fn new(
        file_name: HeaderText,
        media_type: MediaType,
        placement: Placement,
        content: Content,
    ) -> Result<Self, ParseError> {
        if media_type.is_message() {
            is_message(&content).map_err(|found| {
                ParseError::new(
                    "attachment.message",
                    "a message of ASCII lines of at most 998 bytes, each ended by CRLF, with its bytes at hand; any other file declared as application/octet-stream",
                    found,
                )
                .at("content")
            })?;
        }
        Ok(Self { file_name, media_type, placement, content })
    }

    /// What the reader will see it called; any script.
    pub fn file_name(&self) -> &HeaderText {
        &self.file_name
    }

    /// What it is.
    pub fn media_type(&self) -> &MediaType {
        &self.media_type
    }

    /// Beside the message, or within its HTML.
    pub fn placement(&self) -> &Placement {
        &self.placement
    }

    /// The content.
    pub fn content(&self) -> &Content {
        &self.content
    }
}

/// What keeps `content` from standing in a message as it is.
fn is_message(content: &Content) -> Result<(), String> {
    let bytes = content.bytes().ok_or("only the number of its bytes")?;
    if bytes.is_empty() {
        return Err("nothing".to_owned());
    }
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let at = at + 1;
        let length = line.strip_suffix(b"\r").unwrap_or(line).len();
        if length > LINE_MAX {
            return Err(format!("{length} bytes in line {at}"));
        }
        // What follows the last LF is a line without an end, or nothing.
        let end = line.strip_suffix(b"\r");
        let is_last = line.as_ptr_range().end == bytes.as_ptr_range().end;
        let Some(text) = end.or(if is_last { Some(line) } else { None }) else {
            return Err(format!("a bare LF at the end of line {at}"));
        };
        if is_last && end.is_some() || text.contains(&b'\r') {
            return Err(format!("a bare CR in line {at}"));
        }
        if let Some(byte) = text.iter().find(|byte| **byte == 0 || !byte.is_ascii()) {
            return Err(format!("the byte {byte:#04x} in line {at}"));
        }
    }
    Ok(())
}

/// Where a reader meets a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// In the list of attachments.
    Attached,
    /// Within the HTML, as `<img src="cid:…">`.
    Inline(ContentId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_goes_out_as_it_is_or_not_at_all() {
        let attached = |content: Content| {
            Attachment::new(
                HeaderText::new("a.eml").unwrap(),
                "message/rfc822".parse().unwrap(),
                Placement::Attached,
                content,
            )
            .map_err(|error| (error.code().to_owned(), error.found().to_owned()))
        };
        let of = |bytes: &[u8]| attached(bytes.to_vec().into());
        let long = |length: usize| [b"A: ", &vec![b'x'; length - 3][..], b"\r\n\r\n"].concat();
        for bytes in [&b"A: b\r\n\r\nc\r\n"[..], b"A: b\r\n\r\nc", b"A: b", &long(998)] {
            assert!(of(bytes).is_ok(), "{bytes:?}");
        }
        for (bytes, found) in [
            (&b""[..], "nothing"),
            (b"A: b\n\nc", "a bare LF at the end of line 1"),
            (b"A: b\r\n\nc", "a bare LF at the end of line 2"),
            (b"A: b\r\n\rc", "a bare CR in line 2"),
            (b"A: b\r\nc\r", "a bare CR in line 2"),
            (b"A: b\r\r\n", "a bare CR in line 1"),
            (b"A: \xc3\xa9\r\n", "the byte 0xc3 in line 1"),
            (b"A: \0\r\n", "the byte 0x00 in line 1"),
            (&long(999), "999 bytes in line 1"),
            // The last line gets its end from whoever writes it.
            (&[b'x'; 999], "999 bytes in line 1"),
        ] {
            assert_eq!(
                of(bytes).unwrap_err(),
                ("attachment.message".to_owned(), found.to_owned()),
                "{bytes:?}"
            );
        }
        let elsewhere = attached(Content::elsewhere(3)).unwrap_err();
        assert_eq!(elsewhere.1, "only the number of its bytes");
    }
}
