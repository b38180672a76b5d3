//! `ListIdentities`: by name, 1000 a page.

use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    identities::{self, Type},
    paging::{v1_size, within},
    permission::permit,
    refusal::{Check, Refusal},
    xml::Structure,
};

const MAX_ITEMS: usize = 1000;

pub(super) fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let kind = form.get("IdentityType").filter(|kind| !kind.is_empty());
    Constraints::new().one_of("identityType", kind, &["EmailAddress", "Domain"]).check()?;
    let given = v1_size(form.get("MaxItems"))?;
    permit(call, "ses:ListIdentities", "*")?;
    let size = within(given, MAX_ITEMS, MAX_ITEMS).ok_or_else(|| {
        let given = given.unwrap_or_default();
        let message = format!(
            "Value {given} for parameter MaxItems is invalid. MaxItems must be between 1 and \
             {MAX_ITEMS}."
        );
        Refusal::invalid(Check::Request, message)
    })?;
    let wanted = |name: &str| match kind {
        Some("Domain") => Type::of(name) == Type::Domain,
        Some(_) => Type::of(name) == Type::EmailAddress,
        None => true,
    };
    let token = form.get("NextToken");
    let page = identities::list(call, |one| wanted(&one.arn.name), size, token).map_err(|_| {
        let message = format!("Invalid NextToken <{}>.", token.unwrap_or_default());
        Refusal::invalid(Check::Request, message)
    })?;
    let names: Vec<&str> = page.items.iter().map(|one| one.arn.name.as_str()).collect();
    Ok(Structure::new().with("Identities", names).with_some("NextToken", page.next))
}
