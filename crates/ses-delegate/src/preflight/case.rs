//! What a rule is given.

use super::html::Html;
use super::known::Known;
use super::letter::Letter;
use super::rule::Rule;
use super::rules;
use crate::error::ParseError;

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

    /// The rules that may find something in it, in their order.
    pub(super) fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let of_templates = self.known.template.as_ref().map_or(&[][..], |template| template.rules);
        let of_raw = self.letter.raw.as_ref().map_or(&[][..], |raw| raw.rules);
        [rules::ANY, of_templates, of_raw, rules::LAST].into_iter().flatten().copied()
    }

    /// The rule that tells of `error`: the first that does; else the last of all.
    pub(super) fn teller(&self, error: &ParseError) -> &'static Rule {
        self.rules().find(|rule| rule.tells_of(error)).unwrap_or(rules::UNTOLD)
    }
}
