//! The store on disk: one file. Its only writer is the thread of [`super::writer`].
//!
//! redb takes nothing more after a write that failed, for want of room say, until
//! its file is closed and opened again: so it is, and sends go on when they can.

use std::{
    fmt,
    fs::{self, OpenOptions},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
};

use axum::body::Bytes;
use redb::{
    Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable,
    TableDefinition, TableError,
};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::{
    Delivery, Kept, Limits, Message, Refused, StoreError, Whole,
    news::News,
    writer::{self, Done, Job, Queued},
};
use crate::authorization::Grant;

/// The number of the format, and how far the lists came: see the keys below.
pub(super) const NUMBERS: TableDefinition<&str, u64> = TableDefinition::new("numbers");
/// [`Delivery`] as JSON, by sequence number.
pub(super) const MESSAGES: TableDefinition<u64, &[u8]> = TableDefinition::new("messages");
/// The bytes recipients get, by the same number.
pub(super) const RAW: TableDefinition<u64, &[u8]> = TableDefinition::new("raw");
/// [`Refused`] as JSON, by sequence number.
pub(super) const REFUSALS: TableDefinition<u64, &[u8]> = TableDefinition::new("refusals");
/// What the API changed in the world, as JSON, by the key of the change.
pub(super) const CHANGES: TableDefinition<&str, &[u8]> = TableDefinition::new("changes");

/// Keys of [`NUMBERS`].
pub(super) const LAST: &str = "last";
pub(super) const DROPPED_MESSAGES: &str = "dropped messages";
const FORMAT: &str = "format";

/// Another number whenever an older or newer ses-local could not read the file.
const VERSION: u64 = 1;
const NAME: &str = "ses-local.redb";
const CACHE_BYTES: usize = 64 * 1024 * 1024;
/// A file up to this size is read whole and its checksums compared when it is
/// opened; a larger one only after it was not closed.
const CHECKED_BYTES: u64 = 256 * 1024 * 1024;
/// Writes under way; who comes later waits.
const QUEUE: usize = 1024;
/// What they may take together, in blocks: a client that sends and goes away
/// leaves its message in the queue.
const QUEUE_BLOCKS: usize = 256 * 1024 * 1024 / BLOCK;
const BLOCK: usize = 1024;

/// The file of a store.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    /// Absent when it could not be opened again.
    pub(super) database: RwLock<Option<Database>>,
    /// Whether the last write failed: that is told once.
    failing: AtomicBool,
}

/// A store's file and its writer.
#[derive(Debug)]
pub(super) struct Disk {
    file: Arc<File>,
    /// Absent while the store ends.
    jobs: Option<mpsc::Sender<Queued>>,
    room: Arc<Semaphore>,
    writer: Option<JoinHandle<()>>,
}

