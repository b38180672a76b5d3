use super::*;
use crate::draft::{Delegate, File};

const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

fn draft(route: Option<Route>) -> Draft {
    Draft {
        delegate: Some(Delegate { source_arn: ARN.into(), ..Delegate::default() }),
        from: "ann@example.com".into(),
        to: vec!["bob@example.org".into()],
        bcc: vec!["hidden@example.net".into()],
        text: "hi".into(),
        route,
        ..Draft::default()
    }
}

fn with_file(route: Option<Route>) -> Draft {
    let file = File { filename: "a.bin".into(), content: vec![1].into(), ..File::default() };
    Draft { attachments: vec![file], ..draft(route) }
}

fn stamp() -> Stamp {
    Stamp { at: UnixTime::from_seconds(1_768_480_496).unwrap(), nonce: [1; 16] }
}

fn ready(draft: &Draft) -> Prepared {
    prepare(draft, &stamp()).unwrap()
}

fn parameter(prepared: &Prepared, name: &str) -> Option<String> {
    let found = prepared.request.parameters().into_iter().find(|(found, _)| found == name);
    found.map(|(_, value)| value)
}

fn mime(prepared: &Prepared) -> String {
    String::from_utf8(prepared.message().unwrap().unwrap()).unwrap()
}

#[test]
fn the_message_decides_the_route_unless_one_is_chosen() {
    let picked = |draft| {
        let prepared = ready(&draft);
        (prepared.route, prepared.reason)
    };
    assert_eq!(picked(draft(None)), (Route::V1SendEmail, Reason::NoFiles));
    assert_eq!(picked(with_file(None)), (Route::V1SendRawEmail, Reason::Attachments));
    for route in Route::ALL {
        assert_eq!(picked(draft(Some(route))), (route, Reason::Chosen));
    }
    let errors = prepare(&with_file(Some(Route::V1SendEmail)), &stamp()).unwrap_err();
    assert_eq!((errors[0].code(), errors[0].field()), ("route.attachments", "route"));
}

#[test]
fn no_arn_is_dropped_for_want_of_a_place() {
    let with_two = |route| Draft {
        delegate: Some(Delegate {
            source_arn: ARN.into(),
            from_arn: "arn:aws:ses:us-east-1:123456789012:identity/ann@example.com".into(),
            ..Delegate::default()
        }),
        ..draft(route)
    };
    let automatic = ready(&with_two(None));
    assert_eq!((automatic.route, automatic.reason), (Route::V1SendRawEmail, Reason::TwoArns));
    for route in Route::ALL {
        let prepared = prepare(&with_two(Some(route)), &stamp());
        let raw = matches!(route, Route::V1SendRawEmail | Route::V1SendRawEmailHeaders);
        assert_eq!(prepared.is_ok(), raw, "{route:?}");
    }
    // A return path's ARN without a return path must at least cover the sender.
    let other = Draft {
        delegate: Some(Delegate {
            source_arn: ARN.into(),
            return_path_arn: "arn:aws:ses:us-east-1:123456789012:identity/other.example".into(),
            ..Delegate::default()
        }),
        ..draft(None)
    };
    let errors = prepare(&other, &stamp()).unwrap_err();
    assert_eq!(
        (errors[0].code(), errors[0].field()),
        ("delegation.return_path", "delegate.returnPathArn")
    );
}

#[test]
fn raw_mail_beyond_the_limit_is_refused_before_it_is_sent() {
    // The bytes themselves are not needed for it.
    let of = |bytes| {
        let content = content::Content::elsewhere(bytes);
        let file = File { filename: "a.bin".into(), content, ..File::default() };
        Draft { attachments: vec![file], ..draft(None) }
    };
    assert!(prepare(&of(7_500_000), &stamp()).is_ok());
    let errors = prepare(&of(8_000_000), &stamp()).unwrap_err();
    assert_eq!((errors[0].code(), errors[0].field()), ("message.size", "attachments"));
}

#[test]
fn arns_are_parameters_or_headers_never_both() {
    let names = ["SourceArn", "FromArn", "ReturnPathArn"];
    let parameters = ready(&draft(Some(Route::V1SendRawEmail)));
    let headers = ready(&draft(Some(Route::V1SendRawEmailHeaders)));
    for name in names {
        assert_eq!(parameter(&parameters, name).as_deref(), Some(ARN));
        assert_eq!(parameter(&headers, name), None);
    }
    assert_eq!(mime(&headers).matches(ARN).count(), 3);
    assert!(!mime(&parameters).contains(ARN));
}

