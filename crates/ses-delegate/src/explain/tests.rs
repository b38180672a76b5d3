//! Explanations judged by the pages' own examples, by a table of texts as AWS
//! and its users write them, and by the facts outside of this repository.

mod denials;
mod facts;
mod identities;
mod secrets;
mod table;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::bulk::BulkResult;
use crate::draft::{Delegate, Draft};
use crate::operation::{Operation, Response};
use crate::outcome::{Rejection, RejectionKind};
use crate::preflight::Known;
use crate::route::Route;
use crate::stamp::UnixTime;
use crate::{v1, v2};

const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

/// The delegate of 123456789012's example.com.
fn delegated() -> Draft {
    Draft {
        delegate: Some(Delegate { source_arn: ARN.to_owned(), ..Delegate::default() }),
        from: "Ann <ann@example.com>".to_owned(),
        to: vec!["bob@example.org".to_owned(), "Cy <cy@example.org>".to_owned()],
        subject: "Hello".to_owned(),
        text: "Hello Bob".to_owned(),
        ..Draft::default()
    }
}

fn about(draft: &Draft) -> Context<'_> {
    Context { draft: Some(draft), ..Context::default() }
}

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(1_768_480_496 + seconds).unwrap()
}

/// `HTTP 400 Code: text`, `SMTP 554 text`, `bulk Status: text`, `no answer : text`
/// or `nothing sent : text`: explained as what it says, by way of the wire.
fn explained(failure: &str, context: &Context<'_>) -> Explanation {
    let split = |rest: &str| {
        let (code, text) = rest.split_once(": ").or(rest.split_once(':')).unwrap_or((rest, ""));
        (code.trim().to_owned(), text.to_owned())
    };
    if let Some(reply) = failure.strip_prefix("SMTP ") {
        return explain(&Failure::smtp(reply).unwrap(), context);
    }
    if let Some(rest) = failure.strip_prefix("HTTP ") {
        let (status, rest) = rest.split_at(3);
        let (code, text) = split(rest);
        return explain(
            &Failure::rejection(&rejected(status.parse().unwrap(), &code, &text)),
            context,
        );
    }
    if let Some(rest) = failure.strip_prefix("bulk") {
        let (status, text) = split(rest);
        let text = Some(text).filter(|text| !text.is_empty());
        let status = Some(status).filter(|status| !status.is_empty());
        let result: BulkResult =
            serde_json::from_value(serde_json::json!({ "Status": status, "Error": text })).unwrap();
        return explain(&Failure::bulk(&result).unwrap(), context);
    }
    let (unanswered, told) = match failure.split_once(" : ").unwrap() {
        ("no answer", told) => (Unanswered::Perhaps(MayBeSent::Untold), told),
        ("nothing sent", told) => (Unanswered::No(NotSent::NameNotFound), told),
        (other, _) => panic!("{other}"),
    };
    explain(&Failure::unanswered(&unanswered, told), context)
}

/// As the reader of v1 or v2 makes it of an answer; a page if it has no code and begins so.
fn rejected(status: u16, code: &str, text: &str) -> Rejection {
    if code.is_empty() && (text.starts_with('<') || text.starts_with("plain")) {
        let response = Response { status, headers: &[], body: text.as_bytes() };
        return v1::SendEmail::interpret(&response).unwrap_err();
    }
    if code.is_empty() || code.ends_with("Exception") {
        let message = Some(text).filter(|text| !text.is_empty());
        let body = serde_json::json!({ "message": message }).to_string();
        let headers = [("x-amzn-ErrorType".to_owned(), code.to_owned())];
        let response = Response { status, headers: &headers, body: body.as_bytes() };
        return v2::SendEmail::interpret(&response).unwrap_err();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{escaped}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    );
    let response = Response { status, headers: &[], body: body.as_bytes() };
    v1::SendEmail::interpret(&response).unwrap_err()
}

fn examples(cause: &Cause) -> Vec<String> {
    let section = cause.section("Example");
    section
        .lines()
        .map(|line| {
            let fence = if line.starts_with("``") { "``" } else { "`" };
            line.strip_prefix(fence).and_then(|line| line.strip_suffix(fence)).unwrap().to_owned()
        })
        .collect()
}

