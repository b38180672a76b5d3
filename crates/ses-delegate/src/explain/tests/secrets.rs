//! No explanation shows what is secret.

use super::*;
use crate::sts::AssumeRole;

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "FwoGZXIvYXdzEPLANTED+TOKEN/0123456789==";

fn shown(rejection: &Rejection) -> String {
    let failure = Failure::rejection(rejection);
    let explanation = explain(&failure, &about(&delegated()));
    format!("{failure:?}{explanation:?}{}", serde_json::to_string(&explanation).unwrap())
}

#[test]
fn credentials_that_could_not_be_read_stay_hidden() {
    let keys = format!(
        "<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey><SessionToken>{TOKEN}</SessionToken></Credentials>"
    );
    let answers = [
        (
            200,
            format!(
                "<AssumeRoleResponse><AssumeRoleResult>{keys}</AssumeRoleResult></AssumeRoleResponse>"
            ),
        ),
        (200, format!("{{\"SecretAccessKey\":\"{SECRET}\",\"SessionToken\":\"{TOKEN}\"")),
        (
            403,
            format!(
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>{keys}</Message></Error></ErrorResponse>"
            ),
        ),
        (
            403,
            format!(
                "<ErrorResponse><Error><Code>{SECRET}</Code><Message>SecretAccessKey {SECRET} is not authorized to perform {TOKEN}</Message></Error></ErrorResponse>"
            ),
        ),
    ];
    for (status, body) in answers {
        let response = Response { status, headers: &[], body: body.as_bytes() };
        let rejection = AssumeRole::interpret(&response).unwrap_err();
        let shown = shown(&rejection);
        assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
        assert!(shown.contains("not shown since they hold credentials"), "{shown}");
    }
}

#[test]
fn the_token_in_a_quoted_request_stays_hidden() {
    let canonical = format!(
        "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nhost:email.us-east-1.amazonaws.com\nx-amz-date:20260115T123456Z\nx-amz-security-token:{TOKEN}\n\nhost;x-amz-date;x-amz-security-token\nabc'\n"
    );
    for code in ["SignatureDoesNotMatch", "InvalidSignatureException"] {
        let rejection = rejected(403, code, &canonical);
        let shown = shown(&rejection);
        assert!(!shown.contains(TOKEN), "{shown}");
        // All else of it is there.
        assert!(
            shown.contains("x-amz-security-token:(session token, not shown)")
                && shown.contains("The Canonical String")
        );
        assert_eq!(
            explain(&Failure::rejection(&rejection), &Context::default()).code,
            "signature-mismatch"
        );
    }
}
