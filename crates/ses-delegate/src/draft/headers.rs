//! Headers that most messages have not.

use serde::{Deserialize, Serialize};

use super::{Draft, note, optional};
use crate::address::Mailbox;
use crate::error::ParseError;
use crate::header::{CustomHeader, CustomHeaders, HeaderName, HeaderText};
use crate::message::Headers;

/// A header that has no field of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Header {
    /// Such as `X-Mailer`.
    pub name: String,
    /// One line.
    pub value: String,
}

pub(super) fn read(
    draft: &Draft,
    sender: Option<Mailbox>,
    errors: &mut Vec<ParseError>,
) -> Headers {
    Headers {
        sender,
        in_reply_to: optional(errors, "inReplyTo", &draft.in_reply_to, str::parse),
        references: draft
            .references
            .iter()
            .enumerate()
            .filter_map(|(at, id)| {
                let read =
                    id.trim().parse().map_err(|e: ParseError| e.at(format!("references[{at}]")));
                note(errors, read)
            })
            .collect(),
        list_unsubscribe: draft.list_unsubscribe.as_ref().and_then(|list| list.read(errors)),
        list_id: optional(errors, "listId", &draft.list_id, str::parse),
        feedback_id: optional(errors, "feedbackId", &draft.feedback_id, str::parse),
        auto_submitted: optional(errors, "autoSubmitted", &draft.auto_submitted, str::parse),
        importance: optional(errors, "importance", &draft.importance, str::parse),
        custom: custom(&draft.headers, errors),
    }
}

fn custom(headers: &[Header], errors: &mut Vec<ParseError>) -> CustomHeaders {
    let mut custom = CustomHeaders::default();
    for (at, header) in headers.iter().enumerate() {
        let path = format!("headers[{at}]");
        let name = header.name.trim().parse::<HeaderName>();
        let name = note(errors, name.map_err(|error| error.at("name").at(&path)));
        let value = HeaderText::new(header.value.trim());
        let value = note(errors, value.map_err(|error| error.at("value").at(&path)));
        if let (Some(name), Some(value)) = (name, value) {
            let pushed = CustomHeader::new(name, value).and_then(|header| custom.push(header));
            note(errors, pushed.map_err(|error| error.at(&path)));
        }
    }
    custom
}
