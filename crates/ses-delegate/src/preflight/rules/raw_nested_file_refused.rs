use crate::eml::PartRole;
use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::file_types::{extension, is_refused};
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A message within the message holds a file of a type that SES refuses.
    ///
    /// # Why
    /// SES refuses messages with such files. Whether it looks for them in attached
    /// messages, too, is documented nowhere.
    ///
    /// # Example
    /// A forwarded message, as `message/rfc822`, with `setup.exe` in it.
    ///
    /// # Use instead
    /// The message without that file, or its text alone.
    ///
    /// # Source
    /// SES Developer Guide, "Unsupported attachment types in Amazon SES".
    "raw-nested-file-refused", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let mut within: Option<String> = None;
    let mut hits = Vec::new();
    for (at, part) in raw.content.parts.iter().enumerate() {
        let is_nested = within.as_ref().is_some_and(|message| part.path.starts_with(message));
        if !is_nested {
            within = (part.role == PartRole::Message).then(|| format!("{}.", part.path));
        } else if let Some(extension) = extension(&part.file_name).filter(|it| is_refused(it)) {
            let found = format!("{} is a file of type .{extension}.", quote(&part.file_name));
            hits.push(Hit::new(format!("raw.parts[{at}]"), found));
        }
    }
    hits
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
fn forwarded(name: &str, kind: &str) -> Sample {
    good_eml().with_eml(format!(
        "From: ann@example.com\r\nTo: bob@example.org\r\nSubject: Hello\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n\
         --b\r\nContent-Type: {kind}\r\n\r\n\
         Content-Type: application/octet-stream; name=\"{name}\"\r\n\r\nx\r\n--b--\r\n"
    ))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![forwarded("setup.exe", "message/rfc822")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml(), forwarded("a.pdf", "message/rfc822"), forwarded("setup.exe", "text/plain")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_no_error() {
        let sample = forwarded("setup.exe", "message/rfc822");
        assert_eq!(sample.of("file-type-refused"), []);
        assert_eq!(sample.of("raw-nested-file-refused").len(), 1);
    }
}
