use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::letter::Header;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// It looks like mail to many, and nobody can leave the list.
    ///
    /// # Why
    /// Without List-Unsubscribe people leave a list by the button "Spam", and those
    /// complaints count against the sender. It is asked for of mail that a list or a
    /// campaign sends, not of letters.
    ///
    /// # Example
    /// `List-Id: <news.example.com>` without `List-Unsubscribe`.
    ///
    /// # Use instead
    /// `listUnsubscribe` with an `https:` URL, or `listManagement`, by which SES writes
    /// it.
    ///
    /// # Source
    /// SES Developer Guide, "Using subscription management"; Google, "Email sender
    /// guidelines".
    "unsubscribe-missing", Info => check
}

/// From so many recipients on it is taken for a list's.
const MANY: usize = 20;

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let is_managed = letter
        .draft
        .list_management
        .as_ref()
        .is_some_and(|list| !list.contact_list.trim().is_empty());
    let is_refused = letter.refuses("listUnsubscribe");
    if is_managed || is_refused || letter.headers("List-Unsubscribe").next().is_some() {
        return Vec::new();
    }
    let is_bulk = |header: &&Header<'_>| {
        ["bulk", "list"].iter().any(|kind| header.value.trim().eq_ignore_ascii_case(kind))
    };
    let sign = if let Some(header) = letter.headers("List-Id").next() {
        format!("It is of the list {}", quote(&header.value))
    } else if let Some(header) = letter.headers("Precedence").find(is_bulk) {
        format!("Its precedence is {}", header.value.trim())
    } else if letter.recipients.len() >= MANY {
        format!("It goes to {} recipients", letter.recipients.len())
    } else {
        return Vec::new();
    };
    vec![Hit::new("listUnsubscribe", format!("{sign}, and there is no List-Unsubscribe."))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn list() -> Sample {
    good().with(|draft| draft.list_id = "news.example.com".to_owned())
}

#[cfg(test)]
fn to(count: usize) -> Sample {
    good().with(|draft| draft.bcc = (1..count).map(|at| format!("b{at}@example.org")).collect())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![list(), good().with_custom_headers(&[("precedence", "Bulk")]), to(20)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        to(19),
        good().with_tags(&[("a", "b")]),
        list().with_unsubscribe("", "leave@example.com", false),
        list().with_list("news", ""),
    ]
}
