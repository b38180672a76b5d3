use super::*;
use crate::operation::Operation;
use crate::v2::{DeleteEmailIdentityPolicy, GetAccount, GetAccountResponse, SendEmail};

fn rejected<O: Operation>(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Rejection {
    match interpreted::<O>(status, headers, body) {
        Err(rejection) => rejection,
        Ok(_) => panic!("{status} {body:?} read as a success"),
    }
}

fn interpreted<O: Operation>(
    status: u16,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<O::Output, Rejection> {
    let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    O::interpret(&Response { status, headers: &headers, body })
}

#[test]
fn errors_in_every_shape() {
    let header = |value| [("X-Amzn-Errortype", value)];
    for (headers, body, code, message) in [
        (
            &header("MessageRejected")[..],
            r#"{"message":"no"}"#,
            Some("MessageRejected"),
            Some("no"),
        ),
        (&header("A:http://internal.amazon.com/#x"), r#"{"message":"no"}"#, Some("A"), Some("no")),
        (&header("ns#A:x"), "", Some("A"), None),
        (&header("A"), r#"{"code":"B","__type":"C"}"#, Some("A"), None),
        (&[], r#"{"code":"B","__type":"C"}"#, Some("B"), None),
        (&[], r#"{"Code":"B","__type":"C"}"#, Some("B"), None),
        (&[], r#"{"__type":"com.amazonaws#C","Message":"no"}"#, Some("C"), Some("no")),
        (&[], r#"{"__type":"a#b#C:d#e","message":"no","Message":"No"}"#, Some("C"), Some("no")),
        (&[], r#"{"code":"X","message":null}"#, Some("X"), None),
        (&[], r#"{"message":"no"}"#, None, Some("no")),
        (&[], " \r\n {\"message\":\"no\"}\n", None, Some("no")),
        (&[], "<html>", None, None),
        (&[], "", None, None),
        (&[], "null", None, None),
        (&[], "\"no\"", None, None),
        // By place serde would take this for the message and the code.
        (&[], r#"["no","no","C"]"#, None, None),
        // botocore takes what follows for AWS's code or text: nothing, a number,
        // null although there is a text.
        (&header(""), r#"{"code":"","__type":"C"}"#, Some("C"), None),
        (&[], r#"{"code":400,"message":{"en":"no"}}"#, None, None),
        (&[], r#"{"message":null,"Message":"no"}"#, None, Some("no")),
        (&[], r#"{"message":"","Message":" "}"#, None, None),
    ] {
        let error = rejected::<SendEmail<'_>>(400, headers, body.as_bytes());
        let found = (error.code.as_deref(), error.message.as_deref());
        assert_eq!(found, (code, message), "{headers:?} {body}");
        assert_eq!((error.kind, error.body.as_str()), (RejectionKind::Refused, body));
    }
}

#[test]
fn hostile_payloads_lose_no_more_than_they_hide() {
    let deep = "[".repeat(100_000);
    let nested = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    let huge = "9".repeat(100_000);
    for (body, message) in [
        (format!(r#"{{"message":"no","detail":{nested}}}"#), Some("no")),
        (format!(r#"{{"message":"no","detail":{huge}e{huge}}}"#), Some("no")),
        (format!(r#"{{"message":{nested}}}"#), None),
        (format!(r#"{{"code":{huge}e99}}"#), None),
        (format!(r#"{{"message":{deep}"#), None),
        (deep, None),
    ] {
        let error = rejected::<SendEmail<'_>>(502, &[], body.as_bytes());
        assert_eq!(error.message.as_deref(), message, "{body:.60}");
        assert_eq!((error.kind, error.body), (RejectionKind::Unclear, body));
    }
    let broken = rejected::<SendEmail<'_>>(400, &[], b"{\"message\":\"n\xffo\"}");
    assert_eq!(broken.message.as_deref(), Some("n\u{fffd}o"));
}

#[test]
fn a_gateway_between_is_unclear_and_awss_code_is_clear() {
    let html = b"<html><body><b>Http/1.1 Service Unavailable</b></body></html>";
    assert_eq!(rejected::<SendEmail<'_>>(503, &[], html).kind, RejectionKind::Unclear);
    assert_eq!(rejected::<SendEmail<'_>>(504, &[], b"").kind, RejectionKind::Unclear);
    let header = [("x-amzn-ErrorType", "ServiceUnavailable")];
    assert_eq!(rejected::<SendEmail<'_>>(503, &header, b"").kind, RejectionKind::Refused);
    assert_eq!(rejected::<SendEmail<'_>>(307, &[], b"").kind, RejectionKind::Unclear);
}

#[test]
fn a_success_that_proves_nothing_is_unclear() {
    for body in [
        &b""[..],
        b"{}",
        b"null",
        b"[]",
        b"[\"m\"]",
        b"<html>",
        b"{\"MessageId\":\"\"}",
        b"{\"MessageId\":null}",
        b"{\"MessageId\":7}",
        b"{\"MessageId\":\"m\xff\"}",
        b"{\"MessageId\":\"m\"",
        b"{\"MessageId\":\"m\"} x",
    ] {
        let error = rejected::<SendEmail<'_>>(200, &[], body);
        assert_eq!((error.kind, error.status), (RejectionKind::Unclear, 200), "{body:?}");
        assert_eq!(error.body, String::from_utf8_lossy(body));
    }
}

#[test]
fn the_id_of_an_accepted_message_whatever_surrounds_it() {
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    let body = format!("\n{{\"New\":{deep},\"Huge\":1e999,\"MessageId\":\"m\"}} ");
    for name in ["X-Amzn-Requestid", "x-amz-request-id"] {
        let headers = [("content-type", "text/html"), (name, "r")];
        let sent = interpreted::<SendEmail<'_>>(200, &headers, body.as_bytes()).unwrap();
        assert_eq!((sent.message_id.as_str(), sent.request_id.as_deref()), ("m", Some("r")));
    }
}

#[test]
fn nothing_to_tell_is_a_success_and_a_page_is_none() {
    for body in [&b""[..], b"{}", b" \n", b"{\"New\":[1]}"] {
        interpreted::<DeleteEmailIdentityPolicy>(200, &[], body).unwrap();
        assert_eq!(
            interpreted::<GetAccount>(200, &[], body).unwrap(),
            GetAccountResponse::default()
        );
    }
    // botocore takes a page of HTML, such as a hotel's, for an empty answer.
    for body in [&b"<html>Welcome"[..], b"null", b"[]", b"\"\""] {
        let error = rejected::<DeleteEmailIdentityPolicy>(200, &[], body);
        assert_eq!(error.kind, RejectionKind::Unclear, "{body:?}");
        assert_eq!(rejected::<GetAccount>(200, &[], body).kind, RejectionKind::Unclear);
    }
}