impl File {
    /// Opens the store in `directory`, which is made if it does not exist,
    /// for its owner only; and reads what it holds, but for the messages' bytes.
    pub(super) fn open(directory: &Path, limits: Limits) -> Result<(Self, Kept), StoreError> {
        let path = directory.join(NAME);
        let problem = |found: String| StoreError(format!("--data: {}: {found}", path.display()));
        make(directory, &path).map_err(|error| {
            problem(format!("expected a file that can be written, but found: {error}"))
        })?;
        // redb may panic at a file that was damaged in the right place.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let database = open(&path)?;
            let kept = read_all(&database, limits)?;
            Ok((database, kept))
        }));
        let damaged = "expected a store of ses-local, but it is damaged beyond reading";
        let (database, kept) = read.unwrap_or(Err(damaged.to_owned())).map_err(problem)?;
        Ok((
            Self { path, database: RwLock::new(Some(database)), failing: AtomicBool::new(false) },
            kept,
        ))
    }

    /// Writes by `work`, for the one writer.
    pub(super) fn write(
        &self,
        work: impl FnOnce(&Database) -> Result<(), redb::Error>,
    ) -> Result<(), String> {
        if self.lock().is_none() {
            self.open_again()?;
        }
        let written = self.with(work);
        let failed_before = self.failing.swap(written.is_err(), Relaxed);
        if let Err(problem) = &written {
            if !failed_before {
                crate::log::line(format_args!(
                    "ses-local: {}: {problem}. Nothing is kept.",
                    self.path.display()
                ));
            }
            // At once, so that messages can be read meanwhile. Why not, the next write says.
            let _ = self.open_again();
        }
        written
    }

    fn with<T>(&self, work: impl FnOnce(&Database) -> Result<T, redb::Error>) -> Result<T, String> {
        match &*self.lock() {
            Some(database) => work(database).map_err(|error| error.to_string()),
            None => Err("the file is closed after an error".to_owned()),
        }
    }

    fn open_again(&self) -> Result<(), String> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        // Closed first: it is locked against being opened twice.
        drop(database.take());
        *database = Some(open(&self.path)?);
        Ok(())
    }

    fn lock(&self) -> RwLockReadGuard<'_, Option<Database>> {
        // A panic elsewhere leaves a whole file behind: it is still good.
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk {
    /// Starts the writer, which publishes in `kept` what is safe on disk.
    pub(super) fn start(
        file: File,
        kept: Arc<Mutex<Kept>>,
        news: Arc<News>,
    ) -> Result<Self, StoreError> {
        let file = Arc::new(file);
        let (jobs, received) = mpsc::channel(QUEUE);
        let theirs = Arc::clone(&file);
        let writer = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || writer::run(&theirs, &kept, &news, received))
            .map_err(|error| StoreError(format!("{}: {error}", file.path.display())))?;
        let room = Arc::new(Semaphore::new(QUEUE_BLOCKS));
        Ok(Self { file, jobs: Some(jobs), room, writer: Some(writer) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.file.path
    }

    /// Hands a job to the writer, and returns when it is done.
    pub(super) async fn wait(&self, job: impl FnOnce(Done) -> Job) -> Result<(), StoreError> {
        let ended = || self.failed(&"the writer has ended");
        let (done, safe) = oneshot::channel();
        let Some(jobs) = &self.jobs else { return Err(ended()) };
        let job = job(done);
        let room = Arc::clone(&self.room).acquire_many_owned(blocks(&job)).await;
        let room = room.map_err(|_| ended())?;
        jobs.send(Queued { job, room }).await.map_err(|_| ended())?;
        safe.await.map_err(|_| ended())?.map_err(|problem| self.failed(&problem))
    }

    /// Hands a job to the writer unless it has too many.
    pub(super) fn try_send(&self, job: Job) {
        if let Some(jobs) = &self.jobs
            && let Ok(room) = Arc::clone(&self.room).try_acquire_many_owned(blocks(&job))
        {
            let _ = jobs.try_send(Queued { job, room });
        }
    }

    /// What is on disk of a message; none if it was removed meanwhile.
    pub(super) fn whole(&self, sequence: u64) -> Result<Option<Whole>, StoreError> {
        /// The rest of a [`Delivery`] is in memory.
        #[derive(Deserialize)]
        struct Looks {
            authorization: Vec<Grant>,
        }
        let read = |database: &Database| {
            let transaction = database.begin_read()?;
            let metadata = transaction.open_table(MESSAGES)?.get(sequence)?;
            let raw = transaction.open_table(RAW)?.get(sequence)?;
            Ok(metadata.zip(raw).map(|(metadata, raw)| {
                (serde_json::from_slice(metadata.value()), Bytes::copy_from_slice(raw.value()))
            }))
        };
        let found = self.file.with(read).map_err(|problem| self.failed(&problem))?;
        let Some((looks, raw)) = found else { return Ok(None) };
        let Looks { authorization } = looks.map_err(|error| self.failed(&error))?;
        Ok(Some(Whole { authorization, raw }))
    }

    fn failed(&self, problem: &dyn fmt::Display) -> StoreError {
        StoreError(format!("{}: {problem}", self.file.path.display()))
    }
}

/// What a job takes of the room in the queue.
fn blocks(job: &Job) -> u32 {
    let blocks = job.bytes().div_ceil(BLOCK).min(QUEUE_BLOCKS);
    u32::try_from(blocks).unwrap_or(u32::MAX)
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The writer ends when it has written what came before.
        drop(self.jobs.take());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn open(path: &Path) -> Result<Database, String> {
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    let database = Builder::new()
        .set_cache_size(CACHE_BYTES)
        .set_check_integrity_on_open((1..=CHECKED_BYTES).contains(&size))
        .create(path)
        .map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => {
                "expected a store that no other program uses, but another ses-local has it open"
                    .to_owned()
            }
            other => format!("expected a store of ses-local, but found: {other}"),
        })?;
    match prepare(&database) {
        Ok(()) => Ok(database),
        Err(Unfit::Version(found)) => Err(format!(
            "expected format {VERSION}, but found format {found}: another version of ses-local \
             wrote it"
        )),
        Err(Unfit::Foreign) => {
            Err("expected a store of ses-local, but found a redb file of another program".into())
        }
        Err(Unfit::Failed(error)) => {
            Err(format!("expected a store of ses-local, but found: {error}"))
        }
    }
}

