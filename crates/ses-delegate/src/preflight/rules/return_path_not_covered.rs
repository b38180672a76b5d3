use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The ARN that is named for bounces does not cover the address they go to.
    ///
    /// # Why
    /// SES authorises the return path by `ReturnPathArn` alone, once it is named.
    /// An ARN that does not cover the address has the whole message refused.
    /// Without a return path bounces go to the sender, whom the ARN must then cover.
    ///
    /// # Example
    /// Return path `bounces@example.org`, with the ARN of `example.net` for it.
    ///
    /// # Use instead
    /// The ARN of the identity that the return path belongs to, or, if that is
    /// the sender's identity, no ARN for the return path.
    ///
    /// # Source
    /// SES API v1 reference, `SendRawEmail`, `ReturnPathArn`.
    "return-path-not-covered", Error,
    explains: ["delegation.return_path"] => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let (Some(arn), Some(path)) = (&letter.return_path_arn, letter.bounces_to()) else {
        return Vec::new();
    };
    let told = letter.refused.iter().any(|error| error.code() == "delegation.return_path");
    if told || arn.covers(&path.value) {
        return Vec::new();
    }
    let address = &path.value;
    let hit = Hit::new(
        path.field,
        format!(
            "Bounces go to {address}, which {arn}, named in delegate.returnPathArn, does not cover."
        ),
    );
    vec![match letter.source_arn.as_ref().filter(|source| source.covers(address)) {
        Some(source) => hit.mend(format!(
            "Leave delegate.returnPathArn blank: {source}, named in delegate.sourceArn, covers {address}."
        )),
        None => hit,
    }]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn bouncing(path: &str) -> Sample {
    good().with_return_path(path, "arn:aws:ses:us-east-1:123456789012:identity/example.net")
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    // The second goes to the sender.
    vec![bouncing("bounces@example.org"), bouncing(""), bouncing("bounces@example.com")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        bouncing("bounces@example.net"),
        bouncing("bounces@mail.example.net"),
        good().with(|draft| draft.return_path = "bounces@example.org".to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_once_and_what_to_leave_out() {
        for sample in fails() {
            assert_eq!(sample.of("return-path-not-covered").len(), 1, "{:?}", sample.draft);
        }
        let found = bouncing("bounces@example.com").of("return-path-not-covered");
        assert!(found[0].mend.starts_with("Leave delegate.returnPathArn blank"), "{found:?}");
    }
}
