//! STS: who am I, keys for a role, and what they may do.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use ses_local::Clock;

use crate::{
    client::{Answer, Call, DELEGATE, Keys, NOW, at, start, start_options, start_with},
    sides::{BOUND, FREE, SIDES, simple},
};

const MAILER: &str = "arn:aws:iam::444455556666:role/mailer";
const PARTNER: &str = "arn:aws:iam::111122223333:role/mail/partner";
const OWNER: &str = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";

fn sts(action: &str, members: &[(&str, &str)]) -> Call {
    let mut call = Call::v1(action, members);
    let body = String::from_utf8(call.body).unwrap();
    call.body = body.replace("Version=2010-12-01", "Version=2011-06-15").into_bytes();
    call.service = "sts";
    call.by(FREE)
}

fn assume(role: &str, more: &[(&str, &str)]) -> Call {
    let fixed = [("RoleArn", role), ("RoleSessionName", "s1")];
    sts("AssumeRole", &[&fixed[..], more].concat())
}

/// Keys out of an answer; tests live as long as the program.
fn keys(answer: &Answer) -> Keys {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let leak = |name| &*answer.element(name).unwrap().leak();
    Keys {
        id: leak("AccessKeyId"),
        secret: leak("SecretAccessKey"),
        token: Some(leak("SessionToken")),
    }
}

#[test]
fn who_am_i() {
    let address = start_with(SIDES, NOW);
    let answer = sts("GetCallerIdentity", &[]).send(address);
    assert_eq!(answer.element("Arn").unwrap(), "arn:aws:iam::444455556666:user/free");
    assert_eq!(answer.element("Account").unwrap(), "444455556666");
    let id = answer.element("UserId").unwrap();
    assert!(id.starts_with("AIDA") && id.len() == 21, "{id}");
    let head = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">";
    assert!(answer.text().starts_with(head), "{}", answer.text());

    let session = sts("GetCallerIdentity", &[]).by(DELEGATE).send(start());
    let id = session.element("UserId").unwrap();
    assert!(id.starts_with("AROA") && id.ends_with(":you"), "{id}");
}

#[test]
fn an_assumed_role_sends_until_it_expires() {
    let clock = Arc::new(AtomicU64::new(NOW));
    let hand = Arc::clone(&clock);
    let address = start_options(SIDES, NOW, move |options| {
        options.clock = Clock::new(move || at(hand.load(Ordering::Relaxed)));
    });
    let answer = assume(MAILER, &[("DurationSeconds", "900")]).send(address);
    assert_eq!(answer.element("Expiration").unwrap(), "2026-01-15T12:49:56Z");
    assert_eq!(answer.element("Arn").unwrap(), "arn:aws:sts::444455556666:assumed-role/mailer/s1");
    let keys = keys(&answer);
    assert!(keys.id.starts_with("ASIA") && keys.id.len() == 20, "{}", keys.id);
    let sent =
        simple("a@owner.example", "r@x.example", &[("SourceArn", OWNER)]).by(keys).send(address);
    sent.expect("sends", 200, "OK", "");
    let forged = Keys { token: Some("IQoJforged=="), ..keys };
    sts("GetCallerIdentity", &[]).by(forged).send(address).expect(
        "another token",
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
    );
    clock.store(NOW + 900, Ordering::Relaxed);
    let mut late = sts("GetCallerIdentity", &[]).by(keys);
    late.at = NOW + 900;
    late.send(address).expect(
        "expired",
        403,
        "ExpiredToken",
        "The security token included in the request is expired",
    );
}

#[test]
fn a_session_policy_narrows() {
    let address = start_with(SIDES, NOW);
    let policy = format!(
        "{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", \"Action\": \"ses:SendEmail\", \"Resource\": \"{OWNER}\"}}}}"
    );
    let answer = assume(MAILER, &[("Policy", &policy)]).send(address);
    assert!(answer.element("PackedPolicySize").is_some());
    let keys = keys(&answer);
    let arn = [("SourceArn", OWNER)];
    simple("a@owner.example", "r@x.example", &arn)
        .by(keys)
        .send(address)
        .expect("within", 200, "OK", "");
    simple("a@delegate.example", "r@x.example", &[]).by(keys).send(address).expect(
        "outside",
        403,
        "AccessDenied",
        "on resource `arn:aws:ses:us-east-1:444455556666:identity/delegate.example'",
    );
    // GetCallerIdentity needs no permission.
    assert_eq!(sts("GetCallerIdentity", &[]).by(keys).send(address).status, 200);
    assume(MAILER, &[("Policy", "{\"Statement\": 1}")]).send(address).expect(
        "no policy",
        400,
        "MalformedPolicyDocument",
        "Statement: expected one or more statements",
    );
}

