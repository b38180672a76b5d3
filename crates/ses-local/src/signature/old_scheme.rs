//! Ways to sign that SES knew once, or that this server does not know.

use super::{Received, canonical::parameters as decoded};
use crate::refusal::{Check, Kind, Refusal};

/// What SES answers to Signature Version 3, with the code it was seen with.
///
/// # Source
///
/// Public reports: fog/fog-aws#726 and kimai/kimai#2866.
const VERSION_3: &str = "Signature Version 3 requests are deprecated from March 1, 2021. From that date on, \
    we are progressively rejecting such requests. To resolve the issue you must migrate to Signature \
    Version 4. If you are self-signing your requests, refer to the documentation for Authenticating \
    requests to the Amazon SES API [1] with Signature Version 4 [2]. If you are not self-signing your \
    requests, simply update your SDK/CLI to the latest version. \
    [1] https://docs.aws.amazon.com/ses/latest/DeveloperGuide/using-ses-api-authentication.html \
    [2] https://docs.aws.amazon.com/general/latest/gr/sigv4-create-canonical-request.html";

/// The refusal of a request that bears a signature of another scheme.
pub(super) fn refuse(
    request: Received<'_>,
    parameters: &[(String, String)],
) -> Result<(), Refusal> {
    let header = |name| request.headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = |text: &str| text.split([' ', '\t']).next().unwrap_or_default().to_owned();
    let given = header("authorization").or_else(|| header("x-amzn-authorization"));
    let algorithm = parameters.iter().find(|(name, _)| name == "X-Amz-Algorithm");
    match (given.map(scheme).as_deref(), algorithm.map(|(_, value)| value.as_str())) {
        (Some("AWS3" | "AWS3-HTTPS"), _) => {
            Err(Refusal::new(Kind::InvalidToken, Check::Signature, VERSION_3))
        }
        (Some("AWS4-ECDSA-P256-SHA256"), _) | (_, Some("AWS4-ECDSA-P256-SHA256")) => {
            let message = "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'. This local SES checks \
                           AWS4-HMAC-SHA256 only; AWS4-ECDSA-P256-SHA256 (SigV4A) is for SES's \
                           multi-Region endpoints, which it does not play.";
            Err(Refusal::new(Kind::IncompleteSignature, Check::Signature, message)
                .note("Unset the EndpointId of the client, or sign with AWS4-HMAC-SHA256."))
        }
        (None, None) if has_version(request) => Err(missing_token().note(
            "The request bears a signature of version 2 or older, which SES does not take: \
                 what it answers to one is not known. Sign with AWS4-HMAC-SHA256.",
        )),
        _ => Ok(()),
    }
}

/// Whether the query or the form has the parameter of the oldest signatures.
fn has_version(request: Received<'_>) -> bool {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let form = std::str::from_utf8(request.body).unwrap_or_default();
    decoded(query).chain(decoded(form)).any(|(name, _)| name == b"SignatureVersion")
}

pub(super) fn missing_token() -> Refusal {
    let message = "Request is missing Authentication Token";
    Refusal::new(Kind::MissingAuthentication, Check::Signature, message)
}
