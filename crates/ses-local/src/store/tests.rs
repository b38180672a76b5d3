use std::{
    fs, io,
    path::PathBuf,
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    task::{Context, Poll, Waker},
    time::UNIX_EPOCH,
};

use redb::{Builder, Database, StorageBackend, TableDefinition, backends::FileBackend};

use super::*;
use crate::{refusal::Api, submission::Operation};

/// A directory of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let name =
            format!("ses-local-store-{}-{}", std::process::id(), COUNT.fetch_add(1, Relaxed));
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("ses-local.redb")
    }

    fn open(&self) -> Arc<Store> {
        Arc::new(Store::open(&self.0).unwrap())
    }

    fn problem(&self) -> String {
        let error = Store::open(&self.0).expect_err("the file cannot be used").to_string();
        let name = self.file().display().to_string();
        assert!(error.starts_with(&format!("--data: {name}: expected ")), "{error}");
        error
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn delivery(id: &str, raw: &[u8]) -> Delivery {
    Delivery {
        id: id.to_owned(),
        received_at: UNIX_EPOCH,
        region: "us-east-1".to_owned(),
        account: "444455556666".to_owned(),
        caller: "arn:aws:iam::444455556666:user/me".to_owned(),
        operation: Operation::V1Raw,
        source: "a@owner.example".to_owned(),
        return_path: "a@owner.example".to_owned(),
        destinations: vec![format!("{id}@Reader.example")],
        subject: format!("Subject of {id}"),
        authorization: Vec::new(),
        configuration_set: None,
        tags: Vec::new(),
        template: None,
        tenant: None,
        endpoint: None,
        tracking: None,
        list_management: None,
        outcomes: Vec::new(),
        fate: Fate::Delivered,
        raw: raw.to_vec(),
    }
}

fn refused(id: &str) -> Refused {
    Refused {
        id: id.to_owned(),
        received_at: UNIX_EPOCH,
        api: Api::V1,
        region: None,
        caller: None,
        operation: None,
        source: None,
        destinations: Vec::new(),
        refusal: Refusal::new(Kind::AccessDenied, Check::Permission, "no"),
    }
}

async fn find(store: &Arc<Store>, search: &Search) -> Vec<String> {
    let page = store.messages(search).await.unwrap().unwrap();
    page.items.iter().map(|(_, message)| message.delivery.id.clone()).collect()
}

async fn ids(store: &Arc<Store>) -> Vec<String> {
    find(store, &Search::all(1000)).await
}

fn refusal_ids(store: &Store) -> Vec<String> {
    let page = store.refusals(&Search::all(1000)).unwrap();
    page.items.iter().map(|(_, refused)| refused.id.clone()).collect()
}

async fn raw(store: &Arc<Store>, id: &str) -> Vec<u8> {
    let message = store.message(id).unwrap();
    store.whole(&message).await.unwrap().unwrap().raw.to_vec()
}

fn small(items: usize, bytes: usize) -> Limits {
    let bound = Bound { items, bytes };
    Limits { messages: bound, refusals: bound }
}

/// The same must hold in memory and on disk.
fn everywhere(limits: Limits, check: &impl AsyncFn(&Arc<Store>)) {
    run(check(&Arc::new(Store::in_memory_with(limits))));
    let folder = Folder::new();
    run(check(&Arc::new(Store::open_with(&folder.0, limits).unwrap())));
}

#[test]
fn the_oldest_go_and_are_counted() {
    everywhere(small(3, MIB), &async |store: &Arc<Store>| {
        for number in 1..=5 {
            store.keep(delivery(&format!("m{number}"), b"raw")).await.unwrap();
            store.keep_refused(refused(&format!("r{number}")));
        }
        assert_eq!(ids(store).await, ["m5", "m4", "m3"]);
        assert_eq!(refusal_ids(store), ["r5", "r4", "r3"]);
        let (messages, refusals) = store.counts();
        assert_eq!((messages.kept, messages.dropped), (3, 2));
        assert_eq!((refusals.kept, refusals.dropped), (3, 2));
        assert!(store.message("m1").is_none() && store.refusal("r1").is_none());
    });
    everywhere(small(100, 3000), &async |store: &Arc<Store>| {
        store.keep(delivery("small", b"raw")).await.unwrap();
        store.keep(delivery("large", &[b'x'; 5000])).await.unwrap();
        // The newest stays, however large it is.
        assert_eq!(ids(store).await, ["large"]);
        store.keep(delivery("small", b"raw")).await.unwrap();
        assert_eq!(ids(store).await, ["small"]);
        assert_eq!(store.counts().0.dropped, 2);
    });
}

#[test]
fn what_was_dropped_or_forgotten_stays_away() {
    let folder = Folder::new();
    let open = || Arc::new(Store::open_with(&folder.0, small(3, MIB)).unwrap());
    run(async {
        let store = open();
        for number in 1..=5 {
            store.keep(delivery(&format!("m{number}"), b"raw")).await.unwrap();
            store.keep_refused(refused(&format!("r{number}")));
        }
        assert!(store.forget_message("m4").await.unwrap());
        assert!(!store.forget_message("m4").await.unwrap());
        assert!(store.forget_refusal("r5").await.unwrap());
    });
    run(async {
        let store = open();
        assert_eq!(ids(&store).await, ["m5", "m3"]);
        assert_eq!(refusal_ids(&store), ["r4", "r3"]);
        assert_eq!(store.counts().0.dropped, 2);
        store.clear().await.unwrap();
        assert_eq!(store.counts().0, Count { kept: 0, bytes: 0, dropped: 0 });
    });
    run(async {
        let store = open();
        assert!(ids(&store).await.is_empty() && refusal_ids(&store).is_empty());
        store.keep(delivery("new", b"raw")).await.unwrap();
        // Who waits for what comes after a number never meets it twice.
        assert_eq!(store.message("new").unwrap().sequence, 11);
    });
}

#[test]
fn who_gives_up_waiting_loses_nothing() {
    let folder = Folder::new();
    run(async {
        let store = folder.open();
        let mut news = store.news().subscribe();
        let mut keeping = Box::pin(store.keep(delivery("abandoned", b"raw")));
        let polled = keeping.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Pending));
        drop(keeping);
        news.changed().await.unwrap();
        assert_eq!(ids(&store).await, ["abandoned"]);
        assert_eq!(raw(&store, "abandoned").await, b"raw");
    });
}

