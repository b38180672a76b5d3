//! Addresses from a paste: a header, a mail client's list, rows of a table, prose.

mod lex;
mod phrase;
mod reader;
mod trim;

use std::collections::HashMap;
use std::ops::Range;

use self::reader::Reader;
use super::Mailbox;
use crate::error::ParseError;

/// Every part of a paste, in order and without a gap: put together, the texts
/// of the pieces are the paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedAddresses<'a> {
    pieces: Vec<AddressPiece<'a>>,
}

/// A part of a paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPiece<'a> {
    /// Where it begins, in bytes.
    pub at: usize,
    /// The part as it stands there.
    pub text: &'a str,
    /// What it is.
    pub kind: AddressPieceKind,
}

/// What a part of a paste is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressPieceKind {
    /// Somebody to write to.
    Mailbox(PastedMailbox),
    /// Anything else that says something, and why it is no mailbox.
    Leftover(ParseError),
    /// The name of a group (RFC 5322 section 3.4) or of a header, with its colon.
    Label(String),
    /// Blanks, commas, semicolons, line ends, and punctuation around an address.
    Separator,
}

/// A mailbox of a paste, and what stood around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedMailbox {
    /// Name and address; encoded words are decoded.
    pub mailbox: Mailbox,
    /// The domain as it was typed, if it became punycode.
    pub typed_domain: Option<String>,
    /// The group it belongs to.
    pub group: Option<String>,
    /// What stood in parentheses (RFC 5322 section 3.2.2). No part of the name.
    pub comment: Option<String>,
    /// Counted among the mailboxes: the first with this address. The domain's
    /// case makes no difference; the local part's does, as it does for SES.
    pub same_as: Option<usize>,
}

impl AddressPiece<'_> {
    /// Where it stands, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

impl<'a> PastedAddresses<'a> {
    /// Takes apart what commas, semicolons, line ends, tabs or blanks separate.
    /// Reads mailboxes of RFC 5322 with comments and groups, and beyond it: a
    /// name with one comma and no quotes (`Doe, John <john@example.com>`),
    /// `mailto:` links, quoted cells of CSV, and addresses within prose with the
    /// punctuation around them.
    ///
    /// A name counts only where its address stands in angle brackets: it is
    /// not guessed from a neighbouring word or cell, and becomes a leftover.
    pub fn read(paste: &'a str) -> Self {
        let mut pieces = Reader::read(paste);
        let mut known = HashMap::new();
        let mailboxes = pieces.iter_mut().filter_map(|piece| match &mut piece.kind {
            AddressPieceKind::Mailbox(mailbox) => Some(mailbox),
            _ => None,
        });
        for (at, pasted) in mailboxes.enumerate() {
            let address = &pasted.mailbox.address;
            let key = (address.local().to_owned(), address.domain().to_ascii_lowercase());
            let first = *known.entry(key).or_insert(at);
            pasted.same_as = (first != at).then_some(first);
        }
        Self { pieces }
    }

    /// All parts, in order.
    pub fn pieces(&self) -> &[AddressPiece<'a>] {
        &self.pieces
    }

    /// The mailboxes in order, repeated ones too.
    pub fn mailboxes(&self) -> impl Iterator<Item = (&AddressPiece<'a>, &PastedMailbox)> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            AddressPieceKind::Mailbox(mailbox) => Some((piece, mailbox)),
            _ => None,
        })
    }

    /// What is no mailbox and yet says something, and why.
    pub fn leftovers(&self) -> impl Iterator<Item = (&AddressPiece<'a>, &ParseError)> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            AddressPieceKind::Leftover(why) => Some((piece, why)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
