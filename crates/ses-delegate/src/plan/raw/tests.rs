use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::*;
use crate::draft::{Delegate, ListManagement, Tag};
use crate::eml::adopt;

const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
const OTHER: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.net";
const EML: &str =
    "X-SES-SOURCE-ARN: theirs\nFrom: Ann <ann@example.com>\nTo: bob@example.org\n\nHello\0\n";
const REST: &str = "From: Ann <ann@example.com>\nTo: bob@example.org\n\nHello\0\n";

fn draft(route: Option<Route>) -> Draft {
    Draft {
        delegate: Some(Delegate { source_arn: ARN.into(), ..Delegate::default() }),
        route,
        ..Draft::default()
    }
}

fn ready(eml: &str, draft: &Draft) -> Prepared {
    prepare_raw(&adopt(eml.as_bytes(), &SesHeaders::none()), draft).unwrap()
}

fn refused(eml: &str, draft: &Draft) -> Vec<(String, String)> {
    let errors = prepare_raw(&adopt(eml.as_bytes(), &SesHeaders::none()), draft).unwrap_err();
    errors.iter().map(|error| (error.code().to_owned(), error.field().to_owned())).collect()
}

/// The form's parameters but for the message, which is given as it arrives.
fn form(prepared: &Prepared) -> (Vec<(String, String)>, String) {
    let body = String::from_utf8(prepared.body().unwrap()).unwrap();
    let (mut rest, mut data) = (Vec::new(), String::new());
    for (name, value) in body.split('&').map(|pair| pair.split_once('=').unwrap()) {
        let value = percent_encoding::percent_decode_str(value).decode_utf8().unwrap();
        match name {
            "RawMessage.Data" => {
                data = String::from_utf8(STANDARD.decode(value.as_bytes()).unwrap()).unwrap();
            }
            "Action" | "Version" => {}
            _ => rest.push((name.to_owned(), value.into_owned())),
        }
    }
    (rest, data)
}

fn json(prepared: &Prepared) -> (Value, String) {
    let mut json: Value = serde_json::from_slice(&prepared.body().unwrap()).unwrap();
    let raw = json["Content"]["Raw"]["Data"].take();
    (json, String::from_utf8(STANDARD.decode(raw.as_str().unwrap()).unwrap()).unwrap())
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> =
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    pairs.sort();
    pairs
}

fn sorted(mut list: Vec<(String, String)>) -> Vec<(String, String)> {
    list.sort();
    list
}

#[test]
fn parameters_of_v1() {
    let prepared = ready(EML, &draft(None));
    assert_eq!((prepared.route, prepared.reason), (Route::V1SendRawEmail, Reason::Raw));
    let (parameters, data) = form(&prepared);
    assert_eq!(data, REST);
    assert_eq!(prepared.message().unwrap().unwrap(), REST.as_bytes());
    let expected = pairs(&[
        ("Source", "ann@example.com"),
        ("SourceArn", ARN),
        ("FromArn", ARN),
        ("ReturnPathArn", ARN),
    ]);
    assert_eq!(sorted(parameters), expected);
}

