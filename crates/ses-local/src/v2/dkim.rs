//! The DKIM attributes of an identity. Nothing is signed here: the owner's
//! setting is answered as it stands for a domain that SES signs for.

use serde_json::{Value, json};

use crate::{
    identities::{Type, dkim_tokens},
    identity::IdentityArn,
};

pub(super) fn attributes(arn: &IdentityArn, verified: bool) -> Value {
    match Type::of(&arn.name) {
        Type::EmailAddress => json!({
            "SigningEnabled": false,
            "Status": "NOT_STARTED",
            "SigningAttributesOrigin": "AWS_SES",
        }),
        Type::Domain => json!({
            "SigningEnabled": true,
            "Status": if verified { "SUCCESS" } else { "PENDING" },
            "Tokens": dkim_tokens(arn),
            "SigningAttributesOrigin": "AWS_SES",
            "NextSigningKeyLength": "RSA_2048_BIT",
            "CurrentSigningKeyLength": "RSA_2048_BIT",
        }),
    }
}
