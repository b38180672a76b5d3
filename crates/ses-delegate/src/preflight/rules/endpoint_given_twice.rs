use crate::preflight::rule::rule;

rule! {
    /// A server is named, and one of AWS's variants besides.
    ///
    /// # Why
    /// A variant chooses among AWS's hosts of the Region; a named server is one
    /// already. Which of the two is meant cannot be told.
    ///
    /// # Example
    /// `endpoint` is `http://127.0.0.1:8425` and `endpointVariant` is `dual-stack`.
    ///
    /// # Use instead
    /// One of them. A variant can be named by its host, too:
    /// `https://email.us-east-1.api.aws`.
    ///
    /// # Source
    /// This crate's documentation, `Draft::endpoint_variant`.
    "endpoint-given-twice", Error, explains: ["endpoint.variant"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    crate::region::Variant::ALL
        .map(|variant| {
            good()
                .with_endpoint("http://127.0.0.1:8425")
                .with(|draft| draft.endpoint_variant = Some(variant))
        })
        .to_vec()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good().with_endpoint("http://127.0.0.1:8425"),
        good()
            .with_endpoint("")
            .with(|draft| draft.endpoint_variant = Some(crate::region::Variant::DualStack)),
    ]
}
