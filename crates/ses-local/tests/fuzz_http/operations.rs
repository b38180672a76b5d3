//! A valid request of every operation, in an order in which each succeeds.

use serde_json::{Value, json};

use crate::client::{Call, FREE, OWNER};

/// An operation by its API and name, and a call of it.
pub(crate) type Operation = (&'static str, &'static str, Call);

const MAIL: &[(&str, &str)] = &[
    ("Source", "\"A, B\" <a@owner.example>"),
    ("Destination.ToAddresses.member.1", "r@reader.example"),
    ("Tags.member.1.Name", "a"),
    ("Tags.member.1.Value", "b"),
];

const SESSION_POLICY: &str =
    r#"{"Statement": {"Effect": "Allow", "Action": "ses:*", "Resource": "*"}}"#;

/// The operations; `sent` is a message that was sent to `r@reader.example`.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn operations(message: &str, sent: &str) -> Vec<Operation> {
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": "444455556666" }, "Action": ["ses:SendEmail", "ses:SendRawEmail"],
        "Resource": "arn:aws:ses:us-east-1:111122223333:identity/owner.example",
        "Condition": { "StringLike": { "ses:FromAddress": "*@owner.example" } } }] })
    .to_string();
    let simple = json!({ "Simple": {
        "Subject": { "Data": "Ünï" }, "Body": { "Html": { "Data": "x", "Charset": "UTF-8" } },
        "Headers": [{ "Name": "X-A", "Value": "b" }],
        "Attachments": [{ "RawContent": "eA==", "FileName": "a.txt" }] } });
    let content = json!({ "Subject": "{{a}}", "Text": "{{#each b}}{{c}}{{/each}}", "Html": "x" });
    let data = r#"{"a":1,"b":[{"c":2}]}"#;
    let (policies, policy_path) = (
        "/v2/email/identities/owner.example/policies",
        "/v2/email/identities/owner.example/policies/q",
    );
    let mail = |more: &[(&'static str, &'static str)]| [MAIL, more].concat();
    let mut all = vec![
        v1("SendEmail", &mail(&[("Message.Subject.Data", "Ünï"), ("Message.Body.Text.Data", "x")])),
        ("v1", "SendRawEmail", Call::v1_raw(&[], message)),
        v2(
            "SendEmail",
            "POST",
            "/v2/email/outbound-emails",
            &json!({
            "FromEmailAddress": "a@owner.example", "Content": simple,
            "Destination": { "ToAddresses": ["r@reader.example"], "BccAddresses": ["s@reader.example"] },
            "EmailTags": [{ "Name": "a", "Value": "b" }] }),
        ),
        ("v2", "SendEmail", Call::v2_raw(json!({}), message)),
        v1("VerifyEmailIdentity", &[("EmailAddress", "a+b@fuzz.example")]),
        v1("VerifyDomainIdentity", &[("Domain", "fuzz.example")]),
        v1("ListIdentities", &[("IdentityType", "Domain"), ("MaxItems", "1")]),
        v1("GetIdentityVerificationAttributes", &[("Identities.member.1", "owner.example")]),
        v1(
            "PutIdentityPolicy",
            &[("Identity", "owner.example"), ("PolicyName", "p"), ("Policy", &policy)],
        ),
        v1("GetIdentityPolicies", &[("Identity", "owner.example"), ("PolicyNames.member.1", "p")]),
        v1("ListIdentityPolicies", &[("Identity", "owner.example")]),
        v1("DeleteIdentityPolicy", &[("Identity", "owner.example"), ("PolicyName", "p")]),
        v1("GetSendQuota", &[]),
        v1("GetAccountSendingEnabled", &[]),
        v1(
            "CreateTemplate",
            &[
                ("Template.TemplateName", "t"),
                ("Template.SubjectPart", "{{a}}"),
                ("Template.HtmlPart", "{{#each b}}{{c}}{{/each}}"),
            ],
        ),
        v1("GetTemplate", &[("TemplateName", "t")]),
        v1("ListTemplates", &[("MaxItems", "5")]),
        v1(
            "UpdateTemplate",
            &[
                ("Template.TemplateName", "t"),
                ("Template.SubjectPart", "{{a}}"),
                ("Template.TextPart", "{{#if a}}x{{/if}}"),
            ],
        ),
        v1("TestRenderTemplate", &[("TemplateName", "t"), ("TemplateData", data)]),
        v1("SendTemplatedEmail", &mail(&[("Template", "t"), ("TemplateData", data)])),
        v1(
            "SendBulkTemplatedEmail",
            &[
                ("Source", "a@owner.example"),
                ("Template", "t"),
                ("DefaultTemplateData", data),
                ("Destinations.member.1.Destination.ToAddresses.member.1", "r@reader.example"),
                ("Destinations.member.1.ReplacementTemplateData", "{}"),
            ],
        ),
        v1(
            "SendBounce",
            &[
                ("OriginalMessageId", sent),
                ("BounceSender", "b@owner.example"),
                ("BouncedRecipientInfoList.member.1.Recipient", "r@reader.example"),
                ("BouncedRecipientInfoList.member.1.BounceType", "DoesNotExist"),
            ],
        ),
        v2(
            "SendBulkEmail",
            "POST",
            "/v2/email/outbound-bulk-emails",
            &json!({
            "FromEmailAddress": "a@owner.example",
            "DefaultContent": { "Template": { "TemplateName": "t", "TemplateData": data } },
            "BulkEmailEntries": [{ "Destination": { "CcAddresses": ["r@reader.example"] } }] }),
        ),
        v1("DeleteTemplate", &[("TemplateName", "t")]),
        v1("CreateConfigurationSet", &[("ConfigurationSet.Name", "c")]),
        v1("DescribeConfigurationSet", &[("ConfigurationSetName", "c")]),
        v1("ListConfigurationSets", &[]),
        v1("DeleteConfigurationSet", &[("ConfigurationSetName", "c")]),
        v1("DeleteIdentity", &[("Identity", "a+b@fuzz.example")]),
        v2(
            "CreateEmailIdentity",
            "POST",
            "/v2/email/identities",
            &json!({ "EmailIdentity": "c+d@fuzz.example" }),
        ),
        v2("GetEmailIdentity", "GET", "/v2/email/identities/c%2Bd%40fuzz.example", &Value::Null),
        v2("ListEmailIdentities", "GET", "/v2/email/identities?PageSize=1", &Value::Null),
        v2("ListEmailIdentities", "POST", "/v2/email/list-identities", &json!({ "PageSize": 1 })),
        v2("CreateEmailIdentityPolicy", "POST", policy_path, &json!({ "Policy": policy })),
        v2("UpdateEmailIdentityPolicy", "PUT", policy_path, &json!({ "Policy": policy })),
        v2("GetEmailIdentityPolicies", "GET", policies, &Value::Null),
        v2("DeleteEmailIdentityPolicy", "DELETE", policy_path, &Value::Null),
        v2(
            "DeleteEmailIdentity",
            "DELETE",
            "/v2/email/identities/c%2Bd%40fuzz.example",
            &Value::Null,
        ),
        v2("GetAccount", "GET", "/v2/email/account", &Value::Null),
        v2(
            "CreateEmailTemplate",
            "POST",
            "/v2/email/templates",
            &json!({ "TemplateName": "u v", "TemplateContent": content }),
        ),
        v2("GetEmailTemplate", "GET", "/v2/email/templates/u%20v", &Value::Null),
        v2("ListEmailTemplates", "GET", "/v2/email/templates?PageSize=2", &Value::Null),
        v2(
            "UpdateEmailTemplate",
            "PUT",
            "/v2/email/templates/u%20v",
            &json!({ "TemplateContent": content }),
        ),
        v2(
            "TestRenderEmailTemplate",
            "POST",
            "/v2/email/templates/u%20v/render",
            &json!({ "TemplateData": data }),
        ),
        v2("DeleteEmailTemplate", "DELETE", "/v2/email/templates/u%20v", &Value::Null),
        v2(
            "CreateConfigurationSet",
            "POST",
            "/v2/email/configuration-sets",
            &json!({ "ConfigurationSetName": "d", "Tags": [{ "Key": "a", "Value": "b" }] }),
        ),
        v2("GetConfigurationSet", "GET", "/v2/email/configuration-sets/d", &Value::Null),
        v2("ListConfigurationSets", "GET", "/v2/email/configuration-sets", &Value::Null),
        v2("ListConfigurationSets", "POST", "/v2/email/list-configuration-sets", &json!({})),
        v2("DeleteConfigurationSet", "DELETE", "/v2/email/configuration-sets/d", &Value::Null),
        sts("GetCallerIdentity", &[]),
        sts(
            "AssumeRole",
            &[
                ("RoleArn", "arn:aws:iam::444455556666:role/mailer"),
                ("RoleSessionName", "you"),
                ("DurationSeconds", "900"),
                ("Policy", SESSION_POLICY),
            ],
        ),
    ];
    for (api, _, call) in &mut all {
        call.keys = if *api == "sts" { FREE } else { OWNER };
    }
    all
}

fn v1(action: &'static str, members: &[(&str, &str)]) -> Operation {
    ("v1", action, Call::v1(action, members))
}

fn sts(action: &'static str, members: &[(&str, &str)]) -> Operation {
    ("sts", action, Call::sts(action, members))
}

fn v2(name: &'static str, method: &'static str, target: &str, body: &Value) -> Operation {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut call = Call::new(target, "application/json", body.into_bytes());
    call.method = method;
    ("v2", name, call)
}

/// The operations that the program has, by its own tables.
pub(crate) fn existing() -> Vec<(&'static str, &'static str)> {
    let query = |api, source: &'static str| {
        let rows = source.lines().filter(|line| line.contains("\", Action::"));
        rows.flat_map(|line| line.split('"').skip(1).step_by(2)).map(move |name| (api, name))
    };
    let rest = include_str!("../../src/v2.rs").lines().filter(|line| line.contains("=> \""));
    query("v1", include_str!("../../src/v1.rs"))
        .chain(query("sts", include_str!("../../src/sts.rs")))
        .chain(rest.filter_map(|line| Some(("v2", line.split('"').nth(1)?))))
        .collect()
}
