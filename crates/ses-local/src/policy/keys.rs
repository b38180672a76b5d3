//! Condition keys: their names, and what a request says about them.
//!
//! # Source
//!
//! Developer Guide, "Statements specific to the policy"; Service Authorization
//! Reference, "Condition keys for Amazon SES" and "... for AWS STS"; IAM User
//! Guide, "AWS global condition context keys".

use std::collections::BTreeMap;

/// The values of a request, by condition key in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context(BTreeMap<&'static str, Vec<String>>);

/// The keys a policy may name. Any other is refused when the policy is loaded:
/// AWS would take it for absent in silence.
const KEYS: [&str; 25] = [
    "ses:FromAddress",
    "ses:FromDisplayName",
    "ses:FeedbackAddress",
    "ses:Recipients",
    "ses:ApiVersion",
    "ses:MultiRegionEndpointId",
    "ses:TenantName",
    // Said of identities being replicated: no operation of this server sets it.
    "ses:ReplicaRegion",
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:SecureTransport",
    "aws:SourceIp",
    "aws:UserAgent",
    "aws:RequestedRegion",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalType",
    "aws:PrincipalIsAWSService",
    "aws:userid",
    "aws:username",
    // Said of requests that AWS services make: no caller of this server is one.
    "aws:SourceAccount",
    "aws:SourceArn",
    "sts:ExternalId",
    "sts:RoleSessionName",
];

/// The key with more than one value.
const MULTIVALUED: &str = "ses:Recipients";

impl Context {
    /// Sets the values of `key`, a known key in any case.
    pub(crate) fn set(&mut self, key: &str, values: Vec<String>) {
        debug_assert!(known(key).is_some(), "{key} is no condition key");
        if let Some(key) = known(key) {
            self.0.insert(key, values);
        }
    }

    /// Sets the one value of `key`.
    pub(crate) fn set_one(&mut self, key: &str, value: impl Into<String>) {
        self.set(key, vec![value.into()]);
    }

    /// None when the request does not have the key: AWS takes no values for that too.
    pub(super) fn values(&self, key: &'static str) -> Option<&[String]> {
        self.0.get(key).map(Vec::as_slice).filter(|values| !values.is_empty())
    }

    pub(super) fn value(&self, key: &'static str) -> Option<&str> {
        self.values(key)?.first().map(String::as_str)
    }
}

/// The key as AWS writes it: condition keys are not case-sensitive.
pub(super) fn known(key: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|known| known.eq_ignore_ascii_case(key))
}

/// Like [`known`], or the end of a sentence that says what was expected.
pub(super) fn expect(key: &str) -> Result<&'static str, String> {
    known(key)
        .ok_or_else(|| format!("expected one of the keys {}, but found '{key}'", KEYS.join(", ")))
}

pub(super) fn is_multivalued(key: &str) -> bool {
    key == MULTIVALUED
}
