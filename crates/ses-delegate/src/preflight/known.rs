//! What is known besides the draft. All of it is optional: a rule that needs
//! what is not known finds nothing.

use crate::caller::Caller;
use crate::stamp::UnixTime;
use crate::template::{TemplateCheck, TemplateParts};

/// What is known besides the draft.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The time now.
    pub at: Option<UnixTime>,
    /// Who will send: the answer of `GetCallerIdentity`.
    pub caller: Option<Caller>,
    /// The credentials' kind and end, not the credentials.
    pub credentials: Option<KnownCredentials>,
    /// How fast the upload will be.
    pub bytes_per_second: Option<u64>,
    /// The delegate's account in the Region.
    pub account: Option<KnownAccount>,
    /// The template by which it is sent, and what fills it.
    pub template: Option<KnownTemplate>,
}

/// A template, as `GetEmailTemplate` (v2) or `GetTemplate` (v1) answers it, and its data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownTemplate {
    /// Its texts.
    pub parts: TemplateParts,
    /// `TemplateData`: a JSON object.
    pub data: String,
    /// It stands in the request itself, as `TemplateContent` of API v2.
    pub is_inline: bool,
}

impl KnownTemplate {
    /// What is missing and unused, if both the template and its data can be read.
    pub(super) fn check(&self) -> Option<TemplateCheck> {
        self.parts.read().ok()?.check(&self.data.parse().ok()?).ok()
    }
}

/// What is known of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCredentials {
    /// Whether they expire by themselves.
    pub are_temporary: bool,
    /// When; none if not known.
    pub expire: Option<UnixTime>,
}

/// What `GetAccount` (v2) or `GetSendQuota` (v1) told of the sending account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownAccount {
    /// `GetAccount`'s `ProductionAccessEnabled`; false in the sandbox. v1 does not tell.
    pub is_in_production: Option<bool>,
    /// `GetAccount`'s `SendingEnabled`; v1 does not tell.
    pub is_sending_enabled: Option<bool>,
    /// How much it may send.
    pub quota: Option<KnownQuota>,
}

/// How much an account may send.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownQuota {
    /// Recipients in any 24 hours; -1 for any number.
    pub max_24_hour_send: f64,
    /// Recipients a second.
    pub max_send_rate: f64,
    /// Recipients of the last 24 hours.
    pub sent_last_24_hours: f64,
}
