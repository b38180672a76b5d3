//! A bounce for a message, as a delivery status notification.
//!
//! SES bounces what it received; nothing is received here, so the messages of
//! the inbox stand in: sent within 24 hours in the Region of the request.
//!
//! # Source
//!
//! SES API Reference, `SendBounce`; RFC 3464, RFC 6522.

use std::{fmt::Write, sync::Arc, time::Duration};

use crate::{
    accept::{check_sending, written_by_ses},
    address::{Mailbox, check_length},
    authorization::{Grant, Request, Role, authorize},
    call::Call,
    compose::{self, Report},
    delivery::delivered,
    envelope::{Arns, Chosen, Envelope, mailbox},
    header_block::HeaderBlock,
    random,
    refusal::{Attempt, Check, Kind, Refusal},
    send::count_and_keep,
    simulator::{self, Recipient},
    store::{Delivery, Fate, Message, StoreError},
    submission::{Arn, Operation},
};

const DAY: Duration = Duration::from_hours(24);
/// The reverse path of notifications: nobody.
const NOBODY: &str = "<>";

/// A bounce to be sent.
#[derive(Debug)]
pub(crate) struct Bounce {
    /// A message id.
    pub original: String,
    pub sender: String,
    pub sender_arn: Option<Arn>,
    pub explanation: Option<String>,
    /// `Reporting-MTA`.
    pub reporting_mta: Option<String>,
    /// Other fields of the message, names and values.
    pub fields: Vec<(String, String)>,
    pub recipients: Vec<Bounced>,
}

/// A recipient that the message did not reach.
#[derive(Debug)]
pub(crate) struct Bounced {
    pub recipient: String,
    pub arn: Option<Arn>,
    pub final_recipient: Option<String>,
    pub action: String,
    pub status: String,
    /// `Diagnostic-Code`, `Remote-MTA` and others, names and values.
    pub fields: Vec<(String, String)>,
}

/// Judges a bounce, keeps it, and answers its id.
pub(crate) async fn send(call: &Call<'_>, bounce: &Bounce) -> Result<String, Refusal> {
    let delivery = match accept(call, bounce).await {
        Ok(delivery) => delivery,
        Err(mut refusal) => {
            refusal.attempt = Some(Box::new(Attempt {
                operation: Operation::V1Bounce.name().to_owned(),
                source: Some(bounce.sender.clone()),
                destinations: bounce.recipients.iter().map(|one| one.recipient.clone()).collect(),
            }));
            return Err(refusal);
        }
    };
    count_and_keep(call, delivery).await
}

async fn accept(call: &Call<'_>, bounce: &Bounce) -> Result<Delivery, Refusal> {
    let id = random::message_id(call.region, call.at);
    let sender = mailbox(&bounce.sender)?;
    let recipients: Vec<Mailbox> =
        bounce.recipients.iter().map(|one| mailbox(&one.recipient)).collect::<Result<_, _>>()?;
    [&bounce.sender]
        .into_iter()
        .chain(bounce.recipients.iter().map(|one| &one.recipient))
        .try_for_each(|text| check_length(text))
        .map_err(|problem| Refusal::invalid(Check::Address, problem))?;
    check_sending(call, None)?;
    let authorization = authorized(call, bounce, &sender, &recipients)?;
    let original = original(call, bounce)?;
    let back = mailbox(&original.delivery.return_path).map_err(|_| {
        rejected(format!("The message '{}' has no sender to tell.", bounce.original))
    })?;
    let whole = call.shared.store.whole(&original).await.map_err(StoreError::into_refusal)?;
    let bytes = whole.map(|whole| whole.raw.clone()).unwrap_or_default();
    let headers: Vec<u8> =
        HeaderBlock::parse(&bytes).fields.iter().flat_map(|field| field.raw).copied().collect();
    let subject = "Delivery Status Notification (Failure)".to_owned();
    let report = Report {
        from: &sender,
        to: &back,
        subject: &subject,
        text: &explanation(bounce),
        status: &status(call, bounce),
        headers: &headers,
    };
    let message = compose::report(&report, id.get(17..53).unwrap_or(&id));
    let outcome = simulator::outcome(&back.address);
    Ok(Delivery {
        received_at: call.at,
        region: call.region.to_owned(),
        account: call.account().to_owned(),
        caller: call.caller.arn(call.region),
        operation: Operation::V1Bounce,
        source: sender.address,
        return_path: NOBODY.to_owned(),
        destinations: vec![back.address.clone()],
        subject,
        authorization,
        configuration_set: None,
        tags: Vec::new(),
        template: None,
        tenant: None,
        endpoint: None,
        list_management: None,
        tracking: None,
        outcomes: vec![Recipient { address: back.address, outcome }],
        fate: Fate::Delivered,
        raw: delivered(&HeaderBlock::parse(&message), &written_by_ses(call, &id)),
        id,
    })
}

