//! The caller's own IAM policies: what they say, and refusals in IAM's words.
//!
//! # Source
//!
//! IAM User Guide, "Policy evaluation logic"; texts as reported by callers
//! (HHS/simpler-grants-gov#6013).

use crate::{
    call::Call,
    policy::{Context, Verdict, evaluate},
    refusal::{Check, Kind, Refusal},
    world::{Caller, World},
};

/// What the caller's side says of an action.
pub(crate) struct Permission {
    /// Its IAM policies; none are given means that it may do all.
    pub caller: Option<Verdict>,
    /// The policy its session was narrowed to.
    pub session: Option<Verdict>,
}

/// Asks the caller's own policies.
pub(crate) fn permission(
    call: &Call<'_>,
    action: &str,
    resource: &str,
    context: &Context,
) -> Permission {
    let caller = call
        .world
        .permissions(call.caller)
        .map(|policies| evaluate(policies, call.caller, action, resource, context));
    let session = call
        .session_policy
        .map(|policy| policy.evaluate("session policy", call.caller, action, resource, context));
    Permission { caller, session }
}

/// Whether the caller may do `action` on `resource`, an ARN or `*`, of its own
/// account.
///
/// # Errors
///
/// `AccessDenied`, with the resource.
pub(crate) fn permit(call: &Call<'_>, action: &str, resource: &str) -> Result<(), Refusal> {
    let Permission { caller, session } = permission(call, action, resource, &context(call));
    let sides = [(caller, "identity-based policy"), (session, "session policy")];
    let because = |reason: String| {
        let user = call.caller.arn(call.region);
        let message = format!(
            "User: {user} is not authorized to perform: {action} on resource: {resource} {reason}"
        );
        Refusal::new(Kind::AccessDenied, Check::Permission, message)
    };
    for (verdict, side) in &sides {
        if let Some(Verdict::Denied(by)) = verdict {
            return Err(because(format!("with an explicit deny in an {side}"))
                .note(format!("Denied by {} {}.", by.policy, by.statement)));
        }
    }
    for (verdict, side) in &sides {
        if *verdict == Some(Verdict::NotAllowed) {
            return Err(because(format!("because no {side} allows the {action} action")));
        }
    }
    Ok(())
}

/// The condition keys that every request has.
pub(crate) fn context(call: &Call<'_>) -> Context {
    let mut context = Context::default();
    context.set_one("aws:CurrentTime", crate::rfc3339(call.at));
    context.set_one("aws:EpochTime", (crate::clock::unix_millis(call.at) / 1000).to_string());
    context.set_one("aws:SecureTransport", call.secure.to_string());
    context.set("aws:SourceIp", call.source_ip.iter().map(ToString::to_string).collect());
    context.set("aws:UserAgent", call.user_agent.iter().map(|&text| text.to_owned()).collect());
    context.set_one("aws:RequestedRegion", call.region);
    principal(&mut context, call.world, call.caller, call.region);
    context
}

/// The condition keys that tell who asks.
pub(crate) fn principal(context: &mut Context, world: &World, caller: &Caller, region: &str) {
    let account = caller.account();
    context.set_one("aws:PrincipalAccount", account);
    context.set_one("aws:PrincipalIsAWSService", "false");
    let organization = world.account(account).and_then(|known| known.organization.clone());
    context.set("aws:PrincipalOrgID", organization.into_iter().collect());
    context.set_one("aws:userid", user_id(caller));
    match caller {
        Caller::User { name, .. } => {
            context.set_one("aws:PrincipalType", "User");
            context.set_one("aws:PrincipalArn", caller.arn(region));
            context.set_one("aws:username", name.rsplit('/').next().unwrap_or(name));
        }
        // The role's ARN, not the session's.
        Caller::Session { role, .. } => {
            let partition = crate::identity::partition(region);
            context.set_one("aws:PrincipalType", "AssumedRole");
            context
                .set_one("aws:PrincipalArn", format!("arn:{partition}:iam::{account}:role/{role}"));
        }
    }
}

/// `AIDA…` for a user, `AROA…:session` for a role session: always the same for
/// the same principal.
pub(crate) fn user_id(caller: &Caller) -> String {
    match caller {
        Caller::User { account, name } => unique_id("AIDA", &format!("{account} user {name}")),
        Caller::Session { account, role, session } => {
            format!("{}:{session}", unique_id("AROA", &format!("{account} role {role}")))
        }
    }
}

/// An IAM unique id: 17 letters and digits after the prefix.
fn unique_id(prefix: &str, name: &str) -> String {
    use sha2::{Digest, Sha256};
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let digest = Sha256::digest(name.as_bytes());
    let tail = digest.iter().take(17).map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
    prefix.chars().chain(tail).collect()
}