#[test]
fn who_gives_up_clearing_clears_all_and_it_is_told() {
    let folder = Folder::new();
    run(async {
        let store = folder.open();
        store.keep(delivery("m", b"raw")).await.unwrap();
        store.keep_refused(refused("r"));
        let mut news = store.news().subscribe();
        let mut clearing = Box::pin(store.clear());
        let polled = clearing.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Pending));
        drop(clearing);
        news.changed().await.unwrap();
        let told = store.news().after(2).unwrap();
        assert_eq!(told.last().map(|one| &one.event), Some(&Event::Cleared {}));
        assert!(ids(&store).await.is_empty() && refusal_ids(&store).is_empty());
    });
}

/// The file of a store, on a disk that can be full.
#[derive(Debug)]
struct Cramped {
    file: FileBackend,
    full: Arc<AtomicBool>,
}

impl StorageBackend for Cramped {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if self.full.load(Relaxed) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.file.write(offset, data)
    }
}

#[test]
fn a_full_disk_is_told_and_goes_on_when_there_is_room() {
    let folder = Folder::new();
    drop(folder.open());
    let full = Arc::new(AtomicBool::new(false));
    let (file, kept) = disk::File::open(&folder.0, ON_DISK).unwrap();
    // redb's own is closed: it locks the file.
    drop(file.database.write().unwrap().take());
    let opened = fs::OpenOptions::new().read(true).write(true).open(folder.file()).unwrap();
    let cramped = Cramped { file: FileBackend::new(opened).unwrap(), full: Arc::clone(&full) };
    let database = Builder::new().create_with_backend(cramped).unwrap();
    *file.database.write().unwrap() = Some(database);
    let mut store = Store::with(kept, ON_DISK);
    store.disk = Some(Disk::start(file, Arc::clone(&store.kept), Arc::clone(&store.news)).unwrap());
    let store = Arc::new(store);
    run(async {
        store.keep(delivery("before", b"raw of before")).await.unwrap();
        full.store(true, Relaxed);
        let problem = store.keep(delivery("lost", b"raw")).await.unwrap_err().to_string();
        assert!(problem.starts_with(&folder.file().display().to_string()), "{problem}");
        assert!(problem.ends_with("no storage space"), "{problem}");
        assert_eq!(ids(&store).await, ["before"]);
        assert_eq!(raw(&store, "before").await, b"raw of before");
        store.keep(delivery("after", b"raw of after")).await.unwrap();
        assert!(store.forget_message("before").await.unwrap());
        assert_eq!(raw(&store, "after").await, b"raw of after");
    });
    drop(store);
    assert_eq!(run(ids(&folder.open())), ["after"]);
}

