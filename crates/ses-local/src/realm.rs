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
    state: Arc<State>,
    /// Held over a change, so that two cannot both find the same thing absent.
    changing: Arc<Mutex<()>>,
}

#[derive(Debug)]
struct State {
    now: RwLock<Now>,
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
        let state = Arc::new(State { now: RwLock::new(now), news: OnceLock::new() });
        Self { file, state, changing: Arc::default() }
    }

    /// The world as one request sees it.
    pub fn world(&self) -> Arc<World> {
        Arc::clone(&self.state.read().world)
    }

    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Why the world file as it is now is not in use.
    pub(crate) fn error(&self) -> Option<WorldError> {
        self.state.read().error.clone()
    }

    /// Takes the changes of an earlier run from `store`.
    pub(crate) fn restore(&self, store: &Store) {
        let mut now = self.state.write();
        now.changes = store.changes();
        now.rebuild();
    }

    /// Tells `news` of every change from here on.
    pub(crate) fn tell(&self, news: &Arc<News>) {
        // One server has the realm: the first stays.
        let _ = self.state.news.set(Arc::clone(news));
    }

    /// Asks `decide` for a change of the present world, keeps it and puts it
    /// into force: both, even when whoever asked goes away meanwhile.
    pub(crate) async fn change(
        &self,
        store: &Arc<Store>,
        decide: impl FnOnce(&World) -> Result<Option<Change>, Refusal>,
    ) -> Result<(), Refusal> {
        let alone = Arc::clone(&self.changing).lock_owned().await;
        let Some(change) = decide(&self.world())? else { return Ok(()) };
        let (change, outdated) = {
            let changes = &self.state.read().changes;
            let change = change.clone().after(changes.get(&change.key()));
            let outdated = changes.keys().filter(|key| change.outdates(key));
            let outdated: Vec<String> = outdated.cloned().collect();
            (change, outdated)
        };
        let (store, state) = (Arc::clone(store), Arc::clone(&self.state));
        let keeping = tokio::spawn(async move {
            let _alone = alone;
            store.change(&change, &outdated).await?;
            let mut now = state.write();
            for key in &outdated {
                now.changes.remove(key);
            }
            now.take(change);
            drop(now);
            state.changed();
            Ok(())
        });
        let kept = keeping.await.unwrap_or_else(|error| Err(StoreError(error.to_string())));
        kept.map_err(StoreError::into_refusal)
    }

    /// Reads the world file again if it changed. A file that cannot be used
    /// changes nothing, and is reported once.
    pub fn refresh(&self, at: SystemTime) {
        let Some(file) = &self.file else { return };
        let found = stamp(file);
        if found == self.state.read().stamp {
            return;
        }
        let mut now = self.state.write();
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
        self.state.changed();
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
}

impl State {
    fn read(&self) -> RwLockReadGuard<'_, Now> {
        // A panic elsewhere leaves a whole world behind: it is still good.
        self.now.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Now> {
        self.now.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        if let Some(news) = self.news.get() {
            news.tell(Event::World {});
        }
    }
}

impl Now {
    /// The same as [`Self::rebuild`] with the change, but without going through
    /// all the others.
    fn take(&mut self, change: Change) {
        let mut world = World::clone(&self.world);
        change.apply(&mut world);
        let policies = change.policies();
        self.changes.insert(change.key(), change);
        if let Some(prefix) = policies {
            let of_identity = self.changes.range(prefix.clone()..);
            for (_, policy) in of_identity.take_while(|(key, _)| key.starts_with(&prefix)) {
                policy.apply(&mut world);
            }
        }
        self.world = Arc::new(world);
    }

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

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll, Waker};

    use super::*;

    const ACCOUNT: &str = "111122223333";
    const REGION: &str = "us-east-1";

    fn set(name: &str, exists: bool) -> Change {
        let (account, region) = (ACCOUNT.to_owned(), REGION.to_owned());
        Change::ConfigurationSet { account, region, name: name.to_owned(), exists }
    }

    fn identity(name: &str, exists: bool) -> Change {
        let (account, region) = (ACCOUNT.to_owned(), REGION.to_owned());
        Change::Identity { account, region, name: name.to_owned(), exists, anew: false }
    }

    fn policy(of: &str, name: &str, exists: bool) -> Change {
        let identity = format!("arn:aws:ses:{REGION}:{ACCOUNT}:identity/{of}");
        let document = exists.then(|| {
            format!(
                r#"{{"Statement": {{"Effect": "Allow", "Principal": "*", "Action": "ses:*",
                    "Resource": "{identity}"}}}}"#
            )
        });
        Change::Policy { identity, name: name.to_owned(), document }
    }

    fn template(name: &str, text: Option<&str>) -> Change {
        let content = text.map(|text| crate::change::Content {
            text: Some(text.to_owned()),
            ..crate::change::Content::default()
        });
        let (account, region) = (ACCOUNT.to_owned(), REGION.to_owned());
        Change::Template { account, region, name: name.to_owned(), created: 0, content }
    }

    /// Everything the API can change.
    fn told(world: &World) -> Vec<String> {
        let identities = world.identities.iter().map(|identity| {
            let policies: Vec<_> = identity.policies.iter().map(|policy| &policy.name).collect();
            format!("{} {} {policies:?}", identity.arn, identity.verified)
        });
        let sets = world.configuration_sets.iter().map(|set| format!("{set:?}"));
        let templates = world.templates.iter().map(|template| format!("{template:?}"));
        let mut told: Vec<String> = identities.chain(sets).chain(templates).collect();
        told.sort();
        told
    }

    /// After each change the world is what the next start makes of the changes.
    #[tokio::test]
    async fn a_change_does_what_all_changes_together_do() {
        let base = || Realm::fixed(World::standard(SystemTime::UNIX_EPOCH).unwrap());
        let (store, realm) = (Arc::new(Store::in_memory()), base());
        let mut before = told(&realm.world());
        for (changes, change) in [
            (true, set("one", true)),
            (true, set("two", true)),
            (true, set("one", false)),
            (true, policy("owner.example", "b", true)),
            (true, policy("owner.example", "a", true)),
            // It waits for its identity.
            (false, policy("later.example", "waits", true)),
            (true, identity("later.example", true)),
            (true, policy("later.example", "first", true)),
            (true, policy("later.example", "waits", false)),
            (true, identity("owner.example", false)),
            (true, identity("OWNER.example", true)),
            (true, policy("OWNER.example", "own", true)),
            (false, identity("OWNER.example", true)),
            (true, template("t", Some("one"))),
            (true, template("t", Some("two"))),
            (true, template("t", None)),
        ] {
            realm.change(&store, |_| Ok(Some(change.clone()))).await.unwrap();
            let again = base();
            again.restore(&store);
            let now = told(&realm.world());
            assert_eq!(now, told(&again.world()), "{change:?}");
            assert_eq!(now != before, changes, "{change:?}");
            before = now;
        }
    }

    #[tokio::test]
    async fn who_gives_up_waiting_has_changed_the_world() {
        let store = Arc::new(Store::in_memory());
        let realm = Realm::fixed(World::standard(SystemTime::UNIX_EPOCH).unwrap());
        realm.tell(store.news());
        let mut news = store.news().subscribe();
        let change = set("new", true);
        {
            let changing = realm.change(&store, |_| Ok(Some(change.clone())));
            let polled = std::pin::pin!(changing).poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(polled, Poll::Pending));
        }
        news.changed().await.unwrap();
        assert!(realm.world().configuration_set(ACCOUNT, REGION, "new").is_some());
        assert_eq!(store.changes()[&change.key()], change);
    }
}
