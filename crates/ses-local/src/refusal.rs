//! Why a request was refused, in the words of SES.
//!
//! # Source
//!
//! SES API Reference and SES API v2 Reference, "Common Errors" and the errors
//! of each operation.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::authorization::Look;

/// The protocols this server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Api {
    /// SES's AWS Query: form in, XML out.
    #[serde(rename = "v1")]
    V1,
    /// SES's REST JSON.
    #[serde(rename = "v2")]
    V2,
    /// The Security Token Service, AWS Query too.
    #[serde(rename = "STS")]
    Sts,
    /// SES's SMTP interface.
    #[serde(rename = "SMTP")]
    Smtp,
}

/// A request that was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refusal {
    pub kind: Kind,
    /// SES sometimes answers with no message at all.
    pub message: Option<String>,
    pub check: Check,
    /// What the inbox adds for people; never sent to the caller.
    pub notes: Vec<String>,
    /// The message that was to be sent, if the request came that far.
    pub attempt: Option<Box<Attempt>>,
    /// What sending authorization looked at, one entry for each address.
    #[serde(default)]
    pub trace: Vec<Look>,
}

/// Who wanted to send to whom: for people only, before anything is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// The operation as the inbox names it.
    pub operation: String,
    pub source: Option<String>,
    pub destinations: Vec<String>,
}

/// The class of an error; its code and status depend on the [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A number or a truth value that is not one.
    MalformedInput,
    UnsupportedMediaType,
    TooLarge,
    Serialization,
    Validation,
    InvalidParameter,
    MessageRejected,
    AccessDenied,
    NoConfigurationSet,
    ConfigurationSetExists,
    NoTemplate,
    /// Any other thing that does not exist.
    NotFound,
    AlreadyExists,
    LimitExceeded,
    InvalidPolicy,
    /// A session policy that STS cannot read.
    MalformedPolicyDocument,
    InvalidTemplate,
    InvalidRenderingParameter,
    MissingRenderingAttribute,
    RateExceeded,
    DailyQuotaExceeded,
    AccountSendingPaused,
    ConfigurationSetSendingPaused,
    InternalFailure,
    ServiceUnavailable,
}

/// The step that said no, for the inbox and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Rate, daily quota, pauses.
    Quota,
    ConfigurationSet,
    Template,
    VerifiedIdentity,
    ArnAlignment,
    SendingAuthorization,
    /// The caller's own IAM policies.
    Permission,
    /// A policy document that is to be kept.
    Policy,
    /// A fault that was asked for.
    Fault,
    /// The local SES itself.
    Server,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, check: Check, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: Some(message.into()),
            check,
            notes: Vec::new(),
            attempt: None,
            trace: Vec::new(),
        }
    }

    pub(crate) fn silent(kind: Kind, check: Check) -> Self {
        Self { kind, message: None, check, notes: Vec::new(), attempt: None, trace: Vec::new() }
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

    #[must_use]
    pub(crate) fn with_trace(mut self, trace: Vec<Look>) -> Self {
        self.trace = trace;
        self
    }

    pub(crate) fn code(&self, api: Api) -> &'static str {
        let row = self.kind.row();
        match api {
            Api::V1 | Api::Sts => row.v1,
            Api::V2 => row.v2,
            Api::Smtp => self.kind.smtp().1,
        }
    }

    pub(crate) fn status(&self, api: Api) -> u16 {
        let row = self.kind.row();
        match api {
            Api::V1 | Api::Sts => row.v1_status,
            Api::V2 => row.v2_status,
            Api::Smtp => self.kind.smtp().0,
        }
    }
}

/// How the two dialects of SES name one kind of error.
struct Row {
    v1: &'static str,
    v1_status: u16,
    v2: &'static str,
    v2_status: u16,
}

impl Kind {
    /// The reply code of the SMTP interface.
    fn smtp(self) -> (u16, &'static str) {
        match self {
            Self::InternalFailure | Self::ServiceUnavailable => (451, "451"),
            Self::RateExceeded | Self::DailyQuotaExceeded => (454, "454"),
            Self::InvalidToken => (535, "535"),
            Self::TooLarge => (552, "552"),
            _ => (554, "554"),
        }
    }

