//! World files: what loads, and how errors read.

use std::{fs, path::PathBuf};

use ses_local::{Caller, Realm, World, rfc3339};

use crate::client::{Call, NOW, SCENARIOS, at, start_realm};

const ACCOUNT: &str = "[[account]]\nid = \"111122223333\"\nname = \"owner\"\n";

#[test]
fn the_embedded_world_has_a_session_of_its_own() {
    let one = World::standard(at(0)).unwrap();
    let two = World::standard(at(0)).unwrap();
    let (one, two) = (&one.keys[0], &two.keys[0]);
    assert!(one.access_key_id.starts_with("ASIA"));
    assert_ne!(one.access_key_id, two.access_key_id);
    assert_ne!(one.secret_access_key.reveal(), two.secret_access_key.reveal());
    assert_eq!(rfc3339(one.expires.unwrap()), "1970-01-01T12:00:00Z");
    assert!(matches!(&one.caller, Caller::Session { role, .. } if role == "mailer"));
    let shown = format!("{one:?}");
    assert!(!shown.contains(one.secret_access_key.reveal()), "{shown}");
}

#[test]
fn errors_name_the_line_the_table_and_the_field() {
    for (world, expected) in [
        ("[[acount]]\n", "w.toml:1"),
        ("[[account]]\nid = 1\n", "w.toml:2"),
        (
            "[[account]]\nid = \"1\"\nname = \"o\"\n",
            "w.toml:2: [[account]] 'o', id: expected 12 digits, but found '1'",
        ),
        (
            "{A}{A}",
            "w.toml:5: [[account]] 'owner', id: expected each account once, but found '111122223333' again",
        ),
        (
            "{A}[[identity]]\naccount = \"9\"\nregion = \"us-east-1\"\nname = \"a.example\"\n",
            "w.toml:5: [[identity]] 'a.example', account: expected the id of an [[account]], but found '9'",
        ),
        (
            "{A}[[identity]]\naccount = \"111122223333\"\nregion = \"mars\"\nname = \"a.example\"\n",
            "w.toml:6: [[identity]] 'a.example', region: expected a Region like us-east-1, but found 'mars'",
        ),
        (
            "{A}[[identity]]\naccount = \"111122223333\"\nregion = \"us-east-1\"\nname = \"a b\"\n",
            "w.toml:7: [[identity]] 'a b', name: expected a domain or an e-mail address in ASCII, but found 'a b'",
        ),
        (
            "{A}[[session]]\naccount = \"111122223333\"\nrole = \"r\"\nsession = \"s\"\naccess_key_id = \"ASIA000000000000\"\n",
            "w.toml:5: [[session]] 'r/s': expected access_key_id, secret_access_key and session_token together",
        ),
        (
            "{A}[[session]]\naccount = \"111122223333\"\nrole = \"r\"\nsession = \"s\"\nexpires = \"soon\"\n",
            "w.toml:8: [[session]] 'r/s', expires: expected a time like 2026-01-31T12:00:00Z, but found 'soon'",
        ),
        (
            "{A}[[user]]\naccount = \"111122223333\"\nname = \"u\"\naccess_key_id = \"ASIA000000000000\"\nsecret_access_key = \"s\"\n",
            "w.toml:7: [[user]] 'u', access_key_id: expected AKIA…",
        ),
        (
            "{A}[[template]]\naccount = \"111122223333\"\nregion = \"us-east-1\"\nname = \"t\"\nsubject = \"s\"\ntext = \"{{#if x}}\"\n",
            "w.toml:7: [[template]] 't': Template error: invalid handlebars syntax",
        ),
        // A document on lines of its own is counted with the file's, one within a line is not.
        (
            "{A}[[role]]\naccount = \"111122223333\"\nname = \"r\"\ntrust = '''\n{\n  \"Version\" 1 }\n'''\n",
            "w.toml:9: [[role]] 'r', trust: expected JSON, but found: expected `:` at column 13",
        ),
        (
            "{A}[[role]]\naccount = \"111122223333\"\nname = \"r\"\ntrust = '{ \"Version\" 1 }'\n",
            "w.toml:7: [[role]] 'r', trust: expected JSON, but found: expected `:` at line 1 column 13",
        ),
    ] {
        let world = world.replace("{A}", ACCOUNT);
        let error = World::parse("w.toml", &world, at(0)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "expected '{expected}', but found '{error}'");
    }
}

#[test]
fn a_missing_file_is_named() {
    let error = World::load("/nowhere/w.toml".as_ref(), at(0)).unwrap_err().to_string();
    assert!(error.starts_with("/nowhere/w.toml: expected a readable TOML file"), "{error}");
}

/// A file that goes with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("ses-local-{}-{name}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn write(&self, text: &str) {
        // As editors do: a new file in the place of the old one.
        let new = self.0.with_extension("new");
        fs::write(&new, text).unwrap();
        fs::rename(&new, &self.0).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn a_changed_file_counts_for_the_very_next_request() {
    let file = Scratch::new("reload.toml");
    file.write(SCENARIOS);
    let address = start_realm(Realm::of_file(&file.0, at(NOW)).unwrap(), NOW);
    let send = || {
        Call::v1(
            "SendEmail",
            &[
                ("Source", "a@new.example"),
                ("Destination.ToAddresses.member.1", "r@reader.example"),
                ("Message.Subject.Data", "Hello"),
                ("Message.Body.Text.Data", "Body"),
            ],
        )
        .send(address)
    };
    send().expect("before", 400, "MessageRejected", "a@new.example");
    let more = "\n[[identity]]\naccount = \"444455556666\"\nregion = \"us-east-1\"\nname = \"new.example\"\n";
    file.write(&format!("{SCENARIOS}{more}"));
    send().expect("after", 200, "OK", "");
    // A file that cannot be used changes nothing.
    file.write("[[acount]]\n");
    send().expect("broken", 200, "OK", "");
    file.write(SCENARIOS);
    send().expect("as it was", 400, "MessageRejected", "a@new.example");
}

#[test]
fn keys_made_here_outlive_a_change_of_the_file() {
    let file = Scratch::new("keys.toml");
    let session = "[[session]]\naccount = \"111122223333\"\nrole = \"r\"\nsession = \"s\"\n";
    let user = "[[user]]\naccount = \"111122223333\"\nname = \"u\"\n";
    file.write(&format!("{ACCOUNT}{session}{user}"));
    let realm = Realm::of_file(&file.0, at(NOW)).unwrap();
    let before: Vec<_> = realm.world().keys.iter().map(|key| key.access_key_id.clone()).collect();
    assert!(before[0].starts_with("ASIA") && before[1].starts_with("AKIA"), "{before:?}");
    file.write(&format!("{ACCOUNT}{session}{}{user}", session.replace("\"s\"", "\"t\"")));
    realm.refresh(at(NOW));
    let after: Vec<_> = realm.world().keys.iter().map(|key| key.access_key_id.clone()).collect();
    assert_eq!((after.len(), &after[0], &after[2]), (3, &before[0], &before[1]));
}
