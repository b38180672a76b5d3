use crate::header::HeaderName;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use std::collections::HashMap;

rule! {
    /// A header that may stand once only stands twice.
    ///
    /// # Why
    /// SES refuses the whole message: "Duplicate header". That is so for some 60 names;
    /// others, such as Received or those that begin with X-, may be repeated.
    ///
    /// # Example
    /// `Comments: a` and `comments: b`
    ///
    /// # Use instead
    /// One of the two, or another name such as `X-Comments`. Messages that were sent
    /// or forwarded before often carry two `DKIM-Signature` headers: remove them, since
    /// SES signs anew.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES header fields".
    "header-twice", Error,
    explains: ["header.twice"],
    tell: |_, error| {
        Hit::new(error.field(), format!("{} stands in an earlier header already.", error.found()))
    } => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut hits = Vec::new();
    for header in &letter.headers {
        let is_single = header.name.parse::<HeaderName>().is_ok_and(|name| name.is_single());
        if !is_single || letter.refuses(&header.field) {
            continue;
        }
        if let Some(earlier) = first.get(&header.name.to_ascii_lowercase()) {
            let found = format!("{} stands in {earlier} already.", header.name);
            hits.push(Hit::new(&header.field, found));
        } else {
            first.insert(header.name.to_ascii_lowercase(), &header.field);
        }
    }
    hits
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_custom_headers(&[("Comments", "a"), ("comments", "b")]),
        good().with_custom_headers(&[("Precedence", "bulk"), ("X-A", "a"), ("PRECEDENCE", "bulk")]),
        good_eml().with_headers("subject: a\r\n"),
        good_eml().with_headers("From: ann@example.com\nDate: a\nDATE: b\nDate: c\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml().with_headers("Received: a\r\nReceived: b\r\nX-Mine: a\r\nX-Mine: b\r\n"),
        good(),
        good().with_custom_headers(&[
            ("X-A", "a"),
            ("x-a", "b"),
            ("Comments", "c"),
            ("Keywords", "d"),
        ]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preflight::letter::{Header, Letter};

    #[test]
    fn an_imported_message_has_them_all() {
        let Sample { draft, known, .. } = good();
        let mut letter = Letter::of_draft(&draft, &known);
        letter.headers = ["From", "To", "Subject", "To", "Received", "SUBJECT", "Received"]
            .into_iter()
            .enumerate()
            .map(|(at, name)| Header {
                field: format!("raw.headers[{at}]"),
                name: name.into(),
                value: "x".into(),
            })
            .collect();
        let found = RULE.findings(&Case::new(letter, &known));
        let found: Vec<_> = found.iter().map(|it| (it.field.as_str(), it.found.as_str())).collect();
        let sentence = "SUBJECT stands in raw.headers[2] already.";
        assert_eq!(found, [("raw.headers[5]", sentence)]);
    }

    #[test]
    fn each_is_told_of_once() {
        let sample =
            good().with_custom_headers(&[("Comments", "a"), ("Comments", "b"), ("Comments", "c")]);
        let found = sample.of("header-twice");
        let fields: Vec<_> = found.iter().map(|finding| finding.field.as_str()).collect();
        assert_eq!(fields, ["headers[1].name", "headers[2].name"]);
    }
}
