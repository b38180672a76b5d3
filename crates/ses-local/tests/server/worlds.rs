//! World files: what loads, and how errors read.

use ses_local::{Caller, World, rfc3339};

use crate::client::at;

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
