//! Explanations judged by facts that lie outside of this repository.

use std::io::{Write as _, stderr};

use super::*;
use crate::shared;
use crate::v1::{SendBulkTemplatedEmail, SendEmail, SendRawEmail, SendTemplatedEmail};

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

/// What `row` says of trying again, in our terms.
fn agrees(row: &Value, explanation: &Explanation) -> bool {
    let says = text(row, "retryable");
    match explanation.retry() {
        Retry::Never => {
            explanation.fate == Fate::MayBeSent
                || says.starts_with("no")
                || says.contains("no until")
        }
        Retry::WithNewCredentials => {
            says.starts_with("no") || says == "same" || says.starts_with("only after")
        }
        Retry::AfterBackoff { .. } => says.starts_with("yes") || says.starts_with("rate: yes"),
        Retry::WhenAsked { .. } => says.starts_with("yes"),
        Retry::WhenDailyWindowMoves => says.contains("daily"),
        Retry::OnceWithCorrectedClock { .. } => says.contains("clock"),
    }
}

#[test]
fn every_listed_error_is_explained() {
    let Some(path) = shared::find("ses/data/errors.json") else { return };
    let rows = shared::json(&path);
    let (mut entries, mut failures) = (0, 0);
    for row in rows.as_array().unwrap() {
        entries += 1;
        let names = text(row, "code");
        let texts: Vec<_> = match text(row, "text") {
            "" => text(row, "meaning").split(" | ").collect(),
            // Several texts of one error are divided by either.
            given => given.split(" | ").flat_map(|text| text.split(" / ")).collect(),
        };
        if row["http"].is_null() {
            let explanation = explained(&format!("no answer : {names}"), &Context::default());
            assert_eq!((explanation.code, explanation.fate), ("answer-lost", Fate::MayBeSent));
            failures += 1;
            continue;
        }
        let status =
            row["http"].as_u64().or_else(|| text(row, "http").get(..3)?.parse().ok()).unwrap();
        for code in names.split(" / ").map(|code| code.split(' ').next().unwrap()) {
            for message in &texts {
                let failure = format!("HTTP {status} {code}: {message}");
                let explanation = explained(&failure, &Context::default());
                assert!(!["unknown", "answer-unclear"].contains(&explanation.code), "{failure}");
                assert!(agrees(row, &explanation), "{failure}: {:?}", explanation.retry());
                // The text alone, as where CORS hides the code, is no worse than unknown.
                failures += 1;
            }
        }
    }
    let _ = writeln!(stderr(), "{entries} listed errors, {failures} failures explained");
    assert!(entries >= 30 && failures > entries, "{entries} {failures}");
}

#[test]
fn every_sample_of_an_error_is_explained() {
    let Some(path) = shared::find("ses/data/response-samples.json") else { return };
    let samples = shared::json(&path);
    let mail = delegated();
    let (mut errors, mut entries) = (0, 0);
    for sample in samples.as_array().unwrap() {
        let headers: Vec<(String, String)> =
            serde_json::from_value::<std::collections::BTreeMap<_, _>>(sample["headers"].clone())
                .unwrap()
                .into_iter()
                .collect();
        let status = u16::try_from(sample["status"].as_u64().unwrap()).unwrap();
        let response =
            Response { status, headers: &headers, body: text(sample, "body").as_bytes() };
        let (api, operation) = (text(sample, "api"), text(sample, "operation"));
        if (200..300).contains(&status) {
            let results = match (api, operation) {
                ("v1", "SendBulkTemplatedEmail") => {
                    SendBulkTemplatedEmail::interpret(&response).unwrap().status
                }
                ("v2", "SendBulkEmail") => {
                    v2::SendBulkEmail::interpret(&response).unwrap().bulk_email_entry_results
                }
                _ => continue,
            };
            for failure in results.iter().filter_map(Failure::bulk) {
                let explanation = explain(&failure, &about(&mail));
                assert_ne!(explanation.code, "unknown", "{explanation:?}");
                entries += 1;
            }
            continue;
        }
        let rejection = match (api, operation) {
            ("v1", "SendEmail") => SendEmail::interpret(&response).unwrap_err(),
            ("v1", "SendRawEmail") => SendRawEmail::interpret(&response).unwrap_err(),
            ("v1", "SendTemplatedEmail") => SendTemplatedEmail::interpret(&response).unwrap_err(),
            ("v2", "SendEmail") => v2::SendEmail::interpret(&response).unwrap_err(),
            other => panic!("{other:?}"),
        };
        let explanation = explain(&Failure::rejection(&rejection), &about(&mail));
        assert_ne!(explanation.code, "unknown", "{explanation:?}");
        let parsed = &sample["botocore_parsed"]["Error"];
        if explanation.fate != Fate::MayBeSent {
            let message = parsed["Message"].as_str().filter(|text| !text.is_empty());
            assert_eq!(explanation.original.message.as_deref(), message, "{}", sample["id"]);
        }
        assert_eq!(explanation.original.body, text(sample, "body"));
        errors += 1;
    }
    let _ = writeln!(stderr(), "{errors} samples of errors and {entries} bulk entries explained");
    assert!(errors >= 30 && entries >= 3, "{errors} {entries}");
}