#[test]
fn a_return_path_is_named_where_each_operation_takes_it() {
    let with_path =
        |route| ready(&Draft { return_path: "b@example.com".into(), ..draft(Some(route)) });
    let raw = with_path(Route::V1SendRawEmail);
    assert_eq!(parameter(&raw, "Source"), None, "it would win over the Return-Path header");
    assert!(mime(&raw).contains("\r\nReturn-Path: <b@example.com>\r\n"));
    let v1 = with_path(Route::V1SendEmail);
    assert_eq!(parameter(&v1, "ReturnPath").as_deref(), Some("b@example.com"));
    assert_eq!(parameter(&v1, "ReturnPathArn").as_deref(), Some(ARN));
    for route in [Route::V2SendEmailSimple, Route::V2SendEmailRaw] {
        let v2 = with_path(route);
        assert_eq!(
            parameter(&v2, "FeedbackForwardingEmailAddress").as_deref(),
            Some("b@example.com")
        );
        assert_eq!(
            parameter(&v2, "FeedbackForwardingEmailAddressIdentityArn").as_deref(),
            Some(ARN)
        );
        assert_eq!(parameter(&v2, "FromEmailAddressIdentityArn").as_deref(), Some(ARN));
    }
}

#[test]
fn ones_own_identity_needs_no_arn() {
    for route in Route::ALL {
        let own = Draft { delegate: None, region: "eu-west-1".into(), ..draft(Some(route)) };
        let prepared = ready(&own);
        assert!(
            prepared.request.parameters().iter().all(|(name, _)| !name.ends_with("Arn")),
            "{route:?}"
        );
        assert_eq!(prepared.endpoint.host(), "email.eu-west-1.amazonaws.com");
    }
}

#[test]
fn every_recipient_is_in_the_envelope() {
    for route in Route::ALL {
        let prepared = ready(&draft(Some(route)));
        for address in ["bob@example.org", "hidden@example.net"] {
            let parameters = prepared.request.parameters();
            let count = parameters.iter().filter(|(_, value)| value == address).count();
            assert_eq!(count, 1, "{route:?} {address}");
        }
    }
}

#[test]
fn a_body_needs_the_bytes_of_its_files_a_request_does_not() {
    let whole = ready(&with_file(None));
    let content = content::Content::elsewhere(1);
    let file = File { filename: "a.bin".into(), content, ..File::default() };
    let streamed = ready(&Draft { attachments: vec![file], ..draft(None) });
    assert_eq!(streamed.request, whole.request);
    assert_eq!(whole.body().unwrap().len() as u64, whole.request.body.len());
    let error = streamed.body().unwrap_err();
    assert_eq!((error.code(), error.field()), ("content.elsewhere", "attachments[0].content"));
}

fn with_headers(route: Option<Route>) -> Draft {
    Draft { in_reply_to: "a@b.c".into(), list_id: "a.b".into(), ..draft(route) }
}

fn with_invitation(route: Option<Route>) -> Draft {
    let ical_event = Some(crate::draft::IcalEvent {
        method: "REQUEST".into(),
        content: "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR".into(),
        ..crate::draft::IcalEvent::default()
    });
    Draft { ical_event, ..draft(route) }
}

fn with_settings(route: Option<Route>) -> Draft {
    Draft {
        configuration_set: "set".into(),
        tags: vec![crate::draft::Tag { name: "a".into(), value: "b".into() }],
        ..draft(route)
    }
}

fn with_list(route: Option<Route>) -> Draft {
    Draft {
        list_management: Some(crate::draft::ListManagement {
            contact_list: "list".into(),
            topic: String::new(),
        }),
        tenant: "tenant".into(),
        ..with_settings(route)
    }
}

#[test]
fn what_send_email_cannot_carry_goes_raw() {
    let picked = |draft: Draft| {
        let prepared = ready(&draft);
        (prepared.route, prepared.reason)
    };
    assert_eq!(picked(with_headers(None)), (Route::V1SendRawEmail, Reason::Headers));
    assert_eq!(picked(with_list(None)), (Route::V1SendRawEmail, Reason::Headers));
    assert_eq!(picked(with_invitation(None)), (Route::V1SendRawEmail, Reason::Calendar));
    assert_eq!(picked(with_settings(None)), (Route::V1SendEmail, Reason::NoFiles));

    let lost = |draft: Draft| -> Vec<(String, String)> {
        let errors = prepare(&draft, &stamp()).unwrap_err();
        errors.iter().map(|e| (e.code().to_owned(), e.found().to_owned())).collect()
    };
    let v1 = Some(Route::V1SendEmail);
    let of = |code: &str, found: &str| (code.to_owned(), found.to_owned());
    assert_eq!(lost(with_headers(v1)), [of("route.headers", "In-Reply-To, List-Id")]);
    assert_eq!(lost(with_invitation(v1)), [of("route.calendar", "v1-send-email")]);
    assert_eq!(
        lost(with_list(v1)),
        [of("route.list_management", "v1-send-email"), of("route.tenant", "v1-send-email")]
    );
    let simple = Some(Route::V2SendEmailSimple);
    assert_eq!(lost(with_invitation(simple)), [of("route.calendar", "v2-send-email-simple")]);
    let header = |value: String| crate::draft::Header { name: "X-A".into(), value };
    let many = Draft { headers: vec![header("x".into()); 16], ..draft(simple) };
    assert_eq!(lost(many), [of("route.headers", "16 of them")]);
    let long = Draft { headers: vec![header("word ".repeat(250))], ..draft(simple) };
    assert_eq!(lost(long), [of("route.headers", "X-A of 1249 characters")]);
    for route in [Route::V1SendRawEmail, Route::V1SendRawEmailHeaders, Route::V2SendEmailRaw] {
        for draft in [with_headers, with_invitation, with_list] {
            assert_eq!(ready(&draft(Some(route))).route, route);
        }
    }
}

