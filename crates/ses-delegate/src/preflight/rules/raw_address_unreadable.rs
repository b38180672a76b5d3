use crate::address::EmailAddress;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A header holds an address that SES may not take.
    ///
    /// # Why
    /// SES takes 7-bit addresses only: ASCII before the @, and a domain in ASCII or
    /// punycode. One recipient that it cannot read makes it refuse the whole message.
    ///
    /// # Example
    /// To: jürgen@example.org
    ///
    /// # Use instead
    /// An address in ASCII. Recipients in the draft replace those of the headers.
    ///
    /// # Source
    /// SES API v2 reference, `Destination`.
    "raw-address-unreadable", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let is_given =
        case.letter.draft.to.len() + case.letter.draft.cc.len() + case.letter.draft.bcc.len() > 0;
    let eml = raw.adopted.eml();
    let names = ["From", "Sender", "Reply-To", "Return-Path"].into_iter();
    let names = names.chain(["To", "Cc", "Bcc"].into_iter().filter(|_| !is_given));
    names
        .flat_map(|name| eml.named(name))
        .flat_map(|(at, header)| {
            header.mailboxes().into_iter().map(move |mailbox| (at, header, mailbox))
        })
        .filter_map(|(at, header, mailbox)| {
            let error = mailbox.address.parse::<EmailAddress>().err()?;
            let found = format!(
                "{}: expected {}, but found {}.",
                header.name(),
                error.expected(),
                error.found()
            );
            Some(Hit::new(format!("raw.headers[{at}]"), found))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("Cc: eve, bob@example.org\r\n"),
        good_eml().with_headers("Sender: jürgen@example.com\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml().with_headers(
            "Cc: Friends: Eve <eve@example.org>, bob@example.org;\r\nReturn-Path: <>\r\n",
        ),
        good_eml()
            .with_headers("Cc: eve\r\n")
            .with(|draft| draft.to = vec!["bob@example.org".to_owned()]),
    ]
}
