use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

mod pastes;

use pastes::PASTES;

/// The pieces that say something: `Name <address> (comment)`, `!leftover`, `Label:`.
fn told(read: &PastedAddresses<'_>) -> String {
    let mut told = Vec::new();
    for piece in read.pieces() {
        match &piece.kind {
            AddressPieceKind::Separator => {}
            AddressPieceKind::Leftover(_) => told.push(format!("!{}", piece.text)),
            AddressPieceKind::Label(name) => told.push(format!("{name}:")),
            AddressPieceKind::Mailbox(pasted) => told.push(mailbox(pasted)),
        }
    }
    told.join(" | ")
}

fn mailbox(pasted: &PastedMailbox) -> String {
    let address = &pasted.mailbox.address;
    let mut text = match &pasted.mailbox.name {
        Some(name) => format!("{name} <{address}>"),
        None => address.to_string(),
    };
    for (before, part) in
        [("(", &pasted.comment), ("{", &pasted.group), ("typed ", &pasted.typed_domain)]
    {
        if let Some(part) = part {
            let after =
                [")", "}", ""][["(", "{", "typed "].iter().position(|b| *b == before).unwrap()];
            let _ = write!(text, " {before}{part}{after}");
        }
    }
    if let Some(first) = pasted.same_as {
        let _ = write!(text, " ={first}");
    }
    text
}

#[test]
fn pastes_as_people_make_them() {
    assert!(PASTES.len() >= 60, "{} pastes", PASTES.len());
    let mut wrong = String::new();
    for (paste, expected) in PASTES {
        let read = PastedAddresses::read(paste);
        whole(paste, &read);
        let told = told(&read);
        if told != *expected {
            let _ = write!(wrong, "\n{paste:?}\n   said {told}\n wanted {expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[cfg(feature = "idna")]
#[test]
fn punycode_is_shown() {
    let read = PastedAddresses::read(
        "Ann <ann@bücher.example>; bob@BÜCHER.example, mailto:c@b%C3%BCcher.example",
    );
    assert_eq!(
        told(&read),
        "Ann <ann@xn--bcher-kva.example> typed bücher.example \
         | bob@xn--bcher-kva.example typed BÜCHER.example \
         | c@xn--bcher-kva.example typed bücher.example"
    );
}

#[cfg(not(feature = "idna"))]
#[test]
fn punycode_is_asked_for() {
    let read = PastedAddresses::read("ann@bücher.example");
    let (piece, why) = read.leftovers().next().unwrap();
    assert_eq!((piece.text, why.code()), ("ann@bücher.example", "address.domain"));
    assert!(why.expected().contains("punycode"), "{why}");
}

#[test]
fn leftovers_say_where_and_why() {
    let paste = "ann@example.com, nobody, jürgen@example.com; x <y@localhost>";
    let read = PastedAddresses::read(paste);
    let leftovers: Vec<_> =
        read.leftovers().map(|(piece, why)| (piece.range(), piece.text, why.code())).collect();
    assert_eq!(
        leftovers,
        [
            (17..23, "nobody", "address.syntax"),
            (25..44, "jürgen@example.com", "address.local"),
            (46..61, "x <y@localhost>", "address.domain"),
        ]
    );
}

/// Nothing is lost, and nothing is said twice.
fn whole(paste: &str, read: &PastedAddresses<'_>) {
    let mut at = 0;
    for piece in read.pieces() {
        assert_eq!((piece.at, &paste[piece.range()]), (at, piece.text), "{paste:?}");
        at = piece.range().end;
        let says = |c: char| c.is_alphanumeric();
        match &piece.kind {
            AddressPieceKind::Separator => {
                assert!(!piece.text.contains(says), "{piece:?} of {paste:?}");
            }
            AddressPieceKind::Leftover(why) => {
                assert_eq!(piece.text.trim(), piece.text, "{paste:?}");
                assert!(!piece.text.contains(['\r', '\n']), "{piece:?}");
                assert!(!why.found().is_empty());
            }
            AddressPieceKind::Label(name) => {
                assert!(name.contains(says) && piece.text.ends_with(':'));
            }
            AddressPieceKind::Mailbox(_) => assert!(piece.text.contains(says), "{piece:?}"),
        }
    }
    assert_eq!(at, paste.len(), "{paste:?}");
    let all: Vec<_> = read.mailboxes().map(|(_, pasted)| pasted).collect();
    for pasted in &all {
        let Some(first) = pasted.same_as else { continue };
        let (first, again) = (&all[first].mailbox.address, &pasted.mailbox.address);
        assert!(first.as_str().eq_ignore_ascii_case(again.as_str()));
    }
}

/// Names as anybody has them; quoted where they must be.
fn named() -> impl Strategy<Value = (Option<String>, String)> {
    let name =
        prop::option::of("[A-ZÄ][a-zé]{1,6}( [A-Z][a-z]{1,6}|, [A-Z][a-z]{1,5} [.;<>\"]?[A-Z])?");
    (name, "[a-z0-9+]{1,8}@[a-z]{1,6}\\.example")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(paste in "\\PC{0,80}|([a-zé \"'<>(),;:@.?\\\\\r\n\t\u{200b}]|a@b\\.cd|mailto:|=\\?utf-8\\?Q\\?a\\?=){0,40}") {
        whole(&paste, &PastedAddresses::read(&paste));
    }

    #[test]
    fn mailboxes_come_back(
        list in prop::collection::vec((named(), "[,;\n]|, |; |\r\n|\t|\n\n| ,, "), 0..8),
    ) {
        let mut paste = String::new();
        for ((name, address), separator) in &list {
            match name {
                Some(name) => {
                    let name = name.replace('"', "\\\"");
                    let _ = write!(paste, "\"{name}\" <{address}>{separator}");
                }
                None => {
                    let _ = write!(paste, "{address}{separator}");
                }
            }
        }
        let read = PastedAddresses::read(&paste);
        let found: Vec<_> = read
            .mailboxes()
            .map(|(_, pasted)| &pasted.mailbox)
            .map(|m| (m.name.as_ref().map(ToString::to_string), m.address.to_string()))
            .collect();
        let expected: Vec<_> = list.into_iter().map(|(named, _)| named).collect();
        prop_assert_eq!(found, expected, "{:?}", paste);
        prop_assert_eq!(read.leftovers().count(), 0, "{:?}", paste);
    }
}
