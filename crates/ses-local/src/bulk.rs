//! Many messages in one call, each with a status of its own.
//!
//! # Source
//!
//! SES API Reference, `SendBulkTemplatedEmail`; SES API v2 Reference,
//! `SendBulkEmail`.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::{
    address::is_mailbox,
    authorization::{Outcome, Role},
    call::Call,
    refusal::{Api, Check, Kind, Refusal},
    send::{attempted, judge, keep, record},
    submission::Submission,
    tags::Tag,
};

const MAX_ENTRIES: usize = 50;
/// Bytes of messages and their tags that wait for the others to be judged; what is beyond is
/// written again when its turn comes.
const MAX_HELD: usize = 64 * 1024 * 1024;

/// What became of one entry.
#[derive(Debug)]
pub(crate) enum Sent {
    Accepted(String),
    Refused(Box<Refusal>),
}

impl Sent {
    /// v1 writes the statuses in camel case, v2 in capitals, some in other words.
    pub(crate) fn status(&self, api: Api) -> &'static str {
        let (v1, v2) = match self {
            Self::Accepted(_) => ("Success", "SUCCESS"),
            Self::Refused(refusal) => match refusal.kind {
                Kind::MessageRejected => ("MessageRejected", "MESSAGE_REJECTED"),
                Kind::RateExceeded => ("AccountThrottled", "ACCOUNT_THROTTLED"),
                Kind::DailyQuotaExceeded => {
                    ("AccountDailyQuotaExceeded", "ACCOUNT_DAILY_QUOTA_EXCEEDED")
                }
                Kind::InternalFailure => ("TransientFailure", "TRANSIENT_FAILURE"),
                Kind::InvalidParameter | Kind::Validation => {
                    ("InvalidParameterValue", "INVALID_PARAMETER")
                }
                _ => ("Failed", "FAILED"),
            },
        };
        if api == Api::V1 { v1 } else { v2 }
    }
}

pub(crate) fn check_count(entries: usize) -> Result<(), Refusal> {
    if entries <= MAX_ENTRIES {
        return Ok(());
    }
    let message = format!("Destination count exceeds {MAX_ENTRIES}.");
    Err(Refusal::invalid(Check::Recipients, message)
        .note("AWS documents the limit, but not these words."))
}

/// The tags of an entry: its own beat the default ones of the same name.
pub(crate) fn tags(default: &[Tag], mut own: Vec<Tag>) -> Vec<Tag> {
    let mut names: HashSet<&str> = own.iter().map(|tag| tag.name.as_str()).collect();
    let rest: Vec<Tag> = default.iter().filter(|tag| names.insert(&tag.name)).cloned().collect();
    own.extend(rest);
    own
}

/// The data of an entry: its own members beat the default ones. What is no
/// object stands as it is: rendering says so.
pub(crate) fn data(default: &str, own: Option<&str>) -> String {
    let Some(own) = own else { return default.to_owned() };
    let object = |text: &str| serde_json::from_str::<Map<String, Value>>(text).ok();
    match (object(default), object(own)) {
        (Some(mut data), Some(own)) => {
            data.extend(own);
            Value::Object(data).to_string()
        }
        _ => own.to_owned(),
    }
}

/// Sends all entries. What concerns the sender, the template or the set refuses
/// the whole call before anything is sent; what concerns an entry, that one.
///
/// `submission` makes one entry, whenever it is needed: each has a copy of what
/// they share but for files, and not all copies are there at once.
pub(crate) async fn send(
    call: &Call<'_>,
    entries: usize,
    submission: impl Fn(usize) -> Result<Submission, Refusal> + Sync,
) -> Result<Vec<Sent>, Refusal> {
    for entry in 0..entries {
        submission(entry)?;
    }
    if entries > 0 {
        let first = submission(0)?;
        check_sender(&first).map_err(|refusal| attempted(refusal, &first))?;
    }
    let (mut judged, mut held) = (Vec::new(), 0);
    for entry in 0..entries {
        match judge(call, &submission(entry)?) {
            Err(refusal) if !is_of_one_entry(&refusal) => return Err(refusal),
            Ok(delivery) => {
                held += delivery.raw.len() + delivery.tags.iter().map(Tag::weight).sum::<usize>();
                judged.push(Ok((held <= MAX_HELD).then_some(delivery)));
            }
            Err(refusal) => judged.push(Err(refusal)),
        }
    }
    let mut results = Vec::new();
    for (entry, delivery) in judged.into_iter().enumerate() {
        let submission = submission(entry)?;
        let delivery = match delivery {
            Ok(None) => judge(call, &submission),
            Ok(Some(delivery)) => Ok(delivery),
            Err(refusal) => Err(refusal),
        };
        let sent = match delivery {
            Ok(delivery) => keep(call, &submission, delivery).await,
            Err(refusal) => Err(refusal),
        };
        results.push(match sent {
            Ok(id) => Sent::Accepted(id),
            Err(refusal) => {
                let api = submission.operation.api();
                let sent = Sent::Refused(Box::new(refusal.clone()));
                let told = format!(
                    "Only this destination was refused, with the status {}; the call was answered by 200.",
                    sent.status(api)
                );
                record(call, api, &refusal.note(told));
                sent
            }
        });
    }
    Ok(results)
}

/// The sender's addresses are the same for all entries, and come before all
/// else: in other words than those of a single send (probes recorded by
/// floci-io/floci).
fn check_sender(submission: &Submission) -> Result<(), Refusal> {
    match [&submission.source, &submission.return_path]
        .into_iter()
        .flatten()
        .find(|address| !is_mailbox(address))
    {
        Some(address) => {
            Err(Refusal::invalid(Check::Address, format!("Invalid email address<{address}>.")))
        }
        None => Ok(()),
    }
}

fn is_of_one_entry(refusal: &Refusal) -> bool {
    match refusal.kind {
        Kind::InvalidParameter => true,
        Kind::MessageRejected => refusal
            .trace
            .iter()
            .filter(|look| look.verdict == Outcome::Unverified)
            .all(|look| look.role == Role::Recipient),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_data_and_tags_beat_the_default_ones() {
        assert_eq!(data(r#"{"a":1,"b":2}"#, Some(r#"{"b":3}"#)), r#"{"a":1,"b":3}"#);
        assert_eq!(data(r#"{"a":1}"#, None), r#"{"a":1}"#);
        assert_eq!(data(r#"{"a":1}"#, Some("no")), "no");
        let tag = |name: &str, value: &str| Tag { name: name.into(), value: value.into() };
        assert_eq!(
            tags(&[tag("a", "1"), tag("b", "2")], vec![tag("b", "3")]),
            [tag("b", "3"), tag("a", "1")]
        );
    }
}
