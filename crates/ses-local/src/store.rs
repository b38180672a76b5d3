//! What was accepted and refused, newest last, bounded; in memory, or on disk too.

mod disk;
mod lists;
mod news;
mod record;
mod search;
mod text;
mod writer;

use std::{
    collections::BTreeMap,
    fmt,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;
use serde::Serialize;
use tokio::sync::{Semaphore, watch};

use self::{
    disk::Disk,
    lists::{Bound, List},
    writer::{Forget, Job},
};
pub(crate) use self::{
    news::{Event, Happened, News},
    record::{Delivery, Fate, Message, Refused, Whole},
    search::{Page, Place, Search},
};
use crate::{
    change::Change,
    quota::{Counted, Quota},
    refusal::{Check, Kind, Refusal},
};

/// The newest that are kept; the oldest beyond go, and are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub messages: Bound,
    pub refusals: Bound,
}

const MIB: usize = 1024 * 1024;

const REFUSALS: Bound = Bound { items: 10_000, bytes: 64 * MIB };
const IN_MEMORY: Limits =
    Limits { messages: Bound { items: 100_000, bytes: 512 * MIB }, refusals: REFUSALS };
/// The file may be larger: it does not shrink, and has room between its pages.
const ON_DISK: Limits =
    Limits { messages: Bound { items: 100_000, bytes: 8192 * MIB }, refusals: REFUSALS };

/// Searches in texts at a time; each reads every message that its other
/// conditions leave.
const SEARCHES: usize = 2;

/// Everything the inbox shows.
#[derive(Debug)]
pub(crate) struct Store {
    kept: Arc<Mutex<Kept>>,
    disk: Option<Disk>,
    news: Arc<News>,
    limits: Limits,
    searches: Arc<Semaphore>,
    closing: watch::Sender<bool>,
}

#[derive(Debug)]
struct Kept {
    messages: List<Message>,
    refusals: List<Refused>,
    changes: BTreeMap<String, Change>,
    /// The last sequence number that was given, to a message or a refusal.
    last: u64,
}

