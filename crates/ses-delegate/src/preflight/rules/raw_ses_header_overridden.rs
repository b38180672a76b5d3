use crate::arn::IdentityArn;
use crate::preflight::case::Case;
use crate::preflight::letter::place;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The message says in an X-SES header what is said otherwise beside it.
    ///
    /// # Why
    /// A request's parameter wins over the header, and of two headers the first. Tags
    /// are not merged: parameters replace all that the header names. For tenants and
    /// list management of API v2 AWS does not say which wins.
    ///
    /// # Example
    /// X-SES-CONFIGURATION-SET: theirs, and `configurationSet` is `ours`.
    ///
    /// # Use instead
    /// One of the two. To send as the message says, take its values over into the
    /// fields.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`; SES API v2 reference, `SendEmail`,
    /// `FromEmailAddressIdentityArn`.
    "raw-ses-header-overridden", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let letter = &case.letter;
    let draft = letter.draft;
    let source = letter.source_arn.as_ref().map(IdentityArn::as_str);
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let tags: Vec<_> =
        draft.tags.iter().map(|tag| format!("{}={}", tag.name.trim(), tag.value.trim())).collect();
    let list = draft.list_management.as_ref().and_then(|list| given(&list.contact_list));
    let ours = [
        ("X-SES-SOURCE-ARN", "delegate.sourceArn", source.map(str::to_owned)),
        (
            "X-SES-FROM-ARN",
            "delegate.fromArn",
            letter.from_arn.as_ref().map(IdentityArn::as_str).or(source).map(str::to_owned),
        ),
        (
            "X-SES-RETURN-PATH-ARN",
            "delegate.returnPathArn",
            letter.return_path_arn.as_ref().map(|arn| arn.as_str().to_owned()),
        ),
        ("X-SES-CONFIGURATION-SET", "configurationSet", given(&draft.configuration_set)),
        ("X-SES-MESSAGE-TAGS", "tags", given(&tags.join(", "))),
        ("X-SES-LIST-MANAGEMENT-OPTIONS", "listManagement", list),
        ("X-SES-TENANT", "tenant", given(&draft.tenant)),
    ];
    let theirs = raw.adopted.ses_headers().iter().filter(|header| header.is_effective);
    theirs
        .filter_map(|header| {
            let (_, field, ours) = ours.iter().find(|(name, ..)| header.is(name))?;
            let ours = ours.as_ref().filter(|ours| **ours != header.value)?;
            let found = format!(
                "{} of line {} says {}, but {field} says {ours}.",
                header.name, header.line, header.value
            );
            Some(Hit::new(place(header), found))
        })
        .collect()
}

#[cfg(test)]
use crate::draft::{Draft, Tag};
#[cfg(test)]
use crate::preflight::sample::{ARN, Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let named = |change: fn(&mut Draft), header: &str| good_eml().with(change).with_headers(header);
    vec![
        named(
            |_| {},
            "X-SES-SOURCE-ARN: arn:aws:ses:us-east-1:123456789012:identity/example.net\r\n",
        ),
        named(|_| {}, "X-SES-FROM-ARN: x\r\n"),
        named(
            |draft| draft.configuration_set = "ours".to_owned(),
            "x-ses-configuration-set: theirs\r\n",
        ),
        named(|draft| draft.tenant = "ours".to_owned(), "X-SES-TENANT: theirs\r\n"),
        named(
            |draft| draft.tags = vec![Tag { name: "a".to_owned(), value: "b".to_owned() }],
            "X-SES-MESSAGE-TAGS: a=c\r\n",
        ),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good_eml().with_headers(&format!("X-SES-SOURCE-ARN: {ARN}\r\nX-SES-FROM-ARN: {ARN}\r\n")),
        good_eml().with_headers("X-SES-TENANT: theirs\r\n"),
    ]
}
