//! An existing message in, what the core makes of it out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ses_delegate::{Delegation, ParseError, SesHeaders, Settings, adopt};

/// A message to adopt.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// base64.
    eml: String,
    /// Whose identity; none to put nothing in.
    source_arn: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Adopted {
    /// base64.
    eml: String,
    removed: Vec<Value>,
    broken_signatures: Vec<Value>,
    headers: Vec<(String, String)>,
    parts: Vec<Value>,
}

impl Message {
    /// Adopts it.
    ///
    /// # Errors
    /// Those of the ARN.
    ///
    /// # Panics
    /// If it is no base64.
    pub fn adopt(&self) -> Result<Adopted, ParseError> {
        let bytes = STANDARD.decode(&self.eml).expect("base64");
        let source = self.source_arn.as_ref().map(|arn| arn.parse()).transpose()?;
        let delegation = source.map(Delegation::new).transpose()?;
        let settings = Settings::default();
        let adopted = adopt(&bytes, &SesHeaders::all(delegation.as_ref(), &settings)?);
        let eml = adopted.eml();
        let parts = eml.content().parts;
        Ok(Adopted {
            eml: STANDARD.encode(adopted.to_bytes()),
            removed: adopted
                .removed()
                .map(|h| json!([h.name, h.value, h.line, h.is_effective]))
                .collect(),
            broken_signatures: adopted
                .broken_signatures()
                .iter()
                .map(|s| json!([s.domain, s.covered_ses_headers().collect::<Vec<_>>()]))
                .collect(),
            headers: eml.headers().iter().map(|h| (h.name().to_owned(), h.decoded())).collect(),
            parts: parts
                .iter()
                .map(|p| {
                    json!([
                        p.content_type,
                        p.charset,
                        p.disposition,
                        p.file_name,
                        p.content_id,
                        p.size
                    ])
                })
                .collect(),
        })
    }
}
