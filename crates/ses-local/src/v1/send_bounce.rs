//! `SendBounce`: a bounce for a message SES received.
//!
//! Nothing is received here, so any message id is taken; one of this inbox names
//! its sender, who gets the bounce.

use super::{arn, required};
use crate::{
    accept::bounce,
    call::Call,
    form::Form,
    refusal::{Check, Refusal},
    submission::Arn,
    xml::Structure,
};

const MAX_RECIPIENTS: usize = 10;
const TYPES: [&str; 6] = [
    "DoesNotExist",
    "MessageTooLarge",
    "ExceededQuota",
    "ContentRejected",
    "Undefined",
    "TemporaryFailure",
];

/// A bounce to be sent.
#[derive(Debug)]
pub(crate) struct Bounce {
    pub original: String,
    pub sender: String,
    pub sender_arn: Option<Arn>,
    pub explanation: Option<String>,
    pub recipients: Vec<String>,
}

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let original = required(form, "OriginalMessageId", "originalMessageId")?.to_owned();
    let sender = required(form, "BounceSender", "bounceSender")?.to_owned();
    let places = form.members("BouncedRecipientInfoList")?;
    if places.is_empty() {
        return Err(Refusal::missing("bouncedRecipientInfoList"));
    }
    if places.len() > MAX_RECIPIENTS {
        let message = format!("Recipient count exceeds {MAX_RECIPIENTS}.");
        return Err(Refusal::invalid(Check::Recipients, message));
    }
    let mut recipients = Vec::new();
    for at in places {
        let kind = form.get(&format!("{at}.BounceType"));
        if let Some(kind) = kind.filter(|kind| !TYPES.contains(kind)) {
            let message = format!(
                "1 validation error detected: Value '{kind}' at 'bounceType' failed to satisfy \
                 constraint: Member must satisfy enum value set: [{}]",
                TYPES.join(", ")
            );
            return Err(Refusal::new(crate::refusal::Kind::Validation, Check::Request, message));
        }
        let member = "bouncedRecipientInfoList.recipient";
        recipients.push(required(form, &format!("{at}.Recipient"), member)?.to_owned());
    }
    let bounce_of = Bounce {
        original,
        sender,
        sender_arn: arn(form, "BounceSenderArn"),
        explanation: form.text("Explanation"),
        recipients,
    };
    let id = bounce(call, &bounce_of).await?;
    Ok(Structure::new().with("MessageId", id))
}
