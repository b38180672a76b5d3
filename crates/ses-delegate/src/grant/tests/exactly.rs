//! What is generated, evaluated, allows exactly that.

use std::net::IpAddr;

use proptest::prelude::*;

use super::super::*;
use crate::authorization::{
    Circumstances, DelegatePolicies, Evidence, IdentityPolicies, Sender, Sending, Verdict,
    authorize,
};
use crate::iam::{Context, Decision, NamedPolicy, PolicyKind, Request, evaluate};
use crate::stamp::UnixTime;

const ORGANIZATION: &str = "o-a1b2c3d4e5";
const BEGINS: i64 = 1_767_225_600;
const ENDS: i64 = 1_798_761_600;

/// Who is granted, who of them sends, and who does not belong to them.
const CALLERS: [(&str, &str, &[&str]); 7] = [
    ("111122223333", "arn:aws:iam::111122223333:user/ann", &["arn:aws:iam::444455556666:user/ann"]),
    (
        "111122223333",
        "arn:aws:sts::111122223333:assumed-role/mailer/s",
        &["arn:aws:sts::444455556666:assumed-role/mailer/s"],
    ),
    (
        "arn:aws:iam::111122223333:user/staff/ann",
        "arn:aws:iam::111122223333:user/staff/ann",
        &[
            "arn:aws:iam::111122223333:user/ann",
            "arn:aws:iam::111122223333:user/staff/bob",
            "arn:aws:iam::444455556666:user/staff/ann",
        ],
    ),
    (
        "arn:aws:iam::111122223333:role/mailer",
        "arn:aws:sts::111122223333:assumed-role/mailer/s",
        &[
            "arn:aws:sts::111122223333:assumed-role/other/s",
            "arn:aws:iam::111122223333:user/mailer",
            "arn:aws:sts::444455556666:assumed-role/mailer/s",
        ],
    ),
    (
        "arn:aws:sts::111122223333:assumed-role/mailer/s",
        "arn:aws:sts::111122223333:assumed-role/mailer/s",
        &["arn:aws:sts::111122223333:assumed-role/mailer/t"],
    ),
    (
        "arn:aws:sts::111122223333:federated-user/ann",
        "arn:aws:sts::111122223333:federated-user/ann",
        &["arn:aws:sts::111122223333:federated-user/bob"],
    ),
    (ORGANIZATION, "arn:aws:iam::111122223333:user/ann", &[]),
];

const IDENTITIES: [&str; 3] = [
    "arn:aws:ses:us-east-1:123456789012:identity/example.com",
    "arn:aws:ses:eu-west-1:123456789012:identity/news@example.com",
    "arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/example.com",
];

/// A pattern, an address of it, and one of the identity's that is not.
const FROM: [(&str, &str, &str); 3] = [
    ("news@example.com", "news@example.com", "news+other@example.com"),
    ("news+*@example.com", "news+a.b@example.com", "news@example.com"),
    ("news+?@example.com", "news+x@example.com", "news+xy@example.com"),
];

const RECIPIENTS: [(&str, &str, &str); 2] = [
    ("*@example.org", "bob@example.org", "bob@example.net"),
    ("bob@example.org", "bob@example.org", "Bob@example.org"),
];

#[derive(Debug, Clone)]
struct Drawn {
    grant: Grant,
    caller: &'static str,
    strangers: &'static [&'static str],
    from: (&'static str, &'static str),
    return_path: (&'static str, &'static str),
    recipients: Vec<(&'static str, &'static str)>,
    name: (&'static str, &'static str),
}

