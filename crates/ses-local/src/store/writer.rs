//! The one thread that writes the store's file.
//!
//! Writes are grouped: what came while the last group was on its way to the
//! disk makes up the next, so that many sends share one sync. A message is
//! shown when it is safe, in the order of the sequence numbers: whoever has
//! seen one message has missed none before it. (Refusals, which nobody waits
//! for, are shown at once.)

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use redb::{Database, WriteTransaction};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::{
    Delivery, Kept, Message,
    disk::{CHANGES, DROPPED_MESSAGES, File, LAST, MESSAGES, NUMBERS, RAW, REFUSALS},
    lock,
    news::{Event, News},
};

/// What one group may hold before it is written.
const GROUP_BYTES: usize = 64 * 1024 * 1024;
const GROUP_JOBS: usize = 1024;

pub(super) type Done = oneshot::Sender<Result<(), String>>;

/// One thing to write; `done` hears when it is safe.
pub(super) enum Job {
    Message {
        /// Without bytes and looks.
        delivery: Box<Delivery>,
        metadata: Vec<u8>,
        raw: Bytes,
        done: Done,
    },
    Refusal {
        sequence: u64,
        metadata: Vec<u8>,
    },
    Change {
        key: String,
        json: Vec<u8>,
        outdated: Vec<String>,
        done: Done,
    },
    Forget {
        what: Forget,
        event: Event,
        done: Done,
    },
}

/// A job on its way, and its part of the memory of all.
pub(super) struct Queued {
    pub(super) job: Job,
    pub(super) room: OwnedSemaphorePermit,
}

/// What is to be removed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Forget {
    Message(u64),
    Refusal(u64),
    /// Those up to this number: later ones may have come meanwhile.
    Refusals {
        through: u64,
    },
    /// All messages, and refusals up to this number.
    Everything {
        through: u64,
    },
}

/// Writes until nobody can send any more.
pub(super) fn run(file: &File, kept: &Mutex<Kept>, news: &News, mut jobs: mpsc::Receiver<Queued>) {
    let mut next = None;
    while let Some(Queued { job: first, mut room }) = next.take().or_else(|| jobs.blocking_recv()) {
        if let Job::Forget { what, event, done } = first {
            let forgotten = file.write(|database| forget(database, what));
            if forgotten.is_ok() {
                lock(kept).forget(what);
                news.tell(event);
            }
            let _ = done.send(forgotten);
            continue;
        }
        let mut bytes = first.bytes();
        let mut group = vec![first];
        while group.len() < GROUP_JOBS && bytes < GROUP_BYTES {
            match jobs.try_recv() {
                // What is removed must be known first: it ends the group.
                Ok(queued @ Queued { job: Job::Forget { .. }, .. }) => {
                    next = Some(queued);
                    break;
                }
                Ok(queued) => {
                    bytes += queued.job.bytes();
                    group.push(queued.job);
                    room.merge(queued.room);
                }
                Err(_) => break,
            }
        }
        write_and_publish(file, kept, news, group);
    }
}

fn write_and_publish(file: &File, kept: &Mutex<Kept>, news: &News, group: Vec<Job>) {
    let plan = Plan::of(&group, kept);
    if let Err(problem) = file.write(|database| plan.write(database, &group)) {
        for done in group.into_iter().filter_map(Job::done) {
            // Whoever gave up waiting does not hear it.
            let _ = done.send(Err(problem.clone()));
        }
        return;
    }
    let mut events = Vec::new();
    let mut waiting = Vec::new();
    {
        let mut kept = lock(kept);
        let mut places = plan.added.iter();
        for job in group {
            match job {
                Job::Message { delivery, raw, done, .. } => {
                    let Some(&(sequence, weight)) = places.next() else { continue };
                    let message =
                        Message { sequence, delivery: *delivery, size: raw.len(), whole: None };
                    events.push(Event::accepted(&message));
                    kept.messages.add(sequence, weight, Arc::new(message));
                    waiting.push(done);
                }
                other => waiting.extend(other.done()),
            }
        }
    }
    for event in events {
        news.tell(event);
    }
    for done in waiting {
        let _ = done.send(Ok(()));
    }
}

/// The numbers a group gets, and what goes to make room for it.
struct Plan {
    /// Sequence number and weight of each message, in the order of the group.
    added: Vec<(u64, usize)>,
    overflow: Vec<u64>,
    dropped: u64,
    /// The last number that was given to anything.
    last: u64,
    /// Refusals below this number have gone meanwhile.
    oldest_refusal: u64,
}

