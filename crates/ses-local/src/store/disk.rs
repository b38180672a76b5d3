//! The store on disk: one file, and one thread that writes it.
//!
//! Writes are grouped: what came while the last group was on its way to the
//! disk makes up the next, so that many sends share one sync.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use axum::body::Bytes;
use redb::{
    Builder, Database, DatabaseError, ReadableDatabase, ReadableTable, Table, TableDefinition,
    WriteTransaction,
};
use tokio::sync::oneshot;

use super::{Delivery, Refused, StoreError};
use crate::change::Change;

const FORMAT: TableDefinition<&str, u64> = TableDefinition::new("format");
/// Metadata as JSON, by sequence number.
const MESSAGES: TableDefinition<u64, &[u8]> = TableDefinition::new("messages");
/// The bytes recipients get, by the same number.
const RAW: TableDefinition<u64, &[u8]> = TableDefinition::new("raw");
const REFUSALS: TableDefinition<u64, &[u8]> = TableDefinition::new("refusals");
/// What the API changed in the world, as JSON, by [`Change::key`].
const CHANGES: TableDefinition<&str, &[u8]> = TableDefinition::new("changes");

const VERSION: u64 = 1;
const FILE: &str = "ses-local.redb";
const CACHE_BYTES: usize = 64 * 1024 * 1024;
/// What one group may hold before it is written.
const GROUP_BYTES: usize = 64 * 1024 * 1024;
const GROUP_JOBS: usize = 1024;

/// What stood in the file when it was opened.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Without their bytes, and the number of those.
    pub messages: BTreeMap<u64, (Delivery, usize)>,
    pub refusals: BTreeMap<u64, Refused>,
    pub changes: BTreeMap<String, Change>,
}

/// The file, and the way to its writer.
#[derive(Debug)]
pub(super) struct Disk {
    path: PathBuf,
    database: Arc<Database>,
    /// Absent once the store closes.
    jobs: Option<Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

type Done = oneshot::Sender<Result<(), String>>;

/// One thing to write; `done` hears when it is safe.
enum Job {
    Message { sequence: u64, metadata: Vec<u8>, raw: Bytes, done: Done },
    Refusal { sequence: u64, metadata: Vec<u8> },
    Change { key: String, json: Vec<u8>, outdated: Vec<String>, done: Done },
    ForgetMessages { sequences: Vec<u64>, done: Option<Done> },
    ForgetRefusals { sequences: Vec<u64> },
}

impl Disk {
    /// Opens the store in `directory`, which is made if it does not exist,
    /// readable by its owner only.
    pub(super) fn open(directory: &Path) -> Result<(Self, Found), StoreError> {
        let path = directory.join(FILE);
        let problem = |found: String| StoreError(format!("--data: {}: {found}", path.display()));
        create_private(directory).map_err(|error| {
            problem(format!("expected a directory that can be written, but found: {error}"))
        })?;
        let database = Builder::new()
            .set_cache_size(CACHE_BYTES)
            .create(&path)
            .map_err(|error| problem(cannot_open(&error)))?;
        make_private(&path).map_err(|error| problem(error.to_string()))?;
        prepare(&database).map_err(problem)?;
        let found = read_all(&database).map_err(problem)?;
        let (jobs, receiver) = channel();
        let database = Arc::new(database);
        let written = Arc::clone(&database);
        let writer = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || write_groups(&written, &receiver))
            .map_err(|error| problem(error.to_string()))?;
        Ok((Self { path, database, jobs: Some(jobs), writer: Some(writer) }, found))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps a message; returns when it is safe on disk.
    pub(super) async fn message(
        &self,
        sequence: u64,
        delivery: &Delivery,
        raw: Bytes,
    ) -> Result<(), StoreError> {
        let metadata = json(delivery)?;
        self.wait(|done| Job::Message { sequence, metadata, raw, done }).await
    }

    /// Keeps a refusal with the next group; nobody waits for it.
    pub(super) fn refusal(&self, sequence: u64, refused: &Refused) {
        if let Ok(metadata) = json(refused) {
            self.send(Job::Refusal { sequence, metadata });
        }
    }

