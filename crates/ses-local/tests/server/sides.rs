//! The caller's own policies beside the owner's, the sandbox, and every look kept.

use serde_json::json;

use crate::client::{Call, Keys, NOW, get_json, start_options, start_with};

pub(crate) const SIDES: &str = include_str!("../worlds/sides.toml");
const OWNER: &str = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
const TIMED: &str = "arn:aws:ses:us-east-1:111122223333:identity/timed.example";

pub(crate) const FREE: Keys = Keys {
    id: "AKIAFREE000000000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYFREE000001",
    token: None,
};
pub(crate) const BOUND: Keys = Keys {
    id: "AKIABOUND00000000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYBOUND00001",
    token: None,
};
const BEGINNER: Keys = Keys {
    id: "AKIABEGINNER00000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYBEGINNER01",
    token: None,
};

pub(crate) fn simple(source: &str, to: &str, more: &[(&str, &str)]) -> Call {
    let fixed = [
        ("Source", source),
        ("Destination.ToAddresses.member.1", to),
        ("Message.Subject.Data", "Hello"),
        ("Message.Body.Text.Data", "Body"),
    ];
    Call::v1("SendEmail", &[&fixed[..], more].concat())
}

const TO: &str = "r@reader.example";

#[test]
fn both_sides_must_allow() {
    let address = start_with(SIDES, NOW);
    let arn = [("SourceArn", OWNER)];
    for (name, call, status, part) in [
        ("the owner allows an organization", simple("a@owner.example", TO, &arn).by(FREE), 200, ""),
        (
            "which the beginner is not of",
            simple("a@owner.example", TO, &arn).by(BEGINNER),
            400,
            "US-EAST-1: r@reader.example",
        ),
        (
            "or with a simulator address",
            simple("a@owner.example", "success@simulator.amazonses.com", &arn).by(BEGINNER),
            403,
            "user/beginner' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:us-east-1:111122223333:identity/owner.example'",
        ),
        ("IAM allows as well", simple("a@owner.example", TO, &arn).by(BOUND), 200, ""),
        (
            "IAM does not speak of this one",
            simple("bound@timed.example", TO, &[("SourceArn", TIMED)]).by(BOUND),
            403,
            "on resource `arn:aws:ses:us-east-1:111122223333:identity/timed.example'",
        ),
        (
            "nor of an identity of one's own",
            simple("a@delegate.example", TO, &[]).by(BOUND),
            403,
            "on resource `arn:aws:ses:us-east-1:444455556666:identity/delegate.example'",
        ),
        ("which needs no policy else", simple("a@delegate.example", TO, &[]).by(FREE), 200, ""),
        (
            "IAM denies what the owner allows",
            simple("boss@owner.example", TO, &arn).by(BOUND),
            403,
            "`ses:SendEmail' on resource `arn:aws:ses:us-east-1:111122223333:identity/owner.example'",
        ),
        (
            "the configuration set is granted",
            simple("a@owner.example", TO, &[arn[0], ("ConfigurationSetName", "granted")]).by(BOUND),
            200,
            "",
        ),
        (
            "this one is not",
            simple("a@owner.example", TO, &[arn[0], ("ConfigurationSetName", "other")]).by(BOUND),
            403,
            "on resource `arn:aws:ses:us-east-1:444455556666:configuration-set/other'",
        ),
        (
            "a recipient that is an identity of one's own",
            simple("a@owner.example", "r@delegate.example", &arn).by(BOUND),
            403,
            "on resource `arn:aws:ses:us-east-1:444455556666:identity/delegate.example'",
        ),
    ] {
        let code = match status {
            200 => "OK",
            403 => "AccessDenied",
            _ => "MessageRejected",
        };
        call.send(address).expect(name, status, code, part);
    }
}

#[test]
fn conditions_of_time_program_and_person() {
    let address = start_with(SIDES, NOW);
    let call = |source: &str, agent: &str| {
        let mut call = simple(source, TO, &[("SourceArn", TIMED)]).by(FREE);
        call.headers.push(("user-agent".to_owned(), agent.to_owned()));
        call
    };
    call("free@timed.example", "mailer/1.0").send(address).expect("all hold", 200, "OK", "");
    for (name, call) in [
        ("another program", call("free@timed.example", "browser/1.0")),
        ("another person", call("bound@timed.example", "mailer/1.0")),
    ] {
        call.send(address).expect(name, 403, "AccessDenied", "timed.example'");
    }
    let later = start_with(SIDES, NOW + 86_400);
    let mut call = call("free@timed.example", "mailer/1.0");
    call.at = NOW + 86_400;
    call.send(later).expect("too late", 403, "AccessDenied", "timed.example'");
}

