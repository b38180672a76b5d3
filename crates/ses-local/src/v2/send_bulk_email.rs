//! `SendBulkEmail`: one template, many destinations, a status for each.

use serde_json::{Value, json};

use super::{
    filled,
    input::body,
    model::{BulkEmailEntry, SendBulkEmail},
    send_email::{filling, headers, tags, tracking},
};
use crate::{
    bulk::{self, Sent},
    call::Call,
    constraint::Constraints,
    refusal::{Api, Refusal},
    submission::{Arn, Content, Filling, Operation, Submission},
    tags::Tag,
    templates,
};

pub(super) async fn answer(call: &Call<'_>, bytes: &[u8]) -> Result<Value, Refusal> {
    let mut input: SendBulkEmail = body(bytes)?;
    Constraints::new()
        .required("defaultContent", input.default_content.as_ref())
        .required("bulkEmailEntries", input.bulk_email_entries.as_ref())
        .check()?;
    let content = input.default_content.take();
    let content = content.ok_or_else(|| Refusal::missing("defaultContent"))?;
    let template = content.template.ok_or_else(|| Refusal::missing("defaultContent.template"))?;
    let default = filling(template)?;
    let default_tags = tags(input.default_email_tags.take())?;
    let entries = input.bulk_email_entries.take().unwrap_or_default();
    if entries.is_empty() {
        return Err(Refusal::missing("bulkEmailEntries"));
    }
    bulk::check_count(entries.len())?;
    let make = |at: usize| submission(&input, entries[at].clone(), &default, &default_tags);
    let results = bulk::send(call, entries.len(), make).await?;
    let results: Vec<Value> = results.iter().map(result).collect();
    Ok(json!({ "BulkEmailEntryResults": results }))
}

fn result(sent: &Sent) -> Value {
    let status = sent.status(Api::V2);
    match sent {
        Sent::Accepted(id) => json!({ "Status": status, "MessageId": id }),
        Sent::Refused(refusal) => json!({ "Status": status, "Error": refusal.message }),
    }
}

fn submission(
    input: &SendBulkEmail,
    entry: BulkEmailEntry,
    default: &Filling,
    default_tags: &[Tag],
) -> Result<Submission, Refusal> {
    let replaced = entry
        .replacement_email_content
        .and_then(|content| content.replacement_template)
        .and_then(|template| template.replacement_template_data);
    if let Some(data) = &replaced {
        templates::check_data("replacementTemplateData", data)?;
    }
    let own_headers = headers("replacementHeaders", entry.replacement_headers)?;
    let mut filling = default.clone();
    filling.data = bulk::data(&default.data, replaced.as_deref());
    for (name, value) in own_headers {
        filling.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        filling.headers.push((name, value));
    }
    let destination = entry.destination.unwrap_or_default();
    let arn = |name: &'static str, given: &Option<String>| {
        filled(given.clone()).map(|text| Arn::parameter(name, text))
    };
    let tracking = tracking(input.configuration_overrides.as_ref())?;
    let from_arn = arn("FromEmailAddressIdentityArn", &input.from_email_address_identity_arn);
    Ok(Submission {
        operation: Operation::V2Bulk,
        source: filled(input.from_email_address.clone()),
        to: destination.to.unwrap_or_default(),
        cc: destination.cc.unwrap_or_default(),
        bcc: destination.bcc.unwrap_or_default(),
        reply_to: input.reply_to_addresses.clone().unwrap_or_default(),
        return_path: filled(input.feedback_forwarding_email_address.clone()),
        source_arn: from_arn.clone(),
        from_arn,
        return_path_arn: arn(
            "FeedbackForwardingEmailAddressIdentityArn",
            &input.feedback_forwarding_email_address_identity_arn,
        ),
        configuration_set: filled(input.configuration_set_name.clone()),
        tags: bulk::tags(default_tags, tags(entry.replacement_tags)?),
        tenant: filled(input.tenant_name.clone()),
        endpoint: filled(input.endpoint_id.clone()),
        list_management: None,
        tracking,
        content: Content::Template(Box::new(filling)),
    })
}
