//! `GetAccount`: what the caller's account may send in one Region, and how it fares.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html>

use std::fmt;

use serde::{Deserialize, Serialize};

use super::json::{self, optional_members};
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;

/// Input of v2 `GetAccount`, which takes no members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GetAccount {}

optional_members! {
    /// What v2 `GetAccount` answers.
    GetAccountResponse {
        /// Dedicated IP addresses are warmed up by SES.
        dedicated_ip_auto_warmup_enabled: bool,
        /// The account's reputation: `HEALTHY`, `PROBATION` or `SHUTDOWN`.
        enforcement_status: String,
        /// True out of the sandbox, in which mail goes to verified addresses only.
        production_access_enabled: bool,
        /// How much it may send.
        send_quota: SendQuota,
        /// Whether it may send at all.
        sending_enabled: bool,
        /// Which addresses SES no longer sends to.
        suppression_attributes: SuppressionAttributes,
        /// What was said when production access was asked for.
        details: AccountDetails,
        /// The Virtual Deliverability Manager.
        vdm_attributes: VdmAttributes,
        /// What it pays.
        pricing_attributes: PricingAttributes,
    }

    /// `SendQuota`, in recipients: a message counts once for each.
    SendQuota {
        /// Most within 24 hours; -1 without limit.
        max_24_hour_send: f64,
        /// Most within a second.
        max_send_rate: f64,
        /// Sent within the past 24 hours.
        sent_last_24_hours: f64,
    }

    /// `SuppressionAttributes`.
    SuppressionAttributes {
        /// What puts an address on the list: `BOUNCE`, `COMPLAINT`.
        suppressed_reasons: Vec<String>,
        /// Whether addresses are judged before SES sends to them.
        validation_attributes: ValidationAttributes,
    }

    /// `SuppressionValidationAttributes`.
    ValidationAttributes {
        /// What suppresses an address.
        condition_threshold: ConditionThreshold,
    }

    /// `SuppressionConditionThreshold`.
    ConditionThreshold {
        /// `ENABLED` or `DISABLED`.
        condition_threshold_enabled: String,
        /// How sure SES must be that an address is good.
        overall_confidence_threshold: ConfidenceThreshold,
    }

    /// `SuppressionConfidenceThreshold`.
    ConfidenceThreshold {
        /// `MEDIUM`, `HIGH` or `MANAGED`.
        confidence_verdict_threshold: String,
    }

    /// `ReviewDetails`.
    ReviewDetails {
        /// `PENDING`, `FAILED`, `GRANTED` or `DENIED`.
        status: String,
        /// The case at AWS's support.
        case_id: String,
    }

    /// `VdmAttributes`.
    VdmAttributes {
        /// `ENABLED` or `DISABLED`.
        vdm_enabled: String,
        /// Its dashboard.
        dashboard_attributes: DashboardAttributes,
        /// Its guardian.
        guardian_attributes: GuardianAttributes,
    }

    /// `DashboardAttributes`.
    DashboardAttributes {
        /// Opens and clicks: `ENABLED` or `DISABLED`.
        engagement_metrics: String,
    }

    /// `GuardianAttributes`.
    GuardianAttributes {
        /// Delivery by the IP addresses that suit: `ENABLED` or `DISABLED`.
        optimized_shared_delivery: String,
    }

    /// `PricingAttributes`.
    PricingAttributes {
        /// `NONE`, `ESSENTIALS`, `PRO` or `ENTERPRISE`.
        current_plan: String,
        /// The plan from next month on, if it changes.
        next_plan: String,
    }
}

/// `AccountDetails`. AWS's model marks what the customer wrote as sensitive, so
/// `Debug` does not show it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AccountDetails {
    /// `MARKETING` or `TRANSACTIONAL`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_type: Option<String>,
    /// The customer's website: at most 1000 characters.
    #[serde(rename = "WebsiteURL", skip_serializing_if = "Option::is_none")]
    pub website_url: Option<String>,
    /// `EN` or `JA`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_language: Option<String>,
    /// What the mail is about: at most 5000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_case_description: Option<String>,
    /// Whom AWS tells of its review: at most 4 addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_contact_email_addresses: Option<Vec<String>>,
    /// AWS's review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_details: Option<ReviewDetails>,
}

impl fmt::Debug for AccountDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountDetails")
            .field("mail_type", &self.mail_type)
            .field("contact_language", &self.contact_language)
            .field("review_details", &self.review_details)
            .finish_non_exhaustive()
    }
}

impl Operation for GetAccount {
    const NAME: &'static str = "GetAccount";
    type Output = GetAccountResponse;

    fn request(&self) -> Request {
        json::bodiless(Method::Get, json::path(&["account"]), &[])
    }

    fn interpret(response: &Response<'_>) -> Result<GetAccountResponse, Rejection> {
        json::read(response)
    }
}
