//! `/faults`: rules in and out, for programs on this machine.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, Method, Request, Response, StatusCode, header},
};
use serde_json::{Value, json};

use super::rule::{Rule, RuleError};
use crate::{inbox::is_own, server::Shared};

const MAX_BODY: usize = 1024 * 1024;
/// How long a body may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn is_route(path: &str) -> bool {
    path == "/faults" || path.starts_with("/faults/")
}

/// Answers a request to `/faults`. Like the inbox it answers to this machine's
/// own names only, and to no page but its own: no site may set faults.
pub(crate) async fn answer(shared: &Shared, request: Request<Body>) -> Response<Body> {
    let headers = request.headers();
    if !is_own(headers, shared.options.open_to_network) {
        let problem = "Faults are set by programs on this machine, not by pages of other origins.";
        return respond(StatusCode::FORBIDDEN, &json!({ "message": problem }));
    }
    let path = request.uri().path().to_owned();
    let id = path.strip_prefix("/faults/");
    match (request.method().clone(), id) {
        (Method::GET | Method::HEAD, None) => {
            respond(StatusCode::OK, &json!({ "faults": shared.faults.all() }))
        }
        (Method::POST, None) => match whole(request.into_body(), PATIENCE).await {
            Ok(body) => set(shared, &body),
            Err((status, message)) => respond(status, &json!({ "message": message })),
        },
        (Method::DELETE, id) => {
            let found = shared.faults.remove(id);
            if found || id.is_none() {
                respond(StatusCode::NO_CONTENT, &Value::Null)
            } else {
                let message = format!("There is no fault {}.", id.unwrap_or_default());
                respond(StatusCode::NOT_FOUND, &json!({ "message": message }))
            }
        }
        _ => {
            let message = "Expected GET, POST or DELETE /faults, or DELETE /faults/{id}.";
            respond(StatusCode::METHOD_NOT_ALLOWED, &json!({ "message": message }))
        }
    }
}

async fn whole(body: Body, patience: Duration) -> Result<Bytes, (StatusCode, String)> {
    match tokio::time::timeout(patience, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => {
            let message = format!("Expected a body of at most {MAX_BODY} bytes.");
            Err((StatusCode::PAYLOAD_TOO_LARGE, message))
        }
        Err(_) => {
            let message = format!("Expected the whole body within {} s.", patience.as_secs());
            Err((StatusCode::REQUEST_TIMEOUT, message))
        }
    }
}

fn set(shared: &Shared, body: &[u8]) -> Response<Body> {
    let rules = match read(body) {
        Ok(rules) => rules,
        Err((field, problem)) => {
            let message = format!("{field}: {problem}");
            let error = json!({ "message": message, "field": field });
            return respond(StatusCode::BAD_REQUEST, &error);
        }
    };
    if let Some(added) = shared.faults.add(rules) {
        return respond(StatusCode::CREATED, &json!({ "faults": added }));
    }
    let message = "Expected at most 1000 faults at a time: delete some first.";
    respond(StatusCode::CONFLICT, &json!({ "message": message }))
}

/// One rule, or a list; else the field that is wrong, and how.
fn read(body: &[u8]) -> Result<Vec<Rule>, (String, String)> {
    let is_list = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let rules = if is_list { parse::<Vec<Rule>>(body)? } else { vec![parse::<Rule>(body)?] };
    let check = |(index, rule): (usize, Rule)| {
        rule.check().map_err(|RuleError { field, problem }| {
            let field = if is_list { format!("[{index}].{field}") } else { field.to_owned() };
            (field, problem)
        })
    };
    rules.into_iter().enumerate().map(check).collect()
}

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, (String, String)> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { "body".to_owned() } else { field };
        (field, error.inner().to_string())
    })?;
    reader.end().map_err(|error| ("body".to_owned(), error.to_string()))?;
    Ok(value)
}

