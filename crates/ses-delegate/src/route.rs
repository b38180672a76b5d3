//! The ways by which a message can go.

use serde::{Deserialize, Serialize};

/// An operation, and where it carries the identity ARNs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// v1 `SendEmail`: SES writes the MIME; no attachments.
    V1SendEmail,
    /// v1 `SendRawEmail`, ARNs as parameters.
    V1SendRawEmail,
    /// v1 `SendRawEmail`, ARNs as X-SES headers.
    V1SendRawEmailHeaders,
    /// v2 `SendEmail` with `Simple` content: SES writes the MIME, attachments included.
    V2SendEmailSimple,
    /// v2 `SendEmail` with `Raw` content.
    V2SendEmailRaw,
}

impl Route {
    /// Every route.
    pub const ALL: [Self; 5] = [
        Self::V1SendRawEmail,
        Self::V1SendRawEmailHeaders,
        Self::V1SendEmail,
        Self::V2SendEmailRaw,
        Self::V2SendEmailSimple,
    ];

    /// Its name, as in a draft's `route`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1SendEmail => "v1-send-email",
            Self::V1SendRawEmail => "v1-send-raw-email",
            Self::V1SendRawEmailHeaders => "v1-send-raw-email-headers",
            Self::V2SendEmailSimple => "v2-send-email-simple",
            Self::V2SendEmailRaw => "v2-send-email-raw",
        }
    }
}

/// Why a route was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The draft names it.
    Chosen,
    /// `SendEmail` of API v1 carries no files.
    Attachments,
    /// Source and From have ARNs of their own, which `SendRawEmail` alone carries.
    TwoArns,
    /// `SendEmail` of API v1 carries no invitation.
    Calendar,
    /// `SendEmail` of API v1 carries no headers of one's own, and none by which
    /// SES manages lists and tenants.
    Headers,
    /// The message is MIME already, which `SendRawEmail` carries as it is.
    Raw,
    /// Without any of these, `SendEmail` is enough.
    NoFiles,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Chosen,
        Self::Attachments,
        Self::TwoArns,
        Self::Calendar,
        Self::Headers,
        Self::Raw,
        Self::NoFiles,
    ];

    /// Its name in JSON and JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Attachments => "attachments",
            Self::TwoArns => "two-arns",
            Self::Calendar => "calendar",
            Self::Headers => "headers",
            Self::Raw => "raw",
            Self::NoFiles => "no-files",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_json() {
        for route in Route::ALL {
            assert_eq!(serde_json::to_value(route).unwrap(), route.as_str());
        }
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
        }
    }
}
