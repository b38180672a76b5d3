use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// An X-SES header stands more than once in the message.
    ///
    /// # Why
    /// SES reads the first of each name and passes over the others. One that came in
    /// with a pasted or forwarded message, above yours, decides in its place.
    /// Adoption removes all of those that name identities; of any other the first
    /// stays in force.
    ///
    /// # Example
    /// X-SES-CONFIGURATION-SET: theirs
    /// X-SES-CONFIGURATION-SET: ours
    ///
    /// # Use instead
    /// Each X-SES header once, at the top of the header block.
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks for Amazon SES sending
    /// authorization".
    "raw-ses-header-repeated", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let Some(raw) = &case.letter.raw else { return Vec::new() };
    let headers = raw.adopted.ses_headers();
    let repeated = headers.iter().filter(|header| header.index.is_some() && !header.is_effective);
    Hit::at_each(repeated, |header| {
        let first = headers.iter().find(|first| first.is_effective && first.is(&header.name));
        let first = first.map_or(0, |first| first.line);
        format!(
            "{} of line {} does nothing: the one of line {first} stands before it.",
            header.name, header.line
        )
    })
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good_eml};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good_eml().with_headers("X-SES-TENANT: a\nx-ses-tenant: b\n"),
        good_eml().with_headers("X-SES-FROM-ARN: a\nX-SES-FROM-ARN: a\n"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good_eml().with_headers("X-SES-TENANT: a\nX-SES-MESSAGE-TAGS: b=c\n")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_where_it_stands() {
        let found = fails()[0].of("raw-ses-header-repeated").remove(0);
        assert_eq!(found.field, "raw.headers[1]");
        assert_eq!(
            found.found,
            "x-ses-tenant of line 2 does nothing: the one of line 1 stands before it."
        );
    }
}