/// Asks about the sender, and about each recipient that came with an ARN: its
/// owner must permit to bounce for it.
fn authorized(
    call: &Call<'_>,
    bounce: &Bounce,
    sender: &Mailbox,
    recipients: &[Mailbox],
) -> Result<Vec<Grant>, Refusal> {
    let request = Request {
        call,
        operation: Operation::V1Bounce,
        configuration_set: None,
        template: None,
        tenant: None,
        endpoint: None,
    };
    let ask = |role, mailbox: &Mailbox, arn: Option<&Arn>| {
        let chosen = arn.map(|arn| Chosen { arn: arn.clone(), given_for: role });
        // All that is said of a bounce is who sends it: one address fills the places.
        let envelope = Envelope {
            source: mailbox.clone(),
            from: vec![mailbox.clone()],
            return_path: mailbox.clone(),
            feedback: mailbox.clone(),
            recipients: Vec::new(),
            arns: Arns { source: chosen.clone(), from: chosen.clone(), return_path: chosen },
        };
        authorize(request, &envelope)
    };
    let mut looks = ask(Role::Source, sender, bounce.sender_arn.as_ref())?;
    for (recipient, bounced) in recipients.iter().zip(&bounce.recipients) {
        let Some(arn) = &bounced.arn else { continue };
        let grants = ask(Role::Recipient, recipient, Some(arn)).map_err(|mut refusal| {
            refusal.trace.truncate(1);
            refusal.trace.iter_mut().for_each(|look| look.role = Role::Recipient);
            refusal
        })?;
        looks.extend(grants.into_iter().take(1).map(|look| Grant {
            role: Role::Recipient,
            given_for: None,
            ..look
        }));
    }
    Ok(looks)
}

/// The message that is bounced: every one that failed must be a recipient of it.
fn original(call: &Call<'_>, bounce: &Bounce) -> Result<Arc<Message>, Refusal> {
    let id = &bounce.original;
    let found = call.shared.store.message(id).filter(|message| {
        let age = call.at.duration_since(message.delivery.received_at).unwrap_or_default();
        message.delivery.region == call.region && age < DAY
    });
    let found = found.ok_or_else(|| {
        rejected(format!("The message '{id}' was not received in the last 24 hours."))
            .note("Here it must be a message of the inbox, sent in the same Region.")
    })?;
    for one in &bounce.recipients {
        let given = [Some(&one.recipient), one.final_recipient.as_ref()];
        let is_recipient = given.into_iter().flatten().any(|text| {
            let address = Mailbox::parse(text).map(|mailbox| mailbox.address);
            address.is_ok_and(|address| found.delivery.destinations.contains(&address))
        });
        if !is_recipient {
            let text = format!("'{}' is not a recipient of the message '{id}'.", one.recipient);
            return Err(rejected(text));
        }
    }
    Ok(found)
}

fn rejected(message: String) -> Refusal {
    Refusal::new(Kind::MessageRejected, Check::Request, message)
        .note("AWS documents the rule, but not these words.")
}

fn explanation(bounce: &Bounce) -> String {
    if let Some(text) = &bounce.explanation {
        return text.clone();
    }
    let mut text = "The message was not delivered to:\n".to_owned();
    for one in &bounce.recipients {
        let _ = write!(text, "\n{} ({})", one.recipient, one.status);
    }
    text + "\n"
}

/// The part `message/delivery-status`.
fn status(call: &Call<'_>, bounce: &Bounce) -> String {
    let mta = format!("dns; inbound-smtp.{}.amazonaws.com", call.region);
    let mut out = String::new();
    let mut field = |name: &str, value: &str| {
        let _ = write!(out, "{name}: {value}\r\n");
    };
    field("Reporting-MTA", bounce.reporting_mta.as_deref().unwrap_or(&mta));
    bounce.fields.iter().for_each(|(name, value)| field(name, value));
    for one in &bounce.recipients {
        let last = one.final_recipient.as_ref().unwrap_or(&one.recipient);
        let address = Mailbox::parse(last).map_or_else(|_| last.clone(), |last| last.address);
        // An empty line begins the fields of the next recipient.
        field("\r\nFinal-Recipient", &format!("rfc822; {address}"));
        field("Action", &one.action);
        field("Status", &one.status);
        one.fields.iter().for_each(|(name, value)| field(name, value));
    }
    out
}
