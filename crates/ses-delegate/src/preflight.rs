//! Checks before sending: what will fail, what will surprise, what is good to know.

mod case;
mod file_types;
mod finding;
mod html;
mod known;
mod lapse;
mod letter;
mod listed;
mod rule;
mod rules;
#[cfg(test)]
mod sample;

use self::case::Case;
use self::letter::Letter;
use crate::draft::Draft;
use crate::eml::Adopted;

pub use self::finding::{Finding, Severity};
pub use self::known::{Known, KnownAccount, KnownCredentials, KnownQuota, KnownTemplate};
pub use self::rule::Rule;

/// Every rule, in the order of their findings.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied()
}

/// Checks `draft` by every rule, with what is known besides.
///
/// All that is found, errors first, then in the order of the rules; equal input
/// gives equal findings. Without errors `prepare` succeeds.
pub fn preflight(draft: &Draft, known: &Known) -> Vec<Finding> {
    let letter = Letter::of_draft(draft, known);
    check(&Case::new(letter, known))
}

/// Checks an imported message likewise; of `draft` count the fields that
/// [`prepare_raw`](crate::prepare_raw) takes. Fields of the message are called
/// `raw.headers[4]`, its fifth header, and `raw.parts[1]`, as [`Eml`](crate::Eml)
/// lists them.
pub fn preflight_raw(adopted: &Adopted<'_>, draft: &Draft, known: &Known) -> Vec<Finding> {
    let letter = Letter::of_raw(adopted, draft);
    check(&Case::new(letter, known))
}

fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<_> = case.rules().flat_map(|rule| rule.findings(case)).collect();
    if let Some(raw) = &case.letter.raw {
        for finding in &mut findings {
            if let Some(path) = raw.path(&finding.field) {
                finding.field = path;
            }
        }
    }
    // Stable: within a severity the order of the rules stays.
    findings.sort_by_key(|finding| finding.severity);
    findings
}

#[cfg(test)]
mod tests;