    fn row(self) -> Row {
        let both = |v1, v2, status| Row { v1, v1_status: status, v2, v2_status: status };
        let two = |v1, v1_status, v2, v2_status| Row { v1, v1_status, v2, v2_status };
        match self {
            Self::MissingAuthentication => {
                both("MissingAuthenticationToken", "MissingAuthenticationTokenException", 403)
            }
            Self::IncompleteSignature => {
                both("IncompleteSignature", "IncompleteSignatureException", 400)
            }
            Self::MissingDate => both("MissingParameter", "IncompleteSignatureException", 400),
            Self::InvalidToken => both("InvalidClientTokenId", "UnrecognizedClientException", 403),
            Self::ExpiredToken => both("ExpiredToken", "ExpiredTokenException", 403),
            Self::SignatureMismatch => {
                both("SignatureDoesNotMatch", "InvalidSignatureException", 403)
            }
            Self::MissingAction => two("MissingAction", 400, "UnknownOperationException", 404),
            Self::UnknownOperation => two("InvalidAction", 400, "UnknownOperationException", 404),
            Self::MalformedQuery => both("MalformedQueryString", "BadRequestException", 404),
            Self::MalformedInput => both("MalformedInput", "SerializationException", 400),
            Self::UnsupportedMediaType => {
                both("UnsupportedMediaType", "UnsupportedMediaTypeException", 415)
            }
            Self::TooLarge => both("RequestEntityTooLarge", "RequestEntityTooLargeException", 413),
            Self::Serialization => both("SerializationException", "SerializationException", 400),
            Self::Validation => both("ValidationError", "BadRequestException", 400),
            Self::InvalidParameter => both("InvalidParameterValue", "BadRequestException", 400),
            Self::MessageRejected => both("MessageRejected", "MessageRejected", 400),
            Self::AccessDenied => both("AccessDenied", "AccessDeniedException", 403),
            Self::NoConfigurationSet => {
                two("ConfigurationSetDoesNotExist", 400, "NotFoundException", 404)
            }
            Self::ConfigurationSetExists => {
                both("ConfigurationSetAlreadyExists", "AlreadyExistsException", 400)
            }
            Self::NoTemplate => two("TemplateDoesNotExist", 400, "NotFoundException", 404),
            Self::NotFound => two("NotFound", 400, "NotFoundException", 404),
            Self::AlreadyExists => both("AlreadyExists", "AlreadyExistsException", 400),
            Self::LimitExceeded => both("LimitExceeded", "LimitExceededException", 400),
            Self::InvalidPolicy => both("InvalidPolicy", "BadRequestException", 400),
            Self::MalformedPolicyDocument => {
                both("MalformedPolicyDocument", "BadRequestException", 400)
            }
            Self::InvalidTemplate => both("InvalidTemplate", "BadRequestException", 400),
            Self::InvalidRenderingParameter => {
                both("InvalidRenderingParameter", "BadRequestException", 400)
            }
            Self::MissingRenderingAttribute => {
                both("MissingRenderingAttribute", "BadRequestException", 400)
            }
            Self::RateExceeded => two("Throttling", 400, "TooManyRequestsException", 429),
            Self::DailyQuotaExceeded => both("Throttling", "LimitExceededException", 400),
            Self::AccountSendingPaused => {
                both("AccountSendingPausedException", "SendingPausedException", 400)
            }
            Self::ConfigurationSetSendingPaused => {
                both("ConfigurationSetSendingPausedException", "SendingPausedException", 400)
            }
            Self::InternalFailure => both("InternalFailure", "InternalServiceErrorException", 500),
            Self::ServiceUnavailable => {
                both("ServiceUnavailable", "ServiceUnavailableException", 503)
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(Api::V1), self.message.as_deref().unwrap_or("null"))
    }
}

impl std::error::Error for Refusal {}
