//! `SendRawEmail`: the caller wrote the message.

use std::borrow::Cow;

use super::{arn, required, tags};
use crate::{
    base64_strict,
    call::Call,
    form::Form,
    refusal::{Check, Refusal},
    send::send,
    submission::{Content, Operation, Submission},
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let id = send(call, submission(form)?).await?;
    Ok(Structure::new().with("MessageId", id))
}

/// Programs in use write base64 in lines (the Ruby gems aws-ses and fog, by
/// `Base64.encode64`), and SES takes it.
fn in_one_line(data: &str) -> Cow<'_, str> {
    if data.contains(['\r', '\n']) { data.replace(['\r', '\n'], "").into() } else { data.into() }
}

fn submission(form: &Form) -> Result<Submission, Refusal> {
    if form.within("RawMessage").is_none() {
        return Err(Refusal::missing("rawMessage"));
    }
    let data = required(form, "RawMessage.Data", "rawMessage.data")?;
    let message = base64_strict(&in_one_line(data)).map_err(|problem| {
        Refusal::invalid(
            Check::Request,
            format!("RawMessage.Data: expected base64, but found {problem}"),
        )
    })?;
    Ok(Submission {
        operation: Operation::V1Raw,
        source: form.text("Source"),
        to: form.list("Destinations")?,
        cc: Vec::new(),
        bcc: Vec::new(),
        reply_to: Vec::new(),
        return_path: None,
        source_arn: arn(form, "SourceArn"),
        from_arn: arn(form, "FromArn"),
        return_path_arn: arn(form, "ReturnPathArn"),
        configuration_set: form.text("ConfigurationSetName"),
        tags: tags(form, "Tags")?,
        tenant: None,
        endpoint: None,
        list_management: None,
        tracking: None,
        content: Content::Raw(message),
    })
}
