//! Operations that send nothing, in both dialects.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::client::{Answer, Call, DELEGATE, NOW, OWNER, SCENARIOS, start, start_with};

const IDENTITY: &str = "new.example";

fn v1(address: SocketAddr, action: &str, members: &[(&str, &str)]) -> Answer {
    Call::v1(action, members).by(OWNER).send(address)
}

fn v2(address: SocketAddr, method: &'static str, target: &str, body: Option<Value>) -> Answer {
    let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
    let mut call = Call::new(&format!("/v2/email/{target}"), "application/json", bytes);
    call.method = method;
    call.by(OWNER).send(address)
}

fn json_of(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn policy(identity: &str) -> String {
    let arn = format!("arn:aws:ses:us-east-1:111122223333:identity/{identity}");
    json!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": { "AWS": "444455556666" },
            "Action": "ses:SendRawEmail",
            "Resource": arn,
        },
    })
    .to_string()
}

#[test]
fn a_policy_put_through_the_api_is_enforced() {
    let address = start();
    let send = || {
        let arn = "arn:aws:ses:us-east-1:111122223333:identity/new.example";
        let members = [("SourceArn", arn), ("FromArn", arn)];
        let message = "From: a@new.example\r\nTo: r@x.example\r\n\r\nhi\r\n";
        Call::v1_raw(&members, message).by(DELEGATE).send(address)
    };
    send().expect("no identity", 400, "MessageRejected", "not verified");
    v1(address, "VerifyDomainIdentity", &[("Domain", IDENTITY)]).expect("verify", 200, "OK", "");
    send().expect("no policy", 403, "AccessDenied", "ses:SendRawEmail");
    let document = policy(IDENTITY);
    let members = [("Identity", IDENTITY), ("PolicyName", "p"), ("Policy", document.as_str())];
    v1(address, "PutIdentityPolicy", &members).expect("put", 200, "OK", "");
    send().expect("policy", 200, "OK", "");
    v1(address, "VerifyDomainIdentity", &[("Domain", IDENTITY)]).expect("again", 200, "OK", "");
    send().expect("verified again, the policy stays", 200, "OK", "");
    v2(address, "DELETE", "identities/new.example/policies/p", None)
        .expect("delete", 200, "OK", "");
    send().expect("policy deleted", 403, "AccessDenied", "ses:SendRawEmail");
    v1(address, "PutIdentityPolicy", &members).expect("put again", 200, "OK", "");
    v1(address, "DeleteIdentity", &[("Identity", IDENTITY)]).expect("gone", 200, "OK", "");
    v1(address, "VerifyDomainIdentity", &[("Domain", IDENTITY)]).expect("back", 200, "OK", "");
    send().expect("its policies went along", 403, "AccessDenied", "ses:SendRawEmail");
}

#[test]
fn policies_read_back_as_they_were_put() {
    let address = start();
    v1(address, "VerifyDomainIdentity", &[("Domain", IDENTITY)]).expect("verify", 200, "OK", "");
    let document = format!("  {}\n", policy(IDENTITY));
    let body = Some(json!({ "Policy": document }));
    let target = "identities/new.example/policies/p-1";
    v2(address, "PUT", target, body.clone()).expect(
        "nothing to update",
        404,
        "NotFoundException",
        "Policy <p-1> does not exist",
    );
    v2(address, "POST", target, body.clone()).expect("create", 200, "OK", "");
    v2(address, "POST", target, body.clone()).expect(
        "twice",
        400,
        "AlreadyExistsException",
        "Policy <p-1> already exists",
    );
    v2(address, "PUT", target, body).expect("update", 200, "OK", "");
    let all = json_of(&v2(address, "GET", "identities/new.example/policies", None));
    assert_eq!(all, json!({ "Policies": { "p-1": document } }));
    for identity in [IDENTITY, "arn:aws:ses:us-east-1:111122223333:identity/new.example"] {
        let names = v1(address, "ListIdentityPolicies", &[("Identity", identity)]).text();
        assert!(names.contains("<member>p-1</member>"), "{names}");
        let asked = [
            ("Identity", identity),
            ("PolicyNames.member.1", "p-1"),
            ("PolicyNames.member.2", "q"),
        ];
        let found = v1(address, "GetIdentityPolicies", &asked).text();
        assert_eq!(found.matches("<entry>").count(), 1, "{found}");
        assert!(found.contains("<key>p-1</key>"), "{found}");
    }
    v1(address, "DeleteIdentityPolicy", &[("Identity", IDENTITY), ("PolicyName", "q")]).expect(
        "v1 does not mind",
        200,
        "OK",
        "",
    );
    v2(address, "DELETE", "identities/new.example/policies/q", None).expect(
        "v2 does",
        404,
        "NotFoundException",
        "Policy <q> does not exist",
    );
}

