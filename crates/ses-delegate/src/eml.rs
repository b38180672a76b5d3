//! An existing message, an .eml file, taken over byte for byte.
//!
//! What decides its bytes is a scanner of its own for the header block, which
//! knows where each byte stands; decoders of a lenient reader only tell what the
//! message holds.

mod adopted;
mod block;
mod dkim;
mod header;
mod lines;
mod parts;
mod reading;
mod ses;

use std::ops::Range;

use crate::address::EmailAddress;
use crate::mime::SesHeaders;

use self::block::Block;

pub use self::adopted::Adopted;
pub use self::block::{Stray, StrayKind};
pub use self::dkim::DkimSignature;
pub use self::header::{EmlHeader, EmlMailbox};
pub use self::lines::LineFacts;
pub use self::parts::{EmlContent, EmlPart, PartRole};
pub use self::ses::{SesFate, SesHeader};

/// A message that somebody else wrote, as its bytes have it. Any bytes are one.
///
/// The header block ends at the first empty line. A line ends with CRLF, LF, a
/// CR alone, or CR CR LF, as lenient servers read it; one that begins with a
/// space or tab continues the line before.
///
/// # Source
/// RFC 5322 sections 2.2, 2.2.3 and 4.5.
#[derive(Debug, Clone)]
pub struct Eml<'a> {
    bytes: &'a [u8],
    block: Block<'a>,
}

impl<'a> Eml<'a> {
    /// Reads the header block; the body is left alone.
    pub fn read(bytes: &'a [u8]) -> Self {
        Self { bytes, block: Block::read(bytes) }
    }

    /// The whole file.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The headers, in order.
    pub fn headers(&self) -> &[EmlHeader<'a>] {
        &self.block.headers
    }

    /// The headers called `name` in any case, with their places among all.
    pub fn named<'s>(
        &'s self,
        name: &'s str,
    ) -> impl Iterator<Item = (usize, &'s EmlHeader<'a>)> + 's {
        self.headers().iter().enumerate().filter(move |(_, header)| header.is(name))
    }

    /// What stands in the header block and is no header.
    pub fn strays(&self) -> &[Stray] {
        &self.block.strays
    }

    /// The header block, without what stands before it and the empty line after it.
    pub fn header_block(&self) -> Range<usize> {
        self.block.start..self.block.end
    }

    /// Where the body begins: behind the empty line, or at the end if there is none.
    pub fn body_start(&self) -> usize {
        self.block.body
    }

    /// The first line's end, in which what is added ends too: CRLF or LF.
    pub fn line_end(&self) -> &'static str {
        self.block.line_end
    }

    /// Its parts and texts; those nested more than 50 deep are not looked into.
    pub fn content(&self) -> EmlContent {
        parts::read(self.bytes, self.block.start)
    }

    /// What is to be known of its lines.
    pub fn lines(&self) -> LineFacts {
        LineFacts::of(self.bytes, self.block.body)
    }

    /// The X-SES headers, those that stand at the top of the body included.
    /// Adoption without headers of its own removes what is said to be removed.
    pub fn ses_headers(&self) -> Vec<SesHeader> {
        ses::find(self, &[])
    }

    /// The DKIM signatures that can be read.
    pub fn signatures(&self) -> Vec<DkimSignature> {
        dkim::signatures(self)
    }

    /// True if the header block holds X-SES headers only and headers follow
    /// behind the empty line, as in the sample of AWS's guide.
    pub fn is_split_like_the_sample(&self) -> bool {
        ses::is_split_like_the_sample(self)
    }

    /// Where bounces go by its headers: `Return-Path`, else `From`.
    pub fn bounces_to(&self) -> Option<EmailAddress> {
        ["Return-Path", "From"].into_iter().find_map(|name| {
            self.named(name)
                .flat_map(|(_, header)| header.mailboxes())
                .find_map(|mailbox| mailbox.address.parse().ok())
        })
    }

    /// Takes it over: removes the identity ARNs that it names, and puts `ses`
    /// at the top.
    pub fn adopt(&self, ses: &SesHeaders<'_>) -> Adopted<'a> {
        self.adopt_for(ses, self.bounces_to().as_ref())
    }

    /// The same, with bounces to another address than the headers tell.
    pub(crate) fn adopt_for(
        &self,
        ses: &SesHeaders<'_>,
        bounces_to: Option<&EmailAddress>,
    ) -> Adopted<'a> {
        Adopted::new(self.clone(), &ses.lines(bounces_to))
    }
}

/// Takes over the message `bytes`: its headers X-SES-SOURCE-ARN, X-SES-FROM-ARN
/// and X-SES-RETURN-PATH-ARN fall away, in any case, folded and repeated; `ses`
/// stands at the top of its header block; every other byte stays.
///
/// Adopting twice is adopting once. Other X-SES headers stay, unless `ses` holds
/// one of the same name, which would win over them.
///
/// # Source
/// SES Developer Guide, "Delegate sender tasks for Amazon SES sending authorization".
pub fn adopt<'a>(bytes: &'a [u8], ses: &SesHeaders<'_>) -> Adopted<'a> {
    Eml::read(bytes).adopt(ses)
}

#[cfg(test)]
mod tests;
