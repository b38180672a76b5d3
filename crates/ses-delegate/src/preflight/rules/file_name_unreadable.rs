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
fn file(change: impl FnOnce(&mut crate::draft::File)) -> Sample {
    good().with_file("a.txt", 1).with(|draft| change(&mut draft.attachments[0]))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        file(|file| file.filename.clear()),
        file(|file| file.filename = " ".to_owned()),
        file(|file| file.filename = "é".repeat(256)),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), file(|file| file.filename = "é".repeat(255))]
}
