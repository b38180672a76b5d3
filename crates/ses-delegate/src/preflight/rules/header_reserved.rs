use crate::error::ParseError;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A header is typed that something else writes.
    ///
    /// # Why
    /// Headers such as From, Date, Message-ID and Content-Type stand once in a message:
    /// SES refuses a second one as "Duplicate header". Each has a field of its own here,
    /// or follows from what the message holds.
    ///
    /// # Example
    /// `headers: [{ name: "Reply-To", value: "ann@example.com" }]`
    ///
    /// # Use instead
    /// The field of that meaning, such as `replyTo`.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES header fields".
    "header-reserved", Error,
    explains: ["header.reserved"],
    only: is_none_of_ses,
    tell: |_, error| tell(error) => |_| Vec::new()
}

/// The X-SES headers are told of by another rule.
fn is_none_of_ses(error: &ParseError) -> bool {
    let name = error.found().trim_start_matches('"');
    !name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("x-ses-"))
}

fn tell(error: &ParseError) -> Hit {
    let name = error.found();
    let owner = error.expected().strip_prefix("the field ").and_then(|it| it.split(' ').next());
    match owner {
        Some(field) => Hit::new(error.field(), format!("{name} is what {field} says."))
            .mend(format!("Remove the header {name}; put its value into {field}.")),
        None => Hit::new(error.field(), format!("{name} is written without being typed."))
            .mend(format!("Remove the header {name}.")),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "From",
        "reply-to",
        "Bcc",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "DKIM-Signature",
    ]
    .into_iter()
    .map(|name| good().with_custom_headers(&[(name, "x")]))
    .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_custom_headers(&[("X-Mailer", "x"), ("X-SES-TENANT", "x"), ("Comments", "x")]),
    ]
}
