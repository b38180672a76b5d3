//! `DeleteEmailIdentityPolicy`.

use serde_json::{Value, json};

use crate::{
    call::Call,
    constraint::Constraints,
    identities::own,
    identity_policies::{constrained, delete},
    permission::permit,
    refusal::{Api, Refusal},
};

pub(super) async fn answer(call: &Call<'_>, identity: &str, name: &str) -> Result<Value, Refusal> {
    constrained(Constraints::new(), Some(name)).check()?;
    let arn = own(call, identity);
    permit(call, "ses:DeleteEmailIdentityPolicy", &arn.to_string())?;
    delete(call, &arn, name, Api::V2).await?;
    Ok(json!({}))
}
