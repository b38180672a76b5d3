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
