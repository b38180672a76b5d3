//! Who may not do what on what, and whose turn it is.

use super::table::line;
use super::*;

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