    pub(super) async fn change(
        &self,
        change: &Change,
        outdated: Vec<String>,
    ) -> Result<(), StoreError> {
        let (key, json) = (change.key(), json(change)?);
        self.wait(|done| Job::Change { key, json, outdated, done }).await
    }

    /// Removes messages; returns when they are gone from the disk too.
    pub(super) async fn forget(&self, sequences: Vec<u64>) -> Result<(), StoreError> {
        self.wait(|done| Job::ForgetMessages { sequences, done: Some(done) }).await
    }

    /// Removes messages with the next group.
    pub(super) fn drop_messages(&self, sequences: Vec<u64>) {
        self.send(Job::ForgetMessages { sequences, done: None });
    }

    pub(super) fn drop_refusals(&self, sequences: Vec<u64>) {
        self.send(Job::ForgetRefusals { sequences });
    }

    /// The bytes of a message; none if it was removed meanwhile.
    pub(super) fn raw(&self, sequence: u64) -> Result<Option<Bytes>, StoreError> {
        let read = || -> Result<_, redb::Error> {
            let table = self.database.begin_read()?.open_table(RAW)?;
            Ok(table.get(sequence)?.map(|raw| Bytes::copy_from_slice(raw.value())))
        };
        read().map_err(|error| StoreError(format!("{}: {error}", self.path.display())))
    }

    async fn wait(&self, job: impl FnOnce(Done) -> Job) -> Result<(), StoreError> {
        let (done, safe) = oneshot::channel();
        let ended = || StoreError("the writer of the store has ended".to_owned());
        self.send(job(done));
        // A job that nobody takes is dropped, and its `done` with it.
        safe.await.map_err(|_| ended())?.map_err(StoreError)
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Disk {
    /// Waits until everything is written and the file is free for others.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError(error.to_string()))
}

fn cannot_open(error: &DatabaseError) -> String {
    match error {
        DatabaseError::DatabaseAlreadyOpen => {
            "expected a store that no other program uses, but another ses-local has it open"
                .to_owned()
        }
        other => format!("expected a store of ses-local, but found: {other}"),
    }
}

/// Makes the tables, and refuses a file of another format.
fn prepare(database: &Database) -> Result<(), String> {
    let write = || -> Result<Option<u64>, redb::Error> {
        let transaction = database.begin_write()?;
        let version = {
            let mut format = transaction.open_table(FORMAT)?;
            let found = format.get("version")?.map(|version| version.value());
            if found.is_none() {
                format.insert("version", VERSION)?;
            }
            found
        };
        transaction.open_table(MESSAGES)?;
        transaction.open_table(RAW)?;
        transaction.open_table(REFUSALS)?;
        transaction.open_table(CHANGES)?;
        transaction.commit()?;
        Ok(version)
    };
    match write() {
        Ok(None | Some(VERSION)) => Ok(()),
        Ok(Some(other)) => Err(format!(
            "expected format {VERSION}, but found format {other}: another version of ses-local \
             wrote it"
        )),
        Err(error) => Err(format!("expected a store of ses-local, but found: {error}")),
    }
}

fn read_all(database: &Database) -> Result<Found, String> {
    let mut found = Found::default();
    let damaged = |what: &str, key: &dyn std::fmt::Display, error: &serde_json::Error| {
        format!("expected {what} {key} as this version writes it, but found: {error}")
    };
    let mut read = || -> Result<Result<(), String>, redb::Error> {
        let transaction = database.begin_read()?;
        let raw = transaction.open_table(RAW)?;
        for entry in transaction.open_table(MESSAGES)?.iter()? {
            let (sequence, metadata) = entry?;
            let sequence = sequence.value();
            let size = raw.get(sequence)?.map_or(0, |raw| raw.value().len());
            match serde_json::from_slice(metadata.value()) {
                Ok(delivery) => found.messages.insert(sequence, (delivery, size)),
                Err(error) => return Ok(Err(damaged("message", &sequence, &error))),
            };
        }
        for entry in transaction.open_table(REFUSALS)?.iter()? {
            let (sequence, metadata) = entry?;
            let sequence = sequence.value();
            match serde_json::from_slice(metadata.value()) {
                Ok(refused) => found.refusals.insert(sequence, refused),
                Err(error) => return Ok(Err(damaged("refusal", &sequence, &error))),
            };
        }
        for entry in transaction.open_table(CHANGES)?.iter()? {
            let (key, json) = entry?;
            match serde_json::from_slice(json.value()) {
                Ok(change) => found.changes.insert(key.value().to_owned(), change),
                Err(error) => return Ok(Err(damaged("change", &key.value(), &error))),
            };
        }
        Ok(Ok(()))
    };
    read().map_err(|error| error.to_string())??;
    Ok(found)
}

/// Writes until nobody can send any more.
fn write_groups(database: &Database, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut bytes = first.bytes();
        let mut group = vec![first];
        while group.len() < GROUP_JOBS && bytes < GROUP_BYTES {
            let Ok(job) = jobs.try_recv() else { break };
            bytes += job.bytes();
            group.push(job);
        }
        let written = write_group(database, &group).map_err(|error| error.to_string());
        for job in group {
            if let Some(done) = job.done() {
                // Whoever gave up waiting does not hear it.
                let _ = done.send(written.clone());
            }
        }
    }
}

/// One transaction: when this returns, the group is synced, or nothing of it
/// was written.
fn write_group(database: &Database, group: &[Job]) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    let mut tables = Tables::open(&transaction)?;
    for job in group {
        job.write(&mut tables)?;
    }
    drop(tables);
    transaction.commit()?;
    Ok(())
}

/// What one group is written to.
struct Tables<'t> {
    messages: Table<'t, u64, &'static [u8]>,
    raw: Table<'t, u64, &'static [u8]>,
    refusals: Table<'t, u64, &'static [u8]>,
    changes: Table<'t, &'static str, &'static [u8]>,
}

