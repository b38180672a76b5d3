use serde_json::json;
use ses_delegate::{Draft, Operation, Response, Stamp, UnixTime, prepare, v1, v2};

use super::operations::{JSON, QUERY, is_withheld};

const STATUSES: [u16; 10] = [200, 201, 299, 302, 400, 403, 429, 500, 502, 503];

/// The first byte picks the status, the rest is the payload of a Query answer.
pub fn xml_answer(data: &[u8]) {
    let [pick, body @ ..] = data else { return };
    let status = STATUSES[usize::from(*pick) % STATUSES.len()];
    for operation in &QUERY {
        let _ = (operation.read)(&Response { status, headers: &[], body });
    }

    // The same bytes as an id and as an error's text, written as XML.
    let text = text_of_xml(body);
    let xml = escaped(&text);
    let id = text.trim();
    let answer = format!(
        "<SendRawEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><SendRawEmailResult><MessageId>{xml}\
         </MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>"
    );
    let response = Response { status: 200, headers: &[], body: answer.as_bytes() };
    match v1::SendRawEmail::interpret(&response) {
        Ok(sent) => {
            assert_eq!((sent.message_id.as_str(), sent.request_id.as_deref()), (id, Some("r")));
        }
        Err(_) => assert!(id.is_empty(), "{answer}"),
    }
    let answer = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>X</Code><Message>{xml}</Message></Error></ErrorResponse>"
    );
    for operation in &QUERY {
        let response = Response { status: 400, headers: &[], body: answer.as_bytes() };
        let error = (operation.read)(&response).expect_err("an error");
        if is_withheld(&error, &response) {
            continue;
        }
        assert_eq!(error.code.as_deref(), Some("X"), "{}", operation.name);
        assert_eq!(error.message.as_deref(), Some(text.as_str()).filter(|_| !id.is_empty()));
    }
}

/// The first byte picks the status, the second where the error's type stands;
/// the rest is the payload of a JSON answer, then every operation's input, then a draft.
pub fn json_answer(data: &[u8]) {
    let [pick, place, body @ ..] = data else { return };
    let status = STATUSES[usize::from(*pick) % STATUSES.len()];
    let text = String::from_utf8_lossy(body);
    let header = [("x-amzn-ErrorType".to_owned(), text.clone().into_owned())];
    let headers = &header[..usize::from(*place % 2)];
    for operation in &JSON {
        let _ = (operation.read)(&Response { status, headers, body });
    }
    for operation in QUERY.iter().chain(&JSON) {
        (operation.take)(&text);
    }

    let answer = json!({ "MessageId": text }).to_string();
    match v2::SendEmail::interpret(&Response { status: 200, headers: &[], body: answer.as_bytes() })
    {
        Ok(sent) => assert_eq!(sent.message_id, text),
        Err(_) => assert!(text.trim().is_empty(), "{answer}"),
    }
    let answer = json!({ "__type": "a.b#X", "message": text }).to_string();
    for operation in &JSON {
        let response = Response { status: 400, headers: &[], body: answer.as_bytes() };
        let error = (operation.read)(&response).expect_err("an error");
        assert_eq!(error.code.as_deref(), Some("X"), "{}", operation.name);
        let message = error.message.as_deref().unwrap_or_default();
        assert!(message == text || (message.is_empty() && text.trim().is_empty()));
    }
    draft(body);
}

fn draft(json: &[u8]) {
    let Ok(draft) = serde_json::from_slice::<Draft>(json) else { return };
    let written = serde_json::to_vec(&draft).expect("a draft is plain data");
    assert_eq!(serde_json::from_slice::<Draft>(&written).ok().as_ref(), Some(&draft));
    let stamp = Stamp { at: UnixTime::from_seconds(0).expect("1970"), nonce: [7; 16] };
    if let Err(errors) = prepare(&draft, &stamp) {
        assert!(errors.iter().all(|error| !error.field().is_empty()), "{errors:?}");
    }
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
