use crate::preflight::rule::rule;

rule! {
    /// A file has no name, or one that is too long.
    ///
    /// # Why
    /// SES takes no file without a name, and none with a name of more than 255
    /// characters.
    ///
    /// # Example
    /// A file whose `filename` is blank.
    ///
    /// # Use instead
    /// A name of 1 to 255 characters, with the extension by which it opens.
    ///
    /// # Source
    /// SES API v2 reference, `Attachment`, `FileName`.
    "file-name-unreadable", Error,
    explains: ["file.name"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_file("a.txt", 1).with_last_file(|file| file.filename.clear()),
        good().with_file("a.txt", 1).with_last_file(|file| file.filename = " ".to_owned()),
        good().with_file("a.txt", 1).with_last_file(|file| file.filename = "é".repeat(256)),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_file("a.txt", 1).with_last_file(|file| file.filename = "é".repeat(255)),
    ]
}
