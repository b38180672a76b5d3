//! What happens, for those who want to know at once: pages and waiting tests.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;
use tokio::sync::watch;

use super::Message;
use crate::random;

/// How many events one who was away can still hear.
const REMEMBERED: usize = 1000;

/// Something that happened. As JSON, only what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Event {
    Accepted {
        id: String,
        sequence: u64,
    },
    Refused {
        id: String,
        sequence: u64,
    },
    Deleted {
        id: String,
    },
    Cleared {},
    /// The world file was read, or something in it was changed by the API.
    World {},
    /// Faults were set or removed.
    Faults {},
}

/// An event and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    pub number: u64,
    pub event: Event,
}

/// The latest events, numbered from 1.
#[derive(Debug)]
pub(crate) struct News {
    /// Tells the events of this run from those of another.
    run: String,
    latest: Mutex<VecDeque<Happened>>,
    /// The number of the latest event.
    count: watch::Sender<u64>,
}

impl Default for News {
    fn default() -> Self {
        let run = random::request_id()[..8].to_owned();
        Self { run, latest: Mutex::default(), count: watch::channel(0).0 }
    }
}

impl Event {
    pub(super) fn accepted(message: &Message) -> Self {
        Self::Accepted { id: message.delivery.id.clone(), sequence: message.sequence }
    }

    /// As `GET /events` calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Refused { .. } => "refused",
            Self::Deleted { .. } => "deleted",
            Self::Cleared {} => "cleared",
            Self::World {} => "world",
            Self::Faults {} => "faults",
        }
    }
}

impl News {
    pub(crate) fn tell(&self, event: Event) {
        let mut latest = self.lock();
        let number = self.latest() + 1;
        latest.push_back(Happened { number, event });
        if latest.len() > REMEMBERED {
            latest.pop_front();
        }
        self.count.send_replace(number);
    }

    /// Changes whenever something happens.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    /// The events after the one numbered `number`; none if some of them are
    /// forgotten.
    pub(crate) fn after(&self, number: u64) -> Option<Vec<Happened>> {
        let latest = self.lock();
        let forgotten = latest.front().map_or(0, |first| first.number - 1);
        (number >= forgotten)
            .then(|| latest.iter().filter(|one| one.number > number).cloned().collect())
    }

    /// The number of the latest event.
    pub(crate) fn latest(&self) -> u64 {
        *self.count.borrow()
    }

    /// The id of an event, as `GET /events` writes it.
    pub(crate) fn id(&self, number: u64) -> String {
        format!("{}-{number}", self.run)
    }

    /// The number of an event of this run by its id.
    pub(crate) fn number(&self, id: &str) -> Option<u64> {
        let number = id.strip_prefix(&self.run)?.strip_prefix('-')?.parse().ok()?;
        (number <= self.latest()).then_some(number)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Happened>> {
        // A panic elsewhere leaves whole events behind: they are still good.
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
