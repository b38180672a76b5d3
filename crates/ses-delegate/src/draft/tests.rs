use super::*;
use crate::region::Variant;

fn draft() -> Draft {
    Draft {
        delegate: Some(Delegate {
            source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com".into(),
            ..Delegate::default()
        }),
        from: "Ann <ann@example.com>".into(),
        to: vec!["bob@example.org".into()],
        ..Draft::default()
    }
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let draft = Draft {
        from: "ann".into(),
        to: vec!["bob@example.org".into(), "carl".into()],
        return_path: "x".into(),
        subject: "a\r\nBcc: evil@example.net".into(),
        attachments: vec![
            File {
                filename: "a\nb".into(),
                content_type: "x".into(),
                cid: "é".into(),
                ..File::default()
            },
            File { filename: "é".repeat(256), cid: "b".into(), ..File::default() },
            File { filename: "b".into(), cid: "b".into(), ..File::default() },
        ],
        endpoint: "http://ses.example".into(),
        ..draft()
    };
    let fields: Vec<_> =
        draft.read().unwrap_err().iter().map(|error| error.field().to_owned()).collect();
    assert_eq!(
        fields,
        [
            "from",
            "to[1]",
            "returnPath",
            "subject",
            "attachments[0].filename",
            "attachments[0].contentType",
            "attachments[0].cid",
            "attachments[1].filename",
            "attachments[2].cid",
            "endpoint"
        ]
    );
}

#[test]
fn the_region_follows_the_arn_or_is_asked_for() {
    let with = |delegate, region: &str| Draft { delegate, region: region.into(), ..draft() };
    let first = |draft: &Draft| draft.read().unwrap_err()[0].field().to_owned();
    let delegate = |arn: &str| Some(Delegate { source_arn: arn.into(), ..Delegate::default() });
    assert_eq!(first(&with(delegate(""), "")), "delegate.sourceArn");
    assert_eq!(first(&with(None, "")), "region");
    assert_eq!(
        first(&with(delegate("arn:aws:ses:*:123456789012:identity/example.com"), "")),
        "region"
    );
    assert_eq!(first(&with(draft().delegate, "eu-west-1")), "delegate.sourceArn");
    let own = with(None, "eu-west-1");
    assert_eq!(own.read().unwrap().endpoint.host(), "email.eu-west-1.amazonaws.com");
}

#[test]
fn the_endpoint_is_aws_own_or_named() {
    let own = |region: &str| Draft { delegate: None, region: region.into(), ..draft() };
    let wrong = |draft: &Draft| {
        let errors = draft.read().unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        format!("{} at {}", errors[0].code(), errors[0].field())
    };
    assert_eq!(wrong(&own("ap-east-1")), "region.ses at region");
    let arn = "arn:aws:ses:ap-east-1:123456789012:identity/example.com";
    let delegate = Some(Delegate { source_arn: arn.into(), ..Delegate::default() });
    let newer = Draft { delegate, ..draft() };
    assert_eq!(wrong(&newer), "region.ses at delegate.sourceArn");
    let named = "https://email.ap-east-1.amazonaws.com";
    let newer = Draft { endpoint: named.into(), ..newer };
    let endpoint = newer.read().unwrap().endpoint;
    assert_eq!((endpoint.origin(), endpoint.is_override()), (named, true));
    assert_eq!(endpoint.region().as_str(), "ap-east-1");

    let varied = |variant| Draft { endpoint_variant: Some(variant), ..own("us-east-1") };
    let endpoint = varied(Variant::FipsDualStack).read().unwrap().endpoint;
    assert_eq!(endpoint.host(), "email-fips.us-east-1.api.aws");
    let both = Draft { endpoint: named.into(), ..varied(Variant::Standard) };
    assert_eq!(wrong(&both), "endpoint.variant at endpointVariant");
    let fips = Draft { region: "eu-west-1".into(), ..varied(Variant::Fips) };
    assert_eq!(wrong(&fips), "region.fips at endpointVariant");
}

#[test]
fn several_arns_can_be_wrong() {
    let delegate =
        Delegate { source_arn: "a".into(), from_arn: "b".into(), return_path_arn: "c".into() };
    let draft = Draft { delegate: Some(delegate), region: "bogus".into(), ..draft() };
    let fields: Vec<_> =
        draft.read().unwrap_err().iter().map(|error| error.field().to_owned()).collect();
    assert_eq!(
        fields,
        ["region", "delegate.sourceArn", "delegate.fromArn", "delegate.returnPathArn"]
    );
}

#[test]
fn a_mailbox_is_measured_as_it_is_sent() {
    let named = |n| Draft { from: format!("{} <a@b.c>", "é".repeat(n)), ..draft() };
    assert!(named(50).read().is_ok());
    assert_eq!(named(300).read().unwrap_err()[0].code(), "mailbox.length");
}

