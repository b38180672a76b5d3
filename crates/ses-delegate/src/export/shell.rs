//! Words of a POSIX shell's command.

/// What every script's user must know.
pub(super) const WINDOWS: &str = "On Windows it runs in WSL.";

/// `text` as one word; none if it holds a NUL, which no argument can.
pub(super) fn quoted(text: &str) -> Option<String> {
    shlex::try_quote(text).ok().map(std::borrow::Cow::into_owned)
}

/// A here-document, which needs no quoting: its end stands in none of its
/// lines, since each line of JSON but `{` and `}` begins with a space.
pub(super) fn here_document(json: &str) -> String {
    debug_assert!(json.lines().all(|line| line != END));
    format!("<<'{END}'\n{json}\n{END}\n")
}

const END: &str = "JSON";
