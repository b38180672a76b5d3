//! `SendBounce`.

use serde_json::{Value, json};

use super::{OWNER_ARN, WORLD, kept, simple, start, with};
use crate::client::{Answer, Call, NOW, at, delivered};

const BOUNCES: &str = "arn:aws:ses:us-east-1:111122223333:identity/bounces.example";

fn bounce(original: &str, members: &[(&str, &str)]) -> Call {
    let fixed = [
        ("OriginalMessageId", original),
        ("BounceSender", "MAILER-DAEMON@delegate.example"),
        ("BouncedRecipientInfoList.member.1.Recipient", "r@x.example"),
        ("BouncedRecipientInfoList.member.1.BounceType", "DoesNotExist"),
    ];
    Call::v1("SendBounce", &with(&fixed, members))
}

/// What the inbox keeps of a bounce, and its bytes.
fn kept_bounce(address: std::net::SocketAddr, answer: &Answer) -> (Value, String) {
    (kept(address, answer), delivered(address, answer))
}

#[test]
fn a_bounce_is_a_delivery_status_notification() {
    let address = start();
    let original = simple(&[("ReturnPath", "back@delegate.example")]).send(address).message_id();
    let (kept, message) = kept_bounce(address, &bounce(&original, &[]).send(address));
    assert_eq!(kept["operation"], "v1 SendBounce");
    assert_eq!(kept["destinations"], json!(["back@delegate.example"]));
    assert_eq!(kept["returnPath"], "<>");
    for part in [
        "\r\nTo: <back@delegate.example>\r\n",
        "Content-Type: multipart/report; report-type=\"delivery-status\"",
        "Content-Type: message/delivery-status\r\n",
        "\r\n\r\nReporting-MTA: dns; inbound-smtp.us-east-1.amazonaws.com\r\n",
        "\r\n\r\nFinal-Recipient: rfc822; r@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        "Content-Type: text/rfc822-headers\r\n",
        "\r\nSubject: Hi\r\n",
    ] {
        assert!(message.contains(part), "expected {part:?} in {message}");
    }
    let own = bounce(
        &original,
        &[
            ("Explanation", "Nobody of that name."),
            ("MessageDsn.ReportingMta", "dns; mx.x.example"),
            ("MessageDsn.ExtensionFields.member.1.Name", "X-Message"),
            ("MessageDsn.ExtensionFields.member.1.Value", "1"),
            ("BouncedRecipientInfoList.member.1.BounceType", ""),
            ("BouncedRecipientInfoList.member.1.RecipientDsnFields.Action", "delayed"),
            ("BouncedRecipientInfoList.member.1.RecipientDsnFields.Status", "4.2.2"),
            (
                "BouncedRecipientInfoList.member.1.RecipientDsnFields.DiagnosticCode",
                "smtp; 452 full",
            ),
        ],
    );
    let (_, message) = kept_bounce(address, &own.send(address));
    for part in [
        "Nobody of that name.",
        "Reporting-MTA: dns; mx.x.example\r\nX-Message: 1\r\n",
        "Action: delayed\r\nStatus: 4.2.2\r\nDiagnostic-Code: smtp; 452 full\r\n",
    ] {
        assert!(message.contains(part), "expected {part:?} in {message}");
    }
}

