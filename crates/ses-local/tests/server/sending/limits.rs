//! Pauses, quotas, the sandbox and the mailbox simulator.

use std::net::SocketAddr;

use serde_json::json;

use super::{PAUSED, bulk, expect_statuses, kept, simple, start, templated, v2};
use crate::client::{Call, DELEGATE, Keys, OWNER, STRANGER};

#[test]
fn pauses_refuse() {
    let address = start();
    let paused = ("ConfigurationSetName", "paused");
    let code = "ConfigurationSetSendingPausedException";
    simple(&[paused]).send(address).expect("set, v1", 400, code, "<paused>");
    templated(&[paused]).send(address).expect("template, v1", 400, code, "<paused>");
    v2(json!({ "ConfigurationSetName": "paused" })).send(address).expect(
        "set, v2",
        400,
        "SendingPausedException",
        "<paused>",
    );
    let header = "From: a@delegate.example\r\nTo: r@x.example\r\n\
                  X-SES-CONFIGURATION-SET: paused\r\n\r\n";
    Call::v1_raw(&[], header).send(address).expect("set, header", 400, code, "<paused>");
    simple(&[("Source", "a@paused.example")]).by(PAUSED).send(address).expect(
        "account",
        400,
        "AccountSendingPausedException",
        "account",
    );
}

/// `SentLast24Hours` of the account behind `keys`.
fn sent(address: SocketAddr, keys: Keys) -> f64 {
    let answer = Call::v1("GetSendQuota", &[]).by(keys).send(address);
    answer.element("SentLast24Hours").unwrap().parse().unwrap()
}

#[test]
fn a_day_has_a_quota() {
    let address = start();
    let from = ("Source", "a@owner.example");
    let two = [from, ("Destination.CcAddresses.member.1", "s@x.example")];
    let simulator = ("Destination.ToAddresses.member.1", "success@simulator.amazonses.com");
    let v1 = |members: &[(&str, &str)]| simple(members).by(OWNER).send(address);
    v1(&two).expect("two of three", 200, "OK", "");
    v1(&two).expect("four of three", 400, "Throttling", "Daily message quota exceeded.");
    v1(&[from, simulator]).expect("the simulator is free", 200, "OK", "");
    assert!((sent(address, OWNER) - 2.0).abs() < 1e-9, "what is refused does not count");
    v1(&[from]).expect("three of three", 200, "OK", "");
    let fourth = v2(json!({ "FromEmailAddress": "a@owner.example", "Content": { "Simple": {
        "Subject": { "Data": "Hi" }, "Body": { "Text": { "Data": "Body" } }
    } } }));
    fourth.by(OWNER).send(address).expect(
        "v2",
        400,
        "LimitExceededException",
        "Daily message quota",
    );
    let template = "arn:aws:ses:us-east-1:111122223333:template/private";
    let entries = bulk(&[
        from,
        ("Template", "private"),
        ("TemplateArn", template),
        (
            "Destinations.member.1.Destination.ToAddresses.member.1",
            "success@simulator.amazonses.com",
        ),
    ]);
    expect_statuses(
        "bulk",
        &entries.by(OWNER).send(address),
        &[("Success", ""), ("AccountDailyQuotaExceeded", "Daily message quota exceeded.")],
    );
    assert!((sent(address, OWNER) - 3.0).abs() < 1e-9);
    assert!(sent(address, DELEGATE).abs() < 1e-9, "of another account");
}

#[test]
fn the_sandbox_has_a_rate_and_verified_recipients() {
    let address = start();
    let from = ("Source", "a@sandboxed.example");
    let to = |address| [from, ("Destination.ToAddresses.member.1", address)];
    let send = |members: &[(&str, &str)]| simple(members).by(STRANGER).send(address);
    send(&to("r@x.example")).expect("unverified", 400, "MessageRejected", "US-EAST-1: r@x.example");
    send(&to("bounce@simulator.amazonses.com")).expect("simulator", 200, "OK", "");
    send(&to("r@sandboxed.example")).expect(
        "the simulator counts toward the rate",
        400,
        "Throttling",
        "Maximum sending rate exceeded.",
    );
    let other = start();
    let v2 = |to: &str| {
        let members = json!({
            "FromEmailAddress": "a@sandboxed.example", "Destination": { "ToAddresses": [to] },
            "Content": { "Simple": {
                "Subject": { "Data": "Hi" }, "Body": { "Text": { "Data": "Body" } }
            } },
        });
        Call::v2(&members).by(STRANGER).send(other)
    };
    v2("r@sandboxed.example").expect("verified", 200, "OK", "");
    v2("r@sandboxed.example").expect(
        "rate, v2",
        429,
        "TooManyRequestsException",
        "Maximum sending rate exceeded.",
    );
}

#[test]
fn the_sandbox_of_an_owner_holds_for_its_delegates() {
    let address = start();
    let arn = "arn:aws:ses:us-east-1:777788889999:identity/sandboxed.example";
    let policy = json!({ "Statement": {
        "Effect": "Allow", "Principal": "*", "Action": "ses:SendEmail", "Resource": arn,
    } });
    let policy = policy.to_string();
    let put =
        [("Identity", "sandboxed.example"), ("PolicyName", "all"), ("Policy", policy.as_str())];
    Call::v1("PutIdentityPolicy", &put).by(STRANGER).send(address).expect("put", 200, "OK", "");
    let send = |to| {
        let members = [("Source", "a@sandboxed.example"), ("SourceArn", arn)];
        simple(&[&members[..], &[("Destination.ToAddresses.member.1", to)]].concat()).send(address)
    };
    send("r@x.example").expect("to anybody", 400, "MessageRejected", "US-EAST-1: r@x.example");
    send("r@sandboxed.example").expect("to its own", 200, "OK", "");
}

#[test]
fn the_simulator_tells_an_outcome() {
    let address = start();
    for (local, outcome) in [
        ("success", "delivered"),
        ("bounce+label", "bounced"),
        ("complaint", "complained"),
        ("ooto", "outOfTheOffice"),
        ("suppressionlist", "suppressed"),
    ] {
        let to = format!("{local}@simulator.amazonses.com");
        let answer = simple(&[("Destination.ToAddresses.member.1", &to)]).send(address);
        let expected = json!([{ "address": to, "outcome": outcome }]);
        assert_eq!(kept(address, &answer)["outcomes"], expected, "{local}");
    }
}
