//! The way of one submission: checked, authorised, delivered to the inbox.

use std::borrow::Cow;

use crate::{
    address,
    authorization::{Grant, Request, authorize},
    call::Call,
    clock::message_date,
    compose::{self, Addresses, Parts, address_field},
    delivery::{Replacement, delivered},
    encoded_word,
    envelope::Parameters,
    header_block::{Field, HeaderBlock},
    header_rules, random,
    refusal::{Api, Check, Kind, Refusal},
    render::{RenderError, Rendered, render, render_inline},
    simulator::{self, Recipient},
    store::{Delivery, Fate},
    submission::{Content, Operation, Submission, TemplateChoice},
    tags::Tag,
    templates,
};

/// Judges `submission` in SES's order: syntax of the addresses, configuration
/// set, length of the addresses, template, size, headers, then sending
/// authorization.
pub(crate) fn accept(call: &Call<'_>, submission: &Submission) -> Result<Delivery, Refusal> {
    let id = random::message_id(call.region, call.at);
    let given = match &submission.content {
        Content::Raw(message) => HeaderBlock::parse(message),
        _ => HeaderBlock::parse(b""),
    };
    let parameters = Parameters::check(submission, &given)?;
    let replaced = replaced(submission, &parameters);
    if parameters.source().is_none() && !matches!(submission.content, Content::Raw(_)) {
        return Err(no_sender(submission.operation));
    }
    let envelope =
        parameters.clone().envelope(submission, &given, call.shared.options.strict_from)?;
    let marks = Marks::of(submission, &given)?;
    check_sending(call, marks.configuration_set.as_deref())?;
    check_address_lengths(submission, &given)?;
    let filled = Filled::of(call, submission)?;
    let message = message(submission, &filled, &parameters, &id);
    let block = HeaderBlock::parse(&message);
    check_length(submission.operation, &message)?;
    header_rules::check(&block)?;
    header_rules::check_attachments(&message)?;
    let request = Request {
        call,
        operation: submission.operation,
        configuration_set: marks.configuration_set.as_deref(),
        template: filled.template.as_deref(),
        tenant: marks.tenant.as_deref(),
        endpoint: submission.endpoint.as_deref(),
    };
    let authorization: Vec<Grant> = authorize(request, &envelope)?;

    let mut replacements = replaced;
    replacements.extend(written_by_ses(call, &id));
    let subject = block.first("Subject").map(|field| encoded_word::decode(&field.value()));
    let destinations: Vec<String> =
        envelope.recipients.into_iter().map(|mailbox| mailbox.address).collect();
    let is_delivered = filled.fate == Fate::Delivered;
    let outcomes = destinations.iter().filter(|_| is_delivered).map(|address| Recipient {
        address: address.clone(),
        outcome: simulator::outcome(address),
    });
    Ok(Delivery {
        id,
        received_at: call.at,
        region: call.region.to_owned(),
        account: call.account().to_owned(),
        caller: call.caller.arn(call.region),
        operation: submission.operation,
        source: envelope.source.address,
        return_path: envelope.feedback.address,
        outcomes: outcomes.collect(),
        destinations,
        subject: subject.unwrap_or_default(),
        authorization,
        configuration_set: marks.configuration_set,
        tags: marks.tags,
        template: filled.template,
        tenant: marks.tenant,
        endpoint: submission.endpoint.clone(),
        list_management: marks.list_management,
        tracking: submission.tracking,
        raw: if is_delivered { delivered(&block, &replacements) } else { Vec::new() },
        fate: filled.fate,
    })
}

/// The fields SES writes itself.
pub(crate) fn written_by_ses(call: &Call<'_>, id: &str) -> [Replacement; 2] {
    let host = if call.region == "us-east-1" { "email" } else { call.region };
    [
        Replacement {
            name: "Date",
            line: format!("Date: {}\r\n", message_date(call.at)).into_bytes(),
        },
        Replacement {
            name: "Message-ID",
            line: format!("Message-ID: <{id}@{host}.amazonses.com>\r\n").into_bytes(),
        },
    ]
}

/// What a parameter says, or else an `X-SES-` header of a raw message.
struct Marks {
    configuration_set: Option<String>,
    tags: Vec<Tag>,
    tenant: Option<String>,
    list_management: Option<String>,
}

impl Marks {
    fn of(submission: &Submission, block: &HeaderBlock<'_>) -> Result<Self, Refusal> {
        let or = |parameter: &Option<String>, name| {
            let header = || block.first(name).map(|field| field.value());
            parameter.clone().or_else(header).filter(|text| !text.is_empty())
        };
        // Parameters replace the header's tags altogether.
        let tags = match block.first("X-SES-MESSAGE-TAGS").filter(|_| submission.tags.is_empty()) {
            Some(field) => Tag::parse_list(&field.value())?,
            None => submission.tags.clone(),
        };
        Ok(Self {
            configuration_set: or(&submission.configuration_set, "X-SES-CONFIGURATION-SET"),
            tags,
            tenant: or(&submission.tenant, "X-SES-TENANT"),
            list_management: or(&submission.list_management, "X-SES-LIST-MANAGEMENT-OPTIONS"),
        })
    }
}

/// A template and what it became.
struct Filled {
    /// Its name; an inline one has none.
    template: Option<String>,
    parts: Parts,
    fate: Fate,
}

