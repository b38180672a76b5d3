//! How to leave a list.

use serde::{Deserialize, Serialize};

use super::{given, note};
use crate::error::ParseError;
use crate::list::ListUnsubscribe;

/// Ways to leave a list; absent if all is blank.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Unsubscribe {
    /// An `https` URL.
    pub url: String,
    /// An address, or a `mailto:` URI.
    pub email: String,
    /// Whether a POST to the URL is enough (RFC 8058).
    pub one_click: bool,
}

impl Unsubscribe {
    pub(super) fn read(&self, errors: &mut Vec<ParseError>) -> Option<ListUnsubscribe> {
        let (url, email) = (given(&self.url), given(&self.email));
        if url.is_none() && email.is_none() && !self.one_click {
            return None;
        }
        let read = ListUnsubscribe::new(url, email, self.one_click);
        note(errors, read.map_err(|error| error.at("listUnsubscribe")))
    }
}
