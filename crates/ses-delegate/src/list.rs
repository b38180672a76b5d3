//! Headers of mailing lists, by which readers' programs leave and sort them.

mod id;
mod unsubscribe;

pub use id::ListId;
pub use unsubscribe::ListUnsubscribe;
