//! The way of one submission: checked, authorised, delivered to the inbox.

use std::borrow::Cow;

use crate::{
    authorization::{Grant, Request, authorize},
    call::Call,
    clock::message_date,
    compose::{self, Addresses, address_field},
    delivery::{Replacement, delivered},
    encoded_word,
    envelope::Parameters,
    header_block::HeaderBlock,
    header_rules, random,
    refusal::{Check, Kind, Refusal},
    store::Delivery,
    submission::{Content, Operation, Submission},
};

/// Judges `submission` in SES's order: address syntax, configuration set,
/// length, headers, then sending authorization.
pub(crate) fn accept(call: &Call<'_>, submission: &Submission) -> Result<Delivery, Refusal> {
    let id = random::message_id(call.region, call.at);
    let parameters = Parameters::check(submission)?;
    let replaced = replaced(submission, &parameters);
    let message = message(submission, &parameters, &id)?;
    let block = HeaderBlock::parse(&message);
    let envelope = parameters.envelope(submission, &block, call.shared.options.strict_from)?;
    let configuration_set = configuration_set(submission, &block);
    check_configuration_set(call, configuration_set.as_deref())?;
    check_length(submission.operation, &message)?;
    header_rules::check(&block)?;
    header_rules::check_attachments(&message)?;
    let request = Request {
        call,
        operation: submission.operation,
        configuration_set: configuration_set.as_deref(),
        template: None,
        tenant: None,
        endpoint: None,
    };
    let authorization: Vec<Grant> = authorize(request, &envelope)?;

    let host = if call.region == "us-east-1" { "email" } else { call.region };
    let mut replacements = replaced;
    replacements.push(Replacement {
        name: "Date",
        line: format!("Date: {}\r\n", message_date(call.at)).into_bytes(),
    });
    replacements.push(Replacement {
        name: "Message-ID",
        line: format!("Message-ID: <{id}@{host}.amazonses.com>\r\n").into_bytes(),
    });
    let subject = block.first("Subject").map(|field| encoded_word::decode(&field.value()));
    Ok(Delivery {
        id,
        received_at: call.at,
        region: call.region.to_owned(),
        account: call.account().to_owned(),
        caller: call.caller.arn(call.region),
        operation: submission.operation,
        source: envelope.source.address,
        return_path: envelope.return_path.address,
        destinations: envelope.recipients.into_iter().map(|mailbox| mailbox.address).collect(),
        subject: subject.unwrap_or_default(),
        authorization,
        raw: delivered(&block, &replacements),
    })
}

fn message<'s>(
    submission: &'s Submission,
    parameters: &Parameters,
    id: &str,
) -> Result<Cow<'s, [u8]>, Refusal> {
    match &submission.content {
        Content::Raw(message) => Ok(message.into()),
        Content::Parts(parts) => {
            // v2 answers a missing sender without a word.
            let from = parameters
                .source()
                .ok_or_else(|| Refusal::silent(Kind::Validation, Check::Request))?;
            let addresses = Addresses {
                from,
                to: parameters.to(),
                cc: parameters.cc(),
                reply_to: parameters.reply_to(),
            };
            // The UUID of the id: a boundary may have 70 characters.
            let tag = id.get(17..53).unwrap_or(id);
            Ok(compose::message(addresses, parts, tag).into())
        }
    }
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

fn configuration_set(submission: &Submission, block: &HeaderBlock<'_>) -> Option<String> {
    let in_header = || match submission.content {
        Content::Raw(_) => block.first("X-SES-CONFIGURATION-SET").map(|field| field.value()),
        Content::Parts(_) => None,
    };
    submission.configuration_set.clone().or_else(in_header)
}

fn check_configuration_set(call: &Call<'_>, name: Option<&str>) -> Result<(), Refusal> {
    let Some(name) = name else { return Ok(()) };
    let account = call.account();
    if call.world.configuration_set(account, call.region, name).is_some() {
        return Ok(());
    }
    let message = format!("Configuration set <{name}> does not exist.");
    Err(Refusal::new(Kind::NoConfigurationSet, Check::ConfigurationSet, message)
        .note(format!("It must be a set of the caller's account {account} in {}.", call.region)))
}

fn check_length(operation: Operation, message: &[u8]) -> Result<(), Refusal> {
    let max = operation.max_message_bytes();
    if message.len() <= max {
        return Ok(());
    }
    let text = format!("Message length is more than {max} bytes long: '{}'.", message.len());
    Err(Refusal::invalid(Check::Size, text))
}
