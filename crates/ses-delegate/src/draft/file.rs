//! Files.

use serde::{Deserialize, Serialize};

use super::{given, note};
use crate::content::Content;
use crate::error::ParseError;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::message::{Attachment, Placement};

/// A file of the draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct File {
    /// What the reader will see it called.
    pub filename: String,
    /// A media type; `application/octet-stream` if blank.
    pub content_type: String,
    /// The name by which HTML shows it (`<img src="cid:…">`); an attachment if blank.
    pub cid: String,
    /// The bytes.
    pub content: Content,
}

/// Longest file name, in characters (SES v2 `Attachment.FileName`).
const FILE_NAME_MAX: usize = 255;

/// More bytes than the longest message holds (SES Developer Guide, "Service
/// quotas": 40 MB after encoding).
const FILE_MAX: u64 = 40 * 1024 * 1024;

pub(super) fn read(files: &[File], errors: &mut Vec<ParseError>) -> Vec<Attachment> {
    let attachments = files
        .iter()
        .enumerate()
        .filter_map(|(at, file)| file.read(errors, &format!("attachments[{at}]")))
        .collect();
    no_cid_twice(errors, files);
    attachments
}

impl File {
    /// Every wrong field of it goes to `errors`.
    fn read(&self, errors: &mut Vec<ParseError>, path: &str) -> Option<Attachment> {
        let file_name = note(errors, read_at(path, "filename", file_name(&self.filename)));
        let media_type = match given(&self.content_type) {
            Some(text) => note(errors, read_at(path, "contentType", text.parse())),
            None => Some(MediaType::octet_stream()),
        };
        let placement = match given(&self.cid) {
            Some(text) => {
                note(errors, read_at(path, "cid", text.parse::<ContentId>())).map(Placement::Inline)
            }
            None => Some(Placement::Attached),
        };
        let content = note(errors, read_at(path, "content", self.small_enough()));
        let attachment = Attachment::new(file_name?, media_type?, placement?, content?.clone());
        note(errors, attachment.map_err(|error| error.at(path)))
    }

    fn small_enough(&self) -> Result<&Content, ParseError> {
        match self.content.size() {
            ..=FILE_MAX => Ok(&self.content),
            long => Err(ParseError::new(
                "file.size",
                format!("a file of at most {FILE_MAX} bytes, which no message of SES exceeds"),
                format!("{long}"),
            )),
        }
    }
}

/// What a file is called: 1 to 255 characters.
pub(super) fn file_name(text: &str) -> Result<HeaderText, ParseError> {
    let name = given(text).ok_or_else(|| ParseError::quoting("file.name", "a file name", text))?;
    match name.chars().count() {
        ..=FILE_NAME_MAX => HeaderText::new(name),
        long => Err(ParseError::new(
            "file.name",
            "a file name of at most 255 characters",
            format!("{long} characters"),
        )),
    }
}

fn read_at<T>(path: &str, field: &str, read: Result<T, ParseError>) -> Result<T, ParseError> {
    read.map_err(|error| error.at(field).at(path))
}

/// Two files by one name: a reader would show one of them twice.
fn no_cid_twice(errors: &mut Vec<ParseError>, files: &[File]) {
    for (at, file) in files.iter().enumerate() {
        let cid = given(&file.cid);
        if cid.is_some() && files[..at].iter().any(|earlier| given(&earlier.cid) == cid) {
            let error =
                ParseError::quoting("content_id.twice", "another name for each file", &file.cid);
            errors.push(error.at("cid").at(format!("attachments[{at}]")));
        }
    }
}
