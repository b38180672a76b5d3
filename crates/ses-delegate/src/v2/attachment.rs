//! Files of v2's `Simple` and `Template` content.

use serde::{Deserialize, Deserializer, Serialize};

use crate::error::ParseError;
use crate::header::{ContentId, HeaderText, MediaType};
use crate::input::refused;
use crate::message::{self, Placement};
use crate::shape::Blob;

/// `Attachment`: one layer of base64, against two in raw content.
///
/// # Source
/// SES API v2 reference, `Attachment`; SES Developer Guide, "Working with email attachments".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Attachment<'a> {
    /// The bytes.
    pub raw_content: Blob<'a>,
    /// What the reader will see it called: at most 255 characters.
    #[serde(deserialize_with = "at_most::<255, _>")]
    pub file_name: HeaderText,
    /// Beside the message (SES's default) or within its HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_disposition: Option<ContentDisposition>,
    /// The name by which HTML shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_id: Option<ContentId>,
    /// What it is; SES goes by the file name if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<MediaType>,
    /// What it shows: at most 1000 characters.
    #[serde(default, deserialize_with = "description", skip_serializing_if = "Option::is_none")]
    pub content_description: Option<HeaderText>,
    /// How SES writes it; `SEVEN_BIT` if none, which changes bytes that are not text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_transfer_encoding: Option<ContentTransferEncoding>,
}

/// `AttachmentContentDisposition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContentDisposition {
    /// In the list of attachments.
    Attachment,
    /// Within the HTML.
    Inline,
}

/// `AttachmentContentTransferEncoding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContentTransferEncoding {
    /// Any bytes, unchanged.
    Base64,
    /// Text with few characters beyond ASCII.
    QuotedPrintable,
    /// ASCII text.
    SevenBit,
}

impl Attachment<'_> {
    /// The draft's file at place `file`, sent as base64 and so unchanged; a
    /// message, which must not be, as it is.
    pub fn new(file: usize, attachment: &message::Attachment) -> Self {
        let (content_disposition, content_id) = match &attachment.placement {
            Placement::Attached => (ContentDisposition::Attachment, None),
            Placement::Inline(id) => (ContentDisposition::Inline, Some(id.clone())),
        };
        let encoding = if attachment.media_type.is_message() {
            ContentTransferEncoding::SevenBit
        } else {
            ContentTransferEncoding::Base64
        };
        Self {
            raw_content: Blob::File(file, attachment.content.size()),
            file_name: attachment.file_name.clone(),
            content_disposition: Some(content_disposition),
            content_id,
            content_type: Some(attachment.media_type.clone()),
            content_description: None,
            content_transfer_encoding: Some(encoding),
        }
    }
}

fn at_most<'de, const MAX: usize, D: Deserializer<'de>>(from: D) -> Result<HeaderText, D::Error> {
    let text = String::deserialize(from)?;
    match text.chars().count() {
        length if length > MAX => Err(refused(&ParseError::new(
            "attachment.text",
            format!("at most {MAX} characters"),
            format!("{length}"),
        ))),
        _ => HeaderText::new(text).map_err(|error| refused(&error)),
    }
}

fn description<'de, D: Deserializer<'de>>(from: D) -> Result<Option<HeaderText>, D::Error> {
    struct Text(HeaderText);
    impl<'de> Deserialize<'de> for Text {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            at_most::<1000, _>(from).map(Self)
        }
    }
    let text = Option::<Text>::deserialize(from)?;
    Ok(text.map(|Text(text)| text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_absent() {
        let of = |description: &str| {
            let json = format!(
                r#"{{"RawContent":"","FileName":"a","ContentDescription":{description},"ContentId":null}}"#
            );
            serde_json::from_str::<Attachment<'_>>(&json)
        };
        assert_eq!(of("null").unwrap().content_description, None);
        assert_eq!(of("\"x\"").unwrap().content_description.unwrap().as_str(), "x");
        assert!(of(&format!("\"{}\"", "x".repeat(1001))).is_err());
    }
}
