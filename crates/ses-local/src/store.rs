//! What was accepted and refused, newest last, bounded; in memory, or on disk too.

mod disk;
mod search;

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::SystemTime,
};

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use self::disk::Disk;
pub(crate) use self::search::{Page, Search};
use crate::{
    authorization::Grant,
    change::Change,
    quota::{Counted, Quota},
    refusal::{Api, Check, Kind, Refusal},
    simulator::Recipient,
    submission::Operation,
    tags::Tag,
};

/// The newest that are kept; the oldest beyond go.
pub(crate) const MAX_MESSAGES: usize = 100_000;
/// Of messages in memory; on disk there is no such bound.
const MAX_BYTES: usize = 512 * 1024 * 1024;
pub(crate) const MAX_REFUSALS: usize = 10_000;

/// A message SES accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    pub configuration_set: Option<String>,
    pub tags: Vec<Tag>,
    pub template: Option<String>,
    pub tenant: Option<String>,
    pub list_management: Option<String>,
    /// What became of it, recipient by recipient.
    pub outcomes: Vec<Recipient>,
    pub fate: Fate,
    /// The message as recipients get it. Kept apart once it is stored.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

/// What became of an accepted message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "reason", rename_all = "camelCase")]
pub(crate) enum Fate {
    Delivered,
    /// SES tells it by an event, not by an error.
    RenderingFailed(String),
}

/// A request SES refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
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

/// A delivery in its place.
#[derive(Debug)]
pub(crate) struct Message {
    /// Counts from 1; a later message has a greater number.
    pub sequence: u64,
    /// Without its bytes.
    pub delivery: Delivery,
    pub size: usize,
    /// Absent when they are on disk.
    raw: Option<Bytes>,
}

/// Everything the inbox shows.
#[derive(Debug)]
pub(crate) struct Store {
    kept: Mutex<Kept>,
    last: AtomicU64,
    disk: Option<Disk>,
    /// Counts what happened here, so that others can wait for it.
    news: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    messages: BTreeMap<u64, Arc<Message>>,
    /// Where each message is.
    ids: HashMap<String, u64>,
    /// Of messages in memory.
    bytes: usize,
    /// How many messages went because there was no room.
    dropped: u64,
    refusals: BTreeMap<u64, Arc<Refused>>,
    changes: BTreeMap<String, Change>,
}

