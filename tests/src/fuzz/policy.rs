use ses_delegate::Caller;
use ses_delegate::iam::{
    Applies, Context, Decision, Effect, NamedPolicy, Policy, PolicyKind, Request, evaluate,
};

const RESOURCE: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

/// Callers, the first of which stands for any of the others: only the account is known.
const CALLERS: [&str; 5] = [
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:sts::111122223333:assumed-role/mailer/s1",
    "arn:aws:sts::111122223333:federated-user/ann",
];

/// A policy is refused with its place, or every request of it is answered; what
/// is answered without knowing all of a request is not answered otherwise with
/// more known; a denial of everything denies.
pub fn policy(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for kind in [PolicyKind::ResourceBased, PolicyKind::IdentityBased] {
        match Policy::read(kind, &text) {
            Ok(policy) => answered(&NamedPolicy { name: "p".into(), policy }),
            Err(error) => {
                assert!(error.code().starts_with("iam."), "{error:#}");
                assert!(error.found().chars().count() < 1000, "{error:#}");
            }
        }
    }
}

fn answered(policy: &NamedPolicy) {
    let known = [
        Context::complete(),
        Context::complete()
            .with("aws:username", "ann")
            .with("ses:FromAddress", "ann@example.com")
            .with("aws:SourceIp", "203.0.113.7")
            .with("aws:CurrentTime", "2026-01-15T12:34:56Z")
            .with("aws:SecureTransport", "true")
            .with_all("ses:Recipients", ["bob@example.org", "cy@example.net"]),
        Context::complete().with_boundary(true).with("ses:FromAddress", "*"),
    ];
    let unknown = decision(policy, CALLERS[0], &Context::partial());
    for caller in CALLERS {
        let partly = decision(policy, caller, &Context::partial());
        assert!(is_kept(unknown, partly), "{caller}: {policy:?}");
        for context in &known {
            let answer = decision(policy, caller, context);
            // Nobody can tell either where AWS does not document something.
            let is_open = answer == Decision::CannotTell;
            assert!(is_open || is_kept(partly, answer), "{caller}: {policy:?}");
        }
    }
}

/// Whether knowing more left the answer as it was, or gave one. What is not allowed
/// may turn out to be denied: neither is sent.
fn is_kept(before: Decision, after: Decision) -> bool {
    let is_named = before == Decision::NotAllowed && after == Decision::Denied;
    before == after || before == Decision::CannotTell || is_named
}

fn decision(policy: &NamedPolicy, caller: &str, context: &Context) -> Decision {
    let caller: Caller = caller.parse().expect("a caller");
    let request = Request { caller: &caller, action: "ses:SendEmail", resource: RESOURCE, context };
    let alone = evaluate(std::slice::from_ref(policy), &request);
    match (alone.decision, alone.decisive().map(|by| (by.effect, by.applies))) {
        (Decision::Allowed, Some((Effect::Allow, Applies::Yes)))
        | (Decision::Denied, Some((Effect::Deny, Applies::Yes)))
        | (Decision::CannotTell, Some((_, Applies::CannotTell)))
        | (Decision::NotAllowed, None) => {}
        other => panic!("{other:?}: {policy:?}"),
    }
    for statement in &alone.statements {
        assert_eq!(statement.element.is_none(), statement.applies == Applies::Yes, "{statement:?}");
        assert!(!statement.why.is_empty(), "{statement:?}");
    }
    let deny = r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;
    let deny = NamedPolicy::read(PolicyKind::IdentityBased, "deny", deny).expect("a policy");
    let denied = evaluate(&[policy.clone(), deny], &request);
    assert_eq!(denied.decision, Decision::Denied);
    alone.decision
}
