//! The messages and refusals kept in memory, newest last, bounded.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use crate::{
    authorization::Grant,
    change::Change,
    refusal::{Api, Check, Kind, Refusal},
    submission::Operation,
};

const MAX_MESSAGES: usize = 1000;
const MAX_BYTES: usize = 512 * 1024 * 1024;
const MAX_REFUSALS: usize = 1000;

/// A message SES accepted.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub id: String,
    pub received_at: SystemTime,
    pub region: String,
    pub account: String,
    /// The caller's ARN.
    pub caller: String,
    pub operation: Operation,
    pub source: String,
    pub return_path: String,
    pub destinations: Vec<String>,
    pub subject: String,
    pub authorization: Vec<Grant>,
    /// The message as recipients get it.
    pub raw: Vec<u8>,
}

/// A request SES refused.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub id: String,
    pub received_at: SystemTime,
    pub api: Api,
    /// What is known depends on how far the request came.
    pub region: Option<String>,
    pub caller: Option<String>,
    pub operation: Option<String>,
    pub source: Option<String>,
    pub destinations: Vec<String>,
    pub refusal: Refusal,
}

/// Everything the inbox shows.
#[derive(Debug, Default)]
pub(crate) struct Store(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    deliveries: VecDeque<Arc<Delivery>>,
    bytes: usize,
    refusals: VecDeque<Arc<Refused>>,
    changes: BTreeMap<String, Change>,
}

/// What could not be kept.
#[derive(Debug)]
pub(crate) struct StoreError(pub String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// What a client is told: nothing was kept.
    pub(crate) fn into_refusal(self) -> Refusal {
        Refusal::new(Kind::InternalFailure, Check::Server, "The request could not be kept.")
            .note(self.0)
    }
}

impl Store {
    /// Keeps one change of the world, and forgets those it outdates.
    #[expect(clippy::unused_async, reason = "waits for the disk soon")]
    pub(crate) async fn change(
        &self,
        change: &Change,
        outdated: &[String],
    ) -> Result<(), StoreError> {
        let mut kept = self.lock();
        for key in outdated {
            kept.changes.remove(key);
        }
        kept.changes.insert(change.key(), change.clone());
        Ok(())
    }

    /// The changes of the world, by key.
    pub(crate) fn changes(&self) -> BTreeMap<String, Change> {
        self.lock().changes.clone()
    }

    #[expect(clippy::unused_async, reason = "waits for the disk soon")]
    pub(crate) async fn keep(&self, delivery: Delivery) -> Result<(), StoreError> {
        let mut kept = self.lock();
        kept.bytes += delivery.raw.len();
        kept.deliveries.push_back(Arc::new(delivery));
        // The newest stays, however large it is.
        while kept.deliveries.len() > MAX_MESSAGES
            || (kept.bytes > MAX_BYTES && kept.deliveries.len() > 1)
        {
            if let Some(oldest) = kept.deliveries.pop_front() {
                kept.bytes -= oldest.raw.len();
            }
        }
        Ok(())
    }

    pub(crate) fn keep_refused(&self, refused: Refused) {
        let mut kept = self.lock();
        kept.refusals.push_back(Arc::new(refused));
        if kept.refusals.len() > MAX_REFUSALS {
            kept.refusals.pop_front();
        }
    }

    /// Newest first.
    pub(crate) fn deliveries(&self) -> Vec<Arc<Delivery>> {
        self.lock().deliveries.iter().rev().cloned().collect()
    }

    /// Newest first.
    pub(crate) fn refusals(&self) -> Vec<Arc<Refused>> {
        self.lock().refusals.iter().rev().cloned().collect()
    }

    pub(crate) fn delivery(&self, id: &str) -> Option<Arc<Delivery>> {
        self.lock().deliveries.iter().find(|delivery| delivery.id == id).cloned()
    }

    pub(crate) fn clear(&self) {
        let mut kept = self.lock();
        let changes = std::mem::take(&mut kept.changes);
        *kept = Kept { changes, ..Kept::default() };
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere leaves whole entries behind: they are still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
