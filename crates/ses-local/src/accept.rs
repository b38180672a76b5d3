//! The way of one submission: checked, authorised, delivered to the inbox.

use std::{borrow::Cow, net::IpAddr, time::SystemTime};

use crate::{
    authorization::{self, Request, authorize},
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
    world::{Caller, World},
};

/// Who sends, where and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender<'a> {
    pub world: &'a World,
    pub caller: &'a Caller,
    pub region: &'a str,
    pub source_ip: Option<IpAddr>,
    pub at: SystemTime,
}

/// Judges `submission` in SES's order: address syntax, configuration set,
/// length, headers, then sending authorization.
pub(crate) fn accept(sender: Sender<'_>, submission: &Submission) -> Result<Delivery, Refusal> {
    let id = random::message_id(sender.region, sender.at);
    let parameters = Parameters::check(submission)?;
    let replaced = replaced(submission, &parameters);
    let message = message(submission, &parameters, &id)?;
    let block = HeaderBlock::parse(&message);
    let envelope = parameters.envelope(submission, &block)?;
    check_configuration_set(sender, submission, &block)?;
    check_length(submission.operation, &message)?;
    header_rules::check(&block)?;
    header_rules::check_attachments(&message)?;
    let request = Request {
        world: sender.world,
        caller: sender.caller,
        region: sender.region,
        operation: submission.operation,
        source_ip: sender.source_ip,
    };
    let authorization: Vec<authorization::Grant> = authorize(request, &envelope)?;

    let host = if sender.region == "us-east-1" { "email" } else { sender.region };
    let mut replacements = replaced;
    replacements.push(Replacement {
        name: "Date",
        line: format!("Date: {}\r\n", message_date(sender.at)).into_bytes(),
    });
    replacements.push(Replacement {
        name: "Message-ID",
        line: format!("Message-ID: <{id}@{host}.amazonses.com>\r\n").into_bytes(),
    });
    let subject = block.first("Subject").map(|field| encoded_word::decode(&field.value()));
    Ok(Delivery {
        id,
        received_at: sender.at,
        region: sender.region.to_owned(),
        account: sender.caller.account().to_owned(),
        caller: sender.caller.arn(sender.region),
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

fn check_configuration_set(
    sender: Sender<'_>,
    submission: &Submission,
    block: &HeaderBlock<'_>,
) -> Result<(), Refusal> {
    let in_header = || match submission.content {
        Content::Raw(_) => block.first("X-SES-CONFIGURATION-SET").map(|field| field.value()),
        Content::Parts(_) => None,
    };
    let Some(name) = submission.configuration_set.clone().or_else(in_header) else { return Ok(()) };
    let account = sender.caller.account();
    if sender.world.has_configuration_set(account, sender.region, &name) {
        return Ok(());
    }
    let message = format!("Configuration set <{name}> does not exist.");
    Err(Refusal::new(Kind::NoConfigurationSet, Check::ConfigurationSet, message)
        .note(format!("It must be a set of the caller's account {account} in {}.", sender.region)))
}

fn check_length(operation: Operation, message: &[u8]) -> Result<(), Refusal> {
    let max = operation.max_message_bytes();
    if message.len() <= max {
        return Ok(());
    }
    let text = format!("Message length is more than {max} bytes long: '{}'.", message.len());
    Err(Refusal::invalid(Check::Size, text))
}
