use std::fmt::Write as _;

use ses_delegate::{AddressPieceKind, PastedAddresses};

/// The pieces are the paste, and mailboxes are written so that they are read again.
pub fn address_paste(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = PastedAddresses::read(&text);
    let mut at = 0;
    for piece in read.pieces() {
        assert!(piece.at == at && !piece.text.is_empty(), "{piece:?} of {text:?}");
        assert_eq!(&text[piece.range()], piece.text, "{text:?}");
        at = piece.range().end;
        if piece.kind == AddressPieceKind::Separator {
            assert!(!piece.text.contains(char::is_alphanumeric), "{piece:?} of {text:?}");
        }
    }
    assert_eq!(at, text.len(), "{text:?}");

    let mut list = String::new();
    let mut mailboxes = Vec::new();
    for (at, (_, pasted)) in read.mailboxes().enumerate() {
        assert!(pasted.same_as.is_none_or(|first| first < at), "{pasted:?}");
        super::address::reads_back(&pasted.mailbox);
        let name = pasted.mailbox.name.as_ref().map_or("", |name| name.as_str());
        let address = &pasted.mailbox.address;
        // What is longer is no quoted string to the reader, and a name like the address is none.
        if name.len() < 400 && !name.eq_ignore_ascii_case(address.as_str()) {
            let name = name.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = write!(list, "\"{name}\" <{address}>, ");
            mailboxes.push(pasted.mailbox.clone());
        }
    }
    let again = PastedAddresses::read(&list);
    let found: Vec<_> = again.mailboxes().map(|(_, pasted)| pasted.mailbox.clone()).collect();
    assert_eq!(found, mailboxes, "{list:?} of {text:?}");
    assert_eq!(again.leftovers().count(), 0, "{list:?}");
}