#[test]
fn every_cause_has_a_page_and_a_name_of_its_own() {
    let mut codes = HashSet::new();
    for cause in causes() {
        let code = cause.code();
        assert!(codes.insert(code), "{code} twice");
        assert!(
            code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{code}"
        );
        for section in ["", "What to do", "Example", "Source"] {
            assert!(!cause.section(section).is_empty(), "{code} has no {section:?}");
        }
        assert!(!cause.who().is_empty(), "{code}");
        let file = format!("src/explain/causes/{}.rs", code.replace('-', "_"));
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists(), "{file}");
    }
}

#[test]
fn every_page_s_examples_are_explained_by_it() {
    let mut count = 0;
    let mail = Draft { configuration_set: "news".to_owned(), ..delegated() };
    let known = Known { at: Some(at(0)), ..Known::default() };
    for cause in causes() {
        for example in examples(cause) {
            let context = match cause.code() {
                // These need the draft, and our clock.
                "recipient-not-authorized" => about(&mail),
                "signature-expired-in-upload" => {
                    Context { known: Some(&known), ..Context::default() }
                }
                _ => Context::default(),
            };
            let explanation = explained(&example, &context);
            assert_eq!(explanation.code, cause.code(), "{example}");
            assert!(!explanation.cause.is_empty() && !explanation.fix.is_empty(), "{example}");
            count += 1;
        }
    }
    assert!(count >= 100, "{count} examples");
}

