//! Answers of every kind, as botocore reads them.

use serde::Serialize;
use serde_json::{Value, json};

use super::*;
use crate::operation::{Operation, Response};

/// The output as JSON, or the error's code.
fn read<T: Operation<Output: Serialize>>(status: u16, body: &str) -> Value {
    match T::interpret(&Response { status, headers: &[], body: body.as_bytes() }) {
        Ok(output) => serde_json::to_value(output).unwrap(),
        Err(rejection) => json!({ "code": rejection.code, "kind": rejection.kind }),
    }
}

fn answer<T: Operation<Output: Serialize>>(members: &str) -> Value {
    let name = T::NAME;
    let body = format!(
        "<{name}Response xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><{name}Result>{members}</{name}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{name}Response>"
    );
    let error =
        "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>";
    assert_eq!(read::<T>(400, error), json!({ "code": "Throttling", "kind": "refused" }));
    let unclear = json!({ "code": null, "kind": "unclear" });
    assert_eq!(read::<T>(200, &body.replace(name, "Other")), unclear);
    read::<T>(200, &body)
}

#[test]
fn outputs_by_awss_names() {
    assert_eq!(
        answer::<GetSendQuota>(
            "<Max24HourSend>-1.0</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>1.2e1</SentLast24Hours>"
        ),
        json!({ "Max24HourSend": -1.0, "MaxSendRate": 14.0, "SentLast24Hours": 12.0 })
    );
    assert_eq!(
        answer::<GetIdentityVerificationAttributes>(
            "<VerificationAttributes><entry><key>b.c</key><value><VerificationStatus>Success</VerificationStatus><VerificationToken>t=</VerificationToken></value></entry><entry><key>a@b.c</key><value><VerificationStatus>Pending</VerificationStatus></value></entry></VerificationAttributes>"
        ),
        json!({ "VerificationAttributes": {
            "b.c": { "VerificationStatus": "Success", "VerificationToken": "t=" },
            "a@b.c": { "VerificationStatus": "Pending" },
        } })
    );
    assert_eq!(
        answer::<ListIdentityPolicies>(
            "<PolicyNames><member>a</member><member>b</member></PolicyNames>"
        ),
        json!({ "PolicyNames": ["a", "b"] })
    );
    assert_eq!(answer::<ListIdentityPolicies>(""), json!({ "PolicyNames": [] }));
    assert_eq!(
        answer::<GetIdentityPolicies>(
            "<Policies><entry><key>p</key><value>{&quot;a&quot;:\n1}</value></entry></Policies>"
        ),
        json!({ "Policies": { "p": "{\"a\":\n1}" } })
    );
    assert_eq!(answer::<PutIdentityPolicy>(""), Value::Null);
    assert_eq!(answer::<DeleteIdentityPolicy>(""), Value::Null);
    assert_eq!(
        answer::<ListTemplates>(
            "<TemplatesMetadata><member><Name>t</Name><CreatedTimestamp>2026-01-15T12:34:56.250Z</CreatedTimestamp></member></TemplatesMetadata><NextToken>n</NextToken>"
        ),
        json!({
            "TemplatesMetadata": [{ "Name": "t", "CreatedTimestamp": "2026-01-15T12:34:56.250Z" }],
            "NextToken": "n",
        })
    );
    assert_eq!(
        answer::<GetTemplate>(
            "<Template><TemplateName>t</TemplateName><SubjectPart> s </SubjectPart><HtmlPart>&lt;p&gt;</HtmlPart></Template>"
        ),
        json!({ "Template": { "TemplateName": "t", "SubjectPart": " s ", "HtmlPart": "<p>" } })
    );
    assert_eq!(
        answer::<TestRenderTemplate>(
            "<RenderedTemplate>Date: x&#13;\n&#13;\nHi</RenderedTemplate>"
        ),
        json!({ "RenderedTemplate": "Date: x\r\n\r\nHi" })
    );
    assert_eq!(
        answer::<SendBulkTemplatedEmail>(
            "<Status><member><Status>Success</Status><MessageId>m</MessageId></member><member><Status>TransientFailure</Status><Error>again</Error></member></Status>"
        ),
        json!({ "Status": [
            { "Status": "Success", "MessageId": "m" },
            { "Status": "TransientFailure", "Error": "again" },
        ] })
    );
    let sent = json!({ "messageId": "m", "requestId": "r" });
    let id = "<MessageId>m</MessageId>";
    assert_eq!(answer::<SendEmail>(id), sent);
    assert_eq!(answer::<SendRawEmail>(id), sent);
    assert_eq!(answer::<SendTemplatedEmail>(id), sent);
    assert_eq!(answer::<SendBounce>(id), sent);
}

/// What an input becomes, by names and texts.
fn form<T: Operation + serde::de::DeserializeOwned>(input: &Value) -> Value {
    let request = T::from_json(&input.to_string()).unwrap().request();
    let members = request.parameters().into_iter().map(|(name, value)| (name, value.into()));
    Value::Object(members.collect())
}

