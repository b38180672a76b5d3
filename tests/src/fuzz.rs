//! What fuzzing asks of the core: each target is a function that panics if the
//! bytes it is given make the core wrong. Run by `cargo xtask fuzz`; replayed
//! over every kept input by `tests/fuzz_replay.rs`.

#![allow(
    clippy::missing_panics_doc,
    reason = "a panic is how a target says that the core is wrong"
)]

mod address;
mod answer;
mod arn;
mod body_plan;
mod draft;
mod eml;
pub mod operations;

pub use address::address;
pub use answer::{json_answer, xml_answer};
pub use arn::arn;
pub use body_plan::body_plan;
pub use draft::draft;
pub use eml::eml;

/// Its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target by its name, which is also that of its binary and its folders.
pub const TARGETS: [Target; 7] = [
    ("address", address),
    ("arn", arn),
    ("body_plan", body_plan),
    ("draft", draft),
    ("eml", eml),
    ("json_answer", json_answer),
    ("xml_answer", xml_answer),
];
