//! What is known of owner, delegate and call.

use std::net::IpAddr;

use crate::arn::IdentityArn;
use crate::caller::Caller;
use crate::error::ParseError;
use crate::iam::{NamedPolicy, PolicyKind};
use crate::stamp::UnixTime;

/// All that the answer rests on.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Who sends.
    pub caller: &'a Caller,
    /// The identities whose policies the owner showed. An address that is not
    /// among them is taken to be covered by its domain only.
    pub owner: &'a [IdentityPolicies],
    /// The caller's own policies, if they are known.
    pub delegate: Option<&'a DelegatePolicies>,
    /// Everything else that policies may ask about.
    pub circumstances: &'a Circumstances,
}

/// All policies of one identity, as `GetIdentityPolicies` answers its owner.
#[derive(Debug, Clone, PartialEq)]
pub struct IdentityPolicies {
    /// The identity.
    pub identity: IdentityArn,
    /// All of its policies, each [`PolicyKind::ResourceBased`]; empty if it has none.
    pub policies: Vec<NamedPolicy>,
}

impl IdentityPolicies {
    /// Reads policies by name, as `GetIdentityPolicies` and v2
    /// `GetEmailIdentityPolicies` answer them.
    ///
    /// # Errors
    /// As [`Policy::read`](crate::iam::Policy::read), the field beginning with the policy's name.
    pub fn read<Name: AsRef<str>, Text: AsRef<str>>(
        identity: IdentityArn,
        policies: impl IntoIterator<Item = (Name, Text)>,
    ) -> Result<Self, ParseError> {
        let policies = policies.into_iter().map(|(name, text)| {
            let name = name.as_ref();
            NamedPolicy::read(PolicyKind::ResourceBased, name, text.as_ref())
                .map_err(|error| error.at(name))
        });
        Ok(Self { identity, policies: policies.collect::<Result<_, _>>()? })
    }
}

/// The caller's own policies, each [`PolicyKind::IdentityBased`]. All of them: what
/// one of them denies is denied.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DelegatePolicies {
    /// Those of the user with its groups, or of the role.
    pub identity_based: Vec<NamedPolicy>,
    /// Its permissions boundary, if it has one.
    pub permissions_boundary: Option<NamedPolicy>,
    /// The session's policies, if it was made with some.
    pub session: Vec<NamedPolicy>,
}

/// What policies may ask about beside the send. What is absent is unknown, not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// When it is sent: `aws:CurrentTime`, `aws:EpochTime`.
    pub at: Option<UnixTime>,
    /// The address that AWS will see: `aws:SourceIp`.
    pub source_ip: Option<IpAddr>,
    /// `aws:UserAgent`.
    pub user_agent: Option<String>,
    /// The organization of the caller's account, `o-…`: `aws:PrincipalOrgID`.
    pub organization_id: Option<String>,
    /// `UserId` of `GetCallerIdentity`: `aws:userid`.
    pub user_id: Option<String>,
    /// The ARN of a session's role, whose path the session's ARN does not tell:
    /// `aws:PrincipalArn`.
    pub role_arn: Option<Caller>,
}