impl Plan {
    fn of(group: &[Job], kept: &Mutex<Kept>) -> Self {
        let mut kept = lock(kept);
        let mut added = Vec::new();
        for job in group {
            if let Job::Message { .. } = job {
                added.push((kept.next(), job.bytes()));
            }
        }
        let overflow = kept.messages.overflow(&added);
        let dropped = kept.messages.count().dropped + overflow.len() as u64;
        let oldest_refusal = kept.refusals.oldest().unwrap_or(0);
        Self { added, overflow, dropped, last: kept.last, oldest_refusal }
    }

    /// One transaction: when this returns, the group is synced, or nothing of
    /// it was written.
    fn write(&self, database: &Database, group: &[Job]) -> Result<(), redb::Error> {
        let transaction = database.begin_write()?;
        self.write_messages(&transaction, group)?;
        self.write_refusals(&transaction, group)?;
        write_changes(&transaction, group)?;
        transaction.open_table(NUMBERS)?.insert(LAST, self.last)?;
        transaction.commit()?;
        Ok(())
    }

    fn write_messages(
        &self,
        transaction: &WriteTransaction,
        group: &[Job],
    ) -> Result<(), redb::Error> {
        if self.added.is_empty() {
            return Ok(());
        }
        let mut messages = transaction.open_table(MESSAGES)?;
        let mut bytes = transaction.open_table(RAW)?;
        let jobs = group.iter().filter_map(|job| match job {
            Job::Message { metadata, raw, .. } => Some((metadata, raw)),
            _ => None,
        });
        for ((sequence, _), (metadata, raw)) in self.added.iter().zip(jobs) {
            messages.insert(sequence, &metadata[..])?;
            bytes.insert(sequence, &raw[..])?;
        }
        for sequence in &self.overflow {
            messages.remove(sequence)?;
            bytes.remove(sequence)?;
        }
        transaction.open_table(NUMBERS)?.insert(DROPPED_MESSAGES, self.dropped)?;
        Ok(())
    }

    fn write_refusals(
        &self,
        transaction: &WriteTransaction,
        group: &[Job],
    ) -> Result<(), redb::Error> {
        let mut refusals = group
            .iter()
            .filter_map(|job| match job {
                Job::Refusal { sequence, metadata } => Some((sequence, metadata)),
                _ => None,
            })
            .peekable();
        if refusals.peek().is_none() {
            return Ok(());
        }
        let mut table = transaction.open_table(REFUSALS)?;
        for (sequence, metadata) in refusals {
            table.insert(sequence, &metadata[..])?;
        }
        table.retain_in(..self.oldest_refusal, |_, _| false)?;
        Ok(())
    }
}

fn write_changes(transaction: &WriteTransaction, group: &[Job]) -> Result<(), redb::Error> {
    for job in group {
        let Job::Change { key, json, outdated, .. } = job else { continue };
        let mut table = transaction.open_table(CHANGES)?;
        for key in outdated {
            table.remove(key.as_str())?;
        }
        table.insert(key.as_str(), &json[..])?;
    }
    Ok(())
}

fn forget(database: &Database, what: Forget) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    match what {
        Forget::Message(sequence) => {
            transaction.open_table(MESSAGES)?.remove(sequence)?;
            transaction.open_table(RAW)?.remove(sequence)?;
        }
        Forget::Refusal(sequence) => {
            transaction.open_table(REFUSALS)?.remove(sequence)?;
        }
        Forget::Refusals { through } => forget_refusals(&transaction, through)?,
        Forget::Everything { through } => {
            transaction.delete_table(MESSAGES)?;
            transaction.delete_table(RAW)?;
            transaction.open_table(MESSAGES)?;
            transaction.open_table(RAW)?;
            transaction.open_table(NUMBERS)?.insert(DROPPED_MESSAGES, 0)?;
            forget_refusals(&transaction, through)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

fn forget_refusals(transaction: &WriteTransaction, through: u64) -> Result<(), redb::Error> {
    transaction.open_table(REFUSALS)?.retain_in(..=through, |_, _| false)?;
    Ok(())
}

impl Job {
    /// What it holds; a request to forget holds nothing.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Message { metadata, raw, .. } => metadata.len() + raw.len(),
            Self::Refusal { metadata, .. } => metadata.len(),
            Self::Change { json, .. } => json.len(),
            Self::Forget { .. } => 0,
        }
    }

    fn done(self) -> Option<Done> {
        match self {
            Self::Message { done, .. } | Self::Change { done, .. } | Self::Forget { done, .. } => {
                Some(done)
            }
            Self::Refusal { .. } => None,
        }
    }
}
