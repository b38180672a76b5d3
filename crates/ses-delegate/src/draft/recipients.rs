//! Who sends and who receives.

use super::{Draft, note};
use crate::address::{Mailbox, Recipients};
use crate::error::ParseError;
use crate::mime;

pub(super) fn read(draft: &Draft, errors: &mut Vec<ParseError>) -> Option<Recipients> {
    let known = errors.len();
    let to = mailboxes(errors, "to", &draft.to);
    let cc = mailboxes(errors, "cc", &draft.cc);
    let bcc = mailboxes(errors, "bcc", &draft.bcc);
    let recipients = Recipients::new(to, cc, bcc);
    if errors.len() > known {
        // The broken entries are named already.
        return recipients.ok();
    }
    note(errors, recipients.map_err(|error| error.at("to")))
}

pub(super) fn mailboxes(
    errors: &mut Vec<ParseError>,
    field: &str,
    texts: &[String],
) -> Vec<Mailbox> {
    let read = |(at, text): (usize, &String)| {
        note(errors, mailbox(text).map_err(|e| e.at(format!("{field}[{at}]"))))
    };
    texts.iter().enumerate().filter_map(read).collect()
}

/// Longest mailbox as SES counts it, in UTF-16 units of its formatted text.
const MAILBOX_MAX: usize = 320;

/// One mailbox that SES will take.
pub(super) fn mailbox(text: &str) -> Result<Mailbox, ParseError> {
    let mailbox: Mailbox = text.parse()?;
    match mime::formatted(&mailbox).encode_utf16().count() {
        ..=MAILBOX_MAX => Ok(mailbox),
        long => Err(ParseError::new(
            "mailbox.length",
            "a name and address of at most 320 characters once encoded",
            format!("{long}"),
        )),
    }
}
