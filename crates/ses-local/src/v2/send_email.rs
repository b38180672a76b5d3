//! `SendEmail`: simple, raw or templated content.

use serde_json::{Value, json};

use super::{
    filled,
    input::{body, serialization},
    model::{
        Attachment, ConfigurationOverrides, Content as Data, Header, ListManagementOptions,
        MessageTag, SendEmail, Simple, Template,
    },
};
use crate::{
    base64_strict,
    call::Call,
    change::Content as TemplateContent,
    compose,
    compose::{Parts, in_charset},
    constraint::Constraints,
    refusal::{Check, Kind, Refusal},
    send::send,
    submission::{Arn, Content, Filling, Operation, Submission, TemplateChoice, Tracking},
    tags::Tag,
    templates,
};

pub(super) async fn answer(call: &Call<'_>, bytes: &[u8]) -> Result<Value, Refusal> {
    let id = send(call, submission(body(bytes)?)?).await?;
    Ok(json!({ "MessageId": id }))
}

fn submission(input: SendEmail) -> Result<Submission, Refusal> {
    let content = input.content.ok_or_else(|| Refusal::missing("content"))?;
    let (operation, content) = match (content.simple, content.raw, content.template) {
        (Some(simple), None, None) => (Operation::V2Simple, Content::Parts(parts(simple)?)),
        (None, Some(raw), None) => {
            let data = raw.data.ok_or_else(|| Refusal::missing("content.raw.data"))?;
            (Operation::V2Raw, Content::Raw(blob("Content.Raw.Data", &data)?))
        }
        (None, None, Some(template)) => {
            (Operation::V2Templated, Content::Template(Box::new(filling(template)?)))
        }
        _ => {
            let message = "Expected one of Content.Simple, Content.Raw and Content.Template.";
            return Err(Refusal::invalid(Check::Request, message));
        }
    };
    let destination = input.destination.unwrap_or_default();
    let identity_arn = "FromEmailAddressIdentityArn";
    let feedback_arn = "FeedbackForwardingEmailAddressIdentityArn";
    let from_arn =
        filled(input.from_email_address_identity_arn).map(|arn| Arn::parameter(identity_arn, arn));
    Ok(Submission {
        operation,
        source: filled(input.from_email_address),
        to: destination.to.unwrap_or_default(),
        cc: destination.cc.unwrap_or_default(),
        bcc: destination.bcc.unwrap_or_default(),
        reply_to: input.reply_to_addresses.unwrap_or_default(),
        return_path: filled(input.feedback_forwarding_email_address),
        // One parameter stands for both.
        source_arn: from_arn.clone(),
        from_arn,
        return_path_arn: filled(input.feedback_forwarding_email_address_identity_arn)
            .map(|arn| Arn::parameter(feedback_arn, arn)),
        configuration_set: filled(input.configuration_set_name),
        tags: tags(input.email_tags)?,
        tenant: filled(input.tenant_name),
        endpoint: filled(input.endpoint_id),
        list_management: list_management(input.list_management_options)?,
        tracking: tracking(input.configuration_overrides.as_ref())?,
        content,
    })
}

fn parts(simple: Simple) -> Result<Parts, Refusal> {
    let subject = simple.subject.ok_or_else(|| Refusal::missing("content.simple.subject"))?;
    let body = simple.body.ok_or_else(|| Refusal::missing("content.simple.body"))?;
    let text = body.text.map(|data| decoded("content.simple.body.text", data)).transpose()?;
    let html = body.html.map(|data| decoded("content.simple.body.html", data)).transpose()?;
    if text.is_none() && html.is_none() {
        return Err(Refusal::missing("content.simple.body.text"));
    }
    let headers = headers("content.simple.headers", simple.headers)?;
    Ok(Parts {
        subject: decoded("content.simple.subject", subject)?,
        text,
        html,
        headers,
        attachments: attachments("content.simple.attachments", simple.attachments)?,
    })
}