#[test]
fn recipients_tags_and_a_return_path_of_the_draft() {
    let draft = Draft {
        to: vec!["Eve <eve@example.org>".into()],
        bcc: vec!["hidden@example.org".into()],
        return_path: "b@example.net".into(),
        configuration_set: "set".into(),
        tags: vec![Tag { name: "a".into(), value: "b".into() }],
        tenant: "t".into(),
        list_management: Some(ListManagement { contact_list: "l".into(), topic: String::new() }),
        delegate: Some(Delegate {
            source_arn: ARN.into(),
            return_path_arn: OTHER.into(),
            ..Delegate::default()
        }),
        ..draft(None)
    };
    let (parameters, data) = form(&ready(EML, &draft));
    // Tenants and lists have no parameters in API v1.
    assert_eq!(data, format!("X-SES-LIST-MANAGEMENT-OPTIONS: l\nX-SES-TENANT: t\n{REST}"));
    let expected = pairs(&[
        ("Source", "b@example.net"),
        // The ARN that covers what is named as Source.
        ("SourceArn", OTHER),
        ("FromArn", ARN),
        ("ReturnPathArn", OTHER),
        ("Destinations.member.1", "eve@example.org"),
        ("Destinations.member.2", "hidden@example.org"),
        ("ConfigurationSetName", "set"),
        ("Tags.member.1.Name", "a"),
        ("Tags.member.1.Value", "b"),
    ]);
    assert_eq!(sorted(parameters), expected);
    let (v2, data) = json(&ready(EML, &Draft { route: Some(Route::V2SendEmailRaw), ..draft }));
    assert_eq!(data, REST);
    assert_eq!(
        v2,
        serde_json::json!({
            "FromEmailAddressIdentityArn": ARN,
            "Destination": { "ToAddresses": ["\"Eve\" <eve@example.org>"], "BccAddresses": ["hidden@example.org"] },
            "FeedbackForwardingEmailAddress": "b@example.net",
            "FeedbackForwardingEmailAddressIdentityArn": OTHER,
            "Content": { "Raw": { "Data": null } },
            "EmailTags": [{ "Name": "a", "Value": "b" }],
            "ConfigurationSetName": "set",
            "TenantName": "t",
            "ListManagementOptions": { "ContactListName": "l" },
        })
    );
}

#[test]
fn headers_in_place_of_parameters() {
    let route = Some(Route::V1SendRawEmailHeaders);
    let (parameters, data) = form(&ready(EML, &draft(route)));
    let ours =
        format!("X-SES-SOURCE-ARN: {ARN}\nX-SES-FROM-ARN: {ARN}\nX-SES-RETURN-PATH-ARN: {ARN}\n");
    assert_eq!(data, format!("{ours}{REST}"));
    assert_eq!(parameters, pairs(&[("Source", "ann@example.com")]));
    // What was sent, sent again.
    let again = form(&ready(&data, &draft(route)));
    assert_eq!(again, (parameters, data));
}

#[test]
fn a_return_path_header_decides_unless_the_draft_does() {
    let eml = format!("Return-Path: <b@example.net>\n{REST}");
    let (parameters, _) = form(&ready(&eml, &draft(None)));
    assert_eq!(sorted(parameters), pairs(&[("SourceArn", ARN), ("FromArn", ARN)]));
    let with = Draft { return_path: "c@example.com".into(), ..draft(None) };
    let (parameters, data) = form(&ready(&eml, &with));
    assert_eq!(data, eml);
    assert!(parameters.contains(&("Source".into(), "c@example.com".into())), "{parameters:?}");
    assert!(parameters.contains(&("SourceArn".into(), ARN.into())), "{parameters:?}");
}

#[test]
fn everything_wrong_is_named_at_once() {
    let of = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    let wrong = Draft {
        return_path: "b".into(),
        configuration_set: "a b".into(),
        ..draft(Some(Route::V1SendEmail))
    };
    assert_eq!(
        refused("Subject: x\n\n", &wrong),
        [
            of("address.syntax", "returnPath"),
            of("configuration_set.name", "configurationSet"),
            of("route.raw", "route"),
            of("raw.from", "raw.headers"),
            of("raw.recipients", "raw.headers"),
        ]
    );
    let two = Draft {
        delegate: Some(Delegate {
            source_arn: ARN.into(),
            from_arn: OTHER.into(),
            ..Delegate::default()
        }),
        ..draft(Some(Route::V2SendEmailRaw))
    };
    assert_eq!(refused(EML, &two), [of("route.from_arn", "route")]);
    let many = format!("From: a@example.com\nCc: {}\n\n", vec!["a@example.org"; 51].join(","));
    assert_eq!(refused(&many, &draft(None)), [of("recipients.many", "raw.headers")]);
    let long = format!("{REST}{}", "x".repeat(10 * 1024 * 1024));
    assert_eq!(refused(&long, &draft(None)), [of("message.size", "raw")]);
    assert!(ready(&long, &draft(Some(Route::V2SendEmailRaw))).request.body.len() > 13_000_000);
    let own = Draft { delegate: None, region: "us-east-1".into(), ..draft(None) };
    assert_eq!(form(&ready(EML, &own)).0, pairs(&[("Source", "ann@example.com")]));
}
