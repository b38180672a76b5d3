use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An address has other letters than ASCII before the @.
    ///
    /// # Why
    /// SES does not support SMTPUTF8: the part before the @ must be 7-bit ASCII. It
    /// cannot be written in punycode either, which is for domains only.
    ///
    /// # Example
    /// `jürgen@example.org`
    ///
    /// # Use instead
    /// Another address of the same person: most have one in ASCII, such as
    /// `juergen@example.org`. Ask; do not guess.
    ///
    /// # Source
    /// SES API v2 reference, `SendEmail`, `FromEmailAddress` and `Destination`.
    "local-part-not-ascii", Error,
    explains: ["address.local"],
    only: is_so,
    tell: tell => |_| Vec::new()
}

fn is_so(error: &ParseError) -> bool {
    !local(error.found()).is_ascii()
}

/// What stands before the @ of a quoted address.
fn local(found: &str) -> &str {
    found.rsplit_once('@').map_or(found, |(local, _)| local)
}

fn tell(_: &Case<'_>, error: &ParseError) -> Hit {
    let text = error.found();
    let letters = local(text).chars().filter(|c| !c.is_ascii());
    let letters: Vec<_> = letters.map(|letter| format!("{letter:?}")).collect();
    Hit::new(error.field(), format!("{text} has {} before the @.", listed(&letters)))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().to("jürgen@example.org"),
        good().to("Jürgen <jürgen@example.org>"),
        good().to("用户@例え.テスト"),
        good().with(|draft| draft.from = "änn@example.com".to_owned()),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().to("Jürgen <juergen@example.org>"),
        good().to("b b@example.org"),
        good().to("ä"),
    ]
}