/// How many there are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Count {
    pub kept: usize,
    /// In memory or on disk, metadata included.
    pub bytes: usize,
    /// Those that went for want of room.
    pub dropped: u64,
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
        Self::in_memory_with(IN_MEMORY)
    }

    fn in_memory_with(limits: Limits) -> Self {
        Self::with(Kept::new(limits), limits)
    }

    /// A store in `directory`, with all that an earlier run kept there.
    ///
    /// # Errors
    ///
    /// The file cannot be made or read, another program has it open, it is
    /// damaged, or of another format: each names the file.
    pub(crate) fn open(directory: &Path) -> Result<Self, StoreError> {
        Self::open_with(directory, ON_DISK)
    }

    fn open_with(directory: &Path, limits: Limits) -> Result<Self, StoreError> {
        let (file, kept) = disk::File::open(directory, limits)?;
        let mut store = Self::with(kept, limits);
        let kept = Arc::clone(&store.kept);
        store.disk = Some(Disk::start(file, kept, Arc::clone(&store.news))?);
        Ok(store)
    }

    fn with(kept: Kept, limits: Limits) -> Self {
        Self {
            kept: Arc::new(Mutex::new(kept)),
            disk: None,
            news: Arc::default(),
            limits,
            searches: Arc::new(Semaphore::new(SEARCHES)),
            closing: watch::channel(false).0,
        }
    }

    /// The file the store is kept in.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.disk.as_ref().map(Disk::path)
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// Keeps a message. With a disk, it returns when the message is safe there.
    pub(crate) async fn keep(&self, mut delivery: Delivery) -> Result<(), StoreError> {
        let raw = Bytes::from(std::mem::take(&mut delivery.raw));
        let Some(disk) = &self.disk else {
            let weight = weight(&delivery) + raw.len();
            let authorization = std::mem::take(&mut delivery.authorization);
            let size = raw.len();
            let whole = Some(Arc::new(Whole { authorization, raw }));
            let event = {
                let mut kept = lock(&self.kept);
                let sequence = kept.next();
                let message = Arc::new(Message { sequence, delivery, size, whole });
                let event = Event::accepted(&message);
                kept.messages.add(sequence, weight, message);
                event
            };
            self.news.tell(event);
            return Ok(());
        };
        let metadata = json(&delivery)?;
        delivery.authorization = Vec::new();
        disk.wait(|done| Job::Message { delivery: Box::new(delivery), metadata, raw, done }).await
    }

    /// Keeps a refusal, on disk a little later: nobody waits for it, and it is
    /// left out there when more come than can be written.
    pub(crate) fn keep_refused(&self, refused: Refused) {
        let metadata = json(&refused).unwrap_or_default();
        let refused = Arc::new(refused);
        let event = {
            let mut kept = lock(&self.kept);
            let sequence = kept.next();
            let event = Event::Refused { id: refused.id.clone(), sequence };
            kept.refusals.add(sequence, metadata.len(), refused);
            if let Some(disk) = &self.disk {
                disk.try_send(Job::Refusal { sequence, metadata });
            }
            event
        };
        self.news.tell(event);
    }

    /// Keeps one change of the world, and forgets those it outdates.
    pub(crate) async fn change(
        &self,
        change: &Change,
        outdated: &[String],
    ) -> Result<(), StoreError> {
        if let Some(disk) = &self.disk {
            let (key, json, outdated) = (change.key(), json(change)?, outdated.to_vec());
            disk.wait(|done| Job::Change { key, json, outdated, done }).await?;
        }
        let mut kept = lock(&self.kept);
        for key in outdated {
            kept.changes.remove(key);
        }
        kept.changes.insert(change.key(), change.clone());
        Ok(())
    }

    /// The changes of the world, by key.
    pub(crate) fn changes(&self) -> BTreeMap<String, Change> {
        lock(&self.kept).changes.clone()
    }

    /// What fits `search`, newest first; none when its place is unknown.
    pub(crate) async fn messages(
        self: &Arc<Self>,
        search: &Search,
    ) -> Result<Option<Page<Message>>, StoreError> {
        let Some(bounds) = search.bounds(&lock(&self.kept).messages) else { return Ok(None) };
        if search.words.is_empty() {
            let newest = lock(&self.kept).messages.newest_first(bounds.since);
            return Ok(Some(
                search.page(newest, bounds, |message| search.fits_message(message, || None)),
            ));
        }
        let (store, search) = (Arc::clone(self), search.clone());
        let permit = Arc::clone(&self.searches).acquire_owned().await;
        // Texts are read and decoded: not on the threads that answer requests.
        let searching = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let newest = lock(&store.kept).messages.newest_first(bounds.since);
            let text = |message: &Message| {
                let whole = store.read(message).ok().flatten();
                whole.map(|whole| text::of(&whole.raw))
            };
            search.page(newest, bounds, |message| search.fits_message(message, || text(message)))
        });
        searching.await.map(Some).map_err(|error| StoreError(error.to_string()))
    }

    /// What fits `search`, newest first; none when its place is unknown.
    pub(crate) fn refusals(&self, search: &Search) -> Option<Page<Refused>> {
        let kept = lock(&self.kept);
        let bounds = search.bounds(&kept.refusals)?;
        let newest = kept.refusals.newest_first(bounds.since);
        drop(kept);
        Some(search.page(newest, bounds, |refused| search.fits_refused(refused)))
    }

    /// Tells the limits of what was sent before this run.
    pub(crate) fn recall(&self, quota: &Quota) {
        for message in lock(&self.kept).messages.items() {
            let Delivery { account, region, destinations, received_at, .. } = &message.delivery;
            quota.recall(account, region, Counted::of(destinations), *received_at);
        }
    }

    pub(crate) fn message(&self, id: &str) -> Option<Arc<Message>> {
        lock(&self.kept).messages.by_id(id).map(|(_, message)| message)
    }

    pub(crate) fn refusal(&self, id: &str) -> Option<(u64, Arc<Refused>)> {
        lock(&self.kept).refusals.by_id(id)
    }

    /// The bytes of a message and why it was accepted; none if it was removed
    /// meanwhile.
    pub(crate) async fn whole(
        self: &Arc<Self>,
        message: &Arc<Message>,
    ) -> Result<Option<Arc<Whole>>, StoreError> {
        if self.disk.is_none() {
            return self.read(message);
        }
        let (store, message) = (Arc::clone(self), Arc::clone(message));
        tokio::task::spawn_blocking(move || store.read(&message))
            .await
            .map_err(|error| StoreError(error.to_string()))?
    }

    fn read(&self, message: &Message) -> Result<Option<Arc<Whole>>, StoreError> {
        match (&message.whole, &self.disk) {
            (Some(whole), _) => Ok(Some(Arc::clone(whole))),
            (None, Some(disk)) => disk.whole(message.sequence).map(|whole| whole.map(Arc::new)),
            (None, None) => Ok(None),
        }
    }

    /// Messages and refusals.
    pub(crate) fn counts(&self) -> (Count, Count) {
        let kept = lock(&self.kept);
        (kept.messages.count(), kept.refusals.count())
    }

    /// Forgets all messages and refusals; what the API changed stays.
    pub(crate) async fn clear(&self) -> Result<(), StoreError> {
        let through = lock(&self.kept).last;
        self.forget(Forget::Everything { through }, Event::Cleared {}).await
    }

    /// Forgets all refusals.
    pub(crate) async fn clear_refusals(&self) -> Result<(), StoreError> {
        let through = lock(&self.kept).last;
        self.forget(Forget::Refusals { through }, Event::Cleared {}).await
    }

    /// Forgets one message; whether there was one.
    pub(crate) async fn forget_message(&self, id: &str) -> Result<bool, StoreError> {
        let Some(message) = self.message(id) else { return Ok(false) };
        let event = Event::Deleted { id: id.to_owned() };
        self.forget(Forget::Message(message.sequence), event).await.map(|()| true)
    }

    /// Forgets one refusal; whether there was one.
    pub(crate) async fn forget_refusal(&self, id: &str) -> Result<bool, StoreError> {
        let Some((sequence, _)) = self.refusal(id) else { return Ok(false) };
        let event = Event::Deleted { id: id.to_owned() };
        self.forget(Forget::Refusal(sequence), event).await.map(|()| true)
    }

    /// On disk first, if there is one: what is gone does not come back. `event` is
    /// told even when whoever asked has gone away meanwhile.
    async fn forget(&self, what: Forget, event: Event) -> Result<(), StoreError> {
        if let Some(disk) = &self.disk {
            return disk.wait(|done| Job::Forget { what, event, done }).await;
        }
        lock(&self.kept).forget(what);
        self.news.tell(event);
        Ok(())
    }

    /// What happens here, as it happens.
    pub(crate) fn news(&self) -> &Arc<News> {
        &self.news
    }

    /// Ends all that waits for news: the server stops.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Ready once [`Self::close`] was called.
    pub(crate) fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move {
            // A store that is gone waits for nothing either.
            let _ = closing.wait_for(|closing| *closing).await;
        }
    }
}

impl Kept {
    fn new(limits: Limits) -> Self {
        Self {
            messages: List::new(limits.messages),
            refusals: List::new(limits.refusals),
            changes: BTreeMap::new(),
            last: 0,
        }
    }

    /// A sequence number for what comes next.
    fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    fn forget(&mut self, what: Forget) {
        match what {
            Forget::Message(sequence) => self.messages.remove(sequence),
            Forget::Refusal(sequence) => self.refusals.remove(sequence),
            Forget::Refusals { through } => self.refusals.clear(through),
            Forget::Everything { through } => {
                self.messages.clear(u64::MAX);
                self.refusals.clear(through);
            }
        }
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    // A panic elsewhere leaves whole entries behind: they are still good.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError(error.to_string()))
}

/// The bytes of `value` as JSON.
fn weight(value: &impl Serialize) -> usize {
    struct Scale(usize);
    impl std::io::Write for Scale {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut scale = Scale(0);
    // Nothing that is kept fails to be JSON.
    let _ = serde_json::to_writer(&mut scale, value);
    scale.0
}

#[cfg(test)]
mod tests;
