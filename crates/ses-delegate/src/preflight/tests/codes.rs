//! What is refused, and who tells of it: every code of a `ParseError` that
//! reading a draft can give is a rule's, or known to fall to the last.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// What reading and preparing a draft goes through.
const WITHIN: [&str; 21] = [
    "address.rs",
    "address",
    "arn.rs",
    "calendar.rs",
    "delegation.rs",
    "draft",
    "header",
    "list",
    "message.rs",
    "mime",
    "name.rs",
    "plan.rs",
    "plan",
    "region.rs",
    "region",
    "identity_name.rs",
    "v2/message_header.rs",
    "content.rs",
    "body.rs",
    "body",
    "settings.rs",
];

/// What its field says well enough: one of a few words, or an id.
const FOR_THE_LAST: [&str; 4] =
    ["auto_submitted.unknown", "feedback_id.syntax", "importance.unknown", "message_id.syntax"];

/// Of what a draft does not have, or what is asked for later.
const OF_NO_DRAFT: [&str; 13] = [
    "charset.syntax",
    "content.elsewhere",
    "content.size",
    "endpoint_id.syntax",
    "identity.name",
    // Headers are `route.headers` by then.
    "message_header.length",
    "message_header.name",
    "message_header.value",
    "message_headers.many",
    "policy.name",
    "region.smtp",
    "region.sts",
    "template.name",
];

#[test]
fn every_refusal_is_told_of() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: Vec<_> = WITHIN.iter().flat_map(|name| files(&source.join(name))).collect();
    let codes: BTreeSet<_> = files.iter().flat_map(|file| codes(file)).collect();
    assert!(codes.len() > 50, "{codes:?}");
    let told = |code: &str| ALL.iter().any(|rule| rule.explains.contains(&code));
    let untold: BTreeSet<_> = codes.iter().map(String::as_str).filter(|code| !told(code)).collect();
    assert_eq!(untold, FOR_THE_LAST.into_iter().chain(OF_NO_DRAFT).collect());
    for rule in ALL {
        for code in rule.explains {
            assert!(codes.contains(*code), "{} explains {code}", rule.code());
        }
    }
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| !path.ends_with("tests.rs")).flat_map(|path| files(&path)).collect()
}

/// Texts such as `"tag.text"` before the tests, but for names of hosts and files.
fn codes(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let is_word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_lowercase() || b"_0123456789".contains(&b))
    };
    let is_code = |text: &&str| {
        let Some((kind, problem)) = text.split_once('.') else { return false };
        is_word(kind) && is_word(problem) && !["com", "aws", "eu", "example"].contains(&problem)
    };
    let comments = |line: &&str| !line.trim_start().starts_with("//");
    let lines = code.lines().filter(comments);
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(is_code)
        .map(str::to_owned)
        .collect()
}
