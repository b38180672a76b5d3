//! Stands in for the crate `web-time`, which mail-builder asks for the time on
//! wasm32 when a message has no `Date`, `Message-ID` or boundary.
//!
//! The core gives all three, so nothing ever asks; were that to change, the
//! tests of the npm package would stop here. Without it the core would import
//! js-sys on wasm32, and so run under wasm-bindgen only.

use std::time::Duration;

/// The beginning of time.
pub const UNIX_EPOCH: SystemTime = SystemTime(());

/// A point in time that nobody can have.
#[derive(Debug, Clone, Copy)]
pub struct SystemTime(());

/// Never made.
#[derive(Debug)]
pub struct SystemTimeError(());

impl SystemTime {
    /// # Panics
    /// Always.
    pub fn now() -> Self {
        panic!("the core has no clock: Date, Message-ID and boundaries come from the Stamp")
    }

    /// The time since `earlier`: none, since there is but one point.
    ///
    /// # Errors
    /// Never.
    pub fn duration_since(&self, _earlier: Self) -> Result<Duration, SystemTimeError> {
        Ok(Duration::ZERO)
    }
}
