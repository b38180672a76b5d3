//! `GetSendQuota`: how much the account may send. At most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html>

use serde::{Deserialize, Serialize};

use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;

/// Input of v1 `GetSendQuota`: nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetSendQuota {}

/// Output of v1 `GetSendQuota`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetSendQuotaResponse {
    /// Messages that may be sent in any 24 hours; -1 for any number.
    #[serde(rename = "Max24HourSend")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_24_hour_send: Option<f64>,
    /// Messages a second that SES accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_send_rate: Option<f64>,
    /// Messages sent in the last 24 hours.
    #[serde(rename = "SentLast24Hours")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_last_24_hours: Option<f64>,
}

impl Operation for GetSendQuota {
    const NAME: &'static str = "GetSendQuota";
    type Output = GetSendQuotaResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}
