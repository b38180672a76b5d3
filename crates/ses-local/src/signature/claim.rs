//! What the client says it signed, and how: in the `Authorization` header, or
//! in the query of a presigned request.

use std::fmt;

use super::{Received, incomplete, mismatch, old_scheme, single};
use crate::{refusal::Refusal, secret::Secret};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A signature and everything that stands beside it, not yet believed.
pub(super) struct Claim {
    pub(super) access_key_id: String,
    pub(super) date: String,
    pub(super) region: String,
    pub(super) service: String,
    pub(super) terminator: String,
    /// In lower case, sorted.
    pub(super) signed_headers: Vec<String>,
    pub(super) signature: String,
    /// Present if the signature came in the query.
    pub(super) presigned: Option<Presigned>,
}

/// What a presigned request has in its query instead of headers.
pub(super) struct Presigned {
    pub(super) date: String,
    pub(super) token: Option<Secret>,
    /// Seconds, 1 to 604800.
    pub(super) expires: Option<u32>,
}

impl Claim {
    /// The claim of `request`; `parameters` are those of its query, decoded.
    pub(super) fn of(
        request: Received<'_>,
        parameters: &[(String, String)],
    ) -> Result<Self, Refusal> {
        old_scheme::refuse(request, parameters)?;
        let header = single(request.headers, "authorization")?;
        let in_query = parameters.iter().any(|(name, _)| name == "X-Amz-Algorithm");
        match (header, in_query) {
            (Some(_), true) => Err(mismatch(
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
            )),
            (Some(text), false) => Self::parse(text).map_err(|problem| incomplete(&problem)),
            (None, true) => Self::of_query(parameters).map_err(|problem| incomplete(&problem)),
            (None, false) => Err(old_scheme::missing_token()),
        }
    }

    fn of_query(parameters: &[(String, String)]) -> Result<Self, String> {
        let mut missing = String::new();
        let mut given = |name: &'static str| -> Result<&str, String> {
            let mut values = parameters.iter().filter(|(other, _)| other == name);
            let value = values.next().map_or("", |(_, value)| value.as_str());
            if values.next().is_some() {
                return Err(format!(
                    "AWS query-string parameter '{name}' is given more than once."
                ));
            }
            if value.is_empty() {
                missing.extend(["AWS query-string parameters must include '", name, "'. "]);
            }
            Ok(value)
        };
        let algorithm = given("X-Amz-Algorithm")?;
        let credential = given("X-Amz-Credential")?;
        let signature = given("X-Amz-Signature")?;
        let signed_headers = given("X-Amz-SignedHeaders")?;
        let date = given("X-Amz-Date")?;
        if !missing.is_empty() {
            return Err(missing + "Re-examine the query-string parameters.");
        }
        if algorithm != ALGORITHM {
            return Err(format!("Unsupported AWS 'algorithm': '{}'.", shown(algorithm)));
        }
        let optional = |name: &str| {
            let mut values = parameters.iter().filter(|(other, _)| other == name);
            match (values.next(), values.next()) {
                (_, Some(_)) => {
                    Err(format!("AWS query-string parameter '{name}' is given more than once."))
                }
                (value, None) => Ok(value.map(|(_, value)| value.as_str())),
            }
        };
        let expires = optional("X-Amz-Expires")?.map(expires).transpose()?;
        let token = optional("X-Amz-Security-Token")?.map(|token| Secret::new(token.to_owned()));
        let presigned = Presigned { date: date.to_owned(), token, expires };
        Self::scoped(credential, signed_headers, signature, Some(presigned))
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (algorithm, rest) = text.split_once(' ').unwrap_or((text, ""));
        if algorithm != ALGORITHM {
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
        Self::scoped(credential, signed_headers, signature, None)
    }

    fn scoped(
        credential: &str,
        signed_headers: &str,
        signature: &str,
        presigned: Option<Presigned>,
    ) -> Result<Self, String> {
        let fields: Vec<&str> = credential.split('/').collect();
        let [access_key_id, date, region, service, terminator] = fields[..] else {
            return Err(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, \
                 got {}.",
                fields.len()
            ));
        };
        let mut signed_headers: Vec<String> =
            signed_headers.split(';').map(str::to_ascii_lowercase).collect();
        signed_headers.sort();
        // The same long value many times over would fill the memory.
        let twice = signed_headers.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some(one),
            _ => None,
        });
        if let Some(name) = twice {
            return Err(format!("SignedHeaders names '{}' more than once.", shown(name)));
        }
        Ok(Self {
            access_key_id: access_key_id.to_owned(),
            date: date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            terminator: terminator.to_owned(),
            signed_headers,
            signature: signature.to_owned(),
            presigned,
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

/// S3's words: no other service is documented to say anything of this parameter.
fn expires(text: &str) -> Result<u32, String> {
    let seconds: u32 = text.parse().map_err(|_| "X-Amz-Expires should be a number".to_owned())?;
    match seconds {
        0 => Err("X-Amz-Expires must be non-negative".to_owned()),
        1..=604_800 => Ok(seconds),
        _ => Err("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires \
                  must be less than 604800 seconds"
            .to_owned()),
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
