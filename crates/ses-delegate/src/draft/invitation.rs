//! Invitations.

use serde::{Deserialize, Serialize};

use super::{file, given, note};
use crate::calendar::{CalendarMethod, Invitation};
use crate::error::ParseError;

/// An invitation, by nodemailer's name for it; absent if all is blank.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct IcalEvent {
    /// Such as `REQUEST`; the object's METHOD says the same.
    pub method: String,
    /// What the object is called as a file; no file if blank.
    pub filename: String,
    /// The iCalendar object.
    pub content: String,
}

impl IcalEvent {
    pub(super) fn read(&self, errors: &mut Vec<ParseError>) -> Option<Invitation<'_>> {
        let filename = given(&self.filename);
        if filename.is_none() && [&self.method, &self.content].iter().all(|t| given(t).is_none()) {
            return None;
        }
        let mut field = |error: ParseError, name: &str| errors.push(error.at(name).at("icalEvent"));
        let method = self.method.trim().parse::<CalendarMethod>();
        let method = method.map_err(|error| field(error, "method")).ok();
        let name = filename.map(file::file_name).transpose();
        let name = name.map_err(|error| field(error, "filename")).ok();
        let read = Invitation::new(method?, name?, self.content.as_str());
        note(errors, read.map_err(|error| error.at("icalEvent")))
    }
}
