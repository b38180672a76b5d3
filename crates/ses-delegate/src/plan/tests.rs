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