#[test]
fn json_spells_it_as_nodemailer_does() {
    let json = r#"{"delegate":{"sourceArn":"a"},"replyTo":["x"],"attachments":[{"filename":"f","contentType":"image/png","cid":"c","content":[1,2]}],"route":"v2-send-email-raw","endpointVariant":"dual-stack"}"#;
    let draft: Draft = serde_json::from_str(json).unwrap();
    assert_eq!(draft.attachments[0].content.bytes(), Some(&[1, 2][..]));
    assert_eq!(draft.route, Some(Route::V2SendEmailRaw));
    assert_eq!(draft.endpoint_variant, Some(Variant::DualStack));
    assert!(serde_json::from_str::<Draft>(r#"{"sbject":"x"}"#).is_err());
}

fn complete() -> Draft {
    let text = |text: &str| text.to_owned();
    Draft {
        sender: text("Office <office@example.com>"),
        in_reply_to: text("<a@mail.example.org>"),
        references: vec![text("<z@mail.example.org>"), text("a@mail.example.org")],
        list_unsubscribe: Some(Unsubscribe {
            url: text("https://example.com/leave?id=1"),
            email: text("leave@example.com"),
            one_click: true,
        }),
        list_id: text("News <news.example.com>"),
        feedback_id: text("a:b:c:sender"),
        auto_submitted: text("auto-generated"),
        importance: text("high"),
        headers: vec![Header { name: text("X-Mailer"), value: text("us") }],
        ical_event: Some(IcalEvent {
            method: text("REQUEST"),
            filename: text("invite.ics"),
            content: text("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR"),
        }),
        configuration_set: text("set"),
        tags: vec![Tag { name: text("a"), value: text("b") }],
        list_management: Some(ListManagement { contact_list: text("list"), topic: text("news") }),
        tenant: text("tenant"),
        ..draft()
    }
}

#[test]
fn everything_is_read() {
    let draft = complete();
    let read = draft.read().unwrap();
    let headers = &read.message.headers;
    assert_eq!(headers.sender.as_ref().unwrap().address.as_str(), "office@example.com");
    assert_eq!(headers.in_reply_to.as_ref().unwrap().as_str(), "a@mail.example.org");
    assert_eq!(headers.references.len(), 2);
    assert!(headers.list_unsubscribe.as_ref().unwrap().is_one_click());
    assert_eq!(headers.list_id.as_ref().unwrap().id(), "news.example.com");
    assert_eq!(headers.feedback_id.as_ref().unwrap().as_str(), "a:b:c:sender");
    assert_eq!(headers.auto_submitted.unwrap().as_str(), "auto-generated");
    assert_eq!(headers.importance.unwrap().as_str(), "high");
    assert_eq!(headers.custom.as_slice()[0].value().as_str(), "us");
    assert_eq!(read.message.invitation.unwrap().method().as_str(), "REQUEST");
    assert_eq!(read.settings.configuration_set.unwrap().as_str(), "set");
    assert_eq!(read.settings.tags[0].value.as_str(), "b");
    assert_eq!(read.settings.list_management.unwrap().topic_name.unwrap().as_str(), "news");
    assert_eq!(read.settings.tenant.unwrap().as_str(), "tenant");
}

#[test]
fn what_is_blank_is_absent() {
    let draft = Draft {
        sender: " ".into(),
        in_reply_to: " ".into(),
        list_unsubscribe: Some(Unsubscribe::default()),
        ical_event: Some(IcalEvent::default()),
        list_management: Some(ListManagement { topic: " ".into(), ..ListManagement::default() }),
        tenant: " ".into(),
        ..draft()
    };
    let read = draft.read().unwrap();
    assert_eq!(read.message.headers, crate::message::Headers::default());
    assert_eq!(read.settings, Settings::default());
    assert!(read.message.invitation.is_none());
}

#[test]
fn every_wrong_further_field_is_named_at_once() {
    let text = |text: &str| text.to_owned();
    let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
    let draft = Draft {
        sender: text("x"),
        in_reply_to: text("x"),
        references: vec![text("a@b"), text("")],
        list_unsubscribe: Some(Unsubscribe { one_click: true, ..Unsubscribe::default() }),
        list_id: text("x"),
        feedback_id: text("x"),
        auto_submitted: text("x"),
        importance: text("x"),
        headers: vec![
            header("a b", "a\r\nb"),
            header("Bcc", "x"),
            header("X-Empty", " "),
            header("Comments", "x"),
            header("comments", "y"),
        ],
        ical_event: Some(IcalEvent { filename: "a\nb".into(), ..IcalEvent::default() }),
        configuration_set: text("a b"),
        tags: vec![Tag::default()],
        list_management: Some(ListManagement { topic: "a b".into(), ..ListManagement::default() }),
        tenant: text("a b"),
        attachments: vec![
            File {
                filename: "a.eml".into(),
                content_type: "message/rfc822".into(),
                content: b"A: b\n".to_vec().into(),
                ..File::default()
            },
            File {
                filename: "a.bin".into(),
                content: crate::content::Content::elsewhere(u64::MAX),
                ..File::default()
            },
        ],
        ..draft()
    };
    let errors = draft.read().unwrap_err();
    let fields: Vec<_> = errors.iter().map(ParseError::field).collect();
    assert_eq!(
        fields,
        [
            "sender",
            "inReplyTo",
            "references[1]",
            "listUnsubscribe.url",
            "listId",
            "feedbackId",
            "autoSubmitted",
            "importance",
            "headers[0].name",
            "headers[0].value",
            "headers[1].name",
            "headers[2].value",
            "headers[4].name",
            "icalEvent.method",
            "icalEvent.filename",
            "attachments[0].content",
            "attachments[1].content",
            "configurationSet",
            "tags[0].name",
            "tags[0].value",
            "listManagement.contactList",
            "listManagement.topic",
            "tenant",
        ]
    );
}

#[test]
fn json_names_every_field() {
    let json = serde_json::to_value(complete()).unwrap();
    for field in [
        "sender",
        "inReplyTo",
        "references",
        "listId",
        "feedbackId",
        "autoSubmitted",
        "importance",
        "configurationSet",
        "tenant",
    ] {
        assert!(!json[field].is_null(), "{field}");
    }
    assert_eq!(json["listUnsubscribe"]["oneClick"], true);
    assert_eq!(json["listManagement"]["contactList"], "list");
    assert_eq!(json["icalEvent"]["filename"], "invite.ics");
    assert_eq!(serde_json::from_value::<Draft>(json).unwrap(), complete());
}
