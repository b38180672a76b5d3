//! What each caller may expect of each identity, for the start banner.

use crate::{
    policy::{self, Context, Deciding, Verdict},
    world::{Caller, Identity},
};

/// One line: whether `caller` may send as `identity`, and by which policy.
///
/// Policies with conditions are asked about a plain message; whether another
/// meets them is seen when it is sent.
pub fn outlook(identity: &Identity, caller: &Caller) -> String {
    if !identity.verified {
        return "not verified: nobody may send".to_owned();
    }
    let name = &identity.arn.name;
    let address = if name.contains('@') { name.clone() } else { format!("you@{name}") };
    let mut context = Context::default();
    context.set("ses:FromAddress", vec![address.clone()]);
    context.set("ses:FromDisplayName", vec![String::new()]);
    context.set("ses:FeedbackAddress", vec![address]);
    context.set("ses:Recipients", vec!["someone@recipient.example".to_owned()]);
    context.set("ses:ApiVersion", vec!["1".to_owned()]);
    context.set("aws:SecureTransport", vec!["true".to_owned()]);
    context.set("aws:SourceIp", vec!["127.0.0.1".to_owned()]);

    let arn = identity.arn.to_string();
    let ask = |action| policy::evaluate(&identity.policies, caller, action, &arn, &context);
    let own = identity.arn.account == caller.account();
    let mut allowed = Vec::new();
    let mut reason = String::new();
    for action in ["ses:SendEmail", "ses:SendRawEmail"] {
        match ask(action) {
            Verdict::Denied(by) => reason = format!("denied by {}", named(&by)),
            Verdict::Allowed(by) => {
                allowed.push(action);
                reason = format!("by {}", named(&by));
            }
            Verdict::NotAllowed if own => {
                allowed.push(action);
                "its own identity".clone_into(&mut reason);
            }
            Verdict::NotAllowed => {}
        }
    }
    match (allowed.is_empty(), reason.is_empty()) {
        (true, true) => "may not send: no policy allows it".to_owned(),
        (true, false) => format!("may not send: {reason}"),
        _ => format!("may {}: {reason}", allowed.join(" and ")),
    }
}

fn named(by: &Deciding) -> String {
    let sid = by.sid.as_ref().map(|sid| format!(", statement {sid}")).unwrap_or_default();
    format!("policy {}{sid}", by.policy)
}
