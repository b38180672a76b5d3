//! Held against data beside the repository: requests and answers by botocore,
//! and AWS's model. Passes, and says so, where there is none.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::*;
use crate::operation::Response;

/// The JSON files in `folder`, or the one file.
fn data(path: &str) -> Vec<(String, Value)> {
    let named = std::env::var("SES_DELEGATE_SHARED").ok();
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = named.map_or(beside, Into::into).join("ses").join(path);
    let files: Vec<_> = match fs::read_dir(&path) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => vec![path.clone()],
    };
    let read = |path: &Path| {
        let text = fs::read_to_string(path).ok()?;
        Some((path.display().to_string(), serde_json::from_str(&text).unwrap()))
    };
    let found: Vec<_> = files.iter().filter_map(|path| read(path)).collect();
    if found.is_empty() {
        // Not by eprintln!, which a passing test keeps to itself.
        let _ = writeln!(io::stderr(), "not held against {}: there is none", path.display());
    }
    found
}

#[test]
fn requests_are_botocores() {
    let (mut held, found) = (0, data("golden"));
    for (file, case) in &found {
        if case["api"] != "v2" {
            continue;
        }
        let operation = case["operation"].as_str().unwrap();
        let Some(request) = request_of(operation, &base64_as_text(&case["params"])) else {
            continue;
        };
        let expected = &case["expected"];
        assert_eq!(request.method.as_str(), expected["method"], "{file}");
        assert_eq!(request.path, expected["path"].as_str().unwrap(), "{file}");
        // botocore sorts for the signature only.
        let mut query: Vec<_> = expected["raw_query"].as_str().unwrap().split('&').collect();
        query.sort_unstable();
        assert_eq!(request.query, query.join("&"), "{file}");
        let content_type = expected["headers"].get("Content-Type").and_then(Value::as_str);
        assert_eq!(request.content_type, content_type, "{file}");
        let body = body(&request);
        if body.is_empty() {
            assert_eq!(expected["body"], "", "{file}");
            let text = |name: &str| case["sigv4"][name].as_str().unwrap();
            let (id, secret) = (text("access_key_id"), text("secret_access_key"));
            let signed = signature(&request, text("region"), id, secret, text("session_token"));
            assert_eq!(signed, text("authorization"), "{file}");
        } else {
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(body, expected["json"], "{file}");
        }
        held += 1;
    }
    assert!(found.is_empty() || held >= 13, "{held} requests");
}

/// A blob in the data is an object, so as not to be taken for a text.
fn base64_as_text(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.get("$bytes_base64").cloned().unwrap_or_else(|| {
            let each = members.iter().map(|(name, value)| (name.clone(), base64_as_text(value)));
            Value::Object(each.collect())
        }),
        Value::Array(items) => items.iter().map(base64_as_text).collect(),
        other => other.clone(),
    }
}

