//! Bulk sends: a status per entry.

use serde_json::{Value, json};

use super::{WORLD, bulk, expect_statuses, start, statuses, v2_bulk};
use crate::client::{Call, NOW, STRANGER, get_json, start_with};

#[test]
fn every_entry_has_its_status_and_its_data() {
    let address = start();
    let replaced = json!({
        "BulkEmailEntries": [
            {
                "Destination": { "ToAddresses": ["one@x.example"] },
                "ReplacementEmailContent": { "ReplacementTemplate": {
                    "ReplacementTemplateData": r#"{"name":"One"}"#
                } },
                "ReplacementHeaders": [{ "Name": "x-a", "Value": "own" }],
                "ReplacementTags": [{ "Name": "kind", "Value": "own" }],
            },
            { "Destination": { "BccAddresses": ["two@x.example"] } },
        ],
        "DefaultContent": { "Template": {
            "TemplateName": "welcome", "TemplateData": r#"{"name":"friend","place":"home"}"#,
            "Headers": [{ "Name": "X-A", "Value": "default" }, { "Name": "X-B", "Value": "b" }],
        } },
        "DefaultEmailTags": [{ "Name": "kind", "Value": "default" }, { "Name": "x", "Value": "y" }],
    });
    for (case, call, word) in [
        (
            "v1",
            bulk(&[
                ("DefaultTags.member.1.Name", "kind"),
                ("DefaultTags.member.1.Value", "default"),
                ("DefaultTags.member.2.Name", "x"),
                ("DefaultTags.member.2.Value", "y"),
                ("Destinations.member.1.ReplacementTags.member.1.Name", "kind"),
                ("Destinations.member.1.ReplacementTags.member.1.Value", "own"),
            ]),
            "Success",
        ),
        ("v2", v2_bulk(replaced), "SUCCESS"),
    ] {
        let answer = call.send(address);
        expect_statuses(case, &answer, &[(word, ""), (word, "")]);
        let messages = get_json(address, "/messages");
        let newest = |index: usize| {
            let id = messages["messages"][index]["id"].as_str().unwrap();
            let raw = crate::client::plain(address, "GET", &format!("/messages/{id}/raw"), &[]);
            (get_json(address, &format!("/messages/{id}")), raw.text())
        };
        let ((second, second_raw), (first, first_raw)) = (newest(0), newest(1));
        assert_eq!(first["destinations"], json!(["one@x.example"]), "{case}");
        assert_eq!(second["destinations"], json!(["two@x.example"]), "{case}");
        assert!(first_raw.contains("Hello One of home."), "{case}: {first_raw}");
        assert!(second_raw.contains("Hello friend of home."), "{case}: {second_raw}");
        let pairs = |kept: &Value| {
            let mut tags: Vec<_> = kept["tags"]
                .as_array()
                .unwrap()
                .iter()
                .map(|tag| {
                    format!("{}={}", tag["name"].as_str().unwrap(), tag["value"].as_str().unwrap())
                })
                .collect();
            tags.sort();
            tags
        };
        assert_eq!(pairs(&first), ["kind=own", "x=y"], "{case}");
        assert_eq!(pairs(&second), ["kind=default", "x=y"], "{case}");
        if case == "v2" {
            assert!(first_raw.contains("\r\nx-a: own\r\n"), "{first_raw}");
            assert!(!first_raw.contains("X-A: default"), "{first_raw}");
            assert!(first_raw.contains("\r\nX-B: b\r\n"), "{first_raw}");
            assert!(second_raw.contains("\r\nX-A: default\r\n"), "{second_raw}");
        }
    }
}

#[test]
fn what_is_wrong_with_one_entry_fails_that_one() {
    let address = start();
    let to_second = "Destinations.member.2.Destination.BccAddresses.member.1";
    let bad = ("InvalidParameterValue", "Missing domain");
    let sent = ("Success", "");
    expect_statuses("bad recipient", &bulk(&[(to_second, "two@")]).send(address), &[sent, bad]);
    expect_statuses(
        "bad Reply-To",
        &bulk(&[("ReplyToAddresses.member.1", "r@")]).send(address),
        &[bad, bad],
    );
    // Numbers order the entries, not their places in the form.
    expect_statuses(
        "order",
        &bulk(&[("Destinations.member.10.Destination.ToAddresses.member.1", "ten@")]).send(address),
        &[sent, sent, bad],
    );
    let entry = |address: &str| json!({ "Destination": { "ToAddresses": [address] } });
    expect_statuses(
        "v2",
        &v2_bulk(json!({ "BulkEmailEntries": [entry("one@"), entry("two@x.example")] }))
            .send(address),
        &[("INVALID_PARAMETER", "Missing domain"), ("SUCCESS", "")],
    );
    let refused = get_json(address, "/refusals");
    assert!(refused.to_string().contains("v2 SendBulkEmail"), "{refused}");
    let sandboxed = bulk(&[
        ("Source", "a@sandboxed.example"),
        ("Template", "welcome"),
        (to_second, "success@simulator.amazonses.com"),
    ]);
    // The template is the delegate's: the sandboxed account has none.
    sandboxed.by(STRANGER).send(address).expect("no template", 400, "TemplateDoesNotExist", "");
}