#[test]
fn arns_of_every_region() {
    let address = start_with(SIDES, NOW);
    let global = "arn:aws:ses:*:111122223333:identity/global.example";
    let call = |source, arn| simple(source, TO, &[("SourceArn", arn)]).by(FREE);
    call("a@global.example", global).send(address).expect("duplicated", 200, "OK", "");
    call("a@owner.example", "arn:aws:ses:*:111122223333:identity/owner.example")
        .send(address)
        .expect("not duplicated", 400, "MessageRejected", "US-EAST-1: a@owner.example");
}

#[test]
fn the_sandbox_reaches_verified_recipients_and_the_simulator() {
    let address = start_with(SIDES, NOW);
    for (name, to, status) in [
        ("verified", "r@beginner.example", 200),
        ("simulator", "bounce+x@simulator.amazonses.com", 200),
        ("anybody", "r@reader.example", 400),
    ] {
        let code = if status == 200 { "OK" } else { "MessageRejected" };
        simple("a@beginner.example", to, &[]).by(BEGINNER).send(address).expect(
            name,
            status,
            code,
            "US-EAST-1: r@reader.example",
        );
    }
    let all = simple("a@nowhere.example", TO, &[]).by(BEGINNER).send(address);
    all.expect(
        "senders first",
        400,
        "MessageRejected",
        "US-EAST-1: a@nowhere.example, r@reader.example",
    );
    simple("a@delegate.example", TO, &[]).by(FREE).send(address).expect("out of it", 200, "OK", "");
}

#[test]
fn strict_from_wants_an_arn_of_its_own() {
    let strict = start_options(SIDES, NOW, |options| options.strict_from = true);
    let lenient = start_with(SIDES, NOW);
    let message = "From: a@owner.example\r\nTo: r@reader.example\r\n\r\nHi\r\n";
    let raw = |members: &[(&str, &str)]| Call::v1_raw(members, message).by(FREE);
    for (name, members, documented, observed) in [
        ("SourceArn alone", &[("SourceArn", OWNER)][..], 200, 400),
        ("with its Source", &[("Source", "a@owner.example"), ("SourceArn", OWNER)], 200, 400),
        ("FromArn alone", &[("FromArn", OWNER)], 200, 200),
        ("both", &[("SourceArn", OWNER), ("FromArn", OWNER)], 200, 200),
        ("FromArn with a Source", &[("Source", "a@owner.example"), ("FromArn", OWNER)], 400, 400),
    ] {
        assert_eq!(raw(members).send(lenient).status, documented, "{name}");
        let answer = raw(members).send(strict);
        assert_eq!(answer.status, observed, "{name}: {}", answer.text());
        if observed == 400 {
            answer.expect(name, 400, "MessageRejected", "US-EAST-1: a@owner.example");
        }
    }
    let body = json!({ "FromEmailAddressIdentityArn": OWNER });
    let v2 = Call::v2_raw(body, message).by(FREE).send(strict);
    v2.expect("v2: one parameter for both", 200, "OK", "");
    let simple = simple("a@owner.example", TO, &[("SourceArn", OWNER)]).by(FREE).send(strict);
    simple.expect("only raw mail", 200, "OK", "");
}

#[test]
fn refusals_keep_every_look() {
    let address = start_with(SIDES, NOW);
    let members = [("SourceArn", OWNER)];
    simple("boss@owner.example", TO, &members).by(BOUND).send(address);
    let look = &get_json(address, "/refusals")["refusals"][0]["trace"];
    assert_eq!(look[0]["role"], "Source");
    assert_eq!(look[0]["verdict"], "denied");
    assert_eq!(look[0]["permission"]["name"], "mail");
    assert_eq!(look[0]["permission"]["sid"], "NotTheBoss");
    let statement = look[0]["permission"]["statement"].as_str().unwrap();
    assert!(statement.contains("\"Effect\": \"Deny\", \"Action\": \"*\""), "{statement}");
    assert_eq!(look[0]["reason"], "denied by the caller's IAM policy mail, statement NotTheBoss");
    assert_eq!(look[1]["role"], "From");
    assert_eq!(look[1]["verdict"], "not-reached");
    assert_eq!(look[1]["givenFor"], "Source");
    assert_eq!(
        look[1]["arn"],
        json!({ "text": OWNER, "origin": { "kind": "parameter", "name": "SourceArn" } })
    );

    simple("a@owner.example", TO, &[]).by(FREE).send(address);
    let look = &get_json(address, "/refusals")["refusals"][0]["trace"][0];
    assert_eq!(look["verdict"], "unverified");
    assert_eq!(look["identity"], json!(null));
    assert_eq!(look["basis"], json!({ "kind": "nothing" }));

    let answer = simple("a@owner.example", TO, &members).by(BOUND).send(address);
    let details = get_json(address, &format!("/messages/{}", answer.message_id()));
    let look = &details["authorization"][0];
    assert_eq!(look["basis"]["sid"], "Organization");
    assert_eq!(look["permission"]["sid"], "Send");
}
