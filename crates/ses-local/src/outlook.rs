//! What each caller may expect of each identity, for the start banner and the inbox.

use std::{fmt, time::SystemTime};

use crate::{
    authorization::{Ruling, Sides},
    permission,
    policy::{self, Context, Deciding},
    world::{Caller, Identity, Key, World},
};

const ACTIONS: [&str; 2] = ["ses:SendEmail", "ses:SendRawEmail"];

/// Whether a caller may send as an identity, and which policy decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// `ses:SendEmail`, `ses:SendRawEmail`, both or neither.
    pub allowed: Vec<&'static str>,
    pub reason: String,
}

/// Asks the policies of both sides, the owner's and the caller's.
///
/// Policies with conditions are asked about a plain message sent `at` that time;
/// whether another meets them is seen when it is sent.
pub fn outlook(world: &World, identity: &Identity, caller: &Caller, at: SystemTime) -> Outlook {
    if !identity.verified {
        return Outlook { allowed: Vec::new(), reason: "the identity is not verified".to_owned() };
    }
    let context = plain_message(world, identity, caller, at);
    let mut allowed = Vec::new();
    let mut reasons = Vec::new();
    for action in ACTIONS {
        let (may, reason) = ask(world, identity, caller, action, &context);
        if may {
            allowed.push(action);
        }
        reasons.push((may, reason));
    }
    // Of two answers, the better one is told.
    let reason = reasons.iter().find(|(may, _)| *may).or(reasons.first());
    let reason = reason.map(|(_, reason)| reason.clone()).unwrap_or_default();
    Outlook { allowed, reason }
}

/// Whose keys may send as which identity: a delegate's if there is one, else an
/// owner's own.
pub fn first_mail(world: &World, at: SystemTime) -> Option<(&Identity, &Key)> {
    let mut own = None;
    for identity in &world.identities {
        for key in &world.keys {
            let expired = key.expires.is_some_and(|expires| expires <= at);
            if expired || !outlook(world, identity, &key.caller, at).allowed.contains(&ACTIONS[0]) {
                continue;
            }
            if key.caller.account() != identity.arn.account {
                return Some((identity, key));
            }
            own = own.or(Some((identity, key)));
        }
    }
    own
}

fn ask(
    world: &World,
    identity: &Identity,
    caller: &Caller,
    action: &str,
    context: &Context,
) -> (bool, String) {
    let arn = identity.arn.to_string();
    let sides = Sides {
        own: identity.arn.account == caller.account(),
        resource: policy::evaluate(&identity.policies, caller, action, &arn, context),
        caller: world
            .permissions(caller)
            .map(|policies| policy::evaluate(policies, caller, action, &arn, context)),
        session: None,
    };
    match sides.rule() {
        Ruling::ByResource(by) => (true, format!("by {}", named(&by))),
        Ruling::ByCaller => (true, "its own identity".to_owned()),
        Ruling::DeniedByResource(by) => (false, format!("denied by {}", named(&by))),
        Ruling::DeniedByCaller(by) | Ruling::DeniedBySession(by) => {
            (false, format!("denied by its own IAM {}", named(&by)))
        }
        Ruling::ResourceSilent => (false, "no policy of the identity allows it".to_owned()),
        Ruling::CallerSilent | Ruling::SessionSilent => {
            (false, "no IAM policy of its own allows it".to_owned())
        }
    }
}

fn plain_message(world: &World, identity: &Identity, caller: &Caller, at: SystemTime) -> Context {
    let mut context = Context::default();
    let region = &identity.arn.region;
    context.set_one("ses:FromAddress", identity.example_address());
    context.set_one("ses:FromDisplayName", "");
    context.set_one("ses:FeedbackAddress", identity.example_address());
    context.set_one("ses:Recipients", "someone@recipient.example");
    context.set_one("ses:ApiVersion", "1");
    context.set_one("aws:SecureTransport", "true");
    context.set_one("aws:SourceIp", "127.0.0.1");
    context.set_one("aws:RequestedRegion", region.as_str());
    context.set_one("aws:CurrentTime", crate::rfc3339(at));
    context.set_one("aws:EpochTime", (crate::clock::unix_millis(at) / 1000).to_string());
    permission::principal(&mut context, world, caller, region);
    context
}