#[test]
fn settings_are_parameters_or_headers_never_both() {
    let settings = [
        ("X-SES-CONFIGURATION-SET: set", "ConfigurationSetName", "ConfigurationSetName"),
        ("X-SES-MESSAGE-TAGS: a=b", "Tags.member.1.Value", "EmailTags[0].Value"),
        (
            "X-SES-LIST-MANAGEMENT-OPTIONS: list",
            "ListManagementOptions",
            "ListManagementOptions.ContactListName",
        ),
        ("X-SES-TENANT: tenant", "TenantName", "TenantName"),
    ];
    let headers = ready(&with_list(Some(Route::V1SendRawEmailHeaders)));
    let parameters = ready(&with_list(Some(Route::V1SendRawEmail)));
    let raw = ready(&with_list(Some(Route::V2SendEmailRaw)));
    let simple = ready(&with_list(Some(Route::V2SendEmailSimple)));
    for (at, (line, v1, v2)) in settings.into_iter().enumerate() {
        let has_parameter = at < 2;
        assert!(mime(&headers).contains(&format!("{line}\r\n")), "{line}");
        assert_eq!(parameter(&headers, v1), None, "{v1}");
        assert_eq!(mime(&parameters).contains(line), !has_parameter, "{line}");
        assert_eq!(parameter(&parameters, v1).is_some(), has_parameter, "{v1}");
        assert!(!mime(&raw).contains(line), "{line}");
        assert!(parameter(&raw, v2).is_some() && parameter(&simple, v2).is_some(), "{v2}");
    }
    let by_ses = ready(&with_settings(Some(Route::V1SendEmail)));
    assert_eq!(parameter(&by_ses, "ConfigurationSetName").as_deref(), Some("set"));
    assert_eq!(parameter(&by_ses, "Tags.member.1.Name").as_deref(), Some("a"));
}

#[test]
fn simple_content_takes_the_headers_on_one_line_each() {
    let header = crate::draft::Header { name: "X-Ä".replace('Ä', "A"), value: "ä ".repeat(60) };
    let draft = Draft { headers: vec![header], ..with_headers(Some(Route::V2SendEmailSimple)) };
    let prepared = ready(&draft);
    let member = |path: &str| parameter(&prepared, &format!("Content.Simple.Headers{path}"));
    assert_eq!(member("[0].Name").as_deref(), Some("In-Reply-To"));
    assert_eq!(member("[0].Value").as_deref(), Some("<a@b.c>"));
    assert_eq!(member("[1].Value").as_deref(), Some("<a.b>"));
    assert!(member("[2].Value").unwrap().split(' ').all(|word| word.starts_with("=?utf-8?")));
}

#[test]
fn what_ses_writes_is_measured_at_least() {
    let of = |route, bytes| {
        let content = content::Content::elsewhere(bytes);
        let file = File { filename: "a.bin".into(), content, ..File::default() };
        prepare(&Draft { attachments: vec![file], ..draft(Some(route)) }, &stamp())
    };
    assert!(of(Route::V2SendEmailSimple, 31_000_000).is_ok());
    let errors = of(Route::V2SendEmailSimple, 31_500_000).unwrap_err();
    assert_eq!((errors[0].code(), errors[0].field()), ("message.size", "attachments"));
    assert!(errors[0].found().starts_with("at least 42000"), "{}", errors[0].found());
    for route in [Route::V1SendEmail, Route::V1SendRawEmail] {
        let long = Draft { text: "a".repeat(10_485_761), ..draft(Some(route)) };
        let errors = prepare(&long, &stamp()).unwrap_err();
        assert_eq!((errors[0].code(), errors[0].field()), ("message.size", "text"), "{route:?}");
    }
}
