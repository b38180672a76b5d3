use std::collections::HashSet;

use super::rules::{ALL, CASES, FILES};
use super::sample::{good, good_eml};
use super::*;

mod codes;
mod property;

#[test]
fn every_rule_has_a_page_and_a_name_of_its_own() {
    let mut codes = HashSet::new();
    for rule in rules() {
        let code = rule.code();
        assert!(codes.insert(code), "{code} twice");
        assert!(
            code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{code}"
        );
        for section in ["", "Why", "Example", "Use instead", "Source"] {
            assert!(!rule.section(section).is_empty(), "{code} has no {section:?}");
        }
    }
}

#[test]
fn a_rule_is_called_as_its_file() {
    assert_eq!(FILES.len(), ALL.len());
    for (file, rule) in FILES.iter().zip(ALL) {
        assert_eq!(rule.code(), file.replace('_', "-"));
    }
}

/// What `prepare` refuses is never less than an error.
#[test]
fn refused_fields_are_errors() {
    for rule in rules().filter(|rule| !rule.explains.is_empty()) {
        assert_eq!(rule.severity(), Severity::Error, "{}", rule.code());
    }
    let rule = rules().last().unwrap();
    assert_eq!((rule.code(), rule.severity()), ("field-unreadable", Severity::Error));
}

#[test]
fn every_rule_finds_its_cases_and_no_others() {
    for (rule, fails, passes) in CASES {
        let (fails, passes) = (fails(), passes());
        assert!(!fails.is_empty() && !passes.is_empty(), "{} lacks cases", rule.code());
        for sample in fails {
            let found = sample.of(rule.code());
            assert!(!found.is_empty(), "{} misses {:?}", rule.code(), sample.draft);
            for finding in found {
                let whole = !finding.found.is_empty()
                    && !finding.mend.is_empty()
                    && !finding.why.is_empty();
                assert!(whole && finding.severity == rule.severity(), "{finding:?}");
            }
        }
        for sample in passes {
            assert_eq!(sample.of(rule.code()), [], "{}: {:?}", rule.code(), sample.draft);
        }
    }
}

#[test]
fn nothing_is_said_against_a_good_draft() {
    for sample in [good(), good_eml()] {
        let findings = sample.findings();
        assert!(findings.iter().all(|finding| finding.severity == Severity::Info), "{findings:#?}");
    }
}

#[test]
fn findings_are_complete_and_errors_first() {
    let sample = good().with(|draft| {
        draft.importance = "urgent".to_owned();
        draft.from = "ann@example.org".to_owned();
        draft.return_path = "bounces@example.net".to_owned();
    });
    let found: Vec<_> = sample.findings();
    assert!(found.is_sorted_by_key(|finding| finding.severity));
    for code in ["from-not-covered", "return-path-arn-missing", "field-unreadable"] {
        assert!(found.iter().any(|finding| finding.code == code), "{code} in {found:#?}");
    }
    assert_eq!(found, sample.findings());
}

#[test]
fn an_imported_message_is_judged_by_the_other_rules_too() {
    let sample = good_eml().with_eml(
        "X-Mine: a\r\nFrom: ann@example.org\r\nReturn-Path: <b@example.net>\r\nTo: bob@example.org\r\n\r\n",
    );
    let found = sample.findings();
    let fields = |code: &str| {
        let of = found.iter().filter(|finding| finding.code == code);
        of.map(|finding| finding.field.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(fields("from-not-covered"), ["raw.headers[1]"]);
    assert_eq!(fields("return-path-arn-missing"), ["raw.headers[2]"]);
}

/// An import has no field of a draft for its texts.
#[test]
fn fields_of_an_imported_message_are_its_own() {
    let sample = good_eml().with_eml(
        "From: ann@example.com\r\nTo: bob@example.org\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/html\r\n\r\n<img src='cid:x'> attached\r\n--b--\r\n",
    );
    let of = |code: &str| sample.of(code).pop().unwrap().field;
    assert_eq!(of("cid-file-missing"), "raw.parts[1]");
    assert_eq!(of("attachment-forgotten"), "raw.parts[1]");
    assert_eq!(of("text-part-missing"), "raw.parts");
    assert_eq!(of("subject-empty"), "raw.headers");
}

#[test]
fn real_messages_are_judged() {
    let Some(folder) = crate::shared::find("eml/messages") else { return };
    let (mut judged, mut codes) = (0, HashSet::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let sample = good_eml().with_eml(std::fs::read(entry.unwrap().path()).unwrap());
        let findings = sample.findings();
        assert_eq!(findings, sample.findings());
        codes.extend(findings.iter().map(|finding| finding.code));
        judged += 1;
    }
    assert!(judged >= 492, "{judged}");
    for code in ["raw-date-replaced", "raw-eight-bit", "raw-line-ends", "raw-stray", "header-twice"]
    {
        assert!(codes.contains(code), "{code} in none of {judged}");
    }
}