/// A template as `SendEmail` and `SendBulkEmail` name it.
pub(super) fn filling(template: Template) -> Result<Filling, Refusal> {
    let (name, arn) = (filled(template.template_name), filled(template.template_arn));
    let data = template.template_data.unwrap_or_else(|| "{}".to_owned());
    templates::check_data("templateData", &data)?;
    let template_choice = match (name, arn, template.template_content) {
        (None, None, Some(content)) if content.is_empty() => {
            let message = "Template must have at least a subject, text, or html part.";
            return Err(Refusal::invalid(Check::Template, message)
                .note("AWS refuses it, but these words are those of CreateEmailTemplate."));
        }
        (None, None, Some(content)) => TemplateChoice::Inline(TemplateContent {
            subject: content.subject,
            text: content.text,
            html: content.html,
        }),
        (None, None, None) => {
            let message = "Expected one of TemplateName, TemplateArn and TemplateContent.";
            return Err(Refusal::invalid(Check::Template, message)
                .note("AWS does not publish the words of this error."));
        }
        (name, arn, _) => TemplateChoice::Named { name: name.unwrap_or_default(), arn },
    };
    Ok(Filling {
        template: template_choice,
        data,
        headers: headers("content.template.headers", template.headers)?,
        attachments: attachments("content.template.attachments", template.attachments)?,
    })
}

pub(super) fn tags(given: Option<Vec<MessageTag>>) -> Result<Vec<Tag>, Refusal> {
    let member = |name: &str| Refusal::missing(&format!("emailTags.{name}"));
    given
        .unwrap_or_default()
        .into_iter()
        .map(|tag| {
            let name = tag.name.ok_or_else(|| member("name"))?;
            let value = tag.value.ok_or_else(|| member("value"))?;
            Tag::new(&name, &value)
        })
        .collect()
}

/// The overrides of open and click tracking: kept and shown, nothing more.
pub(super) fn tracking(
    overrides: Option<&ConfigurationOverrides>,
) -> Result<Option<Tracking>, Refusal> {
    let Some(given) = overrides.and_then(|given| given.tracking.as_ref()) else { return Ok(None) };
    let (opens, clicks) =
        (given.open_tracking_enabled.as_deref(), given.click_tracking_enabled.as_deref());
    let (member, words) = ("configurationOverrides.tracking", ["ENABLED", "DISABLED"]);
    Constraints::new()
        .one_of(&format!("{member}.openTrackingEnabled"), opens, &words)
        .one_of(&format!("{member}.clickTrackingEnabled"), clicks, &words)
        .check()?;
    let enabled = |word: &str| word == "ENABLED";
    Ok(Some(Tracking { opens: opens.map(enabled), clicks: clicks.map(enabled) }))
}

fn list_management(given: Option<ListManagementOptions>) -> Result<Option<String>, Refusal> {
    let Some(options) = given else { return Ok(None) };
    let list = options
        .contact_list_name
        .ok_or_else(|| Refusal::missing("listManagementOptions.contactListName"))?;
    Ok(Some(match options.topic_name {
        Some(topic) => format!("{list}; topic={topic}"),
        None => list,
    }))
}

fn attachments(
    member: &str,
    given: Option<Vec<Attachment>>,
) -> Result<Vec<compose::Attachment>, Refusal> {
    let places = given.unwrap_or_default().into_iter().zip(1..);
    places.map(|(one, place)| attachment(&format!("{member}.{place}.member"), one)).collect()
}

/// At most 15 headers, within the limits of the model.
pub(super) fn headers(
    member: &str,
    given: Option<Vec<Header>>,
) -> Result<Vec<(String, String)>, Refusal> {
    let headers = given.unwrap_or_default();
    if headers.len() > 15 {
        return Err(Refusal::invalid(
            Check::Headers,
            format!("Expected at most 15 headers, but found {}.", headers.len()),
        ));
    }
    headers
        .into_iter()
        .zip(1..)
        .map(|(header, place)| {
            let missing = |name| Refusal::missing(&format!("{member}.{place}.member.{name}"));
            let name = header.name.ok_or_else(|| missing("name"))?;
            let value = header.value.ok_or_else(|| missing("value"))?;
            check_header(&name, &value)?;
            Ok((name, value))
        })
        .collect()
}

