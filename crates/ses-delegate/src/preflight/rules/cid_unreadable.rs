use crate::preflight::rule::rule;

rule! {
    /// A Content-ID has characters that it cannot have.
    ///
    /// # Why
    /// HTML names a file by its Content-ID within a URL, and the header has it in angle
    /// brackets: neither takes spaces, quotes or letters beyond ASCII.
    ///
    /// # Example
    /// The `cid` `my logo`.
    ///
    /// # Use instead
    /// 1 to 78 letters, digits, dots, hyphens and @, such as `logo@example.com`.
    ///
    /// # Source
    /// SES API v2 reference, `Attachment`, `ContentId`; RFC 2392 section 2.
    "cid-unreadable", Error,
    explains: ["content_id.syntax"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["my logo", "lögo", "a,b", "a>b"]
        .into_iter()
        .map(|cid| good().with_file("a.txt", 1).with_last_file(|file| file.cid = cid.to_owned()))
        .chain([good().with_file("a.txt", 1).with_last_file(|file| file.cid = "a".repeat(79))])
        .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["", " ", "logo", "<logo@example.com>"]
        .into_iter()
        .map(|cid| good().with_file("a.txt", 1).with_last_file(|file| file.cid = cid.to_owned()))
        .chain([good().with_file("a.txt", 1).with_last_file(|file| file.cid = "a".repeat(78))])
        .collect()
}
