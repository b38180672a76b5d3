//! The probe table: what is done to a signed request, and what SES answers.
//!
//! Each row is sent to v1, to v2, to v2 with a label in the path, and to STS,
//! signed in the headers and in the query. The signer is AWS's crate; the
//! expectations are AWS's documented rules, or, where AWS is silent, what a
//! client can rely on least.

mod rows;

use std::io::{Write, stderr};

use serde_json::json;

use self::rows::rows;
use super::{
    MESSAGE,
    signed::{Form, signed},
};
use crate::client::{Call, DELEGATE, start};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Accepted,
    Missing,
    Incomplete(&'static str),
    Mismatch(&'static str),
    Invalid,
    /// `InvalidClientTokenId` with the text for Signature Version 3.
    Version3,
}

impl Expected {
    /// Status, code of v1 and of v2, a part of the message.
    fn row(self) -> (u16, [&'static str; 2], &'static str) {
        match self {
            Self::Accepted => (200, ["OK", "OK"], ""),
            Self::Missing => (
                403,
                ["MissingAuthenticationToken", "MissingAuthenticationTokenException"],
                "Request is missing Authentication Token",
            ),
            Self::Incomplete(text) => {
                (400, ["IncompleteSignature", "IncompleteSignatureException"], text)
            }
            Self::Mismatch(text) => {
                (403, ["SignatureDoesNotMatch", "InvalidSignatureException"], text)
            }
            Self::Invalid => (
                403,
                ["InvalidClientTokenId", "UnrecognizedClientException"],
                "The security token included in the request is invalid.",
            ),
            Self::Version3 => (
                403,
                ["InvalidClientTokenId", "UnrecognizedClientException"],
                "Signature Version 3 requests are deprecated",
            ),
        }
    }
}

const LABEL: &str = "v2 label";

/// A call of each API.
fn apis() -> [(&'static str, Call); 4] {
    let mut label = Call::new(
        "/v2/email/identities/a%2Bb%40label.example/policies",
        "application/json",
        vec![],
    );
    label.method = "GET";
    [
        ("v1", Call::v1_raw(&[], MESSAGE)),
        ("v2", Call::v2_raw(json!({}), MESSAGE)),
        (LABEL, label),
        ("STS", Call::sts("GetCallerIdentity", &[("Probe", "1")])),
    ]
}

#[test]
fn every_row_has_its_answer() {
    let address = start();
    let identity = json!({ "EmailIdentity": "a+b@label.example" }).to_string();
    Call::new("/v2/email/identities", "application/json", identity.into_bytes())
        .send(address)
        .expect("the identity", 200, "OK", "");
    let columns = || apis().into_iter().flat_map(|(api, _)| [(api, "header"), (api, "query")]);
    let mut printed = String::from("| probe |");
    printed.extend(columns().map(|(api, form)| format!(" {api} {form} |")));
    printed.extend(["\n| --- |", &" --- |".repeat(columns().count()), "\n"]);
    let (mut sent, mut accepted, mut wrong) = (0, 0, Vec::new());
    for probe in rows() {
        printed.extend(["| ", probe.name, " |"]);
        for (api, call) in apis() {
            for form in [Form::Header, Form::Query] {
                let other = probe.only.is_some_and(|only| only != form)
                    || probe.api.is_some_and(|only| only != api);
                if other {
                    printed.push_str(" |");
                    continue;
                }
                let service = call.service;
                let mut call = call.clone();
                (probe.before)(&mut call, form);
                let mut call = signed(call, address, form, probe.how);
                (probe.after)(&mut call, form);
                let answer = call.send_as_is(address);
                let (status, codes, part) = probe.expected.row();
                let part = part.replace("{service}", service);
                let code = codes[usize::from(api.starts_with("v2"))];
                let message = if status == 200 { String::new() } else { answer.message() };
                sent += 1;
                accepted += u32::from(answer.status == 200);
                printed.extend([" ", &answer.status.to_string(), " ", &answer.code(), " |"]);
                if (answer.status, answer.code().as_str()) != (status, code)
                    || !message.contains(&part)
                {
                    wrong.push(format!("{api}, {form:?}, {}: {}", probe.name, answer.text()));
                }
                let secret = DELEGATE.token.unwrap();
                assert!(!answer.text().contains(secret), "{}: {}", probe.name, answer.text());
            }
        }
        printed.push('\n');
    }
    // Past the test runner, which keeps the output of passing tests to itself.
    let refused = sent - accepted;
    let _ = writeln!(
        stderr(),
        "{printed}signature probes: {sent} sent, {accepted} accepted, {refused} refused"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sent >= 360, "{sent}");
}
