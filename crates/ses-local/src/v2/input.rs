//! JSON bodies.

use serde::de::DeserializeOwned;

use crate::refusal::{Check, Kind, Refusal};

/// Reads the members of an operation from its body.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| serialization("expected UTF-8, but found other bytes"))?;
    serde_json::from_str(text).map_err(|error| serialization(&error.to_string()))
}

pub(super) fn serialization(problem: &str) -> Refusal {
    Refusal::new(Kind::Serialization, Check::Request, problem)
}
