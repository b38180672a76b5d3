//! `AssumeRole`: keys for a role, for a while.
//!
//! # Source
//!
//! STS API Reference, `AssumeRole`; IAM User Guide, "Methods to assume a role".
//! The texts of refusals are those callers report; that of a session too long
//! for the chain or the role is the same for both APIs of STS.

use std::time::Duration;

use crate::{
    authorization::{Ruling, Sides},
    call::Call,
    clock::rfc3339,
    form::Form,
    permission::{Permission, context, permission, user_id},
    policy::{Context, Policy, Verdict},
    random,
    refusal::{Check, Kind, Refusal},
    world::{Caller, Key, Role},
    xml::Structure,
};

const ACTION: &str = "sts:AssumeRole";
const HOUR: u64 = 3600;
/// The packed size is AWS's secret: only the plain limit is known.
const MAX_SESSION_POLICY: usize = 2048;
/// Parameters that change what the session may do, and that this server lacks.
const UNSUPPORTED: [&str; 6] =
    ["PolicyArns", "Tags", "TransitiveTagKeys", "SerialNumber", "TokenCode", "SourceIdentity"];

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let arn = required(form, "RoleArn", "roleArn", 20, 2048, |_| true)?;
    let session = required(form, "RoleSessionName", "roleSessionName", 2, 64, is_name)?;
    let external = match form.get("ExternalId") {
        None => None,
        Some(_) => Some(required(form, "ExternalId", "externalId", 2, 1224, is_external_id)?),
    };
    let seconds = duration(form)?;
    if let Some(name) = UNSUPPORTED.into_iter().find(|name| form.under(name).next().is_some()) {
        return Err(invalid(format!("ses-local does not play the parameter {name}.")));
    }
    let session_policy = form.get("Policy").map(session_policy).transpose()?;
    let (account, name) = role_of(arn)?;
    let role = may_assume(call, arn, account, name, session, external)?;
    check_duration(call, role, seconds)?;

    let caller = Caller::Session {
        account: account.to_owned(),
        role: name.to_owned(),
        session: session.to_owned(),
    };
    let expires = call.at + Duration::from_secs(seconds);
    let key = Key {
        access_key_id: random::access_key_id(),
        secret_access_key: random::secret_access_key(),
        session_token: Some(random::session_token()),
        expires: Some(expires),
        generated: true,
        session_policy,
        caller,
    };
    let token = key.session_token.as_ref().map(|token| token.reveal().to_owned());
    let answer = Structure::new()
        .with(
            "AssumedRoleUser",
            Structure::new()
                .with("AssumedRoleId", user_id(&key.caller))
                .with("Arn", key.caller.arn(call.region)),
        )
        .with(
            "Credentials",
            Structure::new()
                .with("AccessKeyId", key.access_key_id.as_str())
                .with("SecretAccessKey", key.secret_access_key.reveal())
                .with("SessionToken", token.unwrap_or_default())
                .with("Expiration", rfc3339(expires)),
        );
    let packed = form.get("Policy").map(|policy| packed_size(policy).to_string());
    call.shared.sessions.issue(key);
    Ok(answer.with_some("PackedPolicySize", packed))
}

/// The role, if the caller may assume it; why not is the same for roles that do
/// not exist.
fn may_assume<'w>(
    call: &Call<'w>,
    arn: &str,
    account: &str,
    name: &str,
    session: &str,
    external: Option<&str>,
) -> Result<&'w Role, Refusal> {
    let denied = |note: String| {
        let user = call.caller.arn(call.region);
        let message =
            format!("User: {user} is not authorized to perform: {ACTION} on resource: {arn}");
        Refusal::new(Kind::AccessDenied, Check::Permission, message).note(note)
    };
    let role = call.world.role(account, name).ok_or_else(|| {
        denied(format!("Account {account} has no [[role]] '{name}' in the world file."))
    })?;
    let mut context = context(call);
    context.set_one("sts:RoleSessionName", session);
    context.set("sts:ExternalId", external.iter().map(|&text| text.to_owned()).collect());
    let ruling = ruling(call, role, arn, &context);
    match ruling {
        Ruling::ByCaller if role.trust.is_none() => {
            Err(denied("The role has no trust policy.".to_owned()))
        }
        Ruling::ByResource(_) | Ruling::ByCaller => Ok(role),
        Ruling::DeniedByResource(by) => {
            Err(denied(format!("The role's trust policy denies it: {}", by.statement)))
        }
        Ruling::DeniedByCaller(by) | Ruling::DeniedBySession(by) => {
            Err(denied(format!("The caller's policy {} denies it: {}", by.policy, by.statement)))
        }
        Ruling::ResourceSilent => {
            Err(denied("The role's trust policy does not allow it.".to_owned()))
        }
        Ruling::CallerSilent | Ruling::SessionSilent => {
            Err(denied("The caller's own policies do not allow it.".to_owned()))
        }
    }
}

