//! Why a request was refused, in the words of SES.
//!
//! # Source
//!
//! SES API Reference and SES API v2 Reference, "Common Errors" and the errors
//! of each operation.

use std::fmt;

use serde::Serialize;

/// The two protocols SES speaks on one host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Api {
    /// AWS Query: form in, XML out.
    #[serde(rename = "v1")]
    V1,
    /// REST JSON.
    #[serde(rename = "v2")]
    V2,
}

/// A request that was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub kind: Kind,
    /// SES sometimes answers with no message at all.
    pub message: Option<String>,
    pub check: Check,
    /// What the inbox adds for people; never sent to the caller.
    pub notes: Vec<String>,
}

/// The class of an error; its code and status depend on the [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    MissingAuthentication,
    IncompleteSignature,
    MissingDate,
    InvalidToken,
    ExpiredToken,
    SignatureMismatch,
    MissingAction,
    UnknownOperation,
    MalformedQuery,
    UnsupportedMediaType,
    TooLarge,
    Serialization,
    Validation,
    InvalidParameter,
    MessageRejected,
    AccessDenied,
    NoConfigurationSet,
    NoTemplate,
}

/// The step that said no, for the inbox and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Check {
    Signature,
    Credentials,
    Request,
    Address,
    Recipients,
    Headers,
    Attachments,
    Size,
    ConfigurationSet,
    VerifiedIdentity,
    ArnAlignment,
    SendingAuthorization,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, check: Check, message: impl Into<String>) -> Self {
        Self { kind, message: Some(message.into()), check, notes: Vec::new() }
    }

    pub(crate) fn silent(kind: Kind, check: Check) -> Self {
        Self { kind, message: None, check, notes: Vec::new() }
    }

    /// `InvalidParameterValue`, or v2's `BadRequestException`.
    pub(crate) fn invalid(check: Check, message: impl Into<String>) -> Self {
        Self::new(Kind::InvalidParameter, check, message)
    }

    /// A required member that is absent, as AWS's models word it.
    pub(crate) fn missing(member: &str) -> Self {
        let message = format!(
            "1 validation error detected: Value null at '{member}' failed to satisfy constraint: \
             Member must not be null"
        );
        Self::new(Kind::Validation, Check::Request, message)
    }

    #[must_use]
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(crate) fn code(&self, api: Api) -> &'static str {
        let (v1, v2, _) = self.kind.row();
        match api {
            Api::V1 => v1,
            Api::V2 => v2,
        }
    }

    pub(crate) fn status(&self, api: Api) -> u16 {
        match (self.kind, api) {
            (
                Kind::NoConfigurationSet
                | Kind::NoTemplate
                | Kind::UnknownOperation
                | Kind::MissingAction,
                Api::V2,
            ) => 404,
            _ => self.kind.row().2,
        }
    }
}

impl Kind {
    /// The v1 code, the v2 code, and the status.
    fn row(self) -> (&'static str, &'static str, u16) {
        match self {
            Self::MissingAuthentication => {
                ("MissingAuthenticationToken", "MissingAuthenticationTokenException", 403)
            }
            Self::IncompleteSignature => {
                ("IncompleteSignature", "IncompleteSignatureException", 400)
            }
            Self::MissingDate => ("MissingParameter", "IncompleteSignatureException", 400),
            Self::InvalidToken => ("InvalidClientTokenId", "UnrecognizedClientException", 403),
            Self::ExpiredToken => ("ExpiredToken", "ExpiredTokenException", 403),
            Self::SignatureMismatch => ("SignatureDoesNotMatch", "InvalidSignatureException", 403),
            Self::MissingAction => ("MissingAction", "UnknownOperationException", 400),
            Self::UnknownOperation => ("InvalidAction", "UnknownOperationException", 400),
            Self::MalformedQuery => ("MalformedQueryString", "BadRequestException", 404),
            Self::UnsupportedMediaType => {
                ("UnsupportedMediaType", "UnsupportedMediaTypeException", 415)
            }
            Self::TooLarge => ("RequestEntityTooLarge", "RequestEntityTooLargeException", 413),
            Self::Serialization => ("SerializationException", "SerializationException", 400),
            Self::Validation => ("ValidationError", "BadRequestException", 400),
            Self::InvalidParameter => ("InvalidParameterValue", "BadRequestException", 400),
            Self::MessageRejected => ("MessageRejected", "MessageRejected", 400),
            Self::AccessDenied => ("AccessDenied", "AccessDeniedException", 403),
            Self::NoConfigurationSet => ("ConfigurationSetDoesNotExist", "NotFoundException", 400),
            Self::NoTemplate => ("TemplateDoesNotExist", "NotFoundException", 400),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(Api::V1), self.message.as_deref().unwrap_or("null"))
    }
}

impl std::error::Error for Refusal {}
