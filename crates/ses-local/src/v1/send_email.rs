//! `SendEmail`: SES writes the message.

use super::{arn, content::content, tags};
use crate::{
    call::Call,
    compose::Parts,
    constraint::Constraints,
    form::Form,
    refusal::Refusal,
    send::send,
    submission::{Content, Operation, Submission},
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let id = send(call, submission(form)?).await?;
    Ok(Structure::new().with("MessageId", id))
}

fn submission(form: &Form) -> Result<Submission, Refusal> {
    let source = form.get("Source");
    // The message before the destination, as in aws-sdk-ios#27.
    let constraints = Constraints::new().required("source", source);
    let constraints = match form.within("Message") {
        None => constraints.required::<str>("message", None),
        Some(_) => constraints
            .required("message.subject", form.within("Message.Subject"))
            .required("message.body", form.within("Message.Body")),
    };
    constraints.required("destination", form.within("Destination")).check()?;
    let subject =
        content(form, "Message.Subject")?.ok_or_else(|| Refusal::missing("message.subject"))?;
    let text = content(form, "Message.Body.Text")?;
    let html = content(form, "Message.Body.Html")?;
    if text.is_none() && html.is_none() {
        return Err(Refusal::missing("message.body"));
    }
    Ok(Submission {
        operation: Operation::V1Simple,
        source: source.map(str::to_owned),
        to: form.list("Destination.ToAddresses")?,
        cc: form.list("Destination.CcAddresses")?,
        bcc: form.list("Destination.BccAddresses")?,
        reply_to: form.list("ReplyToAddresses")?,
        return_path: form.text("ReturnPath"),
        source_arn: arn(form, "SourceArn"),
        from_arn: None,
        return_path_arn: arn(form, "ReturnPathArn"),
        configuration_set: form.text("ConfigurationSetName"),
        tags: tags(form, "Tags")?,
        tenant: None,
        endpoint: None,
        list_management: None,
        tracking: None,
        content: Content::Parts(Parts {
            subject,
            text,
            html,
            headers: Vec::new(),
            attachments: Vec::new(),
        }),
    })
}
