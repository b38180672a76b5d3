//! What a web page needs.

use ses_local::{Cors, Options};

use crate::client::{Call, NOW, plain, scenarios, start, start_as};

#[test]
fn preflight_needs_no_signature() {
    let address = start();
    for target in ["/", "/v2/email/outbound-emails"] {
        let asked =
            [("origin", "https://app.example"), ("access-control-request-private-network", "true")];
        let answer = plain(address, "OPTIONS", target, &asked);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-private-network"), Some("true"));
        let allowed = answer.header("access-control-allow-headers").unwrap();
        for name in ["authorization", "content-type", "x-amz-date", "x-amz-security-token"] {
            assert!(allowed.contains(name), "{name}");
        }
        assert!(answer.header("access-control-allow-methods").unwrap().contains("POST"));
        assert!(answer.header("access-control-max-age").is_some());
        let unasked = plain(address, "OPTIONS", target, &[]);
        assert_eq!(unasked.header("access-control-allow-private-network"), None);
    }
}

#[test]
fn every_answer_can_be_read_errors_too() {
    let address = start();
    for call in [Call::v1("SendEmail", &[]), Call::v2(&serde_json::json!({}))] {
        let api = call.target.clone();
        let refused = call.clone().send_as_is(address);
        let accepted =
            Call::v1_raw(&[], "From: a@delegate.example\r\nTo: r@x.example\r\n\r\n").send(address);
        for answer in [refused, accepted] {
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{api}");
            let exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
            assert_eq!(answer.header("access-control-expose-headers"), Some(exposed), "{api}");
            assert_eq!(answer.header("date"), Some("Thu, 15 Jan 2026 12:34:56 GMT"), "{api}");
            assert!(answer.header("x-amzn-requestid").is_some(), "{api}");
        }
    }
}

/// Clients can be tried against what nobody could verify from outside AWS.
#[test]
fn each_choice_covers_what_it_says() {
    for (cors, v1, v2) in
        [(Cors::All, true, true), (Cors::V1Only, true, false), (Cors::None, false, false)]
    {
        let options = Options { cors, ..Options::default() };
        let address = start_as(scenarios(), NOW, options, std::future::pending());
        let origin = [("origin", "https://app.example")];
        for (call, covered) in
            [(Call::v1("SendEmail", &[]), v1), (Call::v2(&serde_json::json!({})), v2)]
        {
            let preflight = plain(address, "OPTIONS", &call.target, &origin);
            let answer = call.clone().send(address);
            for answer in [preflight, answer] {
                let header = answer.header("access-control-allow-origin");
                assert_eq!(header.is_some(), covered, "{cors:?}, {}", call.target);
            }
        }
        for target in ["/messages", "/refusals", "/faults", "/"] {
            let answer = plain(address, "GET", target, &origin);
            assert_eq!(answer.header("access-control-allow-origin"), None, "{cors:?}, {target}");
        }
    }
}
