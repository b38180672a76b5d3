//! The store on disk: one file. Its only writer is the thread of [`super::writer`].

use std::{
    fmt,
    fs::{self, OpenOptions},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
};

use axum::body::Bytes;
use redb::{
    Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable,
    TableDefinition, TableError,
};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::sync::{mpsc, oneshot};

use super::{
    Delivery, Kept, Limits, Message, Refused, StoreError, Whole,
    news::News,
    writer::{self, Done, Job},
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

/// The file of a store, open.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    database: Database,
}

/// A store's file and its writer.
#[derive(Debug)]
pub(super) struct Disk {
    path: PathBuf,
    database: Arc<Database>,
    /// Absent while the store ends.
    jobs: Option<mpsc::Sender<Job>>,
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
        Ok((Self { path, database }, kept))
    }
}

impl Disk {
    /// Starts the writer, which publishes in `kept` what is safe on disk.
    pub(super) fn start(
        file: File,
        kept: Arc<Mutex<Kept>>,
        news: Arc<News>,
    ) -> Result<Self, StoreError> {
        let File { path, database } = file;
        let database = Arc::new(database);
        let (jobs, received) = mpsc::channel(QUEUE);
        let theirs = Arc::clone(&database);
        let writer = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || writer::run(&theirs, &kept, &news, received))
            .map_err(|error| StoreError(format!("{}: {error}", path.display())))?;
        Ok(Self { path, database, jobs: Some(jobs), writer: Some(writer) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Hands a job to the writer, and returns when it is done.
    pub(super) async fn wait(&self, job: impl FnOnce(Done) -> Job) -> Result<(), StoreError> {
        let failed = |problem: &str| StoreError(format!("{}: {problem}", self.path.display()));
        let ended = || failed("the writer has ended");
        let (done, safe) = oneshot::channel();
        let Some(jobs) = &self.jobs else { return Err(ended()) };
        jobs.send(job(done)).await.map_err(|_| ended())?;
        safe.await.map_err(|_| ended())?.map_err(|problem| failed(&problem))
    }

    /// Hands a job to the writer unless it has too many.
    pub(super) fn try_send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.try_send(job);
        }
    }

    /// What is on disk of a message; none if it was removed meanwhile.
    pub(super) fn whole(&self, sequence: u64) -> Result<Option<Whole>, StoreError> {
        /// The rest of a [`Delivery`] is in memory.
        #[derive(Deserialize)]
        struct Looks {
            authorization: Vec<Grant>,
        }
        let read = || -> Result<_, redb::Error> {
            let transaction = self.database.begin_read()?;
            let metadata = transaction.open_table(MESSAGES)?.get(sequence)?;
            let raw = transaction.open_table(RAW)?.get(sequence)?;
            Ok(metadata.zip(raw).map(|(metadata, raw)| {
                (serde_json::from_slice(metadata.value()), Bytes::copy_from_slice(raw.value()))
            }))
        };
        let failed =
            |error: &dyn fmt::Display| StoreError(format!("{}: {error}", self.path.display()));
        let Some((looks, raw)) = read().map_err(|error| failed(&error))? else { return Ok(None) };
        let Looks { authorization } = looks.map_err(|error| failed(&error))?;
        Ok(Some(Whole { authorization, raw }))
    }
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
