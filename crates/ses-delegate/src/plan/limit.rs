//! How long a message may be.

use super::Prepared;
use crate::error::ParseError;
use crate::message::Message;
use crate::route::Route;

/// How long a message is, and may be by its route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// In bytes, once encoded.
    pub(crate) bytes: u64,
    /// Whether it is that long, or longer: SES writes it.
    pub(crate) is_exact: bool,
    /// The most that its route takes.
    pub(crate) limit: u64,
}

impl Size {
    /// Longest message by API v1, in bytes.
    pub(crate) const V1: u64 = 10 * 1024 * 1024;
    /// Longest message by API v2, in bytes.
    pub(crate) const V2: u64 = 40 * 1024 * 1024;
}

impl Prepared {
    /// The length of raw mail is known exactly; what SES writes is at least the
    /// texts as they are and the files as base64, and SES has the last word on
    /// the rest.
    pub(crate) fn size(&self, message: &Message<'_>) -> Size {
        let limit = match self.route {
            Route::V2SendEmailRaw | Route::V2SendEmailSimple => Size::V2,
            _ => Size::V1,
        };
        let (bytes, is_exact) = match &self.mime {
            Some(mime) => (mime.plan().len(), true),
            None => (written_by_ses(message), false),
        };
        Size { bytes, is_exact, limit }
    }
}

/// Refuses what SES would refuse, before a byte of it is encoded.
///
/// # Source
/// SES Developer Guide, "Service quotas": 10 MB by v1, 40 MB by v2, after encoding.
pub(super) fn check(prepared: &Prepared, message: &Message<'_>) -> Result<(), ParseError> {
    let Size { bytes, is_exact, limit } = prepared.size(message);
    if bytes <= limit {
        return Ok(());
    }
    let at_least = if is_exact { "" } else { "at least " };
    let is_for_v2 = limit == Size::V1 && bytes <= Size::V2;
    let other = if is_for_v2 { " (API v2 takes 41943040)" } else { "" };
    let field = if message.attachments.is_empty() { "text" } else { "attachments" };
    Err(ParseError::new(
        "message.size",
        format!("a message of at most {limit} bytes once encoded{other}"),
        format!("{at_least}{bytes}"),
    )
    .at(field))
}

fn written_by_ses(message: &Message<'_>) -> u64 {
    let texts = [message.body.text(), message.body.html()];
    let texts: usize = texts.into_iter().flatten().map(str::len).sum();
    let files = message.attachments.iter().map(|file| file.content.size().div_ceil(3) * 4);
    texts as u64 + files.sum::<u64>()
}
