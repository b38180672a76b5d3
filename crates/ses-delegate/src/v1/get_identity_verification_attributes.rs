//! `GetIdentityVerificationAttributes`: whether identities are verified. At most one call a second.
//!
//! <https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::identity_name::IdentityName;
use crate::operation::{Operation, Request, Response};
use crate::outcome::Rejection;
use crate::query::xml;
use crate::shape::List;

/// Input of v1 `GetIdentityVerificationAttributes`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GetIdentityVerificationAttributes {
    /// 1 to 100 of them.
    pub identities: List<IdentityName, 1, 100>,
}

/// Output of v1 `GetIdentityVerificationAttributes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetIdentityVerificationAttributesResponse {
    /// By identity; those that the account does not have are missing.
    #[serde(default)]
    pub verification_attributes: BTreeMap<String, IdentityVerificationAttributes>,
}

/// `IdentityVerificationAttributes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct IdentityVerificationAttributes {
    /// `Pending`, `Success`, `Failed`, `TemporaryFailure` or `NotStarted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_status: Option<String>,
    /// What a domain's TXT record must hold; none for an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_token: Option<String>,
}

impl Operation for GetIdentityVerificationAttributes {
    const NAME: &'static str = "GetIdentityVerificationAttributes";
    type Output = GetIdentityVerificationAttributesResponse;

    fn request(&self) -> Request {
        super::request(Self::NAME, self, &[])
    }

    fn interpret(response: &Response<'_>) -> Result<Self::Output, Rejection> {
        xml::read(response, Self::NAME)
    }
}
