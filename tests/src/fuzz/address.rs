use ses_delegate::{EmailAddress, Mailbox, split_list};

/// Addresses are plain ASCII, mailboxes survive being quoted, lists lose nothing but separators.
pub fn address(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(address) = text.parse::<EmailAddress>() {
        plain(&address);
        assert_eq!(address.as_str().parse().as_ref(), Ok(&address));
    }
    if let Ok(mailbox) = text.parse::<Mailbox>() {
        reads_back(&mailbox);
    }
    let entries = split_list(&text);
    for entry in &entries {
        assert!(!entry.trim().is_empty() && entry.trim() == *entry, "{entry:?}");
        assert!(!entry.contains(['\r', '\n']), "{entry:?} spans lines");
        assert!(text.contains(entry), "{entry:?} is not in {text:?}");
        if let Ok(mailbox) = entry.parse::<Mailbox>() {
            reads_back(&mailbox);
        }
    }
    assert_eq!(split_list(&entries.join("\n")), entries);
}

fn plain(address: &EmailAddress) {
    assert!(
        address.as_str().bytes().all(|b| b.is_ascii_graphic() && !b"<>()[],;:\"\\".contains(&b)),
        "{address}"
    );
    assert_eq!(address.as_str(), format!("{}@{}", address.local(), address.domain()));
}

pub(super) fn reads_back(mailbox: &Mailbox) {
    plain(&mailbox.address);
    let quoted = match &mailbox.name {
        None => mailbox.address.to_string(),
        Some(name) => {
            assert!(!name.as_str().chars().any(char::is_control), "{name:?}");
            let name = name.as_str().replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{name}\" <{}>", mailbox.address)
        }
    };
    assert_eq!(quoted.parse().as_ref(), Ok(mailbox), "{quoted}");
}
