//! What came back, or did not.

use super::explanation::Original;
use super::smtp_reply::SmtpReply;
use super::unanswered::Unanswered;
use crate::bulk::{BulkResult, BulkStatus};
use crate::outcome::{Rejection, RejectionKind};

/// What came back, or did not: of any kind, in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure<'a> {
    channel: Channel<'a>,
    is_ambiguous: bool,
    code: String,
    lower: String,
    original: Original,
}

/// How it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel<'a> {
    /// An answer of either API, or of STS: its HTTP status.
    Http(u16),
    /// A reply by SMTP: its code, if it has one.
    Smtp(Option<u16>),
    /// One message's result of a bulk send.
    Bulk,
    /// Not at all.
    Unanswered(&'a Unanswered),
}

impl<'a> Failure<'a> {
    /// An answer that is not success.
    pub fn rejection(rejection: &Rejection) -> Self {
        Self::new(
            Channel::Http(rejection.status),
            rejection.kind == RejectionKind::Unclear,
            rejection.code.as_deref(),
            Original {
                status: Some(rejection.status),
                code: rejection.code.clone(),
                message: rejection.message.clone(),
                request_id: rejection.request_id.clone(),
                body: rejection.body.clone(),
            },
        )
    }

    /// A reply by SMTP, of one line or several; none if it reports no failure
    /// (codes 200 to 399).
    pub fn smtp(reply: &str) -> Option<Self> {
        let read = SmtpReply::read(reply);
        if read.code.is_some_and(|code| code < 400) {
            return None;
        }
        // What the API gives as a code begins the text here.
        let code = match read.text.split(':').next().unwrap_or_default().trim() {
            "Access denied" => Some("AccessDenied"),
            "Message rejected" => Some("MessageRejected"),
            "Throttling failure" => Some("Throttling"),
            "Transaction failed" => Some("InvalidParameterValue"),
            _ => None,
        };
        let original = Original {
            status: read.code,
            message: Some(read.text).filter(|text| !text.is_empty()),
            body: reply.to_owned(),
            ..Original::default()
        };
        Some(Self::new(Channel::Smtp(read.code), false, code, original))
    }

    /// One message's result of a bulk send; none if SES took it.
    pub fn bulk(result: &BulkResult) -> Option<Self> {
        if result.is_success() {
            return None;
        }
        let code = result.status.as_ref().map(BulkStatus::as_str);
        let original = Original {
            code: code.map(str::to_owned),
            message: result.error.clone(),
            body: serde_json::to_string(result).unwrap_or_default(),
            ..Original::default()
        };
        Some(Self::new(Channel::Bulk, result.status.is_none(), code, original))
    }

    /// No answer; `told` is what the client says of it, such as a browser's
    /// `TypeError: Failed to fetch`.
    pub fn unanswered(unanswered: &'a Unanswered, told: &str) -> Self {
        let original = Original {
            message: Some(told.to_owned()).filter(|told| !told.is_empty()),
            body: told.to_owned(),
            ..Original::default()
        };
        let is_ambiguous = matches!(unanswered, Unanswered::Perhaps(_));
        Self::new(Channel::Unanswered(unanswered), is_ambiguous, None, original)
    }

    fn new(
        channel: Channel<'a>,
        is_ambiguous: bool,
        code: Option<&str>,
        original: Original,
    ) -> Self {
        // v1 drops the ending for some errors that v2 and the SDKs keep it for.
        let code = code.unwrap_or_default();
        Self {
            channel,
            is_ambiguous,
            code: code.strip_suffix("Exception").unwrap_or(code).to_owned(),
            lower: original.message.as_deref().unwrap_or_default().to_ascii_lowercase(),
            original,
        }
    }

    /// Whether it may have taken effect.
    pub fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// How it came.
    pub(super) fn channel(&self) -> Channel<'a> {
        self.channel
    }

    /// AWS's code without `Exception`, blank if there is none.
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// AWS's text, blank if there is none.
    pub(super) fn message(&self) -> &str {
        self.original.message.as_deref().unwrap_or_default()
    }

    /// The same in lower case.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// As it came.
    pub(super) fn original(&self) -> &Original {
        &self.original
    }
}
