//! Whose mail it is and where it goes: addresses out of parameters and headers.

use crate::{
    address::Mailbox,
    authorization::Role,
    header_block::HeaderBlock,
    refusal::{Check, Kind, Refusal},
    submission::{Arn, Content, Operation, Submission},
};

/// SES's limit for To, Cc and Bcc together.
const MAX_RECIPIENTS: usize = 50;

/// The addresses of one message, syntax checked.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub source: Mailbox,
    /// From and, where present, Sender: all need authorisation.
    pub from: Vec<Mailbox>,
    /// What `ReturnPathArn` is for: the parameter or the header, or else the source.
    pub return_path: Mailbox,
    /// Where bounces and complaints go.
    pub feedback: Mailbox,
    pub recipients: Vec<Mailbox>,
    pub arns: Arns,
}

/// The ARN for each address, defaults applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arns {
    pub source: Option<Chosen>,
    pub from: Option<Chosen>,
    pub return_path: Option<Chosen>,
}

/// An ARN, and the address it was given for: it may stand in for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub arn: Arn,
    pub given_for: Role,
}

/// Addresses SES takes from parameters: first, and in its order.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    source: Option<Mailbox>,
    /// A raw message's From header, unless a parameter replaces it.
    from: Option<Vec<Mailbox>>,
    to: Vec<Mailbox>,
    cc: Vec<Mailbox>,
    bcc: Vec<Mailbox>,
    return_path: Option<Mailbox>,
    reply_to: Vec<Mailbox>,
}

impl Parameters {
    /// The From header of a raw message is looked at right after the source.
    pub(crate) fn check(submission: &Submission, block: &HeaderBlock<'_>) -> Result<Self, Refusal> {
        let one = |text: &Option<String>| text.as_deref().map(mailbox).transpose();
        let all =
            |list: &[String]| list.iter().map(|text| mailbox(text)).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            source: one(&submission.source)?,
            from: from_header(submission, block)?,
            to: all(&submission.to)?,
            cc: all(&submission.cc)?,
            bcc: all(&submission.bcc)?,
            return_path: one(&submission.return_path)?,
            reply_to: all(&submission.reply_to)?,
        })
    }

    pub(crate) fn source(&self) -> Option<&Mailbox> {
        self.source.as_ref()
    }

    pub(crate) fn to(&self) -> &[Mailbox] {
        &self.to
    }

    pub(crate) fn cc(&self) -> &[Mailbox] {
        &self.cc
    }

    pub(crate) fn reply_to(&self) -> &[Mailbox] {
        &self.reply_to
    }

    /// Adds what the headers of a raw message say.
    pub(crate) fn envelope(
        self,
        submission: &Submission,
        block: &HeaderBlock<'_>,
        strict_from: bool,
    ) -> Result<Envelope, Refusal> {
        let raw = matches!(submission.content, Content::Raw(_));
        let mut recipients = [self.to, self.cc, self.bcc].concat();
        if raw {
            // The To header must be good even where a parameter names the recipients.
            let to = in_headers(block, "To")?;
            if recipients.is_empty() {
                recipients.extend(to);
                for name in ["Cc", "Bcc"] {
                    recipients.extend(in_headers(block, name)?);
                }
            }
        }
        let replaced = !raw || submission.operation == Operation::V2Raw;
        let mut from = match (&self.source, self.from) {
            (Some(source), _) if replaced => vec![source.clone()],
            (_, from) => from.unwrap_or_default(),
        };
        let Some(first) = from.first().cloned() else {
            return Err(missing_header("From"));
        };
        if raw {
            from.extend(in_headers(block, "Sender")?);
        }
        if recipients.is_empty() {
            return Err(
                missing_header("To").note("There is no recipient, in parameters or headers.")
            );
        }
        if recipients.len() > MAX_RECIPIENTS {
            let message = format!("Recipient count exceeds {MAX_RECIPIENTS}.");
            return Err(Refusal::invalid(Check::Recipients, message));
        }
        let written = if raw { in_headers(block, "Return-Path")?.into_iter().next() } else { None };
        let written_return_path = self.return_path.is_some() || written.is_some();
        let arns = Arns::resolve(submission, block, written_return_path, strict_from);
        let source = self.source.unwrap_or(first);
        let return_path = self.return_path.or(written).unwrap_or_else(|| source.clone());
        // Of v1's raw mail and of SMTP, AWS says that the source takes precedence
        // over the Return-Path header: which is authorised all the same.
        let beats_header = matches!(submission.operation, Operation::V1Raw | Operation::Smtp);
        let feedback = match submission.source {
            Some(_) if beats_header => source.clone(),
            _ => return_path.clone(),
        };
        Ok(Envelope { source, from, return_path, feedback, recipients, arns })
    }
}

