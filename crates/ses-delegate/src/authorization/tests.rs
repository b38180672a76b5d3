use super::*;
use crate::caller::Caller;
use crate::draft::{Delegate, Draft};
use crate::iam::{NamedPolicy, PolicyKind};
use crate::route::Route;

const DOMAIN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
const ADDRESS: &str = "arn:aws:ses:us-east-1:123456789012:identity/ann@example.com";
const USER: &str = "arn:aws:iam::111122223333:user/staff/ann";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/mailer/s1";

#[test]
fn the_table_stands_in_the_order_of_the_enum() {
    for operation in SendOperation::ALL {
        assert_eq!(serde_json::to_value(operation).unwrap(), operation.as_str());
        assert!(!operation.actions().is_empty());
    }
    for route in Route::ALL {
        let operation = SendOperation::from(route);
        assert!(route.as_str().starts_with(operation.as_str()), "{route:?}");
    }
}

fn draft() -> Draft {
    Draft {
        delegate: Some(Delegate { source_arn: DOMAIN.into(), ..Delegate::default() }),
        from: "ann@example.com".into(),
        to: vec!["bob@example.org".into()],
        ..Draft::default()
    }
}

/// A statement's members but for Effect and Resource.
fn allow(rest: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Resource":"{resource}",{rest}}}"#)
}

fn owners(identity: &str, statements: &[String]) -> IdentityPolicies {
    let policies = statements
        .iter()
        .enumerate()
        .map(|(at, statement)| {
            let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
            NamedPolicy::read(PolicyKind::ResourceBased, &format!("p{at}"), &text).unwrap()
        })
        .collect();
    IdentityPolicies { identity: identity.parse().unwrap(), policies }
}

fn own(statement: &str) -> NamedPolicy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    NamedPolicy::read(PolicyKind::IdentityBased, "own", &text).unwrap()
}