/// The words of both dialects for what concerns an account, or a recipient in its
/// sandbox.
#[test]
fn limits_fail_the_entries_beyond_them() {
    let template = "\n[[template]]\naccount = '777788889999'\nregion = 'us-east-1'\nname = 'hello'\n\
                    text = 'Hello.'\n";
    let to = ["r@sandboxed.example", "r@x.example", "s@sandboxed.example"];
    for (v1, expected) in [
        (true, ["Success", "MessageRejected", "AccountThrottled"]),
        (false, ["SUCCESS", "MESSAGE_REJECTED", "ACCOUNT_THROTTLED"]),
    ] {
        let names =
            [1, 2, 3].map(|n| format!("Destinations.member.{n}.Destination.ToAddresses.member.1"));
        let call = if v1 {
            let mut members = vec![
                ("Source", "a@sandboxed.example"),
                ("Template", "hello"),
                ("DefaultTemplateData", "{}"),
            ];
            members.extend(names.iter().map(String::as_str).zip(to));
            Call::v1("SendBulkTemplatedEmail", &members)
        } else {
            v2_bulk(json!({
                "FromEmailAddress": "a@sandboxed.example",
                "DefaultContent": { "Template": { "TemplateName": "hello", "TemplateData": "{}" } },
                "BulkEmailEntries": to.map(|to| json!({ "Destination": { "ToAddresses": [to] } })),
            }))
        };
        let address = start_with(&format!("{WORLD}{template}"), NOW);
        let parts = ["", "US-EAST-1: r@x.example", "Maximum sending rate exceeded."];
        let expected: Vec<_> = expected.into_iter().zip(parts).collect();
        expect_statuses("limits", &call.by(STRANGER).send(address), &expected);
    }
}

#[test]
fn what_is_wrong_with_all_entries_refuses_the_call() {
    let address = start();
    let names: Vec<String> = (1..=51)
        .map(|n| format!("Destinations.member.{n}.Destination.ToAddresses.member.1"))
        .collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "r@x.example")).collect();
    let fixed = [
        ("Source", "a@delegate.example"),
        ("Template", "welcome"),
        ("DefaultTemplateData", r#"{"name":"a","place":"b"}"#),
    ];
    let fifty = Call::v1("SendBulkTemplatedEmail", &[&fixed[..], &many[..50]].concat());
    assert_eq!(statuses(&fifty.send(address)).len(), 50);
    let before = get_json(address, "/messages")["messages"].as_array().unwrap().len();
    for (case, call, status, code, part) in [
        (
            "51 entries",
            Call::v1("SendBulkTemplatedEmail", &[&fixed[..], &many].concat()),
            400,
            "InvalidParameterValue",
            "exceeds 50",
        ),
        (
            "no entry",
            Call::v1("SendBulkTemplatedEmail", &fixed),
            400,
            "ValidationError",
            "'destinations'",
        ),
        (
            "bad source",
            bulk(&[("Source", "a@")]),
            400,
            "InvalidParameterValue",
            "Invalid email address<a@>.",
        ),
        ("no source", bulk(&[("Source", "")]), 400, "ValidationError", "'source'"),
        ("unverified", bulk(&[("Source", "a@nobody.example")]), 400, "MessageRejected", "a@nobody"),
        ("no template", bulk(&[("Template", "none")]), 400, "TemplateDoesNotExist", "none"),
        (
            "no set",
            bulk(&[("ConfigurationSetName", "none")]),
            400,
            "ConfigurationSetDoesNotExist",
            "none",
        ),
        (
            "paused set",
            bulk(&[("ConfigurationSetName", "paused")]),
            400,
            "ConfigurationSetSendingPausedException",
            "paused",
        ),
        (
            "bad tag",
            bulk(&[("DefaultTags.member.1.Name", "a b"), ("DefaultTags.member.1.Value", "c")]),
            400,
            "InvalidParameterValue",
            "a b",
        ),
        (
            "v2, no sender",
            v2_bulk(json!({ "FromEmailAddress": null })),
            400,
            "BadRequestException",
            "",
        ),
        (
            "v2, no entry",
            v2_bulk(json!({ "BulkEmailEntries": [] })),
            400,
            "BadRequestException",
            "",
        ),
        (
            "v2, no content",
            v2_bulk(json!({ "DefaultContent": null })),
            400,
            "BadRequestException",
            "",
        ),
    ] {
        call.send(address).expect(case, status, code, part);
    }
    let after = get_json(address, "/messages")["messages"].as_array().unwrap().len();
    assert_eq!(before, after, "nothing was sent");
}
