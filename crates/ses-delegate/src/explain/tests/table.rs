//! Texts as AWS and its users write them, each with what is to be said of it.

use super::*;
use crate::preflight::KnownAccount;

/// Code, who must act, when to try again and what the text names, in one line.
fn line(explanation: &Explanation) -> String {
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

fn check(context: &Context<'_>, rows: &[(&str, &str)]) {
    for (failure, expected) in rows {
        let explanation = explained(failure, context);
        assert_eq!(
            line(&explanation),
            *expected,
            "{failure}\n{} {}",
            explanation.cause,
            explanation.fix
        );
    }
}

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
            format!(
                "owner delegate | {rest} | ann@example.com, From from (FromEmailAddressIdentityArn)"
            ),
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

const USER: &str = "`arn:aws:sts::210987654321:assumed-role/Mailer/me'";

#[test]
fn denials_tell_whose_turn_it_is() {
    let mail = delegated();
    let own = Draft { delegate: None, region: "us-east-1".to_owned(), ..delegated() };
    let raw = Draft { route: Some(Route::V2SendEmailRaw), ..delegated() };
    let owners = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    let mine = "arn:aws:ses:us-east-1:210987654321:identity";
    for (draft, action, resource, reason, expected) in [
        (
            &mail,
            "ses:SendEmail",
            owners.to_owned(),
            "",
            "identity-not-authorized | owner delegate | never | OwnersIdentity ses:SendEmail",
        ),
        (
            &raw,
            "ses:SendRawEmail",
            owners.to_owned(),
            "",
            "identity-not-authorized | owner delegate | never | OwnersIdentity ses:SendRawEmail",
        ),
        (
            &mail,
            "ses:SendEmail",
            owners.to_owned(),
            " because no identity-based policy allows the ses:SendEmail action",
            "identity-not-authorized | delegate | never | OwnersIdentity ses:SendEmail Identity",
        ),
        (
            &mail,
            "ses:SendEmail",
            owners.to_owned(),
            " because no resource-based policy allows the ses:SendEmail action",
            "identity-not-authorized | owner | never | OwnersIdentity ses:SendEmail Resource",
        ),
        (
            &mail,
            "ses:SendEmail",
            owners.to_owned(),
            " with an explicit deny in a resource-based policy",
            "identity-not-authorized | owner | never | OwnersIdentity ses:SendEmail Resource",
        ),
        (
            &mail,
            "ses:SendEmail",
            owners.to_owned(),
            " with an explicit deny in a service control policy",
            "identity-not-authorized | delegate | never | OwnersIdentity ses:SendEmail Organization",
        ),
        (
            &mail,
            "ses:SendEmail",
            format!("{mine}/ann@example.com"),
            "",
            "arn-not-passed | delegate | never | OwnIdentity ses:SendEmail",
        ),
        (
            &own,
            "ses:SendEmail",
            format!("{mine}/ann@example.com"),
            "",
            "arn-not-passed | delegate | never | OwnIdentity ses:SendEmail",
        ),
        (
            &mail,
            "ses:SendEmail",
            format!("{mine}/bob@example.org"),
            "",
            "recipient-not-authorized | delegate | never | RecipientsIdentity ses:SendEmail",
        ),
        (
            &mail,
            "ses:SendEmail",
            format!("{mine}/example.org"),
            "",
            "recipient-not-authorized | delegate | never | RecipientsIdentity ses:SendEmail",
        ),
        (
            &mail,
            "ses:SendRawEmail",
            "arn:aws:ses:us-east-1:210987654321:configuration-set/news".to_owned(),
            "",
            "configuration-set-not-authorized | delegate | never | ConfigurationSet ses:SendRawEmail",
        ),
        (
            &mail,
            "ses:SendTemplatedEmail",
            "arn:aws:ses:us-east-1:210987654321:template/T".to_owned(),
            "",
            "template-not-authorized | delegate | never | Template ses:SendTemplatedEmail",
        ),
        (
            &mail,
            "ses:SendEmail",
            "arn:aws:ses:us-east-1:210987654321:tenant/T".to_owned(),
            "",
            "access-denied | delegate | never | Other ses:SendEmail",
        ),
        (
            &mail,
            "sts:AssumeRole",
            "arn:aws:iam::123456789012:role/mailer".to_owned(),
            "",
            "access-denied | delegate | never | Other sts:AssumeRole",
        ),
    ] {
        let denied = format!(
            "User {USER} is not authorized to perform `{action}' on resource `{resource}'{reason}"
        );
        for failure in [
            format!("HTTP 403 AccessDenied: {denied}"),
            format!("HTTP 403 AccessDeniedException: {denied}"),
            format!("HTTP 403 : {denied}"),
            format!("SMTP 554 Access denied: {denied}"),
        ] {
            let explanation = explained(&failure, &about(draft));
            assert_eq!(line(&explanation), expected, "{failure}");
            assert!(explanation.cause.contains(&resource), "{}", explanation.cause);
            let denied = explanation.denied.unwrap();
            assert_eq!(denied.caller.as_deref(), Some(USER.trim_matches(['`', '\''])));
            assert_eq!(denied.resource.as_deref(), Some(resource.as_str()));
        }
    }
    let puzzling = explained(
        &format!(
            "HTTP 403 AccessDeniedException: User {USER} is not authorized to perform `ses:SendRawEmail' on resource `{owners}'"
        ),
        &about(&raw),
    );
    assert!(
        puzzling.cause.ends_with("asks for ses:SendRawEmail, not for ses:SendEmail."),
        "{}",
        puzzling.cause
    );
}

/// What AWS does not say, and the words that others use for the same.
#[test]
fn texts_of_both_apis_and_of_smtp() {
    check(
        &Context::default(),
        &[
            (
                "HTTP 400 MessageRejected: Email address is not verified.",
                "identity-not-verified | delegate owner | never",
            ),
            (
                "HTTP 400 : Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-2: a@b.de",
                "identity-not-verified | delegate owner | never | ap-southeast-2 | a@b.de",
            ),
            (
                "SMTP 554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: a@b.de",
                "identity-not-verified | delegate owner | never | us-east-1 | a@b.de",
            ),
            (
                "SMTP 554-5.7.1 Message rejected: Email address is not verified. The\r\n554 5.7.1 following identities failed the check in region US-EAST-1: a@b.de, c@d.de…",
                "identity-not-verified | delegate owner | never | us-east-1 … | a@b.de | c@d.de",
            ),
            (
                "bulk MessageRejected: Email address is not verified. The following identities failed the check in region US-GOV-WEST-1: a@b.de",
                "identity-not-verified | delegate owner | never | us-gov-west-1 | a@b.de",
            ),
            (
                "bulk MESSAGE_REJECTED: Message contains a virus",
                "message-refused | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: The address 'Example support <support.dev@example.com>' does not align with the given ARN 'arn:aws:ses:eu-west-1:123456789012:identity/support.dev@example.com'",
                "address-not-of-arn | delegate | never",
            ),
            ("HTTP 400 InvalidParameterValue: Invalid ARN <>.", "arn-invalid | delegate | never"),
            (
                "HTTP 400 Throttling: Maximum sending rate exceeded.",
                "sending-rate-exceeded | delegate | afterBackoff",
            ),
            (
                "HTTP 400 ThrottlingException: Maximum sending rate exceeded",
                "sending-rate-exceeded | delegate | afterBackoff",
            ),
            (
                "HTTP 400 ThrottlingException: Daily message quota exceeded",
                "daily-quota-exceeded | delegate aws | whenDailyWindowMoves",
            ),
            ("HTTP 400 Throttling: Rate exceeded", "throttled | delegate aws | afterBackoff"),
            ("HTTP 429 : ", "sending-rate-exceeded | delegate | afterBackoff"),
            (
                "HTTP 429 TooManyRequestsException: Daily message quota exceeded.",
                "daily-quota-exceeded | delegate aws | whenDailyWindowMoves",
            ),
            (
                "SMTP 454 Throttling failure: Daily message quota exceeded.",
                "daily-quota-exceeded | delegate aws | whenDailyWindowMoves",
            ),
            (
                "SMTP 454 4.7.1 Throttling failure: Maximum sending rate exceeded.",
                "sending-rate-exceeded | delegate | afterBackoff",
            ),
            (
                "SMTP 454 Throttling failure: Maximum SigV2 SMTP sending rate exceeded",
                "smtp-sigv2-rate | delegate | withNewCredentials",
            ),
            (
                "bulk ACCOUNT_DAILY_QUOTA_EXCEEDED: x",
                "daily-quota-exceeded | delegate aws | whenDailyWindowMoves",
            ),
            ("bulk ACCOUNT_THROTTLED: x", "sending-rate-exceeded | delegate | afterBackoff"),
            ("bulk TRANSIENT_FAILURE: x", "bulk-transient-failure | aws delegate | afterBackoff"),
            (
                "bulk CONFIGURATION_SET_NOT_FOUND: x",
                "configuration-set-not-found | delegate | never",
            ),
            ("bulk TEMPLATE_NOT_FOUND: x", "template-not-found | delegate | never"),
            ("bulk INVALID_SENDING_POOL_NAME: x", "ip-pool-not-found | delegate | never"),
            ("bulk ACCOUNT_SUSPENDED: x", "account-suspended | aws delegate | never"),
            ("bulk ACCOUNT_SENDING_PAUSED: x", "account-paused | delegate aws | never"),
            (
                "bulk CONFIGURATION_SET_SENDING_PAUSED: x",
                "configuration-set-paused | delegate | never",
            ),
            ("bulk MAIL_FROM_DOMAIN_NOT_VERIFIED: x", "mail-from-not-verified | owner | never"),
            (
                "bulk INVALID_PARAMETER: Missing final '@domain'",
                "address-invalid | delegate | never",
            ),
            ("bulk FAILED", "bulk-failed | delegate | never"),
            ("bulk ADDED_SINCE: x", "unknown | delegate aws | never"),
            (
                "HTTP 400 InvalidParameterValue: Missing local name",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Local address contains illegal character",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Local address contains control or whitespace",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Local address starts with dot",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Domain contains control or whitespace",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Domain contains dot-dot",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Missing domain",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Invalid email address",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Illegal semicolon, not in group",
                "address-invalid | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Recipient count exceeds 50.",
                "recipients-wrong-in-number | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Duplicate header 'Return-Path'.",
                "header-duplicate | delegate developer | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Missing required header 'To'.",
                "header-missing | delegate developer | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Empty header names are illegal.",
                "header-malformed | delegate developer | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Message length is more than 10485760 bytes long: '24081986'.",
                "message-too-long | delegate | never",
            ),
            (
                "HTTP 400 InvalidParameterValue: Address length is more than 320 characters long: 'a'.",
                "address-too-long | delegate | never",
            ),
            ("HTTP 400 InvalidParameterValue: Something new", "input-invalid | delegate | never"),
            ("HTTP 400 BadRequestException: ", "refused-without-text | delegate developer | never"),
            ("HTTP 400 SerializationException: ", "request-malformed | developer | never"),
            (
                "HTTP 400 ValidationException: 1 validation error detected",
                "request-malformed | developer | never",
            ),
            ("HTTP 404 : Template T does not exist", "template-not-found | delegate | never"),
            ("HTTP 404 : Something else is gone", "not-found | delegate | never"),
            ("HTTP 404 : <html>Not Found</html>", "gateway-refused | delegate | never"),
            (
                "HTTP 403 : The security token included in the request is expired",
                "credentials-expired | delegate | withNewCredentials",
            ),
            (
                "HTTP 403 : The security token included in the request is invalid.",
                "credentials-invalid | delegate | withNewCredentials",
            ),
            (
                "HTTP 403 InvalidClientTokenId: The security token included in the request is invalid",
                "credentials-invalid | delegate | withNewCredentials",
            ),
            (
                "HTTP 403 InvalidSignatureException: The request signature we calculated does not match",
                "signature-mismatch | delegate developer | withNewCredentials",
            ),
            (
                "HTTP 403 RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
                "clock-skew | delegate | onceWithCorrectedClock",
            ),
            ("HTTP 400 RequestInTheFuture: x", "clock-skew | delegate | onceWithCorrectedClock"),
            (
                "HTTP 403 : Signature expired: 20210309T162431Z is now earlier than 20210309T163358Z (20210309T163858Z - 5 min.)",
                "clock-skew | delegate | onceWithCorrectedClock",
            ),
            ("HTTP 500 InternalFailure: ", "server-fault | aws delegate | whenAsked"),
            ("HTTP 503 ServiceUnavailableException: x", "server-fault | aws delegate | whenAsked"),
            ("HTTP 503 : <html>", "answer-unclear | delegate | never"),
            (
                "SMTP 535 Authentication Credentials Invalid",
                "smtp-credentials-invalid | delegate | withNewCredentials",
            ),
            (
                "SMTP 535 5.7.8 Authentication Credentials Invalid",
                "smtp-credentials-invalid | delegate | withNewCredentials",
            ),
            ("SMTP 535 Account not subscribed to SES", "not-subscribed | delegate | never"),
            (
                "SMTP 530 Must issue a STARTTLS command first",
                "smtp-authentication-required | delegate | never",
            ),
            (
                "SMTP 421 4.4.2 Too many concurrent SMTP connections",
                "smtp-busy | delegate | afterBackoff",
            ),
            (
                "SMTP 421 Timeout waiting for data from client.",
                "smtp-busy | delegate | afterBackoff",
            ),
            (
                "SMTP 451 Temporary service failure",
                "smtp-temporary-failure | aws delegate | afterBackoff",
            ),
            (
                "SMTP 454 Temporary authentication failure",
                "smtp-temporary-failure | aws delegate | afterBackoff",
            ),
            ("SMTP 552 5.3.4 Message is too long.", "message-too-long | delegate | never"),
            (
                "SMTP 553 Local address contains control or whitespace",
                "address-invalid | delegate | never",
            ),
            ("SMTP 501 Invalid MAIL FROM address provided", "address-invalid | delegate | never"),
            (
                "SMTP 554 Transaction failed: Duplicate header 'From'.",
                "header-duplicate | delegate developer | never",
            ),
            (
                "SMTP 554 Transaction failed: Missing final '@domain'",
                "address-invalid | delegate | never",
            ),
            (
                "SMTP 554 Sending is paused for this account.",
                "account-paused | delegate aws | never",
            ),
            (
                "SMTP Email address is not verified.",
                "identity-not-verified | delegate owner | never",
            ),
        ],
    );
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
