//! What the terminal is told.

use std::{
    fmt,
    io::{self, Write},
};

/// A line on standard error. Whoever has closed it has no wish to read it, and
/// the request that it is about goes on.
pub(crate) fn line(text: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