#[test]
fn policies_are_for_the_owner_and_within_limits() {
    let address = start();
    v1(address, "VerifyDomainIdentity", &[("Domain", IDENTITY)]).expect("verify", 200, "OK", "");
    let document = policy(IDENTITY);
    let put = |identity: &str, name: &str, document: &str| {
        let members = [("Identity", identity), ("PolicyName", name), ("Policy", document)];
        v1(address, "PutIdentityPolicy", &members)
    };
    let arn = "arn:aws:ses:us-east-1:111122223333:identity/new.example";
    Call::v1("ListIdentityPolicies", &[("Identity", arn)]).by(DELEGATE).send(address).expect(
        "a delegate",
        403,
        "AccessDenied",
        "is not authorized to perform `ses:ListIdentityPolicies' on resource",
    );
    let elsewhere = arn.replace("us-east-1", "eu-west-1");
    put(&elsewhere, "p", &document).expect("Region", 400, "InvalidParameterValue", "eu-west-1");
    put("other.example", "p", &document).expect(
        "no identity",
        400,
        "InvalidParameterValue",
        "Identity <other.example> does not exist.",
    );
    let body = Some(json!({ "Policy": document }));
    v2(address, "POST", "identities/other.example/policies/p", body).expect(
        "no identity",
        404,
        "NotFoundException",
        "Email identity <other.example> does not exist.",
    );
    put(IDENTITY, &"p".repeat(65), "").expect(
        "two errors",
        400,
        "ValidationError",
        "2 validation errors detected: Value at 'policyName' failed to satisfy constraint: \
         Member must have length less than or equal to 64; Value at 'policy'",
    );
    v1(address, "PutIdentityPolicy", &[]).expect("nothing", 400, "ValidationError", "3 validation");
    put(IDENTITY, "a.b", &document).expect(
        "name",
        400,
        "InvalidParameterValue",
        "PolicyName is invalid. Policy names must only include",
    );
    put(IDENTITY, "p", "{").expect("no JSON", 400, "InvalidPolicy", "JSON");
    put(IDENTITY, "p", &policy("other.example")).expect("whose", 400, "InvalidPolicy", "Resource");
    let body = Some(json!({ "Policy": "{}" }));
    v2(address, "POST", "identities/new.example/policies/p", body).expect(
        "empty",
        400,
        "BadRequestException",
        "Statement",
    );
    let long = format!("{document}{}", " ".repeat(4096));
    put(IDENTITY, "p", &long).expect("long", 400, "InvalidPolicy", "4096");
    for n in 0..20 {
        put(IDENTITY, &format!("p{n}"), &document).expect("twenty", 200, "OK", "");
    }
    put(IDENTITY, "p0", &document).expect("one of them", 200, "OK", "");
    let exceeds = "Number of policies for <new.example> exceeds max allowed";
    put(IDENTITY, "p20", &document).expect("one more", 400, "InvalidParameterValue", exceeds);
    let body = Some(json!({ "Policy": document }));
    v2(address, "POST", "identities/new.example/policies/p20", body).expect(
        "one more",
        400,
        "LimitExceededException",
        exceeds,
    );
}

