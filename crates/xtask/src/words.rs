//! What is written to the terminal. Write errors are ignored: `cargo xtask help | head` is no failure.

use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr, stdout};

#[cfg(not(test))]
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(stdout().lock(), "{text}");
}

/// The test runner keeps back what tests print, but not what they write.
#[cfg(test)]
#[expect(clippy::print_stdout, reason = "so that a passing test shows no failed step")]
pub(crate) fn say(text: impl Display) {
    println!("{text}");
}

pub(crate) fn complain(text: impl Display) {
    let _ = writeln!(stderr().lock(), "{text}");
}

/// A line that stands out between the output of two runners.
pub(crate) fn heading(text: impl Display) {
    if stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        say(format_args!("\n\x1b[1m==> {text}\x1b[0m"));
    } else {
        say(format_args!("\n==> {text}"));
    }
}
