//! The store on disk, `--data`: what is there after a restart, what is refused,
//! and what is never in the file.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Output},
    thread::JoinHandle,
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use redb::{Database, TableDefinition};
use serde_json::{Value, json};
use ses_local::{Clock, Options, Realm, Server, World};
use tokio::sync::oneshot;

use crate::{
    client::{Call, DELEGATE, Keys, NOW, OWNER, SCENARIOS, at, get_json, plain, scenarios},
    inbox::send,
};

/// A server on a directory; it ends, and frees the file, when it is dropped.
struct Kept {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Kept {
    fn open(directory: &Path) -> Self {
        Self::with(directory, scenarios())
    }

    fn with(directory: &Path, realm: Realm) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let options = Options { clock: Clock::new(|| at(NOW)), ..Options::default() };
        let server = Server::open(realm, options, directory).unwrap();
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                server.http_until(listener, stopped).await.unwrap();
            });
        });
        Self { address, stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        drop(self.stop.take());
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_some_and(|ended| ended.is_ok()));
    }
}

/// An empty place for the test of this name.
fn place(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("data").join(name);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    place
}

/// The program on `directory`, which must end by itself.
fn program(directory: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ses-local"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(directory)
        .output()
        .unwrap()
}

/// What it says when it cannot start: one sentence, and 1.
fn complaint(directory: &Path) -> String {
    let output = program(directory);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty(), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    let path = directory.join("ses-local.redb");
    let start = format!("ses-local: --data: {}: expected ", path.display());
    said.strip_prefix(&start).unwrap_or_else(|| panic!("{start}: {said}")).trim_end().to_owned()
}

/// Everything programs can read of a server.
fn everything(address: SocketAddr) -> Value {
    let list = get_json(address, "/messages");
    let messages: Vec<Value> = list["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let id = row["id"].as_str().unwrap();
            let raw = plain(address, "GET", &format!("/messages/{id}/raw"), &[]).body;
            json!([get_json(address, &format!("/messages/{id}")), raw])
        })
        .collect();
    json!([list, messages, get_json(address, "/refusals")])
}

