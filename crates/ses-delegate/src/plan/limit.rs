//! How long a message may be.

use super::Prepared;
use crate::error::ParseError;
use crate::message::Message;
use crate::route::Route;

/// Longest message by API v1, in bytes.
const V1: u64 = 10 * 1024 * 1024;
/// Longest message by API v2, in bytes.
const V2: u64 = 40 * 1024 * 1024;

/// Refuses what SES would refuse, before a byte of it is encoded. The length of
/// raw mail is known exactly; what SES writes is at least the texts as they are
/// and the files as base64, and SES has the last word on the rest.
///
/// # Source
/// SES Developer Guide, "Service quotas": 10 MB by v1, 40 MB by v2, after encoding.
pub(super) fn check(prepared: &Prepared, message: &Message<'_>) -> Result<(), ParseError> {
    let (size, at_least) = match &prepared.mime {
        Some(mime) => (mime.plan().len(), ""),
        None => (written_by_ses(message), "at least "),
    };
    let field = if message.attachments.is_empty() { "text" } else { "attachments" };
    fits(prepared.route, size, at_least).map_err(|error| error.at(field))
}

/// The same for a message of `size` bytes.
pub(super) fn fits(route: Route, size: u64, at_least: &str) -> Result<(), ParseError> {
    let limit = match route {
        Route::V2SendEmailRaw | Route::V2SendEmailSimple => V2,
        _ => V1,
    };
    if size <= limit {
        return Ok(());
    }
    let other = if limit == V1 && size <= V2 { " (API v2 takes 41943040)" } else { "" };
    Err(ParseError::new(
        "message.size",
        format!("a message of at most {limit} bytes once encoded{other}"),
        format!("{at_least}{size}"),
    ))
}

fn written_by_ses(message: &Message<'_>) -> u64 {
    let texts = [message.body.text(), message.body.html()];
    let texts: usize = texts.into_iter().flatten().map(str::len).sum();
    let files = message.attachments.iter().map(|file| file.content.size().div_ceil(3) * 4);
    texts as u64 + files.sum::<u64>()
}
