use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A header that SES keeps for itself is typed among the headers.
    ///
    /// # Why
    /// SES reads X-SES headers of raw mail only: with `SendEmail` and
    /// `SendTemplatedEmail` they authorise nothing. In raw mail a parameter of the
    /// same meaning wins without a word, and of two such headers the first.
    /// So each has a field of its own here, which is written where the route
    /// wants it: as a parameter, or once at the top of the header block.
    ///
    /// # Example
    /// `headers: [{ name: "X-SES-SOURCE-ARN", value: "arn:aws:ses:…" }]`
    ///
    /// # Use instead
    /// The field of that meaning, such as `delegate.sourceArn`.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization"; SES API v1 reference, `SendRawEmail`.
    "ses-header-typed", Error,
    explains: ["header.reserved"], only: is_of_ses, tell: tell => |_| Vec::new()
}

fn is_of_ses(error: &ParseError) -> bool {
    let name = error.found().trim_start_matches('"');
    name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("x-ses-"))
}

fn tell(_: &Case<'_>, error: &ParseError) -> Hit {
    let name = error.found();
    let owner = error.expected().strip_prefix("the field ").and_then(|it| it.split(' ').next());
    Hit::new(error.field(), format!("{name} is a header that SES keeps for itself.")).mend(
        match owner {
            Some(field) => format!("Remove the header {name}; put its value into {field}."),
            None => format!("Remove the header {name}: SES writes it, or nobody does."),
        },
    )
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with_header(name: &str) -> Sample {
    good().with_custom_headers(&[(name, "x")])
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    ["X-SES-SOURCE-ARN", "x-ses-from-arn", "X-Ses-Tenant", "X-SES-Outgoing"]
        .into_iter()
        .map(with_header)
        .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    // Bcc is reserved too, but another rule's.
    ["X-Mailer", "X-SESAME", "Bcc"].into_iter().map(with_header).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other rules may tell of reserved names, but not of these.
    #[test]
    fn no_other_rule_tells_of_it() {
        let findings = with_header("X-SES-SOURCE-ARN").findings();
        let codes = findings.iter().filter(|finding| finding.field == "headers[0].name");
        assert_eq!(codes.map(|finding| finding.code).collect::<Vec<_>>(), ["ses-header-typed"]);
    }

    #[test]
    fn the_field_in_its_place_is_named() {
        for (name, place) in [
            ("X-SES-RETURN-PATH-ARN", "into delegate.returnPathArn."),
            ("x-ses-message-tags", "into tags."),
            ("X-SES-Outgoing", "SES writes it"),
        ] {
            let found = with_header(name).of("ses-header-typed");
            assert_eq!((found.len(), found[0].field.as_str()), (1, "headers[0].name"), "{name}");
            assert!(found[0].mend.contains(place), "{found:?}");
        }
    }
}