/// By each way a message is accepted, and a refusal of most checks.
fn fill(address: SocketAddr) {
    let arn = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
    let delegated =
        "From: a@owner.example\r\nTo: r@x.example\r\nSubject: delegated\r\n\r\nBody\r\n";
    Call::v1_raw(&[("SourceArn", arn)], delegated).send(address).message_id();
    let arns = json!({ "FromEmailAddressIdentityArn": arn });
    Call::v2_raw(arns, delegated).send(address).message_id();
    let header = format!("X-SES-SOURCE-ARN: {arn}\r\n{delegated}");
    Call::v1_raw(&[], header).send(address).message_id();
    send(address, "r@x.example", "own");
    Call::v1_raw(&[], delegated).send(address).expect("no ARN", 400, "MessageRejected", "");
    let other = "arn:aws:ses:eu-west-1:111122223333:identity/owner.example";
    let wrong = Call::v1_raw(&[("SourceArn", other)], delegated).send(address);
    assert_ne!(wrong.status, 200);
    Call::v1_raw(&[], "no header").send(address).expect("bad", 400, "InvalidParameterValue", "");
    assert_eq!(Call::v2(&json!({})).send_as_is(address).status, 403);
    let forged = Keys { secret: "another+secret/another+secret/another+se", ..DELEGATE };
    assert_eq!(Call::v1_raw(&[], delegated).by(forged).send(address).status, 403);
    assert_eq!(Call::v2_raw(json!({}), delegated).by(forged).send(address).status, 403);
    let stale = Keys { token: Some("IQoJANOTHER+/token=="), ..DELEGATE };
    assert_eq!(Call::v1_raw(&[], delegated).by(stale).send(address).status, 403);
    let query = format!(
        "/?Action=ListIdentities&Version=2010-12-01&X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Credential={}%2F20260115%2Fus-east-1%2Fses%2Faws4_request&X-Amz-Date=20260115T123456Z\
         &X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=forged&X-Amz-Security-Token={}",
        DELEGATE.id,
        encoded(DELEGATE.token.unwrap())
    );
    assert_eq!(plain(address, "GET", &query, &[]).status, 403);
    let denied = Call::v1_raw(&[("SourceArn", arn)], delegated).by(crate::client::STRANGER);
    assert_ne!(denied.send(address).status, 200);
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[test]
fn everything_is_there_again() {
    let place = place("again");
    let first = Kept::open(&place);
    fill(first.address);
    let before = everything(first.address);
    assert_eq!((&before[0]["total"], &before[2]["total"]), (&json!(4), &json!(9)));
    drop(first);

    let second = Kept::open(&place);
    assert_eq!(everything(second.address), before);
    let found = get_json(second.address, "/messages?q=delegated&limit=2");
    assert_eq!((&found["total"], &found["messages"].as_array().unwrap().len()), (&json!(3), &2));
    // The numbers go on: what is new stands before what is old.
    send(second.address, "r@x.example", "later");
    let after = get_json(second.address, "/messages");
    assert_eq!(after["messages"][0]["subject"], "later");
    assert_eq!(
        after["messages"].as_array().unwrap()[1..],
        *before[0]["messages"].as_array().unwrap()
    );
    assert_eq!(get_json(second.address, "/status")["data"], file(&place).to_str().unwrap());
}

#[test]
fn what_was_deleted_stays_away() {
    let place = place("deleted");
    let first = Kept::open(&place);
    fill(first.address);
    let list = get_json(first.address, "/messages");
    let gone = list["messages"][1]["id"].as_str().unwrap();
    assert_eq!(plain(first.address, "DELETE", &format!("/messages/{gone}"), &[]).status, 204);
    let refusals = get_json(first.address, "/refusals");
    let refusal = refusals["refusals"][2]["id"].as_str().unwrap();
    assert_eq!(plain(first.address, "DELETE", &format!("/refusals/{refusal}"), &[]).status, 204);
    let before = everything(first.address);
    assert_eq!((&before[0]["total"], &before[2]["total"]), (&json!(3), &json!(8)));
    drop(first);

    let second = Kept::open(&place);
    assert_eq!(everything(second.address), before);
    assert_eq!(plain(second.address, "DELETE", "/messages", &[]).status, 204);
    drop(second);

    let third = Kept::open(&place);
    assert_eq!(get_json(third.address, "/messages")["total"], 0);
    assert_eq!(get_json(third.address, "/refusals")["total"], 0);
}

#[test]
fn changes_of_the_api_are_there_again() {
    let place = place("changes");
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": "777788889999" }, "Action": "ses:SendEmail",
        "Resource": "arn:aws:ses:us-east-1:111122223333:identity/owner.example",
    }] });
    let policies = |address| {
        let call = Call::v1("ListIdentityPolicies", &[("Identity", "owner.example")]);
        call.by(OWNER).send(address).text()
    };
    let first = Kept::open(&place);
    let text = policy.to_string();
    let members = [("Identity", "owner.example"), ("PolicyName", "later"), ("Policy", &text)];
    let put = Call::v1("PutIdentityPolicy", &members).by(OWNER).send(first.address);
    put.expect("put", 200, "OK", "");
    let template = [
        ("Template.TemplateName", "kept"),
        ("Template.SubjectPart", "Hi"),
        ("Template.TextPart", "Ho"),
    ];
    Call::v1("CreateTemplate", &template).send(first.address).expect("made", 200, "OK", "");
    assert!(policies(first.address).contains("<member>later</member>"));
    drop(first);

    let second = Kept::open(&place);
    let said = policies(second.address);
    assert!(said.contains("<member>later</member>"), "{said}");
    let found = Call::v1("GetTemplate", &[("TemplateName", "kept")]).send(second.address);
    assert_eq!(found.element("TextPart").as_deref(), Some("Ho"), "{}", found.text());
}

