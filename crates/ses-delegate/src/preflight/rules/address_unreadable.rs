use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An address cannot be used.
    ///
    /// # Why
    /// SES refuses the whole message for one address that it cannot read: "Missing final
    /// '@domain'", "Local address contains control or whitespace", "Domain contains
    /// control or whitespace". It takes neither quoted local parts nor domains of one
    /// label.
    ///
    /// # Example
    /// `bob at example.org`; `bob@localhost`; two addresses in one entry.
    ///
    /// # Use instead
    /// One mailbox in each entry: `bob@example.org` or `"Doe, Bob" <bob@example.org>`.
    ///
    /// # Source
    /// SES API v1 reference, `SendEmail`, `Destination`; RFC 5322 section 3.4.
    "address-unreadable", Error,
    explains: [
        "address.syntax", "address.local", "address.domain", "mailbox.syntax",
        "mailbox.encoded_word",
    ],
    tell: tell => |_| Vec::new()
}

fn tell(_: &Case<'_>, error: &ParseError) -> Hit {
    let text = error.found();
    let found = match error.code() {
        "address.syntax" if text == "nothing" => "There is no address.".to_owned(),
        "address.syntax" => format!("{text} has no @."),
        "address.local" => format!("{text} has before the @ what SES does not take there."),
        "address.domain" => format!("{text} has after the @ what is no domain."),
        "mailbox.encoded_word" => format!("{text} has encoded words that cannot be read."),
        _ if is_more_than_one(text) => format!("{text} is more than one mailbox."),
        _ => format!("{text} is not one mailbox."),
    };
    let hit = Hit::new(error.field(), found);
    match advice(error) {
        Some(advice) => hit.mend(advice),
        None => hit.mend(format!("Write {}.", error.expected())),
    }
}

fn is_more_than_one(text: &str) -> bool {
    text.matches('@').count() > 1
}

/// What is meant, where it can be told.
fn advice(error: &ParseError) -> Option<&'static str> {
    let text = error.found();
    match error.code() {
        "address.syntax" if text == "nothing" => Some("Write an address, or leave the entry out."),
        _ if is_more_than_one(text) => Some("Give each mailbox an entry of its own."),
        "mailbox.syntax" => Some("Put the name in double quotes, the address in < and >."),
        "address.domain" if text.trim_end_matches('"').ends_with('.') => {
            Some("Leave the dot at the end out.")
        }
        "address.local" if text.contains("\\\"") => {
            Some("Use another address: SES takes no quoted local parts.")
        }
        "address.local" if text.contains("..") || text.contains(".@") => {
            Some("Leave dots out that stand beside another or the @, or use another address.")
        }
        _ => None,
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().to("bob"),
        good().to(""),
        good().to("bob at example.org"),
        good().to("bob@localhost"),
        good().to("bob@example.org."),
        good().to("bob@-example.org"),
        good().to("bob smith@example.org"),
        good().to("bob..smith@example.org"),
        good().to("\"bob\"@example.org"),
        good().to("bob@example.org, carl@example.org"),
        good().to("Doe, Bob <bob@example.org>"),
        good().to(&format!("{}@example.org", "b".repeat(65))),
        good().with(|draft| draft.from = String::new()),
        good().with(|draft| draft.return_path = "x".to_owned()),
        good().with(|draft| draft.reply_to = vec!["x@y".to_owned()]),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().to("\"Doe, Bob\" <bob@example.org>"),
        good().to(" <bob@example.org> "),
        good().to("Böb <o'neil+x@xn--bcher-kva.example>"),
        good().to("jürgen@example.org"),
        good().to(&format!("{}@example.org", "b".repeat(64))),
    ]
}