fn decoded(member: &str, data: Data) -> Result<String, Refusal> {
    let text = data.data.ok_or_else(|| Refusal::missing(&format!("{member}.data")))?;
    in_charset(&text, data.charset.as_deref())
}

/// The limits of `MessageHeader` in the model.
fn check_header(name: &str, value: &str) -> Result<(), Refusal> {
    let refuse = |text: String| Err(Refusal::invalid(Check::Headers, text));
    if !(1..=126).contains(&name.len()) || !name.bytes().all(|b| b.is_ascii_graphic() && b != b':')
    {
        return refuse(format!(
            "Header name '{name}': expected 1 to 126 printable ASCII characters but no colon."
        ));
    }
    if !(1..=995).contains(&value.len()) || !value.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return refuse(format!(
            "Header '{name}': expected a value of 1 to 995 printable ASCII characters."
        ));
    }
    if name.len() + value.len() > 996 {
        return refuse(format!(
            "Header '{name}': expected at most 996 characters of name and value."
        ));
    }
    Ok(())
}

fn attachment(place: &str, input: Attachment) -> Result<compose::Attachment, Refusal> {
    let member = |name: &str| format!("{place}.{name}");
    let data = input.raw_content.ok_or_else(|| Refusal::missing(&member("rawContent")))?;
    let file_name = input.file_name.ok_or_else(|| Refusal::missing(&member("fileName")))?;
    let refuse = |text: String| Err(Refusal::invalid(Check::Attachments, text));
    let size = file_name.chars().count();
    if !(1..=255).contains(&size) || file_name.chars().any(char::is_control) {
        return refuse(format!(
            "FileName: expected 1 to 255 characters without controls, but found {size}."
        ));
    }
    let limited = |name: &str, text: &Option<String>, max: usize| match text {
        Some(text)
            if text.is_empty()
                || text.len() > max
                || !text.bytes().all(|b| (b' '..=b'~').contains(&b)) =>
        {
            Err(Refusal::invalid(
                Check::Attachments,
                format!("{name}: expected 1 to {max} printable ASCII characters."),
            ))
        }
        _ => Ok(()),
    };
    limited("ContentId", &input.content_id, 78)?;
    limited("ContentType", &input.content_type, 78)?;
    limited("ContentDescription", &input.content_description, 1000)?;
    let inline = match input.content_disposition.as_deref() {
        None | Some("ATTACHMENT") => false,
        Some("INLINE") => true,
        Some(other) => {
            let words = "ATTACHMENT, INLINE";
            return Err(not_of_the_enum(&member("contentDisposition"), other, words));
        }
    };
    match input.content_transfer_encoding.as_deref() {
        None | Some("BASE64" | "QUOTED_PRINTABLE" | "SEVEN_BIT") => {}
        Some(other) => {
            let words = "BASE64, QUOTED_PRINTABLE, SEVEN_BIT";
            return Err(not_of_the_enum(&member("contentTransferEncoding"), other, words));
        }
    }
    Ok(compose::Attachment {
        bytes: blob("RawContent", &data)?.into(),
        file_name,
        content_type: input.content_type,
        content_id: input.content_id,
        description: input.content_description,
        inline,
    })
}

fn not_of_the_enum(member: &str, found: &str, words: &str) -> Refusal {
    let message = format!(
        "1 validation error detected: Value '{found}' at '{member}' failed to satisfy constraint: \
         Member must satisfy enum value set: [{words}]"
    );
    Refusal::new(Kind::Validation, Check::Attachments, message)
}

fn blob(member: &str, text: &str) -> Result<Vec<u8>, Refusal> {
    base64_strict(text).map_err(|problem| {
        serialization(&format!("{member}: expected base64, but found {problem}"))
    })
}
