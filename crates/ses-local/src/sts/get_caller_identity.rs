//! `GetCallerIdentity`: needs no permission, and no policy can deny it.

use crate::{call::Call, permission::user_id, xml::Structure};

pub(super) fn answer(call: &Call<'_>) -> Structure {
    Structure::new()
        .with("Arn", call.caller.arn(call.region))
        .with("UserId", user_id(call.caller))
        .with("Account", call.account())
}
