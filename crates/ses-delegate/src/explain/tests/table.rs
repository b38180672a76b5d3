//! Texts as AWS and its users write them, each with what is to be said of it.

use super::*;

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
