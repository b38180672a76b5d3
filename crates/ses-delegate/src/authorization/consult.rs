//! One address: whose policies decide, and what they say.

use super::answer::{ActionAnswer, SenderAnswer, Verdict};
use super::circumstances::{Evidence, IdentityPolicies};
use super::context;
use super::operation::Ask;
use super::sending::{Sender, Sending};
use super::sides;
use crate::address::EmailAddress;
use crate::arn::{AccountId, Identity, IdentityArn};
use crate::caller::CallerKind;
use crate::iam::{NamedPolicy, Request};
use crate::region::Region;

/// The identity whose policies decide.
struct Consulted<'a> {
    arn: String,
    account: AccountId,
    named_by: String,
    policies: Option<&'a [NamedPolicy]>,
}

pub(super) fn sender(sender: &Sender, sending: &Sending, evidence: &Evidence<'_>) -> SenderAnswer {
    let Some(arn) = &sender.arn else {
        return own(sender, sending, evidence);
    };
    let consulted = consulted(arn, sender, &sending.region, evidence.owner);
    if arn.covers(&sender.address) {
        return answer(&consulted, sender, sending, evidence);
    }
    SenderAnswer {
        verdict: Verdict::Denied,
        address: sender.address.to_string(),
        arn: consulted.arn,
        named_by: consulted.named_by,
        why: format!(
            "the identity does not cover {}, so SES refuses the send whatever the policies say",
            sender.address
        ),
        left_to_check: Vec::new(),
        actions: Vec::new(),
    }
}

/// A policy of an address identity overrides those of its domain identity, both
/// where it allows and where it denies.
///
/// # Source
/// SES Developer Guide, "Sending authorization policies".
fn consulted<'a>(
    arn: &IdentityArn,
    sender: &Sender,
    region: &Region,
    owner: &'a [IdentityPolicies],
) -> Consulted<'a> {
    let may_override = |given: &&IdentityPolicies| {
        matches!(arn.identity(), Identity::Domain(_))
            && matches!(given.identity.identity(), Identity::Address(_))
            && !given.policies.is_empty()
            && is_beside(&given.identity, arn, region)
            && given.identity.covers(&sender.address)
    };
    let overriding = owner
        .iter()
        .filter(may_override)
        .max_by_key(|given| nearness(&given.identity, &sender.address));
    let by = sender.named_by;
    if let Some(IdentityPolicies { identity, policies }) = overriding {
        return Consulted {
            arn: in_region(identity, region),
            account: identity.account().clone(),
            named_by: format!(
                "{by} names {arn}; the address is an identity too, whose policies override those of its domain"
            ),
            policies: Some(policies),
        };
    }
    let own = owner.iter().find(|given| {
        is_beside(&given.identity, arn, region) && given.identity.identity() == arn.identity()
    });
    let named_by = match arn.region() {
        Some(_) => by.to_owned(),
        None => format!("{by} names {arn}, which needs policies in each Region of the endpoint"),
    };
    Consulted {
        arn: in_region(arn, region),
        account: arn.account().clone(),
        named_by,
        policies: own.map(|given| given.policies.as_slice()),
    }
}

/// An ARN for every Region stands for that of the Region where it is sent.
fn in_region(arn: &IdentityArn, region: &Region) -> String {
    if arn.region().is_some() {
        return arn.to_string();
    }
    let (partition, account) = (arn.partition().as_str(), arn.account());
    let name = match arn.identity() {
        Identity::Domain(domain) => domain.as_str(),
        Identity::Address(address) => address.as_str(),
    };
    format!("arn:{partition}:ses:{region}:{account}:identity/{name}")
}

/// Of identities that cover an address, the greatest is the nearest: the address
/// itself, without its label, then the longest domain.
fn nearness(identity: &IdentityArn, address: &EmailAddress) -> (bool, bool, usize) {
    match identity.identity() {
        Identity::Address(verified) => (true, verified == address, 0),
        Identity::Domain(domain) => (false, false, domain.len()),
    }
}

fn is_beside(one: &IdentityArn, other: &IdentityArn, region: &Region) -> bool {
    one.partition() == other.partition()
        && one.region().unwrap_or(region) == other.region().unwrap_or(region)
        && one.account() == other.account()
}

