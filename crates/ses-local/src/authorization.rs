//! Sending authorization: may this caller use these addresses?
//!
//! # Source
//!
//! Developer Guide, "Using sending authorization with Amazon SES".

use std::fmt;

use serde::Serialize;

use crate::{
    call::Call,
    envelope::Envelope,
    identity::{IdentityArn, covers},
    policy::{self, Context, Deciding, Verdict},
    refusal::{Check, Kind, Refusal},
    submission::{Arn, Operation},
    world::Identity,
};

/// Why one address was accepted.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Grant {
    pub role: Role,
    pub address: String,
    /// The ARN as given, and where; absent for an identity of the caller's own.
    pub arn: Option<Arn>,
    /// The ARN of the identity that decided.
    pub identity: String,
    pub basis: Basis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Role {
    Source,
    From,
    #[serde(rename = "Return-Path")]
    ReturnPath,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "Source",
            Self::From => "From",
            Self::ReturnPath => "Return-Path",
        })
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Basis {
    /// The caller's account owns the identity.
    OwnIdentity,
    /// A policy of the owner allows it.
    Policy { name: String, sid: Option<String> },
}

/// Who asks, where, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    pub call: &'a Call<'a>,
    pub operation: Operation,
}

/// Checks Source, From and Return-Path, each by itself.
pub(crate) fn authorize(request: Request<'_>, envelope: &Envelope) -> Result<Vec<Grant>, Refusal> {
    let context = request.context(envelope);
    let arns = &envelope.arns;
    let from = envelope.from.iter().map(|mailbox| (Role::From, mailbox, &arns.from));
    let addresses = [(Role::Source, &envelope.source, &arns.source)]
        .into_iter()
        .chain(from)
        .chain([(Role::ReturnPath, &envelope.return_path, &arns.return_path)]);

    let mut unverified: Vec<String> = Vec::new();
    let mut notes = Vec::new();
    let mut found: Vec<(Grant, &Identity)> = Vec::new();
    for (role, mailbox, arn) in addresses {
        let address = mailbox.address.clone();
        match request.identity(&address, arn.as_ref()) {
            Ok(identity) => {
                let (arn, basis) = (arn.clone(), Basis::OwnIdentity);
                found.push((
                    Grant { role, address, arn, identity: identity.arn.to_string(), basis },
                    identity,
                ));
            }
            Err(reason) => {
                notes.push(format!("{role} {address}: {reason}"));
                if !unverified.contains(&address) {
                    unverified.push(address);
                }
            }
        }
    }
    if !unverified.is_empty() {
        return Err(not_verified(request.call.region, &unverified, notes));
    }
    for (grant, identity) in &found {
        if let Some(arn) = &grant.arn
            && !covers(&identity.arn.name, &grant.address)
        {
            let message = format!(
                "The address '{}' does not align with the given ARN '{}'",
                grant.address, arn.text
            );
            return Err(Refusal::invalid(Check::ArnAlignment, message)
                .note(format!("{} was checked.", grant.role)));
        }
    }
    found.into_iter().map(|(grant, identity)| request.permit(grant, identity, &context)).collect()
}

impl<'a> Request<'a> {
    /// The identity that stands behind an address, or why there is none.
    fn identity(&self, address: &str, arn: Option<&Arn>) -> Result<&'a Identity, String> {
        let (account, region) = (self.call.account(), self.call.region);
        let Some(arn) = arn else {
            return self.call.world.covering(account, region, address).ok_or_else(|| {
                format!("no ARN was given, and account {account} has verified no identity for it in {region}")
            });
        };
        let parsed = IdentityArn::parse(&arn.text)
            .map_err(|problem| format!("the ARN is malformed: {problem}"))?;
        if parsed.region != region {
            return Err(format!(
                "the ARN is of Region {}, but the request was made to {region}",
                parsed.region
            ));
        }
        self.call
            .world
            .identity(&parsed)
            .ok_or_else(|| format!("{parsed} is not a verified identity there"))
    }

    /// Asks the policies. The policies of an address beat those of its domain,
    /// whichever of the two ARNs was given.
    fn permit(
        &self,
        mut grant: Grant,
        identity: &Identity,
        context: &Context,
    ) -> Result<Grant, Refusal> {
        let owner = &identity.arn.account;
        let deciding = self
            .call
            .world
            .covering(owner, self.call.region, &grant.address)
            .filter(|specific| specific.arn.name.contains('@') && !specific.policies.is_empty())
            .unwrap_or(identity);
        let resource = deciding.arn.to_string();
        let action = self.operation.permission();
        let verdict =
            policy::evaluate(&deciding.policies, self.call.caller, action, &resource, context);
        let own = owner == self.call.caller.account();
        let note = match verdict {
            Verdict::Allowed(Deciding { policy, sid }) if !own => {
                grant.basis = Basis::Policy { name: policy, sid };
                grant.identity = resource;
                return Ok(grant);
            }
            // In one account the caller's own IAM permission suffices, unless denied.
            Verdict::Allowed(_) | Verdict::NotAllowed if own => return Ok(grant),
            Verdict::Denied(Deciding { policy, sid }) => {
                let sid = sid.map(|sid| format!(", statement {sid}")).unwrap_or_default();
                format!("{} {}: denied by policy {policy}{sid}.", grant.role, grant.address)
            }
            Verdict::Allowed(_) | Verdict::NotAllowed => {
                format!("{} {}: no policy of {resource} allows it.", grant.role, grant.address)
            }
        };
        let user = self.call.caller.arn(self.call.region);
        let message = format!(
            "User `{user}' is not authorized to perform `{action}' on resource `{resource}'"
        );
        Err(Refusal::new(Kind::AccessDenied, Check::SendingAuthorization, message).note(note))
    }

    fn context(&self, envelope: &Envelope) -> Context {
        let mut context = Context::default();
        let first = envelope.from.first().unwrap_or(&envelope.source);
        let recipients = envelope.recipients.iter().map(|mailbox| mailbox.address.clone());
        context.set("ses:FromAddress", vec![first.address.clone()]);
        context.set("ses:FromDisplayName", vec![first.display_name.clone()]);
        context.set("ses:FeedbackAddress", vec![envelope.return_path.address.clone()]);
        context.set("ses:Recipients", recipients.collect());
        context.set("ses:ApiVersion", vec![self.operation.api_version().to_owned()]);
        // The server plays an HTTPS endpoint, whatever it is reached by.
        context.set("aws:SecureTransport", vec!["true".to_owned()]);
        context.set("aws:SourceIp", self.call.source_ip.iter().map(ToString::to_string).collect());
        context
    }
}

fn not_verified(region: &str, addresses: &[String], notes: Vec<String>) -> Refusal {
    let message = format!(
        "Email address is not verified. The following identities failed the check in region {}: {}",
        region.to_uppercase(),
        addresses.join(", ")
    );
    let mut refusal = Refusal::new(Kind::MessageRejected, Check::VerifiedIdentity, message);
    refusal.notes = notes;
    refusal
}