#[test]
fn identities_come_and_go() {
    let address = start();
    let create =
        |name: &str| v2(address, "POST", "identities", Some(json!({ "EmailIdentity": name })));
    let made = json_of(&create("press@new.example"));
    assert_eq!(made["IdentityType"], "EMAIL_ADDRESS");
    assert_eq!(made["VerifiedForSendingStatus"], true);
    create("press@new.example").expect(
        "twice",
        400,
        "AlreadyExistsException",
        "Email identity press@new.example already exist.",
    );
    create("nonsense").expect("name", 400, "BadRequestException", "nonsense");
    v1(address, "VerifyEmailIdentity", &[("EmailAddress", "nonsense")]).expect(
        "name",
        400,
        "InvalidParameterValue",
        "Invalid email address<nonsense>.",
    );
    let one = json_of(&v2(address, "GET", "identities/press%40new.example", None));
    assert_eq!(one["VerificationStatus"], "SUCCESS");
    let asked =
        [("Identities.member.1", "press@new.example"), ("Identities.member.2", "x.example")];
    let attributes = v1(address, "GetIdentityVerificationAttributes", &asked).text();
    assert!(attributes.contains("<VerificationStatus>Success<"), "{attributes}");
    assert!(!attributes.contains("x.example"), "{attributes}");
    let filter = json!({ "Filter": { "IDENTITY_TYPE": "EMAIL_ADDRESS" }, "PageSize": 1000 });
    let listed = json_of(&v2(address, "POST", "list-identities", Some(filter))).to_string();
    assert!(listed.contains("press@new.example"), "{listed}");
    assert!(!listed.contains("DOMAIN"), "{listed}");
    v2(address, "DELETE", "identities/press%40new.example", None).expect("delete", 200, "OK", "");
    v2(address, "DELETE", "identities/press%40new.example", None).expect(
        "again",
        404,
        "NotFoundException",
        "Email identity press@new.example does not exist.",
    );
    v2(address, "GET", "identities/press%40new.example", None).expect(
        "gone",
        404,
        "NotFoundException",
        "Identity press@new.example does not exist.",
    );
    v1(address, "DeleteIdentity", &[("Identity", "press@new.example")]).expect("v1", 200, "OK", "");
}

