//! The messages and refusals kept in memory, newest last, bounded.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use crate::{
    authorization::Grant,
    refusal::{Api, Refusal},
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
    pub operation: Option<&'static str>,
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
}

impl Store {
    pub(crate) fn keep(&self, delivery: Delivery) {
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
        *self.lock() = Kept::default();
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere leaves whole entries behind: they are still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