#[test]
fn inputs_by_awss_names() {
    assert_eq!(form::<GetSendQuota>(&json!({})), json!({}));
    assert_eq!(
        form::<GetIdentityVerificationAttributes>(&json!({ "Identities": ["a.b", "c@a.b"] })),
        json!({ "Identities.member.1": "a.b", "Identities.member.2": "c@a.b" })
    );
    let mut policy = json!({ "Identity": "a.b", "PolicyName": "p" });
    assert_eq!(form::<DeleteIdentityPolicy>(&policy), policy);
    policy["Policy"] = "{\"Version\":\"2012-10-17\"}".into();
    assert_eq!(form::<PutIdentityPolicy>(&policy), policy);
    let arn = "arn:aws:ses:us-east-1:123456789012:identity/a.b";
    assert_eq!(
        form::<GetIdentityPolicies>(&json!({ "Identity": arn, "PolicyNames": ["p"] })),
        json!({ "Identity": arn, "PolicyNames.member.1": "p" })
    );
    assert_eq!(
        form::<ListIdentityPolicies>(&json!({ "Identity": arn })),
        json!({ "Identity": arn })
    );
    assert_eq!(form::<ListTemplates>(&json!({})), json!({}));
    assert_eq!(
        form::<ListTemplates>(&json!({ "NextToken": "n", "MaxItems": 100 })),
        json!({ "NextToken": "n", "MaxItems": "100" })
    );
    let mut render = json!({ "TemplateName": "t" });
    assert_eq!(form::<GetTemplate>(&render), render);
    render["TemplateData"] = "{}".into();
    assert_eq!(form::<TestRenderTemplate>(&render), render);
    assert_eq!(
        form::<SendTemplatedEmail>(&json!({
            "Source": "a@b.c",
            "Destination": { "BccAddresses": ["d@b.c"] },
            "Template": "t",
            "TemplateArn": "arn:aws:ses:us-east-1:123456789012:template/t",
            "TemplateData": "{\"n\":\"é\"}",
        })),
        json!({
            "Source": "a@b.c",
            "Destination.BccAddresses.member.1": "d@b.c",
            "Template": "t",
            "TemplateArn": "arn:aws:ses:us-east-1:123456789012:template/t",
            "TemplateData": "{\"n\":\"é\"}",
        })
    );
}

#[test]
fn wrong_inputs_are_named_by_their_path() {
    fn wrong<T: Operation + serde::de::DeserializeOwned>(input: &Value) -> (String, String) {
        let error = T::from_json(&input.to_string()).err().unwrap();
        (error.code().to_owned(), error.field().to_owned())
    }
    let is = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(
        wrong::<GetIdentityPolicies>(&json!({ "Identity": "a.b", "PolicyNames": ["p", "p q"] })),
        is("policy.name", "PolicyNames[1]")
    );
    assert_eq!(
        wrong::<GetIdentityPolicies>(&json!({ "Identity": "a.b", "PolicyNames": [] })),
        is("list.length", "PolicyNames")
    );
    assert_eq!(
        wrong::<ListIdentityPolicies>(&json!({ "Identity": "no domain" })),
        is("identity.name", "Identity")
    );
    assert_eq!(wrong::<ListTemplates>(&json!({ "MaxItems": 101 })), is("number.range", "MaxItems"));
    assert_eq!(wrong::<GetSendQuota>(&json!({ "X": 1 })).0, "input.shape");
}

/// The shared answers with botocore's reading of them, where they are at hand.
#[test]
fn shared_answers_as_botocore_reads_them() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("SES_DELEGATE_SHARED")
        .map_or_else(|| root.join("../../../shared"), std::path::PathBuf::from);
    let path = shared.join("ses/data/response-samples.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return eprintln!("{} is absent: nothing compared", path.display());
    };
    let samples: Vec<Value> = serde_json::from_str(&text).unwrap();
    let of_v1: Vec<_> = samples.iter().filter(|sample| sample["api"] == "v1").collect();
    assert!(of_v1.len() > 20, "{}", of_v1.len());
    for sample in of_v1 {
        let body = sample["body"].as_str().unwrap();
        let status = u16::try_from(sample["status"].as_u64().unwrap()).unwrap();
        let status_text = status.to_string();
        let mut expected = sample["botocore_parsed"].clone();
        let request_id = expected["ResponseMetadata"]["RequestId"].clone();
        expected.as_object_mut().unwrap().remove("ResponseMetadata");
        let found = match sample["operation"].as_str().unwrap() {
            "SendEmail" => outcome::<SendEmail<'_>>(status, body),
            "SendRawEmail" => outcome::<SendRawEmail<'_>>(status, body),
            "SendTemplatedEmail" => outcome::<SendTemplatedEmail>(status, body),
            "SendBulkTemplatedEmail" => outcome::<SendBulkTemplatedEmail>(status, body),
            "GetSendQuota" => outcome::<GetSendQuota>(status, body),
            "GetIdentityVerificationAttributes" => {
                outcome::<GetIdentityVerificationAttributes>(status, body)
            }
            "GetIdentityPolicies" => outcome::<GetIdentityPolicies>(status, body),
            "ListIdentityPolicies" => outcome::<ListIdentityPolicies>(status, body),
            other => panic!("{other} is not compared"),
        };
        let expected = match (&expected["MessageId"], &expected["Error"]) {
            (Value::String(id), _) => json!({ "messageId": id, "requestId": request_id }),
            // What botocore says of a page without a code is the HTTP status.
            (_, Value::Object(error)) if error["Code"] == *status_text => json!([null, null]),
            (_, Value::Object(error)) => json!([error["Code"], error["Message"]]),
            _ => expected,
        };
        assert_eq!(found, expected, "{}", sample["id"]);
    }
}

/// The output, or the error's code and message.
fn outcome<T: Operation<Output: Serialize>>(status: u16, body: &str) -> Value {
    match T::interpret(&Response { status, headers: &[], body: body.as_bytes() }) {
        Ok(output) => serde_json::to_value(output).unwrap(),
        Err(rejection) => json!([rejection.code, rejection.message]),
    }
}