impl<'t> Tables<'t> {
    fn open(transaction: &'t WriteTransaction) -> Result<Self, redb::Error> {
        Ok(Self {
            messages: transaction.open_table(MESSAGES)?,
            raw: transaction.open_table(RAW)?,
            refusals: transaction.open_table(REFUSALS)?,
            changes: transaction.open_table(CHANGES)?,
        })
    }
}

impl Job {
    fn bytes(&self) -> usize {
        match self {
            Self::Message { metadata, raw, .. } => metadata.len() + raw.len(),
            Self::Refusal { metadata, .. } => metadata.len(),
            Self::Change { json, .. } => json.len(),
            Self::ForgetMessages { .. } | Self::ForgetRefusals { .. } => 0,
        }
    }

    fn write(&self, tables: &mut Tables<'_>) -> Result<(), redb::Error> {
        match self {
            Self::Message { sequence, metadata, raw, .. } => {
                tables.messages.insert(sequence, &metadata[..])?;
                tables.raw.insert(sequence, &raw[..])?;
            }
            Self::Refusal { sequence, metadata } => {
                tables.refusals.insert(sequence, &metadata[..])?;
            }
            Self::Change { key, json, outdated, .. } => {
                for key in outdated {
                    tables.changes.remove(key.as_str())?;
                }
                tables.changes.insert(key.as_str(), &json[..])?;
            }
            Self::ForgetMessages { sequences, .. } => {
                for sequence in sequences {
                    tables.messages.remove(sequence)?;
                    tables.raw.remove(sequence)?;
                }
            }
            Self::ForgetRefusals { sequences } => {
                for sequence in sequences {
                    tables.refusals.remove(sequence)?;
                }
            }
        }
        Ok(())
    }

    fn done(self) -> Option<Done> {
        match self {
            Self::Message { done, .. } | Self::Change { done, .. } => Some(done),
            Self::ForgetMessages { done, .. } => done,
            Self::Refusal { .. } | Self::ForgetRefusals { .. } => None,
        }
    }
}

/// Mail is private: the directory opens to its owner only.
fn create_private(directory: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "fails on Unix only"))]
fn make_private(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
