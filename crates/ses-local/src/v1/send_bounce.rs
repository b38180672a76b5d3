//! `SendBounce`: a bounce for a message SES received.

use super::{arn, required};
use crate::{
    bounce::{self, Bounce, Bounced},
    call::Call,
    constraint::Constraints,
    form::Form,
    refusal::{Check, Refusal},
    submission::Arn,
    xml::Structure,
};

const MAX_RECIPIENTS: usize = 10;
/// What SES writes for a `BounceType`: status and diagnosis.
///
/// # Source
///
/// Developer Guide, "Return bounce response action".
const TYPES: [(&str, &str, &str); 6] = [
    ("DoesNotExist", "5.1.1", "smtp; 550 5.1.1 user unknown"),
    ("MessageTooLarge", "5.3.4", "smtp; 552 5.3.4 message too large"),
    ("ExceededQuota", "5.2.2", "smtp; 552 5.2.2 mailbox full"),
    ("ContentRejected", "5.6.1", "smtp; 500 5.6.1 message content rejected"),
    ("Undefined", "5.0.0", "smtp; 554 5.0.0 unknown failure"),
    ("TemporaryFailure", "4.0.0", "smtp; 450 4.0.0 temporary failure"),
];
const ACTIONS: [&str; 5] = ["failed", "delayed", "delivered", "relayed", "expanded"];

pub(super) async fn answer(call: &Call<'_>, form: &Form) -> Result<Structure, Refusal> {
    let id = bounce::send(call, &read(form)?).await?;
    Ok(Structure::new().with("MessageId", id))
}

fn read(form: &Form) -> Result<Bounce, Refusal> {
    Constraints::new()
        .required("originalMessageId", form.get("OriginalMessageId"))
        .required("bounceSender", form.get("BounceSender"))
        .required("bouncedRecipientInfoList", form.within("BouncedRecipientInfoList"))
        .check()?;
    let original = required(form, "OriginalMessageId", "originalMessageId")?.to_owned();
    let sender = required(form, "BounceSender", "bounceSender")?.to_owned();
    let mut fields = Vec::new();
    let mut reporting_mta = None;
    if form.under("MessageDsn").next().is_some() {
        let given = required(form, "MessageDsn.ReportingMta", "messageDsn.reportingMta")?;
        reporting_mta = Some(line("ReportingMta", given)?);
        if let Some(date) = form.text("MessageDsn.ArrivalDate") {
            fields.push(("Arrival-Date".to_owned(), line("ArrivalDate", &date)?));
        }
        fields.extend(extensions(form, "MessageDsn.ExtensionFields")?);
    }
    let places = form.members("BouncedRecipientInfoList")?;
    if places.is_empty() {
        return Err(Refusal::missing("bouncedRecipientInfoList"));
    }
    if places.len() > MAX_RECIPIENTS {
        let message = format!("Recipient count exceeds {MAX_RECIPIENTS}.");
        return Err(Refusal::invalid(Check::Recipients, message));
    }
    Ok(Bounce {
        original,
        sender,
        sender_arn: arn(form, "BounceSenderArn"),
        explanation: form.text("Explanation"),
        reporting_mta,
        fields,
        recipients: places.iter().map(|at| bounced(form, at)).collect::<Result<_, _>>()?,
    })
}

/// The recipient at `BouncedRecipientInfoList.member.N`.
fn bounced(form: &Form, at: &str) -> Result<Bounced, Refusal> {
    let member = |name: &str| format!("bouncedRecipientInfoList.{name}");
    let recipient = required(form, &format!("{at}.Recipient"), &member("recipient"))?.to_owned();
    let arn =
        form.text(&format!("{at}.RecipientArn")).map(|text| Arn::parameter("RecipientArn", text));
    let kind = form.text(&format!("{at}.BounceType"));
    let kinds = TYPES.map(|(name, ..)| name);
    Constraints::new().one_of(&member("bounceType"), kind.as_deref(), &kinds).check()?;
    let dsn = format!("{at}.RecipientDsnFields");
    if form.under(&dsn).next().is_none() {
        let kind = TYPES.into_iter().find(|(name, ..)| kind.as_deref() == Some(name));
        let Some((_, status, diagnosis)) = kind else {
            let message = "Either BounceType or RecipientDsnFields must be specified.";
            return Err(Refusal::invalid(Check::Request, message)
                .note("AWS documents the rule, but not these words."));
        };
        return Ok(Bounced {
            recipient,
            arn,
            final_recipient: None,
            action: "failed".to_owned(),
            status: status.to_owned(),
            fields: vec![("Diagnostic-Code".to_owned(), diagnosis.to_owned())],
        });
    }
    let given = |name: &str| {
        let text = form.text(&format!("{dsn}.{name}"));
        text.map(|text| line(name, &text)).transpose()
    };
    let (action, status) = (given("Action")?, given("Status")?);
    Constraints::new()
        .required(&member("recipientDsnFields.action"), action.as_ref())
        .one_of(&member("recipientDsnFields.action"), action.as_deref(), &ACTIONS)
        .required(&member("recipientDsnFields.status"), status.as_ref())
        .check()?;
    let mut fields = Vec::new();
    for (name, member) in [
        ("Remote-MTA", "RemoteMta"),
        ("Diagnostic-Code", "DiagnosticCode"),
        ("Last-Attempt-Date", "LastAttemptDate"),
    ] {
        fields.extend(given(member)?.map(|value| (name.to_owned(), value)));
    }
    fields.extend(extensions(form, &format!("{dsn}.ExtensionFields"))?);
    Ok(Bounced {
        recipient,
        arn,
        final_recipient: given("FinalRecipient")?,
        action: action.unwrap_or_default(),
        status: status.unwrap_or_default(),
        fields,
    })
}

/// Names of 1 to 50 letters, digits and dashes, values of at most 2048
/// characters in one line.
fn extensions(form: &Form, list: &str) -> Result<Vec<(String, String)>, Refusal> {
    let mut fields = Vec::new();
    for at in form.members(list)? {
        let name = required(form, &format!("{at}.Name"), "extensionFields.name")?;
        let value = required(form, &format!("{at}.Value"), "extensionFields.value")?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !(1..=50).contains(&name.len()) || !name.bytes().all(plain) {
            let message = format!("Extension field '{name}': expected 1 to 50 of A-Z a-z 0-9 -.");
            return Err(Refusal::invalid(Check::Headers, message)
                .note("AWS documents the rule, but not these words."));
        }
        fields.push((name.to_owned(), line(name, value)?));
    }
    Ok(fields)
}

/// One line of printable ASCII: it stands in a header field.
fn line(member: &str, text: &str) -> Result<String, Refusal> {
    if text.len() <= 2048 && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Ok(text.to_owned());
    }
    let message =
        format!("{member}: expected one line of at most 2048 printable ASCII characters.");
    Err(Refusal::invalid(Check::Headers, message)
        .note("AWS documents the rule, but not these words."))
}
