//! Texts as AWS and its users write them, each with what is to be said of it.

use super::*;
use crate::preflight::{KnownAccount, KnownCredentials, KnownQuota};

/// Code, who must act, when to try again and what the text names, in one line.
pub(super) fn line(explanation: &Explanation) -> String {
    let who: Vec<_> = explanation.who.iter().map(|actor| actor.as_str()).collect();
    let mut line =
        format!("{} | {} | {}", explanation.code, who.join(" "), explanation.retry().as_str());
    if let Some(region) = &explanation.region {
        let _ = write!(line, " | {region}{}", if explanation.is_list_cut { " …" } else { "" });
    }
    for identity in &explanation.identities {
        let _ = write!(line, " | {}", identity.address.as_ref().unwrap_or(&identity.identity));
        for role in &identity.roles {
            let state = match &role.arn {
                ArnState::Missing { parameter, .. } => format!("no {parameter}"),
                ArnState::Other { parameter, .. } => format!("other {parameter}"),
                ArnState::Named { parameter, .. } => (*parameter).to_owned(),
                ArnState::NotTaken => "-".to_owned(),
            };
            let _ = write!(line, ", {:?} {} ({state})", role.role, role.field);
        }
    }
    if let Some(denied) = &explanation.denied {
        let _ = write!(
            line,
            " | {:?} {} {}",
            denied.kind,
            denied.action.as_deref().unwrap_or("?"),
            denied.policy.map_or_else(String::new, |policy| format!("{policy:?}")),
        );
    }
    line.trim_end().to_owned()
}

/// Each text, and below it what [`line`] makes of its explanation; `⏎` is a line end.
const TEXTS: &str = include_str!("texts.txt");

#[test]
fn texts_of_both_apis_and_of_smtp() {
    let lines: Vec<&str> = TEXTS.lines().collect();
    let mut count = 0;
    for row in lines.chunks(2) {
        let &[failure, expected] = row else { panic!("{row:?}") };
        let failure = failure.replace('⏎', "\r\n");
        let explanation = explained(&failure, &Context::default());
        assert_eq!(
            line(&explanation),
            expected.trim(),
            "{failure}\n{} {}",
            explanation.cause,
            explanation.fix
        );
        count += 1;
    }
    assert!(count >= 60, "{count}");
}

#[test]
fn a_display_name_may_be_what_does_not_align() {
    let cause = |address: &str| {
        let arn = "arn:aws:ses:eu-west-1:123456789012:identity/ann@example.com";
        explained(&format!("HTTP 400 InvalidParameterValue: The address '{address}' does not align with the given ARN '{arn}'"), &Context::default()).cause
    };
    assert!(
        cause("Ann <ann@example.com>")
            .starts_with("The display name in Ann <ann@example.com> is in the way")
    );
    assert!(
        cause("Bob <bob@example.com>")
            .starts_with("Bob <bob@example.com> does not belong to arn:aws:ses:eu-west-1:")
    );
    assert!(cause("bob@example.com").starts_with("bob@example.com does not belong to"));
}

#[test]
fn sizes_and_addresses_are_named() {
    let long = explained(
        "HTTP 400 InvalidParameterValue: Message length is more than 10485760 bytes long: '24081986'.",
        &Context::default(),
    );
    assert!(
        long.cause.starts_with("It has 24081986 bytes where 10485760 are taken."),
        "{}",
        long.cause
    );
    let mail = Draft { cc: vec!["ok@example.org".to_owned(), "no at".to_owned()], ..delegated() };
    let address =
        explained("HTTP 400 InvalidParameterValue: Missing final '@domain'", &about(&mail));
    assert!(
        address.cause.ends_with(r#"these cannot be read: cc[1] ("no at")."#),
        "{}",
        address.cause
    );
    let mail = delegated();
    let set = explained(
        "HTTP 400 ConfigurationSetDoesNotExist: Configuration set <nope> does not exist.",
        &about(&mail),
    );
    assert!(set.cause.ends_with("it is the identity's default."), "{}", set.cause);
}

#[test]
fn temporary_credentials_are_named_as_what_smtp_does_not_take() {
    let credentials = Some(KnownCredentials { are_temporary: true, expire: None });
    let known = Known { credentials, ..Known::default() };
    let context = Context { known: Some(&known), ..Context::default() };
    let wrong = explained("SMTP 535 Authentication Credentials Invalid", &context);
    assert!(wrong.cause.starts_with("These credentials are temporary."), "{}", wrong.cause);
}

#[test]
fn the_account_s_quota_is_told() {
    let quota =
        KnownQuota { max_24_hour_send: 200.0, max_send_rate: 1.0, sent_last_24_hours: 200.0 };
    let account = Some(KnownAccount { quota: Some(quota), ..KnownAccount::default() });
    let known = Known { account, ..Known::default() };
    let context = Context { known: Some(&known), ..Context::default() };
    let daily = explained("HTTP 400 Throttling: Daily message quota exceeded.", &context);
    assert!(
        daily.cause.ends_with("It has sent to 200 of 200 recipients in the last 24 hours."),
        "{}",
        daily.cause
    );
    let rate = explained("HTTP 400 Throttling: Maximum sending rate exceeded.", &context);
    assert!(rate.cause.ends_with("It may send to 1 a second."), "{}", rate.cause);
}
