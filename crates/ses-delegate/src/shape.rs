//! AWS's shapes that several operations share, and how proven values stand in
//! them. Member names are AWS's, in both dialects.

mod blob;
mod destination;
mod list;
mod text;
mod timestamp;

pub use blob::Blob;
pub use destination::{Destination, Destinations};
pub use list::{List, Number};
pub use text::{Body, Content};
pub use timestamp::Timestamp;
