//! The sending authorization policies of an identity, for its owner only.
//!
//! # Source
//!
//! SES API Reference, `PutIdentityPolicy`; SES API v2 Reference,
//! `CreateEmailIdentityPolicy`.

use crate::{
    call::Call,
    change::Change,
    constraint::Constraints,
    identities::known,
    identity::IdentityArn,
    policy::{MAX_POLICIES, MAX_POLICY_BYTES, Policy, is_policy_name},
    refusal::{Api, Check, Kind, Refusal},
    world::Identity,
};

/// What must hold for a policy to be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// v1: there or not.
    CreateOrUpdate,
    Create,
    Update,
}

impl Put {
    fn api(self) -> Api {
        if self == Self::CreateOrUpdate { Api::V1 } else { Api::V2 }
    }
}

/// The constraints of the model for a policy's name.
#[must_use]
pub(crate) fn constrained(constraints: Constraints, name: Option<&str>) -> Constraints {
    constraints.required("policyName", name).length("policyName", name, 1, 64)
}

/// Keeps `document`, as it is, as the policy `name` of the identity.
pub(crate) async fn put(
    call: &Call<'_>,
    arn: &IdentityArn,
    name: &str,
    document: &str,
    how: Put,
) -> Result<(), Refusal> {
    if !is_policy_name(name) {
        let message = "PolicyName is invalid. Policy names must only include alpha-numeric \
                       characters, dashes, and underscores.";
        return Err(Refusal::invalid(Check::Policy, message));
    }
    call.shared
        .realm
        .change(&call.shared.store, |world| {
            let identity = known(world, how.api(), arn)?;
            check(identity, document)?;
            let exists = identity.policies.iter().any(|policy| policy.name == name);
            match how {
                Put::Create if exists => {
                    let message = format!("Policy <{name}> already exists");
                    return Err(Refusal::new(Kind::AlreadyExists, Check::Policy, message));
                }
                Put::Update if !exists => return Err(absent(name)),
                _ => {}
            }
            if !exists && identity.policies.len() >= MAX_POLICIES {
                let kind = match how.api() {
                    Api::V2 => Kind::LimitExceeded,
                    _ => Kind::InvalidParameter,
                };
                let message = format!(
                    "Number of policies for <{}> exceeds max allowed number of policies per \
                     resource",
                    arn.name
                );
                return Err(Refusal::new(kind, Check::Policy, message));
            }
            Ok(Some(change(identity, name, Some(document))))
        })
        .await
}

/// Forgets a policy; v1 does not mind if there is none.
pub(crate) async fn delete(
    call: &Call<'_>,
    arn: &IdentityArn,
    name: &str,
    api: Api,
) -> Result<(), Refusal> {
    call.shared
        .realm
        .change(&call.shared.store, |world| {
            let identity = known(world, api, arn)?;
            match identity.policies.iter().any(|policy| policy.name == name) {
                true => Ok(Some(change(identity, name, None))),
                false if api == Api::V1 => Ok(None),
                false => Err(absent(name)),
            }
        })
        .await
}

fn check(identity: &Identity, document: &str) -> Result<(), Refusal> {
    let unknown = "AWS does not publish the words of this error.";
    if document.len() > MAX_POLICY_BYTES {
        let message = format!(
            "Policy: expected at most {MAX_POLICY_BYTES} bytes, but found {}.",
            document.len()
        );
        return Err(Refusal::new(Kind::InvalidPolicy, Check::Policy, message).note(unknown));
    }
    Policy::parse(document, &identity.arn.to_string()).map(drop).map_err(|error| {
        Refusal::new(Kind::InvalidPolicy, Check::Policy, error.to_string()).note(unknown)
    })
}

fn absent(name: &str) -> Refusal {
    Refusal::new(Kind::NotFound, Check::Policy, format!("Policy <{name}> does not exist"))
}

fn change(identity: &Identity, name: &str, document: Option<&str>) -> Change {
    Change::Policy {
        identity: identity.arn.to_string(),
        name: name.to_owned(),
        document: document.map(str::to_owned),
    }
}
