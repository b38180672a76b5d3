//! Identities that failed the check, found in the draft.

use super::table::line;
use super::*;
use crate::preflight::KnownAccount;

const LIST: &str = "HTTP 400 MessageRejected: Email address is not verified. The following identities failed the check in region US-EAST-1:";

/// [`LIST`] with `identities`, explained.
fn listed(identities: &str, context: &Context<'_>) -> Explanation {
    explained(&format!("{LIST} {identities}"), context)
}

#[test]
fn identities_are_found_in_the_draft() {
    let own = Draft { delegate: None, region: "us-east-1".to_owned(), ..delegated() };
    let bounces = Draft { return_path: "bounces@example.net".to_owned(), ..delegated() };
    let raw = Draft { route: Some(Route::V1SendRawEmail), ..bounces.clone() };
    let by_headers = Draft { route: Some(Route::V1SendRawEmailHeaders), ..delegated() };
    let by_v2 = Draft { route: Some(Route::V2SendEmailRaw), ..bounces.clone() };
    let elsewhere = Draft { from: "ann@example.net".to_owned(), ..delegated() };
    let with_sender = Draft { sender: "office@example.com".to_owned(), ..delegated() };
    let mut two = delegated();
    two.from = "ann@example.net".to_owned();
    two.delegate.as_mut().unwrap().from_arn =
        "arn:aws:ses:us-east-1:123456789012:identity/example.net".to_owned();
    let to_self = Draft { to: vec!["ann@example.com".to_owned()], ..own.clone() };
    let rest = "never | us-east-1";
    for (draft, identities, expected) in [
        (
            &own,
            "ann@example.com",
            format!(
                "delegate | {rest} | ann@example.com, Source from (no SourceArn), From from (no SourceArn)"
            ),
        ),
        (
            &own,
            "Ann <ann@example.com>, ann@example.com",
            format!(
                "delegate | {rest} | ann@example.com, Source from (no SourceArn), From from (no SourceArn) | ann@example.com, Source from (no SourceArn), From from (no SourceArn)"
            ),
        ),
        (
            &own,
            "example.com",
            format!(
                "delegate | {rest} | example.com, Source from (no SourceArn), From from (no SourceArn)"
            ),
        ),
        (
            &own,
            "EXAMPLE.com",
            format!(
                "delegate | {rest} | EXAMPLE.com, Source from (no SourceArn), From from (no SourceArn)"
            ),
        ),
        (
            &own,
            "bob@example.org",
            format!("delegate aws | {rest} | bob@example.org, Recipient to[0] (-)"),
        ),
        (
            &own,
            "cy@example.org, bob@example.org...",
            format!(
                "delegate aws | {rest} … | cy@example.org, Recipient to[1] (-) | bob@example.org, Recipient to[0] (-)"
            ),
        ),
        (
            &own,
            "ann@example.com, bob@example.org",
            format!(
                "delegate aws | {rest} | ann@example.com, Source from (no SourceArn), From from (no SourceArn) | bob@example.org, Recipient to[0] (-)"
            ),
        ),
        (
            &to_self,
            "ann@example.com",
            format!(
                "delegate aws | {rest} | ann@example.com, Source from (no SourceArn), From from (no SourceArn), Recipient to[0] (-)"
            ),
        ),
        (&own, "eve@example.net", format!("delegate owner | {rest} | eve@example.net")),
        (
            &own,
            "Smith, Ann <ann@example.com>, x@y.de",
            format!(
                "delegate | {rest} | ann@example.com, Source from (no SourceArn), From from (no SourceArn) | x@y.de"
            ),
        ),
        (
            &delegated(),
            "ann@example.com",
            format!(
                "owner | {rest} | ann@example.com, Source from (SourceArn), From from (SourceArn)"
            ),
        ),
        (
            &delegated(),
            ARN,
            format!("owner | {rest} | {ARN}, Source from (SourceArn), From from (SourceArn)"),
        ),
        (
            &by_headers,
            "ann@example.com",
            format!(
                "owner delegate | {rest} | ann@example.com, Source from (X-SES-SOURCE-ARN), From from (X-SES-FROM-ARN)"
            ),
        ),
        (
            &bounces,
            "bounces@example.net",
            format!(
                "delegate | {rest} | bounces@example.net, ReturnPath returnPath (no ReturnPathArn)"
            ),
        ),
        (
            &bounces,
            "ann@example.com, bounces@example.net",
            format!(
                "owner delegate | {rest} | ann@example.com, Source from (SourceArn), From from (SourceArn) | bounces@example.net, ReturnPath returnPath (no ReturnPathArn)"
            ),
        ),
        (
            &raw,
            "ann@example.com",
            format!("owner delegate | {rest} | ann@example.com, From from (FromArn)"),
        ),
        (
            &raw,
            "bounces@example.net",
            format!(
                "delegate | {rest} | bounces@example.net, ReturnPath returnPath (no ReturnPathArn)"
            ),
        ),
        (
            &by_v2,
            "bounces@example.net",
            format!(
                "delegate | {rest} | bounces@example.net, ReturnPath returnPath (no FeedbackForwardingEmailAddressIdentityArn)"
            ),
        ),
        (
            &by_v2,
            "ann@example.com",
            format!("owner | {rest} | ann@example.com, From from (FromEmailAddressIdentityArn)"),
        ),
        (
            &elsewhere,
            "ann@example.net",
            format!(
                "delegate | {rest} | ann@example.net, Source from (other SourceArn), From from (other SourceArn)"
            ),
        ),
        (
            &two,
            "ann@example.net",
            format!(
                "delegate owner | {rest} | ann@example.net, Source from (other SourceArn), From from (FromArn)"
            ),
        ),
        (
            &with_sender,
            "office@example.com",
            format!("delegate | {rest} | office@example.com, Sender sender (-)"),
        ),
    ] {
        let explanation = listed(identities, &about(draft));
        assert_eq!(
            line(&explanation),
            format!("identity-not-verified | {expected}"),
            "{identities}: {}",
            explanation.cause
        );
        for identity in &explanation.identities {
            assert!(explanation.cause.contains(&identity.identity), "{}", explanation.cause);
        }
    }
}