#[test]
fn the_page_of_all_causes_is_the_one_in_the_repository() {
    let mut page = "# What AWS's errors mean to a delegate sender\n\nWritten by the tests from the pages in `src/explain/causes`; \
        `SES_DELEGATE_BLESS=1` renews it.\n\nEach cause: who must act, and when the same message may be sent again.\n".to_owned();
    for cause in causes() {
        let who: Vec<_> = cause.who().iter().map(|actor| actor.as_str()).collect();
        let (code, retry) = (cause.code(), cause.retry().as_str());
        let source = cause.section("Source");
        let _ = write!(
            page,
            "\n## `{code}`\n\n*{}; retry: {retry}*\n\n{}\n\n{}\n\n{}\n\nSource: {source}\n",
            who.join(", "),
            cause.section(""),
            cause.section("What to do"),
            cause.section("Example").replace('\n', "\n\n"),
        );
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ERRORS.md");
    if env::var_os("SES_DELEGATE_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == page,
        "ERRORS.md is not renewed: SES_DELEGATE_BLESS=1"
    );
}

#[test]
fn what_may_be_sent_cannot_be_sent_again() {
    let mut failures: Vec<Explanation> = MayBeSent::ALL
        .into_iter()
        .map(|why| {
            explain(&Failure::unanswered(&Unanswered::Perhaps(why), "x"), &Context::default())
        })
        .collect();
    for failure in [
        "HTTP 502 : <html>",
        "HTTP 504 : <html>",
        "HTTP 200 : <html>",
        "HTTP 302 Throttling: Maximum sending rate exceeded.",
        "bulk",
    ] {
        failures.push(explained(failure, &Context::default()));
    }
    for explanation in failures {
        assert_eq!((explanation.fate, explanation.retry()), (Fate::MayBeSent, Retry::Never));
        let json = serde_json::to_value(&explanation).unwrap();
        assert_eq!((&json["fate"], json.get("retry")), (&"mayBeSent".into(), None));
    }
    for why in NotSent::ALL {
        let unanswered = Unanswered::No(why);
        let explanation = explain(&Failure::unanswered(&unanswered, "x"), &Context::default());
        assert!(matches!(explanation.fate, Fate::NotSent { .. }));
        assert!(explanation.cause.starts_with(&why.to_string()));
        let json = serde_json::to_value(&explanation).unwrap();
        assert_eq!(json["fate"], "notSent");
        assert_eq!(json["retry"]["when"], explanation.retry().as_str());
        let carried: Unanswered =
            serde_json::from_value(serde_json::to_value(&unanswered).unwrap()).unwrap();
        assert_eq!(carried, unanswered);
    }
}

#[test]
fn successes_are_no_failures() {
    assert_eq!(Failure::smtp("250 Ok 0100"), None);
    assert_eq!(Failure::smtp("354 End data"), None);
    let result: BulkResult =
        serde_json::from_str(r#"{"Status":"SUCCESS","MessageId":"m"}"#).unwrap();
    assert_eq!(Failure::bulk(&result), None);
}

#[test]
fn a_clock_is_corrected_once() {
    let expired = "HTTP 403 SignatureDoesNotMatch: Signature expired: 20260115T122456Z is now earlier than 20260115T122956Z (20260115T123456Z - 5 min.)";
    let first = SigningTime::new(at(-600));
    let context = Context { signing: Some(&first), ..Context::default() };
    let explanation = explained(expired, &context);
    assert_eq!(explanation.retry(), Retry::OnceWithCorrectedClock { skew_seconds: Some(600) });
    assert!(
        explanation.cause.starts_with("This computer's clock is 600 seconds behind AWS's."),
        "{}",
        explanation.cause
    );
    let second = first.corrected(explanation.skew.unwrap(), at(-598)).unwrap();
    assert_eq!(second.at(), at(2));
    let context = Context { signing: Some(&second), ..Context::default() };
    assert_eq!(explained(expired, &context).retry(), Retry::Never);

    // A clock that is right, and an upload of ten minutes.
    let known = Known { at: Some(at(3)), ..Known::default() };
    let context = Context { known: Some(&known), ..Context::default() };
    let explanation = explained(expired, &context);
    assert_eq!(explanation.code, "signature-expired-in-upload");
    assert_eq!(explanation.retry(), Retry::BACKOFF_WHEN_ASKED);
    // One that is an hour behind, and the same upload.
    let known = Known { at: Some(at(-3600)), ..Known::default() };
    let context = Context { known: Some(&known), ..Context::default() };
    assert_eq!(explained(expired, &context).skew.unwrap().seconds(), 3600);
}

#[test]
fn a_date_header_tells_a_wrong_clock_from_a_wrong_key() {
    let mismatch = "HTTP 403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.";
    let signing = SigningTime::new(at(0));
    for (servers, code, seconds) in [
        (None, "signature-mismatch", None),
        (Some(at(60)), "signature-mismatch", None),
        (Some(at(-3600)), "clock-skew", Some(-3600)),
        (Some(at(900)), "clock-skew", Some(900)),
    ] {
        let context =
            Context { signing: Some(&signing), server_time: servers, ..Context::default() };
        let explanation = explained(mismatch, &context);
        assert_eq!((explanation.code, explanation.skew.map(ClockSkew::seconds)), (code, seconds));
    }
    let context =
        Context { signing: Some(&signing), server_time: Some(at(1000)), ..Context::default() };
    let expired = explained("HTTP 400 RequestExpired: Request has expired.", &context);
    assert_eq!(expired.retry(), Retry::OnceWithCorrectedClock { skew_seconds: Some(1000) });
}

/// Texts that are nearly AWS's, and any others.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Email address is not verified. The following identities failed the check in region "),
        Just("US-EAST-1: "),
        Just("a@example.com, "),
        Just("Ann <ann@example.com>"),
        Just("..."),
        Just("User `"),
        Just("' is not authorized to perform `"),
        Just("' on resource `"),
        Just("arn:aws:ses:us-east-1:123456789012:identity/"),
        Just(" because no identity-based policy allows"),
        Just("The address '"),
        Just("' does not align with the given ARN '"),
        Just("Signature expired: "),
        Just("20260115T123456Z ("),
        Just("99999999T999999Z"),
        Just("- 5 min.)"),
        Just("554-"),
        Just("454 4.7.1 "),
        Just("\r\n"),
        Just("Message length is more than "),
        Just("x-amz-security-token:"),
        Just("99999999999999999999999"),
        Just("İ"),
        Just("ß…"),
        Just("<"),
        Just(">"),
        Just("\""),
        Just("'"),
    ];
    let piece = prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_none_is_lost(text in texts(), from in texts(), code in texts(), status in 100_u16..700) {
        let draft = Draft { from, return_path: text.clone(), ..delegated() };
        let rejection = Rejection {
            kind: RejectionKind::of(status, Some(&code)),
            status,
            code: Some(code),
            message: Some(text.clone()),
            request_id: None,
            body: text.clone(),
        };
        for context in [Context::default(), about(&draft)] {
            let explanation = explain(&Failure::rejection(&rejection), &context);
            prop_assert_eq!(&explanation.original.code, &rejection.code);
            if !text.to_ascii_lowercase().contains("x-amz-security-token") {
                prop_assert_eq!(&explanation.original.body, &text);
                prop_assert_eq!(explanation.original.message.as_ref(), Some(&text));
            }
            if let Some(failure) = Failure::smtp(&text) {
                let _ = serde_json::to_string(&explain(&failure, &context)).unwrap();
            }
            let told = Failure::unanswered(&Unanswered::Perhaps(MayBeSent::Untold), &text).is_ambiguous();
            prop_assert!(told);
        }
    }
}