prop_compose! {
    fn drawn()(
        caller in prop::sample::select(&CALLERS[..]),
        identity in prop::sample::select(&IDENTITIES[..]),
        operations in prop::sample::subsequence(&SendOperation::ALL[..], 1..5),
        from in prop::sample::select(&FROM[..]),
        return_path in prop::sample::select(&FROM[..]),
        recipients in prop::sample::select(&RECIPIENTS[..]),
        limits in prop::array::uniform7(any::<bool>()),
    ) -> Drawn {
        let one = |is, text: &str| if is { vec![text.parse().unwrap()] } else { Vec::new() };
        let time = |is, seconds| if is { UnixTime::from_seconds(seconds).ok() } else { None };
        let purpose = Purpose {
            operations,
            from: one(limits[0], from.0),
            display_names: if limits[1] { vec!["Example *".parse().unwrap()] } else { Vec::new() },
            recipients: one(limits[2], recipients.0),
            return_paths: one(limits[3], return_path.0),
            not_before: time(limits[4], BEGINS),
            until: time(limits[5], ENDS),
            source_ranges: if limits[6] { vec!["203.0.113.0/24".parse().unwrap()] } else { Vec::new() },
        };
        let is_gov = identity.starts_with("arn:aws-us-gov");
        let caller = if is_gov { CALLERS[0] } else { caller };
        let to = match caller.0.parse() {
            Ok(caller) => GrantedTo::Caller(caller),
            Err(_) => GrantedTo::Organization(caller.0.parse().unwrap()),
        };
        Drawn {
            grant: Grant::new(identity.parse().unwrap(), to, purpose, "p".parse().unwrap()).unwrap(),
            caller: caller.1,
            strangers: caller.2,
            from: (from.1, from.2),
            return_path: (return_path.1, return_path.2),
            recipients: vec![(recipients.1, recipients.2)],
            name: ("Example News", "News"),
        }
    }
}

/// A send and its circumstances, of which a neighbour differs in one.
#[derive(Clone)]
struct Case {
    sending: Sending,
    caller: Caller,
    circumstances: Circumstances,
    /// To which identity the owner has attached the policy.
    identity: IdentityArn,
}

fn wished(drawn: &Drawn, operation: SendOperation) -> Case {
    let identity = drawn.grant.identity().clone();
    let sender = |address: &str| Sender {
        address: address.parse().unwrap(),
        arn: Some(identity.clone()),
        named_by: "a parameter",
    };
    Case {
        sending: Sending {
            operation,
            region: drawn.grant.region().clone(),
            source: sender(drawn.from.0),
            from: sender(drawn.from.0),
            return_path: sender(drawn.return_path.0),
            names_return_path: true,
            from_display_name: Some(drawn.name.0.to_owned()),
            recipients: drawn.recipients.iter().map(|(to, _)| to.parse().unwrap()).collect(),
            configuration_set: None,
            tenant: None,
            endpoint_id: None,
            is_secure: true,
        },
        caller: drawn.caller.parse().unwrap(),
        circumstances: Circumstances {
            at: UnixTime::from_seconds(i64::midpoint(BEGINS, ENDS)).ok(),
            source_ip: "203.0.113.9".parse().ok(),
            organization_id: Some(ORGANIZATION.to_owned()),
            role_arn: "arn:aws:iam::111122223333:role/mailer".parse().ok(),
            ..Circumstances::default()
        },
        identity,
    }
}

const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ses:*","Resource":"*"}}"#;

fn owners(policy: &str) -> NamedPolicy {
    NamedPolicy::read(PolicyKind::ResourceBased, "owner", policy).unwrap()
}

fn delegates(policy: &str) -> NamedPolicy {
    NamedPolicy::read(PolicyKind::IdentityBased, "own", policy).unwrap()
}

/// The owner's policy that allows everything.
fn all_of(identity: &IdentityArn) -> NamedPolicy {
    let all = EVERYTHING.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"");
    owners(&all.replace("\"Resource\":\"*\"", &format!("\"Resource\":\"{identity}\"")))
}

fn judged(case: &Case, owner: &NamedPolicy, delegate: &NamedPolicy) -> Verdict {
    let owner =
        [IdentityPolicies { identity: case.identity.clone(), policies: vec![owner.clone()] }];
    let identity_based = vec![delegate.clone()];
    let delegate = DelegatePolicies { identity_based, ..DelegatePolicies::default() };
    let evidence = Evidence {
        caller: &case.caller,
        owner: &owner,
        delegate: Some(&delegate),
        circumstances: &case.circumstances,
    };
    authorize(&case.sending, &evidence).verdict
}