#[test]
fn the_fix_names_the_arn_that_is_missing() {
    let bounces = Draft { return_path: "bounces@example.net".to_owned(), ..delegated() };
    let explanation = listed("bounces@example.net", &about(&bounces));
    assert!(
        explanation.cause.starts_with(
            "bounces@example.net is the Return-Path address, and no ReturnPathArn was named for it."
        ),
        "{}",
        explanation.cause
    );
    assert_eq!(
        explanation.fix,
        "Put the ARN of the identity that bounces@example.net belongs to into delegate.returnPathArn (ReturnPathArn); the owner can tell it."
    );
    let own = Draft { delegate: None, region: "us-east-1".to_owned(), ..delegated() };
    let explanation = listed("ann@example.com", &about(&own));
    assert!(
        explanation.cause.starts_with(
            "ann@example.com is the Source and From address, and no SourceArn was named for it."
        ),
        "{}",
        explanation.cause
    );
    // Called elsewhere than where the identity is.
    let elsewhere = explained(
        "HTTP 400 MessageRejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: ann@example.com",
        &about(&delegated()),
    );
    assert!(
        elsewhere.fix.contains(
            "SES was called in eu-west-1, but the ARN's identity is verified in us-east-1"
        ),
        "{}",
        elsewhere.fix
    );
}

#[test]
fn what_is_known_of_the_account_counts() {
    let mail = delegated();
    for (production, begins) in [
        (Some(true), "bob@example.org is a recipient, though the account is out of the sandbox."),
        (
            Some(false),
            "bob@example.org is a recipient: in the sandbox SES checks recipients as well.",
        ),
        (None, "bob@example.org is a recipient: in the sandbox SES checks recipients as well."),
    ] {
        let account = KnownAccount { is_in_production: production, ..KnownAccount::default() };
        let known = Known { account: Some(account), ..Known::default() };
        let explanation =
            listed("bob@example.org", &Context { known: Some(&known), ..about(&mail) });
        assert!(explanation.cause.starts_with(begins), "{}", explanation.cause);
    }
}
