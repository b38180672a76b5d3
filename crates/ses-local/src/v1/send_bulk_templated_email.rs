//! `SendBulkTemplatedEmail`: one template, many destinations, a status for each.

use super::{arn, tags};
use crate::{
    bulk::{self, Sent},
    call::Call,
    constraint::Constraints,
    form::Form,
    refusal::{Api, Refusal},
    submission::{Content, Filling, Operation, Submission, TemplateChoice},
    tags::Tag,
    templates::{self, MAX_DATA},
    xml::{Structure, Value},
};

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let source = form.get("Source");
    let (name, data) = (form.get("Template"), form.get("DefaultTemplateData"));
    Constraints::new()
        .required("source", source)
        .required("template", name)
        .required("defaultTemplateData", data)
        .length("defaultTemplateData", data, 0, MAX_DATA)
        .required("destinations", form.within("Destinations"))
        .check()?;
    let default_tags = tags(form, "DefaultTags")?;
    let places = form.members("Destinations")?;
    if places.is_empty() {
        return Err(Refusal::missing("destinations"));
    }
    bulk::check_count(places.len())?;
    let make = |at: usize| submission(form, &places[at], &default_tags);
    let results = bulk::send(call, places.len(), make).await?;
    let statuses: Vec<Value> = results.iter().map(status).collect();
    Ok(Structure::new().with("Status", Value::List(statuses)))
}

fn status(sent: &Sent) -> Value {
    let status = Structure::new().with("Status", sent.status(Api::V1));
    match sent {
        Sent::Accepted(id) => status.with("MessageId", id.as_str()),
        Sent::Refused(refusal) => status.with_some("Error", refusal.message.as_deref()),
    }
    .into()
}

/// The destination at `at`, which is like `Destinations.member.1`.
fn submission(form: &Form, at: &str, default_tags: &[Tag]) -> Result<Submission, Refusal> {
    let default = form.get("DefaultTemplateData").unwrap_or_default();
    let replaced = form.text(&format!("{at}.ReplacementTemplateData"));
    if let Some(data) = &replaced {
        templates::check_data("replacementTemplateData", data)?;
    }
    let own_tags = tags(form, &format!("{at}.ReplacementTags"))?;
    Ok(Submission {
        operation: Operation::V1Bulk,
        source: form.get("Source").map(str::to_owned),
        to: form.list(&format!("{at}.Destination.ToAddresses"))?,
        cc: form.list(&format!("{at}.Destination.CcAddresses"))?,
        bcc: form.list(&format!("{at}.Destination.BccAddresses"))?,
        reply_to: form.list("ReplyToAddresses")?,
        return_path: form.text("ReturnPath"),
        source_arn: arn(form, "SourceArn"),
        from_arn: None,
        return_path_arn: arn(form, "ReturnPathArn"),
        configuration_set: form.text("ConfigurationSetName"),
        tags: bulk::tags(default_tags, own_tags),
        tenant: None,
        endpoint: None,
        list_management: None,
        tracking: None,
        content: Content::Template(Box::new(Filling {
            template: TemplateChoice::Named {
                name: form.get("Template").unwrap_or_default().to_owned(),
                arn: form.text("TemplateArn"),
            },
            data: bulk::data(default, replaced.as_deref()),
            ..Filling::default()
        })),
    })
}