impl Filled {
    fn of(call: &Call<'_>, submission: &Submission) -> Result<Self, Refusal> {
        let Content::Template(filling) = &submission.content else {
            return Ok(Self { template: None, parts: Parts::default(), fate: Fate::Delivered });
        };
        let (template, rendered) = match &filling.template {
            TemplateChoice::Named { name, arn } => {
                let template = templates::chosen(call.world, call, name, arn.as_deref())?;
                (Some(template.name.clone()), render(template.into(), &filling.data))
            }
            TemplateChoice::Inline(content) => (None, render_inline(content.into(), &filling.data)),
        };
        let (rendered, fate) = match rendered {
            Ok(rendered) => (rendered, Fate::Delivered),
            Err(RenderError::Data(problem)) => {
                return Err(invalid_data(submission.operation, problem));
            }
            Err(error) => (Rendered::default(), Fate::RenderingFailed(error.message())),
        };
        let parts = Parts {
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
            headers: filling.headers.clone(),
            attachments: filling.attachments.clone(),
        };
        Ok(Self { template, parts, fate })
    }
}

fn message<'s>(
    submission: &'s Submission,
    filled: &Filled,
    parameters: &Parameters,
    id: &str,
) -> Cow<'s, [u8]> {
    let parts = match &submission.content {
        Content::Raw(message) => return message.into(),
        Content::Parts(parts) => parts,
        Content::Template(_) => &filled.parts,
    };
    let Some(from) = parameters.source() else { return Cow::Borrowed(b"") };
    let addresses = Addresses {
        from,
        to: parameters.to(),
        cc: parameters.cc(),
        reply_to: parameters.reply_to(),
    };
    // The UUID of the id: a boundary may have 70 characters.
    compose::message(addresses, parts, id.get(17..53).unwrap_or(id)).into()
}

/// The fields v2 replaces in raw messages by its parameters.
fn replaced(submission: &Submission, parameters: &Parameters) -> Vec<Replacement> {
    let mut replaced = Vec::new();
    if submission.operation == Operation::V2Raw {
        if let Some(from) = parameters.source() {
            replaced.push(Replacement {
                name: "From",
                line: address_field("From", std::slice::from_ref(from)),
            });
        }
        if !parameters.reply_to().is_empty() {
            replaced.push(Replacement {
                name: "Reply-To",
                line: address_field("Reply-To", parameters.reply_to()),
            });
        }
    }
    replaced
}

/// v2 answers a missing sender without a word, but for templates (probes
/// recorded by floci-io/floci).
fn no_sender(operation: Operation) -> Refusal {
    match operation {
        Operation::V2Templated => {
            Refusal::new(Kind::Validation, Check::Request, "Source cannot be empty")
        }
        _ => Refusal::silent(Kind::Validation, Check::Request),
    }
}

/// Data that are no JSON object are refused, unlike data in which something is
/// missing (field reports: boto3#1795, aws-cli#6349; aws-sdk-js#2239).
fn invalid_data(operation: Operation, problem: String) -> Refusal {
    let message = match operation.api() {
        Api::V2 => "Unable to parse template data (invalid JSON).",
        Api::V1 | Api::Sts | Api::Smtp => "The template data is invalid",
    };
    Refusal::invalid(Check::Template, message).note(problem)
}

/// SES's order: the parameters, with the From header after the source; then the
/// other address headers.
fn check_address_lengths(submission: &Submission, block: &HeaderBlock<'_>) -> Result<(), Refusal> {
    let check = |text: &str| {
        address::check_length(text).map_err(|problem| Refusal::invalid(Check::Address, problem))
    };
    let check_headers = |names: &[&str]| {
        let is_named = |field: &&Field<'_>| names.iter().any(|name| field.is(name));
        block.fields.iter().filter(is_named).try_for_each(|field| check(&field.value()))
    };
    submission.source.as_deref().map_or(Ok(()), check)?;
    check_headers(&["From"])?;
    let Submission { to, cc, bcc, return_path, reply_to, .. } = submission;
    let others = [to, cc, bcc].into_iter().flatten().chain(return_path).chain(reply_to);
    others.map(String::as_str).try_for_each(check)?;
    check_headers(&["To", "Cc", "Bcc", "Sender", "Return-Path", "Reply-To"])
}

/// Whether the caller's account may send now, and with this set.
pub(crate) fn check_sending(call: &Call<'_>, set: Option<&str>) -> Result<(), Refusal> {
    let account = call.account();
    if let Some(name) = set {
        let Some(set) = call.world.configuration_set(account, call.region, name) else {
            let message = format!("Configuration set <{name}> does not exist.");
            let note =
                format!("It must be a set of the caller's account {account} in {}.", call.region);
            return Err(
                Refusal::new(Kind::NoConfigurationSet, Check::ConfigurationSet, message).note(note)
            );
        };
        if !set.sending {
            let message = format!("Email sending is disabled for configuration set <{name}>.");
            return Err(Refusal::new(Kind::ConfigurationSetSendingPaused, Check::Quota, message)
                .note("AWS documents this error, but not its words."));
        }
    }
    if call.world.account(account).is_some_and(|account| !account.sending) {
        let message = "Email sending is disabled for your account.";
        return Err(Refusal::new(Kind::AccountSendingPaused, Check::Quota, message)
            .note("AWS documents this error, but not its words."));
    }
    Ok(())
}

fn check_length(operation: Operation, message: &[u8]) -> Result<(), Refusal> {
    let max = operation.max_message_bytes();
    if message.len() <= max {
        return Ok(());
    }
    let text = format!("Message length is more than {max} bytes long: '{}'.", message.len());
    Err(Refusal::invalid(Check::Size, text))
}