enum Unfit {
    Version(u64),
    Foreign,
    Failed(redb::Error),
}

impl<E: Into<redb::Error>> From<E> for Unfit {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Makes the tables of a new file, and refuses one of another format.
fn prepare(database: &Database) -> Result<(), Unfit> {
    let transaction = database.begin_write()?;
    if transaction.list_tables()?.next().is_some() {
        let found = database.begin_read()?.open_table(NUMBERS);
        let found = match found {
            Ok(numbers) => numbers.get(FORMAT)?.map(|version| version.value()),
            Err(TableError::Storage(error)) => return Err(TableError::Storage(error).into()),
            Err(_) => None,
        };
        transaction.abort()?;
        return match found {
            Some(VERSION) => Ok(()),
            Some(other) => Err(Unfit::Version(other)),
            None => Err(Unfit::Foreign),
        };
    }
    transaction.open_table(NUMBERS)?.insert(FORMAT, VERSION)?;
    transaction.open_table(MESSAGES)?;
    transaction.open_table(RAW)?;
    transaction.open_table(REFUSALS)?;
    transaction.open_table(CHANGES)?;
    transaction.commit()?;
    Ok(())
}

/// What cannot be read of the file.
enum Unread {
    Failed(redb::Error),
    Entry(String),
}

impl<E: Into<redb::Error>> From<E> for Unread {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn read_all(database: &Database, limits: Limits) -> Result<Kept, String> {
    let mut kept = Kept::new(limits);
    let read = database.begin_read().map_err(Unread::from).and_then(|transaction| {
        read_messages(&transaction, &mut kept)?;
        read_refusals(&transaction, &mut kept)?;
        for entry in transaction.open_table(CHANGES)?.iter()? {
            let (key, json) = entry?;
            let change = read_json("change", &key.value(), json.value())?;
            kept.changes.insert(key.value().to_owned(), change);
        }
        let numbers = transaction.open_table(NUMBERS)?;
        let number = |key| numbers.get(key).map(|found| found.map_or(0, |found| found.value()));
        kept.last = number(LAST)?;
        kept.messages.resume(number(DROPPED_MESSAGES)?);
        Ok(())
    });
    match read {
        Ok(()) => Ok(kept),
        Err(Unread::Entry(problem)) => Err(problem),
        Err(Unread::Failed(error)) => {
            Err(format!("expected a store of ses-local, but found: {error}"))
        }
    }
}

fn read_messages(transaction: &ReadTransaction, kept: &mut Kept) -> Result<(), Unread> {
    let raw = transaction.open_table(RAW)?;
    for entry in transaction.open_table(MESSAGES)?.iter()? {
        let (sequence, metadata) = entry?;
        let sequence = sequence.value();
        let Some(raw) = raw.get(sequence)? else {
            return Err(Unread::Entry(format!(
                "expected the bytes of message {sequence}, but found none"
            )));
        };
        let size = raw.value().len();
        let mut delivery: Delivery = read_json("message", &sequence, metadata.value())?;
        delivery.authorization = Vec::new();
        let message = Message { sequence, delivery, size, whole: None };
        kept.messages.add(sequence, metadata.value().len() + size, Arc::new(message));
    }
    Ok(())
}

fn read_refusals(transaction: &ReadTransaction, kept: &mut Kept) -> Result<(), Unread> {
    for entry in transaction.open_table(REFUSALS)?.iter()? {
        let (sequence, metadata) = entry?;
        let sequence = sequence.value();
        let refused: Refused = read_json("refusal", &sequence, metadata.value())?;
        kept.refusals.add(sequence, metadata.value().len(), Arc::new(refused));
    }
    Ok(())
}

fn read_json<T: DeserializeOwned>(
    what: &str,
    key: &dyn fmt::Display,
    json: &[u8],
) -> Result<T, Unread> {
    serde_json::from_slice(json).map_err(|error| {
        Unread::Entry(format!(
            "expected {what} {key} as this version writes it, but found: {error}"
        ))
    })
}

/// Makes directory and file where they are missing. Mail is private: both open
/// to their owner only.
fn make(directory: &Path, file: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    builder.create(directory)?;
    #[cfg(unix)]
    if file.exists() {
        fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    match options.open(file) {
        // The file's name must outlive a loss of power, too.
        #[cfg(unix)]
        Ok(_) => fs::File::open(directory)?.sync_all(),
        #[cfg(not(unix))]
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}
