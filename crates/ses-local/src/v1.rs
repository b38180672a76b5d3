//! The v1 API (AWS Query): a form in, XML out. One operation, one file.
//!
//! # Source
//!
//! SES API Reference (2010-12-01).

mod content;
mod send_email;
mod send_raw_email;

use crate::{call::Call, form::Form, refusal::Refusal, submission::Arn, xml::Structure};

pub(crate) const VERSION: &str = "2010-12-01";

/// The operations, by the names of the `Action` parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    SendEmail,
    SendRawEmail,
}

const ACTIONS: [(&str, Action); 2] =
    [("SendEmail", Action::SendEmail), ("SendRawEmail", Action::SendRawEmail)];

impl Action {
    pub(crate) fn find(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|(known, _)| *known == name).map(|(_, action)| *action)
    }

    pub(crate) fn name(self) -> &'static str {
        ACTIONS.iter().find(|(_, action)| *action == self).map_or("", |(name, _)| name)
    }
}

/// Carries `action` out; actions without a result answer none.
pub(crate) async fn answer(
    call: &Call<'_>,
    action: Action,
    form: &Form,
) -> Result<Option<Structure>, Refusal> {
    match action {
        Action::SendEmail => send_email::answer(call, form).await.map(Some),
        Action::SendRawEmail => send_raw_email::answer(call, form).await.map(Some),
    }
}

fn arn(form: &Form, parameter: &'static str) -> Option<Arn> {
    form.text(parameter).map(|text| Arn::parameter(parameter, text))
}

/// A required parameter; `member` is its name in SES's validation errors.
fn required<'f>(form: &'f Form, parameter: &str, member: &str) -> Result<&'f str, Refusal> {
    form.get(parameter).ok_or_else(|| Refusal::missing(member))
}
