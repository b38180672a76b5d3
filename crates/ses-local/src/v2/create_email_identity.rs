//! `CreateEmailIdentity`: verified at once here, without a mail or a DNS record.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{dkim, filled, input::body};
use crate::{
    call::Call,
    constraint::Constraints,
    identities::{Type, create, is_address, is_domain, own},
    permission::permit,
    refusal::{Check, Refusal},
};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Members {
    email_identity: Option<String>,
    configuration_set_name: Option<String>,
}

pub(super) async fn answer(call: &Call<'_>, bytes: &[u8]) -> Result<Value, Refusal> {
    let Members { email_identity, configuration_set_name } = body(bytes)?;
    let name = email_identity.as_deref();
    Constraints::new()
        .required("emailIdentity", name)
        .length("emailIdentity", name, 1, usize::MAX)
        .check()?;
    let name = name.unwrap_or_default();
    let arn = own(call, name);
    permit(call, "ses:CreateEmailIdentity", &arn.to_string())?;
    if !is_address(name) && !is_domain(name) {
        let message = format!("Invalid email identity {name}.");
        return Err(Refusal::invalid(Check::Address, message)
            .note("AWS does not publish the words of this error."));
    }
    create(call, name, filled(configuration_set_name).as_deref()).await?;
    Ok(json!({
        "IdentityType": Type::of(name).v2(),
        "VerifiedForSendingStatus": true,
        "DkimAttributes": dkim::attributes(&arn, true),
    }))
}
