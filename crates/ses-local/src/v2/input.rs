//! JSON bodies.

use serde::de::DeserializeOwned;

use crate::{
    form::Form,
    refusal::{Check, Kind, Refusal},
};

/// Reads the members of an operation from its body.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| serialization("expected UTF-8, but found other bytes"))?;
    serde_json::from_str(text).map_err(|error| serialization(&error.to_string()))
}

/// The members in the query.
pub(super) fn parameters(query: Option<&str>) -> Result<Form, Refusal> {
    Form::parse(query.unwrap_or_default().as_bytes())
}

pub(super) fn serialization(problem: &str) -> Refusal {
    Refusal::new(Kind::Serialization, Check::Request, problem)
}
