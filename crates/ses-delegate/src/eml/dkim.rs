//! What DKIM signatures cover.

use super::Eml;
use super::ses::is_ses;

/// A DKIM signature that a message carries.
///
/// It stays valid as long as the headers that it names, and the body, stay as
/// they are. Adoption touches X-SES headers only.
///
/// # Source
/// RFC 6376 section 3.5; SES Developer Guide, "Delegate sender tasks for Amazon
/// SES sending authorization": X-SES headers are to be left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimSignature {
    /// Its place among the headers.
    pub index: usize,
    /// Its line in the file, from 1.
    pub line: usize,
    /// `d=`: whose signature it is.
    pub domain: String,
    /// `h=`: the headers that it covers, as written.
    pub signed: Vec<String>,
}

impl DkimSignature {
    /// The X-SES headers that it covers, present or not: removing or adding one
    /// of them breaks it, and so does SES, which removes them all.
    pub fn covered_ses_headers(&self) -> impl Iterator<Item = &str> {
        self.signed.iter().map(String::as_str).filter(|name| is_ses(name))
    }
}

pub(super) fn signatures(eml: &Eml<'_>) -> Vec<DkimSignature> {
    let read = |(index, header): (usize, &super::EmlHeader<'_>)| {
        let value = header.value();
        let tag = |name: &str| {
            let mut tags = value.split(';').filter_map(|tag| tag.split_once('='));
            tags.find(|(found, _)| found.trim() == name).map(|(_, value)| value.trim())
        };
        let signed = tag("h")?.split(':').map(|name| name.trim().to_owned());
        Some(DkimSignature {
            index,
            line: header.line(),
            domain: tag("d").unwrap_or_default().to_owned(),
            signed: signed.filter(|name| !name.is_empty()).collect(),
        })
    };
    eml.named("DKIM-Signature").filter_map(read).collect()
}
