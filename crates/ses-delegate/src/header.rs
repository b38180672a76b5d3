//! Values that may stand in a message header: proven free of line breaks.

mod auto_submitted;
mod content_id;
mod custom;
mod feedback_id;
mod importance;
mod media_type;
mod message_id;
mod name;
mod text;

pub use auto_submitted::AutoSubmitted;
pub use content_id::ContentId;
pub use custom::{CustomHeader, CustomHeaders};
pub use feedback_id::FeedbackId;
pub use importance::Importance;
pub use media_type::MediaType;
pub use message_id::MessageId;
pub use name::HeaderName;
pub use text::HeaderText;

/// Longest piece that is never folded, in bytes: with brackets, a comma and a
/// header's name before it, a line of 998 holds it (RFC 5322 section 2.1.1).
pub(crate) const LONGEST_PIECE: usize = 850;
