use crate::preflight::case::Case;
use crate::preflight::letter::File;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A file is empty.
    ///
    /// # Why
    /// An empty file arrives as a name that opens to nothing. It is mostly the trace of a
    /// download or an export that failed.
    ///
    /// # Example
    /// `report.pdf` of 0 bytes.
    ///
    /// # Use instead
    /// The file, read again; or none.
    ///
    /// # Source
    /// RFC 2045 section 6.8, by which an empty part is no fault.
    "file-empty", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let empty = case.letter.files.iter().filter(|file| file.size == 0);
    let hit = |file: &File<'_>| Hit::new(&file.field, format!("{} has 0 bytes.", file.called()));
    empty.map(hit).collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_file("a.pdf", 0), good().with_file("a.pdf", 1).with_file("b.pdf", 0)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().with_file("a.pdf", 1)]
}

#[cfg(test)]
mod tests {
    use crate::preflight::sample::good_eml;

    #[test]
    fn a_multipart_without_parts_and_what_is_within_a_message_are_no_files() {
        let of = |kind: &str, rest: &str| {
            let top = "From: ann@example.com\r\nTo: bob@example.org\r\nContent-Type:";
            good_eml().with_eml(format!("{top} {kind}\r\n\r\n{rest}")).of("file-empty").len()
        };
        assert_eq!(of("multipart/mixed; boundary=b", ""), 0);
        assert_eq!(of("message/rfc822", "Content-Type: application/pdf\r\n\r\n"), 0);
        assert_eq!(of("application/pdf", ""), 1);
    }
}