fn respond(status: StatusCode, body: &Value) -> Response<Body> {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{
        body::{Body, Bytes},
        http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    };

    use super::{MAX_BODY, is_own, read, whole};

    #[test]
    fn rules_that_are_taken() {
        for body in [
            r#"{"fault": {"throttle": "rate"}}"#,
            r#"[{"fault": {"status": 503}, "times": "always"}, {"fault": "expired-token", "after": 3}]"#,
            r#"{"fault": {"slow": {"milliseconds": 10, "trickle": true}}, "times": 2}"#,
            r#"{"fault": {"connection": {"when": "before-read", "reset": true}}, "match": {"api": "v2"}}"#,
            r#"{"fault": {"error": {"code": "X", "status": 418, "message": "m"}},
                "match": {"operations": ["SendEmail"], "recipient": "*@x", "source": "a@?", "account": "1"}}"#,
            r#"{"fault": {"missing-cors": "preflight"}, "match": {"api": "v1"}}"#,
            r#"{"fault": {"status": 421}, "match": {"api": "smtp", "recipient": "*@x"}}"#,
            r#"{"fault": {"connection": {"when": "before-read"}},
                "match": {"api": "smtp", "source": "*@x"}}"#,
            "[]",
        ] {
            assert!(read(body.as_bytes()).is_ok(), "{body}: {:?}", read(body.as_bytes()));
        }
    }

    #[test]
    fn rules_that_are_refused_name_the_field() {
        for (body, field, part) in [
            ("", "body", "EOF"),
            ("{}", "body", "missing field `fault`"),
            (r#"{"fault": {"throttle": "rate"}} x"#, "body", "trailing"),
            (
                r#"{"fault": {"throttle": "hourly"}}"#,
                "fault.throttle",
                "unknown variant `hourly`, expected `rate` or `daily`",
            ),
            (r#"{"fault": {"explode": 1}}"#, "fault", "unknown variant `explode`"),
            (r#"{"fault": {"status": 404}}"#, "fault.status", "expected 500 or 503, but found 404"),
            (
                r#"{"fault": {"status": "500"}}"#,
                "fault.status",
                "invalid type: string \"500\", expected u16",
            ),
            (
                r#"{"fault": {"slow": {"milliseconds": 700000}}}"#,
                "fault.slow.milliseconds",
                "at most 600000",
            ),
            (
                r#"{"fault": {"slow": {"millis": 1}}}"#,
                "fault.slow.millis",
                "unknown field `millis`",
            ),
            (
                r#"{"fault": "expired-token", "match": {"receiver": "a"}}"#,
                "match.receiver",
                "unknown field `receiver`",
            ),
            (
                r#"{"fault": "expired-token", "match": {"api": "smtp"}}"#,
                "fault",
                "SMTP knows no other fault",
            ),
            (
                r#"{"fault": {"status": 503}, "match": {"api": "smtp"}}"#,
                "fault.status",
                "expected 421 or 451, but found 503",
            ),
            (
                r#"{"fault": {"status": 451}, "match": {"api": "v1"}}"#,
                "fault.status",
                "expected 500 or 503, but found 451",
            ),
            (
                r#"{"fault": "expired-token", "match": {"api": "imap"}}"#,
                "match.api",
                "unknown variant `imap`",
            ),
            (r#"{"fault": "expired-token", "times": 0}"#, "times", "found 0"),
            (
                r#"{"fault": "expired-token", "times": "often"}"#,
                "times",
                "expected a number of requests",
            ),
            (r#"{"fault": "expired-token", "after": -1}"#, "after", "`-1`"),
            (
                r#"{"fault": {"error": {"code": "a b", "status": 400, "message": ""}}}"#,
                "fault.error.code",
                "'a b'",
            ),
            (
                r#"{"fault": {"error": {"code": "A", "status": 200, "message": ""}}}"#,
                "fault.error.status",
                "found 200",
            ),
            (
                r#"{"fault": {"connection": {"when": "before-read"}}, "match": {"recipient": "*"}}"#,
                "match",
                "before the body",
            ),
            (
                r#"[{"fault": "expired-token"}, {"fault": {"status": 1}}]"#,
                "[1].fault.status",
                "found 1",
            ),
        ] {
            let (found, problem) = read(body.as_bytes()).unwrap_err();
            assert_eq!(found, field, "{body}: {problem}");
            assert!(problem.contains(part), "{body}: {problem}");
        }
    }

    #[tokio::test]
    async fn bodies_are_bounded_in_length_and_time() {
        let whole = async |body| whole(body, Duration::from_millis(20)).await;
        assert_eq!(whole(Body::from("[]")).await.unwrap(), "[]");
        let (status, _) = whole(Body::from(vec![b' '; MAX_BODY + 1])).await.unwrap_err();
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        let silent = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
        let (status, _) = whole(Body::from_stream(silent)).await.unwrap_err();
        assert_eq!(status, StatusCode::REQUEST_TIMEOUT);
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        for (pairs, own) in [
            (&[("host", "127.0.0.1:8425")][..], true),
            (&[("host", "127.0.0.1:8425"), ("origin", "http://127.0.0.1:8425")], true),
            (&[("host", "127.0.0.1:8425"), ("origin", "http://127.0.0.1:9999")], false),
            (&[("host", "127.0.0.1:8425"), ("origin", "null")], false),
            (&[("host", "localhost:8425"), ("origin", "https://evil.example")], false),
            (&[("host", "localhost:8425"), ("sec-fetch-site", "cross-site")], false),
            (&[("host", "evil.example")], false),
            (&[], false),
        ] {
            let pairs = pairs.iter().map(|(name, value)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            let headers: HeaderMap = pairs.collect();
            assert_eq!(is_own(&headers, false), own, "{headers:?}");
        }
    }
}