#[test]
fn who_may_assume_what() {
    let address = start_with(SIDES, NOW);
    let user = "User: arn:aws:iam::444455556666:user/";
    for (name, call, part) in [
        (
            "no such role",
            assume("arn:aws:iam::444455556666:role/none", &[]),
            "free is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/none",
        ),
        (
            "no external id",
            assume(PARTNER, &[]),
            "on resource: arn:aws:iam::111122223333:role/mail/partner",
        ),
        ("another external id", assume(PARTNER, &[("ExternalId", "secret/43")]), "mail/partner"),
        (
            "denied by IAM",
            assume("arn:aws:iam::444455556666:role/vault", &[]).by(BOUND),
            "role/vault",
        ),
    ] {
        let answer = call.send(address);
        answer.expect(name, 403, "AccessDenied", part);
        assert!(answer.message().starts_with(user), "{}", answer.message());
    }
    for (name, call) in [
        ("external id", assume(PARTNER, &[("ExternalId", "secret/42")])),
        ("allowed by IAM too", assume(PARTNER, &[("ExternalId", "secret/42")]).by(BOUND)),
        ("own account", assume(MAILER, &[]).by(BOUND)),
    ] {
        let answer = call.send(address);
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    }
}

#[test]
fn constraints() {
    let address = start_with(SIDES, NOW);
    for (name, members, part) in [
        (
            "short ARN",
            vec![("RoleArn", "mailer")],
            "Value 'mailer' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
        ),
        (
            "no role",
            vec![("RoleArn", "arn:aws:iam::444455556666:user/free")],
            "arn:aws:iam::444455556666:user/free is invalid",
        ),
        ("no name", vec![("RoleArn", MAILER)], "Value null at 'roleSessionName'"),
        (
            "name",
            vec![("RoleArn", MAILER), ("RoleSessionName", "a b")],
            "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
        ),
        (
            "short",
            vec![("RoleArn", MAILER), ("RoleSessionName", "s1"), ("DurationSeconds", "899")],
            "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
        ),
        (
            "long",
            vec![("RoleArn", MAILER), ("RoleSessionName", "s1"), ("DurationSeconds", "43201")],
            "less than or equal to 43200",
        ),
        (
            "longer than the role's",
            vec![("RoleArn", MAILER), ("RoleSessionName", "s1"), ("DurationSeconds", "7201")],
            "exceeds the MaxSessionDuration set for this role",
        ),
        (
            "tags",
            vec![("RoleArn", MAILER), ("RoleSessionName", "s1"), ("Tags.member.1.Key", "a")],
            "does not play the parameter Tags",
        ),
    ] {
        let mut members = members;
        if name == "no role" {
            members.push(("RoleSessionName", "s1"));
        }
        sts("AssumeRole", &members).send(address).expect(name, 400, "ValidationError", part);
    }
    let keys = keys(&assume(MAILER, &[("DurationSeconds", "7200")]).send(address));
    assume(MAILER, &[("DurationSeconds", "3601")]).by(keys).send(address).expect(
        "chained",
        400,
        "ValidationError",
        "exceeds the 1 hour session limit for roles assumed by role chaining",
    );
    assume(MAILER, &[("DurationSeconds", "3600")]).by(keys).send(address).expect(
        "chained, an hour",
        200,
        "OK",
        "",
    );
    sts("GetSessionToken", &[]).send(address).expect(
        "unknown",
        400,
        "InvalidAction",
        "Could not find operation GetSessionToken for version 2011-06-15",
    );
    let mut wrong = sts("GetCallerIdentity", &[]);
    wrong.service = "ses";
    wrong.send(address).expect("scope", 403, "SignatureDoesNotMatch", "correct service: 'sts'");
}
