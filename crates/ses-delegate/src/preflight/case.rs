//! What a rule is given.

use super::html::Html;
use super::known::Known;
use super::letter::Letter;

/// What a rule is given.
pub(super) struct Case<'a> {
    /// The message.
    pub(super) letter: Letter<'a>,
    /// What is known besides.
    pub(super) known: &'a Known,
    /// What the letter's HTML holds.
    pub(super) html: Html,
}

impl<'a> Case<'a> {
    pub(super) fn new(letter: Letter<'a>, known: &'a Known) -> Self {
        let html = Html::read(&letter.html);
        Self { letter, known, html }
    }
}
