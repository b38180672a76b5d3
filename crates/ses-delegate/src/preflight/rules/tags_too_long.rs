use crate::preflight::rule::rule;

rule! {
    /// The tags do not fit into their header.
    ///
    /// # Why
    /// In the header X-SES-MESSAGE-TAGS all tags stand on one line, of at most 998
    /// characters: SES does not read it folded. As parameters they may be longer.
    ///
    /// # Example
    /// Four tags with values of 256 characters by the route `v1-send-raw-email-headers`.
    ///
    /// # Use instead
    /// The route `v1-send-raw-email`, which has parameters for them, or shorter tags.
    ///
    /// # Source
    /// RFC 5322 section 2.1.1; SES Developer Guide, "Specify a configuration set when you
    /// send email".
    "tags-too-long", Error,
    explains: ["tags.length"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
use crate::route::Route;

#[cfg(test)]
fn long(count: usize) -> Sample {
    good().with(|draft| {
        let tag = |at| crate::draft::Tag { name: format!("a{at}"), value: "b".repeat(256) };
        draft.tags = (0..count).map(tag).collect();
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![long(4).by(Route::V1SendRawEmailHeaders)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![long(3).by(Route::V1SendRawEmailHeaders), long(4).by(Route::V1SendRawEmail), long(4)]
}
