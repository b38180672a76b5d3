use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::file_types::extension;
use crate::preflight::letter::File;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A file is declared as one thing and called another.
    ///
    /// # Why
    /// Readers go by the Content-Type, or by the name, or by what the file holds. Where
    /// these disagree some open it with the wrong program, and filters grow suspicious.
    ///
    /// # Example
    /// `report.pdf` declared as `image/png`.
    ///
    /// # Use instead
    /// The type of the name, or none.
    ///
    /// # Source
    /// RFC 2183 section 5, on names and types.
    "media-type-unlike-name", Info => check
}

/// Types that nothing else is called, by extension.
const TYPES: [(&str, &str); 16] = [
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
    ("html", "text/html"),
    ("htm", "text/html"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
];

fn check(case: &Case<'_>) -> Vec<Hit> {
    case.letter.files.iter().filter_map(hit).collect()
}

/// Only where both are known: a type of one's own is no mistake.
fn hit(file: &File<'_>) -> Option<Hit> {
    let extension = extension(&file.name)?;
    let (_, expected) = TYPES.iter().find(|(known, _)| *known == extension)?;
    let declared = file.media_type.split(';').next()?.trim().to_ascii_lowercase();
    let is_known = TYPES.iter().any(|(_, known)| *known == declared);
    (is_known && declared != *expected).then(|| {
        let found = format!("{} is declared as {declared}.", quote(&file.name));
        Hit::new(format!("{}.contentType", file.field), found)
            .mend(format!("Declare it as {expected}, or not at all."))
    })
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn is(name: &str, media_type: &str) -> Sample {
    good().with_file(name, 1).with_last_file(|file| file.content_type = media_type.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        is("a.pdf", "image/png"),
        is("a.PNG", "Image/JPEG"),
        is("a.jpg", "text/html; charset=utf-8"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        is("a.pdf", "application/pdf"),
        is("a.jpeg", "image/jpeg"),
        is("a.pdf", ""),
        is("a.pdf", "application/octet-stream"),
        is("a.txt", "text/html"),
        is("a.mp4", "audio/mp4"),
    ]
}
