use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::route::Route;

rule! {
    /// Raw mail names the identity for its `From` header as well.
    ///
    /// # Why
    /// AWS's guide says that `SourceArn` alone sets From and Return-Path to the
    /// same identity. Field reports contradict it: raw mail with a `From` header
    /// and no `FromArn` was refused as "Email address is not verified", last in
    /// July 2024. Whether AWS has mended that since is unknown, so both are sent,
    /// with the same ARN unless another is named. In API v2 one ARN stands for both.
    ///
    /// # Example
    /// `SendRawEmail` with `SourceArn` alone.
    ///
    /// # Use instead
    /// Nothing: this is done. Other software that sends raw mail must name both.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization"; GitHub, boto/boto3 issue 3873, nodemailer/nodemailer issue
    /// 1218, loopingz/aws-smtp-relay issue 16.
    "raw-names-both-arns", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(source), Some(prepared)) = (&letter.source_arn, &letter.prepared) else {
        return Vec::new();
    };
    let from = letter.from_arn.as_ref().unwrap_or(source);
    let found = match prepared.route {
        Route::V1SendRawEmail => format!("SourceArn is {source}, and FromArn {from}."),
        Route::V1SendRawEmailHeaders => {
            format!("X-SES-SOURCE-ARN is {source}, and X-SES-FROM-ARN {from}.")
        }
        Route::V2SendEmailRaw => {
            format!("FromEmailAddressIdentityArn is {source}, which stands for both.")
        }
        Route::V1SendEmail | Route::V2SendEmailSimple => return Vec::new(),
    };
    vec![Hit::new("delegate.fromArn", found)]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_file("a.bin", 10),
        good().by(Route::V1SendRawEmailHeaders),
        good().by(Route::V2SendEmailRaw),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().by(Route::V2SendEmailSimple),
        good().with_file("a.bin", 10).by_owner("us-east-1"),
    ]
}
