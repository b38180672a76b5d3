use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// There can be no configuration set of that name.
    ///
    /// # Why
    /// A name has 1 to 64 letters, digits, underscores and hyphens; neither ARNs nor
    /// spaces are taken.
    ///
    /// # Example
    /// `arn:aws:ses:us-east-1:111122223333:configuration-set/mine`
    ///
    /// # Use instead
    /// The name alone: `mine`.
    ///
    /// # Source
    /// SES API v2 reference, `CreateConfigurationSet`.
    "configuration-set-unreadable", Error,
    explains: ["configuration_set.name"],
    tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let hit = Hit::refused(error);
    match case.letter.draft.configuration_set.trim().split_once(":configuration-set/") {
        Some((_, name)) => hit.mend(format!("Write its name alone: {name}.")),
        None => hit,
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn set(name: &str) -> Sample {
    good().with(|draft| draft.configuration_set = name.to_owned())
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        set("my set"),
        set("arn:aws:ses:us-east-1:111122223333:configuration-set/mine"),
        set("a.b"),
        set(&"a".repeat(65)),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), set(" "), set(" my_set-1 "), set(&"a".repeat(64))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_within_an_arn_is_told() {
        let found = set("arn:aws:ses:eu-west-1:111122223333:configuration-set/mine")
            .of("configuration-set-unreadable");
        assert_eq!(found[0].mend, "Write its name alone: mine.");
    }
}
