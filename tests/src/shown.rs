//! What was shown, and the search in it for secrets.

use std::collections::HashSet;
use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use ses_delegate::{Export, ParseError, Rejection};

/// What was shown, and what must not be in it.
#[derive(Default)]
pub struct Shown(Vec<(String, Vec<u8>)>);

impl Shown {
    /// Anything else.
    pub fn bytes(&mut self, what: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.push((what.into(), bytes.into()));
    }

    /// `{:?}` and `{:#?}`.
    pub fn debug(&mut self, what: &str, value: &impl Debug) {
        self.bytes(format!("{what} {{:?}}"), format!("{value:?}"));
        self.bytes(format!("{what} {{:#?}}"), format!("{value:#?}"));
    }

    /// By serde.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn json(&mut self, what: &str, value: &impl Serialize) {
        self.bytes(format!("{what} as JSON"), serde_json::to_vec(value).expect("JSON"));
    }

    /// An error, in every way.
    pub fn error(&mut self, what: &str, error: &ParseError) {
        self.debug(what, error);
        self.bytes(what, format!("{error} {error:#} {} {}", error.message(), error.found()));
    }

    /// An answer that is not success, in every way.
    pub fn rejection(&mut self, what: &str, rejection: &Rejection) {
        self.debug(what, rejection);
        self.bytes(what, rejection.to_string());
        self.json(what, rejection);
    }

    /// An export, file by file.
    pub fn export(&mut self, export: &Export) {
        let what = export.form.as_str();
        self.debug(what, export);
        self.bytes(what, format!("{} {:?} {:?}", export.command, export.environment, export.notes));
        for file in &export.files {
            self.bytes(format!("{what}, {}", file.name), file.content.clone());
        }
    }

    /// What shows a piece of a secret, by name, and what stands before it.
    #[must_use]
    pub fn leaks(&self, secrets: &[&str]) -> Vec<String> {
        let pieces: Vec<_> = secrets.iter().map(|secret| pieces(secret)).collect();
        let mut seen = HashSet::new();
        let mut leaks = Vec::new();
        for (what, bytes) in self.0.iter().filter(|(_, bytes)| seen.insert(bytes)) {
            let text = String::from_utf8_lossy(bytes);
            for pieces in &pieces {
                if let Some(at) = pieces.iter().find_map(|piece| text.find(piece.as_str())) {
                    let before = text[..at].chars().rev().take(80).collect::<Vec<_>>();
                    let before: String = before.into_iter().rev().collect();
                    let piece: String = text[at..].chars().take(8).collect();
                    leaks.push(format!("{what}: {before}>>>{piece}"));
                }
            }
        }
        leaks
    }

    /// Nothing shows a piece of any.
    ///
    /// # Panics
    /// If something does.
    pub fn hide(&self, secrets: &[&str]) {
        assert!(!self.0.is_empty());
        let leaks = self.leaks(secrets);
        assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    }
}

/// Pieces of a secret, as they may be written: as it is, in JSON and `Debug`, percent-encoded,
/// and within base64 wherever it begins. A leak that is cut, by an ellipsis or the
/// end of a line, has one of them as a whole.
fn pieces(secret: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let chars: Vec<char> = secret.chars().collect();
    for piece in chars.chunks_exact(8) {
        let piece: String = piece.iter().collect();
        let json = serde_json::to_string(&piece).unwrap();
        let percent = utf8_percent_encode(&piece, NON_ALPHANUMERIC).to_string();
        pieces.extend([
            json[1..json.len() - 1].to_owned(),
            json[1..json.len() - 1].replace('/', "\\/"),
            percent.to_ascii_lowercase().replace(&piece.to_ascii_lowercase(), &piece),
            // Twice: a form within a form.
            percent.replace('%', "%25"),
            percent,
            piece,
        ]);
    }
    for piece in secret.as_bytes().chunks_exact(12) {
        for before in 0..3 {
            let mut bytes = vec![b' '; before];
            bytes.extend_from_slice(piece);
            let whole = (before * 8).div_ceil(6)..(bytes.len() * 8) / 6;
            pieces.push(STANDARD_NO_PAD.encode(&bytes)[whole].to_owned());
        }
    }
    pieces
}
