//! `VerifyEmailIdentity`: verified at once here, without a mail to confirm.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{is_address, own, verify},
    permission::permit,
    refusal::{Check, Refusal},
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("EmailAddress");
    Constraints::new().required("emailAddress", name).check()?;
    let name = name.unwrap_or_default();
    permit(call, "ses:VerifyEmailIdentity", &own(call, name).to_string())?;
    if !is_address(name) {
        let message = format!("Invalid email address<{name}>.");
        return Err(Refusal::invalid(Check::Address, message));
    }
    verify(call, name).await?;
    Ok(Structure::new())
}
