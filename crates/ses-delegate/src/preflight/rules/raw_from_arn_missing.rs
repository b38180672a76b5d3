use crate::preflight::case::Case;
use crate::preflight::letter::place;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message names an ARN for Source, and none for its From header.
    ///
    /// # Why
    /// AWS's text says that `SourceArn` alone makes SES set From and Return-Path to the
    /// same identity. Senders report otherwise of raw mail: with a From header and
    /// `SourceArn` alone it failed as "Email address is not verified", and `FromArn`
    /// mended it. Whether that has changed since is unknown.
    ///
    /// # Example
    /// X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.com
    /// From: ann@example.com
    ///
    /// # Use instead
    /// Both. What is sent from here always names both, as parameters or as headers; a
    /// copy of the file that is sent otherwise needs X-SES-FROM-ARN as well.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization". Reports: boto/boto3#3873, nodemailer/nodemailer#1218,
    /// loopingz/aws-smtp-relay#16.
    "raw-from-arn-missing", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let effective =
        |name: &str| raw.adopted.removed().find(|header| header.is_effective && header.is(name));
    let (Some(source), None) = (effective("X-SES-SOURCE-ARN"), effective("X-SES-FROM-ARN")) else {
        return Vec::new();
    };
    if raw.adopted.eml().named("From").next().is_none() {
        return Vec::new();
    }
    let found =
        format!("{} stands on line {}, and no X-SES-FROM-ARN anywhere.", source.name, source.line);
    vec![Hit::new(place(source), found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with_headers("X-SES-SOURCE-ARN: x\r\n")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml(), good_eml().with_headers("X-SES-SOURCE-ARN: x\r\nX-SES-FROM-ARN: x\r\n")]
}
