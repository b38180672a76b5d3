use serde_json::json;
use ses_delegate::{
    Draft, Rejection, RejectionKind, Response, Route, Sent, Stamp, UnixTime, prepare,
};

const STATUSES: [u16; 10] = [200, 201, 299, 302, 400, 403, 429, 500, 502, 503];
const V1: [Route; 3] = [Route::V1SendEmail, Route::V1SendRawEmail, Route::V1SendRawEmailHeaders];
const V2: [Route; 2] = [Route::V2SendEmailSimple, Route::V2SendEmailRaw];

/// The first byte picks the status, the rest is the payload of a Query answer.
pub fn xml_answer(data: &[u8]) {
    let [pick, body @ ..] = data else { return };
    let status = STATUSES[usize::from(*pick) % STATUSES.len()];
    let _ = same_by_every_route(&V1, status, &[], body);

    // The same bytes as an id and as an error's text, written as XML.
    let text = text_of_xml(body);
    let xml = escaped(&text);
    let id = text.trim();
    let answer = format!(
        "<SendEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><SendEmailResult><MessageId>{xml}\
         </MessageId></SendEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendEmailResponse>"
    );
    match same_by_every_route(&V1, 200, &[], answer.as_bytes()) {
        Ok(sent) => {
            assert_eq!((sent.message_id.as_str(), sent.request_id.as_deref()), (id, Some("r")));
        }
        Err(_) => assert!(id.is_empty(), "{answer}"),
    }
    let answer = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>X</Code><Message>{xml}</Message></Error></ErrorResponse>"
    );
    let error = same_by_every_route(&V1, 400, &[], answer.as_bytes()).expect_err("an error");
    assert_eq!(error.code.as_deref(), Some("X"));
    assert_eq!(error.message.as_deref(), Some(id).filter(|text| !text.is_empty()));
}

/// The first byte picks the status, the second where the error's type stands;
/// the rest is the payload of a JSON answer, and then a draft as JSON.
pub fn json_answer(data: &[u8]) {
    let [pick, place, body @ ..] = data else { return };
    let status = STATUSES[usize::from(*pick) % STATUSES.len()];
    let header = [("x-amzn-ErrorType".to_owned(), String::from_utf8_lossy(body).into_owned())];
    let headers = &header[..usize::from(*place % 2)];
    let _ = same_by_every_route(&V2, status, headers, body);

    let text = String::from_utf8_lossy(body);
    let answer = json!({ "MessageId": text }).to_string();
    match same_by_every_route(&V2, 200, &[], answer.as_bytes()) {
        Ok(sent) => assert_eq!(sent.message_id, text),
        Err(_) => assert!(text.is_empty(), "{answer}"),
    }
    let answer = json!({ "__type": "a.b#X", "message": text }).to_string();
    let error = same_by_every_route(&V2, 400, &[], answer.as_bytes()).expect_err("an error");
    assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("X"), Some(text.as_ref())));

    if let Ok(draft) = serde_json::from_slice::<Draft>(body) {
        let json = serde_json::to_vec(&draft).expect("a draft is plain data");
        assert_eq!(serde_json::from_slice::<Draft>(&json).ok().as_ref(), Some(&draft));
        let stamp = Stamp { at: UnixTime::from_seconds(0).expect("1970"), nonce: [7; 16] };
        if let Err(errors) = prepare(&draft, &stamp) {
            assert!(errors.iter().all(|error| !error.field().is_empty()), "{errors:?}");
        }
    }
}

/// Reads the answer by every route: they agree, and nothing of it is lost.
fn same_by_every_route(
    routes: &[Route],
    status: u16,
    headers: &[(String, String)],
    body: &[u8],
) -> Result<Sent, Rejection> {
    let response = Response { status, headers, body };
    let mut read = routes.iter().map(|route| route.interpret(&response));
    let first = read.next().expect("a route");
    assert!(read.all(|other| other == first), "the routes disagree");
    match &first {
        Ok(sent) => assert!((200..300).contains(&status) && !sent.message_id.is_empty()),
        Err(error) => {
            assert_eq!(error.status, status);
            assert_eq!(error.body, String::from_utf8_lossy(body));
            let refused = (400..500).contains(&status) || (status >= 500 && error.code.is_some());
            assert_eq!(error.kind == RejectionKind::Refused, refused);
            assert_ne!(error.code.as_deref(), Some(""));
        }
    }
    first
}

/// Those characters that XML has (XML 1.0 section 2.2).
fn text_of_xml(bytes: &[u8]) -> String {
    let is_xml = |c: &char| {
        !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\t' | '\n' | '\r')
    };
    String::from_utf8_lossy(bytes).chars().filter(is_xml).collect()
}

fn escaped(text: &str) -> String {
    // As a reference, or a parser would make a line feed of it (XML 1.0 section 2.11).
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
}