/// What could not be kept or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub(crate) String);

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
    pub(crate) fn in_memory() -> Self {
        Self {
            kept: Mutex::default(),
            last: AtomicU64::new(0),
            disk: None,
            news: watch::channel(0).0,
        }
    }

    /// A store in `directory`, with all that an earlier run kept there.
    pub(crate) fn open(directory: &Path) -> Result<Self, StoreError> {
        let (disk, found) = Disk::open(directory)?;
        let last = found.messages.keys().chain(found.refusals.keys()).max().copied().unwrap_or(0);
        let messages = found.messages.into_iter().map(|(sequence, (delivery, size))| {
            (sequence, Arc::new(Message { sequence, delivery, size, raw: None }))
        });
        let refusals =
            found.refusals.into_iter().map(|(sequence, refused)| (sequence, Arc::new(refused)));
        let messages: BTreeMap<u64, Arc<Message>> = messages.collect();
        let ids = messages.values().map(|message| (message.delivery.id.clone(), message.sequence));
        let kept = Kept {
            ids: ids.collect(),
            messages,
            refusals: refusals.collect(),
            changes: found.changes,
            ..Kept::default()
        };
        Ok(Self {
            kept: Mutex::new(kept),
            last: AtomicU64::new(last),
            disk: Some(disk),
            news: watch::channel(0).0,
        })
    }

    /// The file the store is kept in.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.disk.as_ref().map(Disk::path)
    }

    /// Keeps a message. With a disk, it returns when the message is safe there.
    pub(crate) async fn keep(&self, mut delivery: Delivery) -> Result<(), StoreError> {
        let sequence = self.next();
        let raw = Bytes::from(std::mem::take(&mut delivery.raw));
        let size = raw.len();
        let raw = match &self.disk {
            Some(disk) => {
                disk.message(sequence, &delivery, raw).await?;
                None
            }
            None => Some(raw),
        };
        let message = Arc::new(Message { sequence, delivery, size, raw });
        let gone = self.lock().add(message);
        if let Some(disk) = self.disk.as_ref().filter(|_| !gone.is_empty()) {
            disk.drop_messages(gone);
        }
        self.tell();
        Ok(())
    }

    /// Keeps a refusal, on disk a little later.
    pub(crate) fn keep_refused(&self, refused: Refused) {
        let sequence = self.next();
        if let Some(disk) = &self.disk {
            disk.refusal(sequence, &refused);
        }
        let mut gone = Vec::new();
        {
            let mut kept = self.lock();
            kept.refusals.insert(sequence, Arc::new(refused));
            while kept.refusals.len() > MAX_REFUSALS {
                gone.extend(kept.refusals.pop_first().map(|(sequence, _)| sequence));
            }
        }
        if let Some(disk) = self.disk.as_ref().filter(|_| !gone.is_empty()) {
            disk.drop_refusals(gone);
        }
        self.tell();
    }

    /// Keeps one change of the world, and forgets those it outdates.
    pub(crate) async fn change(
        &self,
        change: &Change,
        outdated: &[String],
    ) -> Result<(), StoreError> {
        if let Some(disk) = &self.disk {
            disk.change(change, outdated.to_vec()).await?;
        }
        let mut kept = self.lock();
        for key in outdated {
            kept.changes.remove(key);
        }
        kept.changes.insert(change.key(), change.clone());
        drop(kept);
        self.tell();
        Ok(())
    }

    /// The changes of the world, by key.
    pub(crate) fn changes(&self) -> BTreeMap<String, Change> {
        self.lock().changes.clone()
    }

    /// What fits `search`, newest first.
    pub(crate) fn messages(&self, search: &Search) -> Page<Message> {
        let kept = self.lock();
        let before = search.before.as_ref().map(|id| kept.sequence_of(id));
        search.page(kept.messages.iter(), before, |message| search.fits_message(message))
    }

    pub(crate) fn refusals(&self, search: &Search) -> Page<Refused> {
        let kept = self.lock();
        let before = search.before.as_ref().map(|id| kept.refusal_sequence_of(id));
        search.page(kept.refusals.iter(), before, |refused| search.fits_refused(refused))
    }

    /// Tells the limits of what was sent before this run.
    pub(crate) fn recall(&self, quota: &Quota) {
        for message in self.lock().messages.values() {
            let Delivery { account, region, destinations, received_at, .. } = &message.delivery;
            quota.recall(account, region, Counted::of(destinations), *received_at);
        }
    }

    pub(crate) fn message(&self, id: &str) -> Option<Arc<Message>> {
        let kept = self.lock();
        kept.messages.get(kept.ids.get(id)?).cloned()
    }

    /// A refusal, and its place.
    pub(crate) fn refusal(&self, id: &str) -> Option<(u64, Arc<Refused>)> {
        let kept = self.lock();
        let sequence = kept.refusal_sequence_of(id);
        kept.refusals.get(&sequence).map(|refused| (sequence, Arc::clone(refused)))
    }

    /// The bytes of a message; none if it was removed meanwhile.
    pub(crate) fn raw(&self, message: &Message) -> Result<Option<Bytes>, StoreError> {
        match (&message.raw, &self.disk) {
            (Some(raw), _) => Ok(Some(raw.clone())),
            (None, Some(disk)) => disk.raw(message.sequence),
            (None, None) => Ok(None),
        }
    }

    /// How many there are: messages, refusals, and messages that went for want
    /// of room.
    pub(crate) fn counts(&self) -> (usize, usize, u64) {
        let kept = self.lock();
        (kept.messages.len(), kept.refusals.len(), kept.dropped)
    }

    /// Forgets all messages and refusals; what the API changed stays.
    pub(crate) async fn clear(&self) -> Result<(), StoreError> {
        let (messages, refusals) = {
            let kept = self.lock();
            (
                kept.messages.keys().copied().collect::<Vec<_>>(),
                kept.refusals.keys().copied().collect::<Vec<_>>(),
            )
        };
        if let Some(disk) = &self.disk {
            disk.drop_refusals(refusals.clone());
            disk.forget(messages.clone()).await?;
        }
        let mut kept = self.lock();
        for sequence in messages {
            kept.remove(sequence);
        }
        for sequence in refusals {
            kept.refusals.remove(&sequence);
        }
        kept.dropped = 0;
        drop(kept);
        self.tell();
        Ok(())
    }

    /// Forgets one message; whether there was one.
    pub(crate) async fn forget(&self, id: &str) -> Result<bool, StoreError> {
        let Some(message) = self.message(id) else { return Ok(false) };
        if let Some(disk) = &self.disk {
            disk.forget(vec![message.sequence]).await?;
        }
        self.lock().remove(message.sequence);
        self.tell();
        Ok(true)
    }

    /// Forgets one refusal; whether there was one.
    pub(crate) fn forget_refusal(&self, id: &str) -> bool {
        let mut kept = self.lock();
        let sequence = kept.refusal_sequence_of(id);
        let found = kept.refusals.remove(&sequence).is_some();
        drop(kept);
        if found {
            if let Some(disk) = &self.disk {
                disk.drop_refusals(vec![sequence]);
            }
            self.tell();
        }
        found
    }

    /// Changes whenever something happens here.
    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    pub(crate) fn tell(&self) {
        self.news.send_modify(|count| *count += 1);
    }

    fn next(&self) -> u64 {
        self.last.fetch_add(1, Relaxed) + 1
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere leaves whole entries behind: they are still good.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Adds a message, and tells which had to go.
    fn add(&mut self, message: Arc<Message>) -> Vec<u64> {
        self.bytes += message.raw.as_ref().map_or(0, Bytes::len);
        self.ids.insert(message.delivery.id.clone(), message.sequence);
        self.messages.insert(message.sequence, message);
        let mut gone = Vec::new();
        // The newest stays, however large it is.
        while self.messages.len() > MAX_MESSAGES
            || (self.bytes > MAX_BYTES && self.messages.len() > 1)
        {
            let Some((&oldest, _)) = self.messages.first_key_value() else { break };
            self.remove(oldest);
            self.dropped += 1;
            gone.push(oldest);
        }
        gone
    }

    fn remove(&mut self, sequence: u64) {
        if let Some(message) = self.messages.remove(&sequence) {
            self.bytes -= message.raw.as_ref().map_or(0, Bytes::len);
            self.ids.remove(&message.delivery.id);
        }
    }

    /// Where a message stands; an unknown one stands before all.
    fn sequence_of(&self, id: &str) -> u64 {
        self.ids.get(id).copied().unwrap_or(0)
    }

    fn refusal_sequence_of(&self, id: &str) -> u64 {
        let found = self.refusals.iter().rev().find(|(_, refused)| refused.id == id);
        found.map_or(0, |(sequence, _)| *sequence)
    }
}
