//! `SendTemplatedEmail`: SES fills a template.

use super::{arn, tags};
use crate::{
    call::Call,
    constraint::Constraints,
    form::Form,
    refusal::Refusal,
    send::send,
    submission::{Content, Filling, Operation, Submission, TemplateChoice},
    templates::MAX_DATA,
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let id = send(call, submission(form)?).await?;
    Ok(Structure::new().with("MessageId", id))
}

fn submission(form: &Form) -> Result<Submission, Refusal> {
    let (source, name, data) = (form.get("Source"), form.get("Template"), form.get("TemplateData"));
    Constraints::new()
        .required("source", source)
        .required("destination", form.within("Destination"))
        .required("template", name)
        .required("templateData", data)
        .length("templateData", data, 0, MAX_DATA)
        .check()?;
    Ok(Submission {
        operation: Operation::V1Templated,
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
        content: Content::Template(Box::new(Filling {
            template: TemplateChoice::Named {
                name: name.unwrap_or_default().to_owned(),
                arn: form.text("TemplateArn"),
            },
            data: data.unwrap_or_default().to_owned(),
            ..Filling::default()
        })),
    })
}