#[test]
fn no_secret_is_in_the_file() {
    let place = place("secrets");
    let role = "[[role]]\naccount = \"444455556666\"\nname = \"campaign\"\ntrust = '{\"Statement\": {\
                \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"444455556666\"}, \
                \"Action\": \"sts:AssumeRole\"}}'\n";
    let world = World::parse("test.toml", &format!("{SCENARIOS}\n{role}"), at(NOW)).unwrap();
    let first = Kept::with(&place, Realm::fixed(world));
    fill(first.address);
    let role = "arn:aws:iam::444455556666:role/campaign";
    let mut assume = Call::v1("AssumeRole", &[("RoleArn", role), ("RoleSessionName", "me")]);
    assume.body = String::from_utf8(assume.body)
        .unwrap()
        .replace("Version=2010-12-01", "Version=2011-06-15")
        .into_bytes();
    assume.service = "sts";
    let answer = assume.send(first.address);
    let issued = ["SecretAccessKey", "SessionToken"].map(|name| answer.element(name));
    drop(first);

    let bytes = fs::read(file(&place)).unwrap();
    let contains = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    // The search finds what is there.
    assert!(contains("Subject: delegated\r\n") && contains("assumed-role/mailer/you"));
    let mut secrets: Vec<String> = [DELEGATE, crate::client::STRANGER, OWNER]
        .iter()
        .flat_map(|keys| [Some(keys.secret), keys.token])
        .flatten()
        .map(str::to_owned)
        .collect();
    secrets.extend(
        ["another+secret/another+secret/another+se", "IQoJANOTHER+/token=="].map(str::to_owned),
    );
    assert!(issued.iter().all(Option::is_some), "{}", answer.text());
    secrets.extend(issued.into_iter().flatten());
    for secret in secrets {
        assert!(!contains(&secret) && !contains(&encoded(&secret)), "{secret}");
    }
}

#[test]
fn a_store_in_use_is_left_alone() {
    let place = place("in-use");
    let first = Kept::open(&place);
    let said = complaint(&place);
    assert_eq!(said, "a store that no other program uses, but another ses-local has it open");
    send(first.address, "r@x.example", "still here");
    assert_eq!(get_json(first.address, "/messages")["total"], 1);
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let place = place("no-store");
    for (what, contents) in [("text", "Dear diary, ".repeat(1000)), ("a word", "x".to_owned())] {
        fs::write(file(&place), &contents).unwrap();
        let said = complaint(&place);
        assert!(said.starts_with("a store of ses-local, but found: "), "{what}: {said}");
        assert_eq!(fs::read_to_string(file(&place)).unwrap(), contents, "{what}");
    }
}

#[test]
fn a_directory_that_cannot_be_is_one_sentence() {
    let place = place("cannot-be");
    fs::write(place.join("file"), "").unwrap();
    let said = complaint(&place.join("file").join("below"));
    assert!(said.starts_with("a file that can be written, but found: "), "{said}");
}

#[test]
fn another_format_is_named() {
    const NUMBERS: TableDefinition<&str, u64> = TableDefinition::new("numbers");
    let place = place("format");
    let database = Database::create(file(&place)).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(NUMBERS).unwrap().insert("format", 7).unwrap();
    transaction.commit().unwrap();
    drop(database);
    assert_eq!(
        complaint(&place),
        "format 1, but found format 7: another version of ses-local wrote it"
    );
}

#[cfg(unix)]
#[test]
fn mail_is_private() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let place = place("modes");
    let directory = place.join("new").join("data");
    drop(Kept::open(&directory));
    assert_eq!((mode(&directory), mode(&file(&directory))), (0o700, 0o600));
    // One that others could read is closed, and stays so.
    fs::set_permissions(file(&directory), fs::Permissions::from_mode(0o644)).unwrap();
    drop(Kept::open(&directory));
    assert_eq!(mode(&file(&directory)), 0o600);
}

fn file(directory: &Path) -> PathBuf {
    directory.join("ses-local.redb")
}