#[test]
fn lists_have_pages() {
    let address = start();
    let mut names: Vec<String> = (0..7).map(|n| format!("set-{n}")).collect();
    for name in names.iter().rev() {
        let body = Some(json!({ "ConfigurationSetName": name }));
        v2(address, "POST", "configuration-sets", body).expect(name, 200, "OK", "");
    }
    let mut target = "configuration-sets?PageSize=3".to_owned();
    let mut found: Vec<String> = Vec::new();
    let mut pages = 0;
    let mut tokens = Vec::new();
    loop {
        let page = json_of(&v2(address, "GET", &target, None));
        found.extend(
            page["ConfigurationSets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n.as_str().unwrap().to_owned()),
        );
        pages += 1;
        assert!(pages < 20, "{found:?}");
        let Some(token) = page["NextToken"].as_str() else { break };
        target = format!("configuration-sets?PageSize=3&NextToken={token}");
        tokens.push(token.to_owned());
    }
    found.retain(|name| name.starts_with("set-"));
    names.sort();
    assert_eq!(found, names);
    assert!(pages >= 3, "{pages}");
    let other = format!("identities?NextToken={}", tokens[0]);
    v2(address, "GET", &other, None).expect(
        "token",
        400,
        "BadRequestException",
        "Invalid NextToken <",
    );
    let region = Call::v1("ListConfigurationSets", &[("NextToken", &tokens[0])]).by(OWNER);
    region.region("eu-west-1").send(address).expect("Region", 400, "InvalidParameterValue", "");
    let set = [("NextToken", tokens[0].as_str())];
    v1(address, "ListConfigurationSets", &set).expect("v1 takes v2's", 200, "OK", "");
    for (target, text) in [
        ("configuration-sets?PageSize=0", "The page size must be between 1 and 1000"),
        ("templates?PageSize=101", "The page size must be between 1 and 100"),
        ("templates?NextToken=x", "Invalid PageToken <x>."),
        ("identities?PageSize=1001", "Value 1001 for parameter PageSize is invalid."),
    ] {
        v2(address, "GET", target, None).expect(target, 400, "BadRequestException", text);
    }
    v1(address, "ListIdentities", &[("MaxItems", "x")]).expect("size", 400, "MalformedInput", "");
}

#[test]
fn templates_are_kept_and_rendered() {
    let address = start();
    let template = [
        ("Template.TemplateName", "welcome"),
        ("Template.SubjectPart", "Hi {{name}}"),
        ("Template.TextPart", "Dear {{name}}"),
        ("Template.HtmlPart", "<p>{{#if a}}{{a}}{{else}}none{{/if}} {{name}}</p>"),
    ];
    v1(address, "CreateTemplate", &template).expect("create", 200, "OK", "");
    let exists = "Template welcome already exists.";
    v1(address, "CreateTemplate", &template).expect("twice", 400, "AlreadyExists", exists);
    let read = json_of(&v2(address, "GET", "templates/welcome", None));
    assert_eq!(read["TemplateContent"]["Subject"], "Hi {{name}}");
    let render = |data: &str| {
        v2(address, "POST", "templates/welcome/render", Some(json!({ "TemplateData": data })))
    };
    let message = json_of(&render(r#"{"name": "<Zoë>"}"#));
    let message = message["RenderedTemplate"].as_str().unwrap();
    let parsed = mail_parser::MessageParser::default().parse(message.as_bytes()).unwrap();
    assert_eq!(parsed.subject(), Some("Hi <Zoë>"));
    assert_eq!(parsed.body_text(0).as_deref().map(str::trim_end), Some("Dear <Zoë>"));
    assert_eq!(parsed.body_html(0).as_deref().map(str::trim_end), Some("<p>none <Zoë></p>"));
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2026-01-15T12:34:56Z");
    render("{}").expect(
        "missing",
        400,
        "BadRequestException",
        "Attribute 'name' is not present in the rendering data.",
    );
    render("[").expect("data", 400, "BadRequestException", "Template rendering data is invalid");
    let test = |data: &str| {
        v1(address, "TestRenderTemplate", &[("TemplateName", "welcome"), ("TemplateData", data)])
    };
    test("{}").expect("missing", 400, "MissingRenderingAttribute", "Attribute 'name'");
    test("{").expect("data", 400, "InvalidRenderingParameter", "invalid");
    test(&format!("{{\"name\": \"{}\"}}", "x".repeat(262_144))).expect(
        "long",
        400,
        "ValidationError",
        "less than or equal to 262144",
    );
    let content = json!({ "TemplateContent": { "Text": "{{#if a}}" } });
    v2(address, "PUT", "templates/welcome", Some(content)).expect(
        "bad",
        400,
        "BadRequestException",
        "",
    );
    let content = json!({ "TemplateContent": { "Text": "new" } });
    v2(address, "PUT", "templates/welcome", Some(content)).expect("update", 200, "OK", "");
    let after = v1(address, "GetTemplate", &[("TemplateName", "welcome")]).text();
    assert!(after.contains("<TextPart>new<") && !after.contains("SubjectPart"), "{after}");
    let listed = json_of(&v2(address, "GET", "templates", None));
    assert_eq!(listed["TemplatesMetadata"][0]["CreatedTimestamp"], 1_768_480_496.0);
    let gone = "Template welcome does not exist.";
    v2(address, "DELETE", "templates/welcome", None).expect("delete", 200, "OK", "");
    v2(address, "DELETE", "templates/welcome", None).expect(
        "again",
        404,
        "NotFoundException",
        gone,
    );
    let name = [("TemplateName", "welcome")];
    v1(address, "DeleteTemplate", &name).expect("v1 does not mind", 200, "OK", "");
    v1(address, "GetTemplate", &name).expect("gone", 400, "TemplateDoesNotExist", gone);
    v1(address, "CreateTemplate", &[("Template.TemplateName", "x")]).expect(
        "empty",
        400,
        "InvalidTemplate",
        "Template must have at least a subject, text, or html part.",
    );
}

#[test]
fn configuration_sets_are_of_their_account_and_region() {
    let address = start();
    let name = [("ConfigurationSet.Name", "events")];
    v1(address, "CreateConfigurationSet", &name).expect("create", 200, "OK", "");
    v1(address, "CreateConfigurationSet", &name).expect(
        "twice",
        400,
        "ConfigurationSetAlreadyExists",
        "Configuration set events already exists.",
    );
    v1(address, "CreateConfigurationSet", &[("ConfigurationSet.Name", "a b")]).expect(
        "name",
        400,
        "InvalidParameterValue",
        "ConfigurationSetName must be 1-64 characters",
    );
    let read = json_of(&v2(address, "GET", "configuration-sets/events", None));
    assert_eq!(read["SendingOptions"]["SendingEnabled"], true);
    let members = [("ConfigurationSetName", "events")];
    let absent = "Configuration set <events> does not exist.";
    for call in [
        Call::v1("DescribeConfigurationSet", &members).by(DELEGATE),
        Call::v1("DescribeConfigurationSet", &members).by(OWNER).region("eu-west-1"),
    ] {
        call.send(address).expect("not theirs", 400, "ConfigurationSetDoesNotExist", absent);
    }
    v2(address, "DELETE", "configuration-sets/events", None).expect("delete", 200, "OK", "");
    v2(address, "GET", "configuration-sets/events", None).expect(
        "gone",
        404,
        "NotFoundException",
        absent,
    );
}

#[test]
fn quotas_are_told_in_both_dialects() {
    let address = start();
    let account = json_of(&v2(address, "GET", "account", None));
    assert_eq!(account["ProductionAccessEnabled"], true);
    assert_eq!(account["SendQuota"]["Max24HourSend"], -1.0);
    let quota = v1(address, "GetSendQuota", &[]).text();
    assert!(quota.contains("<Max24HourSend>-1.0<"), "{quota}");
    assert!(quota.contains("<SentLast24Hours>0.0<"), "{quota}");
    v1(address, "VerifyDomainIdentity", &[("Domain", IDENTITY)]).expect("verify", 200, "OK", "");
    let two = [("Destinations.member.1", "a@x.example"), ("Destinations.member.2", "b@x.example")];
    let message = "From: a@new.example\r\nTo: a@x.example\r\n\r\nhi\r\n";
    Call::v1_raw(&two, message).by(OWNER).send(address).expect("send", 200, "OK", "");
    let quota = v1(address, "GetSendQuota", &[]).text();
    assert!(quota.contains("<SentLast24Hours>2.0<"), "{quota}");
    let enabled = v1(address, "GetAccountSendingEnabled", &[]).text();
    assert!(enabled.contains("<Enabled>true<"), "{enabled}");
}

#[test]
fn the_caller_s_iam_policies_are_asked() {
    let document = json!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "ses:Get*", "Resource": "*" },
            { "Effect": "Allow", "Action": "ses:CreateTemplate",
              "Resource": "arn:aws:ses:us-east-1:111122223333:template/ok-*" },
        ],
    });
    let owner = format!("access_key_id = \"{}\"", OWNER.id);
    let at = SCENARIOS.find(&owner).unwrap();
    let start = SCENARIOS[..at].rfind("[[user]]").unwrap();
    let end = SCENARIOS[at..].find("\n[[").map_or(SCENARIOS.len(), |end| at + end);
    let user = &SCENARIOS[start..end];
    let policy = format!("\n[[user.policy]]\nname = \"few\"\ndocument = '''{document}'''\n");
    let address = start_with(&SCENARIOS.replace(user, &format!("{user}{policy}")), NOW);
    v1(address, "GetSendQuota", &[]).expect("allowed", 200, "OK", "");
    v1(address, "ListTemplates", &[]).expect(
        "not",
        403,
        "AccessDenied",
        "ses:ListTemplates on resource: *",
    );
    let create = |name: &str| {
        let members = [("Template.TemplateName", name), ("Template.TextPart", "x")];
        v1(address, "CreateTemplate", &members)
    };
    create("ok-1").expect("allowed", 200, "OK", "");
    create("no").expect("not", 403, "AccessDenied", "111122223333:template/no");
    v2(address, "POST", "identities", Some(json!({ "EmailIdentity": "a.example" }))).expect(
        "not",
        403,
        "AccessDeniedException",
        "ses:CreateEmailIdentity on resource: arn:aws:ses:us-east-1:111122223333:identity/a.example",
    );
}
