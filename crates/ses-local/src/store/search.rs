//! Which messages and refusals a request of the inbox means.

use std::{borrow::Cow, sync::Arc};

use super::{
    Message, Refused,
    lists::{List, Listed},
};

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
    /// Only what is older than this one.
    pub before: Option<Place>,
    /// Only what is newer than this one.
    pub since: Option<Place>,
    pub limit: usize,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Sequence(u64),
    Id(String),
}

/// A part of a list, newest first.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub items: Vec<(u64, Arc<T>)>,
    /// All that fit and are newer than `since`, on this page or not.
    pub total: usize,
    /// Whether older ones fit too.
    pub more: bool,
    /// The sequence number of `since`, or 0.
    pub since: u64,
    /// The greatest sequence number that was looked at, or that of `since`.
    pub newest: u64,
}

/// Newer than the one, older than the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub since: u64,
    pub before: u64,
}

impl Search {
    /// Everything, in pages of `limit`.
    pub(crate) fn all(limit: usize) -> Self {
        Self {
            words: Vec::new(),
            to: None,
            from: None,
            subject: None,
            account: None,
            region: None,
            before: None,
            since: None,
            limit,
        }
    }

    /// The sequence numbers to look at; none when an id is of nothing that is kept.
    pub(super) fn bounds<T: Listed>(&self, list: &List<T>) -> Option<Bounds> {
        let place = |place: &Place| match place {
            Place::Sequence(sequence) => Some(*sequence),
            Place::Id(id) => list.by_id(id).map(|(sequence, _)| sequence),
        };
        let since = self.since.as_ref().map_or(Some(0), place)?;
        let before = self.before.as_ref().map_or(Some(u64::MAX), place)?;
        Some(Bounds { since, before })
    }

    pub(super) fn page<T>(
        &self,
        newest_first: Vec<(u64, Arc<T>)>,
        bounds: Bounds,
        fits: impl Fn(&T) -> bool,
    ) -> Page<T> {
        let since = bounds.since;
        let newest = newest_first.first().map_or(since, |(sequence, _)| *sequence);
        let mut page = Page { items: Vec::new(), total: 0, more: false, since, newest };
        for (sequence, item) in newest_first {
            if !fits(&item) {
                continue;
            }
            page.total += 1;
            if sequence >= bounds.before {
                continue;
            }
            if page.items.len() < self.limit {
                page.items.push((sequence, item));
            } else {
                page.more = true;
            }
        }
        page
    }

    /// `text` is what stands in the message, and read only if its words are
    /// not all found without it.
    pub(super) fn fits_message(
        &self,
        message: &Message,
        text: impl FnOnce() -> Option<String>,
    ) -> bool {
        let delivery = &message.delivery;
        let fits = within(self.account.as_ref(), |account| *account == delivery.account)
            && within(self.region.as_ref(), |region| *region == delivery.region)
            && within(self.subject.as_ref(), |part| contains(&delivery.subject, part))
            && within(self.from.as_ref(), |part| contains(&delivery.source, part))
            && within(self.to.as_ref(), |part| any_contains(&delivery.destinations, part));
        if !fits {
            return false;
        }
        let known = || {
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
        let mut rest = self.words.iter().filter(|word| !known().any(|one| contains(one, word)));
        let Some(first) = rest.next() else { return true };
        text().is_some_and(|text| text.contains(first) && rest.all(|word| text.contains(word)))
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
    let lower = if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    };
    lower.contains(part)
}

fn any_contains(texts: &[String], part: &str) -> bool {
    texts.iter().any(|text| contains(text, part))
}
