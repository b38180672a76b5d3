//! What is known besides the draft. All of it is optional: a rule that needs
//! what is not known finds nothing.

use super::rule::Rule;
use super::rules;
use crate::caller::Caller;
use crate::credentials::Credentials;
use crate::stamp::UnixTime;
use crate::template::{TemplateCheck, TemplateParts};
use crate::{v1, v2};

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
#[derive(Debug, Clone)]
pub struct KnownTemplate {
    /// Its texts.
    pub(super) parts: TemplateParts,
    /// `TemplateData`.
    pub(super) data: String,
    /// It stands in the request itself.
    pub(super) is_inline: bool,
    /// Those that look at it.
    pub(super) rules: &'static [&'static Rule],
}

impl KnownTemplate {
    /// A template of the account; `data` is `TemplateData`, a JSON object.
    pub fn new(parts: TemplateParts, data: impl Into<String>) -> Self {
        Self { parts, data: data.into(), is_inline: false, rules: rules::OF_TEMPLATES }
    }

    /// One that stands in the request itself, as `TemplateContent` of API v2.
    pub fn inline(parts: TemplateParts, data: impl Into<String>) -> Self {
        Self { is_inline: true, ..Self::new(parts, data) }
    }

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

impl Known {
    /// In how many seconds the credentials expire; negative if they have, none if not known.
    pub(super) fn credentials_expire_in(&self) -> Option<i64> {
        Some(self.credentials?.expire?.seconds() - self.at?.seconds())
    }
}

impl KnownCredentials {
    /// What is known of `credentials`, which expire at `expire`; it holds none of them.
    pub fn of(credentials: &Credentials, expire: Option<UnixTime>) -> Self {
        Self { are_temporary: credentials.is_temporary(), expire }
    }
}

/// What `GetAccount` (v2) or `GetSendQuota` (v1) told of the sending account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownAccount {
    /// `GetAccount`'s `ProductionAccessEnabled`; false in the sandbox. v1 does not tell.
    pub is_in_production: Option<bool>,
    /// `GetAccount`'s `SendingEnabled`, unless its `EnforcementStatus` is
    /// `SHUTDOWN`; v1 does not tell.
    pub is_sending_enabled: Option<bool>,
    /// `GetAccount`'s `EnforcementStatus` is `PROBATION`; v1 does not tell.
    pub is_under_review: Option<bool>,
    /// How much it may send.
    pub quota: Option<KnownQuota>,
}

impl From<&v2::GetAccountResponse> for KnownAccount {
    fn from(answer: &v2::GetAccountResponse) -> Self {
        let quota = answer.send_quota.as_ref();
        let status = answer.enforcement_status.as_deref();
        let is_shut_down = status == Some("SHUTDOWN");
        Self {
            is_in_production: answer.production_access_enabled,
            is_sending_enabled: if is_shut_down { Some(false) } else { answer.sending_enabled },
            is_under_review: status.map(|status| status == "PROBATION"),
            quota: quota.and_then(|quota| {
                KnownQuota::of(
                    quota.max_24_hour_send,
                    quota.max_send_rate,
                    quota.sent_last_24_hours,
                )
            }),
        }
    }
}

impl From<&v1::GetSendQuotaResponse> for KnownAccount {
    fn from(answer: &v1::GetSendQuotaResponse) -> Self {
        let quota = KnownQuota::of(
            answer.max_24_hour_send,
            answer.max_send_rate,
            answer.sent_last_24_hours,
        );
        Self { quota, ..Self::default() }
    }
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

impl KnownQuota {
    /// None unless all of it was told.
    fn of(most: Option<f64>, rate: Option<f64>, sent: Option<f64>) -> Option<Self> {
        Some(Self { max_24_hour_send: most?, max_send_rate: rate?, sent_last_24_hours: sent? })
    }

    /// What is left of the last 24 hours' recipients; none without limit.
    pub(super) fn left(&self) -> Option<f64> {
        let limited = self.max_24_hour_send >= 0.0;
        limited.then(|| (self.max_24_hour_send - self.sent_last_24_hours).max(0.0))
    }

    /// True for the quota of the sandbox: 200 recipients in 24 hours, one a second.
    pub(super) fn is_that_of_the_sandbox(&self) -> bool {
        let is = |found: f64, wanted: f64| (found - wanted).abs() < 1e-6;
        is(self.max_24_hour_send, 200.0) && is(self.max_send_rate, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Operation, Response};

    #[test]
    fn answers_of_both_apis_tell_of_the_account() {
        let response = |body| Response { status: 200, headers: &[], body };
        let v2 = br#"{"ProductionAccessEnabled":false,"SendingEnabled":true,
            "SendQuota":{"Max24HourSend":200.0,"MaxSendRate":1.0,"SentLast24Hours":7.0}}"#;
        let known = KnownAccount::from(&v2::GetAccount::interpret(&response(v2)).unwrap());
        let quota =
            KnownQuota { max_24_hour_send: 200.0, max_send_rate: 1.0, sent_last_24_hours: 7.0 };
        let told = |is_in_production, is_sending_enabled, quota| KnownAccount {
            is_in_production,
            is_sending_enabled,
            is_under_review: None,
            quota,
        };
        assert_eq!(known, told(Some(false), Some(true), Some(quota)));
        let v1 = b"<GetSendQuotaResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
            <GetSendQuotaResult><Max24HourSend>200.0</Max24HourSend>\
            <MaxSendRate>1.0</MaxSendRate><SentLast24Hours>7.0</SentLast24Hours>\
            </GetSendQuotaResult></GetSendQuotaResponse>";
        let known = KnownAccount::from(&v1::GetSendQuota::interpret(&response(v1)).unwrap());
        assert_eq!(known, told(None, None, Some(quota)));
        let v2 = |body| KnownAccount::from(&v2::GetAccount::interpret(&response(body)).unwrap());
        assert_eq!(v2(b"{}"), KnownAccount::default());
        let status = v2(br#"{"EnforcementStatus":"PROBATION","SendingEnabled":true}"#);
        assert_eq!((status.is_under_review, status.is_sending_enabled), (Some(true), Some(true)));
        let status = v2(br#"{"EnforcementStatus":"SHUTDOWN","SendingEnabled":true}"#);
        assert_eq!((status.is_under_review, status.is_sending_enabled), (Some(false), Some(false)));
    }

    #[test]
    fn nothing_of_a_secret_is_known() {
        let expire = UnixTime::from_seconds(1_768_480_496).unwrap();
        let of = |id, token| {
            let credentials = Credentials::new(id, "PLANTED", token).unwrap();
            KnownCredentials::of(&credentials, Some(expire))
        };
        let known = of("ASIAIOSFODNN7EXAMPLE", Some("PLANTED2"));
        assert_eq!(known, KnownCredentials { are_temporary: true, expire: Some(expire) });
        assert!(!format!("{known:?}").contains("PLANTED"));
        assert!(!of("AKIAIOSFODNN7EXAMPLE", None).are_temporary);
    }

    #[test]
    fn what_is_left_is_never_less_than_nothing() {
        let quota = |max_24_hour_send, sent_last_24_hours| KnownQuota {
            max_24_hour_send,
            max_send_rate: 14.0,
            sent_last_24_hours,
        };
        assert_eq!(quota(200.0, 199.0).left(), Some(1.0));
        assert_eq!(quota(200.0, 205.0).left(), Some(0.0));
        assert_eq!(quota(-1.0, 205.0).left(), None);
        assert!(!quota(200.0, 0.0).is_that_of_the_sandbox());
    }
}
