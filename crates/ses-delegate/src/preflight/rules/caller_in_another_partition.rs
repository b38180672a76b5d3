use crate::caller::CallerKind;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The credentials are of another partition than the Region.
    ///
    /// # Why
    /// Partitions share neither accounts nor credentials: commercial keys are
    /// unknown in `GovCloud`, in China and in the European Sovereign Cloud ("The
    /// security token included in the request is invalid"), and no policy can
    /// name a principal of another partition.
    ///
    /// # Example
    /// Credentials of `arn:aws:iam::111122223333:user/ann` in `us-gov-west-1`.
    ///
    /// # Use instead
    /// Credentials of an account of that partition, which the identity owner must
    /// have authorised.
    ///
    /// # Source
    /// AWS General Reference, "Amazon Resource Names (ARNs)"; IAM User Guide, "AWS
    /// JSON policy elements: Principal".
    "caller-in-another-partition", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let (Some(caller), Some(region)) = (&case.known.caller, case.letter.region()) else {
        return Vec::new();
    };
    // An account id alone does not tell its partition.
    if *caller.kind() == CallerKind::Account || caller.partition() == region.partition() {
        return Vec::new();
    }
    let field = match case.letter.source_arn {
        Some(_) => "delegate.sourceArn",
        None => "region",
    };
    let (theirs, ours) = (region.partition().as_str(), caller.partition().as_str());
    vec![Hit::new(field, format!("{region} is of the partition {theirs}, but {caller} of {ours}."))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn called_by(caller: &str) -> Sample {
    good().knowing(|known| known.caller = Some(caller.parse().unwrap()))
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        called_by("arn:aws-us-gov:iam::111122223333:user/ann"),
        called_by("arn:aws:sts::111122223333:assumed-role/mailer/ann").by_owner("us-gov-west-1"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        called_by("arn:aws:iam::111122223333:user/ann"),
        called_by("111122223333").by_owner("us-gov-west-1"),
        called_by("arn:aws-us-gov:iam::111122223333:user/ann").by_owner("us-gov-west-1"),
    ]
}
