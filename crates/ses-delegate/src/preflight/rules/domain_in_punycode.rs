use crate::address::{EmailAddress, is_punycode, unicode};
use crate::preflight::case::Case;
use crate::preflight::letter::Placed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A domain of another script is sent as punycode.
    ///
    /// # Why
    /// Mail carries ASCII domains only, so the domain goes out as `xn--…`, and some
    /// readers show it so. What matters is that it is the domain that was meant: letters
    /// of several scripts look alike.
    ///
    /// # Example
    /// `bob@bücher.example` is sent as `bob@xn--bcher-kva.example`.
    ///
    /// # Use instead
    /// Nothing needs to be done if the domain is the right one.
    ///
    /// # Source
    /// SES API v2 reference, `SendEmail`, `FromEmailAddress`; RFC 3492.
    "domain-in-punycode", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let mailboxes = letter.from.iter().chain(&letter.sender).chain(&letter.recipients);
    let mailboxes = mailboxes.chain(&letter.reply_to);
    let hits = mailboxes.filter_map(|placed| hit(&placed.field, &placed.value.address));
    let return_path = letter.return_path.iter();
    hits.chain(return_path.filter_map(|Placed { field, value }| hit(field, value))).collect()
}

fn hit(field: &str, address: &EmailAddress) -> Option<Hit> {
    let domain = address.domain();
    let found = match unicode(domain) {
        Some(unicode) => format!("{unicode} is sent as {domain}."),
        None => format!("{domain} is a domain of another script."),
    };
    is_punycode(domain).then(|| Hit::new(field, found))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        #[cfg(feature = "idna")]
        good().to("bob@bücher.example"),
        good().to("bob@xn--bcher-kva.example"),
        good().with(|draft| draft.return_path = "bob@mail.XN--BCHER-KVA.example".to_owned()),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    // A name becomes an encoded word, which every reader shows as it was typed.
    vec![good(), good().to("Böb <bob@example.org>")]
}
