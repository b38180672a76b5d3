//! What a rule is given.

use super::known::Known;
use super::letter::Letter;

/// What a rule is given.
pub(super) struct Case<'a> {
    /// The message.
    pub(super) letter: Letter<'a>,
    /// What is known besides.
    pub(super) known: &'a Known,
}