/// Operations that policies cannot tell from those that are granted.
fn is_also_granted(operation: SendOperation, granted: &[SendOperation]) -> bool {
    use SendOperation as O;
    let has = |one: O| granted.contains(&one);
    match operation {
        O::Smtp | O::V2SendEmailRaw => has(O::Smtp) || has(O::V2SendEmailRaw),
        O::V2SendEmailSimple => has(O::V2SendEmailSimple) || has(O::V2SendEmailTemplate),
        other => has(other),
    }
}

/// Another identity of the owner that covers the same address.
fn beside(drawn: &Drawn, is_any_return_path: bool) -> IdentityArn {
    let (before, name) = drawn.grant.identity().as_str().split_once('/').unwrap();
    let other = match name.split_once('@') {
        Some((_, domain)) => domain,
        None if is_any_return_path => drawn.from.0,
        // One that covers the return path, too: domains are compared in any case.
        None => "Example.com",
    };
    format!("{before}/{other}").parse().unwrap()
}

fn neighbours(drawn: &Drawn, case: &Case) -> Vec<(String, Case)> {
    let purpose = drawn.grant.purpose();
    let mut all = Vec::new();
    let mut add = |what: &str, change: &dyn Fn(&mut Case)| {
        let mut neighbour = case.clone();
        change(&mut neighbour);
        all.push((what.to_owned(), neighbour));
    };
    for operation in SendOperation::ALL {
        if !is_also_granted(operation, &purpose.operations) {
            add(&format!("operation {}", operation.as_str()), &|case| {
                case.sending.operation = operation;
            });
        }
    }
    let address = |text: &str| text.parse().unwrap();
    if !purpose.from.is_empty() {
        add("from", &|case| case.sending.from.address = address(drawn.from.1));
    }
    if !purpose.return_paths.is_empty() {
        add("return path", &|case| case.sending.return_path.address = address(drawn.return_path.1));
    }
    if !purpose.display_names.is_empty() {
        add("name", &|case| case.sending.from_display_name = Some(drawn.name.1.to_owned()));
    }
    if !purpose.recipients.is_empty() {
        add("recipient", &|case| {
            case.sending.recipients.push(address(drawn.recipients[0].1));
        });
    }
    if purpose.not_before.is_some() {
        add("early", &|case| case.circumstances.at = UnixTime::from_seconds(BEGINS - 1).ok());
    }
    if purpose.until.is_some() {
        add("late", &|case| case.circumstances.at = UnixTime::from_seconds(ENDS).ok());
    }
    if !purpose.source_ranges.is_empty() {
        let elsewhere: IpAddr = "203.0.114.0".parse().unwrap();
        add("place", &|case| case.circumstances.source_ip = Some(elsewhere));
    }
    let other = |from: &str, to: &str| -> IdentityArn {
        drawn.grant.identity().as_str().replace(from, to).parse().unwrap()
    };
    let region = drawn.grant.region().as_str();
    let elsewhere = if region == "us-gov-west-1" { "us-gov-east-1" } else { "us-west-2" };
    for (what, identity) in [
        ("Region", other(region, elsewhere)),
        ("owner", other("123456789012", "999999999999")),
        ("identity", beside(drawn, purpose.return_paths.is_empty())),
    ] {
        add(what, &|case| {
            case.identity = identity.clone();
            let sending = &mut case.sending;
            if let Some(region) = identity.region() {
                sending.region = region.clone();
            }
            for sender in [&mut sending.source, &mut sending.from, &mut sending.return_path] {
                sender.arn = Some(identity.clone());
            }
            if !identity.covers(&sending.return_path.address) {
                sending.return_path.address = sending.from.address.clone();
            }
        });
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_wished_is_allowed_and_no_neighbour_is(drawn in drawn()) {
        let owner = drawn.grant.owner_policy().unwrap().to_string();
        let own = drawn.grant.delegate_policy().unwrap();
        let (owner, own) = (&owners(&owner), &delegates(&own));
        let everything = &delegates(EVERYTHING);
        for operation in &drawn.grant.purpose().operations {
            let case = wished(&drawn, *operation);
            prop_assert_eq!(judged(&case, owner, own), Verdict::Allowed, "{}", operation.as_str());
            for (what, neighbour) in neighbours(&drawn, &case) {
                // Each side alone, the other allowing everything.
                let all = &all_of(&neighbour.identity);
                prop_assert_eq!(judged(&neighbour, all, everything), Verdict::Allowed, "{}", what);
                // Which action it asks for is not documented, so that nobody can tell.
                let refused = match neighbour.sending.operation {
                    SendOperation::V2SendEmailTemplate => [Verdict::Denied, Verdict::CannotTell],
                    _ => [Verdict::Denied; 2],
                };
                for (side, verdict) in [
                    ("owner", judged(&neighbour, owner, everything)),
                    ("delegate", judged(&neighbour, all, own)),
                ] {
                    prop_assert!(refused.contains(&verdict), "{} by the {}: {:?}", what, side, verdict);
                }
            }
            for stranger in drawn.strangers {
                let circumstances = Circumstances { role_arn: None, ..case.circumstances.clone() };
                let caller = stranger.parse().unwrap();
                let stranger = Case { caller, circumstances, ..case.clone() };
                prop_assert_eq!(judged(&stranger, owner, everything), Verdict::Denied, "{}", stranger.caller);
            }
            if matches!(drawn.grant.to(), GrantedTo::Organization(_)) {
                let mut stranger = case.clone();
                stranger.circumstances.organization_id = Some("o-zzzzzzzzzz".to_owned());
                prop_assert_eq!(judged(&stranger, owner, everything), Verdict::Denied);
            }
        }
    }
}

#[test]
fn the_delegates_policy_covers_what_else_the_call_uses() {
    let caller: Caller = "arn:aws:iam::111122223333:user/ann".parse().unwrap();
    let purpose =
        Purpose { operations: vec![SendOperation::V1SendTemplatedEmail], ..Purpose::default() };
    let identity = IDENTITIES[0].parse().unwrap();
    let to = GrantedTo::Caller(caller.clone());
    let mut grant = Grant::new(identity, to, purpose, "p".parse().unwrap()).unwrap();
    grant.configuration_set = Some("news".parse().unwrap());
    grant.templates = vec!["arn:aws:ses:us-east-1:111122223333:template/welcome".parse().unwrap()];
    let own =
        NamedPolicy::read(PolicyKind::IdentityBased, "own", &grant.delegate_policy().unwrap())
            .unwrap();
    let session = grant.session_policy().unwrap();
    assert_eq!(session.as_str(), grant.delegate_policy().unwrap());
    let decided = |action, resource| {
        let context = Context::complete().with("ses:ApiVersion", "1");
        let request = Request { caller: &caller, action, resource, context: &context };
        evaluate(std::slice::from_ref(&own), &request).decision
    };
    for (action, resource, expected) in [
        (
            "ses:SendTemplatedEmail",
            "arn:aws:ses:us-east-1:111122223333:configuration-set/news",
            Decision::Allowed,
        ),
        (
            "ses:SendTemplatedEmail",
            "arn:aws:ses:us-east-1:111122223333:template/welcome",
            Decision::Allowed,
        ),
        (
            "ses:SendTemplatedEmail",
            "arn:aws:ses:us-east-1:111122223333:template/other",
            Decision::NotAllowed,
        ),
        (
            "ses:SendTemplatedEmail",
            "arn:aws:ses:us-east-1:111122223333:configuration-set/other",
            Decision::NotAllowed,
        ),
        (
            "ses:SendEmail",
            "arn:aws:ses:us-east-1:111122223333:configuration-set/news",
            Decision::NotAllowed,
        ),
        (
            "ses:DeleteTemplate",
            "arn:aws:ses:us-east-1:111122223333:template/welcome",
            Decision::NotAllowed,
        ),
    ] {
        assert_eq!(decided(action, resource), expected, "{action} {resource}");
    }
}
