//! Answers of the Query protocol: XML, with or without its namespace, or
//! whatever a gateway put in its place.

use roxmltree::{Document, Node};

use crate::operation::Response;
use crate::outcome::{Rejection, RejectionKind, Sent};

/// Reads the answer of a send operation.
pub(crate) fn sent(response: &Response<'_>) -> Result<Sent, Rejection> {
    let body = response.text();
    let document = Document::parse(&body).ok();
    let text = |name: &str| document.as_ref().and_then(|document| text_of(document.root(), name));
    let request_id =
        text("RequestId").or_else(|| response.header("x-amzn-RequestId").map(str::to_owned));
    let result = document.as_ref().and_then(|document| {
        document.descendants().find(|node| node.tag_name().name().ends_with("Result"))
    });
    if response.is_success()
        && let Some(message_id) = result.and_then(|result| text_of(result, "MessageId"))
    {
        return Ok(Sent { message_id, request_id });
    }
    let error = document
        .as_ref()
        .and_then(|document| document.descendants().find(|node| node.tag_name().name() == "Error"));
    let code = error.and_then(|error| text_of(error, "Code"));
    Err(Rejection {
        kind: RejectionKind::of(response.status, code.as_deref()),
        status: response.status,
        code,
        message: error.and_then(|error| text_of(error, "Message")),
        request_id,
        body,
    })
}

/// The text of the first element called `name`, in any namespace; none if it is blank.
fn text_of(within: Node<'_, '_>, name: &str) -> Option<String> {
    within
        .descendants()
        .find(|node| node.is_element() && node.tag_name().name() == name)
        .map(|node| {
            node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
        })
        .map(|text: String| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Result<Sent, Rejection> {
        sent(&Response { status, headers: &[], body: body.as_bytes() })
    }

    #[test]
    fn success_and_error_with_and_without_namespace() {
        for ns in ["", " xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\""] {
            let sent = read(200, &format!("<SendRawEmailResponse{ns}><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>")).unwrap();
            assert_eq!(
                (sent.message_id.as_str(), sent.request_id.as_deref()),
                ("m-1", Some("r-1"))
            );
            let error = read(400, &format!("<ErrorResponse{ns}>\n <Error><Type>Sender</Type><Code>MessageRejected</Code><Message>a &lt;b&gt; <!-- x -->&amp; c</Message></Error><RequestId>r-2</RequestId></ErrorResponse>")).unwrap_err();
            assert_eq!(error.code.as_deref(), Some("MessageRejected"));
            assert_eq!(error.message.as_deref(), Some("a <b> & c"));
            assert_eq!(error.request_id.as_deref(), Some("r-2"));
        }
    }

    #[test]
    fn what_is_not_xml_is_kept_whole() {
        for (status, body) in [
            (503, "<html><body>503 <br> gateway"),
            (400, ""),
            (200, "ok"),
            (200, "<r><MessageId>m</MessageId></r>"),
            (200, "<R><SendEmailResult><MessageId/></SendEmailResult></R>"),
        ] {
            let error = read(status, body).unwrap_err();
            assert_eq!((error.status, error.code, error.body.as_str()), (status, None, body));
        }
    }
}
