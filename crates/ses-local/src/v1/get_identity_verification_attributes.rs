//! `GetIdentityVerificationAttributes`: those identities that there are.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{Type, find, own, verification_token},
    permission::permit,
    refusal::{Check, Refusal},
    xml::{Structure, Value},
};

const MAX_IDENTITIES: usize = 100;

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    Constraints::new().required("identities", form.under("Identities").next()).check()?;
    let names = form.list("Identities")?;
    permit(call, "ses:GetIdentityVerificationAttributes", "*")?;
    if names.len() > MAX_IDENTITIES {
        let message =
            format!("Expected at most {MAX_IDENTITIES} identities, but found {}.", names.len());
        return Err(Refusal::invalid(Check::Request, message)
            .note("AWS does not publish the words of this error."));
    }
    let mut entries: Vec<(String, Value)> = Vec::new();
    for name in names {
        let Some(identity) = find(call.world, &own(call, &name)) else { continue };
        if entries.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let status = if identity.verified { "Success" } else { "Pending" };
        let token = (Type::of(&name) == Type::Domain).then(|| verification_token(&identity.arn));
        let attributes = Structure::new()
            .with("VerificationStatus", status)
            .with_some("VerificationToken", token);
        entries.push((name, attributes.into()));
    }
    Ok(Structure::new().with("VerificationAttributes", Value::Map(entries)))
}
