//! Puts tokens together to pieces.

use std::borrow::Cow;

use super::lex::{Kind, Token, lex};
use super::phrase::{Phrase, comment, name_start, unquoted, words};
use super::trim::{around, linked};
use super::{AddressPiece, AddressPieceKind, PastedMailbox};
use crate::address::{EmailAddress, Mailbox};
use crate::error::ParseError;

/// Reads from left to right. What lies between `done` and the current token
/// are words of which it is not known yet what they are.
pub(super) struct Reader<'a> {
    paste: &'a str,
    tokens: Vec<Token<'a>>,
    pieces: Vec<AddressPiece<'a>>,
    /// Up to here the paste is in `pieces`.
    done: usize,
    group: Option<String>,
}

/// Names of headers that hold addresses: before a colon they name no group.
const HEADERS: [&str; 6] = ["to", "cc", "bcc", "from", "sender", "reply-to"];

/// Blanks and comments after which an address still belongs to what is before them.
const FARTHEST: usize = 16;

impl<'a> Reader<'a> {
    pub(super) fn read(paste: &'a str) -> Vec<AddressPiece<'a>> {
        let tokens = lex(paste);
        let mut reader = Self { paste, tokens, pieces: Vec::new(), done: 0, group: None };
        // The first of the tokens whose meaning is open.
        let mut open = 0;
        for at in 0..reader.tokens.len() {
            if reader.take(open, at) {
                open = at + 1;
            }
        }
        reader.leave(open, reader.tokens.len());
        reader.pieces
    }

    /// True if the token at `at`, and with it all since `open`, has become pieces.
    fn take(&mut self, open: usize, at: usize) -> bool {
        let token = self.tokens[at];
        match token.kind {
            Kind::Blank | Kind::Comma if open < at => return false,
            Kind::Blank | Kind::Comma => self.push(token.end(), AddressPieceKind::Separator),
            Kind::Break | Kind::Semicolon => {
                self.leave(open, at);
                self.push(token.end(), AddressPieceKind::Separator);
                if token.kind == Kind::Semicolon {
                    self.group = None;
                }
            }
            Kind::Colon => self.label(open, at),
            Kind::Angle => self.named(open, at),
            Kind::Comment if open == at && self.annotate(token) => {}
            _ if !token.text.contains('@') || self.is_followed_by_angle(at) => return false,
            Kind::Word => {
                let before = &self.tokens[open..at];
                let is_aside =
                    |token: &Token<'_>| matches!(token.kind, Kind::Comment | Kind::Blank);
                let comment = comment(before).filter(|_| before.iter().all(is_aside));
                if comment.is_none() {
                    self.leave(open, at);
                }
                self.bare(token, comment);
            }
            Kind::Quoted => return self.cell(open, at),
            // Around an address alone, parentheses are brackets; beside another they are a comment.
            Kind::Comment => {
                let inner = token.inner().trim();
                let address = linked(inner).map_or(Cow::Borrowed(inner), |(address, _)| address);
                if address.parse::<EmailAddress>().is_err() || self.is_followed_by_address(at) {
                    return false;
                }
                self.leave(open, at);
                self.bare(token, None);
            }
        }
        true
    }

    fn push(&mut self, end: usize, kind: AddressPieceKind) {
        if end == self.done {
            return;
        }
        let start = self.done;
        self.done = end;
        match self.pieces.last_mut() {
            Some(last)
                if kind == AddressPieceKind::Separator
                    && last.kind == AddressPieceKind::Separator =>
            {
                last.text = &self.paste[last.at..end];
            }
            _ => self.pieces.push(AddressPiece { at: start, text: &self.paste[start..end], kind }),
        }
    }

    /// The tokens from `open` to `end` are no part of a mailbox.
    fn leave(&mut self, open: usize, end: usize) {
        let tokens = self.tokens[open..end].to_vec();
        for entry in tokens.split_inclusive(|token| token.kind == Kind::Comma) {
            let says = |token: &&Token<'_>| !token.is_mark();
            if let (Some(first), Some(last)) = (entry.iter().find(says), entry.iter().rfind(says)) {
                self.push(first.at, AddressPieceKind::Separator);
                let why = self.paste[first.at..last.end()].parse::<EmailAddress>().err();
                let why = why.unwrap_or_else(|| {
                    let text = &self.paste[first.at..last.end()];
                    ParseError::quoting("mailbox.syntax", "an address of its own", text)
                });
                self.push(last.end(), AddressPieceKind::Leftover(why));
            }
            self.push(entry.last().map_or(self.done, Token::end), AddressPieceKind::Separator);
        }
    }

    fn label(&mut self, open: usize, colon: usize) {
        let start = open + name_start(&self.tokens[open..colon]);
        self.leave(open, start);
        let name = words(&self.tokens[start..colon]);
        let end = self.tokens[colon].end();
        if !name.contains(char::is_alphanumeric) {
            self.leave(start, colon);
            return self.push(end, AddressPieceKind::Separator);
        }
        // A group ends at a semicolon; prose and headers have none.
        let mut behind = self.tokens[colon + 1..].iter();
        let close = behind.find(|token| matches!(token.kind, Kind::Semicolon | Kind::Colon));
        let is_group = close.is_some_and(|token| token.kind == Kind::Semicolon)
            && !HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header));
        self.group = is_group.then(|| name.clone());
        self.push(end, AddressPieceKind::Label(name));
    }

    /// Words and angle brackets.
    fn named(&mut self, open: usize, at: usize) {
        let start = open + name_start(&self.tokens[open..at]);
        self.leave(open, start);
        // A bullet or a dash is no part of a name.
        let skipped = self.tokens[start..at].iter().take_while(|token| token.is_mark()).count();
        self.leave(start, start + skipped);
        let angle = self.tokens[at];
        let text = angle.inner().trim();
        let (address, _) = linked(text).unwrap_or((Cow::Borrowed(text), text.len()));
        let typed = &address;
        let read = address.parse::<EmailAddress>().and_then(|address| {
            let Phrase { name, comment } = Phrase::read(&self.tokens[start + skipped..at])?;
            let name = name.filter(|name| !name.as_str().eq_ignore_ascii_case(address.as_str()));
            Ok(self.pasted(Mailbox { name, address }, typed, comment))
        });
        self.push(
            angle.end(),
            read.map_or_else(AddressPieceKind::Leftover, AddressPieceKind::Mailbox),
        );
    }

    /// An address without a name, perhaps with a comment before it.
    fn bare(&mut self, token: Token<'a>, comment: Option<String>) {
        let (lead, tail) = around(token.text);
        let (start, end) = (token.at + lead, token.end() - tail);
        let core = self.paste.get(start..end).unwrap_or_default();
        let (address, len) = linked(core).unwrap_or_else(|| {
            // As the last of several addresses in a link has it.
            let domain = core.find('@').unwrap_or(core.len());
            let len = core[domain..].find('?').map_or(core.len(), |at| domain + at);
            (Cow::Borrowed(&core[..len]), len)
        });
        let is_annotated = comment.is_some();
        let read =
            address.parse().map(|found: EmailAddress| self.pasted(found.into(), &address, comment));
        match read {
            Ok(mailbox) => {
                if !is_annotated {
                    self.push(start, AddressPieceKind::Separator);
                }
                self.push(start + len, AddressPieceKind::Mailbox(mailbox));
                let query = &core[len..];
                let expected = "an address without anything behind it";
                let why = ParseError::quoting("mailbox.link", expected, query);
                self.push(end, AddressPieceKind::Leftover(why));
                self.push(token.end(), AddressPieceKind::Separator);
            }
            // Whole, as it was written.
            Err(why) => self.push(token.end(), AddressPieceKind::Leftover(why)),
        }
    }

    /// A quoted cell of a table that holds an address, perhaps with its name.
    fn cell(&mut self, open: usize, at: usize) -> bool {
        let token = self.tokens[at];
        let inner = unquoted(token.inner());
        let [piece] = &Reader::read(&inner)[..] else { return false };
        let AddressPieceKind::Mailbox(found) = &piece.kind else { return false };
        let mailbox = PastedMailbox { group: self.group.clone(), ..found.clone() };
        self.leave(open, at);
        self.push(token.end(), AddressPieceKind::Mailbox(mailbox));
        true
    }

    /// Gives a comment to the mailbox before it.
    fn annotate(&mut self, token: Token<'a>) -> bool {
        let blanks = match &self.pieces[..] {
            [.., AddressPiece { kind: AddressPieceKind::Mailbox(_), .. }] => 0,
            [.., AddressPiece { kind: AddressPieceKind::Mailbox(_), .. }, blank]
                if blank.kind == AddressPieceKind::Separator
                    && blank.text.trim_matches(' ').is_empty() =>
            {
                1
            }
            _ => return false,
        };
        self.pieces.truncate(self.pieces.len() - blanks);
        let Some(piece) = self.pieces.last_mut() else { return false };
        piece.text = &self.paste[piece.at..token.end()];
        self.done = token.end();
        if let AddressPieceKind::Mailbox(mailbox) = &mut piece.kind {
            let text = comment(&[token]).unwrap_or_default();
            mailbox.comment = Some(match mailbox.comment.take() {
                Some(before) => format!("{before} {text}"),
                None => text,
            });
        }
        true
    }

    fn pasted(&self, mailbox: Mailbox, typed: &str, comment: Option<String>) -> PastedMailbox {
        let typed = typed.rsplit_once('@').map(|(_, domain)| domain);
        PastedMailbox {
            mailbox,
            typed_domain: typed.filter(|domain| !domain.is_ascii()).map(str::to_owned),
            group: self.group.clone(),
            comment,
            same_as: None,
        }
    }

    fn behind(&self, at: usize) -> Option<&Token<'a>> {
        let is_aside = |token: &&Token<'_>| matches!(token.kind, Kind::Blank | Kind::Comment);
        self.tokens[at + 1..].iter().take(FARTHEST).find(|token| !is_aside(token))
    }

    fn is_followed_by_angle(&self, at: usize) -> bool {
        self.behind(at).is_some_and(|token| token.kind == Kind::Angle)
    }

    fn is_followed_by_address(&self, at: usize) -> bool {
        let holds = |token: &Token<'_>| {
            matches!(token.kind, Kind::Word | Kind::Quoted) && token.text.contains('@')
        };
        self.behind(at).is_some_and(holds)
    }
}
