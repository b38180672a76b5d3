//! The v1 API (AWS Query): a form in, a [`Submission`] out.
//!
//! # Source
//!
//! SES API Reference (2010-12-01), `SendEmail` and `SendRawEmail`.

mod form;

use self::form::Form;
use crate::{
    base64_strict,
    compose::{Parts, in_charset},
    refusal::{Check, Kind, Refusal},
    submission::{Arn, Content, Operation, Submission},
};

const VERSION: &str = "2010-12-01";

/// A call whose action and version are known; its members are not read yet.
#[derive(Debug)]
pub(crate) struct Call {
    form: Form,
    action: Action,
}

#[derive(Clone, Copy, Debug)]
enum Action {
    SendEmail,
    SendRawEmail,
}

impl Call {
    /// Reads the form and finds the operation, before any signature is checked,
    /// as SES does.
    pub(crate) fn parse(form: &[u8]) -> Result<Self, Refusal> {
        let form = Form::parse(form)?;
        let Some(action) = form.get("Action") else {
            return Err(Refusal::new(
                Kind::MissingAction,
                Check::Request,
                "The request must contain the parameter Action.",
            ));
        };
        let version = form.get("Version").unwrap_or("NO_VERSION_SPECIFIED");
        let action = match action {
            "SendEmail" if version == VERSION => Action::SendEmail,
            "SendRawEmail" if version == VERSION => Action::SendRawEmail,
            other => {
                let message = format!("Could not find operation {other} for version {version}");
                return Err(Refusal::new(Kind::UnknownOperation, Check::Request, message));
            }
        };
        Ok(Self { form, action })
    }

    pub(crate) fn operation(&self) -> Operation {
        match self.action {
            Action::SendEmail => Operation::V1Simple,
            Action::SendRawEmail => Operation::V1Raw,
        }
    }

    pub(crate) fn submission(self) -> Result<Submission, Refusal> {
        match self.action {
            Action::SendEmail => send_email(&self.form),
            Action::SendRawEmail => send_raw_email(&self.form),
        }
    }
}

fn send_email(form: &Form) -> Result<Submission, Refusal> {
    let source = form.get("Source").ok_or_else(|| Refusal::missing("source"))?;
    if form.under("Destination").next().is_none() {
        return Err(Refusal::missing("destination"));
    }
    let subject =
        content(form, "Message.Subject")?.ok_or_else(|| Refusal::missing("message.subject"))?;
    let text = content(form, "Message.Body.Text")?;
    let html = content(form, "Message.Body.Html")?;
    if text.is_none() && html.is_none() {
        return Err(Refusal::missing("message.body"));
    }
    Ok(Submission {
        operation: Operation::V1Simple,
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
        content: Content::Parts(Parts {
            subject,
            text,
            html,
            headers: Vec::new(),
            attachments: Vec::new(),
        }),
    })
}

fn send_raw_email(form: &Form) -> Result<Submission, Refusal> {
    let data = form.get("RawMessage.Data").ok_or_else(|| Refusal::missing("rawMessage.data"))?;
    let message = base64_strict(data).map_err(|problem| {
        Refusal::invalid(
            Check::Request,
            format!("RawMessage.Data: expected base64, but found {problem}"),
        )
    })?;
    Ok(Submission {
        operation: Operation::V1Raw,
        source: form.text("Source"),
        to: form.list("Destinations")?,
        cc: Vec::new(),
        bcc: Vec::new(),
        reply_to: Vec::new(),
        return_path: None,
        source_arn: arn(form, "SourceArn"),
        from_arn: arn(form, "FromArn"),
        return_path_arn: arn(form, "ReturnPathArn"),
        configuration_set: form.text("ConfigurationSetName"),
        content: Content::Raw(message),
    })
}

/// A `Content` structure; absent if it has neither member.
fn content(form: &Form, name: &str) -> Result<Option<String>, Refusal> {
    let charset = form.get(&format!("{name}.Charset"));
    match form.get(&format!("{name}.Data")) {
        Some(data) => in_charset(data, charset).map(Some),
        None if charset.is_some() => Err(Refusal::missing(&format!("{name}.data"))),
        None => Ok(None),
    }
}

fn arn(form: &Form, parameter: &'static str) -> Option<Arn> {
    form.text(parameter).map(|text| Arn::parameter(parameter, text))
}