fn whole_own() -> DelegatePolicies {
    let policy = own(&allow(r#""Action":"ses:Send*""#, "*"));
    DelegatePolicies { identity_based: vec![policy], ..DelegatePolicies::default() }
}

fn ask(
    draft: &Draft,
    route: Route,
    caller: &str,
    owner: &[IdentityPolicies],
    delegate: Option<&DelegatePolicies>,
) -> Authorization {
    let read = draft.read().unwrap();
    let caller: Caller = caller.parse().unwrap();
    authorize(
        &Sending::of_draft(&read, route),
        &Evidence { caller: &caller, owner, delegate, circumstances: &Circumstances::default() },
    )
}

const ACCOUNT: &str = r#""Principal":{"AWS":"111122223333"},"Action":"ses:SendEmail""#;

#[test]
fn both_sides_must_allow() {
    let owner = [owners(DOMAIN, &[allow(ACCOUNT, DOMAIN)])];
    let answer = ask(&draft(), Route::V1SendEmail, USER, &owner, Some(&whole_own()));
    assert_eq!(answer.verdict, Verdict::Allowed, "{answer:#?}");
    assert_eq!(answer.return_path.named_by, "parameter SourceArn, since no return path is given");
    let nothing = DelegatePolicies::default();
    let answer = ask(&draft(), Route::V1SendEmail, USER, &owner, Some(&nothing));
    assert_eq!(answer.verdict, Verdict::Denied);
    assert_eq!(answer.source.why, "ses:SendEmail: the caller's own policies allow nothing");
    let answer = ask(&draft(), Route::V1SendEmail, USER, &owner, None);
    assert_eq!(answer.verdict, Verdict::CannotTell);
    let answer = ask(&draft(), Route::V1SendEmail, USER, &[], Some(&whole_own()));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    assert_eq!(
        answer.source.left_to_check,
        [format!("the policies of {DOMAIN}, which its owner alone can read")]
    );
}

#[test]
fn the_actions_are_those_of_the_route() {
    let allowing = |action: &str| {
        let rest = format!(r#""Principal":"*","Action":{action}"#);
        [owners(DOMAIN, &[allow(&rest, DOMAIN)])]
    };
    let whole = whole_own();
    for (route, action, expected) in [
        (Route::V1SendEmail, r#""ses:SendEmail""#, Verdict::Allowed),
        (Route::V1SendRawEmail, r#""ses:SendEmail""#, Verdict::Denied),
        (Route::V1SendRawEmail, r#""ses:SendRawEmail""#, Verdict::Allowed),
        (Route::V1SendRawEmailHeaders, r#""ses:SendRawEmail""#, Verdict::Allowed),
        (Route::V2SendEmailSimple, r#""ses:SendEmail""#, Verdict::Allowed),
        (Route::V2SendEmailRaw, r#""ses:SendEmail""#, Verdict::Denied),
        (Route::V2SendEmailRaw, r#""ses:SendRawEmail""#, Verdict::Allowed),
    ] {
        let answer = ask(&draft(), route, USER, &allowing(action), Some(&whole));
        assert_eq!(answer.verdict, expected, "{route:?} {action}: {answer:#?}");
    }
    let by_v2 = ask(&draft(), Route::V2SendEmailRaw, USER, &allowing(r#""ses:Send*""#), None);
    assert_eq!(by_v2.source.actions[0].documented, Some("ses:SendEmail"));
    assert!(
        by_v2.source.why.ends_with("where AWS documents ses:SendEmail"),
        "{}",
        by_v2.source.why
    );

    let draft = draft();
    let read = draft.read().unwrap();
    let sending = Sending::of_draft(&read, Route::V1SendEmail);
    let caller: Caller = USER.parse().unwrap();
    for (operation, action, expected) in [
        (SendOperation::V1SendTemplatedEmail, r#""ses:SendTemplatedEmail""#, Verdict::Allowed),
        (SendOperation::V1SendTemplatedEmail, r#""ses:SendEmail""#, Verdict::Denied),
        (SendOperation::V1SendBulkTemplatedEmail, r#""ses:SendBulk*""#, Verdict::Allowed),
        (SendOperation::V2SendEmailTemplate, r#""ses:SendEmail""#, Verdict::CannotTell),
        (SendOperation::V2SendEmailTemplate, r#""ses:SendTemplatedEmail""#, Verdict::CannotTell),
        (SendOperation::V2SendEmailTemplate, r#""ses:Send*""#, Verdict::Allowed),
        (SendOperation::V2SendEmailTemplate, r#""ses:SendRawEmail""#, Verdict::Denied),
        (SendOperation::V2SendBulkEmail, r#""ses:SendBulkEmail""#, Verdict::Denied),
        (SendOperation::V2SendBulkEmail, r#""ses:SendBulkTemplatedEmail""#, Verdict::Denied),
        (SendOperation::V2SendBulkEmail, r#""ses:SendBulk*""#, Verdict::Allowed),
        (SendOperation::V1SendBounce, r#""ses:SendBounce""#, Verdict::Allowed),
        (SendOperation::Smtp, r#""ses:SendRawEmail""#, Verdict::Allowed),
    ] {
        let sending = Sending { operation, ..sending.clone() };
        let owner = allowing(action);
        let evidence = Evidence {
            caller: &caller,
            owner: &owner,
            delegate: Some(&whole),
            circumstances: &Circumstances::default(),
        };
        let answer = authorize(&sending, &evidence);
        assert_eq!(answer.verdict, expected, "{operation:?} {action}: {answer:#?}");
    }
}

/// Both where the address's policies allow and where they do not.
#[test]
fn an_addresss_policies_override_its_domains() {
    let (whole, domain) = (whole_own(), owners(DOMAIN, &[allow(ACCOUNT, DOMAIN)]));
    let other = r#""Principal":{"AWS":"444455556666"},"Action":"ses:SendEmail""#;
    let refusing = [domain.clone(), owners(ADDRESS, &[allow(other, ADDRESS)])];
    let answer = ask(&draft(), Route::V1SendEmail, USER, &refusing, Some(&whole));
    assert_eq!(answer.verdict, Verdict::Denied);
    assert_eq!(answer.source.arn, ADDRESS);
    assert!(answer.source.named_by.contains("override"), "{}", answer.source.named_by);

    let domain_refuses = owners(DOMAIN, &[allow(other, DOMAIN)]);
    let allowing = [domain_refuses.clone(), owners(ADDRESS, &[allow(ACCOUNT, ADDRESS)])];
    let answer = ask(&draft(), Route::V1SendEmail, USER, &allowing, Some(&whole));
    assert_eq!(answer.verdict, Verdict::Allowed);
    let labelled = Draft { from: "ann+news@example.com".into(), ..draft() };
    let answer = ask(&labelled, Route::V1SendEmail, USER, &allowing, Some(&whole));
    assert_eq!(answer.source.arn, ADDRESS);

    // An identity without policies overrides nothing, nor does another address.
    for beside in
        [owners(ADDRESS, &[]), owners(&ADDRESS.replace("ann", "bob"), &[allow(other, ADDRESS)])]
    {
        let owner = [domain.clone(), beside];
        let answer = ask(&draft(), Route::V1SendEmail, USER, &owner, Some(&whole));
        assert_eq!((answer.verdict, answer.source.arn.as_str()), (Verdict::Allowed, DOMAIN));
    }

    // An ARN of the address does not fall back to the domain's policies.
    let mut named = draft();
    named.delegate = Some(Delegate { source_arn: ADDRESS.into(), ..Delegate::default() });
    let answer = ask(&named, Route::V1SendEmail, USER, &[domain], Some(&whole));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    let answer = ask(&named, Route::V1SendEmail, USER, &[owners(ADDRESS, &[])], Some(&whole));
    assert_eq!(answer.verdict, Verdict::Denied);
}

#[test]
fn each_address_has_its_own_identity() {
    let bounces = "arn:aws:ses:us-east-1:123456789012:identity/bounces.example.org";
    let whole = whole_own();
    let owner = [owners(DOMAIN, &[allow(r#""Principal":"*","Action":"ses:Send*""#, DOMAIN)])];
    let mut draft = Draft { return_path: "b@bounces.example.org".into(), ..draft() };
    let answer = ask(&draft, Route::V1SendEmail, USER, &owner, Some(&whole));
    // No ARN covers the return path, so SES takes the caller's own identity.
    assert_eq!(
        answer.return_path.arn,
        "arn:aws:ses:us-east-1:111122223333:identity/bounces.example.org"
    );
    assert!(answer.return_path.named_by.starts_with("nothing"));
    assert_eq!((answer.source.verdict, answer.verdict), (Verdict::Allowed, Verdict::CannotTell));

    draft.delegate = Some(Delegate {
        source_arn: DOMAIN.into(),
        return_path_arn: bounces.into(),
        ..Delegate::default()
    });
    for (route, named_by) in [
        (Route::V1SendEmail, "parameter ReturnPathArn"),
        (Route::V1SendRawEmail, "parameter ReturnPathArn"),
        (Route::V1SendRawEmailHeaders, "header X-SES-RETURN-PATH-ARN"),
        (Route::V2SendEmailSimple, "parameter FeedbackForwardingEmailAddressIdentityArn"),
    ] {
        let answer = ask(&draft, route, USER, &owner, Some(&whole));
        assert_eq!(
            (answer.return_path.arn.as_str(), answer.return_path.named_by.as_str()),
            (bounces, named_by)
        );
        assert_eq!(answer.return_path.verdict, Verdict::CannotTell);
        assert_eq!(answer.from.verdict, Verdict::Allowed);
    }
    let refused = [owner[0].clone(), owners(bounces, &[])];
    let answer = ask(&draft, Route::V1SendEmail, USER, &refused, Some(&whole));
    assert_eq!((answer.return_path.verdict, answer.verdict), (Verdict::Denied, Verdict::Denied));

    let elsewhere = Draft { from: "ann@example.net".into(), ..self::draft() };
    let answer = ask(&elsewhere, Route::V1SendEmail, USER, &owner, Some(&whole));
    assert_eq!(answer.source.verdict, Verdict::Denied);
    assert!(answer.source.why.starts_with("the identity does not cover ann@example.net"));
}

#[test]
fn who_the_caller_is_matters() {
    let whole = whole_own();
    let by = |principal: &str| {
        let rest = format!(r#""Principal":{{"AWS":"{principal}"}},"Action":"ses:SendEmail""#);
        [owners(DOMAIN, &[allow(&rest, DOMAIN)])]
    };
    for (principal, caller, expected) in [
        (USER, USER, Verdict::Allowed),
        (USER, "arn:aws:iam::111122223333:user/ann", Verdict::Denied),
        (USER, "111122223333", Verdict::CannotTell),
        (USER, "444455556666", Verdict::Denied),
        ("arn:aws:iam::111122223333:role/x/mailer", SESSION, Verdict::Allowed),
        ("arn:aws:iam::111122223333:role/other", SESSION, Verdict::Denied),
        (SESSION, SESSION, Verdict::Allowed),
        (SESSION, "arn:aws:sts::111122223333:assumed-role/mailer/s2", Verdict::Denied),
    ] {
        let answer = ask(&draft(), Route::V1SendEmail, caller, &by(principal), Some(&whole));
        assert_eq!(answer.verdict, expected, "{principal} for {caller}: {answer:#?}");
    }
    let answer = ask(&draft(), Route::V1SendEmail, "111122223333", &by(USER), Some(&whole));
    assert!(
        answer
            .source
            .left_to_check
            .iter()
            .any(|check| check.starts_with("who of account 111122223333")),
        "{answer:#?}"
    );
    // The root user has no policies.
    let root = "arn:aws:iam::111122223333:root";
    let answer = ask(&draft(), Route::V1SendEmail, root, &by("111122223333"), None);
    assert_eq!(answer.verdict, Verdict::Allowed);
}

/// The keys that a draft has for AWS, by a condition that only its value meets.
#[test]
fn a_draft_has_awss_condition_keys() {
    let draft = Draft {
        from: "Ännchen <ann@example.com>".into(),
        cc: vec!["Cy <cy@example.org>".into()],
        tenant: "team".into(),
        return_path: "bounces@example.com".into(),
        ..draft()
    };
    let read = draft.read().unwrap();
    let sending = Sending::of_draft(&read, Route::V2SendEmailSimple);
    let circumstances = Circumstances {
        at: crate::stamp::UnixTime::from_seconds(1_768_480_496).ok(),
        source_ip: "203.0.113.7".parse().ok(),
        user_agent: Some("curl/8".into()),
        organization_id: Some("o-exampleorgid".into()),
        user_id: Some("AIDAEXAMPLE".into()),
        role_arn: None,
    };
    let caller: Caller = USER.parse().unwrap();
    let verdict = |circumstances: &Circumstances, caller: &Caller, condition: &str| {
        let rest = format!(r#""Principal":"*","Action":"ses:SendEmail","Condition":{condition}"#);
        let owner = [owners(DOMAIN, &[allow(&rest, DOMAIN)])];
        let whole = whole_own();
        let evidence = Evidence { caller, owner: &owner, delegate: Some(&whole), circumstances };
        authorize(&sending, &evidence).source.verdict
    };
    let told = [
        r#"{"StringEquals":{"ses:FromAddress":"ann@example.com"}}"#,
        r#"{"StringEquals":{"ses:FromDisplayName":"Ännchen"}}"#,
        r#"{"StringEquals":{"ses:FeedbackAddress":"bounces@example.com"}}"#,
        r#"{"ForAllValues:StringLike":{"ses:Recipients":"*@example.org"}}"#,
        r#"{"ForAnyValue:StringEquals":{"ses:Recipients":"cy@example.org"}}"#,
        r#"{"StringEquals":{"ses:ApiVersion":"2","ses:TenantName":"team"}}"#,
        r#"{"Null":{"ses:MultiRegionEndpointId":"true","ses:ReplicaRegion":"true"}}"#,
        r#"{"Bool":{"aws:SecureTransport":"true","aws:ViaAWSService":"false"}}"#,
        r#"{"StringEquals":{"aws:RequestedRegion":"us-east-1","aws:ResourceAccount":"123456789012"}}"#,
        r#"{"StringEquals":{"aws:PrincipalAccount":"111122223333","aws:PrincipalType":"User"}}"#,
        r#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/staff/ann"}}"#,
        r#"{"StringEquals":{"aws:username":"ann"}}"#,
        r#"{"StringEquals":{"ses:FromAddress":"${aws:username}@example.com"}}"#,
    ];
    let given = [
        r#"{"DateEquals":{"aws:CurrentTime":"2026-01-15T12:34:56Z"}}"#,
        r#"{"NumericEquals":{"aws:EpochTime":"1768480496"}}"#,
        r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#,
        r#"{"StringLike":{"aws:UserAgent":"curl/*"}}"#,
        r#"{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}"#,
        r#"{"StringEquals":{"aws:userid":"AIDAEXAMPLE"}}"#,
    ];
    let nothing = Circumstances::default();
    for condition in told.iter().chain(&given) {
        assert_eq!(verdict(&circumstances, &caller, condition), Verdict::Allowed, "{condition}");
    }
    for condition in told {
        assert_eq!(verdict(&nothing, &caller, condition), Verdict::Allowed, "{condition}");
    }
    for condition in given.iter().chain(&[r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#]) {
        assert_eq!(verdict(&nothing, &caller, condition), Verdict::CannotTell, "{condition}");
    }

    let arn = r#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/x/mailer"}}"#;
    let session: Caller = SESSION.parse().unwrap();
    assert_eq!(verdict(&nothing, &session, arn), Verdict::CannotTell);
    let role_arn = "arn:aws:iam::111122223333:role/x/mailer".parse().ok();
    let with_role = Circumstances { role_arn, ..Circumstances::default() };
    assert_eq!(verdict(&with_role, &session, arn), Verdict::Allowed);

    // Conditions on addresses never match SendBulkEmail.
    let bulk = Sending { operation: SendOperation::V2SendBulkEmail, ..sending.clone() };
    let rest = format!(r#""Principal":"*","Action":"ses:*","Condition":{}"#, told[0]);
    let owner = [owners(DOMAIN, &[allow(&rest, DOMAIN)])];
    let whole = whole_own();
    let evidence = Evidence {
        caller: &caller,
        owner: &owner,
        delegate: Some(&whole),
        circumstances: &nothing,
    };
    let answer = authorize(&bulk, &evidence).source;
    let verdicts: Vec<_> = answer.actions.iter().map(|a| (a.action.as_str(), a.verdict)).collect();
    assert_eq!(
        verdicts,
        [("ses:SendBulkEmail", Verdict::Denied), ("ses:SendBulkTemplatedEmail", Verdict::Allowed)]
    );
}

const OWNERS_USER: &str = "arn:aws:iam::123456789012:user/own";
const OWNERS_SESSION: &str = "arn:aws:sts::123456789012:assumed-role/mailer/s1";

/// Within the owner's account either side may allow, and boundaries limit.
#[test]
fn within_one_account_either_side_suffices() {
    let by = |effect: &str, principal: &str| {
        let statement = format!(
            r#"{{"Effect":"{effect}","Principal":{principal},"Action":"ses:*","Resource":"{DOMAIN}"}}"#
        );
        owners(DOMAIN, &[statement])
    };
    let nothing = DelegatePolicies::default();
    let bounded = || {
        let other = own(&allow(r#""Action":"s3:*""#, "*"));
        DelegatePolicies { permissions_boundary: Some(other), ..DelegatePolicies::default() }
    };
    let limited = || {
        let other = own(&allow(r#""Action":"s3:*""#, "*"));
        DelegatePolicies { session: vec![other], ..whole_own() }
    };
    let denying = || {
        let deny = own(r#"{"Effect":"Deny","Action":"ses:*","Resource":"*"}"#);
        DelegatePolicies { identity_based: vec![deny], ..DelegatePolicies::default() }
    };
    let role = r#"{"AWS":"arn:aws:iam::123456789012:role/mailer"}"#;
    let user = format!(r#"{{"AWS":"{OWNERS_USER}"}}"#);
    let session = format!(r#"{{"AWS":"{OWNERS_SESSION}"}}"#);
    let account = r#"{"AWS":"123456789012"}"#;
    let other = r#"{"AWS":"444455556666"}"#;
    let whole = whole_own();
    for (owner, caller, delegate, expected) in [
        (by("Allow", &user), OWNERS_USER, Some(&nothing), Verdict::Allowed),
        (by("Allow", account), OWNERS_USER, Some(&nothing), Verdict::Denied),
        (by("Allow", account), OWNERS_USER, Some(&whole), Verdict::Allowed),
        (by("Allow", other), OWNERS_USER, Some(&whole), Verdict::Allowed),
        (by("Allow", other), OWNERS_USER, Some(&nothing), Verdict::Denied),
        (by("Deny", account), OWNERS_USER, Some(&whole), Verdict::Denied),
        (by("Allow", &user), OWNERS_USER, Some(&denying()), Verdict::Denied),
        (by("Allow", &user), OWNERS_USER, Some(&bounded()), Verdict::Allowed),
        (by("Allow", role), OWNERS_SESSION, Some(&nothing), Verdict::Allowed),
        (by("Allow", role), OWNERS_SESSION, Some(&bounded()), Verdict::Denied),
        (by("Allow", role), OWNERS_SESSION, Some(&limited()), Verdict::Denied),
        (by("Allow", &session), OWNERS_SESSION, Some(&limited()), Verdict::Allowed),
        (by("Allow", other), OWNERS_SESSION, Some(&limited()), Verdict::Denied),
        (by("Allow", &user), OWNERS_USER, None, Verdict::CannotTell),
        (by("Allow", other), OWNERS_USER, None, Verdict::CannotTell),
    ] {
        let answer = ask(&draft(), Route::V1SendEmail, caller, &[owner], delegate);
        assert_eq!(answer.verdict, expected, "{caller}: {answer:#?}");
    }
    // One statement leaves it to the account, the other would grant it to the user.
    let to_user = r#""Action":"ses:*","Principal":"#.to_owned() + &user;
    let unknown =
        format!(r#"{to_user},"Condition":{{"Bool":{{"aws:MultiFactorAuthPresent":"true"}}}}"#);
    let to_account = format!(r#""Action":"ses:*","Principal":{account}"#);
    let owner = [owners(DOMAIN, &[allow(&to_account, DOMAIN), allow(&unknown, DOMAIN)])];
    let answer = ask(&draft(), Route::V1SendEmail, OWNERS_USER, &owner, Some(&nothing));
    assert_eq!(answer.verdict, Verdict::CannotTell, "{answer:#?}");
    // The identity's policies could deny.
    let answer = ask(&draft(), Route::V1SendEmail, OWNERS_USER, &[], Some(&whole));
    assert_eq!(answer.verdict, Verdict::CannotTell);
}

/// Without an ARN the caller's own identity counts, address or domain.
#[test]
fn an_own_identity_is_the_address_or_its_domain() {
    let draft = Draft { delegate: None, region: "us-east-1".into(), ..draft() };
    let only_address = DelegatePolicies {
        identity_based: vec![own(&allow(r#""Action":"ses:SendEmail""#, ADDRESS))],
        ..DelegatePolicies::default()
    };
    let answer = ask(&draft, Route::V1SendEmail, OWNERS_USER, &[], Some(&only_address));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    assert_eq!(
        answer.source.left_to_check,
        [
            "whether account 123456789012 has verified ann@example.com itself or its domain",
            &format!("the policies of {DOMAIN}, which the account itself can read"),
            &format!("the policies of {ADDRESS}, which the account itself can read"),
        ]
    );
    let nothing = DelegatePolicies::default();
    let answer = ask(&draft, Route::V1SendEmail, OWNERS_USER, &[], Some(&nothing));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    let verified = [owners(ADDRESS, &[])];
    let answer = ask(&draft, Route::V1SendEmail, OWNERS_USER, &verified, Some(&only_address));
    assert_eq!((answer.verdict, answer.source.arn.as_str()), (Verdict::Allowed, ADDRESS));
}

#[test]
fn answers_are_json_in_camel_case() {
    let owner = [owners(DOMAIN, &[allow(ACCOUNT, DOMAIN)])];
    let answer = ask(&draft(), Route::V1SendEmail, USER, &owner, None);
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(json["verdict"], "cannotTell");
    assert_eq!(json["operation"], "v1-send-email");
    assert_eq!(json["returnPath"]["address"], "ann@example.com");
    let statement = &json["source"]["actions"][0]["owner"]["statements"][0];
    assert_eq!(statement["applies"], "yes");
    assert_eq!(statement["grantee"], "account");
    assert_eq!(statement["policy"], "p0");
}

/// It stands for the identity in the Region where it is sent.
#[test]
fn an_arn_of_every_region_is_that_of_the_endpoint() {
    let every = DOMAIN.replace("us-east-1", "*");
    let draft = Draft {
        delegate: Some(Delegate { source_arn: every.clone(), ..Delegate::default() }),
        region: "us-east-1".into(),
        ..draft()
    };
    let whole = whole_own();
    for identity in [DOMAIN, &every] {
        let owner = [owners(identity, &[allow(ACCOUNT, DOMAIN)])];
        let answer = ask(&draft, Route::V1SendEmail, USER, &owner, Some(&whole));
        assert_eq!((answer.verdict, answer.source.arn.as_str()), (Verdict::Allowed, DOMAIN));
        assert!(answer.source.named_by.contains(&every), "{}", answer.source.named_by);
    }
    let elsewhere = [owners(&DOMAIN.replace("us-east-1", "eu-west-1"), &[])];
    let answer = ask(&draft, Route::V1SendEmail, USER, &elsewhere, Some(&whole));
    assert_eq!(answer.verdict, Verdict::CannotTell);
}

/// What everybody is granted may or may not be limited by a boundary.
#[test]
fn a_boundary_beside_a_grant_to_everybody_is_not_documented() {
    let everybody = owners(DOMAIN, &[allow(r#""Principal":"*","Action":"ses:*""#, DOMAIN)]);
    let other = own(&allow(r#""Action":"s3:*""#, "*"));
    let bounded =
        DelegatePolicies { permissions_boundary: Some(other), ..DelegatePolicies::default() };
    let owner = [everybody];
    let answer = ask(&draft(), Route::V1SendEmail, OWNERS_USER, &owner, Some(&bounded));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    assert!(answer.source.why.contains("AWS does not document"), "{}", answer.source.why);
    let unbounded = DelegatePolicies::default();
    let answer = ask(&draft(), Route::V1SendEmail, OWNERS_USER, &owner, Some(&unbounded));
    assert_eq!(answer.verdict, Verdict::Allowed);
}

/// Of two addresses that cover it, the one that it is, in whatever order they stand.
#[test]
fn the_nearest_addresss_policies_override() {
    let labelled = ADDRESS.replace("ann@", "ann+news@");
    let other = r#""Principal":{"AWS":"444455556666"},"Action":"ses:SendEmail""#;
    let [plain, exact] = [
        owners(ADDRESS, &[allow(other, ADDRESS)]),
        owners(&labelled, &[allow(ACCOUNT, &labelled)]),
    ];
    let draft = Draft { from: "ann+news@example.com".into(), ..draft() };
    for owner in [[plain.clone(), exact.clone()], [exact, plain]] {
        let answer = ask(&draft, Route::V1SendEmail, USER, &owner, Some(&whole_own()));
        assert_eq!((answer.verdict, answer.source.arn), (Verdict::Allowed, labelled.clone()));
    }
}

/// Policies name the ARN of one Region, whatever the identity was given as.
#[test]
fn an_own_identity_of_every_region_is_that_of_the_endpoint() {
    let draft = Draft { delegate: None, region: "us-east-1".into(), ..draft() };
    let every = DOMAIN.replace("us-east-1", "*");
    let deny =
        format!(r#"{{"Effect":"Deny","Principal":"*","Action":"ses:*","Resource":"{DOMAIN}"}}"#);
    let owner = [owners(&every, &[deny])];
    let answer = ask(&draft, Route::V1SendEmail, OWNERS_USER, &owner, Some(&whole_own()));
    assert_eq!((answer.verdict, answer.source.arn.as_str()), (Verdict::Denied, DOMAIN));
}

/// Within one account either side may allow, so that both are worth a look.
#[test]
fn within_one_account_all_that_is_unknown_is_named() {
    let owners_policies = format!("the policies of {DOMAIN}, which the account itself can read");
    let answer = ask(&draft(), Route::V1SendEmail, OWNERS_USER, &[], None);
    assert_eq!(answer.verdict, Verdict::CannotTell);
    let left = &answer.source.left_to_check;
    assert!(left.contains(&owners_policies), "{left:?}");
    assert!(left[0].starts_with("the caller's own IAM policies"), "{left:?}");
    // A caller that is allowed nothing may yet be granted it by the identity.
    let answer =
        ask(&draft(), Route::V1SendEmail, OWNERS_USER, &[], Some(&DelegatePolicies::default()));
    assert_eq!(answer.source.left_to_check, [owners_policies]);
}

#[test]
fn policies_are_read_by_name() {
    let text = format!(r#"{{"Statement":[{}]}}"#, allow(ACCOUNT, DOMAIN));
    let given = std::collections::BTreeMap::from([("p0".to_owned(), text.clone())]);
    let read = IdentityPolicies::read(DOMAIN.parse().unwrap(), &given).unwrap();
    let names: Vec<_> = read.policies.iter().map(|named| named.name.as_str()).collect();
    assert_eq!(names, ["p0"]);
    let answer = ask(&draft(), Route::V1SendEmail, USER, &[read], Some(&whole_own()));
    assert_eq!(answer.verdict, Verdict::Allowed);
    let wrong = text.replace("Allow", "allow");
    let error = IdentityPolicies::read(DOMAIN.parse().unwrap(), [("p1", wrong)]).unwrap_err();
    assert_eq!((error.code(), error.field()), ("iam.effect", "p1.Statement[0].Effect"));
}

/// A caller's policy names nobody: with the owner's it would be about everybody.
#[test]
fn a_policy_of_the_other_side_decides_nothing() {
    let identity = DOMAIN.parse().unwrap();
    let own = own(&allow(r#""Action":"ses:*""#, "*"));
    let owner = [IdentityPolicies { identity, policies: vec![own] }];
    let answer = ask(&draft(), Route::V1SendEmail, USER, &owner, Some(&whole_own()));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    assert_eq!(
        answer.source.left_to_check,
        [r#"policy "own" stands with the owner's, but was read as one of the caller"#]
    );
    let owner = owners(DOMAIN, &[allow(ACCOUNT, DOMAIN)]);
    let delegate =
        DelegatePolicies { session: owner.policies.clone(), ..DelegatePolicies::default() };
    let answer = ask(&draft(), Route::V1SendEmail, USER, &[owner], Some(&delegate));
    assert_eq!(answer.verdict, Verdict::CannotTell);
    assert!(answer.source.why.contains("stands with the caller's own"), "{}", answer.source.why);
}

/// Without a return path SES takes the sender's; policies may see that, or none.
#[test]
fn a_return_path_that_is_not_named_may_be_the_senders() {
    for (return_path, wanted, expected) in [
        ("", "ann@example.com", Verdict::CannotTell),
        ("", "bounces@example.com", Verdict::Denied),
        ("ann@example.com", "ann@example.com", Verdict::Allowed),
    ] {
        let draft = Draft { return_path: return_path.into(), ..draft() };
        let condition =
            format!(r#""Condition":{{"StringEquals":{{"ses:FeedbackAddress":"{wanted}"}}}}"#);
        let owner = [owners(DOMAIN, &[allow(&format!("{ACCOUNT},{condition}"), DOMAIN)])];
        let answer = ask(&draft, Route::V1SendEmail, USER, &owner, Some(&whole_own()));
        assert_eq!(answer.verdict, expected, "{return_path} {wanted}: {}", answer.source.why);
    }
}
