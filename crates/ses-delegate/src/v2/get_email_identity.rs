//! `GetEmailIdentity`: whether an identity is verified, and how. For its owner only.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json::{self, optional_members};
use super::tag::Tag;
use crate::identity_name::IdentityName;
use crate::operation::{Method, Operation, Request, Response};
use crate::outcome::Rejection;
use crate::shape::Timestamp;

/// Input of v2 `GetEmailIdentity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetEmailIdentity {
    /// Which one; in the path.
    #[serde(skip_serializing)]
    pub email_identity: IdentityName,
}

optional_members! {
    /// What v2 `GetEmailIdentity` answers.
    GetEmailIdentityResponse {
        /// `EMAIL_ADDRESS`, `DOMAIN` or `MANAGED_DOMAIN`.
        identity_type: String,
        /// SES forwards bounces and complaints as mail.
        feedback_forwarding_status: bool,
        /// Mail may be sent as it.
        verified_for_sending_status: bool,
        /// Its signatures on mail.
        dkim_attributes: DkimAttributes,
        /// Its own envelope sender.
        mail_from_attributes: MailFromAttributes,
        /// Its policies' JSON by name.
        policies: BTreeMap<String, String>,
        /// The account's labels on it.
        tags: Vec<Tag>,
        /// What is used for its mail unless a request names another.
        configuration_set_name: String,
        /// `PENDING`, `SUCCESS`, `FAILED`, `TEMPORARY_FAILURE` or `NOT_STARTED`.
        verification_status: String,
        /// When it was verified last, or why it was not.
        verification_info: VerificationInfo,
    }

    /// `DkimAttributes`.
    DkimAttributes {
        /// SES signs the identity's mail.
        signing_enabled: bool,
        /// Whether SES found its key in the domain's DNS: `PENDING`, `SUCCESS`,
        /// `FAILED`, `TEMPORARY_FAILURE` or `NOT_STARTED`.
        status: String,
        /// Names of the records that the domain's DNS must have; with a key of
        /// one's own, its selector.
        tokens: Vec<String>,
        /// Where SES publishes the keys.
        signing_hosted_zone: String,
        /// Whose key it is: `AWS_SES`, `EXTERNAL`, or `AWS_SES_` and the Region
        /// from which it is replicated.
        signing_attributes_origin: String,
        /// The next key: `RSA_1024_BIT` or `RSA_2048_BIT`.
        next_signing_key_length: String,
        /// The key in use.
        current_signing_key_length: String,
        /// When that one was made.
        last_key_generation_timestamp: Timestamp,
    }

    /// `MailFromAttributes`.
    MailFromAttributes {
        /// The domain of the envelope sender; SES's own if none.
        mail_from_domain: String,
        /// Whether its DNS has the record: `PENDING`, `SUCCESS`, `FAILED` or
        /// `TEMPORARY_FAILURE`.
        mail_from_domain_status: String,
        /// What SES does while it has not: `USE_DEFAULT_VALUE` or `REJECT_MESSAGE`.
        behavior_on_mx_failure: String,
    }

    /// `VerificationInfo`.
    VerificationInfo {
        /// When SES looked last.
        last_checked_timestamp: Timestamp,
        /// When it found the identity verified last.
        last_success_timestamp: Timestamp,
        /// Why it did not, such as `HOST_NOT_FOUND` or `INVALID_VALUE`.
        error_type: String,
        /// Who answers for the domain's DNS.
        #[serde(rename = "SOARecord")]
        soa_record: SoaRecord,
    }

    /// `SOARecord` (RFC 1035 section 3.3.13).
    SoaRecord {
        /// The first name server.
        primary_name_server: String,
        /// Who looks after it.
        admin_email: String,
        /// The zone's version, 32 bits without sign.
        serial_number: i64,
    }
}

impl Operation for GetEmailIdentity {
    const NAME: &'static str = "GetEmailIdentity";
    type Output = GetEmailIdentityResponse;

    fn request(&self) -> Request {
        let path = json::path(&["identities", self.email_identity.as_str()]);
        json::bodiless(Method::Get, path, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        json::read(response)
    }
}