#[test]
fn answers_are_botocores() {
    for (_, cases) in data("data/response-samples.json") {
        let cases = cases.as_array().unwrap();
        let cases: Vec<_> = cases.iter().filter(|case| case["api"] == "v2").collect();
        assert!(cases.len() >= 17, "{} answers", cases.len());
        for case in cases {
            let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
            let headers: Vec<_> = case["headers"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect();
            let body = case["body"].as_str().unwrap().as_bytes();
            let response = Response { status, headers: &headers, body };
            let mut parsed = case["botocore_parsed"].clone();
            let metadata = parsed.as_object_mut().unwrap().remove("ResponseMetadata").unwrap();
            match answer_of(case["operation"].as_str().unwrap(), &response) {
                Ok(answer) => assert_eq!(answer, parsed, "{}", case["id"]),
                Err(error) => {
                    // Without a code botocore makes one of the status.
                    let code = error.code.unwrap_or_else(|| status.to_string());
                    assert_eq!(code, parsed["Error"]["Code"], "{}", case["id"]);
                    assert_eq!(json!(error.message), parsed["Error"]["Message"], "{}", case["id"]);
                    assert_eq!(json!(error.request_id), metadata["RequestId"]);
                }
            }
        }
    }
}

/// The answer to the operation called `name`, by AWS's names.
fn answer_of(name: &str, response: &Response<'_>) -> Result<Value, crate::Rejection> {
    fn json<O: Operation<Output: Serialize>>(
        response: &Response<'_>,
    ) -> Result<Value, crate::Rejection> {
        O::interpret(response).map(|answer| serde_json::to_value(answer).unwrap())
    }
    match name {
        SendEmail::NAME => {
            SendEmail::interpret(response).map(|sent| json!({ "MessageId": sent.message_id }))
        }
        CreateEmailIdentityPolicy::NAME => {
            CreateEmailIdentityPolicy::interpret(response).map(|()| json!({}))
        }
        UpdateEmailIdentityPolicy::NAME => {
            UpdateEmailIdentityPolicy::interpret(response).map(|()| json!({}))
        }
        DeleteEmailIdentityPolicy::NAME => {
            DeleteEmailIdentityPolicy::interpret(response).map(|()| json!({}))
        }
        SendBulkEmail::NAME => SendBulkEmail::interpret(response).map(|answer| {
            // A status is one for both APIs and shows itself in v1's word.
            let mut json = serde_json::to_value(&answer).unwrap();
            for (at, result) in answer.bulk_email_entry_results.iter().enumerate() {
                if let Some(status) = &result.status {
                    json["BulkEmailEntryResults"][at]["Status"] = status.as_v2_str().into();
                }
            }
            json
        }),
        GetAccount::NAME => json::<GetAccount>(response),
        GetEmailIdentity::NAME => json::<GetEmailIdentity>(response),
        GetEmailIdentityPolicies::NAME => json::<GetEmailIdentityPolicies>(response),
        GetEmailTemplate::NAME => json::<GetEmailTemplate>(response),
        ListEmailTemplates::NAME => json::<ListEmailTemplates>(response),
        TestRenderEmailTemplate::NAME => json::<TestRenderEmailTemplate>(response),
        other => panic!("{other}"),
    }
}

/// Every member that AWS's model has is read and given back.
#[test]
fn answers_have_every_member_of_awss_model() {
    for (_, model) in data("data/ses-v2-model.json") {
        for operation in [
            SendEmail::NAME,
            SendBulkEmail::NAME,
            CreateEmailIdentityPolicy::NAME,
            UpdateEmailIdentityPolicy::NAME,
            DeleteEmailIdentityPolicy::NAME,
            GetAccount::NAME,
            GetEmailIdentity::NAME,
            GetEmailIdentityPolicies::NAME,
            GetEmailTemplate::NAME,
            ListEmailTemplates::NAME,
            TestRenderEmailTemplate::NAME,
        ] {
            let shape = &model["operations"][operation]["output"];
            let (sent, expected) = (whole(shape, false), whole(shape, true));
            let body = sent.to_string();
            let response = Response { status: 200, headers: &[], body: body.as_bytes() };
            assert_eq!(answer_of(operation, &response).unwrap(), expected, "{operation}");
            // A null is an absent member, but for those without which there is no answer.
            let without = nulls(&sent, shape).to_string();
            let response = Response { status: 200, headers: &[], body: without.as_bytes() };
            if operation != SendEmail::NAME {
                answer_of(operation, &response).unwrap_or_else(|e| panic!("{operation}: {e:?}"));
            }
        }
    }
}

/// A value with every member of `shape`; times as they are sent, or as they are given back.
fn whole(shape: &Value, given_back: bool) -> Value {
    match shape["type"].as_str().unwrap() {
        "structure" => {
            let members = shape["members"].as_object().unwrap();
            let each = members.iter().map(|(name, shape)| (name.clone(), whole(shape, given_back)));
            Value::Object(each.collect())
        }
        "list" => json!([whole(&shape["member"], given_back), whole(&shape["member"], given_back)]),
        "map" => json!({ "é b": "1", "c": "2" }),
        "string" => shape["enum"].get(0).cloned().unwrap_or_else(|| json!("tëxt")),
        "boolean" => json!(true),
        "double" => json!(-1.0),
        "long" => json!(4_294_967_295_u64),
        "timestamp" if given_back => json!("2026-01-15T12:34:56.250Z"),
        "timestamp" => json!(1_768_480_496.25),
        other => panic!("{other}"),
    }
}

/// `value` with null in place of all members but the answer's own required ones.
fn nulls(value: &Value, shape: &Value) -> Value {
    let members = value.as_object().unwrap().iter().map(|(name, value)| {
        let required = shape["members"][name]["required"] == true;
        let within = |value: &Value| match value {
            Value::Object(members) => {
                members.keys().map(|name| (name.clone(), Value::Null)).collect()
            }
            other => other.clone(),
        };
        (name.clone(), if required { within(value) } else { Value::Null })
    });
    Value::Object(members.collect::<Map<_, _>>())
}