#[test]
fn bounces_ses_does_not_send() {
    let address = start();
    let original = simple(&[]).send(address).message_id();
    let to = "BouncedRecipientInfoList.member.1";
    let (kind, arn) = (format!("{to}.BounceType"), format!("{to}.RecipientArn"));
    let (recipient, action) =
        (format!("{to}.Recipient"), format!("{to}.RecipientDsnFields.Action"));
    let diagnostic = format!("{to}.RecipientDsnFields.DiagnosticCode");
    let status = format!("{to}.RecipientDsnFields.Status");
    let (validation, invalid) = ("ValidationError", "InvalidParameterValue");
    let long = format!("{} <a@delegate.example>", "n".repeat(320));
    for (case, call, http, code, part) in [
        ("unknown message", bounce("none", &[]), 400, "MessageRejected", "none"),
        (
            "not its recipient",
            bounce(&original, &[(&recipient, "s@x.example")]),
            400,
            "MessageRejected",
            "s@x.example",
        ),
        (
            "bad sender",
            bounce(&original, &[("BounceSender", "a@")]),
            400,
            invalid,
            "Missing domain",
        ),
        (
            "long sender",
            bounce(&original, &[("BounceSender", &long)]),
            400,
            invalid,
            "Address length is more than 320 characters long: 'nnn",
        ),
        (
            "no sender",
            bounce(&original, &[("BounceSender", "")]),
            400,
            validation,
            "'bounceSender'",
        ),
        ("unknown type", bounce(&original, &[(&kind, "Odd")]), 400, validation, "enum value set"),
        ("neither type nor fields", bounce(&original, &[(&kind, "")]), 400, invalid, "BounceType"),
        (
            "fields without status",
            bounce(&original, &[(&kind, ""), (&action, "failed")]),
            400,
            validation,
            "status",
        ),
        (
            "a line end in a field",
            bounce(
                &original,
                &[(&kind, ""), (&action, "failed"), (&status, "5.0.0"), (&diagnostic, "a\r\nb: c")],
            ),
            400,
            invalid,
            "DiagnosticCode",
        ),
        (
            "unverified",
            bounce(&original, &[("BounceSender", "a@nobody.example")]),
            400,
            "MessageRejected",
            "a@nobody.example",
        ),
        (
            "not allowed",
            bounce(
                &original,
                &[("BounceSender", "a@owner.example"), ("BounceSenderArn", OWNER_ARN.1)],
            ),
            403,
            "AccessDenied",
            "`ses:SendBounce'",
        ),
        (
            "an ARN of another recipient",
            bounce(&original, &[(&arn, BOUNCES)]),
            400,
            invalid,
            "The address 'r@x.example' does not align with the given ARN",
        ),
        (
            "an unknown ARN",
            bounce(&original, &[(&arn, "arn:x")]),
            400,
            "MessageRejected",
            "r@x.example",
        ),
    ] {
        call.send(address).expect(case, http, code, part);
    }
}

#[test]
fn a_delegate_may_bounce_for_the_owner() {
    let address = start();
    let to = ("Destination.ToAddresses.member.1", "r@bounces.example");
    let original = simple(&[to]).send(address).message_id();
    let by_owner = [
        ("BounceSender", "daemon@bounces.example"),
        ("BounceSenderArn", BOUNCES),
        ("BouncedRecipientInfoList.member.1.Recipient", "r@bounces.example"),
        ("BouncedRecipientInfoList.member.1.RecipientArn", BOUNCES),
    ];
    let (kept, _) = kept_bounce(address, &bounce(&original, &by_owner).send(address));
    let roles: Vec<_> = kept["authorization"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| {
            (look["role"].as_str().unwrap(), look["arn"]["origin"]["name"].as_str().unwrap())
        })
        .collect();
    assert!(roles.contains(&("Source", "BounceSenderArn")), "{roles:?}");
    assert!(roles.contains(&("Recipient", "RecipientArn")), "{roles:?}");
}

#[test]
fn after_a_day_nothing_bounces() {
    use std::sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    };
    let now = Arc::new(AtomicU64::new(NOW));
    let read = Arc::clone(&now);
    let address = crate::client::start_options(
        &WORLD.replace("18:00:00Z", "18:00:00+00:00").replace("2026-01-15T18", "2026-01-17T18"),
        NOW,
        |options| {
            options.clock = ses_local::Clock::new(move || at(read.load(SeqCst)));
        },
    );
    let original = simple(&[]).send(address).message_id();
    let later = |seconds: u64| {
        now.store(NOW + seconds, SeqCst);
        let mut call = bounce(&original, &[]);
        call.at = NOW + seconds;
        call.send(address)
    };
    later(24 * 3600 - 1).expect("within a day", 200, "OK", "");
    later(24 * 3600).expect("after a day", 400, "MessageRejected", &original);
}
