//! Which messages and refusals a request of the inbox means.

use std::sync::Arc;

use super::{Message, Refused};

/// What to look for; everything given must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Search {
    /// Words that must all occur, in lower case.
    pub words: Vec<String>,
    /// A part of a recipient's address, in lower case.
    pub to: Option<String>,
    /// A part of the source's address, in lower case.
    pub from: Option<String>,
    /// A part of the subject, in lower case.
    pub subject: Option<String>,
    /// The caller's account.
    pub account: Option<String>,
    pub region: Option<String>,
    /// Only what is older than the one with this id.
    pub before: Option<String>,
    /// Only what has a greater sequence number.
    pub after: u64,
    pub limit: usize,
}

/// A part of a list, newest first.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub items: Vec<(u64, Arc<T>)>,
    /// All that fit, on this page or not.
    pub total: usize,
    /// Whether older ones fit too.
    pub more: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            to: None,
            from: None,
            subject: None,
            account: None,
            region: None,
            before: None,
            after: 0,
            limit: usize::MAX,
        }
    }
}

impl Search {
    pub(super) fn page<'k, T: 'k>(
        &self,
        kept: impl DoubleEndedIterator<Item = (&'k u64, &'k Arc<T>)>,
        before: Option<u64>,
        fits: impl Fn(&T) -> bool,
    ) -> Page<T> {
        let mut page = Page { items: Vec::new(), total: 0, more: false };
        for (&sequence, item) in kept.rev().take_while(|(sequence, _)| **sequence > self.after) {
            if !fits(item) {
                continue;
            }
            page.total += 1;
            if before.is_some_and(|before| sequence >= before) {
                continue;
            }
            if page.items.len() < self.limit {
                page.items.push((sequence, Arc::clone(item)));
            } else {
                page.more = true;
            }
        }
        page
    }

    pub(super) fn fits_message(&self, message: &Message) -> bool {
        let delivery = &message.delivery;
        let texts = || {
            [
                delivery.subject.as_str(),
                &delivery.source,
                &delivery.return_path,
                &delivery.caller,
                &delivery.id,
                &delivery.region,
                delivery.operation.name(),
            ]
            .into_iter()
            .chain(delivery.destinations.iter().map(String::as_str))
        };
        within(self.account.as_ref(), |account| *account == delivery.account)
            && within(self.region.as_ref(), |region| *region == delivery.region)
            && within(self.subject.as_ref(), |part| contains(&delivery.subject, part))
            && within(self.from.as_ref(), |part| contains(&delivery.source, part))
            && within(self.to.as_ref(), |part| any_contains(&delivery.destinations, part))
            && self.words.iter().all(|word| texts().any(|text| contains(text, word)))
    }

    pub(super) fn fits_refused(&self, refused: &Refused) -> bool {
        let texts = || {
            [
                refused.refusal.code(refused.api),
                refused.refusal.message.as_deref().unwrap_or_default(),
                refused.source.as_deref().unwrap_or_default(),
                refused.caller.as_deref().unwrap_or_default(),
                refused.operation.as_deref().unwrap_or_default(),
                refused.region.as_deref().unwrap_or_default(),
                refused.id.as_str(),
            ]
            .into_iter()
            .chain(refused.destinations.iter().map(String::as_str))
            .chain(refused.refusal.notes.iter().map(String::as_str))
        };
        let of = |part: &str, text: &Option<String>| {
            text.as_ref().is_some_and(|text| contains(text, part))
        };
        within(self.account.as_ref(), |account| of(&format!(":{account}:"), &refused.caller))
            && within(self.region.as_ref(), |region| refused.region.as_ref() == Some(region))
            && within(self.from.as_ref(), |part| of(part, &refused.source))
            && within(self.to.as_ref(), |part| any_contains(&refused.destinations, part))
            && self.words.iter().all(|word| texts().any(|text| contains(text, word)))
    }
}

/// What is not asked for is no hindrance.
fn within<T>(asked: Option<&T>, fits: impl FnOnce(&T) -> bool) -> bool {
    asked.is_none_or(fits)
}

fn contains(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}

fn any_contains(texts: &[String], part: &str) -> bool {
    texts.iter().any(|text| contains(text, part))
}
