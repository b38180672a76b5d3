//! Labels on things of an account, for costs and permissions.

use super::json::optional_members;

optional_members! {
    /// `Tag`, as an answer has it. Not a message tag, by which events are counted.
    ///
    /// # Source
    /// SES API v2 reference, `Tag`.
    Tag {
        /// What is told apart: 1 to 128 characters.
        key: String,
        /// Which one it is: at most 256 characters.
        value: String,
    }
}
