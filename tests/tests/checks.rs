//! The list of checks, generated from the rules' pages.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use ses_delegate::{Rule, Severity, rules};

const COMMAND: &str = "SES_DELEGATE_BLESS=1 cargo test -p ses-delegate-tests --test checks";

#[test]
fn the_list_of_checks_is_that_of_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ses-delegate/CHECKS.md");
    let list = list();
    if env::var_os("SES_DELEGATE_BLESS").is_some() {
        fs::write(&path, &list).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let same = found.lines().zip(list.lines()).take_while(|(found, wanted)| found == wanted);
    let line = same.count() + 1;
    assert!(found == list, "CHECKS.md differs from line {line} on; write it anew: {COMMAND}");
}

fn list() -> String {
    let count = |severity| rules().filter(|rule| rule.severity() == severity).count();
    let mut list = format!(
        "# Checks before sending

What `preflight` looks at: {} rules. An error blocks ({} rules), a warning asks
once ({}), an info tells ({}). Findings stand in this order, errors first.

Generated from the rules' doc comments in `src/preflight/rules/`, by
`{COMMAND}`.

| Code | Severity | What it finds |
| --- | --- | --- |
",
        rules().count(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    for rule in rules() {
        let (code, severity) = (rule.code(), rule.severity().as_str());
        let title = rule.section("").replace('|', "\\|");
        // Writing to a string cannot fail.
        let _ = writeln!(list, "| [`{code}`](#{code}) | {severity} | {title} |");
    }
    for rule in rules() {
        list.push_str(&page(rule));
    }
    list
}

/// Its doc comment, with its headings below that of the code.
fn page(rule: &Rule) -> String {
    let mut page = format!("\n## {}\n\nSeverity: {}. ", rule.code(), rule.severity().as_str());
    for line in rule.page().lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        let depth = if line.starts_with("# ") { "##" } else { "" };
        let _ = writeln!(page, "{depth}{line}");
    }
    page
}
