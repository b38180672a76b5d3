//! Pieces of any form: no domain words.

mod code;
mod copy;
mod disclosure;
mod field;
mod focus;
mod section;
mod tabs;
mod tone;

pub(crate) use code::Code;
pub(crate) use copy::CopyButton;
pub(crate) use disclosure::Disclosure;
pub(crate) use field::{Face, Shape, TextField};
pub(crate) use focus::focus_soon;
pub(crate) use section::Section;
pub(crate) use tabs::Tabs;
pub(crate) use tone::Tone;
