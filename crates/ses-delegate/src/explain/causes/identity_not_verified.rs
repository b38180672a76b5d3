use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::context::Context;
use crate::explain::explanation::{Actor, Explanation};
use crate::explain::identities::{self, ArnState, FailedIdentity, Role};

cause! {
    /// SES takes an address for unverified. It looks into the caller's own
    /// account unless an ARN names somebody else's identity: so for a delegate it
    /// nearly always means that an ARN is missing for one of the addresses, that
    /// SES was called in another Region than the identity's, or that the
    /// account is in the sandbox and the address is a recipient's.
    ///
    /// # What to do
    /// Name the owner's identity for each address: Source, From and, if it is
    /// given, Return-Path. Call SES in the Region of the ARN. In the sandbox,
    /// send to verified addresses or to the mailbox simulator only, or ask AWS
    /// for production access.
    ///
    /// # Example
    /// `HTTP 400 MessageRejected: Email address is not verified. The following identities failed the check in region US-EAST-1: a@example.com, b@example.com`
    ///
    /// `SMTP 554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: a@example.com...`
    ///
    /// `HTTP 400 MessageRejected: Email address is not verified.`
    ///
    /// `HTTP 400 FromEmailAddressNotVerified: a@example.com is not verified.`
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES email sending errors"; boto/boto3#3873,
    /// Netflix/iep#367 and laravel/framework#45292 on `SendRawEmail`, where
    /// field reports contradict AWS's text that `SourceArn` alone is enough.
    "identity-not-verified", [Delegate, Owner], Retry::Never,
    |case: &Case<'_>| {
        case.says("email address is not verified")
            || case.says("following identities failed the check")
            || case.is(&["FromEmailAddressNotVerified"])
    },
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let listed = identities::read(case.failure.message(), case.context);
    let mut found = Vec::new();
    let mut advice = Advice::default();
    for identity in &listed.identities {
        said_of(identity, case.context, &mut found, &mut advice);
    }
    advice.of_region(listed.region.as_deref(), case.context);
    // What is known of each makes the page's guesses needless.
    if !advice.fixes.is_empty()
        && listed.identities.iter().all(|identity| !identity.roles.is_empty())
    {
        found.push(
            "SES looks into the caller's own account unless an ARN names somebody else's identity."
                .to_owned(),
        );
        explanation.cause = found.join(" ");
    } else if !found.is_empty() {
        found.push(std::mem::take(&mut explanation.cause));
        explanation.cause = found.join(" ");
    }
    if listed.is_cut {
        explanation.cause.push_str(" AWS does not list all of them.");
    }
    if !advice.fixes.is_empty() {
        explanation.fix = advice.fixes.join(" ");
        explanation.who = advice.who;
    }
    explanation.region = listed.region;
    explanation.identities = listed.identities;
    explanation.is_list_cut = listed.is_cut;
}

/// What mends it and who must, each once, in the order found.
#[derive(Default)]
struct Advice {
    fixes: Vec<String>,
    who: Vec<Actor>,
}

impl Advice {
    fn add(&mut self, who: Actor, fix: impl Into<String>) {
        let fix = fix.into();
        if !self.fixes.contains(&fix) {
            self.fixes.push(fix);
        }
        if !self.who.contains(&who) {
            self.who.push(who);
        }
    }

    fn of_region(&mut self, called: Option<&str>, context: &Context<'_>) {
        let delegate = context.draft.and_then(|draft| draft.delegate.as_ref());
        let arn = delegate.and_then(|d| d.source_arn.parse::<crate::arn::IdentityArn>().ok());
        let home = arn.as_ref().and_then(|arn| arn.region()).map(crate::region::Region::as_str);
        if let (Some(called), Some(home)) = (called, home)
            && called != home
        {
            self.add(Actor::Delegate, format!("SES was called in {called}, but the ARN's identity is verified in {home}: call SES there."));
        }
    }
}

fn said_of(
    identity: &FailedIdentity,
    context: &Context<'_>,
    found: &mut Vec<String>,
    advice: &mut Advice,
) {
    let name = &identity.identity;
    if identity.roles.is_empty() && context.draft.is_some() {
        found.push(format!("{name} is none of the draft's addresses."));
    }
    // Source and From are the same address and mostly have the same ARN: said once.
    let mut said = Vec::new();
    for role in &identity.roles {
        let states = identity
            .roles
            .iter()
            .filter(|other| other.arn == role.arn && is_sender(other.role) == is_sender(role.role));
        let words: Vec<_> = states.map(|other| other.role.as_words()).collect();
        let words = deduplicated(&words).join(" and ");
        if said.contains(&words) {
            continue;
        }
        match (&role.arn, role.role) {
            (ArnState::Missing { parameter, field }, _) => {
                found.push(format!(
                    "{name} is the {words} address, and no {parameter} was named for it."
                ));
                advice.add(Actor::Delegate, format!("Put the ARN of the identity that {name} belongs to into {field} ({parameter}); the owner can tell it."));
                if context.draft.is_some_and(|draft| draft.delegate.is_none()) {
                    advice.add(
                        Actor::Delegate,
                        format!("If {name} is one's own, verify it in this Region."),
                    );
                }
            }
            (ArnState::Other { parameter, arn }, _) => {
                found.push(format!("{name} is the {words} address, but {parameter} names {arn}, which does not cover it."));
                advice.add(Actor::Delegate, format!("Send from an address of {arn}, or name the identity that {name} belongs to."));
            }
            (ArnState::Named { parameter, arn }, _) => {
                found.push(format!(
                    "{name} is the {words} address, and {parameter} names {arn}, which covers it."
                ));
                advice.add(
                    Actor::Owner,
                    format!("Check that {arn} is verified in its account and Region."),
                );
                if ["FromArn", "X-SES-FROM-ARN"].contains(parameter) {
                    advice.add(
                        Actor::Delegate,
                        "Check that the request carried all ARNs: raw mail wants SourceArn and FromArn together.",
                    );
                }
            }
            (ArnState::NotTaken, Role::Sender) => {
                found.push(format!("{name} is the Sender address. SES has no ARN of its own for it; whether SourceArn covers it is not established."));
                advice.add(Actor::Delegate, "Leave the Sender header out, or give an address there that belongs to the same identity as From.");
            }
            (ArnState::NotTaken, _) => said_of_recipient(name, context, found, advice),
        }
        said.push(words);
    }
}

fn is_sender(role: Role) -> bool {
    !matches!(role, Role::Sender | Role::Recipient)
}

fn deduplicated<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut each: Vec<&str> = Vec::new();
    for word in words {
        if !each.contains(word) {
            each.push(word);
        }
    }
    each
}

fn said_of_recipient(
    name: &str,
    context: &Context<'_>,
    found: &mut Vec<String>,
    advice: &mut Advice,
) {
    let simulator = "Until then send to verified addresses or to the mailbox simulator only.";
    if context.is_in_sandbox() == Some(false) {
        found.push(format!("{name} is a recipient, though the account is out of the sandbox."));
        advice.add(Actor::Delegate, "Check that the production access is that of the account and the Region that send; each Region has its own.");
    } else {
        found.push(format!("{name} is a recipient: in the sandbox SES checks recipients as well."));
        advice.add(
            Actor::Delegate,
            format!(
                "Ask AWS for production access of the sending account in this Region. {simulator}"
            ),
        );
        advice.add(
            Actor::Aws,
            "Production access is AWS's to give; of the owner's account it is needed as well.",
        );
    }
}
