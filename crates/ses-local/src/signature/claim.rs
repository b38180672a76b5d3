//! The `Authorization` header: what the client says it signed, and how.

use std::fmt;

/// `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, taken apart.
pub(super) struct Claim {
    pub(super) access_key_id: String,
    pub(super) date: String,
    pub(super) region: String,
    pub(super) service: String,
    pub(super) terminator: String,
    /// In lower case.
    pub(super) signed_headers: Vec<String>,
    pub(super) signature: String,
}

impl Claim {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (algorithm, rest) = text.split_once(' ').unwrap_or((text, ""));
        if algorithm != "AWS4-HMAC-SHA256" {
            return Err(format!("Unsupported AWS 'algorithm': '{}'.", shown(algorithm)));
        }
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in rest.split(',') {
            let part = part.trim();
            let Some((name, value)) = part.split_once('=') else {
                return Err(format!(
                    "'{}' not a valid key=value pair (missing equal-sign) in Authorization header.",
                    shown(part)
                ));
            };
            let place = match name {
                "Credential" => &mut credential,
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                _ => {
                    return Err(format!(
                        "Authorization header has the unknown parameter '{}'.",
                        shown(name)
                    ));
                }
            };
            if place.replace(value).is_some() {
                return Err(format!(
                    "Authorization header has the parameter '{name}' more than once."
                ));
            }
        }
        let given = [
            ("Credential", credential),
            ("Signature", signature),
            ("SignedHeaders", signed_headers),
        ];
        let missing: Vec<String> = given
            .iter()
            .filter(|(_, value)| value.is_none_or(str::is_empty))
            .map(|(name, _)| format!("Authorization header requires '{name}' parameter."))
            .collect();
        let (Some(credential), Some(signature), Some(signed_headers), true) =
            (credential, signature, signed_headers, missing.is_empty())
        else {
            return Err(missing.join(" "));
        };
        let fields: Vec<&str> = credential.split('/').collect();
        let [access_key_id, date, region, service, terminator] = fields[..] else {
            return Err(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, \
                 got {}.",
                fields.len()
            ));
        };
        Ok(Self {
            access_key_id: access_key_id.to_owned(),
            date: date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            terminator: terminator.to_owned(),
            signed_headers: signed_headers.split(';').map(str::to_ascii_lowercase).collect(),
            signature: signature.to_owned(),
        })
    }

    pub(super) fn signs(&self, name: &str) -> bool {
        self.signed_headers.iter().any(|signed| signed == name)
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// Enough of a stray word to recognise it, not enough to leak a secret.
fn shown(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::Claim;

    const CREDENTIAL: &str = "Credential=AKIAIOSFODNN7EXAMPLE/20260115/us-east-1/ses/aws4_request";

    #[test]
    fn blanks_after_commas_are_optional() {
        for separator in [",", ", ", " , "] {
            let text = format!(
                "AWS4-HMAC-SHA256 {CREDENTIAL}{separator}SignedHeaders=Host;x-amz-date{separator}Signature=ab"
            );
            let claim = Claim::parse(&text).unwrap();
            assert_eq!(claim.region, "us-east-1");
            assert!(
                claim.signs("host") && claim.signs("x-amz-date") && !claim.signs("content-type")
            );
        }
    }

    #[test]
    fn malformed_headers_are_named() {
        for (text, part) in [
            ("", "'algorithm'"),
            ("Bearer abc", "'Bearer'"),
            ("AWS4-HMAC-SHA256", "missing equal-sign"),
            (
                "AWS4-HMAC-SHA256 Credential=a",
                "requires 'Signature' parameter. Authorization header requires 'SignedHeaders'",
            ),
            ("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c", "exactly 5"),
            ("AWS4-HMAC-SHA256 Credential=a, Credential=b", "more than once"),
            ("AWS4-HMAC-SHA256 X=1", "unknown parameter 'X'"),
        ] {
            let error = Claim::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
