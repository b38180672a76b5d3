//! One bounded list: what is newest stays.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::Count;

/// What a list may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub items: usize,
    pub bytes: usize,
}

pub(super) trait Listed {
    fn id(&self) -> &str;
}

/// Items by sequence number, each with the bytes it counts for.
#[derive(Debug)]
pub(super) struct List<T> {
    items: BTreeMap<u64, (usize, Arc<T>)>,
    /// Where each item is.
    ids: HashMap<String, u64>,
    bytes: usize,
    dropped: u64,
    bound: Bound,
}

impl<T: Listed> List<T> {
    pub(super) fn new(bound: Bound) -> Self {
        let (items, ids) = (BTreeMap::new(), HashMap::new());
        Self { items, ids, bytes: 0, dropped: 0, bound }
    }

    /// As an earlier run left it.
    pub(super) fn resume(&mut self, dropped: u64) {
        self.dropped = dropped;
    }

    /// The sequence number of the oldest item that is there.
    pub(super) fn oldest(&self) -> Option<u64> {
        self.items.keys().next().copied()
    }

    pub(super) fn count(&self) -> Count {
        Count { kept: self.items.len(), bytes: self.bytes, dropped: self.dropped }
    }

    /// Adds an item, and drops the oldest beyond the bound. The newest stays,
    /// however large it is.
    pub(super) fn add(&mut self, sequence: u64, weight: usize, item: Arc<T>) {
        self.bytes += weight;
        self.ids.insert(item.id().to_owned(), sequence);
        self.items.insert(sequence, (weight, item));
        while self.items.len() > self.bound.items
            || (self.bytes > self.bound.bytes && self.items.len() > 1)
        {
            let Some(oldest) = self.oldest() else { break };
            self.remove(oldest);
            self.dropped += 1;
        }
    }

    /// Which items [`Self::add`] would drop for `added`, some of which may be
    /// among them.
    pub(super) fn overflow(&self, added: &[(u64, usize)]) -> Vec<u64> {
        let mut count = self.items.len() + added.len();
        let mut bytes = self.bytes + added.iter().map(|(_, weight)| weight).sum::<usize>();
        let there = self.items.iter().map(|(sequence, (weight, _))| (*sequence, *weight));
        let mut gone = Vec::new();
        for (sequence, weight) in there.chain(added.iter().copied()) {
            if count <= self.bound.items && (bytes <= self.bound.bytes || count <= 1) {
                break;
            }
            count -= 1;
            bytes -= weight;
            gone.push(sequence);
        }
        gone
    }

    pub(super) fn remove(&mut self, sequence: u64) {
        if let Some((weight, item)) = self.items.remove(&sequence) {
            self.bytes -= weight;
            self.ids.remove(item.id());
        }
    }

    /// Removes all items up to `through`, and forgets that any was dropped.
    pub(super) fn clear(&mut self, through: u64) {
        let rest = through.checked_add(1).map(|next| self.items.split_off(&next));
        self.items = rest.unwrap_or_default();
        self.bytes = self.items.values().map(|(weight, _)| weight).sum();
        let items = &self.items;
        self.ids.retain(|_, sequence| items.contains_key(sequence));
        self.dropped = 0;
    }

    pub(super) fn by_id(&self, id: &str) -> Option<(u64, Arc<T>)> {
        let sequence = *self.ids.get(id)?;
        self.items.get(&sequence).map(|(_, item)| (sequence, Arc::clone(item)))
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &T> {
        self.items.values().map(|(_, item)| item.as_ref())
    }

    /// The items with greater numbers than `since`, newest first.
    pub(super) fn newest_first(&self, since: u64) -> Vec<(u64, Arc<T>)> {
        let newer = self.items.iter().rev().take_while(|(sequence, _)| **sequence > since);
        newer.map(|(sequence, (_, item))| (*sequence, Arc::clone(item))).collect()
    }
}
