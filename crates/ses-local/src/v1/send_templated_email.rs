//! `SendTemplatedEmail`: SES fills a template.

use super::{arn, required, tags};
use crate::{
    call::Call,
    form::Form,
    refusal::Refusal,
    send::send,
    submission::{Content, Filling, Operation, Submission, TemplateChoice},
    templates,
    xml::Structure,
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let id = send(call, submission(form)?).await?;
    Ok(Structure::new().with("MessageId", id))
}

fn submission(form: &Form) -> Result<Submission, Refusal> {
    let source = required(form, "Source", "source")?;
    if form.under("Destination").next().is_none() {
        return Err(Refusal::missing("destination"));
    }
    let name = required(form, "Template", "template")?;
    let data = required(form, "TemplateData", "templateData")?;
    templates::check_data("templateData", data)?;
    Ok(Submission {
        operation: Operation::V1Templated,
        source: Some(source.to_owned()),
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
                name: name.to_owned(),
                arn: form.text("TemplateArn"),
            },
            data: data.to_owned(),
            ..Filling::default()
        })),
    })
}