/// Without an ARN SES takes the caller's own identity, of which only the caller
/// knows whether it is the address or its domain.
fn own(sender: &Sender, sending: &Sending, evidence: &Evidence<'_>) -> SenderAnswer {
    let account = evidence.caller.account();
    let partition = sending.region.partition().as_str();
    let region = &sending.region;
    let given = evidence
        .owner
        .iter()
        .filter(|given| {
            given.identity.account() == account
                && given.identity.region().is_none_or(|given| given == region)
                && given.identity.covers(&sender.address)
        })
        .max_by_key(|given| nearness(&given.identity, &sender.address));
    let consulted = |name: &str, policies| Consulted {
        arn: format!("arn:{partition}:ses:{region}:{account}:identity/{name}"),
        account: account.clone(),
        named_by: sender.named_by.to_owned(),
        policies,
    };
    if let Some(IdentityPolicies { identity, policies }) = given {
        let arn = in_region(identity, region);
        let known = Consulted { arn, ..consulted("", Some(policies.as_slice())) };
        return answer(&known, sender, sending, evidence);
    }
    let [domain, address] = [sender.address.domain(), sender.address.as_str()]
        .map(|name| answer(&consulted(name, None), sender, sending, evidence));
    if (domain.verdict, address.verdict) == (Verdict::Denied, Verdict::Denied) {
        return domain;
    }
    let which =
        format!("whether account {account} has verified {} itself or its domain", sender.address);
    let mut left_to_check = vec![which];
    for check in domain.left_to_check.iter().chain(&address.left_to_check) {
        if !left_to_check.contains(check) {
            left_to_check.push(check.clone());
        }
    }
    SenderAnswer {
        verdict: Verdict::CannotTell,
        why: "no ARN is sent, and it is not known which of the caller's own identities counts"
            .to_owned(),
        left_to_check,
        ..domain
    }
}

fn answer(
    consulted: &Consulted<'_>,
    sender: &Sender,
    sending: &Sending,
    evidence: &Evidence<'_>,
) -> SenderAnswer {
    let Consulted { arn, account, named_by, policies } = consulted;
    let actions: Vec<ActionAnswer> = sending
        .operation
        .actions()
        .iter()
        .map(|action| {
            let context = context::of(sending, action, account, evidence);
            let request = Request {
                caller: evidence.caller,
                action: action.name,
                resource: arn,
                context: &context,
            };
            let answer = sides::authorize_request(&request, account, *policies, evidence.delegate);
            ActionAnswer { documented: action.documented, ..answer }
        })
        .collect();
    let verdicts = actions.iter().map(|action| action.verdict);
    let verdict = match sending.operation.ask() {
        Ask::All => Verdict::all(verdicts),
        Ask::OneOfThese => Verdict::same(verdicts),
    };
    let left_to_check = match verdict {
        Verdict::CannotTell => left_to_check(&actions, sending, evidence),
        Verdict::Allowed | Verdict::Denied => Vec::new(),
    };
    SenderAnswer {
        verdict,
        address: sender.address.to_string(),
        arn: arn.clone(),
        named_by: named_by.clone(),
        why: why(&actions, verdict, sending),
        left_to_check,
        actions,
    }
}

fn why(actions: &[ActionAnswer], verdict: Verdict, sending: &Sending) -> String {
    let unlike = actions.iter().any(|action| action.verdict != actions[0].verdict);
    if sending.operation.ask() == Ask::OneOfThese && unlike {
        let said: Vec<String> =
            actions.iter().map(|action| format!("{}: {}", action.action, action.why)).collect();
        return format!(
            "AWS does not document which of the actions is asked for, and they are answered differently: {}",
            said.join("; ")
        );
    }
    let decisive = actions.iter().find(|action| action.verdict == verdict);
    let Some(action) = decisive.or(actions.first()) else { return String::new() };
    let mut why = format!("{}: {}", action.action, action.why);
    if let Some(documented) = action.documented {
        why.push_str(". Senders see this action asked for where AWS documents ");
        why.push_str(documented);
    }
    why
}

fn left_to_check(
    actions: &[ActionAnswer],
    sending: &Sending,
    evidence: &Evidence<'_>,
) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    for check in actions.iter().flat_map(|action| &action.left_to_check) {
        if !left.contains(check) {
            left.push(check.clone());
        }
    }
    let is_account = *evidence.caller.kind() == CallerKind::Account;
    if evidence.delegate.is_none() {
        if let Some(set) = &sending.configuration_set {
            left.push(format!(
                "that the caller's own IAM policies allow it on configuration-set/{set} as well"
            ));
        }
        if sending.operation.uses_template() {
            left.push("that the caller's own IAM policies allow it on the template as well".into());
        }
    }
    if is_account {
        left.push(format!(
            "who of account {} will send: a user, a role or a role's session",
            evidence.caller.account()
        ));
    }
    left
}
