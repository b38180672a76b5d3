//! What a draft says of a message that is written already.

use super::{Draft, authority, note, optional, recipients, settings};
use crate::address::{EmailAddress, Recipients};
use crate::delegation::Authority;
use crate::error::ParseError;
use crate::region::Endpoint;
use crate::settings::Settings;

/// The proven fields of a draft that matter beside a message of its own.
#[derive(Debug, Clone)]
pub(crate) struct ReadEnvelope {
    /// The right to send it.
    pub(crate) authority: Authority,
    /// Who receives it; if nobody is named, its headers tell.
    pub(crate) recipients: Option<Recipients>,
    /// Where bounces go, if not where its headers tell.
    pub(crate) return_path: Option<EmailAddress>,
    /// What SES does with it besides.
    pub(crate) settings: Settings,
    /// Where to send it.
    pub(crate) endpoint: Endpoint,
}

impl Draft {
    /// Proves delegation, Region, recipients, return path, settings and endpoint;
    /// every other field is passed over.
    ///
    /// # Errors
    /// Every wrong field of these.
    pub(crate) fn read_envelope(&self) -> Result<ReadEnvelope, Vec<ParseError>> {
        let mut errors = Vec::new();
        let authority = authority::read(self, &mut errors);
        let is_named = [&self.to, &self.cc, &self.bcc].iter().any(|list| !list.is_empty());
        let recipients = if is_named { recipients::read(self, &mut errors) } else { None };
        let return_path = optional(&mut errors, "returnPath", &self.return_path, str::parse);
        let settings = settings::read(self, &mut errors);
        let endpoint = authority
            .as_ref()
            .and_then(|authority| note(&mut errors, authority::endpoint(self, authority)));
        match (authority, endpoint) {
            (Some(authority), Some(endpoint)) if errors.is_empty() => {
                Ok(ReadEnvelope { authority, recipients, return_path, settings, endpoint })
            }
            _ => Err(errors),
        }
    }
}