/// A trust policy must allow even callers of the role's own account.
fn ruling(call: &Call<'_>, role: &Role, arn: &str, context: &Context) -> Ruling {
    let trust = role.trust.as_ref().map_or(Verdict::NotAllowed, |trust| {
        trust.evaluate("trust policy", call.caller, ACTION, arn, context)
    });
    if trust == Verdict::NotAllowed {
        return Ruling::ResourceSilent;
    }
    let Permission { caller, session } = permission(call, ACTION, arn, context);
    let own = role.account == call.account();
    Sides { own, resource: trust, caller, session }.rule()
}

/// The account and name in a role's ARN.
fn role_of(arn: &str) -> Result<(&str, &str), Refusal> {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    if let ["arn", _, "iam", "", account, resource] = fields[..]
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && let Some(name) = resource.strip_prefix("role/").filter(|name| !name.is_empty())
    {
        return Ok((account, name));
    }
    Err(invalid(format!("{arn} is invalid")))
}

/// A required text; `member` is its name in STS's validation errors.
fn required<'f>(
    form: &'f Form,
    parameter: &str,
    member: &str,
    min: usize,
    max: usize,
    fits: fn(char) -> bool,
) -> Result<&'f str, Refusal> {
    let value = form.get(parameter).ok_or_else(|| Refusal::missing(member))?;
    let length = value.chars().count();
    let must = |what: String| {
        invalid(format!(
            "1 validation error detected: Value '{value}' at '{member}' failed to satisfy \
             constraint: Member must {what}"
        ))
    };
    if length < min {
        return Err(must(format!("have length greater than or equal to {min}")));
    }
    if length > max {
        return Err(must(format!("have length less than or equal to {max}")));
    }
    if !value.chars().all(fits) {
        let more = if parameter == "ExternalId" { ":\\/" } else { "" };
        return Err(must(format!("satisfy regular expression pattern: [\\w+=,.@{more}-]*")));
    }
    Ok(value)
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_+=,.@-".contains(character)
}

fn is_external_id(character: char) -> bool {
    is_name(character) || ":/".contains(character)
}

/// `DurationSeconds`: an hour, if nothing is said.
fn duration(form: &Form) -> Result<u64, Refusal> {
    let Some(text) = form.get("DurationSeconds") else { return Ok(HOUR) };
    let seconds: i64 = text.parse().map_err(|_| {
        invalid(format!("Expected a number of seconds for DurationSeconds, but found '{text}'."))
    })?;
    let must = |what: &str| {
        invalid(format!(
            "1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy \
             constraint: Member must have value {what}"
        ))
    };
    match u64::try_from(seconds) {
        Ok(seconds @ 900..=43_200) => Ok(seconds),
        Ok(43_201..) => Err(must("less than or equal to 43200")),
        _ => Err(must("greater than or equal to 900")),
    }
}

fn check_duration(call: &Call<'_>, role: &Role, seconds: u64) -> Result<(), Refusal> {
    let chained = matches!(call.caller, Caller::Session { .. });
    if chained && seconds > HOUR {
        return Err(invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by \
             role chaining."
                .to_owned(),
        ));
    }
    if Duration::from_secs(seconds) > role.max_session {
        return Err(invalid(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
                .to_owned(),
        ));
    }
    Ok(())
}

fn session_policy(document: &str) -> Result<Policy, Refusal> {
    if document.chars().count() > MAX_SESSION_POLICY {
        let message = format!(
            "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member \
             must have length less than or equal to {MAX_SESSION_POLICY}"
        );
        return Err(invalid(message));
    }
    Policy::identity_based(document).map_err(|error| {
        Refusal::new(Kind::MalformedPolicyDocument, Check::Policy, error.to_string())
    })
}

/// In percent of what AWS allows; its packing is not known.
fn packed_size(policy: &str) -> usize {
    (policy.len() * 100).div_ceil(MAX_SESSION_POLICY).clamp(1, 100)
}

fn invalid(message: String) -> Refusal {
    Refusal::new(Kind::Validation, Check::Request, message)
}
