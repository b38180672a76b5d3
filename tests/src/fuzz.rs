//! What fuzzing asks of the core: each target is a function that panics if the
//! bytes it is given make the core wrong. Run by `cargo xtask fuzz`; replayed
//! over every kept input by `tests/fuzz_replay.rs`.

#![allow(
    clippy::missing_panics_doc,
    reason = "a panic is how a target says that the core is wrong"
)]

mod address;
mod address_paste;
mod answer;
mod arn;
mod body_plan;
mod credentials;
mod draft;
mod explain;
pub mod operations;
mod policy;

pub use address::address;
pub use address_paste::address_paste;
pub use answer::{json_answer, xml_answer};
pub use arn::arn;
pub use body_plan::body_plan;
pub use credentials::credentials;
pub use draft::draft;
pub use explain::explain_failure;
pub use policy::policy;

/// Its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target by its name, which is also that of its binary and its folders.
pub const TARGETS: [Target; 10] = [
    ("address", address),
    ("address_paste", address_paste),
    ("arn", arn),
    ("body_plan", body_plan),
    ("credentials", credentials),
    ("draft", draft),
    ("explain", explain_failure),
    ("json_answer", json_answer),
    ("policy", policy),
    ("xml_answer", xml_answer),
];
