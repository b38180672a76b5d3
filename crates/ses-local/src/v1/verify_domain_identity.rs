//! `VerifyDomainIdentity`: verified at once here, without a DNS record. The
//! token is answered all the same, for programs that set it.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{is_domain, own, verification_token, verify},
    permission::permit,
    refusal::{Check, Refusal},
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let name = form.get("Domain");
    Constraints::new().required("domain", name).check()?;
    let name = name.unwrap_or_default();
    let arn = own(call, name);
    permit(call, "ses:VerifyDomainIdentity", &arn.to_string())?;
    if !is_domain(name) {
        let message = format!("Invalid domain name {name}.");
        return Err(Refusal::invalid(Check::Address, message)
            .note("AWS does not publish the words of this error."));
    }
    verify(call, name).await?;
    Ok(Structure::new().with("VerificationToken", verification_token(&arn)))
}