impl Arns {
    /// A parameter beats the header of the same meaning; the first header wins;
    /// `SourceArn` stands in for what is not given. Without a Source parameter
    /// the From header is the source, and its ARN covers both, and bounces too
    /// if no Return-Path is written.
    ///
    /// With `strict_from`, as senders of raw mail report it, `SourceArn` does not
    /// stand in for the From header.
    ///
    /// # Source
    ///
    /// SES API Reference, `SendRawEmail`; Developer Guide, "Sending emails as a
    /// delegate sender"; aws-smtp-relay#16 (`FromArn` alone suffices),
    /// laravel/framework#45292 (but not when a Source is given); boto3#3873,
    /// iep#367, nodemailer#1218 (`SourceArn` alone does not).
    fn resolve(
        submission: &Submission,
        block: &HeaderBlock<'_>,
        written_return_path: bool,
        strict_from: bool,
    ) -> Self {
        let raw = matches!(submission.content, Content::Raw(_));
        let header = |name: &'static str| {
            let value = block.first(name).filter(|_| raw)?.value();
            (!value.is_empty()).then(|| Arn::header(name, value))
        };
        let given = |given_for, parameter: &Option<Arn>, name| {
            let arn = parameter.clone().or_else(|| header(name))?;
            Some(Chosen { arn, given_for })
        };
        let from = given(Role::From, &submission.from_arn, "X-SES-FROM-ARN");
        let source = given(Role::Source, &submission.source_arn, "X-SES-SOURCE-ARN");
        let back = given(Role::ReturnPath, &submission.return_path_arn, "X-SES-RETURN-PATH-ARN");
        let from_for_source = from.clone().filter(|_| submission.source.is_none());
        let from_for_bounces = from_for_source.clone().filter(|_| !written_return_path);
        Self {
            from: from.or_else(|| source.clone().filter(|_| !(raw && strict_from))),
            return_path: back.or_else(|| source.clone()).or(from_for_bounces),
            source: source.or(from_for_source),
        }
    }
}

/// None if there is no such header, or if it is empty.
fn from_header(
    submission: &Submission,
    block: &HeaderBlock<'_>,
) -> Result<Option<Vec<Mailbox>>, Refusal> {
    // v2: the parameter replaces the header.
    let v2 = submission.operation == Operation::V2Raw;
    let Some(field) = block.first("From").filter(|_| !(v2 && submission.source.is_some())) else {
        return Ok(None);
    };
    match Mailbox::parse_list(&field.value()) {
        Ok(list) => Ok(Some(list).filter(|list| !list.is_empty())),
        Err(problem) if v2 => {
            Err(Refusal::invalid(Check::Address, "Invalid From address provided.").note(problem))
        }
        Err(problem) => Err(Refusal::invalid(Check::Address, problem)),
    }
}

fn in_headers(block: &HeaderBlock<'_>, name: &str) -> Result<Vec<Mailbox>, Refusal> {
    let mut all = Vec::new();
    for field in block.named(name) {
        let value = field.value();
        // Absent it may be, but not empty (php-aws-ses#41, bamboo_smtp#110).
        if value.is_empty() && name == "To" {
            return Err(Refusal::invalid(Check::Headers, "Empty required header 'To'."));
        }
        // A null reverse path is how bounces say "none".
        if name == "Return-Path" && value == "<>" {
            continue;
        }
        all.extend(Mailbox::parse_list(&value).map_err(|problem| {
            Refusal::invalid(Check::Address, problem).note(format!("In the header {name}."))
        })?);
    }
    Ok(all)
}

pub(crate) fn mailbox(text: &str) -> Result<Mailbox, Refusal> {
    Mailbox::parse(text).map_err(|problem| Refusal::invalid(Check::Address, problem))
}

fn missing_header(name: &str) -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        Check::Headers,
        format!("Missing required header '{name}'."),
    )
}