#[test]
fn files_of_others_are_refused() {
    let folder = Folder::new();
    drop(folder.open());
    let database = Database::open(folder.file()).unwrap();
    let transaction = database.begin_write().unwrap();
    let numbers: TableDefinition<&str, u64> = TableDefinition::new("numbers");
    assert!(transaction.delete_table(numbers).unwrap());
    transaction.commit().unwrap();
    drop(database);
    let problem = folder.problem();
    assert!(problem.ends_with("found a redb file of another program"), "{problem}");
    fs::remove_file(folder.file()).unwrap();
    fs::create_dir(folder.file()).unwrap();
    folder.problem();
}

#[test]
fn damage_is_told_or_does_no_harm() {
    let folder = Folder::new();
    run(async {
        let store = folder.open();
        for number in 0..30 {
            let body = format!("body {number} ").repeat(700);
            store.keep(delivery(&format!("m{number}"), body.as_bytes())).await.unwrap();
        }
    });
    let whole = fs::read(folder.file()).unwrap();
    let mut told = 0;
    for step in 0..64 {
        let mut damaged = whole.clone();
        if step % 8 == 0 {
            damaged.truncate(whole.len() * step / 64);
        } else {
            let place = whole.len() * step / 64 + step;
            damaged[place..place + 16].fill(0xA5);
        }
        fs::write(folder.file(), damaged).unwrap();
        match Store::open(&folder.0) {
            Err(error) => {
                let error = error.to_string();
                assert!(error.contains("ses-local.redb: expected "), "{error}");
                told += 1;
            }
            // An empty file is a new one.
            Ok(_) if step == 0 => {}
            Ok(store) => run(async {
                let store = Arc::new(store);
                assert_eq!(store.counts().0.kept, 30, "{step}");
                for number in 0..30 {
                    let body = format!("body {number} ").repeat(700);
                    assert_eq!(raw(&store, &format!("m{number}")).await, body.as_bytes(), "{step}");
                }
            }),
        }
    }
    assert!(told >= 8, "{told}");
}

#[test]
fn words_are_found_wherever_they_stand() {
    everywhere(IN_MEMORY, &async |store: &Arc<Store>| {
        let first = b"Subject: one\r\nX-Campaign: =?utf-8?q?Fr=C3=BChling?=\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            R3LDvMOfZSBhdXMgVWxt\r\n";
        store.keep(delivery("one", first)).await.unwrap();
        let second = b"Subject: two\r\nContent-Type: text/html\r\n\r\n<p>Reset your password</p>";
        store.keep(delivery("two", second)).await.unwrap();
        for (words, found) in [
            ("one", &["one"][..]),
            ("subject", &["two", "one"]),
            ("reader.EXAMPLE", &["two", "one"]),
            ("v1 sendrawemail", &["two", "one"]),
            ("frühling", &["one"]),
            ("GRÜSSE aus ulm", &[]),
            ("GRÜßE aus ulm one@", &["one"]),
            ("x-campaign", &["one"]),
            ("password", &["two"]),
            ("password ulm", &[]),
            ("r3ldvm", &[]),
        ] {
            let words = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
            let search = Search { words, ..Search::all(10) };
            assert_eq!(find(store, &search).await, found, "{search:?}");
        }
    });
}

#[test]
fn news_are_told_once_and_in_order() {
    let news = News::default();
    for number in 1..=1200_u64 {
        news.tell(Event::Accepted { id: number.to_string(), sequence: number });
    }
    assert_eq!(news.after(1200), Some(Vec::new()));
    let numbers: Vec<u64> = news.after(1197).unwrap().iter().map(|one| one.number).collect();
    assert_eq!(numbers, [1198, 1199, 1200]);
    assert_eq!(news.after(200).map(|all| all.len()), Some(1000));
    assert_eq!(news.after(199), None);
    assert_eq!(news.number(&news.id(1200)), Some(1200));
    for strange in [news.id(1201), News::default().id(1), "1200".to_owned(), String::new()] {
        assert_eq!(news.number(&strange), None, "{strange}");
    }
}
