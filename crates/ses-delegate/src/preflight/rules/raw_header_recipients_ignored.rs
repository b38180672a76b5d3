use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// Somebody whom the headers name does not receive the message.
    ///
    /// # Why
    /// Recipients in the request are the envelope: exactly they receive it. The
    /// headers stay as they are and deliver nothing.
    ///
    /// # Example
    /// To: bob@example.org, and the draft's `to` is eve@example.org.
    ///
    /// # Use instead
    /// Nothing, if it is meant: an archived message sent on to others is. Else leave
    /// the draft's recipients empty, or name all.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`, `Destinations`; SES API v2 reference,
    /// `SendEmail`, `Destination`.
    "raw-header-recipients-ignored", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let letter = &case.letter;
    let draft = letter.draft;
    if draft.to.is_empty() && draft.cc.is_empty() && draft.bcc.is_empty() {
        return Vec::new();
    }
    let receives = |address: &str| {
        letter.recipients.iter().any(|to| to.value.address.as_str().eq_ignore_ascii_case(address))
    };
    let eml = raw.adopted.eml();
    ["To", "Cc", "Bcc"]
        .into_iter()
        .flat_map(|name| eml.named(name))
        .filter_map(|(at, header)| {
            let left = header.mailboxes().into_iter().filter(|mailbox| !receives(&mailbox.address));
            let left: Vec<_> = left.map(|mailbox| mailbox.address).collect();
            let found =
                format!("{} names {}, who does not receive it.", header.name(), left.join(", "));
            (!left.is_empty()).then(|| Hit::new(format!("raw.headers[{at}]"), found))
        })
        .collect()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good_eml().with(|draft| draft.to = vec!["eve@example.org".to_owned()])]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml(), good_eml().with(|draft| draft.bcc = vec!["Bob <BOB@example.org>".to_owned()])]
}