fn named(by: &Deciding) -> String {
    let sid = by.sid.as_ref().map(|sid| format!(", statement {sid}")).unwrap_or_default();
    format!("policy {}{sid}", by.policy)
}

impl Identity {
    /// An address it covers: its own, or `you@` its domain.
    pub fn example_address(&self) -> String {
        let name = &self.arn.name;
        if name.contains('@') { name.clone() } else { format!("you@{name}") }
    }
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.allowed.is_empty() {
            return write!(f, "may not send: {}", self.reason);
        }
        write!(f, "may {}: {}", self.allowed.join(" and "), self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Policies of the callers, and what each may expect of `owner.example`.
    #[test]
    fn both_sides_are_asked() {
        let user = |name: &str, statement: &str| {
            format!(
                "[[user]]\naccount = '444455556666'\nname = '{name}'\n[[user.policy]]\nname = 'own'\n\
                 document = '''{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}'''\n"
            )
        };
        let world = [
            include_str!("../worlds/default.toml"),
            &user("raw", r#"{"Effect": "Allow", "Action": "ses:SendRawEmail", "Resource": "*"}"#),
            &user(
                "late",
                r#"{"Effect": "Allow", "Action": "*", "Resource": "*",
                    "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}}"#,
            ),
            &user("silent", r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#),
            &user(
                "denied",
                r#"{"Effect": "Allow", "Action": "*", "Resource": "*"},
                   {"Sid": "No", "Effect": "Deny", "Action": "ses:*", "Resource": "*",
                    "Condition": {"StringEquals": {"aws:username": "denied"}}}"#,
            ),
        ];
        let world = World::parse("w.toml", &world.join("\n"), SystemTime::UNIX_EPOCH).unwrap();
        let late = Caller::User { account: "444455556666".to_owned(), name: "late".to_owned() };
        let today = SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(24 * 365 * 51);
        let found = outlook(&world, &world.identities[0], &late, today);
        assert_eq!(found.allowed, ["ses:SendEmail", "ses:SendRawEmail"]);
        let silent = "may not send: no IAM policy of its own allows it".to_owned();
        let owner = "by policy allow-delegate, statement DelegateMaySend";
        for (name, expected) in [
            ("smtp", format!("may ses:SendEmail and ses:SendRawEmail: {owner}")),
            ("raw", format!("may ses:SendRawEmail: {owner}")),
            ("silent", silent.clone()),
            ("late", silent),
            ("denied", "may not send: denied by its own IAM policy own, statement No".to_owned()),
        ] {
            let caller = Caller::User { account: "444455556666".to_owned(), name: name.to_owned() };
            let found =
                outlook(&world, &world.identities[0], &caller, SystemTime::UNIX_EPOCH).to_string();
            assert_eq!(found, expected, "{name}");
        }
    }

    /// A delegate before an owner, and nobody whose keys have expired.
    #[test]
    fn the_first_mail_is_one_that_is_allowed() {
        let own = "[[account]]\nid = '111122223333'\nname = 'o'\n[[user]]\naccount = '111122223333'\n\
                   name = 'me'\n[[identity]]\naccount = '111122223333'\nregion = 'eu-west-1'\n\
                   name = 'own.example'\n";
        let find = |text: &str| {
            let world = World::parse("w.toml", text, SystemTime::UNIX_EPOCH).unwrap();
            let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
            let found = first_mail(&world, now);
            found.map(|(identity, key)| (identity.arn.name.clone(), key.caller.arn("us-east-1")))
        };
        let pair = |name: &str, arn: &str| Some((name.to_owned(), arn.to_owned()));
        let world = include_str!("../worlds/default.toml");
        let delegate = "arn:aws:sts::444455556666:assumed-role/mailer/you";
        assert_eq!(find(world), pair("owner.example", delegate));
        let session = "session = \"you\"\n";
        let expired =
            world.replace(session, &format!("{session}expires = '1970-01-01T00:00:00Z'\n"));
        let user = "arn:aws:iam::444455556666:user/smtp";
        assert_eq!(find(&expired), pair("owner.example", user));
        assert_eq!(find(own), pair("own.example", "arn:aws:iam::111122223333:user/me"));
        assert_eq!(find(&own.replace("own.example'", "own.example'\nverified = false")), None);
    }
}
