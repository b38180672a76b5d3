//! The world as it is now: the world file, and what was changed through the API.
//!
//! Each request sees one immutable [`World`]; a change makes a new one.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::{Duration, SystemTime},
};

use tokio::sync::Mutex;

use crate::{
    change::Change,
    clock::Clock,
    log,
    refusal::Refusal,
    store::{Event, News, Store, StoreError},
    world::{World, WorldError},
};

/// How often a watched world file is looked at when no request comes.
const GLANCE: Duration = Duration::from_secs(1);

/// The world, the file it came from, and the changes made to it.
#[derive(Debug)]
pub struct Realm {
    file: Option<PathBuf>,
    now: RwLock<Now>,
    /// Held over a change, so that two cannot both find the same thing absent.
    changing: Mutex<()>,
    /// Who hears of changes.
    news: OnceLock<Arc<News>>,
}

#[derive(Debug)]
struct Now {
    /// As the file has it.
    base: World,
    /// What the API changed since, by [`Change::key`].
    changes: BTreeMap<String, Change>,
    world: Arc<World>,
    stamp: Option<Stamp>,
    /// Why the file's last state is not in use.
    error: Option<WorldError>,
}

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
}

impl Realm {
    /// A world without a file.
    pub fn fixed(world: World) -> Self {
        Self::new(None, world, None)
    }

    /// The world of `file`, read again whenever it changes.
    pub fn of_file(file: &Path, now: SystemTime) -> Result<Self, WorldError> {
        let stamp = stamp(file);
        let world = World::load(file, now)?;
        Ok(Self::new(Some(file.to_owned()), world, stamp))
    }

    fn new(file: Option<PathBuf>, base: World, stamp: Option<Stamp>) -> Self {
        let world = Arc::new(base.clone());
        let now = Now { base, changes: BTreeMap::new(), world, stamp, error: None };
        let news = OnceLock::new();
        Self { file, now: RwLock::new(now), changing: Mutex::new(()), news }
    }

    /// The world as one request sees it.
    pub fn world(&self) -> Arc<World> {
        Arc::clone(&self.read().world)
    }

    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Why the world file as it is now is not in use.
    pub(crate) fn error(&self) -> Option<WorldError> {
        self.read().error.clone()
    }

    /// Takes the changes of an earlier run from `store`.
    pub(crate) fn restore(&self, store: &Store) {
        let mut now = self.write();
        now.changes = store.changes();
        now.rebuild();
    }

    /// Tells `news` of every change from here on.
    pub(crate) fn tell(&self, news: &Arc<News>) {
        // One server has the realm: the first stays.
        let _ = self.news.set(Arc::clone(news));
    }

    fn changed(&self) {
        if let Some(news) = self.news.get() {
            news.tell(Event::World {});
        }
    }

    /// Asks `decide` for a change of the present world, keeps it and puts it
    /// into force.
    pub(crate) async fn change(
        &self,
        store: &Store,
        decide: impl FnOnce(&World) -> Result<Option<Change>, Refusal>,
    ) -> Result<(), Refusal> {
        let _alone = self.changing.lock().await;
        let Some(change) = decide(&self.world())? else { return Ok(()) };
        let outdated: Vec<String> =
            self.read().changes.keys().filter(|key| change.outdates(key)).cloned().collect();
        store.change(&change, &outdated).await.map_err(StoreError::into_refusal)?;
        let mut now = self.write();
        for key in &outdated {
            now.changes.remove(key);
        }
        now.changes.insert(change.key(), change);
        now.rebuild();
        drop(now);
        self.changed();
        Ok(())
    }

    /// Reads the world file again if it changed. A file that cannot be used
    /// changes nothing, and is reported once.
    pub fn refresh(&self, at: SystemTime) {
        let Some(file) = &self.file else { return };
        let found = stamp(file);
        if found == self.read().stamp {
            return;
        }
        let mut now = self.write();
        if found == now.stamp {
            return;
        }
        now.stamp = found;
        match World::load(file, at) {
            Ok(world) => {
                now.base = world.keeping_keys_of(&now.base);
                now.error = None;
                now.rebuild();
                log::line(format_args!("ses-local: {} was read again", file.display()));
            }
            Err(error) => {
                log::line(format_args!("ses-local: {error}. The world stays as it was."));
                now.error = Some(error);
            }
        }
        drop(now);
        self.changed();
    }

    /// Looks at the world file now and then, so that its errors are told even
    /// when no request comes.
    pub(crate) async fn watch(&self, clock: &Clock) {
        let mut glances = tokio::time::interval(GLANCE);
        loop {
            glances.tick().await;
            self.refresh(clock.now());
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Now> {
        // A panic elsewhere leaves a whole world behind: it is still good.
        self.now.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Now> {
        self.now.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Now {
    fn rebuild(&mut self) {
        let mut world = self.base.clone();
        for change in self.changes.values() {
            change.apply(&mut world);
        }
        self.world = Arc::new(world);
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let data = std::fs::metadata(file).ok()?;
    Some(Stamp { modified: data.modified().ok(), size: data.len() })
}
