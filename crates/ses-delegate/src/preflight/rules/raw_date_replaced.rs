use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// SES writes Date and Message-ID anew.
    ///
    /// # Why
    /// SES replaces both with its own, so recipients see the time of sending, and
    /// replies do not refer to the Message-ID of the file. A DKIM signature over them
    /// breaks.
    ///
    /// # Example
    /// Message-ID: <1@example.com>
    ///
    /// # Use instead
    /// Nothing. To find the message again, keep the id that SES answers.
    ///
    /// # Source
    /// SES Developer Guide, "Amazon SES header fields".
    "raw-date-replaced", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let named = ["Date", "Message-ID"].into_iter();
    let found: Vec<_> = named.flat_map(|name| raw.adopted.eml().named(name)).collect();
    let Some((first, _)) = found.first() else { return Vec::new() };
    let lines = found.iter().map(|(_, it)| format!("{} of line {}", it.name(), it.line()));
    let lines: Vec<_> = lines.collect();
    let verb = if lines.len() == 1 { "is" } else { "are" };
    let sentence = format!("{} {verb} replaced.", listed(&lines));
    vec![Hit::new(format!("raw.headers[{first}]"), sentence)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("message-id: <1@example.com>\r\n"),
        good_eml().with_headers("Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("Resent-Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_message_has_is_told_in_one_sentence() {
        let sample = good_eml().with_headers("Message-ID: <1@example.com>\r\nDate: x\r\n");
        let found = sample.of("raw-date-replaced");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].field, "raw.headers[1]");
        assert_eq!(found[0].found, "Date of line 2 and Message-ID of line 1 are replaced.");
    }
}
